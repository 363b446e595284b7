/* The script book over a call: every trade through all its steps, an admin's edit while it runs, a broken
 * one. */

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "screen/seat.h"
#include "suite.h"
#include "zuoxi/base/str.h"

static const char *const trades[] = {"heating", "gas", "service", "power"};

/* Put a file among the phrases beside the seat's zuoxi.conf. */
static void write_phrases(const struct seat *seat, const char *name, const char *text)
{
    char path[256];
    const char *config = strchr(seat->config, '=') + 1;
    mkdir(config, 0700);
    snprintf(path, sizeof(path), "%s/zuoxi", config);
    mkdir(path, 0700);
    snprintf(path, sizeof(path), "%s/zuoxi/phrases", config);
    mkdir(path, 0700);
    snprintf(path, sizeof(path), "%s/zuoxi/phrases/%s", config, name);
    FILE *file = fopen(path, "w");
    ck_assert_ptr_nonnull(file);
    ck_assert_int_ge(fputs(text, file), 0);
    fclose(file);
    chmod(path, 0600);
}

/* A zuoxi.conf of the seat's own, so that files beside it count. */
static void write_config(const struct seat *seat, const char *trade)
{
    char path[256];
    const char *config = strchr(seat->config, '=') + 1;
    mkdir(config, 0700);
    snprintf(path, sizeof(path), "%s/zuoxi", config);
    mkdir(path, 0700);
    snprintf(path, sizeof(path), "%s/zuoxi/zuoxi.conf", config);
    FILE *file = fopen(path, "w");
    ck_assert_ptr_nonnull(file);
    fprintf(file, "profile = \"%s\"\n", trade);
    fclose(file);
    chmod(path, 0600);
}

/* F5, the stage the book is at, and its first phrase read aloud. */
static void say(struct terminal *terminal, const char *stage)
{
    char bracketed[40];
    snprintf(bracketed, sizeof(bracketed), "[%s]", stage);
    terminal_keys(terminal, "<F5>");
    terminal_expect(terminal, "Enter朗读");
    terminal_expect(terminal, bracketed);
    terminal_keys(terminal, "1");
    terminal_expect(terminal, "三"); /* the rule it serves, below the large words */
    terminal_keys(terminal, "<F5>");
    terminal_expect_gone(terminal, "Enter朗读");
}

