#include "zuoxi/store/notice_store.h"

#include "store_private.h"
#include "zuoxi/base/str.h"
#include "zuoxi/base/text.h"
#include "zuoxi/store/query.h"
#include "zuoxi/store/record.h"

#define GENERATION "board"

enum status notice_store_generation(struct store *store, int64_t *generation, struct err *err)
{
    return store_count(store, GENERATION, generation, err);
}

enum status notice_store_move_on(struct store *store, struct err *err)
{
    return store_count_add(store, GENERATION, 1, err);
}

static void read_row(struct stmt *stmt, enum notice_state state, struct notice_row *row)
{
    *row = (struct notice_row){.id = db_int(stmt, 0), .version = db_int(stmt, 1), .state = state};
    text_copy(row->kind, sizeof(row->kind), db_text(stmt, 2, NULL));
    text_copy(row->title, sizeof(row->title), db_text(stmt, 3, NULL));
    text_copy(row->buildings, sizeof(row->buildings), db_text(stmt, 4, NULL));
    text_copy(row->stations, sizeof(row->stations), db_text(stmt, 5, NULL));
    row->start = db_int(stmt, 6);
    row->expected = db_int(stmt, 7);
    row->ended = db_int(stmt, 8);
    row->is_must_read = db_int(stmt, 9) != 0;
    row->calls = db_int(stmt, 10);
    row->due = db_int(stmt, 11);
    row->is_read = db_int(stmt, 12) != 0;
}

/* Where each part of the list begins, and what a row is placed by in it. */
static const struct section {
    enum query query;
    bool is_from_now; /* else from the end of time */
    int64_t offset, id;
} sections[] = {
    [NOTICE_LIVE] = {QUERY_NOTICE_LIVE, true, 1, 0},
    [NOTICE_COMING] = {QUERY_NOTICE_COMING, true, 0, INT64_MAX},
    [NOTICE_PAST] = {QUERY_NOTICE_PAST, false, 0, 0},
};

