#ifndef ZUOXI_STORE_SEARCH_H
#define ZUOXI_STORE_SEARCH_H

/*
 * Full-text search over every searchable field of cases, contacts and customers: one FTS5 index with the
 * project's own tokenizer (Han bigrams and trigrams, Latin and digit runs as words), newest first. Customers
 * have a second one over their fields marked FIELD_LOOKUP (name and address): while somebody is typing, a
 * million cases must not stand before them.
 */

#include "zuoxi/domain/field.h"
#include "zuoxi/store/store.h"

struct search_hit {
    int64_t id;      /* record id */
    char record[24]; /* "case", "contact", "customer" */
    int64_t case_id; /* the case to open (a contact's case; a case's own id), 0 for a customer */
};

/* All words (separated by blanks) must occur; newest first; ids below `before` (0: from the newest); at most
 * max. */
enum status search_words(struct store *store, const char *words, int64_t before, size_t max,
                         struct search_hit *hits, size_t *count, struct err *err);
/*
 * Ids of customers whose names and addresses have all the words, in the order they were entered; at most max.
 * Behind them those whose last word, of two or three letters or digits, goes on (30 finds 302).
 */
enum status search_customers(struct store *store, const char *words, size_t max, int64_t *ids, size_t *count,
                             struct err *err);
/*
 * Used by record.c inside the same transaction: before the row changes / after it did. flags: of the fields
 * concerned; nothing is done when none of them stands in an index.
 */
enum status search_forget(struct store *store, unsigned flags, int64_t id, struct err *err);
enum status search_remember(struct store *store, unsigned flags, int64_t id, struct err *err);
/* integrity-check with rank 1 / rebuild; both indexes. */
enum status search_verify(struct store *store, struct err *err);
enum status search_rebuild(struct store *store, struct err *err);

#endif
