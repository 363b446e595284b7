#include "suite.h"

#include <time.h>

#include "domain/calendar_facts.h"
#include "zuoxi/base/clock.h"

START_TEST(date__every_day_of_a_century__agrees_with_the_c_library)
{
    int date = 19700101;
    for (int64_t day = 0; day < 47600; day++) {
        time_t seconds = (time_t)(day * 86400);
        struct tm tm;
        gmtime_r(&seconds, &tm);
        ck_assert_int_eq(date, (tm.tm_year + 1900) * 10000 + (tm.tm_mon + 1) * 100 + tm.tm_mday);
        ck_assert_int_eq(date_weekday(date), tm.tm_wday);
        ck_assert(date_is_valid(date));
        ck_assert_int_eq(date_previous(date_next(date)), date);
        date = date_next(date);
    }
    ck_assert_int_gt(date, 21000228); /* 2100 is no leap year, and was passed */
}
END_TEST

START_TEST(date__that_does_not_exist__is_not_valid)
{
    static const int bad[] = {0, 20260229, 20260431, 20261301, 20260001, 20260100, 21000229, 20260132, -1};
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        ck_assert_msg(!date_is_valid(bad[i]), "%d", bad[i]);
    }
    ck_assert(date_is_valid(20240229));
    ck_assert(date_is_valid(20000229));
}
END_TEST

START_TEST(date__at_local_minutes__follows_the_zone)
{
    ck_assert(clock_set_zone("Asia/Shanghai"));
    ck_assert_int_eq(date_at(20261121, 14 * 60 + 32), 1795242720);
    ck_assert_int_eq(date_of(1795242720), 20261121);
    ck_assert_int_eq(date_of(date_at(20261121, 0) - 1), 20261120);
    ck_assert_int_eq(date_at(20261121, 24 * 60), date_at(20261122, 0));
    ck_assert(clock_set_zone("America/New_York"));
    ck_assert_int_eq(date_of(1795242720), 20261121);
    ck_assert_int_eq(date_at(20260309, 0) - date_at(20260308, 0), 23 * 3600);
}
END_TEST

START_TEST(calendar__holidays_and_make_up_days__outrank_the_weekday)
{
    static const struct {
        int date;
        bool is_workday;
    } rows[] = {{20260213, true}, {20260214, true},  {20260215, false}, {20260216, false}, {20260223, false},
                {20260224, true}, {20260228, true},  {20260301, false}, {20260509, true},  {20260510, false},
                {20260104, true}, {20260103, false}, {20260920, true},  {20261001, false}, {20261007, false},
                {20261008, true}, {20261010, true},  {20261011, false}, {20260619, false}, {20260925, false},
                {20240229, true}, {20251231, true},  {20260101, false}, {20270101, true},  {20270102, false}};
    struct calendar calendar = {0};
    calendar_facts_load(&calendar);
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        ck_assert_msg(calendar_is_workday(&calendar, rows[i].date) == rows[i].is_workday, "%d", rows[i].date);
    }
    ck_assert_str_eq(calendar_find(&calendar, 20261010)->name, "国庆节");
    ck_assert_ptr_null(calendar_find(&calendar, 20261011));
    calendar_clear(&calendar);
}
END_TEST

START_TEST(calendar__entries_in_any_order__are_sorted_and_unique)
{
    struct calendar calendar = {0};
    for (size_t i = calendar_facts_count; i-- > 0;) {
        ck_assert(calendar_add(&calendar, calendar_facts[i].date, calendar_facts[i].is_work,
                               calendar_facts[i].name));
    }
    for (size_t i = 0; i < calendar_facts_count; i += 7) {
        ck_assert(!calendar_add(&calendar, calendar_facts[i].date, !calendar_facts[i].is_work, "x"));
    }
    ck_assert_uint_eq(calendar.count, calendar_facts_count);
    for (size_t i = 0; i < calendar_facts_count; i++) {
        ck_assert_int_eq(calendar.days[i].date, calendar_facts[i].date);
        ck_assert_int_eq(calendar.days[i].is_work, calendar_facts[i].is_work);
    }
    calendar_clear(&calendar);
    ck_assert_uint_eq(calendar.count, 0);
}
END_TEST

START_TEST(calendar__years__are_sorted_unique_and_bounded)
{
    struct calendar calendar = {0};
    for (int year = 2100; year > 2000; year--) {
        calendar_add_year(&calendar, year);
        calendar_add_year(&calendar, year);
    }
    ck_assert_uint_eq(calendar.year_count, 64);
    ck_assert(calendar_has_year(&calendar, 2100));
    ck_assert(calendar_has_year(&calendar, 2037));
    ck_assert(!calendar_has_year(&calendar, 2036));
    for (size_t i = 1; i < calendar.year_count; i++) {
        ck_assert_int_lt(calendar.years[i - 1], calendar.years[i]);
    }
}
END_TEST

START_TEST(season__both_ends__belong_to_it_over_new_year_too)
{
    static const struct {
        int from, to, day;
        bool holds;
    } rows[] = {{501, 930, 501, true},    {501, 930, 930, true},   {501, 930, 430, false},
                {501, 930, 1001, false},  {1115, 315, 1115, true}, {1115, 315, 1231, true},
                {1115, 315, 101, true},   {1115, 315, 315, true},  {1115, 315, 316, false},
                {1115, 315, 1114, false}, {229, 229, 229, true},   {229, 229, 228, false}};
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct work_season season = {.from = rows[i].from, .to = rows[i].to};
        ck_assert_msg(work_season_holds(&season, rows[i].day) == rows[i].holds, "%d", rows[i].day);
    }
}
END_TEST

SUITE_MAIN("domain/workday", date__every_day_of_a_century__agrees_with_the_c_library,
           date__that_does_not_exist__is_not_valid, date__at_local_minutes__follows_the_zone,
           calendar__holidays_and_make_up_days__outrank_the_weekday,
           calendar__entries_in_any_order__are_sorted_and_unique,
           calendar__years__are_sorted_unique_and_bounded, season__both_ends__belong_to_it_over_new_year_too)
