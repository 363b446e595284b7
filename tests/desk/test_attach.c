#include "desk/desk_fixture.h"

#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/desk/attach.h"
#include "zuoxi/desk/board.h"
#include "zuoxi/desk/repeat.h"
#include "zuoxi/desk/search.h"
#include "zuoxi/store/record.h"

static struct desk_fixture *fixture;
static struct intake *form; /* with number and name, nothing else yet */

static void setup(void)
{
    fixture = desk_fixture_open();
    form = mem_new(1, sizeof(*form));
    intake_begin(&fixture->desk, form);
    strcpy(form->record.phone, "13800001111");
    strcpy(form->contact.phone, "13800001111");
    strcpy(form->record.name, "李明");
    strcpy(form->record.address, "和平里4-2-501");
}

static void teardown(void)
{
    free(form);
    desk_fixture_close(fixture);
}

static enum status save(int64_t *result, struct err *err)
{
    return task_run(&fixture->desk, intake_save, form, form->request, 1000, result, err);
}

static int64_t post(void)
{
    struct notice_change *change = mem_new(1, sizeof(*change));
    int64_t id = 0;
    desk_fixture_act(fixture, ROLE_LEAD);
    board_begin(&fixture->desk, change, NULL);
    strcpy(change->after.title, "和平里抢修");
    fixture_ok(task_run(&fixture->desk, board_save, change, change->request, 1000, &id, &err));
    desk_fixture_act(fixture, ROLE_OPERATOR);
    free(change);
    return id;
}

static void end_notice(int64_t id)
{
    struct notice_end end = {.id = id};
    int64_t result;
    desk_fixture_act(fixture, ROLE_LEAD);
    fixture_ok(task_run(&fixture->desk, board_close, &end, "", 1000, &result, &err));
    desk_fixture_act(fixture, ROLE_OPERATOR);
}

static struct notice_call only_call(int64_t notice)
{
    struct notice_call calls[4];
    size_t count;
    fixture_ok(board_calls(&fixture->desk, notice, NULL, 4, calls, &count, &err));
    ck_assert_uint_eq(count, 1);
    return calls[0];
}

START_TEST(caller_inside_an_outage__is_saved_without_a_case_and_found_again)
{
    struct contact contact;
    int64_t id = 0;
    setup();
    form->link.notice_id = post();
    form->link.wants_call = true;
    strcpy(form->record.content, "问什么时候来暖");
    fixture_ok(save(&id, &err));
    fixture_ok(record_load(fixture->desk.store, &contact_fields, id, &contact, &err));
    ck_assert_int_eq(contact.case_id, 0);
    ck_assert_str_eq(contact.outcome, "answered");
    ck_assert_int_eq(desk_fixture_count(fixture, "case_record"), 0);
    struct notice_call call = only_call(form->link.notice_id);
    ck_assert_int_eq(call.contact_id, id);
    ck_assert_str_eq(call.phone, "13800001111");
    ck_assert_str_eq(call.name, "李明");
    ck_assert_str_eq(call.address, "和平里4-2-501");
    ck_assert_int_eq(call.state.value, CALL_WAITING);
    struct found_row found[4];
    size_t count;
    fixture_ok(casework_search(&fixture->desk, "什么时候来暖", 4, found, &count, &err));
    ck_assert_uint_eq(count, 1);
    ck_assert_int_eq(found[0].id, id);
    fixture_ok(save(&id, &err)); /* a retry of the same form stores nothing twice */
    ck_assert_int_eq(desk_fixture_count(fixture, "contact"), 1);
    only_call(form->link.notice_id);
    teardown();
}
END_TEST

START_TEST(caller_who_wants_no_call__or_came_after_the_end__is_listed_so)
{
    int64_t id;
    setup();
    form->link.notice_id = post();
    fixture_ok(save(&id, &err));
    ck_assert_int_eq(only_call(form->link.notice_id).state.value, CALL_NONE);
    form->link.notice_id = post();
    form->link.wants_call = true;
    request_make(form->request);
    end_notice(form->link.notice_id);
    fixture_ok(save(&id, &err)); /* never refused: the contact is what counts */
    ck_assert_int_eq(only_call(form->link.notice_id).state.value, CALL_DUE);
    teardown();
}
END_TEST

