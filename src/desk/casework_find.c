/* Which case a typed number means. */

#include <stdlib.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/desk/casework.h"
#include "zuoxi/store/record.h"

#define CANDIDATES_MAX 10

/* "有多个工单：20261121-0007 20251121-0007" */
static enum status list_candidates(struct desk *desk, const char *number, const int64_t *ids, size_t count,
                                   struct err *err)
{
    struct str text = {0};
    struct case_record *record = mem_new(1, sizeof(*record));
    for (size_t i = 0; i < count; i++) {
        if (record_load(desk->store, &case_record_fields, ids[i], record, NULL) == STATUS_OK) {
            str_printf(&text, " %s", record->number);
        }
    }
    err_set(err, STATUS_INVALID, _("编号 %s 对应多个工单：%s"), number, str_text(&text));
    free(record);
    str_free(&text);
    return err_advise(err, _("请输入完整编号"));
}

/* An old case keeps the number that another program gave it. */
static bool find_foreign(struct desk *desk, const char *number, int64_t *case_id)
{
    struct case_record *record = mem_new(1, sizeof(*record));
    bool is_found =
        record_find(desk->store, &case_record_fields, "number", number, record, NULL) == STATUS_OK;
    *case_id = is_found ? record->head.id : 0;
    free(record);
    return is_found;
}

enum status casework_find_number(struct desk *desk, const char *number, int64_t *case_id, struct err *err)
{
    int date, sequence;
    int64_t ids[CANDIDATES_MAX];
    size_t count = 0;
    *case_id = 0;
    enum status status = desk_allow(desk, RIGHT_CASE_READ, err);
    if (status != STATUS_OK) {
        return status;
    }
    if (!case_number_parse(number, &date, &sequence)) {
        if (find_foreign(desk, number, case_id)) {
            return STATUS_OK;
        }
        err_set(err, STATUS_INVALID, _("“%s”不是工单号"), number);
        return err_advise(err, _("写法如 20261121-0007、1121-0007 或 7"));
    }
    status = case_store_by_number(desk->store, date, sequence, ids, CANDIDATES_MAX, &count, err);
    if (status != STATUS_OK) {
        return status;
    }
    if (count == 0) {
        return err_set(err, STATUS_NOT_FOUND, _("没有工单 %s"), number);
    }
    if (count > 1) {
        return list_candidates(desk, number, ids, count, err);
    }
    *case_id = ids[0];
    return STATUS_OK;
}
