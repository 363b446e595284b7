#include "zuoxi/store/followup_store.h"

#include <string.h>

#include "store_private.h"
#include "zuoxi/store/query.h"

static enum status read_place(struct store *store, enum query query, const char *place, size_t max,
                              struct followup *followups, size_t *count, struct err *err)
{
    struct stmt *stmt;
    *count = 0;
    enum status status = db_prepare(store->db, query_sql(query), &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_borrowed(stmt, 1, place, strlen(place));
    db_bind_int(stmt, 2, (int64_t)max);
    return store_read_records(store, &followup_fields, stmt, followups, max, count, err);
}

enum status followup_store_list(struct store *store, const char *place, size_t max,
                                struct followup *followups, size_t *count, struct err *err)
{
    return read_place(store, QUERY_FOLLOWUPS, place, max, followups, count, err);
}

enum status followup_store_last(struct store *store, const char *place, struct followup *last,
                                struct err *err)
{
    size_t count;
    *last = (struct followup){0};
    return read_place(store, QUERY_FOLLOWUP_LAST, place, 1, last, &count, err);
}
