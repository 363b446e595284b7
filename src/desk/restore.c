/*
 * Putting a backup back. What becomes of the database is made and checked beside it first; then the old one
 * is taken alone, kept, and overwritten page by page in one transaction of SQLite's. The file stays the same
 * one: whoever opens it at that moment waits for the lock and never sees a file that is no longer at its
 * path.
 */

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "backup_private.h"
#include "zuoxi/base/text.h"
#include "zuoxi/desk/session.h"
#include "zuoxi/desk/task.h"
#include "zuoxi/store/audit.h"
#include "zuoxi/store/audit_mark.h"
#include "zuoxi/store/migrate.h"

struct restore {
    const struct desk *desk;
    const struct restore_request *request;
    struct restore_result *result;
    struct part stage, kept;
    struct db *old;    /* had alone; NULL: there is none that can be opened */
    bool is_old_there; /* a file, however damaged */
    struct snapshot_sequence *sequences;
    size_t sequence_count;
};

/* Who replaces the file replaces all accounts in it: no badge can allow that, only the system's permissions.
 */
static enum status check_owner(struct restore *restore, struct err *err)
{
    const char *database = restore->request->database;
    struct stat file;
    restore->is_old_there = lstat(database, &file) == 0;
    if (restore->is_old_there ? geteuid() == 0 || file.st_uid == geteuid() : errno == ENOENT) {
        return STATUS_OK;
    }
    err_set(err, STATUS_DENIED, _("恢复备份会换掉所有账号和数据，只有数据库文件的所有者或 root 可以"));
    return err_where(err, "%s", database);
}

static enum status name_holders(const char *database, struct err *err)
{
    err_set(err, STATUS_BUSY, _("数据库正开着，不能恢复"));
    err_where(err, "%s", database);
    return err_advise(err, _("请让所有坐席退出(F10)，停下导入和备份，再试一次；谁开着它：fuser -v 或 lsof"));
}

static enum status open_alone(struct restore *restore, struct err *err)
{
    const char *database = restore->request->database;
    int64_t id = 0;
    enum status status = db_open(&restore->old, database, DB_EXISTING, err);
    if (status == STATUS_OK) {
        status = db_application_id(restore->old, &id, err);
    }
    if (status == STATUS_OK && id != DB_APPLICATION_ID) {
        err_set(err, STATUS_FAILED, _("这个文件不是坐席的数据库"));
        return err_where(err, "%s", database);
    }
    if (status == STATUS_OK) {
        status = db_take_alone(restore->old, err);
    }
    if (status == STATUS_OK) {
        status = snapshot_count_cases(restore->old, &restore->result->cases_before, err);
    }
    return status == STATUS_OK
               ? snapshot_sequences(restore->old, &restore->sequences, &restore->sequence_count, err)
               : status;
}

/* SQLite cannot ask for a lock on what it cannot read, so it is looked for: every desk holds a shared one. */
static bool is_locked_by_others(const char *path)
{
    struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = 0x40000000, .l_len = 512};
    int fd = open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
    bool is_locked = fd >= 0 && fcntl(fd, F_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
    if (fd >= 0) {
        close(fd);
    }
    return is_locked;
}

static enum status take_old(struct restore *restore, struct err *err)
{
    restore->result->cases_before = -1;
    if (!restore->is_old_there) {
        return STATUS_OK;
    }
    enum status status = open_alone(restore, err);
    if (status != STATUS_CORRUPT) {
        return status == STATUS_BUSY ? name_holders(restore->request->database, err) : status;
    }
    db_close(&restore->old);
    return is_locked_by_others(restore->request->database) ? name_holders(restore->request->database, err)
                                                           : STATUS_OK;
}

/* A copy of the copy, because it is migrated and written to, and the backup stays as it is. */
static enum status copy_to_stage(struct restore *restore, struct err *err)
{
    struct db *from = NULL;
    struct backup_copying copying = {
        .watch = &restore->request->watch, .phase = BACKUP_COPY, .fd = restore->stage.fd};
    const struct db_copy_watch pages = {backup_copied, &copying};
    const char *path = restore->request->path;
    enum status status = db_open(&from, path, access(path, W_OK) == 0 ? DB_ASIDE : DB_READONLY, err);
    if (status == STATUS_OK) {
        status = snapshot_keep(from, restore->stage.temporary, &pages, err);
    }
    db_close(&from);
    return status;
}

