#ifndef ZUOXI_STORE_UNDO_STORE_H
#define ZUOXI_STORE_UNDO_STORE_H

/* The last move of each case with its own inverse: what it changed as it was, the legs as they were, and
 * which lines of the ledger it began or ended. All inside a transaction but the load. */

#include "zuoxi/base/str.h"
#include "zuoxi/store/case_store.h"

/* What is known of the last move of a case. */
struct move_undo {
    int64_t case_id, made_at, version; /* version: of the case after the move */
    char action[16], badge[21];
    int64_t line_before, pause_before, extension_before, pause_running;
    int64_t line_after;
    int64_t other_id;  /* the case it was merged into, 0 none */
    struct str fields; /* owned; undo_store_clear */
};

void undo_store_clear(struct move_undo *undo);
/* Before the move: notes the legs as they stand and the newest lines; fills *undo. */
enum status undo_store_begin(struct store *store, int64_t case_id, struct move_undo *undo, struct err *err);
/* After it: keeps the inverse in place of an earlier one; gives line_after. */
enum status undo_store_finish(struct store *store, struct move_undo *undo, struct err *err);
/* The last move of the case; case_id 0 when there is none to undo. Cleared by the caller. */
enum status undo_store_load(struct store *store, int64_t case_id, struct move_undo *undo, struct err *err);
/* The timeline's newest line of the case, 0 none. */
enum status undo_store_newest(struct store *store, int64_t case_id, int64_t *line, struct err *err);
/*
 * Put the ledger back and mark the move's lines undone; the legs as they were are read into legs, and those
 * stored are taken away, to be written by case_store_set_legs. The inverse is used up.
 */
enum status undo_store_apply(struct store *store, const struct move_undo *undo, struct leg legs[LEGS_MAX],
                             size_t *count, struct err *err);

#endif
