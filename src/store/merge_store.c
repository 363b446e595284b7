#include "zuoxi/store/merge_store.h"

#include <string.h>

#include "seen.h"
#include "store_private.h"
#include "zuoxi/base/str.h"
#include "zuoxi/base/text.h"
#include "zuoxi/store/query.h"

/* A test finds every table that refers to customers and compares it with these. */
const char *const merge_tables[] = {"case_record", "contact", "promise", "notice_call", NULL};

void merge_row_clear(struct merge_row *row)
{
    str_free(&row->kept_before);
    str_free(&row->dropped_before);
}

enum status merge_store_add(struct store *store, struct merge_row *row, struct err *err)
{
    struct stmt *stmt;
    enum status status = store_next(store, "merge", &row->id, err);
    if (status == STATUS_OK) {
        status = db_prepare(store->db,
                            "INSERT INTO customer_merge (id, kept_id, dropped_id, kept_version, "
                            "dropped_version, kept_before, dropped_before, at, badge) "
                            "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
                            &stmt, err);
    }
    if (status != STATUS_OK) {
        return status;
    }
    const int64_t numbers[] = {row->id, row->kept_id, row->dropped_id, row->kept_version,
                               row->dropped_version};
    for (int i = 0; i < 5; i++) {
        db_bind_int(stmt, i + 1, numbers[i]);
    }
    db_bind_blob(stmt, 6, str_text(&row->kept_before), row->kept_before.length);
    db_bind_blob(stmt, 7, str_text(&row->dropped_before), row->dropped_before.length);
    db_bind_int(stmt, 8, row->at);
    db_bind_text(stmt, 9, row->badge);
    return db_run(stmt, err);
}

static void read_blob(struct stmt *stmt, int column, struct str *out)
{
    size_t length;
    const char *bytes = db_blob(stmt, column, &length);
    str_add_bytes(out, bytes, length);
}

enum status merge_store_of(struct store *store, int64_t dropped_id, struct merge_row *row, struct err *err)
{
    struct stmt *stmt;
    bool found = false;
    *row = (struct merge_row){0};
    enum status status = db_prepare(store->db, query_sql(QUERY_MERGE_OF), &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_int(stmt, 1, dropped_id);
    status = db_step(stmt, &found, err);
    if (status == STATUS_OK && found) {
        row->id = db_int(stmt, 0);
        row->kept_id = db_int(stmt, 1);
        row->dropped_id = dropped_id;
        row->kept_version = db_int(stmt, 2);
        row->dropped_version = db_int(stmt, 3);
        read_blob(stmt, 4, &row->kept_before);
        read_blob(stmt, 5, &row->dropped_before);
        row->at = db_int(stmt, 6);
        text_copy(row->badge, sizeof(row->badge), db_text(stmt, 7, NULL));
    }
    db_reset(stmt);
    return status == STATUS_OK && !found ? err_set(err, STATUS_NOT_FOUND, _("这一户没有并入别的用户"))
                                         : status;
}

enum status merge_store_undo(struct store *store, int64_t merge_id, int64_t at, struct err *err)
{
    struct stmt *stmt;
    enum status status =
        db_prepare(store->db, "UPDATE customer_merge SET undone_at = ?2 WHERE id = ?1", &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_int(stmt, 1, merge_id);
    db_bind_int(stmt, 2, at);
    return db_run(stmt, err);
}

/* Run sql, made of a table's name, with the merge, the kept and the dropped customer. */
static enum status run_on(struct store *store, const char *form, const char *table,
                          const struct merge_row *row, struct err *err)
{
    struct str sql = {0};
    struct stmt *stmt;
    for (; *form != '\0'; form++) {
        if (*form == '@') {
            str_add(&sql, table);
        } else {
            str_add_char(&sql, *form);
        }
    }
    enum status status = db_prepare(store->db, str_text(&sql), &stmt, err);
    if (status == STATUS_OK) {
        db_bind_int(stmt, 1, row->id);
        db_bind_int(stmt, 2, row->kept_id);
        db_bind_int(stmt, 3, row->dropped_id);
        status = db_run(stmt, err);
    }
    str_free(&sql);
    return status;
}

enum status merge_store_move(struct store *store, const struct merge_row *row, int64_t *moved,
                             struct err *err)
{
    enum status status = STATUS_OK;
    *moved = 0;
    for (size_t i = 0; merge_tables[i] != NULL && status == STATUS_OK; i++) {
        status = run_on(store,
                        "INSERT INTO customer_merge_row (merge_id, record, record_id) "
                        "SELECT ?1, '@', id FROM @ WHERE customer_id = ?3 AND ?2 > 0",
                        merge_tables[i], row, err);
        if (status == STATUS_OK) {
            status = run_on(store, "UPDATE @ SET customer_id = ?2 WHERE customer_id = ?3 AND ?1 > 0",
                            merge_tables[i], row, err);
        }
        *moved += status == STATUS_OK ? db_changed(store->db) : 0;
    }
    return status;
}

enum status merge_store_move_back(struct store *store, const struct merge_row *row, int64_t *moved,
                                  struct err *err)
{
    enum status status = STATUS_OK;
    *moved = 0;
    for (size_t i = 0; merge_tables[i] != NULL && status == STATUS_OK; i++) {
        status = run_on(store,
                        "UPDATE @ SET customer_id = ?3 WHERE customer_id = ?2 AND id IN (SELECT record_id "
                        "FROM customer_merge_row WHERE merge_id = ?1 AND record = '@')",
                        merge_tables[i], row, err);
        *moved += status == STATUS_OK ? db_changed(store->db) : 0;
    }
    return status;
}

enum status merge_store_count(struct store *store, int64_t customer_id, int64_t *counts, struct err *err)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; merge_tables[i] != NULL && status == STATUS_OK; i++) {
        char sql[400];
        bool is_case = strcmp(merge_tables[i], "case_record") == 0;
        struct stmt *stmt;
        bool row = false;
        text_format(sql, sizeof(sql), "SELECT count(*) FROM %s WHERE customer_id = ?1 AND %s",
                    merge_tables[i], is_case ? CASE_SEEN : OF_CASE_SEEN("case_id"));
        status = db_prepare(store->db, sql, &stmt, err);
        if (status != STATUS_OK) {
            return status;
        }
        db_bind_int(stmt, 1, customer_id);
        status = db_step(stmt, &row, err);
        counts[i] = status == STATUS_OK && row ? db_int(stmt, 0) : 0;
        db_reset(stmt);
    }
    return status;
}

enum status merge_store_into(struct store *store, int64_t kept_id, size_t max, int64_t *ids, size_t *count,
                             struct err *err)
{
    struct stmt *stmt;
    bool row;
    *count = 0;
    enum status status = db_prepare(store->db, query_sql(QUERY_MERGED_INTO), &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_int(stmt, 1, kept_id);
    db_bind_int(stmt, 2, (int64_t)max);
    while (*count < max && (status = db_step(stmt, &row, err)) == STATUS_OK && row) {
        ids[(*count)++] = db_int(stmt, 0);
    }
    db_reset(stmt);
    return status;
}
