#include "suite.h"

#include <string.h>

#include "domain/workflow_fixture.h"
#include "zuoxi/base/clock.h"
#include "zuoxi/base/str.h"
#include "zuoxi/domain/workflow.h"

#define MOVES_MAX 32

/* Which roles may do which action in which state: o operator, l lead; every other cell is refused. */
static const char *allowed_roles(const char *state, const char *action)
{
    static const char *const cells[][3] = {
        {"accepted", "dispatch", "ol"}, {"accepted", "close", "l"},   {"dispatched", "take", "ol"},
        {"dispatched", "return", "l"},  {"dispatched", "close", "l"}, {"taken", "return", "l"},
        {"taken", "contact", "ol"},     {"taken", "arrive", "ol"},    {"taken", "handle", "ol"},
        {"taken", "close", "l"},        {"handled", "reply", "ol"},   {"handled", "close", "l"},
        {"replied", "callback", "ol"},  {"replied", "close", "l"},    {"called_back", "close", "ol"}};
    for (size_t i = 0; i < sizeof(cells) / sizeof(cells[0]); i++) {
        if (strcmp(cells[i][0], state) == 0 && strcmp(cells[i][1], action) == 0) {
            return cells[i][2];
        }
    }
    return "";
}

static const char *const all_states[] = {"accepted", "dispatched",  "taken",  "handled",
                                         "replied",  "called_back", "closed", "unknown"};
static const char *const all_actions[] = {"dispatch", "take",  "return",   "contact", "arrive",
                                          "handle",   "reply", "callback", "close"};
#define STATE_COUNT  (sizeof(all_states) / sizeof(all_states[0]))
#define ACTION_COUNT (sizeof(all_actions) / sizeof(all_actions[0]))

static void check_cell(const char *state, const char *action, enum role role)
{
    struct case_record record = {.number = "20261118-0001"};
    struct err err = {0};
    text_copy(record.state, sizeof(record.state), state);
    const char *roles = allowed_roles(state, action);
    bool is_allowed = (role == ROLE_OPERATOR && strchr(roles, 'o') != NULL) ||
                      (role == ROLE_LEAD && strchr(roles, 'l') != NULL);
    const struct move_rule *move = workflow_find(&workflow_profile, &record, role, action, &err);
    ck_assert_msg((move != NULL) == is_allowed, "%s, %s, role %d", state, action, (int)role);
    if (is_allowed) {
        ck_assert_str_eq(move->id, action);
        return;
    }
    /* Refused because of the role when another role could; else because of the state. */
    ck_assert_int_eq(err.status, roles[0] != '\0' ? STATUS_DENIED : STATUS_INVALID);
    ck_assert(err.what[0] != '\0' && err.todo[0] != '\0');
}

START_TEST(find__every_state_action_and_role__is_as_the_table_says)
{
    for (size_t state = 0; state < STATE_COUNT; state++) {
        for (size_t action = 0; action < ACTION_COUNT; action++) {
            for (enum role role = ROLE_NONE; role <= ROLE_COUNT; role++) {
                check_cell(all_states[state], all_actions[action], role);
            }
        }
    }
}
END_TEST

START_TEST(find__an_unknown_action__is_not_found)
{
    struct case_record record = {.state = "accepted"};
    struct err err = {0};
    ck_assert_ptr_null(workflow_find(&workflow_profile, &record, ROLE_LEAD, "explode", &err));
    ck_assert_int_eq(err.status, STATUS_NOT_FOUND);
    ck_assert_ptr_null(workflow_find(&workflow_profile, &record, ROLE_LEAD, "", NULL));
}
END_TEST

START_TEST(moves__of_every_state_and_role__are_those_that_find_allows)
{
    for (size_t state = 0; state < STATE_COUNT; state++) {
        for (enum role role = ROLE_NONE; role < ROLE_COUNT; role++) {
            struct case_record record = {0};
            const struct move_rule *allowed[MOVES_MAX], *one[1];
            text_copy(record.state, sizeof(record.state), all_states[state]);
            size_t count = workflow_moves(&workflow_profile, &record, role, allowed, MOVES_MAX), expected = 0;
            for (size_t action = 0; action < ACTION_COUNT; action++) {
                expected +=
                    workflow_find(&workflow_profile, &record, role, all_actions[action], NULL) != NULL;
            }
            ck_assert_uint_eq(count, expected);
            for (size_t i = 0; i < count; i++) {
                ck_assert_ptr_eq(workflow_find(&workflow_profile, &record, role, allowed[i]->id, NULL),
                                 allowed[i]);
            }
            ck_assert_uint_eq(workflow_moves(&workflow_profile, &record, role, one, 1), count > 0);
        }
    }
}
END_TEST

