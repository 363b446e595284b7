#ifndef ZUOXI_DOMAIN_EXPLAIN_H
#define ZUOXI_DOMAIN_EXPLAIN_H

/*
 * Why a leg is due when it is (spec R2.8): its start, each day or interval that counted or did not with what
 * was still to count, then the pauses, extensions and changes in their order, each with what it did, and the
 * end. Pure.
 */

#include "zuoxi/domain/ledger.h"

enum explain_kind {
    EXPLAIN_START,     /* at, within: the length as it is now */
    EXPLAIN_NO_YEAR,   /* year: counted by weekdays only, said before anything that rests on it */
    EXPLAIN_STEP,      /* date…last_date, start, end, counts, reason; counted and left after it */
    EXPLAIN_PAUSE,     /* at…until, amount: what it held; pause */
    EXPLAIN_EXTENSION, /* at, extension */
    EXPLAIN_CHANGE,    /* at, change: already in the length at the start */
    EXPLAIN_DUE,       /* due: what all of the above comes to */
    EXPLAIN_WAITING,   /* at: waits since then, moved when it goes on; pause */
    EXPLAIN_DIFFERS,   /* due: the stored one, where the calendar or the hours were changed meanwhile */
    EXPLAIN_MET,       /* at, late, badge */
    EXPLAIN_DROPPED    /* at (0 when not known), late, badge */
};

struct explain_line {
    enum explain_kind kind;
    enum duration_unit unit; /* what counted, left and amount are of: working days (wd), else seconds */
    struct deadline_step step;
    int last_date; /* STEP: of several days alike, the last; else step.date */
    int days;      /* how many days that are */
    int64_t counted, left, amount;
    int64_t at, until, due, late;
    struct duration within;
    int year;
    const struct leg_pause *pause; /* borrowed from the ledger, as the next two */
    const struct leg_extension *extension;
    const struct leg_change *change;
    const char *badge; /* who recorded the end; borrowed from the leg */
};

struct explanation {
    struct explain_line *lines; /* owned */
    size_t count, capacity;
    int missing_year; /* the first year without a calendar that it rests on, 0: none */
};

/* The leg, the ledger and the calendar of the rules must outlive it. */
void explain_leg(const struct leg *leg, const struct ledger *ledger, const struct work_rules *rules,
                 struct explanation *explanation);
/* The first year without a calendar that the due time of one of these open legs rests on, 0: none (R2.10). */
int explain_missing_year(const struct leg *legs, size_t count, const struct ledger *ledger,
                         const struct work_rules *rules);
void explanation_clear(struct explanation *explanation);

/* One line in Chinese, at most 72 cells; `event` is what began the leg (受理), for its end
 * what ended it (办结). */
void explain_describe(const struct explain_line *line, const char *event, char *out, size_t size);
/* Why a pause, extension or change was made and by whom: "等配件（1001 申请，2001 批准）"; '' for other
 * lines. */
void explain_reason(const struct explain_line *line, char *out, size_t size);
/* "7小时30分" "45秒" "3天2小时": a length of clock or working time. */
void explain_length(int64_t seconds, char out[40]);

#endif
