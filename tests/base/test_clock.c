#include "suite.h"

#include <string.h>
#include <time.h>

#include "zuoxi/base/clock.h"

START_TEST(zone__unknown_name__is_refused)
{
    ck_assert(clock_set_zone("Asia/Shanghai"));
    ck_assert(clock_set_zone("UTC"));
    ck_assert(!clock_set_zone("Asia/Shangai"));
    ck_assert(!clock_set_zone("../../etc/passwd"));
    ck_assert(!clock_set_zone(""));
}
END_TEST

START_TEST(parse__accepts_exact_forms_only)
{
    static const struct {
        const char *text;
        int64_t utc; /* −1: refused */
    } rows[] = {{"2026-11-21 14:32", 1795242720},
                {"2026-11-21 14:32:07", 1795242727},
                {"2026-11-21", 1795190400},
                {"2026-11-21T06:32:07Z", 1795242727},
                {"2026-11-21T14:32:07+08:00", 1795242727},
                {"2024-02-29", 1709136000},
                {"2026-02-29", -1},
                {"2026-13-01", -1},
                {"2026-11-31", -1},
                {"2026-11-21 24:00", -1},
                {"2026-11-21 14:60", -1},
                {"2026-11-21 14:32:60", -1},
                {"2026-11-21 1:32", -1},
                {"2026-11-21 14:32 ", -1},
                {"2026/11/21", -1},
                {"", -1},
                {"26-11-21", -1}};

    ck_assert(clock_set_zone("Asia/Shanghai"));
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        int64_t utc = -1;
        bool is_read = clock_parse(rows[i].text, &utc);

        ck_assert_msg(is_read == (rows[i].utc >= 0), "%s", rows[i].text);
        ck_assert_msg(!is_read || utc == rows[i].utc, "%s: %lld", rows[i].text, (long long)utc);
    }
}
END_TEST

START_TEST(format__and_civil__agree_with_parse)
{
    char text[20], iso[26];

    ck_assert(clock_set_zone("Asia/Shanghai"));
    clock_format(1795242727, text);
    ck_assert_str_eq(text, "2026-11-21 14:32:07");
    clock_format_iso(1795242727, iso);
    ck_assert_str_eq(iso, "2026-11-21T14:32:07+08:00");
    ck_assert_int_eq(clock_civil(1795242727).weekday, 6);
}
END_TEST

START_TEST(utc__daylight_saving__skipped_moves_on_and_doubled_is_first)
{
    ck_assert(clock_set_zone("America/New_York"));
    /* 2026-03-08 02:30 does not exist: 03:30 EDT. 2026-11-01 01:30 comes twice: the first is EDT (UTC−4). */
    ck_assert_int_eq(clock_utc((struct civil){.year = 2026, .month = 3, .day = 8, .hour = 2, .minute = 30}),
                     1772955000);
    ck_assert_int_eq(clock_utc((struct civil){.year = 2026, .month = 11, .day = 1, .hour = 1, .minute = 30}),
                     1793511000);
    ck_assert_int_eq(clock_utc((struct civil){.year = 2026, .month = 12, .day = 32}),
                     clock_utc((struct civil){.year = 2027, .month = 1, .day = 1}));
}
END_TEST

START_TEST(civil__offsets_from_memory__agree_with_libc_through_every_change)
{
    static const char *const zones[] = {"Asia/Shanghai",       "Europe/Berlin",  "America/New_York",
                                        "Australia/Lord_Howe", "Asia/Kathmandu", "UTC"};

    /* Forty years in steps that fall on every time of day, each time asked for twice. */
    for (size_t i = 0; i < sizeof(zones) / sizeof(zones[0]); i++) {
        ck_assert(clock_set_zone(zones[i]));
        for (int64_t utc = -86400; utc < 2524608000; utc += 43200 - 977) {
            for (int again = 0; again < 2; again++) {
                struct civil got = clock_civil(utc + again);
                time_t seconds = (time_t)(utc + again);
                struct tm tm;

                localtime_r(&seconds, &tm);
                ck_assert_msg(got.year == tm.tm_year + 1900 && got.month == tm.tm_mon + 1 &&
                                  got.day == tm.tm_mday && got.hour == tm.tm_hour &&
                                  got.minute == tm.tm_min && got.second == tm.tm_sec &&
                                  got.weekday == tm.tm_wday,
                              "%s %lld", zones[i], (long long)seconds);
            }
        }
    }
}
END_TEST

SUITE_MAIN("base/clock", zone__unknown_name__is_refused, parse__accepts_exact_forms_only,
           format__and_civil__agree_with_parse, utc__daylight_saving__skipped_moves_on_and_doubled_is_first,
           civil__offsets_from_memory__agree_with_libc_through_every_change)
