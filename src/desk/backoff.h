#ifndef ZUOXI_DESK_BACKOFF_H
#define ZUOXI_DESK_BACKOFF_H

/* How long whoever mistypes a password has to wait. Stored, so that a restart changes nothing; always
 * expires. */

#include "zuoxi/desk/desk.h"
#include "zuoxi/store/people_store.h"

/* The account, or the counters of a badge that nobody has; *is_known tells which. */
enum status backoff_load(struct desk *desk, const char *badge, struct person *person, bool *is_known,
                         struct err *err);
/* Seconds still to wait, 0 none. */
int64_t backoff_wait(const struct person *person, int64_t now);
/* Count one attempt, inside a transaction; *retry_at: no attempt before, 0 at once. */
enum status backoff_count(struct desk *desk, const struct person *person, bool is_right, int64_t *retry_at,
                          struct err *err);

#endif
