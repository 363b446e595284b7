#include <confuse.h>
#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/conf/loader.h"
#include "zuoxi/domain/case_record.h"
#include "zuoxi/domain/details.h"

#define EVENT_ACCEPT "accept"

static const struct move_rule *find_move(const struct profile *profile, const char *id)
{
    for (size_t i = 0; i < profile->move_count; i++) {
        if (strcmp(profile->moves[i].id, id) == 0) {
            return &profile->moves[i];
        }
    }
    return NULL;
}

static bool has_state(const struct profile *profile, const char *state)
{
    return profile_choice(profile, SET_STATE, state) != NULL;
}

/* Sets no form can do without, and one default at most in each. */
static void check_choices(const struct profile *profile, struct conf_file *file)
{
    static const struct {
        const char *name;
        enum choice_set set;
    } needed[] = {{"type", SET_TYPE},       {"grade", SET_GRADE}, {"state", SET_STATE},
                  {"channel", SET_CHANNEL}, {"title", SET_TITLE}, {"outcome", SET_OUTCOME}};

    for (size_t i = 0; i < sizeof(needed) / sizeof(needed[0]); i++) {
        const struct choices *choices = &profile->sets[needed[i].set];
        bool has_default = false;
        if (choices->count == 0) {
            conf_finding(file, false, NULL, needed[i].name, _("至少要有一个 %s"), needed[i].name);
        }
        for (size_t c = 0; c < choices->count; c++) {
            if (choices->items[c].is_default && has_default) {
                conf_finding(file, false, cfg_getnsec(file->cfg, needed[i].name, (unsigned)c), "default",
                             _("%s 只能有一个默认项"), needed[i].name);
            }
            has_default = has_default || choices->items[c].is_default;
        }
    }
    if (profile->sets[SET_TYPE].count > 10) {
        conf_finding(file, true, NULL, "type", _("有 %zu 个类型，数字键只能选前 10 个"),
                     profile->sets[SET_TYPE].count);
    }
}

/* The kind of side record nearest to a mistyped one, among those an owner may have; NULL when none is near.
 */
static const char *nearest_form(const char *form, enum detail_owner owner)
{
    struct option names[16] = {0};
    size_t count = 0;
    for (size_t i = 0; i < detail_kind_count && count < 15; i++) {
        if (detail_kinds[i].owner == owner && detail_kinds[i].most == 1) {
            names[count++].name = detail_kinds[i].fields->record;
        }
    }
    return option_nearest(names, form);
}

/* Every form = "…" of types or channels is a side record that such a record may have. */
static void check_forms(const struct profile *profile, struct conf_file *file, const char *sections,
                        enum choice_set set, enum detail_owner owner)
{
    for (size_t i = 0; i < profile->sets[set].count; i++) {
        const struct choice *choice = &profile->sets[set].items[i];
        const struct detail_kind *kind = detail_kind_find(choice->form);
        if (choice->form[0] == '\0' || (kind != NULL && kind->owner == owner && kind->most == 1)) {
            continue;
        }
        const char *nearest = nearest_form(choice->form, owner);
        cfg_t *section = cfg_getnsec(file->cfg, sections, (unsigned)i);
        if (nearest != NULL) {
            conf_finding(file, false, section, "form", _("没有表单“%s”，是不是 %s？"), choice->form, nearest);
        } else {
            conf_finding(file, false, section, "form", _("%s 没有表单“%s”"), sections, choice->form);
        }
    }
}

static void check_type_grades(const struct profile *profile, struct conf_file *file)
{
    for (size_t i = 0; i < profile->sets[SET_TYPE].count; i++) {
        const char *grade = profile->sets[SET_TYPE].items[i].grade;
        if (grade[0] != '\0' && profile_choice(profile, SET_GRADE, grade) == NULL) {
            conf_finding(file, false, cfg_getnsec(file->cfg, "type", (unsigned)i), "grade", _("没有级别“%s”"),
                         grade);
        }
    }
}

