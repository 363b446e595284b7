#ifndef ZUOXI_STORE_CASE_STORE_H
#define ZUOXI_STORE_CASE_STORE_H

/* Cases with their legs and timeline; the queue of open ones is in store/case_queue.h. */

#include "zuoxi/domain/case_number.h"
#include "zuoxi/domain/case_record.h"
#include "zuoxi/domain/contact.h"
#include "zuoxi/domain/leg.h"
#include "zuoxi/store/case_queue.h"
#include "zuoxi/store/store.h"

/* Give the case its number for the local date of `at` (inside the transaction: unique, no gaps). */
enum status case_store_number(struct store *store, int64_t at, char number[CASE_NUMBER_SIZE],
                              struct err *err);
/* A number that another program gave: this one goes on behind it. Inside the transaction. */
enum status case_store_take_number(struct store *store, const char *number, struct err *err);
/*
 * Write all legs of a case (insert or update by case_id, sequence) and the case's computed queue columns:
 * is_open, queue_rank (0 urgent type, 1 others, 2 suspended or without a leg), next_leg, next_due_at,
 * next_warning_at, next_critical_at; keeps the counters "open" and "callback" (next leg is callback).
 */
enum status case_store_set_legs(struct store *store, const struct case_record *record, bool is_urgent,
                                bool is_open, const struct leg *legs, size_t count, struct err *err);
enum status case_store_legs(struct store *store, int64_t case_id, struct leg legs[LEGS_MAX], size_t *count,
                            struct err *err);

/* One line of a case's timeline: append only. */
struct timeline_row {
    int64_t id, case_id, at; /* at: when it happened, UTC */
    char badge[21];
    char action[24];        /* accept dispatch … note */
    char reporter[61];      /* who reported it for a handling unit, '' otherwise */
    char note[4 * 500 + 1]; /* what was said or done */
    bool is_undone;         /* a move that was taken back */
};
enum status case_store_add_timeline(struct store *store, const struct timeline_row *row, struct err *err);
/* Oldest first, at most max. */
enum status case_store_timeline(struct store *store, int64_t case_id, struct timeline_row *rows, size_t max,
                                size_t *count, struct err *err);

/*
 * Ids of cases whose number fits: date 20261121, 1121 (month-day of any year) or 0, sequence; newest first,
 * at most max.
 */
enum status case_store_by_number(struct store *store, int date, int sequence, int64_t *ids, size_t max,
                                 size_t *count, struct err *err);

/* Has a case this number, also one that the viewer may not see? Numbers are given once. */
enum status case_store_is_taken(struct store *store, const char *number, bool *is_taken, struct err *err);

/* Ids of the cases with this phone, or with these last four digits; newest first, at most max. */
enum status case_store_by_phone(struct store *store, const char *digits, size_t max, int64_t *ids,
                                size_t *count, struct err *err);

/* History strip: the newest cases of a customer, or of a phone when customer_id is 0. */
struct history_row {
    int64_t id, accepted_at;
    char number[CASE_NUMBER_SIZE];
    char type[FIELD_CODE_SIZE], category[FIELD_CODE_SIZE], state[FIELD_CODE_SIZE];
    char content[4 * 60 + 1]; /* its first 60 characters */
    bool is_open;
};
enum status case_store_history(struct store *store, int64_t customer_id, const char *phone, size_t max,
                               struct history_row *rows, size_t *count, struct err *err);
/* A case of the surge form that is to be finished (R1.11). */
struct unfinished_row {
    int64_t id, accepted_at;
    char number[CASE_NUMBER_SIZE];
    char type[FIELD_CODE_SIZE], category[FIELD_CODE_SIZE];
    char name[4 * 40 + 1], address[4 * 120 + 1], phone[4 * 20 + 1], owner[21];
};
/* Oldest first, ids above `after`, at most max. */
enum status case_store_unfinished(struct store *store, int64_t after, size_t max, struct unfinished_row *rows,
                                  size_t *count, struct err *err);

/* Cases under a parent, oldest first, at most max. */
enum status case_store_children(struct store *store, int64_t parent_id, size_t max, struct history_row *rows,
                                size_t *count, struct err *err);
/* How often the timeline says that the caller asked again ("chase"). */
enum status case_store_chases(struct store *store, int64_t case_id, int64_t *count, struct err *err);
/* Contacts of a case, oldest first: ids only. */
enum status case_store_contacts(struct store *store, int64_t case_id, int64_t *ids, size_t max, size_t *count,
                                struct err *err);

#endif
