#include "db_sqlite.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/str.h"
#include "zuoxi/base/text.h"

#define STMTS_MAX 200

static int64_t monotonic_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static int on_progress(void *context)
{
    const struct db *db = context;
    return db->deadline_ms > 0 && !db->is_writing && monotonic_ms() > db->deadline_ms;
}

void db_set_budget(struct db *db, int milliseconds)
{
    db->budget_ms = milliseconds;
    db->deadline_ms = 0;
    if (db->handle != NULL) {
        sqlite3_progress_handler(db->handle, milliseconds > 0 ? 1000 : 0, on_progress, db);
    }
}

static int on_commit(void *context, sqlite3 *handle, const char *name, int frames)
{
    struct db *db = context;
    (void)handle;
    (void)name;
    if (frames < db->log_frames) { /* the log began anew */
        db->checkpoint_after = 0;
    }
    db->log_frames = frames;
    return SQLITE_OK;
}

static void forget_stmts(struct db *db)
{
    for (size_t i = 0; i < db->count; i++) {
        sqlite3_finalize(db->stmts[i]->handle);
        free(db->stmts[i]->sql);
        free(db->stmts[i]);
    }
    db->count = 0;
    memset(db->recent, 0, sizeof(db->recent));
}

static void on_change(void *context, int action, const char *name, const char *table, sqlite3_int64 id)
{
    struct db *db = context;
    (void)action;
    (void)name;
    (void)id;
    db->case_changes += strcmp(table, "case_record") == 0;
}

static enum status connect_file(struct db *db, struct err *err)
{
    int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    flags |= db->mode == DB_READONLY ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
    int code = sqlite3_open_v2(db->path, &db->handle, flags, NULL);
    if (code != SQLITE_OK) {
        return db_sqlite_error(db, code, NULL, err);
    }
    sqlite3_wal_hook(db->handle, on_commit, db);
    sqlite3_update_hook(db->handle, on_change, db);
    db->case_changes++; /* what was read through another connection may be old */
    db_set_budget(db, db->budget_ms);
    enum status status = db_sqlite_configure(db, err);
    if (status == STATUS_OK) {
        status = db_sqlite_tokenizer(db, err);
    }
    return status != STATUS_OK ? status : db_sqlite_functions(db, err);
}

enum status db_open(struct db **out, const char *path, enum db_open mode, struct err *err)
{
    enum status status = db_sqlite_inspect(path, mode, err);
    if (status == STATUS_OK && mode == DB_CREATE) {
        status = db_sqlite_create(path, err);
    }
    if (status != STATUS_OK) {
        return status;
    }
    struct db *db = mem_new(1, sizeof(*db));
    db->path = mem_copy(path);
    db->mode = mode;
    status = connect_file(db, err);
    if (status != STATUS_OK) {
        db_close(&db);
        if (mode == DB_CREATE) {
            unlink(path); /* ours, and empty */
        }
        return status;
    }
    *out = db;
    return STATUS_OK;
}

void db_close(struct db **db)
{
    if (*db == NULL) {
        return;
    }
    forget_stmts(*db);
    sqlite3_close((*db)->handle);
    free((*db)->stmts);
    free((*db)->path);
    free(*db);
    *db = NULL;
}

bool db_needs_reopen(const struct db *db)
{
    return db->needs_reopen;
}

static void disconnect(struct db *db)
{
    forget_stmts(db);
    sqlite3_close(db->handle);
    db->handle = NULL;
}

enum status db_reopen(struct db *db, struct err *err)
{
    disconnect(db);
    db->is_writing = false;
    db->log_frames = 0;
    db->checkpoint_after = 0;
    db->needs_reopen = true;
    enum status status = db_sqlite_inspect(db->path, DB_EXISTING, err);
    if (status == STATUS_OK) {
        status = connect_file(db, err);
    }
    if (status == STATUS_OK) {
        status = db_check(db, false, err);
    }
    if (status != STATUS_OK) {
        disconnect(db); /* half a connection would answer with anything but what is wrong */
    }
    db->needs_reopen = status != STATUS_OK;
    return status;
}

