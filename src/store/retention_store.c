#include "zuoxi/store/retention_store.h"

#include "seen.h"
#include "store_private.h"
#include "zuoxi/base/str.h"

#define BY_YEAR                                                                                              \
    "SELECT CAST(strftime('%Y', ended, 'unixepoch', 'localtime') AS INTEGER), count(*), sum(held) FROM "
#define HELD       "EXISTS (SELECT 1 FROM case_hold WHERE case_id = c.id) AS held "
#define IS_CLAIM   "c.type IN (SELECT value FROM json_each(?3))"
#define ENDED_SEEN "c.is_open = 0 AND c.closed_at < ?1 AND " CASE_SEEN_AS("c.")
#define IN_ORDER   " GROUP BY 1 ORDER BY 1 LIMIT ?2"

static const char *const counts[RETENTION_KINDS] = {
    [RETENTION_CASES] = BY_YEAR "(SELECT c.closed_at AS ended, " HELD "FROM case_record c WHERE " ENDED_SEEN
                                " AND NOT " IS_CLAIM ")" IN_ORDER,
    [RETENTION_COMPLAINTS] = BY_YEAR "(SELECT c.closed_at AS ended, " HELD
                                     "FROM case_record c WHERE " ENDED_SEEN " AND " IS_CLAIM ")" IN_ORDER,
    [RETENTION_CONTACTS] = BY_YEAR "(SELECT coalesce(answered_at, ended_at) AS ended, 0 AS held FROM contact "
                                   "WHERE case_id IS NULL AND coalesce(answered_at, ended_at) < ?1)" IN_ORDER,
};

enum status retention_store_years(struct store *store, enum retention_kind kind, const char *complaint_types,
                                  int64_t cutoff, struct retention_year years[RETENTION_YEARS], size_t *count,
                                  struct err *err)
{
    struct stmt *stmt;
    bool row;
    *count = 0;
    enum status status = db_prepare(store->db, counts[kind], &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_int(stmt, 1, cutoff);
    db_bind_int(stmt, 2, RETENTION_YEARS);
    if (kind != RETENTION_CONTACTS) {
        db_bind_text(stmt, 3, complaint_types);
    }
    while ((status = db_step(stmt, &row, err)) == STATUS_OK && row) {
        years[(*count)++] = (struct retention_year){
            .year = (int)db_int(stmt, 0), .count = db_int(stmt, 1), .held = db_int(stmt, 2)};
    }
    db_reset(stmt);
    return status;
}

enum status retention_store_hold(struct store *store, const struct case_hold *hold, struct err *err)
{
    struct stmt *stmt;
    enum status status =
        db_prepare(store->db,
                   "INSERT INTO case_hold (case_id, at, badge, reason) VALUES (?1, ?2, ?3, ?4) "
                   "ON CONFLICT (case_id) DO UPDATE SET at = excluded.at, "
                   "badge = excluded.badge, reason = excluded.reason",
                   &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_int(stmt, 1, hold->case_id);
    db_bind_int(stmt, 2, hold->at);
    db_bind_text(stmt, 3, hold->badge);
    db_bind_text(stmt, 4, hold->reason);
    return db_run(stmt, err);
}

enum status retention_store_release(struct store *store, int64_t case_id, struct err *err)
{
    struct stmt *stmt;
    enum status status = db_prepare(store->db, "DELETE FROM case_hold WHERE case_id = ?1", &stmt, err);
    if (status == STATUS_OK) {
        db_bind_int(stmt, 1, case_id);
        status = db_run(stmt, err);
    }
    return status;
}

enum status retention_store_of(struct store *store, int64_t case_id, struct case_hold *hold, struct err *err)
{
    struct stmt *stmt;
    bool row = false;
    *hold = (struct case_hold){.case_id = case_id};
    enum status status =
        db_prepare(store->db, "SELECT at, badge, reason FROM case_hold WHERE case_id = ?1", &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_int(stmt, 1, case_id);
    status = db_step(stmt, &row, err);
    if (status == STATUS_OK && row) {
        hold->at = db_int(stmt, 0);
        text_copy(hold->badge, sizeof(hold->badge), db_text(stmt, 1, NULL));
        text_copy(hold->reason, sizeof(hold->reason), db_text(stmt, 2, NULL));
    }
    db_reset(stmt);
    return status;
}
