/* Countdowns of the real program under a clock of the test's. */

#include <stdio.h>
#include <string.h>

#include "screen/seat.h"
#include "suite.h"

#define SEEN_WITHIN 2000 /* ms until another desk's change shows: the goal is one second */

/* A repair, accepted at the clock's time: to be dispatched within ten minutes. */
static void new_case(struct seat *seat, const char *name)
{
    char who[80];

    snprintf(who, sizeof(who), "name=%s", name);
    seat_command_ok(seat, NULL,
                    (const char *const[]){"case", "new", "--badge", "1002", "type=repair",
                                          "category=no_heat.single", "phone=13800001234", who,
                                          "address=和平里1-1-101", "content=全屋不热", NULL});
}

/* Wait until the row reads so; then nothing more may ring. */
static void expect_level(struct terminal *terminal, const char *row, int bells)
{
    terminal_expect(terminal, row);
    terminal_pump(terminal, 60);
    ck_assert_msg(terminal_bells(terminal) == bells, "%s: %d bells, not %d", row, terminal_bells(terminal),
                  bells);
}

START_TEST(a_countdown_crosses_calm_warning_critical_overdue_and_rings_once_each)
{
    static const struct {
        const char *time, *row, *said;
        int bells;
    } steps[] = {
        {"14:30:01", ">     00:09:59 三级 1121-0001 报修 转办 甲", NULL, 0},
        {"14:37:29", ">     00:02:31 三级 1121-0001 报修 转办 甲", NULL, 0},
        {"14:37:30", "> +   00:02:30 三级 1121-0001 报修 转办 甲", "1121-0001 转办临期", 1},
        {"14:37:31", "> +   00:02:29 三级 1121-0001 报修 转办 甲", NULL, 1},
        {"14:38:59", "> +   00:01:01 三级 1121-0001 报修 转办 甲", NULL, 1},
        {"14:39:00", "> *   00:01:00 三级 1121-0001 报修 转办 甲", "1121-0001 转办即将超时", 2},
        {"14:40:00", "> *   00:00:00 三级 1121-0001 报修 转办 甲", NULL, 2},
        {"14:40:01", "> !  -00:00:01 三级 1121-0001 报修 转办 甲", "1121-0001 转办已超时", 3},
        {"14:45:00", "> !  -00:05:00 三级 1121-0001 报修 转办 甲", NULL, 3},
    };
    struct seat seat;
    struct terminal *terminal;

    seat_make_idle_at(&seat, "2026-11-21 14:30:00");
    new_case(&seat, "甲");
    terminal = seat_open(&seat);
    for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
        char time[40];

        snprintf(time, sizeof(time), "2026-11-21 %s", steps[i].time);
        seat_set_time(&seat, time);
        expect_level(terminal, steps[i].row, steps[i].bells);
        if (steps[i].said != NULL) {
            terminal_expect(terminal, steps[i].said);
        }
    }
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