static enum status check_stage(struct restore *restore, struct err *err)
{
    struct store *copy = NULL;
    struct migration_list list = migrate_embedded();
    int64_t lines = 0, bad = 0;
    backup_tell(&restore->request->watch, BACKUP_CHECK, 0);
    enum status status = snapshot_open(&copy, restore->stage.temporary, restore->desk->clock, err);
    if (status == STATUS_OK) {
        status = migrate_refuse_newer(store_db(copy), &list, err);
    }
    if (status == STATUS_OK) {
        status = db_check(store_db(copy), true, err);
    }
    if (status == STATUS_OK) {
        status = audit_verify(copy, &lines, &bad, err);
    }
    if (status == STATUS_OK && bad != 0) {
        status =
            err_set(err, STATUS_CORRUPT, _("备份里的审计记录第 %lld 条被改动、删除或截去"), (long long)bad);
    }
    if (status == STATUS_OK && !restore->result->is_proven) {
        snapshot_read(copy, &restore->result->from.holds, NULL);
    }
    store_close(&copy);
    if (status != STATUS_OK) {
        err_where(err, "%s", restore->request->path);
    }
    return status;
}

static enum status settle(struct desk *desk, void *argument, int64_t *result, struct err *err)
{
    struct restore *restore = argument;
    struct restore_result *told = restore->result;
    char note[2 * PATH_SIZE + 100], last[PATH_SIZE + 24];
    *result = 0;
    text_format(note, sizeof(note), "%s %s; %s", told->from.sha256, told->from.path, told->kept);
    enum status status = snapshot_resume(desk->store, restore->sequences, restore->sequence_count,
                                         &told->hooks_put_aside, err);
    if (status == STATUS_OK) {
        status = audit_mark_forget(desk->store, err);
    }
    if (status == STATUS_OK && told->from.holds.at != 0) {
        backup_last_text(&told->from, last, sizeof(last));
        status = store_set_meta(desk->store, "backup_last", last, err);
    }
    return status == STATUS_OK ? desk_audit(desk, "backup.restore", "backup", 0, NULL, NULL, NULL, note, err)
                               : status;
}

/* Brought up to this program's schema, and told what has happened to it: before it is anybody's database. */
static enum status prepare_stage(struct restore *restore, struct err *err)
{
    struct desk staged = {0};
    const struct desk *desk = restore->desk;
    struct settings settings =
        *desk->settings; /* what it borrows stays; the live database's file is not for a copy */
    text_copy(settings.audit_mark, sizeof(settings.audit_mark), AUDIT_MARK_OFF);
    enum status status =
        desk_open(&staged, restore->stage.temporary, &settings, desk->profile, desk->book, desk->clock, err);
    if (status == STATUS_OK) {
        status = session_act_as_owner(&staged, NULL, err);
    }
    if (status == STATUS_OK) {
        status = task_run(&staged, settle, restore, NULL, BACKUP_WAIT_MS, NULL, err);
    }
    if (status == STATUS_OK) {
        status = snapshot_count_cases(store_db(staged.store), &restore->result->cases_now, err);
    }
    desk_close(&staged);
    backup_tell(&restore->request->watch, BACKUP_CHECK, 100);
    if (status == STATUS_OK && fsync(restore->stage.fd) != 0) {
        status = path_error(err, _("写入"), restore->stage.temporary);
    }
    return status;
}

static enum status overwrite(struct restore *restore, struct err *err)
{
    const struct backup_watch *watch = &restore->request->watch;
    struct backup_copying keeping = {.watch = watch, .phase = BACKUP_KEEP, .fd = -1};
    struct backup_copying copying = {.watch = watch, .phase = BACKUP_RESTORE, .fd = -1};
    enum status status = part_open(&restore->kept, restore->result->kept, err);
    keeping.fd = restore->kept.fd;
    if (status == STATUS_OK) {
        status = snapshot_keep(restore->old, restore->kept.temporary,
                               &(struct db_copy_watch){backup_copied, &keeping}, err);
    }
    if (status == STATUS_OK) {
        status = part_publish(&restore->kept, err);
    }
    if (status == STATUS_OK) {
        status = snapshot_put(restore->old, restore->stage.temporary,
                              &(struct db_copy_watch){backup_copied, &copying}, err);
    }
    return status;
}

