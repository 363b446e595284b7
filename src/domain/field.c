#include "zuoxi/domain/field.h"

#include <string.h>

#include "field_kind.h"
#include "zuoxi/base/text.h"

const struct field *field_find(const struct field_table *table, const char *name)
{
    for (size_t i = 0; i < table->count; i++) {
        if (strcmp(table->fields[i].name, name) == 0) {
            return &table->fields[i];
        }
    }
    return NULL;
}

static void *member_of(const struct field *field, void *record)
{
    return (char *)record + field->offset;
}

static const void *member_of_const(const struct field *field, const void *record)
{
    return (const char *)record + field->offset;
}

char *field_text(const struct field *field, void *record)
{
    return member_of(field, record);
}

const char *field_text_const(const struct field *field, const void *record)
{
    return member_of_const(field, record);
}

struct optional *field_optional(const struct field *field, void *record)
{
    return member_of(field, record);
}

bool *field_flag(const struct field *field, void *record)
{
    return member_of(field, record);
}

int64_t *field_reference(const struct field *field, void *record)
{
    return member_of(field, record);
}

void field_format(const struct field *field, const void *record, struct str *out)
{
    field_kinds[field->kind].format(field, member_of_const(field, record), out);
}

enum status field_parse(const struct field *field, void *record, const char *text, struct err *err)
{
    return field_kinds[field->kind].parse(field, member_of(field, record), text, err);
}

bool field_is_empty(const struct field *field, const void *record)
{
    return field_kinds[field->kind].is_empty(member_of_const(field, record));
}

bool field_differs(const struct field *field, const void *left, const void *right)
{
    return field_kinds[field->kind].differs(member_of_const(field, left), member_of_const(field, right));
}

bool field_is_blank(const struct field *field, const void *record)
{
    if (field->kind != FIELD_TEXT && field->kind != FIELD_LONG) {
        return field_is_empty(field, record);
    }
    const char *text = field_text_const(field, record);
    while (*text != '\0') {
        size_t ideographic = strncmp(text, "\xE3\x80\x80", 3) == 0 ? 3 : 0; /* U+3000 */
        if (ideographic == 0 && strchr(" \t\r\n", *text) == NULL) {
            return false;
        }
        text += ideographic != 0 ? ideographic : 1;
    }
    return true;
}

static enum status check_one(const struct field *field, const void *record, struct err *err)
{
    enum status status = field_kinds[field->kind].check(field, member_of_const(field, record), err);
    if (status == STATUS_OK && (field->flags & FIELD_REQUIRED) != 0 && field_is_blank(field, record)) {
        status = err_set(err, STATUS_INVALID, _("「%s」还没有填"), _(field->label));
    }
    return status;
}

enum status field_check(const struct field_table *table, const void *record, const struct field **first,
                        struct err *err)
{
    for (size_t i = 0; i < table->count; i++) {
        enum status status = check_one(&table->fields[i], record, err);
        if (status != STATUS_OK) {
            if (first != NULL) {
                *first = &table->fields[i];
            }
            return status;
        }
    }
    if (first != NULL) {
        *first = NULL;
    }
    return STATUS_OK;
}
