#include "domain/reference.h"

#include <string.h>
#include <time.h>

#include "domain/calendar_facts.h"

static struct tm local(int64_t utc)
{
    time_t seconds = (time_t)utc;
    struct tm tm;
    localtime_r(&seconds, &tm);
    return tm;
}

static bool shows(const struct tm *one, const struct tm *other)
{
    return one->tm_year == other->tm_year && one->tm_mon == other->tm_mon && one->tm_mday == other->tm_mday &&
           one->tm_hour == other->tm_hour && one->tm_min == other->tm_min && one->tm_sec == other->tm_sec;
}

/*
 * The first instant the local clock shows this, looked for a quarter of an hour after the other (all offsets
 * are multiples of that); one that it never shows is what a clock not yet put forward would call it.
 */
static int64_t instant(struct tm wanted)
{
    int64_t plain = (int64_t)timegm(&wanted);
    for (int64_t at = plain - 15 * 3600; at <= plain + 15 * 3600; at += 900) {
        struct tm tm = local(at);
        if (shows(&tm, &wanted)) {
            return at;
        }
    }
    return plain - local(plain - 86400).tm_gmtoff;
}

/* 1 working day, 0 not; *missing is set when only the weekday could tell. */
static int is_workday(const struct tm *tm, int *missing)
{
    int year = tm->tm_year + 1900, date = year * 10000 + (tm->tm_mon + 1) * 100 + tm->tm_mday;
    for (size_t i = 0; i < calendar_facts_count; i++) {
        if (calendar_facts[i].date == date) {
            return calendar_facts[i].is_work;
        }
    }
    if ((year < 2024 || year > 2026) && *missing == 0) {
        *missing = year;
    }
    return tm->tm_wday >= 1 && tm->tm_wday <= 5;
}

/* Is the month and day inside the season? Found by going through it day by day, around a leap year. */
static bool season_holds(int from, int to, int day)
{
    static const int last[] = {0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    for (int here = from; here != day; here++) {
        if (here == to) {
            return false;
        }
        if (here % 100 == last[here / 100]) {
            here = here == 1231 ? 100 : (here / 100 + 1) * 100;
        }
    }
    return true;
}

static const struct reference_hours *hours_on(const struct reference_case *one, const struct tm *tm)
{
    for (int i = 0; i < one->season_count; i++) {
        if (season_holds(one->seasons[i].from, one->seasons[i].to, (tm->tm_mon + 1) * 100 + tm->tm_mday)) {
            return &one->seasons[i].hours;
        }
    }
    return &one->hours;
}

static int64_t closing(const struct reference_case *one, struct tm day)
{
    const struct reference_hours *hours = hours_on(one, &day);
    day.tm_hour = hours->close / 60;
    day.tm_min = hours->close % 60;
    day.tm_sec = 0;
    return instant(day);
}

/* Closings of working days inside [from, until). */
static int closings_inside(const struct reference_case *one, int64_t from, int64_t until, int *missing)
{
    struct tm day = local(from);
    int count = 0;
    day.tm_hour = 12;
    day.tm_min = day.tm_sec = day.tm_isdst = 0;
    for (;; day.tm_mday++) {
        int64_t noon = (int64_t)timegm(&day);
        if (noon - local(until).tm_gmtoff >= until + 86400) {
            return count;
        }
        int64_t close = closing(one, day);
        int ignored = 0;
        if (close >= from && close < until) {
            count += is_workday(&day, missing);
        } else {
            is_workday(&day, &ignored);
        }
    }
}

static int64_t due_workdays(const struct reference_case *one, int *missing)
{
    struct tm day = local(one->start);
    int wanted = one->amount;
    for (int i = 0; i < one->pause_count; i++) {
        wanted += closings_inside(one, one->pauses[i][0], one->pauses[i][1], missing);
    }
    day.tm_hour = 12;
    day.tm_min = day.tm_sec = 0;
    for (int counted = 0; counted < wanted;) {
        day.tm_mday++;
        day.tm_isdst = 0;
        timegm(&day); /* only to normalise the date and find the weekday */
        counted += is_workday(&day, missing);
    }
    return closing(one, day);
}

/* Is the instant inside a pause? *step is cut where that changes. */
static bool is_paused(const struct reference_case *one, int64_t at, int64_t *step)
{
    bool found = false;
    for (int i = 0; i < one->pause_count; i++) {
        for (int end = 0; end < 2; end++) {
            int64_t away = one->pauses[i][end] - at;
            *step = away > 0 && away < *step ? away : *step;
        }
        found = found || (at >= one->pauses[i][0] && at < one->pauses[i][1]);
    }
    return found;
}

/* Walk the clock from grain to grain; inside a window of a working day, outside the pauses, the time counts.
 */
static int64_t due_workhours(const struct reference_case *one, int *missing)
{
    int64_t left = (int64_t)one->amount * 3600, grain = one->grain * 60, at = one->start;
    int known_day = -1, known_workday = 0;
    const struct reference_hours *hours = NULL;
    for (;;) {
        struct tm tm = local(at);
        int minute = tm.tm_hour * 60 + tm.tm_min;
        int64_t step = grain - (tm.tm_min * 60 + tm.tm_sec) % grain;
        if (tm.tm_yday != known_day) { /* the same day gives the same answer: asked once, it is slow */
            known_day = tm.tm_yday;
            known_workday = is_workday(&tm, missing);
            hours = hours_on(one, &tm);
        }
        bool is_inside = false, is_waiting = is_paused(one, at, &step);
        for (int i = 0; i < hours->window_count; i++) {
            if (minute >= hours->windows[i][0] && minute < hours->windows[i][1]) {
                is_inside = true;
            }
        }
        if (known_workday && is_inside && !is_waiting) {
            if (left <= step) {
                return at + left;
            }
            left -= step;
        }
        at += step;
    }
}

int64_t reference_due(const struct reference_case *one, int *missing)
{
    int64_t paused = 0;
    *missing = 0;
    for (int i = 0; i < one->pause_count; i++) {
        paused += one->pauses[i][1] - one->pauses[i][0];
    }
    if (strcmp(one->unit, "m") == 0) {
        return one->start + (int64_t)one->amount * 60 + paused;
    }
    if (strcmp(one->unit, "h") == 0) {
        return one->start + (int64_t)one->amount * 3600 + paused;
    }
    if (strcmp(one->unit, "wd") == 0) {
        return due_workdays(one, missing);
    }
    if (strcmp(one->unit, "wh") == 0) {
        return due_workhours(one, missing);
    }
    struct tm later = local(one->start);
    later.tm_mday += one->amount;
    return instant(later) + paused;
}

uint32_t reference_random(uint64_t *seed, uint32_t below)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(*seed >> 33) % below;
}

