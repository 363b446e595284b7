#ifndef ZUOXI_DESK_SURGE_H
#define ZUOXI_DESK_SURGE_H

/*
 * The first days of heating (R1.11): a call becomes a case in fifteen seconds, number and category by digits
 * only. Its deadlines run at once; what else belongs into it is filled in later, from a queue of its own.
 */

#include "zuoxi/desk/intake.h"

/* task_work: as intake_save, argument = struct intake *; the case is marked unfinished, and says so where it
 * has no content yet. */
enum status surge_save(struct desk *desk, void *intake, int64_t *case_id, struct err *err);

/* Oldest first, ids above `after` (0: from the first); phones masked for those who need not see them. */
enum status surge_list(struct desk *desk, int64_t after, size_t max, struct unfinished_row *rows,
                       size_t *count, struct err *err);

#endif
