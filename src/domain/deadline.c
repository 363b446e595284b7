#include "zuoxi/domain/deadline.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/clock.h"
#include "zuoxi/base/mem.h"
#include "zuoxi/base/str.h"
#include "zuoxi/base/text.h"

#define HOUR INT64_C(3600)

void deadline_steps_clear(struct deadline_steps *steps)
{
    free(steps->steps);
    *steps = (struct deadline_steps){0};
}

/*
 * A walk over days: the rules it follows, where its explanation goes, and the first year without a calendar.
 */
struct walk {
    const struct work_rules *rules;
    struct deadline_steps *steps; /* NULL: nobody asked */
    int missing_year;
};

/* What the calendar says about one day. */
struct day {
    int date;
    bool is_workday, has_year;
    const struct calendar_day *entry; /* NULL: an ordinary day */
};

static struct day walk_look(struct walk *walk, int date)
{
    const struct calendar *calendar = walk->rules->calendar;
    struct day day = {.date = date,
                      .is_workday = calendar_is_workday(calendar, date),
                      .has_year = calendar_has_year(calendar, date / 10000),
                      .entry = calendar_find(calendar, date)};
    if (!day.has_year && walk->missing_year == 0) {
        walk->missing_year = date / 10000;
    }
    return day;
}

static void walk_note(struct walk *walk, const struct deadline_step *step)
{
    struct deadline_steps *steps = walk->steps;
    if (steps == NULL) {
        return;
    }
    mem_reserve((void **)&steps->steps, &steps->capacity, steps->count + 1, sizeof(*step));
    steps->steps[steps->count++] = *step;
}

/* Note a day or a part of it (start == end: the whole day) as counted or not. */
static void walk_note_day(struct walk *walk, const struct day *day, bool counts, int64_t start, int64_t end)
{
    enum step_kind kind = counts ? STEP_COUNTED : STEP_SKIPPED;
    if (!day->has_year) {
        kind = STEP_NO_YEAR;
    } else if (counts && day->entry != NULL) {
        kind = STEP_MAKEUP;
    }
    walk_note(walk, &(struct deadline_step){.kind = kind,
                                            .date = day->date,
                                            .start = start,
                                            .end = end,
                                            .counts = counts,
                                            .name = day->entry == NULL ? NULL : day->entry->name});
}

static int64_t due_by_elapsed(struct walk *walk, int64_t start, int64_t due)
{
    walk_note(walk,
              &(struct deadline_step){
                  .kind = STEP_ELAPSED, .date = date_of(start), .start = start, .end = due, .counts = true});
    return due;
}

/* N dates later at the same local clock time: a day of 23 or 25 hours (daylight saving) is one day like any
 * other. */
static int64_t due_by_days(struct walk *walk, int64_t start, int days)
{
    struct civil civil = clock_civil(start);
    civil.day += days;
    return due_by_elapsed(walk, start, clock_utc(civil));
}

/* A whole day of a wd: from opening to closing when it counts. */
static void note_workday(struct walk *walk, const struct day *day)
{
    if (walk->steps == NULL || !day->is_workday) {
        walk_note_day(walk, day, false, 0, 0);
        return;
    }
    const struct work_hours *hours = work_hours_on(walk->rules, day->date);
    int opening = hours->window_count > 0 ? hours->windows[0].start : 0;
    walk_note_day(walk, day, true, date_at(day->date, opening), date_at(day->date, hours->close));
}

static int64_t due_by_workdays(struct walk *walk, int64_t start, int workdays)
{
    int date = date_of(start);
    for (int left = workdays; left > 0;) {
        date = date_next(date);
        struct day day = walk_look(walk, date);
        if (day.is_workday) {
            left--;
        }
        note_workday(walk, &day);
    }
    return date_at(date, work_hours_on(walk->rules, date)->close);
}

/*
 * Run through the windows of one working day, not before *at. *left (seconds) shrinks; when it reaches 0, *at
 * is the due time.
 */
static void run_windows(struct walk *walk, const struct day *day, int64_t *at, int64_t *left)
{
    const struct work_hours *hours = work_hours_on(walk->rules, day->date);
    bool is_touched = false;
    for (size_t i = 0; *left > 0 && i < hours->window_count; i++) {
        int64_t from = date_at(day->date, hours->windows[i].start);
        int64_t to = date_at(day->date, hours->windows[i].end);
        if (from < *at) {
            from = *at;
        }
        if (to > from + *left) {
            to = from + *left;
        }
        if (to <= from) {
            continue;
        }
        walk_note_day(walk, day, true, from, to);
        is_touched = true;
        *left -= to - from;
        *at = to;
    }
    if (!is_touched) { /* received after closing time */
        walk_note_day(walk, day, false, *at, date_at(date_next(day->date), 0));
    }
}

