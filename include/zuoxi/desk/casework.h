#ifndef ZUOXI_DESK_CASEWORK_H
#define ZUOXI_DESK_CASEWORK_H

/* Reading and moving cases. */

#include "zuoxi/desk/search.h"
#include "zuoxi/desk/task.h"
#include "zuoxi/domain/details.h"
#include "zuoxi/domain/ledger.h"
#include "zuoxi/domain/workflow.h"
#include "zuoxi/store/step_store.h"

#define TIMELINE_MAX 200

/* The last move of a case; action '' when there is none. */
struct case_undo {
    char action[16], badge[21];
    int64_t made_at, version; /* version: of the case after it */
    int64_t line;             /* the newest of the case's course after it */
};

/* Everything the case view shows. ~700 KB: allocate it, do not put it on the stack. */
struct case_file {
    struct case_record record;
    struct contact contact; /* the first one, by which the case came */
    struct details details; /* of the case and of that contact */
    struct leg legs[LEGS_MAX];
    size_t leg_count;
    struct ledger ledger;  /* what moved their due times */
    struct step asked;     /* the request that waits for a lead; head.id 0: none */
    struct case_undo undo; /* the last move, as far as it may be undone */
    size_t timeline_count;
    /* Two thirds of the struct, so it comes last: rows after the last one read are not even cleared. */
    struct timeline_row timeline[TIMELINE_MAX];
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

/* A lead's answer to the request that waits. */
struct move_decision {
    int64_t case_id;
    bool is_approved;
    char remark[4 * 300 + 1]; /* needed for a refusal */
    char request[REQUEST_ID_SIZE];
};
/* task_work: argument = struct move_decision *. The move is made as it was asked for, or not. */
enum status casework_decide(struct desk *desk, void *decision, int64_t *case_id, struct err *err);
/* Requests that wait for a lead, at most max. */
enum status casework_requests(struct desk *desk, size_t max, struct request_row *rows, size_t *count,
                              struct err *err);

struct undo_request {
    int64_t case_id;
    char request[REQUEST_ID_SIZE];
};
/*
 * task_work: argument = struct undo_request *. Take the last move back: state, fields, legs and ledger as
 * they were. STATUS_CONFLICT when the case has changed since, STATUS_DENIED when somebody else made it,
 * STATUS_INVALID when a minute has passed (a merge has no limit).
 * One's own request that waits is taken back so, too.
 */
enum status casework_undo(struct desk *desk, void *request, int64_t *case_id, struct err *err);
/* Until when (UTC) the actor may undo the last move; 0: not at all, INT64_MAX: as long as nothing changes. */
int64_t casework_undo_until(const struct desk *desk, const struct case_file *file);

/* Cases that wait for a callback, most urgent first, at most max. */
enum status casework_callbacks(struct desk *desk, size_t max, struct callback_row *rows, size_t *count,
                               struct err *err);
/* Ids of the cases merged into this one, at most max. */
enum status casework_merged(struct desk *desk, int64_t case_id, size_t max, int64_t *ids, size_t *count,
                            struct err *err);
/* Who is to be told of the move now: "城东站（000-0001）、用户（13800001234）"; appended, nothing when
 * nobody. */
void casework_tell(const struct desk *desk, const struct move_rule *move, const struct case_record *record,
                   const struct step *step, struct str *out);

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
