/* Names a profile uses without having them: said with the one that was probably meant. */

#include <stdlib.h>

#include "profile_private.h"
#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/domain/case_record.h"
#include "zuoxi/domain/details.h"

#define HINT_SIZE      120
#define SIDE_NAME_SIZE 64 /* "emergency.reported_to" */

static const char *words_of(enum choice_set set)
{
    switch (set) {
    case SET_STATE:
        return _("状态");
    case SET_TYPE:
        return _("类型");
    case SET_GRADE:
        return _("级别");
    case SET_CHANNEL:
        return _("渠道");
    default:
        return _("类别");
    }
}

void profile_no_choice(const struct profile *profile, struct conf_file *file, cfg_t *section,
                       const char *option, enum choice_set set, const char *code)
{
    const struct choices *choices = &profile->sets[set];
    struct option *names = mem_new(choices->count + 1, sizeof(*names));
    char hint[HINT_SIZE];

    for (size_t i = 0; i < choices->count; i++) {
        names[i].name = choices->items[i].code;
    }
    option_hint(names, code, hint, sizeof(hint));
    conf_finding(file, false, section, option, _("没有%s“%s”%s"), words_of(set), code, hint);
    free(names);
}

void profile_move_hint(const struct profile *profile, const char *id, char *out, size_t size)
{
    struct option *names = mem_new(profile->move_count + 2, sizeof(*names));

    names[0].name = EVENT_ACCEPT;
    for (size_t i = 0; i < profile->move_count; i++) {
        names[i + 1].name = profile->moves[i].id;
    }
    option_hint(names, id, out, size);
    free(names);
}

void profile_leg_hint(const struct profile *profile, const char *id, char *out, size_t size)
{
    struct option *names = mem_new(profile->leg_count + 1, sizeof(*names));

    for (size_t i = 0; i < profile->leg_count; i++) {
        names[i].name = profile->legs[i].id;
    }
    option_hint(names, id, out, size);
    free(names);
}

void profile_field_hint(const char *name, char *out, size_t size)
{
    size_t count = case_record_fields.count, used = 0;
    for (size_t i = 0; i < detail_kind_count; i++) {
        count += detail_kinds[i].fields->count;
    }
    struct option *names = mem_new(count + 1, sizeof(*names));
    char(*side)[SIDE_NAME_SIZE] = mem_new(count, sizeof(*side));

    for (size_t i = 0; i < case_record_fields.count; i++) {
        names[used++].name = case_record_fields.fields[i].name;
    }
    for (size_t i = 0; i < detail_kind_count; i++) {
        const struct field_table *fields = detail_kinds[i].fields;
        for (size_t f = 0; detail_kinds[i].most == 1 && f < fields->count; f++) {
            text_format(side[used], SIDE_NAME_SIZE, "%s.%s", fields->record, fields->fields[f].name);
            names[used].name = side[used];
            used++;
        }
    }
    option_hint(names, name, out, size);
    free(side);
    free(names);
}
