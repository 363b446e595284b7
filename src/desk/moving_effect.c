#include "moving.h"

#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/desk/intake.h"
#include "zuoxi/store/ledger_store.h"
#include "zuoxi/store/record.h"
#include "zuoxi/store/step_store.h"

static enum status begin_pause(struct desk *desk, const struct moving *moving, struct err *err)
{
    struct leg_pause pause = {.case_id = moving->before.head.id, .from = moving->at};
    text_copy(pause.reason, sizeof(pause.reason), moving->details_after.step.reason);
    text_copy(pause.badge, sizeof(pause.badge), moving->badge);
    text_copy(pause.approved_by, sizeof(pause.approved_by), moving->approved_by);
    return ledger_store_begin_pause(desk->store, &pause, err);
}

static bool is_extended(const struct move_rule *move, const struct leg *leg)
{
    for (size_t i = 0; i < move->extend_count; i++) {
        if (leg_is_open(leg) && strcmp(move->extend[i], leg->id) == 0) {
            return true;
        }
    }
    return false;
}

enum status moving_extend(struct desk *desk, struct moving *moving, bool is_trial, struct err *err)
{
    const struct step *step = &moving->details_after.step;
    struct duration by;
    size_t count = 0;
    enum status status = duration_parse(step->extra, &by, err);
    for (size_t i = 0; i < moving->leg_count && status == STATUS_OK; i++) {
        struct leg_extension line = {.case_id = moving->before.head.id};
        if (!is_extended(moving->move, &moving->legs[i])) {
            continue;
        }
        count++;
        status = ledger_extend(&moving->ledger, desk->profile, &desk->settings->rules, by, moving->at,
                               &moving->legs[i], &line, err);
        text_copy(line.reason, sizeof(line.reason), step->reason);
        text_copy(line.badge, sizeof(line.badge), moving->badge);
        text_copy(line.approved_by, sizeof(line.approved_by), moving->approved_by);
        if (status == STATUS_OK && !is_trial) {
            status = ledger_store_add_extension(desk->store, &line, err);
        }
    }
    if (status == STATUS_OK && count == 0) {
        err_set(err, STATUS_INVALID, _("工单%s没有可以延期的环节"), moving->before.number);
        status = err_advise(err, _("要延的环节还没开始或已经完成"));
    }
    return status;
}

/* The case named, which must be open and another one; its whole number is kept. */
static enum status find_other(struct desk *desk, struct moving *moving, struct err *err)
{
    struct step *step = &moving->details_after.step;
    int64_t id;
    enum status status = casework_find_number(desk, step->other, &id, err);
    if (status == STATUS_OK) {
        status = record_load(desk->store, &case_record_fields, id, &moving->other, err);
    }
    if (status != STATUS_OK) {
        err_where(err, "step.other");
        return status;
    }
    if (id == moving->before.head.id) {
        err_set(err, STATUS_INVALID, _("不能并入它自己"));
        return err_where(err, "step.other");
    }
    if (moving->other.closed_at.given) {
        err_set(err, STATUS_INVALID, _("工单%s已经结束，不能并入"), moving->other.number);
        err_advise(err, _("请并入没有结束的那一张，或先重开它"));
        return err_where(err, "step.other");
    }
    if (moving->other.is_confidential !=
        moving->before.is_confidential) { /* the one's course names the other */
        err_set(err, STATUS_INVALID, _("工单%s和%s一张保密、一张不保密，不能并单"), moving->before.number,
                moving->other.number);
        err_advise(err, _("请先把两张改成一样"));
        return err_where(err, "step.other");
    }
    text_copy(step->other, sizeof(step->other), moving->other.number);
    moving->after.merged_into = id;
    moving->undo.other_id = id;
    return STATUS_OK;
}

enum status moving_prepare(struct desk *desk, struct moving *moving, bool was_suspended, struct err *err)
{
    const struct move_rule *move = moving->move;
    bool ends_pause = was_suspended && (move->effect == EFFECT_RESUME || move->closes);
    enum status status = STATUS_OK;
    if (!move->closes && move->to[0] != '\0') {
        moving->after.closed_at = (struct optional){0}; /* leaving the archive */
    }
    if (ends_pause) {
        status = ledger_store_end_pause(desk->store, moving->before.head.id, moving->at, err);
    }
    if (status != STATUS_OK) {
        return status;
    }
    switch (move->effect) {
    case EFFECT_SUSPEND:
        return begin_pause(desk, moving, err);
    case EFFECT_EXTEND:
        return moving_extend(desk, moving, false, err);
    case EFFECT_RETURN:
        moving->after.unit[0] = '\0';
        return STATUS_OK;
    case EFFECT_MERGE:
        return find_other(desk, moving, err);
    default:
        return STATUS_OK;
    }
}

