#include "suite.h"

#include <string.h>

#include "desk/desk_fixture.h"
#include "zuoxi/base/mem.h"
#include "zuoxi/desk/script.h"

/* Put one phrase in the place of the shipped book and fill it. */
static void fill(struct desk_fixture *fixture, const struct intake *intake, const char *text,
                 const char *expected, int missing)
{
    struct phrase phrase = {0};
    struct phrasebook book = {.phrases = &phrase, .count = 1};
    struct str out = {0};
    char name[32];
    phrase.text = text;
    fixture->desk.book = &book;
    ck_assert_int_eq(script_fill(&fixture->desk, intake, NULL, 0, &out, name), missing);
    ck_assert_str_eq(str_text(&out), expected);
    str_free(&out);
}

START_TEST(a_person__is_addressed_by_surname_and_form_of_address)
{
    static const struct {
        const char *name, *title, *expected;
    } people[] = {{"孙丽", "ms", "孙女士您好"}, {"欧阳建国", "mr", "欧阳先生您好"}, {"", "ms", "女士您好"}};
    struct desk_fixture *fixture = desk_fixture_open();
    struct intake *intake = desk_fixture_intake(fixture);
    for (size_t i = 0; i < sizeof(people) / sizeof(people[0]); i++) {
        strcpy(intake->record.name, people[i].name);
        strcpy(intake->record.title, people[i].title);
        fill(fixture, intake, "{title}您好", people[i].expected, 0);
    }
    free(intake);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(what_is_not_known__is_asked_for_and_never_a_hole)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct intake *intake = desk_fixture_intake(fixture);
    struct str out = {0};
    char name[32];
    struct phrase phrase = {.text = "{title}您好"};
    struct phrasebook book = {.phrases = &phrase, .count = 1};
    fixture->desk.book = &book;
    ck_assert_int_eq(script_fill(&fixture->desk, intake, NULL, 0, &out, name), 1);
    ck_assert_ptr_nonnull(strstr(str_text(&out), "？"));
    str_reset(&out);
    ck_assert_int_eq(script_fill(&fixture->desk, NULL, NULL, 0, &out, name), 1);
    str_free(&out);
    free(intake);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_due_time__is_spoken_as_a_person_says_it)
{
    static const struct {
        const char *grade, *expected;
    } dues[] = {{"2", "今天18:00前"}, {"3", "明天10:00前"}};
    struct desk_fixture *fixture = desk_fixture_open();
    struct intake *intake = desk_fixture_intake(fixture);
    for (size_t i = 0; i < 2; i++) {
        strcpy(intake->record.grade, dues[i].grade);
        fill(fixture, intake, "{due}前", dues[i].expected, 0);
    }
    strcpy(intake->record.type, "complaint");
    strcpy(intake->record.category, "");
    fill(fixture, intake, "{due:reply}前", "11月30日17:30前", 0);
    fill(fixture, intake, "{badge}号", "1001号", 0);
    free(intake);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(the_stage__follows_the_form)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct intake *intake = desk_fixture_intake(fixture);
    struct case_record full = intake->record;
    memset(&intake->record, 0, sizeof(intake->record));
    ck_assert_str_eq(script_stage(&fixture->desk, NULL), "迎声");
    ck_assert_str_eq(script_stage(&fixture->desk, intake), "迎声");
    strcpy(intake->record.name, "孙丽");
    ck_assert_str_eq(script_stage(&fixture->desk, intake), "问询");
    intake->record = full;
    ck_assert_str_eq(script_stage(&fixture->desk, intake), "核实");
    intake->record.has_time = intake->record.has_place = intake->record.has_person = true;
    intake->record.has_event = intake->record.has_contact = true;
    ck_assert_str_eq(script_stage(&fixture->desk, intake), "复述");
    intake->contact.repeated_back = true;
    ck_assert_str_eq(script_stage(&fixture->desk, intake), "告别");
    free(intake);
    desk_fixture_close(fixture);
}
END_TEST

SUITE_MAIN("script", a_person__is_addressed_by_surname_and_form_of_address,
           what_is_not_known__is_asked_for_and_never_a_hole, a_due_time__is_spoken_as_a_person_says_it,
           the_stage__follows_the_form)
