#ifndef ZUOXI_STORE_SNAPSHOT_H
#define ZUOXI_STORE_SNAPSHOT_H

/*
 * A checked copy of a live database in one file, and putting one back. The copy says of itself, in its meta
 * row "backup", when and by which program it was made and what is in it.
 */

#include "zuoxi/store/db_copy.h"
#include "zuoxi/store/store.h"

struct snapshot {
    int64_t at; /* UTC: what was saved by then is in it */
    char program[24];
    int schema;
    int64_t customers, cases, contacts, bytes;
    int64_t audit_count;
    char audit_hash[65]; /* head of the audit's chain, hexadecimal */
};

/*
 * Fill the empty file at path; the caller syncs it afterwards. The whole copy is checked (integrity_check)
 * before it is given back. STATUS_FULL before anything is written when it cannot fit.
 */
enum status snapshot_make(struct store *store, const char *path, const struct db_copy_watch *watch,
                          struct snapshot *snapshot, struct err *err);
/*
 * What a copy says of itself; STATUS_NOT_FOUND when it says nothing (a copy made by other means, or a live
 * database).
 */
enum status snapshot_read(struct store *store, struct snapshot *snapshot, struct err *err);
/* Open a copy as it is: neither migrated nor given a log. */
enum status snapshot_open(struct store **store, const char *path, const struct clock *clock, struct err *err);
/* For a restore. Keep what `from` is in the empty file at path, unchecked: it may be what is wrong. */
enum status snapshot_keep(struct db *from, const char *path, const struct db_copy_watch *watch,
                          struct err *err);
/* Make `to`, which the caller has alone (db_take_alone), what the copy at path is: a kill leaves all or
 * nothing. */
enum status snapshot_put(struct db *to, const char *path, const struct db_copy_watch *watch, struct err *err);

/* A counter of numbers given, as "record", "case/20261122" (table sequence). */
struct snapshot_sequence {
    char name[48];
    int64_t value;
};
/*
 * All of them that a restored database must not fall behind, so that no id and no case number is given to
 * two. Owned by the caller.
 */
enum status snapshot_sequences(struct db *db, struct snapshot_sequence **items, size_t *count,
                               struct err *err);
enum status snapshot_count_cases(struct db *db, int64_t *count, struct err *err);
/*
 * In the transaction that makes a copy the database again: go on from those numbers, and put notifications
 * aside that were waiting then, because they may have been delivered since. *hooks = how many.
 */
enum status snapshot_resume(struct store *store, const struct snapshot_sequence *items, size_t count,
                            int64_t *hooks, struct err *err);

#endif
