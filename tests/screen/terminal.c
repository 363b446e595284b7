#include "screen/terminal.h"

#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "screen/terminal_keys.h"
#include "screen/terminal_private.h"
#include "zuoxi/base/mem.h"

#define OUTPUT_MAX  (4u * 1024u * 1024u)
#define ESC_SETTLES 130 /* ms after which a lone Esc is surely no Alt */

static int64_t now_ms(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static int on_property(VTermProp property, VTermValue *value, void *user)
{
    struct terminal *terminal = user;

    if (property == VTERM_PROP_CURSORVISIBLE) {
        terminal->is_cursor_visible = value->boolean;
    }
    return 1;
}

static int on_bell(void *user)
{
    ((struct terminal *)user)->bells++;
    return 1;
}

static void start_emulator(struct terminal *terminal)
{
    static const VTermScreenCallbacks callbacks = {.settermprop = on_property, .bell = on_bell};

    terminal->vterm = vterm_new(terminal->rows, terminal->columns);
    vterm_set_utf8(terminal->vterm, 1);
    terminal->screen = vterm_obtain_screen(terminal->vterm);
    vterm_screen_set_callbacks(terminal->screen, &callbacks, terminal);
    vterm_screen_enable_altscreen(terminal->screen, 1);
    vterm_screen_reset(terminal->screen, 1);
}

void terminal_fake_time(const char *time_file)
{
    glob_t found;

    if (glob("/usr/lib/*/faketime/libfaketime.so.1", 0, NULL, &found) == 0) {
        setenv("LD_PRELOAD", found.gl_pathv[0], 1);
    }
    setenv("FAKETIME_TIMESTAMP_FILE", time_file, 1);
    setenv("FAKETIME_NO_CACHE", "1", 1);
    setenv("FAKETIME_DONT_FAKE_MONOTONIC", "1", 1);
}

/* In the child: what the person's shell would have set. */
static void set_environment(const struct terminal_options *options)
{
    setenv("TERM", "xterm-256color", 1);
    setenv("LC_ALL", "C.UTF-8", 1);
    setenv("TZ", "Asia/Shanghai", 1);
    unsetenv("LINES");
    unsetenv("COLUMNS");
    unsetenv("NO_COLOR");
    if (options->time_file != NULL) {
        terminal_fake_time(options->time_file);
    }
    for (size_t i = 0; options->environment != NULL && options->environment[i] != NULL; i++) {
        if (strchr(options->environment[i], '=') != NULL) {
            putenv((char *)(uintptr_t)options->environment[i]);
        } else {
            unsetenv(options->environment[i]);
        }
    }
}

static void become_program(const char *const argv[], const struct terminal_options *options)
{
    const char *binary = options->binary != NULL ? options->binary : getenv("ZUOXI_BINARY");
    char *arguments[64] = {(char *)(uintptr_t)(options->binary != NULL ? options->binary : "zuoxi")};

    for (size_t i = 0; argv != NULL && argv[i] != NULL && i < 62; i++) {
        arguments[i + 1] = (char *)(uintptr_t)argv[i];
    }
    set_environment(options);
    if (binary != NULL) {
        execv(binary, arguments);
    }
    fprintf(stderr, "terminal: cannot run %s: %s\n", binary != NULL ? binary : "$ZUOXI_BINARY",
            strerror(errno));
    _exit(127);
}

struct terminal *terminal_start(const char *const argv[], const struct terminal_options *options)
{
    static const struct terminal_options defaults = {0};
    struct terminal *terminal = mem_new(1, sizeof(*terminal));
    struct winsize size = {0};

    options = options != NULL ? options : &defaults;
    terminal->rows = options->rows > 0 ? options->rows : 24;
    terminal->columns = options->columns > 0 ? options->columns : 80;
    terminal->is_mute = options->is_mute;
    terminal->is_cursor_visible = true;
    terminal->exit_code = -1;
    start_emulator(terminal);
    size.ws_row = (unsigned short)terminal->rows;
    size.ws_col = (unsigned short)terminal->columns;
    terminal->pid = forkpty(&terminal->fd, NULL, NULL, &size);
    if (terminal->pid == 0) {
        become_program(argv, options);
    }
    ck_assert_int_gt(terminal->pid, 0);
    fcntl(terminal->fd, F_SETFL, O_NONBLOCK);
    fcntl(terminal->fd, F_SETFD, FD_CLOEXEC);
    return terminal;
}

void terminal_free(struct terminal **terminal)
{
    if (*terminal != NULL) {
        if ((*terminal)->exit_code < 0) {
            kill((*terminal)->pid, SIGKILL);
            waitpid((*terminal)->pid, NULL, 0);
        }
        terminal_hang_up(*terminal);
        vterm_free((*terminal)->vterm);
        str_free(&(*terminal)->output);
        free(*terminal);
        *terminal = NULL;
    }
}

/* What the emulator answers (cursor position) goes back to the program. */
static void answer(struct terminal *terminal)
{
    char bytes[256];
    size_t length;

    while ((length = vterm_output_read(terminal->vterm, bytes, sizeof(bytes))) > 0) {
        if (!terminal->is_mute && write(terminal->fd, bytes, length) < 0) {
            return;
        }
    }
}

/* Read once, waiting at most ms. True when something came. */
static bool read_some(struct terminal *terminal, int ms)
{
    struct pollfd poll_fd = {.fd = terminal->fd, .events = POLLIN};
    char bytes[65536];
    ssize_t length;

    if (terminal->fd < 0 || poll(&poll_fd, 1, ms) <= 0) {
        return false;
    }
    length = read(terminal->fd, bytes, sizeof(bytes));
    if (length <= 0) {
        if (length == 0 || (errno != EAGAIN && errno != EINTR)) { /* the program has ended */
            struct timespec pause = {0, 1000000};

            nanosleep(&pause, NULL);
        }
        return false;
    }
    terminal->reads++;
    if (terminal->output.length + (size_t)length <= OUTPUT_MAX) {
        str_add_bytes(&terminal->output, bytes, (size_t)length);
    }
    if (!terminal->is_blind) {
        vterm_input_write(terminal->vterm, bytes, (size_t)length);
        answer(terminal);
    }
    return true;
}

void terminal_pump(struct terminal *terminal, int ms)
{
    int64_t end = now_ms() + ms;

    do {
        int64_t left = end - now_ms();

        read_some(terminal, left > 0 ? (int)left : 0);
    } while (now_ms() < end);
}

void terminal_bytes(struct terminal *terminal, const char *bytes, size_t length)
{
    int64_t since_esc = now_ms() - terminal->esc_at;
    int64_t end = now_ms() + TERMINAL_WAIT;

    if (terminal->esc_at != 0 && since_esc < ESC_SETTLES) {
        terminal_pump(terminal, (int)(ESC_SETTLES - since_esc));
    }
    while (length > 0 && terminal->fd >= 0 && now_ms() < end) {
        ssize_t written = write(terminal->fd, bytes, length);

        if (written > 0) {
            terminal->esc_at = bytes[written - 1] == '\033' ? now_ms() : 0;
            bytes += written;
            length -= (size_t)written;
        } else if (errno != EAGAIN && errno != EINTR) {
            return;
        } else {
            read_some(terminal, 10); /* its input is full: let it go on */
        }
    }
}

void terminal_keys(struct terminal *terminal, const char *keys)
{
    struct str bytes = {0};
    size_t used;
    char out[32];

    for (; keys[0] != '\0'; keys += used) {
        size_t length = terminal_key_bytes(keys, &used, out);

        str_add_bytes(&bytes, out, length);
        if (length == 1 && out[0] == '\033') {
            terminal_bytes(terminal, bytes.bytes, bytes.length);
            str_reset(&bytes);
        }
    }
    if (bytes.length > 0) {
        terminal_bytes(terminal, bytes.bytes, bytes.length);
    }
    str_free(&bytes);
}

void terminal_paste(struct terminal *terminal, const char *text)
{
    terminal_bytes(terminal, "\033[200~", 6);
    terminal_bytes(terminal, text, strlen(text));
    terminal_bytes(terminal, "\033[201~", 6);
}

void terminal_click(struct terminal *terminal, int y, int x)
{
    char bytes[64];

    snprintf(bytes, sizeof(bytes), "\033[<0;%d;%dM\033[<0;%d;%dm", x + 1, y + 1, x + 1, y + 1);
    terminal_bytes(terminal, bytes, strlen(bytes));
}

void terminal_resize_blind(struct terminal *terminal, int rows, int columns)
{
    struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};

    terminal->is_blind = true;
    while (read_some(terminal, 0)) {
    }
    ioctl(terminal->fd, TIOCSWINSZ, &size);
}

