/*
 * Due times of random cases, with seasons and pauses, against the slow reference, and what must hold of every
 * one of them.
 */

#include "suite.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "domain/calendar_facts.h"
#include "domain/reference.h"
#include "zuoxi/base/clock.h"
#include "zuoxi/domain/explain.h"

static struct calendar calendar;
static struct ledger ledger; /* as replayed_leg filled it last */
static const struct profile profile = {.warning_percent = 25, .critical_percent = 10};

static void begin(const char *zone)
{
    calendar_clear(&calendar);
    calendar_facts_load(&calendar);
    ck_assert(clock_set_zone(zone));
}

static struct work_hours product_hours(const struct reference_hours *hours)
{
    struct work_hours result = {.close = hours->close, .window_count = (size_t)hours->window_count};
    for (int i = 0; i < hours->window_count; i++) {
        result.windows[i] = (struct work_window){hours->windows[i][0], hours->windows[i][1]};
    }
    return result;
}

static struct work_rules product_rules(const struct reference_case *one)
{
    struct work_rules rules = {.calendar = &calendar,
                               .hours = product_hours(&one->hours),
                               .season_count = (size_t)one->season_count};
    for (int i = 0; i < one->season_count; i++) {
        rules.seasons[i] = (struct work_season){.from = one->seasons[i].from,
                                                .to = one->seasons[i].to,
                                                .hours = product_hours(&one->seasons[i].hours)};
    }
    return rules;
}

static struct duration product_within(const struct reference_case *one)
{
    char text[12];
    struct duration within;
    snprintf(text, sizeof(text), "%d%s", one->amount, one->unit);
    ck_assert_int_eq(duration_parse(text, &within, NULL), STATUS_OK);
    return within;
}

static int64_t product_due(const struct reference_case *one, struct deadline_steps *steps, int *missing)
{
    struct work_rules rules = product_rules(one);
    return deadline_due(one->start, product_within(one), &rules, steps, missing);
}

/* The leg as the product keeps it, after each pause in turn. */
static struct leg product_leg(const struct reference_case *one, const struct work_rules *rules)
{
    struct leg leg = {.case_id = 1, .sequence = 1, .start = one->start, .within = product_within(one)};
    leg.due = deadline_due(leg.start, leg.within, rules, NULL, NULL);
    struct level_times times = deadline_level_times(leg.start, leg.due, 25, 10);
    leg.warning = times.warning;
    leg.critical = times.critical;
    for (int i = 0; i < one->pause_count; i++) {
        ledger_suspend(&leg, 1, one->pauses[i][0]);
        ledger_resume(&leg, 1, one->pauses[i][1], rules);
    }
    return leg;
}

/* The same leg worked out anew from its lines. */
static struct leg replayed_leg(const struct reference_case *one, const struct work_rules *rules)
{
    struct leg leg = {.case_id = 1, .sequence = 1, .start = one->start};
    struct leg_change line = {0};
    ledger.pause_count = (size_t)one->pause_count;
    for (int i = 0; i < one->pause_count; i++) {
        ledger.pauses[i] = (struct leg_pause){.from = one->pauses[i][0], .until = one->pauses[i][1]};
    }
    ledger_recompute(&ledger, &profile, rules, product_within(one), one->start, &leg, &line);
    return leg;
}

/* What the explanation comes to, line by line, is the leg's due time, and its steps add up. */
static void assert_explained(const struct leg *leg, const struct work_rules *rules)
{
    struct explanation explanation;
    int64_t due = 0;
    explain_leg(leg, &ledger, rules, &explanation);
    for (size_t i = 0; i < explanation.count; i++) {
        const struct explain_line *line = &explanation.lines[i];
        due = line->kind == EXPLAIN_DUE ? line->due : due;
        bool is_last = i + 1 < explanation.count && explanation.lines[i + 1].kind == EXPLAIN_DUE;
        ck_assert(line->kind != EXPLAIN_DIFFERS);
        ck_assert(line->kind != EXPLAIN_STEP || !is_last || line->left == 0);
    }
    ck_assert_int_eq(due, leg->due);
    explanation_clear(&explanation);
}

