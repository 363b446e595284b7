#include "zuoxi/store/script_store.h"

#include "store_private.h"
#include "zuoxi/base/str.h"
#include "zuoxi/store/query.h"

enum status script_store_add(struct store *store, int64_t day, const char *badge, const char *kind,
                             const char *code, struct err *err)
{
    struct stmt *stmt;
    enum status status =
        db_prepare(store->db,
                   "INSERT INTO script_count (day, badge, kind, code, times) VALUES (?1, ?2, ?3, ?4, 1) "
                   "ON CONFLICT (day, badge, kind, code) DO UPDATE SET times = times + 1",
                   &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_int(stmt, 1, day);
    db_bind_text(stmt, 2, badge);
    db_bind_text(stmt, 3, kind);
    db_bind_text(stmt, 4, code);
    return db_run(stmt, err);
}

enum status script_store_list(struct store *store, const struct script_count *after, int64_t last,
                              struct script_count *rows, size_t max, size_t *count, struct err *err)
{
    struct stmt *stmt;
    bool row;
    *count = 0;
    enum status status = db_prepare(store->db, query_sql(QUERY_SCRIPT_COUNTS), &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_int(stmt, 1, after->day);
    db_bind_text(stmt, 2, after->badge);
    db_bind_text(stmt, 3, after->kind);
    db_bind_text(stmt, 4, after->code);
    db_bind_int(stmt, 5, last);
    db_bind_int(stmt, 6, (int64_t)max);
    while ((status = db_step(stmt, &row, err)) == STATUS_OK && row && *count < max) {
        struct script_count *found = &rows[(*count)++];
        found->day = db_int(stmt, 0);
        text_copy(found->badge, sizeof(found->badge), db_text(stmt, 1, NULL));
        text_copy(found->kind, sizeof(found->kind), db_text(stmt, 2, NULL));
        text_copy(found->code, sizeof(found->code), db_text(stmt, 3, NULL));
        found->times = db_int(stmt, 4);
    }
    db_reset(stmt);
    return status;
}
