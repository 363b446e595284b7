#include "casework_details.h"

#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/desk/correct.h"
#include "zuoxi/desk/promise.h"
#include "zuoxi/domain/mask.h"
#include "zuoxi/store/record.h"

static enum status load_kind(struct desk *desk, const struct detail_kind *kind, int64_t owner_id,
                             struct details *details, struct err *err)
{
    int64_t after = 0;
    for (size_t i = 0; i < kind->most; i++) {
        struct record_head *head = detail_record(kind, details, i);
        struct err local;
        enum status status = record_owned(desk->store, kind->fields, owner_id, after, head, &local);
        if (status == STATUS_NOT_FOUND) {
            return STATUS_OK;
        }
        if (status != STATUS_OK) {
            *err = local;
            return status;
        }
        after = head->id;
    }
    return STATUS_OK;
}

enum status details_load(struct desk *desk, enum detail_owner owner, int64_t owner_id,
                         struct details *details, struct err *err)
{
    enum status status = STATUS_OK;
    for (size_t k = 0; k < detail_kind_count && status == STATUS_OK; k++) {
        if (detail_kinds[k].owner == owner) {
            status = load_kind(desk, &detail_kinds[k], owner_id, details, err);
        }
    }
    return status;
}

enum status details_check(const struct desk *desk, const struct detail_kind *kind,
                          const struct details *details, char name[DETAIL_NAME_SIZE], struct err *err)
{
    for (size_t i = 0; i < kind->most; i++) {
        const void *record = detail_record_const(kind, details, i);
        const struct field *first = NULL;
        enum status status = field_check(kind->fields, record, &first, err);
        if (status == STATUS_OK) {
            status = profile_check_codes(desk->profile, kind->fields, record, &first, err);
        }
        if (status != STATUS_OK) {
            if (name != NULL) {
                text_format(name, DETAIL_NAME_SIZE, "%s.%s", kind->fields->record, first->name);
            }
            return status;
        }
    }
    return STATUS_OK;
}

static bool differs(const struct field_table *table, const void *left, const void *right)
{
    for (size_t i = 0; i < table->count; i++) {
        if (field_differs(&table->fields[i], left, right)) {
            return true;
        }
    }
    return false;
}

static enum status insert(struct desk *desk, const struct detail_kind *kind, int64_t owner_id, size_t index,
                          void *record, struct err *err)
{
    const struct field *position = field_find(kind->fields, "position");
    char action[40];
    *field_reference(field_find(kind->fields, kind->fields->owner), record) = owner_id;
    if (position != NULL) {
        *field_optional(position, record) = (struct optional){.value = (int64_t)index + 1, .given = true};
    }
    *(struct record_head *)record = (struct record_head){0};
    text_format(action, sizeof(action), "%s.save", kind->fields->record);
    enum status status = record_insert(desk->store, kind->fields, record, err);
    return status != STATUS_OK
               ? status
               : desk_audit(desk, action, kind->fields->record, ((struct record_head *)record)->id,
                            kind->fields, NULL, record, NULL, err);
}

static enum status update(struct desk *desk, const struct field_table *table, const void *before, void *after,
                          struct err *err)
{
    char action[40];
    text_format(action, sizeof(action), "%s.edit", table->record);
    *(struct record_head *)after = *(const struct record_head *)before;
    enum status status = record_update(desk->store, table, before, after, NULL, err);
    return status != STATUS_OK
               ? status
               : desk_audit(desk, action, table->record, ((const struct record_head *)before)->id, table,
                            before, after, NULL, err);
}

static enum status write_one(struct desk *desk, const struct detail_kind *kind, int64_t owner_id,
                             size_t index, const struct details *before, struct details *after,
                             struct err *err)
{
    void *record = detail_record(kind, after, index);
    const void *stored = before == NULL ? NULL : detail_record_const(kind, before, index);
    if (stored == NULL || ((const struct record_head *)stored)->id == 0) {
        return detail_is_empty(kind, record) ? STATUS_OK : insert(desk, kind, owner_id, index, record, err);
    }
    return differs(kind->fields, stored, record) ? update(desk, kind->fields, stored, record, err)
                                                 : STATUS_OK;
}

