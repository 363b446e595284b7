/* Moves besides the usual way on the real screen: approval, callbacks, undo, merging. */

#include <stdio.h>
#include <string.h>
#include <sys/resource.h>

#include "screen/seat.h"
#include "suite.h"

#define ACCEPTED "2026-11-23 14:30:00" /* a Monday */

static void new_case(struct seat *seat, const char *name)
{
    char named[80];
    snprintf(named, sizeof(named), "name=%s", name);
    seat_command_ok(seat, NULL,
                    (const char *const[]){"case", "new", "--badge", "1001", "type=repair",
                                          "category=no_heat.single", "grade=2", "phone=13800001234", named,
                                          "address=和平里1-1-101", "content=客厅暖气上热下凉", NULL});
}

static void move(struct seat *seat, const char *action, const char *first, const char *second)
{
    seat_command_ok(
        seat, NULL,
        (const char *const[]){"case", "move", "1123-0001", "--badge", "1001", action, first, second, NULL});
}

/* A repair that a unit has taken. */
static void make_taken(struct seat *seat)
{
    seat_make_idle_at(seat, ACCEPTED);
    new_case(seat, "访客甲");
    move(seat, "dispatch", "unit=城东站", NULL);
    move(seat, "take", "reporter=刘师傅", NULL);
}

static void make_replied(struct seat *seat)
{
    make_taken(seat);
    move(seat, "handle", "reporter=刘师傅", "result=已清洗过滤器");
    move(seat, "reply", "reply=已告知", NULL);
}

static struct terminal *open_as(struct seat *seat, const char *badge)
{
    struct terminal *terminal = seat_start(seat, 24, 80, NULL);
    seat_sign_in(terminal, badge);
    terminal_expect(terminal, "1123-0001");
    return terminal;
}

static void open_case(struct terminal *terminal)
{
    terminal_keys(terminal, "<Enter>");
    terminal_expect(terminal, "工单 1123-0001");
}

/* Choose a move by its words in the menu. */
static void choose(struct terminal *terminal, const char *label)
{
    char title[80];
    terminal_keys(terminal, "<F9>");
    terminal_expect(terminal, "数字选取");
    terminal_keys(terminal, label);
    snprintf(title, sizeof(title), ">  %s", label); /* no digit while the menu is filtered */
    terminal_expect(terminal, title);
    terminal_keys(terminal, "<Enter>");
    snprintf(title, sizeof(title), "─ %s  访客甲", label);
    terminal_expect(terminal, title);
}

START_TEST(an_operator_asks_for_a_pause_and_a_lead_agrees_on_another_desk)
{
    struct seat seat;
    make_taken(&seat);
    struct terminal *operator= open_as(&seat, "1001"), *lead = open_as(&seat, "2001");
    open_case(operator);
    choose(operator, "挂起");
    terminal_keys(operator, "<C-s>");
    terminal_expect(operator, "必填");
    terminal_keys(operator, "等用户下班回家");
    terminal_expect_gone(operator, "必填");
    terminal_keys(operator, "<C-s>");
    terminal_expect(operator, "已申请挂起，等班长审批");
    terminal_expect(operator, "申请挂起待审批");
    terminal_keys(operator, "a");
    terminal_expect(operator, "无权审批挂起、延期、重开");
    terminal_expect(lead, "待审批 1");
    terminal_keys(lead, "o");
    terminal_expect(lead, "等用户下班回家");
    terminal_keys(lead, "a");
    terminal_expect(lead, "1001 申请挂起：等用户下班回家");
    terminal_keys(lead, "1");
    terminal_expect(lead, "已批准挂起，请告知用户（138 0000 1234）");
    terminal_expect(lead, "没有等审批的申请");
    terminal_expect(operator, "已挂起");
    choose(operator, "恢复");
    terminal_keys(operator, "<C-s>");
    terminal_expect(operator, "已恢复");
    terminal_expect(operator, "处理中");
    seat_quit(&lead);
    seat_quit(&operator);
    seat_remove(&seat);
}
END_TEST

