/* Terminals of every kind, small ones and wrong ones; help, palette and leaving. */

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>

#include "screen/seat.h"
#include "screen/terminal_private.h"
#include "suite.h"

#define WIDE 240 /* columns: a sentence stays on one row */

/* The line is as a shell wants it, and the modes the program set are off again. */
static void expect_given_back(struct terminal *terminal)
{
    struct termios modes;
    size_t length;
    const char *output = terminal_output(terminal, &length, NULL);

    ck_assert_int_eq(tcgetattr(terminal->fd, &modes), 0);
    ck_assert(modes.c_lflag & ICANON);
    ck_assert(modes.c_lflag & ECHO);
    ck_assert(modes.c_lflag & ISIG);
    ck_assert(terminal->is_cursor_visible);
    if (strstr(output, "\033[?1049h") != NULL) { /* taken, so given back after that */
        ck_assert_ptr_nonnull(strstr(strstr(output, "\033[?1049h"), "\033[?1049l"));
        ck_assert_ptr_nonnull(strstr(strstr(output, "\033[?2004h"), "\033[?2004l"));
    }
}

START_TEST(a_terminal_that_cannot_do_it_is_refused_in_a_sentence)
{
    static const struct {
        const char *setting, *what, *todo;
    } cases[] = {
        {"TERM=nosuch", "TERM=nosuch", "export TERM=xterm-256color"},
        {"TERM=dumb", "TERM=dumb", "export TERM=xterm-256color"},
        {"TERM=", "不认识终端类型", "export TERM=xterm-256color"},
        {"TERM", "不认识终端类型", "export TERM=xterm-256color"},
        {"LC_ALL=zh_CN.GBK", "不是 UTF-8", "LANG=zh_CN.UTF-8"},
        {"LC_ALL=zh_CN.GB18030", "不是 UTF-8", "LANG=zh_CN.UTF-8"},
    };
    struct seat seat;

    seat_make(&seat);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const char *environment[8];
        const char *argv[] = {"--database", seat.database, NULL};
        struct terminal_options options = {.columns = WIDE, .environment = environment};
        struct terminal *terminal;

        memcpy(environment, seat.environment, sizeof(seat.environment[0]) * 4);
        environment[2] = cases[i].setting;
        environment[3] = NULL;
        terminal = terminal_start(argv, &options);
        ck_assert_int_eq(terminal_exit_code(terminal, TERMINAL_WAIT), 1);
        terminal_expect(terminal, cases[i].what);
        terminal_expect(terminal, cases[i].todo);
        expect_given_back(terminal);
        terminal_free(&terminal);
    }
    seat_remove(&seat);
}
END_TEST

START_TEST(without_a_terminal_the_console_says_what_scripts_should_use)
{
    static char errors[SEAT_TEXT];
    struct seat seat;

    seat_make(&seat);
    ck_assert_int_eq(seat_command(&seat, NULL, (const char *const[]){"console", NULL}), 1);
    seat_errors(&seat, errors);
    ck_assert_ptr_nonnull(strstr(errors, "需要终端"));
    ck_assert_ptr_nonnull(strstr(errors, "zuoxi --help"));
    seat_remove(&seat);
}
END_TEST

START_TEST(other_terminals_and_locales_draw_chinese)
{
    static const char *const settings[] = {"TERM=linux", "TERM=vt100", "TERM=screen",
                                           "TERM=xterm", "LC_ALL=C",   "LC_ALL=POSIX"};
    struct seat seat;

    seat_make(&seat);
    for (size_t i = 0; i < sizeof(settings) / sizeof(settings[0]); i++) {
        const char *environment[8];
        const char *argv[] = {"--database", seat.database, NULL};
        struct terminal_options options = {.environment = environment};
        struct terminal *terminal;

        memcpy(environment, seat.environment, sizeof(seat.environment[0]) * 4);
        environment[2] = settings[i];
        environment[3] = NULL;
        terminal = terminal_start(argv, &options);
        terminal_expect(terminal, "XX热力客服中心  签到");
        terminal_expect(terminal, "密码都是 demo");
        terminal_kill(terminal, SIGTERM);
        ck_assert_int_ne(terminal_exit_code(terminal, TERMINAL_WAIT), -1);
        terminal_free(&terminal);
    }
    seat_remove(&seat);
}
END_TEST

