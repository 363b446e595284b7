/* What a hook says that only the profile, the units and the disk can tell right from wrong. */

#include <string.h>

#include "zuoxi/base/program.h"
#include "zuoxi/base/text.h"
#include "zuoxi/conf/loader.h"

#define NAMES_MAX 120

struct check {
    const struct profile *profile;
    const char *file;
    struct findings *findings;
};

static void check_events(const struct check *check, const struct hook *hook)
{
    struct option names[NAMES_MAX + 1] = {0};
    size_t used = 0;
    for (const struct hook_event *event = hook_events; event->code != NULL && used < NAMES_MAX; event++) {
        names[used++].name = event->code;
    }
    for (size_t i = 0; i < check->profile->move_count && used < NAMES_MAX; i++) {
        names[used++].name = check->profile->moves[i].id;
    }
    for (size_t i = 0; i < hook->event_count; i++) {
        char hint[80];
        if (hook_event_find(hook->events[i]) == NULL &&
            profile_move(check->profile, hook->events[i]) == NULL) {
            option_hint(names, hook->events[i], hint, sizeof(hint));
            findings_add(check->findings, false, check->file, hook->events_line, "events",
                         _("没有事件“%s”%s"), hook->events[i], hint);
        }
    }
}

static void check_codes(const struct check *check, enum choice_set set, const char codes[][FIELD_CODE_SIZE],
                        size_t count, const char *option, int line)
{
    const struct choices *choices = &check->profile->sets[set];
    struct option names[NAMES_MAX + 1] = {0};
    for (size_t i = 0; i < choices->count && i < NAMES_MAX; i++) {
        names[i].name = choices->items[i].code;
    }
    for (size_t i = 0; i < count; i++) {
        char hint[80];
        if (profile_choice(check->profile, set, codes[i]) == NULL) {
            option_hint(names, codes[i], hint, sizeof(hint));
            findings_add(check->findings, false, check->file, line, option,
                         set == SET_TYPE ? _("没有类型“%s”%s") : _("没有承办单位“%s”%s"), codes[i], hint);
        }
    }
}

/* Warnings: a gateway that is not installed yet must not keep the desks from opening. */
static void check_program(const struct check *check, const struct hook *hook)
{
    const char *path = hook->command[0];
    const char *fault = hook->word_count > 0 && path[0] == '/' ? program_fault(path) : NULL;
    if (fault != NULL) {
        findings_add(check->findings, true, check->file, hook->command_line, "command", "%s：%s", path,
                     fault);
    }
}

void hooks_check(const struct settings *settings, const struct profile *profile, const char *file,
                 struct findings *findings)
{
    const struct check check = {profile, file, findings};
    for (size_t i = 0; i < settings->hook_count; i++) {
        const struct hook *hook = &settings->hooks[i];
        if (profile->move_count > 0) { /* else it could not be read, which is said already */
            check_events(&check, hook);
            check_codes(&check, SET_TYPE, hook->types, hook->type_count, "types", hook->types_line);
        }
        check_codes(&check, SET_UNIT, hook->units, hook->unit_count, "units", hook->units_line);
        check_program(&check, hook);
    }
}
