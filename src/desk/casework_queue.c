/* The open cases as the desk lists, counts and watches them. */

#include "zuoxi/desk/casework.h"
#include "zuoxi/desk/privacy.h"

static void mask(const struct desk *desk, struct queue_row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct queue_row *row = &rows[i];
        privacy_hide_row(desk, privacy_tie(desk, row->owner, row->keeper), row->phone, sizeof(row->phone),
                         row->address, sizeof(row->address));
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
