/* zuoxi case move|undo|approve|refuse|callbacks|requests: the moves besides the usual way, from a script. */

#include "suite.h"

#include <stdio.h>

#include "cli/run_binary.h"

/* A demonstration database with one case; the number 1 finds it. */
static const char *database(void)
{
    static char path[300];
    run_enter();
    snprintf(path, sizeof(path), "%s", run_path("demo.db"));
    run_expect(0, NULL, "demo", "--customers", "3", "--cases", "0", "--open", "0", "--database", path, NULL);
    run_expect(0, "已受理", "case", "new", "--badge", "1001", "type=repair", "category=no_heat.single",
               "phone=13800001234", "name=访客甲", "content=不热", "--database", path, NULL);
    return path;
}

#define MOVE(code, says, badge, ...)                                                                         \
    run_expect((code), (says), "case", "move", "1", "--database", db, "--badge", (badge), __VA_ARGS__, NULL)

START_TEST(an_operator_asks_and_a_lead_answers)
{
    const char *db = database();
    MOVE(0, "请告知城东站（000-0001）", "1001", "dispatch", "unit=城东站");
    MOVE(0, "已办理", "1001", "take", "reporter=刘师傅");
    MOVE(1, "需要填写「原因」", "1001", "suspend");
    MOVE(0, "已申请挂起，等班长审批", "1001", "suspend", "step.reason=等配件");
    run_expect(0, "等配件", "case", "requests", "--database", db, "--badge", "2001", NULL);
    run_expect(3, "无权审批", "case", "approve", "1", "--database", db, "--badge", "1001", NULL);
    run_expect(2, "驳回的理由", "case", "refuse", "1", "--database", db, "--badge", "2001", NULL);
    run_expect(0, "库里有", "case", "refuse", "1", "库里有", "--database", db, "--badge", "2001", NULL);
    run_expect(0, "\"request\": null", "case", "show", "1", "--json", "--database", db, "--badge", "1001",
               NULL);
    run_expect(1, "没有等审批的申请", "case", "approve", "1", "--database", db, "--badge", "2001", NULL);
    MOVE(0, "等班长审批", "1001", "extend", "step.extra=2h", "step.reason=缺件");
    run_expect(0, "已批准", "case", "approve", "1", "同意", "--database", db, "--badge", "2001", NULL);
    run_expect(0, "[]", "case", "requests", "--json", "--database", db, "--badge", "2001", NULL);
    MOVE(1, "不是时长", "2001", "extend", "step.extra=2x", "step.reason=缺件");
    MOVE(4, "没有工单 77", "1001", "merge", "step.other=77");
    run_leave();
}
END_TEST

START_TEST(the_last_move_is_undone_and_a_callback_tried)
{
    const char *db = database();
    MOVE(0, NULL, "1001", "dispatch", "unit=城东站");
    run_expect(3, "这一步是1001办的", "case", "undo", "1", "--database", db, "--badge", "1002", NULL);
    run_expect(0, "已撤销", "case", "undo", "1", "--database", db, "--badge", "1001", NULL);
    run_expect(1, "没有可以撤销的办理", "case", "undo", "1", "--database", db, "--badge", "1001", NULL);
    MOVE(0, NULL, "1001", "dispatch", "unit=城东站");
    MOVE(0, NULL, "1001", "take", "reporter=刘师傅");
    MOVE(0, NULL, "1001", "handle", "reporter=刘师傅", "result=好了");
    MOVE(0, NULL, "1001", "reply", "reply=已告知");
    MOVE(0, NULL, "1001", "callback", "step.reached=nobody");
    run_expect(0, "无人接", "case", "callbacks", "--database", db, "--badge", "1001", NULL);
    run_expect(0, "\"attempts\": 1", "case", "callbacks", "--json", "--database", db, "--badge", "1001",
               NULL);
    MOVE(1, "没有通上话", "1001", "callback", "step.reached=nobody", "satisfaction=satisfied");
    MOVE(0, "重办", "1001", "callback", "step.reached=reached", "satisfaction=不满意", "step.reason=还凉");
    run_expect(0, "[]", "case", "callbacks", "--json", "--database", db, "--badge", "1001", NULL);
    run_leave();
}
END_TEST

SUITE_MAIN("cli/case_moves", an_operator_asks_and_a_lead_answers,
           the_last_move_is_undone_and_a_callback_tried)
