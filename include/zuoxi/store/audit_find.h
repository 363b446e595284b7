#ifndef ZUOXI_STORE_AUDIT_FIND_H
#define ZUOXI_STORE_AUDIT_FIND_H

/*
 * The audit's lines that meet a filter, newest first, looked for in steps of some milliseconds: a filter that
 * few of a million lines meet never holds up a key.
 */

#include "zuoxi/store/audit.h"

struct audit_filter {
    char badge[21];     /* '' anybody */
    char actions[1200]; /* " case.edit case.print ", '' any */
    char object[24];    /* '' any, with object_id */
    int64_t object_id;
    int64_t from, until; /* UTC, from ≤ at < until; 0: open */
    char words[121];     /* in one of the line's values; '' any */
};

struct audit_finder {
    struct audit_filter filter;
    int64_t first, next; /* lines first … next − 1 have not been looked at */
    bool is_done;
};

/* Begin at the newest line. Reads some twenty lines where days limit it. */
enum status audit_find_begin(struct store *store, const struct audit_filter *filter,
                             struct audit_finder *finder, struct err *err);
/* One step: at most max rows into rows, *count of them. finder->is_done when there are no more. */
enum status audit_find_step(struct store *store, struct audit_finder *finder, struct audit_row *rows,
                            size_t max, size_t *count, struct err *err);
/* The values of one line in their order, as audit_changes gives them. */
enum status audit_line_values(struct store *store, int64_t audit_id,
                              void (*each)(void *context, const struct audit_change *change), void *context,
                              struct err *err);

#endif
