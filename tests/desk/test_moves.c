/* Moves that do more than change state: limits, approval, pauses, extensions, attempts, redo, split. */

#include "suite.h"

#include <string.h>

#include "desk/walk.h"

START_TEST(a_pause_a_lead_makes__stops_the_clock_and_resuming_shifts_the_legs)
{
    struct desk_fixture *fixture = desk_fixture_open();
    int64_t id = desk_fixture_case(fixture);
    WALK(fixture, id, DISPATCH(60), TAKE(120));
    struct case_file *before = walk_load(fixture, id);
    int64_t due = walk_leg(before, "handle")->due;
    WALK(fixture, id, {LEAD, 300, "suspend", NULL, {NULL}, STATUS_INVALID, "taken"},
         {LEAD, 300, "suspend", NULL, {"step.reason", "等用户在家"}, STATUS_OK, "suspended"});
    struct case_file *paused = walk_load(fixture, id);
    ck_assert_int_eq(walk_leg(paused, "handle")->suspended_at, DESK_NOW + 300);
    ck_assert_uint_eq(paused->ledger.pause_count, 1);
    ck_assert_str_eq(paused->ledger.pauses[0].reason, "等用户在家");
    ck_assert_str_eq(paused->ledger.pauses[0].approved_by, "2001");
    WALK(fixture, id, {OP, 300 + HOUR, "resume", NULL, {NULL}, STATUS_OK, "taken"});
    struct case_file *after = walk_load(fixture, id);
    ck_assert_int_eq(walk_leg(after, "handle")->due, due + HOUR);
    ck_assert_int_eq(walk_leg(after, "handle")->suspended_at, 0);
    ck_assert_int_eq(after->ledger.pauses[0].until, DESK_NOW + 300 + HOUR);
    free(before);
    free(paused);
    free(after);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_pause_an_operator_asks_for__waits_for_a_lead)
{
    struct desk_fixture *fixture = desk_fixture_open();
    int64_t id = desk_fixture_case(fixture);
    struct request_row rows[4];
    size_t count;
    WALK(fixture, id, DISPATCH(60), TAKE(120),
         {OP, 300, "suspend", NULL, {"step.reason", "等配件"}, STATUS_OK, "taken"},
         {OP, 310, "reopen", NULL, {"step.reason", "不行"}, STATUS_INVALID, "taken"},
         {OP, 310, "extend", NULL, {"step.extra", "2h", "step.reason", "等配件"}, STATUS_INVALID, "taken"});
    struct case_file *file = walk_load(fixture, id);
    ck_assert_str_eq(file->asked.action, "suspend");
    ck_assert_str_eq(file->asked.badge, "1001");
    ck_assert_int_eq(walk_leg(file, "handle")->suspended_at, 0);
    free(file);
    fixture_ok(casework_requests(&fixture->desk, 4, rows, &count, &err));
    ck_assert_uint_eq(count, 1);
    ck_assert_str_eq(rows[0].reason, "等配件");
    walk_decide(fixture, id, true, "", STATUS_DENIED);
    desk_fixture_act(fixture, LEAD);
    walk_decide(fixture, id, false, "", STATUS_INVALID);
    desk_fixture_set_now(DESK_NOW + 900);
    walk_decide(fixture, id, true, "", STATUS_OK);
    walk_decide(fixture, id, true, "", STATUS_CONFLICT);
    file = walk_load(fixture, id);
    ck_assert_str_eq(file->record.state, "suspended");
    ck_assert_int_eq(file->asked.head.id, 0);
    ck_assert_int_eq(walk_leg(file, "handle")->suspended_at, DESK_NOW + 900); /* not before it was agreed */
    ck_assert_str_eq(file->ledger.pauses[0].badge, "1001");
    ck_assert_str_eq(file->ledger.pauses[0].approved_by, "2001");
    const struct timeline_row *line = &file->timeline[file->timeline_count - 1];
    ck_assert_str_eq(line->action, "suspend");
    ck_assert_str_eq(line->note, "原因：等配件；批准：2001");
    free(file);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_refused_request__changes_nothing_and_says_why)
{
    struct desk_fixture *fixture = desk_fixture_open();
    int64_t id = desk_fixture_case(fixture);
    WALK(fixture, id, DISPATCH(60), TAKE(120),
         {OP, 300, "suspend", NULL, {"step.reason", "等配件"}, STATUS_OK, "taken"});
    desk_fixture_act(fixture, LEAD);
    walk_decide(fixture, id, false, "库里有配件", STATUS_OK);
    struct case_file *file = walk_load(fixture, id);
    const struct timeline_row *line = &file->timeline[file->timeline_count - 1];
    ck_assert_str_eq(file->record.state, "taken");
    ck_assert_str_eq(line->action, "refuse");
    ck_assert_str_eq(line->note, "挂起（1001申请）：库里有配件");
    free(file);
    WALK(fixture, id, {OP, 400, "suspend", NULL, {"step.reason", "等用户"}, STATUS_OK, "taken"});
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_request_that_the_case_has_left_behind__can_only_be_refused)
{
    struct desk_fixture *fixture = desk_fixture_open();
    int64_t id = desk_fixture_case(fixture);
    WALK(fixture, id, DISPATCH(60), TAKE(120),
         {OP, 300, "suspend", NULL, {"step.reason", "等配件"}, STATUS_OK, "taken"}, HANDLE(400));
    desk_fixture_act(fixture, LEAD);
    walk_decide(fixture, id, true, "", STATUS_INVALID);
    walk_decide(fixture, id, false, "已经办完", STATUS_OK);
    struct case_file *file = walk_load(fixture, id);
    ck_assert_str_eq(file->record.state, "handled");
    ck_assert_int_eq(file->asked.head.id, 0);
    free(file);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(an_extension__is_asked_before_expiry_for_so_much_and_so_often)
{
    struct desk_fixture *fixture = desk_fixture_open();
    int64_t id = desk_fixture_case(fixture);
    WALK(
        fixture, id, DISPATCH(60), TAKE(120),
        {LEAD, 300, "extend", NULL, {"step.extra", "soon", "step.reason", "等配件"}, STATUS_INVALID, "taken"},
        {LEAD, 300, "extend", NULL, {"step.extra", "2h", "step.reason", "等配件"}, STATUS_OK, "taken"});
    struct case_file *file = walk_load(fixture, id);
    ck_assert_int_eq(walk_leg(file, "handle")->due, DESK_NOW + 10 * HOUR);
    ck_assert_int_eq(walk_leg(file, "reply")->due, DESK_NOW + 10 * HOUR);
    ck_assert_uint_eq(file->ledger.extension_count, 2);
    free(file);
    /* Asked in time, agreed to after it would have been due. */
    WALK(
        fixture, id,
        {OP, 10 * HOUR, "extend", NULL, {"step.extra", "1h", "step.reason", "还差一件"}, STATUS_OK, "taken"});
    desk_fixture_act(fixture, LEAD);
    desk_fixture_set_now(DESK_NOW + 10 * HOUR + 60);
    walk_decide(fixture, id, true, "", STATUS_OK);
    file = walk_load(fixture, id);
    ck_assert_int_eq(walk_leg(file, "handle")->due, DESK_NOW + 11 * HOUR);
    free(file);
    WALK(fixture, id,
         {LEAD,
          10 * HOUR,
          "extend",
          NULL,
          {"step.extra", "1h", "step.reason", "再等"},
          STATUS_INVALID,
          "taken"});
    int64_t late = desk_fixture_case(fixture);
    WALK(fixture, late, DISPATCH(10 * HOUR + 61), TAKE(10 * HOUR + 62),
         {OP,
          19 * HOUR,
          "extend",
          NULL,
          {"step.extra", "1h", "step.reason", "晚了"},
          STATUS_INVALID,
          "taken"});
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_misrouted_case__goes_back_in_time_and_not_too_often)
{
    struct desk_fixture *fixture = desk_fixture_open();
    int64_t id = desk_fixture_case(fixture);
    WALK(fixture, id, DISPATCH(60),
         {OP, 120, "reject", "刘师傅", {"step.reason", "不在本站范围"}, STATUS_OK, "accepted"});
    struct case_file *file = walk_load(fixture, id);
    ck_assert_str_eq(file->record.unit, "");
    ck_assert_int_eq(walk_leg(file, "dispatch")->start, DESK_NOW + 120);
    ck_assert(walk_leg(file, "take")->is_dropped);
    free(file);
    WALK(fixture, id, DISPATCH(180),
         {OP, 240, "reject", "刘师傅", {"step.reason", "也不是"}, STATUS_OK, "accepted"}, DISPATCH(300),
         {OP, 360, "reject", "刘师傅", {"step.reason", "还不是"}, STATUS_INVALID, "dispatched"});
    int64_t late = desk_fixture_case(fixture);
    /* One working day: until Thursday 17:30. */
    WALK(fixture, late, DISPATCH(360),
         {OP, 32 * HOUR, "reject", "刘师傅", {"step.reason", "不是"}, STATUS_INVALID, "dispatched"});
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_callback__counts_attempts_until_somebody_talks)
{
    struct desk_fixture *fixture = desk_fixture_open();
    int64_t id = desk_fixture_case(fixture);
    struct callback_row rows[4];
    size_t count;
    WALK(fixture, id, DISPATCH(60), TAKE(120), HANDLE(HOUR), REPLY(2 * HOUR),
         {OP, 3 * HOUR, "callback", NULL, {"step.reached", "nobody"}, STATUS_OK, "replied"},
         {OP,
          4 * HOUR,
          "callback",
          NULL,
          {"step.reached", "wrong", "satisfaction", "satisfied"},
          STATUS_INVALID,
          "replied"},
         {OP, 4 * HOUR, "callback", NULL, {"step.reached", "refused"}, STATUS_OK, "replied"},
         {OP, 4 * HOUR, "callback", NULL, {"step.reached", "reached"}, STATUS_INVALID, "replied"});
    fixture_ok(casework_callbacks(&fixture->desk, 4, rows, &count, &err));
    ck_assert_uint_eq(count, 1);
    ck_assert_int_eq(rows[0].attempts, 2);
    ck_assert_int_eq(rows[0].last_at, DESK_NOW + 4 * HOUR);
    ck_assert_str_eq(rows[0].last_reached, "refused");
    struct case_file *file = walk_load(fixture, id);
    ck_assert(leg_is_open(walk_leg(file, "callback")));
    free(file);
    WALK(fixture, id,
         {OP,
          5 * HOUR,
          "callback",
          NULL,
          {"step.reached", "reached", "satisfaction", "fair"},
          STATUS_OK,
          "called_back"});
    fixture_ok(casework_callbacks(&fixture->desk, 4, rows, &count, &err));
    ck_assert_uint_eq(count, 0);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(not_satisfied__is_handled_again_as_often_as_needed)
{
    struct desk_fixture *fixture = desk_fixture_open();
    int64_t id = desk_fixture_case(fixture);
    WALK(fixture, id, DISPATCH(60), TAKE(120), HANDLE(HOUR), REPLY(2 * HOUR),
         {OP,
          3 * HOUR,
          "callback",
          NULL,
          {"step.reached", "reached", "satisfaction", "unsatisfied"},
          STATUS_INVALID,
          "replied"},
         {OP,
          3 * HOUR,
          "callback",
          NULL,
          {"step.reached", "reached", "satisfaction", "unsatisfied", "step.reason", "还是凉"},
          STATUS_OK,
          "taken"});
    struct case_file *file = walk_load(fixture, id);
    const struct timeline_row *line = &file->timeline[file->timeline_count - 1];
    ck_assert_str_eq(line->action, "redo");
    ck_assert_str_eq(line->note, "第1次重办，回访不满意：还是凉");
    ck_assert_int_eq(walk_leg(file, "handle")->start, DESK_NOW + 3 * HOUR);
    ck_assert_str_eq(file->record.satisfaction, "");
    free(file);
    WALK(fixture, id, HANDLE(4 * HOUR), REPLY(5 * HOUR),
         {OP,
          6 * HOUR,
          "callback",
          NULL,
          {"step.reached", "reached", "satisfaction", "very_unsatisfied", "step.reason", "又凉"},
          STATUS_OK,
          "taken"});
    file = walk_load(fixture, id);
    ck_assert_str_eq(file->timeline[file->timeline_count - 1].note, "第2次重办，回访很不满意：又凉");
    free(file);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_part_split_off__is_a_case_of_its_own_under_the_whole)
{
    struct desk_fixture *fixture = desk_fixture_open();
    int64_t id = desk_fixture_case(fixture);
    WALK(fixture, id, DISPATCH(60),
         {OP, HOUR, "split", NULL, {"step.matter", "楼道灯不亮"}, STATUS_OK, "dispatched"});
    int64_t part_id =
        fixture_int(fixture->desk.store, "SELECT id FROM case_record WHERE parent_id IS NOT NULL");
    struct case_file *part = walk_load(fixture, part_id), *whole = walk_load(fixture, id);
    ck_assert_int_eq(part->record.parent_id, id);
    ck_assert_str_eq(part->record.content, "楼道灯不亮");
    ck_assert_str_eq(part->record.name, whole->record.name);
    ck_assert_str_eq(part->record.unit, "");
    ck_assert_str_eq(part->record.state, "accepted");
    ck_assert_int_eq(part->record.accepted_at.value, DESK_NOW);
    ck_assert_int_eq(walk_leg(part, "handle")->due, DESK_NOW + 8 * HOUR);
    ck_assert_str_eq(whole->timeline[whole->timeline_count - 1].note, "拆出工单20261125-0002");
    struct err fault = {0};
    ck_assert_int_eq(walk_undo(fixture, id, &fault), STATUS_INVALID);
    free(part);
    free(whole);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_case_reopened__begins_all_its_legs_anew)
{
    struct desk_fixture *fixture = desk_fixture_open();
    int64_t id = desk_fixture_case(fixture);
    WALK(fixture, id, DISPATCH(60), TAKE(120), HANDLE(HOUR), REPLY(2 * HOUR),
         {OP,
          3 * HOUR,
          "callback",
          NULL,
          {"step.reached", "reached", "satisfaction", "fair"},
          STATUS_OK,
          "called_back"},
         {OP, 3 * HOUR, "close", NULL, {NULL}, STATUS_OK, "closed"},
         {OP, 50 * HOUR, "reopen", NULL, {"step.reason", "又凉了"}, STATUS_OK, "closed"});
    desk_fixture_act(fixture, LEAD);
    walk_decide(fixture, id, true, "", STATUS_OK);
    struct case_file *file = walk_load(fixture, id);
    ck_assert_str_eq(file->record.state, "accepted");
    ck_assert(!file->record.closed_at.given);
    ck_assert_int_eq(walk_leg(file, "handle")->due, DESK_NOW + 58 * HOUR);
    ck_assert_int_eq(walk_leg(file, "dispatch")->start, DESK_NOW + 50 * HOUR);
    free(file);
    desk_fixture_close(fixture);
}
END_TEST

SUITE_MAIN("desk/moves", a_pause_a_lead_makes__stops_the_clock_and_resuming_shifts_the_legs,
           a_pause_an_operator_asks_for__waits_for_a_lead, a_refused_request__changes_nothing_and_says_why,
           a_request_that_the_case_has_left_behind__can_only_be_refused,
           an_extension__is_asked_before_expiry_for_so_much_and_so_often,
           a_misrouted_case__goes_back_in_time_and_not_too_often,
           a_callback__counts_attempts_until_somebody_talks,
           not_satisfied__is_handled_again_as_often_as_needed,
           a_part_split_off__is_a_case_of_its_own_under_the_whole, a_case_reopened__begins_all_its_legs_anew)
