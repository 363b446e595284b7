#ifndef ZUOXI_STORE_STEP_STORE_H
#define ZUOXI_STORE_STEP_STORE_H

/* Moves of cases as lists (the steps themselves are written by store/record.h): how often one was made, the
 * requests that wait for a lead, the cases that wait for a callback. */

#include "zuoxi/domain/step.h"
#include "zuoxi/store/case_store.h"

/* How often an action stands in the case's course without having been undone, and when last (0 never). */
enum status step_store_tally(struct store *store, int64_t case_id, const char *action, int64_t *count,
                             int64_t *last, struct err *err);
/* The id of the request of this case that waits for a lead, 0 none. */
enum status step_store_asked(struct store *store, int64_t case_id, int64_t *step_id, struct err *err);
/* The last step of this action, 0 none. */
enum status step_store_last(struct store *store, int64_t case_id, const char *action, int64_t *step_id,
                            struct err *err);

/* A request on the leads' list. */
struct request_row {
    int64_t step_id, case_id, made_at;
    char number[CASE_NUMBER_SIZE];
    char action[16], badge[21];
    char state[FIELD_CODE_SIZE], name[4 * 40 + 1];
    char extra[4 * 8 + 1], reason[4 * 200 + 1];
    int64_t due; /* of the case's most urgent leg, 0 without one */
};
/* By case; at most max. */
enum status step_store_requests(struct store *store, size_t max, struct request_row *rows, size_t *count,
                                struct err *err);

/* A case that waits for a callback, with the attempts so far. */
struct callback_row {
    int64_t case_id, due; /* of its most urgent leg, 0 without one */
    char number[CASE_NUMBER_SIZE];
    char type[FIELD_CODE_SIZE], unit[FIELD_CODE_SIZE];
    char name[4 * 40 + 1], title[FIELD_CODE_SIZE], address[4 * 120 + 1], phone[4 * 20 + 1];
    char owner[21], keeper[21];
    int64_t attempts, last_at;          /* since the last redo; last_at 0: none */
    char last_reached[FIELD_CODE_SIZE]; /* how the last attempt ended */
    char place[FIELD_CODE_SIZE]; /* of a regular follow-up, which has no case (desk/followup.h); '': a case */
    char last_satisfaction[FIELD_CODE_SIZE]; /* there the last time, when last_at is not an attempt's */
};
/* Open cases in the state, most urgent first, at most max; redo: the id of the move of that effect. */
enum status step_store_callbacks(struct store *store, const char *state, const char *redo, size_t max,
                                 struct callback_row *rows, size_t *count, struct err *err);
/* Ids of the cases merged into this one, at most max. */
enum status step_store_merged(struct store *store, int64_t case_id, size_t max, int64_t *ids, size_t *count,
                              struct err *err);

#endif
