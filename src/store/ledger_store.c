#include "zuoxi/store/ledger_store.h"

#include <string.h>

#include "store_private.h"
#include "zuoxi/base/text.h"
#include "zuoxi/store/query.h"

static enum status read_pause(struct stmt *stmt, int64_t case_id, struct ledger *ledger, struct err *err)
{
    (void)err;
    struct leg_pause *pause = &ledger->pauses[ledger->pause_count++];
    *pause = (struct leg_pause){
        .id = db_int(stmt, 0), .case_id = case_id, .from = db_int(stmt, 1), .until = db_int(stmt, 2)};
    text_copy(pause->reason, sizeof(pause->reason), db_text(stmt, 3, NULL));
    text_copy(pause->badge, sizeof(pause->badge), db_text(stmt, 4, NULL));
    text_copy(pause->approved_by, sizeof(pause->approved_by), db_text(stmt, 5, NULL));
    return STATUS_OK;
}

static enum status read_extension(struct stmt *stmt, int64_t case_id, struct ledger *ledger, struct err *err)
{
    struct leg_extension *line = &ledger->extensions[ledger->extension_count++];
    *line = (struct leg_extension){.id = db_int(stmt, 0),
                                   .case_id = case_id,
                                   .sequence = (int)db_int(stmt, 1),
                                   .old_due = db_int(stmt, 4),
                                   .new_due = db_int(stmt, 5),
                                   .at = db_int(stmt, 6)};
    text_copy(line->leg, sizeof(line->leg), db_text(stmt, 2, NULL));
    text_copy(line->reason, sizeof(line->reason), db_text(stmt, 7, NULL));
    text_copy(line->badge, sizeof(line->badge), db_text(stmt, 8, NULL));
    text_copy(line->approved_by, sizeof(line->approved_by), db_text(stmt, 9, NULL));
    return duration_parse(db_text(stmt, 3, NULL), &line->by, err);
}

static enum status read_change(struct stmt *stmt, int64_t case_id, struct ledger *ledger, struct err *err)
{
    struct leg_change *line = &ledger->changes[ledger->change_count++];
    *line = (struct leg_change){.id = db_int(stmt, 0),
                                .case_id = case_id,
                                .sequence = (int)db_int(stmt, 1),
                                .old_due = db_int(stmt, 5),
                                .new_due = db_int(stmt, 6),
                                .at = db_int(stmt, 7)};
    text_copy(line->leg, sizeof(line->leg), db_text(stmt, 2, NULL));
    text_copy(line->reason, sizeof(line->reason), db_text(stmt, 8, NULL));
    text_copy(line->badge, sizeof(line->badge), db_text(stmt, 9, NULL));
    enum status status = duration_parse(db_text(stmt, 3, NULL), &line->old_within, err);
    return status == STATUS_OK ? duration_parse(db_text(stmt, 4, NULL), &line->new_within, err) : status;
}

