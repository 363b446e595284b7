#include "zuoxi/desk/audit.h"

#include <ctype.h>
#include <string.h>

#include "zuoxi/base/str.h"
#include "zuoxi/base/text.h"
#include "zuoxi/desk/casework.h"
#include "zuoxi/domain/account.h"
#include "zuoxi/domain/audit_word.h"
#include "zuoxi/domain/contact.h"
#include "zuoxi/domain/customer.h"
#include "zuoxi/domain/details.h"
#include "zuoxi/domain/followup.h"
#include "zuoxi/domain/handover.h"
#include "zuoxi/domain/mask.h"
#include "zuoxi/domain/message.h"
#include "zuoxi/domain/notice.h"
#include "zuoxi/domain/notice_call.h"
#include "zuoxi/domain/profile.h"
#include "zuoxi/domain/promise.h"
#include "zuoxi/domain/ring.h"
#include "zuoxi/domain/swap.h"
#include "zuoxi/domain/workday.h"
#include "zuoxi/store/customer_store.h"
#include "zuoxi/store/record.h"

/* "2026-11-21", "11-21" of this year: the local day's beginning; days later. */
static bool parse_day(int64_t now, const char *text, int later, int64_t *utc)
{
    struct civil day = clock_civil(now);
    int numbers[3], count = 0;
    const char *at = text;
    while (count < 3 && isdigit((unsigned char)*at)) {
        numbers[count] = 0;
        for (int digits = 0; isdigit((unsigned char)*at) && digits < 4; digits++) {
            numbers[count] = numbers[count] * 10 + (*at++ - '0');
        }
        count++;
        at += *at == '-';
    }
    if (*at != '\0' || count < 2) {
        return false;
    }
    day.year = count == 3 ? numbers[0] : day.year;
    day.month = numbers[count - 2];
    day.day = numbers[count - 1];
    bool is_day =
        day.month <= 12 && day.day <= 31 && date_is_valid(day.year * 10000 + day.month * 100 + day.day);
    day.day += later;
    day.hour = day.minute = day.second = 0;
    *utc = clock_utc(day);
    return is_day;
}

static enum status take_days(const struct desk *desk, const struct audit_wish *wish,
                             struct audit_filter *filter, struct err *err)
{
    int64_t now = clock_now(desk->clock);
    if ((wish->from[0] != '\0' && !parse_day(now, wish->from, 0, &filter->from)) ||
        (wish->until[0] != '\0' && !parse_day(now, wish->until, 1, &filter->until))) {
        err_set(err, STATUS_INVALID, _("日期写成 2026-11-21 或 11-21"));
        return STATUS_INVALID;
    }
    return STATUS_OK;
}

/* The moves of the profile whose label has the words, too. */
static void add_moves(const struct desk *desk, const char *words, struct str *codes)
{
    for (size_t i = 0; desk->profile != NULL && i < desk->profile->move_count; i++) {
        const struct move_rule *move = &desk->profile->moves[i];
        if (strstr(move->label, words) != NULL) {
            str_printf(codes, "%scase.%s ", codes->length == 0 ? " " : "", move->id);
        }
    }
}

static enum status take_action(const struct desk *desk, const struct audit_wish *wish,
                               struct audit_filter *filter, struct err *err)
{
    const char *nearest;
    struct str codes = {0};
    char known[sizeof(filter->actions)];
    if (wish->action[0] == '\0') {
        return STATUS_OK;
    }
    if (strchr(wish->action, '.') != NULL) {
        text_format(filter->actions, sizeof(filter->actions), " %s ", wish->action);
        return STATUS_OK;
    }
    if (audit_action_match(wish->action, known, sizeof(known), &nearest) > 0) {
        str_add(&codes, known);
    }
    add_moves(desk, wish->action, &codes);
    bool is_known = codes.length > 0 && text_copy(filter->actions, sizeof(filter->actions), str_text(&codes));
    str_free(&codes);
    if (is_known) {
        return STATUS_OK;
    }
    err_set(err, STATUS_INVALID, _("没有叫“%s”的动作%s%s%s"), wish->action,
            nearest != NULL ? _("，是不是“") : "", nearest != NULL ? nearest : "",
            nearest != NULL ? "”？" : "");
    return STATUS_INVALID;
}

