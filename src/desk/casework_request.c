/* Moves that a lead approves: asked for by an operator, they wait; approved they are made, refused they are
 * not. */

#include <stdlib.h>
#include <string.h>

#include "moving.h"
#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/desk/hook.h"
#include "zuoxi/store/record.h"
#include "zuoxi/store/step_store.h"

static const struct field_table *step_fields(void)
{
    return detail_kind_find("step")->fields;
}

/* The hooks, of the case as it stands. */
static enum status tell(struct desk *desk, const struct moving *moving, const char *event, const char *note,
                        struct err *err)
{
    const struct hook_case told = {.record = &moving->before,
                                   .legs = moving->legs,
                                   .count = moving->leg_count,
                                   .unit_before = moving->before.unit,
                                   .note = note};
    return hook_happened(desk, event, &told, err);
}

/* What was filled in is filled in; only the state and the legs wait. */
static enum status write_asked(struct desk *desk, struct moving *moving, struct err *err)
{
    struct step *step = &moving->details_after.step;
    int64_t id = moving->before.head.id;
    struct timeline_row row = {.case_id = id, .at = moving->now};
    step->case_id = id;
    step->made_at = (struct optional){moving->now, true};
    text_copy(step->action, sizeof(step->action), moving->move->id);
    text_copy(step->badge, sizeof(step->badge), moving->badge);
    text_copy(step->decision, sizeof(step->decision), STEP_ASKED);
    enum status status =
        record_update(desk->store, &case_record_fields, &moving->before, &moving->after, NULL, err);
    if (status == STATUS_OK) {
        status =
            details_write(desk, DETAIL_OF_CASE, id, &moving->details_before, &moving->details_after, err);
    }
    if (status == STATUS_OK) {
        status = record_insert(desk->store, step_fields(), step, err);
    }
    if (status == STATUS_OK) {
        status = store_count_add(desk->store, "asked", 1, err);
    }
    moving_describe(desk, moving, &row);
    char note[sizeof(row.note)];
    text_format(note, sizeof(note), "%s%s%s", moving->move->label, row.note[0] != '\0' ? "：" : "", row.note);
    if (status == STATUS_OK) {
        status = moving_add_line(desk, id, "ask", note, err);
    }
    if (status == STATUS_OK) {
        status = desk_audit(desk, "case.ask", "case", id, &case_record_fields, &moving->before,
                            &moving->after, note, err);
    }
    return status == STATUS_OK ? tell(desk, moving, "ask", note, err) : status;
}

enum status moving_ask(struct desk *desk, struct moving *moving, struct err *err)
{
    int64_t waiting;
    enum status status = step_store_asked(desk->store, moving->before.head.id, &waiting, err);
    if (status == STATUS_OK && waiting != 0) {
        err_set(err, STATUS_INVALID, _("工单%s已有一项申请等班长审批"), moving->before.number);
        return err_advise(err, _("请等审批之后再提"));
    }
    if (status == STATUS_OK && moving->move->effect == EFFECT_EXTEND) {
        status = moving_extend(desk, moving, true, err);
    }
    return status == STATUS_OK ? write_asked(desk, moving, err) : status;
}

/* The move as it was asked for. An extension counts from the asking: a slow answer must not make it too late.
 */
static enum status approve(struct desk *desk, struct moving *moving, const struct step *asked,
                           struct err *err)
{
    struct step *step = &moving->details_after.step;
    moving->move = workflow_find(desk->profile, &moving->before, ROLE_LEAD, asked->action, err);
    if (moving->move == NULL) {
        err_advise(err, _("工单已经往前走了，请驳回这项申请"));
        return err->status;
    }
    if (moving->move->effect == EFFECT_EXTEND) {
        moving->at = asked->made_at.value;
    }
    text_copy(moving->badge, sizeof(moving->badge), asked->badge);
    text_copy(moving->approved_by, sizeof(moving->approved_by), desk->actor.badge);
    text_copy(step->decision, sizeof(step->decision), STEP_APPROVED);
    enum status status = moving_check(desk, moving, err);
    return status == STATUS_OK ? moving_run(desk, moving, asked, err) : status;
}

