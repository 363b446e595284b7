/* Transactions, checkpoints, budget, plans and checks of the SQLite driver. */

#include "db_sqlite.h"

#include <string.h>

#include "zuoxi/base/str.h"
#include "zuoxi/base/text.h"

static enum status run_sql(struct db *db, const char *sql, struct err *err)
{
    struct stmt *stmt;
    enum status status = db_prepare(db, sql, &stmt, err);
    return status != STATUS_OK ? status : db_run(stmt, err);
}

enum status db_begin(struct db *db, struct err *err)
{
    enum status status = run_sql(db, "BEGIN IMMEDIATE", err);
    db->is_writing = status == STATUS_OK;
    db->spoilt_by = STATUS_OK;
    return status;
}

enum status db_commit(struct db *db, struct err *err)
{
    bool is_spoilt = db->spoilt_by != STATUS_OK;
    enum status status = run_sql(db, "COMMIT", err);
    db->is_writing = false;
    if (status == STATUS_OK) {
        return STATUS_OK;
    }
    db_rollback(db);
    if (is_spoilt || status != STATUS_IO) {
        return status;
    }
    /* The log may hold the whole transaction although the sync failed; a restart would then find it saved. */
    err_set(err, STATUS_UNCLEAR, _("写入磁盘时出错，不能确定是否已保存"));
    err_advise(err, _("内容仍在表单里，系统会核对后重试，不会重复"));
    return STATUS_UNCLEAR;
}

void db_rollback(struct db *db)
{
    db->is_writing = false;
    if (db->handle != NULL && !sqlite3_get_autocommit(db->handle)) {
        run_sql(db, "ROLLBACK", NULL);
    }
}

enum status db_begin_read(struct db *db, struct err *err)
{
    return run_sql(db, "BEGIN", err);
}

void db_end_read(struct db *db)
{
    if (run_sql(db, "COMMIT", NULL) != STATUS_OK) {
        db_rollback(db);
    }
}

int64_t db_changed(struct db *db)
{
    return sqlite3_changes64(db->handle);
}

int64_t db_total_changes(struct db *db)
{
    return sqlite3_total_changes64(db->handle);
}

static enum status read_int(struct db *db, const char *sql, int64_t *value, struct err *err)
{
    struct stmt *stmt;
    bool row = false;
    enum status status = db_prepare(db, sql, &stmt, err);
    if (status == STATUS_OK) {
        status = db_step(stmt, &row, err);
    }
    if (status != STATUS_OK) {
        return status;
    }
    *value = row ? db_int(stmt, 0) : 0;
    db_reset(stmt);
    return STATUS_OK;
}

int64_t db_case_changes(const struct db *db)
{
    return db->case_changes;
}

int64_t db_data_version(struct db *db)
{
    int64_t version = -1;
    read_int(db, "PRAGMA data_version", &version, NULL);
    return version;
}

enum status db_user_version(struct db *db, int *version, struct err *err)
{
    int64_t value = 0;
    enum status status = read_int(db, "PRAGMA user_version", &value, err);
    *version = (int)value;
    return status;
}

enum status db_application_id(struct db *db, int64_t *id, struct err *err)
{
    return read_int(db, "PRAGMA application_id", id, err);
}

void db_set_cache(struct db *db, int mebibytes)
{
    struct str sql = {0};
    str_printf(&sql, "PRAGMA cache_size = -%d", mebibytes * 1024);
    db_execute(db, str_text(&sql), NULL);
    str_free(&sql);
}

enum status db_checkpoint(struct db *db, int frames, struct err *err)
{
    int limit = db->checkpoint_after > frames ? db->checkpoint_after : frames;
    int in_log = 0, done = 0;
    if (db->log_frames <= limit) {
        return STATUS_OK;
    }
    int code = sqlite3_wal_checkpoint_v2(db->handle, NULL, SQLITE_CHECKPOINT_PASSIVE, &in_log, &done);
    if (code != SQLITE_OK && (code & 0xff) != SQLITE_BUSY) {
        return db_sqlite_error(db, code, "checkpoint", err);
    }
    db->checkpoint_after = done < in_log ? in_log + frames : 0;
    return STATUS_OK;
}

enum status db_empty_log(struct db *db, struct err *err)
{
    int in_log = 0, done = 0;
    int code = sqlite3_wal_checkpoint_v2(db->handle, NULL, SQLITE_CHECKPOINT_TRUNCATE, &in_log, &done);
    db->checkpoint_after = 0;
    return code == SQLITE_OK ? STATUS_OK : db_sqlite_error(db, code, "checkpoint", err);
}

enum status db_explain(struct db *db, const char *sql, struct str *out, struct err *err)
{
    struct str text = {0};
    struct stmt *stmt;
    bool row = true;
    str_printf(&text, "EXPLAIN QUERY PLAN %s", sql);
    enum status status = db_prepare(db, str_text(&text), &stmt, err);
    while (status == STATUS_OK) {
        status = db_step(stmt, &row, err);
        if (status != STATUS_OK || !row) {
            break;
        }
        str_add(out, db_text(stmt, 3, NULL));
        str_add(out, "\n");
    }
    if (status == STATUS_OK) {
        db_reset(stmt);
    }
    str_free(&text);
    return status;
}

enum status db_check(struct db *db, bool whole, struct err *err)
{
    struct stmt *stmt;
    bool row = false;
    enum status status =
        db_prepare(db, whole ? "PRAGMA integrity_check(1)" : "PRAGMA quick_check(1)", &stmt, err);
    if (status == STATUS_OK) {
        status = db_step(stmt, &row, err);
    }
    if (status != STATUS_OK) {
        return status;
    }
    if (!row || strcmp(db_text(stmt, 0, NULL), "ok") != 0) {
        status =
            err_set(err, STATUS_CORRUPT, _("数据库检查发现损坏：%s"), row ? db_text(stmt, 0, NULL) : "?");
        err_where(err, "%s", db->path);
        err_advise(err, _("请停止使用，保留现有文件，从备份恢复"));
    }
    db_reset(stmt);
    return status;
}

const char *db_path(const struct db *db)
{
    return db->path;
}
