#include "zuoxi/store/pattern_store.h"

#include "store_private.h"
#include "zuoxi/base/text.h"
#include "zuoxi/store/query.h"

enum status pattern_store_list(struct store *store, struct pattern_row *rows, size_t *count, struct err *err)
{
    struct stmt *stmt;
    bool row;
    *count = 0;
    enum status status = db_prepare(store->db, query_sql(QUERY_PATTERNS), &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_int(stmt, 1, PATTERNS_MAX);
    while ((status = db_step(stmt, &row, err)) == STATUS_OK && row) {
        struct pattern_row *item = &rows[(*count)++];
        text_copy(item->name, sizeof(item->name), db_text(stmt, 0, NULL));
        item->people = (int)db_int(stmt, 1);
    }
    db_reset(stmt);
    return status;
}

enum status pattern_store_load(struct store *store, const char *name, struct roster_pattern *pattern,
                               struct err *err)
{
    struct stmt *stmt;
    bool row = false;
    enum status status = db_prepare(store->db, query_sql(QUERY_PATTERN), &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_text(stmt, 1, name);
    status = db_step(stmt, &row, err);
    if (status != STATUS_OK) {
        return status;
    }
    bool is_good = row && pattern_read(db_text(stmt, 0, NULL), pattern);
    db_reset(stmt);
    if (!is_good) {
        return row ? err_set(err, STATUS_CORRUPT, _("排班模板“%s”读不出来"), name)
                   : err_set(err, STATUS_NOT_FOUND, _("没有排班模板“%s”"), name);
    }
    text_copy(pattern->name, sizeof(pattern->name), name);
    return STATUS_OK;
}

enum status pattern_store_save(struct store *store, const struct roster_pattern *pattern, struct err *err)
{
    struct str plans = {0};
    struct stmt *stmt;
    enum status status = db_prepare(store->db,
                                    "INSERT INTO roster_pattern (name, people, plans) VALUES (?1, ?2, ?3) ON "
                                    "CONFLICT (name) DO UPDATE SET people = excluded.people, plans = "
                                    "excluded.plans",
                                    &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    pattern_write(pattern, &plans);
    db_bind_text(stmt, 1, pattern->name);
    db_bind_int(stmt, 2, (int64_t)pattern->people);
    db_bind_text(stmt, 3, str_text(&plans));
    status = db_run(stmt, err);
    str_free(&plans);
    return status;
}

enum status pattern_store_drop(struct store *store, const char *name, struct err *err)
{
    struct stmt *stmt;
    enum status status = db_prepare(store->db, "DELETE FROM roster_pattern WHERE name = ?1", &stmt, err);
    if (status == STATUS_OK) {
        db_bind_text(stmt, 1, name);
        status = db_run(stmt, err);
    }
    return status;
}
