#ifndef ZUOXI_CONSOLE_ROOM_WATCH_H
#define ZUOXI_CONSOLE_ROOM_WATCH_H

/* Says that the database's disk is nearly full, as long as it is, and when there is room again. Belongs to
 * the desk's page. */

#include "zuoxi/console/state.h"

/* Each loop turn; looks every few seconds. True when what room_watch_megabytes tells has changed. */
bool room_watch_step(struct console *console);
/* What is left, in MB, at least 1; 0 while there is room. */
int64_t room_watch_megabytes(const struct console *console);

#endif
