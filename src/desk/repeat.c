#include "zuoxi/desk/repeat.h"

#include <stdlib.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/domain/phone.h"

static int open_then_newest(const void *left, const void *right)
{
    const struct history_row *a = left, *b = right;
    if (a->is_open != b->is_open) {
        return a->is_open ? -1 : 1;
    }
    return a->id < b->id ? 1 : a->id > b->id ? -1 : 0;
}

static bool has_row(const struct history_row *rows, size_t count, int64_t id)
{
    for (size_t i = 0; i < count; i++) {
        if (rows[i].id == id) {
            return true;
        }
    }
    return false;
}

/* Append the newest cases of a customer, or of a phone, that are not there yet. */
static enum status add_cases(struct desk *desk, int64_t customer_id, const char *phone, size_t max,
                             struct history_row *rows, size_t *count, struct err *err)
{
    struct history_row *more = mem_new(max, sizeof(*more));
    size_t found = 0;
    enum status status = case_store_history(desk->store, customer_id, phone, max, more, &found, err);
    for (size_t i = 0; status == STATUS_OK && i < found; i++) {
        if (!has_row(rows, *count, more[i].id)) {
            rows[(*count)++] = more[i];
        }
    }
    free(more);
    return status;
}

enum status repeat_history(struct desk *desk, const struct case_record *record, size_t max,
                           struct history_row *rows, size_t *count, struct err *err)
{
    char digits[PHONE_SIZE];
    size_t found = 0;
    *count = 0;
    enum status status = desk_allow(desk, RIGHT_CASE_READ, err);
    if (status != STATUS_OK) {
        return status;
    }
    struct history_row *all = mem_new(2 * max, sizeof(*all));
    if (record->customer_id != 0) {
        status = add_cases(desk, record->customer_id, "", max, all, &found, err);
    }
    if (status == STATUS_OK && phone_normalise(record->phone, digits) && digits[0] != '\0') {
        status = add_cases(desk, 0, digits, max, all, &found, err);
    }
    qsort(all, found, sizeof(*all), open_then_newest);
    for (size_t i = 0; status == STATUS_OK && i < found && i < max; i++) {
        rows[(*count)++] = all[i];
    }
    free(all);
    return status;
}

size_t repeat_count(const struct desk *desk, const struct history_row *rows, size_t count)
{
    int64_t since = clock_now(desk->clock) - (int64_t)desk->settings->repeat_days * 86400;
    size_t within = 0;
    for (size_t i = 0; i < count; i++) {
        within += rows[i].accepted_at > since;
    }
    return within;
}

enum status repeat_chases(struct desk *desk, int64_t case_id, int64_t *count, struct err *err)
{
    enum status status = desk_allow(desk, RIGHT_CASE_READ, err);
    *count = 0;
    return status == STATUS_OK ? case_store_chases(desk->store, case_id, count, err) : status;
}
