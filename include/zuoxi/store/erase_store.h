#ifndef ZUOXI_STORE_ERASE_STORE_H
#define ZUOXI_STORE_ERASE_STORE_H

/*
 * Everything kept about one household's person, found and taken out (domain/erase.h says what of each
 * record). Rare, so its statements may walk tables that have no index for it; it runs in one transaction of
 * the write queue. What belongs to others of the same phone stays.
 */

#include "zuoxi/store/store.h"

enum erase_part {
    ERASE_CUSTOMERS, /* the household and those merged into it */
    ERASE_CASES,     /* theirs, and those of nobody with one of their phones; likewise the next */
    ERASE_CONTACTS,
    ERASE_PROMISES,
    ERASE_MESSAGES,
    ERASE_NOTICE_CALLS,
    ERASE_NOTICES, /* those they are on the lists of: only the audit's values of their calls go */
    ERASE_RINGS,
    ERASE_STOPS,
    ERASE_PARTS
};

struct erase_ids {
    int64_t *items; /* owned */
    size_t count, capacity;
};

/* A record that was gone through, as the audit calls it. */
struct erase_record {
    const char *object; /* static */
    int64_t id;
};

struct erase_scope {
    struct erase_ids parts[ERASE_PARTS];
    char *phones;       /* owned; a JSON array of the household's own */
    char *notice_lines; /* owned; a JSON array: the audit's lines that say they called about a notice */
    struct erase_record *records; /* owned; all that erase_store_run went through, side records as well */
    size_t record_count, record_capacity;
    /* What hinders it: cases and promises that are still open; and signed handover logs, which nobody
     * changes. */
    int64_t open_cases, open_promises, held_cases, sealed_logs;
};

/* Find it all; the customer must be one that is not merged into another. Cleared by the caller in any case.
 */
enum status erase_store_find(struct store *store, int64_t customer_id, struct erase_scope *scope,
                             struct err *err);
void erase_scope_clear(struct erase_scope *scope);
/* Take it out of every record, note, outbox and undo of the scope, but not out of the audit: of that, the
 * values of scope->records are to go next. Inside a transaction. */
enum status erase_store_run(struct store *store, struct erase_scope *scope, struct err *err);

/*
 * What the transaction leaves in the file's log and in the search index's older pieces: one slice of its
 * removal. *left = more is to be done, by calling again. Outside a transaction; STATUS_BUSY as store_begin.
 * Nothing is to do when nobody was erased since the last time.
 */
enum status erase_store_scrub(struct store *store, int64_t waited_ms, bool *left, struct err *err);
/* Whether that is still to be done. */
enum status erase_store_is_left(struct store *store, bool *left, struct err *err);

#endif
