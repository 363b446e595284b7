/* Correcting a case: two people's edits merge field by field; a new grade or type moves the open legs' due
 * times. */

#include <stdlib.h>
#include <string.h>

#include "casework_details.h"
#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/desk/casework.h"
#include "zuoxi/desk/correct.h"
#include "zuoxi/store/record.h"

struct edit_state {
    struct case_record current, merged;
    struct case_file file; /* legs and timeline as they stand */
    struct str said;       /* what changed, for the timeline */
};

/*
 * The leg `id` as it would have been started for the corrected case at `start`; false when it has none now.
 */
static bool leg_anew(const struct desk *desk, const struct case_record *record, const char *id, int64_t start,
                     struct leg *anew)
{
    const struct profile *profile = desk->profile;
    for (size_t i = 0; i < profile->leg_count; i++) {
        struct leg legs[LEGS_MAX];
        size_t count = 0;
        if (strcmp(profile->legs[i].id, id) != 0) {
            continue;
        }
        workflow_start_legs(profile, record, profile->legs[i].from, start, &desk->settings->rules, legs,
                            &count);
        for (size_t j = 0; j < count; j++) {
            if (strcmp(legs[j].id, id) == 0) {
                *anew = legs[j];
                return true;
            }
        }
    }
    return false;
}

static void say_due(struct edit_state *state, const char *label, int64_t before, int64_t after)
{
    char from[20], to[20];
    clock_format(before, from);
    clock_format(after, to);
    str_printf(&state->said, "；%s：%.16s→%.16s", label, from, to);
}

static void recompute_open_legs(const struct desk *desk, struct edit_state *state)
{
    for (size_t i = 0; i < state->file.leg_count; i++) {
        struct leg *leg = &state->file.legs[i], anew;
        const char *label = profile_leg_label(desk->profile, leg->id);
        if (!leg_is_open(leg)) {
            continue;
        }
        if (!leg_anew(desk, &state->merged, leg->id, leg->start, &anew)) {
            leg->is_dropped = true;
            str_printf(&state->said, _("；%s：不再计时"), label);
            continue;
        }
        if (anew.due != leg->due) {
            say_due(state, label, leg->due, anew.due);
        }
        leg->within = anew.within;
        leg->due = anew.due;
        leg->warning = anew.warning;
        leg->critical = anew.critical;
    }
}

static bool has_leg(const struct edit_state *state, const char *id)
{
    for (size_t i = 0; i < state->file.leg_count; i++) {
        if (strcmp(state->file.legs[i].id, id) == 0 && !state->file.legs[i].is_dropped) {
            return true;
        }
    }
    return false;
}

/* Has the move that meets a leg been made already since? */
static bool was_made(const struct edit_state *state, const char *action, int64_t since)
{
    for (size_t i = 0; i < state->file.timeline_count; i++) {
        if (strcmp(state->file.timeline[i].action, action) == 0 && state->file.timeline[i].at >= since) {
            return true;
        }
    }
    return false;
}

/* Legs only the corrected type has, from the events that already happened. */
static void start_missing_legs(const struct desk *desk, struct edit_state *state)
{
    for (size_t i = 0; i < state->file.timeline_count; i++) {
        const struct timeline_row *event = &state->file.timeline[i];
        struct leg legs[LEGS_MAX];
        size_t count = 0;
        workflow_start_legs(desk->profile, &state->merged, event->action, event->at, &desk->settings->rules,
                            legs, &count);
        for (size_t j = 0; j < count && state->file.leg_count < LEGS_MAX; j++) {
            if (has_leg(state, legs[j].id) || was_made(state, legs[j].id, legs[j].start)) {
                continue;
            }
            legs[j].case_id = state->merged.head.id;
            legs[j].sequence = (int)state->file.leg_count + 1;
            state->file.legs[state->file.leg_count++] = legs[j];
            str_printf(&state->said, _("；%s：开始计时"), profile_leg_label(desk->profile, legs[j].id));
        }
    }
}

static enum status regrade(struct desk *desk, struct edit_state *state, struct err *err)
{
    bool is_open = !state->merged.closed_at.given;
    if (strcmp(state->current.type, state->merged.type) == 0 &&
        strcmp(state->current.grade, state->merged.grade) == 0) {
        return STATUS_OK;
    }
    recompute_open_legs(desk, state);
    if (is_open) {
        start_missing_legs(desk, state);
    }
    const struct choice *type = profile_choice(desk->profile, SET_TYPE, state->merged.type);
    return case_store_set_legs(desk->store, &state->merged, type != NULL && type->is_urgent, is_open,
                               state->file.legs, state->file.leg_count, err);
}

static enum status write_edit(struct desk *desk, struct edit_state *state, struct err *err)
{
    struct timeline_row *row = mem_new(1, sizeof(*row));
    enum status status =
        record_update(desk->store, &case_record_fields, &state->current, &state->merged, NULL, err);
    if (status == STATUS_OK) {
        status = regrade(desk, state, err);
    }
    int finished = state->merged.is_unfinished - state->current.is_unfinished;
    if (status == STATUS_OK && finished != 0) {
        status = store_count_add(desk->store, "unfinished", finished, err);
    }
    row->case_id = state->merged.head.id;
    row->at = clock_now(desk->clock);
    text_copy(row->badge, sizeof(row->badge), desk->actor.badge);
    text_copy(row->action, sizeof(row->action), "edit");
    text_copy(row->note, sizeof(row->note), str_text(&state->said));
    if (status == STATUS_OK) {
        status = case_store_add_timeline(desk->store, row, err);
    }
    if (status == STATUS_OK) {
        status = desk_audit(desk, "case.edit", "case", row->case_id, &case_record_fields, &state->current,
                            &state->merged, row->note, err);
    }
    free(row);
    return status;
}

enum status casework_edit(struct desk *desk, void *argument, int64_t *case_id, struct err *err)
{
    const struct case_edit *edit = argument;
    *case_id = edit->before.head.id;
    enum status status = desk_allow(desk, RIGHT_CASE_EDIT, err);
    if (status != STATUS_OK) {
        return status;
    }
    struct edit_state *state = mem_new(1, sizeof(*state));
    status = casework_load(desk, edit->before.head.id, &state->file, err);
    state->current = state->file.record;
    if (status == STATUS_OK) {
        status = correct_merge(&case_record_fields, &edit->before, &edit->after, &state->current,
                               &state->merged, err);
    }
    if (status == STATUS_OK) {
        status = field_check(&case_record_fields, &state->merged, NULL, err);
    }
    if (status == STATUS_OK) {
        status = profile_check_codes(desk->profile, &case_record_fields, &state->merged, NULL, err);
    }
    if (status == STATUS_OK) {
        details_describe(desk->profile, &case_record_fields, &state->current, &state->merged, &state->said);
        status = details_correct(desk, DETAIL_OF_CASE, *case_id, &edit->details_before, &edit->details_after,
                                 &state->said, err);
    }
    if (status == STATUS_OK && state->said.length > 0) {
        status = write_edit(desk, state, err);
    }
    str_free(&state->said);
    free(state);
    return status;
}
