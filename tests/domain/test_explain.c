/* The explanation of a leg, line by line, for days worked out by hand. */

#include "suite.h"

#include <stdlib.h>
#include <string.h>

#include "domain/calendar_facts.h"
#include "zuoxi/base/clock.h"
#include "zuoxi/base/mem.h"
#include "zuoxi/base/str.h"
#include "zuoxi/base/width.h"
#include "zuoxi/domain/explain.h"

static const struct profile profile = {.warning_percent = 25, .critical_percent = 10};
static struct calendar calendar;
static struct work_rules rules;
static struct ledger *ledger;

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

static struct leg begin(const char *start, const char *length)
{
    ck_assert(clock_set_zone("Asia/Shanghai"));
    calendar_clear(&calendar);
    calendar_facts_load(&calendar);
    rules = calendar_facts_rules(&calendar);
    free(ledger);
    ledger = mem_new(1, sizeof(*ledger));
    struct leg leg = {.case_id = 1, .sequence = 2, .id = "handle", .start = at(start)};
    leg.within = within(length);
    leg.due = deadline_due(leg.start, leg.within, &rules, NULL, NULL);
    return leg;
}

static void pause_leg(struct leg *leg, const char *from, const char *until)
{
    struct leg_pause *pause = &ledger->pauses[ledger->pause_count++];
    *pause = (struct leg_pause){.from = at(from)};
    text_copy(pause->reason, sizeof(pause->reason), "等配件");
    text_copy(pause->badge, sizeof(pause->badge), "1001");
    text_copy(pause->approved_by, sizeof(pause->approved_by), "2001");
    ledger_suspend(leg, 1, pause->from);
    if (until != NULL) {
        pause->until = at(until);
        ledger_resume(leg, 1, pause->until, &rules);
    }
}

static void extend(struct leg *leg, const char *by, const char *time)
{
    struct leg_extension *line = &ledger->extensions[ledger->extension_count];
    ck_assert_int_eq(ledger_extend(ledger, &profile, &rules, within(by), at(time), leg, line, NULL),
                     STATUS_OK);
    text_copy(line->reason, sizeof(line->reason), "改期");
    text_copy(line->badge, sizeof(line->badge), "1001");
    ledger->extension_count++;
}

static void change(struct leg *leg, const char *length, const char *time)
{
    struct leg_change *line = &ledger->changes[ledger->change_count];
    ledger_recompute(ledger, &profile, &rules, within(length), at(time), leg, line);
    text_copy(line->reason, sizeof(line->reason), "级别：三级→一级");
    text_copy(line->badge, sizeof(line->badge), "1002");
    ledger->change_count++;
}

/* The lines, and behind each its reason after " | ". */
static void expect(const struct leg *leg, const char *const *wanted)
{
    struct explanation explanation;
    struct str text = {0};
    size_t i = 0;
    explain_leg(leg, ledger, &rules, &explanation);
    for (; i < explanation.count && wanted[i] != NULL; i++) {
        char line[400], reason[400];
        explain_describe(&explanation.lines[i], "受理", line, sizeof(line));
        explain_reason(&explanation.lines[i], reason, sizeof(reason));
        ck_assert_msg(width_text(line) <= 72, "%d cells: %s", width_text(line), line);
        str_reset(&text);
        str_printf(&text, "%s%s%s", line, reason[0] != '\0' ? " | " : "", reason);
        ck_assert_str_eq(str_text(&text), wanted[i]);
    }
    ck_assert_uint_eq(i, explanation.count);
    ck_assert_ptr_null(wanted[i]);
    explanation_clear(&explanation);
    str_free(&text);
}

START_TEST(workdays__over_national_day_with_a_pause__say_each_day_and_what_is_left)
{
    struct leg leg = begin("2026-09-30 16:00", "3wd");
    pause_leg(&leg, "2026-10-09 10:00", "2026-10-12 09:00");
    static const char *const wanted[] = {
        "起算 2026-09-30 16:00 受理，期限3个工作日",
        "2026-10-01 周四 至 10-07 周三 国庆节           不计 7天",
        "2026-10-08 周四 08:30-17:30   工作日           第1天 还差2天",
        "2026-10-09 周五 08:30-17:30   工作日           第2天 还差1天",
        "2026-10-10 周六 08:30-17:30   调休上班(国庆节) 第3天 计满",
        "应于 2026-10-10 17:30",
        "挂起 2026-10-09 10:00 至 10-12 09:00，其间2个下班时刻，顺延2个工作日 | 等配件（1001 申请，2001 "
        "批准）",
        "2026-10-11 周日               周末             不计",
        "2026-10-12 周一 08:30-17:30   工作日           第1天 还差1天",
        "2026-10-13 周二 08:30-17:30   工作日           第2天 计满",
        "应于 2026-10-13 17:30",
        NULL};
    expect(&leg, wanted);
}
END_TEST