/* Then working time is all time. */
static bool has_no_windows(const struct work_rules *rules)
{
    return rules->hours.window_count == 0 && rules->season_count == 0;
}

static int64_t due_by_worktime(struct walk *walk, int64_t start, int64_t seconds)
{
    int64_t at = start, left = seconds;
    if (has_no_windows(walk->rules)) {
        return due_by_elapsed(walk, start, start + left);
    }
    for (int date = date_of(start); left > 0; date = date_next(date)) {
        struct day day = walk_look(walk, date);
        if (day.is_workday) {
            run_windows(walk, &day, &at, &left);
        } else {
            walk_note_day(walk, &day, false, 0, 0);
        }
    }
    return at;
}

int64_t deadline_due(int64_t start, struct duration duration, const struct work_rules *rules,
                     struct deadline_steps *steps, int *missing_year)
{
    struct walk walk = {.rules = rules, .steps = steps};
    int64_t due = start;
    switch (duration.unit) {
    case DURATION_MINUTES:
        due = due_by_elapsed(&walk, start, start + (int64_t)duration.amount * 60);
        break;
    case DURATION_HOURS:
        due = due_by_elapsed(&walk, start, start + duration.amount * HOUR);
        break;
    case DURATION_DAYS:
        due = due_by_days(&walk, start, duration.amount);
        break;
    case DURATION_WORKDAYS:
        due = due_by_workdays(&walk, start, duration.amount);
        break;
    case DURATION_WORKHOURS:
        due = due_by_worktime(&walk, start, duration.amount * HOUR);
        break;
    case DURATION_TODAY:
        due = due_by_elapsed(&walk, start, date_at(date_next(date_of(start)), 0) - 1);
        break;
    }
    if (missing_year != NULL) {
        *missing_year = walk.missing_year;
    }
    return due;
}

/* Working time of one working day inside [from, until). */
static int64_t worktime_of(const struct work_hours *hours, int date, int64_t from, int64_t until)
{
    int64_t seconds = 0;
    for (size_t i = 0; i < hours->window_count; i++) {
        int64_t start = date_at(date, hours->windows[i].start), end = date_at(date, hours->windows[i].end);
        start = start < from ? from : start;
        end = end > until ? until : end;
        seconds += end > start ? end - start : 0;
    }
    return seconds;
}

/* What a pause takes from a leg: working seconds (wh) or closings of working days (wd) inside [from, until).
 */
static int64_t paused_amount(struct walk *walk, enum duration_unit unit, int64_t from, int64_t until)
{
    int64_t amount = 0;
    if (unit == DURATION_WORKHOURS && has_no_windows(walk->rules)) {
        return until - from;
    }
    for (int date = date_of(from), last = date_of(until); date <= last; date = date_next(date)) {
        if (!walk_look(walk, date).is_workday) {
            continue;
        }
        const struct work_hours *hours = work_hours_on(walk->rules, date);
        int64_t close = date_at(date, hours->close);
        if (unit == DURATION_WORKHOURS) {
            amount += worktime_of(hours, date, from, until);
        } else if (close >= from && close < until) {
            amount++;
        }
    }
    return amount;
}

struct deadline_shift deadline_shift(int64_t due, enum duration_unit unit, int64_t from, int64_t until,
                                     const struct work_rules *rules, struct deadline_steps *steps)
{
    struct walk walk = {.rules = rules, .steps = steps};
    struct deadline_shift shift = {.due = due};
    if (until <= from) {
        return shift;
    }
    if (unit != DURATION_WORKDAYS && unit != DURATION_WORKHOURS) {
        shift.amount = until - from;
        shift.due = due_by_elapsed(&walk, due, due + shift.amount);
        return shift;
    }
    shift.amount = paused_amount(&walk, unit, from, until);
    if (shift.amount > 0) {
        shift.due = unit == DURATION_WORKDAYS ? due_by_workdays(&walk, due, (int)shift.amount)
                                              : due_by_worktime(&walk, due, shift.amount);
    }
    shift.missing_year = walk.missing_year;
    return shift;
}

