#include "zuoxi/base/child.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "zuoxi/base/text.h"

#define CHILD_INPUT_MAX 4096 /* fits any pipe's buffer, so writing it never blocks */

extern char **environ;

static int spawn_with_pipes(pid_t *pid, char *const argv[], int input, int output)
{
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t none, defaults;
    int failed;

    sigemptyset(&none);
    sigfillset(&defaults);
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &defaults);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    failed = posix_spawn(pid, "/proc/self/exe", &actions, &attributes, argv, environ);
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    return failed;
}

static enum status open_pipes(int in[2], int out[2], struct err *err)
{
    if (pipe2(in, O_CLOEXEC) != 0) {
        return err_set(err, STATUS_IO, _("无法创建管道：%s"), strerror(errno));
    }
    if (pipe2(out, O_CLOEXEC) != 0) {
        int code = errno;
        close(in[0]);
        close(in[1]);
        return err_set(err, STATUS_IO, _("无法创建管道：%s"), strerror(code));
    }
    return STATUS_OK;
}

/* Start it on the pipes' far ends, which are closed here whatever happens. */
static enum status spawn_on(struct child *child, char *const argv[], int in, int out[2], struct err *err)
{
    int failed = spawn_with_pipes(&child->pid, argv, in, out[1]);
    close(in);
    close(out[1]);
    if (failed != 0) {
        close(out[0]);
        child->pid = 0;
        return err_set(err, STATUS_IO, _("无法启动辅助进程：%s"), strerror(failed));
    }
    fcntl(out[0], F_SETFL, O_NONBLOCK);
    child->fd = out[0];
    return STATUS_OK;
}

enum status child_start(struct child *child, char *const argv[], const char *input, size_t length,
                        struct err *err)
{
    int in[2] = {-1, -1}, out[2] = {-1, -1};

    *child = (struct child){.fd = -1};
    if (length > CHILD_INPUT_MAX) {
        return err_set(err, STATUS_INVALID, _("内容太长"));
    }
    enum status status = open_pipes(in, out, err);
    if (status != STATUS_OK) {
        return status;
    }
    bool is_fed = write(in[1], input, length) == (ssize_t)length;
    close(in[1]);
    if (!is_fed) {
        close(in[0]);
        close(out[0]);
        close(out[1]);
        return err_set(err, STATUS_IO, _("无法启动辅助进程：%s"), strerror(EIO));
    }
    return spawn_on(child, argv, in[0], out, err);
}

enum status child_serve(struct child *child, char *const argv[], int *input, struct err *err)
{
    int in[2] = {-1, -1}, out[2] = {-1, -1};

    *child = (struct child){.fd = -1};
    *input = -1;
    enum status status = open_pipes(in, out, err);
    if (status != STATUS_OK) {
        return status;
    }
    status = spawn_on(child, argv, in[0], out, err);
    if (status != STATUS_OK) {
        close(in[1]);
        return status;
    }
    fcntl(in[1], F_SETFL, O_NONBLOCK);
    *input = in[1];
    return STATUS_OK;
}

static void child_reap(struct child *child)
{
    int status = 0;

    while (waitpid(child->pid, &status, 0) < 0 && errno == EINTR) {
    }
    child->exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    child->pid = 0;
}

bool child_step(struct child *child)
{
    char buffer[1024];
    ssize_t got;

    if (child->pid == 0) {
        return true;
    }
    while ((got = read(child->fd, buffer, sizeof(buffer))) > 0) {
        str_add_bytes(&child->output, buffer, (size_t)got);
    }
    if (got < 0 && (errno == EAGAIN || errno == EINTR)) {
        return false;
    }
    close(child->fd);
    child->fd = -1;
    child_reap(child);
    return true;
}

void child_stop(struct child *child)
{
    if (child->pid != 0) {
        kill(child->pid, SIGKILL);
        child_reap(child);
    }
    if (child->fd >= 0) {
        close(child->fd);
    }
    if (child->output.bytes != NULL) {
        explicit_bzero(child->output.bytes, child->output.capacity);
    }
    str_free(&child->output);
    *child = (struct child){.fd = -1};
}

void child_leave(struct child *child)
{
    const struct timespec pause = {.tv_nsec = 2000000};
    bool is_gone = child->pid == 0;
    if (!is_gone) {
        kill(child->pid, SIGKILL);
    }
    for (int i = 0; i < 50 && !is_gone; i++) {
        is_gone = waitpid(child->pid, NULL, WNOHANG) != 0;
        if (!is_gone) {
            nanosleep(&pause, NULL);
        }
    }
    child->pid = 0;
    child_stop(child);
}

void child_wait(struct child *child)
{
    while (!child_step(child)) {
        struct pollfd wait = {.fd = child->fd, .events = POLLIN};

        poll(&wait, 1, -1);
    }
}
