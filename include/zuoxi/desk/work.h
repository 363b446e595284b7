#ifndef ZUOXI_DESK_WORK_H
#define ZUOXI_DESK_WORK_H

/*
 * The daily work report (工作日报, spec R4.6) of one turn: what each person did, counted from the audit, with
 * remarks that a lead signs. Reading needs RIGHT_ROSTER_READ.
 */

#include "zuoxi/desk/task.h"
#include "zuoxi/domain/work.h"
#include "zuoxi/store/work_store.h"

#define WORK_ROWS_MAX 64

struct work_row {
    char badge[21]; /* '' = the shift as a whole, the first row */
    char name[4 * 40 + 1];
    int counts[WORK_COLUMNS];
    struct work_remark_row remark;
};
/* Everybody on the roster of the turn or with something done in it, by badge. At most WORK_ROWS_MAX. */
enum status work_report(struct desk *desk, struct shift_turn turn, struct work_row *rows, size_t *count,
                        struct err *err);

struct work_change {
    int date;
    char shift[FIELD_CODE_SIZE], badge[21];
    char remarks[4 * 300 + 1];
    bool is_signing; /* by a lead; the remarks stay as they are */
    char request[REQUEST_ID_SIZE];
};
/* task_work: argument = struct work_change *. A remark on oneself, on anybody by a lead; signed ones stay. */
enum status work_change(struct desk *desk, void *argument, int64_t *id, struct err *err);

#endif