static enum status take_object(struct desk *desk, const struct audit_wish *wish, struct audit_filter *filter,
                               struct err *err)
{
    struct err found;
    if (wish->object[0] == '\0') {
        return STATUS_OK;
    }
    text_copy(filter->object, sizeof(filter->object), "case");
    if (casework_find_number(desk, wish->object, &filter->object_id, &found) == STATUS_OK) {
        return STATUS_OK;
    }
    struct customer_row row;
    size_t count = 0;
    text_copy(filter->object, sizeof(filter->object), "customer");
    enum status status = customer_store_by_account(desk->store, wish->object, 1, &row, &count, err);
    if (status == STATUS_OK && count == 1 && strcmp(row.account, wish->object) == 0) {
        filter->object_id = row.id;
        return STATUS_OK;
    }
    return err_set(err, STATUS_INVALID, _("“%s”不是工单号，也不是户号"), wish->object);
}

enum status audit_view_begin(struct desk *desk, const struct audit_wish *wish, struct audit_finder *finder,
                             struct err *err)
{
    struct audit_filter filter = {0};
    text_copy(filter.badge, sizeof(filter.badge), wish->badge);
    text_copy(filter.words, sizeof(filter.words), wish->words);
    enum status status = desk_allow(desk, RIGHT_AUDIT_READ, err);
    if (status == STATUS_OK) {
        status = take_days(desk, wish, &filter, err);
    }
    if (status == STATUS_OK) {
        status = take_action(desk, wish, &filter, err);
    }
    if (status == STATUS_OK) {
        status = take_object(desk, wish, &filter, err);
    }
    return status == STATUS_OK ? audit_find_begin(desk->store, &filter, finder, err) : status;
}

const char *audit_view_action(const struct desk *desk, const char *action)
{
    const char *name = strncmp(action, "case.", 5) == 0 ? action + 5 : NULL;
    const struct move_rule *move =
        name != NULL && desk->profile != NULL ? profile_move(desk->profile, name) : NULL;
    return audit_action_label(action, move != NULL ? move->label : NULL);
}

/* Whose account or seat: a line's remark names another's, else it was the actor's own. */
static void name_person(struct desk *desk, const struct audit_row *row, char *name, size_t size)
{
    bool has_badge = strcmp(row->object, "person") == 0 || strcmp(row->action, "session.end") == 0;
    struct err ignored;
    name[0] = '\0';
    if (has_badge) {
        audit_value(desk->store, row->id, "note", 1, name, size, &ignored);
    }
    if (name[0] == '\0') {
        text_copy(name, size, row->badge);
    }
}

/* What the line is about, as people name it; the id where that cannot be read any more. */
static void name_subject(struct desk *desk, struct audit_view_row *view)
{
    const struct audit_row *row = &view->row;
    char name[48] = "";
    struct customer customer;
    struct err ignored;
    if (strcmp(row->object, "case") == 0 && row->object_id != 0) {
        char number[CASE_NUMBER_SIZE];
        if (casework_number(desk, row->object_id, number, &ignored) == STATUS_OK) {
            text_copy(name, sizeof(name), number);
        }
    } else if (strcmp(row->object, "customer") == 0 && row->object_id != 0) {
        if (record_load(desk->store, &customer_fields, row->object_id, &customer, &ignored) == STATUS_OK) {
            text_copy(name, sizeof(name), customer.account);
        }
    } else if (strcmp(row->object, "person") == 0 || strcmp(row->object, "seat") == 0) {
        name_person(desk, row, name, sizeof(name));
    }
    if (name[0] == '\0' && row->object_id != 0) {
        text_format(name, sizeof(name), "#%lld", (long long)row->object_id);
    }
    text_format(view->subject, sizeof(view->subject), "%s%s%s", audit_object_label(row->object),
                name[0] != '\0' ? " " : "", name);
}

enum status audit_view_step(struct desk *desk, struct audit_finder *finder, struct audit_view_row *rows,
                            size_t max, size_t *count, struct err *err)
{
    struct audit_row found[64];
    size_t most = max < 64 ? max : 64;
    *count = 0;
    enum status status = desk_allow(desk, RIGHT_AUDIT_READ, err);
    if (status == STATUS_OK) {
        status = audit_find_step(desk->store, finder, found, most, count, err);
    }
    for (size_t i = 0; status == STATUS_OK && i < *count; i++) {
        rows[i].row = found[i];
        name_subject(desk, &rows[i]);
    }
    return status;
}

