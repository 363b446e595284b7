/* Pauses, extensions and changes of an open leg, by dates worked out by hand. */

#include "suite.h"

#include <string.h>

#include "domain/calendar_facts.h"
#include "zuoxi/base/clock.h"
#include "zuoxi/base/str.h"
#include "zuoxi/domain/ledger.h"

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

static const struct profile profile = {.warning_percent = 25, .critical_percent = 10};
static struct calendar calendar;
static struct work_rules rules;

static void begin(const char *zone)
{
    ck_assert(clock_set_zone(zone));
    calendar_clear(&calendar);
    calendar_facts_load(&calendar);
    rules = calendar_facts_rules(&calendar);
}

static struct leg start_leg(const char *start, const char *length)
{
    struct leg leg = {.case_id = 1, .sequence = 1, .id = "handle", .start = at(start)};
    leg.within = within(length);
    leg.due = deadline_due(leg.start, leg.within, &rules, NULL, NULL);
    struct level_times times = deadline_level_times(leg.start, leg.due, 25, 10);
    leg.warning = times.warning;
    leg.critical = times.critical;
    return leg;
}

static void assert_due(const struct leg *leg, const char *due, const char *why)
{
    char text[20], wanted[20];
    clock_format(leg->due, text);
    clock_format(at(due), wanted);
    ck_assert_msg(strcmp(text, wanted) == 0, "%s: %s, not %s", why, text, wanted);
}

struct pause_row {
    const char *start, *length, *from, *until, *due;
};

START_TEST(pause__each_unit__moves_the_due_time_by_what_it_holds)
{
    static const struct pause_row rows[] = {
        /* elapsed units: its length, day or night */
        {"2026-11-18 09:00", "30m", "2026-11-18 09:10", "2026-11-18 09:25:30", "2026-11-18 09:45:30"},
        {"2026-11-18 09:00", "2h", "2026-11-18 10:00", "2026-11-18 10:30", "2026-11-18 11:30"},
        {"2026-09-30 16:00", "24h", "2026-09-30 20:00", "2026-10-08 08:00", "2026-10-09 04:00"},
        {"2026-11-18 10:00", "1d", "2026-11-18 12:00", "2026-11-18 15:00", "2026-11-19 13:00"},
        /* working hours: the working time inside it */
        {"2026-11-18 09:00", "2wh", "2026-11-18 10:00", "2026-11-18 10:30", "2026-11-18 11:30"},
        {"2026-11-18 09:00", "2wh", "2026-11-18 10:00", "2026-11-19 10:00", "2026-11-19 11:00"},
        {"2026-11-18 09:00", "4wh", "2026-11-18 12:00", "2026-11-18 13:30", "2026-11-18 14:30"}, /* lunch */
        {"2026-11-20 16:00", "4wh", "2026-11-20 17:30", "2026-11-23 08:30", "2026-11-23 11:00"}, /* weekend */
        {"2026-09-30 16:00", "8wh", "2026-09-30 17:00", "2026-10-08 09:00", "2026-10-08 17:30"},
        {"2026-10-09 16:30", "2wh", "2026-10-10 08:30", "2026-10-10 17:30",
         "2026-10-12 09:30"}, /* worked Sat */
        /* working days: the closings inside it */
        {"2026-11-16 09:00", "3wd", "2026-11-17 09:00", "2026-11-17 17:00", "2026-11-19 17:30"}, /* none */
        {"2026-11-16 09:00", "3wd", "2026-11-17 17:00", "2026-11-17 18:00", "2026-11-20 17:30"}, /* one */
        {"2026-11-16 09:00", "3wd", "2026-11-17 17:30", "2026-11-17 17:30:01", "2026-11-20 17:30"},
        {"2026-11-16 09:00", "3wd", "2026-11-17 10:00", "2026-11-17 17:30",
         "2026-11-19 17:30"}, /* up to it */
        {"2026-11-16 09:00", "3wd", "2026-11-17 10:00", "2026-11-19 10:00", "2026-11-23 17:30"},
        {"2026-11-16 09:00", "3wd", "2026-11-16 12:00", "2026-11-17 12:00",
         "2026-11-20 17:30"}, /* receipt's */
        {"2026-09-30 16:00", "3wd", "2026-09-30 18:00", "2026-10-08 09:00", "2026-10-10 17:30"}, /* holiday */
        {"2026-09-30 16:00", "3wd", "2026-10-09 10:00", "2026-10-12 09:00",
         "2026-10-13 17:30"}, /* worked Sat */
        {"2026-02-13 10:00", "2wd", "2026-02-14 09:00", "2026-02-24 09:00", "2026-02-25 17:30"},
        /* begun before the leg: from its start */
        {"2026-11-18 09:00", "2h", "2026-11-18 08:00", "2026-11-18 09:30", "2026-11-18 11:30"},
    };
    begin("Asia/Shanghai");
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct leg leg = start_leg(rows[i].start, rows[i].length), before = leg;
        ledger_suspend(&leg, 1, at(rows[i].from));
        ck_assert_int_eq(leg.due, before.due);
        ck_assert(ledger_is_suspended(&leg, 1));
        ledger_resume(&leg, 1, at(rows[i].until), &rules);
        ck_assert(!ledger_is_suspended(&leg, 1));
        assert_due(&leg, rows[i].due, rows[i].from);
        /* the warnings go by due − start without pauses */
        ck_assert_int_eq(leg.due - leg.warning, before.due - before.warning);
        ck_assert_int_eq(leg.due - leg.critical, before.due - before.critical);
        /* worked out anew from the stored line it is the same */
        struct ledger ledger = {.pause_count = 1};
        ledger.pauses[0] = (struct leg_pause){.from = at(rows[i].from), .until = at(rows[i].until)};
        struct leg_change line = {0};
        before.suspended_at = 0;
        ledger_recompute(&ledger, &profile, &rules, before.within, at(rows[i].until), &before, &line);
        ck_assert_int_eq(before.due, leg.due);
        ck_assert_int_eq(before.warning, leg.warning);
        ck_assert_int_eq(before.critical, leg.critical);
    }
}
END_TEST

