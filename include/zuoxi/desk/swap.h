#ifndef ZUOXI_DESK_SWAP_H
#define ZUOXI_DESK_SWAP_H

/*
 * Swaps of shifts and leave (换班、请假, spec R4.5): asked by one, agreed by the other, approved by
 * settings->swap_approver; every rule is checked at each of these steps. The roster changes in the
 * transaction of the approval.
 */

#include "zuoxi/desk/roster.h"
#include "zuoxi/store/swap_store.h"

#define SWAPS_WAITING_MAX 50

struct swap_request {
    struct swap before, after;     /* before: empty, what a form compares with */
    char request[REQUEST_ID_SIZE]; /* made when the form opens, kept in its draft */
    int64_t opened_at;
};
void swap_begin(struct desk *desk, struct swap_request *request);
/*
 * task_work: argument = struct swap_request *. The shifts are those the two work on the dates. STATUS_INVALID
 * says which rule is broken.
 */
enum status swap_ask(struct desk *desk, void *argument, int64_t *id, struct err *err);

enum swap_verb {
    SWAP_AGREE,   /* by the partner */
    SWAP_APPROVE, /* by the approver: the roster changes */
    SWAP_REFUSE,  /* by the partner or the approver, with a reason */
    SWAP_WITHDRAW /* by the asker, before it is approved */
};
struct swap_act {
    int64_t id;
    enum swap_verb verb;
    char reason[4 * 200 + 1]; /* REFUSE */
    char request[REQUEST_ID_SIZE];
};
/* task_work: argument = struct swap_act *. */
enum status swap_act(struct desk *desk, void *argument, int64_t *id, struct err *err);

enum status swap_list(struct desk *desk, int64_t before, size_t max, struct swap *swaps, size_t *count,
                      struct err *err);
/* Does it wait for the actor's word? */
bool swap_waits_here(const struct desk *desk, const struct swap *swap);
/* How many do. */
enum status swap_waiting(struct desk *desk, size_t *count, struct err *err);
/* "1001 11-26 早班 ⇄ 1003 11-30 早班", "1001 11-26 早班 请假". */
void swap_describe(const struct swap *swap, char *out, size_t size);

#endif
