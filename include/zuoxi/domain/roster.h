#ifndef ZUOXI_DOMAIN_ROSTER_H
#define ZUOXI_DOMAIN_ROSTER_H

/*
 * The roster (排班, spec R4.1): who works which shift on which date; what is wrong with it. A plan is what a
 * person does on a day: "" off, "早班", "早班+中班" (two shifts), "leave". Pure.
 */

#include "zuoxi/domain/shift.h"

#define ROSTER_PLAN_SIZE (2 * FIELD_CODE_SIZE)
#define ROSTER_TURNS_MAX 2 /* shifts in one plan */

struct roster_row {
    int date; /* packed */
    char badge[21];
    char plan[ROSTER_PLAN_SIZE];
};

/* Rows by date, then badge, each once. */
struct roster {
    const struct roster_row *rows; /* borrowed */
    size_t count;
};

struct roster_rules {
    struct shifts shifts;
    int rest_minutes; /* less than this between two shifts of a person is 连班 (R4.5) */
};

/* Index of the first row that is not before that date and badge. */
size_t roster_place(struct roster roster, int date, const char *badge);
/* The plan of a person on a date, '' when off. Borrowed. */
const char *roster_plan(struct roster roster, int date, const char *badge);
/* The shifts of a plan, in the order of their beginning; unknown ones are left out. Returns how many. */
size_t roster_turns(struct shifts shifts, const char *plan, const struct shift *turns[ROSTER_TURNS_MAX]);
bool roster_has(const char *plan, const char *shift);
/* Is every word of it a shift (or leave alone)? */
bool roster_is_known(struct shifts shifts, const char *plan);
/*
 * What a person types into a cell: names or first characters, "早", "早班+中班", "假", "休", "". False for
 * anything else.
 */
bool roster_parse(struct shifts shifts, const char *text, char plan[ROSTER_PLAN_SIZE]);
/* As people read it: "早班+中班", "请假", "休". */
const char *roster_plan_label(const char *plan);

enum roster_problem {
    ROSTER_GAP,    /* fewer people than the shift needs */
    ROSTER_DOUBLE, /* two shifts of a person without the rest between */
    ROSTER_UNKNOWN /* a plan names a shift that is not configured (any more) */
};

struct roster_finding {
    enum roster_problem problem;
    int date;                  /* of the turn; DOUBLE: of the second one */
    const struct shift *shift; /* GAP: the one short of people; DOUBLE: the second one; else NULL */
    int need, have;            /* GAP */
    char badge[21];            /* DOUBLE, UNKNOWN */
    const struct shift *first; /* DOUBLE */
    int first_date;
    char plan[ROSTER_PLAN_SIZE]; /* UNKNOWN */
};

/* People planned for a turn. */
int roster_count(struct roster roster, int date, const struct shift *shift);
/*
 * What is wrong from one date to another, in the order of dates, at most max; the roster should hold the day
 * before and the day after, too. Returns how many there are, which may be more than max.
 */
size_t roster_check(const struct roster_rules *rules, struct roster roster, int from, int until,
                    struct roster_finding *findings, size_t max);
/* Would `plan` on that date give the person two shifts in a row? finding (may be NULL) says which. */
bool roster_makes_double(const struct roster_rules *rules, struct roster roster, int date, const char *badge,
                         const char *plan, struct roster_finding *finding);

#endif
