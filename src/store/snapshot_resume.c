/* What a database must be told when it is put back after others went on without it. */

#include <stdlib.h>
#include <string.h>

#include "store_private.h"
#include "zuoxi/base/mem.h"
#include "zuoxi/base/str.h"
#include "zuoxi/base/text.h"
#include "zuoxi/store/hook_store.h"
#include "zuoxi/store/snapshot.h"

enum status snapshot_sequences(struct db *db, struct snapshot_sequence **items, size_t *count,
                               struct err *err)
{
    struct stmt *stmt;
    bool row;
    size_t capacity = 0;
    *items = NULL;
    *count = 0;
    /* Signed handovers are numbered without a gap: those that are lost are lost with their numbers. */
    enum status status =
        db_prepare(db, "SELECT name, value FROM sequence WHERE name <> 'handover' ORDER BY name", &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    while ((status = db_step(stmt, &row, err)) == STATUS_OK && row) {
        mem_reserve((void **)items, &capacity, *count + 1, sizeof(**items));
        struct snapshot_sequence *item = &(*items)[(*count)++];
        text_copy(item->name, sizeof(item->name), db_text(stmt, 0, NULL));
        item->value = db_int(stmt, 1);
    }
    db_reset(stmt);
    return status;
}

enum status snapshot_count_cases(struct db *db, int64_t *count, struct err *err)
{
    struct stmt *stmt;
    bool row = false;
    *count = -1;
    enum status status = db_prepare(db, "SELECT count(*) FROM case_record", &stmt, err);
    if (status == STATUS_OK) {
        status = db_step(stmt, &row, err);
    }
    if (status == STATUS_OK) {
        *count = row ? db_int(stmt, 0) : 0;
        db_reset(stmt);
    }
    return status;
}

static enum status put_hooks_aside(struct store *store, int64_t *hooks, struct err *err)
{
    struct stmt *stmt;
    enum status status =
        db_prepare(store->db,
                   "UPDATE hook_run SET state = ?1, next_at = NULL, ended_at = ?2, answer = ?3 "
                   "WHERE state IN (?4, ?5)",
                   &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_int(stmt, 1, HOOK_FAILED);
    db_bind_int(stmt, 2, clock_now(store->clock));
    db_bind_text(stmt, 3, _("恢复备份时搁置：备份之后可能已经送达"));
    db_bind_int(stmt, 4, HOOK_RUNNING);
    db_bind_int(stmt, 5, HOOK_WAITING);
    status = db_run(stmt, err);
    *hooks = status == STATUS_OK ? db_changed(store->db) : 0;
    return status;
}

enum status snapshot_resume(struct store *store, const struct snapshot_sequence *items, size_t count,
                            int64_t *hooks, struct err *err)
{
    enum status status = put_hooks_aside(store, hooks, err);
    for (size_t i = 0; i < count && status == STATUS_OK; i++) {
        status = store_reach(store, items[i].name, items[i].value, err);
    }
    return status;
}
