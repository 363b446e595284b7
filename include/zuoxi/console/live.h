#ifndef ZUOXI_CONSOLE_LIVE_H
#define ZUOXI_CONSOLE_LIVE_H

/*
 * What comes to a desk while it works: calls that ring, messages that were left. Belongs to the desk's page,
 * which gives it its steps and a strip of lines to draw; F2 reaches it from every page.
 */

#include "zuoxi/console/state.h"
#include "zuoxi/domain/seat.h"
#include "zuoxi/tui/canvas.h"

struct live;

/* After signing in: the seat is ready, and hears of calls at once. */
struct live *live_open(struct console *console);
void live_close(struct live **live);
/* Each loop turn: look for calls, go on answering, keep the seat's state. Unless the desk is in front and
 * nothing covers it, the status line tells of a call. */
void live_step(struct live *live, bool is_in_front);

/* Lines of the strip now. */
size_t live_count(const struct live *live);
/* True when the strip or the seat's state must be drawn again; forgets it. */
bool live_tick(struct live *live);
void live_draw(const struct live *live, struct canvas *canvas, size_t selected, bool has_focus);
/* What Enter on a line does: answer, read. */
void live_use(struct live *live, size_t line);

/* F2: answer the call that waits longest; false when there is none. */
bool live_answer(struct live *live);
enum seat_state live_state(const struct live *live);
/* Ask what the seat is to do from now on. */
void live_ask_state(struct live *live);

#endif
