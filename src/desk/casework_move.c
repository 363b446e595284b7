/*
 * Moving a case: one transaction checks who may, what is asked and when it was, then changes state and legs.
 */

#include <stdlib.h>
#include <string.h>

#include "moving.h"
#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/desk/hook.h"
#include "zuoxi/desk/promise.h"
#include "zuoxi/desk/usage.h"
#include "zuoxi/store/ledger_store.h"
#include "zuoxi/store/record.h"

enum status moving_load(struct desk *desk, struct moving *moving, int64_t case_id, int64_t version,
                        struct err *err)
{
    moving->now = moving->at = clock_now(desk->clock);
    enum status status = record_load(desk->store, &case_record_fields, case_id, &moving->before, err);
    if (status == STATUS_OK && version != 0 && version != moving->before.head.version) {
        err_set(err, STATUS_CONFLICT, _("工单刚被他人更新"));
        return err_advise(err, _("请刷新后再办理"));
    }
    if (status == STATUS_OK) {
        status = details_load(desk, DETAIL_OF_CASE, case_id, &moving->details_before, err);
    }
    if (status == STATUS_OK) {
        status = case_store_legs(desk->store, case_id, moving->legs, &moving->leg_count, err);
    }
    if (status == STATUS_OK) {
        status = ledger_store_load(desk->store, case_id, &moving->ledger, err);
    }
    moving->after = moving->before;
    moving->details_after = moving->details_before;
    return status;
}

enum status moving_add_line(struct desk *desk, int64_t case_id, const char *action, const char *note,
                            struct err *err)
{
    struct timeline_row row = {.case_id = case_id, .at = clock_now(desk->clock)};
    text_copy(row.badge, sizeof(row.badge), desk->actor.badge);
    text_copy(row.action, sizeof(row.action), action);
    text_copy(row.note, sizeof(row.note), note);
    return case_store_add_timeline(desk->store, &row, err);
}

/* What its form said, where it said anything; a step that a lead approved is there already. */
static enum status write_step(struct desk *desk, const struct moving *moving, const char *action,
                              const struct step *stored, struct err *err)
{
    const struct detail_kind *kind = detail_kind_find("step");
    struct step step = moving->details_after.step;
    if (stored != NULL) {
        step.head = stored->head;
        return record_update(desk->store, kind->fields, stored, &step, NULL, err);
    }
    if (detail_is_empty(kind, &step)) {
        return STATUS_OK;
    }
    step.head = (struct record_head){0};
    step.case_id = moving->before.head.id;
    step.made_at = (struct optional){moving->now, true};
    text_copy(step.action, sizeof(step.action), action);
    text_copy(step.badge, sizeof(step.badge), moving->badge);
    return record_insert(desk->store, kind->fields, &step, err);
}

/* The case with its side records and legs. */
static enum status write_case(struct desk *desk, struct moving *moving, struct err *err)
{
    const struct choice *type = profile_choice(desk->profile, SET_TYPE, moving->after.type);
    for (size_t i = 0; i < moving->leg_count; i++) {
        struct leg *leg = &moving->legs[i];
        leg->case_id = moving->after.head.id;
        if (!leg_is_open(leg) && leg->ended_by[0] == '\0') {
            text_copy(leg->ended_by, sizeof(leg->ended_by), moving->badge);
        }
    }
    enum status status =
        record_update(desk->store, &case_record_fields, &moving->before, &moving->after, NULL, err);
    if (status == STATUS_OK) {
        status = details_write(desk, DETAIL_OF_CASE, moving->after.head.id, &moving->details_before,
                               &moving->details_after, err);
    }
    /* They are there, or nobody needs to come. */
    if (status == STATUS_OK && (moving->after.closed_at.given || strcmp(moving->move->id, "arrive") == 0)) {
        const struct optional none = {.given = false};
        status = promise_visit(desk, moving->after.head.id, &none,
                               moving->after.closed_at.given ? _("已归档") : _("已到场"), err);
    }
    return status == STATUS_OK
               ? case_store_set_legs(desk->store, &moving->after, type != NULL && type->is_urgent,
                                     !moving->after.closed_at.given, moving->legs, moving->leg_count, err)
               : status;
}

