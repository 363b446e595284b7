#include "zuoxi/cli/case_field.h"

#include <string.h>

#include "zuoxi/base/text.h"
#include "zuoxi/cli/show.h"

static enum status parse_time(const char *name, const char *value, int64_t *at, struct err *err)
{
    if (clock_parse(value, at)) {
        return STATUS_OK;
    }
    err_set(err, STATUS_USAGE, _("“%s”不是时间"), value);
    err_where(err, "%s", name);
    return err_advise(err, _("写法如 2026-11-21 14:32"));
}

static enum status refuse_record(const char *name, struct err *err)
{
    const char *names[16];
    size_t count = 0;
    char record[24];
    text_format(record, sizeof(record), "%.*s", (int)strcspn(name, "."), name);
    for (size_t i = 0; i < detail_kind_count && count < 15; i++) {
        names[count++] = detail_kinds[i].fields->record;
    }
    names[count] = NULL;
    const char *nearest = cli_nearest(names, record);
    err_set(err, STATUS_USAGE, _("没有表单“%s”"), record);
    return nearest == NULL ? STATUS_USAGE : err_advise(err, _("是不是 %s?"), nearest);
}

/* "repair.fee", "stop.1.address": into the side record of that name. */
static enum status set_detail(const struct profile *profile, struct details *details, const char *name,
                              const char *value, struct err *err)
{
    char record[24];
    size_t length = strcspn(name, "."), index = 0;
    text_format(record, sizeof(record), "%.*s", (int)length, name);
    const struct detail_kind *kind = detail_kind_find(record);
    if (kind == NULL) {
        return refuse_record(name, err);
    }
    const char *field = name + length + 1;
    if (kind->most > 1) {
        size_t digits = strspn(field, "0123456789");
        for (size_t i = 0; i < digits && index <= kind->most; i++) {
            index = index * 10 + (size_t)(field[i] - '0');
        }
        if (index == 0 || index > kind->most || field[digits] != '.') {
            return err_set(err, STATUS_USAGE, _("“%s”要写成 %s.1.字段 到 %s.%zu.字段"), name, record, record,
                           kind->most);
        }
        index--;
        field += digits + 1;
    }
    return cli_set_field(profile, kind->fields, detail_record(kind, details, index), field, value, err);
}

/* A field of the case, else of the contact; phone and title belong to both. */
static enum status set_plain(const struct profile *profile, struct intake *intake, const char *name,
                             const char *value, struct err *err)
{
    bool is_of_contact = field_find(&contact_fields, name) != NULL;
    const struct field *of_case = field_find(&case_record_fields, name);
    bool is_of_case = of_case != NULL && ((of_case->flags & FIELD_FIXED) == 0 || !is_of_contact);
    enum status status = STATUS_OK;
    if (is_of_case || !is_of_contact) {
        status = cli_set_field(profile, &case_record_fields, &intake->record, name, value, err);
    }
    if (status == STATUS_OK && is_of_contact) {
        status = cli_set_field(profile, &contact_fields, &intake->contact, name, value, err);
    }
    return status;
}

/*
 * "contact.phone" means the contact alone. answered_at is when the call was answered or the letter received
 * (R2.0).
 */
enum status cli_set_intake_field(const struct desk *desk, struct intake *intake, const char *name,
                                 const char *value, struct err *err)
{
    static const char prefix[] = "contact.";
    const struct profile *profile = desk->profile;
    if (strcmp(name, "answered_at") == 0) {
        intake->contact.answered_at.given = true;
        return parse_time(name, value, &intake->contact.answered_at.value, err);
    }
    if (strcmp(name, "answered_at_once") == 0) {
        intake->answered_at_once = strcmp(value, "1") == 0;
        if (strcmp(value, "0") == 0 || strcmp(value, "1") == 0) {
            return STATUS_OK;
        }
        return err_set(err, STATUS_USAGE, _("answered_at_once 应为 0 或 1"));
    }
    if (strncmp(name, prefix, strlen(prefix)) == 0) {
        return cli_set_field(profile, &contact_fields, &intake->contact, name + strlen(prefix), value, err);
    }
    return strchr(name, '.') != NULL ? set_detail(profile, &intake->details, name, value, err)
                                     : set_plain(profile, intake, name, value, err);
}

enum status cli_check_applying(const struct desk *desk, const struct intake *intake, struct err *err)
{
    for (size_t k = 0; k < detail_kind_count; k++) {
        const struct detail_kind *kind = &detail_kinds[k];
        bool applies = detail_applies(desk->profile, kind, intake->record.type, intake->contact.channel);
        for (size_t i = 0; i < kind->most && !applies; i++) {
            if (!detail_is_empty(kind, detail_record_const(kind, &intake->details, i))) {
                err_set(err, STATUS_USAGE, _("这样的登记没有“%s”这组字段"), _(kind->fields->label));
                err_where(err, "%s", kind->fields->record);
                return err_advise(err, kind->owner == DETAIL_OF_CASE ? _("请看 type") : _("请看 channel"));
            }
        }
    }
    return STATUS_OK;
}

/* Does a move of this name ask for the field? Then note= is the case's, else it is the timeline's. */
static bool action_asks(const struct profile *profile, const char *action, const char *name)
{
    for (size_t i = 0; i < profile->move_count; i++) {
        if (strcmp(profile->moves[i].id, action) == 0 && move_asks(&profile->moves[i], name)) {
            return true;
        }
    }
    return false;
}

enum status cli_set_move_field(const struct desk *desk, struct move_request *request, const char *name,
                               const char *value, struct err *err)
{
    if (strcmp(name, "at") == 0) {
        return parse_time(name, value, &request->at, err);
    }
    if (strcmp(name, "reporter") == 0) {
        if (text_copy(request->reporter, sizeof(request->reporter), value)) {
            return STATUS_OK;
        }
        return err_set(err, STATUS_INVALID, _("报告人太长，最多20个字"));
    }
    if (strcmp(name, "note") == 0 && !action_asks(desk->profile, request->action, name)) {
        if (text_copy(request->note, sizeof(request->note), value)) {
            return STATUS_OK;
        }
        return err_set(err, STATUS_INVALID, _("备注太长，最多500个字"));
    }
    enum status status =
        strchr(name, '.') != NULL
            ? set_detail(desk->profile, &request->details, name, value, err)
            : cli_set_field(desk->profile, &case_record_fields, &request->values, name, value, err);
    if (status != STATUS_OK) {
        return status;
    }
    if (request->set_count == MOVE_FIELDS_MAX) {
        return err_set(err, STATUS_USAGE, _("一次最多填%d项"), MOVE_FIELDS_MAX);
    }
    text_copy(request->set[request->set_count++], sizeof(request->set[0]), name);
    return STATUS_OK;
}
