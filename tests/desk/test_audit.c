/* Reading the audit: what a line shows of those it is about, and how lines and filters are named. */

#include "suite.h"

#include <string.h>

#include "desk/desk_fixture.h"
#include "zuoxi/desk/audit.h"
#include "zuoxi/desk/board.h"
#include "zuoxi/domain/contact.h"
#include "zuoxi/domain/followup.h"
#include "zuoxi/domain/handover.h"
#include "zuoxi/domain/notice_call.h"

#define ROWS 32

static struct desk_fixture *fixture;
static struct audit_view_row rows[ROWS];

static void setup(void)
{
    fixture = desk_fixture_open();
}

static void teardown(void)
{
    desk_fixture_close(fixture);
}

/* The newest line that meets the wish, as an admin sees it. */
static const struct audit_view_row *newest(const struct audit_wish *wish)
{
    struct audit_finder finder;
    size_t count = 0;
    desk_fixture_act(fixture, ROLE_ADMIN);
    fixture_ok(audit_view_begin(&fixture->desk, wish, &finder, &err));
    while (count == 0 && !finder.is_done) {
        fixture_ok(audit_view_step(&fixture->desk, &finder, rows, ROWS, &count, &err));
    }
    ck_assert_uint_gt(count, 0);
    return &rows[0];
}

static void expect_changes(const char *action, const char *expected)
{
    struct audit_wish wish = {0};
    struct str changes = {0};
    strcpy(wish.action, action);
    fixture_ok(audit_view_changes(&fixture->desk, &newest(&wish)->row, &changes, &err));
    ck_assert_msg(strstr(str_text(&changes), expected) != NULL, "%s\nnot in\n%s", expected,
                  str_text(&changes));
    str_free(&changes);
}

static void tell(const char *action, const char *object, const struct field_table *table, const void *record)
{
    fixture_begin(fixture->desk.store);
    fixture_ok(desk_audit(&fixture->desk, action, object, 1, table, NULL, record, NULL, &err));
    fixture_commit(fixture->desk.store);
}

START_TEST(a_caller_on_a_notices_list__is_masked_under_names_people_know)
{
    struct notice_call call = {.notice_id = 1, .name = "孙丽", .title = "ms", .phone = "13800005678"};
    strcpy(call.address, "阳光城7-1-402");
    setup();
    tell("notice.attach", "notice", &notice_call_fields, &call);
    expect_changes("notice.attach", "姓名：孙**\n称呼：ms\n电话：138****5678\n地址：阳光城7-***");
    teardown();
}
END_TEST

START_TEST(who_answered_a_followup__is_masked)
{
    struct followup followup = {.reached = "reached", .spoke_with = "孙丽"};
    setup();
    tell("followup.record", "followup", &followup_fields, &followup);
    expect_changes("followup.record", "接听人：孙**");
    teardown();
}
END_TEST

START_TEST(a_handovers_lines__are_named_as_its_log_names_them)
{
    struct handover handover = {.shift = "白班"};
    struct handover_line line = {.text = "二号泵异响"};
    setup();
    tell("handover.open", "handover", &handover_fields, &handover);
    tell("handover.line", "handover_line", &handover_line_fields, &line);
    expect_changes("handover.open", "交班班次：白班");
    expect_changes("handover.line", "内容：二号泵异响");
    teardown();
}
END_TEST

/* Another version's field, or a record that nobody has told the viewer of: it may be anybody's number. */
START_TEST(a_field_nobody_knows__is_not_shown_whole)
{
    struct contact contact = {.phone = "13800005678"};
    setup();
    tell("hook.retry", "hook", &contact_fields, &contact);
    expect_changes("hook.retry", "phone：1**");
    teardown();
}
END_TEST

static void expect_subject(const char *action, const char *object, const char *note, const char *expected)
{
    struct audit_wish wish = {0};
    strcpy(wish.action, action);
    desk_fixture_act(fixture, ROLE_OPERATOR);
    fixture_begin(fixture->desk.store);
    fixture_ok(desk_audit(&fixture->desk, action, object, 3, NULL, NULL, NULL, note, &err));
    fixture_commit(fixture->desk.store);
    ck_assert_str_eq(newest(&wish)->subject, expected);
}

START_TEST(a_line_about_an_account_or_a_seat__names_whose_it_is)
{
    setup();
    expect_subject("session.in", "person", NULL, "账号 1001");
    expect_subject("user.password", "person", NULL, "账号 1001");
    expect_subject("user.password", "person", "1002", "账号 1002");
    expect_subject("session.lock", "seat", "去吃饭", "坐席 1001");
    expect_subject("session.end", "seat", "1002", "坐席 1002");
    teardown();
}
END_TEST

START_TEST(lines_looked_for_by_a_word__are_all_whose_label_has_it)
{
    struct audit_wish wish = {.action = "修改"};
    struct contact contact = {.phone = "13800005678"};
    setup();
    tell("repair.edit", "repair", &contact_fields, &contact);
    ck_assert_str_eq(newest(&wish)->row.action, "repair.edit");
    ck_assert_str_eq(newest(&wish)->subject, "报修 #1");
    fixture->is_damaged = true; /* there is a line, but no repair */
    teardown();
}
END_TEST

FIXTURE_MAIN("desk/audit", a_caller_on_a_notices_list__is_masked_under_names_people_know,
             who_answered_a_followup__is_masked, a_handovers_lines__are_named_as_its_log_names_them,
             a_field_nobody_knows__is_not_shown_whole, a_line_about_an_account_or_a_seat__names_whose_it_is,
             lines_looked_for_by_a_word__are_all_whose_label_has_it)
