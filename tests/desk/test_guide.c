#include "suite.h"

#include <string.h>

#include "desk/desk_fixture.h"
#include "zuoxi/base/mem.h"
#include "zuoxi/desk/guide.h"
#include "zuoxi/desk/script.h"

/* "greet -verify …": as stored when saved now. */
static void expect(struct desk_fixture *fixture, struct intake *intake, const char *expected)
{
    struct contact contact = {0};
    struct guide guide = guide_of(&fixture->desk, intake, false);
    guide_keep(&guide, &contact);
    ck_assert_str_eq(contact.steps, expected);
}

START_TEST(steps__tick_themselves_by_what_is_said_and_filled)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct intake *intake = desk_fixture_intake(fixture);
    struct case_record full = intake->record;
    memset(&intake->record, 0, sizeof(intake->record));
    expect(fixture, intake, "-greet -listen -verify -record -answer -repeat -more -goodbye");
    script_say(&intake->contact, "hello", DESK_NOW);
    expect(fixture, intake, "greet -listen -verify -record -answer -repeat -more -goodbye");
    strcpy(intake->record.content, "家里不热");
    intake->record.has_place = intake->record.has_person = intake->record.has_contact = true;
    expect(fixture, intake, "greet listen verify -record -answer -repeat -more -goodbye");
    intake->record = full;
    intake->record.has_time = intake->record.has_place = intake->record.has_person = true;
    intake->record.has_event = intake->record.has_contact = true;
    expect(fixture, intake, "greet listen verify record -answer -repeat -more -goodbye");
    script_say(&intake->contact, "answer.contact", DESK_NOW + 1);
    intake->contact.repeated_back = true;
    script_say(&intake->contact, "ask.more", DESK_NOW + 2);
    expect(fixture, intake, "greet listen verify record answer repeat more -goodbye");
    guide_tick(&intake->contact, GUIDE_GOODBYE);
    guide_tick(&intake->contact, GUIDE_GOODBYE);
    ck_assert_str_eq(intake->contact.steps, "goodbye");
    expect(fixture, intake, "greet listen verify record answer repeat more goodbye");
    free(intake);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_danger__comes_first_until_something_was_said_to_it)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct intake *intake = desk_fixture_intake(fixture);
    memset(&intake->record, 0, sizeof(intake->record));
    strcpy(intake->record.content, "楼下水管爆裂了");
    ck_assert_str_eq(script_stage(&fixture->desk, intake), "急情");
    script_say(&intake->contact, "heat.burst", DESK_NOW);
    ck_assert_str_ne(script_stage(&fixture->desk, intake), "急情");
    intake->contact.phrases[0] = '\0';
    strcpy(intake->record.content, "有点不热");
    ck_assert_str_ne(script_stage(&fixture->desk, intake), "急情");
    strcpy(intake->record.type, "emergency");
    ck_assert_str_eq(script_stage(&fixture->desk, intake), "急情");
    strcpy(intake->details.emergency.told, "请先离开");
    ck_assert_str_ne(script_stage(&fixture->desk, intake), "急情");
    free(intake);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(channels__want_the_steps_that_they_can_have)
{
    static const struct {
        const char *channel, *expected;
    } rows[] = {{"phone", "-greet -listen -verify -record -answer -repeat -more -goodbye"},
                {"outgoing", "-greet -listen -verify -record -answer -repeat -more -goodbye"},
                {"visit", "-greet -listen -verify -record -answer -more -goodbye"},
                {"letter", ""},
                {"outing", ""}};
    struct desk_fixture *fixture = desk_fixture_open();
    struct intake *intake = desk_fixture_intake(fixture);
    memset(&intake->record, 0, sizeof(intake->record));
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        strcpy(intake->contact.channel, rows[i].channel);
        expect(fixture, intake, rows[i].expected);
    }
    strcpy(intake->contact.channel, "phone");
    intake->contact.ring_id = 7; /* the exchange tells who hung up */
    struct guide guide = guide_of(&fixture->desk, intake, true);
    ck_assert(guide.is_wanted[GUIDE_HANGUP] && guide.is_done[GUIDE_HANGUP]);
    ck_assert_int_eq(guide_next(&guide), GUIDE_GREET);
    free(intake);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(what_was_said__is_kept_with_its_time_and_twice_only_after_a_minute)
{
    struct contact contact = {0};
    const char *at;
    char id[32];
    int64_t when;
    ck_assert(script_say(&contact, "hello", 1000));
    ck_assert(script_say(&contact, "hello", 1059));
    ck_assert(script_say(&contact, "ask.what", 1060));
    ck_assert(script_say(&contact, "hello", 1060));
    ck_assert_str_eq(contact.phrases, "hello@1000 ask.what@1060 hello@1060");
    strcpy(contact.phrases, "old hello@1000"); /* as earlier versions wrote it */
    at = contact.phrases;
    ck_assert(script_next(&at, id, &when));
    ck_assert_str_eq(id, "old");
    ck_assert_int_eq(when, 0);
    ck_assert(script_next(&at, id, &when));
    ck_assert_int_eq(when, 1000);
    ck_assert(!script_next(&at, id, &when));
    for (int64_t i = 0; i < 500; i++) {
        script_say(&contact, "a.phrase.with.a.long.name", i * 61);
    }
    ck_assert(!script_say(&contact, "a.phrase.with.a.long.name", 500 * 61));
    ck_assert_uint_le(strlen(contact.phrases), 1000);
}
END_TEST

SUITE_MAIN("desk/guide", steps__tick_themselves_by_what_is_said_and_filled,
           a_danger__comes_first_until_something_was_said_to_it, channels__want_the_steps_that_they_can_have,
           what_was_said__is_kept_with_its_time_and_twice_only_after_a_minute)
