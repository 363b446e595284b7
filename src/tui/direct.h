#ifndef ZUOXI_TUI_DIRECT_H
#define ZUOXI_TUI_DIRECT_H

/*
 * Small changes (a second's countdowns, a key's echo, the line that tells of it) sent past curses: to choose
 * how the cursor moves from digit to digit it weighs every way against every other, which costs more than all
 * the rest of a tick. Only to terminals of the usual kind; the cursor and its attributes are put back. Curses
 * is told what its screen holds when it is next used: its three copies of it are not touched each second.
 */

#include "screen.h"

/* After newterm(): is the terminal of that kind? */
bool direct_is_possible(void);
/* Where the terminal's cursor is. */
struct direct_cursor {
    int y, x;
};
/*
 * Send what differs, in one write, and take the cursor from one place to the other; from NULL: it is not
 * known, and put back where it was. False: curses does this better, nothing has been sent.
 */
bool direct_send(struct screen *screen, const struct direct_cursor *from, struct direct_cursor to);
/*
 * Before curses is used: tell it what has been sent past it, and put the cursor back to where it believes it
 * to be (NULL: it is there).
 */
void direct_settle(struct screen *screen, const struct direct_cursor *believed);

#endif
