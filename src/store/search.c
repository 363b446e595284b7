#include "zuoxi/store/search.h"

#include <string.h>

#include "store_private.h"
#include "zuoxi/base/str.h"
#include "zuoxi/base/text.h"
#include "zuoxi/store/incoming.h"
#include "zuoxi/store/query.h"
#include "zuoxi/store/token.h"

#define WORDS_MAX 16 /* of one search */
#define PAGE      64 /* row ids fetched at a time */

/*
 * The pages of an index: its SQL, which starts behind the id ?2 and ends before ?4, and the ids that are
 * behind all. The rows of an import that is not done lie between two such ranges.
 */
struct paging {
    const char *sql;
    int64_t start, end;
};

static const struct paging newest_first = {
    "SELECT rowid FROM search_index WHERE search_index MATCH ?1 AND rowid < ?2 AND rowid > ?4 "
    "ORDER BY rowid DESC LIMIT ?3",
    INT64_MAX, 0};
static const struct paging customers_in_order = {
    "SELECT rowid FROM customer_index WHERE customer_index MATCH ?1 AND rowid > ?2 AND rowid < ?4 "
    "ORDER BY rowid LIMIT ?3",
    0, INT64_MAX};

/*
 * A search being made: its folded words, the index query for them, and whether rows must be looked at again.
 */
struct search {
    struct str folded; /* words, each ended by '\0' */
    size_t starts[WORDS_MAX];
    size_t count;
    struct str query;
    bool is_exact;
};

static bool is_blank(const char *text, size_t *size)
{
    *size = strncmp(text, "\xE3\x80\x80", 3) == 0 ? 3 : 1; /* U+3000 */
    return *size == 3 || strchr(" \t\r\n\v\f", text[0]) != NULL;
}

static void add_word(struct search *search, const char *word, size_t length)
{
    struct str query = {0};
    bool is_exact;
    size_t start = search->folded.length;
    token_fold(word, length, &search->folded);
    if (token_query(search->folded.bytes + start, search->folded.length - start, &query, &is_exact)) {
        str_add(&search->query, search->query.length > 0 ? " AND " : "");
        str_add(&search->query, str_text(&query));
    }
    search->is_exact = search->is_exact && is_exact;
    search->starts[search->count++] = start;
    str_add_char(&search->folded, '\0');
    str_free(&query);
}

static void split_words(struct search *search, const char *words)
{
    search->is_exact = true;
    while (*words != '\0' && search->count < WORDS_MAX) {
        size_t size, length = 0;
        if (is_blank(words, &size)) {
            words += size;
            continue;
        }
        while (words[length] != '\0' && !is_blank(words + length, &size)) {
            length++;
        }
        add_word(search, words, length);
        words += length;
    }
}

static bool has_all_words(const struct search *search, const char *text, size_t length)
{
    struct str folded = {0};
    bool has_all = true;
    token_fold(text, length, &folded);
    for (size_t i = 0; i < search->count && has_all; i++) {
        has_all = token_contains(str_text(&folded), search->folded.bytes + search->starts[i]);
    }
    str_free(&folded);
    return has_all;
}

