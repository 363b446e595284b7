#ifndef ZUOXI_CONSOLE_BOARD_DESK_H
#define ZUOXI_CONSOLE_BOARD_DESK_H

/* What every desk sees of the board without opening it: one piece of the counts bar. */

#include "zuoxi/console/state.h"

/* Cells of the line of counts: in less, a piece would be no more than its bar, and is left out. */
#define BOARD_PIECE_LEAST 6

/* Each loop turn of a view that shows them: read the notices again when they have changed or one has begun;
 * true when that was since *seen (kept by the view, 0 at first). */
bool board_desk_watch(struct console *console, unsigned long *seen);
/* "| 集中 和平里3号楼 不热 5单 F8  | 停供 城东站抢修 预计18:00恢复 3户  | 必读公告1条 F8" at x of row 0, as
 * far as it fits; returns the next x. */
int board_desk_draw(const struct console *console, struct canvas *canvas, int x);

/* The desk's action: open the board. */
unsigned board_desk_run(struct view *view);

/* "预计18:00恢复", "已过预计18:00", "17:40已结束", "" when nobody knows. */
void board_until(const struct console *console, const struct notice *notice, char *out, size_t size);

#endif
