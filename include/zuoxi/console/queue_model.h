#ifndef ZUOXI_CONSOLE_QUEUE_MODEL_H
#define ZUOXI_CONSOLE_QUEUE_MODEL_H

/*
 * The open cases as the desk shows them, the person's promises among them: read page by page in the order of
 * urgency, read again when the database changes, watched for changes of level as time passes. In another
 * order or in groups all that the filter wants is read first, a slice a loop turn, and the old lines stand
 * meanwhile. Promises are read whole; levels are watched over all open cases, whatever is shown.
 */

#include "zuoxi/console/queue_order.h"
#include "zuoxi/desk/casework.h"
#include "zuoxi/domain/deadline.h"

#define QUEUE_PROMISES_MAX 500

struct queue_model {
    struct queue_setup *setup; /* borrowed; NULL: everything, by urgency */
    struct queue_row *rows;    /* owned; by urgency */
    size_t count, capacity;
    bool has_more;              /* pages are left */
    struct queue_row *promises; /* owned; most urgent first */
    enum level *promise_levels; /* owned; when last looked at */
    size_t promise_count;
    size_t followup_count;     /* regular follow-ups that are due */
    size_t promise_next;       /* the first one that is not among the rows yet */
    struct queue_row last;     /* the last case read; id 0: none */
    struct queue_lines lines;  /* owned; of an ordered setup */
    bool is_ordered;           /* lines stand for the rows */
    struct queue_model *fresh; /* owned; being read to take this one's place, NULL: none */
    int64_t watched;           /* UTC second of the last look at the levels, 0 = none */
    int64_t next_watch;        /* UTC second of the next change of a case's level, 0 = never */
    struct queue_counts counts;
};

/* What time has changed since the last look. */
struct queue_alarm {
    size_t count;           /* rows that rose to a worse level */
    struct queue_row worst; /* when count > 0 */
    enum level worst_level;
    bool has_changed; /* levels of cases have: counts were taken anew */
};

void queue_model_clear(struct queue_model *model);
/*
 * Read again as many rows as there were (a page at least); on an error the old rows stay. An ordered setup is
 * only begun with: queue_model_step goes on while queue_model_is_loading.
 */
enum status queue_model_load(struct queue_model *model, struct desk *desk, struct err *err);
bool queue_model_is_loading(const struct queue_model *model);
/* One slice of loading; on an error the old lines stay and loading ends. */
enum status queue_model_step(struct queue_model *model, struct desk *desk, struct err *err);
/* Read the next page; nothing when there is none. */
enum status queue_model_more(struct queue_model *model, struct desk *desk, struct err *err);
/* Make the lines of an ordered setup anew from the rows there are: something was folded. */
void queue_model_fold(struct queue_model *model, const struct desk *desk);

/* The lines of the list: each a row, or a group's heading. */
size_t queue_model_lines(const struct queue_model *model);
/* NULL for a heading or past the end. Borrowed until the model is read again. */
const struct queue_row *queue_model_row(const struct queue_model *model, size_t line);
const struct queue_group *queue_model_group(const struct queue_model *model,
                                            size_t line); /* NULL for a row */
/* The line of a case or promise, or queue_model_lines(). */
size_t queue_model_find(const struct queue_model *model, int64_t id);
/* The line of a group's heading, or queue_model_lines(). */
size_t queue_model_find_group(const struct queue_model *model, const char *key);
/* The same, its group unfolded for it where it lies in a folded one. */
size_t queue_model_reveal(struct queue_model *model, const struct desk *desk, int64_t id);

enum level queue_row_level(const struct queue_row *row, int64_t now);
/* Look at all levels now; alarm tells which rose since the last look. */
enum status queue_model_watch(struct queue_model *model, struct desk *desk, int64_t now,
                              struct queue_alarm *alarm, struct err *err);

#endif