/* Look a row up; *fits = it has the words. */
static enum status read_hit(struct store *store, const struct search *search, int64_t id,
                            struct search_hit *hit, bool *fits, struct err *err)
{
    struct stmt *stmt;
    enum query query = search->is_exact ? QUERY_SEARCH_RECORD : QUERY_SEARCH_TEXT;
    enum status status = db_prepare(store->db, query_sql(query), &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_int(stmt, 1, id);
    status = db_step(stmt, fits, err);
    if (status != STATUS_OK || !*fits) {
        db_reset(stmt);
        return status;
    }
    if (!search->is_exact) {
        size_t length;
        const char *text = db_text(stmt, 2, &length);
        *fits = has_all_words(search, text, length);
    }
    hit->id = id;
    hit->case_id = db_int(stmt, 1);
    text_copy(hit->record, sizeof(hit->record), db_text(stmt, 0, NULL));
    db_reset(stmt);
    return STATUS_OK;
}

/* The next ids behind `from` and before `until` that have the query's tokens, added to ids up to max. */
static enum status read_range(struct store *store, const struct paging *paging, const char *query,
                              int64_t from, int64_t until, size_t max, int64_t *ids, size_t *count,
                              struct err *err)
{
    struct stmt *stmt;
    enum status status = db_prepare(store->db, paging->sql, &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_text(stmt, 1, query);
    db_bind_int(stmt, 2, from);
    db_bind_int(stmt, 3, (int64_t)(max - *count));
    db_bind_int(stmt, 4, until);
    return store_read_ids(stmt, ids, max, count, err);
}

/* The next ids behind `from` that have the query's tokens and are to be seen. */
static enum status read_page(struct store *store, const struct paging *paging, const char *query,
                             int64_t from, size_t max, int64_t *ids, size_t *count, struct err *err)
{
    struct incoming incoming;
    bool is_falling = paging->end < paging->start;
    *count = 0;
    enum status status = incoming_read(store, &incoming, err);
    int64_t near = is_falling ? incoming.last : incoming.first;
    int64_t far = is_falling ? incoming.first : incoming.last;
    bool is_behind = incoming.first == 0 || (is_falling ? from <= near : from >= near);
    if (status == STATUS_OK) {
        status = read_range(store, paging, query, from, is_behind ? paging->end : near, max, ids, count, err);
    }
    if (status == STATUS_OK && !is_behind && *count < max) {
        status = read_range(store, paging, query, far, paging->end, max, ids, count, err);
    }
    return status;
}

static enum status run_search(struct store *store, const struct search *search, int64_t before, size_t max,
                              struct search_hit *hits, size_t *count, struct err *err)
{
    int64_t ids[PAGE];
    size_t found = PAGE;
    enum status status = STATUS_OK;
    while (status == STATUS_OK && *count < max) {
        size_t want = max - *count < PAGE ? max - *count : PAGE;
        status = read_page(store, &newest_first, str_text(&search->query), before, want, ids, &found, err);
        for (size_t i = 0; i < found && *count < max && status == STATUS_OK; i++) {
            bool fits = false;
            status = read_hit(store, search, ids[i], &hits[*count], &fits, err);
            *count += fits ? 1 : 0;
            before = ids[i];
        }
        if (found < want) {
            break;
        }
    }
    return status;
}

/* In one state of the database, unless a transaction sees to that already. */
static enum status run_search_at_once(struct store *store, const struct search *search, int64_t before,
                                      size_t max, struct search_hit *hits, size_t *count, struct err *err)
{
    if (store->in_transaction) {
        return run_search(store, search, before, max, hits, count, err);
    }
    enum status status = db_begin_read(store->db, err);
    if (status != STATUS_OK) {
        return status;
    }
    status = run_search(store, search, before, max, hits, count, err);
    db_end_read(store->db);
    return status;
}

enum status search_words(struct store *store, const char *words, int64_t before, size_t max,
                         struct search_hit *hits, size_t *count, struct err *err)
{
    struct search search = {.count = 0};
    enum status status = STATUS_OK;
    *count = 0;
    split_words(&search, words);
    if (search.query.length > 0) {
        status = run_search_at_once(store, &search, before > 0 ? before : newest_first.start, max, hits,
                                    count, err);
    }
    str_free(&search.folded);
    str_free(&search.query);
    return status;
}

/* Does the customer have the words, whole, and not only their tokens? */
static enum status has_words(struct store *store, const struct search *search, int64_t id, bool *fits,
                             struct err *err)
{
    struct stmt *stmt;
    enum status status = db_prepare(store->db, query_sql(QUERY_CUSTOMER_TEXT), &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_int(stmt, 1, id);
    status = db_step(stmt, fits, err);
    if (status == STATUS_OK && *fits) {
        size_t length;
        const char *text = db_text(stmt, 0, &length);
        *fits = has_all_words(search, text, length);
    }
    db_reset(stmt);
    return status;
}

static enum status find_whole(struct store *store, const struct search *search, size_t max, int64_t *ids,
                              size_t *count, struct err *err)
{
    int64_t page[PAGE], after = customers_in_order.start;
    size_t found = PAGE;
    enum status status = STATUS_OK;
    while (status == STATUS_OK && *count < max && found == PAGE) {
        status =
            read_page(store, &customers_in_order, str_text(&search->query), after, PAGE, page, &found, err);
        for (size_t i = 0; i < found && *count < max && status == STATUS_OK; i++) {
            bool fits = true;
            if (!search->is_exact) {
                status = has_words(store, search, page[i], &fits, err);
            }
            ids[*count] = after = page[i];
            *count += fits ? 1 : 0;
        }
    }
    return status;
}

static bool is_listed(const int64_t *ids, size_t count, int64_t id)
{
    for (size_t i = 0; i < count; i++) {
        if (ids[i] == id) {
            return true;
        }
    }
    return false;
}

/* Those that have the words whole, then those whose last word only begins so. One pass finds both unless
 * there are very many; then a second one over the whole words keeps these in front. */
static enum status find_beginnings(struct store *store, struct search *search, size_t max, int64_t *ids,
                                   size_t *count, struct err *err)
{
    int64_t page[PAGE];
    size_t found = 0, length = search->query.length;
    str_add(&search->query, " *"); /* the last token is the last word */
    enum status status = read_page(store, &customers_in_order, str_text(&search->query),
                                   customers_in_order.start, PAGE, page, &found, err);
    search->query.length = length;
    search->query.bytes[length] = '\0';
    if (status == STATUS_OK && found == PAGE) {
        status = find_whole(store, search, max, ids, count, err);
    }
    for (size_t i = 0; i < found && found < PAGE && *count < max && status == STATUS_OK; i++) {
        bool fits = false;
        status = has_words(store, search, page[i], &fits, err);
        ids[*count] = page[i];
        *count += fits ? 1 : 0;
    }
    for (size_t i = 0; i < found && *count < max && status == STATUS_OK; i++) {
        if (!is_listed(ids, *count, page[i])) {
            ids[(*count)++] = page[i];
        }
    }
    return status;
}

/* The index keeps the beginnings of two and three characters; one digit begins half of all addresses. */
#define BEGINNING_MIN 2
#define BEGINNING_MAX 3

/* Do words end in so many letters or digits? */
static bool ends_in_beginning(const char *words)
{
    size_t length = strlen(words), count = 0;
    while (count < length && token_is_word(words[length - count - 1])) {
        count++;
    }
    return count >= BEGINNING_MIN && count <= BEGINNING_MAX;
}

enum status search_customers(struct store *store, const char *words, size_t max, int64_t *ids, size_t *count,
                             struct err *err)
{
    struct search search = {.count = 0};
    enum status status = STATUS_OK;
    *count = 0;
    split_words(&search, words);
    if (search.query.length > 0 && search.is_exact && ends_in_beginning(words)) {
        status = find_beginnings(store, &search, max, ids, count, err);
    } else if (search.query.length > 0) {
        status = find_whole(store, &search, max, ids, count, err);
    }
    str_free(&search.folded);
    str_free(&search.query);
    return status;
}
