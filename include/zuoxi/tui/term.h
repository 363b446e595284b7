#ifndef ZUOXI_TUI_TERM_H
#define ZUOXI_TUI_TERM_H

/*
 * The terminal taken and given back: locale, curses' start, modes (raw, bracketed paste, mouse), size, and
 * the probe for ambiguous width. One may be open at a time. The terminal is given back by term_close and,
 * whatever path the program takes, at exit().
 */

#include <stdbool.h>

#include "zuoxi/base/err.h"
#include "zuoxi/tui/input.h"

struct tty;

/* Fails in words for no terminal, an unknown or dumb TERM, a codeset that is not UTF-8. */
enum status term_open(struct tty **term, struct err *err);
void term_close(struct tty **term);
/*
 * Once the first picture stands: paste and mouse modes, and the question for the ambiguous width, asked at
 * the start of `row` (not 0), whose first two cells must be blank.
 */
void term_begin(struct tty *term, int row);
/* The decoder fed by term_read; borrowed. */
struct input *term_input(struct tty *term);
/* Read what is there without blocking, at most 1 MiB; is_ready: poll() has just said that there is something.
 * False when the terminal is gone. */
bool term_read(struct tty *term, bool is_ready);
/* Descriptor to poll for input. */
int term_fd(const struct tty *term);
/* Take over the terminal's present size; true when all must be drawn again (it has a size at all). */
bool term_resize(struct tty *term);
/* Give the terminal back and stop the process (SIGTSTP from outside); returns when it is continued. */
void term_stop(struct tty *term);
/* Set all modes again and repaint everything (after SIGCONT). */
void term_resume(struct tty *term);
/* Around a repaint of more than one write: the terminal shows it in one piece (CSI ?2026). */
void term_hold(struct tty *term, bool is_held);
/* The answer to the probe: the column after one ambiguous character. True when the width changed. */
bool term_learn_width(int column);

#endif
