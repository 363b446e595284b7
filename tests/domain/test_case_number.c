#include "suite.h"

#include <stdio.h>
#include <string.h>

#include "domain/reference.h"
#include "zuoxi/domain/case_number.h"

START_TEST(make__sequence__has_four_digits_or_more)
{
    static const struct {
        int date, sequence;
        const char *number;
    } rows[] = {{20261121, 7, "20261121-0007"},
                {20261121, 9999, "20261121-9999"},
                {20261121, 12345, "20261121-12345"}};
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        char number[CASE_NUMBER_SIZE];
        case_number_make(rows[i].date, rows[i].sequence, number);
        ck_assert_str_eq(number, rows[i].number);
    }
}
END_TEST

START_TEST(show__within_the_year__leaves_the_year_out)
{
    static const struct {
        const char *number;
        int year;
        const char *shown;
    } rows[] = {{"20261121-0007", 2026, "1121-0007"},
                {"20261121-0007", 2027, "20261121-0007"},
                {"20261121-12345", 2026, "1121-12345"},
                {"20261121", 2026, "20261121"},
                {"2026112-0007", 2026, "2026112-0007"},
                {"20261121-007", 2026, "20261121-007"},
                {"20261121-0007x", 2026, "20261121-0007x"},
                {"", 2026, ""},
                {"工单", 2026, "工单"}};
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        char shown[CASE_NUMBER_SIZE];
        case_number_show(rows[i].number, rows[i].year, shown);
        ck_assert_str_eq(shown, rows[i].shown);
    }
}
END_TEST

START_TEST(parse__what_people_type__is_understood)
{
    static const struct {
        const char *text;
        int date, sequence;
    } rows[] = {{"20261121-0007", 20261121, 7},
                {"1121-0007", 1121, 7},
                {"1121-7", 1121, 7},
                {"0007", 0, 7},
                {"7", 0, 7},
                {" 1121-0007 ", 1121, 7},
                {"20240229-0001", 20240229, 1},
                {"0229-1", 229, 1},
                {"20261121-12345", 20261121, 12345},
                {"0101-1", 101, 1}};
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        int date = -1, sequence = -1;
        ck_assert_msg(case_number_parse(rows[i].text, &date, &sequence), "%s", rows[i].text);
        ck_assert_int_eq(date, rows[i].date);
        ck_assert_int_eq(sequence, rows[i].sequence);
    }
}
END_TEST

START_TEST(parse__anything_else__is_no_number)
{
    static const char *const bad[] = {
        "",          " ",           "-",         "-7",          "1121-",         "0",         "0000",
        "1121-0000", "1321-0007",   "1100-0007", "0230-0007",   "20260229-0001", "121-0007",  "11210007",
        "abc",       "1121-7a",     "1121 7",    "13800000000", "1121-1-1",      "0000-0001", "+7",
        "1121--7",   "00001121-01", "7-1121",    "1121-1234567"};
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        int date = -1, sequence = -1;
        ck_assert_msg(!case_number_parse(bad[i], &date, &sequence), "%s", bad[i]);
        ck_assert_int_eq(date, -1);
        ck_assert_int_eq(sequence, -1);
    }
}
END_TEST

START_TEST(parse__random_numbers__round_trip_and_random_text_is_survived)
{
    uint64_t seed = 11;
    for (int i = 0; i < 20000; i++) {
        int month = 1 + (int)reference_random(&seed, 12), day = 1 + (int)reference_random(&seed, 28);
        int made = (2000 + (int)reference_random(&seed, 100)) * 10000 + month * 100 + day;
        int count = 1 + (int)reference_random(&seed, 200000), date = 0, sequence = 0;
        char number[CASE_NUMBER_SIZE], shown[CASE_NUMBER_SIZE], noise[12] = "";
        case_number_make(made, count, number);
        ck_assert(case_number_parse(number, &date, &sequence));
        ck_assert(date == made && sequence == count);
        case_number_show(number, made / 10000, shown);
        ck_assert(case_number_parse(shown, &date, &sequence));
        ck_assert(date == made % 10000 && sequence == count);
        for (size_t k = 0; k < reference_random(&seed, sizeof(noise)); k++) {
            noise[k] = "0123456789- a\xe5"[reference_random(&seed, 14)];
        }
        noise[sizeof(noise) - 1] = '\0';
        if (case_number_parse(noise, &date, &sequence)) {
            ck_assert_int_gt(sequence, 0);
        }
        case_number_show(noise, 2026, shown);
    }
}
END_TEST

SUITE_MAIN("domain/case_number", make__sequence__has_four_digits_or_more,
           show__within_the_year__leaves_the_year_out, parse__what_people_type__is_understood,
           parse__anything_else__is_no_number, parse__random_numbers__round_trip_and_random_text_is_survived)
