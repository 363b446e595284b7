#include "suite.h"

#include <string.h>

#include "zuoxi/domain/duration.h"

START_TEST(parse__each_unit__round_trips_and_is_described)
{
    static const struct {
        const char *text;
        struct duration duration;
        const char *words;
    } rows[] = {
        {"1m", {1, DURATION_MINUTES}, "1分钟"},       {"30m", {30, DURATION_MINUTES}, "30分钟"},
        {"2h", {2, DURATION_HOURS}, "2小时"},         {"1d", {1, DURATION_DAYS}, "1天"},
        {"3wd", {3, DURATION_WORKDAYS}, "3个工作日"}, {"8wh", {8, DURATION_WORKHOURS}, "8工作小时"},
        {"today", {1, DURATION_TODAY}, "当天"},       {"9999wd", {9999, DURATION_WORKDAYS}, "9999个工作日"}};
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct duration duration = {0};
        char text[12], words[40];
        ck_assert_int_eq(duration_parse(rows[i].text, &duration, NULL), STATUS_OK);
        ck_assert_int_eq(duration.amount, rows[i].duration.amount);
        ck_assert_int_eq(duration.unit, rows[i].duration.unit);
        duration_format(duration, text);
        ck_assert_str_eq(text, rows[i].text);
        duration_describe(duration, words);
        ck_assert_str_eq(words, rows[i].words);
    }
}
END_TEST

START_TEST(parse__anything_else__is_refused_with_what_was_expected)
{
    static const char *const bad[] = {"",     "0m",     "00h",   "01h",    "10000m", "99999999999999h",
                                      "m",    "3",      "3 wd",  " 3h",    "3h ",    "3hh",
                                      "3w",   "-3h",    "+3h",   "3.5h",   "3H",     "3wd1",
                                      "3d4h", "1today", "Today", "today ", "３h",    "3小时",
                                      "3\xff"};
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        struct duration duration = {7, DURATION_DAYS};
        struct err err;
        ck_assert_msg(duration_parse(bad[i], &duration, &err) == STATUS_INVALID, "%s", bad[i]);
        ck_assert_int_eq(duration.amount, 7);
        ck_assert(strstr(err.todo, "3wd") != NULL);
    }
}
END_TEST

SUITE_MAIN("domain/duration", parse__each_unit__round_trips_and_is_described,
           parse__anything_else__is_refused_with_what_was_expected)
