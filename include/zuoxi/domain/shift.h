#ifndef ZUOXI_DOMAIN_SHIFT_H
#define ZUOXI_DOMAIN_SHIFT_H

/*
 * Shifts (班次, spec R4.1): a start on the local clock and a length, over midnight too, and how many people
 * each day needs. A turn is one shift on one date, the date it begins on. Pure.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "zuoxi/domain/duration.h"
#include "zuoxi/domain/field.h"

#define SHIFT_EXCEPTIONS_MAX 24
#define SHIFT_NEED_MAX       99
#define SHIFT_LEAVE          "leave" /* stands in a plan like a shift, and is none (请假) */

/* Another need than the usual one: "周六-周日 1", "2026-10-01 3", "2026-10-01..2026-10-07 0". */
struct shift_exception {
    unsigned weekdays; /* bit 0 = Sunday; 0: by date */
    int from, until;   /* packed dates, both inside */
    int need;          /* 0: the shift is not worked then */
};

struct shift {
    char name[FIELD_CODE_SIZE]; /* 早班 */
    int start;                  /* minute of the local day */
    struct duration length;     /* m or h, at most 24 hours */
    int need;                   /* people on an ordinary day */
    bool cleans;                /* 晚班: cleans the common area at its end (R4.2) */
    struct shift_exception exceptions[SHIFT_EXCEPTIONS_MAX];
    size_t exception_count;
};

struct shifts {
    const struct shift *items; /* borrowed; by start in the configuration's order */
    size_t count;
};

/* False for what is no such line. */
bool shift_exception_parse(const char *text, struct shift_exception *exception);
int shift_minutes(const struct shift *shift);
/* Dates win over weekdays, later lines over earlier ones. */
int shift_need(const struct shift *shift, int date);
/* UTC seconds. The end is what the clock on the wall says: a shift from 22:00 of eight hours ends at 06:00 on
 * the night the clocks change, too, for that is when the relief comes. */
int64_t shift_begin(const struct shift *shift, int date);
int64_t shift_end(const struct shift *shift, int date);
/* "早": the first character; what one cell of the roster has room for. */
void shift_mark(const char *name, char out[8]);
/* "22:00-06:00" */
void shift_hours(const struct shift *shift, char out[12]);
/* By its name, or the first character of it; NULL when there is none. */
const struct shift *shift_find(struct shifts shifts, const char *name);

struct shift_turn {
    const struct shift *shift; /* NULL: none */
    int date;
};
/* The turn that is being worked, the one begun last where several are. */
struct shift_turn shift_now(struct shifts shifts, int64_t now);
/* Who relieves a turn: the one that is being worked the moment it ends and begins last; none at closing time.
 */
struct shift_turn shift_relief(struct shifts shifts, struct shift_turn turn);
/* The turn that `turn` relieves. */
struct shift_turn shift_relieved(struct shifts shifts, struct shift_turn turn);

#endif
