/*
 * Proofs over a profile's workflow, for every type of case by itself: each state can be reached, each leads
 * to the end, each leg that starts can be met by a move that can still come, each pause can end (spec R2.1).
 */

#include <confuse.h>
#include <stdlib.h>
#include <string.h>

#include "profile_private.h"
#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"

#define STATES_MAX 64 /* more is refused: nobody keeps that many apart */

struct flow {
    const struct profile *profile;
    struct conf_file *file;
    size_t state_count;
    const char *type; /* the proof's; NULL: whatever fits any type */
};

struct states {
    bool has[STATES_MAX];
};

static size_t state_index(const struct flow *flow, const char *state)
{
    const struct choice *choice = profile_choice(flow->profile, SET_STATE, state);
    return choice == NULL ? SIZE_MAX : (size_t)(choice - flow->profile->sets[SET_STATE].items);
}

static void add_state(const struct flow *flow, struct states *states, const char *state)
{
    size_t index = state_index(flow, state);
    if (index < STATES_MAX) {
        states->has[index] = true;
    }
}

static const char *state_code(const struct flow *flow, size_t index)
{
    return flow->profile->sets[SET_STATE].items[index].code;
}

static bool fits(const struct flow *flow, const struct move_rule *move)
{
    return flow->type == NULL || move_fits(move, flow->type);
}

/* Is a state the move leaves among these? */
static bool can_be_made(const struct flow *flow, const struct move_rule *move, const struct states *states)
{
    for (size_t i = 0; i < flow->state_count; i++) {
        if (states->has[i] && move_leaves(move, state_code(flow, i))) {
            return fits(flow, move);
        }
    }
    return false;
}

/* Follow the moves from the states given until nothing new is reached. */
static void follow(const struct flow *flow, struct states *states)
{
    bool changes = true;
    while (changes) {
        changes = false;
        for (size_t i = 0; i < flow->profile->move_count; i++) {
            const struct move_rule *move = &flow->profile->moves[i];
            size_t to = state_index(flow, move->to);
            if (to < STATES_MAX && !states->has[to] && can_be_made(flow, move, states)) {
                states->has[to] = changes = true;
            }
        }
    }
}

/* A state may end a case when a closing move leads there, or it is that of a case answered at once. */
static bool is_exit(const struct flow *flow, const char *state)
{
    for (size_t i = 0; i < flow->profile->move_count; i++) {
        const struct move_rule *move = &flow->profile->moves[i];
        if (move->closes && strcmp(move->to, state) == 0) {
            return true;
        }
    }
    return strcmp(state, flow->profile->closed_state) == 0;
}

static void start_states(const struct flow *flow, struct states *states)
{
    *states = (struct states){0};
    add_state(flow, states, flow->profile->first_state);
    add_state(flow, states, flow->profile->closed_state);
}

static cfg_t *state_section(const struct flow *flow, size_t index)
{
    return cfg_getnsec(flow->file->cfg, "state", (unsigned)index);
}

static cfg_t *move_section(const struct flow *flow, const struct move_rule *move)
{
    return cfg_getnsec(flow->file->cfg, "move", (unsigned)(move - flow->profile->moves));
}

/* Every state is reached by cases of some type. */
static void check_reached(struct flow *flow)
{
    struct states states;
    flow->type = NULL;
    start_states(flow, &states);
    follow(flow, &states);
    for (size_t i = 0; i < flow->state_count; i++) {
        if (!states.has[i]) {
            conf_finding(flow->file, false, state_section(flow, i), "", _("状态“%s”到达不了：没有动作通向它"),
                         state_code(flow, i));
        }
    }
}

/* From every state that cases of the type reach, one that ends them can be reached. Said once a state. */
static void check_ends(struct flow *flow, struct states *said)
{
    struct states states;
    start_states(flow, &states);
    follow(flow, &states);
    for (size_t i = 0; i < flow->state_count; i++) {
        struct states after = {.has = {[0] = false}};
        bool ends = false;
        after.has[i] = true;
        follow(flow, &after);
        for (size_t s = 0; s < flow->state_count; s++) {
            ends = ends || (after.has[s] && is_exit(flow, state_code(flow, s)));
        }
        if (states.has[i] && !ends && !said->has[i]) {
            said->has[i] = true;
            conf_finding(flow->file, false, state_section(flow, i), "",
                         _("状态“%s”是死路：“%s”类工单到了这里走不到结束，请加一个离开它的动作"),
                         state_code(flow, i), flow->type);
        }
    }
}

/* The states a case may be in right after the event. */
static void states_after(const struct flow *flow, const char *event, struct states *states)
{
    struct states reached;
    start_states(flow, &reached);
    follow(flow, &reached);
    *states = (struct states){0};
    if (strcmp(event, EVENT_ACCEPT) == 0) {
        add_state(flow, states, flow->profile->first_state);
        return;
    }
    for (size_t i = 0; i < flow->profile->move_count; i++) {
        const struct move_rule *move = &flow->profile->moves[i];
        if (strcmp(move->id, event) != 0 || move->closes || !fits(flow, move)) {
            continue;
        }
        for (size_t s = 0; s < flow->state_count; s++) {
            if (reached.has[s] && move_leaves(move, state_code(flow, s))) {
                add_state(flow, states, move->to[0] == '\0' ? state_code(flow, s) : move->to);
            }
        }
    }
}

/* Can the leg's move still be made from one of these states, or whatever follows them? */
static bool can_be_met(const struct flow *flow, const char *leg, struct states states)
{
    follow(flow, &states);
    for (size_t i = 0; i < flow->profile->move_count; i++) {
        const struct move_rule *move = &flow->profile->moves[i];
        if (strcmp(move->id, leg) == 0 && can_be_made(flow, move, &states)) {
            return true;
        }
    }
    return false;
}

