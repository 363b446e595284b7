#ifndef ZUOXI_CONSOLE_HOOK_KEEPER_H
#define ZUOXI_CONSOLE_HOOK_KEEPER_H

/* Runs the notification hooks beside the desk, and counts for leads and admins those that failed. Belongs to
 * the desk's page, like live.h. */

#include "zuoxi/console/state.h"

struct hook_keeper;

/* NULL when no hook is configured; the next three take that. */
struct hook_keeper *hook_keeper_open(struct console *console);
void hook_keeper_close(struct hook_keeper **keeper);
/* Each loop turn; true when the number that failed has changed. */
bool hook_keeper_step(struct hook_keeper *keeper);
/* Notifications that failed for good, 0 for those who cannot do anything about it. */
int64_t hook_keeper_failed(const struct hook_keeper *keeper);

#endif
