#ifndef ZUOXI_DESK_CONTACTS_H
#define ZUOXI_DESK_CONTACTS_H

/* Saved contacts: reading them, correcting them (R1.11: a new version; the audit keeps
 * the old ones, desk/versions.h tells them). */

#include "zuoxi/desk/task.h"
#include "zuoxi/domain/contact.h"
#include "zuoxi/domain/details.h"

#define CONTACTS_MAX 50 /* of one case, the newest */

/* details (may be NULL) receives the contact's side records. */
enum status contacts_load(struct desk *desk, int64_t id, struct contact *contact, struct details *details,
                          struct err *err);
/* A case's contacts, oldest first. Allocate rows, they are large. */
enum status contacts_of_case(struct desk *desk, int64_t case_id, struct contact rows[CONTACTS_MAX],
                             size_t *count, struct err *err);
/* When it took place: answered, else ended; UTC, 0 unknown. */
int64_t contacts_time(const struct contact *contact);

struct contact_edit {
    struct contact before, after; /* as loaded, as wanted */
    struct details details_before, details_after;
    char request[REQUEST_ID_SIZE]; /* made when the form opens, kept in its draft */
    int64_t opened_at;             /* UTC, of the form */
};
/* task_work: argument = struct contact_edit *; result = the contact's id. Its case's timeline tells of it. */
enum status contacts_correct(struct desk *desk, void *argument, int64_t *id, struct err *err);

#endif
