#ifndef ZUOXI_STORE_DB_COPY_H
#define ZUOXI_STORE_DB_COPY_H

/* Copying a whole database page by page through SQLite, and having one to oneself. Beside db.h, for backups.
 */

#include "zuoxi/store/db.h"

/* Called after every step with pages copied and in all; false stops the copy. */
struct db_copy_watch {
    bool (*each)(void *context, int64_t done, int64_t total);
    void *context;
};

/*
 * Make `to` what `from` is at this moment, in one read transaction: others go on saving meanwhile and what
 * they save is not in it. Until it ends no checkpoint passes this moment, so the log grows by what is saved.
 * What stood in `to` is replaced whole or, when it fails or the process is killed, not at all (as
 * db_prepare_aside leaves it: unless that was called). STATUS_FAILED when the watch stopped it.
 */
enum status db_copy(struct db *from, struct db *to, const struct db_copy_watch *watch, struct err *err);
/* A file that nobody relies on yet: nothing is synced until the caller does it, and nothing rolled back. */
enum status db_prepare_aside(struct db *to, struct err *err);
/* One file without a log beside it, so that it can be carried away. For a DB_ASIDE copy. */
enum status db_drop_log(struct db *db, struct err *err);
/*
 * Have it alone until it is closed: its log is folded into the file. STATUS_BUSY while any other process has
 * it open.
 */
enum status db_take_alone(struct db *db, struct err *err);
/* Its size in bytes, by its pages. */
enum status db_size(struct db *db, int64_t *bytes, struct err *err);

#endif
