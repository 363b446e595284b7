/* The legs that each kind of case has in the shipped profiles: from which event, how long (R2.3–R2.6). */

#include "suite.h"

#include <stdio.h>
#include <string.h>

#include "zuoxi/base/clock.h"
#include "zuoxi/base/text.h"
#include "zuoxi/conf/load.h"
#include "zuoxi/domain/workflow.h"

static void load(struct config *config, const char *profile)
{
    struct findings findings = {0};
    struct err err;
    ck_assert_int_eq(config_load(config, NULL, profile, &findings, &err), STATUS_OK);
    ck_assert_uint_eq(findings.count, 0);
    findings_clear(&findings);
}

struct legs_row {
    const char *profile, *type, *grade, *channel;
    bool is_joint;
    const char *legs; /* "dispatch accept 10m, …" in the order of leg_label */
};

#define HEATING_ANSWER                                                                                       \
    "dispatch accept 10m, take dispatch 4wh, contact accept 1wd, reply accept 3wd, callback reply 2wd"

/* clang-format off: read as a table */
static const struct legs_row rows[] = {
    /* R2.3: 一级 2 h, 二级 8 h, 三级 24 h; the other numbers are practice */
    {"heating", "repair", "1", "phone", false,
     "dispatch accept 10m, take dispatch 10m, contact take 30m, arrive accept 1h, handle accept 2h, "
     "reply accept 2h, callback reply 2wd"},
    {"heating", "repair", "2", "phone", false,
     "dispatch accept 10m, take dispatch 10m, contact take 30m, arrive accept 2h, handle accept 8h, "
     "reply accept 8h, callback reply 2wd"},
    {"heating", "temperature", "3", "online", false,
     "dispatch accept 10m, take dispatch 10m, contact take 30m, arrive accept 4h, handle accept 24h, "
     "reply accept 24h, callback reply 2wd"},
    {"heating", "emergency", "3", "phone", true,
     "dispatch accept 10m, take dispatch 10m, contact take 30m, arrive accept 1h, handle accept 24h, "
     "reply accept 24h, callback reply 2wd"},
    {"heating", "help", "2", "visit", false,
     "dispatch accept 10m, take dispatch 10m, contact take 30m, arrive accept 2h, handle accept 8h, "
     "reply accept 8h, callback reply 2wd"},
    /* R2.6: heating has no numbers for these: acknowledged in 1, answered in 3 working days */
    {"heating", "complaint", "1", "phone", false, HEATING_ANSWER},
    {"heating", "inquiry", "3", "letter", false, HEATING_ANSWER},
    /* R2.4 */
    {"gas", "complaint", "3", "phone", false,
     "dispatch accept 1wd, handle dispatch 3wd, reply accept 5d, reply dispatch 3wd, return reply 1wd, "
     "callback return 2wd"},
    {"gas", "repair", "3", "phone", false,
     "dispatch accept 1wd, arrive accept 24h, handle dispatch 3wd, reply accept 5d, reply dispatch 3wd, "
     "return reply 1wd, "
     "callback return 2wd"},
    {"gas", "emergency", "1", "phone", false,
     "dispatch accept 10m, take dispatch 10m, arrive accept 30m, handle dispatch 3wd, reply accept 5d, reply "
     "dispatch 3wd, "
     "return reply 1wd, callback return 2wd"},
    /* R2.5, by channel */
    {"service", "complaint", "3", "phone", false,
     "dispatch accept 4h, take dispatch 1d, contact accept 24h, reply handle 24h, callback handle today, "
     "close accept 7d, report handle 3d"},
    {"service", "complaint", "3", "letter", false,
     "dispatch accept 4h, take dispatch 1d, contact accept 24h, reply handle 24h, callback handle today, "
     "close accept 7d, report handle 3d"},
    {"service", "complaint", "3", "visit", false,
     "dispatch accept 4h, take dispatch 1d, contact accept 3wd, reply handle 24h, callback handle today, "
     "close accept 7d, report handle 3d"},
    {"service", "complaint", "1", "transferred", true,
     "dispatch accept 4h, take dispatch 1d, contact accept 3wd, reply handle 24h, callback handle today, "
     "close accept 7d, inform dispatch today, report handle 3d"},
    {"service", "inquiry", "3", "online", false,
     "dispatch accept 1wd, take dispatch 1d, contact accept 24h, reply accept 3wd, callback handle 24h"},
    {"service", "repair", "2", "phone", true,
     "dispatch accept 4h, take dispatch 1d, contact accept 24h, arrive accept 24h, reply accept 3wd, "
     "callback handle 24h, inform dispatch today"},
    {"service", "emergency", "1", "phone", false,
     "dispatch accept 10m, take dispatch 10m, contact accept 24h, arrive accept 1h, reply accept 3wd, "
     "callback handle 24h"},
    /* R2.6: 45, 90, 120 minutes; a complaint contacted in 1 working day, answered in 7 */
    {"power", "repair", "1", "phone", false,
     "dispatch accept 10m, take dispatch 10m, contact take 30m, arrive accept 45m, handle accept 24h, "
     "reply accept 24h, callback reply 2wd"},
    {"power", "emergency", "2", "phone", false,
     "dispatch accept 5m, take dispatch 5m, contact take 30m, arrive accept 90m, handle accept 24h, "
     "reply accept 24h, callback reply 2wd"},
    {"power", "repair", "3", "phone", false,
     "dispatch accept 10m, take dispatch 10m, contact take 30m, arrive accept 120m, handle accept 24h, "
     "reply accept 24h, callback reply 2wd"},
    {"power", "complaint", "1", "mailbox", false,
     "dispatch accept 10m, take dispatch 4wh, contact accept 1wd, reply accept 7wd, callback reply 2wd"},
};
/* clang-format on */

