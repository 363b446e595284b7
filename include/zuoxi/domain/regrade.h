#ifndef ZUOXI_DOMAIN_REGRADE_H
#define ZUOXI_DOMAIN_REGRADE_H

/*
 * The legs of a case after its grade, type, category or channel was corrected (spec R2.8): open ones are
 * worked out anew with their pauses and extensions, those it has no more end, those it has now begin at the
 * events that have already been. Met legs stay as they are. Pure.
 */

#include "zuoxi/domain/ledger.h"
#include "zuoxi/domain/workflow.h"

/* An action of the case's timeline. */
struct case_event {
    const char *action; /* borrowed */
    int64_t at;         /* UTC */
};

struct regrade {
    const struct profile *profile;
    const struct work_rules *rules;
    const struct case_record *record; /* as corrected */
    const struct ledger *ledger;
    const struct case_event *events; /* oldest first */
    size_t event_count;
    int64_t at; /* of the correction, UTC */
};

enum regrade_kind { REGRADE_MOVED, REGRADE_ENDED, REGRADE_BEGUN };

/* What happened to one leg. */
struct regrade_line {
    enum regrade_kind kind;
    struct leg_change change; /* but for reason, badge and id; ENDED: new_due 0, BEGUN: old_due 0 */
};

/* Legs that end say so with this action. */
#define REGRADE_ACTION "edit"

/* Returns how many lines were filled; a leg that stays as it was gives none. */
size_t regrade_legs(const struct regrade *regrade, struct leg legs[LEGS_MAX], size_t *count,
                    struct regrade_line lines[LEGS_MAX]);

#endif