static void check_move_fields(struct conf_file *file, cfg_t *section, const struct move_rule *move)
{
    for (size_t i = 0; i < move->ask_count; i++) {
        const struct detail_kind *kind;
        const struct field *field = field_find(&case_record_fields, move->ask[i]);
        if (field == NULL && detail_find_field(move->ask[i], &kind, &field) &&
            kind->owner != DETAIL_OF_CASE) {
            field = NULL;
        }
        if (field == NULL) {
            conf_finding(file, false, section, "ask", _("工单没有字段“%s”"), move->ask[i]);
        } else if (field->flags & FIELD_FIXED) {
            conf_finding(file, false, section, "ask", _("字段“%s”由程序填写，不能问"), move->ask[i]);
        }
    }
}

static void check_moves(const struct profile *profile, struct conf_file *file)
{
    for (size_t i = 0; i < profile->move_count; i++) {
        const struct move_rule *move = &profile->moves[i];
        cfg_t *section = cfg_getnsec(file->cfg, "move", (unsigned)i);
        bool is_allowed = false;

        if (strcmp(move->id, EVENT_ACCEPT) == 0) {
            conf_finding(file, false, section, "", _("accept 是受理，不能作动作的名称"));
        }
        if (move->from_count == 0) {
            conf_finding(file, false, section, "from", _("至少要有一个状态"));
        }
        for (size_t f = 0; f < move->from_count; f++) {
            if (!has_state(profile, move->from[f])) {
                conf_finding(file, false, section, "from", _("没有状态“%s”"), move->from[f]);
            }
        }
        if (move->to[0] != '\0' && !has_state(profile, move->to)) {
            conf_finding(file, false, section, "to", _("没有状态“%s”"), move->to);
        }
        for (int role = ROLE_NONE + 1; role < ROLE_COUNT; role++) {
            is_allowed = is_allowed || move->roles[role];
        }
        if (!is_allowed) {
            conf_finding(file, false, section, "roles", _("没有任何角色可以做“%s”"), move->id);
        }
        check_move_fields(file, section, move);
    }
}

static size_t state_index(const struct profile *profile, const char *state)
{
    const struct choice *choice = profile_choice(profile, SET_STATE, state);
    return choice == NULL ? SIZE_MAX : (size_t)(choice - profile->sets[SET_STATE].items);
}

/* Follow the moves from the states a case begins in until nothing new is reached. */
static void mark_reached(const struct profile *profile, bool *reached)
{
    bool changes = true;

    while (changes) {
        changes = false;
        for (size_t i = 0; i < profile->move_count; i++) {
            const struct move_rule *move = &profile->moves[i];
            size_t to = state_index(profile, move->to);
            for (size_t f = 0; f < move->from_count && to != SIZE_MAX && !reached[to]; f++) {
                size_t from = state_index(profile, move->from[f]);
                reached[to] = from != SIZE_MAX && reached[from];
                changes = changes || reached[to];
            }
        }
    }
}

/* A state may end a case when a closing move leads there, or it is that of a case answered at once. */
static bool is_exit(const struct profile *profile, const char *state)
{
    if (strcmp(state, profile->closed_state) == 0) {
        return true;
    }
    for (size_t i = 0; i < profile->move_count; i++) {
        if (profile->moves[i].closes && strcmp(profile->moves[i].to, state) == 0) {
            return true;
        }
    }
    return false;
}

static bool leads_on(const struct profile *profile, const char *state)
{
    for (size_t i = 0; i < profile->move_count; i++) {
        const struct move_rule *move = &profile->moves[i];
        for (size_t f = 0; f < move->from_count; f++) {
            if (strcmp(move->from[f], state) == 0 &&
                (move->closes || (move->to[0] != '\0' && strcmp(move->to, state) != 0))) {
                return true;
            }
        }
    }
    return false;
}

