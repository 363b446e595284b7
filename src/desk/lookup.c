#include "zuoxi/desk/lookup.h"

#include "zuoxi/store/record.h"

enum status lookup_customer(struct desk *desk, int64_t id, struct customer *customer, struct err *err)
{
    enum status status = desk_allow(desk, RIGHT_CUSTOMER_READ, err);
    if (status != STATUS_OK) {
        return status;
    }
    return record_load(desk->store, &customer_fields, id, customer, err);
}

enum status lookup_account(struct desk *desk, const char *prefix, size_t max, struct customer_row *rows,
                           size_t *count, struct err *err)
{
    *count = 0;
    enum status status = desk_allow(desk, RIGHT_CUSTOMER_READ, err);
    if (status != STATUS_OK) {
        return status;
    }
    return customer_store_by_account(desk->store, prefix, max, rows, count, err);
}