START_TEST(the_clock_put_forward_and_back_never_makes_a_countdown_wrong)
{
    struct seat seat;
    struct terminal *terminal;

    seat_make_idle_at(&seat, "2026-11-21 14:30:00");
    new_case(&seat, "甲");
    terminal = seat_open(&seat);
    seat_set_time(&seat, "2026-11-21 15:30:00");
    terminal_expect(terminal, "-00:50:00");
    seat_set_time(&seat, "2026-11-21 14:30:30");
    terminal_expect(terminal, "00:09:30");
    seat_set_time(&seat, "2026-11-23 14:40:00");
    terminal_expect(terminal, "-2天00:00");
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

START_TEST(a_level_that_changes_while_one_types_is_told_and_leaves_the_cursor_alone)
{
    struct seat seat;
    struct terminal *terminal;
    int y, x;

    seat_make_idle_at(&seat, "2026-11-21 14:30:00");
    new_case(&seat, "甲");
    terminal = seat_open(&seat);
    seat_open_form(terminal, &y, &x);
    terminal_keys(terminal, "暖气");
    terminal_expect_cursor(terminal, y, x + 4);
    seat_set_time(&seat, "2026-11-21 14:37:30");
    terminal_expect(terminal, "工单 1121-0001 转办临期");
    terminal_pump(terminal, 60);
    ck_assert_int_eq(terminal_bells(terminal), 1);
    terminal_expect_cursor(terminal, y, x + 4);
    terminal_keys(terminal, "不热");
    terminal_expect(terminal, "暖气不热");
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

/* Ticks go past curses: what it draws afterwards must begin from what they left. */
START_TEST(digits_that_ticked_stand_right_after_something_covered_them)
{
    struct seat seat;
    struct terminal *terminal;

    seat_make_idle_at(&seat, "2026-11-21 14:30:00");
    new_case(&seat, "甲");
    terminal = seat_open(&seat);
    terminal_expect(terminal, "00:10:00 三级");
    for (int second = 1; second <= 9; second++) {
        char time[40], left[40];

        snprintf(time, sizeof(time), "2026-11-21 14:30:0%d", second);
        snprintf(left, sizeof(left), "00:09:5%d 三级", 10 - second);
        seat_set_time(&seat, time);
        terminal_expect(terminal, left);
    }
    terminal_keys(terminal, "<F1>");
    terminal_expect(terminal, "帮助");
    terminal_keys(terminal, "<Esc>");
    terminal_expect(terminal, "00:09:51 三级");
    seat_set_time(&seat, "2026-11-21 14:30:00");
    terminal_expect(terminal, "00:10:00 三级");
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

START_TEST(another_desks_case_appears_and_the_most_urgent_stands_first)
{
    struct seat seat;
    struct terminal *terminal;
    int first, second, x;

    seat_make_idle_at(&seat, "2026-11-21 14:30:00");
    new_case(&seat, "甲");
    terminal = seat_open(&seat);
    terminal_expect(terminal, "待办 1 ");
    terminal_forget(terminal);
    new_case(&seat, "乙");
    ck_assert(terminal_wait_text(terminal, "待办 2 ", SEEN_WITHIN));
    terminal_expect(terminal, "1121-0002 报修 转办 乙");
    terminal_expect(terminal, ">     00:10:00 三级 1121-0001"); /* the selection stays on its case */
    seat_command_ok(&seat, NULL,
                    (const char *const[]){"case", "new", "--badge", "1002", "type=emergency",
                                          "category=burst.main", "phone=13800004321", "name=丙",
                                          "address=和平里", "content=主管网爆管", NULL});
    ck_assert(terminal_wait_text(terminal, "1121-0003 抢险 转办 丙", SEEN_WITHIN));
    ck_assert(terminal_find(terminal, "1121-0003 抢险", &first, &x));
    ck_assert(terminal_find(terminal, "1121-0001 报修", &second, &x));
    ck_assert_int_lt(first, second);
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

START_TEST(two_desks_see_each_others_calls)
{
    struct seat seat;
    struct terminal *one, *two;
    char number[40];
    int y, x;

    seat_make_idle_at(&seat, "2026-11-21 14:30:00");
    one = seat_open(&seat);
    two = seat_start(&seat, 36, 120, NULL);
    seat_sign_in(two, "1002");
    terminal_expect(one, "没有未结工单");
    terminal_expect(two, "没有未结工单");
    seat_open_form(two, &y, &x);
    terminal_keys(two, "另一台来的");
    seat_save_form(two, number, sizeof(number));
    ck_assert(terminal_wait_text(one, number, SEEN_WITHIN));
    terminal_expect(one, "另一台来的");
    seat_quit(&one);
    seat_quit(&two);
    seat_remove(&seat);
}
END_TEST

START_TEST(levels_are_told_apart_without_colour)
{
    struct seat seat;
    struct terminal *terminal;

    seat_make_idle_at(&seat, "2026-11-21 14:30:00");
    new_case(&seat, "甲");
    seat_environment(&seat, "NO_COLOR=1");
    terminal = seat_open(&seat);
    terminal_expect(terminal, ">     00:10:00");
    seat_set_time(&seat, "2026-11-21 14:40:01");
    terminal_expect(terminal, "> !  -00:00:01");
    for (int y = 0; y < 24; y++) {
        for (int x = 0; x < 80; x++) {
            struct terminal_cell cell = terminal_cell(terminal, y, x);

            ck_assert_msg(cell.fore == -1 && cell.back == -1, "colour at %d,%d", y, x);
        }
    }
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

SUITE_MAIN("screen/countdown", a_countdown_crosses_calm_warning_critical_overdue_and_rings_once_each,
           the_clock_put_forward_and_back_never_makes_a_countdown_wrong,
           a_level_that_changes_while_one_types_is_told_and_leaves_the_cursor_alone,
           digits_that_ticked_stand_right_after_something_covered_them,
           another_desks_case_appears_and_the_most_urgent_stands_first, two_desks_see_each_others_calls,
           levels_are_told_apart_without_colour)
