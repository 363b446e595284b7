#ifndef ZUOXI_STORE_TOKEN_H
#define ZUOXI_STORE_TOKEN_H

/*
 * What the search index is made of. A run of Han characters (or of any other letters outside ASCII) gives
 * each of its characters, pairs and triples as tokens; a run of ASCII letters and digits gives one
 * lower-cased word. Full-width letters and digits count as their ASCII twins; everything else separates.
 * Pure: no engine knows about this.
 */

#include <stdbool.h>
#include <stddef.h>

#include "zuoxi/base/str.h"

#define TOKEN_WORD_MAX 64 /* bytes of a word kept in the index */

/* Called for each token with its bytes (not terminated) and its place in the text; a result ≠ 0 ends the
 * walk. */
typedef int (*token_visit)(void *context, const char *token, size_t length, size_t start, size_t end);

/* Walk the tokens of text; returns the last visit's result. */
int token_walk(const char *text, size_t length, token_visit visit, void *context);

/* Text as the index sees it: full-width ASCII narrowed, ASCII letters lowered. Appends. */
void token_fold(const char *text, size_t length, struct str *out);

/*
 * The fewest tokens that together find a folded search word, each quoted for an FTS5 query and joined by AND.
 * Appends to query; false when the word has none (punctuation only). *exact = a row with these tokens surely
 * has the word, so nothing needs to be verified.
 */
bool token_query(const char *word, size_t length, struct str *query, bool *exact);

/* Is the byte an ASCII letter or digit, of which words are made? */
bool token_is_word(char byte);

/* Does a folded text have the folded word, its first and last ASCII run being whole runs of the text? */
bool token_contains(const char *text, const char *word);

#endif
