#include "zuoxi/base/program.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "zuoxi/base/text.h"

#define FLOOD_BYTES 65536 /* of standard error read at once; above it, so many a second */
#define FLOOD_MS    1000
#define NOT_STARTED 127

const char *program_fault(const char *path)
{
    struct stat status;
    if (stat(path, &status) != 0) {
        return errno == ENOENT ? _("没有这个程序") : strerror(errno);
    }
    if (!S_ISREG(status.st_mode)) {
        return _("不是程序文件");
    }
    if (access(path, X_OK) != 0) {
        return _("不能执行，请运行 chmod +x");
    }
    return (status.st_mode & S_IWOTH) != 0 ? _("任何人都能改写它，请运行 chmod o-w") : NULL;
}

/* The input as a file that can only be read; −1 with errno. */
static int make_input(const char *input, size_t length)
{
    int fd = memfd_create("zuoxi-event", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    if (fd < 0) {
        return -1;
    }
    for (size_t done = 0; done < length;) {
        ssize_t count = write(fd, input + done, length - done);
        if (count < 0) {
            int error = errno;
            close(fd);
            errno = error;
            return -1;
        }
        done += (size_t)count;
    }
    lseek(fd, 0, SEEK_SET);
    fcntl(fd, F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_GROW | F_SEAL_SHRINK | F_SEAL_SEAL);
    return fd;
}

static void forget_signals(void)
{
    sigset_t none;
    for (int number = 1; number < NSIG; number++) {
        signal(number, SIG_DFL);
    }
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

/* A pager or editor in the configuration must not reach past its standard input for the desk's keys. */
static void leave_terminal(void)
{
    int terminal = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
    if (terminal >= 0) {
        ioctl(terminal, TIOCNOTTY);
        close(terminal);
    }
}

/* In the new process. It dies with the desk: nobody would be there to end it at its time limit. */
static _Noreturn void become(char *const argv[], char *const environment[], int input, int errors, pid_t desk)
{
    int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
    setpgid(0, 0);
    leave_terminal();
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != desk) {
        _exit(NOT_STARTED);
    }
    forget_signals();
    dup2(input, STDIN_FILENO);
    dup2(nowhere, STDOUT_FILENO);
    dup2(errors, STDERR_FILENO);
    close_range(STDERR_FILENO + 1, ~0U, 0);
    umask(077);
    if (chdir("/") == 0) {
        execve(argv[0], argv, environment);
    }
    dprintf(STDERR_FILENO, _("启动不了：%s"), strerror(errno));
    _exit(NOT_STARTED);
}

static enum status start_with(struct program *program, char *const argv[], char *const environment[],
                              int input, struct err *err)
{
    int errors[2];
    pid_t desk = getpid();
    if (pipe2(errors, O_CLOEXEC) != 0) {
        return err_set(err, STATUS_IO, _("无法创建管道：%s"), strerror(errno));
    }
    pid_t pid = fork();
    if (pid == 0) {
        become(argv, environment, input, errors[1], desk);
    }
    int error = errno;
    close(errors[1]);
    if (pid < 0) {
        close(errors[0]);
        return err_set(err, STATUS_IO, _("无法启动程序：%s"), strerror(error));
    }
    setpgid(pid, pid); /* both do it: whoever comes first */
    fcntl(errors[0], F_SETFL, O_NONBLOCK);
    program->pid = pid;
    program->error_fd = errors[0];
    program->end_fd = (int)syscall(SYS_pidfd_open, pid, 0); /* −1 on an old kernel: ticks have to do */
    return STATUS_OK;
}

enum status program_start(struct program *program, char *const argv[], char *const environment[],
                          const char *input, size_t length, struct err *err)
{
    *program = (struct program){.end_fd = -1, .error_fd = -1};
    int fd = make_input(input, length);
    if (fd < 0) {
        return err_set(err, STATUS_IO, _("无法准备程序的输入：%s"), strerror(errno));
    }
    enum status status = start_with(program, argv, environment, fd, err);
    close(fd);
    return status;
}

static void hear(struct program *program, int64_t now_ms)
{
    char bytes[4096];
    ssize_t count;
    bool is_flooding = program->heard >= FLOOD_BYTES;
    if (program->error_fd < 0 || (is_flooding && now_ms - program->heard_at_ms < FLOOD_MS)) {
        return;
    }
    program->heard_at_ms = now_ms;
    for (size_t room = FLOOD_BYTES; room >= sizeof(bytes); room -= sizeof(bytes)) {
        count = read(program->error_fd, bytes, sizeof(bytes));
        if (count <= 0) {
            break;
        }
        size_t wanted = sizeof(program->said) - program->said_length;
        size_t kept = (size_t)count < wanted ? (size_t)count : wanted;
        memcpy(program->said + program->said_length, bytes, kept);
        program->said_length += kept;
        program->heard += (size_t)count;
    }
    if (count == 0) { /* nobody can say any more */
        close(program->error_fd);
        program->error_fd = -1;
    }
}

static void close_all(struct program *program)
{
    int *const fds[] = {&program->end_fd, &program->error_fd};
    for (size_t i = 0; i < sizeof(fds) / sizeof(fds[0]); i++) {
        if (*fds[i] >= 0) {
            close(*fds[i]);
            *fds[i] = -1;
        }
    }
}

/* While it is a zombie its number, and its group's, is nobody else's. */
static void reap(struct program *program)
{
    int status = 0;
    kill(-program->pid, SIGKILL);
    while (waitpid(program->pid, &status, 0) < 0 && errno == EINTR) {
    }
    program->exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    program->pid = 0;
}

bool program_step(struct program *program, int64_t now_ms)
{
    siginfo_t info = {0};
    if (program->pid == 0) {
        return true;
    }
    hear(program, now_ms);
    if (waitid(P_PID, (id_t)program->pid, &info, WEXITED | WNOHANG | WNOWAIT) != 0 || info.si_pid == 0) {
        return false;
    }
    reap(program);
    program->heard_at_ms = 0;
    hear(program, now_ms + FLOOD_MS); /* its last words */
    close_all(program);
    return true;
}

size_t program_waits(const struct program *program, int fds[2])
{
    size_t count = 0;
    if (program->pid != 0 && program->end_fd >= 0) {
        fds[count++] = program->end_fd;
    }
    if (program->pid != 0 && program->error_fd >= 0 && program->heard < FLOOD_BYTES) {
        fds[count++] = program->error_fd;
    }
    return count;
}

void program_stop(struct program *program)
{
    if (program->pid != 0) {
        reap(program);
    }
    close_all(program);
}
