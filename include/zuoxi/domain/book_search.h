#ifndef ZUOXI_DOMAIN_BOOK_SEARCH_H
#define ZUOXI_DOMAIN_BOOK_SEARCH_H

/* Finding in the script book: phrases and answers by Han, by pinyin initials, by words of their text. Pure.
 */

#include "zuoxi/domain/phrase.h"

/* An entry of the book: a phrase, or an answer. */
struct book_item {
    bool is_answer;
    size_t index;
};

/*
 * Entries in which every word of the query (parted by blanks) is found: in text, kind, stage, rule, question,
 * words to find it by and source; letters also as pinyin initials (sjw finds 水加温). Those meant now come
 * first, in the book's order; scene NULL: all alike. At most max; returns how many.
 */
size_t book_search(const struct phrasebook *book, const char *query, const struct phrase_scene *scene,
                   struct book_item *items, size_t max);
/* The phrases of a stage that are meant now (scene NULL: all of them), in the book's order. */
size_t book_of_stage(const struct phrasebook *book, const char *stage, const struct phrase_scene *scene,
                     struct book_item *items, size_t max);
/* The answers that are meant now (as above). */
size_t book_answers(const struct phrasebook *book, const struct phrase_scene *scene, struct book_item *items,
                    size_t max);

#endif
