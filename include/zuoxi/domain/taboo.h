#ifndef ZUOXI_DOMAIN_TABOO_H
#define ZUOXI_DOMAIN_TABOO_H

/*
 * 三不: taboo words in what is typed (R3.4). A word is found through blanks and punctuation between its
 * characters; what stands in quotes 「」『』“” is the customer's and is left alone, as is a longer word that
 * the book excepts. A table by first characters: 200 entries cost a text of 100 characters under a
 * microsecond each.
 */

#include "zuoxi/domain/phrase.h"

struct taboo_hit {
    size_t start, end; /* bytes of the text */
    const struct taboo *taboo;
};

/* The hits in text from left to right, the longest where several begin; at most max. Returns how many. */
size_t taboo_scan(const struct phrasebook *book, const char *text, struct taboo_hit *hits, size_t max);
/* The first one's entry, NULL if none; *at (may be NULL) its byte offset. */
const struct taboo *taboo_find(const struct phrasebook *book, const char *text, size_t *at);

/* phrasebook_arrange() and phrasebook_clear() call these. */
struct taboo_table *taboo_table_new(const struct phrasebook *book);
void taboo_table_free(struct taboo_table **table);

#endif
