#ifndef ZUOXI_DESK_EXCHANGE_STAGE_H
#define ZUOXI_DESK_EXCHANGE_STAGE_H

/*
 * The rows of a file on their way into the database. New ones are written where they belong, out of sight
 * (store/incoming.h); changes of known ones wait in import_row. Everything but the last step happens in short
 * transactions, whose size follows how long they take, so that desks keep saving.
 */

#include "exchange_private.h"
#include "zuoxi/desk/task.h"
#include "zuoxi/store/incoming.h"

#define EXCHANGE_BATCH 4000 /* rows in one transaction at most */

/* A row on its way in, or into the list of refused ones. */
struct exchange_waiting {
    int64_t line, first_line; /* first_line: where its key stood before */
    size_t reason;            /* in texts + 1; 0: accepted */
    size_t key, raw, raw_count;
    struct exchange_row row;
};

struct exchange_stage {
    struct desk *desk;
    const struct exchange_kind *kind;
    void *state; /* owned: the kind's own */
    struct incoming incoming;
    int64_t next_id;     /* of the block */
    int64_t audit_first; /* changes of others since the beginning have audit lines behind this one */
    int64_t *lines;      /* owned: of the records by their place in the block */
    size_t line_capacity;
    int64_t staged; /* rows that change a known record */
    int64_t unchanged;
    int batch; /* how many rows a transaction takes */
    struct exchange_waiting rows[EXCHANGE_BATCH];
    size_t count;
    struct str texts; /* of the rows */
    bool is_looking;
};

/*
 * One step of an import. It has a request id, so that a commit whose answer got lost is not made twice: rows
 * would be put into the search index, or refused as repeats, a second time. work must not change its argument
 * in a way that a try which failed could not begin from.
 */
enum status exchange_run(struct desk *desk, task_work work, void *argument, int64_t *result, struct err *err);

/* Remove what an earlier import left, and begin with a file of at most max_rows. Owned: exchange_stage_free.
 */
enum status exchange_stage_new(struct exchange_stage **stage, struct desk *desk,
                               const struct exchange_kind *kind, int64_t max_rows, struct err *err);
void exchange_stage_free(struct exchange_stage **stage);
/* The checks of a batch's rows read one state of the database, which costs less than one for each; writing
 * ends it. */
void exchange_stage_look(struct exchange_stage *stage, bool begins);
/* Write the rows that wait; first_line is set in those that repeat another. */
enum status exchange_stage_write(struct exchange_stage *stage, struct err *err);
/* Give up what is written, in short transactions; what was published is no longer there to be given up. */
enum status exchange_stage_clear(struct exchange_stage *stage, struct err *err);
/* Make the indexes of the new records: all that is left to do before exchange_publish. */
enum status exchange_stage_index(struct exchange_stage *stage, const struct exchange_import *import,
                                 struct err *err);
/* Show the new records, change the known ones and write the audit line, in one transaction. */
enum status exchange_publish(struct exchange_stage *stage, const struct exchange_import *import,
                             struct exchange_result *result, struct err *err);

#endif
