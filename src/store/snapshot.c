#include "zuoxi/store/snapshot.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/statvfs.h>

#include "audit_chain.h"
#include "store_private.h"
#include "zuoxi/base/path.h"
#include "zuoxi/base/text.h"

#define SNAPSHOT_KEY "backup"
#define SPARE        (1 << 20) /* bytes that the copy's own note and the file system may take */

/* Told before anything is written: a disk filled to its end would hurt the desks too, where it is the same
 * one. */
static enum status check_room(const char *path, int64_t bytes, struct err *err)
{
    struct statvfs system;
    if (statvfs(path, &system) != 0) {
        return path_error(err, _("打开"), path);
    }
    int64_t room = (int64_t)system.f_bavail * (int64_t)system.f_frsize;
    if (room >= bytes + SPARE) {
        return STATUS_OK;
    }
    err_set(err, STATUS_FULL, _("空间不够：要 %lld MB，只剩 %lld MB"), (long long)((bytes + SPARE) >> 20),
            (long long)(room >> 20));
    err_where(err, "%s", path);
    return err_advise(err, _("请清理这个磁盘，或换一个目录"));
}

static enum status copy_aside(struct db *from, const char *path, const struct db_copy_watch *watch,
                              struct db **to, struct err *err)
{
    int64_t bytes = 0;
    enum status status = db_size(from, &bytes, err);
    if (status == STATUS_OK) {
        status = check_room(path, bytes, err);
    }
    if (status == STATUS_OK) {
        status = db_open(to, path, DB_ASIDE, err);
    }
    if (status == STATUS_OK) {
        status = db_prepare_aside(*to, err);
    }
    if (status == STATUS_OK) {
        status = db_copy(from, *to, watch, err);
    }
    return status == STATUS_OK ? db_drop_log(*to, err) : status;
}

static enum status count_rows(struct store *copy, struct snapshot *snapshot, struct err *err)
{
    const struct {
        const char *sql;
        int64_t *value;
    } counts[] = {{"SELECT count(*) FROM customer WHERE ?1 = ''", &snapshot->customers},
                  {"SELECT count(*) FROM case_record WHERE ?1 = ''", &snapshot->cases},
                  {"SELECT count(*) FROM contact WHERE ?1 = ''", &snapshot->contacts}};
    enum status status = STATUS_OK;
    bool found;
    for (size_t i = 0; status == STATUS_OK && i < sizeof(counts) / sizeof(counts[0]); i++) {
        status = store_read_int(copy, counts[i].sql, "", counts[i].value, &found, err);
    }
    return status;
}

/* What the copy says of itself. Its size does not count the note. */
static enum status describe(struct store *copy, struct snapshot *snapshot, struct err *err)
{
    struct audit_head head = {.count = 0};
    text_copy(snapshot->program, sizeof(snapshot->program), ZUOXI_VERSION);
    enum status status = db_user_version(copy->db, &snapshot->schema, err);
    if (status == STATUS_OK) {
        status = db_size(copy->db, &snapshot->bytes, err);
    }
    if (status == STATUS_OK) {
        status = count_rows(copy, snapshot, err);
    }
    if (status == STATUS_OK) {
        status = audit_chain_head(copy, &head, err);
    }
    snapshot->audit_count = head.count;
    sha256_hex(head.hash, snapshot->audit_hash);
    return status;
}

static enum status write_note(struct store *copy, const struct snapshot *snapshot, struct err *err)
{
    char text[400];
    snprintf(text, sizeof(text),
             "%" PRId64 " %s %d %" PRId64 " %" PRId64 " %" PRId64 " %" PRId64 " %" PRId64 " %s", snapshot->at,
             snapshot->program, snapshot->schema, snapshot->customers, snapshot->cases, snapshot->contacts,
             snapshot->bytes, snapshot->audit_count, snapshot->audit_hash);
    enum status status = store_begin(copy, 0, err);
    if (status == STATUS_OK) {
        status = store_set_meta(copy, SNAPSHOT_KEY, text, err);
    }
    if (status == STATUS_OK) {
        return store_commit(copy, err);
    }
    store_rollback(copy);
    return status;
}

enum status snapshot_read(struct store *store, struct snapshot *snapshot, struct err *err)
{
    char text[400];
    *snapshot = (struct snapshot){0};
    enum status status = store_meta(store, SNAPSHOT_KEY, text, sizeof(text), err);
    if (status != STATUS_OK) {
        return status;
    }
    int read =
        sscanf(text, "%" SCNd64 " %23s %d %" SCNd64 " %" SCNd64 " %" SCNd64 " %" SCNd64 " %" SCNd64 " %64s",
               &snapshot->at, snapshot->program, &snapshot->schema, &snapshot->customers, &snapshot->cases,
               &snapshot->contacts, &snapshot->bytes, &snapshot->audit_count, snapshot->audit_hash);
    return read == 9 ? STATUS_OK : err_set(err, STATUS_NOT_FOUND, _("不是 zuoxi backup 做的备份"));
}

/* Copied; now it says what it is, and every page is looked at. */
static enum status finish(const char *path, const struct clock *clock, struct snapshot *snapshot,
                          struct err *err)
{
    struct store *copy = NULL;
    enum status status = snapshot_open(&copy, path, clock, err);
    if (status != STATUS_OK) {
        return status;
    }
    status = db_prepare_aside(copy->db, err);
    if (status == STATUS_OK) {
        status = describe(copy, snapshot, err);
    }
    if (status == STATUS_OK) {
        status = write_note(copy, snapshot, err);
    }
    if (status == STATUS_OK) {
        status = db_check(copy->db, true, err);
    }
    store_close(&copy);
    return status;
}

enum status snapshot_make(struct store *store, const char *path, const struct db_copy_watch *watch,
                          struct snapshot *snapshot, struct err *err)
{
    struct db *to = NULL;
    *snapshot = (struct snapshot){.at = clock_now(store->clock)};
    enum status status = copy_aside(store->db, path, watch, &to, err);
    db_close(&to);
    return status == STATUS_OK ? finish(path, store->clock, snapshot, err) : status;
}

enum status snapshot_keep(struct db *from, const char *path, const struct db_copy_watch *watch,
                          struct err *err)
{
    struct db *to = NULL;
    enum status status = copy_aside(from, path, watch, &to, err);
    db_close(&to);
    return status;
}

enum status snapshot_put(struct db *to, const char *path, const struct db_copy_watch *watch, struct err *err)
{
    struct db *from = NULL;
    enum status status = db_open(&from, path, DB_ASIDE, err);
    if (status == STATUS_OK) {
        status = db_copy(from, to, watch, err);
    }
    db_close(&from);
    return status;
}
