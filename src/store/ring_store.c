#include "zuoxi/store/ring_store.h"

#include "store_private.h"
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
