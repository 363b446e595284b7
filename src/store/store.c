#include "zuoxi/store/store.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store_private.h"
#include "zuoxi/base/mem.h"
#include "zuoxi/base/path.h"
#include "zuoxi/base/str.h"
#include "zuoxi/base/text.h"
#include "zuoxi/store/audit_mark.h"
#include "zuoxi/store/ballast.h"
#include "zuoxi/store/bell.h"
#include "zuoxi/store/incoming.h"
#include "zuoxi/store/migrate.h"
#include "zuoxi/store/snapshot.h"

#define LOG_FRAMES      256 /* above this a commit is followed by a checkpoint (4 KiB pages) */
#define SAVES_PER_MERGE 8
#define UPGRADE_WAIT_MS 10000
#define LOG_SETTLE_MS   5000 /* so long after its last byte SQLite is asked at each look */
#define LOG_ASK_MS      4000 /* and so often later on */

static enum status check_identity(struct db *db, struct err *err)
{
    int64_t id = 0;
    enum status status = db_application_id(db, &id, err);
    if (status != STATUS_OK || id == DB_APPLICATION_ID) {
        return status;
    }
    err_set(err, STATUS_FAILED, _("这个文件不是坐席的数据库"));
    err_where(err, "%s", db_path(db));
    err_advise(err, _("请检查 database 选项或 --database；新建请用 zuoxi init"));
    return STATUS_FAILED;
}

static enum status needs_upgrade(struct store *store, bool *needed, struct err *err)
{
    struct migration_list list = migrate_embedded();
    int version = 0;
    bool is_prepared = true;
    enum status status = migrate_refuse_newer(store->db, &list, err);
    if (status == STATUS_OK) {
        status = db_user_version(store->db, &version, err);
    }
    if (status == STATUS_OK && version == migrate_latest(&list)) {
        status = search_is_prepared(store, &is_prepared, err);
    }
    *needed = version < migrate_latest(&list) || !is_prepared;
    return status;
}

static enum status prepare_search(struct store *store, struct err *err)
{
    enum status status = db_begin(store->db, err);
    if (status == STATUS_OK) {
        status = search_prepare(store, err);
    }
    if (status == STATUS_OK) {
        return db_commit(store->db, err);
    }
    db_rollback(store->db);
    return status;
}

/* In the queue: two desks of a new program may open an old file at the same time. */
static enum status upgrade(struct store *store, struct err *err)
{
    struct migration_list list = migrate_embedded();
    enum status status = STATUS_BUSY;
    for (int64_t waited = 0; status == STATUS_BUSY && waited < UPGRADE_WAIT_MS; waited += QUEUE_SLICE_MS) {
        status = queue_enter(store->queue, waited, err);
    }
    if (status != STATUS_OK) {
        return status;
    }
    status = migrate_run(store->db, &list, store->clock, err);
    if (status == STATUS_OK) {
        status = prepare_search(store, err);
    }
    if (status == STATUS_OK) {
        status = db_checkpoint(store->db, 0, err);
    }
    queue_leave(store->queue);
    return status;
}

/* The write-ahead log as it lies beside the database; 0 when there is none. */
static ino_t log_inode(const struct store *store)
{
    struct stat file;
    return stat(store->log_path, &file) == 0 ? file.st_ino : 0;
}

static struct store *store_around(struct db *db, const struct clock *clock)
{
    struct store *store = mem_new(1, sizeof(*store));
    struct stat file;
    store->db = db;
    store->clock = clock;
    if (stat(db_path(db), &file) == 0) {
        store->device = file.st_dev;
        store->inode = file.st_ino;
    }
    struct str log = {0};
    str_printf(&log, "%s-wal", db_path(db));
    store->log_path = log.bytes;
    store->log_inode = log_inode(store);
    return store;
}

enum status snapshot_open(struct store **out, const char *path, const struct clock *clock, struct err *err)
{
    struct db *db = NULL;
    enum status status = db_open(&db, path, DB_ASIDE, err);
    if (status != STATUS_OK) {
        return status;
    }
    struct store *store = store_around(db, clock);
    status = check_identity(db, err);
    if (status != STATUS_OK) {
        store_close(&store);
        return status;
    }
    *out = store;
    return STATUS_OK;
}

static enum status fill_new(struct store *store, const char *profile, bool is_demo, struct err *err)
{
    enum status status = upgrade(store, err);
    while (status == STATUS_OK && (status = store_begin(store, 0, err)) == STATUS_BUSY) {
        status = STATUS_OK;
    }
    if (status == STATUS_OK) {
        status = store_set_meta(store, "profile", profile, err);
    }
    if (status == STATUS_OK && is_demo) {
        status = store_set_meta(store, "demo", "1", err);
    }
    return status == STATUS_OK ? store_commit(store, err) : status;
}

