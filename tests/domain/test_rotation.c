/* Which backups stay. */

#include "suite.h"

#include "zuoxi/base/clock.h"
#include "zuoxi/domain/rotation.h"

static int64_t at(int year, int month, int day, int hour)
{
    return clock_utc((struct civil){.year = year, .month = month, .day = day, .hour = hour});
}

START_TEST(the_newest_stay__and_one_does_even_when_none_is_asked_for)
{
    const int64_t times[] = {at(2026, 11, 25, 3), at(2026, 11, 25, 2), at(2026, 11, 25, 1)};
    bool stays[3];
    rotation_choose(&(struct rotation){.newest = 2}, times, 3, stays);
    ck_assert(stays[0] && stays[1] && !stays[2]);
    rotation_choose(&(struct rotation){0}, times, 3, stays);
    ck_assert(stays[0] && !stays[1] && !stays[2]);
    rotation_choose(&(struct rotation){.newest = 9}, times, 0, stays);
}
END_TEST

START_TEST(of_each_day_the_last_stays__days_being_those_of_the_zone)
{
    /* 00:30 in Shanghai is still the day before in UTC. */
    const int64_t times[] = {at(2026, 11, 25, 0) + 1800, at(2026, 11, 24, 23), at(2026, 11, 24, 1),
                             at(2026, 11, 20, 12), at(2026, 11, 19, 12)};
    bool stays[5];
    rotation_choose(&(struct rotation){.daily = 3}, times, 5, stays);
    ck_assert(stays[0] && stays[1] && !stays[2]);
    ck_assert_msg(stays[3], "days without a backup are not counted");
    ck_assert(!stays[4]);
}
END_TEST

START_TEST(a_year_of_nightly_backups__leaves_seven_days_five_weeks_twelve_months)
{
    enum { NIGHTS = 400 };
    int64_t times[NIGHTS];
    bool stays[NIGHTS];
    for (int i = 0; i < NIGHTS; i++) {
        times[i] = at(2026, 11, 25 - i, 2);
    }
    rotation_choose(&(struct rotation){.newest = 3, .daily = 7, .weekly = 5, .monthly = 12}, times, NIGHTS,
                    stays);
    int kept = 0;
    for (int i = 0; i < NIGHTS; i++) {
        kept += stays[i];
        struct civil civil = clock_civil(times[i]);
        bool is_month_end = clock_civil(times[i] + 86400).month != civil.month;
        ck_assert_msg(i < 7 || i > 330 || !is_month_end || stays[i], "the last of month %d", civil.month);
        ck_assert_msg(i < 7 || i > 28 || civil.weekday != 0 || stays[i], "the last of a week, %d nights ago",
                      i);
    }
    /* 7 days; 5 weeks, of which two are among the days; 12 months, of which this one is. */
    ck_assert_int_eq(kept, 7 + 3 + 11);
}
END_TEST

START_TEST(a_week_runs_from_monday_over_the_new_year)
{
    /* Thursday 31 December 2026 and Friday 1 January 2027 are of one week. */
    const int64_t times[] = {at(2027, 1, 3, 12), at(2027, 1, 1, 12), at(2026, 12, 31, 12),
                             at(2026, 12, 27, 12)};
    bool stays[4];
    rotation_choose(&(struct rotation){.weekly = 2}, times, 4, stays);
    ck_assert(stays[0] && !stays[1] && !stays[2] && stays[3]);
}
END_TEST

SUITE_MAIN("rotation", the_newest_stay__and_one_does_even_when_none_is_asked_for,
           of_each_day_the_last_stays__days_being_those_of_the_zone,
           a_year_of_nightly_backups__leaves_seven_days_five_weeks_twelve_months,
           a_week_runs_from_monday_over_the_new_year)
