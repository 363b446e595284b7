#ifndef ZUOXI_STORE_QUEUE_H
#define ZUOXI_STORE_QUEUE_H

/*
 * The write queue: one flock over all desks of a database, taken before every transaction. The kernel queues
 * the waiters and frees the lock of a killed holder at once. The lock file lies beside the database (path +
 * ".lock"), is made with its mode, and says who holds it.
 */

#include <stdbool.h>
#include <stdint.h>

#include "zuoxi/base/clock.h"
#include "zuoxi/base/err.h"

#define QUEUE_SLICE_MS 45

struct queue;

/* The lock file of the database at path; made when missing. badge (may be NULL) and clock are borrowed. */
enum status queue_open(struct queue **queue, const char *database, const char *badge,
                       const struct clock *clock, struct err *err);
void queue_close(struct queue **queue);

/*
 * Wait one slice for the lock. STATUS_BUSY: not yet; when waited_ms is over 2,000 err names the holder. A
 * lock file that was deleted or replaced meanwhile is opened anew, so that there are never two holders.
 */
enum status queue_enter(struct queue *queue, int64_t waited_ms, struct err *err);
void queue_leave(struct queue *queue);
bool queue_is_held(const struct queue *queue);

#endif