void store_remove(const char *path)
{
    static const char *const endings[] = {"",      "-wal",   "-shm",  ".lock",        ".import",
                                          ".bell", ".seats", ".open", BALLAST_SUFFIX, AUDIT_MARK_SUFFIX};
    for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++) {
        struct str name = {0};
        str_printf(&name, "%s%s", path, endings[i]);
        unlink(str_text(&name));
        str_free(&name);
    }
}

enum status store_create(const char *path, const char *profile, bool is_demo, const struct clock *clock,
                         struct err *err)
{
    struct db *db = NULL;
    enum status status = db_open(&db, path, DB_CREATE, err);
    if (status != STATUS_OK) {
        return status; /* nothing of ours is there to be removed, or the file could not even be configured */
    }
    struct str sql = {0};
    str_printf(&sql, "PRAGMA application_id = %d", DB_APPLICATION_ID);
    status = db_execute(db, str_text(&sql), err);
    str_free(&sql);
    struct store *store = store_around(db, clock);
    if (status == STATUS_OK) {
        status = queue_open(&store->queue, path, NULL, clock, err);
    }
    if (status == STATUS_OK) {
        status = fill_new(store, profile, is_demo, err);
    }
    store_close(&store);
    if (status != STATUS_OK) {
        store_remove(path);
    }
    return status;
}

static enum status read_meta(struct store *store, struct err *err)
{
    char demo[8];
    enum status status = store_meta(store, "profile", store->profile, sizeof(store->profile), err);
    if (status == STATUS_OK) {
        status = store_meta(store, "demo", demo, sizeof(demo), err);
        store->is_demo = status == STATUS_OK && strcmp(demo, "1") == 0;
    }
    return status;
}

enum status store_open(struct store **out, const struct store_options *options, struct err *err)
{
    struct db *db = NULL;
    bool needed = false;
    enum status status = db_open(&db, options->path, DB_EXISTING, err);
    if (status != STATUS_OK) {
        return status;
    }
    struct store *store = store_around(db, options->clock);
    text_copy(store->mark.path, sizeof(store->mark.path), options->mark != NULL ? options->mark : "");
    store_look_as(store, options->viewer);
    status = check_identity(db, err);
    if (status == STATUS_OK) {
        status = queue_open(&store->queue, options->path, options->badge, options->clock, err);
    }
    if (status == STATUS_OK) {
        status = needs_upgrade(store, &needed, err);
    }
    if (status == STATUS_OK && needed) {
        status = upgrade(store, err);
    }
    if (status == STATUS_OK) {
        status = read_meta(store, err);
    }
    if (status != STATUS_OK) {
        store_close(&store);
        return status;
    }
    incoming_recover(store);
    store->seen_version = db_data_version(db);
    *out = store;
    return STATUS_OK;
}

void store_close(struct store **store)
{
    if (*store == NULL) {
        return;
    }
    store_rollback(*store);
    record_forget_sql(*store);
    audit_mark_close(*store);
    db_close(&(*store)->db);
    queue_close(&(*store)->queue);
    free((*store)->levels);
    free((*store)->log_path);
    free(*store);
    *store = NULL;
}

struct db *store_db(struct store *store)
{
    return store->db;
}

const struct actor *store_look_as(struct store *store, const struct actor *viewer)
{
    return db_look_as(store->db, viewer);
}

bool store_is_demo(struct store *store)
{
    return store->is_demo;
}

const char *store_profile(struct store *store)
{
    return store->profile;
}

const char *store_path(const struct store *store)
{
    return db_path(store->db);
}

bool store_is_owner(const struct store *store)
{
    struct stat file;
    uid_t self = geteuid();
    return self == 0 || (stat(db_path(store->db), &file) == 0 && file.st_uid == self);
}

/*
 * Has nobody written to the log for a while? A commit writes there, so an unchanged file needs no question to
 * SQLite, which costs a lock and a tenth of a tick. But the bytes are there before their sync has ended, and
 * SQLite shows the commit after it: on a slow disk seconds later, without another byte. So it is asked now
 * and then all the same.
 */
static bool log_is_still(struct store *store)
{
    struct log_stamp *known = &store->log_stamp;
    struct stat file;
    int64_t now = clock_boot_ms(store->clock);
    if (stat(store->log_path, &file) != 0) {
        return false;
    }
    if (file.st_ino != known->inode || file.st_size != known->size ||
        file.st_mtim.tv_sec != known->time.tv_sec || file.st_mtim.tv_nsec != known->time.tv_nsec) {
        *known = (struct log_stamp){file.st_ino, file.st_size, file.st_mtim, now, now};
        return false;
    }
    if (now - known->since >= LOG_SETTLE_MS && now - known->asked < LOG_ASK_MS) {
        return true;
    }
    known->asked = now;
    return false;
}

