#include "zuoxi/store/distinct_store.h"

#include "store_private.h"
#include "zuoxi/store/query.h"

static struct distinct_pair pair_of(int64_t one, int64_t other)
{
    return one < other ? (struct distinct_pair){one, other} : (struct distinct_pair){other, one};
}

static void bind_pair(struct stmt *stmt, struct distinct_pair pair)
{
    db_bind_int(stmt, 1, pair.one_id);
    db_bind_int(stmt, 2, pair.other_id);
}

enum status distinct_store_has(struct store *store, int64_t one, int64_t other, bool *has, struct err *err)
{
    struct stmt *stmt;
    *has = false;
    enum status status = db_prepare(
        store->db, "SELECT 1 FROM customer_distinct WHERE one_id = ?1 AND other_id = ?2", &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    bind_pair(stmt, pair_of(one, other));
    status = db_step(stmt, has, err);
    db_reset(stmt);
    return status;
}

enum status distinct_store_set(struct store *store, int64_t one, int64_t other, bool is_distinct,
                               const char *badge, bool *changed, struct err *err)
{
    struct stmt *stmt;
    enum status status =
        db_prepare(store->db,
                   is_distinct ? "INSERT INTO customer_distinct (one_id, other_id, at, badge) "
                                 "VALUES (?1, ?2, ?3, ?4) ON CONFLICT (one_id, other_id) DO NOTHING"
                               : "DELETE FROM customer_distinct WHERE one_id = ?1 AND other_id = ?2",
                   &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    bind_pair(stmt, pair_of(one, other));
    if (is_distinct) {
        db_bind_int(stmt, 3, clock_now(store->clock));
        db_bind_text(stmt, 4, badge);
    }
    status = db_run(stmt, err);
    *changed = status == STATUS_OK && db_changed(store->db) > 0;
    return status;
}

enum status distinct_store_list(struct store *store, const struct distinct_pair *after, size_t max,
                                struct distinct_pair *pairs, size_t *count, struct err *err)
{
    struct stmt *stmt;
    bool row = false;
    *count = 0;
    enum status status = db_prepare(store->db, query_sql(QUERY_DISTINCT), &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    bind_pair(stmt, *after);
    db_bind_int(stmt, 3, (int64_t)max);
    while (*count < max && (status = db_step(stmt, &row, err)) == STATUS_OK && row) {
        pairs[(*count)++] = (struct distinct_pair){db_int(stmt, 0), db_int(stmt, 1)};
    }
    db_reset(stmt);
    return status;
}