/* One to three windows apart from each other, on the grain. */
static struct reference_hours generate_hours(uint64_t *seed, int grain, int earliest)
{
    int at = earliest;
    struct reference_hours hours = {.window_count = 1 + (int)reference_random(seed, 3)};
    for (int i = 0; i < hours.window_count; i++) {
        int room = (24 * 60 - at) / (hours.window_count - i);
        int slots = room / grain;
        int from = (int)reference_random(seed, (uint32_t)slots / 2);
        int length = 1 + (int)reference_random(seed, (uint32_t)(slots - from - 1));
        if (length * grain < 60 && slots - from > 60 / grain) {
            length = 60 / grain; /* an hour at least keeps the walk short */
        }
        hours.windows[i][0] = at + from * grain;
        hours.windows[i][1] = hours.windows[i][0] + length * grain;
        at = hours.windows[i][1] + grain;
    }
    hours.close = hours.windows[hours.window_count - 1][1];
    return hours;
}

static int generate_day(uint64_t *seed, int first_month, int months)
{
    return (first_month + (int)reference_random(seed, (uint32_t)months)) * 100 + 1 +
           (int)reference_random(seed, 28);
}

/* None, one in the middle of the year, or another one beside it over New Year. */
static void generate_seasons(struct reference_case *one, uint64_t *seed, int earliest)
{
    one->season_count = (int)reference_random(seed, 3);
    for (int i = 0; i < one->season_count; i++) {
        one->seasons[i].from = i == 0 ? generate_day(seed, 3, 3) : generate_day(seed, 10, 3);
        one->seasons[i].to = i == 0 ? generate_day(seed, 6, 4) : generate_day(seed, 1, 2);
        one->seasons[i].hours = generate_hours(seed, one->grain, earliest);
    }
}

struct reference_case reference_generate(uint64_t *seed, int earliest)
{
    static const struct {
        const char *unit;
        uint32_t most;
    } units[] = {{"m", 9998}, {"h", 2000}, {"d", 400}, {"wd", 60}, {"wh", 24}};
    uint32_t pick = reference_random(seed, 5);
    struct reference_case one = {.start = 1704067200 + (int64_t)reference_random(seed, 1277 * 86400),
                                 .amount = 1 + (int)reference_random(seed, units[pick].most),
                                 .grain = reference_random(seed, 100) == 0 ? 1 : 15};
    strcpy(one.unit, units[pick].unit);
    if (reference_random(seed, 4) == 0) { /* on the minute, so that window edges are met exactly */
        one.start -= one.start % 900;
    }
    one.hours = generate_hours(seed, one.grain, earliest);
    generate_seasons(&one, seed, earliest);
    return one;
}

void reference_add_pause(uint64_t *seed, struct reference_case *one)
{
    static const uint32_t lengths[] = {1, 3600, 86400, 4 * 86400, 20 * 86400};
    int missing;
    int64_t from = one->pause_count == 0 ? one->start : one->pauses[one->pause_count - 1][1];
    int64_t due = reference_due(one, &missing);
    if (one->pause_count == REFERENCE_PAUSES_MAX || from >= due) {
        return;
    }
    uint32_t room = due - from < 90 * 86400 ? (uint32_t)(due - from) : 90 * 86400;
    from += reference_random(seed, room);
    if (reference_random(seed, 4) == 0 && from - from % 900 >= one->start) { /* at the edges of windows */
        from -= from % 900;
        from = one->pause_count > 0 && from < one->pauses[one->pause_count - 1][1] ? from + 900 : from;
        if (from >= due) {
            return;
        }
    }
    int64_t length = reference_random(seed, lengths[reference_random(seed, 5)]);
    length = reference_random(seed, 4) == 0 ? length - length % 900 : length;
    one->pauses[one->pause_count][0] = from;
    one->pauses[one->pause_count++][1] = from + length;
}
