#include "moving.h"

#include <string.h>

#include "zuoxi/base/text.h"
#include "zuoxi/base/utf8.h"
#include "zuoxi/domain/mask.h"

const void *moving_record(const struct detail_kind *kind, const struct moving *moving)
{
    return kind == NULL ? (const void *)&moving->after : detail_record_const(kind, &moving->details_after, 0);
}

static enum status take_value(const struct desk *desk, const char *name, struct moving *moving,
                              struct err *err)
{
    const struct move_request *request = moving->request;
    const struct detail_kind *kind;
    const struct field *field;
    if (!move_asks(moving->move, name) ||
        !detail_asked(desk->profile, moving->after.type, name, &kind, &field)) {
        err_set(err, STATUS_INVALID, _("“%s”不需要填写 %s"), moving->move->label, name);
        return err_advise(err, _("请去掉这一项"));
    }
    const char *from = kind == NULL ? (const char *)&request->values
                                    : (const char *)detail_record_const(kind, &request->details, 0);
    char *to = kind == NULL ? (char *)&moving->after : (char *)detail_record(kind, &moving->details_after, 0);
    memcpy(to + field->offset, from + field->offset, field->size);
    return STATUS_OK;
}

/* What the move needs must be given by now; fields of a form that such a case does not have are not needed.
 */
static enum status check_needed(const struct desk *desk, const struct moving *moving, struct err *err)
{
    const struct move_rule *move = moving->move;
    for (size_t i = 0; i < move->ask_count; i++) {
        const struct detail_kind *kind;
        const struct field *field;
        if (!move->ask_needed[i] ||
            !detail_asked(desk->profile, moving->after.type, move->ask[i], &kind, &field) ||
            !field_is_blank(field, moving_record(kind, moving))) {
            continue;
        }
        if (moving->is_attempt && strcmp(move->ask[i], "step.reached") != 0) {
            continue; /* nobody spoke: there is nothing else to say */
        }
        err_set(err, STATUS_INVALID, _("“%s”需要填写「%s」"), move->label, _(field->label));
        return err_where(err, "%s", move->ask[i]);
    }
    return STATUS_OK;
}

/* Who reported it and when: only handling units' moves, which have no account of their own (R2.0). */
static enum status check_report(const struct moving *moving, struct err *err)
{
    const struct move_request *request = moving->request;
    const struct move_rule *move = moving->move;
    if (!utf8_is_valid(request->reporter, strlen(request->reporter)) ||
        !utf8_is_valid(request->note, strlen(request->note))) {
        return err_set(err, STATUS_INVALID, _("文字不是有效的UTF-8"));
    }
    if (!move->asks_reporter && (request->reporter[0] != '\0' || request->at != 0)) {
        err_set(err, STATUS_INVALID, _("“%s”由本人办理，以当前时间为准"), move->label);
        return err_advise(err, _("请去掉报告人和时间"));
    }
    /* Before any unit has the case it can only have been oneself: an operator calling the customer, say. */
    if (move->asks_reporter && moving->before.unit[0] != '\0' && request->reporter[0] == '\0') {
        err_set(err, STATUS_INVALID, _("“%s”需要填写报告人"), move->label);
        return err_where(err, "reporter");
    }
    if (request->at > moving->now) {
        err_set(err, STATUS_INVALID, _("时间不能晚于现在"));
        return err_where(err, "at");
    }
    return STATUS_OK;
}

/* A callback that spoke with nobody is an attempt and says nothing about satisfaction (R2.13). */
static enum status read_attempt(const struct desk *desk, struct moving *moving, struct err *err)
{
    const struct step *step = &moving->details_after.step;
    if (moving->move->effect != EFFECT_CALLBACK || step->reached[0] == '\0') {
        return STATUS_OK;
    }
    const struct choice *reached = profile_choice(desk->profile, SET_REACHED, step->reached);
    moving->is_attempt = reached != NULL && !reached->is_talk;
    if (moving->is_attempt && strcmp(moving->after.satisfaction, moving->before.satisfaction) != 0) {
        err_set(err, STATUS_INVALID, _("“%s”没有通上话，不能填满意度"), reached->label);
        err_advise(err, _("请去掉满意度，或把接通情况改成通上话的"));
        return err_where(err, "satisfaction");
    }
    return STATUS_OK;
}

static enum status take_values(const struct desk *desk, struct moving *moving, struct err *err)
{
    const struct move_request *request = moving->request;
    enum status status = STATUS_OK;
    for (size_t i = 0; i < request->set_count && status == STATUS_OK; i++) {
        status = take_value(desk, request->set[i], moving, err);
    }
    if (status == STATUS_OK) {
        status = read_attempt(desk, moving, err);
    }
    return status == STATUS_OK ? check_needed(desk, moving, err) : status;
}

enum status moving_read(struct desk *desk, struct moving *moving, struct err *err)
{
    enum status status = check_report(moving, err);
    if (status == STATUS_OK) {
        status = take_values(desk, moving, err);
    }
    if (status == STATUS_OK) {
        status = field_check(&case_record_fields, &moving->after, NULL, err);
    }
    if (status == STATUS_OK) {
        status = profile_check_codes(desk->profile, &case_record_fields, &moving->after, NULL, err);
    }
    for (size_t k = 0; k < detail_kind_count && status == STATUS_OK; k++) {
        if (detail_kinds[k].owner != DETAIL_OF_CONTACT) {
            status = details_check(desk, &detail_kinds[k], &moving->details_after, NULL, err);
        }
    }
    return status;
}

static void describe_field(const struct desk *desk, const struct moving *moving, const char *name,
                           struct str *note)
{
    const struct detail_kind *kind;
    const struct field *field;
    char label[80];
    if (!detail_asked(desk->profile, moving->after.type, name, &kind, &field) ||
        field_is_empty(field, moving_record(kind, moving))) {
        return;
    }
    const void *record = moving_record(kind, moving);
    str_add(note, note->length > 0 ? "；" : "");
    str_printf(note, "%s：", _(field->label));
    if (field->kind == FIELD_CODE) {
        str_add(note, profile_label(desk->profile, field->set, field_text_const(field, record), label));
    } else if (mask_hides(field, (struct mask_sight){0})) {
        str_add(note, _("已填写")); /* everybody reads a case's course */
    } else {
        field_format(field, record, note);
    }
}

/* A list's lines on one line. */
static void join_lines(struct str *note)
{
    for (size_t i = 0; i < note->length; i++) {
        note->bytes[i] = note->bytes[i] == '\n' ? ' ' : note->bytes[i];
    }
}

void moving_describe(const struct desk *desk, const struct moving *moving, struct timeline_row *row)
{
    const struct move_request *request = moving->request;
    struct str note = {0};
    str_add(&note, request->note);
    for (size_t i = 0; i < request->set_count; i++) {
        bool is_unspoken = moving->is_attempt && strncmp(request->set[i], "step.", 5) != 0 &&
                           strcmp(request->set[i], "note") != 0;
        if (!is_unspoken) {
            describe_field(desk, moving, request->set[i], &note);
        }
    }
    if (moving->approved_by[0] != '\0' && strcmp(moving->approved_by, moving->badge) != 0) {
        str_printf(&note, _("%s批准：%s"), note.length > 0 ? "；" : "", moving->approved_by);
    }
    join_lines(&note);
    text_copy(row->note, sizeof(row->note), str_text(&note));
    str_free(&note);
}
