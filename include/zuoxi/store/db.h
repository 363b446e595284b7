#ifndef ZUOXI_STORE_DB_H
#define ZUOXI_STORE_DB_H

/*
 * The thin driver under all SQL: about twenty functions, one implementation for SQLite (db_sqlite*.c, the
 * only files that include <sqlite3.h>). SQL above it uses bound ?N parameters only and is prepared once.
 * After a failed statement inside a transaction only rollback is allowed; unless it failed by a constraint,
 * everything else is refused. No statement stays open across a redraw: read a page of rows into memory, then
 * db_reset.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "zuoxi/base/err.h"

struct actor;
struct db;
struct stmt;

/* PRAGMA application_id of our files: "zuxi". */
#define DB_APPLICATION_ID 0x7A757869

enum db_open {
    DB_EXISTING,
    DB_CREATE,
    DB_READONLY,
    DB_ASIDE /* a copy that no desk works on, empty at first or a backup: no log, any file system */
};

/*
 * Open path. Refuses network file systems, directories, files that are no database, damaged headers. Sets
 * WAL (in a file that is ours; another program's is left as it is, for the store to refuse), synchronous
 * FULL, foreign keys, trusted_schema off, defensive, double-quoted strings off, wal_autocheckpoint 0.
 * DB_CREATE makes the file with mode 0600 before WAL exists and syncs its directory; it fails when the file
 * exists.
 */
enum status db_open(struct db **db, const char *path, enum db_open mode, struct err *err);
void db_close(struct db **db);
/*
 * True after a failed write or sync: what the system's cache holds can no longer be trusted, so the
 * connection is read-only until db_reopen has opened the file anew and checked it (quick_check, ~1 s a
 * gigabyte).
 */
bool db_needs_reopen(const struct db *db);
enum status db_reopen(struct db *db, struct err *err);
/* The name of a file system that cannot keep a shared database (statfs magic), NULL for one that can. */
const char *db_refused_filesystem(long magic);

/* Prepare for the connection's life (owned by the db, finalised by db_close); the same sql gives the same
 * stmt. */
enum status db_prepare(struct db *db, const char *sql, struct stmt **stmt, struct err *err);
/* Run statements without parameters or results (schema). */
enum status db_execute(struct db *db, const char *sql, struct err *err);

void db_bind_int(struct stmt *stmt, int index, int64_t value);
void db_bind_text(struct stmt *stmt, int index, const char *text); /* copied at the call */
/* Not copied: must stay as it is until db_reset (db_run resets). */
void db_bind_borrowed(struct stmt *stmt, int index, const char *text, size_t length);
void db_bind_blob(struct stmt *stmt, int index, const void *bytes, size_t length);
void db_bind_null(struct stmt *stmt, int index);

/* *row = a row is there. On error the statement is reset. */
enum status db_step(struct stmt *stmt, bool *row, struct err *err);
/* Step a statement that gives no rows, then reset it. */
enum status db_run(struct stmt *stmt, struct err *err);
void db_reset(struct stmt *stmt); /* bindings are cleared too */

bool db_is_null(struct stmt *stmt, int column);
int64_t db_int(struct stmt *stmt, int column);
/* Valid until the next step or reset. Never NULL; length may be NULL. */
const char *db_text(struct stmt *stmt, int column, size_t *length);
const void *db_blob(struct stmt *stmt, int column, size_t *length);

enum status db_begin(struct db *db, struct err *err);  /* IMMEDIATE; busy_timeout 0 → STATUS_BUSY */
enum status db_commit(struct db *db, struct err *err); /* STATUS_UNCLEAR when it cannot be told */
void db_rollback(struct db *db);

/*
 * Several reads of one state, with one lock instead of one each; nothing may be written between. Both cheap.
 */
enum status db_begin_read(struct db *db, struct err *err);
void db_end_read(struct db *db);

int64_t db_changed(struct db *db);       /* rows the last statement changed */
int64_t db_total_changes(struct db *db); /* rows changed since the opening, an index's own rows included */
int64_t db_data_version(struct db *db);  /* changes when another connection committed */
/* Changes when a row of case_record was written here, committed or not. */
int64_t db_case_changes(const struct db *db);
/* Whom the SQL function zuoxi_sees(owner, keeper) answers for; borrowed, NULL: nobody. Returns the last one.
 */
const struct actor *db_look_as(struct db *db, const struct actor *viewer);
const struct actor *db_viewer(const struct db *db);
/* Stop any statement after this many milliseconds of running (progress handler); 0 = no budget. */
void db_set_budget(struct db *db, int milliseconds);
/*
 * One PASSIVE checkpoint when the log has over `frames` frames; only while holding the write queue. Where a
 * reader holds it up, the next try comes after as many frames again.
 */
enum status db_checkpoint(struct db *db, int frames, struct err *err);
/* Write the log into the file and cut it to nothing (TRUNCATE); STATUS_BUSY while anybody reads. Only while
 * holding the write queue. */
enum status db_empty_log(struct db *db, struct err *err);
/* The plan of a query, one line per step joined with '\n' (tests). Appends. */
struct str;
enum status db_explain(struct db *db, const char *sql, struct str *out, struct err *err);
const char *db_path(const struct db *db);
/* PRAGMA user_version (the schema's version; ~1 µs) and application_id, which marks our files. */
enum status db_user_version(struct db *db, int *version, struct err *err);
enum status db_application_id(struct db *db, int64_t *id, struct err *err);
/* Memory for cached pages, in MiB (4 when opened); more for a bulk load. */
void db_set_cache(struct db *db, int mebibytes);
/* PRAGMA quick_check or (whole) integrity_check: STATUS_CORRUPT with its first line. */
enum status db_check(struct db *db, bool whole, struct err *err);

#endif