START_TEST(a_call_of_every_trade__goes_through_all_its_steps)
{
    struct seat seat;
    char out[SEAT_TEXT];
    seat_make_bare(&seat);
    write_config(&seat, trades[_i]);
    seat_command_ok(
        &seat, out,
        (const char *const[]){"demo", "--customers", "20", "--cases", "10", "--profile", trades[_i], NULL});
    struct terminal *terminal = seat_start(&seat, 24, 80, NULL);
    seat_sign_in(terminal, "1001");
    terminal_keys(terminal, "<F2>");
    terminal_expect(terminal, "[迎声]");
    say(terminal, "迎声");
    terminal_expect(terminal, "✓迎声 [倾听]");
    terminal_keys(terminal, "13800001234<Tab>访客<Tab><Tab>阳光城1-1-101<Tab><Tab>");
    terminal_expect(terminal, "1 咨询");
    terminal_keys(terminal, "111");
    terminal_keys(terminal, "<Tab>");
    say(terminal, "问询");
    terminal_keys(terminal, "问今年的价格");
    terminal_expect(terminal, "✓倾听");
    terminal_expect(terminal, "✓核实"); /* place, person and number stand in the form */
    terminal_expect(terminal, "[记录]");
    terminal_keys(terminal, "<PgDn>");
    terminal_expect(terminal, "空格 勾选");
    terminal_keys(terminal, "<Space>");
    terminal_expect(terminal, "✓记录 [答复]");
    say(terminal, "答复");
    terminal_expect(terminal, "✓答复 [复述]");
    say(terminal, "复述");
    terminal_expect(terminal, "[x] 已复述");
    terminal_expect(terminal, "✓复述 [续问]");
    say(terminal, "续问");
    terminal_expect(terminal, "✓续问 [送声]");
    terminal_keys(terminal, "<C-n>"); /* said without the book */
    terminal_expect(terminal, "各环节都已做到");
    terminal_keys(terminal, "<F9>");
    terminal_expect(terminal, "已保存：");
    terminal_expect(terminal, "待办");
    seat_command_ok(&seat, out, (const char *const[]){"phrases", "usage", NULL});
    ck_assert_ptr_nonnull(strstr(out, "话术 hello "));
    ck_assert_ptr_nonnull(strstr(out, "环节 送声  做到 1 / 应做 1"));
    ck_assert_ptr_nonnull(strstr(out, "坐席 1001  通话 1  念话术 5  漏环节 0  忌语 0"));
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

START_TEST(an_admins_edit__appears_in_a_running_console_and_a_broken_one_keeps_the_old_book)
{
    static const char good[] =
        "phrase \"own\" { stage = \"迎声\" order = 1 text = \"您好，冬至安康，请讲。\" }\n";
    static const char broken[] =
        "# 节日\n\nphrase \"own\" { stage = \"迎声\" order = 1 text = \"您好{nmae}，请讲。\" }\n";
    struct seat seat;
    seat_make(&seat);
    write_config(&seat, "heating");
    struct terminal *terminal = seat_start(&seat, 24, 80, NULL);
    seat_sign_in(terminal, "1001");
    terminal_keys(terminal, "<F2><F5>");
    terminal_expect(terminal, "Enter朗读");
    terminal_expect(terminal, "1 您好，");
    write_phrases(&seat, "own.conf", good);
    terminal_expect(terminal, "话术已更新：");
    terminal_expect(terminal, "您好，冬至安康，请讲。");
    write_phrases(&seat, "own.conf", broken);
    terminal_expect(terminal, "话术没有更新，仍用原来的：own.conf 第 3 行 text：没有占位符 {nmae}");
    terminal_expect(terminal, "您好，冬至安康，请讲。");
    write_phrases(&seat, "own.conf", "phrase \"own\" {\n");
    terminal_expect(terminal, "own.conf 第 1 行");
    terminal_expect(terminal, "您好，冬至安康，请讲。");
    write_phrases(&seat, "own.conf",
                  "phrase \"own\" { stage = \"迎声\" order = 1 text = \"您好，元旦快乐，请讲。\" }\n");
    terminal_expect(terminal, "您好，元旦快乐，请讲。");
    terminal_expect_gone(terminal, "冬至");
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

START_TEST(danger_in_the_callers_words__brings_the_emergency_first)
{
    struct seat seat;
    int y, x;
    seat_make(&seat);
    struct terminal *terminal = seat_open(&seat);
    seat_open_form(terminal, &y, &x);
    terminal_keys(terminal, "家里水管爆裂了");
    terminal_expect(terminal, "[安全]");
    terminal_keys(terminal, "<F5>");
    terminal_expect(terminal, "[急情]");
    terminal_expect(terminal, "4 请您先关上进户阀门");
    int row, column;
    ck_assert(terminal_find(terminal, "[急情]", &row, &column));
    ck_assert(terminal_find(terminal, "4 请您先关上进户阀门", &y, &x));
    ck_assert_int_eq(y, row + 1); /* what answers the caller's words is the first */
    terminal_keys(terminal, "4");
    terminal_keys(terminal, "<F5>");
    terminal_expect(terminal, "✓安全");
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

START_TEST(what_a_phrase_lacks__is_asked_for_and_goes_into_the_form)
{
    struct seat seat;
    seat_make(&seat);
    struct terminal *terminal = seat_open(&seat);
    terminal_keys(terminal, "<F2>");
    terminal_expect(terminal, "[迎声]");
    terminal_keys(terminal, "<F5>/姓名是");
    terminal_expect(terminal, "登记的姓名是〔姓名？〕");
    terminal_keys(terminal, "1");
    terminal_expect(terminal, "还不知道姓名");
    terminal_keys(terminal, "孙丽<Enter>");
    terminal_expect(terminal, "登记的姓名是孙丽");
    terminal_expect_gone(terminal, "还不知道");
    terminal_keys(terminal, "<F5>");
    terminal_expect_gone(terminal, "Enter朗读");
    terminal_expect(terminal, "姓名  孙丽");
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

START_TEST(what_was_said_and_ticked__survives_the_kill)
{
    struct seat seat;
    int y, x;
    seat_make(&seat);
    struct terminal *terminal = seat_open(&seat);
    seat_open_form(terminal, &y, &x);
    say(terminal, "问询");
    terminal_keys(terminal, "<C-n>不热");
    terminal_expect(terminal, "✓迎声 ✓倾听");
    seat_expect_draft_text(&seat, terminal, "不热", TERMINAL_WAIT);
    seat_expect_draft_text(&seat, terminal, "ask.", TERMINAL_WAIT);
    terminal_kill(terminal, 9);
    terminal_free(&terminal);
    terminal = seat_open(&seat);
    terminal_expect(terminal, "不热");
    terminal_expect(terminal, "✓迎声 ✓倾听");
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

/* A move's small form lies over the page: the book over both, and the form is as it was when it has gone. */
START_TEST(over_a_moves_form__the_book_opens_and_leaves_it_as_it_was)
{
    struct seat seat;
    struct terminal *terminal = seat_open_case(&seat);
    terminal_keys(terminal, "1");
    terminal_expect(terminal, "承办单位");
    terminal_keys(terminal, "<Tab>刘师傅");
    terminal_expect(terminal, "刘师傅");
    terminal_keys(terminal, "<F5>");
    terminal_expect(terminal, "请字当头");
    terminal_keys(terminal, "催办");
    terminal_expect(terminal, "查找 催办");
    terminal_expect(terminal, "马上为您催办");
    terminal_keys(terminal, "1");
    terminal_expect(terminal, "致歉");
    terminal_keys(terminal, "<F5>");
    terminal_expect_gone(terminal, "请字当头");
    terminal_expect(terminal, "刘师傅");
    terminal_keys(terminal, "傅");
    terminal_expect(terminal, "刘师傅傅");
    terminal_keys(terminal, "<Esc>");
    terminal_expect_gone(terminal, "报告人");
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

START_TEST(an_answer_past_its_day__says_so)
{
    struct seat seat;
    seat_make(&seat);
    write_config(&seat, "heating");
    write_phrases(
        &seat, "own.conf",
        "answer \"own.old\" { question = \"去年的优惠还有吗？\" text = \"有，打九折。\" source = \"通知\" "
        "date = \"2020-10-01\" expires = \"2021-03-31\" }\n");
    struct terminal *terminal = seat_open(&seat);
    terminal_keys(terminal, "<F5>/去年的优惠");
    terminal_expect(terminal, "去年的优惠还有吗？（已过期）");
    terminal_keys(terminal, "1");
    terminal_expect(terminal, "2021-03-31 已过期，请核实后再答复");
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

START_TEST(initials_and_words__find_phrases_and_answers)
{
    struct seat seat;
    seat_make(&seat);
    struct terminal *terminal = seat_open(&seat);
    terminal_keys(terminal, "<F5>");
    terminal_expect(terminal, "Enter朗读");
    terminal_keys(terminal, "/nlqsm"); /* 暖气…: nothing */
    terminal_expect(terminal, "没有找到");
    terminal_keys(terminal, "<Esc>/swdsdshg");
    terminal_expect(terminal, "室温多少度算合格");
    terminal_keys(terminal, "1");
    terminal_expect(terminal, "出处");
    terminal_expect(terminal, "18度");
    terminal_keys(terminal, "<Esc><Esc>/发票 电子");
    terminal_expect(terminal, "1 发票怎么开");
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

START_TEST(a_lead__sees_who_uses_what_and_an_operator_does_not)
{
    struct seat seat;
    char number[40];
    int y, x;
    seat_make(&seat);
    struct terminal *terminal = seat_open(&seat);
    terminal_keys(terminal, "y");
    terminal_expect(terminal, "权限");
    terminal_keys(terminal, "<F2>");
    terminal_expect(terminal, "[迎声]");
    say(terminal, "迎声");
    terminal_keys(terminal, "<Esc>");
    terminal_expect(terminal, "F6切换");
    seat_open_form(terminal, &y, &x);
    terminal_keys(terminal, "这是规定");
    seat_save_form(terminal, number, sizeof(number));
    seat_quit(&terminal);
    terminal = seat_start(&seat, 24, 80, NULL);
    seat_sign_in(terminal, "2001");
    terminal_keys(terminal, "y");
    terminal_expect(terminal, "服务环节（做到/应做）");
    terminal_expect(terminal, "1001");
    terminal_expect(terminal, "“这是规定”，应说“按照规定是这样");
    terminal_keys(terminal, "<Left>");
    terminal_expect(terminal, "这段时间没有记录");
    terminal_keys(terminal, "<Esc>");
    terminal_expect(terminal, "待办");
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("screen/book");
    TCase *cases = tcase_create("book");
    tcase_add_loop_test(cases, a_call_of_every_trade__goes_through_all_its_steps, 0,
                        (int)(sizeof(trades) / sizeof(trades[0])));
    tcase_add_test(cases, an_admins_edit__appears_in_a_running_console_and_a_broken_one_keeps_the_old_book);
    tcase_add_test(cases, danger_in_the_callers_words__brings_the_emergency_first);
    tcase_add_test(cases, what_a_phrase_lacks__is_asked_for_and_goes_into_the_form);
    tcase_add_test(cases, initials_and_words__find_phrases_and_answers);
    tcase_add_test(cases, what_was_said_and_ticked__survives_the_kill);
    tcase_add_test(cases, over_a_moves_form__the_book_opens_and_leaves_it_as_it_was);
    tcase_add_test(cases, an_answer_past_its_day__says_so);
    tcase_add_test(cases, a_lead__sees_who_uses_what_and_an_operator_does_not);
    suite_add_tcase(suite, cases);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
