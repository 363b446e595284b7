#ifndef ZUOXI_DESK_SEAT_H
#define ZUOXI_DESK_SEAT_H

/* What each seat is doing: 就绪 小休 示忙 通话 整理. */

#include "zuoxi/desk/task.h"
#include "zuoxi/store/ring_store.h"

/* task_work: argument = enum seat_state *: what the actor's seat does from now on. */
enum status seat_set(struct desk *desk, void *argument, int64_t *result, struct err *err);
/* The seat of a badge: out when its desk is gone (killed). */
enum status seat_find(struct desk *desk, const char *badge, struct seat *seat, struct err *err);

#endif
