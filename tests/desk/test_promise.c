#include "suite.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "desk/desk_fixture.h"
#include "zuoxi/base/mem.h"
#include "zuoxi/desk/board.h"
#include "zuoxi/desk/casework.h"
#include "zuoxi/desk/promise.h"
#include "zuoxi/store/roster_store.h"

#define MANY 150 /* more than two pages */

static enum status make(struct desk_fixture *fixture, int64_t due, const char *owner, int64_t case_id,
                        int64_t *id, struct err *err)
{
    struct promise_new new = {.promise = {.due_at = {.value = due, .given = true}, .case_id = case_id}};
    snprintf(new.promise.what, sizeof(new.promise.what), "告知复核结果");
    snprintf(new.promise.phone, sizeof(new.promise.phone), "13800005678");
    snprintf(new.promise.owner, sizeof(new.promise.owner), "%s", owner);
    request_make(new.request);
    return task_run(&fixture->desk, promise_make, &new, new.request, 1000, id, err);
}

static int64_t made(struct desk_fixture *fixture, int64_t due, const char *owner)
{
    int64_t id = 0;
    fixture_ok(make(fixture, due, owner, 0, &id, &err));
    return id;
}

static enum status change(struct desk_fixture *fixture, int64_t id, enum promise_verb verb, int64_t due,
                          const char *text, struct err *err)
{
    struct promise_change change = {.id = id, .verb = verb, .due = due};
    int64_t result;
    snprintf(verb == PROMISE_HAND ? change.owner : change.outcome,
             verb == PROMISE_HAND ? sizeof(change.owner) : sizeof(change.outcome), "%s", text);
    request_make(change.request);
    return task_run(&fixture->desk, promise_change, &change, change.request, 1000, &result, err);
}

static size_t listed(struct desk_fixture *fixture, struct promise_row *rows, size_t max)
{
    size_t count = 0;
    fixture_ok(promise_list(&fixture->desk, rows, max, &count, &err));
    for (size_t i = 1; i < count; i++) {
        ck_assert(rows[i - 1].due < rows[i].due ||
                  (rows[i - 1].due == rows[i].due && rows[i - 1].id < rows[i].id));
    }
    return count;
}