/* After a failed sync or the like nothing is trusted that the connection remembers: open it anew and check.
 */
static enum status heal(struct store *store, struct err *err)
{
    if (!db_needs_reopen(store->db) || store->in_transaction) {
        return STATUS_OK;
    }
    enum status status = db_reopen(store->db, err);
    store->log_inode = 0; /* the last to close it takes the log away */
    store->log_stamp = (struct log_stamp){0};
    return status;
}

bool store_changed(struct store *store)
{
    heal(store, NULL); /* who only reads would wait for somebody's save otherwise */
    if (log_is_still(store)) {
        return false;
    }
    int64_t version = db_data_version(store->db);
    bool changed = version != store->seen_version;
    store->seen_version = version;
    return changed;
}

/*
 * Writing into a file that is no longer at its path would be lost: for everybody else, and with the log for
 * ourselves too. SQLite keeps the log as long as anybody has the database open.
 */
static enum status check_in_place(struct store *store, struct err *err)
{
    struct stat file;
    ino_t log = log_inode(store);
    bool is_there =
        stat(db_path(store->db), &file) == 0 && file.st_ino == store->inode && file.st_dev == store->device;
    if (is_there && (store->log_inode == 0 || log == store->log_inode)) {
        store->log_inode = log;
        return STATUS_OK;
    }
    err_set(err, STATUS_LOST,
            is_there ? _("数据库的日志文件（-wal）被删掉或换掉了") : _("数据库文件被移走或换掉了"));
    err_where(err, "%s", db_path(store->db));
    err_advise(err, is_there ? _("请让所有坐席退出后重新打开；已输入的内容在草稿里")
                             : _("请放回原来的文件，或退出后重新打开；已输入的内容在草稿里"));
    return STATUS_LOST;
}

static enum status begin_held(struct store *store, struct err *err)
{
    struct migration_list list = migrate_embedded();
    enum status status = check_in_place(store, err);
    if (status == STATUS_OK) {
        status = db_begin(store->db, err);
    }
    if (status == STATUS_OK) {
        status = migrate_refuse_newer(store->db, &list, err);
    }
    return status;
}

enum status store_begin(struct store *store, int64_t waited_ms, struct err *err)
{
    if (store->in_transaction) {
        return err_set(err, STATUS_BUG, _("事务已经开始"));
    }
    enum status status = heal(store, err);
    if (status == STATUS_OK && store->queue != NULL) { /* nobody queues for a copy */
        status = queue_enter(store->queue, waited_ms, err);
    }
    if (status != STATUS_OK) {
        return status;
    }
    status = begin_held(store, err);
    if (status != STATUS_OK) {
        store_rollback(store);
        return status;
    }
    store->in_transaction = true;
    store->touched_search = false;
    store->rings_bell = false;
    return STATUS_OK;
}

void store_ring_bell(struct store *store)
{
    store->rings_bell = true;
}

enum status store_commit(struct store *store, struct err *err)
{
    enum status status = STATUS_OK;
    if (!store->in_transaction) {
        return err_set(err, STATUS_BUG, _("没有事务可以提交"));
    }
    if (store->touched_search && ++store->saves % SAVES_PER_MERGE == 0) {
        status = search_merge(store, err);
    }
    if (status == STATUS_OK) {
        status = db_commit(store->db, err);
    }
    if (status == STATUS_OK) {
        /* The save stands whatever becomes of the checkpoint: the next commit tries it again. */
        db_checkpoint(store->db, LOG_FRAMES, NULL);
        audit_mark_write(store);
    }
    bool rings = status == STATUS_OK && store->rings_bell;
    store_rollback(store);
    if (rings) {
        bell_ring(store_path(store));
    }
    return status;
}

void store_rollback(struct store *store)
{
    db_rollback(store->db);
    bulk_forget(store);
    store->in_transaction = false;
    store->has_counts = false;
    store->mark.has_before = false;
    if (store->queue != NULL) {
        queue_leave(store->queue);
    }
}

enum status store_empty_log(struct store *store, int64_t waited_ms, struct err *err)
{
    enum status status = queue_enter(store->queue, waited_ms, err);
    if (status != STATUS_OK) {
        return status;
    }
    status = check_in_place(store, err);
    if (status == STATUS_OK) {
        status = db_empty_log(store->db, err);
    }
    queue_leave(store->queue);
    return status;
}

bool store_in_transaction(const struct store *store)
{
    return store->in_transaction;
}
