#ifndef ZUOXI_STORE_DISTINCT_STORE_H
#define ZUOXI_STORE_DISTINCT_STORE_H

/* Pairs of customers that somebody has looked at and found to be two. */

#include "zuoxi/store/store.h"

struct distinct_pair {
    int64_t one_id, other_id; /* one_id < other_id */
};

/* In either order. */
enum status distinct_store_has(struct store *store, int64_t one, int64_t other, bool *has, struct err *err);
/* Mark, or take the mark back; *changed = it was not so before. */
enum status distinct_store_set(struct store *store, int64_t one, int64_t other, bool is_distinct,
                               const char *badge, bool *changed, struct err *err);
/* All pairs behind `after` (zeroed: from the first) in the order of their ids; at most max. */
enum status distinct_store_list(struct store *store, const struct distinct_pair *after, size_t max,
                                struct distinct_pair *pairs, size_t *count, struct err *err);

#endif
