#ifndef ZUOXI_DOMAIN_LEDGER_H
#define ZUOXI_DOMAIN_LEDGER_H

/*
 * What moved the due times of a case's legs after they had started: pauses of the whole case, extensions of
 * one leg, changes of grade or type (spec R2.0, R2.1, R2.8). The lines are never changed once they are over;
 * from them a due time can be worked out again and explained. Pure.
 */

#include "zuoxi/domain/deadline.h"
#include "zuoxi/domain/leg.h"
#include "zuoxi/domain/profile.h"

#define LEDGER_REASON_MAX     200 /* characters */
#define LEDGER_REASON_SIZE    (4 * LEDGER_REASON_MAX + 1)
#define LEDGER_PAUSES_MAX     32
#define LEDGER_EXTENSIONS_MAX 32
#define LEDGER_CHANGES_MAX    64

/* The case waited (挂起): every leg that was open then. */
struct leg_pause {
    int64_t id, case_id;
    int64_t from, until; /* UTC; until 0 = still running */
    char reason[LEDGER_REASON_SIZE];
    char badge[LEG_BADGE_SIZE], approved_by[LEG_BADGE_SIZE]; /* who asked, which lead agreed */
};

/* One leg was given more time (延期). */
struct leg_extension {
    int64_t id, case_id;
    int sequence; /* of the leg within its case */
    char leg[LEG_ID_SIZE];
    struct duration by;
    int64_t old_due, new_due, at; /* UTC */
    char reason[LEDGER_REASON_SIZE];
    char badge[LEG_BADGE_SIZE], approved_by[LEG_BADGE_SIZE];
};

/* Another grade or type gave an open leg another length. */
struct leg_change {
    int64_t id, case_id;
    int sequence;
    char leg[LEG_ID_SIZE];
    struct duration old_within, new_within;
    int64_t old_due, new_due, at;    /* UTC */
    char reason[LEDGER_REASON_SIZE]; /* what was changed: 级别：三级→一级 */
    char badge[LEG_BADGE_SIZE];
};

/* All lines of one case, each kind oldest first. ~110 KB. */
struct ledger {
    struct leg_pause pauses[LEDGER_PAUSES_MAX];
    size_t pause_count;
    struct leg_extension extensions[LEDGER_EXTENSIONS_MAX];
    size_t extension_count;
    struct leg_change changes[LEDGER_CHANGES_MAX]; /* the first ones; the timeline has them all */
    size_t change_count;
};

/* The pause that is still running, NULL: none. Borrowed. */
const struct leg_pause *ledger_running_pause(const struct ledger *ledger);
/* Does an open leg wait? */
bool ledger_is_suspended(const struct leg *legs, size_t count);
/* All open legs wait from `at` on (a leg that starts later, from its start); those waiting already go on. */
void ledger_suspend(struct leg *legs, size_t count, int64_t at);
/*
 * The open legs that wait run again from `at` on: due, warning and critical are moved as R2.0 says (see
 * deadline_shift; the warnings keep their distance to the due time). At the very second of the pause nothing
 * changes.
 */
void ledger_resume(struct leg *legs, size_t count, int64_t at, const struct work_rules *rules);
/*
 * Give an open leg more time: its new due time is `by` after the old one. Fills leg, sequence, by, old_due,
 * new_due and at of *line (its reason and people are the caller's). STATUS_INVALID when the leg is over or
 * `at` is after its due time (an extension is asked before expiry; for a leg that waits, before it began to).
 * `ledger`: the lines so far, without this one.
 */
enum status ledger_extend(const struct ledger *ledger, const struct profile *profile,
                          const struct work_rules *rules, struct duration by, int64_t at, struct leg *leg,
                          struct leg_extension *line, struct err *err);
/*
 * Work an open leg out again with another length, its pauses and extensions applied once more in their order;
 * a leg that waits goes on waiting. Fills all of *line but reason, people and ids.
 */
void ledger_recompute(const struct ledger *ledger, const struct profile *profile,
                      const struct work_rules *rules, struct duration within, int64_t at, struct leg *leg,
                      struct leg_change *line);

#endif