/* A terminal of sixteen colours is not among those every system describes: its description is made here. */
static void describe_sixteen_colours(struct seat *seat, char setting[128])
{
    static const char source[] = "xterm-16color|xterm with 16 colors,\n"
                                 "\tcolors#16, pairs#256, setf@, setb@, use=xterm,\n"
                                 "\tsetaf=\\E[%?%p1%{8}%<%t%p1%{30}%+%e%p1%{82}%+%;%dm,\n"
                                 "\tsetab=\\E[%?%p1%{8}%<%t%p1%{40}%+%e%p1%{92}%+%;%dm,\n";
    char path[128], command[320];
    FILE *file;

    snprintf(path, sizeof(path), "%s/terminal.src", seat->directory);
    file = fopen(path, "w");
    ck_assert_ptr_nonnull(file);
    fputs(source, file);
    ck_assert_int_eq(fclose(file), 0);
    snprintf(command, sizeof(command), "tic -x -o %s/terminfo %s", seat->directory, path);
    ck_assert_int_eq(system(command), 0); /* NOLINT(cert-env33-c): fixed words and our own directory */
    snprintf(setting, 128, "TERMINFO=%s/terminfo", seat->directory);
    seat_environment(seat, setting);
    seat_environment(seat, "TERM=xterm-16color");
}

static void expect_colours(struct terminal *terminal, int y, int x, int fore, int back)
{
    struct terminal_cell cell = terminal_cell(terminal, y, x);

    ck_assert_msg(cell.fore == fore && cell.back == back, "%d,%d is %d on %d, not %d on %d", y, x, cell.fore,
                  cell.back, fore, back);
}

