#ifndef ZUOXI_STORE_SCRIPT_STORE_H
#define ZUOXI_STORE_SCRIPT_STORE_H

/* Counts of what of the script book was used: one row a day, person and thing. */

#include "zuoxi/store/store.h"

struct script_count {
    int64_t day; /* 20261121, local */
    char badge[21];
    char kind[8];   /* "phrase" "taboo" "call" */
    char code[124]; /* the phrase's id, the taboo word, contact.steps */
    int64_t times;
};

/* Inside a transaction: one more. */
enum status script_store_add(struct store *store, int64_t day, const char *badge, const char *kind,
                             const char *code, struct err *err);
/* The next rows of the days up to `last` after `after`, in the order of the members above; at most max. The
 * first time `after` has the day before the first one and empty texts. */
enum status script_store_list(struct store *store, const struct script_count *after, int64_t last,
                              struct script_count *rows, size_t max, size_t *count, struct err *err);

#endif
