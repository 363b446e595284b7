#include "zuoxi/store/db_copy.h"

#include <string.h>

#include "db_sqlite.h"
#include "zuoxi/base/text.h"

#define STEP_PAGES 256 /* 1 MiB */

static enum status step_through(sqlite3_backup *backup, const struct db_copy_watch *watch, struct err *err)
{
    int code;
    while ((code = sqlite3_backup_step(backup, STEP_PAGES)) == SQLITE_OK) {
        int64_t total = sqlite3_backup_pagecount(backup);
        if (watch->each != NULL &&
            !watch->each(watch->context, total - sqlite3_backup_remaining(backup), total)) {
            return err_set(err, STATUS_FAILED, _("已取消"));
        }
    }
    if (code == SQLITE_DONE && watch->each != NULL) {
        watch->each(watch->context, sqlite3_backup_pagecount(backup), sqlite3_backup_pagecount(backup));
    }
    return STATUS_OK;
}

/* The error, if there was one, is the target's: it tells both. */
static enum status copy_pages(struct db *from, struct db *to, const struct db_copy_watch *watch,
                              struct err *err)
{
    sqlite3_backup *backup = sqlite3_backup_init(to->handle, "main", from->handle, "main");
    if (backup == NULL) {
        return db_sqlite_error(to, sqlite3_extended_errcode(to->handle), "backup", err);
    }
    enum status status = step_through(backup, watch, err);
    int code = sqlite3_backup_finish(backup);
    if (status == STATUS_OK && code != SQLITE_OK) {
        status = db_sqlite_error(to, code, "backup", err);
    }
    return status;
}

enum status db_copy(struct db *from, struct db *to, const struct db_copy_watch *watch, struct err *err)
{
    int version;
    /* Without a transaction of ours each step would begin its own, and the copy anew after every save. */
    enum status status = db_begin_read(from, err);
    if (status != STATUS_OK) {
        return status;
    }
    status = db_user_version(from, &version, err); /* the first read decides which moment it is */
    if (status == STATUS_OK) {
        status = copy_pages(from, to, watch, err);
    }
    db_end_read(from);
    return status;
}

enum status db_prepare_aside(struct db *to, struct err *err)
{
    return db_execute(
        to, "PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE", err);
}

/* Set the mode and tell whether it was taken. */
static enum status set_delete_mode(struct db *db, bool *is_set, struct err *err)
{
    struct stmt *stmt;
    bool row = false;
    enum status status = db_prepare(db, "PRAGMA journal_mode = DELETE", &stmt, err);
    if (status == STATUS_OK) {
        status = db_step(stmt, &row, err);
    }
    if (status == STATUS_OK) {
        *is_set = row && strcmp(db_text(stmt, 0, NULL), "delete") == 0;
        db_reset(stmt);
    }
    return status;
}

enum status db_drop_log(struct db *db, struct err *err)
{
    bool is_set = false;
    enum status status = set_delete_mode(db, &is_set, err);
    return status == STATUS_OK && !is_set ? err_set(err, STATUS_BUG, _("备份不能合成一个文件")) : status;
}

enum status db_take_alone(struct db *db, struct err *err)
{
    bool is_set = false;
    enum status status = db_execute(db, "PRAGMA locking_mode = EXCLUSIVE", err);
    if (status == STATUS_OK) {
        status = set_delete_mode(db, &is_set, err);
    }
    if (status == STATUS_OK && is_set) { /* hold it from here on, in whatever mode it was */
        status = db_execute(db, "BEGIN EXCLUSIVE; COMMIT", err);
    }
    return status == STATUS_OK && !is_set ? err_set(err, STATUS_BUSY, _("数据库正被占用")) : status;
}

enum status db_size(struct db *db, int64_t *bytes, struct err *err)
{
    struct stmt *stmt;
    bool row = false;
    enum status status = db_prepare(
        db, "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()", &stmt, err);
    if (status == STATUS_OK) {
        status = db_step(stmt, &row, err);
    }
    if (status == STATUS_OK) {
        *bytes = row ? db_int(stmt, 0) : 0;
        db_reset(stmt);
    }
    return status;
}
