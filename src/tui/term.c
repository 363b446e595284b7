#include "zuoxi/tui/term.h"

#include <curses.h>
#include <errno.h>
#include <langinfo.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/base/width.h"

#define MODES_ON  "\033[?2004h"
#define MODES_OFF "\033[?2004l"
#define MOUSE_ON  "\033[?1000h\033[?1006h"
#define MOUSE_OFF "\033[?1006l\033[?1000l"
/*
 * One ambiguous character at the start of a row, where is the cursor then?, and wipe it. Not in the first
 * row, where the answer could be taken for F3 with a modifier. Nobody waits for it: a terminal that never
 * answers costs nothing.
 */
#define WIDTH_PROBE   "\0337\033[%d;1H\xE2\x96\xBD\033[6n\r  \0338"
#define KEY_MAX_BYTES 64
#define READ_MAX      ((size_t)1024 * 1024)

struct tty {
    SCREEN *screen;
    struct input *input;
    bool has_mouse;
};

/* ncurses asks for widths through wcwidth(): the program's own answers before libc's, which knows neither
 * this terminal's ambiguous width nor the newest Han. */
int wcwidth(wchar_t __c) /* the name libc declares it with */
{
    return __c == 0 ? 0 : width_of((uint32_t)__c);
}

static void write_all(const char *bytes)
{
    size_t length = strlen(bytes);

    while (length > 0) {
        ssize_t written = write(STDOUT_FILENO, bytes, length);

        if (written < 0 && errno != EINTR) {
            return; /* the terminal is gone; the loop will see it */
        }
        if (written > 0) {
            bytes += written;
            length -= (size_t)written;
        }
    }
}

static bool has_capability(const char *name)
{
    char *sequence = tigetstr(name);

    return sequence != NULL && sequence != (char *)-1;
}

static void give_back(void)
{
    if (stdscr != NULL && !isendwin()) {
        write_all(MOUSE_OFF MODES_OFF);
        curs_set(1);
        endwin();
        if (has_capability(
                "cnorm")) { /* leaving the alternate screen, some terminals hide it again (libvterm) */
            write_all(tigetstr("cnorm"));
        }
    }
}

/* The locale the person asked for, as the system names it. */
static const char *wished_locale(void)
{
    static const char *const names[] = {"LC_ALL", "LC_CTYPE", "LANG"};

    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        const char *value = getenv(names[i]);

        if (value != NULL && value[0] != '\0') {
            return value;
        }
    }
    return "";
}

static enum status check_codeset(struct err *err)
{
    const char *wished = wished_locale();
    bool is_foreign = strcasestr(wished, ".gb") != NULL || strcasestr(wished, ".big5") != NULL;
    const char *codeset;

    setlocale(LC_CTYPE, "");
    codeset = nl_langinfo(CODESET);
    if (!is_foreign && (strcmp(codeset, "ANSI_X3.4-1968") == 0 || strcmp(codeset, "US-ASCII") == 0)) {
        setlocale(LC_CTYPE, "C.UTF-8"); /* C and POSIX say nothing about the terminal */
        codeset = nl_langinfo(CODESET);
    }
    if (!is_foreign && strcmp(codeset, "UTF-8") == 0) {
        return STATUS_OK;
    }
    err_set(err, STATUS_FAILED, _("终端的字符编码不是 UTF-8(现在是 %s)"), is_foreign ? wished : codeset);
    return err_advise(err,
                      _("请把终端软件的编码设为 UTF-8，再执行 export LANG=zh_CN.UTF-8 (UTF-8 required)"));
}

static enum status check_terminal(struct err *err)
{
    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) {
        err_set(err, STATUS_FAILED, _("控制台需要终端，现在的输入或输出不是终端"));
        return err_advise(err,
                          _("请在终端窗口里直接运行，不要用管道或重定向；脚本请用子命令，见 zuoxi --help"));
    }
    return check_codeset(err);
}

static enum status refuse_terminal(struct err *err)
{
    const char *name = getenv("TERM");

    if (name == NULL || name[0] == '\0') {
        name = _("(空)");
    }
    err_set(err, STATUS_FAILED, _("不认识终端类型 TERM=%s，或者它不能移动光标"), name);
    return err_advise(err, _("请执行 export TERM=xterm-256color 后再试(Linux 文字控制台用 TERM=linux)"));
}

/* Keys whose sequences differ from the common ones in this terminal's description. */
static void learn_keys(struct input *input)
{
    static const struct {
        const char *name;
        uint32_t key;
    } keys[] = {
        {"kcuu1", UI_KEY_UP},
        {"kcud1", UI_KEY_DOWN},
        {"kcub1", UI_KEY_LEFT},
        {"kcuf1", UI_KEY_RIGHT},
        {"khome", UI_KEY_HOME},
        {"kend", UI_KEY_END},
        {"kpp", UI_KEY_PAGE_UP},
        {"knp", UI_KEY_PAGE_DOWN},
        {"kich1", UI_KEY_INSERT},
        {"kdch1", UI_KEY_DELETE},
        {"kcbt", UI_SHIFT | UI_KEY_TAB},
        {"kf1", UI_KEY_F(1)},
        {"kf2", UI_KEY_F(2)},
        {"kf3", UI_KEY_F(3)},
        {"kf4", UI_KEY_F(4)},
        {"kf5", UI_KEY_F(5)},
        {"kf6", UI_KEY_F(6)},
        {"kf7", UI_KEY_F(7)},
        {"kf8", UI_KEY_F(8)},
        {"kf9", UI_KEY_F(9)},
        {"kf10", UI_KEY_F(10)},
        {"kf11", UI_KEY_F(11)},
        {"kf12", UI_KEY_F(12)},
    };
    struct termios modes;

    for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
        if (has_capability(keys[i].name)) {
            input_add_sequence(input, tigetstr(keys[i].name), keys[i].key);
        }
    }
    input_set_backspace(input, (has_capability("kbs") && strcmp(tigetstr("kbs"), "\b") == 0) ||
                                   (tcgetattr(STDIN_FILENO, &modes) == 0 && modes.c_cc[VERASE] == '\b'));
}