START_TEST(a_lead_who_agrees_to_more_time_is_told_until_when)
{
    struct seat seat;
    make_taken(&seat);
    struct terminal *lead = open_as(&seat, "2001");
    move(&seat, "extend", "step.extra=2h", "step.reason=等配件");
    open_case(lead);
    terminal_keys(lead, "a");
    terminal_expect(lead, "1001 申请延期：等配件");
    terminal_keys(lead, "1");
    terminal_expect(lead, "已批准延期，办结到 11-24 00:30，答复到 11-24 00:30，请告知用户");
    seat_quit(&lead);
    seat_remove(&seat);
}
END_TEST

START_TEST(a_request_is_refused_with_a_reason_that_the_operator_reads)
{
    struct seat seat;
    make_taken(&seat);
    struct terminal *terminal = open_as(&seat, "2001");
    move(&seat, "extend", "step.extra=2h", "step.reason=等配件");
    open_case(terminal);
    terminal_expect(terminal, "延期 2h，1001");
    terminal_keys(terminal, "a");
    terminal_expect(terminal, "1001 申请延期：等配件");
    terminal_keys(terminal, "2");
    terminal_expect(terminal, "驳回的理由");
    terminal_keys(terminal, "<Enter>");
    terminal_expect(terminal, "驳回要写明理由"); /* and the question stays, with what it is about */
    terminal_expect(terminal, "1001 申请延期：等配件");
    terminal_keys(terminal, "库里有<Enter>");
    terminal_expect(terminal, "已驳回");
    terminal_expect(terminal, "延期（1001申请）：库里有");
    terminal_expect_gone(terminal, "待审批");
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

START_TEST(a_callback_is_tried_until_somebody_answers_and_dissatisfaction_begins_anew)
{
    struct seat seat;
    make_replied(&seat);
    struct terminal *terminal = open_as(&seat, "1001");
    terminal_keys(terminal, "w");
    terminal_expect(terminal, "待回访  1 单");
    terminal_expect(terminal, "还没有打过");
    terminal_keys(terminal, "<Enter>");
    terminal_expect(terminal, "─ 回访  访客甲");
    terminal_keys(terminal, "2<C-s>"); /* nobody: nothing else is needed */
    terminal_expect(terminal, "记下一次回访：无人接，仍待回访");
    terminal_keys(terminal, "<Esc>");
    terminal_expect(terminal, "1次");
    terminal_expect(terminal, "无人接");
    terminal_keys(terminal, "<Enter>");
    terminal_expect(terminal, "─ 回访  访客甲");
    terminal_keys(terminal, "13<C-s>"); /* 接通, 不满意, without a word why */
    terminal_expect(terminal, "“不满意”要写明原因");
    terminal_expect(terminal, "─ 回访  访客甲");
    terminal_keys(terminal, "还是不热<C-s>");
    terminal_expect(terminal, "用户不满意，已自动重办");
    terminal_expect(terminal, "处理中");
    terminal_expect(terminal, "重办1");
    terminal_keys(terminal, "<Esc>");
    terminal_expect(terminal, "没有等回访的工单");
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

START_TEST(the_last_move_is_taken_back_with_one_key_within_a_minute)
{
    struct seat seat;
    make_taken(&seat);
    struct terminal *terminal = open_as(&seat, "1001");
    open_case(terminal);
    choose(terminal, "退单");
    terminal_keys(terminal, "不在本站范围<Tab>刘师傅<C-s>");
    terminal_expect(terminal, "已退单");
    terminal_expect(terminal, "待派单");
    terminal_expect(terminal, "u 撤销");
    terminal_keys(terminal, "u");
    terminal_expect(terminal, "已撤销，经过");
    terminal_expect(terminal, "处理中");
    terminal_expect_gone(terminal, "u 撤销");
    terminal_keys(terminal, "u");
    terminal_expect(terminal, "没有可以撤销的办理");
    choose(terminal, "催办");
    terminal_keys(terminal, "用户又来电<C-s>");
    terminal_expect(terminal, "已催办，请告知城东站（000-0001）");
    terminal_expect(terminal, "催办1");
    seat_set_time(&seat, "2026-11-23 14:32:00");
    terminal_expect(terminal, "14:32:00");
    terminal_keys(terminal, "u");
    terminal_expect(terminal, "已经过了一分钟，不能撤销");
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

START_TEST(a_case_entered_twice_is_merged_by_number_and_taken_back_later)
{
    struct seat seat;
    make_taken(&seat);
    new_case(&seat, "访客乙");
    struct terminal *terminal = open_as(&seat, "1001");
    terminal_keys(terminal, "/");
    terminal_expect(terminal, "查找");
    terminal_keys(terminal, "1123-0001");
    terminal_expect(terminal, "访客甲");
    terminal_keys(terminal, "<Enter>");
    terminal_expect(terminal, "工单 1123-0001");
    choose(terminal, "并单");
    terminal_keys(terminal, "9<C-s>");
    terminal_expect(terminal, "没有工单 9");
    terminal_expect(terminal, "─ 并单  访客甲"); /* what was typed is still there */
    terminal_keys(terminal, "<C-a><C-k>2<C-s>");
    terminal_expect(terminal, "已并单");
    terminal_expect(terminal, "并入工单    1123-0002");
    seat_set_time(&seat, "2026-11-23 18:32:00");
    terminal_expect(terminal, "18:32:00");
    terminal_keys(terminal, "u");
    terminal_expect(terminal, "已撤销，经过");
    terminal_expect(terminal, "处理中");
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

START_TEST(what_a_move_asks_of_itself_survives_kill_9)
{
    struct seat seat;
    make_taken(&seat);
    struct terminal *terminal = open_as(&seat, "1001");
    open_case(terminal);
    choose(terminal, "延期");
    terminal_keys(terminal, "2<Tab>等配件从外地运来");
    seat_expect_draft_text(&seat, terminal, "等配件从外地运来", 5000);
    terminal_kill(terminal, 9);
    ck_assert_int_ne(terminal_exit_code(terminal, 5000), -1);
    terminal_free(&terminal);
    terminal = seat_start(&seat, 24, 80, NULL);
    terminal_expect(terminal, "F10退出");
    terminal_keys(terminal, "1001<Tab>demo<Enter>");
    ck_assert(terminal_wait_text(terminal, "等配件从外地运来", 20000));
    terminal_expect(terminal, "─ 延期  访客甲");
    terminal_keys(terminal, "<End>h<C-s>");
    terminal_expect(terminal, "已申请延期，等班长审批");
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

START_TEST(a_move_put_aside_on_a_full_disk_is_not_said_to_be_kept)
{
    struct rlimit none = {0, RLIM_INFINITY};
    struct seat seat;
    make_taken(&seat);
    struct terminal *terminal = open_as(&seat, "1001");
    open_case(terminal);
    choose(terminal, "延期");
    terminal_keys(terminal, "2<Tab>等配件");
    seat_expect_draft_text(&seat, terminal, "等配件", 5000);
    ck_assert_int_eq(prlimit(terminal_pid(terminal), RLIMIT_FSIZE, &none, NULL), 0);
    terminal_keys(terminal, "到货<Esc>");
    terminal_expect(terminal, "先别退出，再选它即可继续");
    terminal_keys(terminal, "<Esc>");
    terminal_expect(terminal, "先别退出，F6 切换回去");
    terminal_kill(terminal, 9);
    terminal_free(&terminal);
    seat_remove(&seat);
}
END_TEST

SUITE_MAIN("screen/moves", an_operator_asks_for_a_pause_and_a_lead_agrees_on_another_desk,
           a_lead_who_agrees_to_more_time_is_told_until_when,
           a_request_is_refused_with_a_reason_that_the_operator_reads,
           a_callback_is_tried_until_somebody_answers_and_dissatisfaction_begins_anew,
           the_last_move_is_taken_back_with_one_key_within_a_minute,
           a_case_entered_twice_is_merged_by_number_and_taken_back_later,
           what_a_move_asks_of_itself_survives_kill_9, a_move_put_aside_on_a_full_disk_is_not_said_to_be_kept)
