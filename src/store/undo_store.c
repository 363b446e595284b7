#include "zuoxi/store/undo_store.h"

#include <string.h>

#include "store_private.h"
#include "zuoxi/base/text.h"
#include "zuoxi/store/query.h"

#define LEG_COLUMNS                                                                                          \
    "case_id, sequence, leg, within, start_at, due_at, warning_at, critical_at, met_at, late, "              \
    "suspended_at, "                                                                                         \
    "is_dropped, began_with, ended_with, ended_by, dropped_at"

void undo_store_clear(struct move_undo *undo)
{
    str_free(&undo->fields);
}

/* Run a statement whose parameters are numbers. */
static enum status run(struct store *store, const char *sql, const int64_t *numbers, int count,
                       struct err *err)
{
    struct stmt *stmt;
    enum status status = db_prepare(store->db, sql, &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    for (int i = 0; i < count; i++) {
        db_bind_int(stmt, i + 1, numbers[i]);
    }
    return db_run(stmt, err);
}

static enum status read_marks(struct store *store, struct move_undo *undo, struct err *err)
{
    struct stmt *stmt;
    bool row;
    enum status status = db_prepare(store->db, query_sql(QUERY_UNDO_MARKS), &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_int(stmt, 1, undo->case_id);
    status = db_step(stmt, &row, err);
    if (status == STATUS_OK && row) {
        undo->line_before = db_int(stmt, 0);
        undo->pause_before = db_int(stmt, 1);
        undo->extension_before = db_int(stmt, 2);
        undo->pause_running = db_int(stmt, 3);
    }
    db_reset(stmt);
    return status;
}

enum status undo_store_begin(struct store *store, int64_t case_id, struct move_undo *undo, struct err *err)
{
    *undo = (struct move_undo){.case_id = case_id};
    enum status status = read_marks(store, undo, err);
    if (status == STATUS_OK) {
        status = run(store, "DELETE FROM move_undo_leg WHERE case_id = ?1", &case_id, 1, err);
    }
    return status == STATUS_OK ? run(store,
                                     "INSERT INTO move_undo_leg (" LEG_COLUMNS ") SELECT " LEG_COLUMNS
                                     " FROM leg WHERE case_id = ?1",
                                     &case_id, 1, err)
                               : status;
}

enum status undo_store_newest(struct store *store, int64_t case_id, int64_t *line, struct err *err)
{
    struct move_undo now = {.case_id = case_id};
    enum status status = read_marks(store, &now, err);
    *line = now.line_before;
    return status;
}

enum status undo_store_finish(struct store *store, struct move_undo *undo, struct err *err)
{
    struct stmt *stmt;
    enum status status = undo_store_newest(store, undo->case_id, &undo->line_after, err);
    if (status == STATUS_OK) {
        status = db_prepare(
            store->db,
            "INSERT OR REPLACE INTO move_undo (case_id, made_at, version, line_before, pause_before, "
            "extension_before, pause_running, line_after, other_id, action, badge, fields) "
            "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
            &stmt, err);
    }
    if (status != STATUS_OK) {
        return status;
    }
    const int64_t numbers[] = {undo->case_id,       undo->made_at,      undo->version,
                               undo->line_before,   undo->pause_before, undo->extension_before,
                               undo->pause_running, undo->line_after,   undo->other_id};
    for (int i = 0; i < 9; i++) {
        db_bind_int(stmt, i + 1, numbers[i]);
    }
    db_bind_text(stmt, 10, undo->action);
    db_bind_text(stmt, 11, undo->badge);
    db_bind_blob(stmt, 12, str_text(&undo->fields), undo->fields.length);
    return db_run(stmt, err);
}

static void read_undo(struct stmt *stmt, struct move_undo *undo)
{
    size_t length;
    undo->case_id = db_int(stmt, 0);
    undo->made_at = db_int(stmt, 1);
    undo->version = db_int(stmt, 2);
    undo->line_before = db_int(stmt, 3);
    undo->pause_before = db_int(stmt, 4);
    undo->extension_before = db_int(stmt, 5);
    undo->pause_running = db_int(stmt, 6);
    undo->line_after = db_int(stmt, 7);
    undo->other_id = db_int(stmt, 8);
    text_copy(undo->action, sizeof(undo->action), db_text(stmt, 9, NULL));
    text_copy(undo->badge, sizeof(undo->badge), db_text(stmt, 10, NULL));
    const char *fields = db_blob(stmt, 11, &length);
    str_add_bytes(&undo->fields, fields, length);
}

enum status undo_store_load(struct store *store, int64_t case_id, struct move_undo *undo, struct err *err)
{
    struct stmt *stmt;
    bool row;
    *undo = (struct move_undo){.case_id = 0};
    enum status status = db_prepare(store->db, query_sql(QUERY_UNDO), &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_int(stmt, 1, case_id);
    status = db_step(stmt, &row, err);
    if (status == STATUS_OK && row) {
        read_undo(stmt, undo);
    }
    db_reset(stmt);
    return status;
}

enum status undo_store_apply(struct store *store, const struct move_undo *undo, struct leg legs[LEGS_MAX],
                             size_t *count, struct err *err)
{
    const int64_t id = undo->case_id;
    const struct {
        const char *sql;
        int64_t numbers[3];
        int count;
    } steps[] = {
        {"DELETE FROM leg WHERE case_id = ?1", {id}, 1},
        {"INSERT INTO leg (" LEG_COLUMNS ") SELECT " LEG_COLUMNS " FROM move_undo_leg WHERE case_id = ?1",
         {id},
         1},
        {"DELETE FROM leg_pause WHERE case_id = ?1 AND id > ?2", {id, undo->pause_before}, 2},
        {"UPDATE leg_pause SET until_at = NULL WHERE case_id = ?1 AND id = ?2", {id, undo->pause_running}, 2},
        {"DELETE FROM leg_extension WHERE case_id = ?1 AND id > ?2", {id, undo->extension_before}, 2},
        {"UPDATE timeline SET is_undone = 1 WHERE case_id = ?1 AND id > ?2 AND id <= ?3",
         {id, undo->line_before, undo->line_after},
         3},
        {"DELETE FROM move_undo_leg WHERE case_id = ?1", {id}, 1},
        {"DELETE FROM move_undo WHERE case_id = ?1", {id}, 1},
    };
    enum status status = STATUS_OK;
    for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]) && status == STATUS_OK; i++) {
        status = run(store, steps[i].sql, steps[i].numbers, steps[i].count, err);
    }
    return status == STATUS_OK ? case_store_legs(store, id, legs, count, err) : status;
}
