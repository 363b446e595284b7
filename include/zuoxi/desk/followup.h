#ifndef ZUOXI_DESK_FOLLOWUP_H
#define ZUOXI_DESK_FOLLOWUP_H

/*
 * Regular follow-up of the places the configuration names (定期回访, spec R2.13). An attempt that reached
 * nobody is kept, too, but leaves the follow-up due.
 */

#include "zuoxi/desk/task.h"
#include "zuoxi/store/followup_store.h"
#include "zuoxi/store/step_store.h"

#define FOLLOWUP_HISTORY 20

/* One that is due today or was before. */
struct followup_row {
    const struct followup_place *place; /* borrowed from the settings */
    int due;                            /* packed date */
    struct followup last;               /* the last one done; its id 0: none */
    size_t attempts;                    /* since then, FOLLOWUP_HISTORY at most */
    struct followup attempt;            /* the last of them */
};
/* Longest due first, at most max. */
enum status followup_list(struct desk *desk, size_t max, struct followup_row *rows, size_t *count,
                          struct err *err);
/* How many are due, all of them. */
enum status followup_count_due(struct desk *desk, size_t *count, struct err *err);
/* The same as rows of the callbacks' list; due at the end of its day. */
enum status followup_callbacks(struct desk *desk, size_t max, struct callback_row *rows, size_t *count,
                               struct err *err);
/* The place of that name, NULL when the configuration has none (any more). Borrowed. */
const struct followup_place *followup_place(const struct desk *desk, const char *name);
/* Which one it is in the configuration, from 1; 0: none. */
int64_t followup_number(const struct desk *desk, const char *name);
/* What was asked there, newest first. */
enum status followup_history(struct desk *desk, const char *place, size_t max, struct followup *followups,
                             size_t *count, struct err *err);
enum status followup_load(struct desk *desk, int64_t id, struct followup *followup, struct err *err);

struct followup_edit {
    struct followup before, after; /* before: what a form compares with */
    char request[REQUEST_ID_SIZE]; /* made when the form opens, kept in its draft */
    int64_t opened_at;             /* UTC, of the form */
};
/* About the place's follow-up that is due now. */
enum status followup_begin(struct desk *desk, const char *place, struct followup_edit *edit, struct err *err);
/*
 * task_work: argument = struct followup_edit *. STATUS_CONFLICT when somebody else has done it meanwhile,
 * STATUS_INVALID says what the answer lacks.
 */
enum status followup_record(struct desk *desk, void *argument, int64_t *id, struct err *err);
/* Is the answer one that should become a case (不满意)? */
bool followup_is_bad(const struct desk *desk, const struct followup *followup);

#endif
