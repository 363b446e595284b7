#ifndef ZUOXI_DESK_HOOK_LEVELS_H
#define ZUOXI_DESK_HOOK_LEVELS_H

/* Level changes of legs, told once each whichever desk sees them first. Work for a task. */

#include "zuoxi/desk/desk.h"

/* Follow the open legs that nobody follows yet; *result: how many more there may be (0: all are followed). */
enum status hook_levels_begin(struct desk *desk, void *unused, int64_t *result, struct err *err);
/* Tell of the legs that are due to be looked at; *result as above. */
enum status hook_levels_look(struct desk *desk, void *unused, int64_t *result, struct err *err);

#endif
