#include "zuoxi/desk/correct.h"

#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/domain/field_merge.h"
#include "zuoxi/domain/profile.h"
#include "zuoxi/store/record.h"

enum status correct_merge(const struct field_table *table, const void *before, const void *after,
                          const void *current, void *merged, struct err *err)
{
    memcpy(merged, current, table->size);
    for (size_t i = 0; i < table->count; i++) {
        const struct field *field = &table->fields[i];
        enum merge_side side = field_merge_side(table, field, before, after, current);
        if (side == MERGE_CLASH) {
            err_set(err, STATUS_CONFLICT, _("「%s」刚被他人改过"), _(field->label));
            err_where(err, "%s", field->name);
            return err_advise(err, _("请刷新后再改"));
        }
        if (side == MERGE_MINE) {
            memcpy((char *)merged + field->offset, (const char *)after + field->offset, field->size);
        }
    }
    return STATUS_OK;
}

static enum status write_record(struct desk *desk, const struct field_table *table, const char *action,
                                const void *current, void *merged, struct err *err)
{
    int changed = 0;
    enum status status = field_check(table, merged, NULL, err);
    if (status == STATUS_OK) {
        status = profile_check_codes(desk->profile, table, merged, NULL, err);
    }
    if (status == STATUS_OK) {
        status = record_update(desk->store, table, current, merged, &changed, err);
    }
    if (status == STATUS_OK && changed > 0) {
        status = desk_audit(desk, action, table->record, ((const struct record_head *)merged)->id, table,
                            current, merged, NULL, err);
    }
    return status;
}

enum status correct_record(struct desk *desk, const struct field_table *table, const char *action,
                           const void *before, const void *after, void *merged, struct err *err)
{
    void *current = mem_new(1, table->size), *result = mem_new(1, table->size);
    int64_t id = ((const struct record_head *)before)->id;
    enum status status = record_load(desk->store, table, id, current, err);
    if (status == STATUS_OK) {
        status = correct_merge(table, before, after, current, result, err);
    }
    if (status == STATUS_OK) {
        status = write_record(desk, table, action, current, result, err);
    }
    if (status == STATUS_OK && merged != NULL) {
        memcpy(merged, result, table->size);
    }
    free(current);
    free(result);
    return status;
}
