#ifndef ZUOXI_STORE_STORE_H
#define ZUOXI_STORE_STORE_H

/*
 * One open database: the driver, its write queue and the counters. A write goes:
 *   store_begin (one slice of waiting) → record/… functions → store_commit, or store_rollback.
 * Between begin and commit nothing is drawn, forked or waited for.
 */

#include <stdbool.h>
#include <stdint.h>

#include "zuoxi/base/clock.h"
#include "zuoxi/base/err.h"
#include "zuoxi/store/db.h"

struct actor;
struct store;
struct str;

struct store_options {
    const char *path;
    const struct clock *clock; /* borrowed, outlives the store */
    const char *badge;         /* written into the lock file for those who wait; borrowed, may be NULL */
    const char *mark; /* file of the audit's head (store/audit_mark.h); NULL or '': beside the database */
    const struct actor *viewer; /* store_look_as */
};

/*
 * Make a new database with all migrations, its lock file and meta row profile; is_demo marks a demonstration.
 */
enum status store_create(const char *path, const char *profile, bool is_demo, const struct clock *clock,
                         struct err *err);
/* Open an existing one; migrates an older file (one transaction each, in the queue); refuses a newer one. */
enum status store_open(struct store **store, const struct store_options *options, struct err *err);
/* Remove a database with its log and lock files; nobody may have it open. */
void store_remove(const char *path);
void store_close(struct store **store);
/* store_verify_watched (store/verify.h) without a word of progress. */
enum status store_verify(struct store *store, struct str *findings, struct err *err);

struct db *store_db(struct store *store);
/*
 * Whose eyes every statement looks with from now on: cases that the viewer may not read are not there, nor
 * anything of theirs (store/seen.h). Borrowed and asked anew at each row, so a change of it counts at once.
 * NULL: nobody's, who sees no confidential case. Returns who it was before.
 */
const struct actor *store_look_as(struct store *store, const struct actor *viewer);
bool store_is_demo(struct store *store);
const char *store_profile(struct store *store); /* meta row; borrowed */
const char *store_path(const struct store *store);
/* Is the calling user the owner of the database file (or root)? */
bool store_is_owner(const struct store *store);
/* True when another connection has committed since the last call (PRAGMA data_version, ~1 µs). Opens a
 * connection anew that an I/O error has made doubtful. */
bool store_changed(struct store *store);

/*
 * Enter the write queue: waits at most one slice (45 ms). STATUS_BUSY: call again; when waited_ms (total so
 * far, kept by the caller) is over 2,000 the err names the holder. Other statuses are final for this try.
 */
enum status store_begin(struct store *store, int64_t waited_ms, struct err *err);
/* COMMIT, then a small PASSIVE checkpoint when the log is long, then leave the queue. */
enum status store_commit(struct store *store, struct err *err);
void store_rollback(struct store *store);
/* Outside a transaction, in the queue: write the whole log into the database and make it empty. STATUS_BUSY:
 * a reader holds it, or as store_begin. */
enum status store_empty_log(struct store *store, int64_t waited_ms, struct err *err);
/* Inside a transaction: other desks are to see it at once, not at their next tick (store/bell.h). */
void store_ring_bell(struct store *store);
bool store_in_transaction(const struct store *store);

/* A meta value ('' when absent) / set it (inside a transaction). */
enum status store_meta(struct store *store, const char *key, char *out, unsigned long size, struct err *err);
enum status store_set_meta(struct store *store, const char *key, const char *value, struct err *err);
/* Next value of a named sequence, from 1, inside the transaction: unique, no gaps ("record",
 * "case/20261121"). */
enum status store_next(struct store *store, const char *sequence, int64_t *value, struct err *err);
/* Let a sequence have given value already, unless it is further. */
enum status store_reach(struct store *store, const char *sequence, int64_t value, struct err *err);
/* Shown counters (待办 …) by name; kept inside transactions with store_count_add. One indexed read. */
enum status store_count(struct store *store, const char *name, int64_t *value, struct err *err);
enum status store_count_add(struct store *store, const char *name, int64_t delta, struct err *err);

#endif
