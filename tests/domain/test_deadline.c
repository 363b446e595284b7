#include "suite.h"

#include <string.h>

#include "domain/calendar_facts.h"
#include "zuoxi/base/clock.h"
#include "zuoxi/domain/deadline.h"

struct due_row {
    const char *start, *within, *due;
    int missing;
};

static int64_t at(const char *text)
{
    int64_t utc = 0;
    ck_assert_msg(clock_parse(text, &utc), "%s", text);
    return utc;
}

static struct duration within(const char *text)
{
    struct duration duration = {0};
    ck_assert_msg(duration_parse(text, &duration, NULL) == STATUS_OK, "%s", text);
    return duration;
}

static void check_due_by(const struct due_row *rows, size_t count, const char *zone,
                         const struct work_season *seasons, size_t season_count)
{
    struct calendar calendar = {0};
    calendar_facts_load(&calendar);
    struct work_rules rules = calendar_facts_rules(&calendar);
    for (size_t i = 0; i < season_count; i++) {
        rules.seasons[rules.season_count++] = seasons[i];
    }
    ck_assert(clock_set_zone(zone));
    for (size_t i = 0; i < count; i++) {
        int missing = -1;
        char text[20];
        clock_format(deadline_due(at(rows[i].start), within(rows[i].within), &rules, NULL, &missing), text);
        ck_assert_msg(strcmp(text, rows[i].due) == 0 && missing == rows[i].missing,
                      "%s within %s: %s (missing %d), not %s (missing %d)", rows[i].start, rows[i].within,
                      text, missing, rows[i].due, rows[i].missing);
    }
    calendar_clear(&calendar);
}
#define CHECK_DUE(rows, zone) check_due_by(rows, sizeof(rows) / sizeof((rows)[0]), zone, NULL, 0)

START_TEST(due__elapsed_units__run_through_nights_and_holidays)
{
    static const struct due_row rows[] = {
        {"2026-11-21 14:32:07", "30m", "2026-11-21 15:02:07", 0},
        {"2026-11-21 23:50:00", "10m", "2026-11-22 00:00:00", 0},
        {"2026-09-30 16:00", "2h", "2026-09-30 18:00:00", 0},
        {"2026-09-30 23:00", "24h", "2026-10-01 23:00:00", 0},
        {"2026-12-31 23:30", "8h", "2027-01-01 07:30:00", 0}, /* no calendar is needed for elapsed time */
        {"2024-02-28 12:00", "1d", "2024-02-29 12:00:00", 0},
        {"2024-02-29 12:00", "366d", "2025-03-01 12:00:00", 0},
        {"2026-01-31 08:15:30", "1d", "2026-02-01 08:15:30", 0},
        {"2026-01-31 08:15:30", "today", "2026-01-31 23:59:59", 0},
        {"2026-10-01 00:00", "today", "2026-10-01 23:59:59", 0}, /* a holiday is a day, too */
        {"2026-12-31 23:59:59", "today", "2026-12-31 23:59:59", 0},
    };
    CHECK_DUE(rows, "Asia/Shanghai");
}
END_TEST

START_TEST(due__workdays_over_spring_festival__skips_holidays_and_counts_make_up_days)
{
    static const struct due_row rows[] = {
        {"2026-02-13 10:00", "1wd", "2026-02-14 17:30:00", 0}, /* the Saturday is worked */
        {"2026-02-13 10:00", "2wd", "2026-02-24 17:30:00", 0}, /* nine days off */
        {"2026-02-14 10:00", "1wd", "2026-02-24 17:30:00", 0},
        {"2026-02-17 00:00", "1wd", "2026-02-24 17:30:00", 0}, /* received on a holiday */
        {"2026-02-23 23:59:59", "1wd", "2026-02-24 17:30:00", 0},
        {"2026-02-24 00:00", "1wd", "2026-02-25 17:30:00", 0},
        {"2026-02-26 18:00", "2wd", "2026-02-28 17:30:00", 0}, /* Friday, then the worked Saturday */
        {"2026-02-27 09:00", "3wd", "2026-03-03 17:30:00", 0},
    };
    CHECK_DUE(rows, "Asia/Shanghai");
}
END_TEST

