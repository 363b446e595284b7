/* Every move of a profile by itself: what it names exists, and its effect has what it needs. */

#include <confuse.h>
#include <string.h>

#include "profile_private.h"
#include "zuoxi/base/text.h"
#include "zuoxi/domain/case_record.h"
#include "zuoxi/domain/details.h"

struct subject {
    const struct profile *profile;
    struct conf_file *file;
    cfg_t *section;
    const struct move_rule *move;
};

static bool has_leg(const struct profile *profile, const char *id)
{
    for (size_t i = 0; i < profile->leg_count; i++) {
        if (strcmp(profile->legs[i].id, id) == 0) {
            return true;
        }
    }
    return false;
}

static void check_states(const struct subject *on)
{
    const struct move_rule *move = on->move;
    if (strcmp(move->id, EVENT_ACCEPT) == 0) {
        conf_finding(on->file, false, on->section, "", _("accept 是受理，不能作动作的名称"));
    }
    if (move->from_count == 0) {
        conf_finding(on->file, false, on->section, "from", _("至少要有一个状态"));
    }
    for (size_t f = 0; f < move->from_count; f++) {
        if (profile_choice(on->profile, SET_STATE, move->from[f]) == NULL) {
            profile_no_choice(on->profile, on->file, on->section, "from", SET_STATE, move->from[f]);
        }
    }
    if (move->to[0] != '\0' && profile_choice(on->profile, SET_STATE, move->to) == NULL) {
        profile_no_choice(on->profile, on->file, on->section, "to", SET_STATE, move->to);
    }
    for (size_t t = 0; t < move->type_count; t++) {
        if (profile_choice(on->profile, SET_TYPE, move->types[t]) == NULL) {
            profile_no_choice(on->profile, on->file, on->section, "types", SET_TYPE, move->types[t]);
        }
    }
}

/* Somebody may make it, and approve it. */
static void check_roles(const struct subject *on)
{
    bool is_allowed = false;
    for (int role = ROLE_NONE + 1; role < ROLE_COUNT; role++) {
        is_allowed = is_allowed || on->move->roles[role];
    }
    if (!is_allowed) {
        conf_finding(on->file, false, on->section, "roles", _("没有任何角色可以做“%s”"), on->move->id);
    } else if (on->move->is_approved && !on->move->roles[ROLE_LEAD]) {
        conf_finding(on->file, false, on->section, "roles",
                     _("要批准的动作，roles 里要有 lead，否则没人能批"));
    }
}

static void check_fields(const struct subject *on)
{
    for (size_t i = 0; i < on->move->ask_count; i++) {
        const struct detail_kind *kind;
        const char *name = on->move->ask[i];
        const struct field *field = field_find(&case_record_fields, name);
        if (field == NULL && detail_find_field(name, &kind, &field) && kind->owner == DETAIL_OF_CONTACT) {
            field = NULL;
        }
        if (field == NULL) {
            char hint[120];
            profile_field_hint(name, hint, sizeof(hint));
            conf_finding(on->file, false, on->section, "ask", _("工单没有字段“%s”%s"), name, hint);
        } else if (field->flags & FIELD_FIXED) {
            conf_finding(on->file, false, on->section, "ask", _("字段“%s”由程序填写，不能问"), name);
        }
    }
}

/* Every leg or move a list names is there. */
static void check_names(const struct subject *on, const char *option,
                        const char names[MOVE_LEGS_MAX][MOVE_ID_SIZE], size_t count, bool are_legs)
{
    char hint[120];
    for (size_t i = 0; i < count; i++) {
        if (are_legs && !has_leg(on->profile, names[i])) {
            profile_leg_hint(on->profile, names[i], hint, sizeof(hint));
            conf_finding(on->file, false, on->section, option, _("没有环节“%s”%s"), names[i], hint);
        } else if (!are_legs && profile_move(on->profile, names[i]) == NULL) {
            profile_move_hint(on->profile, names[i], hint, sizeof(hint));
            conf_finding(on->file, false, on->section, option, _("没有动作“%s”%s"), names[i], hint);
        }
    }
}

static void check_limits(const struct subject *on)
{
    const struct move_rule *move = on->move;
    if ((move->within.amount > 0) != (move->since[0] != '\0')) {
        conf_finding(on->file, false, on->section, move->since[0] == '\0' ? "within" : "since",
                     _("within 和 since 要一起写：在哪个动作之后多久以内"));
    } else if (move->since[0] != '\0' && profile_move(on->profile, move->since) == NULL) {
        char hint[120];
        profile_move_hint(on->profile, move->since, hint, sizeof(hint));
        conf_finding(on->file, false, on->section, "since", _("没有动作“%s”%s"), move->since, hint);
    }
    if (move->is_before_due && move->extend_count == 0) {
        conf_finding(on->file, false, on->section, "before_due", _("before_due 要和 extend 一起写"));
    }
}

/* Fields that an effect cannot do without. */
static const struct {
    enum move_effect effect;
    const char *field;
} needed[] = {
    {EFFECT_EXTEND, "step.extra"}, {EFFECT_CALLBACK, "step.reached"}, {EFFECT_CALLBACK, "satisfaction"},
    {EFFECT_MERGE, "step.other"},  {EFFECT_SPLIT, "step.matter"},
};

static void check_effect(const struct subject *on)
{
    const struct move_rule *move = on->move;
    for (size_t i = 0; i < sizeof(needed) / sizeof(needed[0]); i++) {
        if (needed[i].effect == move->effect && !move_asks(move, needed[i].field)) {
            conf_finding(on->file, false, on->section, "effect", _("%s 的动作要问 %s，请写进 need"),
                         move_effect_code(move->effect), needed[i].field);
        }
    }
    if (move->effect == EFFECT_EXTEND && move->extend_count == 0) {
        conf_finding(on->file, false, on->section, "effect",
                     _("extend 的动作要写延期哪些环节：extend = {…}"));
    }
    if (move->effect == EFFECT_MERGE && !move->closes) {
        conf_finding(on->file, false, on->section, "effect", _("merge 的动作要写 closes = true"));
    }
}

void profile_check_moves(const struct profile *profile, struct conf_file *file)
{
    for (size_t i = 0; i < profile->move_count; i++) {
        const struct move_rule *move = &profile->moves[i];
        struct subject on = {profile, file, cfg_getnsec(file->cfg, "move", (unsigned)i), move};
        check_states(&on);
        check_roles(&on);
        check_fields(&on);
        check_names(&on, "start", move->start, move->start_count, true);
        check_names(&on, "extend", move->extend, move->extend_count, true);
        check_names(&on, "voids", move->voids, move->void_count, false);
        check_limits(&on);
        check_effect(&on);
    }
}
