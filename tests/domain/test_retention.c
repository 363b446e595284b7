#include "suite.h"

#include "zuoxi/base/clock.h"
#include "zuoxi/domain/retention.h"

static int64_t at(int year, int month, int day, int hour)
{
    return clock_utc((struct civil){.year = year, .month = month, .day = day, .hour = hour});
}

START_TEST(until__is_the_day_so_many_months_later__at_its_beginning)
{
    clock_set_zone("Asia/Shanghai");
    ck_assert_int_eq(retention_until(at(2026, 11, 21, 15), 36), at(2029, 11, 21, 0));
    ck_assert_int_eq(retention_until(at(2026, 11, 21, 15), 1), at(2026, 12, 21, 0));
    ck_assert_int_eq(retention_until(at(2026, 12, 1, 0), 1), at(2027, 1, 1, 0));
}
END_TEST

START_TEST(until__on_a_day_the_month_lacks__is_its_last)
{
    clock_set_zone("Asia/Shanghai");
    ck_assert_int_eq(retention_until(at(2024, 2, 29, 9), 12), at(2025, 2, 28, 0));
    ck_assert_int_eq(retention_until(at(2023, 8, 31, 9), 6), at(2024, 2, 29, 0));
    ck_assert_int_eq(retention_until(at(2026, 1, 31, 9), 3), at(2026, 4, 30, 0));
}
END_TEST

/* Who asks on the very day it is kept until sees it past its time, the day before not. */
START_TEST(cutoff__fits_until)
{
    clock_set_zone("Asia/Shanghai");
    int64_t ended = at(2023, 11, 20, 15), until = retention_until(ended, 36);
    ck_assert_int_lt(ended, retention_cutoff(until + 86400, 36));
    ck_assert_int_ge(ended, retention_cutoff(until - 1, 36));
}
END_TEST

SUITE_MAIN("domain/retention", until__is_the_day_so_many_months_later__at_its_beginning,
           until__on_a_day_the_month_lacks__is_its_last, cutoff__fits_until)
