#include "zuoxi/desk/reveal.h"

#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/base/utf8.h"
#include "zuoxi/desk/task.h"
#include "zuoxi/domain/case_record.h"
#include "zuoxi/domain/contact.h"
#include "zuoxi/domain/customer.h"
#include "zuoxi/domain/promise.h"
#include "zuoxi/store/record.h"

/* What can be revealed, and the right to the work for which its form shows it whole. */
static const struct kind {
    const struct field_table *table;
    enum right read, work;
} kinds[] = {
    {&case_record_fields, RIGHT_CASE_READ, RIGHT_CASE_EDIT},
    {&contact_fields, RIGHT_CASE_READ, RIGHT_CONTACT_SAVE},
    {&customer_fields, RIGHT_CUSTOMER_READ, RIGHT_CUSTOMER_EDIT},
    {&promise_fields, RIGHT_CASE_READ, RIGHT_CONTACT_SAVE},
};

struct look {
    const struct kind *kind;
    enum reveal_way way;
    int64_t id;
    const char *reason;
    void *record; /* owned by who made it */
};

static const struct kind *find_kind(const char *object)
{
    for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
        if (strcmp(kinds[i].table->record, object) == 0) {
            return &kinds[i];
        }
    }
    return NULL;
}

static enum status check(struct desk *desk, const struct look *look, struct err *err)
{
    if (look->kind == NULL) {
        return err_set(err, STATUS_BUG, _("这种记录没有要显示的号码"));
    }
    enum status status =
        desk_allow(desk, look->way == REVEAL_ASKED ? RIGHT_PHONE_REVEAL : look->kind->work, err);
    if (status == STATUS_OK) {
        status = desk_allow(desk, look->kind->read, err);
    }
    if (status == STATUS_OK && strspn(look->reason, " \t\n") == strlen(look->reason)) {
        return err_set(err, STATUS_INVALID, _("请说明为什么要看完整号码"));
    }
    if (status == STATUS_OK && utf8_count(look->reason) > REVEAL_REASON_MAX) {
        return err_set(err, STATUS_INVALID, _("原因太长，最多%d个字"), REVEAL_REASON_MAX);
    }
    return status;
}

/* task_work */
static enum status write_line(struct desk *desk, void *argument, int64_t *result, struct err *err)
{
    const struct look *look = argument;
    *result = look->id;
    enum status status = check(desk, look, err);
    if (status == STATUS_OK) {
        status = record_load(desk->store, look->kind->table, look->id, look->record, err);
    }
    return status == STATUS_OK ? desk_audit(desk, "phone.reveal", look->kind->table->record, look->id, NULL,
                                            NULL, NULL, look->reason, err)
                               : status;
}

static enum status run(struct desk *desk, struct look *look, int64_t limit_ms, struct err *err)
{
    enum status status = check(desk, look, err);
    if (status == STATUS_OK) {
        look->record = mem_new(1, look->kind->table->size);
        status = task_run(desk, write_line, look, NULL, limit_ms, NULL, err);
    }
    return status;
}

enum status reveal_note(struct desk *desk, enum reveal_way way, const char *object, int64_t id,
                        const char *reason, int64_t limit_ms, struct err *err)
{
    struct look look = {.kind = find_kind(object), .way = way, .id = id, .reason = reason};
    enum status status = run(desk, &look, limit_ms, err);
    free(look.record);
    return status;
}

enum status reveal_tell(struct desk *desk, const char *object, int64_t id, const char *reason,
                        int64_t limit_ms, struct str *out, struct err *err)
{
    struct look look = {.kind = find_kind(object), .way = REVEAL_ASKED, .id = id, .reason = reason};
    enum status status = run(desk, &look, limit_ms, err);
    for (size_t i = 0; status == STATUS_OK && i < look.kind->table->count; i++) {
        const struct field *field = &look.kind->table->fields[i];
        bool is_told = strcmp(field->name, "name") == 0 || strcmp(field->name, "caller") == 0 ||
                       (field->flags & (FIELD_PHONE | FIELD_ADDRESS)) != 0;
        if (is_told && !field_is_empty(field, look.record)) {
            char phone[PHONE_SIZE];
            const char *value = field_text_const(field, look.record);
            if ((field->flags & FIELD_PHONE) != 0) {
                phone_group(value, phone);
                value = phone;
            }
            str_printf(out, "%s  %s\n", _(field->label), value);
        }
    }
    free(look.record);
    return status;
}
