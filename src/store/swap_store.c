#include "zuoxi/store/swap_store.h"

#include "store_private.h"
#include "zuoxi/store/query.h"

enum status swap_store_list(struct store *store, int64_t before, size_t max, struct swap *swaps,
                            size_t *count, struct err *err)
{
    struct stmt *stmt;
    *count = 0;
    enum status status = db_prepare(store->db, query_sql(QUERY_SWAPS), &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_int(stmt, 1, before != 0 ? before : INT64_MAX);
    db_bind_int(stmt, 2, (int64_t)max);
    return store_read_records(store, &swap_fields, stmt, swaps, max, count, err);
}

enum status swap_store_approved(struct store *store, int64_t from, int64_t until, size_t max,
                                struct swap *swaps, size_t *count, struct err *err)
{
    struct stmt *stmt;
    *count = 0;
    enum status status = db_prepare(store->db, query_sql(QUERY_SWAPS_APPROVED), &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_int(stmt, 1, from);
    db_bind_int(stmt, 2, until);
    db_bind_int(stmt, 3, (int64_t)max);
    return store_read_records(store, &swap_fields, stmt, swaps, max, count, err);
}

enum status swap_store_waiting(struct store *store, size_t max, struct swap *swaps, size_t *count,
                               struct err *err)
{
    struct stmt *stmt;
    *count = 0;
    enum status status = db_prepare(store->db, query_sql(QUERY_SWAPS_WAITING), &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_int(stmt, 1, 0);
    db_bind_int(stmt, 2, (int64_t)max);
    return store_read_records(store, &swap_fields, stmt, swaps, max, count, err);
}
