/* The lists of cases: by number, by phone, histories. */

#include <stdio.h>
#include <string.h>

#include "store_private.h"
#include "zuoxi/base/str.h"
#include "zuoxi/store/query.h"

/* Ids from a statement bound but for ?2 = max; added behind *count. */
static enum status read_ids(struct stmt *stmt, int64_t *ids, size_t max, size_t *count, struct err *err)
{
    db_bind_int(stmt, 2, (int64_t)(max - *count));
    return store_read_ids(stmt, ids, max, count, err);
}

static enum status add_by_number(struct store *store, const char *number, int64_t *ids, size_t *count,
                                 struct err *err)
{
    int64_t id;
    bool found;
    enum status status = store_read_int(store, query_sql(QUERY_CASE_BY_NUMBER), number, &id, &found, err);
    if (status == STATUS_OK && found) {
        ids[(*count)++] = id;
    }
    return status;
}

enum status case_store_is_taken(struct store *store, const char *number, bool *is_taken, struct err *err)
{
    int64_t id;
    return store_read_int(store, query_sql(QUERY_CASE_NUMBER_TAKEN), number, &id, is_taken, err);
}

enum status case_store_by_number(struct store *store, int date, int sequence, int64_t *ids, size_t max,
                                 size_t *count, struct err *err)
{
    struct stmt *stmt;
    bool row;
    char number[CASE_NUMBER_SIZE], day[8];
    bool is_any_day = date == 0;
    *count = 0;
    if (date >= 10000) {
        case_number_make(date, sequence, number);
        return max > 0 ? add_by_number(store, number, ids, count, err) : STATUS_OK;
    }
    enum status status = db_prepare(
        store->db, query_sql(is_any_day ? QUERY_CASE_NUMBER_DAYS : QUERY_CASE_NUMBER_DAYS_OF_YEARS), &stmt,
        err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_int(stmt, 1, sequence);
    db_bind_int(stmt, 2, (int64_t)max);
    if (!is_any_day) {
        snprintf(day, sizeof(day), "%04d", date % 10000);
        db_bind_text(stmt, 3, day);
    }
    while (*count < max && (status = db_step(stmt, &row, err)) == STATUS_OK && row) {
        snprintf(number, sizeof(number), "%.8s-%04d", db_text(stmt, 0, NULL), sequence);
        status = add_by_number(store, number, ids, count, err);
        if (status != STATUS_OK) {
            break;
        }
    }
    db_reset(stmt);
    return status;
}

enum status case_store_by_phone(struct store *store, const char *digits, size_t max, int64_t *ids,
                                size_t *count, struct err *err)
{
    struct stmt *stmt;
    bool is_tail = strlen(digits) == 4;
    *count = 0;
    enum status status = db_prepare(
        store->db, query_sql(is_tail ? QUERY_CASE_BY_PHONE_TAIL : QUERY_CASE_BY_PHONE), &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_text(stmt, 1, digits);
    return read_ids(stmt, ids, max, count, err);
}

static void read_history(struct stmt *stmt, struct history_row *row)
{
    row->id = db_int(stmt, 0);
    row->accepted_at = db_int(stmt, 1);
    text_copy(row->number, sizeof(row->number), db_text(stmt, 2, NULL));
    text_copy(row->type, sizeof(row->type), db_text(stmt, 3, NULL));
    text_copy(row->category, sizeof(row->category), db_text(stmt, 4, NULL));
    text_copy(row->state, sizeof(row->state), db_text(stmt, 5, NULL));
    text_copy(row->content, sizeof(row->content), db_text(stmt, 6, NULL));
    row->is_open = db_int(stmt, 7) != 0;
}

/* The rows of a statement bound but for ?2 = max. */
static enum status read_histories(struct stmt *stmt, size_t max, struct history_row *rows, size_t *count,
                                  struct err *err)
{
    bool row;
    enum status status;
    db_bind_int(stmt, 2, (int64_t)max);
    while ((status = db_step(stmt, &row, err)) == STATUS_OK && row) {
        read_history(stmt, &rows[(*count)++]);
    }
    db_reset(stmt);
    return status;
}

enum status case_store_history(struct store *store, int64_t customer_id, const char *phone, size_t max,
                               struct history_row *rows, size_t *count, struct err *err)
{
    struct stmt *stmt;
    *count = 0;
    enum status status = db_prepare(
        store->db, query_sql(customer_id != 0 ? QUERY_CASE_HISTORY : QUERY_CASE_PHONE_HISTORY), &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    if (customer_id != 0) {
        db_bind_int(stmt, 1, customer_id);
    } else {
        db_bind_text(stmt, 1, phone != NULL ? phone : "");
    }
    return read_histories(stmt, max, rows, count, err);
}

enum status case_store_children(struct store *store, int64_t parent_id, size_t max, struct history_row *rows,
                                size_t *count, struct err *err)
{
    struct stmt *stmt;
    *count = 0;
    enum status status = db_prepare(store->db, query_sql(QUERY_CASE_CHILDREN), &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_int(stmt, 1, parent_id);
    return read_histories(stmt, max, rows, count, err);
}

static void read_unfinished(struct stmt *stmt, struct unfinished_row *row)
{
    row->id = db_int(stmt, 0);
    row->accepted_at = db_int(stmt, 1);
    text_copy(row->number, sizeof(row->number), db_text(stmt, 2, NULL));
    text_copy(row->type, sizeof(row->type), db_text(stmt, 3, NULL));
    text_copy(row->category, sizeof(row->category), db_text(stmt, 4, NULL));
    text_copy(row->name, sizeof(row->name), db_text(stmt, 5, NULL));
    text_copy(row->address, sizeof(row->address), db_text(stmt, 6, NULL));
    text_copy(row->phone, sizeof(row->phone), db_text(stmt, 7, NULL));
    text_copy(row->owner, sizeof(row->owner), db_text(stmt, 8, NULL));
}

enum status case_store_unfinished(struct store *store, int64_t after, size_t max, struct unfinished_row *rows,
                                  size_t *count, struct err *err)
{
    struct stmt *stmt;
    bool row;
    *count = 0;
    enum status status = db_prepare(store->db, query_sql(QUERY_CASE_UNFINISHED), &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_int(stmt, 1, after);
    db_bind_int(stmt, 2, (int64_t)max);
    while ((status = db_step(stmt, &row, err)) == STATUS_OK && row) {
        read_unfinished(stmt, &rows[(*count)++]);
    }
    db_reset(stmt);
    return status;
}

enum status case_store_contacts(struct store *store, int64_t case_id, int64_t *ids, size_t max, size_t *count,
                                struct err *err)
{
    struct stmt *stmt;
    *count = 0;
    enum status status = db_prepare(store->db, query_sql(QUERY_CASE_CONTACTS), &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_int(stmt, 1, case_id);
    return read_ids(stmt, ids, max, count, err);
}

enum status case_store_chases(struct store *store, int64_t case_id, int64_t *count, struct err *err)
{
    struct stmt *stmt;
    size_t found = 0;
    *count = 0;
    enum status status = db_prepare(store->db, query_sql(QUERY_CASE_CHASES), &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_int(stmt, 1, case_id);
    return store_read_ids(stmt, count, 1, &found, err);
}
