/* Taking the last move back: within a minute, by who made it, when nobody has done anything to the case
 * since. A merge may be taken back at any time while the case lies as the merge left it, one's own request
 * while it waits. */

#include <stdlib.h>
#include <string.h>

#include "moving.h"
#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/desk/hook.h"
#include "zuoxi/store/record.h"
#include "zuoxi/store/step_store.h"

#define UNDO_SECONDS 60

static void pack_fields(const struct field_table *table, const char *prefix, const void *before,
                        const void *after, struct str *out)
{
    for (size_t i = 0; i < table->count; i++) {
        const struct field *field = &table->fields[i];
        if (field_differs(field, before, after)) {
            str_printf(out, "%s%s", prefix, field->name);
            str_add_char(out, '\0');
            field_format(field, before, out);
            str_add_char(out, '\0');
        }
    }
}

void moving_pack(const struct moving *moving, struct str *out)
{
    char prefix[32];
    pack_fields(&case_record_fields, "", &moving->before, &moving->after, out);
    for (size_t k = 0; k < detail_kind_count; k++) {
        const struct detail_kind *kind = &detail_kinds[k];
        if (kind->owner == DETAIL_OF_CASE) {
            text_format(prefix, sizeof(prefix), "%s.", kind->fields->record);
            pack_fields(kind->fields, prefix, detail_record_const(kind, &moving->details_before, 0),
                        detail_record_const(kind, &moving->details_after, 0), out);
        }
    }
}

static enum status unpack_field(const char *name, const char *text, struct moving *moving, struct err *err)
{
    const struct detail_kind *kind;
    const struct field *field = field_find(&case_record_fields, name);
    if (field != NULL) {
        return field_parse(field, &moving->after, text, err);
    }
    if (detail_find_field(name, &kind, &field)) {
        return field_parse(field, detail_record(kind, &moving->details_after, 0), text, err);
    }
    return err_set(err, STATUS_BUG, _("撤销的记录看不懂：%s"), name);
}

static enum status unpack(const struct str *packed, struct moving *moving, struct err *err)
{
    enum status status = STATUS_OK;
    for (size_t at = 0; at < packed->length && status == STATUS_OK;) {
        const char *name = packed->bytes + at;
        at += strlen(name) + 1;
        status = unpack_field(name, packed->bytes + at, moving, err);
        at += strlen(packed->bytes + at) + 1;
    }
    return status;
}

static bool is_merge(const struct desk *desk, const struct move_undo *undo)
{
    const struct move_rule *move = profile_move(desk->profile, undo->action);
    return move != NULL && move->effect == EFFECT_MERGE;
}

static enum status check_undo(struct desk *desk, const struct moving *moving, struct err *err)
{
    const struct move_undo *undo = &moving->undo;
    const struct move_rule *move = profile_move(desk->profile, undo->action);
    int64_t newest;
    if (undo->case_id == 0) {
        err_set(err, STATUS_INVALID, _("没有可以撤销的办理"));
        return err_advise(err, _("只能撤销一分钟之内的最后一步"));
    }
    enum status status = undo_store_newest(desk->store, undo->case_id, &newest, err);
    if (status != STATUS_OK) {
        return status;
    }
    if (newest != undo->line_after || moving->before.head.version != undo->version) {
        err_set(err, STATUS_CONFLICT, _("这之后工单又有变化，不能撤销"));
        return err_advise(err, _("请用流程里的动作改正"));
    }
    if (move != NULL && move->effect == EFFECT_SPLIT) {
        err_set(err, STATUS_INVALID, _("拆出的工单已经有了编号，不能撤销"));
        return err_advise(err, _("拆错了请把它并回来"));
    }
    if (is_merge(desk, undo)) {
        return STATUS_OK;
    }
    if (strcmp(undo->badge, desk->actor.badge) != 0) {
        err_set(err, STATUS_DENIED, _("这一步是%s办的"), undo->badge);
        return err_advise(err, _("谁办的由谁撤销"));
    }
    if (moving->now - undo->made_at > UNDO_SECONDS) {
        err_set(err, STATUS_INVALID, _("已经过了一分钟，不能撤销"));
        return err_advise(err, _("请用流程里的动作改正"));
    }
    return STATUS_OK;
}

