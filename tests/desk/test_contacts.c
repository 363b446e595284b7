/* Saved contacts: corrected with every version kept, and read by supervisors. */

#include "suite.h"

#include <stdlib.h>
#include <string.h>

#include "desk/desk_fixture.h"
#include "zuoxi/base/mem.h"
#include "zuoxi/desk/contacts.h"
#include "zuoxi/desk/reading.h"
#include "zuoxi/desk/versions.h"
#include "zuoxi/store/audit.h"

/* The contact of a fresh case. */
static struct contact *first_contact(struct desk_fixture *fixture, int64_t *case_id)
{
    struct contact *contacts = mem_new(CONTACTS_MAX, sizeof(*contacts));
    size_t count = 0;
    *case_id = desk_fixture_case(fixture);
    fixture_ok(contacts_of_case(&fixture->desk, *case_id, contacts, &count, &err));
    ck_assert_uint_eq(count, 1);
    return contacts;
}

static struct contact_edit *edit_of(const struct contact *contact)
{
    struct contact_edit *edit = mem_new(1, sizeof(*edit));
    edit->before = edit->after = *contact;
    request_make(edit->request);
    return edit;
}

static enum status correct(struct desk_fixture *fixture, struct contact_edit *edit, struct err *err)
{
    int64_t id;
    return task_run(&fixture->desk, contacts_correct, edit, edit->request, 1000, &id, err);
}

