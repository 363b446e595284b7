#ifndef ZUOXI_CONSOLE_ERRAND_H
#define ZUOXI_CONSOLE_ERRAND_H

/*
 * A small save that a view starts and forgets: one key, one record, no form (a reading mark, a promise kept).
 * The view steps it each loop turn; what it says and how it retries is the same everywhere.
 */

#include "zuoxi/console/state.h"

struct errand {
    struct task task;
    void *argument;   /* owned; what the work is given */
    const char *said; /* status line when it is done; borrowed */
    struct err told;  /* why it waits, as last said */
};

/*
 * Start work with a malloc'ed argument, which the errand owns from now on; request: inside the argument.
 * False, and the argument freed, while another one of this view is under way (which is said).
 */
bool errand_start(struct errand *errand, struct console *console, task_work work, void *argument,
                  const char *request, const char *said);
/* Each loop turn; true once when it has been done well. */
bool errand_step(struct errand *errand, struct console *console);
/* Esc: stop trying; true when there was something to stop. */
bool errand_cancel(struct errand *errand, struct console *console);
void errand_free(struct errand *errand);

#endif
