#include "suite.h"

#include <string.h>

#include "zuoxi/domain/hook.h"

static struct hook hook_of(const char *event)
{
    struct hook hook = {.timeout = 10, .retries = 5, .event_count = 1};
    strcpy(hook.events[0], event);
    return hook;
}

START_TEST(a_hook__wants_its_events__and_no_others)
{
    struct hook hook = hook_of("dispatch");
    ck_assert(hook_wants(&hook, "dispatch"));
    ck_assert(!hook_wants(&hook, "dispatc"));
    ck_assert(!hook_wants(&hook, ""));
}
END_TEST

START_TEST(types_and_units__limit_it_each_for_itself__any_of_a_cases_units_will_do)
{
    struct hook hook = hook_of("dispatch");
    ck_assert(hook_wants_case(&hook, "repair", ""));
    strcpy(hook.types[hook.type_count++], "repair");
    strcpy(hook.types[hook.type_count++], "emergency");
    ck_assert(hook_wants_case(&hook, "emergency", "城东站"));
    ck_assert(!hook_wants_case(&hook, "inquiry", "城东站"));
    strcpy(hook.units[hook.unit_count++], "城东站");
    ck_assert(hook_wants_case(&hook, "repair", "城东站"));
    ck_assert(hook_wants_case(&hook, "repair", "\n城东站"));
    ck_assert(hook_wants_case(&hook, "repair", "城西站\n\n运行科\n城东站"));
    ck_assert(!hook_wants_case(&hook, "repair", "城西站\n城东\n城东站二"));
    ck_assert(!hook_wants_case(&hook, "repair", "\n\n"));
    ck_assert(!hook_wants_case(&hook, "inquiry", "城东站"));
}
END_TEST

START_TEST(legs_are_followed__only_where_a_hook_wants_a_level)
{
    static const char *const levels[] = {"warning", "critical", "overdue"};
    struct hook hooks[2] = {hook_of("dispatch"), hook_of("close")};
    ck_assert(!hooks_want_levels(hooks, 0));
    ck_assert(!hooks_want_levels(hooks, 2));
    for (size_t i = 0; i < 3; i++) {
        hooks[1] = hook_of(levels[i]);
        ck_assert(hooks_want_levels(hooks, 2));
        ck_assert(!hooks_want_levels(hooks, 1));
    }
}
END_TEST

START_TEST(pauses__grow_threefold__up_to_an_hour)
{
    static const int64_t pauses[] = {10, 10, 30, 90, 270, 810, 2430, 3600, 3600};
    for (int tries = 0; tries < 9; tries++) {
        ck_assert_int_eq(hook_pause(tries), pauses[tries]);
    }
    ck_assert_int_eq(hook_pause(1000), 3600);
}
END_TEST

START_TEST(events__have_a_name_each__and_are_found_by_it)
{
    for (const struct hook_event *event = hook_events; event->code != NULL; event++) {
        ck_assert_ptr_eq(hook_event_find(event->code), event);
        ck_assert_uint_gt(strlen(event->label), 0);
        ck_assert_uint_lt(strlen(event->code), HOOK_EVENT_SIZE);
    }
    ck_assert_ptr_null(hook_event_find("dispatch"));
    ck_assert_ptr_null(hook_event_find(""));
}
END_TEST

SUITE_MAIN("domain/hook", a_hook__wants_its_events__and_no_others,
           types_and_units__limit_it_each_for_itself__any_of_a_cases_units_will_do,
           legs_are_followed__only_where_a_hook_wants_a_level, pauses__grow_threefold__up_to_an_hour,
           events__have_a_name_each__and_are_found_by_it)