/* The slot of a text's address: constant texts lie at fixed addresses, so a hit costs one comparison. */
static size_t slot_of(const char *sql)
{
    uintptr_t address = (uintptr_t)sql;
    return (size_t)((address >> 3) ^ (address >> 12)) & (DB_RECENT - 1);
}

static void evict_oldest(struct db *db)
{
    size_t oldest = db->count;
    for (size_t i = 0; i < db->count; i++) {
        bool is_older = oldest == db->count || db->stmts[i]->used < db->stmts[oldest]->used;
        if (is_older && !sqlite3_stmt_busy(db->stmts[i]->handle)) {
            oldest = i;
        }
    }
    if (oldest == db->count) {
        return;
    }
    struct stmt *stmt = db->stmts[oldest];
    db->stmts[oldest] = db->stmts[--db->count];
    memset(db->recent, 0, sizeof(db->recent));
    sqlite3_finalize(stmt->handle);
    free(stmt->sql);
    free(stmt);
}

/*
 * No memory, a page that cannot be read: what follows in the transaction would rest on what is not known, and
 * SQLite may have rolled it back already, so that each statement would be committed by itself. Whoever
 * overlooked the failure meets it again here.
 */
static enum status check_unspoilt(const struct db *db, struct err *err)
{
    if (!db->is_writing || db->spoilt_by == STATUS_OK) {
        return STATUS_OK;
    }
    err_set(err, db->spoilt_by, _("保存中途出错，已全部撤回"));
    err_advise(err, _("内容不会丢，请再保存一次；反复出现时请检查内存和磁盘"));
    return db->spoilt_by;
}

/* A constraint alone may be looked for on purpose, and leaves the transaction whole. */
static enum status failed(struct db *db, int code, const char *sql, struct err *err)
{
    enum status status = db_sqlite_error(db, code, sql, err);
    if (db->is_writing && ((code & 0xff) != SQLITE_CONSTRAINT || sqlite3_get_autocommit(db->handle))) {
        db->spoilt_by = status;
        /* The search index holds terms in memory that are not taken back when there is none. */
        db->needs_reopen = db->needs_reopen || (code & 0xff) == SQLITE_NOMEM;
    }
    return status;
}

static enum status prepare_new(struct db *db, const char *sql, struct stmt **stmt, struct err *err)
{
    sqlite3_stmt *handle = NULL;
    if (db->handle == NULL) {
        return err_set(err, STATUS_LOST, _("数据库连接已断开"));
    }
    int code = sqlite3_prepare_v3(db->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &handle, NULL);
    if (code != SQLITE_OK) {
        return failed(db, code, sql, err);
    }
    if (db->count >= STMTS_MAX) {
        evict_oldest(db);
    }
    mem_reserve((void **)&db->stmts, &db->capacity, db->count + 1, sizeof(struct stmt *));
    *stmt = mem_new(1, sizeof(**stmt));
    (*stmt)->handle = handle;
    (*stmt)->db = db;
    (*stmt)->sql = mem_copy(sql);
    db->stmts[db->count++] = *stmt;
    return STATUS_OK;
}

enum status db_prepare(struct db *db, const char *sql, struct stmt **stmt, struct err *err)
{
    size_t slot = slot_of(sql);
    *stmt = NULL;
    if (db->recent[slot].sql == sql && strcmp(db->recent[slot].stmt->sql, sql) == 0) {
        *stmt = db->recent[slot].stmt;
    }
    for (size_t i = 0; *stmt == NULL && i < db->count; i++) {
        if (strcmp(db->stmts[i]->sql, sql) == 0) {
            *stmt = db->stmts[i];
        }
    }
    if (*stmt == NULL) {
        enum status status = prepare_new(db, sql, stmt, err);
        if (status != STATUS_OK) {
            return status;
        }
    }
    db->recent[slot].sql = sql;
    db->recent[slot].stmt = *stmt;
    (*stmt)->used = ++db->tick; /* NOLINT(clang-analyzer-core.NullDereference): found or made above */
    return STATUS_OK;
}

