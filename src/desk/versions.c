#include "zuoxi/desk/versions.h"

#include <string.h>

#include "zuoxi/base/text.h"
#include "zuoxi/domain/profile.h"
#include "zuoxi/store/audit.h"

struct telling {
    const struct desk *desk;
    const struct field_table *table;
    struct str *out;
    struct mask_sight sight;
    int64_t audit_id; /* line being told */
    int version;
};

/* A line of the audit that holds a field's value is a version; remarks and marks are none. */
static void begin_version(struct telling *telling, const struct audit_change *change)
{
    char time[20];
    if (telling->audit_id == change->audit_id) {
        return;
    }
    clock_format(change->at, time);
    str_printf(telling->out, _("%s第%d版  %s  %s\n"), telling->version > 0 ? "\n" : "", telling->version + 1,
               time, change->badge);
    telling->audit_id = change->audit_id;
    telling->version++;
}

static const char *shown(const struct telling *telling, const struct field *field, const char *value,
                         char label[80])
{
    if (value == NULL) {
        return _("（已依法删除）");
    }
    if (value[0] == '\0') {
        return _("（空）");
    }
    if (field->kind == FIELD_FLAG) {
        return strcmp(value, "1") == 0 ? _("是") : _("否");
    }
    return field->kind == FIELD_CODE ? profile_label(telling->desk->profile, field->set, value, label)
                                     : value;
}

static void tell(void *context, const struct audit_change *change)
{
    struct telling *telling = context;
    const struct field *field = field_find(telling->table, change->field);
    char label[80];
    if (field == NULL || field->kind == FIELD_REF) {
        return;
    }
    begin_version(telling, change);
    struct str masked = {0};
    const char *value = shown(telling, field, change->value, label);
    if (change->value != NULL && mask_hides(field, telling->sight)) {
        mask_value(field, change->value, telling->sight, &masked);
        value = str_text(&masked);
    }
    if (telling->version == 1) {
        str_printf(telling->out, "  %s：%s\n", _(field->label), value);
    } else if (change->which == 0) {
        str_printf(telling->out, _("  %s\n    原：%s\n"), _(field->label), value);
    } else {
        str_printf(telling->out, _("    改：%s\n"), value);
    }
    str_free(&masked);
}

enum status versions_describe(struct desk *desk, const struct field_table *table, int64_t id,
                              enum privacy_tie tie, struct str *out, struct err *err)
{
    struct telling telling = {.desk = desk, .table = table, .out = out, .sight = privacy_sight(desk, tie)};
    enum status status = desk_allow(desk, RIGHT_CASE_READ, err);
    return status == STATUS_OK ? audit_changes(desk->store, table->record, id, tell, &telling, err) : status;
}

struct search {
    const char *field;
    struct version_mark *mark;
};

static void remember(void *context, const struct audit_change *change)
{
    const struct search *search = context;
    if (strcmp(change->field, search->field) == 0) {
        text_copy(search->mark->badge, sizeof(search->mark->badge), change->badge);
        search->mark->at = change->at;
    }
}

enum status versions_last(struct desk *desk, const struct field_table *table, int64_t id, const char *field,
                          struct version_mark *mark, struct err *err)
{
    struct search search = {.field = field, .mark = mark};
    *mark = (struct version_mark){0};
    enum status status = desk_allow(desk, RIGHT_CASE_READ, err);
    return status == STATUS_OK ? audit_changes(desk->store, table->record, id, remember, &search, err)
                               : status;
}