/* The modes, and what else is to go out with them, in one write. */
static void set_modes(const struct tty *term, const char *also)
{
    char bytes[128];

    text_format(bytes, sizeof(bytes), "%s%s%s", MODES_ON, term->has_mouse ? MOUSE_ON : "", also);
    write_all(bytes);
}

static void start_curses(struct tty *term)
{
    raw();
    noecho();
    nonl();
    keypad(stdscr, TRUE); /* the sequences of the terminal's description are sent only in this mode */
    typeahead(-1);
    term->has_mouse = has_capability("kmous");
    /*
     * Back once, and there again with the first picture: only after this curses buffers a whole update and
     * sends it in one write.
     */
    endwin();
    atexit(give_back);
}

void term_begin(struct tty *term, int row)
{
    char probe[64];

    text_format(probe, sizeof(probe), WIDTH_PROBE, row + 1);
    set_modes(term, probe);
}

enum status term_open(struct tty **term, struct err *err)
{
    enum status status = check_terminal(err);
    SCREEN *screen;

    *term = NULL;
    if (status != STATUS_OK) {
        return status;
    }
    screen = newterm(NULL, stdout, stdin); /* the other way to start ends the program for an unknown TERM */
    if (screen == NULL) {
        return refuse_terminal(err);
    }
    if (!has_capability("cup") || !has_capability("clear")) {
        endwin();
        delscreen(screen);
        return refuse_terminal(err);
    }
    *term = mem_new(1, sizeof(**term));
    (*term)->screen = screen;
    (*term)->input = input_new();
    learn_keys((*term)->input);
    start_curses(*term);
    term_resize(*term);
    return STATUS_OK;
}

void term_close(struct tty **term)
{
    if (*term != NULL) {
        give_back();
        delscreen((*term)->screen);
        input_free(&(*term)->input);
        free(*term);
        *term = NULL;
    }
}

struct input *term_input(struct tty *term)
{
    return term->input;
}

int term_fd(const struct tty *term)
{
    (void)term;
    return STDIN_FILENO;
}

bool term_read(struct tty *term, bool is_ready)
{
    char bytes[16384];
    size_t total = 0;

    while (total < READ_MAX) {
        struct pollfd poll_fd = {.fd = STDIN_FILENO, .events = POLLIN};
        ssize_t count;

        if (!is_ready && poll(&poll_fd, 1, 0) <= 0) {
            return true;
        }
        if (!is_ready && (poll_fd.revents & POLLIN) == 0) {
            return false; /* hang-up, and nothing left to read */
        }
        is_ready = false;
        count = read(STDIN_FILENO, bytes, sizeof(bytes));
        if (count == 0 || (count < 0 && errno != EINTR && errno != EAGAIN)) {
            return false;
        }
        if (count > 0) {
            input_feed(term->input, bytes, (size_t)count);
            explicit_bzero(bytes, (size_t)count); /* may have been a password */
            total += (size_t)count;
        }
        if (count > 0 && (size_t)count < KEY_MAX_BYTES) {
            return true; /* a key or two: what comes next will wake the loop, no need to ask */
        }
    }
    return true;
}

bool term_resize(struct tty *term)
{
    struct winsize size;

    (void)term;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_row == 0 || size.ws_col == 0) {
        return false; /* a terminal without a size shows nothing: the old one will do */
    }
    if (is_term_resized(size.ws_row, size.ws_col)) {
        resize_term(size.ws_row, size.ws_col);
    }
    /* Also at the old size again: smaller in between, the terminal may have cut off what was drawn. */
    clearok(curscr, TRUE);
    return true;
}

void term_stop(struct tty *term)
{
    give_back();
    raise(SIGSTOP);
    term_resume(term);
}

void term_resume(struct tty *term)
{
    reset_prog_mode();
    clearok(curscr, TRUE);
    refresh(); /* takes the alternate screen and the keypad's mode again after endwin() */
    set_modes(term, "");
    term_resize(term);
}

void term_hold(struct tty *term, bool is_held)
{
    (void)term;
    write_all(is_held ? "\033[?2026h" : "\033[?2026l");
}

bool term_learn_width(int column)
{
    int cells = column == 3 ? 2 : 1;

    if (cells == width_ambiguous()) {
        return false;
    }
    width_set_ambiguous(cells);
    clearok(curscr, TRUE);
    return true;
}