START_TEST(due__workdays_over_other_holidays__count_from_the_day_after_receipt)
{
    static const struct due_row rows[] = {
        {"2026-09-30 16:00", "3wd", "2026-10-10 17:30:00", 0}, /* Thu 8, Fri 9, worked Sat 10 */
        {"2026-09-30 16:00", "4wd", "2026-10-12 17:30:00", 0},
        {"2026-10-03 12:00", "1wd", "2026-10-08 17:30:00", 0},
        {"2026-09-18 17:00", "1wd", "2026-09-20 17:30:00", 0}, /* worked Sunday */
        {"2026-09-24 17:00", "1wd", "2026-09-28 17:30:00", 0}, /* Mid-Autumn */
        {"2026-05-08 09:00", "1wd", "2026-05-09 17:30:00", 0},
        {"2026-04-30 20:00", "2wd", "2026-05-07 17:30:00", 0},
        {"2026-04-03 08:00", "1wd", "2026-04-07 17:30:00", 0},
        {"2026-06-18 08:00", "1wd", "2026-06-22 17:30:00", 0},
        {"2025-12-31 08:00", "1wd", "2026-01-04 17:30:00", 0}, /* over the year's end, a worked Sunday */
        {"2025-12-31 08:00", "2wd", "2026-01-05 17:30:00", 0},
        {"2024-02-28 10:00", "1wd", "2024-02-29 17:30:00", 0}, /* leap day */
        {"2026-11-21 14:32", "1wd", "2026-11-23 17:30:00", 0}, /* received on a Saturday */
        {"2026-11-20 07:00", "1wd", "2026-11-23 17:30:00", 0}, /* before opening: still that day's receipt */
        {"2026-11-20 21:00", "1wd", "2026-11-23 17:30:00", 0},
        {"2025-01-25 09:00", "3wd", "2025-02-05 17:30:00",
         0}, /* worked Sun 26, Mon 27, then Wed 5 February */
    };
    CHECK_DUE(rows, "Asia/Shanghai");
}
END_TEST

START_TEST(due__workhours__run_only_inside_the_windows)
{
    static const struct due_row rows[] = {
        {"2026-11-18 09:00", "2wh", "2026-11-18 11:00:00", 0},
        {"2026-11-18 09:00:07", "2wh", "2026-11-18 11:00:07", 0},
        {"2026-11-18 11:00", "2wh", "2026-11-18 14:30:00", 0},  /* over the lunch break */
        {"2026-11-18 10:00", "2wh", "2026-11-18 12:00:00", 0},  /* ends with the window */
        {"2026-11-18 12:30", "1wh", "2026-11-18 14:30:00", 0},  /* received at lunch */
        {"2026-11-18 06:00", "1wh", "2026-11-18 09:30:00", 0},  /* before the windows */
        {"2026-11-18 17:30", "1wh", "2026-11-19 09:30:00", 0},  /* at closing time */
        {"2026-11-18 22:00", "1wh", "2026-11-19 09:30:00", 0},  /* after close */
        {"2026-11-20 16:30", "2wh", "2026-11-23 09:30:00", 0},  /* over a weekend */
        {"2026-11-18 08:30", "15wh", "2026-11-19 17:30:00", 0}, /* two days of 7.5 */
        {"2026-09-30 16:00", "8wh", "2026-10-08 16:30:00", 0},  /* over National Day */
        {"2026-10-09 17:00", "1wh", "2026-10-10 09:00:00", 0},  /* worked Saturday */
        {"2026-02-14 17:00", "1wh", "2026-02-24 09:00:00", 0},
        {"2026-12-31 17:00", "1wh", "2027-01-01 09:00:00", 2027},
    };
    CHECK_DUE(rows, "Asia/Shanghai");
}
END_TEST

START_TEST(due__a_year_without_calendar__counts_weekdays_and_says_which_year)
{
    static const struct due_row rows[] = {
        {"2026-12-30 10:00", "1wd", "2026-12-31 17:30:00", 0},
        {"2026-12-30 10:00", "2wd", "2027-01-01 17:30:00", 2027},
        {"2027-06-04 10:00", "1wd", "2027-06-07 17:30:00", 2027},
        {"2023-12-29 10:00", "1wd", "2024-01-02 17:30:00", 2023}, /* the weekend was still 2023's */
        {"2023-12-31 10:00", "1wd", "2024-01-02 17:30:00", 0},
    };
    CHECK_DUE(rows, "Asia/Shanghai");
}
END_TEST

START_TEST(due__daylight_saving__moves_hours_but_not_days)
{
    static const struct due_row rows[] = {
        {"2026-03-07 12:00", "24h", "2026-03-08 13:00:00", 0}, /* the night had 23 hours */
        {"2026-03-07 12:00", "1d", "2026-03-08 12:00:00", 0},
        {"2026-03-07 02:30", "1d", "2026-03-08 03:30:00", 0}, /* a time that does not exist moves on */
        {"2026-10-31 12:00", "24h", "2026-11-01 11:00:00", 0},
        {"2026-10-31 12:00", "1d", "2026-11-01 12:00:00", 0},
        {"2026-10-31 12:00", "2d", "2026-11-02 12:00:00", 0},
        {"2026-03-06 10:00", "1wd", "2026-03-09 17:30:00", 0},
        {"2026-03-06 17:00", "1wh", "2026-03-09 09:00:00", 0},
    };
    CHECK_DUE(rows, "America/New_York");
}
END_TEST

