#include "zuoxi/domain/taboo.h"

#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/utf8.h"

#define SLOTS 512 /* of the table by first characters; far more than a book has */

/* One word to look for: an entry of the book, or (taboo NULL) a longer word in which there is none. */
struct word {
    uint32_t *codes; /* owned: its characters without blanks and punctuation */
    size_t count;
    size_t taboo; /* index in the book; NO_TABOO: excepted */
    size_t next;  /* in its slot, 1 + index; 0 ends */
};
#define NO_TABOO ((size_t)-1)

struct taboo_table {
    struct word *words;
    size_t count, capacity;
    size_t slots[SLOTS]; /* 1 + index of the first word, 0 none */
};

/* Blanks and punctuation, half and full width: what may stand between the characters of a word unseen. */
static bool is_gap(uint32_t code)
{
    static const uint32_t marks[] = {0x00B7, 0x2014, 0x2018, 0x2019, 0x2026, 0x3001, 0x3002, 0x3000, 0xFF01,
                                     0xFF0C, 0xFF0E, 0xFF0F, 0xFF1A, 0xFF1B, 0xFF1F, 0xFF5E, 0x00A0};
    if (code < 0x80) {
        return code > ' ' ? strchr(",.;:!?-_*/\\|~'", (int)code) != NULL : code == ' ' || code == '\t';
    }
    for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++) {
        if (marks[i] == code) {
            return true;
        }
    }
    return false;
}

static bool opens_quote(uint32_t code)
{
    return code == 0x201C || code == 0x300C || code == 0x300E;
}

static bool closes_quote(uint32_t code)
{
    return code == 0x201D || code == 0x300D || code == 0x300F;
}

static size_t slot_of(uint32_t code)
{
    return (code * 2654435761u) >> 23;
}

static void add_word(struct taboo_table *table, const char *text, size_t taboo)
{
    struct word word = {.codes = mem_new(strlen(text) + 1, sizeof(*word.codes)), .taboo = taboo};
    for (size_t at = 0, length = strlen(text); at < length;) {
        uint32_t code;
        at += utf8_decode(text + at, length - at, &code);
        if (!is_gap(code)) {
            word.codes[word.count++] = code;
        }
    }
    if (word.count == 0) {
        free(word.codes);
        return;
    }
    size_t *slot = &table->slots[slot_of(word.codes[0])];
    word.next = *slot;
    mem_reserve((void **)&table->words, &table->capacity, table->count + 1, sizeof(*table->words));
    table->words[table->count++] = word;
    *slot = table->count;
}

struct taboo_table *taboo_table_new(const struct phrasebook *book)
{
    struct taboo_table *table = mem_new(1, sizeof(*table));
    for (size_t i = 0; i < book->taboo_count; i++) {
        add_word(table, book->taboos[i].text, i);
    }
    for (size_t i = 0; i < book->except_count; i++) {
        add_word(table, book->excepts[i], NO_TABOO);
    }
    return table;
}

void taboo_table_free(struct taboo_table **table)
{
    for (size_t i = 0; *table != NULL && i < (*table)->count; i++) {
        free((*table)->words[i].codes);
    }
    if (*table != NULL) {
        free((*table)->words);
    }
    free(*table);
    *table = NULL;
}

/* Where the word that begins at text[at] ends, 0 when it does not stand there. */
static size_t match(const struct word *word, const char *text, size_t length, size_t at)
{
    for (size_t found = 0; at < length;) {
        uint32_t code;
        size_t step = utf8_decode(text + at, length - at, &code);
        at += step;
        if (code == word->codes[found]) {
            if (++found == word->count) {
                return at;
            }
        } else if (found == 0 || !is_gap(code)) {
            return 0;
        }
    }
    return 0;
}

/* The longest word that begins here with `code`; *end where it ends. */
static const struct word *longest(const struct taboo_table *table, uint32_t code, const char *text,
                                  size_t length, size_t at, size_t *end)
{
    const struct word *best = NULL;
    for (size_t i = table->slots[slot_of(code)]; i != 0; i = table->words[i - 1].next) {
        const struct word *word = &table->words[i - 1];
        size_t to = word->codes[0] == code ? match(word, text, length, at) : 0;
        if (to != 0 && (best == NULL || word->count > best->count)) {
            best = word;
            *end = to;
        }
    }
    return best;
}

static size_t scan(const struct phrasebook *book, const struct taboo_table *table, const char *text,
                   struct taboo_hit *hits, size_t max)
{
    size_t length = strlen(text), count = 0;
    int quotes = 0;
    for (size_t at = 0; at < length && count < max;) {
        uint32_t code;
        size_t step = utf8_decode(text + at, length - at, &code), end = 0;
        /* A quote somebody forgot to close ends with its line. */
        quotes = code == '\n' ? 0 : quotes + opens_quote(code) - (quotes > 0 && closes_quote(code));
        const struct word *word = quotes > 0 ? NULL : longest(table, code, text, length, at, &end);
        if (word != NULL && word->taboo != NO_TABOO) {
            hits[count++] = (struct taboo_hit){at, end, &book->taboos[word->taboo]};
        }
        at = word != NULL ? end : at + step;
    }
    return count;
}

size_t taboo_scan(const struct phrasebook *book, const char *text, struct taboo_hit *hits, size_t max)
{
    if (book->table != NULL) {
        return scan(book, book->table, text, hits, max);
    }
    struct taboo_table *table = taboo_table_new(book); /* a book that is still being read */
    size_t count = scan(book, table, text, hits, max);
    taboo_table_free(&table);
    return count;
}

const struct taboo *taboo_find(const struct phrasebook *book, const char *text, size_t *at)
{
    struct taboo_hit hit;
    if (taboo_scan(book, text, &hit, 1) == 0) {
        return NULL;
    }
    if (at != NULL) {
        *at = hit.start;
    }
    return hit.taboo;
}
