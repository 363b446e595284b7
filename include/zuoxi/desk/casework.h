#ifndef ZUOXI_DESK_CASEWORK_H
#define ZUOXI_DESK_CASEWORK_H

/* Reading and moving cases. */

#include "zuoxi/desk/search.h"
#include "zuoxi/desk/task.h"
#include "zuoxi/domain/details.h"
#include "zuoxi/domain/ledger.h"
#include "zuoxi/domain/workflow.h"
#include "zuoxi/store/case_store.h"

#define TIMELINE_MAX 200

/* Everything the case view shows. ~700 KB: allocate it, do not put it on the stack. */
struct case_file {
    struct case_record record;
    struct contact contact; /* the first one, by which the case came */
    struct details details; /* of the case and of that contact */
    struct leg legs[LEGS_MAX];
    size_t leg_count;
    struct ledger ledger; /* what moved their due times */
    struct timeline_row timeline[TIMELINE_MAX];
    size_t timeline_count;
};

enum status casework_load(struct desk *desk, int64_t case_id, struct case_file *file, struct err *err);
/* The case's number alone, '' when it cannot be read. */
enum status casework_number(struct desk *desk, int64_t case_id, char number[CASE_NUMBER_SIZE],
                            struct err *err);
/* The moves the actor may make now, what is next first. */
size_t casework_moves(const struct desk *desk, const struct case_file *file, const struct move_rule **moves,
                      size_t max);

struct move_request {
    int64_t case_id;
    int64_t version; /* of the case the person saw; 0 = any */
    char action[16];
    struct case_record values; /* only the fields named in `set` count, here and in details */
    struct details details;
    char set[MOVE_FIELDS_MAX][DETAIL_NAME_SIZE]; /* "result", "repair.fee" */
    size_t set_count;
    char reporter[61]; /* who reported it; needed where the move asks_reporter once a unit has the case */
    int64_t at; /* when it happened (UTC), 0 = now; never in the future; only where the move asks_reporter */
    char note[4 * 500 + 1];
    char request[REQUEST_ID_SIZE]; /* made when the form opens, kept in its draft */
    int64_t opened_at;             /* UTC, of the form; 0 without one */
};
/* task_work: argument = struct move_request *. */
enum status casework_move(struct desk *desk, void *request, int64_t *case_id, struct err *err);

struct case_edit {
    struct case_record before, after;             /* as loaded, as wanted */
    struct details details_before, details_after; /* of the case */
    char request[REQUEST_ID_SIZE];                /* made when the form opens, kept in its draft */
    int64_t opened_at;                            /* UTC, of the form; 0 without one */
};
/* task_work: correct fields; a changed grade or type recomputes the open legs and says so in the timeline. */
enum status casework_edit(struct desk *desk, void *argument, int64_t *case_id, struct err *err);

/* The desk's queue, its counts and who has risen to a worse level; see store/case_queue.h. */
enum status casework_queue(struct desk *desk, const struct queue_filter *filter,
                           const struct queue_row *after, size_t max, struct queue_row *rows, size_t *count,
                           struct err *err);
enum status casework_queue_row(struct desk *desk, int64_t case_id, struct queue_row *row, struct err *err);
enum status casework_counts(struct desk *desk, struct queue_counts *counts, struct err *err);
enum status casework_risen(struct desk *desk, int64_t since, int64_t now, struct queue_risen *risen,
                           struct err *err);
/* STATUS_INVALID listing the candidates when a short number fits several (R2.0). */
enum status casework_find_number(struct desk *desk, const char *number, int64_t *case_id, struct err *err);

#endif
