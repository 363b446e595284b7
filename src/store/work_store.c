#include "zuoxi/store/work_store.h"

#include "store_private.h"
#include "zuoxi/base/str.h"
#include "zuoxi/store/query.h"

/* Time of the first line from id on; INT64_MAX after the last. */
static enum status time_from(struct store *store, int64_t id, int64_t *at, struct err *err)
{
    struct stmt *stmt;
    bool row = false;
    enum status status = db_prepare(store->db, query_sql(QUERY_WORK_TIME), &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_int(stmt, 1, id);
    status = db_step(stmt, &row, err);
    *at = status == STATUS_OK && row ? db_int(stmt, 0) : INT64_MAX;
    if (status == STATUS_OK) {
        db_reset(stmt);
    }
    return status;
}

/* The first id whose line is not before `at`. */
static enum status place(struct store *store, int64_t at, int64_t *id, struct err *err)
{
    int64_t low = 1, high = 1, time = 0;
    enum status status = STATUS_OK;
    while (status == STATUS_OK && (status = time_from(store, high, &time, err)) == STATUS_OK && time < at) {
        low = high + 1;
        high *= 2;
    }
    while (status == STATUS_OK && low < high) {
        int64_t middle = low + (high - low) / 2;
        status = time_from(store, middle, &time, err);
        if (time < at) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    *id = low;
    return status;
}

enum status work_store_walk(struct store *store, int64_t from, int64_t until,
                            void (*each)(void *context, const char *badge, const char *action), void *context,
                            struct err *err)
{
    struct stmt *stmt;
    int64_t first = 0, last = 0;
    bool row;
    enum status status = place(store, from, &first, err);
    if (status == STATUS_OK) {
        status = place(store, until, &last, err);
    }
    if (status == STATUS_OK) {
        status = db_prepare(store->db, query_sql(QUERY_WORK), &stmt, err);
    }
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_int(stmt, 1, first);
    db_bind_int(stmt, 2, last);
    while ((status = db_step(stmt, &row, err)) == STATUS_OK && row) {
        each(context, db_text(stmt, 0, NULL), db_text(stmt, 1, NULL));
    }
    db_reset(stmt);
    return status;
}

enum status work_store_remark(struct store *store, int date, const char *shift, const char *badge,
                              struct work_remark_row *row, struct err *err)
{
    struct stmt *stmt;
    bool is_there = false;
    *row = (struct work_remark_row){.signed_at = 0};
    enum status status = db_prepare(store->db, query_sql(QUERY_WORK_REMARK), &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_int(stmt, 1, date);
    db_bind_text(stmt, 2, shift);
    db_bind_text(stmt, 3, badge);
    status = db_step(stmt, &is_there, err);
    if (status == STATUS_OK && is_there) {
        text_copy(row->remarks, sizeof(row->remarks), db_text(stmt, 0, NULL));
        text_copy(row->signed_by, sizeof(row->signed_by), db_text(stmt, 1, NULL));
        row->signed_at = db_int(stmt, 2);
    }
    if (status == STATUS_OK) {
        db_reset(stmt);
    }
    return status;
}

enum status work_store_set(struct store *store, int date, const char *shift, const char *badge,
                           const struct work_remark_row *row, struct err *err)
{
    struct stmt *stmt;
    enum status status = db_prepare(
        store->db,
        "INSERT INTO work_report (date, shift, badge, remarks, signed_by, signed_at) VALUES (?1, ?2, ?3, ?4, "
        "?5, ?6) ON CONFLICT (date, shift, badge) DO UPDATE SET remarks = excluded.remarks, "
        "signed_by = excluded.signed_by, signed_at = excluded.signed_at",
        &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_int(stmt, 1, date);
    db_bind_text(stmt, 2, shift);
    db_bind_text(stmt, 3, badge);
    db_bind_text(stmt, 4, row->remarks);
    db_bind_text(stmt, 5, row->signed_by);
    db_bind_int(stmt, 6, row->signed_at);
    return db_run(stmt, err);
}
