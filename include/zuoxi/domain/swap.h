#ifndef ZUOXI_DOMAIN_SWAP_H
#define ZUOXI_DOMAIN_SWAP_H

/*
 * Swaps of shifts and leave (换班、请假, spec R4.5): asked by one, agreed by the other, approved; every rule
 * with its words. Pure.
 */

#include "zuoxi/domain/roster.h"
#include "zuoxi/domain/workday.h"

/* Members: see swap.def. Owns nothing; copies by assignment. */
struct swap {
    struct record_head head;
#define RECORD_DEF "zuoxi/domain/swap.def"
#include "zuoxi/domain/record_fields.h"
#undef RECORD_DEF
};
extern const struct field_table swap_fields;

enum swap_state { SWAP_ASKED, SWAP_AGREED, SWAP_APPROVED, SWAP_REFUSED, SWAP_WITHDRAWN, SWAP_STATES };
const char *swap_state_code(enum swap_state state); /* "asked" … as stored */
const char *swap_state_label(enum swap_state state); /* 待对方同意 待批准 已批准 不同意 已撤回, translated */
enum swap_state swap_state_parse(const char *code); /* SWAP_STATES for anything else */

bool swap_is_leave(const struct swap *swap);
/* Packed dates of the shifts given and taken back; 0 where there is none. */
int swap_date(const struct swap *swap);
int swap_back_date(const struct swap *swap);

/* What a swap is weighed against. */
struct swap_facts {
    const struct roster_rules *rules;
    struct roster roster;      /* of 40 days around both dates at least */
    const struct swap *others; /* approved ones of that time, and of both months */
    size_t other_count;
    const struct calendar *calendar;
    struct duration notice; /* m h d wd */
    int limit;              /* a month a person */
    int64_t now;
};

enum swap_rule {
    SWAP_FINE,
    SWAP_PAST,        /* the shift has begun */
    SWAP_NO_SHIFT,    /* the asker does not work it */
    SWAP_SELF,        /* with oneself */
    SWAP_NO_BACK,     /* the partner does not work the shift to be taken back */
    SWAP_BUSY,        /* the partner must be off then, or the asker at the return */
    SWAP_NOTICE,      /* asked too late */
    SWAP_LIMIT,       /* too many this month */
    SWAP_CONSECUTIVE, /* two swaps in a row */
    SWAP_DOUBLE       /* two shifts in a row */
};
/* The first rule it breaks; *badge = whom it concerns (borrowed, "" for nobody). */
enum swap_rule swap_check(const struct swap_facts *facts, const struct swap *swap, const char **badge);
/* The rule in words, with its number: "每人每月最多换班 3 次，1001 本月已满". */
void swap_rule_text(const struct swap_facts *facts, enum swap_rule rule, const char *badge, char *out,
                    size_t size);
/* The shift a person works on a date, for the form that names only the date: the first one; NULL when off. */
const struct shift *swap_shift_on(const struct roster_rules *rules, struct roster roster, int date,
                                  const char *badge);

#endif
