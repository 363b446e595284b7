#include "zuoxi/store/customer_store.h"

#include <string.h>

#include "store_private.h"
#include "zuoxi/base/str.h"
#include "zuoxi/base/text.h"
#include "zuoxi/store/customer_place.h"
#include "zuoxi/store/query.h"
#include "zuoxi/store/search.h"

/* A list being filled from several queries; a customer whose two phones both fit comes once. */
struct result {
    struct customer_row *rows;
    size_t max;
    size_t *count;
};

#define MERGED_COLUMN 10

static void read_customer(struct stmt *stmt, struct customer_row *row)
{
    text_copy(row->account, sizeof(row->account), db_text(stmt, 1, NULL));
    text_copy(row->name, sizeof(row->name), db_text(stmt, 2, NULL));
    text_copy(row->phone, sizeof(row->phone), db_text(stmt, 3, NULL));
    text_copy(row->address, sizeof(row->address), db_text(stmt, 4, NULL));
    text_copy(row->station, sizeof(row->station), db_text(stmt, 5, NULL));
    text_copy(row->title, sizeof(row->title), db_text(stmt, 6, NULL));
    text_copy(row->grade, sizeof(row->grade), db_text(stmt, 7, NULL));
    text_copy(row->supply, sizeof(row->supply), db_text(stmt, 8, NULL));
    row->is_important = db_int(stmt, 9) != 0;
    row->id = db_int(stmt, 0);
}

static bool has_row(const struct result *result, int64_t id)
{
    for (size_t i = 0; i < *result->count; i++) {
        if (result->rows[i].id == id) {
            return true;
        }
    }
    return false;
}

#define MERGES_MAX 8 /* one into another into another … */

/*
 * Add the customer with this id; one that was made part of another stands for that other. Nothing when it is
 * there already.
 */
static enum status add_customer(struct store *store, int64_t id, struct result *result, struct err *err)
{
    struct stmt *stmt;
    enum status status = STATUS_OK;
    for (int merges = 0; id != 0 && merges < MERGES_MAX && status == STATUS_OK; merges++) {
        bool row = false;
        int64_t next = 0;
        status = db_prepare(store->db, query_sql(QUERY_CUSTOMER), &stmt, err);
        if (status != STATUS_OK) {
            return status;
        }
        db_bind_int(stmt, 1, id);
        status = db_step(stmt, &row, err);
        if (status == STATUS_OK && row) {
            next = db_int(stmt, MERGED_COLUMN);
        }
        if (status == STATUS_OK && row && next == 0 && !has_row(result, id)) {
            read_customer(stmt, &result->rows[(*result->count)++]);
        }
        db_reset(stmt);
        id = next;
    }
    return status;
}

/* Add what a query finds for ?1 = text, up to below ?3 = bound where the query has one. */
static enum status add_customers(struct store *store, enum query query, const char *text, const char *bound,
                                 struct result *result, struct err *err)
{
    struct stmt *stmt;
    bool row;
    if (*result->count >= result->max) {
        return STATUS_OK;
    }
    enum status status = db_prepare(store->db, query_sql(query), &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_text(stmt, 1, text);
    db_bind_int(stmt, 2, (int64_t)result->max);
    if (bound != NULL) {
        db_bind_text(stmt, 3, bound);
    }
    while (status == STATUS_OK && *result->count < result->max &&
           (status = db_step(stmt, &row, err)) == STATUS_OK && row) {
        if (!db_is_null(stmt, MERGED_COLUMN)) {
            status = add_customer(store, db_int(stmt, MERGED_COLUMN), result, err);
        } else if (!has_row(result, db_int(stmt, 0))) {
            read_customer(stmt, &result->rows[(*result->count)++]);
        }
    }
    db_reset(stmt);
    return status;
}

enum status customer_store_by_phone(struct store *store, const char *digits, size_t max,
                                    struct customer_row *rows, size_t *count, struct err *err)
{
    struct result result = {rows, max, count};
    struct str bound = {0};
    size_t length = strlen(digits);
    *count = 0;
    str_printf(&bound, "%s:", digits); /* ':' follows '9' */
    const struct {
        bool applies;
        enum query query;
        const char *bound;
    } steps[] = {
        {length > 0, QUERY_CUSTOMER_PHONE, NULL},
        {length > 0, QUERY_CUSTOMER_PHONE_OTHER, NULL},
        {length > 0, QUERY_CUSTOMER_MORE_PHONE, NULL},
        {length == 4, QUERY_CUSTOMER_PHONE_TAIL, NULL},
        {length == 4, QUERY_CUSTOMER_PHONE_OTHER_TAIL, NULL},
        {length == 4, QUERY_CUSTOMER_MORE_PHONE_TAIL, NULL},
        {length >= 3, QUERY_CUSTOMER_PHONE_PREFIX, str_text(&bound)},
        {length >= 3, QUERY_CUSTOMER_PHONE_OTHER_PREFIX, str_text(&bound)},
        {length >= 3, QUERY_CUSTOMER_MORE_PHONE_PREFIX, str_text(&bound)},
    };
    enum status status = STATUS_OK;
    for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]) && status == STATUS_OK; i++) {
        if (steps[i].applies) {
            status = add_customers(store, steps[i].query, digits, steps[i].bound, &result, err);
        }
    }
    str_free(&bound);
    return status;
}