void terminal_resize(struct terminal *terminal, int rows, int columns)
{
    struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};

    while (read_some(terminal, 0)) { /* what was drawn for the old size */
    }
    terminal->rows = rows > 0 ? rows : 1;
    terminal->columns = columns > 0 ? columns : 1;
    if (terminal->is_blind) {
        terminal->is_blind = false;
        vterm_screen_reset(terminal->screen, 1);
    }
    vterm_set_size(terminal->vterm, terminal->rows, terminal->columns);
    ioctl(terminal->fd, TIOCSWINSZ, &size);
}

void terminal_set_time(const char *time_file, const char *time)
{
    FILE *file = fopen(time_file, "w");

    ck_assert_ptr_nonnull(file);
    fprintf(file, "%s\n", time);
    fclose(file);
}

/* Is what is waited for on the screen? */
struct wish {
    const char *text; /* NULL: the cursor at y, x */
    bool is_gone;
    int y, x;
};

static bool is_granted(struct terminal *terminal, const struct wish *wish)
{
    int y, x;

    if (wish->text != NULL) {
        return terminal_find(terminal, wish->text, &y, &x) != wish->is_gone;
    }
    terminal_cursor(terminal, &y, &x, NULL);
    return y == wish->y && x == wish->x;
}

static bool wait_for(struct terminal *terminal, const struct wish *wish, int ms)
{
    int64_t end = now_ms() + ms;

    for (;;) {
        while (read_some(terminal, 0)) { /* look at whole updates only */
        }
        if (is_granted(terminal, wish)) {
            return true;
        }
        if (now_ms() >= end) {
            return false;
        }
        read_some(terminal, 50);
    }
}

