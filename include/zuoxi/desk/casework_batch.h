#ifndef ZUOXI_DESK_CASEWORK_BATCH_H
#define ZUOXI_DESK_CASEWORK_BATCH_H

/*
 * One move for several cases: each is a move of its own (casework_move), with its own transaction, its own
 * line in the audit and a request id that follows from the batch's, so that a batch broken off and begun
 * again moves no case twice.
 */

#include "zuoxi/desk/casework.h"

#define BATCH_MAX        500
#define BATCH_MOVES_MAX  24
#define BATCH_CASES_SIZE (BATCH_MAX * 20 + 1)

/* What the form of a batch says; a draft keeps it. */
struct batch {
    struct move_request request; /* action, values, details, reporter, note, and the batch's own request id */
    char at[4 * 19 + 1];         /* as typed, which may not be a time yet */
    char cases[BATCH_CASES_SIZE]; /* ids, a blank between two */
};

/* One case of it, as it is now. */
struct batch_case {
    int64_t case_id, version;
    char number[CASE_NUMBER_SIZE], type[FIELD_CODE_SIZE], state[FIELD_CODE_SIZE];
    char name[4 * 40 + 1], address[4 * 120 + 1];
    const struct move_rule *moves[BATCH_MOVES_MAX]; /* that the actor may make now */
    size_t move_count;
    bool is_done; /* the batch has moved it already */
};

/* batch NULL: nothing has been moved yet. */
enum status casework_batch_look(struct desk *desk, int64_t case_id, const struct batch *batch,
                                struct batch_case *found, struct err *err);
/* The rule of that name among the moves the case allows; NULL: none. */
const struct move_rule *casework_batch_rule(const struct batch_case *found, const char *action);
/*
 * A field of a case or of the move itself that a rule asks and the batch's one form can give; false for what
 * only each case's own form can (complaint.upheld), which then stands in *alone when the rule needs it.
 */
bool casework_batch_asks(const struct desk *desk, const struct batch_case *found,
                         const struct move_rule *rule, size_t index, const struct field **alone);
/* The move of one case, as the batch says it; what was left empty there is not asked of the case. */
void casework_batch_request(const struct desk *desk, const struct batch *batch,
                            const struct batch_case *found, struct move_request *request);

#endif