START_TEST(a_list__has_own_and_nobodys_promises__a_leads_all_of_them)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct promise_row rows[10];
    made(fixture, DESK_NOW + 300, "1001");
    made(fixture, DESK_NOW + 200, "");
    made(fixture, DESK_NOW + 100, "2001");
    made(fixture, DESK_NOW + 200, "1001");
    ck_assert_uint_eq(listed(fixture, rows, 10), 3);
    ck_assert_int_eq(rows[0].due, DESK_NOW + 200);
    ck_assert_str_eq(rows[0].owner, "");
    ck_assert_ptr_nonnull(strchr(rows[0].phone, '*')); /* masked in lists */
    desk_fixture_act(fixture, ROLE_LEAD);
    ck_assert_uint_eq(listed(fixture, rows, 10), 4);
    ck_assert_str_eq(rows[0].phone, "13800005678");
    ck_assert_uint_eq(listed(fixture, rows, 2), 2);
    ck_assert_int_eq(rows[0].due, DESK_NOW + 100);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(many_promises__are_read_page_by_page_none_lost_none_twice)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct promise_row *rows = mem_new(MANY, sizeof(*rows));
    for (int i = 0; i < MANY; i++) {
        made(fixture, DESK_NOW + 100 + (i * 37) % 50, i % 3 == 0 ? "" : "1001");
    }
    ck_assert_uint_eq(listed(fixture, rows, MANY), MANY);
    size_t few = listed(fixture, rows, 70);
    ck_assert_uint_eq(few, 70);
    free(rows);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_promise_kept__leaves_the_list_with_its_outcome_audited__and_cannot_be_kept_twice)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct promise_row rows[10];
    struct promise promise;
    struct err refusal;
    int64_t id = made(fixture, DESK_NOW + 300, "1001");
    fixture_ok(change(fixture, id, PROMISE_DONE, 0, "已告知", &err));
    ck_assert_uint_eq(listed(fixture, rows, 10), 0);
    fixture_ok(promise_load(&fixture->desk, id, &promise, &err));
    ck_assert_str_eq(promise.outcome, "已告知");
    ck_assert_str_eq(promise.done_by, "1001");
    ck_assert_int_eq(promise.done_at.value, DESK_NOW);
    ck_assert_int_eq(change(fixture, id, PROMISE_DONE, 0, "又一次", &refusal), STATUS_CONFLICT);
    ck_assert_int_eq(
        fixture_int(fixture->desk.store, "SELECT count(*) FROM audit WHERE action LIKE 'promise.%'"), 2);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(postponing__sets_due_and_beginning_anew__and_takes_over_nobodys)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct promise promise;
    struct err refusal;
    int64_t id = made(fixture, DESK_NOW + 300, "");
    desk_fixture_set_now(DESK_NOW + 250);
    ck_assert_int_eq(change(fixture, id, PROMISE_POSTPONE, DESK_NOW, "", &refusal), STATUS_INVALID);
    fixture_ok(change(fixture, id, PROMISE_POSTPONE, DESK_NOW + 3600, "", &err));
    fixture_ok(promise_load(&fixture->desk, id, &promise, &err));
    ck_assert_int_eq(promise.due_at.value, DESK_NOW + 3600);
    ck_assert_int_eq(promise.since_at.value, DESK_NOW + 250);
    ck_assert_str_eq(promise.owner, "1001");
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(handing__is_the_leads__taking_over_nobodys_is_everybodys)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct err refusal;
    int64_t mine = made(fixture, DESK_NOW + 300, "1001"), nobodys = made(fixture, DESK_NOW + 300, "");
    ck_assert_int_eq(change(fixture, mine, PROMISE_HAND, 0, "2001", &refusal), STATUS_DENIED);
    ck_assert_int_eq(change(fixture, nobodys, PROMISE_HAND, 0, "2001", &refusal), STATUS_DENIED);
    fixture_ok(change(fixture, nobodys, PROMISE_HAND, 0, "1001", &err));
    desk_fixture_act(fixture, ROLE_LEAD);
    fixture_ok(change(fixture, mine, PROMISE_HAND, 0, "2001", &err));
    ck_assert_int_eq(change(fixture, mine, PROMISE_HAND, 0, "7777", &refusal), STATUS_NOT_FOUND);
    desk_fixture_act(fixture, ROLE_OPERATOR);
    ck_assert_int_eq(change(fixture, mine, PROMISE_DONE, 0, "", &refusal),
                     STATUS_DENIED); /* no longer mine */
    desk_fixture_act(fixture, ROLE_ADMIN);
    ck_assert_int_eq(make(fixture, DESK_NOW + 1, "", 0, &mine, &refusal), STATUS_DENIED);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_promise_that_cannot_be__is_refused)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct err refusal;
    int64_t id;
    ck_assert_int_eq(make(fixture, DESK_NOW - 1, "1001", 0, &id, &refusal), STATUS_INVALID);
    ck_assert_int_eq(make(fixture, DESK_NOW + 1, "7777", 0, &id, &refusal), STATUS_NOT_FOUND);
    ck_assert_int_eq(desk_fixture_count(fixture, "promise"), 0);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_case__tells_of_its_promises)
{
    struct desk_fixture *fixture = desk_fixture_open();
    int64_t case_id = desk_fixture_case(fixture), id = 0;
    struct case_file *file = mem_new(1, sizeof(*file));
    fixture_ok(make(fixture, DESK_NOW + 300, "1001", case_id, &id, &err));
    fixture_ok(change(fixture, id, PROMISE_DONE, 0, "已告知", &err));
    fixture_ok(casework_load(&fixture->desk, case_id, file, &err));
    ck_assert_uint_eq(file->timeline_count, 3);
    ck_assert_str_eq(file->timeline[1].action, "promise");
    ck_assert_str_eq(file->timeline[2].action, "promised");
    ck_assert_str_eq(file->timeline[2].note, "已告知");
    free(file);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_saved_form__links_the_promise_given_in_it_and_keeps_an_older_one)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct promise promise;
    int64_t older = made(fixture, DESK_NOW + 300, "1001"), case_id = 0, given = 0;
    struct intake *intake = desk_fixture_intake(fixture);
    struct promise_new new;
    promise_begin(&fixture->desk, &new);
    strcpy(new.promise.what, "告知复核结果");
    strcpy(new.promise.form, intake->request);
    new.promise.due_at = (struct optional){.value = DESK_NOW + 900, .given = true};
    fixture_ok(task_run(&fixture->desk, promise_make, &new, new.request, 1000, &given, &err));
    fixture_ok(task_run(&fixture->desk, intake_save, intake, intake->request, 1000, &case_id, &err));
    fixture_ok(promise_load(&fixture->desk, given, &promise, &err));
    ck_assert_int_eq(promise.case_id, case_id);
    ck_assert_int_ne(promise.contact_id, 0);
    ck_assert_str_eq(promise.owner, "1001");
    ck_assert(!promise.done_at.given);
    intake->contact.promise_id = older;
    request_make(intake->request);
    fixture_ok(task_run(&fixture->desk, intake_save, intake, intake->request, 1000, &case_id, &err));
    fixture_ok(promise_load(&fixture->desk, older, &promise, &err));
    ck_assert(promise.done_at.given);
    free(intake);
    desk_fixture_close(fixture);
}
END_TEST

