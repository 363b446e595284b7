/* Keeping the two search indexes in step with the records: their views, changes, merges, repair. */

#include <string.h>

#include "store_private.h"
#include "zuoxi/base/str.h"
#include "zuoxi/base/text.h"
#include "zuoxi/domain/case_record.h"
#include "zuoxi/domain/contact.h"
#include "zuoxi/domain/customer.h"
#include "zuoxi/domain/details.h"
#include "zuoxi/domain/notice.h"
#include "zuoxi/store/search.h"

/* What is searched; case_id = the column that says which case a hit opens. */
static const struct {
    const struct field_table *table;
    const char *case_id;
} searched[] = {{&customer_fields, "0"},
                {&case_record_fields, "id"},
                {&contact_fields, "case_id"},
                {&notice_fields, "0"}};

/* The parts of a text are apart by a line end: no word has one, so none is found across two fields. */
static void add_text(const struct field_table *table, unsigned flag, struct str *sql)
{
    const char *between = "";
    for (size_t i = 0; i < table->count; i++) {
        if ((table->fields[i].flags & flag) != 0) {
            str_printf(sql, "%s%s", between, table->fields[i].name);
            between = " || '\n' || ";
        }
    }
    str_printf(sql, " AS text FROM %s", table->table);
}

/* A side record's hit opens the case it belongs to, or the one of its contact. */
static void add_details(struct str *sql)
{
    for (size_t i = 0; i < detail_kind_count; i++) {
        const struct field_table *table = detail_kinds[i].fields;
        if (detail_kinds[i].owner == DETAIL_OF_MOVE) {
            continue; /* what was said at a move stands in the case's course */
        }
        str_printf(sql, " UNION ALL SELECT id, '%s' AS record, ", table->record);
        if (detail_kinds[i].owner == DETAIL_OF_CASE) {
            str_printf(sql, "%s AS case_id, ", table->owner);
        } else {
            str_printf(sql, "(SELECT case_id FROM contact WHERE contact.id = %s) AS case_id, ", table->owner);
        }
        add_text(table, FIELD_SEARCH, sql);
    }
}

static void all_view(struct str *sql)
{
    str_add(sql, "CREATE VIEW search_text AS");
    for (size_t i = 0; i < sizeof(searched) / sizeof(searched[0]); i++) {
        str_printf(sql, "%s SELECT id, '%s' AS record, %s AS case_id, ", i > 0 ? " UNION ALL" : "",
                   searched[i].table->record, searched[i].case_id);
        add_text(searched[i].table, FIELD_SEARCH, sql);
    }
    add_details(sql);
}

static void customer_view(struct str *sql)
{
    str_add(sql, "CREATE VIEW customer_text AS SELECT id, ");
    add_text(&customer_fields, FIELD_LOOKUP, sql);
}

/* The two indexes with their SQL; whole texts, because statements are found again by address. */
static const struct search_index {
    unsigned flag; /* of the fields in it */
    void (*view_sql)(struct str *sql);
    const char *view, *drop, *forget, *remember, *range, *command;
} indexes[] = {
    {
        FIELD_SEARCH,
        all_view,
        "search_text",
        "DROP VIEW search_text",
        "DELETE FROM search_index WHERE rowid = ?1",
        "INSERT INTO search_index (rowid, text) SELECT id, text FROM search_text WHERE id = ?1",
        "INSERT INTO search_index (rowid, text) SELECT id, text FROM search_text "
        "WHERE id > ?1 AND id <= ?2 ORDER BY id",
        "INSERT INTO search_index (search_index, rank) VALUES (?1, ?2)",
    },
    {
        FIELD_LOOKUP,
        customer_view,
        "customer_text",
        "DROP VIEW customer_text",
        "DELETE FROM customer_index WHERE rowid = ?1",
        "INSERT INTO customer_index (rowid, text) SELECT id, text FROM customer_text WHERE id = ?1",
        "INSERT INTO customer_index (rowid, text) SELECT id, text FROM customer_text "
        "WHERE id > ?1 AND id <= ?2 ORDER BY id",
        "INSERT INTO customer_index (customer_index, rank) VALUES (?1, ?2)",
    },
};
#define INDEX_COUNT (sizeof(indexes) / sizeof(indexes[0]))

static enum status compare_view(struct store *store, const struct search_index *index, const char *wanted,
                                bool *exists, bool *fits, struct err *err)
{
    struct stmt *stmt;
    enum status status =
        db_prepare(store->db, "SELECT sql FROM sqlite_schema WHERE type = 'view' AND name = ?1", &stmt, err);
    if (status == STATUS_OK) {
        db_bind_text(stmt, 1, index->view);
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
    enum status status = STATUS_OK;
    bool exists;
    *is_prepared = true;
    for (size_t i = 0; i < INDEX_COUNT && status == STATUS_OK && *is_prepared; i++) {
        str_reset(&wanted);
        indexes[i].view_sql(&wanted);
        status = compare_view(store, &indexes[i], str_text(&wanted), &exists, is_prepared, err);
    }
    str_free(&wanted);
    return status;
}

static enum status command(struct store *store, const struct search_index *index, const char *name,
                           int64_t value, struct err *err)
{
    struct stmt *stmt;
    enum status status = db_prepare(store->db, index->command, &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_text(stmt, 1, name);
    db_bind_int(stmt, 2, value);
    return db_run(stmt, err);
}

static enum status command_all(struct store *store, const char *name, int64_t value, struct err *err)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < INDEX_COUNT && status == STATUS_OK; i++) {
        status = command(store, &indexes[i], name, value, err);
    }
    return status;
}

