/* Taking moves back: what it leaves as it was, and when it is refused. */

#include "suite.h"

#include <string.h>

#include "desk/walk.h"

#define STANDING_STEPS "SELECT count(*) FROM step WHERE decision = ''"

/* Everything of the case that a move may touch, as text. */
static void dump(struct desk_fixture *fixture, char *out, size_t size)
{
    static const char *const queries[] = {
        "SELECT group_concat(state || unit || result || is_open || queue_rank || next_leg || next_due_at || "
        "coalesce(closed_at, '-') || coalesce(merged_into, '-')) FROM case_record",
        "SELECT group_concat(leg || start_at || due_at || coalesce(met_at, '-') || late || "
        "coalesce(suspended_at, '-') || is_dropped || ended_with) FROM leg",
        "SELECT count(*) || coalesce(max(until_at), '-') FROM leg_pause",
        "SELECT count(*) FROM leg_extension",
        "SELECT coalesce(group_concat(name || value), '-') FROM counter WHERE value <> 0",
        "SELECT coalesce(group_concat(fee || materials), '-') FROM repair"};
    out[0] = '\0';
    for (size_t i = 0; i < sizeof(queries) / sizeof(queries[0]); i++) {
        struct stmt *stmt;
        bool row;
        fixture_ok(db_prepare(store_db(fixture->desk.store), queries[i], &stmt, &err));
        fixture_ok(db_step(stmt, &row, &err));
        strncat(out, db_text(stmt, 0, NULL), size - strlen(out) - 2);
        strcat(out, "\n");
        db_reset(stmt);
    }
}

