#ifndef ZUOXI_DESK_PEOPLE_H
#define ZUOXI_DESK_PEOPLE_H

/* Accounts, for admins. */

#include "zuoxi/desk/task.h"
#include "zuoxi/store/people_store.h"

/*
 * Most accounts of one house that are listed; who lists them reads one more and asks people_cut, so that
 * nobody is left out in silence.
 */
#define PEOPLE_MAX 2000
/* True when more than PEOPLE_MAX were read: *count is PEOPLE_MAX then. */
bool people_cut(size_t *count);

struct person_change {
    struct person person; /* badge; for add: name, role */
    char hash[256];       /* the new password's hash (session_hash) */
    char request[REQUEST_ID_SIZE];
};
/* Would the account be accepted? The hash is not looked at. */
enum status people_check(const struct person_change *change, struct err *err);
/* task_work: argument = struct person_change *. A password that is not the actor's own is to be changed at
 * the next sign-in. */
enum status people_add(struct desk *desk, void *argument, int64_t *id, struct err *err);
enum status people_set_password(struct desk *desk, void *argument, int64_t *id, struct err *err);
/* task_work: argument = const char *, the badge. Its back-off after failed sign-ins ends now. */
enum status people_unlock(struct desk *desk, void *argument, int64_t *result, struct err *err);
/* The first account of a new database, an admin, made by the owner of the file; STATUS_DENIED once there is
 * one. */
enum status people_first(struct desk *desk, void *argument, int64_t *id, struct err *err);
enum status people_list(struct desk *desk, struct person *people, size_t max, size_t *count, struct err *err);

#endif
