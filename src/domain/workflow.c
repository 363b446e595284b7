#include "zuoxi/domain/workflow.h"

#include <string.h>

#include "zuoxi/base/clock.h"
#include "zuoxi/base/str.h"
#include "zuoxi/base/text.h"
#include "zuoxi/domain/ledger.h"

/* The event every case begins with. */
#define EVENT_ACCEPT "accept"

static bool move_is_possible(const struct move_rule *move, const struct case_record *record)
{
    return move_leaves(move, record->state) && move_fits(move, record->type);
}

static bool move_is_allowed(const struct move_rule *move, const struct case_record *record, enum role role)
{
    return role < ROLE_COUNT && move->roles[role] && move_is_possible(move, record);
}

/* Why no rule of this name lets the role do it now: `named` is one of them, `leaving` one that leaves the
 * state. */
static void explain_refusal(const struct profile *profile, const struct case_record *record, enum role role,
                            const struct move_rule *named, const struct move_rule *leaving, struct err *err)
{
    char state[80];
    profile_label(profile, SET_STATE, record->state, state);
    if (leaving != NULL) {
        err_set(err, STATUS_DENIED, _("%s不能做「%s」"), role_label(role), leaving->label);
        err_advise(err, _("请有权限的同事来做"));
        return;
    }
    err_set(err, STATUS_INVALID, _("工单%s现在是「%s」，不能「%s」"), record->number, state, named->label);
    err_advise(err, _("请刷新后查看可用的操作"));
}

const struct move_rule *workflow_find(const struct profile *profile, const struct case_record *record,
                                      enum role role, const char *action, struct err *err)
{
    const struct move_rule *named = NULL, *leaving = NULL;
    for (size_t i = 0; i < profile->move_count; i++) {
        const struct move_rule *move = &profile->moves[i];
        if (strcmp(move->id, action) != 0) {
            continue;
        }
        if (move_is_allowed(move, record, role)) {
            return move;
        }
        named = move;
        if (move_is_possible(move, record)) {
            leaving = move;
        }
    }
    if (named != NULL) {
        explain_refusal(profile, record, role, named, leaving, err);
    } else {
        err_set(err, STATUS_NOT_FOUND, _("没有“%.40s”这个操作"), action);
    }
    return NULL;
}

size_t workflow_moves(const struct profile *profile, const struct case_record *record, enum role role,
                      const struct move_rule **moves, size_t max)
{
    size_t count = 0;
    for (size_t i = 0; i < profile->move_count && count < max; i++) {
        if (move_is_allowed(&profile->moves[i], record, role)) {
            moves[count++] = &profile->moves[i];
        }
    }
    return count;
}

/* 0: meets an open leg; 1: no leg of its own; 2: besides the usual way (chased, paused, handled again …); 3:
 * its leg is over. */
static int move_place(const struct move_rule *move, const struct leg *legs, size_t count)
{
    int place = move->effect == EFFECT_NONE || move->effect == EFFECT_CALLBACK ? 1 : 2;
    for (size_t i = 0; i < count; i++) {
        if (strcmp(legs[i].id, move->id) == 0) {
            place = leg_is_open(&legs[i]) ? 0 : 3;
        }
    }
    return place;
}

void workflow_order_moves(const struct leg *legs, size_t leg_count, const struct move_rule **moves,
                          size_t count)
{
    for (size_t i = 1; i < count; i++) {
        for (size_t j = i;
             j > 0 && move_place(moves[j], legs, leg_count) < move_place(moves[j - 1], legs, leg_count);
             j--) {
            const struct move_rule *later = moves[j];
            moves[j] = moves[j - 1];
            moves[j - 1] = later;
        }
    }
}

/* Is the leg of this line open? One from an `also` line runs beside it. */
static bool leg_runs(const struct profile *profile, const struct leg *legs, size_t count,
                     const struct leg_rule *rule)
{
    for (size_t i = 0; i < count; i++) {
        const struct leg_rule *also = leg_rule_also(profile, legs[i].id, legs[i].began_with);
        bool is_this = rule->is_also ? also == rule : also == NULL;
        if (is_this && strcmp(legs[i].id, rule->id) == 0 && leg_is_open(&legs[i])) {
            return true;
        }
    }
    return false;
}

static int next_sequence(const struct leg *legs, size_t count)
{
    int last = 0;
    for (size_t i = 0; i < count; i++) {
        if (legs[i].sequence > last) {
            last = legs[i].sequence;
        }
    }
    return last + 1;
}