/* The step of the move: one that a lead had approved waits again, any other is marked. */
static enum status undo_step(struct desk *desk, const struct move_undo *undo, const char *action,
                             struct err *err)
{
    const struct field_table *fields = detail_kind_find("step")->fields;
    struct step before, after;
    int64_t id;
    enum status status = step_store_last(desk->store, undo->case_id, action, &id, err);
    if (status != STATUS_OK || id == 0) {
        return status;
    }
    status = record_load(desk->store, fields, id, &before, err);
    bool was_approved = strcmp(before.decision, STEP_APPROVED) == 0;
    const struct optional *made = was_approved ? &before.decided_at : &before.made_at;
    if (status != STATUS_OK || !made->given || made->value != undo->made_at) {
        return status;
    }
    after = before;
    text_copy(after.decision, sizeof(after.decision), was_approved ? STEP_ASKED : STEP_UNDONE);
    if (was_approved) {
        after.decided_by[0] = after.remark[0] = '\0';
        after.decided_at = (struct optional){0};
    }
    status = record_update(desk->store, fields, &before, &after, NULL, err);
    return status == STATUS_OK && was_approved ? store_count_add(desk->store, "asked", 1, err) : status;
}

/* The move's own step, an attempt's, and that of the redo it led to. */
static enum status undo_steps(struct desk *desk, const struct move_undo *undo, struct err *err)
{
    enum status status = undo_step(desk, undo, undo->action, err);
    if (status == STATUS_OK) {
        status = undo_step(desk, undo, MOVING_ATTEMPT, err);
    }
    for (size_t i = 0; i < desk->profile->move_count && status == STATUS_OK; i++) {
        const struct move_rule *move = &desk->profile->moves[i];
        if (move->effect == EFFECT_REDO && strcmp(move->id, undo->action) != 0) {
            status = undo_step(desk, undo, move->id, err);
        }
    }
    return status;
}

static enum status write_undo(struct desk *desk, struct moving *moving, struct err *err)
{
    const struct move_undo *undo = &moving->undo;
    const struct move_rule *move = profile_move(desk->profile, undo->action);
    const char *label = move != NULL ? move->label : undo->action;
    const struct choice *type;
    char note[200];
    enum status status = unpack(&undo->fields, moving, err);
    if (status == STATUS_OK) {
        status = record_update(desk->store, &case_record_fields, &moving->before, &moving->after, NULL, err);
    }
    if (status == STATUS_OK) {
        status = details_write(desk, DETAIL_OF_CASE, undo->case_id, &moving->details_before,
                               &moving->details_after, err);
    }
    if (status == STATUS_OK) {
        status = undo_store_apply(desk->store, undo, moving->legs, &moving->leg_count, err);
    }
    type = profile_choice(desk->profile, SET_TYPE, moving->after.type);
    if (status == STATUS_OK) {
        status = case_store_set_legs(desk->store, &moving->after, type != NULL && type->is_urgent,
                                     !moving->after.closed_at.given, moving->legs, moving->leg_count, err);
    }
    if (status == STATUS_OK) {
        status = undo_steps(desk, undo, err);
    }
    text_format(note, sizeof(note), _("撤销“%s”"), label);
    if (status == STATUS_OK) {
        status = moving_add_line(desk, undo->case_id, "undo", note, err);
    }
    if (status == STATUS_OK) {
        status = desk_audit(desk, "case.undo", "case", undo->case_id, &case_record_fields, &moving->before,
                            &moving->after, note, err);
    }
    const struct hook_case told = {.record = &moving->after,
                                   .legs = moving->legs,
                                   .count = moving->leg_count,
                                   .unit_before = moving->before.unit,
                                   .note = note};
    return status == STATUS_OK ? hook_happened(desk, "undo", &told, err) : status;
}

static enum status tell_other(struct desk *desk, const struct moving *moving, struct err *err)
{
    char note[200];
    if (moving->undo.other_id == 0) {
        return STATUS_OK;
    }
    text_format(note, sizeof(note), _("工单%s的并入已撤销"), moving->before.number);
    return moving_add_line(desk, moving->undo.other_id, "unmerged", note, err);
}