static void describe_legs(const struct profile *profile, const struct leg_matter *matter, char *out,
                          size_t size)
{
    out[0] = '\0';
    for (size_t i = 0; i < profile->leg_label_count; i++) {
        for (size_t k = 0; k < profile->leg_count; k++) {
            const struct leg_rule *rule = &profile->legs[k];
            char within[12];
            size_t length = strlen(out);
            if (strcmp(rule->id, profile->leg_labels[i].id) == 0 && leg_rule_counts(profile, rule, matter)) {
                duration_format(rule->within, within);
                snprintf(out + length, size - length, "%s%s %s %s", length > 0 ? ", " : "", rule->id,
                         rule->from, within);
            }
        }
    }
}

START_TEST(shipped__legs__are_those_of_the_rules_by_type_grade_and_channel)
{
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const struct legs_row *row = &rows[i];
        struct leg_matter matter = {row->type, "", row->grade, row->channel, row->is_joint};
        struct config config;
        char legs[400];
        load(&config, row->profile);
        describe_legs(&config.profile, &matter, legs, sizeof(legs));
        ck_assert_msg(strcmp(legs, row->legs) == 0, "%s %s %s %s: %s", row->profile, row->type, row->grade,
                      row->channel, legs);
        config_clear(&config);
    }
}
END_TEST

/* The due times of a service company's complaint, over the National Day holidays. */
START_TEST(service__complaint_by_channel__is_due_when_the_rules_say)
{
    static const struct {
        const char *channel, *leg, *start, *due;
    } cases[] = {
        {"phone", "contact", "2026-09-30 16:00", "2026-10-01 16:00:00"},
        {"letter", "contact", "2026-09-30 16:00", "2026-10-01 16:00:00"},
        {"visit", "contact", "2026-09-30 16:00", "2026-10-10 17:30:00"},
        {"transferred", "contact", "2026-10-03 10:00", "2026-10-10 17:30:00"},
        {"phone", "take", "2026-09-30 18:00", "2026-10-01 18:00:00"},
        {"phone", "inform", "2026-09-30 18:00", "2026-09-30 23:59:59"},
        {"phone", "reply", "2026-10-08 11:00", "2026-10-09 11:00:00"},
        {"phone", "callback", "2026-10-08 11:00", "2026-10-08 23:59:59"},
        {"phone", "report", "2026-10-08 11:00", "2026-10-11 11:00:00"},
        {"phone", "close", "2026-09-30 16:00", "2026-10-07 16:00:00"},
    };
    struct config config;
    load(&config, "service");
    ck_assert(clock_set_zone("Asia/Shanghai"));
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct leg_matter matter = {"complaint", "complaint_time.late", "3", cases[i].channel, true};
        const struct leg_rule *rule = leg_rule_find(&config.profile, cases[i].leg, &matter);
        int64_t start;
        char due[20];
        ck_assert_msg(rule != NULL && clock_parse(cases[i].start, &start), "%s", cases[i].leg);
        clock_format(deadline_due(start, rule->within, &config.settings.rules, NULL, NULL), due);
        ck_assert_msg(strcmp(due, cases[i].due) == 0, "%s %s: %s", cases[i].channel, cases[i].leg, due);
    }
    config_clear(&config);
}
END_TEST

