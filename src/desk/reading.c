#include "zuoxi/desk/reading.h"

#include <stdlib.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/store/record.h"

static enum status check_exists(struct desk *desk, const struct reading_request *request, struct err *err)
{
    void *record = mem_new(1, request->table->size);
    enum status status = record_load(desk->store, request->table, request->id, record, err);
    free(record);
    return status;
}

enum status reading_sign(struct desk *desk, void *argument, int64_t *result, struct err *err)
{
    const struct reading_request *request = argument;
    struct reading_row row = {.at = clock_now(desk->clock)};
    *result = request->id;
    enum status status = desk_allow(desk, RIGHT_READING_SIGN, err);
    if (status == STATUS_OK) {
        status = check_exists(desk, request, err);
    }
    text_copy(row.badge, sizeof(row.badge), desk->actor.badge);
    text_copy(row.note, sizeof(row.note), request->note);
    if (status == STATUS_OK) {
        status = reading_store_add(desk->store, request->table->record, request->id, &row, err);
    }
    if (status == STATUS_OK) {
        status = desk_audit(desk, "reading.sign", request->table->record, request->id, NULL, NULL, NULL,
                            row.note, err);
    }
    return status;
}

enum status reading_list(struct desk *desk, const struct field_table *table, int64_t id,
                         struct reading_row rows[READINGS_MAX], size_t *count, struct err *err)
{
    *count = 0;
    enum status status = desk_allow(desk, RIGHT_CASE_READ, err);
    return status == STATUS_OK
               ? reading_store_list(desk->store, table->record, id, rows, READINGS_MAX, count, err)
               : status;
}
