#include "suite.h"

#include <string.h>

#include "zuoxi/domain/roster.h"

static const struct shift day[] = {
    {.name = "早班", .start = 8 * 60, .length = {8, DURATION_HOURS}, .need = 1},
    {.name = "中班", .start = 16 * 60, .length = {8, DURATION_HOURS}, .need = 1},
    {.name = "夜班", .start = 0, .length = {8, DURATION_HOURS}, .need = 1},
};
static const struct roster_rules rules = {.shifts = {day, 3}, .rest_minutes = 8 * 60};

START_TEST(plan__every_way_to_type_a_cell__is_understood)
{
    static const struct {
        const char *text, *plan; /* NULL: refused */
    } rows[] = {
        {"早", "早班"},
        {"早班", "早班"},
        {"中+早", "早班+中班"},
        {"早班+中班", "早班+中班"},
        {"", ""},
        {"休", ""},
        {"-", ""},
        {"假", "leave"},
        {"请假", "leave"},
        {"leave", "leave"},
        {"早+早", NULL},
        {"早+中+夜", NULL},
        {"晚", NULL},
        {"早+晚", NULL},
        {"早+假", NULL},
        {" ", NULL},
        {"夜班+早", "夜班+早班"},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        char plan[ROSTER_PLAN_SIZE];
        bool is_good = roster_parse(rules.shifts, rows[i].text, plan);
        ck_assert_msg(is_good == (rows[i].plan != NULL), "%s", rows[i].text);
        if (is_good) {
            ck_assert_str_eq(plan, rows[i].plan);
            ck_assert(roster_is_known(rules.shifts, plan));
        }
    }
    ck_assert(!roster_is_known(rules.shifts, "大班"));
    ck_assert(!roster_is_known(rules.shifts, "早")); /* stored plans have whole names */
    ck_assert(roster_has("早班+中班", "中班"));
    ck_assert(!roster_has("早班+中班", "班"));
    ck_assert_str_eq(roster_plan_label(""), "休");
    ck_assert_str_eq(roster_plan_label("leave"), "请假");
}
END_TEST

/* Every pair of turns on one day and on two that follow: which are two shifts in a row? */
START_TEST(double__every_pair_of_shifts__by_the_rest_between)
{
    static const struct {
        const char *before, *plan;
        bool is_double;
    } rows[] = {
        {"早班", "早班", false},     {"早班", "中班", false},
        {"早班", "夜班", false}, /* 8 h from 16:00 to 00:00 */
        {"中班", "早班", false},     {"中班", "中班", false},
        {"中班", "夜班", true}, /* 24:00 is 00:00 */
        {"夜班", "早班", false},     {"夜班", "夜班", false},
        {"夜班", "中班", false},     {"", "早班+中班", true},
        {"", "夜班+早班", true},     {"", "夜班+中班", false},
        {"夜班+中班", "夜班", true}, {"leave", "夜班", false},
        {"中班", "leave", false},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct roster_row pair[2] = {{.date = 20261130, .badge = "1001"},
                                     {.date = 20261201, .badge = "1001"}};
        struct roster_finding finding;
        struct roster roster = {pair, 2};
        strcpy(pair[0].plan, rows[i].before);
        strcpy(pair[1].plan, rows[i].plan);
        ck_assert_msg(roster_makes_double(&rules, roster, 20261201, "1001", rows[i].plan, &finding) ==
                          rows[i].is_double,
                      "%s, %s", rows[i].before, rows[i].plan);
        if (rows[i].before[0] != '\0') { /* seen from the first day it is the same */
            ck_assert(roster_makes_double(&rules, roster, 20261130, "1001", rows[i].before, NULL) ==
                      rows[i].is_double);
        }
        ck_assert(!roster_makes_double(&rules, roster, 20261203, "1001", "夜班", NULL));
    }
}
END_TEST

START_TEST(check__a_week__names_gaps_doubles_and_unknown_shifts_in_order)
{
    static const struct roster_row rows[] = {
        {20261120, "1001", "中班"}, {20261121, "1001", "夜班"}, {20261121, "1002", "早班+中班"},
        {20261122, "1001", "早班"}, {20261122, "1002", "大班"}, {20261122, "1003", "中班"},
    };
    struct roster roster = {rows, sizeof(rows) / sizeof(rows[0])};
    struct roster_finding found[8];
    size_t count = roster_check(&rules, roster, 20261121, 20261122, found, 8);
    ck_assert_uint_eq(count, 4);
    ck_assert(found[0].problem == ROSTER_DOUBLE && strcmp(found[0].badge, "1001") == 0);
    ck_assert_int_eq(found[0].first_date, 20261120);
    ck_assert(found[1].problem == ROSTER_DOUBLE && strcmp(found[1].badge, "1002") == 0);
    ck_assert(found[2].problem == ROSTER_GAP && strcmp(found[2].shift->name, "夜班") == 0);
    ck_assert_int_eq(found[2].date, 20261122);
    ck_assert(found[2].need == 1 && found[2].have == 0);
    ck_assert(found[3].problem == ROSTER_UNKNOWN && strcmp(found[3].plan, "大班") == 0);
    ck_assert_uint_eq(roster_check(&rules, roster, 20261121, 20261122, found, 1), 4);
    ck_assert_str_eq(roster_plan(roster, 20261122, "1003"), "中班");
    ck_assert_str_eq(roster_plan(roster, 20261123, "1003"), "");
    ck_assert_int_eq(roster_count(roster, 20261122, &day[0]), 1);
}
END_TEST

START_TEST(check__a_shift_not_worked_that_day__is_no_gap)
{
    struct shift shift = day[0];
    struct roster_rules only = {.shifts = {&shift, 1}, .rest_minutes = 0};
    struct roster_finding found[4];
    ck_assert(shift_exception_parse("周六-周日 0", &shift.exceptions[shift.exception_count++]));
    ck_assert_uint_eq(roster_check(&only, (struct roster){0}, 20261120, 20261123, found, 4), 2);
    ck_assert_int_eq(found[0].date, 20261120);
    ck_assert_int_eq(found[1].date, 20261123);
}
END_TEST

SUITE_MAIN("domain/roster", plan__every_way_to_type_a_cell__is_understood,
           double__every_pair_of_shifts__by_the_rest_between,
           check__a_week__names_gaps_doubles_and_unknown_shifts_in_order,
           check__a_shift_not_worked_that_day__is_no_gap)
