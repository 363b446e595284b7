#ifndef ZUOXI_STORE_DUPLICATE_STORE_H
#define ZUOXI_STORE_DUPLICATE_STORE_H

/* Customers that may be one: walks through indexes in their order, a bounded piece at a time. */

#include "zuoxi/store/customer_store.h"

enum duplicate_kind { DUPLICATE_PHONE, DUPLICATE_ADDRESS, DUPLICATE_NAME, DUPLICATE_KINDS };

#define DUPLICATE_KEYS    3 /* parts of what members of a group have alike */
#define DUPLICATE_MEMBERS 8

/* Where a walk stands; zeroed: at the beginning. */
struct duplicate_cursor {
    enum duplicate_kind kind; /* DUPLICATE_KINDS: at the end */
    char keys[DUPLICATE_KEYS][4 * 120 + 1];
    int64_t seen; /* index entries so far */
};

struct duplicate_group {
    enum duplicate_kind kind;
    char key[4 * 120 + 1]; /* the phone, the address, or the name */
    struct customer_row members[DUPLICATE_MEMBERS];
    size_t count; /* 2 … */
    bool has_more;
};

/*
 * The next groups, at most max of them, out of at most some two thousand index entries (a millisecond or
 * two); *count may be 0 before the end. Those merged already count as the one they are.
 */
enum status duplicate_store_next(struct store *store, struct duplicate_cursor *cursor, size_t max,
                                 struct duplicate_group *groups, size_t *count, struct err *err);

/* Others that may be this customer; at most max. */
enum status duplicate_store_of(struct store *store, const struct customer *customer, size_t max,
                               struct customer_row *rows, size_t *count, struct err *err);

#endif