static enum status read_lines(struct store *store, enum query query, size_t max, int64_t case_id,
                              enum status (*read)(struct stmt *, int64_t, struct ledger *, struct err *),
                              struct ledger *ledger, struct err *err)
{
    struct stmt *stmt;
    bool row;
    enum status status = db_prepare(store->db, query_sql(query), &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_int(stmt, 1, case_id);
    db_bind_int(stmt, 2, (int64_t)max);
    while ((status = db_step(stmt, &row, err)) == STATUS_OK && row) {
        status = read(stmt, case_id, ledger, err);
        if (status != STATUS_OK) {
            break;
        }
    }
    db_reset(stmt);
    return status;
}

enum status ledger_store_load(struct store *store, int64_t case_id, struct ledger *ledger, struct err *err)
{
    ledger->pause_count = ledger->extension_count = ledger->change_count = 0;
    enum status status = read_lines(store, QUERY_PAUSES, LEDGER_PAUSES_MAX, case_id, read_pause, ledger, err);
    if (status == STATUS_OK) {
        status =
            read_lines(store, QUERY_EXTENSIONS, LEDGER_EXTENSIONS_MAX, case_id, read_extension, ledger, err);
    }
    if (status == STATUS_OK) {
        status = read_lines(store, QUERY_LEG_CHANGES, LEDGER_CHANGES_MAX, case_id, read_change, ledger, err);
    }
    return status;
}

/* Is there room for another line of a kind? */
static enum status check_room(struct store *store, enum query query, int max, int64_t case_id,
                              struct err *err)
{
    struct stmt *stmt;
    bool row;
    int count = 0;
    enum status status = db_prepare(store->db, query_sql(query), &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_int(stmt, 1, case_id);
    db_bind_int(stmt, 2, max);
    while ((status = db_step(stmt, &row, err)) == STATUS_OK && row) {
        count++;
    }
    db_reset(stmt);
    if (status == STATUS_OK && count == max) {
        err_set(err, STATUS_INVALID, _("这张工单的挂起或延期已有%d次，不能再增加"), max);
        return err_advise(err, _("请归档这张工单，另开一张"));
    }
    return status;
}

/* Run an INSERT that gives its id back. */
static enum status run_insert(struct stmt *stmt, int64_t *id, struct err *err)
{
    bool row;
    enum status status = db_step(stmt, &row, err);
    *id = status == STATUS_OK && row ? db_int(stmt, 0) : 0;
    db_reset(stmt);
    return status;
}

/* The id of the case's running pause, 0: none. */
static enum status running_pause(struct store *store, int64_t case_id, int64_t *id, struct err *err)
{
    struct stmt *stmt;
    size_t count = 0;
    *id = 0;
    enum status status = db_prepare(store->db, query_sql(QUERY_RUNNING_PAUSE), &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_int(stmt, 1, case_id);
    return store_read_ids(stmt, id, 1, &count, err);
}

enum status ledger_store_begin_pause(struct store *store, struct leg_pause *pause, struct err *err)
{
    struct stmt *stmt;
    int64_t running;
    enum status status = running_pause(store, pause->case_id, &running, err);
    if (status == STATUS_OK && running != 0) {
        err_set(err, STATUS_CONFLICT, _("工单已经挂起"));
        return err_advise(err, _("请刷新后再办理"));
    }
    if (status == STATUS_OK) {
        status = check_room(store, QUERY_PAUSES, LEDGER_PAUSES_MAX, pause->case_id, err);
    }
    if (status == STATUS_OK) {
        status = db_prepare(store->db,
                            "INSERT INTO leg_pause (case_id, from_at, reason, badge, approved_by) "
                            "VALUES (?1, ?2, ?3, ?4, ?5) RETURNING id",
                            &stmt, err);
    }
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_int(stmt, 1, pause->case_id);
    db_bind_int(stmt, 2, pause->from);
    db_bind_text(stmt, 3, pause->reason);
    db_bind_text(stmt, 4, pause->badge);
    db_bind_text(stmt, 5, pause->approved_by);
    return run_insert(stmt, &pause->id, err);
}

enum status ledger_store_end_pause(struct store *store, int64_t case_id, int64_t until, struct err *err)
{
    struct stmt *stmt;
    int64_t running;
    enum status status = running_pause(store, case_id, &running, err);
    if (status == STATUS_OK && running == 0) {
        err_set(err, STATUS_CONFLICT, _("工单没有挂起"));
        return err_advise(err, _("请刷新后再办理"));
    }
    if (status == STATUS_OK) {
        status = db_prepare(store->db, "UPDATE leg_pause SET until_at = ?2 WHERE id = ?1", &stmt, err);
    }
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_int(stmt, 1, running);
    db_bind_int(stmt, 2, until);
    return db_run(stmt, err);
}

enum status ledger_store_add_extension(struct store *store, struct leg_extension *line, struct err *err)
{
    struct stmt *stmt;
    char length[12];
    enum status status = check_room(store, QUERY_EXTENSIONS, LEDGER_EXTENSIONS_MAX, line->case_id, err);
    if (status == STATUS_OK) {
        status = db_prepare(store->db,
                            "INSERT INTO leg_extension (case_id, sequence, leg, length, old_due_at, "
                            "new_due_at, at, reason, badge, approved_by) "
                            "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) RETURNING id",
                            &stmt, err);
    }
    if (status != STATUS_OK) {
        return status;
    }
    duration_format(line->by, length);
    db_bind_int(stmt, 1, line->case_id);
    db_bind_int(stmt, 2, line->sequence);
    db_bind_text(stmt, 3, line->leg);
    db_bind_text(stmt, 4, length);
    db_bind_int(stmt, 5, line->old_due);
    db_bind_int(stmt, 6, line->new_due);
    db_bind_int(stmt, 7, line->at);
    db_bind_text(stmt, 8, line->reason);
    db_bind_text(stmt, 9, line->badge);
    db_bind_text(stmt, 10, line->approved_by);
    return run_insert(stmt, &line->id, err);
}

enum status ledger_store_add_change(struct store *store, struct leg_change *line, struct err *err)
{
    struct stmt *stmt;
    char before[12], after[12];
    enum status status = db_prepare(store->db,
                                    "INSERT INTO leg_change (case_id, sequence, leg, old_within, new_within, "
                                    "old_due_at, new_due_at, at, reason, badge) "
                                    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) RETURNING id",
                                    &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    duration_format(line->old_within, before);
    duration_format(line->new_within, after);
    db_bind_int(stmt, 1, line->case_id);
    db_bind_int(stmt, 2, line->sequence);
    db_bind_text(stmt, 3, line->leg);
    db_bind_text(stmt, 4, before);
    db_bind_text(stmt, 5, after);
    db_bind_int(stmt, 6, line->old_due);
    db_bind_int(stmt, 7, line->new_due);
    db_bind_int(stmt, 8, line->at);
    db_bind_text(stmt, 9, line->reason);
    db_bind_text(stmt, 10, line->badge);
    return run_insert(stmt, &line->id, err);
}
