/* What a corrected grade, type or channel does to the legs, with the shipped rules and dates worked out by
 * hand. */

#include "suite.h"

#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/clock.h"
#include "zuoxi/base/mem.h"
#include "zuoxi/base/str.h"
#include "zuoxi/conf/load.h"
#include "zuoxi/domain/regrade.h"

#define EVENTS_MAX 20

/* A case on its way. */
struct way {
    struct config config;
    struct case_record record;
    struct leg legs[LEGS_MAX];
    size_t count;
    struct ledger *ledger;
    struct case_event events[EVENTS_MAX];
    size_t event_count;
};

static int64_t at(const char *text)
{
    int64_t utc = 0;
    ck_assert_msg(clock_parse(text, &utc), "%s", text);
    return utc;
}

static void begin(struct way *way, const char *profile, const char *type, const char *grade,
                  const char *channel)
{
    struct findings findings = {0};
    struct err err;
    memset(way, 0, sizeof(*way));
    ck_assert_int_eq(config_load(&way->config, NULL, profile, &findings, &err), STATUS_OK);
    findings_clear(&findings);
    ck_assert(clock_set_zone("Asia/Shanghai"));
    way->ledger = mem_new(1, sizeof(*way->ledger));
    way->record.head.id = 7;
    text_copy(way->record.type, sizeof(way->record.type), type);
    text_copy(way->record.grade, sizeof(way->record.grade), grade);
    text_copy(way->record.channel, sizeof(way->record.channel), channel);
    text_copy(way->record.state, sizeof(way->record.state), way->config.profile.first_state);
    way->record.accepted_at = (struct optional){at("2026-11-25 10:00"), true};
    way->events[way->event_count++] = (struct case_event){"accept", way->record.accepted_at.value};
    workflow_start_legs(&way->config.profile, &way->record, "accept", way->record.accepted_at.value,
                        &way->config.settings.rules, way->legs, &way->count);
}

static void end(struct way *way)
{
    free(way->ledger);
    config_clear(&way->config);
}

static void go(struct way *way, const char *action, const char *time)
{
    struct err err = {0};
    const struct move_rule *move = workflow_find(&way->config.profile, &way->record, ROLE_LEAD, action, &err);
    ck_assert_msg(move != NULL, "%s: %s", action, err.what);
    ck_assert_int_eq(workflow_apply(&way->config.profile, move, at(time), &way->config.settings.rules,
                                    &way->record, way->legs, &way->count, &err),
                     STATUS_OK);
    way->events[way->event_count++] = (struct case_event){action, at(time)};
    if (move->effect == EFFECT_SUSPEND) {
        way->ledger->pauses[way->ledger->pause_count++] = (struct leg_pause){.from = at(time)};
    } else if (move->effect == EFFECT_RESUME) {
        way->ledger->pauses[way->ledger->pause_count - 1].until = at(time);
    }
}

static struct leg *open_leg(struct way *way, const char *id)
{
    for (size_t i = 0; i < way->count; i++) {
        if (strcmp(way->legs[i].id, id) == 0 && leg_is_open(&way->legs[i])) {
            return &way->legs[i];
        }
    }
    return NULL;
}

static void extend(struct way *way, const char *leg, const char *by, const char *time)
{
    struct leg_extension *line = &way->ledger->extensions[way->ledger->extension_count];
    struct duration duration;
    ck_assert_int_eq(duration_parse(by, &duration, NULL), STATUS_OK);
    ck_assert_int_eq(ledger_extend(way->ledger, &way->config.profile, &way->config.settings.rules, duration,
                                   at(time), open_leg(way, leg), line, NULL),
                     STATUS_OK);
    way->ledger->extension_count++;
}

/* Correct the case and compare with "+arrive 11-25 12:00, -handle, reply 11-25 18:00>11-25 12:00". */
static void regrade(struct way *way, const char *wanted)
{
    static const char signs[] = {[REGRADE_MOVED] = ' ', [REGRADE_ENDED] = '-', [REGRADE_BEGUN] = '+'};
    struct regrade_line *lines = mem_new(LEGS_MAX, sizeof(*lines));
    struct regrade regrade = {.profile = &way->config.profile,
                              .rules = &way->config.settings.rules,
                              .record = &way->record,
                              .ledger = way->ledger,
                              .events = way->events,
                              .event_count = way->event_count,
                              .at = at("2026-11-25 13:00")};
    size_t count = regrade_legs(&regrade, way->legs, &way->count, lines);
    struct str text = {0};
    for (size_t i = 0; i < count; i++) {
        const struct leg_change *change = &lines[i].change;
        char from[20], to[20];
        clock_format(change->old_due, from);
        clock_format(change->new_due, to);
        str_printf(&text, "%s%s%s", i > 0 ? ", " : "",
                   lines[i].kind == REGRADE_MOVED ? "" : (char[]){signs[lines[i].kind], '\0'}, change->leg);
        if (lines[i].kind == REGRADE_MOVED) {
            str_printf(&text, " %.11s>%.11s", from + 5, to + 5);
        } else if (lines[i].kind == REGRADE_BEGUN) {
            str_printf(&text, " %.11s", to + 5);
        }
    }
    ck_assert_msg(strcmp(str_text(&text), wanted) == 0, "%s, not %s", str_text(&text), wanted);
    /* once more changes nothing */
    ck_assert_uint_eq(regrade_legs(&regrade, way->legs, &way->count, lines), 0);
    str_free(&text);
    free(lines);
}