START_TEST(another_call_about_an_open_case__is_its_contact_and_a_chase__and_no_deadline_moves)
{
    struct case_file *file = mem_new(2, sizeof(*file)), *after = file + 1;
    int64_t contacts[4], result, chases;
    size_t count;
    setup();
    int64_t open = desk_fixture_case(fixture);
    fixture_ok(casework_load(&fixture->desk, open, file, &err));
    form->link.case_id = open;
    strcpy(form->record.content, "还没有人来");
    strcpy(form->record.address, file->record.address);
    strcpy(form->contact.caller, form->record.name);
    fixture_ok(save(&result, &err));
    ck_assert_int_eq(result, open);
    fixture_ok(casework_load(&fixture->desk, open, after, &err));
    ck_assert_int_eq(desk_fixture_count(fixture, "case_record"), 1);
    ck_assert_uint_eq(after->leg_count, file->leg_count);
    for (size_t i = 0; i < file->leg_count; i++) {
        ck_assert_int_eq(after->legs[i].due, file->legs[i].due);
    }
    ck_assert_str_eq(after->timeline[after->timeline_count - 1].action, "chase");
    ck_assert_str_eq(after->timeline[after->timeline_count - 1].note, "还没有人来");
    fixture_ok(repeat_chases(&fixture->desk, open, &chases, &err));
    ck_assert_int_eq(chases, 1);
    fixture_ok(case_store_contacts(fixture->desk.store, open, contacts, 4, &count, &err));
    ck_assert_uint_eq(count, 2);
    free(file);
    teardown();
}
END_TEST

static struct contact last_contact(int64_t case_id)
{
    struct contact contact;
    int64_t ids[4];
    size_t count;
    fixture_ok(case_store_contacts(fixture->desk.store, case_id, ids, 4, &count, &err));
    fixture_ok(record_load(fixture->desk.store, &contact_fields, ids[count - 1], &contact, &err));
    return contact;
}

static void type_repair(void)
{
    strcpy(form->record.type, "repair");
    strcpy(form->record.content, "还没有人来");
    strcpy(form->details.repair.model, "双管");
    strcpy(form->details.repair.conditions, "2月1日起家里有人");
    form->details.repair.fee = (struct optional){.value = 1250, .given = true};
    strcpy(form->details.complaint.against, "不适用的"); /* of another type: saved nowhere */
}

START_TEST(what_was_typed_for_a_case__stays_as_words_of_the_contact_and_its_chase)
{
    struct case_file *file = mem_new(1, sizeof(*file));
    const char *said = "还没有人来\n地址：和平里4-2-"
                       "501\n备注：狗凶\n型号：双管\n作业条件：2月1日起家里有人\n收费(元)：12.50";
    int64_t result;
    setup();
    form->link.case_id = desk_fixture_case(fixture);
    type_repair();
    strcpy(form->record.category, "no_heat.single"); /* as the case has it */
    strcpy(form->contact.caller, "李明");
    strcpy(form->record.note, "狗凶");
    fixture_ok(save(&result, &err));
    ck_assert_str_eq(last_contact(result).said, said);
    fixture_ok(casework_load(&fixture->desk, result, file, &err));
    ck_assert_str_eq(file->timeline[file->timeline_count - 1].note, said);
    ck_assert_str_eq(file->record.note, "");
    free(file);
    teardown();
}
END_TEST