/* Whoever stands in for the lead sees it now, and a refusal names that person as one to hand it to. */
START_TEST(a_promise_about_a_confidential_case__may_be_the_acting_leads__else_only_theirs_who_see_it)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct err refusal;
    int64_t case_id = desk_fixture_case(fixture), id = 0;
    fixture->is_damaged = true; /* the case is set as no move would set it */
    fixture_sql(fixture->desk.store,
                "UPDATE case_record SET is_confidential = 1, owner = '2001', keeper = '2001'");
    desk_fixture_act(fixture, ROLE_LEAD);
    ck_assert_int_eq(make(fixture, DESK_NOW + 300, "1001", case_id, &id, &refusal), STATUS_INVALID);
    ck_assert_ptr_nonnull(strstr(refusal.what, "是保密工单，1001 看不到"));
    fixture_begin(fixture->desk.store);
    fixture_ok(roster_store_set(fixture->desk.store, 20261125, "1001", "早班", &err));
    fixture_commit(fixture->desk.store);
    fixture_ok(make(fixture, DESK_NOW + 300, "1001", case_id, &id, &err));
    desk_fixture_close(fixture);
}
END_TEST

/* The open promises, which must be so many; the first one whole. */
static struct promise only(struct desk_fixture *fixture, size_t expected)
{
    struct promise_row rows[10];
    struct promise promise = {.head = {.id = 0}};
    ck_assert_uint_eq(listed(fixture, rows, 10), expected);
    if (expected > 0) {
        fixture_ok(promise_load(&fixture->desk, rows[0].id, &promise, &err));
    }
    return promise;
}