/* By what its values are named. A notice's lines about its callers hold those, not the notice: by action. */
static const struct field_table *table_of(const struct audit_row *row)
{
    static const struct field_table *const tables[] = {
        &case_record_fields, &contact_fields,  &customer_fields, &account_fields,
        &message_fields,     &notice_fields,   &promise_fields,  &ring_fields,
        &swap_fields,        &followup_fields, &handover_fields, &handover_line_fields};
    static const char *const of_callers[] = {"notice.attach", "notice.called", "notice.unreached"};
    for (size_t i = 0; i < sizeof(of_callers) / sizeof(of_callers[0]); i++) {
        if (strcmp(of_callers[i], row->action) == 0) {
            return &notice_call_fields;
        }
    }
    for (size_t i = 0; i < sizeof(tables) / sizeof(tables[0]); i++) {
        if (strcmp(tables[i]->record, row->object) == 0) {
            return tables[i];
        }
    }
    const struct detail_kind *kind = detail_kind_find(row->object);
    return kind != NULL ? kind->fields : NULL;
}

static void add_first_character(struct str *out, const char *value)
{
    size_t first = 1;
    while (((unsigned char)value[first] & 0xC0) == 0x80) {
        first++;
    }
    str_add_bytes(out, value, first);
    str_add(out, "**");
}

/* "李**", "138****5678": whom it is about is not the auditor's business. field NULL: one that nobody knows.
 */
static void add_value(struct str *out, const struct field *field, bool is_remark, const char *value)
{
    static const struct mask_sight none = {0};
    bool is_personal = field != NULL ? (field->flags & FIELD_PERSONAL) != 0 : !is_remark;
    if (value == NULL) {
        str_add(out, _("（已依法删除）"));
    } else if (value[0] == '\0') {
        str_add(out, _("（空）"));
    } else if (field != NULL && mask_hides(field, none)) {
        mask_value(field, value, none, out);
    } else if (is_personal) {
        add_first_character(out, value);
    } else {
        str_add(out, value);
    }
}

struct changes {
    const struct field_table *table;
    struct str *out;
    char field[64]; /* whose value before stands at the end of out; '' none */
};

static void add_change(void *context, const struct audit_change *change)
{
    struct changes *changes = context;
    const struct field *field = changes->table != NULL ? field_find(changes->table, change->field) : NULL;
    bool is_remark = field == NULL && strcmp(change->field, "note") == 0; /* the line's own */
    if (change->which == 1 && strcmp(changes->field, change->field) == 0) {
        str_add(changes->out, " → ");
    } else {
        str_printf(changes->out, "%s%s：", changes->out->length > 0 ? "\n" : "",
                   field != NULL ? _(field->label)
                   : is_remark   ? _("说明")
                                 : change->field);
    }
    add_value(changes->out, field, is_remark, change->value);
    text_copy(changes->field, sizeof(changes->field), change->which == 0 ? change->field : "");
}

enum status audit_view_changes(struct desk *desk, const struct audit_row *row, struct str *out,
                               struct err *err)
{
    struct changes changes = {.table = table_of(row), .out = out};
    enum status status = desk_allow(desk, RIGHT_AUDIT_READ, err);
    return status == STATUS_OK ? audit_line_values(desk->store, row->id, add_change, &changes, err) : status;
}

enum status audit_mark_state(struct desk *desk, struct audit_mark_report *report, struct err *err)
{
    enum status status = desk_allow(desk, RIGHT_AUDIT_READ, err);
    return status == STATUS_OK ? audit_mark_verify(desk->store, report, err) : status;
}

enum status audit_mark_renew(struct desk *desk, void *argument, int64_t *result, struct err *err)
{
    *result = 1;
    enum status status = desk_allow(desk, RIGHT_AUDIT_READ, err);
    if (status == STATUS_OK) {
        status = audit_mark_anew(desk->store, err);
    }
    return status == STATUS_OK ? desk_audit(desk, "audit.mark", "audit", 0, NULL, NULL, NULL, argument, err)
                               : status;
}