static bool is_empty(const struct flow *flow, const struct states *states)
{
    for (size_t i = 0; i < flow->state_count; i++) {
        if (states->has[i]) {
            return false;
        }
    }
    return true;
}

static bool leg_is_of(const struct leg_rule *leg, const char *type)
{
    for (size_t i = 0; i < leg->type_count; i++) {
        if (strcmp(leg->types[i], type) == 0) {
            return true;
        }
    }
    return leg->type_count == 0;
}

/* Every leg that an event starts can be met. One finding a line. */
static void check_legs_end(struct flow *flow, const struct leg_rule *leg, size_t index)
{
    const struct choices *types = &flow->profile->sets[SET_TYPE];
    for (size_t t = 0; t < types->count; t++) {
        struct states after;
        flow->type = types->items[t].code;
        if (!leg_is_of(leg, flow->type)) {
            continue;
        }
        states_after(flow, leg->from, &after);
        if (!is_empty(flow, &after) && !can_be_met(flow, leg->id, after)) {
            conf_finding(flow->file, false, cfg_getnsec(flow->file->cfg, "leg", (unsigned)index), "",
                         _("环节“%s”停不下来：“%s”之后，“%s”类工单再也做不到“%s”"), leg->id, leg->from,
                         flow->type, leg->id);
            return;
        }
    }
}

/* The same for legs that a move begins anew. */
static void check_restarts(struct flow *flow, const struct move_rule *move)
{
    flow->type = move->type_count > 0 ? move->types[0] : NULL;
    for (size_t i = 0; i < move->start_count; i++) {
        struct states after;
        states_after(flow, move->id, &after);
        if (!is_empty(flow, &after) && !can_be_met(flow, move->start[i], after)) {
            conf_finding(flow->file, false, move_section(flow, move), "start",
                         _("环节“%s”停不下来：“%s”之后再也做不到“%s”"), move->start[i], move->id,
                         move->start[i]);
        }
    }
}

/* A paused case runs again: its state is left by a resuming move, and by no other that leaves the clock
 * stopped.
 */
static void check_pause(struct flow *flow, const struct move_rule *suspend)
{
    bool resumes = false;
    if (suspend->to[0] == '\0') {
        conf_finding(flow->file, false, move_section(flow, suspend), "to", _("挂起要有自己的状态，请写 to"));
        return;
    }
    for (size_t i = 0; i < flow->profile->move_count; i++) {
        const struct move_rule *move = &flow->profile->moves[i];
        if (!move_leaves(move, suspend->to)) {
            continue;
        }
        resumes = resumes || move->effect == EFFECT_RESUME;
        if (move->effect != EFFECT_RESUME && !move->closes && move->to[0] != '\0' &&
            strcmp(move->to, suspend->to) != 0) {
            conf_finding(flow->file, false, move_section(flow, move), "from",
                         _("从挂起的“%s”离开而不恢复计时，请用 effect = \"resume\" 的动作"), suspend->to);
        }
    }
    if (!resumes) {
        conf_finding(flow->file, false, move_section(flow, suspend), "to",
                     _("“%s”之后没有恢复：请加一个 effect = \"resume\"、从“%s”离开的动作"), suspend->id,
                     suspend->to);
    }
}

/* A move none of whose states a case can be in is never made. */
static void check_possible(struct flow *flow, const struct move_rule *move)
{
    struct states states;
    flow->type = NULL;
    start_states(flow, &states);
    follow(flow, &states);
    if (move->from_count > 0 && !can_be_made(flow, move, &states)) {
        conf_finding(flow->file, true, move_section(flow, move), "from", _("动作“%s”永远做不到"), move->id);
    }
}

/* "不满意" is handled again: a redo leaves the state after the callback. */
static void check_redo(struct flow *flow, const struct move_rule *callback)
{
    const struct choices *answers = &flow->profile->sets[SET_SATISFACTION];
    bool is_wanted = false, is_there = false;
    for (size_t i = 0; i < answers->count; i++) {
        is_wanted = is_wanted || answers->items[i].is_redo;
    }
    for (size_t i = 0; i < flow->profile->move_count; i++) {
        const struct move_rule *move = &flow->profile->moves[i];
        is_there = is_there || (move->effect == EFFECT_REDO && move_leaves(move, callback->to));
    }
    if (is_wanted && !is_there) {
        conf_finding(flow->file, false, move_section(flow, callback), "to",
                     _("有 redo = true 的满意度，“%s”之后却没有 effect = \"redo\" 的动作"), callback->id);
    }
}

void profile_check_flow(const struct profile *profile, struct conf_file *file, bool is_whole)
{
    struct flow flow = {profile, file, profile->sets[SET_STATE].count, NULL};
    struct states said = {.has = {[0] = false}};
    if (flow.state_count > STATES_MAX) {
        conf_finding(file, false, NULL, "state", _("最多 %d 个状态"), STATES_MAX);
        return;
    }
    check_reached(&flow);
    if (!is_whole) {
        return;
    }
    for (size_t t = 0; t < profile->sets[SET_TYPE].count; t++) {
        flow.type = profile->sets[SET_TYPE].items[t].code;
        check_ends(&flow, &said);
    }
    for (size_t i = 0; i < profile->leg_count; i++) {
        check_legs_end(&flow, &profile->legs[i], i);
    }
    for (size_t i = 0; i < profile->move_count; i++) {
        const struct move_rule *move = &profile->moves[i];
        check_possible(&flow, move);
        check_restarts(&flow, move);
        if (move->effect == EFFECT_SUSPEND) {
            check_pause(&flow, move);
        } else if (move->effect == EFFECT_CALLBACK) {
            check_redo(&flow, move);
        }
    }
}