bool terminal_wait_text(struct terminal *terminal, const char *text, int ms)
{
    return wait_for(terminal, &(struct wish){.text = text}, ms);
}

bool terminal_wait_gone(struct terminal *terminal, const char *text, int ms)
{
    return wait_for(terminal, &(struct wish){.text = text, .is_gone = true}, ms);
}

bool terminal_wait_cursor(struct terminal *terminal, int y, int x, int ms)
{
    return wait_for(terminal, &(struct wish){.y = y, .x = x}, ms);
}

void terminal_expect(struct terminal *terminal, const char *text)
{
    if (!terminal_wait_text(terminal, text, TERMINAL_WAIT)) {
        terminal_dump(terminal);
        ck_abort_msg("not on the screen: %s", text);
    }
}

void terminal_expect_gone(struct terminal *terminal, const char *text)
{
    if (!terminal_wait_gone(terminal, text, TERMINAL_WAIT)) {
        terminal_dump(terminal);
        ck_abort_msg("still on the screen: %s", text);
    }
}

void terminal_expect_cursor(struct terminal *terminal, int y, int x)
{
    if (!terminal_wait_cursor(terminal, y, x, TERMINAL_WAIT)) {
        terminal_dump(terminal);
        ck_abort_msg("the cursor is not at row %d, column %d", y, x);
    }
}

const char *terminal_output(struct terminal *terminal, size_t *length, size_t *reads)
{
    while (read_some(terminal, 0)) {
    }
    *length = terminal->output.length;
    if (reads != NULL) {
        *reads = terminal->reads;
    }
    return str_text(&terminal->output);
}

void terminal_forget(struct terminal *terminal)
{
    str_reset(&terminal->output);
    terminal->reads = 0;
}

int terminal_pid(const struct terminal *terminal)
{
    return terminal->pid;
}

void terminal_kill(struct terminal *terminal, int signal)
{
    if (terminal->exit_code < 0) {
        kill(terminal->pid, signal);
    }
}

void terminal_hang_up(struct terminal *terminal)
{
    if (terminal->fd >= 0) {
        close(terminal->fd);
        terminal->fd = -1;
    }
}

bool terminal_wait_stopped(struct terminal *terminal, int ms)
{
    int64_t end = now_ms() + ms;
    int status;

    while (now_ms() < end) {
        if (waitpid(terminal->pid, &status, WNOHANG | WUNTRACED) == terminal->pid) {
            return WIFSTOPPED(status);
        }
        read_some(terminal, 5);
    }
    return false;
}

int terminal_exit_code(struct terminal *terminal, int ms)
{
    int64_t end = now_ms() + ms;
    int status;

    while (terminal->exit_code < 0) {
        if (waitpid(terminal->pid, &status, WNOHANG) == terminal->pid) {
            /* Its last words may still be on their way through the kernel; after them the read fails at once.
             */
            while (read_some(terminal, 200)) {
            }
            terminal->exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
        } else if (now_ms() >= end) {
            return -1;
        } else if (terminal->fd < 0) {
            struct timespec pause = {0, 1000000};

            nanosleep(&pause, NULL);
        } else {
            read_some(terminal, 5);
        }
    }
    return terminal->exit_code;
}