/* Report and inform stand beside the chain: neither passes over another leg, nor is passed over. */
START_TEST(service__joint_complaint__owes_what_stands_beside_the_chain_until_it_is_done)
{
    static const struct {
        const char *action, *open;
    } paces[] = {
        {"contact", "dispatch close"},
        {"dispatch", "take close inform"},
        {"take", "close inform"},
        {"plan", "close inform"},
        {"inform", "close"},
        {"handle", "reply callback close report"},
        {"reply", "callback close report"},
        {"callback", "close report"},
        {"report", "close"},
        {"close", ""},
    };
    struct config config;
    struct case_record record = {.head.id = 7, .type = "complaint", .grade = "3", .channel = "phone"};
    struct leg legs[LEGS_MAX];
    size_t count = 0;
    int64_t at = 0;
    load(&config, "service");
    ck_assert(clock_parse("2026-11-18 08:40", &at));
    text_copy(record.state, sizeof(record.state), config.profile.first_state);
    record.accepted_at = (struct optional){at, true};
    record.is_joint = true;
    workflow_start_legs(&config.profile, &record, "accept", at, &config.settings.rules, legs, &count);
    for (size_t i = 0; i < sizeof(paces) / sizeof(paces[0]); i++) {
        struct err err = {0};
        const struct move_rule *move =
            workflow_find(&config.profile, &record, ROLE_LEAD, paces[i].action, &err);
        ck_assert_msg(move != NULL, "%s: %s", paces[i].action, err.what);
        ck_assert_int_eq(workflow_apply(&config.profile, move, at += 600, &config.settings.rules, &record,
                                        legs, &count, &err),
                         STATUS_OK);
        char open[200] = "";
        for (size_t k = 0; k < config.profile.leg_label_count; k++) {
            for (size_t l = 0; l < count; l++) {
                if (leg_is_open(&legs[l]) && strcmp(legs[l].id, config.profile.leg_labels[k].id) == 0) {
                    snprintf(open + strlen(open), sizeof(open) - strlen(open), "%s%s",
                             open[0] != '\0' ? " " : "", legs[l].id);
                }
            }
        }
        ck_assert_msg(strcmp(open, paces[i].open) == 0, "after %s: %s", paces[i].action, open);
    }
    config_clear(&config);
}
END_TEST

static struct leg_rule line(const char *types, const char *categories, const char *channels, bool is_joint)
{
    struct leg_rule rule = {.id = "take", .is_joint = is_joint};
    rule.type_count = types[0] != '\0';
    text_copy(rule.types[0], sizeof(rule.types[0]), types);
    rule.category_count = categories[0] != '\0';
    text_copy(rule.categories[0], sizeof(rule.categories[0]), categories);
    rule.channel_count = channels[0] != '\0';
    text_copy(rule.channels[0], sizeof(rule.channels[0]), channels);
    return rule;
}

START_TEST(leg_lines__fit_and_cover_by_every_selector)
{
    struct config config;
    load(&config, "heating");
    struct profile profile = config.profile;
    struct leg_rule rules[5] = {line("repair", "", "", true), line("", "", "letter", false),
                                line("", "inquiry_fee", "", false), line("repair", "", "", false),
                                line("", "", "", false)};
    for (int i = 0; i < 5; i++) {
        rules[i].within = (struct duration){i + 1, DURATION_HOURS};
    }
    profile.legs = rules;
    profile.leg_count = 5;
    static const struct {
        struct leg_matter matter;
        int line;
    } cases[] = {
        {{"repair", "inquiry_fee.price", "2", "phone", true}, 1},
        {{"inquiry", "", "2", "phone", true}, 5},
        {{"repair", "inquiry_fee.price", "2", "letter", false}, 2},
        {{"repair", "inquiry_fee.price", "2", "phone", false}, 3},
        {{"repair", "inquiry_fee", "2", "phone", false}, 3},
        {{"repair", "", "2", "phone", false}, 4},
        {{"complaint", "unknown", "2", "phone", false}, 5},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const struct leg_rule *found = leg_rule_find(&profile, "take", &cases[i].matter);
        ck_assert_msg(found != NULL && found->within.amount == cases[i].line, "row %zu: line %d", i,
                      found == NULL ? 0 : found->within.amount);
    }
    for (int earlier = 0; earlier < 5; earlier++) {
        for (int later = 0; later < 5; later++) {
            bool covers = earlier == later || earlier == 4 || (earlier == 3 && later == 0);
            ck_assert_msg(leg_rule_covers(&rules[earlier], &rules[later]) == covers, "%d %d", earlier, later);
        }
    }
    config_clear(&config);
}
END_TEST

SUITE_MAIN("conf/profile_legs", shipped__legs__are_those_of_the_rules_by_type_grade_and_channel,
           service__complaint_by_channel__is_due_when_the_rules_say,
           service__joint_complaint__owes_what_stands_beside_the_chain_until_it_is_done,
           leg_lines__fit_and_cover_by_every_selector)
