#ifndef ZUOXI_STORE_READING_STORE_H
#define ZUOXI_STORE_READING_STORE_H

/* Reading marks (阅签, R1.11) on records of any kind; append only. */

#include "zuoxi/store/store.h"

#define READING_NOTE_MAX 200 /* characters */

struct reading_row {
    int64_t at; /* UTC */
    char badge[21];
    char note[4 * READING_NOTE_MAX + 1];
};

/* Inside a transaction. */
enum status reading_store_add(struct store *store, const char *object, int64_t id,
                              const struct reading_row *row, struct err *err);
/* Oldest first, at most max. */
enum status reading_store_list(struct store *store, const char *object, int64_t id, struct reading_row *rows,
                               size_t max, size_t *count, struct err *err);

#endif
