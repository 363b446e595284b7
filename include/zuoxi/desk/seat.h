#ifndef ZUOXI_DESK_SEAT_H
#define ZUOXI_DESK_SEAT_H

/*
 * What each seat is doing (就绪 小休 示忙 通话 整理 锁定), and the session signed in on it. A badge has one
 * session. Whatever a console saves it saves as its session: once another desk has taken the badge over, or
 * an admin has signed it out, nothing is saved here any more, however late a frozen desk wakes (task.c asks
 * seat_check in every transaction).
 */

#include "zuoxi/desk/task.h"
#include "zuoxi/store/people_store.h"
#include "zuoxi/store/seat_store.h"

/* task_work: argument = enum seat_state *: what the actor's seat does from now on. */
enum status seat_set(struct desk *desk, void *argument, int64_t *result, struct err *err);
/* The seat of a badge as others see it: out when its desk is gone (killed), SEAT_LOCKED when it is locked. */
enum status seat_find(struct desk *desk, const char *badge, struct seat *seat, struct err *err);
/* Is somebody signed in on it whose desk lives? */
bool seat_is_taken(const struct desk *desk, const struct seat *seat);

/*
 * Inside a transaction: the session of wanted (badge, session, terminal, pid) begins. STATUS_CONFLICT with
 * *present when the badge is signed in elsewhere and that session's id is not `takes`.
 */
enum status seat_begin(struct desk *desk, const struct seat *wanted, const char *takes, struct seat *present,
                       struct err *err);
/* Does the actor's session still stand? STATUS_DENIED says who ended it, when and where. Without one: yes. */
enum status seat_check(struct desk *desk, struct err *err);
/* task_work: argument = const char *, why ('' or NULL: no note). The actor's seat locks; signs out. */
enum status seat_lock(struct desk *desk, void *argument, int64_t *result, struct err *err);
enum status seat_leave(struct desk *desk, void *argument, int64_t *result, struct err *err);
/* Inside a transaction, after the password was proven. */
enum status seat_unlock(struct desk *desk, struct err *err);

/* For whoever keeps order: every account with its seat. */
struct seat_row {
    struct person person; /* without its hash */
    struct seat seat;     /* state as seat_find tells it */
    bool is_signed_in;    /* and its desk lives */
    int64_t wait_seconds; /* of the back-off, 0 none */
};
enum status seat_list(struct desk *desk, struct seat_row *rows, size_t max, size_t *count, struct err *err);
/*
 * task_work: argument = const char *, the badge. An admin signs it out; its desk closes within a second, its
 * drafts stay. STATUS_NOT_FOUND when it is not signed in. (The back-off: people_unlock.) Also from within
 * other work: an account that is disabled ends its session.
 */
enum status seat_end(struct desk *desk, void *argument, int64_t *result, struct err *err);

#endif
