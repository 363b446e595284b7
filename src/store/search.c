#include "zuoxi/store/search.h"

#include <string.h>

#include "store_private.h"
#include "zuoxi/base/str.h"
#include "zuoxi/base/text.h"
#include "zuoxi/domain/case_record.h"
#include "zuoxi/domain/contact.h"
#include "zuoxi/domain/customer.h"
#include "zuoxi/store/query.h"
#include "zuoxi/store/token.h"

#define WORDS_MAX 16 /* of one search */
#define PAGE      64 /* row ids fetched at a time */

/* What is searched; case_id = the column that says which case a hit opens. */
static const struct {
    const struct field_table *table;
    const char *case_id;
} searched[] = {{&customer_fields, "0"}, {&case_record_fields, "id"}, {&contact_fields, "case_id"}};

/* The parts of a text are apart by a line end: no word has one, so none is found across two fields. */
static void view_sql(struct str *sql)
{
    str_add(sql, "CREATE VIEW search_text AS");
    for (size_t i = 0; i < sizeof(searched) / sizeof(searched[0]); i++) {
        const struct field_table *table = searched[i].table;
        const char *between = "";
        str_printf(sql, "%s SELECT id, '%s' AS record, %s AS case_id, ", i > 0 ? " UNION ALL" : "",
                   table->record, searched[i].case_id);
        for (size_t f = 0; f < table->count; f++) {
            if ((table->fields[f].flags & FIELD_SEARCH) != 0) {
                str_printf(sql, "%s%s", between, table->fields[f].name);
                between = " || '\n' || ";
            }
        }
        str_printf(sql, " AS text FROM %s", table->table);
    }
}

static enum status compare_view(struct store *store, const char *wanted, bool *exists, bool *fits,
                                struct err *err)
{
    struct stmt *stmt;
    enum status status = db_prepare(
        store->db, "SELECT sql FROM sqlite_schema WHERE type = 'view' AND name = 'search_text'", &stmt, err);
    if (status == STATUS_OK) {
        status = db_step(stmt, exists, err);
    }
    if (status == STATUS_OK) {
        *fits = *exists && strcmp(db_text(stmt, 0, NULL), wanted) == 0;
        db_reset(stmt);
    }
    return status;
}

enum status search_is_prepared(struct store *store, bool *is_prepared, struct err *err)
{
    struct str wanted = {0};
    bool exists;
    view_sql(&wanted);
    enum status status = compare_view(store, str_text(&wanted), &exists, is_prepared, err);
    str_free(&wanted);
    return status;
}

enum status search_prepare(struct store *store, struct err *err)
{
    struct str wanted = {0};
    bool exists = false, fits = false;
    view_sql(&wanted);
    enum status status = compare_view(store, str_text(&wanted), &exists, &fits, err);
    if (status == STATUS_OK && exists && !fits) {
        status = db_execute(store->db, "DROP VIEW search_text", err);
    }
    if (status == STATUS_OK && !fits) {
        status = db_execute(store->db, str_text(&wanted), err);
    }
    if (status == STATUS_OK && exists && !fits) {
        status = search_rebuild(store, err);
    }
    str_free(&wanted);
    return status;
}

static enum status run_on_id(struct store *store, const char *sql, int64_t id, struct err *err)
{
    struct stmt *stmt;
    enum status status = db_prepare(store->db, sql, &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_int(stmt, 1, id);
    store->touched_search = true;
    return db_run(stmt, err);
}

enum status search_forget(struct store *store, int64_t id, struct err *err)
{
    static const char sql[] = "DELETE FROM search_index WHERE rowid = ?1";
    if (bulk_owns(store, id)) {
        return STATUS_OK;
    }
    enum status status = run_on_id(store, sql, id, err);
    if (status != STATUS_CORRUPT) {
        return status;
    }
    /* Somebody changed the row behind our back, so the index knows another text; else it could never be saved
     * again. */
    status = search_rebuild(store, err);
    return status == STATUS_OK ? run_on_id(store, sql, id, err) : status;
}

enum status search_remember(struct store *store, int64_t id, struct err *err)
{
    return bulk_owns(store, id)
               ? STATUS_OK
               : run_on_id(
                     store,
                     "INSERT INTO search_index (rowid, text) SELECT id, text FROM search_text WHERE id = ?1",
                     id, err);
}

static enum status command(struct store *store, const char *name, int64_t value, struct err *err)
{
    struct stmt *stmt;
    enum status status =
        db_prepare(store->db, "INSERT INTO search_index (search_index, rank) VALUES (?1, ?2)", &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_text(stmt, 1, name);
    db_bind_int(stmt, 2, value);
    return db_run(stmt, err);
}

enum status search_merge(struct store *store, struct err *err)
{
    return command(store, "merge", 16, err);
}

enum status search_set_loading(struct store *store, enum search_mode mode, struct err *err)
{
    /* hash: bytes of tokens held in memory before a piece is written; more than 8 MiB no longer fits the
     * processor's caches. pieces: how many on a level are worth a merge. Those for saving are FTS5's
     * defaults. */
    static const struct {
        int64_t hash, pieces;
    } settings[] = {
        [SEARCH_SAVING] = {1048576, 4}, [SEARCH_LOADING] = {8388608, 4}, [SEARCH_LIFTING] = {8388608, 2}};
    enum status status = command(store, "usermerge", settings[mode].pieces, err);
    return status != STATUS_OK ? status : command(store, "hashsize", settings[mode].hash, err);
}

enum status search_merge_all(struct store *store, struct err *err)
{
    int64_t before, after;
    enum status status;
    do { /* a merge with nothing to do changes one row or none */
        before = db_total_changes(store->db);
        status = command(store, "merge", 1048576, err);
        after = db_total_changes(store->db);
    } while (status == STATUS_OK && after - before >= 2);
    return status;
}

enum status search_verify(struct store *store, struct err *err)
{
    enum status status = command(store, "integrity-check", 1, err);
    if (status == STATUS_CORRUPT) {
        err_set(err, STATUS_CORRUPT, _("查找索引与记录不符"));
        err_advise(err, _("记录本身没有损坏；请重建查找索引"));
    }
    return status;
}

enum status search_rebuild(struct store *store, struct err *err)
{
    return command(store, "rebuild", 0, err);
}

/* A search being made: its folded words, the index query for them, and whether rows must be looked at again.
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

/* The newest ids below `before` that have the query's tokens. */
static enum status read_page(struct store *store, const char *query, int64_t before, size_t max, int64_t *ids,
                             size_t *count, struct err *err)
{
    struct stmt *stmt;
    bool row;
    *count = 0;
    enum status status =
        db_prepare(store->db,
                   "SELECT rowid FROM search_index WHERE search_index MATCH ?1 AND rowid < ?2 "
                   "ORDER BY rowid DESC LIMIT ?3",
                   &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_text(stmt, 1, query);
    db_bind_int(stmt, 2, before);
    db_bind_int(stmt, 3, (int64_t)max);
    while ((status = db_step(stmt, &row, err)) == STATUS_OK && row) {
        ids[(*count)++] = db_int(stmt, 0);
    }
    db_reset(stmt);
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
        status = read_page(store, str_text(&search->query), before, want, ids, &found, err);
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
        status = run_search_at_once(store, &search, before > 0 ? before : INT64_MAX, max, hits, count, err);
    }
    str_free(&search.folded);
    str_free(&search.query);
    return status;
}
