/* The open cases as the desk lists, counts and watches them. */

#include "zuoxi/base/str.h"
#include "zuoxi/desk/casework.h"
#include "zuoxi/domain/phone.h"

/* A list shows whole numbers to those only who may see them. */
static void mask(const struct desk *desk, struct queue_row *rows, size_t count)
{
    for (size_t i = 0; i < count && !desk_has_right(desk, RIGHT_PHONE_SEE); i++) {
        char masked[PHONE_SIZE];
        phone_mask(rows[i].phone, masked);
        text_copy(rows[i].phone, sizeof(rows[i].phone), masked);
    }
}

enum status casework_queue(struct desk *desk, const struct queue_filter *filter,
                           const struct queue_row *after, size_t max, struct queue_row *rows, size_t *count,
                           struct err *err)
{
    *count = 0;
    enum status status = desk_allow(desk, RIGHT_CASE_READ, err);
    if (status == STATUS_OK) {
        status = case_store_queue(desk->store, filter, clock_now(desk->clock), after, max, rows, count, err);
    }
    mask(desk, rows, status == STATUS_OK ? *count : 0);
    return status;
}

enum status casework_queue_row(struct desk *desk, int64_t case_id, struct queue_row *row, struct err *err)
{
    enum status status = desk_allow(desk, RIGHT_CASE_READ, err);
    if (status == STATUS_OK) {
        status = case_store_queue_row(desk->store, case_id, row, err);
    }
    mask(desk, row, status == STATUS_OK);
    return status;
}

enum status casework_counts(struct desk *desk, struct queue_counts *counts, struct err *err)
{
    *counts = (struct queue_counts){0};
    enum status status = desk_allow(desk, RIGHT_CASE_READ, err);
    return status == STATUS_OK ? case_store_counts(desk->store, clock_now(desk->clock), counts, err) : status;
}

enum status casework_risen(struct desk *desk, int64_t since, int64_t now, struct queue_risen *risen,
                           struct err *err)
{
    *risen = (struct queue_risen){0};
    enum status status = desk_allow(desk, RIGHT_CASE_READ, err);
    return status == STATUS_OK ? case_store_risen(desk->store, since, now, risen, err) : status;
}
