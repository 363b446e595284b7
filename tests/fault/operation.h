#ifndef TESTS_FAULT_OPERATION_H
#define TESTS_FAULT_OPERATION_H

/*
 * Every operation of a desk that saves, one row each: who does it to what in the town of world.h. The faults'
 * tests walk these rows, so a row is all that a new operation needs; a test names those without one.
 */

#include "desk/desk_fixture.h"

#define NO_REQUEST SIZE_MAX

struct operation {
    const char *name;    /* the function of desk/ */
    const char *variant; /* of what; NULL: there is only one */
    const char *badge;
    enum role role;
    int minutes; /* when, after DESK_NOW */
    int in_town; /* how often it was done when the town was made, in the order of the rows */
    task_work work;
    size_t size;           /* of its argument */
    size_t request;        /* where in it the request id stands; NO_REQUEST: it has none */
    const char *of;        /* SQL: the record it is done to */
    const char *values[9]; /* what is given: name, value, … NULL */
    void (*fill)(struct desk *desk, const struct operation *operation, void *argument);
    /* One without a task of its own: an import, a sign-in. It waits for its tasks itself. */
    enum status (*run)(struct desk *desk, const struct operation *operation, struct err *err);
    bool takes_ids; /* a try that came to nothing has used up ids: an import's block */
};

struct operation_list {
    const struct operation *rows;
    size_t count;
};
extern const struct operation_list operations_of_cases, operations_of_callers, operations_of_shifts,
    operations_of_house;
/* By number from 0; NULL: there are no more. */
const struct operation *operation_at(size_t index);
const char *operation_name(const struct operation *operation); /* "casework_move dispatch"; static */

/* The argument of one, its request id the next of a row that begins anew with operation_restart; to be freed.
 */
void *operation_argument(struct desk *desk, const struct operation *operation);
void operation_restart(void);
/*
 * Do it: at most `steps` steps of its task. STATUS_OK: acknowledged. Others: why not (yet); it may be done
 * again with the same argument.
 */
enum status operation_do(struct desk *desk, const struct operation *operation, void *argument, int steps,
                         int64_t *result, struct err *err);
/* Do one of that name that is part of another's preparations. */
void operation_before(struct desk *desk, const char *name, const char *variant);

/* Make the town: the settings it needs, its people and all rows' in_town. */
void operations_configure(struct desk_fixture *fixture);
void operations_fill_town(struct desk_fixture *fixture);

/* The number that a row's `of` gives, and the record of that id. */
int64_t operation_id(struct desk *desk, const struct operation *operation);
void operation_record(struct desk *desk, const struct operation *operation, const struct field_table *table,
                      void *record);
/* Put a row's values into a record. */
void operation_give(const struct operation *operation, const struct field_table *table, void *record);

#endif