/* The line in the case's course, in the audit, and for those who are notified. */
static enum status write_line(struct desk *desk, const struct moving *moving, const char *name,
                              struct err *err)
{
    struct timeline_row row = {.case_id = moving->after.head.id, .at = moving->at};
    char action[40];
    if (moving->move->effect == EFFECT_EXTEND) {
        row.at = moving->now; /* `at` is when it was asked for */
    }
    text_copy(row.badge, sizeof(row.badge), moving->badge);
    text_copy(row.action, sizeof(row.action), name);
    text_copy(row.reporter, sizeof(row.reporter), moving->request->reporter);
    moving_describe(desk, moving, &row);
    enum status status = case_store_add_timeline(desk->store, &row, err);
    text_format(action, sizeof(action), "case.%s", name);
    if (status == STATUS_OK) {
        status = desk_audit(desk, action, "case", row.case_id, &case_record_fields, &moving->before,
                            &moving->after, row.note[0] == '\0' ? NULL : row.note, err);
    }
    if (status == STATUS_OK) {
        status = usage_count_case(desk, &moving->before, &moving->after, moving->request->note, err);
    }
    if (status == STATUS_OK) {
        status = usage_count_details(desk, &moving->details_before, &moving->details_after, err);
    }
    const struct hook_case told = {.record = &moving->after,
                                   .legs = moving->legs,
                                   .count = moving->leg_count,
                                   .unit_before = moving->before.unit,
                                   .note = row.note,
                                   .copies = moving->details_after.step.copies};
    return status == STATUS_OK && !moving->is_attempt ? hook_moved(desk, moving->move, &told, err) : status;
}

enum status moving_make(struct desk *desk, struct moving *moving, const struct step *step, struct err *err)
{
    const char *name = moving->is_attempt ? MOVING_ATTEMPT : moving->move->id;
    bool was_suspended = ledger_is_suspended(moving->legs, moving->leg_count);
    enum status status = STATUS_OK;
    if (moving->is_attempt) {
        moving->after.satisfaction[0] = '\0';
    } else {
        status = workflow_apply(desk->profile, moving->move, moving->at, &desk->settings->rules,
                                &moving->after, moving->legs, &moving->leg_count, err);
    }
    if (status == STATUS_OK && !moving->is_attempt) {
        status = moving_prepare(desk, moving, was_suspended, err);
    }
    if (status == STATUS_OK) {
        status = write_case(desk, moving, err);
    }
    if (status == STATUS_OK) {
        status = write_step(desk, moving, name, step, err);
    }
    if (status == STATUS_OK) {
        status = write_line(desk, moving, name, err);
    }
    return status == STATUS_OK && !moving->is_attempt ? moving_follow_up(desk, moving, err) : status;
}

enum status moving_run(struct desk *desk, struct moving *moving, const struct step *step, struct err *err)
{
    struct move_undo *undo = &moving->undo;
    enum status status = undo_store_begin(desk->store, moving->before.head.id, undo, err);
    if (status == STATUS_OK) {
        status = moving_make(desk, moving, step, err);
    }
    undo->made_at = moving->now;
    undo->version = moving->after.head.version;
    text_copy(undo->action, sizeof(undo->action), moving->move->id);
    text_copy(undo->badge, sizeof(undo->badge), desk->actor.badge);
    moving_pack(moving, &undo->fields);
    if (status == STATUS_OK) {
        status = undo_store_finish(desk->store, undo, err);
    }
    undo_store_clear(undo);
    return status;
}

static enum status move_case(struct desk *desk, const struct move_request *request, struct moving *moving,
                             struct err *err)
{
    enum status status = moving_load(desk, moving, request->case_id, request->version, err);
    if (status != STATUS_OK) {
        return status;
    }
    moving->request = request;
    moving->at = request->at == 0 ? moving->now : request->at;
    text_copy(moving->badge, sizeof(moving->badge), desk->actor.badge);
    moving->move = workflow_find(desk->profile, &moving->before, desk_role(desk), request->action, err);
    if (moving->move == NULL) {
        return err->status;
    }
    status = moving_read(desk, moving, err);
    if (status == STATUS_OK) {
        status = moving_check(desk, moving, err);
    }
    if (status != STATUS_OK) {
        return status;
    }
    moving->after.is_joint = moving->after.is_joint || moving->details_after.step.copies[0] != '\0';
    if (moving->move->is_approved && desk_role(desk) != ROLE_LEAD) {
        return moving_ask(desk, moving, err);
    }
    if (moving->move->is_approved) {
        text_copy(moving->approved_by, sizeof(moving->approved_by), desk->actor.badge);
    }
    return moving_run(desk, moving, NULL, err);
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
    struct moving *moving = mem_new(1, sizeof(*moving));
    status = move_case(desk, wanted, moving, err);
    *case_id = wanted->case_id;
    free(moving);
    return status;
}