/* The old one cannot be opened: its files go aside as they are, a log that would be taken for the new one's
 * too. */
static enum status move_into_place(struct restore *restore, struct err *err)
{
    static const char *const endings[] = {"-wal", "-shm", "-journal", ""};
    const char *database = restore->request->database;
    for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++) {
        char from[PATH_SIZE], to[PATH_SIZE];
        text_format(from, sizeof(from), "%s%s", database, endings[i]);
        text_format(to, sizeof(to), "%s%s", restore->result->kept, endings[i]);
        if (rename(from, to) != 0 && errno != ENOENT) {
            return path_error(err, _("改名"), from);
        }
    }
    text_copy(restore->stage.path, sizeof(restore->stage.path), database);
    return part_publish(&restore->stage, err);
}

/* It tells of lines that this database does not have any more. The restore is done by now, whatever becomes
 * of it. */
static void put_mark_aside(struct restore *restore)
{
    struct err *left = &restore->result->mark_left;
    if (audit_mark_aside(restore->request->database, restore->desk->settings->audit_mark,
                         restore->desk->clock, left) != STATUS_OK) {
        err_advise(left, _("请先把它移走，再运行 zuoxi audit mark 原因，不然核对会说审计被改写"));
    }
}

static enum status run(struct restore *restore, struct err *err)
{
    char stage[PATH_SIZE];
    if (!text_format(stage, sizeof(stage), "%s.restore", restore->request->database)) {
        return err_set(err, STATUS_INVALID, _("路径太长"));
    }
    enum status status = part_open(&restore->stage, stage, err);
    if (status == STATUS_OK) {
        status = copy_to_stage(restore, err);
    }
    if (status == STATUS_OK) {
        status = check_stage(restore, err);
    }
    if (status == STATUS_OK) {
        status = take_old(restore, err);
    }
    if (status == STATUS_OK) {
        status = prepare_stage(restore, err);
    }
    if (status == STATUS_OK) {
        status = restore->old != NULL ? overwrite(restore, err) : move_into_place(restore, err);
    }
    if (status == STATUS_OK) {
        put_mark_aside(restore);
    }
    db_close(&restore->old);
    part_drop(&restore->kept);
    part_drop(&restore->stage);
    free(restore->sequences);
    return status;
}

/* A name that nothing has yet, with its journals: twice in one second is told by a number. */
static bool name_kept(const char *database, int64_t at, char out[PATH_SIZE])
{
    struct civil now = clock_civil(at);
    char ending[16] = "";
    for (int i = 2;; i++) {
        if (!text_format(out, PATH_SIZE, "%s.before-%04d%02d%02d-%02d%02d%02d%s", database, now.year,
                         now.month, now.day, now.hour, now.minute, now.second, ending)) {
            return false;
        }
        if (access(out, F_OK) != 0) {
            return true;
        }
        snprintf(ending, sizeof(ending), "-%d", i);
    }
}

/* A backup without its proof is good enough where it is all there is; a wrong one never. */
static enum status prove(const struct restore_request *request, struct restore_result *result,
                         struct err *err)
{
    if (access(request->path, F_OK) != 0) {
        return path_error(err, _("打开"), request->path);
    }
    enum status status = backup_prove(request->path, &request->watch, &result->from, err);
    result->is_proven = status == STATUS_OK;
    return status == STATUS_NOT_FOUND ? STATUS_OK : status;
}

enum status backup_restore(const struct desk *desk, const struct restore_request *request,
                           struct restore_result *result, struct err *err)
{
    struct restore restore = {
        .desk = desk, .request = request, .result = result, .stage.fd = -1, .kept.fd = -1};
    *result = (struct restore_result){.cases_now = -1};
    enum status status = check_owner(&restore, err);
    if (status == STATUS_OK) {
        status = prove(request, result, err);
    }
    if (status == STATUS_OK && !name_kept(request->database, clock_now(desk->clock), result->kept)) {
        status = err_set(err, STATUS_INVALID, _("路径太长"));
    }
    if (status != STATUS_OK) {
        return status;
    }
    text_copy(result->from.path, sizeof(result->from.path), request->path);
    status = run(&restore, err);
    if (!restore.is_old_there) {
        result->kept[0] = '\0';
    }
    return status;
}
