/* What happens is written down for the hooks that want it, with what happens. */

#include "suite.h"

#include <string.h>

#include "desk/hook_fixture.h"
#include "zuoxi/desk/call.h"

static struct hook *add_hook(struct desk_fixture *fixture, const char *name, const char *events)
{
    return hook_fixture_add(fixture, name, events, "exit 0");
}

/* "dispatch close " of one hook, in their order. */
static void assert_events(struct desk_fixture *fixture, const char *hook, const char *expected)
{
    struct hook_run runs[40];
    char found[400] = "";
    size_t count = 0;
    fixture_ok(hook_store_list(fixture->desk.store, HOOK_WAITING, 40, runs, &count, &err));
    for (size_t i = 0; i < count; i++) {
        if (strcmp(runs[i].hook, hook) == 0) {
            strcat(strcat(found, runs[i].event), " ");
        }
    }
    ck_assert_str_eq(found, expected);
}

static void payload_of(struct desk_fixture *fixture, int64_t id, struct str *out)
{
    struct hook_run run;
    str_reset(out);
    fixture_ok(hook_store_load(fixture->desk.store, id, &run, out, &err));
}

static void dispatch(struct desk_fixture *fixture, int64_t id)
{
    struct err err;
    ck_assert_int_eq(desk_fixture_move(fixture, id, "dispatch", NULL, 0, &err, "unit", "城东站", NULL),
                     STATUS_OK);
}

