#ifndef ZUOXI_STORE_DB_SQLITE_H
#define ZUOXI_STORE_DB_SQLITE_H

/* What the db_sqlite*.c files share; nobody else includes this. */

#include <sqlite3.h>

#include "zuoxi/store/db.h"

#define DB_RECENT 256 /* slots of the pointer cache; a power of two */

struct stmt {
    sqlite3_stmt *handle;
    struct db *db;
    char *sql;
    uint64_t used; /* db->tick at the last db_prepare */
    int bind_code; /* of a value that could not be bound, else SQLITE_OK */
};

struct db {
    sqlite3 *handle;
    char *path;
    enum db_open mode;
    struct stmt **stmts;
    size_t count, capacity;
    struct {
        const char *sql;
        struct stmt *stmt;
    } recent[DB_RECENT];
    uint64_t tick;
    int budget_ms;
    int64_t deadline_ms;   /* monotonic; 0 = none running */
    bool is_writing;       /* between begin and commit: no budget, a half-run write helps nobody */
    enum status spoilt_by; /* failure after which this transaction cannot be kept; STATUS_OK: none */
    int log_frames;        /* after the last commit, from SQLite's WAL hook */
    int checkpoint_after;  /* frames above which a held-up checkpoint is tried again */
    int64_t case_changes;  /* rows of case_record written through this connection */
    bool needs_reopen;
    const struct actor *viewer; /* borrowed; NULL: nobody */
};

/* Fill err from a SQLite result code; marks the db for reopening after a failed write. */
enum status db_sqlite_error(struct db *db, int code, const char *sql, struct err *err);
/* Look at the file and its place before SQLite does: kind, file system, permissions. */
enum status db_sqlite_inspect(const char *path, enum db_open mode, struct err *err);
/* Is there no room left for this user where the file lies? */
bool db_sqlite_is_full(const char *path);
/* Create the empty file with mode 0600 and sync its directory. */
enum status db_sqlite_create(const char *path, struct err *err);
/* Settings of a fresh connection. */
enum status db_sqlite_configure(struct db *db, struct err *err);
/* Register the FTS5 tokenizer "zuoxi" on this connection. */
enum status db_sqlite_tokenizer(struct db *db, struct err *err);
/* Register the functions of db_sqlite_function.c. */
enum status db_sqlite_functions(struct db *db, struct err *err);

#endif
