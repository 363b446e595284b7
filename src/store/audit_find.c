#include "zuoxi/store/audit_find.h"

#include <string.h>

#include "store_private.h"
#include "zuoxi/base/text.h"
#include "zuoxi/store/query.h"

/* Lines looked at in one step: a few milliseconds. */
#define STEP_LINES       5000
#define STEP_WORDS_LINES 400

/* The time of the first line from id on; *found = false when there is none. */
static enum status time_at(struct store *store, int64_t id, int64_t *at, bool *found, struct err *err)
{
    struct stmt *stmt;
    enum status status = db_prepare(store->db, query_sql(QUERY_WORK_TIME), &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_int(stmt, 1, id);
    status = db_step(stmt, found, err);
    *at = status == STATUS_OK && *found ? db_int(stmt, 0) : 0;
    db_reset(stmt);
    return status;
}

/* The first line at or after a time, by halving: lines are written in the order of time. */
static enum status line_at(struct store *store, int64_t time, int64_t last, int64_t *id, struct err *err)
{
    int64_t low = 1, high = last + 1;
    enum status status = STATUS_OK;
    while (status == STATUS_OK && low < high) {
        int64_t middle = low + (high - low) / 2, at = 0;
        bool found = false;
        status = time_at(store, middle, &at, &found, err);
        if (!found || at >= time) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    *id = low;
    return status;
}

enum status audit_find_begin(struct store *store, const struct audit_filter *filter,
                             struct audit_finder *finder, struct err *err)
{
    int64_t last = 0;
    *finder = (struct audit_finder){.filter = *filter, .first = 1};
    enum status status = audit_last(store, &last, err);
    finder->next = last + 1;
    if (status == STATUS_OK && filter->from != 0) {
        status = line_at(store, filter->from, last, &finder->first, err);
    }
    if (status == STATUS_OK && filter->until != 0) {
        status = line_at(store, filter->until, last, &finder->next, err);
    }
    finder->is_done = finder->next <= finder->first;
    return status;
}

/* Of an object all its lines at once: its index knows them. Else the lines of one step. */
static enum status prepare_step(struct store *store, const struct audit_finder *finder, int64_t from,
                                size_t max, struct stmt **stmt, struct err *err)
{
    const struct audit_filter *filter = &finder->filter;
    bool has_object = filter->object[0] != '\0';
    enum status status =
        db_prepare(store->db, query_sql(has_object ? QUERY_AUDIT_FIND_OBJECT : QUERY_AUDIT_FIND), stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_int(*stmt, 1, from);
    db_bind_int(*stmt, 2, finder->next);
    db_bind_text(*stmt, 3, filter->badge);
    db_bind_text(*stmt, 4, filter->actions);
    db_bind_text(*stmt, 5, filter->words);
    db_bind_int(*stmt, 6, (int64_t)max);
    if (has_object) {
        db_bind_text(*stmt, 7, filter->object);
        db_bind_int(*stmt, 8, filter->object_id);
    }
    return STATUS_OK;
}

enum status audit_find_step(struct store *store, struct audit_finder *finder, struct audit_row *rows,
                            size_t max, size_t *count, struct err *err)
{
    struct stmt *stmt;
    bool row = false;
    int64_t lines = finder->filter.words[0] != '\0' ? STEP_WORDS_LINES : STEP_LINES;
    int64_t from = finder->filter.object[0] == '\0' && finder->next - lines > finder->first
                       ? finder->next - lines
                       : finder->first;
    *count = 0;
    if (finder->is_done) {
        return STATUS_OK;
    }
    enum status status = prepare_step(store, finder, from, max, &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    while ((status = db_step(stmt, &row, err)) == STATUS_OK && row) {
        audit_read_row(stmt, &rows[(*count)++]);
    }
    db_reset(stmt);
    finder->next = *count == max ? rows[max - 1].id : from;
    finder->is_done = finder->next <= finder->first;
    return status;
}

enum status audit_line_values(struct store *store, int64_t audit_id,
                              void (*each)(void *context, const struct audit_change *change), void *context,
                              struct err *err)
{
    struct stmt *stmt;
    bool row;
    enum status status = db_prepare(store->db, query_sql(QUERY_AUDIT_LINE_VALUES), &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_int(stmt, 1, audit_id);
    while ((status = db_step(stmt, &row, err)) == STATUS_OK && row) {
        const struct audit_change change = {.audit_id = audit_id,
                                            .field = db_text(stmt, 0, NULL),
                                            .which = (int)db_int(stmt, 1),
                                            .value = db_is_null(stmt, 2) ? NULL : db_text(stmt, 2, NULL)};
        each(context, &change);
    }
    db_reset(stmt);
    return status;
}
