#include "zuoxi/domain/regrade.h"

#include <string.h>

#include "zuoxi/base/str.h"

/* Does a move of this name, as cases of the type have it, do `what` to `id`? */
static bool move_lists(const struct regrade *regrade, const char *action, bool is_start, const char *id)
{
    for (size_t i = 0; i < regrade->profile->move_count; i++) {
        const struct move_rule *move = &regrade->profile->moves[i];
        size_t count = is_start ? move->start_count : move->void_count;
        if (strcmp(move->id, action) != 0 || !move_fits(move, regrade->record->type)) {
            continue;
        }
        for (size_t k = 0; k < count; k++) {
            if (strcmp(is_start ? move->start[k] : move->voids[k], id) == 0) {
                return true;
            }
        }
    }
    return false;
}

static bool is_reopening(const struct regrade *regrade, const char *action)
{
    for (size_t i = 0; i < regrade->profile->move_count; i++) {
        const struct move_rule *move = &regrade->profile->moves[i];
        if (strcmp(move->id, action) == 0 && move->effect == EFFECT_REOPEN) {
            return true;
        }
    }
    return false;
}

/* The event the case's present course began with: its acceptance, or its last reopening, before which nothing
 * counts any more. */
static size_t first_event(const struct regrade *regrade)
{
    for (size_t i = regrade->event_count; i-- > 0;) {
        if (is_reopening(regrade, regrade->events[i].action)) {
            return i;
        }
    }
    return 0;
}

/* A reopening starts what an acceptance does. */
static bool is_event(const struct regrade *regrade, size_t event, const char *action)
{
    const char *found = regrade->events[event].action;
    return strcmp(found, action) == 0 || (strcmp(action, "accept") == 0 && is_reopening(regrade, found));
}

/* Was the event taken back by a later one? */
static bool is_void(const struct regrade *regrade, size_t event)
{
    for (size_t i = event + 1; i < regrade->event_count; i++) {
        if (move_lists(regrade, regrade->events[i].action, false, regrade->events[event].action)) {
            return true;
        }
    }
    return false;
}

/* The last time something happened that still counts; NULL: never. */
static const struct case_event *last_event(const struct regrade *regrade, const char *action)
{
    for (size_t i = regrade->event_count, first = first_event(regrade); i-- > first;) {
        if (is_event(regrade, i, action)) {
            return is_void(regrade, i) ? NULL : &regrade->events[i];
        }
    }
    return NULL;
}

/* Has the leg's own step, or one behind it in the chain, been made since? Then nobody owes it any more. */
static bool was_passed(const struct regrade *regrade, const char *leg, const struct case_event *since)
{
    size_t place = profile_leg_place(regrade->profile, leg), none = regrade->profile->leg_label_count;
    for (size_t i = (size_t)(since - regrade->events) + 1; i < regrade->event_count; i++) {
        const char *action = regrade->events[i].action;
        size_t other = profile_leg_place(regrade->profile, action);
        bool is_behind = place < none && other < none && other > place;
        if ((is_behind || strcmp(action, leg) == 0) && !is_void(regrade, i)) {
            return true;
        }
    }
    return false;
}

/* Where the leg counts from by its new rule; false: that has not happened yet. */
static bool find_start(const struct regrade *regrade, const struct leg_rule *rule, struct leg *leg)
{
    bool stays = leg->began_with[0] == '\0' || strcmp(leg->began_with, rule->from) == 0 ||
                 move_lists(regrade, leg->began_with, true, leg->id);
    const struct case_event *event = stays ? NULL : last_event(regrade, rule->from);
    if (event != NULL) {
        leg->start = event->at;
        text_copy(leg->began_with, sizeof(leg->began_with), rule->from);
    }
    return stays || event != NULL;
}

