#include "zuoxi/store/migrate.h"

#include <string.h>

#include "zuoxi/base/sha256.h"
#include "zuoxi/base/text.h"

/* A schema is longer than the 4,095 bytes that C promises for a literal; both compilers take it. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Woverlength-strings"
static const struct migration embedded[] = {
#include "schema_embedded.h"
};
#pragma GCC diagnostic pop

struct migration_list migrate_embedded(void)
{
    return (struct migration_list){embedded, sizeof(embedded) / sizeof(embedded[0])};
}

int migrate_latest(const struct migration_list *list)
{
    return list->count > 0 ? list->items[list->count - 1].version : 0;
}

static void checksum_of(const struct migration *migration, char out[SHA256_HEX_SIZE])
{
    struct sha256 sha;
    unsigned char digest[SHA256_SIZE];
    sha256_init(&sha);
    sha256_add(&sha, migration->sql, strlen(migration->sql));
    sha256_end(&sha, digest);
    sha256_hex(digest, out);
}

enum status migrate_refuse_newer(struct db *db, const struct migration_list *list, struct err *err)
{
    int version = 0;
    enum status status = db_user_version(db, &version, err);
    if (status != STATUS_OK || version <= migrate_latest(list)) {
        return status;
    }
    err_set(err, STATUS_NEWER, _("数据库是更新版本的程序建的(结构 %d，本程序只认识到 %d)"), version,
            migrate_latest(list));
    err_where(err, "%s", db_path(db));
    err_advise(err, _("请升级 zuoxi 后重新打开；已输入的内容在草稿里，不会丢"));
    return STATUS_NEWER;
}

static enum status remember(struct db *db, const struct migration *migration, const struct clock *clock,
                            struct err *err)
{
    struct stmt *stmt;
    char checksum[SHA256_HEX_SIZE];
    struct str version = {0};
    enum status status =
        db_prepare(db, "INSERT INTO migration (version, name, checksum, applied_at) VALUES (?1, ?2, ?3, ?4)",
                   &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    checksum_of(migration, checksum);
    db_bind_int(stmt, 1, migration->version);
    db_bind_text(stmt, 2, migration->name);
    db_bind_text(stmt, 3, checksum);
    db_bind_int(stmt, 4, clock_now(clock));
    status = db_run(stmt, err);
    if (status == STATUS_OK) {
        str_printf(&version, "PRAGMA user_version = %d", migration->version);
        status = db_execute(db, str_text(&version), err);
        str_free(&version);
    }
    return status;
}

static enum status apply(struct db *db, const struct migration *migration, const struct clock *clock,
                         struct err *err)
{
    enum status status = db_begin(db, err);
    if (status != STATUS_OK) {
        return status;
    }
    status = db_execute(db, migration->sql, err);
    if (status == STATUS_OK) {
        status = remember(db, migration, clock, err);
    }
    if (status == STATUS_OK) {
        status = db_commit(db, err);
    }
    if (status != STATUS_OK) {
        db_rollback(db);
        err_where(err, _("数据库升级 %03d_%s"), migration->version, migration->name);
    }
    return status;
}

enum status migrate_run(struct db *db, const struct migration_list *list, const struct clock *clock,
                        struct err *err)
{
    int version = 0;
    enum status status = migrate_refuse_newer(db, list, err);
    if (status == STATUS_OK) {
        status = db_user_version(db, &version, err);
    }
    for (size_t i = 0; i < list->count && status == STATUS_OK; i++) {
        if (list->items[i].version > version) {
            status = apply(db, &list->items[i], clock, err);
        }
    }
    return status;
}

static void compare(const struct migration *migration, bool known, const char *checksum, struct str *findings)
{
    char wanted[SHA256_HEX_SIZE];
    checksum_of(migration, wanted);
    if (!known) {
        str_printf(findings, _("数据库升级 %03d_%s 没有记录\n"), migration->version, migration->name);
    } else if (strcmp(checksum, wanted) != 0) {
        str_printf(findings, _("数据库升级 %03d_%s 的内容与本程序的不同\n"), migration->version,
                   migration->name);
    }
}

enum status migrate_verify(struct db *db, const struct migration_list *list, struct str *findings,
                           struct err *err)
{
    int version = 0;
    enum status status = db_user_version(db, &version, err);
    for (size_t i = 0; i < list->count && status == STATUS_OK; i++) {
        struct stmt *stmt;
        bool row = false;
        if (list->items[i].version > version) {
            break;
        }
        status = db_prepare(db, "SELECT checksum FROM migration WHERE version = ?1", &stmt, err);
        if (status != STATUS_OK) {
            break;
        }
        db_bind_int(stmt, 1, list->items[i].version);
        status = db_step(stmt, &row, err);
        if (status == STATUS_OK) {
            compare(&list->items[i], row, row ? db_text(stmt, 0, NULL) : "", findings);
            db_reset(stmt);
        }
    }
    return status;
}
