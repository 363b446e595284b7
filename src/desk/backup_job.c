#include "zuoxi/desk/backup_job.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "backup_private.h"
#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/desk/session.h"
#include "zuoxi/desk/verify.h"

#define HELPER_NICE 5 /* as the timer's: a call that is being typed comes first */
#define PIECE_SIZE  1024

/* What goes through the pipes; both ends are this program. */
struct order {
    enum backup_work work;
    struct rotation rotation;
    char badge[21], session[REQUEST_ID_SIZE], place[WHEREABOUTS_SIZE];
    char database[PATH_SIZE], mark[PATH_SIZE], directory[PATH_SIZE], name[BACKUP_NAME_SIZE];
};
_Static_assert(sizeof(struct order) <= 4096, "what child_start takes");

struct news {
    enum { NEWS_PROGRESS, NEWS_FILE, NEWS_FINDING, NEWS_END } kind;
    union {
        struct {
            int percent;
            char doing[80];
        } progress;
        struct backup_file file;
        char finding[PIECE_SIZE]; /* a piece of their text */
        struct {
            struct err err;
            size_t removed;
            int64_t room;
        } end;
    };
};

enum status backup_job_start(struct backup_job *job, struct desk *desk, enum backup_work work,
                             const char *name, struct err *err)
{
    const struct settings *settings = desk->settings;
    struct order order = {.work = work, .rotation = settings->backup_rotation};
    char *argv[] = {"zuoxi", "helper-backup", NULL};
    enum status status = desk_allow(desk, RIGHT_BACKUP, err);
    if (status != STATUS_OK) {
        return status;
    }
    if (!text_copy(order.database, sizeof(order.database), desk_database(desk)) ||
        !text_copy(order.name, sizeof(order.name), name)) {
        return err_set(err, STATUS_INVALID, _("路径太长"));
    }
    text_copy(order.badge, sizeof(order.badge), desk->actor.badge);
    text_copy(order.session, sizeof(order.session), desk->session);
    text_copy(order.place, sizeof(order.place), desk->place);
    text_copy(order.mark, sizeof(order.mark), settings->audit_mark);
    text_copy(order.directory, sizeof(order.directory), settings->backup_directory);
    free(job->files);
    str_free(&job->findings);
    *job = (struct backup_job){.work = work, .percent = -1, .room = -1};
    status = child_start(&job->child, argv, (const char *)&order, sizeof(order), err);
    job->is_running = status == STATUS_OK;
    return status;
}

static void take_file(struct backup_job *job, const struct backup_file *file)
{
    mem_reserve((void **)&job->files, &job->capacity, job->count + 1, sizeof(*job->files));
    job->files[job->count++] = *file;
}

static void take(struct backup_job *job, const struct news *news)
{
    switch (news->kind) {
    case NEWS_PROGRESS:
        job->percent = news->progress.percent;
        text_copy(job->doing, sizeof(job->doing), news->progress.doing);
        break;
    case NEWS_FILE:
        take_file(job, &news->file);
        break;
    case NEWS_FINDING:
        str_add(&job->findings, news->finding);
        break;
    case NEWS_END:
        job->err = news->end.err;
        job->removed = news->end.removed;
        job->room = news->end.room;
        job->has_told = true;
        break;
    }
}

bool backup_job_step(struct backup_job *job)
{
    struct news news;
    if (!job->is_running) {
        return false;
    }
    bool has_ended = child_step(&job->child);
    struct str *output = &job->child.output;
    size_t used = 0;
    for (; output->length - used >= sizeof(news); used += sizeof(news)) {
        memcpy(&news, output->bytes + used, sizeof(news));
        take(job, &news);
    }
    str_remove(output, 0, used);
    if (!has_ended) {
        return false;
    }
    if (!job->has_told) {
        err_set(&job->err, STATUS_FAILED, _("备份程序没有做完就结束了"));
        err_advise(&job->err, _("可能内存不足或被强行结束，请再试一次"));
    }
    job->is_running = false;
    child_stop(&job->child);
    return true;
}

void backup_job_stop(struct backup_job *job)
{
    if (job->is_running) {
        child_leave(&job->child);
    }
    free(job->files);
    str_free(&job->findings);
    *job = (struct backup_job){.child.fd = -1};
}

/* False when the desk that asked is gone. */
static bool tell(const struct news *news)
{
    const char *at = (const char *)news;
    size_t left = sizeof(*news);
    while (left > 0) {
        ssize_t written = write(STDOUT_FILENO, at, left);
        if (written <= 0) {
            return false;
        }
        at += written;
        left -= (size_t)written;
    }
    return true;
}

static bool tell_progress(const char *doing, int percent)
{
    struct news news = {.kind = NEWS_PROGRESS, .progress.percent = percent};
    text_copy(news.progress.doing, sizeof(news.progress.doing), doing);
    return tell(&news);
}

