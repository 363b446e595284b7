/* The same badge at two consoles side by side. */

#include <signal.h>
#include <string.h>

#include "screen/seat.h"
#include "suite.h"

/* From the sign-in screen to the question. */
static void ask(struct terminal *terminal, const char *badge)
{
    terminal_expect(terminal, "F10退出");
    terminal_keys(terminal, badge);
    terminal_keys(terminal, "<Tab>demo<Enter>");
    terminal_expect(terminal, "接管吗？");
}

START_TEST(a_second_sign_in_takes_over_with_the_half_typed_form_and_the_first_can_take_it_back)
{
    struct seat seat;
    struct terminal *first, *second;
    int y, x;

    seat_make(&seat);
    first = seat_open(&seat);
    seat_open_form(first, &y, &x);
    terminal_keys(first, "说到一半");
    terminal_expect(first, "说到一半");
    second = seat_start(&seat, 24, 80, NULL);
    ask(second, "1001");
    terminal_expect(second, "工号 1001 从");
    terminal_keys(second, "<Enter>");
    terminal_expect(first, "在另一台座席接管");
    terminal_expect(first, "Enter签到");
    ck_assert(!terminal_find(first, "说到一半", &y, &x));
    terminal_expect(second, "说到一半");
    terminal_keys(second, "，接着说");
    terminal_expect(second, "说到一半，接着说");
    terminal_keys(first, "demo<Enter>"); /* its badge stands there still */
    terminal_expect(first, "接管吗？");
    terminal_keys(first, "<Enter>");
    terminal_expect(first, "说到一半，接着说");
    terminal_expect(second, "在另一台座席接管");
    seat_quit(&second);
    seat_quit(&first);
    seat_remove(&seat);
}
END_TEST

START_TEST(no_leaves_everything_as_it_was)
{
    struct seat seat;
    struct terminal *first, *second;

    seat_make(&seat);
    first = seat_open(&seat);
    second = seat_start(&seat, 24, 80, NULL);
    ask(second, "1001");
    terminal_keys(second, "<Esc>");
    terminal_expect_gone(second, "接管吗？");
    terminal_expect(first, "1001 王芳 坐席  就绪");
    seat_quit(&second);
    seat_quit(&first);
    seat_remove(&seat);
}
END_TEST

START_TEST(nobody_is_asked_about_a_desk_that_was_killed_and_its_form_comes_back)
{
    struct seat seat;
    struct terminal *first, *second;
    int y, x;

    seat_make(&seat);
    first = seat_open(&seat);
    seat_open_form(first, &y, &x);
    terminal_keys(first, "断电前的话");
    seat_expect_draft_text(&seat, first, "断电前的话", 3000);
    terminal_kill(first, SIGKILL);
    ck_assert_int_eq(terminal_exit_code(first, TERMINAL_WAIT), 128 + SIGKILL);
    terminal_free(&first);
    second = seat_open(&seat);
    terminal_expect(second, "断电前的话");
    seat_quit(&second);
    seat_remove(&seat);
}
END_TEST

START_TEST(a_frozen_desk_that_wakes_after_the_takeover_saves_nothing)
{
    struct seat seat;
    struct terminal *first, *second;
    int y, x;

    seat_make(&seat);
    first = seat_open(&seat);
    seat_open_form(first, &y, &x);
    terminal_keys(first, "冻住的登记");
    seat_expect_draft_text(&seat, first, "冻住的登记", 3000);
    terminal_keys(first, "<C-s>");
    terminal_expect(first, "Enter 是");
    terminal_kill(first, SIGSTOP);
    ck_assert(terminal_wait_stopped(first, TERMINAL_WAIT));
    terminal_keys(first, "<Enter>"); /* saves as soon as it wakes */
    second = seat_start(&seat, 24, 80, NULL);
    ask(second, "1001");
    terminal_keys(second, "<Enter>");
    terminal_expect(second, "另一个终端正开着 1 张登记");
    terminal_kill(first, SIGCONT);
    terminal_expect(first, "在另一台座席接管");
    ck_assert_int_eq(seat_count_found(&seat, "冻住的登记"), 0);
    ck_assert_int_eq(seat_draft_count(&seat), 1);
    terminal_keys(second, "<F12><Enter>");
    seat_sign_in(second, "1001");
    terminal_expect(second, "冻住的登记");
    seat_quit(&second);
    seat_quit(&first);
    seat_remove(&seat);
}
END_TEST

SUITE_MAIN("screen/takeover",
           a_second_sign_in_takes_over_with_the_half_typed_form_and_the_first_can_take_it_back,
           no_leaves_everything_as_it_was,
           nobody_is_asked_about_a_desk_that_was_killed_and_its_form_comes_back,
           a_frozen_desk_that_wakes_after_the_takeover_saves_nothing)
