#ifndef ZUOXI_CONSOLE_QUEUE_MODEL_H
#define ZUOXI_CONSOLE_QUEUE_MODEL_H

/*
 * The open cases as the desk shows them, the person's promises among them: read page by page in the order of
 * urgency, read again when the database changes, watched for changes of level as time passes. Promises are
 * read and watched whole, so that one tells of itself however far below the pages read it stands.
 */

#include "zuoxi/desk/casework.h"
#include "zuoxi/domain/deadline.h"

#define QUEUE_PROMISES_MAX 500

struct queue_model {
    struct queue_row *rows; /* owned */
    enum level *levels;     /* owned; the level of each row when last looked at */
    size_t count, capacity, level_capacity;
    bool has_more;              /* pages are left */
    struct queue_row *promises; /* owned; most urgent first */
    enum level *promise_levels; /* owned */
    size_t promise_count;
    size_t promise_next;   /* the first one that is not among the rows yet */
    struct queue_row last; /* the last case read; id 0: none */
    int64_t
        watched; /* UTC second of the last look at the levels, 0 = none; rows read again count from there */
    struct queue_counts counts;
};

/* What time has changed since the last look. */
struct queue_alarm {
    size_t count;                  /* rows that rose to a worse level */
    const struct queue_row *worst; /* borrowed until the model is read again */
    enum level worst_level;
};

void queue_model_clear(struct queue_model *model);
/* Read again as many rows as there were (a page at least); on an error the old rows stay. */
enum status queue_model_load(struct queue_model *model, struct desk *desk, struct err *err);
/* Read the next page; nothing when there is none. */
enum status queue_model_more(struct queue_model *model, struct desk *desk, struct err *err);
/* Index of a case, or model->count. */
size_t queue_model_find(const struct queue_model *model, int64_t id);
enum level queue_row_level(const struct queue_row *row, int64_t now);
/* Look at every row's level now; alarm tells which rose. */
void queue_model_watch(struct queue_model *model, int64_t now, struct queue_alarm *alarm);

#endif
