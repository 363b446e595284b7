#ifndef ZUOXI_TUI_DIRECT_H
#define ZUOXI_TUI_DIRECT_H

/*
 * A second's countdowns sent past curses: to choose how the cursor moves from digit to digit it weighs every
 * way against every other, which costs more than all the rest of a tick. Only what a tick changes is sent
 * here, only to terminals of the usual kind, and the cursor and its attributes are put back. Curses is told
 * what its screen holds when it is next used: its three copies of it are not touched each second.
 */

#include "screen.h"

/* After newterm(): is the terminal of that kind? */
bool direct_is_possible(void);
/*
 * Send what differs, in one write; the terminal is left as it was found. False when nothing could be written.
 */
bool direct_send(struct screen *screen);
/* Before curses is used: tell it what has been sent past it. */
void direct_settle(struct screen *screen);

#endif
