#include "suite.h"

#include <string.h>

#include "zuoxi/base/clock.h"
#include "zuoxi/domain/shift.h"
#include "zuoxi/domain/workday.h"

static const struct shift day[] = {
    {.name = "早班", .start = 8 * 60, .length = {8, DURATION_HOURS}, .need = 2},
    {.name = "中班", .start = 16 * 60, .length = {480, DURATION_MINUTES}, .need = 1},
    {.name = "夜班", .start = 0, .length = {8, DURATION_HOURS}, .need = 1},
};
/* From ten to six, over midnight; and an hour in which nobody is there. */
static const struct shift late[] = {
    {.name = "日班", .start = 7 * 60, .length = {15, DURATION_HOURS}, .need = 1},
    {.name = "夜班", .start = 22 * 60, .length = {8, DURATION_HOURS}, .need = 1},
};
#define THREE                                                                                                \
    (struct shifts)                                                                                          \
    {                                                                                                        \
        day, 3                                                                                               \
    }
#define TWO                                                                                                  \
    (struct shifts)                                                                                          \
    {                                                                                                        \
        late, 2                                                                                              \
    }

static int64_t at(const char *text)
{
    int64_t utc = 0;
    ck_assert_msg(clock_parse(text, &utc), "%s", text);
    return utc;
}

START_TEST(exception__every_way_to_write_a_day__is_understood)
{
    static const struct {
        const char *text;
        bool is_good;
        unsigned weekdays;
        int from, until, need;
    } rows[] = {
        {"周六-周日 1", true, 0x41, 0, 0, 1},
        {"周日 0", true, 0x01, 0, 0, 0},
        {"周天 2", true, 0x01, 0, 0, 2},
        {"周五-周一 3", true, 0x63, 0, 0, 3},
        {"周三-周三 99", true, 0x08, 0, 0, 99},
        {"2026-10-01 3", true, 0, 20261001, 20261001, 3},
        {"2026-10-01..2026-10-07  0", true, 0, 20261001, 20261007, 0},
        {"2026-10-07..2026-10-01 3", false, 0, 0, 0, 0},
        {"2026-02-29 1", false, 0, 0, 0, 0},
        {"2026-1-1 1", false, 0, 0, 0, 0},
        {"周八 1", false, 0, 0, 0, 0},
        {"周六", false, 0, 0, 0, 0},
        {"周六 100", false, 0, 0, 0, 0},
        {"周六 -1", false, 0, 0, 0, 0},
        {"周六1", false, 0, 0, 0, 0},
        {"周六 1人", false, 0, 0, 0, 0},
        {"", false, 0, 0, 0, 0},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct shift_exception exception;
        ck_assert_msg(shift_exception_parse(rows[i].text, &exception) == rows[i].is_good, "%s", rows[i].text);
        if (rows[i].is_good) {
            ck_assert_msg(exception.weekdays == rows[i].weekdays && exception.need == rows[i].need &&
                              exception.from == rows[i].from && exception.until == rows[i].until,
                          "%s", rows[i].text);
        }
    }
}
END_TEST

START_TEST(need__dates_win_over_weekdays__whatever_their_order)
{
    struct shift shift = day[0];
    static const char *const lines[] = {"2026-11-21..2026-11-22 4", "周六-周日 1", "2026-11-22 0"};
    for (size_t i = 0; i < 3; i++) {
        ck_assert(shift_exception_parse(lines[i], &shift.exceptions[shift.exception_count++]));
    }
    ck_assert_int_eq(shift_need(&shift, 20261120), 2); /* Friday */
    ck_assert_int_eq(shift_need(&shift, 20261121), 4);
    ck_assert_int_eq(shift_need(&shift, 20261122), 0);
    ck_assert_int_eq(shift_need(&shift, 20261128), 1);
}
END_TEST

START_TEST(now__around_every_change_and_midnight__is_the_turn_being_worked)
{
    static const struct {
        bool is_three;
        const char *time, *shift;
        int date;
    } rows[] = {
        {true, "2026-11-21 07:59:59", "夜班", 20261121},  {true, "2026-11-21 08:00:00", "早班", 20261121},
        {true, "2026-11-21 15:59:59", "早班", 20261121},  {true, "2026-11-21 16:00:00", "中班", 20261121},
        {true, "2026-11-21 23:59:59", "中班", 20261121},  {true, "2026-11-22 00:00:00", "夜班", 20261122},
        {true, "2027-01-01 00:00:00", "夜班", 20270101},  {false, "2026-11-21 21:59:59", "日班", 20261121},
        {false, "2026-11-21 22:00:00", "夜班", 20261121}, {false, "2026-11-22 05:59:59", "夜班", 20261121},
        {false, "2026-11-22 06:00:00", NULL, 0},          {false, "2026-11-22 06:59:59", NULL, 0},
        {false, "2026-12-01 03:00:00", "夜班", 20261130},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct shift_turn turn = shift_now(rows[i].is_three ? THREE : TWO, at(rows[i].time));
        ck_assert_msg((turn.shift == NULL) == (rows[i].shift == NULL), "%s", rows[i].time);
        if (turn.shift != NULL) {
            ck_assert_str_eq(turn.shift->name, rows[i].shift);
            ck_assert_int_eq(turn.date, rows[i].date);
        }
    }
}
END_TEST

