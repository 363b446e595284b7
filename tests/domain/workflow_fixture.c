#include "domain/workflow_fixture.h"

#include <check.h>
#include <string.h>

#include "domain/calendar_facts.h"
#include "zuoxi/base/clock.h"
#include "zuoxi/base/text.h"

/* A profile as a heating company works by, small enough to see whole. */
static struct move_rule moves[] = {
    {.id = "dispatch",
     .label = "派单",
     .from = {"accepted"},
     .from_count = 1,
     .to = "dispatched",
     .roles = {[ROLE_OPERATOR] = true, [ROLE_LEAD] = true}},
    {.id = "take",
     .label = "接单",
     .from = {"dispatched"},
     .from_count = 1,
     .to = "taken",
     .roles = {[ROLE_OPERATOR] = true, [ROLE_LEAD] = true}},
    {.id = "return",
     .label = "退单",
     .from = {"dispatched", "taken"},
     .from_count = 2,
     .to = "accepted",
     .roles = {[ROLE_LEAD] = true}},
    {.id = "contact",
     .label = "联系",
     .from = {"taken"},
     .from_count = 1,
     .roles = {[ROLE_OPERATOR] = true, [ROLE_LEAD] = true}},
    {.id = "arrive",
     .label = "到场",
     .from = {"taken"},
     .from_count = 1,
     .roles = {[ROLE_OPERATOR] = true, [ROLE_LEAD] = true}},
    {.id = "handle",
     .label = "办结",
     .from = {"taken"},
     .from_count = 1,
     .to = "handled",
     .roles = {[ROLE_OPERATOR] = true, [ROLE_LEAD] = true}},
    {.id = "reply",
     .label = "答复",
     .from = {"handled"},
     .from_count = 1,
     .to = "replied",
     .roles = {[ROLE_OPERATOR] = true, [ROLE_LEAD] = true}},
    {.id = "callback",
     .label = "回访",
     .from = {"replied"},
     .from_count = 1,
     .to = "called_back",
     .roles = {[ROLE_OPERATOR] = true, [ROLE_LEAD] = true}},
    {.id = "close",
     .label = "归档",
     .from = {"called_back"},
     .from_count = 1,
     .to = "closed",
     .roles = {[ROLE_OPERATOR] = true, [ROLE_LEAD] = true},
     .closes = true},
    /* The same action by another role from other states: the first rule that lets the role do it counts. */
    {.id = "close",
     .label = "归档",
     .from = {"accepted", "dispatched", "taken", "handled", "replied"},
     .from_count = 5,
     .to = "closed",
     .roles = {[ROLE_LEAD] = true},
     .closes = true},
};
#define MOVE_COUNT (sizeof(moves) / sizeof(moves[0]))

static struct leg_rule rules_of_legs[] = {
    {.id = "dispatch", .from = "accept", .within = {10, DURATION_MINUTES}},
    {.id = "take",
     .from = "dispatch",
     .within = {10, DURATION_MINUTES},
     .types = {"repair"},
     .type_count = 1},
    {.id = "take", .from = "dispatch", .within = {4, DURATION_WORKHOURS}},
    {.id = "contact", .from = "take", .within = {30, DURATION_MINUTES}, .types = {"repair"}, .type_count = 1},
    {.id = "contact", .from = "accept", .within = {1, DURATION_WORKDAYS}},
    {.id = "handle", .from = "accept", .within = {2, DURATION_HOURS}, .grade = "1"},
    {.id = "handle", .from = "accept", .within = {8, DURATION_HOURS}, .grade = "2"},
    {.id = "handle", .from = "accept", .within = {24, DURATION_HOURS}, .grade = "3"},
    {.id = "reply",
     .from = "accept",
     .types = {"praise"},
     .type_count = 1}, /* no time given: praise needs none */
    {.id = "reply", .from = "accept", .within = {3, DURATION_WORKDAYS}},
    {.id = "callback", .from = "reply", .within = {2, DURATION_WORKDAYS}},
};

static struct choice states[] = {{.code = "accepted", .label = "待派单"},
                                 {.code = "closed", .label = "已归档"}};
/* The chain in its order. */
static struct leg_label labels[] = {{"dispatch", "转办", false}, {"take", "接单", false},
                                    {"contact", "联系", false},  {"arrive", "到场", false},
                                    {"handle", "办结", false},   {"reply", "答复", false},
                                    {"callback", "回访", false}};

struct profile workflow_profile = {
    .name = "test",
    .sets = {[SET_STATE] = {.items = states, .count = 2}},
    .legs = rules_of_legs,
    .leg_count = sizeof(rules_of_legs) / sizeof(rules_of_legs[0]),
    .leg_labels = labels,
    .leg_label_count = sizeof(labels) / sizeof(labels[0]),
    .moves = moves,
    .move_count = MOVE_COUNT,
    .first_state = "accepted",
    .warning_percent = 25,
    .critical_percent = 10,
};

int64_t journey_time(const char *text)
{
    int64_t utc = 0;
    ck_assert_msg(clock_parse(text, &utc), "%s", text);
    return utc;
}

void journey_begin(struct journey *journey, const char *type, const char *grade, const char *accepted)
{
    *journey = (struct journey){.record = {.head.id = 77}};
    ck_assert(clock_set_zone("Asia/Shanghai"));
    calendar_facts_load(&journey->calendar);
    journey->rules = calendar_facts_rules(&journey->calendar);
    text_copy(journey->record.number, sizeof(journey->record.number), "20261118-0001");
    text_copy(journey->record.type, sizeof(journey->record.type), type);
    text_copy(journey->record.grade, sizeof(journey->record.grade), grade);
    text_copy(journey->record.state, sizeof(journey->record.state), "accepted");
    journey->record.accepted_at = (struct optional){journey_time(accepted), true};
    ck_assert(workflow_start_legs(&workflow_profile, &journey->record, "accept", journey_time(accepted),
                                  &journey->rules, journey->legs, &journey->count));
}

enum status journey_move(struct journey *journey, const char *action, const char *when, struct err *err)
{
    const struct move_rule *move = workflow_find(&workflow_profile, &journey->record, ROLE_LEAD, action, err);
    ck_assert_msg(move != NULL, "%s from %s", action, journey->record.state);
    return workflow_apply(&workflow_profile, move, journey_time(when), &journey->rules, &journey->record,
                          journey->legs, &journey->count, err);
}

void journey_end(struct journey *journey)
{
    calendar_clear(&journey->calendar);
}

/* The newest leg of this id. */
const struct leg *journey_leg(const struct journey *journey, const char *id)
{
    for (size_t i = journey->count; i-- > 0;) {
        if (strcmp(journey->legs[i].id, id) == 0) {
            return &journey->legs[i];
        }
    }
    return NULL;
}

void journey_expect_leg(const struct journey *journey, const char *id, const char *start, const char *due)
{
    const struct leg *leg = journey_leg(journey, id);
    char text[20];
    ck_assert_msg(leg != NULL, "no leg %s", id);
    clock_format(leg->start, text);
    ck_assert_str_eq(text, start);
    clock_format(leg->due, text);
    ck_assert_str_eq(text, due);
    ck_assert_int_eq(leg->case_id, 77);
}
