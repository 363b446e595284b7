/* A message for a colleague: left at one desk, on the other at once or at the next sign-in, read and settled
 * there. */

#include <signal.h>
#include <stdio.h>

#include "screen/seat.h"
#include "suite.h"

static void fill(struct terminal *terminal, const char *recipient)
{
    terminal_keys(terminal, "m");
    terminal_expect(terminal, "给同事留言");
    terminal_keys(terminal, recipient);
    terminal_keys(terminal, "<Tab>周建国<Tab>13800005678<Tab>收据抬头要改成单位");
    terminal_expect(terminal, "收据抬头要改成单位");
}

START_TEST(a_message_appears_on_the_colleagues_desk_at_once__is_read__and_settled)
{
    struct seat seat;
    struct terminal *one, *two;

    seat_make_idle_at(&seat, "2026-11-21 14:30:00");
    one = seat_open(&seat);
    two = seat_start(&seat, 24, 80, NULL);
    seat_sign_in(two, "1002");
    fill(two, "1001");
    terminal_keys(two, "<Tab><Space>");
    terminal_expect(two, "[x] 请回电");
    terminal_keys(two, "<C-s>");
    terminal_expect(two, "留言已放到同事的台面上");
    terminal_expect(one, "留言 14:30 1002记 周建国 138 0000 5678 请回电：收据");
    terminal_expect(one, "未读");
    terminal_expect(one, "承诺 1"); /* the wish to be called back */
    terminal_expect(one, "承诺14:45");
    ck_assert(!terminal_wait_text(two, "未读", 100));
    terminal_keys(one, "<Tab>");
    terminal_expect(one, "Enter 阅读");
    terminal_keys(one, "<Enter>");
    terminal_expect(one, "办完了吗");
    terminal_keys(one, "<Esc>");
    terminal_expect(one, "留言已读");
    terminal_keys(one, "<Enter>");
    terminal_expect(one, "办完了吗");
    terminal_keys(one, "<Enter>");
    terminal_expect(one, "留言已办完");
    terminal_expect_gone(one, "1002记");
    terminal_expect(one, "承诺 1"); /* kept by calling back, not by reading */
    seat_quit(&one);
    seat_quit(&two);
    seat_remove(&seat);
}
END_TEST

START_TEST(with_another_page_in_front_the_status_line_tells_of_a_message)
{
    struct seat seat;
    struct terminal *one, *two;
    int y, x;

    seat_make_idle_at(&seat, "2026-11-21 14:30:00");
    one = seat_open(&seat);
    two = seat_start(&seat, 24, 80, NULL);
    seat_sign_in(two, "1002");
    seat_open_form(one, &y, &x);
    fill(two, "1001");
    terminal_keys(two, "<C-s>");
    terminal_expect(one, "1002记 周建国");
    terminal_expect_cursor(one, y, x);
    seat_quit(&one);
    seat_quit(&two);
    seat_remove(&seat);
}
END_TEST

START_TEST(a_message_waits_for_the_sign_in__and_a_half_written_one_survives_a_kill)
{
    struct seat seat;
    struct terminal *terminal;

    seat_make_idle_at(&seat, "2026-11-21 14:30:00");
    terminal = seat_open(&seat);
    fill(terminal, "1002");
    seat_expect_draft_text(&seat, terminal, "收据抬头", TERMINAL_WAIT);
    terminal_kill(terminal, SIGKILL);
    ck_assert_int_eq(terminal_exit_code(terminal, TERMINAL_WAIT), 128 + SIGKILL);
    terminal_free(&terminal);
    terminal = seat_open(&seat);
    terminal_expect(terminal, "已恢复 1 条没有保存的留言");
    terminal_expect(terminal, "收据抬头");
    terminal_keys(terminal, "<C-s>");
    terminal_expect(terminal, "留言已放到同事的台面上");
    seat_quit(&terminal);
    terminal = seat_start(&seat, 24, 80, NULL);
    seat_sign_in(terminal, "1002");
    terminal_expect(terminal, "1001记 周建国");
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

START_TEST(a_message_for_a_badge_that_nobody_has_stays_in_its_form)
{
    struct seat seat;
    struct terminal *terminal;

    seat_make_idle_at(&seat, "2026-11-21 14:30:00");
    terminal = seat_open(&seat);
    fill(terminal, "7777");
    terminal_keys(terminal, "<C-s>");
    terminal_expect(terminal, "没有工号 7777");
    terminal_expect(terminal, "收据抬头要改成单位");
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

SUITE_MAIN("screen/message", a_message_appears_on_the_colleagues_desk_at_once__is_read__and_settled,
           with_another_page_in_front_the_status_line_tells_of_a_message,
           a_message_waits_for_the_sign_in__and_a_half_written_one_survives_a_kill,
           a_message_for_a_badge_that_nobody_has_stays_in_its_form)