START_TEST(a_correction__is_a_new_version_and_the_old_one_can_be_read)
{
    struct desk_fixture *fixture = desk_fixture_open();
    int64_t case_id;
    struct contact *contact = first_contact(fixture, &case_id);
    struct contact_edit *edit = edit_of(contact);
    struct case_file *file = mem_new(1, sizeof(*file));
    struct str text = {0};
    strcpy(edit->after.said, "用户说是北卧室不热");
    strcpy(edit->after.outcome, "transferred");
    fixture_ok(correct(fixture, edit, &err));
    fixture_ok(contacts_load(&fixture->desk, contact->head.id, contact, NULL, &err));
    ck_assert_str_eq(contact->said, "用户说是北卧室不热");
    ck_assert_int_eq(contact->head.version, 2);
    fixture_ok(
        versions_describe(&fixture->desk, &contact_fields, contact->head.id, TIE_REVEALED, &text, &err));
    ck_assert_msg(strstr(str_text(&text), "第1版  2026-11-25 10:00:00  1001") != NULL, "%s", str_text(&text));
    ck_assert_msg(strstr(str_text(&text), "第2版") != NULL, "%s", str_text(&text));
    ck_assert_msg(strstr(str_text(&text), "改：用户说是北卧室不热") != NULL, "%s", str_text(&text));
    ck_assert_msg(strstr(str_text(&text), "改：转接") != NULL, "%s", str_text(&text));
    fixture_ok(casework_load(&fixture->desk, case_id, file, &err));
    ck_assert_str_eq(file->timeline[file->timeline_count - 1].action, "correct");
    ck_assert_str_eq(file->timeline[file->timeline_count - 1].note, "联系记录：通话要点、结果");
    str_free(&text);
    free(file);
    free(edit);
    free(contact);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(two_corrections_of_different_fields__both_hold_and_of_one_field_the_second_is_told)
{
    struct desk_fixture *fixture = desk_fixture_open();
    int64_t case_id;
    struct contact *contact = first_contact(fixture, &case_id);
    struct contact_edit *mine = edit_of(contact), *hers = edit_of(contact), *late = edit_of(contact);
    struct err told;
    strcpy(mine->after.said, "甲");
    strcpy(hers->after.caller, "访客乙");
    strcpy(late->after.said, "丙");
    fixture_ok(correct(fixture, mine, &err));
    fixture_ok(correct(fixture, hers, &err));
    ck_assert_int_eq(correct(fixture, late, &told), STATUS_CONFLICT);
    ck_assert_ptr_nonnull(strstr(told.what, "通话要点"));
    fixture_ok(contacts_load(&fixture->desk, contact->head.id, contact, NULL, &err));
    ck_assert_str_eq(contact->said, "甲");
    ck_assert_str_eq(contact->caller, "访客乙");
    free(mine);
    free(hers);
    free(late);
    free(contact);
    desk_fixture_close(fixture);
}
END_TEST

/* Handled in eight hours only what came by phone: it did not. */
START_TEST(a_corrected_channel_of_the_first_contact__is_the_cases_and_its_legs_go_by_it)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct profile *profile = &fixture->config.profile;
    for (size_t i = 0; i < profile->leg_count; i++) {
        if (strcmp(profile->legs[i].id, "handle") == 0) {
            strcpy(profile->legs[i].channels[0], "phone");
            profile->legs[i].channel_count = 1;
        }
    }
    int64_t case_id;
    struct contact *contact = first_contact(fixture, &case_id);
    struct contact_edit *edit = edit_of(contact);
    struct case_file *file = mem_new(1, sizeof(*file));
    fixture_ok(casework_load(&fixture->desk, case_id, file, &err));
    ck_assert_str_eq(file->record.channel, "phone");
    strcpy(edit->after.channel, "visit");
    fixture_ok(correct(fixture, edit, &err));
    fixture_ok(casework_load(&fixture->desk, case_id, file, &err));
    ck_assert_str_eq(file->record.channel, "visit");
    ck_assert_str_eq(file->timeline[file->timeline_count - 1].note, "联系记录：渠道；办结：不再计时");
    ck_assert_uint_eq(file->ledger.change_count, 1);
    ck_assert_str_eq(file->ledger.changes[0].reason, "受理渠道：来电→来访");
    int64_t lines, bad;
    fixture_ok(audit_verify(fixture->desk.store, &lines, &bad, &err));
    ck_assert_int_eq(bad, 0);
    free(file);
    free(edit);
    free(contact);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_reading_mark__stands_on_the_record_and_in_the_audit_and_is_a_leads)
{
    struct desk_fixture *fixture = desk_fixture_open();
    int64_t case_id, id;
    struct contact *contact = first_contact(fixture, &case_id);
    struct reading_request request = {.table = &contact_fields, .id = contact->head.id};
    struct reading_row rows[READINGS_MAX];
    size_t count = 0;
    struct err told;
    strcpy(request.note, "已阅，请回访");
    request_make(request.request);
    ck_assert_int_eq(task_run(&fixture->desk, reading_sign, &request, request.request, 1000, &id, &told),
                     STATUS_DENIED);
    desk_fixture_act(fixture, ROLE_LEAD);
    fixture_ok(task_run(&fixture->desk, reading_sign, &request, request.request, 1000, &id, &err));
    fixture_ok(task_run(&fixture->desk, reading_sign, &request, request.request, 1000, &id, &err));
    fixture_ok(reading_list(&fixture->desk, &contact_fields, contact->head.id, rows, &count, &err));
    ck_assert_uint_eq(count, 1); /* the same request twice is one mark */
    ck_assert_str_eq(rows[0].badge, "2001");
    ck_assert_str_eq(rows[0].note, "已阅，请回访");
    ck_assert_int_eq(rows[0].at, DESK_NOW);
    fixture_ok(reading_list(&fixture->desk, &case_record_fields, contact->head.id, rows, &count, &err));
    ck_assert_uint_eq(count, 0);
    int64_t lines, bad;
    fixture_ok(audit_verify(fixture->desk.store, &lines, &bad, &err));
    ck_assert_int_eq(bad, 0);
    free(contact);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_reading_mark__on_a_record_that_is_not_there_is_refused)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct reading_request request = {.table = &contact_fields, .id = 424242};
    struct err told;
    int64_t id;
    desk_fixture_act(fixture, ROLE_LEAD);
    request_make(request.request);
    ck_assert_int_eq(task_run(&fixture->desk, reading_sign, &request, request.request, 1000, &id, &told),
                     STATUS_NOT_FOUND);
    desk_fixture_close(fixture);
}
END_TEST

SUITE_MAIN("contacts", a_correction__is_a_new_version_and_the_old_one_can_be_read,
           a_corrected_channel_of_the_first_contact__is_the_cases_and_its_legs_go_by_it,
           two_corrections_of_different_fields__both_hold_and_of_one_field_the_second_is_told,
           a_reading_mark__stands_on_the_record_and_in_the_audit_and_is_a_leads,
           a_reading_mark__on_a_record_that_is_not_there_is_refused)