static void agree(const char *zone, uint64_t seed, int cases, int earliest)
{
    begin(zone);
    for (int i = 0; i < cases; i++) {
        struct reference_case one = reference_generate(&seed, earliest);
        struct work_rules rules = product_rules(&one);
        int missing, wanted_missing;
        int64_t due = product_due(&one, NULL, &missing), wanted = reference_due(&one, &wanted_missing);
        ck_assert_msg(due == wanted && missing == wanted_missing,
                      "case %d in %s: %lld + %d%s is %lld (missing %d), not %lld (missing %d)", i, zone,
                      (long long)one.start, one.amount, one.unit, (long long)due, missing, (long long)wanted,
                      wanted_missing);
        for (uint32_t pauses = reference_random(&seed, 3); pauses > 0; pauses--) {
            reference_add_pause(&seed, &one);
        }
        if (one.pause_count == 0) {
            continue;
        }
        struct leg leg = product_leg(&one, &rules), replayed = replayed_leg(&one, &rules);
        wanted = reference_due(&one, &wanted_missing);
        ck_assert_msg(leg.due == wanted && replayed.due == wanted,
                      "case %d in %s: %lld + %d%s, %d pauses from %lld to %lld: %lld and %lld, not %lld", i,
                      zone, (long long)one.start, one.amount, one.unit, one.pause_count,
                      (long long)one.pauses[0][0], (long long)one.pauses[one.pause_count - 1][1],
                      (long long)leg.due, (long long)replayed.due, (long long)wanted);
        ck_assert_int_eq(leg.due - leg.warning, (due - one.start) * 25 / 100);
        ck_assert_int_eq(leg.warning, replayed.warning);
        ck_assert_int_eq(leg.critical, replayed.critical);
        if (i % 4 == 0) {
            assert_explained(&leg, &rules);
        }
    }
}

/*
 * Together 100,000 cases. Windows in the small hours are left out where those hours are skipped or doubled.
 */
START_TEST(due__random_cases_in_shanghai__agree_with_the_reference)
{
    agree("Asia/Shanghai", 20261121, 60000, 0);
}
END_TEST

START_TEST(due__random_cases_with_daylight_saving__agree_with_the_reference)
{
    agree("America/New_York", 7, 15000, 5 * 60);
    agree("Europe/London", 8, 10000, 5 * 60);
    agree("Australia/Lord_Howe", 9, 7500, 5 * 60); /* half an hour of daylight saving */
    agree("Asia/Kathmandu", 10, 7500, 0);          /* 5:45 */
}
END_TEST

START_TEST(due__random_cases__grow_with_the_amount_and_with_the_start)
{
    uint64_t seed = 42;
    int missing;
    begin("Asia/Shanghai");
    for (int i = 0; i < 10000; i++) {
        struct reference_case one = reference_generate(&seed, 0), more = one, later = one;
        more.amount++;
        later.start += reference_random(&seed, 3 * 86400);
        int64_t due = product_due(&one, NULL, &missing);
        ck_assert_int_gt(due, one.start);
        ck_assert_int_gt(product_due(&more, NULL, &missing), due);
        ck_assert_int_ge(product_due(&later, NULL, &missing), due);
        reference_add_pause(&seed, &one);
        reference_add_pause(&seed, &one);
        memcpy(more.pauses, one.pauses, sizeof(one.pauses));
        more.pause_count = one.pause_count;
        struct work_rules rules = product_rules(&one);
        ck_assert_int_gt(product_leg(&more, &rules).due, product_leg(&one, &rules).due);
        ck_assert_int_ge(product_leg(&one, &rules).due, due);
    }
}
END_TEST

