#ifndef ZUOXI_STORE_INCOMING_H
#define ZUOXI_STORE_INCOMING_H

/*
 * Very many records that become visible at once. They are written where they belong in short transactions,
 * with ids of one block that every lookup leaves out, their indexes are made likewise, and one last short
 * transaction gives the block up: that shows them all. One block at a time, by the import's lock
 * (store/import_store.h). What a killed import leaves is not visible and is removed by incoming_clear.
 *
 * Each function stands in a transaction of the caller, who repeats those that say how much is left.
 */

#include "zuoxi/domain/field.h"
#include "zuoxi/store/store.h"

struct incoming {
    char record[24]; /* which table's: "customer", "case" */
    int64_t first, last;
    int64_t searched; /* up to here the search indexes know the rows */
    bool is_bare;     /* indexes were dropped for it: rows only join the table's end */
};

/* first = 0: there is none. */
enum status incoming_read(struct store *store, struct incoming *incoming, struct err *err);
/*
 * Take a block of at most count ids for records of the table (customers or cases). may_drop: with next to
 * nothing in the table its indexes by value are dropped for the while, since making one from sorted keys
 * costs a third of keeping it row by row; incoming_index makes them again, each in one long transaction.
 */
enum status incoming_begin(struct store *store, const struct field_table *table, int64_t count, bool may_drop,
                           struct incoming *incoming, struct err *err);
/*
 * Around the insertion of a slice of records (record_insert with head.id given, from the block's first on):
 * sequences are kept in memory meanwhile, and the search indexes wait.
 */
void incoming_hold(struct store *store, const struct incoming *incoming);
enum status incoming_release(struct store *store, struct err *err);
/* The id of the block's record with this 户号 or case number; 0: none. */
enum status incoming_find(struct store *store, const struct incoming *incoming, const char *key, int64_t *id,
                          struct err *err);
/* Take one of the block's records out again. */
enum status incoming_remove(struct store *store, const struct incoming *incoming, int64_t id,
                            struct err *err);
/* Make the next of the dropped indexes. *left = there are more. */
enum status incoming_index(struct store *store, bool *left, struct err *err);
/* Everything is in its indexes: show it. */
enum status incoming_show(struct store *store, struct err *err);
/* Remove at most max of the block's records, with all that belongs to them. *left = there are more, or the
 * indexes are still to be made. */
enum status incoming_clear(struct store *store, int max, bool *left, struct err *err);
/* For a second at most: what a killed import left, if there is no other one now: called when a database is
 * opened; errors are nobody's. */
void incoming_recover(struct store *store);

/* ---- the search indexes, in slices ---- */

/*
 * The records with ids above next, up to last, are yet to be indexed. step = how many at a time, pages = how
 * much is merged at a time; the caller may change both between two calls.
 */
struct incoming_search {
    int64_t next, last;
    int64_t step;
    int pages;
    /* Its own, begin 0. */
    int phase;
    int64_t first;
    bool is_merging;
};
/* One slice. *left = there is more to do. */
enum status incoming_search(struct store *store, struct incoming_search *search, bool *left, struct err *err);

#endif