/* Never owed after all: it ends without lateness. */
static void end_leg(const struct regrade *regrade, struct leg *leg, struct regrade_line *line)
{
    *line = (struct regrade_line){.kind = REGRADE_ENDED};
    line->change = (struct leg_change){.case_id = leg->case_id,
                                       .sequence = leg->sequence,
                                       .old_within = leg->within,
                                       .new_within = leg->within,
                                       .old_due = leg->due,
                                       .at = regrade->at};
    text_copy(line->change.leg, sizeof(line->change.leg), leg->id);
    leg->is_dropped = true;
    leg->dropped_at = regrade->at;
    leg->suspended_at = 0;
    leg->late = 0;
    text_copy(leg->ended_with, sizeof(leg->ended_with), REGRADE_ACTION);
}

/* False when the leg stays as it was. */
static bool follow_leg(const struct regrade *regrade, const struct leg_matter *matter, struct leg *leg,
                       struct regrade_line *line)
{
    const struct leg_rule *also = leg_rule_also(regrade->profile, leg->id, leg->began_with);
    const struct leg_rule *rule = also != NULL ? also : leg_rule_find(regrade->profile, leg->id, matter);
    rule = rule != NULL && leg_rule_counts(regrade->profile, rule, matter) ? rule : NULL;
    if (rule == NULL || !find_start(regrade, rule, leg)) {
        end_leg(regrade, leg, line);
        return true;
    }
    struct duration before = leg->within;
    *line = (struct regrade_line){.kind = REGRADE_MOVED};
    ledger_recompute(regrade->ledger, regrade->profile, regrade->rules, rule->within, regrade->at, leg,
                     &line->change);
    return line->change.new_due != line->change.old_due || before.amount != rule->within.amount ||
           before.unit != rule->within.unit;
}

/* Does the case have the line's leg, or did it have one that ended otherwise than by a correction? */
static bool has_leg(const struct regrade *regrade, const struct leg *legs, size_t count,
                    const struct leg_rule *rule)
{
    for (size_t i = 0; i < count; i++) {
        const struct leg_rule *also = leg_rule_also(regrade->profile, legs[i].id, legs[i].began_with);
        bool is_this = strcmp(legs[i].id, rule->id) == 0 && (rule->is_also ? also == rule : also == NULL);
        bool was_ended_so = legs[i].is_dropped && strcmp(legs[i].ended_with, REGRADE_ACTION) == 0;
        bool is_old = regrade->event_count > 0 && legs[i].start < regrade->events[first_event(regrade)].at;
        if (is_this && !was_ended_so && !is_old) {
            return true;
        }
    }
    return false;
}

static void begin_leg(const struct regrade *regrade, const struct leg_rule *rule, int64_t at,
                      struct leg *legs, size_t *count, struct regrade_line *line)
{
    const struct leg_pause *running = ledger_running_pause(regrade->ledger);
    workflow_begin_leg(regrade->profile, regrade->record, rule, at, regrade->rules, legs, count);
    struct leg *leg = &legs[*count - 1];
    *line = (struct regrade_line){.kind = REGRADE_BEGUN};
    ledger_recompute(regrade->ledger, regrade->profile, regrade->rules, rule->within, regrade->at, leg,
                     &line->change);
    line->change.old_due = 0;
    if (running != NULL) {
        ledger_suspend(leg, 1, running->from);
    }
}

size_t regrade_legs(const struct regrade *regrade, struct leg legs[LEGS_MAX], size_t *count,
                    struct regrade_line lines[LEGS_MAX])
{
    const struct leg_matter matter = leg_matter_of(regrade->record);
    size_t used = 0;
    for (size_t i = 0; i < *count; i++) {
        if (leg_is_open(&legs[i]) && follow_leg(regrade, &matter, &legs[i], &lines[used])) {
            used++;
        }
    }
    for (size_t i = 0; i < regrade->profile->leg_count && *count < LEGS_MAX && used < LEGS_MAX; i++) {
        const struct leg_rule *rule = &regrade->profile->legs[i];
        if (!leg_rule_counts(regrade->profile, rule, &matter) || has_leg(regrade, legs, *count, rule)) {
            continue;
        }
        const struct case_event *event = last_event(regrade, rule->from);
        if (event != NULL && !was_passed(regrade, rule->id, event)) {
            begin_leg(regrade, rule, event->at, legs, count, &lines[used++]);
        }
    }
    return used;
}