START_TEST(workhours__with_a_pause_an_extension_and_the_end__say_each_interval)
{
    struct leg leg = begin("2026-11-18 09:00", "4wh");
    pause_leg(&leg, "2026-11-18 10:00", "2026-11-18 15:00");
    extend(&leg, "2wh", "2026-11-18 16:00");
    leg.met = at("2026-11-19 11:15:30");
    leg.late = leg.met - leg.due;
    text_copy(leg.ended_by, sizeof(leg.ended_by), "1002");
    static const char *const wanted[] = {
        "起算 2026-11-18 09:00 受理，期限4工作小时",
        "2026-11-18 周三 09:00-12:00   工作日           累计3:00 还差1:00",
        "2026-11-18 周三 13:30-14:30   工作日           累计4:00 计满",
        "应于 2026-11-18 14:30",
        "挂起 2026-11-18 10:00 至 11-18 15:00，其间工作时间3:30，顺延 | 等配件（1001 申请，2001 批准）",
        "2026-11-18 周三 14:30-17:30   工作日           累计3:00 还差0:30",
        "2026-11-19 周四 08:30-09:00   工作日           累计3:30 计满",
        "应于 2026-11-19 09:00",
        "延期 2026-11-18 16:00 延长2工作小时 | 改期（1001）",
        "2026-11-19 周四 09:00-11:00   工作日           累计2:00 计满",
        "应于 2026-11-19 11:00",
        "完成 2026-11-19 11:15:30，迟15分30秒（1002）",
        NULL};
    expect(&leg, wanted);
}
END_TEST

START_TEST(elapsed__with_a_change_of_grade_and_a_running_pause__says_them_in_order)
{
    struct leg leg = begin("2026-11-25 10:00", "24h");
    pause_leg(&leg, "2026-11-25 10:10", "2026-11-25 10:40");
    change(&leg, "8h", "2026-11-25 11:00");
    pause_leg(&leg, "2026-11-25 12:00", NULL);
    static const char *const wanted[] = {
        "起算 2026-11-25 10:00 受理，期限8小时",
        "连续计时8小时，不分节假日",
        "应于 2026-11-25 18:00",
        "挂起 2026-11-25 10:10 至 11-25 10:40，顺延30分 | 等配件（1001 申请，2001 批准）",
        "应于 2026-11-25 18:30",
        "更改 2026-11-25 11:00 期限24小时→8小时，应于 11-26 10:30→11-25 18:30 | 级别：三级→一级（1002）",
        "挂起 2026-11-25 12:00 起，尚未恢复，恢复时再顺延 | 等配件（1001 申请，2001 批准）",
        NULL};
    expect(&leg, wanted);
}
END_TEST

START_TEST(a_year_without_calendar__is_said_before_its_days)
{
    struct leg leg = begin("2026-12-31 09:00", "2wd");
    static const char *const wanted[] = {
        "起算 2026-12-31 09:00 受理，期限2个工作日",
        "注意：没有 2027 年节假日安排，只按周一至五推算，请补 calendar/2027.conf",
        "2027-01-01 周五 08:30-17:30   工作日           第1天 还差1天",
        "2027-01-02 周六 至 01-03 周日 周末             不计 2天",
        "2027-01-04 周一 08:30-17:30   工作日           第2天 计满",
        "应于 2027-01-04 17:30",
        NULL};
    expect(&leg, wanted);
    struct leg legs[3] = {leg, begin("2026-12-01 09:00", "2wd"), begin("2026-12-31 09:00", "3d")};
    ck_assert_int_eq(explain_missing_year(legs, 3, ledger, &rules), 2027);
    ck_assert_int_eq(explain_missing_year(legs + 1, 2, ledger, &rules), 0); /* elapsed time needs none */
    legs[0].met = legs[0].start;
    ck_assert_int_eq(explain_missing_year(legs, 3, ledger, &rules), 0);
}
END_TEST

START_TEST(what_is_not_this_legs__is_left_out)
{
    struct leg leg = begin("2026-11-25 10:00", "8h"), other = leg;
    pause_leg(&other, "2026-11-25 09:00", "2026-11-25 09:30"); /* before its start */
    other.sequence = 3;
    extend(&other, "1h", "2026-11-25 11:00");
    change(&other, "4h", "2026-11-25 11:10");
    leg.met = at("2026-11-25 12:00");
    pause_leg(&other, "2026-11-25 13:00", "2026-11-25 14:00"); /* after its end */
    static const char *const wanted[] = {"起算 2026-11-25 10:00 受理，期限8小时", "连续计时8小时，不分节假日",
                                         "应于 2026-11-25 18:00", "完成 2026-11-25 12:00，按时", NULL};
    expect(&leg, wanted);
}
END_TEST

START_TEST(a_due_time_kept_from_another_calendar__is_said_to_hold)
{
    struct leg leg = begin("2026-11-16 09:00", "1wd");
    leg.due = at("2026-11-18 17:30"); /* the 17th was a holiday when it was worked out */
    static const char *const wanted[] = {"起算 2026-11-16 09:00 受理，期限1个工作日",
                                         "2026-11-17 周二 08:30-17:30   工作日           第1天 计满",
                                         "应于 2026-11-17 17:30",
                                         "以当时算定的 2026-11-18 17:30 为准：之后日历或作息改过", NULL};
    expect(&leg, wanted);
}
END_TEST

START_TEST(lengths__are_said_in_the_units_people_use)
{
    static const struct {
        int64_t seconds;
        const char *text;
    } cases[] = {{0, "0秒"}, {45, "45秒"}, {60, "1分"}, {5400, "1小时30分"}, {93784, "1天2小时3分4秒"}};
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        char text[40];
        explain_length(cases[i].seconds, text);
        ck_assert_str_eq(text, cases[i].text);
    }
}
END_TEST

SUITE_MAIN("domain/explain", workdays__over_national_day_with_a_pause__say_each_day_and_what_is_left,
           workhours__with_a_pause_an_extension_and_the_end__say_each_interval,
           elapsed__with_a_change_of_grade_and_a_running_pause__says_them_in_order,
           a_year_without_calendar__is_said_before_its_days, what_is_not_this_legs__is_left_out,
           a_due_time_kept_from_another_calendar__is_said_to_hold, lengths__are_said_in_the_units_people_use)