static enum status refuse(struct desk *desk, struct moving *moving, const struct step *asked,
                          const char *remark, struct err *err)
{
    char note[4 * 300];
    struct step *step = &moving->details_after.step;
    text_copy(step->decision, sizeof(step->decision), STEP_REFUSED);
    enum status status = record_update(desk->store, step_fields(), asked, step, NULL, err);
    text_format(note, sizeof(note), _("%s（%s申请）：%s"), profile_action_label(desk->profile, asked->action),
                asked->badge, remark);
    if (status == STATUS_OK) {
        status = moving_add_line(desk, asked->case_id, "refuse", note, err);
    }
    if (status == STATUS_OK) {
        status = desk_audit(desk, "case.refuse", "case", asked->case_id, NULL, NULL, NULL, note, err);
    }
    return status == STATUS_OK ? tell(desk, moving, "refuse", note, err) : status;
}

/* The fields of the step that the move asked for, so that they are described again. */
static void name_fields(const struct moving *moving, struct move_request *request)
{
    const struct field_table *fields = step_fields();
    for (size_t i = 0; i < fields->count && request->set_count < MOVE_FIELDS_MAX; i++) {
        const struct field *field = &fields->fields[i];
        if (!(field->flags & FIELD_FIXED) && !field_is_empty(field, &moving->details_after.step)) {
            text_format(request->set[request->set_count++], sizeof(request->set[0]), "step.%s", field->name);
        }
    }
}

static enum status decide(struct desk *desk, const struct move_decision *decision, struct moving *moving,
                          struct err *err)
{
    struct step asked = {0};
    struct move_request *request = mem_new(1, sizeof(*request));
    int64_t id;
    enum status status = step_store_asked(desk->store, decision->case_id, &id, err);
    if (status == STATUS_OK && id == 0) {
        err_set(err, STATUS_CONFLICT, _("这张工单没有等审批的申请"));
        status = err_advise(err, _("可能已经有人批过了，请刷新"));
    }
    if (status == STATUS_OK) {
        status = record_load(desk->store, step_fields(), id, &asked, err);
    }
    if (status == STATUS_OK) {
        status = moving_load(desk, moving, decision->case_id, 0, err);
    }
    struct step *step = &moving->details_after.step;
    *step = asked;
    text_copy(step->decided_by, sizeof(step->decided_by), desk->actor.badge);
    text_copy(step->remark, sizeof(step->remark), decision->remark);
    step->decided_at = (struct optional){moving->now, true};
    name_fields(moving, request);
    moving->request = request;
    if (status == STATUS_OK) {
        status = store_count_add(desk->store, "asked", -1, err);
    }
    if (status == STATUS_OK) {
        status = decision->is_approved ? approve(desk, moving, &asked, err)
                                       : refuse(desk, moving, &asked, decision->remark, err);
    }
    free(request);
    return status;
}

enum status casework_decide(struct desk *desk, void *argument, int64_t *case_id, struct err *err)
{
    const struct move_decision *decision = argument;
    *case_id = decision->case_id;
    enum status status = desk_allow(desk, RIGHT_CASE_APPROVE, err);
    if (status == STATUS_OK && !decision->is_approved && decision->remark[0] == '\0') {
        err_set(err, STATUS_INVALID, _("驳回要写明理由"));
        return err_where(err, "remark");
    }
    if (status != STATUS_OK) {
        return status;
    }
    struct moving *moving = mem_new(1, sizeof(*moving));
    status = decide(desk, decision, moving, err);
    free(moving);
    return status;
}

enum status casework_requests(struct desk *desk, size_t max, struct request_row *rows, size_t *count,
                              struct err *err)
{
    *count = 0;
    enum status status = desk_allow(desk, RIGHT_CASE_READ, err);
    return status == STATUS_OK ? step_store_requests(desk->store, max, rows, count, err) : status;
}
