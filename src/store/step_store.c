#include "zuoxi/store/step_store.h"

#include <string.h>

#include "store_private.h"
#include "zuoxi/base/text.h"
#include "zuoxi/store/query.h"

/* Run a query for one case and one text; its first two columns, 0 without a row. */
static enum status read_two(struct store *store, enum query query, int64_t case_id, const char *text,
                            int64_t values[2], struct err *err)
{
    struct stmt *stmt;
    bool row = false;
    values[0] = values[1] = 0;
    enum status status = db_prepare(store->db, query_sql(query), &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_int(stmt, 1, case_id);
    if (text != NULL) {
        db_bind_borrowed(stmt, 2, text, strlen(text));
    }
    status = db_step(stmt, &row, err);
    if (status == STATUS_OK && row) {
        values[0] = db_int(stmt, 0);
        values[1] = db_int(stmt, 1);
    }
    db_reset(stmt);
    return status;
}

enum status step_store_tally(struct store *store, int64_t case_id, const char *action, int64_t *count,
                             int64_t *last, struct err *err)
{
    int64_t values[2];
    enum status status = read_two(store, QUERY_STEP_TALLY, case_id, action, values, err);
    *count = values[0];
    *last = values[1];
    return status;
}

enum status step_store_asked(struct store *store, int64_t case_id, int64_t *step_id, struct err *err)
{
    int64_t values[2];
    enum status status = read_two(store, QUERY_STEP_ASKED, case_id, NULL, values, err);
    *step_id = values[0];
    return status;
}

enum status step_store_last(struct store *store, int64_t case_id, const char *action, int64_t *step_id,
                            struct err *err)
{
    int64_t values[2];
    enum status status = read_two(store, QUERY_STEP_LAST, case_id, action, values, err);
    *step_id = values[0];
    return status;
}

static void read_request(struct stmt *stmt, struct request_row *row)
{
    *row = (struct request_row){.step_id = db_int(stmt, 0),
                                .case_id = db_int(stmt, 1),
                                .made_at = db_int(stmt, 2),
                                .due = db_int(stmt, 10)};
    text_copy(row->action, sizeof(row->action), db_text(stmt, 3, NULL));
    text_copy(row->badge, sizeof(row->badge), db_text(stmt, 4, NULL));
    text_copy(row->extra, sizeof(row->extra), db_text(stmt, 5, NULL));
    text_copy(row->reason, sizeof(row->reason), db_text(stmt, 6, NULL));
    text_copy(row->number, sizeof(row->number), db_text(stmt, 7, NULL));
    text_copy(row->state, sizeof(row->state), db_text(stmt, 8, NULL));
    text_copy(row->name, sizeof(row->name), db_text(stmt, 9, NULL));
}

enum status step_store_requests(struct store *store, size_t max, struct request_row *rows, size_t *count,
                                struct err *err)
{
    struct stmt *stmt;
    bool row;
    *count = 0;
    enum status status = db_prepare(store->db, query_sql(QUERY_REQUESTS), &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_int(stmt, 1, (int64_t)max);
    while ((status = db_step(stmt, &row, err)) == STATUS_OK && row) {
        read_request(stmt, &rows[(*count)++]);
    }
    db_reset(stmt);
    return status;
}

static void read_callback(struct stmt *stmt, struct callback_row *row)
{
    *row = (struct callback_row){.case_id = db_int(stmt, 0),
                                 .due = db_int(stmt, 1),
                                 .attempts = db_int(stmt, 9),
                                 .last_at = db_int(stmt, 10)};
    text_copy(row->number, sizeof(row->number), db_text(stmt, 2, NULL));
    text_copy(row->type, sizeof(row->type), db_text(stmt, 3, NULL));
    text_copy(row->unit, sizeof(row->unit), db_text(stmt, 4, NULL));
    text_copy(row->name, sizeof(row->name), db_text(stmt, 5, NULL));
    text_copy(row->title, sizeof(row->title), db_text(stmt, 6, NULL));
    text_copy(row->address, sizeof(row->address), db_text(stmt, 7, NULL));
    text_copy(row->phone, sizeof(row->phone), db_text(stmt, 8, NULL));
    text_copy(row->last_reached, sizeof(row->last_reached), db_text(stmt, 11, NULL));
    text_copy(row->owner, sizeof(row->owner), db_text(stmt, 12, NULL));
    text_copy(row->keeper, sizeof(row->keeper), db_text(stmt, 13, NULL));
}

enum status step_store_callbacks(struct store *store, const char *state, const char *redo, size_t max,
                                 struct callback_row *rows, size_t *count, struct err *err)
{
    struct stmt *stmt;
    bool row;
    *count = 0;
    enum status status = db_prepare(store->db, query_sql(QUERY_CALLBACKS), &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_borrowed(stmt, 1, state, strlen(state));
    db_bind_int(stmt, 2, (int64_t)max);
    db_bind_borrowed(stmt, 3, redo, strlen(redo));
    while ((status = db_step(stmt, &row, err)) == STATUS_OK && row) {
        read_callback(stmt, &rows[(*count)++]);
    }
    db_reset(stmt);
    return status;
}

enum status step_store_merged(struct store *store, int64_t case_id, size_t max, int64_t *ids, size_t *count,
                              struct err *err)
{
    struct stmt *stmt;
    bool row;
    *count = 0;
    enum status status = db_prepare(store->db, query_sql(QUERY_CASE_MERGED), &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_int(stmt, 1, case_id);
    db_bind_int(stmt, 2, (int64_t)max);
    while ((status = db_step(stmt, &row, err)) == STATUS_OK && row) {
        ids[(*count)++] = db_int(stmt, 0);
    }
    db_reset(stmt);
    return status;
}