START_TEST(relief__is_who_works_when_the_turn_ends__and_none_at_closing_time)
{
    struct shift_turn turn = {&day[1], 20261231}, relief = shift_relief(THREE, turn);
    ck_assert_str_eq(relief.shift->name, "夜班");
    ck_assert_int_eq(relief.date, 20270101);
    ck_assert_int_eq(shift_relieved(THREE, relief).date, 20261231);
    relief = shift_relief(TWO, (struct shift_turn){&late[1], 20261121});
    ck_assert_ptr_null(relief.shift); /* nobody from six to seven */
    ck_assert_ptr_null(shift_relieved(TWO, (struct shift_turn){&late[0], 20261121}).shift);
    relief = shift_relief(TWO, (struct shift_turn){&late[0], 20261121});
    ck_assert_str_eq(relief.shift->name, "夜班");
}
END_TEST

START_TEST(end__on_the_nights_the_clocks_change__is_what_the_wall_says)
{
    ck_assert(clock_set_zone("Europe/Berlin"));
    /* 25 October 2026 has 25 hours, 29 March 23. */
    ck_assert_int_eq(shift_end(&late[1], 20261024), at("2026-10-25 06:00:00"));
    ck_assert_int_eq(shift_end(&late[1], 20261024) - shift_begin(&late[1], 20261024), 9 * 3600);
    ck_assert_int_eq(shift_end(&late[1], 20260328) - shift_begin(&late[1], 20260328), 7 * 3600);
    ck_assert_int_eq(shift_now(TWO, at("2026-10-25 05:59:00")).date, 20261024);
    clock_set_zone("Asia/Shanghai");
}
END_TEST

START_TEST(turns__three_shifts_for_two_years__follow_each_other_without_a_hole)
{
    static const char *const zones[] = {"Asia/Shanghai", "Europe/Berlin", "America/St_Johns"};
    for (size_t z = 0; z < 3; z++) {
        ck_assert(clock_set_zone(zones[z]));
        struct shift_turn turn = {&day[2], 20260101};
        for (int i = 0; i < 3 * 730; i++) {
            struct shift_turn next = shift_relief(THREE, turn);
            ck_assert_ptr_nonnull(next.shift);
            ck_assert_int_eq(shift_begin(next.shift, next.date), shift_end(turn.shift, turn.date));
            ck_assert_int_eq(shift_relieved(THREE, next).date, turn.date);
            turn = next;
        }
        ck_assert_int_eq(turn.date, 20280101);
    }
    clock_set_zone("Asia/Shanghai");
}
END_TEST

START_TEST(names__marks_and_hours__are_short)
{
    char mark[8], hours[12];
    shift_mark("早班", mark);
    ck_assert_str_eq(mark, "早");
    shift_mark("", mark);
    ck_assert_str_eq(mark, "");
    shift_hours(&late[1], hours);
    ck_assert_str_eq(hours, "22:00-06:00");
    shift_hours(&day[1], hours);
    ck_assert_str_eq(hours, "16:00-24:00");
    ck_assert_ptr_eq(shift_find(THREE, "中"), &day[1]);
    ck_assert_ptr_eq(shift_find(THREE, "中班"), &day[1]);
    ck_assert_ptr_null(shift_find(THREE, "中间"));
    ck_assert_ptr_null(shift_find(THREE, ""));
}
END_TEST

SUITE_MAIN("domain/shift", exception__every_way_to_write_a_day__is_understood,
           need__dates_win_over_weekdays__whatever_their_order,
           now__around_every_change_and_midnight__is_the_turn_being_worked,
           relief__is_who_works_when_the_turn_ends__and_none_at_closing_time,
           end__on_the_nights_the_clocks_change__is_what_the_wall_says,
           turns__three_shifts_for_two_years__follow_each_other_without_a_hole,
           names__marks_and_hours__are_short)
