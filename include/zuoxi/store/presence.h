#ifndef ZUOXI_STORE_PRESENCE_H
#define ZUOXI_STORE_PRESENCE_H

/*
 * Is a session's desk still there? Each holds a lock of the kernel's on its own byte of a file beside the
 * database. The kernel gives it up whatever way the desk ends, and it is seen from other containers, where a
 * process id says nothing.
 */

#include <stdbool.h>

/* Hold the place of a session (request_make). A descriptor; closing it gives the place up. −1: cannot. */
int presence_hold(const char *database, const char *session);
bool presence_is_held(const char *database, const char *session);
/* Is any desk there? True as well when that cannot be told. */
bool presence_is_any(const char *database);

#endif