/* Everything that begins with prefix, in the order of the query's column. */
static enum status by_prefix(struct store *store, enum query query, const char *prefix,
                             struct customer_row *rows, size_t max, size_t *count, struct err *err)
{
    struct result result = {rows, max, count};
    struct str bound = {0};
    *count = 0;
    str_printf(&bound, "%s\xF4\x8F\xBF\xBF", prefix); /* the last character there is */
    enum status status = add_customers(store, query, prefix, str_text(&bound), &result, err);
    str_free(&bound);
    return status;
}

enum status customer_store_by_account(struct store *store, const char *prefix, size_t max,
                                      struct customer_row *rows, size_t *count, struct err *err)
{
    return by_prefix(store, QUERY_CUSTOMER_ACCOUNT, prefix, rows, max, count, err);
}

enum status customer_store_by_name(struct store *store, const char *prefix, size_t max,
                                   struct customer_row *rows, size_t *count, struct err *err)
{
    return by_prefix(store, QUERY_CUSTOMER_NAME, prefix, rows, max, count, err);
}

enum status customer_store_by_initials(struct store *store, const char *prefix, size_t max,
                                       struct customer_row *rows, size_t *count, struct err *err)
{
    return by_prefix(store, QUERY_CUSTOMER_INITIALS, prefix, rows, max, count, err);
}

enum status customer_store_row(struct store *store, int64_t id, struct customer_row *row, struct err *err)
{
    size_t count = 0;
    struct result result = {row, 1, &count};
    enum status status = add_customer(store, id, &result, err);
    return status == STATUS_OK && count == 0 ? err_set(err, STATUS_NOT_FOUND, _("没有这个用户")) : status;
}

static enum status read_history(struct stmt *stmt, size_t max, struct customer_event *events, size_t *count,
                                struct err *err)
{
    bool row;
    enum status status = STATUS_OK;
    while (*count < max && (status = db_step(stmt, &row, err)) == STATUS_OK && row) {
        struct customer_event *event = &events[(*count)++];
        event->id = db_int(stmt, 0);
        event->is_case = strcmp(db_text(stmt, 1, NULL), "case") == 0;
        event->case_id = db_int(stmt, 2);
        event->at = db_int(stmt, 3);
        text_copy(event->number, sizeof(event->number), db_text(stmt, 4, NULL));
        text_copy(event->type, sizeof(event->type), db_text(stmt, 5, NULL));
        text_copy(event->state, sizeof(event->state), db_text(stmt, 6, NULL));
        text_copy(event->channel, sizeof(event->channel), db_text(stmt, 7, NULL));
        text_copy(event->outcome, sizeof(event->outcome), db_text(stmt, 8, NULL));
        text_copy(event->text, sizeof(event->text), db_text(stmt, 9, NULL));
        event->is_open = db_int(stmt, 10) != 0;
    }
    db_reset(stmt);
    return status;
}

enum status customer_store_history(struct store *store, int64_t id, int64_t before, size_t max,
                                   struct customer_event *events, size_t *count, struct err *err)
{
    struct stmt *stmt;
    *count = 0;
    enum status status = db_prepare(store->db, query_sql(QUERY_CUSTOMER_HISTORY), &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_int(stmt, 1, id);
    db_bind_int(stmt, 2, before != 0 ? before : INT64_MAX);
    db_bind_int(stmt, 3, (int64_t)max);
    return read_history(stmt, max, events, count, err);
}

#define FRAGMENT_ROWS 64 /* at most, however many are asked for */

static enum status find_fragments(struct store *store, const char *words, struct result *result,
                                  struct err *err)
{
    int64_t ids[FRAGMENT_ROWS];
    size_t found = 0, max = result->max < FRAGMENT_ROWS ? result->max : FRAGMENT_ROWS;
    enum status status = customer_place_find(store, words, max, result->rows, result->count, err);
    if (status != STATUS_OK || *result->count > 0) {
        return status;
    }
    status = search_customers(store, words, max, ids, &found, err);
    for (size_t i = 0; i < found && status == STATUS_OK; i++) {
        status = add_customer(store, ids[i], result, err);
    }
    return status;
}

enum status customer_store_by_fragments(struct store *store, const char *words, size_t max,
                                        struct customer_row *rows, size_t *count, struct err *err)
{
    struct result result = {rows, max, count};
    *count = 0;
    if (store->in_transaction) {
        return find_fragments(store, words, &result, err);
    }
    /* One state of the database for all its reads, which are many small ones. */
    enum status status = db_begin_read(store->db, err);
    if (status == STATUS_OK) {
        status = find_fragments(store, words, &result, err);
        db_end_read(store->db);
    }
    return status;
}