START_TEST(due__seasons__count_each_day_by_its_own_hours)
{
    static const struct work_season seasons[] = {
        {.from = 501,
         .to = 930,
         .hours = {.close = 18 * 60, .windows = {{510, 720}, {870, 1080}}, .window_count = 2}},
        {.from = 1115, .to = 315, .hours = {.close = 20 * 60, .windows = {{480, 1200}}, .window_count = 1}},
    };
    static const struct due_row rows[] = {
        {"2026-04-29 10:00", "1wd", "2026-04-30 17:30:00", 0},
        {"2026-04-29 10:00", "2wd", "2026-05-06 18:00:00", 0}, /* into the summer, over its holiday */
        {"2026-09-29 10:00", "1wd", "2026-09-30 18:00:00", 0}, /* its last day */
        {"2026-09-29 10:00", "2wd", "2026-10-08 17:30:00", 0},
        {"2026-11-13 10:00", "1wd", "2026-11-16 20:00:00", 0},
        {"2025-12-31 10:00", "1wd", "2026-01-04 20:00:00", 0}, /* over New Year */
        {"2026-03-12 10:00", "1wd", "2026-03-13 20:00:00", 0},
        {"2026-03-13 10:00", "1wd", "2026-03-16 17:30:00", 0},
        {"2026-04-30 17:00", "2wh", "2026-05-06 10:00:00", 0}, /* half an hour, then the summer's morning */
        {"2026-07-01 11:00", "2wh", "2026-07-01 15:30:00", 0},
        {"2026-09-30 17:45", "1wh", "2026-10-08 09:15:00", 0},
        {"2026-11-13 17:00", "1wh", "2026-11-16 08:30:00", 0},
        {"2026-09-30 17:45", "1h", "2026-09-30 18:45:00", 0},
    };
    check_due_by(rows, sizeof(rows) / sizeof(rows[0]), "Asia/Shanghai", seasons, 2);
}
END_TEST

START_TEST(due__no_windows_at_all__takes_working_hours_as_elapsed)
{
    struct calendar calendar = {0};
    struct work_rules rules = {.calendar = &calendar, .hours = {.close = 17 * 60 + 30}};
    ck_assert_int_eq(deadline_due(1000, (struct duration){2, DURATION_WORKHOURS}, &rules, NULL, NULL),
                     1000 + 7200);
}
END_TEST

static void check_steps(const char *start, const char *duration, const char *const *lines, size_t count)
{
    struct calendar calendar = {0};
    struct deadline_steps steps = {0};
    calendar_facts_load(&calendar);
    struct work_rules rules = calendar_facts_rules(&calendar);
    ck_assert(clock_set_zone("Asia/Shanghai"));
    deadline_due(at(start), within(duration), &rules, &steps, NULL);
    for (size_t i = 0; i < steps.count && i < count; i++) {
        char line[200];
        deadline_describe_step(&steps.steps[i], line, sizeof(line));
        ck_assert_str_eq(line, lines[i]);
    }
    ck_assert_uint_eq(steps.count, count);
    deadline_steps_clear(&steps);
    calendar_clear(&calendar);
}
#define CHECK_STEPS(start, duration, lines)                                                                  \
    check_steps(start, duration, lines, sizeof(lines) / sizeof((lines)[0]))

START_TEST(steps__workdays__name_each_counted_skipped_and_made_up_day)
{
    static const char *const national_day[] = {
        "2026-10-01 周四 国庆节 不计",
        "2026-10-02 周五 国庆节 不计",
        "2026-10-03 周六 国庆节 不计",
        "2026-10-04 周日 国庆节 不计",
        "2026-10-05 周一 国庆节 不计",
        "2026-10-06 周二 国庆节 不计",
        "2026-10-07 周三 国庆节 不计",
        "2026-10-08 周四 08:30-17:30 工作日 计入",
        "2026-10-09 周五 08:30-17:30 工作日 计入",
        "2026-10-10 周六 08:30-17:30 调休上班(国庆节) 计入",
        "2026-10-11 周日 周末 不计",
        "2026-10-12 周一 08:30-17:30 工作日 计入",
    };
    CHECK_STEPS("2026-09-30 16:00", "4wd", national_day);
}
END_TEST

START_TEST(steps__workhours__give_the_interval_of_each_window)
{
    static const char *const lines[] = {
        "2026-10-09 周五 16:00:05-17:30 工作日 计入",
        "2026-10-10 周六 08:30-12:00 调休上班(国庆节) 计入",
        "2026-10-10 周六 13:30-17:30 调休上班(国庆节) 计入",
        "2026-10-11 周日 周末 不计",
        "2026-10-12 周一 08:30-08:30:05 工作日 计入",
    };
    static const char *const late[] = {
        "2026-11-18 周三 22:00-24:00 非工作时间 不计",
        "2026-11-19 周四 08:30-09:30 工作日 计入",
    };
    CHECK_STEPS("2026-10-09 16:00:05", "9wh", lines);
    CHECK_STEPS("2026-11-18 22:00", "1wh", late);
}
END_TEST

