#include "zuoxi/domain/leg_rule.h"

#include <string.h>

#include "zuoxi/domain/case_record.h"
#include "zuoxi/domain/profile.h"

struct leg_matter leg_matter_of(const struct case_record *record)
{
    return (struct leg_matter){.type = record->type,
                               .category = record->category,
                               .grade = record->grade,
                               .channel = record->channel,
                               .is_joint = record->is_joint};
}

static bool is_listed(const char (*list)[FIELD_CODE_SIZE], size_t count, const char *code)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(list[i], code) == 0) {
            return true;
        }
    }
    return false;
}

/* The category, or one it lies under, is among those of the rule. */
static bool category_fits(const struct profile *profile, const struct leg_rule *rule, const char *category)
{
    if (rule->category_count == 0) {
        return true;
    }
    const struct choice *choice = profile_choice(profile, SET_CATEGORY, category);
    for (size_t i = 0; choice != NULL && i < rule->category_count; i++) {
        if (strcmp(rule->categories[i], category) == 0 ||
            profile_lies_under(&profile->sets[SET_CATEGORY], choice, rule->categories[i])) {
            return true;
        }
    }
    return false;
}

static bool rule_fits(const struct profile *profile, const struct leg_rule *rule,
                      const struct leg_matter *matter)
{
    return (rule->grade[0] == '\0' || strcmp(rule->grade, matter->grade) == 0) &&
           (rule->type_count == 0 || is_listed(rule->types, rule->type_count, matter->type)) &&
           (rule->channel_count == 0 || is_listed(rule->channels, rule->channel_count, matter->channel)) &&
           (!rule->is_joint || matter->is_joint) && category_fits(profile, rule, matter->category);
}

const struct leg_rule *leg_rule_find(const struct profile *profile, const char *leg,
                                     const struct leg_matter *matter)
{
    for (size_t i = 0; i < profile->leg_count; i++) {
        const struct leg_rule *rule = &profile->legs[i];
        if (!rule->is_also && strcmp(rule->id, leg) == 0 && rule_fits(profile, rule, matter)) {
            return rule->within.amount > 0 ? rule : NULL;
        }
    }
    return NULL;
}

const struct leg_rule *leg_rule_also(const struct profile *profile, const char *leg, const char *from)
{
    for (size_t i = 0; i < profile->leg_count; i++) {
        const struct leg_rule *rule = &profile->legs[i];
        if (rule->is_also && strcmp(rule->id, leg) == 0 && strcmp(rule->from, from) == 0) {
            return rule;
        }
    }
    return NULL;
}

bool leg_rule_counts(const struct profile *profile, const struct leg_rule *rule,
                     const struct leg_matter *matter)
{
    return rule->is_also ? rule->within.amount > 0 && rule_fits(profile, rule, matter)
                         : leg_rule_find(profile, rule->id, matter) == rule;
}

/* No list holds everything; else every code of the later one has to be in the earlier. */
static bool list_covers(const char (*earlier)[FIELD_CODE_SIZE], size_t earlier_count,
                        const char (*later)[FIELD_CODE_SIZE], size_t later_count)
{
    if (earlier_count == 0 || later_count == 0) {
        return earlier_count == 0;
    }
    for (size_t i = 0; i < later_count; i++) {
        if (!is_listed(earlier, earlier_count, later[i])) {
            return false;
        }
    }
    return true;
}

bool leg_rule_covers(const struct leg_rule *earlier, const struct leg_rule *later)
{
    bool competes =
        earlier->is_also == later->is_also && (!earlier->is_also || strcmp(earlier->from, later->from) == 0);
    return competes && strcmp(earlier->id, later->id) == 0 &&
           (earlier->grade[0] == '\0' || strcmp(earlier->grade, later->grade) == 0) &&
           (!earlier->is_joint || later->is_joint) &&
           list_covers(earlier->types, earlier->type_count, later->types, later->type_count) &&
           list_covers(earlier->categories, earlier->category_count, later->categories,
                       later->category_count) &&
           list_covers(earlier->channels, earlier->channel_count, later->channels, later->channel_count);
}