START_TEST(grade__of_a_running_case__moves_its_open_legs)
{
    struct way way;
    begin(&way, "heating", "repair", "2", "phone");
    go(&way, "dispatch", "2026-11-25 10:05");
    strcpy(way.record.grade, "1");
    regrade(&way, "arrive 11-25 12:00>11-25 11:00, handle 11-25 18:00>11-25 12:00, "
                  "reply 11-25 18:00>11-25 12:00");
    ck_assert_int_eq(open_leg(&way, "handle")->start, at("2026-11-25 10:00"));
    ck_assert_int_eq(open_leg(&way, "handle")->warning, at("2026-11-25 11:30"));
    strcpy(way.record.grade, "3");
    regrade(&way, "arrive 11-25 11:00>11-25 14:00, handle 11-25 12:00>11-26 10:00, "
                  "reply 11-25 12:00>11-26 10:00");
    end(&way);
}
END_TEST

START_TEST(grade__with_a_pause_and_an_extension__applies_both_again)
{
    struct way way;
    begin(&way, "heating", "repair", "2", "phone");
    go(&way, "dispatch", "2026-11-25 10:05");
    go(&way, "take", "2026-11-25 10:08");
    go(&way, "suspend", "2026-11-25 10:30");
    go(&way, "resume", "2026-11-25 11:30");
    ck_assert_int_eq(open_leg(&way, "handle")->due, at("2026-11-25 19:00"));
    extend(&way, "handle", "4h", "2026-11-25 12:00");
    ck_assert_int_eq(open_leg(&way, "handle")->due, at("2026-11-25 23:00"));
    strcpy(way.record.grade, "3");
    /* contact (30 minutes from 10:08) waited an hour, and is the same for every grade */
    regrade(&way, "arrive 11-25 13:00>11-25 15:00, handle 11-25 23:00>11-26 15:00, "
                  "reply 11-25 19:00>11-26 11:00");
    /* a quarter of 24 + 4 hours, the pause left out */
    ck_assert_int_eq(open_leg(&way, "handle")->warning, at("2026-11-26 08:00"));
    strcpy(way.record.grade, "2");
    regrade(&way, "arrive 11-25 15:00>11-25 13:00, handle 11-26 15:00>11-25 23:00, "
                  "reply 11-26 11:00>11-25 19:00");
    end(&way);
}
END_TEST

START_TEST(grade__of_a_case_that_waits__goes_on_waiting)
{
    struct way way;
    begin(&way, "heating", "repair", "2", "phone");
    go(&way, "dispatch", "2026-11-25 10:05");
    go(&way, "take", "2026-11-25 10:08");
    go(&way, "suspend", "2026-11-25 10:30");
    strcpy(way.record.grade, "1");
    regrade(&way, "arrive 11-25 12:00>11-25 11:00, handle 11-25 18:00>11-25 12:00, "
                  "reply 11-25 18:00>11-25 12:00");
    ck_assert_int_eq(open_leg(&way, "handle")->suspended_at, at("2026-11-25 10:30"));
    strcpy(way.record.type, "complaint"); /* a leg that begins now waits, too */
    regrade(&way, "-arrive, -handle, reply 11-25 12:00>11-30 17:30, contact 11-25 10:38>11-26 17:30");
    strcpy(way.record.type, "repair");
    regrade(&way, "reply 11-30 17:30>11-25 12:00, contact 11-26 17:30>11-25 10:38, "
                  "+arrive 11-25 11:00, +handle 11-25 12:00");
    ck_assert_int_eq(open_leg(&way, "arrive")->suspended_at, at("2026-11-25 10:30"));
    go(&way, "resume", "2026-11-25 12:30");
    ck_assert_int_eq(open_leg(&way, "arrive")->due, at("2026-11-25 13:00"));
    ck_assert_int_eq(open_leg(&way, "handle")->due, at("2026-11-25 14:00"));
    end(&way);
}
END_TEST

START_TEST(type__with_legs_from_other_events__counts_them_from_there)
{
    struct way way;
    begin(&way, "heating", "complaint", "2", "phone");
    strcpy(way.record.type, "repair"); /* its contact counts from taking on, which has not been */
    regrade(&way, "-contact, reply 11-30 17:30>11-25 18:00, +arrive 11-25 12:00, +handle 11-25 18:00");
    go(&way, "dispatch", "2026-11-25 10:05");
    go(&way, "take", "2026-11-25 10:08");
    ck_assert_int_eq(open_leg(&way, "contact")->due, at("2026-11-25 10:38"));
    strcpy(way.record.type, "complaint");
    regrade(&way, "reply 11-25 18:00>11-30 17:30, -arrive, -handle, contact 11-25 10:38>11-26 17:30");
    ck_assert_int_eq(open_leg(&way, "contact")->start, at("2026-11-25 10:00"));
    end(&way);
}
END_TEST