/* Each percent once. */
static bool each_percent(void *context, enum backup_phase phase, int percent)
{
    int *last = context, now = (int)phase * 1000 + percent;
    if (now == *last) {
        return true;
    }
    *last = now;
    return tell_progress(backup_phase_label(phase), phase == BACKUP_COPY ? percent : -1);
}

static void each_check(void *context, const char *name, int done, int total)
{
    (void)context;
    tell_progress(name, done * 100 / total);
}

static enum status work_list(struct desk *desk, const struct order *order, struct news *end, struct err *err)
{
    struct backup_file *files;
    size_t count;
    (void)end;
    enum status status = backup_list(desk, order->directory, &files, &count, err);
    for (size_t i = 0; i < count; i++) {
        tell(&(struct news){.kind = NEWS_FILE, .file = files[i]});
    }
    free(files);
    if (status == STATUS_OK) {
        part_sweep(order->directory, BACKUP_BEGINS); /* what a stopped one left */
    }
    return status;
}

static enum status work_make(struct desk *desk, const struct order *order, struct news *end, struct err *err)
{
    int last = -1;
    const struct backup_watch watch = {each_percent, &last};
    struct backup_file made;
    enum status status = backup_make_in(desk, order->directory, &watch, &made, err);
    if (status != STATUS_OK) {
        return status;
    }
    tell(&(struct news){.kind = NEWS_FILE, .file = made});
    return backup_rotate(desk, order->directory, &order->rotation, &end->end.removed, err);
}

/* In pieces that fit; freed. */
static void tell_findings(struct str *findings)
{
    for (size_t at = 0; at < findings->length; at += PIECE_SIZE - 1) {
        struct news news = {.kind = NEWS_FINDING};
        snprintf(news.finding, sizeof(news.finding), "%.*s", PIECE_SIZE - 1, findings->bytes + at);
        tell(&news);
    }
    str_free(findings);
}

static enum status work_check(struct desk *desk, const struct order *order, struct news *end, struct err *err)
{
    const struct verify_watch watch = {each_check, NULL};
    char path[PATH_SIZE];
    struct str findings = {0};
    (void)end;
    if (!text_format(path, sizeof(path), "%s/%s", order->directory, order->name)) {
        return err_set(err, STATUS_INVALID, _("路径太长"));
    }
    tell_progress(backup_phase_label(BACKUP_DIGEST), -1);
    enum status status = backup_check(desk, path, &watch, &findings, err);
    tell_findings(&findings);
    return status;
}

static enum status work_verify(struct desk *desk, const struct order *order, struct news *end,
                               struct err *err)
{
    const struct verify_watch watch = {each_check, NULL};
    struct str findings = {0}, notes = {0}; /* those say only what the next sign-in settles */
    (void)order;
    (void)end;
    enum status status = verify_database(desk, &watch, &findings, err);
    if (status == STATUS_OK) {
        status = verify_drafts(desk, &findings, &notes, err);
    }
    tell_findings(&findings);
    str_free(&notes);
    return status;
}

static enum status carry_out(const struct order *order, const struct clock *clock, struct news *end,
                             struct err *err)
{
    static enum status (*const works[BACKUP_WORK_COUNT])(struct desk *, const struct order *, struct news *,
                                                         struct err *) = {[BACKUP_WORK_LIST] = work_list,
                                                                          [BACKUP_WORK_MAKE] = work_make,
                                                                          [BACKUP_WORK_CHECK] = work_check,
                                                                          [BACKUP_WORK_VERIFY] = work_verify};
    struct settings *settings = mem_new(1, sizeof(*settings));
    struct desk desk = {0};
    struct statvfs disk;
    text_copy(settings->audit_mark, sizeof(settings->audit_mark), order->mark);
    enum status status = desk_open(&desk, order->database, settings, NULL, NULL, clock, err);
    if (status == STATUS_OK) {
        text_copy(desk.place, sizeof(desk.place), order->place);
        status = session_resume(&desk, order->badge, order->session, err);
    }
    if (status == STATUS_OK) {
        status = works[order->work](&desk, order, end, err);
    }
    end->end.room = statvfs(order->directory, &disk) == 0 ? (int64_t)(disk.f_bavail * disk.f_frsize) : -1;
    desk_close(&desk);
    free(settings);
    return status;
}

int backup_helper(const struct clock *clock)
{
    struct order order;
    struct news end = {.kind = NEWS_END};
    struct err err = {0};
    setpriority(PRIO_PROCESS, 0, HELPER_NICE);
    if (read(STDIN_FILENO, &order, sizeof(order)) != (ssize_t)sizeof(order) ||
        order.work >= BACKUP_WORK_COUNT) {
        return status_exit_code(STATUS_USAGE);
    }
    enum status status = carry_out(&order, clock, &end, &err);
    end.end.err = err;
    end.end.err.status = status;
    tell(&end);
    return status_exit_code(status);
}
