#ifndef ZUOXI_STORE_MERGE_STORE_H
#define ZUOXI_STORE_MERGE_STORE_H

/* Making two customers one and two again: who was merged into whom, and what went with it. */

#include "zuoxi/base/str.h"
#include "zuoxi/store/store.h"

struct merge_row {
    int64_t id, kept_id, dropped_id, kept_version, dropped_version, at;
    char badge[21];
    struct str kept_before, dropped_before; /* as given; owned by whoever made the row: merge_row_clear */
};
void merge_row_clear(struct merge_row *row);

/* Inside a transaction; gives row->id. */
enum status merge_store_add(struct store *store, struct merge_row *row, struct err *err);
/* The merge of this customer into another that stands; STATUS_NOT_FOUND. */
enum status merge_store_of(struct store *store, int64_t dropped_id, struct merge_row *row, struct err *err);
/* Inside a transaction: the merge stands no more. */
enum status merge_store_undo(struct store *store, int64_t merge_id, int64_t at, struct err *err);

/* Records of other tables that name a customer. */
extern const char *const merge_tables[]; /* NULL at the end; each has the columns id and customer_id */
/* Give every record of the merge's dropped customer to the kept one and note which they were; *moved = how
 * many. Inside a transaction. */
enum status merge_store_move(struct store *store, const struct merge_row *row, int64_t *moved,
                             struct err *err);
/* Give back those that are still with the kept one. */
enum status merge_store_move_back(struct store *store, const struct merge_row *row, int64_t *moved,
                                  struct err *err);
/* How many a merge would move, a number for each of merge_tables. */
enum status merge_store_count(struct store *store, int64_t customer_id, int64_t *counts, struct err *err);
/* Ids of customers that are merged into this one now; at most max. */
enum status merge_store_into(struct store *store, int64_t kept_id, size_t max, int64_t *ids, size_t *count,
                             struct err *err);

#endif