START_TEST(type__after_later_steps__owes_no_earlier_ones)
{
    struct way way;
    begin(&way, "heating", "complaint", "2", "phone");
    go(&way, "dispatch", "2026-11-25 10:05");
    go(&way, "take", "2026-11-25 10:08");
    go(&way, "handle", "2026-11-25 11:00");
    strcpy(way.record.type, "repair");
    regrade(&way, "reply 11-30 17:30>11-25 18:00");
    go(&way, "reply", "2026-11-25 12:00");
    strcpy(way.record.type, "complaint");
    regrade(&way, "");
    end(&way);
}
END_TEST

START_TEST(type__after_a_return_as_misrouted__does_not_bring_back_what_the_dispatch_began)
{
    struct way way;
    begin(&way, "heating", "repair", "2", "phone");
    go(&way, "dispatch", "2026-11-25 10:05");
    go(&way, "reject", "2026-11-25 10:20");
    strcpy(way.record.type, "complaint");
    regrade(&way, "-arrive, -handle, reply 11-25 18:00>11-30 17:30, +contact 11-26 17:30");
    ck_assert_ptr_null(open_leg(&way, "take"));
    ck_assert_int_eq(open_leg(&way, "dispatch")->due, at("2026-11-25 10:30")); /* begun anew, stays */
    end(&way);
}
END_TEST

START_TEST(channel__of_a_service_company__moves_the_first_answer)
{
    struct way way;
    begin(&way, "service", "complaint", "3", "phone");
    strcpy(way.record.channel, "visit");
    regrade(&way, "contact 11-26 10:00>11-30 17:30");
    strcpy(way.record.channel, "letter");
    regrade(&way, "contact 11-30 17:30>11-26 10:00");
    end(&way);
}
END_TEST

START_TEST(type__after_a_reopening__counts_from_there)
{
    struct way way;
    begin(&way, "heating", "repair", "2", "phone");
    go(&way, "dispatch", "2026-11-25 10:05");
    go(&way, "take", "2026-11-25 10:08");
    go(&way, "arrive", "2026-11-25 10:30");
    go(&way, "handle", "2026-11-25 11:00");
    go(&way, "reply", "2026-11-25 11:10");
    go(&way, "giveup", "2026-11-25 11:20");
    go(&way, "close", "2026-11-25 11:30");
    go(&way, "reopen", "2026-11-26 09:00");
    ck_assert_int_eq(open_leg(&way, "handle")->due, at("2026-11-26 17:00"));
    strcpy(way.record.type, "complaint");
    regrade(&way, "-arrive, -handle, reply 11-26 17:00>12-01 17:30, +contact 11-27 17:30");
    strcpy(way.record.type, "repair");
    regrade(&way, "reply 12-01 17:30>11-26 17:00, -contact, +arrive 11-26 11:00, +handle 11-26 17:00");
    go(&way, "dispatch", "2026-11-26 09:05");
    ck_assert_int_eq(open_leg(&way, "take")->due, at("2026-11-26 09:15"));
    end(&way);
}
END_TEST

/* Gas: an answer is owed three working days from the dispatch, and five days from the acceptance. */
START_TEST(a_deadline_besides__is_met_with_the_other_and_follows_corrections)
{
    struct way way;
    begin(&way, "gas", "complaint", "3", "phone");
    ck_assert_int_eq(open_leg(&way, "reply")->due, at("2026-11-30 10:00"));
    go(&way, "dispatch", "2026-11-25 15:00");
    ck_assert_uint_eq(way.count, 4);
    ck_assert_int_eq(way.legs[3].due, at("2026-11-30 17:30"));
    strcpy(way.record.type, "repair");
    regrade(&way, "+arrive 11-26 10:00");
    go(&way, "take", "2026-11-25 15:30");
    go(&way, "handle", "2026-11-26 09:00");
    go(&way, "reply", "2026-11-30 12:00");
    ck_assert_int_eq(way.legs[1].met, at("2026-11-30 12:00"));
    ck_assert_int_eq(way.legs[1].late, 7200);
    ck_assert_int_eq(way.legs[3].met, at("2026-11-30 12:00"));
    ck_assert_int_eq(way.legs[3].late, 0);
    end(&way);
}
END_TEST

SUITE_MAIN("domain/regrade", grade__of_a_running_case__moves_its_open_legs,
           grade__with_a_pause_and_an_extension__applies_both_again,
           grade__of_a_case_that_waits__goes_on_waiting,
           type__with_legs_from_other_events__counts_them_from_there,
           type__after_later_steps__owes_no_earlier_ones,
           type__after_a_return_as_misrouted__does_not_bring_back_what_the_dispatch_began,
           channel__of_a_service_company__moves_the_first_answer, type__after_a_reopening__counts_from_there,
           a_deadline_besides__is_met_with_the_other_and_follows_corrections)
