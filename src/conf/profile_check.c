#include <confuse.h>
#include <string.h>

#include "profile_private.h"
#include "zuoxi/base/text.h"
#include "zuoxi/domain/details.h"

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
            profile_no_choice(profile, file, cfg_getnsec(file->cfg, "type", (unsigned)i), "grade", SET_GRADE,
                              grade);
        }
    }
}

/* The states a case begins in. */
static void check_first_states(const struct profile *profile, struct conf_file *file)
{
    if (profile_choice(profile, SET_STATE, profile->first_state) == NULL) {
        profile_no_choice(profile, file, file->cfg, "first_state", SET_STATE, profile->first_state);
    }
    if (profile_choice(profile, SET_STATE, profile->closed_state) == NULL) {
        profile_no_choice(profile, file, file->cfg, "closed_state", SET_STATE, profile->closed_state);
    }
}

/* A leg whose every case an earlier line takes never counts: somebody wrote a number that nobody obeys. */
static void check_shadowed(const struct profile *profile, struct conf_file *file, size_t index)
{
    const struct leg_rule *leg = &profile->legs[index];

    for (size_t i = 0; i < index; i++) {
        const struct leg_rule *earlier = &profile->legs[i];
        if (!leg_rule_covers(earlier, leg)) {
            continue;
        }
        conf_finding(file, false, cfg_getnsec(file->cfg, "leg", (unsigned)index), "",
                     _("这一条永远不会生效：第 %d 行的 leg \"%s\" 先适用"),
                     conf_line(cfg_getnsec(file->cfg, "leg", (unsigned)i)), earlier->id);
        return;
    }
}

/* Every code of a leg's list is one of its set. */
static void check_codes(const struct profile *profile, struct conf_file *file, cfg_t *section,
                        const char *option, enum choice_set set, const char (*codes)[FIELD_CODE_SIZE],
                        size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (profile_choice(profile, set, codes[i]) == NULL) {
            profile_no_choice(profile, file, section, option, set, codes[i]);
        }
    }
}

/* Two deadlines from one event would be one and the same leg twice. */
static void check_also(const struct profile *profile, struct conf_file *file, size_t index)
{
    const struct leg_rule *also = &profile->legs[index];
    for (size_t i = 0; also->is_also && i < profile->leg_count; i++) {
        const struct leg_rule *leg = &profile->legs[i];
        if (!leg->is_also && strcmp(leg->id, also->id) == 0 && strcmp(leg->from, also->from) == 0) {
            conf_finding(file, false, cfg_getnsec(file->cfg, "leg", (unsigned)index), "also",
                         _("第 %d 行的 leg \"%s\" 也从“%s”起算，同时计时的要从别的动作起算"),
                         conf_line(cfg_getnsec(file->cfg, "leg", (unsigned)i)), leg->id, leg->from);
            return;
        }
    }
}

/* What a leg waits for and what it counts from are there. */
static void check_leg_moves(const struct profile *profile, struct conf_file *file, cfg_t *section,
                            const struct leg_rule *leg)
{
    char hint[120];

    if (profile_move(profile, leg->id) == NULL) {
        profile_move_hint(profile, leg->id, hint, sizeof(hint));
        conf_finding(file, false, section, "", _("没有动作“%s”%s环节的名称应是满足它的动作"), leg->id,
                     hint[0] != '\0' ? hint : _("，"));
    } else if (profile_leg_label(profile, leg->id) == leg->id) {
        conf_finding(file, false, section, "",
                     _("环节“%s”没有 leg_label，请加 leg_label \"%s\" { label = \"…\" }"), leg->id, leg->id);
    }
    if (strcmp(leg->from, EVENT_ACCEPT) != 0 && profile_move(profile, leg->from) == NULL) {
        profile_move_hint(profile, leg->from, hint, sizeof(hint));
        conf_finding(file, false, section, "from", _("“%s”应为 accept 或一个动作%s"), leg->from, hint);
    }
    if (strcmp(leg->from, leg->id) == 0) {
        conf_finding(file, false, section, "from", _("环节不能从它自己起算"));
    }
}

static void check_legs(const struct profile *profile, struct conf_file *file)
{
    for (size_t i = 0; i < profile->leg_count; i++) {
        const struct leg_rule *leg = &profile->legs[i];
        cfg_t *section = cfg_getnsec(file->cfg, "leg", (unsigned)i);

        check_leg_moves(profile, file, section, leg);
        if (leg->grade[0] != '\0' && profile_choice(profile, SET_GRADE, leg->grade) == NULL) {
            profile_no_choice(profile, file, section, "grade", SET_GRADE, leg->grade);
        }
        check_codes(profile, file, section, "types", SET_TYPE, leg->types, leg->type_count);
        check_codes(profile, file, section, "categories", SET_CATEGORY, leg->categories, leg->category_count);
        check_codes(profile, file, section, "channels", SET_CHANNEL, leg->channels, leg->channel_count);
        check_shadowed(profile, file, i);
        check_also(profile, file, i);
    }
}

void profile_check(const struct profile *profile, struct conf_file *file)
{
    check_choices(profile, file);
    check_type_grades(profile, file);
    check_forms(profile, file, "type", SET_TYPE, DETAIL_OF_CASE);
    check_forms(profile, file, "channel", SET_CHANNEL, DETAIL_OF_CONTACT);
    size_t errors = file->findings->errors;
    profile_check_moves(profile, file);
    check_first_states(profile, file);
    check_legs(profile, file);
    profile_check_sheet(profile, file);
    profile_check_flow(profile, file, file->findings->errors == errors);
}