/* The actor's own request that waits; head.id 0: none. */
static enum status load_own_request(struct desk *desk, int64_t case_id, struct step *step, struct err *err)
{
    int64_t id;
    *step = (struct step){0};
    enum status status = step_store_asked(desk->store, case_id, &id, err);
    if (status == STATUS_OK && id != 0) {
        status = record_load(desk->store, detail_kind_find("step")->fields, id, step, err);
    }
    if (strcmp(step->badge, desk->actor.badge) != 0) {
        step->head.id = 0;
    }
    return status;
}

/* Who asked takes the request back; the lead need not answer any more. */
static enum status withdraw(struct desk *desk, const struct step *asked, struct err *err)
{
    struct step withdrawn = *asked;
    char note[200];
    text_copy(withdrawn.decision, sizeof(withdrawn.decision), STEP_WITHDRAWN);
    enum status status =
        record_update(desk->store, detail_kind_find("step")->fields, asked, &withdrawn, NULL, err);
    if (status == STATUS_OK) {
        status = store_count_add(desk->store, "asked", -1, err);
    }
    text_format(note, sizeof(note), _("撤回申请“%s”"), profile_action_label(desk->profile, asked->action));
    if (status == STATUS_OK) {
        status = moving_add_line(desk, asked->case_id, "undo", note, err);
    }
    return status == STATUS_OK
               ? desk_audit(desk, "case.withdraw", "case", asked->case_id, NULL, NULL, NULL, note, err)
               : status;
}

/* The last move, unless it is the request that was asked for since. */
static enum status undo_last(struct desk *desk, struct moving *moving, struct err *err)
{
    struct step asked;
    int64_t newest;
    enum status status = load_own_request(desk, moving->before.head.id, &asked, err);
    if (status == STATUS_OK) {
        status = undo_store_newest(desk->store, moving->before.head.id, &newest, err);
    }
    if (status == STATUS_OK && asked.head.id != 0 && newest != moving->undo.line_after) {
        return withdraw(desk, &asked, err);
    }
    if (status == STATUS_OK) {
        status = check_undo(desk, moving, err);
    }
    if (status == STATUS_OK) {
        status = write_undo(desk, moving, err);
    }
    return status == STATUS_OK ? tell_other(desk, moving, err) : status;
}

enum status casework_undo(struct desk *desk, void *argument, int64_t *case_id, struct err *err)
{
    const struct undo_request *request = argument;
    *case_id = request->case_id;
    enum status status = desk_allow(desk, RIGHT_CASE_MOVE, err);
    if (status != STATUS_OK) {
        return status;
    }
    struct moving *moving = mem_new(1, sizeof(*moving));
    status = moving_load(desk, moving, request->case_id, 0, err);
    if (status == STATUS_OK) {
        status = undo_store_load(desk->store, request->case_id, &moving->undo, err);
    }
    if (status == STATUS_OK) {
        status = undo_last(desk, moving, err);
    }
    undo_store_clear(&moving->undo);
    free(moving);
    return status;
}

int64_t casework_undo_until(const struct desk *desk, const struct case_file *file)
{
    const struct case_undo *undo = &file->undo;
    const struct move_rule *move = profile_move(desk->profile, undo->action);
    bool is_last = undo->action[0] != '\0' && undo->version == file->record.head.version;
    for (size_t i = 0; i < file->timeline_count; i++) {
        is_last = is_last && file->timeline[i].id <= undo->line;
    }
    if (!is_last && file->asked.head.id != 0 && strcmp(file->asked.badge, desk->actor.badge) == 0) {
        return INT64_MAX; /* one's own request */
    }
    if (!is_last || move == NULL || move->effect == EFFECT_SPLIT) {
        return 0;
    }
    if (move->effect == EFFECT_MERGE) {
        return INT64_MAX;
    }
    return strcmp(undo->badge, desk->actor.badge) == 0 ? undo->made_at + UNDO_SECONDS : 0;
}
