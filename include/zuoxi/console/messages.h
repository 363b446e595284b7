#ifndef ZUOXI_CONSOLE_MESSAGES_H
#define ZUOXI_CONSOLE_MESSAGES_H

/* Messages left for the person at this desk: the lines of the strip below the calls, read and settled there.
 */

#include "zuoxi/console/errand.h"
#include "zuoxi/console/state.h"
#include "zuoxi/domain/message.h"
#include "zuoxi/tui/canvas.h"

#define MESSAGES_SHOWN 3 /* at once; more come as these are settled */

struct messages {
    struct console *console;
    struct message items[MESSAGES_SHOWN];
    size_t count;
    struct errand errand;
    int64_t id;   /* the one being read */
    int64_t told; /* the newest that was spoken of */
};

void messages_free(struct messages *messages);
/* Read them again. */
void messages_look(struct messages *messages);
/* Each loop turn: go on saving the marks; unless the desk is in front, the status line tells of a new one,
 * once. */
void messages_step(struct messages *messages, bool is_in_front);
void messages_draw(const struct messages *messages, size_t index, struct canvas *canvas, int y,
                   bool is_selected);
/* Show it whole, ask whether it is settled, mark it so or read. */
void messages_open(struct messages *messages, size_t index);

#endif
