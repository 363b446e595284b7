#ifndef ZUOXI_DESK_PROMISE_H
#define ZUOXI_DESK_PROMISE_H

/* Promises to call back (预约回复, spec R2.12): made, done, put off, handed to somebody else. */

#include "zuoxi/desk/task.h"
#include "zuoxi/store/promise_store.h"

/*
 * Open ones that concern the actor, most urgent first: own ones and nobody's; all for those with
 * RIGHT_PROMISE_ALL. Phones are masked for those who may not see them in lists. At most max.
 */
enum status promise_list(struct desk *desk, struct promise_row *rows, size_t max, size_t *count,
                         struct err *err);
enum status promise_load(struct desk *desk, int64_t id, struct promise *promise, struct err *err);

struct promise_new {
    struct promise before, promise; /* before: empty, what a form compares with; due now or later, the owner
                                       may be '' (whoever is free) */
    char request[REQUEST_ID_SIZE];  /* made when the form opens, kept in its draft */
    int64_t opened_at;              /* UTC, of the form */
};
/* One of the actor's own, about nothing yet. */
void promise_begin(struct desk *desk, struct promise_new *new);
/* task_work: argument = struct promise_new *. */
enum status promise_make(struct desk *desk, void *argument, int64_t *id, struct err *err);

enum promise_verb { PROMISE_DONE, PROMISE_POSTPONE, PROMISE_HAND };
struct promise_change {
    int64_t id;
    enum promise_verb verb;
    int64_t due;               /* POSTPONE, UTC; nobody's becomes the actor's */
    char owner[21];            /* HAND: RIGHT_PROMISE_ALL, except for taking over nobody's */
    char outcome[4 * 200 + 1]; /* DONE: what came of it */
    char request[REQUEST_ID_SIZE];
};
/* task_work: argument = struct promise_change *. STATUS_CONFLICT when it is done already. */
enum status promise_change(struct desk *desk, void *argument, int64_t *id, struct err *err);

/* Inside another function's transaction: one more (due_at, what, owner … as given); *id = its id. */
enum status promise_add(struct desk *desk, struct promise *promise, int64_t *id, struct err *err);
/* The same of an unanswered call's promise (linked to one that stands for the
 * number), and its end when the caller was reached after all. */
enum status promise_for_missed(struct desk *desk, const char *phone, int64_t missed_at, int64_t *id,
                               struct err *err);
enum status promise_withdraw(struct desk *desk, int64_t id, const char *outcome, struct err *err);
/* The same for nobody's promise to a number, when there is one. */
enum status promise_withdraw_phone(struct desk *desk, const char *phone, const char *outcome,
                                   struct err *err);

/*
 * Inside a case's save: its owner's desk reminds of the appointment `at` (UTC; not given: there is none any
 * more) the configured minutes before it, by which somebody should be there (R1.6). outcome: why an old
 * reminder ends.
 */
enum status promise_visit(struct desk *desk, int64_t case_id, const struct optional *at, const char *outcome,
                          struct err *err);
/*
 * Inside a contact's save: the promise it keeps is done, and those given in its form (by the form's request
 * id) learn their case and contact.
 */
struct contact;
enum status promise_meet(struct desk *desk, const struct contact *contact, const char *form, struct err *err);

#endif