/* The case that took this one in says so too. */
static enum status tell_other(struct desk *desk, const struct moving *moving, struct err *err)
{
    char note[4 * 300];
    const struct step *step = &moving->details_after.step;
    text_format(note, sizeof(note), _("工单%s（%s）并入%s%s"), moving->before.number, moving->before.name,
                step->reason[0] != '\0' ? "：" : "", step->reason);
    return moving_add_line(desk, moving->other.head.id, "merged", note, err);
}

/* What a part split off takes over: who, where, when it was accepted; not what was done about the rest. */
static void make_part(const struct moving *moving, struct intake *intake)
{
    const struct case_record *whole = &moving->after;
    struct case_record *part = &intake->record;
    *part = *whole;
    part->parent_id = whole->head.id;
    text_copy(part->content, sizeof(part->content), moving->details_after.step.matter);
    part->unit[0] = part->cause[0] = part->result[0] = part->reply[0] = part->satisfaction[0] = '\0';
    part->note[0] = '\0';
    part->is_unfinished = false;
    intake->opened_at = whole->accepted_at.given ? whole->accepted_at.value : moving->now;
}

static enum status split_off(struct desk *desk, const struct moving *moving, struct err *err)
{
    char note[4 * 300];
    struct intake *intake = mem_new(1, sizeof(*intake));
    make_part(moving, intake);
    enum status status = intake_save_case(desk, intake, &intake->record, err);
    if (status == STATUS_OK) {
        text_format(note, sizeof(note), _("由工单%s拆出"), moving->before.number);
        status = moving_add_line(desk, intake->record.head.id, "parted", note, err);
    }
    if (status == STATUS_OK) {
        text_format(note, sizeof(note), _("拆出工单%s"), intake->record.number);
        status = moving_add_line(desk, moving->before.head.id, "parted", note, err);
    }
    free(intake);
    return status;
}

/* The redo that leaves the state the callback led to; NULL: none. */
static const struct move_rule *redo_of(const struct profile *profile, const struct case_record *record)
{
    for (size_t i = 0; i < profile->move_count; i++) {
        const struct move_rule *move = &profile->moves[i];
        if (move->effect == EFFECT_REDO && move_leaves(move, record->state) &&
            move_fits(move, record->type)) {
            return move;
        }
    }
    return NULL;
}

/* Not satisfied: handled again, at once and linked to the callback that said so (R2.13). */
static enum status handle_again(struct desk *desk, struct moving *moving, struct err *err)
{
    const struct choice *answer = profile_choice(desk->profile, SET_SATISFACTION, moving->after.satisfaction);
    const struct move_rule *redo = redo_of(desk->profile, &moving->after);
    int64_t count, last;
    if (answer == NULL || !answer->is_redo || redo == NULL || moving->is_attempt) {
        return STATUS_OK;
    }
    struct moving *again = mem_new(1, sizeof(*again));
    struct move_request request = {.case_id = moving->before.head.id};
    enum status status = moving_load(desk, again, request.case_id, 0, err);
    if (status == STATUS_OK) {
        status = step_store_tally(desk->store, request.case_id, redo->id, &count, &last, err);
    }
    if (status == STATUS_OK) {
        text_format(request.note, sizeof(request.note), _("第%lld次重办，回访%s：%s"), (long long)count + 1,
                    answer->label, moving->details_after.step.reason);
        again->request = &request;
        again->move = redo;
        text_copy(again->badge, sizeof(again->badge), moving->badge);
        text_copy(again->details_after.step.reason, sizeof(again->details_after.step.reason),
                  moving->details_after.step.reason);
        again->after.satisfaction[0] = '\0'; /* said in the course; the next callback asks anew */
        status = moving_make(desk, again, NULL, err);
    }
    moving->after = again->after;
    free(again);
    return status;
}

enum status moving_follow_up(struct desk *desk, struct moving *moving, struct err *err)
{
    switch (moving->move->effect) {
    case EFFECT_MERGE:
        return tell_other(desk, moving, err);
    case EFFECT_SPLIT:
        return split_off(desk, moving, err);
    case EFFECT_CALLBACK:
        return handle_again(desk, moving, err);
    default:
        return STATUS_OK;
    }
}