START_TEST(a_repairs_appointment__is_a_reminder_ten_minutes_before__moved_and_ended_with_it)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct intake *intake = desk_fixture_intake(fixture);
    struct case_file *file = mem_new(1, sizeof(*file));
    struct case_edit *edit = mem_new(1, sizeof(*edit));
    int64_t id = 0;
    intake->details.repair.appointed_from = (struct optional){.value = DESK_NOW + 7200, .given = true};
    fixture_ok(task_run(&fixture->desk, intake_save, intake, intake->request, 1000, &id, &err));
    struct promise promise = only(fixture, 1);
    ck_assert_int_eq(promise.due_at.value, DESK_NOW + 7200 - 600);
    ck_assert_int_eq(promise.visit_at.value, DESK_NOW + 7200);
    ck_assert_str_eq(promise.owner, "1001");
    ck_assert_int_eq(promise.case_id, id);
    fixture_ok(casework_load(&fixture->desk, id, file, &err));
    edit->before = edit->after = file->record;
    edit->details_before = edit->details_after = file->details;
    edit->details_after.repair.appointed_from.value = DESK_NOW + 9000;
    request_make(edit->request);
    fixture_ok(task_run(&fixture->desk, casework_edit, edit, edit->request, 1000, &id, &err));
    ck_assert_int_eq(only(fixture, 1).due_at.value, DESK_NOW + 9000 - 600);
    fixture_ok(desk_fixture_move(fixture, id, "dispatch", NULL, 0, &err, "unit", "城东站", NULL));
    fixture_ok(desk_fixture_move(fixture, id, "take", "刘师傅", 0, &err, NULL));
    only(fixture, 1);
    fixture_ok(desk_fixture_move(fixture, id, "arrive", "刘师傅", 0, &err, NULL));
    only(fixture, 0);
    intake->details.repair.appointed_from.value = DESK_NOW - 60; /* written down afterwards */
    request_make(intake->request);
    fixture_ok(task_run(&fixture->desk, intake_save, intake, intake->request, 1000, &id, &err));
    only(fixture, 0);
    free(intake);
    free(edit);
    free(file);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_promise_from_a_notices_list__settles_its_row_when_the_call_is_made)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct notice_change *notice = mem_new(1, sizeof(*notice));
    struct notice_call call = {.state = {.value = CALL_DUE, .given = true}}, rows[4];
    struct promise_new new;
    int64_t given = 0, contact = 0;
    size_t count;
    desk_fixture_act(fixture, ROLE_LEAD);
    board_begin(&fixture->desk, notice, NULL);
    strcpy(notice->after.title, "城东站抢修");
    strcpy(notice->after.stations, "城东站");
    fixture_ok(task_run(&fixture->desk, board_save, notice, notice->request, 1000, &call.notice_id, &err));
    desk_fixture_act(fixture, ROLE_OPERATOR);
    strcpy(call.phone, "13800000001");
    fixture_begin(fixture->desk.store);
    fixture_ok(board_attach(&fixture->desk, &call, &err));
    fixture_commit(fixture->desk.store);
    promise_begin(&fixture->desk, &new);
    strcpy(new.promise.what, "公告回电");
    new.promise.call_id = call.head.id;
    new.promise.due_at = (struct optional){.value = DESK_NOW + 900, .given = true};
    fixture_ok(task_run(&fixture->desk, promise_make, &new, new.request, 1000, &given, &err));
    struct intake *intake = desk_fixture_intake(fixture);
    intake->contact.promise_id = given;
    fixture_ok(task_run(&fixture->desk, intake_save, intake, intake->request, 1000, &contact, &err));
    fixture_ok(board_calls(&fixture->desk, call.notice_id, NULL, 4, rows, &count, &err));
    ck_assert_uint_eq(count, 1);
    ck_assert_int_eq(rows[0].state.value, CALL_DONE);
    ck_assert_str_eq(rows[0].called_by, "1001");
    free(intake);
    free(notice);
    desk_fixture_close(fixture);
}
END_TEST

SUITE_MAIN("desk/promise", a_list__has_own_and_nobodys_promises__a_leads_all_of_them,
           many_promises__are_read_page_by_page_none_lost_none_twice,
           a_promise_kept__leaves_the_list_with_its_outcome_audited__and_cannot_be_kept_twice,
           postponing__sets_due_and_beginning_anew__and_takes_over_nobodys,
           handing__is_the_leads__taking_over_nobodys_is_everybodys, a_promise_that_cannot_be__is_refused,
           a_promise_about_a_confidential_case__may_be_the_acting_leads__else_only_theirs_who_see_it,
           a_case__tells_of_its_promises, a_saved_form__links_the_promise_given_in_it_and_keeps_an_older_one,
           a_repairs_appointment__is_a_reminder_ten_minutes_before__moved_and_ended_with_it,
           a_promise_from_a_notices_list__settles_its_row_when_the_call_is_made)