/* A repair's appointment that is new, another one, or none any more is so on the desk, too (R1.6). */
static enum status follow_visit(struct desk *desk, int64_t case_id, const struct details *before,
                                const struct details *after, struct err *err)
{
    static const struct optional none;
    const struct optional *at = &after->repair.appointed_from;
    const struct optional *was = before != NULL ? &before->repair.appointed_from : &none;
    bool differs = at->given != was->given || (at->given && at->value != was->value);
    return differs ? promise_visit(desk, case_id, at, at->given ? _("改约") : _("预约取消"), err) : STATUS_OK;
}

enum status details_write(struct desk *desk, enum detail_owner owner, int64_t owner_id,
                          const struct details *before, struct details *after, struct err *err)
{
    enum status status =
        owner == DETAIL_OF_CASE ? follow_visit(desk, owner_id, before, after, err) : STATUS_OK;
    for (size_t k = 0; k < detail_kind_count; k++) {
        const struct detail_kind *kind = &detail_kinds[k];
        for (size_t i = 0; i < kind->most && kind->owner == owner && status == STATUS_OK; i++) {
            status = write_one(desk, kind, owner_id, i, before, after, err);
        }
    }
    return status;
}

void details_describe(const struct profile *profile, const struct field_table *table, const void *before,
                      const void *after, struct str *said)
{
    for (size_t i = 0; i < table->count; i++) {
        const struct field *field = &table->fields[i];
        char from[80], to[80];
        if (!field_differs(field, before, after)) {
            continue;
        }
        str_add(said, said->length > 0 ? "；" : "");
        if (field->kind == FIELD_LONG || mask_hides(field, (struct mask_sight){0})) {
            str_printf(said, _("%s已修改"), _(field->label));
            continue;
        }
        str_printf(said, "%s：", _(field->label));
        if (field->kind == FIELD_CODE) {
            str_printf(said, "%s→%s",
                       profile_label(profile, field->set, field_text_const(field, before), from),
                       profile_label(profile, field->set, field_text_const(field, after), to));
        } else {
            field_format(field, before, said);
            str_add(said, "→");
            field_format(field, after, said);
        }
    }
}

/* Three-way, record by record: before → after into what is stored now. */
static enum status merge(struct desk *desk, enum detail_owner owner, const struct details *before,
                         const struct details *after, const struct details *current, struct details *merged,
                         struct str *said, struct err *err)
{
    enum status status = STATUS_OK;
    *merged = *current;
    for (size_t k = 0; k < detail_kind_count; k++) {
        const struct detail_kind *kind = &detail_kinds[k];
        for (size_t i = 0; i < kind->most && kind->owner == owner && status == STATUS_OK; i++) {
            const void *stored = detail_record_const(kind, current, i);
            void *result = detail_record(kind, merged, i);
            status = correct_merge(kind->fields, detail_record_const(kind, before, i),
                                   detail_record_const(kind, after, i), stored, result, err);
            if (status == STATUS_OK && said != NULL) {
                details_describe(desk->profile, kind->fields, stored, result, said);
            }
        }
    }
    return status;
}

enum status details_correct(struct desk *desk, enum detail_owner owner, int64_t owner_id,
                            const struct details *before, const struct details *after, struct str *said,
                            struct err *err)
{
    struct details *current = mem_new(1, sizeof(*current)), *merged = mem_new(1, sizeof(*merged));
    enum status status = details_load(desk, owner, owner_id, current, err);
    if (status == STATUS_OK) {
        status = merge(desk, owner, before, after, current, merged, said, err);
    }
    for (size_t k = 0; k < detail_kind_count && status == STATUS_OK; k++) {
        if (detail_kinds[k].owner == owner) {
            status = details_check(desk, &detail_kinds[k], merged, NULL, err);
        }
    }
    if (status == STATUS_OK) {
        status = details_write(desk, owner, owner_id, current, merged, err);
    }
    free(current);
    free(merged);
    return status;
}