bool workflow_begin_leg(const struct profile *profile, const struct case_record *record,
                        const struct leg_rule *rule, int64_t at, const struct work_rules *rules,
                        struct leg *legs, size_t *count)
{
    if (*count == LEGS_MAX) {
        return false;
    }
    struct leg *leg = &legs[*count];
    *leg = (struct leg){.case_id = record->head.id, .sequence = next_sequence(legs, *count), .start = at};
    text_copy(leg->id, sizeof(leg->id), rule->id);
    text_copy(leg->began_with, sizeof(leg->began_with), rule->from);
    leg->within = rule->within;
    leg->due = deadline_due(at, rule->within, rules, NULL, NULL);
    struct level_times times =
        deadline_level_times(at, leg->due, profile->warning_percent, profile->critical_percent);
    leg->warning = times.warning;
    leg->critical = times.critical;
    (*count)++;
    return true;
}

bool workflow_start_legs(const struct profile *profile, const struct case_record *record, const char *event,
                         int64_t at, const struct work_rules *rules, struct leg *legs, size_t *count)
{
    const struct leg_matter matter = leg_matter_of(record);
    for (size_t i = 0; i < profile->leg_count; i++) {
        const struct leg_rule *rule = &profile->legs[i];
        if (strcmp(rule->from, event) != 0 || !leg_rule_counts(profile, rule, &matter) ||
            leg_runs(profile, legs, *count, rule)) {
            continue;
        }
        if (!workflow_begin_leg(profile, record, rule, at, rules, legs, count)) {
            return false;
        }
    }
    return true;
}

/* Nothing happens before the case was accepted, nor before the leg it meets began (R2.0). */
static enum status check_time(const struct profile *profile, const struct move_rule *move, int64_t at,
                              const struct case_record *record, const struct leg *legs, size_t count,
                              struct err *err)
{
    if (record->accepted_at.given && at < record->accepted_at.value) {
        err_set(err, STATUS_INVALID, _("「%s」的时间早于受理时间"), move->label);
        return err_advise(err, _("请改成受理之后的时间"));
    }
    for (size_t i = 0; i < count; i++) {
        if (!leg_is_open(&legs[i]) || strcmp(legs[i].id, move->id) != 0 || at >= legs[i].start) {
            continue;
        }
        char start[20];
        clock_format(legs[i].start, start);
        err_set(err, STATUS_INVALID, _("「%s」的时间早于该环节的开始时间%s"),
                profile_leg_label(profile, legs[i].id), start);
        return err_advise(err, _("请改成这之后的时间"));
    }
    return STATUS_OK;
}

static void end_leg(const char *action, int64_t at, const struct work_rules *rules, struct leg *leg)
{
    ledger_resume(leg, 1, at, rules); /* a leg that waits when it ends is shifted up to its end */
    leg->late = at > leg->due ? at - leg->due : 0;
    text_copy(leg->ended_with, sizeof(leg->ended_with), action);
}

static void meet_legs(const char *action, int64_t at, const struct work_rules *rules, struct leg *legs,
                      size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (!leg_is_open(&legs[i]) || strcmp(legs[i].id, action) != 0) {
            continue;
        }
        end_leg(action, at, rules, &legs[i]);
        legs[i].met = at;
    }
}

/* Ended without being met. Its lateness is kept: skipping an overdue step does not make it punctual. */
static void drop_leg(const char *action, int64_t at, const struct work_rules *rules, struct leg *leg)
{
    end_leg(action, at, rules, leg);
    leg->is_dropped = true;
    leg->dropped_at = at;
}

static void drop_open_legs(const char *action, int64_t at, const struct work_rules *rules, struct leg *legs,
                           size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (leg_is_open(&legs[i])) {
            drop_leg(action, at, rules, &legs[i]);
        }
    }
}

/* Does the case have to go through this action to get on from the state? Then it is not passed over: a call
 * to the customer before the dispatch does not dispatch. */
static bool leads_on(const struct profile *profile, const struct case_record *record, const char *state,
                     const char *action)
{
    for (size_t i = 0; i < profile->move_count; i++) {
        const struct move_rule *move = &profile->moves[i];
        if (strcmp(move->id, action) == 0 && move_leaves(move, state) && move_fits(move, record->type) &&
            move->to[0] != '\0' && strcmp(move->to, state) != 0) {
            return true;
        }
    }
    return false;
}

/* A step done passes over the open ones before it: nobody owes a first phone call after the repair. */
static void drop_skipped_legs(const struct profile *profile, const struct move_rule *move, int64_t at,
                              const struct work_rules *rules, const struct case_record *record,
                              struct leg *legs, size_t count)
{
    size_t place = profile_leg_place(profile, move->id);
    const char *state = move->to[0] != '\0' ? move->to : record->state;

