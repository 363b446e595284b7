#ifndef ZUOXI_STORE_WORK_STORE_H
#define ZUOXI_STORE_WORK_STORE_H

/* The daily work report: what the audit tells of a span of time, and the remarks kept beside it. */

#include "zuoxi/domain/roster.h"
#include "zuoxi/store/store.h"

/* Every audit line of a span [from, until): found by halving, for the audit's lines stand in the order of
 * time. each() gets borrowed texts and must not use the store. */
enum status work_store_walk(struct store *store, int64_t from, int64_t until,
                            void (*each)(void *context, const char *badge, const char *action), void *context,
                            struct err *err);

struct work_remark_row {
    char remarks[4 * 300 + 1], signed_by[21];
    int64_t signed_at; /* 0: not yet */
};
/* Empty when there is none. */
enum status work_store_remark(struct store *store, int date, const char *shift, const char *badge,
                              struct work_remark_row *row, struct err *err);
/* STATUS_FAILED for one that is signed: the database keeps it. */
enum status work_store_set(struct store *store, int date, const char *shift, const char *badge,
                           const struct work_remark_row *row, struct err *err);

#endif
