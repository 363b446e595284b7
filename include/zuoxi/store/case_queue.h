#ifndef ZUOXI_STORE_CASE_QUEUE_H
#define ZUOXI_STORE_CASE_QUEUE_H

/* The queue of open cases as the desk shows it: its pages, its counts, and whose level has risen. */

#include "zuoxi/domain/case_number.h"
#include "zuoxi/domain/deadline.h"
#include "zuoxi/domain/field.h"
#include "zuoxi/domain/leg.h"
#include "zuoxi/store/store.h"

/*
 * One line of the desk's queue: an open case at its most urgent open leg, or a promise between them (then
 * number and the codes are '', `owner` is whose it is and `address` what is promised).
 */
struct queue_row {
    int64_t id;      /* of the case or the promise: their ids never meet */
    int64_t case_id; /* the promise's, 0 = none */
    bool is_promise;
    int rank; /* 0 urgent type, 1 others, 2 suspended or no open leg */
    char number[CASE_NUMBER_SIZE];
    char type[FIELD_CODE_SIZE], category[FIELD_CODE_SIZE], grade[FIELD_CODE_SIZE], state[FIELD_CODE_SIZE];
    char unit[FIELD_CODE_SIZE];
    char leg[LEG_ID_SIZE];                 /* '' when no leg is open */
    int64_t start, due, warning, critical; /* UTC; 0 without a leg */
    bool is_suspended;
    char name[4 * 40 + 1], address[4 * 120 + 1], phone[4 * 20 + 1], owner[21], station[4 * 40 + 1];
    char keeper[21]; /* who looks after it in this shift */
    bool is_confidential;
};

/* Which open cases are wanted: what is given must all hold; {0} wants every one. */
struct queue_filter {
    char owner[21]; /* badge: theirs by first contact, or to look after in this shift; '' anybody's */
    bool has_unit;  /* `unit` counts: '' are those that nobody handles yet */
    char unit[FIELD_CODE_SIZE];
    char type[FIELD_CODE_SIZE]; /* '' any, like the next */
    char leg[LEG_ID_SIZE];
    enum level level; /* at least so urgent: WARNING, CRITICAL, OVERDUE; LEVEL_CALM any */
    bool or_unowned;  /* besides the owner's also those that no unit handles (what is next for a person) */
};

bool queue_filter_is_empty(const struct queue_filter *filter);
/* Would the row be among the wanted ones at `now`? The same rule as the SQL's. */
bool queue_filter_wants(const struct queue_filter *filter, const struct queue_row *row, int64_t now);

/*
 * Keyset page after the row (rank, due, id); NULL starts at the top. Most urgent first. filter NULL: all;
 * `now` is what its level is asked at. A filter is answered from the columns of the queue's partial index:
 * the costliest one, which fits nothing, walks the open cases once there (P8) and never touches the table.
 */
enum status case_store_queue(struct store *store, const struct queue_filter *filter, int64_t now,
                             const struct queue_row *after, size_t max, struct queue_row *rows, size_t *count,
                             struct err *err);
/* The line of one open case; STATUS_NOT_FOUND when it is not open. */
enum status case_store_queue_row(struct store *store, int64_t case_id, struct queue_row *row,
                                 struct err *err);

/* Level counts over all open cases at `now`, and when the next one changes (0 = never). */
struct queue_counts {
    int64_t open, warning, critical, overdue, callback, unfinished;
    int64_t asked;       /* requests that wait for a lead */
    int64_t next_change; /* UTC second */
};
enum status case_store_counts(struct store *store, int64_t now, struct queue_counts *counts, struct err *err);

/* What rose to a worse level between two moments, over all open cases. */
struct queue_risen {
    size_t count;
    int64_t case_id; /* the one that rose highest, of several the most urgent; 0: none */
    enum level level;
};
/* From memory, like the counts: microseconds. Moments are UTC seconds; nothing when now is not after since.
 */
enum status case_store_risen(struct store *store, int64_t since, int64_t now, struct queue_risen *risen,
                             struct err *err);

#endif
