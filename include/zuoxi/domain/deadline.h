#ifndef ZUOXI_DOMAIN_DEADLINE_H
#define ZUOXI_DOMAIN_DEADLINE_H

/* When a leg is due, why, and how urgent it is (spec R2.0, R2.2, R2.7, R2.8). Pure: no clock, no I/O. */

#include "zuoxi/domain/duration.h"
#include "zuoxi/domain/workday.h"

enum step_kind {
    STEP_COUNTED, /* this interval or day counts */
    STEP_SKIPPED, /* weekend, holiday, or outside the windows */
    STEP_MAKEUP,  /* a weekend day worked instead: counts */
    STEP_NO_YEAR, /* counted or skipped by weekday only: no calendar for the year */
    STEP_ELAPSED  /* m, h, d: time that runs through everything, one step from start to end */
};

/* One line of the explanation. */
struct deadline_step {
    enum step_kind kind;
    int date;           /* packed */
    int64_t start, end; /* UTC, the part of the day it speaks of; start == end for a whole day */
    bool counts;        /* whether it counted towards the duration */
    const char *name;   /* holiday's name, borrowed from the calendar, or NULL */
};

struct deadline_steps {
    struct deadline_step *steps; /* owned */
    size_t count, capacity;
};

void deadline_steps_clear(struct deadline_steps *steps);

/*
 * Due time in UTC seconds of `duration` from `start`; steps (may be NULL) receives the explanation.
 * missing_year (may be NULL) receives the first year crossed that has no calendar, 0 if none. m and h are
 * elapsed time; d is the same local clock time N dates later; "within N wd" counts from the first working day
 * after the day of receipt and ends at the Nth one's closing time; wh runs inside the windows of working
 * days.
 */
int64_t deadline_due(int64_t start, struct duration duration, const struct work_rules *rules,
                     struct deadline_steps *steps, int *missing_year);

/* What a pause does to a due time. */
struct deadline_shift {
    int64_t due;      /* UTC, moved */
    int64_t amount;   /* what the pause held: seconds, working seconds (wh) or closings (wd) */
    int missing_year; /* the first year looked at without a calendar, 0: none */
};
/*
 * The due time of a leg of this unit after a pause over [from, until): moved by the pause's length (m h d),
 * by the working time inside it (wh), by as many working days as it holds closings (wd) (R2.0). One that
 * holds nothing moves nothing. steps (may be NULL) receives what is walked through behind the old due time.
 */
struct deadline_shift deadline_shift(int64_t due, enum duration_unit unit, int64_t from, int64_t until,
                                     const struct work_rules *rules, struct deadline_steps *steps);

enum level { LEVEL_CALM, LEVEL_WARNING, LEVEL_CRITICAL, LEVEL_OVERDUE, LEVEL_SUSPENDED };

/* Times when the level changes: the first second with at most so many percent of due − start left. */
struct level_times {
    int64_t warning, critical, overdue; /* UTC; overdue is the first second after due */
};
struct level_times deadline_level_times(int64_t start, int64_t due, int warning_percent,
                                        int critical_percent);
enum level deadline_level(int64_t now, const struct level_times *times);
/* What is left of a due time, always ≤ 10 cells: "03:59:53", "-00:12:45", "1天02:57", "-2天03:10", "1000天",
 * "-100天". */
void deadline_countdown(int64_t now, int64_t due, char out[24]);
/* One step as a Chinese line: "2026-10-10 周六 调休上班 计入". */
void deadline_describe_step(const struct deadline_step *step, char *out, size_t size);

#endif
