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

static int64_t due_workdays(const struct reference_case *one, int *missing)
{
    struct tm day = local(one->start);
    day.tm_hour = 12;
    day.tm_min = day.tm_sec = 0;
    for (int counted = 0; counted < one->amount;) {
        day.tm_mday++;
        day.tm_isdst = 0;
        timegm(&day); /* only to normalise the date and find the weekday */
        counted += is_workday(&day, missing);
    }
    day.tm_hour = one->close / 60;
    day.tm_min = one->close % 60;
    return instant(day);
}

/* Walk the clock from grain to grain; inside a window of a working day the time counts. */
static int64_t due_workhours(const struct reference_case *one, int *missing)
{
    int64_t left = (int64_t)one->amount * 3600, grain = one->grain * 60, at = one->start;
    int known_day = -1, known_workday = 0;
    for (;;) {
        struct tm tm = local(at);
        int minute = tm.tm_hour * 60 + tm.tm_min;
        int64_t step = grain - (tm.tm_min * 60 + tm.tm_sec) % grain;
        if (tm.tm_yday != known_day) { /* the same day gives the same answer: asked once, it is slow */
            known_day = tm.tm_yday;
            known_workday = is_workday(&tm, missing);
        }
        bool is_inside = false;
        for (int i = 0; i < one->window_count; i++) {
            if (minute >= one->windows[i][0] && minute < one->windows[i][1]) {
                is_inside = true;
            }
        }
        if (known_workday && is_inside) {
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
    *missing = 0;
    if (strcmp(one->unit, "m") == 0) {
        return one->start + (int64_t)one->amount * 60;
    }
    if (strcmp(one->unit, "h") == 0) {
        return one->start + (int64_t)one->amount * 3600;
    }
    if (strcmp(one->unit, "wd") == 0) {
        return due_workdays(one, missing);
    }
    if (strcmp(one->unit, "wh") == 0) {
        return due_workhours(one, missing);
    }
    struct tm later = local(one->start);
    later.tm_mday += one->amount;
    return instant(later);
}

uint32_t reference_random(uint64_t *seed, uint32_t below)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(*seed >> 33) % below;
}

/* One to three windows apart from each other, on the grain. */
static void generate_windows(struct reference_case *one, uint64_t *seed, int earliest)
{
    int at = earliest;
    one->window_count = 1 + (int)reference_random(seed, 3);
    for (int i = 0; i < one->window_count; i++) {
        int room = (24 * 60 - at) / (one->window_count - i);
        int slots = room / one->grain;
        int from = (int)reference_random(seed, (uint32_t)slots / 2);
        int length = 1 + (int)reference_random(seed, (uint32_t)(slots - from - 1));
        if (length * one->grain < 60 && slots - from > 60 / one->grain) {
            length = 60 / one->grain; /* an hour at least keeps the walk short */
        }
        one->windows[i][0] = at + from * one->grain;
        one->windows[i][1] = one->windows[i][0] + length * one->grain;
        at = one->windows[i][1] + one->grain;
    }
    one->close = one->windows[one->window_count - 1][1];
}

struct reference_case reference_generate(uint64_t *seed, int earliest)
{
    static const struct {
        const char *unit;
        uint32_t most;
    } units[] = {{"m", 9999}, {"h", 2000}, {"d", 400}, {"wd", 60}, {"wh", 24}};
    uint32_t pick = reference_random(seed, 5);
    struct reference_case one = {.start = 1704067200 + (int64_t)reference_random(seed, 1277 * 86400),
                                 .amount = 1 + (int)reference_random(seed, units[pick].most),
                                 .grain = reference_random(seed, 100) == 0 ? 1 : 15};
    strcpy(one.unit, units[pick].unit);
    if (reference_random(seed, 4) == 0) { /* on the minute, so that window edges are met exactly */
        one.start -= one.start % 900;
    }
    generate_windows(&one, seed, earliest);
    return one;
}
