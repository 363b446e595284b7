/* The lock over whatever is open, and the way back to it; somebody else at a locked desk. */

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "screen/seat.h"
#include "suite.h"

/* Only what belongs to the lock is on the screen. */
static void expect_locked(struct terminal *terminal, const char *hidden)
{
    int y, x;
    terminal_expect(terminal, "起锁定");
    terminal_expect(terminal, "Enter解锁");
    ck_assert(!terminal_find(terminal, hidden, &y, &x));
    ck_assert(!terminal_find(terminal, "F2来电", &y, &x));
    ck_assert(!terminal_find(terminal, "F10退出", &y, &x));
}

START_TEST(ctrl_l_covers_the_form_and_the_password_brings_it_back_to_the_letter)
{
    struct seat seat;
    struct terminal *terminal;
    int y, x, now_y, now_x;
    bool is_visible;

    seat_make(&seat);
    terminal = seat_open(&seat);
    seat_open_form(terminal, &y, &x);
    terminal_keys(terminal, "半句要紧话<Left><Left>");
    terminal_expect_cursor(terminal, y, x + 6);
    terminal_keys(terminal, "<C-l>");
    expect_locked(terminal, "半句");
    terminal_keys(terminal, "<F2><F6><F10><F12><C-s><C-p><Esc>"); /* nothing of it gets through */
    terminal_keys(terminal, "wrong<Enter>");
    terminal_expect(terminal, "工号或密码不正确");
    expect_locked(terminal, "半句");
    terminal_keys(terminal, "demo<Enter>");
    terminal_expect(terminal, "半句要紧话");
    terminal_expect_cursor(terminal, y, x + 6);
    terminal_keys(terminal, "又写");
    terminal_expect(terminal, "半句要又写紧话");
    terminal_keys(terminal, "<C-z><C-z><C-z><C-z>");
    terminal_expect_gone(terminal, "又写"); /* the way back goes on behind the lock */
    terminal_cursor(terminal, &now_y, &now_x, &is_visible);
    ck_assert(is_visible);
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

START_TEST(a_question_that_lay_over_the_page_is_there_again_after_the_lock)
{
    struct seat seat;
    struct terminal *terminal;
    int y, x;

    seat_make(&seat);
    terminal = seat_open(&seat);
    seat_open_form(terminal, &y, &x);
    terminal_keys(terminal, "话<C-r>");
    terminal_expect(terminal, "回复");
    terminal_keys(terminal, "<C-l>");
    expect_locked(terminal, "回复什么");
    terminal_keys(terminal, "demo<Enter>");
    terminal_expect_gone(terminal, "起锁定");
    terminal_free(&terminal);
    seat_remove(&seat);
}
END_TEST

/* One minute instead of ten. */
static void lock_after_a_minute(struct seat *seat)
{
    const char *home = strchr(seat->config, '=') + 1;
    char path[200];
    mkdir(home, 0700);
    snprintf(path, sizeof(path), "%s/zuoxi", home);
    mkdir(path, 0700);
    snprintf(path, sizeof(path), "%s/zuoxi/zuoxi.conf", home);
    FILE *file = fopen(path, "w");
    ck_assert_ptr_nonnull(file);
    fputs("idle_lock = 1\n", file);
    ck_assert_int_eq(fclose(file), 0);
}

START_TEST(a_desk_that_nobody_touches_warns_and_locks_and_a_key_holds_it_off)
{
    struct seat seat;
    struct terminal *terminal;

    seat_make_at(&seat, "2026-11-21 14:30:00");
    lock_after_a_minute(&seat);
    seat_environment(&seat, "FAKETIME_DONT_FAKE_MONOTONIC=0"); /* the boot clock moves, too */
    seat_set_time(&seat, "@2026-11-21 14:30:00");
    terminal = seat_open(&seat);
    seat_set_time(&seat, "@2026-11-21 14:30:40");
    terminal_expect(terminal, "秒后锁屏");
    terminal_keys(terminal, "<Down>");
    terminal_expect_gone(terminal, "秒后锁屏");
    seat_set_time(&seat, "@2026-11-21 14:31:20");
    terminal_expect(terminal, "秒后锁屏");
    seat_set_time(&seat, "@2026-11-21 14:32:00");
    expect_locked(terminal, "秒后锁屏");
    terminal_keys(terminal, "demo<Enter>");
    terminal_expect(terminal, "F2来电");
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

START_TEST(the_page_for_another_password_is_locked_like_any_other)
{
    struct seat seat;
    seat_make_at(&seat, "2026-11-21 14:30:00");
    lock_after_a_minute(&seat);
    seat_environment(&seat, "FAKETIME_DONT_FAKE_MONOTONIC=0");
    seat_set_time(&seat, "@2026-11-21 14:30:00");
    struct terminal *terminal = seat_open(&seat);
    terminal_keys(terminal, "i");
    terminal_expect(terminal, "原密码");
    seat_set_time(&seat, "@2026-11-21 14:31:20");
    expect_locked(terminal, "原密码");
    terminal_keys(terminal, "demo<Enter>");
    terminal_expect(terminal, "F2来电");
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

/* Nobody gets past it by locking and unlocking. */
START_TEST(the_page_on_which_a_password_must_be_changed_is_there_again_after_the_lock)
{
    struct seat seat;
    char file[160];
    seat_make_at(&seat, "2026-11-21 14:30:00");
    lock_after_a_minute(&seat);
    snprintf(file, sizeof(file), "%s/given", seat.directory);
    FILE *out = fopen(file, "w");
    ck_assert_ptr_nonnull(out);
    fputs("given-by-admin\n", out);
    ck_assert_int_eq(fclose(out), 0);
    seat_command_ok(&seat, NULL,
                    (const char *const[]){"user", "passwd", "1001", "--new-password-file", file, NULL});
    seat_environment(&seat, "FAKETIME_DONT_FAKE_MONOTONIC=0");
    seat_set_time(&seat, "@2026-11-21 14:30:00");
    struct terminal *terminal = seat_start(&seat, 24, 80, NULL);
    terminal_expect(terminal, "F10退出");
    terminal_keys(terminal, "1001<Tab>given-by-admin<Enter>");
    terminal_expect(terminal, "现在的密码是别人设的");
    seat_set_time(&seat, "@2026-11-21 14:31:20");
    expect_locked(terminal, "别人设的");
    terminal_keys(terminal, "given-by-admin<Enter>");
    terminal_expect(terminal, "现在的密码是别人设的");
    terminal_keys(terminal, "<Esc>");
    terminal_expect(terminal, "Enter签到");
    terminal_free(&terminal);
    seat_remove(&seat);
}
END_TEST

START_TEST(the_key_that_wakes_a_desk_which_slept_meets_the_lock_and_not_the_form)
{
    struct seat seat;
    struct terminal *terminal;
    int y, x;

    seat_make_at(&seat, "2026-11-21 14:30:00");
    lock_after_a_minute(&seat);
    seat_environment(&seat, "FAKETIME_DONT_FAKE_MONOTONIC=0");
    seat_set_time(&seat, "@2026-11-21 14:30:00");
    terminal = seat_open(&seat);
    seat_open_form(terminal, &y, &x);
    terminal_keys(terminal, "话");
    terminal_expect(terminal, "话");
    seat_set_time(&seat, "@2026-11-21 18:30:00");
    terminal_keys(terminal, "偷");
    expect_locked(terminal, "热价");
    terminal_keys(terminal, "<C-a><BS>demo<Enter>");
    terminal_expect(terminal, "热价");
    ck_assert(!terminal_find(terminal, "偷", &y, &x));
    terminal_free(&terminal);
    seat_remove(&seat);
}
END_TEST

START_TEST(somebody_else_relieves_a_locked_desk_and_the_drafts_stay_with_their_owner)
{
    struct seat seat;
    struct terminal *terminal;
    int y, x;

    seat_make(&seat);
    terminal = seat_open(&seat);
    seat_open_form(terminal, &y, &x);
    terminal_keys(terminal, "留在草稿里的话<C-l>");
    expect_locked(terminal, "草稿里的话");
    terminal_keys(terminal, "<S-Tab><C-a><BS>1002<Tab>demo<Enter>");
    terminal_expect(terminal, "1002 ");
    terminal_expect(terminal, "F2来电");
    ck_assert(!terminal_find(terminal, "草稿里的话", &y, &x));
    terminal_keys(terminal, "<F12><Enter>");
    seat_sign_in(terminal, "1001");
    terminal_expect(terminal, "留在草稿里的话");
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

START_TEST(who_must_wait_for_the_relief_is_let_go_by_a_lead_only)
{
    struct seat seat;
    struct terminal *terminal;

    seat_make_at(&seat, "2026-11-21 14:30:00");
    seat_command_ok(&seat, NULL, (const char *const[]){"roster", "set", "2026-11-21", "1001", "早班", NULL});
    seat_command_ok(&seat, NULL, (const char *const[]){"roster", "set", "2026-11-21", "1003", "中班", NULL});
    terminal = seat_open(&seat);
    terminal_keys(terminal, "<C-l>");
    expect_locked(terminal, "1121-");
    terminal_keys(terminal, "<S-Tab><C-a><BS>1002<Tab>demo<Enter>");
    terminal_expect(terminal, "交班人不得离台");
    terminal_expect(terminal, "由班长在这里输入工号和密码放行");
    terminal_keys(terminal, "<S-Tab><C-a><BS>2001<Tab>demo<Enter>");
    terminal_expect(terminal, "工号 1001 已由班长放行签退");
    terminal_expect(terminal, "Enter签到");
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

SUITE_MAIN("screen/lock", ctrl_l_covers_the_form_and_the_password_brings_it_back_to_the_letter,
           a_question_that_lay_over_the_page_is_there_again_after_the_lock,
           a_desk_that_nobody_touches_warns_and_locks_and_a_key_holds_it_off,
           the_page_for_another_password_is_locked_like_any_other,
           the_page_on_which_a_password_must_be_changed_is_there_again_after_the_lock,
           the_key_that_wakes_a_desk_which_slept_meets_the_lock_and_not_the_form,
           somebody_else_relieves_a_locked_desk_and_the_drafts_stay_with_their_owner,
           who_must_wait_for_the_relief_is_let_go_by_a_lead_only)