START_TEST(start__acceptance_of_a_repair__starts_its_legs_by_grade)
{
    struct journey journey;
    journey_begin(&journey, "repair", "2", "2026-11-18 10:00:05");
    ck_assert_uint_eq(journey.count, 3);
    journey_expect_leg(&journey, "dispatch", "2026-11-18 10:00:05", "2026-11-18 10:10:05");
    journey_expect_leg(&journey, "handle", "2026-11-18 10:00:05", "2026-11-18 18:00:05");
    journey_expect_leg(&journey, "reply", "2026-11-18 10:00:05", "2026-11-23 17:30:00");
    const struct leg *handle = journey_leg(&journey, "handle");
    ck_assert_int_eq(handle->due - handle->warning, 2 * 3600);
    ck_assert_int_eq(handle->due - handle->critical, 8 * 360);
    ck_assert_int_eq(handle->within.amount, 8);
    for (size_t i = 0; i < journey.count; i++) {
        ck_assert_int_eq(journey.legs[i].sequence, (int)i + 1);
    }
    journey_end(&journey);
}
END_TEST

START_TEST(start__first_rule_that_fits__hides_the_general_one_wholly)
{
    struct journey journey;
    journey_begin(&journey, "inquiry", "3", "2026-11-18 10:00");
    journey_expect_leg(&journey, "contact", "2026-11-18 10:00:00", "2026-11-19 17:30:00");
    journey_end(&journey);
    journey_begin(&journey, "repair", "3",
                  "2026-11-18 10:00"); /* its contact counts from taking on, not from here */
    ck_assert_ptr_null(journey_leg(&journey, "contact"));
    journey_end(&journey);
    journey_begin(&journey, "praise", "3", "2026-11-18 10:00"); /* an exception without a time: no such leg */
    ck_assert_ptr_null(journey_leg(&journey, "reply"));
    journey_end(&journey);
    journey_begin(&journey, "repair", "9", "2026-11-18 10:00"); /* a grade no rule names */
    ck_assert_ptr_null(journey_leg(&journey, "handle"));
    journey_end(&journey);
}
END_TEST

START_TEST(start__a_running_leg__is_not_started_twice)
{
    struct journey journey;
    journey_begin(&journey, "repair", "1", "2026-11-18 10:00");
    size_t count = journey.count;
    ck_assert(workflow_start_legs(&workflow_profile, &journey.record, "accept",
                                  journey_time("2026-11-18 11:00"), &journey.rules, journey.legs,
                                  &journey.count));
    ck_assert_uint_eq(journey.count, count);
    journey_expect_leg(&journey, "handle", "2026-11-18 10:00:00", "2026-11-18 12:00:00");
    journey_end(&journey);
}
END_TEST

START_TEST(apply__the_whole_way_of_a_repair__meets_every_leg)
{
    struct journey journey;
    journey_begin(&journey, "repair", "1", "2026-11-18 10:00");
    ck_assert_int_eq(journey_move(&journey, "dispatch", "2026-11-18 10:10:00", NULL), STATUS_OK);
    ck_assert_int_eq(journey_leg(&journey, "dispatch")->late, 0); /* in the very second it is due: on time */
    ck_assert_int_eq(journey_leg(&journey, "dispatch")->met, journey_time("2026-11-18 10:10:00"));
    journey_expect_leg(&journey, "take", "2026-11-18 10:10:00", "2026-11-18 10:20:00");
    ck_assert_int_eq(journey_move(&journey, "take", "2026-11-18 10:20:01", NULL), STATUS_OK);
    ck_assert_int_eq(journey_leg(&journey, "take")->late, 1);
    journey_expect_leg(&journey, "contact", "2026-11-18 10:20:01", "2026-11-18 10:50:01");
    ck_assert_int_eq(journey_move(&journey, "contact", "2026-11-18 10:30", NULL), STATUS_OK);
    ck_assert_str_eq(journey.record.state, "taken"); /* contact names no new state */
    ck_assert_int_eq(journey_move(&journey, "contact", "2026-11-18 10:31", NULL),
                     STATUS_OK); /* again: no leg left */
    ck_assert_int_eq(journey_leg(&journey, "contact")->met, journey_time("2026-11-18 10:30"));
    ck_assert_int_eq(journey_move(&journey, "handle", "2026-11-18 13:00", NULL), STATUS_OK);
    ck_assert_int_eq(journey_leg(&journey, "handle")->late, 3600);
    ck_assert_int_eq(journey_move(&journey, "reply", "2026-11-18 14:00", NULL), STATUS_OK);
    journey_expect_leg(&journey, "callback", "2026-11-18 14:00:00", "2026-11-20 17:30:00");
    ck_assert_ptr_eq(leg_most_urgent(journey.legs, journey.count), journey_leg(&journey, "callback"));
    ck_assert_int_eq(journey_move(&journey, "callback", "2026-11-19 09:00", NULL), STATUS_OK);
    ck_assert(!journey.record.closed_at.given);
    ck_assert_int_eq(journey_move(&journey, "close", "2026-11-19 09:05", NULL), STATUS_OK);
    ck_assert_str_eq(journey.record.state, "closed");
    ck_assert_int_eq(journey.record.closed_at.value, journey_time("2026-11-19 09:05"));
    ck_assert_ptr_null(leg_most_urgent(journey.legs, journey.count));
    for (size_t i = 0; i < journey.count; i++) {
        ck_assert(journey.legs[i].met != 0 && !journey.legs[i].is_dropped);
    }
    journey_end(&journey);
}
END_TEST

