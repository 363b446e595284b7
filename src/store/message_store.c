#include "zuoxi/store/message_store.h"

#include "store_private.h"
#include "zuoxi/store/query.h"
#include "zuoxi/store/record.h"

enum status message_store_open(struct store *store, const char *recipient, struct message *messages,
                               size_t max, size_t *count, struct err *err)
{
    struct stmt *stmt;
    *count = 0;
    enum status status = db_prepare(store->db, query_sql(QUERY_MESSAGES), &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_text(stmt, 1, recipient);
    db_bind_int(stmt, 2, (int64_t)max);
    return store_read_records(store, &message_fields, stmt, messages, max, count, err);
}