START_TEST(without_hooks__nothing_is_written)
{
    struct desk_fixture *fixture = desk_fixture_open();
    dispatch(fixture, desk_fixture_case(fixture));
    ck_assert_int_eq(desk_fixture_count(fixture, "hook_run"), 0);
    ck_assert_int_eq(desk_fixture_count(fixture, "hook_leg"), 0);
    ck_assert_int_eq(
        fixture_int(fixture->desk.store, "SELECT count(*) FROM sequence WHERE name = 'hook_run'"), 0);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(moves__are_told_to_each_hook_that_wants_them__under_one_id)
{
    struct desk_fixture *fixture = desk_fixture_open();
    add_hook(fixture, "sms", "dispatch close");
    add_hook(fixture, "chat", "accept dispatch take");
    int64_t id = desk_fixture_case(fixture);
    dispatch(fixture, id);
    assert_events(fixture, "sms", "dispatch ");
    assert_events(fixture, "chat", "accept dispatch ");
    ck_assert_int_eq(fixture_int(fixture->desk.store,
                                 "SELECT count(DISTINCT event_id) FROM hook_run WHERE event = 'dispatch'"),
                     1);
    ck_assert_int_eq(fixture_int(fixture->desk.store, "SELECT count(DISTINCT event_id) FROM hook_run"), 2);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_move_that_is_refused__leaves_no_event)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct err refusal;
    add_hook(fixture, "sms", "dispatch take");
    int64_t id = desk_fixture_case(fixture);
    ck_assert_int_ne(desk_fixture_move(fixture, id, "take", "刘师傅", 0, &refusal, NULL), STATUS_OK);
    ck_assert_int_ne(desk_fixture_move(fixture, id, "dispatch", NULL, 0, &refusal, NULL), STATUS_OK);
    ck_assert_int_eq(desk_fixture_count(fixture, "hook_run"), 0);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(units_and_types__keep_other_cases_from_a_hook)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct hook *east = add_hook(fixture, "east", "dispatch");
    strcpy(east->units[east->unit_count++], "城东站");
    struct hook *west = add_hook(fixture, "west", "dispatch");
    strcpy(west->units[west->unit_count++], "城西站");
    struct hook *praise = add_hook(fixture, "praise", "accept dispatch");
    strcpy(praise->types[praise->type_count++], "praise");
    dispatch(fixture, desk_fixture_case(fixture));
    assert_events(fixture, "east", "dispatch ");
    assert_events(fixture, "west", "");
    assert_events(fixture, "praise", "");
    struct err err;
    ck_assert_int_eq(desk_fixture_move(fixture, desk_fixture_case(fixture), "dispatch", NULL, 0, &err, "unit",
                                       "运行科", "step.copies", "维修一班\n城西站", NULL),
                     STATUS_OK);
    assert_events(fixture, "east", "dispatch ");
    assert_events(fixture, "west", "dispatch ");
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(the_event__is_one_line_of_json__without_the_customer_unless_the_hook_may)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct str plain = {0}, personal = {0};
    add_hook(fixture, "plain", "dispatch");
    add_hook(fixture, "personal", "dispatch")->is_personal = true;
    dispatch(fixture, desk_fixture_case(fixture));
    payload_of(fixture, 1, &plain);
    payload_of(fixture, 2, &personal);
    const char *both[] = {
        "\"event\":\"dispatch\"",  "\"event_label\":\"派单\"", "\"number\":\"20261125-0001\"",
        "\"type_label\":\"报修\"", "\"unit\":\"城东站\"",      "\"unit_phone\":\"000-0001\"",
        "\"leg\":\"take\"",        "\"level\":\"calm\"",       "\"due\":\"2026-11-25T10:10:00+08:00\"",
        "\"by\":\"1001\"",         "\"seconds_left\":600",     "\"state\":\"dispatched\""};
    for (size_t i = 0; i < sizeof(both) / sizeof(both[0]); i++) {
        ck_assert_msg(strstr(str_text(&plain), both[i]) != NULL, "%s not in %s", both[i], str_text(&plain));
        ck_assert_ptr_nonnull(strstr(str_text(&personal), both[i]));
    }
    const char *customer[] = {"孙丽", "13800005678", "阳光城7-1-402", "客厅14度"};
    for (size_t i = 0; i < sizeof(customer) / sizeof(customer[0]); i++) {
        ck_assert_ptr_null(strstr(str_text(&plain), customer[i]));
        ck_assert_ptr_nonnull(strstr(str_text(&personal), customer[i]));
    }
    ck_assert_ptr_nonnull(
        strstr(str_text(&plain), "\"派单：20261125-0001 报修 单户不热，城东站，接单时限 11-25 10:10\""));
    ck_assert_ptr_nonnull(strstr(str_text(&personal), "11-25 10:10，孙丽 13800005678 阳光城7-1-402\""));
    ck_assert_ptr_eq(strchr(str_text(&plain), '\n'), str_text(&plain) + plain.length - 1);
    str_free(&plain);
    str_free(&personal);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_call_answered_at_once__is_accepted_and_closed)
{
    struct desk_fixture *fixture = desk_fixture_open();
    add_hook(fixture, "chat", "accept close");
    struct intake *intake = desk_fixture_intake(fixture);
    int64_t id = 0;
    intake->answered_at_once = true;
    fixture_ok(task_run(&fixture->desk, intake_save, intake, intake->request, 1000, &id, &err));
    assert_events(fixture, "chat", "accept close ");
    free(intake);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_missed_call__is_told_once__its_number_only_to_those_who_may)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct str text = {0};
    struct err err;
    int64_t id = 0;
    add_hook(fixture, "plain", "ring_missed");
    add_hook(fixture, "personal", "ring_missed")->is_personal = true;
    for (int i = 0; i < 3; i++) {
        struct call_report report = {.state = i == 0 ? RING_RINGING : RING_MISSED, .phone = "13800001111"};
        ck_assert_int_eq(task_run(&fixture->desk, call_report, &report, NULL, 1000, &id, &err), STATUS_OK);
    }
    ck_assert_int_eq(desk_fixture_count(fixture, "hook_run"), 2);
    payload_of(fixture, 1, &text);
    ck_assert_ptr_null(strstr(str_text(&text), "13800001111"));
    payload_of(fixture, 2, &text);
    ck_assert_ptr_nonnull(strstr(str_text(&text), "\"phone\":\"13800001111\""));
    for (int i = 0; i < 3; i++) { /* withheld: nobody can call back, so it has to be told all the more */
        struct call_report report = {.state = i == 0 ? RING_RINGING : RING_ENDED, .call_id = "77"};
        ck_assert_int_eq(task_run(&fixture->desk, call_report, &report, NULL, 1000, &id, &err), STATUS_OK);
    }
    ck_assert_int_eq(desk_fixture_count(fixture, "hook_run"), 4);
    str_free(&text);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_request__its_refusal_and_an_undoing__are_told_of__and_whom_a_move_is_to_tell)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct move_decision decision = {.remark = "不同意"};
    struct undo_request undo = {0};
    struct str text = {0};
    struct err err;
    add_hook(fixture, "chat", "dispatch ask refuse extend undo");
    int64_t id = decision.case_id = undo.case_id = desk_fixture_case(fixture);
    dispatch(fixture, id);
    payload_of(fixture, 1, &text);
    ck_assert_ptr_nonnull(strstr(str_text(&text), "\"tell\":\"unit copies\""));
    request_make(undo.request);
    ck_assert_int_eq(task_run(&fixture->desk, casework_undo, &undo, undo.request, 1000, NULL, &err),
                     STATUS_OK);
    assert_events(fixture, "chat", "dispatch undo ");
    dispatch(fixture, id);
    desk_fixture_set_now(DESK_NOW + 60);
    ck_assert_int_eq(desk_fixture_move(fixture, id, "take", "刘师傅", 0, &err, NULL), STATUS_OK);
    for (int i = 0; i < 2; i++) { /* refused, then approved */
        ck_assert_int_eq(desk_fixture_move(fixture, id, "extend", NULL, 0, &err, "step.extra", "2h",
                                           "step.reason", "等配件", NULL),
                         STATUS_OK);
        desk_fixture_act(fixture, ROLE_LEAD);
        decision.is_approved = i == 1;
        request_make(decision.request);
        ck_assert_int_eq(
            task_run(&fixture->desk, casework_decide, &decision, decision.request, 1000, NULL, &err),
            STATUS_OK);
        desk_fixture_act(fixture, ROLE_OPERATOR);
    }
    assert_events(fixture, "chat", "dispatch undo dispatch ask refuse ask extend ");
    str_free(&text);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(operators__do_not_see_the_queue__leads_try_again_and_give_up_with_a_reason)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct hook_run runs[4];
    struct hook_request request = {.id = 1};
    struct err refusal;
    size_t count = 0;
    int64_t id;
    add_hook(fixture, "sms", "dispatch");
    dispatch(fixture, desk_fixture_case(fixture));
    ck_assert_int_eq(hook_list(&fixture->desk, true, 4, runs, &count, &refusal), STATUS_DENIED);
    ck_assert_int_eq(task_run(&fixture->desk, hook_retry, &request, NULL, 1000, &id, &refusal),
                     STATUS_DENIED);
    desk_fixture_act(fixture, ROLE_LEAD);
    fixture_ok(task_run(&fixture->desk, hook_retry, &request, NULL, 1000, &id, &err));
    ck_assert_int_eq(task_run(&fixture->desk, hook_drop, &request, NULL, 1000, &id, &refusal),
                     STATUS_INVALID);
    strcpy(request.reason, "网关停用");
    fixture_ok(task_run(&fixture->desk, hook_drop, &request, NULL, 1000, &id, &err));
    fixture_ok(hook_list(&fixture->desk, false, 4, runs, &count, &err));
    ck_assert_uint_eq(count, 0);
    fixture_ok(hook_list(&fixture->desk, true, 4, runs, &count, &err));
    ck_assert_uint_eq(count, 1);
    ck_assert_str_eq(runs[0].answer, "网关停用");
    ck_assert_int_eq(fixture_int(fixture->desk.store, "SELECT length(payload) FROM hook_run"), 0);
    ck_assert_int_eq(task_run(&fixture->desk, hook_retry, &request, NULL, 1000, &id, &refusal),
                     STATUS_INVALID);
    ck_assert_int_eq(
        fixture_int(fixture->desk.store, "SELECT count(*) FROM audit WHERE action LIKE 'hook.%'"), 2);
    desk_fixture_close(fixture);
}
END_TEST

SUITE_MAIN("desk/hook", without_hooks__nothing_is_written,
           moves__are_told_to_each_hook_that_wants_them__under_one_id,
           a_move_that_is_refused__leaves_no_event, units_and_types__keep_other_cases_from_a_hook,
           the_event__is_one_line_of_json__without_the_customer_unless_the_hook_may,
           a_call_answered_at_once__is_accepted_and_closed,
           a_request__its_refusal_and_an_undoing__are_told_of__and_whom_a_move_is_to_tell,
           a_missed_call__is_told_once__its_number_only_to_those_who_may,
           operators__do_not_see_the_queue__leads_try_again_and_give_up_with_a_reason)
