#ifndef TESTS_FAULT_TRIAL_H
#define TESTS_FAULT_TRIAL_H

/*
 * One operation tried in the town again and again, each time from the same beginning. What must come of it is
 * read off a run that nothing disturbs: the whole database, row for row.
 */

#include "fault/operation.h"
#include "fault/world.h"

#define TRIAL_STEPS 100 /* of a task: more than it ever tries */

struct trial {
    struct world *world;
    const struct operation *operation;
    struct str before, after; /* of the undisturbed run */
    int64_t result;
    int calls;        /* of it that a fault can hit (fault_vfs.h) */
    struct desk desk; /* open between begin and end */
    void *argument;
};

/* Make the undisturbed run. */
void trial_prepare(struct trial *trial, struct world *world, const struct operation *operation);
void trial_clear(struct trial *trial);

/* The town as ever, the desk open, the form filled in. */
void trial_begin(struct trial *trial);
void trial_end(struct trial *trial);
/* Save, in at most that many steps. */
enum status trial_save(struct trial *trial, int steps, int64_t *result, struct err *err);
/* The desk ends, and is started again by the same person. */
void trial_reopen(struct trial *trial);
/* The machine stops with the files as they are now, and is started again. */
void trial_crash(struct trial *trial);

/* How what is stored differs from the undisturbed run's end, or from its beginning; "" when it does not.
 * Static. */
const char *trial_differs(struct trial *trial);
const char *trial_differs_from_before(struct trial *trial);
/* Fail the test unless all is as it must be and the file sound; what: said in the message. */
void trial_assert_done(struct trial *trial, const char *what, int nth);

#endif
