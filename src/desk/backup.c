#include "zuoxi/desk/backup.h"

#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "backup_private.h"
#include "zuoxi/base/text.h"
#include "zuoxi/desk/task.h"

#define LAST_KEY     "backup_last"
#define HOUR_SECONDS 3600
#define DAY_HOURS    24

const char *backup_phase_label(enum backup_phase phase)
{
    static const char *const labels[] = {
        [BACKUP_COPY] = N_("复制"),         [BACKUP_CHECK] = N_("检查"),   [BACKUP_DIGEST] = N_("计算校验和"),
        [BACKUP_KEEP] = N_("留存原来的库"), [BACKUP_RESTORE] = N_("恢复"),
    };
    return _(labels[phase]);
}

void backup_tell(const struct backup_watch *watch, enum backup_phase phase, int percent)
{
    if (watch != NULL && watch->each != NULL) {
        watch->each(watch->context, phase, percent);
    }
}

bool backup_copied(void *context, int64_t done, int64_t total)
{
    struct backup_copying *copying = context;
    const int64_t page = 4096;
    if (copying->fd >= 0) {
        sync_file_range(copying->fd, copying->sent * page, (done - copying->sent) * page,
                        SYNC_FILE_RANGE_WRITE);
        copying->sent = done;
    }
    const struct backup_watch *watch = copying->watch;
    bool goes_on = watch == NULL || watch->each == NULL ||
                   watch->each(watch->context, copying->phase, total > 0 ? (int)(done * 100 / total) : 100);
    if (done == total && copying->phase == BACKUP_COPY) {
        backup_tell(watch, BACKUP_CHECK, 0); /* how far that is, SQLite does not say */
    }
    return goes_on;
}

void backup_last_text(const struct backup_file *file, char *out, size_t size)
{
    text_format(out, size, "%" PRId64 " %s", file->holds.at, file->path);
}

/* Whole tables leave only after the log says so. */
static enum status audit_start(struct desk *desk, void *argument, int64_t *result, struct err *err)
{
    *result = 0;
    return desk_audit(desk, "backup.start", "backup", 0, NULL, NULL, NULL, argument, err);
}

static enum status note_made(struct desk *desk, void *argument, int64_t *result, struct err *err)
{
    const struct backup_file *made = argument;
    char last[PATH_SIZE + 24], note[PATH_SIZE + SHA256_HEX_SIZE + 1];
    *result = 0;
    backup_last_text(made, last, sizeof(last));
    text_format(note, sizeof(note), "%s %s", made->sha256, made->path);
    enum status status = store_set_meta(desk->store, LAST_KEY, last, err);
    return status == STATUS_OK ? desk_audit(desk, "backup.make", "backup", 0, NULL, NULL, NULL, note, err)
                               : status;
}

/* Everything until it stands at its name: copied, checked, digested, on the disk. */
static enum status fill(struct desk *desk, struct part *part, const struct backup_watch *watch,
                        struct backup_file *made, struct err *err)
{
    struct backup_copying copying = {.watch = watch, .phase = BACKUP_COPY, .fd = part->fd};
    const struct db_copy_watch pages = {backup_copied, &copying};
    struct stat info;
    enum status status = snapshot_make(desk->store, part->temporary, &pages, &made->holds, err);
    if (status != STATUS_OK) {
        return status;
    }
    backup_tell(watch, BACKUP_DIGEST, 0);
    if (fsync(part->fd) != 0 || fstat(part->fd, &info) != 0) {
        return path_error(err, _("写入"), part->temporary);
    }
    made->bytes = made->holds.bytes = info.st_size;
    status = part_digest(part->fd, part->temporary, made->sha256, err);
    if (status == STATUS_OK) {
        status = backup_write_proof(made, err);
    }
    if (status == STATUS_OK) {
        status = part_publish(part, err);
        if (status != STATUS_OK) {
            backup_remove_proof(made->path);
        }
    }
    return status;
}

