#ifndef ZUOXI_DOMAIN_WORKFLOW_H
#define ZUOXI_DOMAIN_WORKFLOW_H

/* The state table walked: which moves a case allows to whom, and what a move does to its legs. Pure (spec
 * R2.1). */

#include "zuoxi/domain/case_record.h"
#include "zuoxi/domain/deadline.h"
#include "zuoxi/domain/leg.h"
#include "zuoxi/domain/profile.h"

/* The move `action` if the case's state and the role allow it, else NULL and err says why (NOT_FOUND, DENIED,
 * INVALID). */
const struct move_rule *workflow_find(const struct profile *profile, const struct case_record *record,
                                      enum role role, const char *action, struct err *err);
/* All moves allowed now, in the profile's order; returns how many were put into moves (at most max). */
size_t workflow_moves(const struct profile *profile, const struct case_record *record, enum role role,
                      const struct move_rule **moves, size_t max);
/* Put what is next first: moves that meet an open leg, then those without one, those besides the usual way,
 * last those whose leg was met already. */
void workflow_order_moves(const struct leg *legs, size_t leg_count, const struct move_rule **moves,
                          size_t count);
/*
 * The legs an event ("accept", "dispatch", …) starts for this case at `at`; appended to legs[*count]
 * (capacity LEGS_MAX), their sequence continued. A leg already open is not started twice. Of a leg's rules
 * only the first that fits the case counts. False when LEGS_MAX is reached before all could start.
 */
bool workflow_start_legs(const struct profile *profile, const struct case_record *record, const char *event,
                         int64_t at, const struct work_rules *rules, struct leg *legs, size_t *count);
/*
 * Apply a move made at `at` to a copy of the case and its legs: state, met legs with lateness, started legs,
 * dropped legs when it closes (which starts none and gives closed_at). STATUS_INVALID when `at` is before the
 * start of the leg it meets or before the acceptance (nothing is changed then), or when the case would have
 * more than LEGS_MAX legs.
 */
enum status workflow_apply(const struct profile *profile, const struct move_rule *move, int64_t at,
                           const struct work_rules *rules, struct case_record *record, struct leg *legs,
                           size_t *count, struct err *err);
/* Append a leg by its rule, started at `at`, its sequence continued; false when there is no room. */
bool workflow_begin_leg(const struct profile *profile, const struct case_record *record,
                        const struct leg_rule *rule, int64_t at, const struct work_rules *rules,
                        struct leg *legs, size_t *count);
/* What a form says beside the grade before anything is saved. */
struct leg_preview {
    struct duration within;
    int64_t due;      /* UTC */
    int missing_year; /* first year crossed without a calendar, 0: none (R2.10: said loudly) */
};
/* The due time such a case would get for a leg started by "accept" at `at`; false: it has none. */
bool workflow_preview(const struct profile *profile, const struct leg_matter *matter, const char *leg,
                      int64_t at, const struct work_rules *rules, struct leg_preview *preview);

#endif
