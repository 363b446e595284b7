#ifndef ZUOXI_STORE_IMPORT_STORE_H
#define ZUOXI_STORE_IMPORT_STORE_H

/*
 * The staging of an import: rows of a file that change records, kept out of everybody's sight until they do
 * so in one transaction. One import at a time for a database, by a lock on the file path + ".import"; the
 * kernel frees it when the holder is killed.
 */

#include "zuoxi/base/str.h"
#include "zuoxi/store/store.h"

/* Take the lock: *fd is closed by import_store_unlock. STATUS_BUSY when an import is running. */
enum status import_store_lock(struct store *store, int *fd, struct err *err);
void import_store_unlock(int *fd);

struct import_row {
    int64_t line; /* of the file, unique */
    const char *account;
    const char *cells;
    size_t length;
};

/*
 * Stage a row. *first_line = 0, or the line on which the same account was staged before: then it is not
 * staged again. Inside a transaction, as the next one.
 */
enum status import_store_add(struct store *store, const struct import_row *row, int64_t *first_line,
                             struct err *err);
/* Remove at most max staged rows; *left = there are more. */
enum status import_store_clear(struct store *store, int max, bool *left, struct err *err);

/* A page of staged rows with cells, in the order of their lines. */
#define IMPORT_PAGE 500
struct import_page {
    int64_t lines[IMPORT_PAGE];
    size_t starts[IMPORT_PAGE], lengths[IMPORT_PAGE];
    size_t count;
    struct str cells; /* owned: str_free */
};
/* The rows after line `after`; count 0 at the end. */
enum status import_store_read(struct store *store, int64_t after, struct import_page *page, struct err *err);

#endif