START_TEST(steps__elapsed__are_one_interval)
{
    static const char *const lines[] = {"2026-09-30 16:00:00 至 2026-10-01 16:00:00 连续计时，不分节假日"};
    CHECK_STEPS("2026-09-30 16:00", "1d", lines);
    CHECK_STEPS("2026-09-30 16:00", "24h", lines);
    CHECK_STEPS("2026-09-30 16:00", "1440m", lines);
}
END_TEST

START_TEST(steps__a_year_without_calendar__say_so_loudly)
{
    static const char *const lines[] = {
        "2027-01-01 周五 08:30-17:30 工作日 计入 【注意：没有2027年的节假日日历，只按周一至周五推算】",
        "2027-01-02 周六 周末 不计 【注意：没有2027年的节假日日历，只按周一至周五推算】",
        "2027-01-03 周日 周末 不计 【注意：没有2027年的节假日日历，只按周一至周五推算】",
        "2027-01-04 周一 08:30-17:30 工作日 计入 【注意：没有2027年的节假日日历，只按周一至周五推算】",
    };
    CHECK_STEPS("2026-12-31 09:00", "2wd", lines);
}
END_TEST

START_TEST(level__changes_at_the_exact_second)
{
    struct level_times times = deadline_level_times(1000, 1000 + 7200, 25, 10);
    static const struct {
        int64_t left;
        enum level level;
    } rows[] = {{7200, LEVEL_CALM},    {1801, LEVEL_CALM},    {1800, LEVEL_WARNING}, {721, LEVEL_WARNING},
                {720, LEVEL_CRITICAL}, {0, LEVEL_CRITICAL}, /* met in the very second it is due is on time */
                {-1, LEVEL_OVERDUE},   {-9999, LEVEL_OVERDUE}};
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        ck_assert_msg(deadline_level(8200 - rows[i].left, &times) == rows[i].level, "%lld left",
                      (long long)rows[i].left);
    }
    ck_assert_int_eq(times.overdue, 8201);
}
END_TEST

START_TEST(level__odd_lengths__warn_when_at_most_the_fraction_is_left)
{
    for (int64_t length = 1; length < 500; length++) {
        struct level_times times = deadline_level_times(0, length, 25, 10);
        ck_assert((length - times.warning) * 4 <= length && (length - times.warning + 1) * 4 > length);
        ck_assert((length - times.critical) * 10 <= length && (length - times.critical + 1) * 10 > length);
    }
}
END_TEST

START_TEST(countdown__every_size__fits_ten_cells)
{
    static const struct {
        int64_t left;
        const char *text;
    } rows[] = {{3 * 3600 + 59 * 60 + 53, "03:59:53"},
                {86400 + 2 * 3600 + 57 * 60, "1天02:57"},
                {-(12 * 60 + 45), "-00:12:45"},
                {-(2 * 86400 + 3 * 3600 + 10 * 60), "-2天03:10"},
                {0, "00:00:00"},
                {-1, "-00:00:01"},
                {86399, "23:59:59"},
                {86400, "1天00:00"},
                {-86399, "-23:59:59"},
                {-86400, "-1天00:00"},
                {999 * 86400LL + 86399, "999天23:59"},
                {1000 * 86400LL, "1000天"},
                {-(99 * 86400LL + 86399), "-99天23:59"},
                {-100 * 86400LL, "-100天"}};
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        char text[24];
        deadline_countdown(1795242720 - rows[i].left, 1795242720, text);
        ck_assert_str_eq(text, rows[i].text);
    }
}
END_TEST

SUITE_MAIN("domain/deadline", due__elapsed_units__run_through_nights_and_holidays,
           due__workdays_over_spring_festival__skips_holidays_and_counts_make_up_days,
           due__workdays_over_other_holidays__count_from_the_day_after_receipt,
           due__workhours__run_only_inside_the_windows,
           due__a_year_without_calendar__counts_weekdays_and_says_which_year,
           due__daylight_saving__moves_hours_but_not_days, due__seasons__count_each_day_by_its_own_hours,
           due__no_windows_at_all__takes_working_hours_as_elapsed,
           steps__workdays__name_each_counted_skipped_and_made_up_day,
           steps__workhours__give_the_interval_of_each_window, steps__elapsed__are_one_interval,
           steps__a_year_without_calendar__say_so_loudly, level__changes_at_the_exact_second,
           level__odd_lengths__warn_when_at_most_the_fraction_is_left, countdown__every_size__fits_ten_cells)