static void check_states(const struct profile *profile, struct conf_file *file)
{
    const struct choices *states = &profile->sets[SET_STATE];
    size_t first = state_index(profile, profile->first_state);
    size_t closed = state_index(profile, profile->closed_state);
    bool *reached = mem_new(states->count + 1, sizeof(*reached));

    if (first == SIZE_MAX) {
        conf_finding(file, false, file->cfg, "first_state", _("没有状态“%s”"), profile->first_state);
    } else {
        reached[first] = true;
    }
    if (closed == SIZE_MAX) {
        conf_finding(file, false, file->cfg, "closed_state", _("没有状态“%s”"), profile->closed_state);
    } else {
        reached[closed] = true;
    }
    mark_reached(profile, reached);
    for (size_t i = 0; i < states->count; i++) {
        const char *state = states->items[i].code;
        cfg_t *section = cfg_getnsec(file->cfg, "state", (unsigned)i);
        if (!reached[i]) {
            conf_finding(file, false, section, "", _("状态“%s”到达不了：没有动作通向它"), state);
        } else if (!is_exit(profile, state) && !leads_on(profile, state)) {
            conf_finding(file, false, section, "", _("状态“%s”是死路：没有动作离开它"), state);
        }
    }
    free(reached);
}

static bool covers_types(const struct leg_rule *earlier, const struct leg_rule *later)
{
    if (earlier->type_count == 0 || later->type_count == 0) {
        return earlier->type_count == 0;
    }
    for (size_t l = 0; l < later->type_count; l++) {
        bool found = false;
        for (size_t e = 0; e < earlier->type_count; e++) {
            found = found || strcmp(earlier->types[e], later->types[l]) == 0;
        }
        if (!found) {
            return false;
        }
    }
    return true;
}

/* A leg whose every case an earlier line takes never counts: somebody wrote a number that nobody obeys. */
static void check_shadowed(const struct profile *profile, struct conf_file *file, size_t index)
{
    const struct leg_rule *leg = &profile->legs[index];

    for (size_t i = 0; i < index; i++) {
        const struct leg_rule *earlier = &profile->legs[i];
        if (strcmp(earlier->id, leg->id) != 0 || strcmp(earlier->from, leg->from) != 0) {
            continue;
        }
        if (earlier->grade[0] != '\0' && strcmp(earlier->grade, leg->grade) != 0) {
            continue;
        }
        if (!covers_types(earlier, leg)) {
            continue;
        }
        conf_finding(file, false, cfg_getnsec(file->cfg, "leg", (unsigned)index), "",
                     _("这一条永远不会生效：第 %d 行的 leg \"%s\" 先适用"),
                     conf_line(cfg_getnsec(file->cfg, "leg", (unsigned)i)), earlier->id);
        return;
    }
}

static void check_legs(const struct profile *profile, struct conf_file *file)
{
    for (size_t i = 0; i < profile->leg_count; i++) {
        const struct leg_rule *leg = &profile->legs[i];
        cfg_t *section = cfg_getnsec(file->cfg, "leg", (unsigned)i);

        if (find_move(profile, leg->id) == NULL) {
            conf_finding(file, false, section, "", _("没有动作“%s”，环节的名称应是满足它的动作"), leg->id);
        } else if (profile_leg_label(profile, leg->id) == leg->id) {
            conf_finding(file, false, section, "", _("环节“%s”没有 leg_label"), leg->id);
        }
        if (strcmp(leg->from, EVENT_ACCEPT) != 0 && find_move(profile, leg->from) == NULL) {
            conf_finding(file, false, section, "from", _("“%s”应为 accept 或一个动作"), leg->from);
        }
        if (strcmp(leg->from, leg->id) == 0) {
            conf_finding(file, false, section, "from", _("环节不能从它自己起算"));
        }
        if (leg->grade[0] != '\0' && profile_choice(profile, SET_GRADE, leg->grade) == NULL) {
            conf_finding(file, false, section, "grade", _("没有级别“%s”"), leg->grade);
        }
        for (size_t t = 0; t < leg->type_count; t++) {
            if (profile_choice(profile, SET_TYPE, leg->types[t]) == NULL) {
                conf_finding(file, false, section, "types", _("没有类型“%s”"), leg->types[t]);
            }
        }
        check_shadowed(profile, file, i);
    }
}

void profile_check(const struct profile *profile, struct conf_file *file)
{
    check_choices(profile, file);
    check_type_grades(profile, file);
    check_forms(profile, file, "type", SET_TYPE, DETAIL_OF_CASE);
    check_forms(profile, file, "channel", SET_CHANNEL, DETAIL_OF_CONTACT);
    check_moves(profile, file);
    check_states(profile, file);
    check_legs(profile, file);
}
