#ifndef ZUOXI_DOMAIN_WORKDAY_H
#define ZUOXI_DOMAIN_WORKDAY_H

/*
 * Working days (工作日) by the public-holiday calendar with make-up working days (调休), and the working
 * windows of a day (spec R2.2, R2.10). Days are civil dates packed as year * 10000 + month * 100 + day.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct calendar_day {
    int date;      /* 20261001 */
    bool is_work;  /* true: make-up working day, false: public holiday */
    char name[24]; /* "国庆节" */
};

struct calendar {
    struct calendar_day *days; /* sorted by date, unique; owned */
    size_t count, capacity;
    int years[64]; /* years loaded, sorted */
    size_t year_count;
};

void calendar_clear(struct calendar *calendar);
/* False when the date is in the calendar already (with any meaning). */
bool calendar_add(struct calendar *calendar, int date, bool is_work, const char *name);
/* At most 64 years are kept; a year more is as if not loaded, which is said loudly like any missing one. */
void calendar_add_year(struct calendar *calendar, int year);
bool calendar_has_year(const struct calendar *calendar, int year);
/* The entry of a date, NULL for an ordinary day. Borrowed. */
const struct calendar_day *calendar_find(const struct calendar *calendar, int date);
/* Working day? Without a calendar for the year Monday–Friday count, and the caller must say so (R2.10). */
bool calendar_is_workday(const struct calendar *calendar, int date);

#define WORK_WINDOWS_MAX 8

/* Minutes of the local day, start < end, windows in order and apart. */
struct work_window {
    int start, end;
};

/* When a day's work is. */
struct work_hours {
    int close; /* closing time, minutes of the day; equals the last window's end */
    struct work_window windows[WORK_WINDOWS_MAX];
    size_t window_count;
};

#define WORK_SEASONS_MAX 8

/* A part of each year with hours of its own. */
struct work_season {
    char name[4 * 12 + 1];
    int from, to; /* month * 100 + day, both inside it; from > to: over New Year */
    struct work_hours hours;
};

struct work_rules {
    const struct calendar *calendar; /* borrowed */
    struct work_hours hours;         /* outside all seasons */
    struct work_season seasons[WORK_SEASONS_MAX];
    size_t season_count;
};

/* Does the season hold this month * 100 + day? */
bool work_season_holds(const struct work_season *season, int day);
/* The hours of a date, those of the first season that holds it. Borrowed. */
const struct work_hours *work_hours_on(const struct work_rules *rules, int date);

/* A date that exists, years 1–9999. */
bool date_is_valid(int date);
/* Next / previous civil date, the weekday (0 = Sunday) of a packed date, and packing from UTC seconds. */
int date_next(int date);
int date_previous(int date);
int date_weekday(int date);
int date_of(int64_t utc);
/* UTC seconds of `minute` o'clock on a date, local. */
int64_t date_at(int date, int minute);

#endif