START_TEST(what_was_typed_inside_an_outage__stays_as_words__codes_as_people_read_them)
{
    struct contact contact;
    int64_t id;
    setup();
    form->link.notice_id = post();
    type_repair();
    strcpy(form->record.category, "no_heat.single");
    char name[DETAIL_NAME_SIZE];
    form->record.customer_id = 987654; /* gone meanwhile: no reason to refuse its words */
    fixture_ok(attach_check(&fixture->desk, form, name, &err));
    form->record.customer_id = 0;
    fixture_ok(save(&id, &err));
    fixture_ok(record_load(fixture->desk.store, &contact_fields, id, &contact, &err));
    ck_assert_ptr_nonnull(strstr(contact.said, "类别："));
    ck_assert_ptr_null(strstr(contact.said, "no_heat"));
    ck_assert_ptr_null(strstr(contact.said, "地址：")); /* the list has it */
    ck_assert_ptr_nonnull(strstr(contact.said, "作业条件：2月1日起家里有人"));
    teardown();
}
END_TEST

START_TEST(more_words_than_a_contact_takes__are_refused_and_nothing_is_saved)
{
    char name[DETAIL_NAME_SIZE];
    int64_t result;
    struct err why;
    setup();
    form->link.notice_id = post();
    type_repair();
    memset(form->record.content, 'a', 1990);
    form->record.content[1990] = '\0';
    ck_assert_int_eq(attach_check(&fixture->desk, form, name, &why), STATUS_INVALID);
    ck_assert_str_eq(name, "content");
    ck_assert_ptr_nonnull(strstr(why.what, "2000"));
    ck_assert_int_eq(save(&result, &why), STATUS_INVALID);
    ck_assert_int_eq(desk_fixture_count(fixture, "contact"), 0);
    teardown();
}
END_TEST

START_TEST(case_closed_meanwhile__refuses_and_says_what_to_do)
{
    int64_t result;
    struct err why;
    setup();
    struct intake *first = desk_fixture_intake(fixture);
    first->answered_at_once = true;
    fixture_ok(task_run(&fixture->desk, intake_save, first, first->request, 1000, &result, &err));
    form->link.case_id = result;
    ck_assert_int_eq(save(&result, &why), STATUS_CONFLICT);
    ck_assert_ptr_nonnull(strstr(why.todo, "Ctrl-A"));
    ck_assert_int_eq(desk_fixture_count(fixture, "contact"), 1);
    free(first);
    teardown();
}
END_TEST

START_TEST(call_out__is_a_contact_of_ours_and_marks_the_row_as_told)
{
    struct contact contact;
    int64_t id = 0;
    setup();
    int64_t notice = post();
    form->link.notice_id = notice;
    form->link.wants_call = true;
    fixture_ok(save(&id, &err));
    end_notice(notice);
    struct notice_call call = only_call(notice);
    ck_assert_int_eq(call.state.value, CALL_DUE);
    attach_begin_call(&fixture->desk, form, &call);
    ck_assert(attach_is_wanted(form));
    ck_assert_str_eq(form->record.phone, "13800001111");
    fixture_ok(save(&id, &err));
    fixture_ok(record_load(fixture->desk.store, &contact_fields, id, &contact, &err));
    ck_assert_str_eq(contact.channel, "outgoing");
    call = only_call(notice);
    ck_assert_int_eq(call.state.value, CALL_DONE);
    ck_assert_str_eq(call.called_by, "1001");
    teardown();
}
END_TEST

START_TEST(attaching__needs_the_right_to_save_contacts)
{
    int64_t result;
    struct err why;
    setup();
    form->link.notice_id = post();
    desk_fixture_act(fixture, ROLE_ADMIN);
    ck_assert_int_eq(save(&result, &why), STATUS_DENIED);
    teardown();
}
END_TEST

FIXTURE_MAIN("desk/attach", caller_inside_an_outage__is_saved_without_a_case_and_found_again,
             caller_who_wants_no_call__or_came_after_the_end__is_listed_so,
             another_call_about_an_open_case__is_its_contact_and_a_chase__and_no_deadline_moves,
             what_was_typed_for_a_case__stays_as_words_of_the_contact_and_its_chase,
             what_was_typed_inside_an_outage__stays_as_words__codes_as_people_read_them,
             more_words_than_a_contact_takes__are_refused_and_nothing_is_saved,
             case_closed_meanwhile__refuses_and_says_what_to_do,
             call_out__is_a_contact_of_ours_and_marks_the_row_as_told,
             attaching__needs_the_right_to_save_contacts)
