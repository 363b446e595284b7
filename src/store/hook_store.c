/* The outbox of notification hooks. */

#include "zuoxi/store/hook_store.h"

#include "store_private.h"
#include "zuoxi/base/str.h"
#include "zuoxi/base/text.h"
#include "zuoxi/store/query.h"

static void bind_time(struct stmt *stmt, int index, int64_t time)
{
    if (time == 0) {
        db_bind_null(stmt, index);
    } else {
        db_bind_int(stmt, index, time);
    }
}

enum status hook_store_add(struct store *store, struct hook_run *run, const char *payload, struct err *err)
{
    struct stmt *stmt;
    enum status status = store_next(store, "hook_run", &run->id, err);
    if (status == STATUS_OK) {
        status = db_prepare(store->db,
                            "INSERT INTO hook_run (id, event_id, hook, event, case_id, subject, payload, at, "
                            "state, next_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
                            &stmt, err);
    }
    if (status != STATUS_OK) {
        return status;
    }
    run->state = HOOK_WAITING;
    run->exit_code = -1;
    db_bind_int(stmt, 1, run->id);
    db_bind_text(stmt, 2, run->event_id);
    db_bind_text(stmt, 3, run->hook);
    db_bind_text(stmt, 4, run->event);
    db_bind_int(stmt, 5, run->case_id);
    db_bind_text(stmt, 6, run->subject);
    db_bind_text(stmt, 7, payload);
    db_bind_int(stmt, 8, run->at);
    db_bind_int(stmt, 9, run->state);
    bind_time(stmt, 10, run->next_at);
    return db_run(stmt, err);
}

enum status hook_store_due(struct store *store, const char *hook, int64_t now, int64_t *id, struct err *err)
{
    struct stmt *stmt;
    size_t count = 0;
    *id = 0;
    enum status status = db_prepare(store->db, query_sql(QUERY_HOOK_DUE), &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_text(stmt, 1, hook);
    db_bind_int(stmt, 2, now);
    return store_read_ids(stmt, id, 1, &count, err);
}

enum status hook_store_next(struct store *store, const char *hook, int64_t *at, struct err *err)
{
    bool found;
    return store_read_int(store, query_sql(QUERY_HOOK_NEXT), hook, at, &found, err);
}

static void read_run(struct stmt *stmt, struct hook_run *run)
{
    *run = (struct hook_run){.id = db_int(stmt, 0)};
    text_copy(run->event_id, sizeof(run->event_id), db_text(stmt, 1, NULL));
    text_copy(run->hook, sizeof(run->hook), db_text(stmt, 2, NULL));
    text_copy(run->event, sizeof(run->event), db_text(stmt, 3, NULL));
    run->case_id = db_int(stmt, 4);
    text_copy(run->subject, sizeof(run->subject), db_text(stmt, 5, NULL));
    run->at = db_int(stmt, 6);
    run->state = (enum hook_state)db_int(stmt, 7);
    run->next_at = db_int(stmt, 8);
    run->tries = (int)db_int(stmt, 9);
    text_copy(run->runner, sizeof(run->runner), db_text(stmt, 10, NULL));
    run->exit_code = db_is_null(stmt, 11) ? -1 : (int)db_int(stmt, 11);
    text_copy(run->answer, sizeof(run->answer), db_text(stmt, 12, NULL));
    run->ended_at = db_int(stmt, 13);
}

enum status hook_store_load(struct store *store, int64_t id, struct hook_run *run, struct str *payload,
                            struct err *err)
{
    struct stmt *stmt;
    bool row = false;
    enum status status =
        db_prepare(store->db,
                   "SELECT id, event_id, hook, event, case_id, subject, at, state, next_at, tries, runner, "
                   "exit_code, answer, ended_at, payload FROM hook_run WHERE id = ?1",
                   &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_int(stmt, 1, id);
    status = db_step(stmt, &row, err);
    if (status == STATUS_OK && row) {
        read_run(stmt, run);
        if (payload != NULL) {
            str_add(payload, db_text(stmt, 14, NULL));
        }
    }
    db_reset(stmt);
    return status == STATUS_OK && !row ? err_set(err, STATUS_NOT_FOUND, _("没有这条通知")) : status;
}

enum status hook_store_set(struct store *store, const struct hook_run *run, struct err *err)
{
    struct stmt *stmt;
    enum status status = db_prepare(
        store->db,
        "UPDATE hook_run SET state = ?2, next_at = ?3, tries = ?4, runner = ?5, exit_code = ?6, answer = ?7, "
        "ended_at = ?8, payload = CASE WHEN ?9 THEN '' ELSE payload END WHERE id = ?1",
        &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_int(stmt, 1, run->id);
    db_bind_int(stmt, 2, run->state);
    bind_time(stmt, 3, run->next_at);
    db_bind_int(stmt, 4, run->tries);
    db_bind_text(stmt, 5, run->runner);
    if (run->exit_code < 0) {
        db_bind_null(stmt, 6);
    } else {
        db_bind_int(stmt, 6, run->exit_code);
    }
    db_bind_text(stmt, 7, run->answer);
    bind_time(stmt, 8, run->ended_at);
    db_bind_int(stmt, 9, run->state == HOOK_DELIVERED || run->state == HOOK_DROPPED);
    return db_run(stmt, err);
}

enum status hook_store_list(struct store *store, enum hook_state state, size_t max, struct hook_run *runs,
                            size_t *count, struct err *err)
{
    struct stmt *stmt;
    bool row;
    bool is_newest = state == HOOK_DELIVERED || state == HOOK_DROPPED;
    *count = 0;
    enum status status =
        db_prepare(store->db, query_sql(is_newest ? QUERY_HOOK_LIST_NEWEST : QUERY_HOOK_LIST), &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_int(stmt, 1, state);
    db_bind_int(stmt, 2, (int64_t)max);
    while (*count < max && (status = db_step(stmt, &row, err)) == STATUS_OK && row) {
        read_run(stmt, &runs[(*count)++]);
    }
    db_reset(stmt);
    return status;
}

enum status hook_store_count(struct store *store, enum hook_state state, int64_t *count, struct err *err)
{
    struct stmt *stmt;
    size_t found = 0;
    *count = 0;
    enum status status = db_prepare(store->db, query_sql(QUERY_HOOK_COUNT), &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_int(stmt, 1, state);
    return store_read_ids(stmt, count, 1, &found, err);
}

/* One of each kind a call: the calls come as often as rows do. */
enum status hook_store_forget(struct store *store, int64_t before, struct err *err)
{
    static const enum hook_state ended[] = {HOOK_DELIVERED, HOOK_DROPPED};
    enum status status = STATUS_OK;
    for (size_t i = 0; i < sizeof(ended) / sizeof(ended[0]) && status == STATUS_OK; i++) {
        struct stmt *stmt;
        int64_t id = 0;
        size_t found = 0;
        status = db_prepare(store->db, query_sql(QUERY_HOOK_OLD), &stmt, err);
        if (status == STATUS_OK) {
            db_bind_int(stmt, 1, ended[i]);
            db_bind_int(stmt, 2, before);
            status = store_read_ids(stmt, &id, 1, &found, err);
        }
        if (status == STATUS_OK && found > 0) {
            status = db_prepare(store->db, "DELETE FROM hook_run WHERE id = ?1", &stmt, err);
        }
        if (status == STATUS_OK && found > 0) {
            db_bind_int(stmt, 1, id);
            status = db_run(stmt, err);
        }
    }
    return status;
}
