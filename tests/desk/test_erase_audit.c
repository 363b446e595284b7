/* What the audit keeps once a person's data are erased: nothing of theirs, all of others', and it still fits.
 */

#include "desk/desk_fixture.h"

#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/text.h"
#include "zuoxi/desk/board.h"
#include "zuoxi/desk/customers.h"
#include "zuoxi/desk/erase.h"
#include "zuoxi/domain/handover.h"
#include "zuoxi/store/record.h"

#define PHONE       "13800001234"
#define OTHER_PHONE "13800007777"

static struct desk_fixture *fixture;

static int64_t add_customer(const char *account, const char *name, const char *phone)
{
    static struct customer_edit edit;
    int64_t id = 0;
    customers_begin(&fixture->desk, NULL, &edit);
    text_copy(edit.after.account, sizeof(edit.after.account), account);
    text_copy(edit.after.name, sizeof(edit.after.name), name);
    text_copy(edit.after.phone, sizeof(edit.after.phone), phone);
    fixture_ok(task_run(&fixture->desk, customers_save, &edit, edit.request, 1000, &id, &err));
    return id;
}

/* Taken on an outing, answered there and then: a case born closed, with a repair and a stop. */
static int64_t save_case(int64_t customer)
{
    struct intake *intake = desk_fixture_intake(fixture);
    struct stop *stop = &intake->details.stops[0];
    int64_t id = 0;
    intake->record.customer_id = intake->contact.customer_id = customer;
    intake->answered_at_once = true;
    text_copy(intake->record.phone, sizeof(intake->record.phone), PHONE);
    text_copy(intake->contact.channel, sizeof(intake->contact.channel), "outing");
    text_copy(intake->details.repair.fault, sizeof(intake->details.repair.fault), "打" PHONE "再约");
    text_copy(intake->details.repair.accepted_by, sizeof(intake->details.repair.accepted_by), "访客甲乙");
    text_copy(stop->name, sizeof(stop->name), "访客甲乙");
    text_copy(stop->phone, sizeof(stop->phone), PHONE);
    fixture_ok(task_run(&fixture->desk, intake_save, intake, intake->request, 1000, &id, &err));
    free(intake);
    return id;
}

/* A line of a handover's log about the case; dropped again, only the audit knows it. */
static void write_line(int64_t case_id, bool is_dropped)
{
    struct handover_line line = {.case_id = case_id};
    text_copy(line.text, sizeof(line.text), "给访客甲乙 " PHONE " 回电");
    fixture_begin(fixture->desk.store);
    fixture_ok(record_insert(fixture->desk.store, &handover_line_fields, &line, &err));
    fixture_ok(desk_audit(&fixture->desk, "handover.line", "handover_line", line.head.id,
                          &handover_line_fields, NULL, &line, NULL, &err));
    fixture_commit(fixture->desk.store);
    if (is_dropped) {
        fixture_sql(fixture->desk.store, "DELETE FROM handover_line WHERE id = (SELECT max(id) FROM "
                                         "handover_line)");
    }
}

static void attach(int64_t notice, int64_t customer, const char *name, const char *phone)
{
    struct notice_call call = {
        .notice_id = notice, .customer_id = customer, .state = {.value = CALL_WAITING, .given = true}};
    text_copy(call.name, sizeof(call.name), name);
    text_copy(call.phone, sizeof(call.phone), phone);
    fixture_begin(fixture->desk.store);
    fixture_ok(board_attach(&fixture->desk, &call, &err));
    fixture_commit(fixture->desk.store);
}

static int64_t post(void)
{
    static struct notice_change change;
    int64_t id = 0;
    desk_fixture_act(fixture, ROLE_LEAD);
    board_begin(&fixture->desk, &change, NULL);
    text_copy(change.after.title, sizeof(change.after.title), "城东站抢修");
    text_copy(change.after.stations, sizeof(change.after.stations), "城东站");
    fixture_ok(task_run(&fixture->desk, board_save, &change, change.request, 1000, &id, &err));
    return id;
}

static void erase(int64_t id)
{
    struct erase_request request = {.customer_id = id, .reason = "本人书面申请"};
    request_make(request.request);
    desk_fixture_act(fixture, ROLE_ADMIN);
    fixture_ok(task_run(&fixture->desk, erase_person, &request, request.request, 1000, NULL, &err));
}

static void expect_logged(const char *text, bool is_there)
{
    char sql[200];
    text_format(sql, sizeof(sql), "SELECT count(*) FROM audit_value WHERE instr(value, '%s') > 0", text);
    int64_t count = fixture_int(fixture->desk.store, sql);
    ck_assert_msg((count > 0) == is_there, "%s stands in %lld values", text, (long long)count);
}

static void expect_clean(void)
{
    struct str findings = {0};
    fixture_ok(store_verify(fixture->desk.store, &findings, &err));
    ck_assert_str_eq(str_text(&findings), "");
    str_free(&findings);
}

START_TEST(what_hangs_on_the_persons_cases__is_gone_from_the_audit_too_and_verify_finds_nothing)
{
    fixture = desk_fixture_open();
    int64_t id = add_customer("K1", "访客甲乙", PHONE), case_id = save_case(id);
    write_line(case_id, false);
    write_line(case_id, true);
    ck_assert_int_eq(desk_fixture_count(fixture, "repair"), 1);
    ck_assert_int_eq(desk_fixture_count(fixture, "stop"), 1);
    expect_logged(PHONE, true);
    erase(id);
    expect_logged(PHONE, false);
    expect_logged("访客甲乙", false);
    expect_clean();
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(other_callers_of_the_same_notice__keep_what_was_logged_of_them)
{
    fixture = desk_fixture_open();
    int64_t id = add_customer("K1", "访客甲乙", PHONE), other = add_customer("K2", "邻居丙", OTHER_PHONE),
            notice = post();
    attach(notice, id, "访客甲乙", "13800008888"); /* from another phone than theirs */
    attach(notice, 0, "来电人甲", PHONE);          /* nobody's by name, by the number theirs */
    attach(notice, other, "邻居丁", OTHER_PHONE);
    attach(notice, 0, "路人戊", "13800009999");
    erase(id);
    expect_logged("13800008888", false);
    expect_logged("来电人甲", false);
    expect_logged("邻居丁", true);
    expect_logged("13800009999", true);
    expect_clean();
    desk_fixture_close(fixture);
}
END_TEST

FIXTURE_MAIN("desk/erase_audit",
             what_hangs_on_the_persons_cases__is_gone_from_the_audit_too_and_verify_finds_nothing,
             other_callers_of_the_same_notice__keep_what_was_logged_of_them)
