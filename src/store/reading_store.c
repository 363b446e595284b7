#include "zuoxi/store/reading_store.h"

#include "store_private.h"
#include "zuoxi/base/text.h"
#include "zuoxi/store/query.h"

enum status reading_store_add(struct store *store, const char *object, int64_t id,
                              const struct reading_row *row, struct err *err)
{
    struct stmt *stmt;
    enum status status = db_prepare(
        store->db,
        "INSERT INTO reading_mark (object, object_id, at, badge, note) VALUES (?1, ?2, ?3, ?4, ?5) "
        "ON CONFLICT (object, object_id, at, badge) DO UPDATE SET note = excluded.note",
        &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_text(stmt, 1, object);
    db_bind_int(stmt, 2, id);
    db_bind_int(stmt, 3, row->at);
    db_bind_text(stmt, 4, row->badge);
    db_bind_text(stmt, 5, row->note);
    return db_run(stmt, err);
}

enum status reading_store_list(struct store *store, const char *object, int64_t id, struct reading_row *rows,
                               size_t max, size_t *count, struct err *err)
{
    struct stmt *stmt;
    bool row;
    *count = 0;
    enum status status = db_prepare(store->db, query_sql(QUERY_READING_MARKS), &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_text(stmt, 1, object);
    db_bind_int(stmt, 2, id);
    db_bind_int(stmt, 3, (int64_t)max);
    while ((status = db_step(stmt, &row, err)) == STATUS_OK && row) {
        struct reading_row *mark = &rows[(*count)++];
        mark->at = db_int(stmt, 0);
        text_copy(mark->badge, sizeof(mark->badge), db_text(stmt, 1, NULL));
        text_copy(mark->note, sizeof(mark->note), db_text(stmt, 2, NULL));
    }
    db_reset(stmt);
    return status;
}
