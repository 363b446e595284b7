/*
 * Moving a case: one transaction checks who may, what is asked and when it was, then changes state and legs.
 */

#include <stdlib.h>
#include <string.h>

#include "casework_details.h"
#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/base/utf8.h"
#include "zuoxi/desk/casework.h"
#include "zuoxi/desk/hook.h"
#include "zuoxi/store/record.h"

struct move_state {
    struct case_record before, after;
    struct details details_before, details_after;
    struct leg legs[LEGS_MAX];
    size_t leg_count;
};

/* Index of a field among those the move asks, or −1. */
static int asked_index(const struct move_rule *move, const char *name)
{
    for (size_t i = 0; i < move->ask_count; i++) {
        if (strcmp(move->ask[i], name) == 0) {
            return (int)i;
        }
    }
    return -1;
}

/* The record a field stands in, within the same case. */
static void *record_of(const struct detail_kind *kind, struct case_record *record, struct details *details)
{
    return kind == NULL ? (void *)record : detail_record(kind, details, 0);
}

static const void *record_of_const(const struct detail_kind *kind, const struct case_record *record,
                                   const struct details *details)
{
    return kind == NULL ? (const void *)record : detail_record_const(kind, details, 0);
}

static enum status take_value(const struct desk *desk, const struct move_request *request,
                              const struct move_rule *move, const char *name, struct move_state *state,
                              struct err *err)
{
    const struct detail_kind *kind;
    const struct field *field;
    if (asked_index(move, name) < 0 || !detail_asked(desk->profile, state->after.type, name, &kind, &field)) {
        err_set(err, STATUS_INVALID, _("“%s”不需要填写 %s"), move->label, name);
        return err_advise(err, _("请去掉这一项"));
    }
    char *to = record_of(kind, &state->after, &state->details_after);
    const char *from = record_of_const(kind, &request->values, &request->details);
    memcpy(to + field->offset, from + field->offset, field->size);
    return STATUS_OK;
}

/* What the move needs must be given by now; fields of a form that such a case does not have are not needed.
 */
static enum status check_needed(const struct desk *desk, const struct move_rule *move,
                                const struct move_state *state, struct err *err)
{
    for (size_t i = 0; i < move->ask_count; i++) {
        const struct detail_kind *kind;
        const struct field *field;
        if (!move->ask_needed[i] ||
            !detail_asked(desk->profile, state->after.type, move->ask[i], &kind, &field)) {
            continue;
        }
        if (field_is_empty(field, record_of_const(kind, &state->after, &state->details_after))) {
            err_set(err, STATUS_INVALID, _("“%s”需要填写「%s」"), move->label, _(field->label));
            return err_where(err, "%s", move->ask[i]);
        }
    }
    return STATUS_OK;
}

static enum status take_values(const struct desk *desk, const struct move_request *request,
                               const struct move_rule *move, struct move_state *state, struct err *err)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < request->set_count && status == STATUS_OK; i++) {
        status = take_value(desk, request, move, request->set[i], state, err);
    }
    return status == STATUS_OK ? check_needed(desk, move, state, err) : status;
}

/* Who reported it and when: only handling units' moves, which have no account of their own (R2.0). */
static enum status check_report(const struct move_request *request, const struct move_rule *move,
                                const struct case_record *record, int64_t now, struct err *err)
{
    if (!utf8_is_valid(request->reporter, strlen(request->reporter)) ||
        !utf8_is_valid(request->note, strlen(request->note))) {
        return err_set(err, STATUS_INVALID, _("文字不是有效的UTF-8"));
    }
    if (!move->asks_reporter && (request->reporter[0] != '\0' || request->at != 0)) {
        err_set(err, STATUS_INVALID, _("“%s”由本人办理，以当前时间为准"), move->label);
        return err_advise(err, _("请去掉报告人和时间"));
    }
    /* Before any unit has the case it can only have been oneself: an operator calling the customer, say. */
    if (move->asks_reporter && record->unit[0] != '\0' && request->reporter[0] == '\0') {
        err_set(err, STATUS_INVALID, _("“%s”需要填写报告人"), move->label);
        return err_where(err, "reporter");
    }
    if (request->at > now) {
        err_set(err, STATUS_INVALID, _("时间不能晚于现在"));
        return err_where(err, "at");
    }
    return STATUS_OK;
}

/* The timeline's line: the note, then the short values that were set; long texts stand in the record. */
static void describe_move(const struct desk *desk, const struct move_request *request,
                          const struct move_state *state, struct timeline_row *row)
{
    struct str note = {0};
    str_add(&note, request->note);
    for (size_t i = 0; i < request->set_count; i++) {
        const struct detail_kind *kind;
        const struct field *field;
        if (!detail_asked(desk->profile, state->after.type, request->set[i], &kind, &field)) {
            continue;
        }
        const void *record = record_of_const(kind, &state->after, &state->details_after);
        if (field_is_empty(field, record)) {
            continue;
        }
        str_add(&note, note.length > 0 ? "；" : "");
        str_printf(&note, "%s：", _(field->label));
        char label[80];
        if (field->kind == FIELD_CODE) {
            str_add(&note, profile_label(desk->profile, field->set, field_text_const(field, record), label));
        } else {
            field_format(field, record, &note);
        }
    }
    text_copy(row->note, sizeof(row->note), str_text(&note));
    str_free(&note);
}

