#include "zuoxi/domain/hook.h"

#include <string.h>

#include "zuoxi/base/text.h"

#define PAUSE_FIRST 10
#define PAUSE_MOST  3600
#define LEASE_GRACE 15

const struct hook_event hook_events[] = {
    {"accept", N_("受理"), false},
    {"close", N_("结束"), false},
    {"warning", N_("临期"), true},
    {"critical", N_("即将超时"), true},
    {"overdue", N_("超时"), true},
    {"ask", N_("申请审批"), false},
    {"refuse", N_("驳回申请"), false},
    {"undo", N_("撤销"), false},
    {"ring_missed", N_("未接来电"), false},
    {"cluster", N_("集中报修"), false},
    {"notice", N_("发布公告"), false},
    {"notice_end", N_("公告结束"), false},
    {0},
};

const struct hook_event *hook_event_find(const char *code)
{
    for (const struct hook_event *event = hook_events; event->code != NULL; event++) {
        if (strcmp(event->code, code) == 0) {
            return event;
        }
    }
    return NULL;
}

bool hook_wants(const struct hook *hook, const char *event)
{
    for (size_t i = 0; i < hook->event_count; i++) {
        if (strcmp(hook->events[i], event) == 0) {
            return true;
        }
    }
    return false;
}

static bool lists(const char codes[][FIELD_CODE_SIZE], size_t count, const char *code, size_t length)
{
    for (size_t i = 0; i < count; i++) {
        if (strlen(codes[i]) == length && memcmp(codes[i], code, length) == 0) {
            return true;
        }
    }
    return false;
}

static bool lists_any(const struct hook *hook, const char *units)
{
    bool is_listed = false;
    while (*units != '\0' && !is_listed) {
        size_t length = strcspn(units, "\n");
        is_listed = lists(hook->units, hook->unit_count, units, length);
        units += length + (units[length] == '\n');
    }
    return is_listed;
}

bool hook_wants_case(const struct hook *hook, const char *type, const char *units)
{
    bool is_type = hook->type_count == 0 || lists(hook->types, hook->type_count, type, strlen(type));
    return is_type && (hook->unit_count == 0 || lists_any(hook, units));
}

bool hooks_want_levels(const struct hook *hooks, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        for (const struct hook_event *event = hook_events; event->code != NULL; event++) {
            if (event->is_level && hook_wants(&hooks[i], event->code)) {
                return true;
            }
        }
    }
    return false;
}

int64_t hook_pause(int tries)
{
    int64_t pause = PAUSE_FIRST;
    for (int i = 1; i < tries && pause < PAUSE_MOST; i++) {
        pause *= 3;
    }
    return pause < PAUSE_MOST ? pause : PAUSE_MOST;
}

int64_t hook_lease(const struct hook *hook)
{
    return hook->timeout + LEASE_GRACE;
}