static enum status add_section(struct store *store, enum notice_state state, int64_t now, const char *badge,
                               const struct notice_row *after, size_t max, struct notice_row *rows,
                               size_t *count, struct err *err)
{
    const struct section *section = &sections[state];
    struct stmt *stmt;
    bool row;
    enum status status = db_prepare(store->db, query_sql(section->query), &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    int64_t at = section->is_from_now ? now + section->offset : INT64_MAX, id = section->id;
    if (after != NULL && after->state == state) {
        at = state == NOTICE_PAST ? after->ended : after->start;
        id = after->id;
    }
    db_bind_int(stmt, 1, at);
    db_bind_int(stmt, 2, id);
    db_bind_int(stmt, 3, (int64_t)(max - *count));
    db_bind_text(stmt, 4, badge);
    while ((status = db_step(stmt, &row, err)) == STATUS_OK && row) {
        read_row(stmt, state, &rows[(*count)++]);
    }
    db_reset(stmt);
    return status;
}

enum status notice_store_list(struct store *store, int64_t now, const char *badge,
                              const struct notice_row *after, size_t max, struct notice_row *rows,
                              size_t *count, struct err *err)
{
    enum status status = STATUS_OK;
    *count = 0;
    for (enum notice_state state = after != NULL ? after->state : NOTICE_LIVE;
         state <= NOTICE_PAST && *count < max && status == STATUS_OK; state++) {
        status = add_section(store, state, now, badge, after, max, rows, count, err);
    }
    return status;
}

enum status notice_store_counts(struct store *store, int64_t id, int64_t *calls, int64_t *due,
                                struct err *err)
{
    struct stmt *stmt;
    bool row = false;
    *calls = *due = 0;
    enum status status = db_prepare(store->db, query_sql(QUERY_NOTICE_COUNTS), &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_int(stmt, 1, id);
    status = db_step(stmt, &row, err);
    if (status == STATUS_OK && row) {
        *calls = db_int(stmt, 0);
        *due = db_int(stmt, 1);
    }
    if (status == STATUS_OK) {
        db_reset(stmt);
    }
    return status != STATUS_OK || row ? status : err_set(err, STATUS_NOT_FOUND, _("没有这个公告"));
}

enum status notice_store_due(struct store *store, int64_t *due, struct err *err)
{
    struct stmt *stmt;
    size_t count = 0;
    *due = 0;
    enum status status = db_prepare(store->db, query_sql(QUERY_NOTICE_DUE), &stmt, err);
    return status == STATUS_OK ? store_read_ids(stmt, due, 1, &count, err) : status;
}

/* Run a statement of numbers ?1 … ?3. */
static enum status run(struct store *store, const char *sql, int64_t first, int64_t second, int64_t third,
                       struct err *err)
{
    struct stmt *stmt;
    enum status status = db_prepare(store->db, sql, &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_int(stmt, 1, first);
    db_bind_int(stmt, 2, second);
    db_bind_int(stmt, 3, third);
    return db_run(stmt, err);
}

enum status notice_store_changed(struct store *store, const struct notice *notice, bool is_new_text,
                                 struct err *err)
{
    enum status status = STATUS_OK;
    if (is_new_text) {
        status = run(store, "UPDATE notice SET read_version = ?3 WHERE id = ?1 AND version = ?2",
                     notice->head.id, notice->head.version, notice->head.version, err);
    }
    return status == STATUS_OK ? notice_store_move_on(store, err) : status;
}

enum status notice_store_mark_read(struct store *store, int64_t id, const char *badge, int64_t at,
                                   bool *is_new, struct err *err)
{
    struct stmt *stmt;
    enum status status = db_prepare(
        store->db,
        "INSERT INTO notice_read (notice_id, badge, version, at) "
        "SELECT id, ?2, version, ?3 FROM notice WHERE id = ?1 "
        "ON CONFLICT (notice_id, badge) DO UPDATE SET version = excluded.version, at = excluded.at "
        "WHERE notice_read.version <> excluded.version",
        &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_int(stmt, 1, id);
    db_bind_text(stmt, 2, badge);
    db_bind_int(stmt, 3, at);
    status = db_run(stmt, err);
    *is_new = status == STATUS_OK && db_changed(store->db) > 0;
    return *is_new ? notice_store_move_on(store, err) : status;
}

enum status notice_store_readers(struct store *store, int64_t id, struct reader_row *rows, size_t max,
                                 size_t *count, struct err *err)
{
    struct stmt *stmt;
    bool row;
    *count = 0;
    enum status status = db_prepare(store->db, query_sql(QUERY_NOTICE_READERS), &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_int(stmt, 1, id);
    db_bind_int(stmt, 2, (int64_t)max);
    while ((status = db_step(stmt, &row, err)) == STATUS_OK && row) {
        struct reader_row *reader = &rows[(*count)++];
        text_copy(reader->badge, sizeof(reader->badge), db_text(stmt, 0, NULL));
        text_copy(reader->name, sizeof(reader->name), db_text(stmt, 1, NULL));
        reader->at = db_int(stmt, 2);
    }
    db_reset(stmt);
    return status;
}

static bool is_due(const struct notice_call *call)
{
    return call->state.given && call->state.value == CALL_DUE;
}

static enum status add_counts(struct store *store, int64_t id, int64_t calls, int64_t due, struct err *err)
{
    enum status status = STATUS_OK;
    if (calls != 0 || due != 0) {
        status = run(
            store, "UPDATE notice SET call_count = call_count + ?2, due_count = due_count + ?3 WHERE id = ?1",
            id, calls, due, err);
    }
    return status == STATUS_OK ? notice_store_move_on(store, err) : status;
}

/* Has the number called about this before, and does it want a call already? */
static enum status find_phone(struct store *store, const struct notice_call *call, bool *is_known,
                              bool *is_wanted, struct err *err)
{
    struct stmt *stmt;
    bool row = false;
    *is_known = *is_wanted = false;
    enum status status = db_prepare(store->db, query_sql(QUERY_NOTICE_CALL_PHONE), &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_int(stmt, 1, call->notice_id);
    db_bind_text(stmt, 2, call->phone);
    status = db_step(stmt, &row, err);
    if (status == STATUS_OK && row) {
        *is_known = db_int(stmt, 0) > 0;
        *is_wanted = db_int(stmt, 1) > 0;
    }
    db_reset(stmt);
    return status;
}

enum status notice_store_add_call(struct store *store, struct notice_call *call, struct err *err)
{
    bool is_known, is_wanted;
    enum status status = find_phone(store, call, &is_known, &is_wanted, err);
    if (status != STATUS_OK) {
        return status;
    }
    if (is_wanted) {
        call->state = (struct optional){.value = CALL_NONE, .given = true};
    }
    status = record_insert(store, &notice_call_fields, call, err);
    if (status == STATUS_CONFLICT) {
        return err_set(err, STATUS_CONFLICT, _("这张工单已经关联到这条公告"));
    }
    return status == STATUS_OK ? add_counts(store, call->notice_id, !is_known, is_due(call), err) : status;
}

enum status notice_store_set_call(struct store *store, const struct notice_call *before,
                                  struct notice_call *after, struct err *err)
{
    enum status status = record_update(store, &notice_call_fields, before, after, NULL, err);
    if (status != STATUS_OK) {
        return status;
    }
    return add_counts(store, after->notice_id, 0, (int64_t)is_due(after) - (int64_t)is_due(before), err);
}

enum status notice_store_call_all(struct store *store, int64_t id, int64_t *count, struct err *err)
{
    enum status status = run(store,
                             "UPDATE notice_call SET state = ?2, version = version + 1 "
                             "WHERE notice_id = ?1 AND state > ?2 AND state < ?3",
                             id, CALL_DUE, CALL_NONE, err);
    if (status != STATUS_OK) {
        return status;
    }
    int64_t calls, due;
    *count = db_changed(store->db);
    status = notice_store_counts(store, id, &calls, &due, err);
    if (status == STATUS_OK) {
        status = add_counts(store, id, 0, *count, err);
        *count += due;
    }
    return status;
}

enum status notice_store_calls(struct store *store, int64_t id, const struct notice_call *after, size_t max,
                               struct notice_call *rows, size_t *count, struct err *err)
{
    struct stmt *stmt;
    bool row;
    *count = 0;
    enum status status = db_prepare(store->db, query_sql(QUERY_NOTICE_CALLS), &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_int(stmt, 1, id);
    db_bind_int(stmt, 2, after != NULL ? after->state.value : -1);
    db_bind_int(stmt, 3, after != NULL ? after->head.id : 0);
    db_bind_int(stmt, 4, (int64_t)max);
    while ((status = db_step(stmt, &row, err)) == STATUS_OK && row) {
        rows[(*count)++].head.id = db_int(stmt, 0);
    }
    db_reset(stmt);
    for (size_t i = 0; i < *count && status == STATUS_OK; i++) {
        status = record_load(store, &notice_call_fields, rows[i].head.id, &rows[i], err);
    }
    return status;
}
