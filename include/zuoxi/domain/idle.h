#ifndef ZUOXI_DOMAIN_IDLE_H
#define ZUOXI_DOMAIN_IDLE_H

/* When a seat that nobody touches locks. Times are of a clock that counts suspend and that nobody sets. */

#include <stdint.h>

#define IDLE_WARNING_SECONDS 30
#define IDLE_CALL_MINUTES    60 /* a live call keeps the seat open so long without a key */

enum idle { IDLE_NO, IDLE_SOON, IDLE_LOCK };

/*
 * minutes: the setting, 0 never. quiet_ms: since the last key; rest_ms: since the last key or live call,
 * whichever was later. *left: seconds until it locks, for IDLE_SOON.
 */
enum idle idle_judge(int minutes, int64_t quiet_ms, int64_t rest_ms, int *left);

#endif