/* Make the view and fill the index from it: one that an older program did not have is empty. */
static enum status prepare_index(struct store *store, const struct search_index *index, struct err *err)
{
    struct str wanted = {0};
    bool exists = false, fits = false;
    index->view_sql(&wanted);
    enum status status = compare_view(store, index, str_text(&wanted), &exists, &fits, err);
    if (status == STATUS_OK && exists && !fits) {
        status = db_execute(store->db, index->drop, err);
    }
    if (status == STATUS_OK && !fits) {
        status = db_execute(store->db, str_text(&wanted), err);
    }
    if (status == STATUS_OK && !fits) {
        status = command(store, index, "rebuild", 0, err);
    }
    str_free(&wanted);
    return status;
}

enum status search_prepare(struct store *store, struct err *err)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < INDEX_COUNT && status == STATUS_OK; i++) {
        status = prepare_index(store, &indexes[i], err);
    }
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

static enum status forget(struct store *store, const struct search_index *index, int64_t id, struct err *err)
{
    enum status status = run_on_id(store, index->forget, id, err);
    if (status != STATUS_CORRUPT) {
        return status;
    }
    /* Somebody changed the row behind our back, so the index knows another text; else it could never be saved
     * again. */
    status = command(store, index, "rebuild", 0, err);
    return status == STATUS_OK ? run_on_id(store, index->forget, id, err) : status;
}

enum status search_forget(struct store *store, unsigned flags, int64_t id, struct err *err)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < INDEX_COUNT && status == STATUS_OK && !bulk_owns(store, id); i++) {
        if ((indexes[i].flag & flags) != 0) {
            status = forget(store, &indexes[i], id, err);
        }
    }
    return status;
}

enum status search_remember(struct store *store, unsigned flags, int64_t id, struct err *err)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < INDEX_COUNT && status == STATUS_OK && !bulk_owns(store, id); i++) {
        if ((indexes[i].flag & flags) != 0) {
            store->unmerged |= indexes[i].flag;
            status = run_on_id(store, indexes[i].remember, id, err);
        }
    }
    return status;
}

enum status search_remember_range(struct store *store, int64_t from, int64_t to, struct err *err)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < INDEX_COUNT && status == STATUS_OK; i++) {
        struct stmt *stmt;
        status = db_prepare(store->db, indexes[i].range, &stmt, err);
        if (status == STATUS_OK) {
            db_bind_int(stmt, 1, from);
            db_bind_int(stmt, 2, to);
            status = db_run(stmt, err);
        }
    }
    return status;
}

enum status search_merge(struct store *store, struct err *err)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < INDEX_COUNT && status == STATUS_OK; i++) {
        if ((indexes[i].flag & store->unmerged) != 0) {
            status = command(store, &indexes[i], "merge", 16, err);
        }
    }
    store->unmerged = 0;
    return status;
}

enum status search_set_loading(struct store *store, enum search_mode mode, struct err *err)
{
    /* hash: bytes of tokens held in memory before a piece is written; more than 8 MiB no longer fits the
     * processor's caches. pieces: how many on a level are worth a merge. Those for saving are FTS5's
     * defaults. */
    static const struct {
        int64_t hash, pieces;
    } settings[] = {[SEARCH_SAVING] = {1048576, 4}, [SEARCH_LOADING] = {8388608, 16}};
    enum status status = command_all(store, "usermerge", settings[mode].pieces, err);
    return status != STATUS_OK ? status : command_all(store, "hashsize", settings[mode].hash, err);
}

enum status search_merge_begin(struct store *store, int pages, struct err *err)
{
    return command_all(store, "merge", -(int64_t)pages, err);
}

enum status search_merge_some(struct store *store, int pages, bool *left, struct err *err)
{
    enum status status = STATUS_OK;
    *left = false;
    for (size_t i = 0; i < INDEX_COUNT && status == STATUS_OK && !*left; i++) {
        /* A merge with nothing to do changes one row or none. */
        int64_t before = db_total_changes(store->db);
        status = command(store, &indexes[i], "merge", pages, err);
        *left = db_total_changes(store->db) - before >= 2;
    }
    return status;
}

enum status search_verify(struct store *store, struct err *err)
{
    enum status status = command_all(store, "integrity-check", 1, err);
    if (status == STATUS_CORRUPT) {
        err_set(err, STATUS_CORRUPT, _("查找索引与记录不符"));
        err_advise(err, _("记录本身没有损坏；请重建查找索引"));
    }
    return status;
}

enum status search_rebuild(struct store *store, struct err *err)
{
    return command_all(store, "rebuild", 0, err);
}