struct level_times deadline_level_times(int64_t start, int64_t due, int warning_percent, int critical_percent)
{
    int64_t length = due > start ? due - start : 0;
    return (struct level_times){.warning = due - length * warning_percent / 100,
                                .critical = due - length * critical_percent / 100,
                                .overdue = due + 1};
}

enum level deadline_level(int64_t now, const struct level_times *times)
{
    if (now >= times->overdue) {
        return LEVEL_OVERDUE;
    }
    if (now >= times->critical) {
        return LEVEL_CRITICAL;
    }
    return now >= times->warning ? LEVEL_WARNING : LEVEL_CALM;
}

/* By hand: every countdown in sight is written anew each second. */
static void put_clock(char *out, const char *sign, int hours, int minutes, int seconds)
{
    const int parts[] = {hours, minutes, seconds};

    if (*sign != '\0') {
        *out++ = *sign;
    }
    for (size_t i = 0; i < 3; i++) {
        *out++ = (char)('0' + parts[i] / 10);
        *out++ = (char)('0' + parts[i] % 10);
        *out++ = i < 2 ? ':' : '\0';
    }
}

void deadline_countdown(int64_t now, int64_t due, char out[24])
{
    int64_t left = due - now;
    const char *sign = left < 0 ? "-" : "";
    if (left < 0) {
        left = -left;
    }
    int64_t days = left / (24 * HOUR), hours = left / HOUR % 24, minutes = left / 60 % 60;
    int64_t most = *sign == '\0' ? 999 : 99; /* whole days beyond: ten cells hold no more */
    if (days > most) {
        text_format(out, 24, _("%s%" PRId64 "天"), sign, days);
    } else if (days > 0) {
        text_format(out, 24, _("%s%" PRId64 "天%02" PRId64 ":%02" PRId64), sign, days, hours, minutes);
    } else {
        put_clock(out, sign, (int)hours, (int)minutes, (int)(left % 60));
    }
}

/* "16:00-17:30" of one day (24:00 for its end), with seconds where there are any. */
static void add_interval(struct str *out, const struct deadline_step *step)
{
    const int64_t ends[] = {step->start, step->end};
    for (size_t i = 0; i < 2; i++) {
        struct civil at = clock_civil(ends[i]);
        bool is_midnight = i == 1 && at.hour == 0 && at.minute == 0 && at.second == 0;
        str_printf(out, "%s%02d:%02d", i == 0 ? " " : "-", is_midnight ? 24 : at.hour, at.minute);
        if (at.second != 0) {
            str_printf(out, ":%02d", at.second);
        }
    }
}

static void describe_elapsed(struct str *line, const struct deadline_step *step)
{
    char start[20], end[20];
    clock_format(step->start, start);
    clock_format(step->end, end);
    str_printf(line, _("%s 至 %s 连续计时，不分节假日"), start, end);
}

/* Why the day counts or not: 工作日, 调休上班, 国庆节, 周末, 非工作时间. */
static void describe_day(struct str *line, const struct deadline_step *step)
{
    static const char *const weekdays[] = {N_("周日"), N_("周一"), N_("周二"), N_("周三"),
                                           N_("周四"), N_("周五"), N_("周六")};
    str_printf(line, "%04d-%02d-%02d %s", step->date / 10000, step->date / 100 % 100, step->date % 100,
               _(weekdays[date_weekday(step->date)]));
    bool is_part = step->start != step->end;
    if (is_part) {
        add_interval(line, step);
    }
    if (step->kind == STEP_MAKEUP || (step->counts && step->name != NULL)) {
        str_printf(line, _(" 调休上班(%s)"), step->name == NULL ? "" : step->name);
    } else if (step->counts) {
        str_add(line, _(" 工作日"));
    } else if (is_part) {
        str_add(line, _(" 非工作时间"));
    } else {
        str_printf(line, " %s", step->name == NULL ? _("周末") : step->name);
    }
    str_add(line, step->counts ? _(" 计入") : _(" 不计"));
    if (step->kind == STEP_NO_YEAR) {
        str_printf(line, _(" 【注意：没有%d年的节假日日历，只按周一至周五推算】"), step->date / 10000);
    }
}

void deadline_describe_step(const struct deadline_step *step, char *out, size_t size)
{
    struct str line = {0};
    if (step->kind == STEP_ELAPSED) {
        describe_elapsed(&line, step);
    } else {
        describe_day(&line, step);
    }
    text_copy(out, size, str_text(&line));
    str_free(&line);
}
