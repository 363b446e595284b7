#ifndef ZUOXI_STORE_PROMISE_STORE_H
#define ZUOXI_STORE_PROMISE_STORE_H

/* Open promises, most urgent first. Writing them is record.h's matter. */

#include "zuoxi/domain/promise.h"
#include "zuoxi/store/store.h"

/* One line of a list: an open promise. */
struct promise_row {
    int64_t id, due, since; /* UTC */
    int64_t case_id;        /* 0: none */
    char what[4 * 200 + 1], phone[4 * 20 + 1], name[4 * 40 + 1], owner[21];
};

/* Keyset page after the row (due, id), NULL starts at the top; owner NULL: everybody's. */
enum status promise_store_page(struct store *store, const char *owner, const struct promise_row *after,
                               size_t max, struct promise_row *rows, size_t *count, struct err *err);
/* The oldest open promise that nobody owns for a number; *id 0: none. */
enum status promise_store_by_phone(struct store *store, const char *phone, int64_t *id, struct err *err);
/* Ids of the promises given in a form, by its request id; at most max. */
enum status promise_store_by_form(struct store *store, const char *form, int64_t *ids, size_t max,
                                  size_t *count, struct err *err);
/* The open reminder of a case's appointment; *id = 0: there is none. */
enum status promise_store_visit(struct store *store, int64_t case_id, int64_t *id, struct err *err);

#endif
