#include "zuoxi/store/promise_store.h"

#include "store_private.h"
#include "zuoxi/base/str.h"
#include "zuoxi/store/query.h"

static void read_row(struct stmt *stmt, struct promise_row *row)
{
    row->id = db_int(stmt, 0);
    row->due = db_int(stmt, 1);
    row->since = db_int(stmt, 2);
    row->case_id = db_int(stmt, 3);
    text_copy(row->what, sizeof(row->what), db_text(stmt, 4, NULL));
    text_copy(row->phone, sizeof(row->phone), db_text(stmt, 5, NULL));
    text_copy(row->name, sizeof(row->name), db_text(stmt, 6, NULL));
    text_copy(row->owner, sizeof(row->owner), db_text(stmt, 7, NULL));
}

enum status promise_store_page(struct store *store, const char *owner, const struct promise_row *after,
                               size_t max, struct promise_row *rows, size_t *count, struct err *err)
{
    struct stmt *stmt;
    bool row;
    *count = 0;
    enum status status =
        db_prepare(store->db, query_sql(owner != NULL ? QUERY_PROMISES_OF : QUERY_PROMISES), &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_int(stmt, 1, after != NULL ? after->due : 0);
    db_bind_int(stmt, 2, after != NULL ? after->id : 0);
    db_bind_int(stmt, 3, (int64_t)max);
    if (owner != NULL) {
        db_bind_text(stmt, 4, owner);
    }
    while ((status = db_step(stmt, &row, err)) == STATUS_OK && row) {
        read_row(stmt, &rows[(*count)++]);
    }
    db_reset(stmt);
    return status;
}

enum status promise_store_by_phone(struct store *store, const char *phone, int64_t *id, struct err *err)
{
    bool found;
    return store_read_int(store, query_sql(QUERY_PROMISE_PHONE), phone, id, &found, err);
}

enum status promise_store_visit(struct store *store, int64_t case_id, int64_t *id, struct err *err)
{
    struct stmt *stmt;
    size_t count = 0;
    *id = 0;
    enum status status = db_prepare(store->db, query_sql(QUERY_PROMISE_VISIT), &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_int(stmt, 1, case_id);
    db_bind_int(stmt, 2, 1);
    return store_read_ids(stmt, id, 1, &count, err);
}

enum status promise_store_by_form(struct store *store, const char *form, int64_t *ids, size_t max,
                                  size_t *count, struct err *err)
{
    struct stmt *stmt;
    *count = 0;
    enum status status = db_prepare(store->db, query_sql(QUERY_PROMISES_FORM), &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_text(stmt, 1, form);
    db_bind_int(stmt, 2, (int64_t)max);
    return store_read_ids(stmt, ids, max, count, err);
}