START_TEST(order__what_is_next_comes_first_and_what_is_done_last)
{
    struct journey journey;
    const struct move_rule *allowed[MOVES_MAX];
    journey_begin(&journey, "repair", "1", "2026-11-18 10:00");
    ck_assert_int_eq(journey_move(&journey, "dispatch", "2026-11-18 10:01", NULL), STATUS_OK);
    ck_assert_int_eq(journey_move(&journey, "take", "2026-11-18 10:02", NULL), STATUS_OK);
    size_t count = workflow_moves(&workflow_profile, &journey.record, ROLE_OPERATOR, allowed, MOVES_MAX);
    workflow_order_moves(journey.legs, journey.count, allowed, count);
    ck_assert_uint_eq(count, 3);
    ck_assert_str_eq(allowed[0]->id, "contact");
    ck_assert_str_eq(allowed[1]->id, "handle"); /* arrive has no leg in this profile */
    ck_assert_str_eq(allowed[2]->id, "arrive");
    ck_assert_int_eq(journey_move(&journey, "contact", "2026-11-18 10:05", NULL), STATUS_OK);
    count = workflow_moves(&workflow_profile, &journey.record, ROLE_OPERATOR, allowed, MOVES_MAX);
    workflow_order_moves(journey.legs, journey.count, allowed, count);
    ck_assert_str_eq(allowed[0]->id, "handle");
    ck_assert_str_eq(allowed[2]->id, "contact");
    journey_end(&journey);
}
END_TEST

START_TEST(apply__a_later_step__passes_over_the_skipped_one_and_keeps_its_lateness)
{
    struct journey journey;
    journey_begin(&journey, "repair", "1", "2026-11-18 10:00");
    ck_assert_int_eq(journey_move(&journey, "dispatch", "2026-11-18 10:01", NULL), STATUS_OK);
    ck_assert_int_eq(journey_move(&journey, "take", "2026-11-18 10:02", NULL), STATUS_OK);
    ck_assert(leg_is_open(journey_leg(&journey, "contact")));
    ck_assert_int_eq(journey_move(&journey, "handle", "2026-11-18 11:00", NULL), STATUS_OK);
    ck_assert(journey_leg(&journey, "contact")->is_dropped);
    ck_assert_int_eq(journey_leg(&journey, "contact")->met, 0);
    ck_assert_int_eq(journey_leg(&journey, "contact")->late, 28 * 60); /* was due at 10:32 */
    ck_assert(leg_is_open(journey_leg(&journey, "reply")));            /* what comes later goes on */
    journey_end(&journey);
}
END_TEST

START_TEST(apply__closing_early__drops_open_legs_and_starts_none)
{
    struct journey journey;
    journey_begin(&journey, "repair", "1", "2026-11-18 10:00");
    ck_assert_int_eq(journey_move(&journey, "dispatch", "2026-11-18 10:05", NULL), STATUS_OK);
    size_t count = journey.count;
    ck_assert_int_eq(journey_move(&journey, "close", "2026-11-18 10:06", NULL), STATUS_OK);
    ck_assert_uint_eq(journey.count, count);
    ck_assert(!journey_leg(&journey, "dispatch")->is_dropped); /* it was met */
    ck_assert(journey_leg(&journey, "take")->is_dropped);
    ck_assert(journey_leg(&journey, "handle")->is_dropped);
    ck_assert_int_eq(journey_leg(&journey, "handle")->met, 0);
    ck_assert_int_eq(journey_leg(&journey, "handle")->late, 0);
    journey_end(&journey);
}
END_TEST

START_TEST(apply__returned_and_dispatched_again__starts_the_leg_anew)
{
    struct journey journey;
    journey_begin(&journey, "repair", "1", "2026-11-18 10:00");
    journey_move(&journey, "dispatch", "2026-11-18 10:05", NULL);
    journey_move(&journey, "take", "2026-11-18 10:06", NULL);
    journey_move(&journey, "return", "2026-11-18 10:07", NULL);
    ck_assert_str_eq(journey.record.state, "accepted");
    ck_assert_int_eq(journey_move(&journey, "dispatch", "2026-11-18 10:08", NULL), STATUS_OK);
    journey_expect_leg(&journey, "take", "2026-11-18 10:08:00", "2026-11-18 10:18:00");
    ck_assert(leg_is_open(journey_leg(&journey, "take")));
    ck_assert_int_eq(journey_leg(&journey, "take")->sequence, (int)journey.count);
    journey_end(&journey);
}
END_TEST

