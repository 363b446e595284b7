#include "suite.h"

#include <string.h>

#include "desk/desk_fixture.h"
#include "zuoxi/base/mem.h"
#include "zuoxi/desk/lookup.h"
#include "zuoxi/store/audit.h"
#include "zuoxi/store/record.h"

START_TEST(a_fresh_form__has_the_profiles_defaults_and_the_actor_as_owner)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct intake *intake = mem_new(1, sizeof(*intake));
    intake_begin(&fixture->desk, intake);
    ck_assert_str_eq(intake->contact.channel, "phone");
    ck_assert_str_eq(intake->record.type, "inquiry");
    ck_assert_str_eq(intake->record.grade, "3");
    ck_assert_str_eq(intake->record.owner, "1001");
    ck_assert_uint_eq(strlen(intake->request), 32);
    ck_assert_int_eq(intake->opened_at, DESK_NOW);
    ck_assert_uint_eq(intake_missing(intake), 31);
    free(intake);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_saved_call__leaves_contact_case_legs_timeline_audit_request_and_counter)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct store *store = fixture->desk.store;
    int64_t id = desk_fixture_case(fixture);
    struct case_file *file = mem_new(1, sizeof(*file));
    fixture_ok(casework_load(&fixture->desk, id, file, &err));
    ck_assert_str_eq(file->record.number, "20261125-0001");
    ck_assert_str_eq(file->record.state, "accepted");
    ck_assert_int_eq(file->record.accepted_at.value, DESK_NOW);
    ck_assert_uint_eq(file->leg_count, 4);
    ck_assert_str_eq(file->legs[0].id, "dispatch");
    ck_assert_int_eq(file->legs[0].due, DESK_NOW + 600);
    ck_assert_uint_eq(file->timeline_count, 1);
    ck_assert_str_eq(file->timeline[0].action, "accept");
    ck_assert_int_eq(desk_fixture_count(fixture, "contact"), 1);
    ck_assert_int_eq(fixture_int(store, "SELECT case_id FROM contact"), id);
    ck_assert_int_eq(desk_fixture_count(fixture, "request"), 1);
    ck_assert_int_eq(
        fixture_int(store, "SELECT count(*) FROM audit WHERE action IN ('case.accept','contact.save')"), 2);
    struct queue_counts counts;
    fixture_ok(casework_counts(&fixture->desk, &counts, &err));
    ck_assert_int_eq(counts.open, 1);
    free(file);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_retry_with_the_same_request__gives_the_same_case_and_exactly_one_record)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct intake *intake = desk_fixture_intake(fixture);
    int64_t first = 0, second = 0;
    fixture_ok(task_run(&fixture->desk, intake_save, intake, intake->request, 1000, &first, &err));
    fixture_ok(task_run(&fixture->desk, intake_save, intake, intake->request, 1000, &second, &err));
    ck_assert_int_ne(first, 0);
    ck_assert_int_eq(first, second);
    ck_assert_int_eq(desk_fixture_count(fixture, "case_record"), 1);
    ck_assert_int_eq(desk_fixture_count(fixture, "contact"), 1);
    free(intake);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_call_answered_at_once__is_born_closed_without_legs)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct intake *intake = desk_fixture_intake(fixture);
    struct case_file *file = mem_new(1, sizeof(*file));
    int64_t id = 0;
    intake->answered_at_once = true;
    fixture_ok(task_run(&fixture->desk, intake_save, intake, intake->request, 1000, &id, &err));
    fixture_ok(casework_load(&fixture->desk, id, file, &err));
    ck_assert_str_eq(file->record.state, "answered");
    ck_assert(file->record.closed_at.given);
    ck_assert_uint_eq(file->leg_count, 0);
    ck_assert_int_eq(fixture_int(fixture->desk.store, "SELECT count(*) FROM case_record WHERE is_open = 1"),
                     0);
    free(file);
    free(intake);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(acceptance__is_the_answering__else_the_forms_opening__never_the_saving)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct intake *intake = desk_fixture_intake(fixture);
    intake->contact.answered_at.value = DESK_NOW - 300;
    desk_fixture_set_now(DESK_NOW + 240);
    ck_assert_int_eq(intake_accepted_at(&fixture->desk, intake), DESK_NOW - 300);
    intake->contact.answered_at.given = false;
    ck_assert_int_eq(intake_accepted_at(&fixture->desk, intake), DESK_NOW);
    int64_t id = 0;
    struct leg_preview preview;
    ck_assert(intake_due(&fixture->desk, intake, "handle", &preview));
    ck_assert_int_eq(preview.due, DESK_NOW + 8 * 3600);
    fixture_ok(task_run(&fixture->desk, intake_save, intake, intake->request, 1000, &id, &err));
    ck_assert_int_eq(fixture_int(fixture->desk.store, "SELECT accepted_at FROM case_record"), DESK_NOW);
    free(intake);
    desk_fixture_close(fixture);
}
END_TEST

/* What is wrong with a form, and the field its message must name. */
static const struct {
    const char *field, *value, *blamed;
} refusals[] = {
    {"content", "", "content"},   {"type", "", "type"},
    {"type", "nonsense", "type"}, {"category", "inquiry_fee.price", "category"},
    {"grade", "9", "grade"},
};