START_TEST(extension__each_unit__counts_from_the_old_due_time)
{
    static const struct {
        const char *start, *length, *by, *due;
    } rows[] = {
        {"2026-11-18 09:00", "2h", "30m", "2026-11-18 11:30"},
        {"2026-11-18 09:00", "24h", "2d", "2026-11-21 09:00"},
        {"2026-11-18 09:00", "2wh", "4wh", "2026-11-18 16:30"},
        {"2026-11-16 09:00", "3wd", "2wd", "2026-11-23 17:30"},
        {"2026-09-28 09:00", "2wd", "1wd", "2026-10-08 17:30"},
        {"2026-11-18 09:00", "2h", "1wd", "2026-11-19 17:30"},
    };
    begin("Asia/Shanghai");
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        static const struct ledger none;
        struct leg leg = start_leg(rows[i].start, rows[i].length);
        int64_t old = leg.due;
        struct leg_extension line = {0};
        ck_assert_int_eq(
            ledger_extend(&none, &profile, &rules, within(rows[i].by), leg.due, &leg, &line, NULL),
            STATUS_OK);
        assert_due(&leg, rows[i].due, rows[i].by);
        ck_assert_int_eq(line.old_due, old);
        ck_assert_int_eq(line.new_due, leg.due);
        struct level_times times = deadline_level_times(leg.start, leg.due, 25, 10);
        ck_assert_int_eq(leg.warning, times.warning);
        ck_assert_int_eq(leg.critical, times.critical);
    }
}
END_TEST

START_TEST(extension__asked_too_late_or_of_a_leg_that_is_over__is_refused)
{
    static const struct ledger none;
    struct leg_extension line = {0};
    struct err err;
    begin("Asia/Shanghai");
    struct leg leg = start_leg("2026-11-18 09:00", "2h"), before = leg;
    ck_assert_int_eq(ledger_extend(&none, &profile, &rules, within("1h"), leg.due + 1, &leg, &line, &err),
                     STATUS_INVALID);
    ck_assert_ptr_nonnull(strstr(err.what, "已经超时"));
    ck_assert_int_eq(leg.due, before.due);
    /* one that waited in time is in time */
    ledger_suspend(&leg, 1, leg.due - 60);
    ck_assert_int_eq(ledger_extend(&none, &profile, &rules, within("1h"), leg.due + 900, &leg, &line, &err),
                     STATUS_OK);
    leg.met = leg.start + 60;
    ck_assert_int_eq(ledger_extend(&none, &profile, &rules, within("1h"), leg.start, &leg, &line, &err),
                     STATUS_INVALID);
    ck_assert_ptr_nonnull(strstr(err.what, "已经结束"));
}
END_TEST

SUITE_MAIN("domain/ledger", pause__each_unit__moves_the_due_time_by_what_it_holds,
           extension__each_unit__counts_from_the_old_due_time,
           extension__asked_too_late_or_of_a_leg_that_is_over__is_refused)
