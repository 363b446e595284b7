#include "zuoxi/store/cluster_store.h"

#include "store_private.h"
#include "zuoxi/base/str.h"
#include "zuoxi/base/text.h"
#include "zuoxi/store/notice_store.h"
#include "zuoxi/store/query.h"

enum status cluster_store_remember(struct store *store, const char *place, const char *category,
                                   const struct recent_case *recent, struct err *err)
{
    struct stmt *stmt;
    enum status status = db_prepare(store->db,
                                    "INSERT INTO recent_case (place, at, case_id, category, building) "
                                    "VALUES (?1, ?2, ?3, ?4, ?5)",
                                    &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_text(stmt, 1, place);
    db_bind_int(stmt, 2, recent->at);
    db_bind_int(stmt, 3, recent->case_id);
    db_bind_text(stmt, 4, category);
    db_bind_text(stmt, 5, recent->building);
    return db_run(stmt, err);
}

enum status cluster_store_recent(struct store *store, const char *place, const char *category, int64_t since,
                                 struct recent_case *rows, size_t max, size_t *count, struct err *err)
{
    struct stmt *stmt;
    bool row;
    *count = 0;
    enum status status = db_prepare(store->db, query_sql(QUERY_CLUSTER_RECENT), &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_text(stmt, 1, place);
    db_bind_int(stmt, 2, since);
    db_bind_int(stmt, 3, (int64_t)max);
    db_bind_text(stmt, 4, category);
    while ((status = db_step(stmt, &row, err)) == STATUS_OK && row) {
        struct recent_case *recent = &rows[(*count)++];
        recent->case_id = db_int(stmt, 0);
        recent->at = db_int(stmt, 1);
        text_copy(recent->building, sizeof(recent->building), db_text(stmt, 2, NULL));
    }
    db_reset(stmt);
    return status;
}

enum status cluster_store_forget(struct store *store, int64_t before, struct err *err)
{
    struct stmt *stmt;
    enum status status = db_prepare(store->db, "DELETE FROM recent_case WHERE at < ?1", &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_int(stmt, 1, before);
    return db_run(stmt, err);
}

enum status cluster_store_live(struct store *store, const char *place, const char *category, int64_t since,
                               int64_t *id, struct err *err)
{
    struct stmt *stmt;
    bool row = false;
    *id = 0;
    enum status status = db_prepare(store->db, query_sql(QUERY_CLUSTER_LIVE), &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_text(stmt, 1, place);
    db_bind_text(stmt, 2, category);
    db_bind_int(stmt, 3, since);
    status = db_step(stmt, &row, err);
    if (status == STATUS_OK && row) {
        *id = db_int(stmt, 0);
    }
    db_reset(stmt);
    return status;
}

enum status cluster_store_raise(struct store *store, struct cluster *cluster, struct err *err)
{
    struct stmt *stmt;
    enum status status = store_next(store, "cluster", &cluster->id, err);
    if (status == STATUS_OK) {
        status = db_prepare(store->db,
                            "INSERT INTO cluster (id, place, is_station, station, category, type, first_at, "
                            "last_at, case_count, raised_at) "
                            "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
                            &stmt, err);
    }
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_int(stmt, 1, cluster->id);
    db_bind_text(stmt, 2, cluster->place);
    db_bind_int(stmt, 3, cluster->is_station);
    db_bind_text(stmt, 4, cluster->station);
    db_bind_text(stmt, 5, cluster->category);
    db_bind_text(stmt, 6, cluster->type);
    db_bind_int(stmt, 7, cluster->first_at);
    db_bind_int(stmt, 8, cluster->last_at);
    db_bind_int(stmt, 9, cluster->case_count);
    db_bind_int(stmt, 10, cluster->raised_at);
    status = db_run(stmt, err);
    return status == STATUS_OK ? notice_store_move_on(store, err) : status;
}

static enum status count_case(struct store *store, int64_t id, int64_t at, struct err *err)
{
    struct stmt *stmt;
    enum status status = db_prepare(
        store->db, "UPDATE cluster SET case_count = case_count + 1, last_at = max(last_at, ?2) WHERE id = ?1",
        &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_int(stmt, 1, id);
    db_bind_int(stmt, 2, at);
    status = db_run(stmt, err);
    return status == STATUS_OK ? notice_store_move_on(store, err) : status;
}

enum status cluster_store_add_case(struct store *store, int64_t id, int64_t case_id, int64_t at,
                                   bool is_counted, struct err *err)
{
    struct stmt *stmt;
    enum status status = db_prepare(
        store->db, "INSERT OR IGNORE INTO cluster_case (cluster_id, case_id) VALUES (?1, ?2)", &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_int(stmt, 1, id);
    db_bind_int(stmt, 2, case_id);
    status = db_run(stmt, err);
    return status == STATUS_OK && is_counted ? count_case(store, id, at, err) : status;
}

static void read_cluster(struct stmt *stmt, struct cluster *cluster)
{
    *cluster = (struct cluster){.id = db_int(stmt, 0), .is_station = db_int(stmt, 2) != 0};
    text_copy(cluster->place, sizeof(cluster->place), db_text(stmt, 1, NULL));
    text_copy(cluster->station, sizeof(cluster->station), db_text(stmt, 3, NULL));
    text_copy(cluster->category, sizeof(cluster->category), db_text(stmt, 4, NULL));
    text_copy(cluster->type, sizeof(cluster->type), db_text(stmt, 5, NULL));
    cluster->first_at = db_int(stmt, 6);
    cluster->last_at = db_int(stmt, 7);
    cluster->case_count = db_int(stmt, 8);
    cluster->raised_at = db_int(stmt, 9);
    cluster->seen_at = db_int(stmt, 10);
    cluster->handled_at = db_int(stmt, 11);
}

enum status cluster_store_list(struct store *store, int64_t since, struct cluster *rows, size_t max,
                               size_t *count, struct err *err)
{
    struct stmt *stmt;
    bool row;
    *count = 0;
    enum status status = db_prepare(store->db, query_sql(QUERY_CLUSTERS), &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_int(stmt, 1, since);
    db_bind_int(stmt, 2, (int64_t)max);
    while ((status = db_step(stmt, &row, err)) == STATUS_OK && row) {
        read_cluster(stmt, &rows[(*count)++]);
    }
    db_reset(stmt);
    return status;
}

enum status cluster_store_load(struct store *store, int64_t id, struct cluster *cluster, struct err *err)
{
    struct stmt *stmt;
    bool row = false;
    *cluster = (struct cluster){0};
    enum status status = db_prepare(store->db, query_sql(QUERY_CLUSTER), &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_int(stmt, 1, id);
    status = db_step(stmt, &row, err);
    if (status == STATUS_OK && row) {
        read_cluster(stmt, cluster);
    }
    db_reset(stmt);
    return status != STATUS_OK || row ? status : err_set(err, STATUS_NOT_FOUND, _("没有这条集中报修提醒"));
}

enum status cluster_store_cases(struct store *store, int64_t id, int64_t *ids, size_t max, size_t *count,
                                struct err *err)
{
    struct stmt *stmt;
    *count = 0;
    enum status status = db_prepare(store->db, query_sql(QUERY_CLUSTER_CASES), &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_int(stmt, 1, id);
    db_bind_int(stmt, 2, (int64_t)max);
    return store_read_ids(stmt, ids, max, count, err);
}

enum status cluster_store_mark(struct store *store, const struct cluster_mark *mark, struct err *err)
{
    static const char *const seen = "UPDATE cluster SET seen_at = ?2, seen_by = ?3 "
                                    "WHERE id = ?1 AND seen_at IS NULL";
    static const char *const handled =
        "UPDATE cluster SET handled_at = ?2, handled_by = ?3, notice_id = nullif(?4, 0), case_id = "
        "nullif(?5, 0), "
        "seen_at = coalesce(seen_at, ?2), seen_by = iif(seen_by = '', ?3, seen_by) "
        "WHERE id = ?1 AND handled_at IS NULL";
    struct stmt *stmt;
    enum status status = db_prepare(store->db, mark->is_handled ? handled : seen, &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_int(stmt, 1, mark->id);
    db_bind_int(stmt, 2, mark->at);
    db_bind_text(stmt, 3, mark->badge);
    if (mark->is_handled) {
        db_bind_int(stmt, 4, mark->notice_id);
        db_bind_int(stmt, 5, mark->case_id);
    }
    status = db_run(stmt, err);
    return status == STATUS_OK ? notice_store_move_on(store, err) : status;
}
