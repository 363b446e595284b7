/* Signals become bytes in a pipe of the poll set; nothing else happens in a handler. */

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include "ui_private.h"

static volatile sig_atomic_t wake_fd = -1;
static volatile sig_atomic_t has_ended, has_resized, has_stopped, has_continued;

static const int caught[] = {SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGWINCH, SIGTSTP, SIGCONT};

static void handle(int signal)
{
    int saved = errno;

    switch (signal) {
    case SIGWINCH:
        has_resized = 1;
        break;
    case SIGTSTP:
        has_stopped = 1;
        break;
    case SIGCONT:
        has_continued = 1;
        break;
    default:
        has_ended = 1;
    }
    if (write(wake_fd, "", 1) < 0) {
        errno = saved; /* the pipe is full: it will wake the loop all the same */
    }
    errno = saved;
}

bool signals_open(int wake_pipe[2])
{
    struct sigaction action = {.sa_handler = handle, .sa_flags = SA_RESTART};

    if (pipe2(wake_pipe, O_CLOEXEC | O_NONBLOCK) != 0) {
        return false;
    }
    has_ended = has_resized = has_stopped = has_continued = 0;
    wake_fd = wake_pipe[1];
    sigemptyset(&action.sa_mask);
    for (size_t i = 0; i < sizeof(caught) / sizeof(caught[0]); i++) {
        sigaction(caught[i], &action, NULL);
    }
    signal(SIGPIPE, SIG_IGN);
    return true;
}

void signals_close(int wake_pipe[2])
{
    for (size_t i = 0; i < sizeof(caught) / sizeof(caught[0]); i++) {
        signal(caught[i], SIG_DFL);
    }
    close(wake_pipe[0]);
    close(wake_pipe[1]);
    wake_fd = -1;
}

struct signals signals_take(int fd)
{
    struct signals signals;
    char bytes[64];

    while (read(fd, bytes, sizeof(bytes)) > 0) {
    }
    signals = (struct signals){has_ended != 0, has_resized != 0, has_stopped != 0, has_continued != 0};
    /* has_ended stays: an end that was asked for is not forgotten. */
    has_resized = has_stopped = has_continued = 0;
    return signals;
}