START_TEST(a_form_that_is_refused__names_the_field_and_stores_nothing)
{
    struct desk_fixture *fixture = desk_fixture_open();
    for (size_t i = 0; i < sizeof(refusals) / sizeof(refusals[0]); i++) {
        struct intake *intake = desk_fixture_intake(fixture);
        const struct field *field = field_find(&case_record_fields, refusals[i].field);
        char blamed[DETAIL_NAME_SIZE];
        struct err err = {0};
        strcpy(field_text(field, &intake->record), refusals[i].value);
        ck_assert_int_eq(intake_check(&fixture->desk, intake, blamed, &err), STATUS_INVALID);
        ck_assert_str_eq(blamed, refusals[i].blamed);
        int64_t id = 0;
        ck_assert_int_eq(task_run(&fixture->desk, intake_save, intake, intake->request, 1000, &id, &err),
                         STATUS_INVALID);
        free(intake);
    }
    ck_assert_int_eq(desk_fixture_count(fixture, "case_record"), 0);
    ck_assert_int_eq(desk_fixture_count(fixture, "sequence WHERE name LIKE 'case/%'"), 0);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_call_answered_in_the_future__is_refused)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct intake *intake = desk_fixture_intake(fixture);
    char blamed[DETAIL_NAME_SIZE];
    intake->contact.answered_at.value = DESK_NOW + 3600;
    ck_assert_int_eq(intake_check(&fixture->desk, intake, blamed, NULL), STATUS_INVALID);
    ck_assert_str_eq(blamed, "answered_at");
    free(intake);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(an_admin_or_nobody__may_not_take_a_call)
{
    struct desk_fixture *fixture = desk_fixture_open();
    static const enum role refused[] = {ROLE_NONE, ROLE_ADMIN};
    for (size_t i = 0; i < 2; i++) {
        struct intake *intake = desk_fixture_intake(fixture);
        int64_t id = 0;
        struct err err = {0};
        desk_fixture_act(fixture, refused[i]);
        ck_assert_int_eq(task_run(&fixture->desk, intake_save, intake, intake->request, 1000, &id, &err),
                         STATUS_DENIED);
        free(intake);
    }
    ck_assert_int_eq(desk_fixture_count(fixture, "case_record"), 0);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_customer_chosen__fills_only_empty_fields_but_always_the_grade)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct intake *intake = desk_fixture_intake(fixture);
    struct customer_row row = {.id = 77,
                               .name = "别人",
                               .phone = "13900000001",
                               .address = "别处",
                               .station = "城东站",
                               .title = "ms",
                               .grade = "1"};
    intake_use_customer(&fixture->desk, intake, &row);
    ck_assert_str_eq(intake->record.name, "孙丽");
    ck_assert_str_eq(intake->record.station, "城东站");
    ck_assert_str_eq(intake->record.title, "ms");
    ck_assert_str_eq(intake->record.grade, "1");
    ck_assert_int_eq(intake->contact.customer_id, 77);
    free(intake);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_number_being_typed__finds_its_customer_and_earlier_cases)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct store *store = fixture->desk.store;
    struct customer *customer = mem_new(1, sizeof(*customer));
    struct customer_row rows[5];
    struct history_row history[5];
    size_t count = 0;
    strcpy(customer->name, "孙丽");
    strcpy(customer->phone, "13800005678");
    fixture_begin(store);
    fixture_ok(record_insert(store, &customer_fields, customer, &err));
    fixture_commit(store);
    desk_fixture_case(fixture);
    fixture_ok(lookup_customers(&fixture->desk, "138 0000", 5, rows, &count, &err));
    ck_assert_uint_eq(count, 1);
    ck_assert_str_eq(rows[0].name, "孙丽");
    fixture_ok(lookup_customers(&fixture->desk, "13", 5, rows, &count, &err));
    ck_assert_uint_eq(count, 0);
    struct intake *intake = desk_fixture_intake(fixture);
    fixture_ok(intake_history(&fixture->desk, intake, 5, history, &count, &err));
    ck_assert_uint_eq(count, 1);
    ck_assert_str_eq(history[0].number, "20261125-0001");
    free(intake);
    free(customer);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(the_grade_of_a_type__comes_before_the_households_and_the_default)
{
    static const struct {
        const char *type, *household, *grade;
    } rows[] = {{"emergency", "", "1"}, {"emergency", "2", "1"}, {"repair", "", "3"},
                {"repair", "2", "2"},   {"unknown", "", "3"},    {"", "1", "1"}};
    struct desk_fixture *fixture = desk_fixture_open();
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        ck_assert_str_eq(intake_grade(&fixture->desk, rows[i].type, rows[i].household), rows[i].grade);
    }
    desk_fixture_close(fixture);
}
END_TEST

SUITE_MAIN("intake", the_grade_of_a_type__comes_before_the_households_and_the_default,
           a_fresh_form__has_the_profiles_defaults_and_the_actor_as_owner,
           a_saved_call__leaves_contact_case_legs_timeline_audit_request_and_counter,
           a_retry_with_the_same_request__gives_the_same_case_and_exactly_one_record,
           a_call_answered_at_once__is_born_closed_without_legs,
           acceptance__is_the_answering__else_the_forms_opening__never_the_saving,
           a_form_that_is_refused__names_the_field_and_stores_nothing,
           a_call_answered_in_the_future__is_refused, an_admin_or_nobody__may_not_take_a_call,
           a_customer_chosen__fills_only_empty_fields_but_always_the_grade,
           a_number_being_typed__finds_its_customer_and_earlier_cases)
