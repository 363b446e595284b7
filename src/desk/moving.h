#ifndef ZUOXI_DESK_MOVING_H
#define ZUOXI_DESK_MOVING_H

/*
 * One move while it is made, inside its transaction: shared by casework_move.c (the way of it),
 * moving_values.c (what the form said), moving_rules.c (may it be now), moving_effect.c (what it does
 * besides), casework_request.c (a lead's approval) and casework_undo.c.
 */

#include "casework_details.h"
#include "zuoxi/desk/casework.h"
#include "zuoxi/domain/ledger.h"
#include "zuoxi/store/undo_store.h"

/* What a callback that reached nobody is called in the case's course. */
#define MOVING_ATTEMPT "attempt"

/* ~800 KB: allocated. */
struct moving {
    const struct move_request *request; /* borrowed */
    const struct move_rule *move;
    int64_t now, at; /* UTC: when it is entered; when it happened */
    struct case_record before, after;
    struct details details_before, details_after; /* of the case; `step` of this move */
    struct leg legs[LEGS_MAX];
    size_t leg_count;
    struct ledger ledger;
    struct move_undo undo;
    char badge[21];           /* who makes it, or asked for it */
    char approved_by[21];     /* the lead, '' where nobody had to approve */
    bool is_attempt;          /* a callback that reached nobody: only recorded */
    struct case_record other; /* the case it is merged into */
};

/* The record a field stands in: kind NULL is the case itself. */
const void *moving_record(const struct detail_kind *kind, const struct moving *moving);

/* moving_values.c: take what the form said into `after` and `details_after`, all of it checked. */
enum status moving_read(struct desk *desk, struct moving *moving, struct err *err);
/* What the form said as a line of the timeline: "说明；承办单位：城东站；原因：…". */
void moving_describe(const struct desk *desk, const struct moving *moving, struct timeline_row *row);

/* moving_rules.c: may it be made now, as often as it was, so late, with these values? */
enum status moving_check(struct desk *desk, struct moving *moving, struct err *err);

/* moving_effect.c */
/* What the move changes in the case and its legs besides its state. Before anything is stored. */
enum status moving_prepare(struct desk *desk, struct moving *moving, bool was_suspended, struct err *err);
/* What it does elsewhere once it is stored: the other case, the part split off, the handling again. */
enum status moving_follow_up(struct desk *desk, struct moving *moving, struct err *err);

/* Every open leg the move extends gets the same time more; is_trial: only whether it may, legs are then of no
 * use. */
enum status moving_extend(struct desk *desk, struct moving *moving, bool is_trial, struct err *err);

/* casework_request.c: write down what is asked for, to wait for a lead. */
enum status moving_ask(struct desk *desk, struct moving *moving, struct err *err);

/* casework_move.c */
/* Load the case as it stands with its legs and ledger. */
enum status moving_load(struct desk *desk, struct moving *moving, int64_t case_id, int64_t version,
                        struct err *err);
/* Change state and legs and store everything. step: as stored when a lead approved it, NULL for a new one. */
enum status moving_make(struct desk *desk, struct moving *moving, const struct step *step, struct err *err);
/* The same, and keep its inverse. */
enum status moving_run(struct desk *desk, struct moving *moving, const struct step *step, struct err *err);
/* Fields of the case and its side records, as they are in `before` but not in `after`; casework_undo.c. */
void moving_pack(const struct moving *moving, struct str *out);
/* One more line of a case's course, made now by the actor. */
enum status moving_add_line(struct desk *desk, int64_t case_id, const char *action, const char *note,
                            struct err *err);

#endif
