#ifndef ZUOXI_DESK_ACCOUNT_H
#define ZUOXI_DESK_ACCOUNT_H

/* Changes of an account that is there: its name, its role, whether it may sign in. */

#include "zuoxi/desk/people.h"
#include "zuoxi/domain/account.h"

struct account_change {
    char badge[21];
    struct account before, after; /* what differs between them is changed, the rest stays as it is stored */
    char request[REQUEST_ID_SIZE];
};

/* The account as it can be changed; badge, before and after filled. */
enum status account_begin(struct desk *desk, const char *badge, struct account_change *change,
                          struct err *err);
/*
 * task_work: argument = struct account_change *. Logged field by field. A seat signed in on an account whose
 * role changes or that is disabled is signed out at once. STATUS_DENIED for what would leave no admin.
 */
enum status account_change(struct desk *desk, void *argument, int64_t *id, struct err *err);

#endif
