#ifndef ZUOXI_DESK_RETENTION_H
#define ZUOXI_DESK_RETENTION_H

/* Retention marks (R6.5): until when what is over is kept, how much is past that, and cases held beyond it.
 */

#include "zuoxi/desk/task.h"
#include "zuoxi/store/retention_store.h"

/* Months as configured. */
int retention_months(const struct desk *desk, enum retention_kind kind);
/* What is past its time now, by the year in which it ended. RIGHT_CASE_HOLD. */
enum status retention_list(struct desk *desk, enum retention_kind kind,
                           struct retention_year years[RETENTION_YEARS], size_t *count, struct err *err);

/* One closed case: until when it is kept (0: not closed yet), and whether it is held. */
struct retention_mark {
    int64_t until;
    struct case_hold hold;
};
enum status retention_mark(struct desk *desk, int64_t case_id, struct retention_mark *mark, struct err *err);

struct hold_request {
    int64_t case_id;
    char reason[4 * HOLD_REASON_MAX + 1]; /* '': lift the hold */
    char request[REQUEST_ID_SIZE];
};
/* task_work; the result is the case. RIGHT_CASE_HOLD. */
enum status retention_hold(struct desk *desk, void *argument, int64_t *case_id, struct err *err);

#endif
