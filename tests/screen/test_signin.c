/* The sign-in screen of the real program. */

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "screen/seat.h"
#include "suite.h"

START_TEST(the_right_password_opens_the_desk_with_badge_and_name)
{
    struct seat seat;
    struct terminal *terminal;

    seat_make(&seat);
    terminal = seat_open(&seat);
    terminal_expect(terminal, "1001 王芳 坐席");
    terminal_expect(terminal, "F2来电");
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

START_TEST(a_demonstration_shows_its_accounts_and_never_the_password_typed)
{
    struct seat seat;
    struct terminal *terminal;
    int y, x;

    seat_make(&seat);
    terminal = seat_start(&seat, 24, 80, NULL);
    terminal_expect(terminal, "F10退出");
    terminal_expect(terminal, "1001–1004 坐席 · 2001 班长 · 9001 管理员");
    terminal_expect(terminal, "密码都是 demo");
    terminal_keys(terminal, "1001<Tab>geheim");
    terminal_expect(terminal, "******");
    ck_assert(!terminal_find(terminal, "geheim", &y, &x));
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

START_TEST(a_wrong_password_and_an_unknown_badge_are_refused_alike)
{
    static const char *const tries[] = {"1001<Tab>wrong<Enter>", "7777<Tab>demo<Enter>"};
    struct seat seat;

    seat_make(&seat);
    for (size_t i = 0; i < 2; i++) {
        struct terminal *terminal = seat_start(&seat, 24, 80, NULL);

        terminal_expect(terminal, "F10退出");
        terminal_keys(terminal, tries[i]);
        terminal_expect(terminal, "工号或密码不正确");
        terminal_expect(terminal, "请核对后重试");
        /* The password is empty again and has the cursor: the right one may follow at once. */
        terminal_keys(terminal, i == 0 ? "demo<Enter>" : "<S-Tab><C-a><BS>1001<Tab>demo<Enter>");
        terminal_expect(terminal, "1001 王芳 坐席");
        seat_quit(&terminal);
    }
    seat_remove(&seat);
}
END_TEST

START_TEST(after_failures_the_wait_counts_down_and_ends)
{
    struct seat seat;
    struct terminal *terminal;
    int y, x;

    seat_make_at(&seat, "2026-11-21 14:30:00");
    terminal = seat_start(&seat, 24, 80, NULL);
    terminal_expect(terminal, "F10退出");
    terminal_keys(terminal, "1001<Tab>");
    for (int i = 0; i < 8 && !terminal_find(terminal, "请等", &y, &x); i++) {
        terminal_keys(terminal, "wrong");
        terminal_expect(terminal, "*****");
        terminal_keys(terminal, "<Enter>");
        terminal_expect_gone(terminal, "*****"); /* checked: the field is empty again */
    }
    terminal_expect(terminal, "连续签到失败，请等 2 秒再试");
    seat_set_time(&seat, "2026-11-21 14:30:01");
    terminal_expect(terminal, "请等 1 秒再试");
    terminal_keys(terminal, "demo<Enter>"); /* too early: nothing is checked */
    terminal_pump(terminal, 300);
    ck_assert(terminal_find(terminal, "请等 1 秒再试", &y, &x));
    seat_set_time(&seat, "2026-11-21 14:30:02");
    terminal_expect(terminal, "可以再次签到了");
    terminal_keys(terminal, "<C-a><BS>demo<Enter>");
    terminal_expect(terminal, "1001 王芳 坐席");
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

START_TEST(f10_asks_and_esc_stays)
{
    struct seat seat;
    struct terminal *terminal;

    seat_make(&seat);
    terminal = seat_start(&seat, 24, 80, NULL);
    terminal_expect(terminal, "F10退出");
    terminal_keys(terminal, "<F10>");
    terminal_expect(terminal, "现在退出坐席台吗？");
    terminal_keys(terminal, "<Esc>");
    terminal_expect_gone(terminal, "现在退出坐席台吗？");
    ck_assert_int_eq(terminal_exit_code(terminal, 0), -1);
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

START_TEST(signing_out_keeps_the_draft_for_its_owner_and_lets_the_next_one_in)
{
    struct seat seat;
    struct terminal *terminal;
    int y, x;

    seat_make(&seat);
    terminal = seat_open(&seat);
    seat_open_form(terminal, &y, &x);
    terminal_keys(terminal, "签退前的半句话<F12>");
    terminal_expect(terminal, "现在签退吗？");
    terminal_keys(terminal, "<Enter>");
    terminal_expect(terminal, "密码都是 demo");
    ck_assert(!terminal_find(terminal, "半句话", &y, &x));
    seat_sign_in(terminal, "1002");
    terminal_expect(terminal, "1002 ");
    ck_assert(!terminal_find(terminal, "半句话", &y, &x)); /* somebody else's */
    terminal_keys(terminal, "<F12><Enter>");
    terminal_expect(terminal, "密码都是 demo");
    seat_sign_in(terminal, "1001");
    terminal_expect(terminal, "签退前的半句话");
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

START_TEST(without_an_account_there_is_no_form)
{
    struct seat seat;
    struct terminal *terminal;
    int y, x;

    seat_make(&seat);
    terminal = seat_start(&seat, 24, 80, NULL);
    terminal_expect(terminal, "F10退出");
    ck_assert(!terminal_find(terminal, "F2来电", &y, &x));
    terminal_keys(terminal, "<F2>1001");
    terminal_expect(terminal, "1001 ");
    ck_assert(!terminal_find(terminal, "来电登记", &y, &x));
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

static void write_file(const char *folder, const char *name, const char *text)
{
    char path[256];
    FILE *file;

    mkdir(folder, 0700);
    snprintf(path, sizeof(path), "%s/%s", folder, name);
    file = fopen(path, "w");
    ck_assert_ptr_nonnull(file);
    fputs(text, file);
    ck_assert_int_eq(fclose(file), 0);
}

/* A configuration of the seat's own: a zuoxi.conf, and in a folder beside it one file with the text. */
static void configure(const struct seat *seat, const char *folder, const char *name, const char *text)
{
    const char *home = strchr(seat->config, '=') + 1;
    char own[160], beside[200];

    snprintf(own, sizeof(own), "%s/zuoxi", home);
    snprintf(beside, sizeof(beside), "%s/%s", own, folder);
    mkdir(home, 0700);
    write_file(own, "zuoxi.conf", "company = \"热力公司\"\n");
    write_file(beside, name, text);
}

START_TEST(an_error_found_while_the_screen_stands_ends_the_console_with_its_line)
{
    struct seat seat;
    struct terminal *terminal;

    seat_make(&seat);
    configure(&seat, "phrases", "common.conf", "phrase \"开场\" {\n");
    terminal = seat_start(&seat, 24, 240, NULL);
    ck_assert_int_eq(terminal_exit_code(terminal, TERMINAL_WAIT), 1);
    terminal_expect(terminal, "common.conf:1: ");
    terminal_expect(terminal, "zuoxi check");
    terminal_free(&terminal);
    seat_remove(&seat);
}
END_TEST

START_TEST(a_warning_of_the_configuration_is_said_before_anybody_signs_in)
{
    struct seat seat;
    struct terminal *terminal;

    seat_make_at(&seat, "2026-11-21 14:30:00");
    configure(&seat, "calendar", "2024.conf", "year = 2024\nholiday \"元旦\" { off = {\"2024-01-01\"} }\n");
    terminal = seat_start(&seat, 24, 80, NULL);
    terminal_expect(terminal, "配置有 1 条提醒，首条：没有 2026 年的节假日安排");
    seat_sign_in(terminal, "1001");
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

SUITE_MAIN("screen/signin", the_right_password_opens_the_desk_with_badge_and_name,
           a_demonstration_shows_its_accounts_and_never_the_password_typed,
           a_wrong_password_and_an_unknown_badge_are_refused_alike,
           after_failures_the_wait_counts_down_and_ends, f10_asks_and_esc_stays,
           signing_out_keeps_the_draft_for_its_owner_and_lets_the_next_one_in,
           without_an_account_there_is_no_form,
           an_error_found_while_the_screen_stands_ends_the_console_with_its_line,
           a_warning_of_the_configuration_is_said_before_anybody_signs_in)