START_TEST(pause__resumed_at_once__changes_nothing)
{
    uint64_t seed = 44;
    begin("Asia/Shanghai");
    for (int i = 0; i < 10000; i++) {
        struct reference_case one = reference_generate(&seed, 0);
        struct work_rules rules = product_rules(&one);
        struct leg leg = product_leg(&one, &rules), before = leg;
        int64_t at = one.start + reference_random(&seed, 60 * 86400);
        at = i % 3 == 0 ? before.due + i % 2 : at;
        ledger_suspend(&leg, 1, at);
        ledger_resume(&leg, 1, at, &rules);
        ck_assert_int_eq(leg.due, before.due);
        ck_assert_int_eq(leg.warning, before.warning);
        ck_assert_int_eq(leg.critical, before.critical);
        ck_assert_int_eq(leg.suspended_at, 0);
    }
}
END_TEST

START_TEST(pause__in_two_parts__moves_as_far_as_the_whole)
{
    uint64_t seed = 45;
    begin("America/New_York");
    for (int i = 0; i < 10000; i++) {
        struct reference_case one = reference_generate(&seed, 5 * 60), parts;
        reference_add_pause(&seed, &one);
        if (one.pause_count == 0) {
            continue;
        }
        parts = one;
        int64_t length = one.pauses[0][1] - one.pauses[0][0];
        parts.pauses[0][1] = parts.pauses[1][0] =
            one.pauses[0][0] + (length > 0 ? reference_random(&seed, (uint32_t)length) : 0);
        parts.pauses[1][1] = one.pauses[0][1];
        parts.pause_count = 2;
        struct work_rules rules = product_rules(&one);
        ck_assert_int_eq(product_leg(&parts, &rules).due, product_leg(&one, &rules).due);
    }
}
END_TEST

START_TEST(due__of_two_lengths_one_after_the_other__is_that_of_their_sum)
{
    uint64_t seed = 46;
    int missing;
    begin("Asia/Shanghai");
    for (int i = 0; i < 10000; i++) {
        struct reference_case one = reference_generate(&seed, 0), first = one, second;
        first.amount = 1 + (int)reference_random(&seed, (uint32_t)one.amount);
        second = one;
        second.start = product_due(&first, NULL, &missing);
        second.amount = one.amount - first.amount;
        int64_t due = second.amount == 0 ? second.start : product_due(&second, NULL, &missing);
        ck_assert_int_eq(due, product_due(&one, NULL, &missing));
    }
}
END_TEST

/* A leg that waited has as much left as before: of the clock, or of working time. */
START_TEST(pause__of_a_leg__leaves_it_what_it_had_left)
{
    uint64_t seed = 47;
    begin("Asia/Shanghai");
    for (int i = 0; i < 10000; i++) {
        struct reference_case one = reference_generate(&seed, 0);
        struct work_rules rules = product_rules(&one);
        struct leg before = product_leg(&one, &rules);
        reference_add_pause(&seed, &one);
        if (one.pause_count == 0 || strcmp(one.unit, "wd") == 0) {
            continue;
        }
        struct leg after = product_leg(&one, &rules);
        int64_t left = before.due - one.pauses[0][0], still = after.due - one.pauses[0][1];
        if (strcmp(one.unit, "wh") == 0) {
            left = deadline_shift(0, DURATION_WORKHOURS, one.pauses[0][0], before.due, &rules, NULL).amount;
            still = deadline_shift(0, DURATION_WORKHOURS, one.pauses[0][1], after.due, &rules, NULL).amount;
        }
        ck_assert_int_eq(still, left);
    }
}
END_TEST

static void local_text(int64_t utc, char out[20])
{
    clock_format(utc, out);
}

