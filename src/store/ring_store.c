#include "zuoxi/store/ring_store.h"

#include <string.h>

#include "store_private.h"
#include "zuoxi/base/str.h"
#include "zuoxi/base/text.h"
#include "zuoxi/store/query.h"
#include "zuoxi/store/record.h"

enum status ring_store_newest(struct store *store, const char *phone, struct ring *ring, struct err *err)
{
    int64_t id = 0;
    bool found = false;
    enum status status = store_read_int(store, query_sql(QUERY_RING_PHONE), phone, &id, &found, err);
    if (status == STATUS_OK && !found) {
        return err_set(err, STATUS_NOT_FOUND, _("这个号码没有来过电话"));
    }
    return status == STATUS_OK ? record_load(store, &ring_fields, id, ring, err) : status;
}

/* The calls of an open-ring query, bound ?1 = time, ?2 = how many. */
static enum status read_rings(struct store *store, enum query query, int64_t time, struct ring *rings,
                              size_t max, size_t *count, struct err *err)
{
    struct stmt *stmt;
    *count = 0;
    enum status status = db_prepare(store->db, query_sql(query), &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_int(stmt, 1, time);
    db_bind_int(stmt, 2, (int64_t)max);
    return store_read_records(store, &ring_fields, stmt, rings, max, count, err);
}

enum status ring_store_open(struct store *store, int64_t since, struct ring *rings, size_t max, size_t *count,
                            struct err *err)
{
    return read_rings(store, QUERY_RING_OPEN, since, rings, max, count, err);
}

enum status ring_store_lifted(struct store *store, int64_t since, struct ring *rings, size_t max,
                              size_t *count, struct err *err)
{
    return read_rings(store, QUERY_RING_LIFTED, since, rings, max, count, err);
}

enum status ring_store_stale(struct store *store, int64_t before, struct ring *rings, size_t max,
                             size_t *count, struct err *err)
{
    return read_rings(store, QUERY_RING_STALE, before, rings, max, count, err);
}

enum status seat_store_find(struct store *store, const char *badge, struct seat *seat, struct err *err)
{
    struct stmt *stmt;
    bool row = false;
    *seat = (struct seat){.state = SEAT_OUT};
    text_copy(seat->badge, sizeof(seat->badge), badge);
    enum status status = db_prepare(store->db, query_sql(QUERY_SEAT), &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_text(stmt, 1, badge);
    status = db_step(stmt, &row, err);
    if (status != STATUS_OK) {
        return status;
    }
    if (row) {
        seat->state = seat_state_parse(db_text(stmt, 0, NULL));
        seat->since = db_int(stmt, 1);
        seat->pid = db_int(stmt, 2);
    }
    db_reset(stmt);
    return STATUS_OK;
}

enum status seat_store_set(struct store *store, const struct seat *seat, struct err *err)
{
    struct stmt *stmt;
    enum status status =
        db_prepare(store->db,
                   "INSERT INTO seat (badge, state, since, pid) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (badge) "
                   "DO UPDATE SET state = excluded.state, since = excluded.since, pid = excluded.pid",
                   &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_text(stmt, 1, seat->badge);
    db_bind_text(stmt, 2, seat_state_code(seat->state));
    db_bind_int(stmt, 3, seat->since);
    db_bind_int(stmt, 4, seat->pid);
    return db_run(stmt, err);
}