START_TEST(apply__a_time_before_the_leg_or_the_acceptance__is_refused_and_changes_nothing)
{
    struct journey journey, before;
    struct err err;
    journey_begin(&journey, "repair", "1", "2026-11-18 10:00");
    before = journey;
    ck_assert_int_eq(journey_move(&journey, "dispatch", "2026-11-18 09:59:59", &err), STATUS_INVALID);
    ck_assert(strstr(err.what, "受理") != NULL);
    ck_assert_mem_eq(&journey, &before, sizeof(journey));
    journey_move(&journey, "dispatch", "2026-11-18 10:05", NULL);
    before = journey;
    ck_assert_int_eq(journey_move(&journey, "take", "2026-11-18 10:04:59", &err), STATUS_INVALID);
    ck_assert(strstr(err.what, "接单") != NULL && strstr(err.what, "10:05:00") != NULL);
    ck_assert_mem_eq(&journey, &before, sizeof(journey));
    ck_assert_int_eq(journey_move(&journey, "take", "2026-11-18 10:05:00", &err), STATUS_OK);
    journey_end(&journey);
}
END_TEST

START_TEST(apply__more_legs_than_fit__is_refused)
{
    struct journey journey;
    struct err err = {0};
    enum status status = STATUS_OK;
    journey_begin(&journey, "repair", "1", "2026-11-18 10:00");
    for (int i = 0; i < LEGS_MAX && status == STATUS_OK; i++) {
        status = journey_move(&journey, "dispatch", "2026-11-18 10:00", &err);
        if (status == STATUS_OK && journey_move(&journey, "take", "2026-11-18 10:00", NULL) == STATUS_OK) {
            status = journey_move(&journey, "return", "2026-11-18 10:00", &err);
        }
    }
    ck_assert_int_eq(status, STATUS_INVALID);
    ck_assert_uint_eq(journey.count, LEGS_MAX);
    ck_assert(strstr(err.what, "环节") != NULL);
    journey_end(&journey);
}
END_TEST

static bool preview_of(const char *type, const char *grade, const char *leg, int64_t start,
                       const struct work_rules *rules, struct leg_preview *preview)
{
    const struct leg_matter matter = {.type = type, .category = "", .grade = grade, .channel = "phone"};
    return workflow_preview(&workflow_profile, &matter, leg, start, rules, preview);
}

START_TEST(preview__type_and_grade__give_the_due_time_of_a_leg)
{
    struct journey journey;
    struct leg_preview preview;
    journey_begin(&journey, "repair", "1", "2026-11-18 10:00");
    int64_t start = journey_time("2026-11-18 14:35");
    ck_assert(preview_of("repair", "2", "handle", start, &journey.rules, &preview));
    ck_assert_int_eq(preview.due, start + 8 * 3600);
    ck_assert_int_eq(preview.within.amount, 8);
    ck_assert_int_eq(preview.missing_year, 0);
    ck_assert(!preview_of("repair", "9", "handle", start, &journey.rules, &preview));
    ck_assert(!preview_of("repair", "2", "take", start, &journey.rules, &preview));
    ck_assert(!preview_of("praise", "2", "reply", start, &journey.rules, &preview));
    ck_assert(
        preview_of("inquiry", "2", "reply", journey_time("2026-12-31 10:00"), &journey.rules, &preview));
    ck_assert_int_eq(preview.missing_year, 2027); /* no calendar for it: the form must say so */
    ck_assert(!preview_of("repair", "2", "nothing", start, &journey.rules, &preview));
    journey_end(&journey);
}
END_TEST

SUITE_MAIN("domain/workflow", find__every_state_action_and_role__is_as_the_table_says,
           find__an_unknown_action__is_not_found, moves__of_every_state_and_role__are_those_that_find_allows,
           start__acceptance_of_a_repair__starts_its_legs_by_grade,
           start__first_rule_that_fits__hides_the_general_one_wholly,
           start__a_running_leg__is_not_started_twice, apply__the_whole_way_of_a_repair__meets_every_leg,
           order__what_is_next_comes_first_and_what_is_done_last,
           apply__a_later_step__passes_over_the_skipped_one_and_keeps_its_lateness,
           apply__closing_early__drops_open_legs_and_starts_none,
           apply__returned_and_dispatched_again__starts_the_leg_anew,
           apply__a_time_before_the_leg_or_the_acceptance__is_refused_and_changes_nothing,
           apply__more_legs_than_fit__is_refused, preview__type_and_grade__give_the_due_time_of_a_leg)