/* What a clock on the wall shows is the same in every zone; elapsed time is the same everywhere. */
START_TEST(due__in_any_zone__shows_the_same_local_time_and_elapsed_time_the_same_instant)
{
    static const char *const zones[] = {"America/New_York", "Europe/London", "Pacific/Apia",
                                        "Asia/Kathmandu"};
    uint64_t seed = 48;
    int missing;
    for (int i = 0; i < 2000; i++) {
        begin("Asia/Shanghai");
        struct reference_case one = reference_generate(&seed, 5 * 60);
        one.start += (6 - clock_civil(one.start).hour) * 3600; /* no start in hours that some zone skips */
        int64_t due = product_due(&one, NULL, &missing);
        char start[20], here[20], there[20];
        local_text(one.start, start);
        local_text(due, here);
        bool is_elapsed = strcmp(one.unit, "m") == 0 || strcmp(one.unit, "h") == 0;
        ck_assert(clock_set_zone(zones[i % 4]));
        if (is_elapsed) {
            ck_assert_int_eq(product_due(&one, NULL, &missing), due);
            continue;
        }
        ck_assert(clock_parse(start, &one.start));
        local_text(product_due(&one, NULL, &missing), there);
        ck_assert_msg(strcmp(here, there) == 0, "%s + %d%s: %s in Shanghai, %s in %s", start, one.amount,
                      one.unit, here, there, zones[i % 4]);
    }
}
END_TEST

/* A due time is an instant: what the machine or the configuration calls the hour later on does not move it.
 */
START_TEST(pause__while_the_zone_changes__keeps_elapsed_legs_to_the_second)
{
    uint64_t seed = 49;
    for (int i = 0; i < 2000; i++) {
        begin("Asia/Shanghai");
        struct reference_case one = reference_generate(&seed, 5 * 60);
        if (one.unit[0] == 'w') {
            continue;
        }
        struct work_rules rules = product_rules(&one);
        struct leg leg = product_leg(&one, &rules);
        int64_t due = leg.due;
        ledger_suspend(&leg, 1, one.start + 60);
        setenv("TZ", "America/New_York", 1);
        ck_assert(clock_set_zone("Europe/London"));
        ledger_resume(&leg, 1, one.start + 60 + 200 * 86400, &rules);
        ck_assert_int_eq(leg.due, due + 200 * 86400);
    }
}
END_TEST

START_TEST(steps__random_cases__add_up_to_the_duration_and_stand_in_order)
{
    uint64_t seed = 43;
    int missing;
    begin("Asia/Shanghai");
    for (int i = 0; i < 5000; i++) {
        struct reference_case one = reference_generate(&seed, 0);
        struct deadline_steps steps = {0};
        int64_t due = product_due(&one, &steps, &missing), seconds = 0, end = 0;
        int days = 0;
        for (size_t k = 0; k < steps.count; k++) {
            const struct deadline_step *step = &steps.steps[k];
            ck_assert(k == 0 || step->date >= steps.steps[k - 1].date);
            bool is_make_up = step->counts && step->name != NULL;
            ck_assert_int_eq(step->kind == STEP_MAKEUP, is_make_up);
            ck_assert_int_eq(step->kind == STEP_NO_YEAR, one.unit[0] == 'w' && step->date > 20270000);
            if (!step->counts) {
                continue;
            }
            ck_assert_int_ge(step->start, end);
            end = step->end;
            days++;
            seconds += step->end - step->start;
        }
        ck_assert_int_eq(end, due);
        if (strcmp(one.unit, "wd") == 0) {
            ck_assert_int_eq(days, one.amount);
        }
        if (strcmp(one.unit, "wh") == 0) {
            ck_assert_int_eq(seconds, one.amount * 3600);
        }
        deadline_steps_clear(&steps);
    }
}
END_TEST

SUITE_MAIN("domain/deadline_random", due__random_cases_in_shanghai__agree_with_the_reference,
           due__random_cases_with_daylight_saving__agree_with_the_reference,
           due__random_cases__grow_with_the_amount_and_with_the_start,
           pause__resumed_at_once__changes_nothing, pause__in_two_parts__moves_as_far_as_the_whole,
           due__of_two_lengths_one_after_the_other__is_that_of_their_sum,
           pause__of_a_leg__leaves_it_what_it_had_left,
           due__in_any_zone__shows_the_same_local_time_and_elapsed_time_the_same_instant,
           pause__while_the_zone_changes__keeps_elapsed_legs_to_the_second,
           steps__random_cases__add_up_to_the_duration_and_stand_in_order)
