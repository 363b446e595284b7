#include "suite.h"

#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/domain/pattern.h"

/* Two people: one early from Monday to Friday, one late. */
static struct roster_pattern *make(void)
{
    struct roster_pattern *pattern = mem_new(1, sizeof(*pattern));
    pattern->people = 2;
    for (int day = 0; day < 5; day++) {
        strcpy(pattern->plans[0][day], "早班");
        strcpy(pattern->plans[1][day], day == 4 ? "早班+中班" : "中班");
    }
    return pattern;
}

START_TEST(a_pattern__written_and_read__is_the_same)
{
    struct roster_pattern *pattern = make(), *back = mem_new(1, sizeof(*back));
    struct str text = {0};
    pattern_write(pattern, &text);
    ck_assert_str_eq(str_text(&text),
                     "早班\t早班\t早班\t早班\t早班\t\t\n中班\t中班\t中班\t中班\t早班+中班\t\t\n");
    ck_assert(pattern_read(str_text(&text), back));
    ck_assert_uint_eq(back->people, 2);
    ck_assert_str_eq(back->plans[1][4], "早班+中班");
    ck_assert_str_eq(back->plans[0][6], "");
    str_free(&text);
    free(back);
    free(pattern);
}
END_TEST

START_TEST(what_is_no_pattern__is_not_read)
{
    static const char *const wrong[] = {
        "", "\n", "早班\n", "a\tb\tc\td\te\tf\n", "a\tb\tc\td\te\tf\tg\th\n", "a\tb\tc\td\te\tf\tg"};
    struct roster_pattern *pattern = mem_new(1, sizeof(*pattern));
    for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
        ck_assert_msg(!pattern_read(wrong[i], pattern), "%s", wrong[i]);
    }
    free(pattern);
}
END_TEST

START_TEST(a_day__follows_the_weekday__and_everybody_goes_on_with_each_week)
{
    struct roster_pattern *pattern = make();
    ck_assert_int_eq(pattern_day(20261123), 0); /* Monday */
    ck_assert_int_eq(pattern_day(20261129), 6);
    ck_assert_str_eq(pattern_plan(pattern, 0, 20261125, 20261125, 1), "早班");
    ck_assert_str_eq(pattern_plan(pattern, 0, 20261125, 20261129, 1), "");
    ck_assert_str_eq(pattern_plan(pattern, 0, 20261125, 20261130, 1), "中班");
    ck_assert_str_eq(pattern_plan(pattern, 0, 20261125, 20261130, -1), "中班");
    ck_assert_str_eq(pattern_plan(pattern, 0, 20261125, 20261130, 0), "早班");
    ck_assert_str_eq(pattern_plan(pattern, 1, 20261125, 20261211, 1), "早班+中班"); /* two weeks on */
    ck_assert_str_eq(pattern_plan(pattern, 5, 20261125, 20261125, 0), "中班"); /* more people than lines */
    free(pattern);
}
END_TEST

SUITE_MAIN("domain/pattern", a_pattern__written_and_read__is_the_same, what_is_no_pattern__is_not_read,
           a_day__follows_the_weekday__and_everybody_goes_on_with_each_week)
