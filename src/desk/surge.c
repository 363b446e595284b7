#include "zuoxi/desk/surge.h"

#include <stdlib.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/desk/privacy.h"

enum status surge_save(struct desk *desk, void *intake, int64_t *case_id, struct err *err)
{
    struct intake *copy = mem_new(1, sizeof(*copy));
    *copy = *(const struct intake *)intake;
    struct case_record *record = &copy->record;
    record->is_unfinished = true;
    if (record->content[0] == '\0') {
        char path[300];
        profile_category_path(desk->profile, record->type, record->category, path, sizeof(path));
        text_format(record->content, sizeof(record->content), _("高峰登记，待补全：%s"), path);
    }
    enum status status = intake_save(desk, copy, case_id, err);
    free(copy);
    return status;
}

enum status surge_list(struct desk *desk, int64_t after, size_t max, struct unfinished_row *rows,
                       size_t *count, struct err *err)
{
    *count = 0;
    enum status status = desk_allow(desk, RIGHT_CASE_READ, err);
    if (status == STATUS_OK) {
        status = case_store_unfinished(desk->store, after, max, rows, count, err);
    }
    for (size_t i = 0; status == STATUS_OK && i < *count; i++) {
        struct unfinished_row *row = &rows[i];
        privacy_hide_row(desk, privacy_tie(desk, row->owner, ""), row->phone, sizeof(row->phone),
                         row->address, sizeof(row->address));
    }
    return status;
}