enum status backup_make(struct desk *desk, const char *path, const struct backup_watch *watch,
                        struct backup_file *made, struct err *err)
{
    struct part part = {.fd = -1};
    *made = (struct backup_file){.is_whole = true};
    enum status status = desk_allow(desk, RIGHT_BACKUP, err);
    if (status == STATUS_OK) {
        status = part_open(&part, path, err);
    }
    if (status != STATUS_OK) {
        return status;
    }
    text_copy(made->path, sizeof(made->path), path);
    status = task_run(desk, audit_start, made->path, NULL, BACKUP_WAIT_MS, NULL, err);
    if (status == STATUS_OK) {
        status = fill(desk, &part, watch, made, err);
    }
    part_drop(&part);
    if (status != STATUS_OK) {
        return status;
    }
    backup_tell(watch, BACKUP_DIGEST, 100);
    return task_run(desk, note_made, made, NULL, BACKUP_WAIT_MS, NULL, err);
}

enum status backup_make_in(struct desk *desk, const char *directory, const struct backup_watch *watch,
                           struct backup_file *made, struct err *err)
{
    char path[PATH_SIZE];
    struct civil now = clock_civil(clock_now(desk->clock));
    struct stat info;
    enum status status = desk_allow(desk, RIGHT_BACKUP, err);
    if (status != STATUS_OK) {
        return status;
    }
    if (stat(directory, &info) != 0 || !S_ISDIR(info.st_mode)) {
        err_set(err, STATUS_NOT_FOUND, _("备份目录不存在"));
        err_where(err, "%s", directory);
        return err_advise(err, _("请先建好它；如果它在另一块盘上，请检查是否已挂载"));
    }
    part_sweep(directory, BACKUP_BEGINS);
    if (!text_format(path, sizeof(path), "%s/" BACKUP_BEGINS "%04d%02d%02d-%02d%02d%02d.db", directory,
                     now.year, now.month, now.day, now.hour, now.minute, now.second)) {
        return err_set(err, STATUS_INVALID, _("路径太长"));
    }
    return backup_make(desk, path, watch, made, err);
}

enum status backup_last(struct desk *desk, int64_t *at, char path[PATH_SIZE], struct err *err)
{
    char text[PATH_SIZE + 24];
    *at = 0;
    path[0] = '\0';
    if (desk->actor.role == ROLE_NONE) {
        return err_set(err, STATUS_DENIED, _("未签到"));
    }
    enum status status = store_meta(desk->store, LAST_KEY, text, sizeof(text), err);
    const char *space = strchr(text, ' ');
    if (status == STATUS_OK && space != NULL && sscanf(text, "%" SCNd64, at) == 1) {
        text_copy(path, PATH_SIZE, space + 1);
    }
    return status;
}

static enum status look(struct desk *desk, int64_t *at, int64_t *hours, struct err *err)
{
    const struct settings *settings = desk->settings;
    char path[PATH_SIZE];
    *hours = *at = 0;
    if (settings->backup_directory[0] == '\0' || settings->backup_hours == 0) {
        return STATUS_OK;
    }
    enum status status = backup_last(desk, at, path, err);
    int64_t age = clock_now(desk->clock) - *at;
    if (status == STATUS_OK && age > (int64_t)settings->backup_hours * HOUR_SECONDS) {
        *hours = *at == 0 ? -1 : age / HOUR_SECONDS;
    }
    return status;
}

enum status backup_overdue(struct desk *desk, int64_t *hours, struct err *err)
{
    int64_t at;
    return look(desk, &at, hours, err);
}

enum status backup_warning(struct desk *desk, char *text, size_t size, struct err *err)
{
    char when[20];
    int64_t at = 0, hours = 0;
    text[0] = '\0';
    enum status status = look(desk, &at, &hours, err);
    if (hours < 0) {
        text_format(text, size, "%s", _("从未备份过"));
    } else if (hours > 0) {
        clock_format(at, when);
        bool is_days = hours >= 2 * DAY_HOURS;
        text_format(text, size,
                    is_days ? _("最近一次备份是 %.16s，已过 %lld 天")
                            : _("最近一次备份是 %.16s，已过 %lld 小时"),
                    when, (long long)(is_days ? hours / DAY_HOURS : hours));
    }
    return status;
}