START_TEST(a_merge__closes_links_both_ways_and_can_be_taken_back_any_time)
{
    struct desk_fixture *fixture = desk_fixture_open();
    int64_t kept = desk_fixture_case(fixture), id = desk_fixture_case(fixture);
    WALK(fixture, id, {OP, 60, "merge", NULL, {"step.other", "9"}, STATUS_NOT_FOUND, "accepted"},
         {OP, 60, "merge", NULL, {"step.other", "2"}, STATUS_INVALID, "accepted"},
         {OP, 60, "merge", NULL, {"step.other", "1", "step.reason", "同一处"}, STATUS_OK, "merged"});
    struct case_file *file = walk_load(fixture, id), *other = walk_load(fixture, kept);
    ck_assert_int_eq(file->record.merged_into, kept);
    ck_assert(file->record.closed_at.given);
    ck_assert_str_eq(other->timeline[other->timeline_count - 1].note,
                     "工单20261125-0002（孙丽）并入：同一处");
    ck_assert(casework_undo_until(&fixture->desk, file) == INT64_MAX);
    free(file);
    free(other);
    desk_fixture_set_now(DESK_NOW + 5 * HOUR);
    fixture_ok(walk_undo(fixture, id, &err));
    file = walk_load(fixture, id);
    other = walk_load(fixture, kept);
    ck_assert_str_eq(file->record.state, "accepted");
    ck_assert_int_eq(file->record.merged_into, 0);
    ck_assert(!file->record.closed_at.given);
    ck_assert(leg_is_open(walk_leg(file, "handle")));
    ck_assert_int_eq(fixture_int(fixture->desk.store, "SELECT sum(is_open) FROM case_record"), 2);
    ck_assert_int_eq(fixture_int(fixture->desk.store, "SELECT value FROM counter WHERE name = 'open'"), 2);
    ck_assert_str_eq(other->timeline[other->timeline_count - 1].action, "unmerged");
    free(file);
    free(other);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(undo__of_each_kind_of_move__leaves_everything_as_it_was)
{
    struct desk_fixture *fixture = desk_fixture_open();
    static const struct pace way[] = {
        DISPATCH(60),
        {OP, 70, "reject", "刘", {"step.reason", "不是"}, STATUS_OK, "accepted"},
        DISPATCH(80),
        TAKE(120),
        {OP, 150, "contact", "刘", {NULL}, STATUS_OK, "taken"},
        {LEAD, 300, "suspend", NULL, {"step.reason", "等"}, STATUS_OK, "suspended"},
        {LEAD, 400, "resume", NULL, {NULL}, STATUS_OK, "taken"},
        {LEAD, 500, "extend", NULL, {"step.extra", "1h", "step.reason", "等"}, STATUS_OK, "taken"},
        HANDLE(HOUR),
        REPLY(2 * HOUR),
        {OP,
         3 * HOUR,
         "object",
         NULL,
         {"unit", "城西站", "step.with_unit", "城东站", "step.reason", "不对"},
         STATUS_OK,
         "taken"},
        HANDLE(4 * HOUR),
        REPLY(5 * HOUR),
        {OP, 6 * HOUR, "callback", NULL, {"step.reached", "nobody"}, STATUS_OK, "replied"},
        {OP,
         6 * HOUR + 9,
         "callback",
         NULL,
         {"step.reached", "reached", "satisfaction", "unsatisfied", "step.reason", "凉"},
         STATUS_OK,
         "taken"}};
    int64_t id = desk_fixture_case(fixture);
    for (size_t i = 0; i < sizeof(way) / sizeof(way[0]); i++) {
        static char before[9000], after[9000];
        int64_t steps = fixture_int(fixture->desk.store, STANDING_STEPS);
        dump(fixture, before, sizeof(before));
        walk(fixture, id, &way[i], 1);
        fixture_ok(walk_undo(fixture, id, &err));
        dump(fixture, after, sizeof(after));
        ck_assert_msg(strcmp(before, after) == 0, "%s:\n%s\nbefore:\n%s", way[i].action, after, before);
        struct case_file *file = walk_load(fixture, id);
        ck_assert_str_eq(file->timeline[file->timeline_count - 1].action, "undo");
        ck_assert(file->timeline[file->timeline_count - 2].is_undone);
        ck_assert_int_eq(casework_undo_until(&fixture->desk, file), 0);
        free(file);
        ck_assert_int_eq(fixture_int(fixture->desk.store, STANDING_STEPS), steps);
        walk(fixture, id, &way[i], 1);
    }
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(undo__late_or_by_another_or_after_something_else__is_refused)
{
    struct desk_fixture *fixture = desk_fixture_open();
    int64_t id = desk_fixture_case(fixture);
    struct err fault = {0};
    ck_assert_int_eq(walk_undo(fixture, id, &fault), STATUS_INVALID);
    WALK(fixture, id, DISPATCH(60));
    desk_fixture_act(fixture, LEAD);
    ck_assert_int_eq(walk_undo(fixture, id, &fault), STATUS_DENIED);
    desk_fixture_act(fixture, OP);
    desk_fixture_set_now(DESK_NOW + 121);
    ck_assert_int_eq(walk_undo(fixture, id, &fault), STATUS_INVALID);
    WALK(fixture, id, TAKE(130), {LEAD, 131, "supervise", NULL, {"step.reason", "快办"}, STATUS_OK, "taken"});
    desk_fixture_act(fixture, OP);
    ck_assert_int_eq(walk_undo(fixture, id, &fault), STATUS_DENIED);
    desk_fixture_act(fixture, LEAD);
    fixture_ok(walk_undo(fixture, id, &err));
    ck_assert_int_eq(walk_undo(fixture, id, &fault), STATUS_INVALID); /* only the last one */
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(an_undone_approval__waits_again)
{
    struct desk_fixture *fixture = desk_fixture_open();
    int64_t id = desk_fixture_case(fixture);
    WALK(fixture, id, DISPATCH(60), TAKE(120),
         {OP, 300, "suspend", NULL, {"step.reason", "等配件"}, STATUS_OK, "taken"});
    desk_fixture_act(fixture, LEAD);
    walk_decide(fixture, id, true, "", STATUS_OK);
    fixture_ok(walk_undo(fixture, id, &err));
    struct case_file *file = walk_load(fixture, id);
    ck_assert_str_eq(file->record.state, "taken");
    ck_assert_str_eq(file->asked.action, "suspend");
    free(file);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(ones_own_request__is_taken_back_while_it_waits)
{
    struct desk_fixture *fixture = desk_fixture_open();
    int64_t id = desk_fixture_case(fixture);
    struct err fault = {0};
    WALK(fixture, id, DISPATCH(60), TAKE(120),
         {OP, 300, "suspend", NULL, {"step.reason", "等配件"}, STATUS_OK, "taken"});
    desk_fixture_act(fixture, LEAD);
    ck_assert_int_eq(walk_undo(fixture, id, &fault), STATUS_CONFLICT);
    desk_fixture_act(fixture, OP);
    desk_fixture_set_now(DESK_NOW + 2 * HOUR);
    struct case_file *file = walk_load(fixture, id);
    ck_assert(casework_undo_until(&fixture->desk, file) == INT64_MAX);
    free(file);
    fixture_ok(walk_undo(fixture, id, &err));
    file = walk_load(fixture, id);
    ck_assert_int_eq(file->asked.head.id, 0);
    ck_assert_str_eq(file->record.state, "taken");
    ck_assert_str_eq(file->timeline[file->timeline_count - 1].note, "撤回申请“挂起”");
    ck_assert_int_eq(fixture_int(fixture->desk.store, "SELECT value FROM counter WHERE name = 'asked'"), 0);
    free(file);
    desk_fixture_close(fixture);
}
END_TEST

SUITE_MAIN("desk/undo", a_merge__closes_links_both_ways_and_can_be_taken_back_any_time,
           undo__of_each_kind_of_move__leaves_everything_as_it_was,
           undo__late_or_by_another_or_after_something_else__is_refused, an_undone_approval__waits_again,
           ones_own_request__is_taken_back_while_it_waits)