enum status db_execute(struct db *db, const char *sql, struct err *err)
{
    if (db->handle == NULL) {
        return err_set(err, STATUS_LOST, _("数据库连接已断开"));
    }
    enum status status = check_unspoilt(db, err);
    if (status != STATUS_OK) {
        return status;
    }
    int code = sqlite3_exec(db->handle, sql, NULL, NULL, NULL);
    return code == SQLITE_OK ? STATUS_OK : failed(db, code, sql, err);
}

/* A value that could not be copied would be stored as none: the next step tells. */
static void note_bound(struct stmt *stmt, int code)
{
    if (code == SQLITE_NOMEM || code == SQLITE_TOOBIG) {
        stmt->bind_code = code;
    }
}

void db_bind_int(struct stmt *stmt, int index, int64_t value)
{
    note_bound(stmt, sqlite3_bind_int64(stmt->handle, index, value));
}

void db_bind_text(struct stmt *stmt, int index, const char *text)
{
    note_bound(stmt, sqlite3_bind_text(stmt->handle, index, text, -1, SQLITE_TRANSIENT));
}

void db_bind_borrowed(struct stmt *stmt, int index, const char *text, size_t length)
{
    note_bound(stmt, sqlite3_bind_text(stmt->handle, index, text, (int)length, SQLITE_STATIC));
}

void db_bind_blob(struct stmt *stmt, int index, const void *bytes, size_t length)
{
    note_bound(stmt, sqlite3_bind_blob64(stmt->handle, index, bytes, length, SQLITE_TRANSIENT));
}

void db_bind_null(struct stmt *stmt, int index)
{
    note_bound(stmt, sqlite3_bind_null(stmt->handle, index));
}

enum status db_step(struct stmt *stmt, bool *row, struct err *err)
{
    struct db *db = stmt->db;
    enum status status = check_unspoilt(db, err);
    if (status != STATUS_OK) {
        *row = false;
        return status;
    }
    if (db->budget_ms > 0 && !sqlite3_stmt_busy(stmt->handle)) {
        db->deadline_ms = monotonic_ms() + db->budget_ms;
    }
    int code = stmt->bind_code != SQLITE_OK ? stmt->bind_code : sqlite3_step(stmt->handle);
    *row = code == SQLITE_ROW;
    if (code == SQLITE_ROW || code == SQLITE_DONE) {
        return STATUS_OK;
    }
    status = failed(db, code, stmt->sql, err);
    db_reset(stmt);
    return status;
}

enum status db_run(struct stmt *stmt, struct err *err)
{
    bool row;
    enum status status = db_step(stmt, &row, err);
    if (status == STATUS_OK) {
        db_reset(stmt);
    }
    return status;
}

void db_reset(struct stmt *stmt)
{
    sqlite3_reset(stmt->handle);
    sqlite3_clear_bindings(stmt->handle);
    stmt->bind_code = SQLITE_OK;
}

bool db_is_null(struct stmt *stmt, int column)
{
    return sqlite3_column_type(stmt->handle, column) == SQLITE_NULL;
}

int64_t db_int(struct stmt *stmt, int column)
{
    return sqlite3_column_int64(stmt->handle, column);
}

const char *db_text(struct stmt *stmt, int column, size_t *length)
{
    const unsigned char *text = sqlite3_column_text(stmt->handle, column);
    if (length != NULL) {
        *length = (size_t)sqlite3_column_bytes(stmt->handle, column);
    }
    return text != NULL ? (const char *)text : "";
}

const void *db_blob(struct stmt *stmt, int column, size_t *length)
{
    const void *bytes = sqlite3_column_blob(stmt->handle, column);
    *length = (size_t)sqlite3_column_bytes(stmt->handle, column);
    return bytes != NULL ? bytes : "";
}
