#ifndef ZUOXI_DESK_MERGE_H
#define ZUOXI_DESK_MERGE_H

/*
 * Households entered twice: finding them, making them one, and two again. The kept one takes over every case,
 * contact and promise; the dropped one keeps its row and all it said, and whoever looks for it by number,
 * name or address finds the kept one. Needs RIGHT_CUSTOMER_MERGE.
 */

#include "zuoxi/desk/task.h"
#include "zuoxi/domain/customer.h"
#include "zuoxi/store/duplicate_store.h"

/* Groups that may be one household each: by phone, then by address, then by name in one building; a bounded
 * piece of the walk, *count may be 0 before its end (cursor.kind = DUPLICATE_KINDS). */
enum status merge_duplicates(struct desk *desk, struct duplicate_cursor *cursor, size_t max,
                             struct duplicate_group *groups, size_t *count, struct err *err);
/* "同一电话" … */
const char *merge_reason(enum duplicate_kind kind);
/* Others that may be this customer. */
enum status merge_candidates(struct desk *desk, const struct customer *customer, size_t max,
                             struct customer_row *rows, size_t *count, struct err *err);

#define MERGE_FIELDS_MAX 64

struct merge {
    int64_t kept_id, dropped_id;
    int64_t kept_version, dropped_version; /* that the person saw */
    bool takes[MERGE_FIELDS_MAX];          /* by field of customer_fields: the dropped one's value */
    char request[REQUEST_ID_SIZE];
};

/* What a merge begins with: whatever the kept one does not say is taken from the dropped one. */
void merge_begin(const struct customer *kept, const struct customer *dropped, struct merge *merge);
/* Can the field's value be chosen? Phones are not: all of them stay. */
bool merge_is_choice(const struct field *field, const struct customer *kept, const struct customer *dropped);
/* What the kept one will say. Phones that it does not have go to its free places. */
void merge_result(const struct customer *kept, const struct customer *dropped, const struct merge *merge,
                  struct customer *result);
/* Append "工单 2、联系 5、承诺 0": what would move. */
enum status merge_describe(struct desk *desk, int64_t dropped_id, struct str *out, struct err *err);
/*
 * task_work: argument = struct merge *; result = the kept one's id. STATUS_CONFLICT when one of them was
 * changed since it was seen.
 */
enum status merge_run(struct desk *desk, void *argument, int64_t *kept_id, struct err *err);

struct unmerge {
    int64_t dropped_id;
    char request[REQUEST_ID_SIZE];
};
/*
 * task_work: argument = struct unmerge *; result = the dropped one's id. All that moved goes back as far as
 * it is still with the kept one; what came since stays there. STATUS_CONFLICT when either was changed or
 * merged again after the merge.
 */
enum status merge_undo(struct desk *desk, void *argument, int64_t *dropped_id, struct err *err);
/* Those that were made part of this customer. */
enum status merge_parts(struct desk *desk, int64_t kept_id, size_t max, struct customer *parts, size_t *count,
                        struct err *err);

#endif
