#ifndef ZUOXI_STORE_BELL_H
#define ZUOXI_STORE_BELL_H

#include <stdbool.h>

/*
 * The bell beside the database (path + ".bell"): a small file that is written to after a commit which other
 * desks must see at once (a call that rings, is answered or ends; a message). Desks watch it with inotify, so
 * that waiting costs them no wake-up, and without it they see the change at their next tick. Neither the
 * database nor its log is watched or opened for this.
 */

/* Make every listening desk look. Failing is no error: the next tick tells them. */
void bell_ring(const char *database);
/* A descriptor that becomes readable when the bell rings; −1 when the system has none to give. Closed by the
 * caller. */
int bell_listen(const char *database);
/* Take what has come; true when it rang. */
bool bell_heard(int fd);

#endif
