#ifndef ZUOXI_DESK_HANDOVER_LEAVE_H
#define ZUOXI_DESK_HANDOVER_LEAVE_H

/* Nobody leaves before the relief has come (接班人未到岗，交班人不得离台, spec R4.3). */

#include "zuoxi/desk/handover.h"

struct handover_release {
    int64_t id;
    char badge[21];             /* who is let go */
    const struct signin *proof; /* the lead's password */
    char reason[4 * 200 + 1];
    char request[REQUEST_ID_SIZE];
};
/* task_work: argument = struct handover_release *. Somebody may leave without being relieved. */
enum status handover_release(struct desk *desk, void *argument, int64_t *id, struct err *err);

/* May the actor sign out? STATUS_DENIED says who is missing and what to do. *id: of the log, 0 none. */
enum status handover_may_go(struct desk *desk, int64_t *id, struct err *err);
struct handover_going {
    int64_t id; /* of the log */
    char request[REQUEST_ID_SIZE];
};
/* task_work: argument = struct handover_going *: the actor leaves now. */
enum status handover_gone(struct desk *desk, void *argument, int64_t *id, struct err *err);

#endif
