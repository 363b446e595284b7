#include "suite.h"

#include "zuoxi/domain/followup.h"

static const struct followup_rule usual = {.first_year = 1, .later = 3};

START_TEST(months_are_added__to_the_last_day_where_a_month_is_shorter)
{
    static const struct {
        int date, months, expected;
    } cases[] = {
        {20261115, 1, 20261215}, {20261115, 2, 20270115},  {20261215, 12, 20271215}, {20260131, 1, 20260228},
        {20240131, 1, 20240229}, {20240229, 12, 20250228}, {20240229, 48, 20280229}, {20260831, 1, 20260930},
        {20261031, 3, 20270131}, {20261231, 2, 20270228},  {20261130, 0, 20261130},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        ck_assert_int_eq(date_add_months(cases[i].date, cases[i].months), cases[i].expected);
    }
}
END_TEST

START_TEST(it_is_due_monthly_in_the_first_year_and_quarterly_later)
{
    int due = 0;
    static const int expected[] = {20260228, 20260331, 20260430, 20260531, 20260630, 20260731,
                                   20260831, 20260930, 20261031, 20261130, 20261231, 20270131,
                                   20270430, 20270731, 20271031, 20280131};
    for (size_t i = 0; i < sizeof(expected) / sizeof(expected[0]); i++) {
        due = followup_due(&usual, 20260131, due, 20260131);
        ck_assert_int_eq(due, expected[i]);
    }
}
END_TEST

START_TEST(what_was_done_late_or_early_does_not_move_those_after_it)
{
    static const struct {
        const char *what;
        struct followup_rule rule;
        int since, done, today, expected;
    } cases[] = {
        {"on its day", {1, 3}, 20261115, 20261215, 20261215, 20270115},
        {"late", {1, 3}, 20261115, 20261220, 20261220, 20270115},
        {"a day before the next", {1, 3}, 20261115, 20270114, 20270114, 20270115},
        {"so late that others passed", {1, 3}, 20261115, 20270301, 20270301, 20270315},
        {"not done for long: since when", {1, 3}, 20261115, 20261215, 20270601, 20270115},
        {"the year's last", {1, 3}, 20261115, 20271115, 20271115, 20280215},
        {"never, before the first", {1, 3}, 20261115, 0, 20261116, 20261215},
        {"never, on the first", {1, 3}, 20261115, 0, 20261215, 20261215},
        {"never, between", {1, 3}, 20261115, 0, 20270114, 20261215},
        {"never, an old place", {1, 3}, 20201115, 0, 20261122, 20261115},
        {"begins in future", {1, 3}, 20270101, 0, 20261122, 20270201},
        {"every two months", {2, 6}, 20261115, 20270114, 20270114, 20270115},
        {"steps over the year", {5, 3}, 20260101, 20261101, 20261101, 20270401},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        int due = followup_due(&cases[i].rule, cases[i].since, cases[i].done, cases[i].today);
        ck_assert_msg(due == cases[i].expected, "%s: %d", cases[i].what, due);
    }
}
END_TEST

SUITE_MAIN("domain/followup", months_are_added__to_the_last_day_where_a_month_is_shorter,
           it_is_due_monthly_in_the_first_year_and_quarterly_later,
           what_was_done_late_or_early_does_not_move_those_after_it)
