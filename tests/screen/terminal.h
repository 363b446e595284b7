#ifndef ZUOXI_TESTS_SCREEN_TERMINAL_H
#define ZUOXI_TESTS_SCREEN_TERMINAL_H

/*
 * A terminal for tests: the real binary on a pty, its output interpreted by libvterm. Nothing sleeps: every
 * wait reads the program's output until what is waited for is on the screen. Wait for the last thing drawn.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define TERMINAL_WAIT 8000 /* ms that a wait may take before it fails; a passing one takes a few */

struct terminal;

struct terminal_options {
    int rows, columns;              /* 0: 24 × 80 */
    const char *binary;             /* NULL: $ZUOXI_BINARY */
    const char *const *environment; /* "NAME=value" …, NULL at the end; "NAME" alone unsets. May be NULL */
    const char *time_file;          /* libfaketime reads the time from this file (terminal_set_time) */
    bool is_mute;                   /* answers no questions (cursor position) */
};

struct terminal_cell {
    char text[32]; /* the character with its marks; "" for the right half of a wide one */
    int width;
    bool is_bold, is_reverse, is_underlined;
    int fore, back; /* 0–255 of the palette, −1: default, −2: direct colour */
};

/* argv without the program's name, NULL at the end; may be NULL. Never returns NULL. */
struct terminal *terminal_start(const char *const argv[], const struct terminal_options *options);
/* Kills what still runs. */
void terminal_free(struct terminal **terminal);

/*
 * Type: plain text as it stands, <F1> … <F12> <Enter> <Tab> <Esc> <BS> <Del> <Ins> <Up> <Down> <Left> <Right>
 * <Home> <End> <PgUp> <PgDn> <Space> <lt>, with C- A- S- before (<C-s> <S-Tab> <C-S-Left> <A-x>).
 */
void terminal_keys(struct terminal *terminal, const char *keys);
void terminal_bytes(struct terminal *terminal, const char *bytes, size_t length);
/* As a bracketed paste. */
void terminal_paste(struct terminal *terminal, const char *text);
void terminal_click(struct terminal *terminal, int y, int x);
void terminal_resize(struct terminal *terminal, int rows, int columns);
/* Resize without looking, any size: what is drawn is thrown away until the next terminal_resize (libvterm
 * does not survive sizes that change faster than a program can draw). */
void terminal_resize_blind(struct terminal *terminal, int rows, int columns);
/* "2026-11-21 14:32:00" (stands still) or "@2026-11-21 14:32:00" (runs on from there), read by the program at
 * once. */
void terminal_set_time(const char *time_file, const char *time);
/* In a child about to become a program: let libfaketime read the time from that file. */
void terminal_fake_time(const char *time_file);

bool terminal_wait_text(struct terminal *terminal, const char *text, int ms);
bool terminal_wait_gone(struct terminal *terminal, const char *text, int ms);
bool terminal_wait_cursor(struct terminal *terminal, int y, int x, int ms);
/* The same with TERMINAL_WAIT; on failure the screen is printed and the Check test fails. */
void terminal_expect(struct terminal *terminal, const char *text);
void terminal_expect_gone(struct terminal *terminal, const char *text);
void terminal_expect_cursor(struct terminal *terminal, int y, int x);
/* Take in what comes for that long (for what must not happen). */
void terminal_pump(struct terminal *terminal, int ms);

/* Where text stands on the screen now (y and x may be NULL); false when it does not. */
bool terminal_find(struct terminal *terminal, const char *text, int *y, int *x);
/* A row's text, blanks at the end cut. */
void terminal_row_text(struct terminal *terminal, int row, char *out, size_t size);
struct terminal_cell terminal_cell(struct terminal *terminal, int y, int x);
void terminal_cursor(struct terminal *terminal, int *y, int *x, bool *is_visible);
/* Everything the program wrote since the last terminal_forget (kept up to 4 MiB); how many reads it took. */
const char *terminal_output(struct terminal *terminal, size_t *length, size_t *reads);
void terminal_forget(struct terminal *terminal);
int terminal_bells(const struct terminal *terminal);
/* Print the screen to stderr. */
void terminal_dump(struct terminal *terminal);

int terminal_pid(const struct terminal *terminal);
void terminal_kill(struct terminal *terminal, int signal);
/* Wait until the program has been stopped (SIGSTOP, SIGTSTP). */
bool terminal_wait_stopped(struct terminal *terminal, int ms);
/* Close the terminal's side of the line, as a lost connection does. */
void terminal_hang_up(struct terminal *terminal);
/* The program's exit code within ms, 128 + signal when it was killed, −1 when it still runs. */
int terminal_exit_code(struct terminal *terminal, int ms);

#endif