static enum status store_move(struct desk *desk, const struct move_request *request,
                              const struct move_rule *move, int64_t at, struct move_state *state,
                              struct err *err)
{
    const struct choice *type = profile_choice(desk->profile, SET_TYPE, state->after.type);
    struct timeline_row row = {.case_id = state->after.head.id, .at = at};
    text_copy(row.badge, sizeof(row.badge), desk->actor.badge);
    text_copy(row.action, sizeof(row.action), move->id);
    text_copy(row.reporter, sizeof(row.reporter), request->reporter);
    describe_move(desk, request, state, &row);
    for (size_t i = 0; i < state->leg_count; i++) {
        struct leg *leg = &state->legs[i];
        leg->case_id = state->after.head.id;
        if (!leg_is_open(leg) && leg->ended_by[0] == '\0') {
            text_copy(leg->ended_by, sizeof(leg->ended_by), desk->actor.badge);
        }
    }
    enum status status =
        record_update(desk->store, &case_record_fields, &state->before, &state->after, NULL, err);
    if (status == STATUS_OK) {
        status = details_write(desk, DETAIL_OF_CASE, state->after.head.id, &state->details_before,
                               &state->details_after, err);
    }
    if (status == STATUS_OK) {
        status = case_store_set_legs(desk->store, &state->after, type != NULL && type->is_urgent,
                                     !state->after.closed_at.given, state->legs, state->leg_count, err);
    }
    if (status == STATUS_OK) {
        status = case_store_add_timeline(desk->store, &row, err);
    }
    char action[40];
    text_format(action, sizeof(action), "case.%s", move->id);
    if (status == STATUS_OK) {
        status = desk_audit(desk, action, "case", state->after.head.id, &case_record_fields, &state->before,
                            &state->after, row.note[0] == '\0' ? NULL : row.note, err);
    }
    const struct hook_case told = {&state->after, state->legs, state->leg_count, state->before.unit,
                                   row.note};
    return status == STATUS_OK ? hook_moved(desk, move, &told, err) : status;
}

/* Take what the form says into the case and its side records, and check them. */
static enum status read_values(struct desk *desk, const struct move_request *request,
                               const struct move_rule *move, struct move_state *state, struct err *err)
{
    enum status status =
        details_load(desk, DETAIL_OF_CASE, state->before.head.id, &state->details_before, err);
    state->details_after = state->details_before;
    if (status == STATUS_OK) {
        status = take_values(desk, request, move, state, err);
    }
    if (status == STATUS_OK) {
        status = field_check(&case_record_fields, &state->after, NULL, err);
    }
    if (status == STATUS_OK) {
        status = profile_check_codes(desk->profile, &case_record_fields, &state->after, NULL, err);
    }
    for (size_t k = 0; k < detail_kind_count && status == STATUS_OK; k++) {
        if (detail_kinds[k].owner == DETAIL_OF_CASE) {
            status = details_check(desk, &detail_kinds[k], &state->details_after, NULL, err);
        }
    }
    return status;
}

static enum status move_case(struct desk *desk, const struct move_request *request, struct move_state *state,
                             struct err *err)
{
    int64_t now = clock_now(desk->clock);
    int64_t at = request->at == 0 ? now : request->at;
    enum status status = record_load(desk->store, &case_record_fields, request->case_id, &state->before, err);
    if (status != STATUS_OK) {
        return status;
    }
    if (request->version != 0 && request->version != state->before.head.version) {
        err_set(err, STATUS_CONFLICT, _("工单刚被他人更新"));
        return err_advise(err, _("请刷新后再办理"));
    }
    const struct move_rule *move =
        workflow_find(desk->profile, &state->before, desk_role(desk), request->action, err);
    if (move == NULL) {
        return err == NULL ? STATUS_INVALID : err->status;
    }
    state->after = state->before;
    status = check_report(request, move, &state->before, now, err);
    if (status == STATUS_OK) {
        status = read_values(desk, request, move, state, err);
    }
    if (status == STATUS_OK) {
        state->after.is_joint = state->after.is_joint || state->details_after.step.copies[0] != '\0';
        status = case_store_legs(desk->store, request->case_id, state->legs, &state->leg_count, err);
    }
    if (status == STATUS_OK) {
        status = workflow_apply(desk->profile, move, at, &desk->settings->rules, &state->after, state->legs,
                                &state->leg_count, err);
    }
    if (status != STATUS_OK) {
        return status;
    }
    if (!move->closes && move->to[0] != '\0') {
        state->after.closed_at = (struct optional){0}; /* leaving the archive; closing it is the workflow's */
    }
    return store_move(desk, request, move, at, state, err);
}

enum status casework_move(struct desk *desk, void *request, int64_t *case_id, struct err *err)
{
    const struct move_request *wanted = request;
    struct err local = {0};
    if (err == NULL) {
        err = &local;
    }
    enum status status = desk_allow(desk, RIGHT_CASE_MOVE, err);
    if (status != STATUS_OK) {
        return status;
    }
    struct move_state *state = mem_new(1, sizeof(*state));
    status = move_case(desk, wanted, state, err);
    *case_id = wanted->case_id;
    free(state);
    return status;
}
