#ifndef ZUOXI_DESK_DISTINCT_H
#define ZUOXI_DESK_DISTINCT_H

/*
 * Households that look like one and are two (不是重复): whoever may merge says so, then they are no longer
 * listed as likely duplicates; the mark can be taken back.
 */

#include "zuoxi/desk/task.h"
#include "zuoxi/store/distinct_store.h"
#include "zuoxi/store/duplicate_store.h"

struct distinct_mark {
    int64_t id; /* this one is none of the others */
    int64_t others[DUPLICATE_MEMBERS];
    size_t count;
    bool is_distinct; /* false: take the mark back */
    char request[REQUEST_ID_SIZE];
};
/* task_work: argument = struct distinct_mark *, all of it or nothing; result = its id. An audit line a pair.
 */
enum status distinct_save(struct desk *desk, void *argument, int64_t *id, struct err *err);
/*
 * Marked pairs, as groups of two (kind DUPLICATE_KINDS: no reason); *after (zeroed at first) is moved on.
 * Pairs that have become one meanwhile are left out, so *count may be 0 before the end: then *is_end is
 * false.
 */
enum status distinct_list(struct desk *desk, struct distinct_pair *after, size_t max,
                          struct duplicate_group *groups, size_t *count, bool *is_end, struct err *err);

#endif
