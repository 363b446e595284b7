#include "zuoxi/store/queue.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/path.h"
#include "zuoxi/base/str.h"
#include "zuoxi/base/text.h"

#define HOLDER_SIZE                                                                                          \
    64 /* bytes of the lock file: "pid badge time", blank-padded, so one write replaces it whole */

#define JUST_SERVED_MS 5
#define STEP_ASIDE_US  500

struct queue {
    char *database, *path;
    const char *badge;
    const struct clock *clock;
    int fd; /* −1 while the lock file could not be opened */
    bool is_held;
    int64_t served_ms; /* boot clock when it was left to others who waited, 0: to nobody */
};

static enum status open_file(struct queue *queue, struct err *err)
{
    struct stat database;
    if (stat(queue->database, &database) != 0) {
        return path_error(err, _("打开"), queue->database);
    }
    queue->fd = open(queue->path, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
    if (queue->fd < 0 && errno == ENOENT) {
        queue->fd = open(queue->path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
        /* Who may write the database may queue for it, whatever the umask is. */
        if (queue->fd >= 0 && fchmod(queue->fd, database.st_mode & 0777) != 0) {
            return path_error(err, _("设置权限"), queue->path);
        }
    }
    return queue->fd < 0 ? path_error(err, _("打开"), queue->path) : STATUS_OK;
}

enum status queue_open(struct queue **out, const char *database, const char *badge, const struct clock *clock,
                       struct err *err)
{
    struct queue *queue = mem_new(1, sizeof(*queue));
    struct str path = {0};
    str_printf(&path, "%s.lock", database);
    queue->path = mem_copy(str_text(&path));
    str_free(&path);
    queue->database = mem_copy(database);
    queue->badge = badge != NULL ? badge : "";
    queue->clock = clock;
    enum status status = open_file(queue, err);
    if (status != STATUS_OK) {
        queue_close(&queue);
        return status;
    }
    *out = queue;
    return STATUS_OK;
}

void queue_close(struct queue **queue)
{
    if (*queue == NULL) {
        return;
    }
    if ((*queue)->fd >= 0) {
        close((*queue)->fd);
    }
    free((*queue)->path);
    free((*queue)->database);
    free(*queue);
    *queue = NULL;
}

bool queue_is_held(const struct queue *queue)
{
    return queue->is_held;
}

static void on_alarm(int signal)
{
    (void)signal; /* it only cuts flock short */
}

/* The alarm of one slice, with what was there before it. */
struct slice {
    struct sigaction action;
    struct itimerval timer;
    sigset_t mask;
};

static void slice_begin(struct slice *slice)
{
    struct sigaction action = {.sa_handler = on_alarm}; /* no SA_RESTART: flock must return */
    struct timeval length = {.tv_usec = QUEUE_SLICE_MS * 1000};
    struct itimerval timer = {.it_interval = length,
                              .it_value = length}; /* repeats: it may fire before flock sleeps */
    sigset_t alarm_only;
    sigemptyset(&action.sa_mask);
    sigemptyset(&alarm_only);
    sigaddset(&alarm_only, SIGALRM);
    sigaction(SIGALRM, &action, &slice->action);
    sigprocmask(SIG_UNBLOCK, &alarm_only, &slice->mask);
    setitimer(ITIMER_REAL, &timer, &slice->timer);
}

static void slice_end(const struct slice *slice)
{
    setitimer(ITIMER_REAL, &slice->timer, NULL);
    sigprocmask(SIG_SETMASK, &slice->mask, NULL);
    sigaction(SIGALRM, &slice->action, NULL);
}

/* Whoever waits says so by a lock on the file's first byte, shared by all who do. */
static void tell_waiting(const struct queue *queue, bool is_waiting)
{
    struct flock mark = {.l_type = is_waiting ? F_RDLCK : F_UNLCK, .l_whence = SEEK_SET, .l_len = 1};
    fcntl(queue->fd, F_OFD_SETLK, &mark);
}

static bool does_anybody_wait(const struct queue *queue)
{
    struct flock mark = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_len = 1};
    return fcntl(queue->fd, F_OFD_GETLK, &mark) == 0 && mark.l_type != F_UNLCK;
}

/* A program that saves without a pause lets those who wait go first. */
static void step_aside(struct queue *queue)
{
    const struct timespec moment = {.tv_nsec = STEP_ASIDE_US * 1000};
    if (queue->served_ms != 0 && clock_boot_ms(queue->clock) - queue->served_ms < JUST_SERVED_MS &&
        does_anybody_wait(queue)) {
        nanosleep(&moment, NULL);
    }
    queue->served_ms = 0;
}

static enum status wait_slice(struct queue *queue, struct err *err)
{
    struct slice slice;
    step_aside(queue);
    /* Free, as it nearly always is: nothing to time. (This pushes nobody aside more than waiting does: the
     * kernel gives a lock that is free to whoever asks first.) */
    if (flock(queue->fd, LOCK_EX | LOCK_NB) == 0) {
        return STATUS_OK;
    }
    tell_waiting(queue, true);
    slice_begin(&slice);
    int result = flock(queue->fd, LOCK_EX);
    int code = errno;
    slice_end(&slice);
    tell_waiting(queue, false);
    if (result == 0) {
        return STATUS_OK;
    }
    if (code == EINTR) {
        return err_set(err, STATUS_BUSY, _("正在排队写入"));
    }
    errno = code;
    return path_error(err, _("锁定"), queue->path);
}

/*
 * Whoever holds the lock of a file that is no longer at its path holds nothing: another may lock the new one.
 */
static bool is_in_place(const struct queue *queue)
{
    struct stat held, named;
    return fstat(queue->fd, &held) == 0 && stat(queue->path, &named) == 0 && held.st_ino == named.st_ino &&
           held.st_dev == named.st_dev;
}

static void write_holder(const struct queue *queue)
{
    char text[HOLDER_SIZE + 1];
    int length = snprintf(text, sizeof(text), "%d %.20s %" PRId64, (int)getpid(),
                          queue->badge[0] != '\0' ? queue->badge : "-", clock_now(queue->clock));
    size_t used = length > 0 ? (size_t)length : 0;
    memset(text + used, ' ', sizeof(text) - 1 - used);
    text[HOLDER_SIZE - 1] = '\n';
    /* Only for those who wait to read: a disk too full for it must not stop the save before SQLite tries. */
    ssize_t ignored = pwrite(queue->fd, text, HOLDER_SIZE, 0);
    (void)ignored;
}

static enum status name_holder(const struct queue *queue, int64_t waited_ms, struct err *err)
{
    char text[HOLDER_SIZE + 1] = "", badge[21] = "";
    int pid = 0;
    int64_t since = 0;
    ssize_t got = pread(queue->fd, text, HOLDER_SIZE, 0);
    if (got <= 0 || sscanf(text, "%d %20s %" SCNd64, &pid, badge, &since) != 3) {
        err_set(err, STATUS_BUSY, _("已排队 %d 秒，别的程序正占用数据库"), (int)(waited_ms / 1000));
    } else {
        bool has_badge = strcmp(badge, "-") != 0;
        err_set(err, STATUS_BUSY, _("已排队 %d 秒，%s%s(进程 %d)正在写入"), (int)(waited_ms / 1000),
                has_badge ? _("工号 ") : "", has_badge ? badge : _("某程序"), pid);
    }
    err_advise(err, _("会继续等待；一直如此时请让管理员检查该进程"));
    return STATUS_BUSY;
}

enum status queue_enter(struct queue *queue, int64_t waited_ms, struct err *err)
{
    for (int tries = 0; tries < 8; tries++) {
        enum status status = queue->fd < 0 ? open_file(queue, err) : STATUS_OK;
        if (status == STATUS_OK) {
            status = wait_slice(queue, err);
        }
        if (status == STATUS_BUSY && waited_ms > 2000) {
            return name_holder(queue, waited_ms, err);
        }
        if (status != STATUS_OK) {
            return status;
        }
        if (is_in_place(queue)) {
            queue->is_held = true;
            write_holder(queue);
            return STATUS_OK;
        }
        close(queue->fd);
        queue->fd = -1;
    }
    return err_set(err, STATUS_BUSY, _("正在排队写入"));
}

void queue_leave(struct queue *queue)
{
    if (queue->is_held) {
        queue->is_held = false;
        flock(queue->fd, LOCK_UN);
        if (does_anybody_wait(queue)) {
            /* Let those just woken have it: a desk that saves without a pause would take it again and again.
             */
            sched_yield();
            queue->served_ms = clock_boot_ms(queue->clock);
        }
    }
}
