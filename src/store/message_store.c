#include "zuoxi/store/message_store.h"

#include "store_private.h"
#include "zuoxi/store/query.h"
#include "zuoxi/store/record.h"

#define IDS_MAX 64

enum status message_store_open(struct store *store, const char *recipient, struct message *messages,
                               size_t max, size_t *count, struct err *err)
{
    struct stmt *stmt;
    int64_t ids[IDS_MAX];
    size_t found = 0;
    *count = 0;
    max = max < IDS_MAX ? max : IDS_MAX;
    enum status status = db_prepare(store->db, query_sql(QUERY_MESSAGES), &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_text(stmt, 1, recipient);
    db_bind_int(stmt, 2, (int64_t)max);
    status = store_read_ids(stmt, ids, max, &found, err);
    for (size_t i = 0; i < found && status == STATUS_OK; i++) {
        status = record_load(store, &message_fields, ids[i], &messages[*count], err);
        *count += status == STATUS_OK;
    }
    return status;
}
