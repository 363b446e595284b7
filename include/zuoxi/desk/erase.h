#ifndef ZUOXI_DESK_ERASE_H
#define ZUOXI_DESK_ERASE_H

/*
 * Erasing a person's data on lawful request (R6.5): out of the household, its merged duplicates, their cases,
 * contacts, promises, messages, calls and notifications, and out of what the audit holds of them. Numbers,
 * codes, times and figures stay. Signed handover logs are kept as signed. Needs RIGHT_PERSON_ERASE.
 */

#include "zuoxi/desk/task.h"
#include "zuoxi/store/erase_store.h"

#define ERASE_REASON_MAX 200 /* characters */

/* What would go, and what hinders it. */
struct erase_plan {
    int64_t id; /* of the household that is kept where it was merged */
    char account[4 * 20 + 1], name[4 * 40 + 1];
    size_t counts[ERASE_PARTS];
    int64_t open_cases, open_promises, held_cases, sealed_logs;
    char draft_badge[21]; /* whose form, not saved yet, holds one of the phones; '' nobody's */
    size_t unread_drafts; /* files of such forms that could not be read, so not looked at */
};
enum status erase_plan(struct desk *desk, int64_t customer_id, struct erase_plan *plan, struct err *err);
/* As lines to be read before deciding. Appends. */
void erase_describe(const struct erase_plan *plan, struct str *out);
/* STATUS_CONFLICT and what to do first, when something hinders it. */
enum status erase_check(const struct erase_plan *plan, struct err *err);

struct erase_request {
    int64_t customer_id;
    char reason[4 * ERASE_REASON_MAX + 1]; /* who asked, and when; it stays in the audit */
    char request[REQUEST_ID_SIZE];
};
/* task_work; the result is the household's id. */
enum status erase_person(struct desk *desk, void *argument, int64_t *id, struct err *err);

/* Whether that leaves something in the log and in older pieces of the search index that is still to be
 * removed. */
enum status erase_is_left(struct desk *desk, bool *left, struct err *err);
/* One slice of removing it. *left: call again. Harmless when there is nothing to do. STATUS_BUSY: not now,
 * call again. */
enum status erase_scrub(struct desk *desk, int64_t waited_ms, bool *left, struct err *err);

#endif