START_TEST(sixteen_colours_have_a_theme_of_their_own)
{
    struct seat seat;
    struct terminal *terminal;
    char setting[128];
    int y, x;

    seat_make_idle_at(&seat, "2026-11-21 14:30:00");
    seat_command_ok(&seat, NULL,
                    (const char *const[]){"case", "new", "--badge", "1002", "type=repair",
                                          "category=no_heat.single", "phone=13800004321", "name=孙丽",
                                          "address=和平里", "content=不热", NULL});
    describe_sixteen_colours(&seat, setting);
    terminal = seat_open(&seat);
    terminal_expect(terminal, "00:10:00 三级");
    expect_colours(terminal, 0, 1, 15, 4); /* the title: bright white on blue */
    ck_assert(terminal_find(terminal, "00:10:00 三级", &y, &x));
    expect_colours(terminal, y, x, 10, 4); /* calm on the selected row: bright green on blue */
    ck_assert(terminal_find(terminal, "F1帮助", &y, &x));
    expect_colours(terminal, y, x, 12, -1); /* a key: bright blue on the terminal's own ground */
    seat_set_time(&seat, "2026-11-21 14:39:30");
    terminal_expect(terminal, "00:00:30 三级");
    ck_assert(terminal_find(terminal, "00:00:30 三级", &y, &x));
    expect_colours(terminal, y, x, 13, 4); /* critical: red would drown on blue */
    seat_set_time(&seat, "2026-11-21 14:41:00");
    terminal_expect(terminal, "-00:01:00 三级");
    ck_assert(terminal_find(terminal, "-00:01:00 三级", &y, &x));
    expect_colours(terminal, y, x, 15, 1);
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

START_TEST(a_window_too_small_says_so_and_recovers_with_everything_typed)
{
    static const int small[][2] = {{23, 80}, {24, 79}, {23, 79}, {5, 20}, {1, 1}};
    struct seat seat;
    struct terminal *terminal;
    int y, x;

    seat_make(&seat);
    terminal = seat_start(&seat, 23, 79, NULL);
    terminal_expect(terminal, "窗口太小(79×23)");
    terminal_expect(terminal, "请放大到 80×24 以上");
    terminal_resize(terminal, 24, 80);
    seat_sign_in(terminal, "1001");
    seat_open_form(terminal, &y, &x);
    terminal_keys(terminal, "窗口变小也不丢");
    terminal_expect(terminal, "窗口变小也不丢");
    for (size_t i = 0; i < sizeof(small) / sizeof(small[0]); i++) {
        terminal_resize(terminal, small[i][0], small[i][1]);
        if (small[i][1] >= 79) {
            terminal_expect(terminal, "请放大到 80×24 以上");
        }
        terminal_resize(terminal, 24, 80);
        terminal_expect(terminal, "窗口变小也不丢");
        terminal_expect_cursor(terminal, y, x + 14);
    }
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

START_TEST(hundreds_of_resizes_down_to_nothing_leave_it_alive)
{
    struct seat seat;
    struct terminal *terminal;
    unsigned random = 12345;
    int y, x;

    seat_make(&seat);
    terminal = seat_open(&seat);
    seat_open_form(terminal, &y, &x);
    terminal_keys(terminal, "还在");
    for (int i = 0; i < 400; i++) {
        random = random * 1103515245u + 12345u;
        terminal_resize(terminal, (int)(random >> 16) % 70, (int)(random >> 8) % 250);
        if (i % 20 == 0) {
            terminal_keys(terminal, "。");
        }
    }
    terminal_resize(terminal, 24, 80);
    terminal_expect(terminal, "还在。。。");
    terminal_expect(terminal, "F10退出");
    terminal_expect_cursor(terminal, y, x + 4 + 40);
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

START_TEST(no_color_means_no_colour_anywhere)
{
    struct seat seat;
    struct terminal *terminal;
    int y, x;

    seat_make(&seat);
    seat_environment(&seat, "NO_COLOR=1");
    terminal = seat_open(&seat);
    seat_open_form(terminal, &y, &x);
    terminal_keys(terminal, "不归我管<F5>"); /* a taboo phrase is marked, the book is open */
    terminal_expect(terminal, "Enter朗读");
    for (y = 0; y < 24; y++) {
        for (x = 0; x < 80; x++) {
            struct terminal_cell cell = terminal_cell(terminal, y, x);

            ck_assert_msg(cell.fore == -1 && cell.back == -1, "colour at %d,%d", y, x);
        }
    }
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

/* Is there a box-drawing character anywhere? */
static bool has_frames(struct terminal *terminal)
{
    for (int y = 0; y < terminal->rows; y++) {
        for (int x = 0; x < terminal->columns; x++) {
            const char *text = terminal_cell(terminal, y, x).text;

            if ((unsigned char)text[0] == 0xE2 &&
                ((unsigned char)text[1] == 0x94 || (unsigned char)text[1] == 0x95)) {
                return true;
            }
        }
    }
    return false;
}

/* The sign-in box of + - and |, its right side straight. */
static void expect_plain_box(struct terminal *terminal)
{
    int y, x, right;

    terminal_expect(terminal, "+- 签到");
    ck_assert(!has_frames(terminal));
    ck_assert(terminal_find(terminal, "+- 签到", &y, &x));
    for (right = x + 1; right < 80 && strcmp(terminal_cell(terminal, y, right).text, "+") != 0;) {
        right++;
    }
    for (int row = y + 1; row < y + 5; row++) {
        ck_assert_str_eq(terminal_cell(terminal, row, x).text, "|");
        ck_assert_str_eq(terminal_cell(terminal, row, right).text, "|");
    }
    ck_assert_str_eq(terminal_cell(terminal, y + 5, right).text, "+");
}

START_TEST(ascii_frames_are_drawn_when_asked_for)
{
    struct seat seat;
    struct terminal *terminal;

    seat_make(&seat);
    terminal = seat_start(&seat, 24, 80, (const char *const[]){"--ascii", NULL});
    terminal_expect(terminal, "F10退出");
    expect_plain_box(terminal);
    seat_sign_in(terminal, "1001");
    ck_assert(!has_frames(terminal));
    terminal_keys(terminal, "<F1>");
    terminal_expect(terminal, "+- 帮助");
    ck_assert(!has_frames(terminal));
    terminal_keys(terminal, "<Esc>");
    terminal_expect_gone(terminal, "+- 帮助");
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

START_TEST(a_terminal_that_draws_ambiguous_characters_wide_gets_straight_frames)
{
    struct seat seat;
    struct terminal *terminal;

    seat_make(&seat);
    const char *argv[] = {"--database", seat.database, NULL};
    struct terminal_options options = {.environment = seat.environment, .is_mute = true};
    terminal = terminal_start(argv, &options);
    terminal_expect(terminal, "┌─ 签到"); /* one cell until the terminal says otherwise */
    terminal_bytes(terminal, "\033[2;3R", 6);
    expect_plain_box(terminal);
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

START_TEST(f1_and_the_palette_list_what_can_be_done_here)
{
    static const char *const desk[] = {"Enter       打开", "/           查找"};
    static const char *const everywhere[] = {"F2          来电", "Ctrl-P      命令", "F10         退出"};
    static const char *const form[] = {"Ctrl-S      保存", "F9          当场答复", "F5          话术",
                                       "Esc         返回"};
    struct seat seat;
    struct terminal *terminal;

    seat_make(&seat);
    terminal = seat_open(&seat);
    terminal_keys(terminal, "<F1>");
    for (size_t i = 0; i < sizeof(desk) / sizeof(desk[0]); i++) {
        terminal_expect(terminal, desk[i]);
    }
    terminal_keys(terminal, "<End>");
    for (size_t i = 0; i < sizeof(everywhere) / sizeof(everywhere[0]); i++) {
        terminal_expect(terminal, everywhere[i]);
    }
    terminal_keys(terminal, "<Esc>");
    terminal_expect_gone(terminal, "随处可用");
    terminal_keys(terminal, "<C-p>");
    terminal_expect(terminal, "打开选中的工单");
    terminal_keys(terminal, "ldj"); /* by pinyin initials: 来电  接听…… */
    terminal_expect_gone(terminal, "打开选中的工单");
    terminal_expect(terminal, "接听正在振铃的来电");
    terminal_keys(terminal, "<BS><BS><BS>来电");
    terminal_keys(terminal, "<Enter>"); /* found by its name and done */
    terminal_expect(terminal, "来电登记");
    terminal_keys(terminal, "<F1>");
    for (size_t i = 0; i < sizeof(form) / sizeof(form[0]); i++) {
        terminal_expect(terminal, form[i]);
    }
    terminal_keys(terminal, "<Esc>");
    terminal_expect_gone(terminal, "随处可用");
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

START_TEST(leaving_with_an_open_form_says_what_happens_to_it_and_gives_the_terminal_back)
{
    struct seat seat;
    struct terminal *terminal;
    int y, x;

    seat_make(&seat);
    terminal = seat_open(&seat);
    seat_open_form(terminal, &y, &x);
    terminal_keys(terminal, "没写完<F10>");
    terminal_expect(terminal, "还有 1 张登记");
    terminal_keys(terminal, "<Esc>");
    terminal_expect_gone(terminal, "还有 1 张登记");
    terminal_expect(terminal, "没写完");
    terminal_keys(terminal, "<F10>");
    terminal_expect(terminal, "Enter 是");
    terminal_keys(terminal, "<Enter>");
    ck_assert_int_eq(terminal_exit_code(terminal, TERMINAL_WAIT), 0);
    expect_given_back(terminal);
    ck_assert_int_eq(seat_draft_count(&seat), 1);
    terminal_free(&terminal);
    seat_remove(&seat);
}
END_TEST

START_TEST(stopped_and_continued_it_takes_the_terminal_again)
{
    struct seat seat;
    struct terminal *terminal;
    struct termios modes;
    int y, x;

    seat_make(&seat);
    terminal = seat_open(&seat);
    seat_open_form(terminal, &y, &x);
    terminal_keys(terminal, "停一下");
    terminal_expect(terminal, "停一下");
    terminal_kill(terminal, SIGTSTP);
    ck_assert(terminal_wait_stopped(terminal, TERMINAL_WAIT));
    ck_assert_int_eq(tcgetattr(terminal->fd, &modes), 0);
    ck_assert(modes.c_lflag & ICANON);
    terminal_kill(terminal, SIGCONT);
    terminal_expect(terminal, "停一下");
    terminal_keys(terminal, "又来了");
    terminal_expect(terminal, "停一下又来了");
    terminal_kill(terminal, SIGTERM);
    ck_assert_int_ne(terminal_exit_code(terminal, TERMINAL_WAIT), -1);
    expect_given_back(terminal);
    terminal_free(&terminal);
    seat_remove(&seat);
}
END_TEST

START_TEST(the_mouse_selects_and_opens)
{
    struct seat seat;
    struct terminal *terminal;
    char row[1024];

    seat_make(&seat);
    terminal = seat_open(&seat);
    terminal_expect(terminal, "> ");
    terminal_click(terminal, 7, 20);
    for (int waited = 0; waited < TERMINAL_WAIT; waited += 5) {
        terminal_row_text(terminal, 7, row, sizeof(row));
        if (row[0] == '>') {
            break;
        }
        terminal_pump(terminal, 5);
    }
    ck_assert_int_eq(row[0], '>');
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

SUITE_MAIN("screen/terminal", a_terminal_that_cannot_do_it_is_refused_in_a_sentence,
           without_a_terminal_the_console_says_what_scripts_should_use,
           other_terminals_and_locales_draw_chinese, sixteen_colours_have_a_theme_of_their_own,
           a_window_too_small_says_so_and_recovers_with_everything_typed,
           hundreds_of_resizes_down_to_nothing_leave_it_alive, no_color_means_no_colour_anywhere,
           ascii_frames_are_drawn_when_asked_for,
           a_terminal_that_draws_ambiguous_characters_wide_gets_straight_frames,
           f1_and_the_palette_list_what_can_be_done_here,
           leaving_with_an_open_form_says_what_happens_to_it_and_gives_the_terminal_back,
           stopped_and_continued_it_takes_the_terminal_again, the_mouse_selects_and_opens)
