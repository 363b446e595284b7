/* A leg that reaches a level is told of once, whichever desk sees it first. */

#include "suite.h"

#include <string.h>

#include "desk/hook_fixture.h"
#include "zuoxi/store/case_store.h"

#define LEVELS "warning critical overdue"

/* A runner that looks and does not run: what its hook's program does is no matter here. */
static void look(struct desk *desk)
{
    struct hook_runner *runner = hook_runner_open(desk);
    hook_fixture_settle(runner);
    hook_runner_close(&runner);
}

static void assert_events(struct desk_fixture *fixture, const char *expected)
{
    char found[400];
    hook_fixture_events(fixture, found);
    ck_assert_str_eq(found, expected);
}

/* The case's first leg: dispatch within 10 minutes, warning at 7:30, critical at 9:00. */
static struct desk_fixture *with_case(int64_t *id)
{
    struct desk_fixture *fixture = desk_fixture_open();
    hook_fixture_add(fixture, "sms", LEVELS, "exit 0");
    look(&fixture->desk);
    *id = desk_fixture_case(fixture);
    return fixture;
}

static void look_at(struct desk_fixture *fixture, int64_t seconds)
{
    desk_fixture_set_now(DESK_NOW + seconds);
    look(&fixture->desk);
}

START_TEST(each_level__is_told_in_its_very_second_and_once)
{
    int64_t id;
    struct desk_fixture *fixture = with_case(&id);
    look_at(fixture, 449);
    assert_events(fixture, "");
    look_at(fixture, 450);
    assert_events(fixture, "warning ");
    look_at(fixture, 539);
    assert_events(fixture, "warning ");
    look_at(fixture, 540);
    assert_events(fixture, "warning critical ");
    look_at(fixture, 600); /* met in this second would be on time */
    assert_events(fixture, "warning critical ");
    look_at(fixture, 601);
    assert_events(fixture, "warning critical overdue ");
    look_at(fixture, 3600);
    assert_events(fixture, "warning critical overdue ");
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(two_desks_and_one_that_starts_anew__tell_it_once)
{
    int64_t id;
    struct desk_fixture *fixture = with_case(&id);
    struct desk other;
    hook_fixture_desk(fixture, &other);
    desk_fixture_set_now(DESK_NOW + 450);
    struct hook_runner *runners[2] = {hook_runner_open(&fixture->desk), hook_runner_open(&other)};
    for (int i = 0; i < 40; i++) {
        hook_runner_step(runners[i % 2], i < 4, true);
    }
    hook_fixture_settle(runners[0]);
    hook_fixture_settle(runners[1]);
    assert_events(fixture, "warning ");
    hook_runner_close(&runners[0]);
    hook_runner_close(&runners[1]);
    desk_close(&other);
    look(&fixture->desk);
    assert_events(fixture, "warning ");
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_leg_met_in_time__is_never_told_of__the_next_one_is)
{
    int64_t id;
    struct desk_fixture *fixture = with_case(&id);
    struct err err;
    desk_fixture_set_now(DESK_NOW + 60);
    ck_assert_int_eq(desk_fixture_move(fixture, id, "dispatch", NULL, 0, &err, "unit", "城东站", NULL),
                     STATUS_OK);
    look_at(fixture, 600);
    assert_events(fixture,
                  "warning critical "[0] == 'w' ? "critical " : ""); /* take: 10 min from the dispatch */
    ck_assert_int_eq(
        fixture_int(fixture->desk.store, "SELECT count(*) FROM hook_run WHERE subject = '20261125-0001'"), 1);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(after_a_night_with_no_desk__only_the_level_reached_is_told)
{
    int64_t id;
    struct desk_fixture *fixture = with_case(&id);
    look_at(fixture, 3 * 3600);
    /* dispatch 10 min and arrive 2 h are overdue; handle and reply 8 h are calm. */
    assert_events(fixture, "overdue overdue ");
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(what_is_older_than_three_days__is_not_news)
{
    int64_t id;
    struct desk_fixture *fixture = with_case(&id);
    look_at(fixture, 4 * 86400);
    assert_events(fixture, "");
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(levels_from_before_the_first_hook__are_not_told__later_ones_are)
{
    struct desk_fixture *fixture = desk_fixture_open();
    desk_fixture_case(fixture);
    desk_fixture_set_now(DESK_NOW + 545); /* critical already */
    hook_fixture_add(fixture, "sms", LEVELS, "exit 0");
    look(&fixture->desk);
    assert_events(fixture, "");
    look_at(fixture, 601);
    assert_events(fixture, "overdue ");
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_case_saved_where_no_hook_was_known__is_followed_from_the_next_start)
{
    int64_t id;
    struct desk_fixture *fixture = with_case(&id);
    hook_store_follow(fixture->desk.store, false);
    int64_t silent = desk_fixture_case(fixture);
    ck_assert_int_eq(fixture_int(fixture->desk.store, "SELECT count(DISTINCT case_id) FROM hook_leg"), 1);
    ck_assert_int_ne(silent, id);
    look_at(fixture, 450);
    assert_events(fixture, "warning warning ");
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_leg_overdue_at_birth__is_told_at_once)
{
    struct desk_fixture *fixture = desk_fixture_open();
    hook_fixture_add(fixture, "sms", LEVELS, "exit 0");
    look(&fixture->desk);
    struct intake *intake = desk_fixture_intake(fixture);
    int64_t id;
    desk_fixture_set_now(DESK_NOW + 700); /* typed for a while */
    fixture_ok(task_run(&fixture->desk, intake_save, intake, intake->request, 1000, &id, &err));
    look(&fixture->desk);
    assert_events(fixture, "overdue ");
    free(intake);
    desk_fixture_close(fixture);
}
END_TEST

/* The case's first leg with other times, saved as a move would. */
static void set_leg(struct desk_fixture *fixture, int64_t id, int64_t due, int64_t suspended_at)
{
    static struct case_file file;
    struct leg legs[LEGS_MAX];
    size_t count = 0;
    fixture_ok(casework_load(&fixture->desk, id, &file, &err));
    fixture_ok(case_store_legs(fixture->desk.store, id, legs, &count, &err));
    legs[0].due = due;
    legs[0].warning = due - 150;
    legs[0].critical = due - 60;
    legs[0].suspended_at = suspended_at;
    fixture_begin(fixture->desk.store);
    fixture_ok(case_store_set_legs(fixture->desk.store, &file.record, false, true, legs, count, &err));
    fixture_commit(fixture->desk.store);
}

START_TEST(a_leg_that_is_extended__is_told_of_again_when_it_comes_to_that)
{
    int64_t id;
    struct desk_fixture *fixture = with_case(&id);
    look_at(fixture, 450);
    set_leg(fixture, id, DESK_NOW + 3000, 0);
    look_at(fixture, 601);
    assert_events(fixture, "warning ");
    look_at(fixture, 2850);
    assert_events(fixture, "warning warning ");
    look_at(fixture, 3001);
    assert_events(fixture, "warning warning overdue ");
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_leg_that_waits__comes_to_no_level__and_goes_on_where_it_was)
{
    int64_t id;
    struct desk_fixture *fixture = with_case(&id);
    look_at(fixture, 450);
    set_leg(fixture, id, DESK_NOW + 600, DESK_NOW + 460);
    look_at(fixture, 5000);
    assert_events(fixture, "warning ");
    desk_fixture_set_now(DESK_NOW + 5060);
    set_leg(fixture, id, DESK_NOW + 600 + 4600, 0); /* it has waited from 460 to now */
    look_at(fixture, 5061);
    assert_events(fixture, "warning ");
    look_at(fixture, 5140);
    assert_events(fixture, "warning critical ");
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_leg_met_and_undone__is_not_told_of_once_more__nor_kept_when_its_case_is_closed)
{
    int64_t id;
    struct desk_fixture *fixture = with_case(&id);
    struct undo_request undo = {.case_id = id};
    struct err refusal;
    look_at(fixture, 450);
    ck_assert_int_eq(desk_fixture_move(fixture, id, "dispatch", NULL, 0, &refusal, "unit", "城东站", NULL),
                     STATUS_OK);
    request_make(undo.request);
    fixture_ok(task_run(&fixture->desk, casework_undo, &undo, undo.request, 1000, NULL, &err));
    look_at(fixture, 460);
    assert_events(fixture, "warning ");
    look_at(fixture, 540);
    assert_events(fixture, "warning critical ");
    ck_assert_int_gt(desk_fixture_count(fixture, "hook_leg"), 0);
    fixture_begin(fixture->desk.store);
    static struct case_file file;
    fixture_ok(casework_load(&fixture->desk, id, &file, &err));
    fixture_ok(case_store_set_legs(fixture->desk.store, &file.record, false, false, NULL, 0, &err));
    fixture_commit(fixture->desk.store);
    ck_assert_int_eq(desk_fixture_count(fixture, "hook_leg"), 0);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(following__is_only_for_hooks_that_want_levels)
{
    struct desk_fixture *fixture = desk_fixture_open();
    hook_fixture_add(fixture, "sms", "dispatch", "exit 0");
    desk_fixture_case(fixture);
    look_at(fixture, 5000);
    ck_assert_int_eq(desk_fixture_count(fixture, "hook_leg"), 0);
    assert_events(fixture, "");
    desk_fixture_close(fixture);
}
END_TEST

SUITE_MAIN("desk/hook_levels", each_level__is_told_in_its_very_second_and_once,
           two_desks_and_one_that_starts_anew__tell_it_once,
           a_leg_met_in_time__is_never_told_of__the_next_one_is,
           after_a_night_with_no_desk__only_the_level_reached_is_told,
           what_is_older_than_three_days__is_not_news,
           levels_from_before_the_first_hook__are_not_told__later_ones_are,
           a_case_saved_where_no_hook_was_known__is_followed_from_the_next_start,
           a_leg_overdue_at_birth__is_told_at_once,
           a_leg_that_is_extended__is_told_of_again_when_it_comes_to_that,
           a_leg_that_waits__comes_to_no_level__and_goes_on_where_it_was,
           a_leg_met_and_undone__is_not_told_of_once_more__nor_kept_when_its_case_is_closed,
           following__is_only_for_hooks_that_want_levels)