    if (place == profile->leg_label_count) {
        return;
    }
    for (size_t i = 0; i < count; i++) {
        if (leg_is_open(&legs[i]) && profile_leg_place(profile, legs[i].id) < place &&
            !leads_on(profile, record, state, legs[i].id)) {
            drop_leg(move->id, at, rules, &legs[i]);
        }
    }
}

/* A leg that starts while the case waits, waits with it. */
static void suspend_with(bool is_suspended, int64_t at, struct leg *legs, size_t count)
{
    if (is_suspended) {
        ledger_suspend(legs, count, at);
    }
}

static bool is_listed(const char list[MOVE_LEGS_MAX][MOVE_ID_SIZE], size_t count, const char *id)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(list[i], id) == 0) {
            return true;
        }
    }
    return false;
}

/* End the open legs begun by a move that is taken back; those that count from elsewhere go on. */
static void void_legs(const struct move_rule *move, int64_t at, const struct work_rules *rules,
                      struct leg *legs, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (leg_is_open(&legs[i]) && is_listed(move->voids, move->void_count, legs[i].began_with)) {
            drop_leg(move->id, at, rules, &legs[i]);
        }
    }
}

/* Begin legs anew whatever event they usually count from: an answer objected to is owed again, from now. */
static bool restart_legs(const struct profile *profile, const struct move_rule *move,
                         const struct case_record *record, int64_t at, const struct work_rules *rules,
                         struct leg *legs, size_t *count)
{
    const struct leg_matter matter = leg_matter_of(record);
    for (size_t i = 0; i < move->start_count; i++) {
        const struct leg_rule *rule = leg_rule_find(profile, move->start[i], &matter);
        if (rule == NULL || leg_runs(profile, legs, *count, rule)) {
            continue;
        }
        if (!workflow_begin_leg(profile, record, rule, at, rules, legs, count)) {
            return false;
        }
        text_copy(legs[*count - 1].began_with, sizeof(legs[0].began_with), move->id);
    }
    return true;
}

/* What the move starts: legs that count from it, those it begins anew, and for a case reopened all that an
 * acceptance starts. */
static bool start_all(const struct profile *profile, const struct move_rule *move,
                      const struct case_record *record, int64_t at, const struct work_rules *rules,
                      struct leg *legs, size_t *count)
{
    return workflow_start_legs(profile, record, move->id, at, rules, legs, count) &&
           restart_legs(profile, move, record, at, rules, legs, count) &&
           (move->effect != EFFECT_REOPEN ||
            workflow_start_legs(profile, record, EVENT_ACCEPT, at, rules, legs, count));
}

enum status workflow_apply(const struct profile *profile, const struct move_rule *move, int64_t at,
                           const struct work_rules *rules, struct case_record *record, struct leg *legs,
                           size_t *count, struct err *err)
{
    enum status status = check_time(profile, move, at, record, legs, *count, err);
    if (status != STATUS_OK) {
        return status;
    }
    bool is_suspended = ledger_is_suspended(legs, *count) || move->effect == EFFECT_SUSPEND;
    if (move->effect == EFFECT_RESUME) {
        ledger_resume(legs, *count, at, rules);
        is_suspended = false;
    }
    meet_legs(move->id, at, rules, legs, *count);
    drop_skipped_legs(profile, move, at, rules, record, legs, *count);
    void_legs(move, at, rules, legs, *count);
    if (move->closes) {
        drop_open_legs(move->id, at, rules, legs, *count);
        record->closed_at = (struct optional){at, true};
    } else if (!start_all(profile, move, record, at, rules, legs, count)) {
        err_set(err, STATUS_INVALID, _("工单%s已有%d个环节，不能再增加"), record->number, LEGS_MAX);
        return err_advise(err, _("请归档这张工单，另开一张"));
    }
    suspend_with(is_suspended, at, legs, *count);
    if (move->to[0] != '\0') {
        text_copy(record->state, sizeof(record->state), move->to);
    }
    return STATUS_OK;
}

bool workflow_preview(const struct profile *profile, const struct leg_matter *matter, const char *leg,
                      int64_t at, const struct work_rules *rules, struct leg_preview *preview)
{
    const struct leg_rule *rule = leg_rule_find(profile, leg, matter);
    if (rule == NULL || strcmp(rule->from, EVENT_ACCEPT) != 0) {
        return false;
    }
    preview->within = rule->within;
    preview->due = deadline_due(at, rule->within, rules, NULL, &preview->missing_year);
    return true;
}
