/* Programs are run once an event, tried again with growing pauses, and never waited for. */

#include "suite.h"

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "desk/hook_fixture.h"
#include "zuoxi/base/path.h"

static void dispatch(struct desk_fixture *fixture)
{
    struct err err;
    int64_t id = desk_fixture_case(fixture);
    ck_assert_int_eq(desk_fixture_move(fixture, id, "dispatch", NULL, 0, &err, "unit", "城东站", NULL),
                     STATUS_OK);
}

/* A fixture with one event that waits for a hook with this script; "$D" in it is the fixture's folder. */
static struct desk_fixture *with_event(const char *script)
{
    struct desk_fixture *fixture = desk_fixture_open();
    setenv("HOME", fixture->directory, 1);
    hook_fixture_add(fixture, "sms", "dispatch", script);
    dispatch(fixture);
    return fixture;
}

static void read_file(struct desk_fixture *fixture, const char *name, struct str *out)
{
    char path[200];
    struct err err;
    snprintf(path, sizeof(path), "%s/%s", fixture->directory, name);
    str_reset(out);
    path_read(path, 1 << 20, out, &err);
}

static void assert_run(struct desk_fixture *fixture, int64_t id, enum hook_state state, int tries,
                       int64_t next)
{
    struct hook_run run;
    fixture_ok(hook_store_load(fixture->desk.store, id, &run, NULL, &err));
    ck_assert_int_eq(run.state, state);
    ck_assert_int_eq(run.tries, tries);
    ck_assert_int_eq(run.next_at, next);
}

START_TEST(without_hooks__there_is_no_runner)
{
    struct desk_fixture *fixture = desk_fixture_open();
    ck_assert_ptr_null(hook_runner_open(&fixture->desk));
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_program_that_ends_well__has_delivered_the_event__whose_content_is_then_forgotten)
{
    struct desk_fixture *fixture = with_event("cat >$HOME/event; echo $ZUOXI_HOOK $ZUOXI_EVENT >$HOME/names");
    struct hook_runner *runner = hook_runner_open(&fixture->desk);
    struct str payload = {0}, found = {0};
    struct hook_run run;
    fixture_ok(hook_store_load(fixture->desk.store, 1, &run, &payload, &err));
    hook_fixture_settle(runner);
    assert_run(fixture, 1, HOOK_DELIVERED, 1, 0);
    read_file(fixture, "event", &found);
    ck_assert_str_eq(str_text(&found), str_text(&payload));
    read_file(fixture, "names", &found);
    ck_assert_str_eq(str_text(&found), "sms dispatch\n");
    ck_assert_int_eq(hook_fixture_value(fixture, 1, "length(payload)"), 0);
    ck_assert_int_eq(hook_fixture_value(fixture, 1, "ended_at"), DESK_NOW);
    hook_runner_close(&runner);
    str_free(&payload);
    str_free(&found);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(one_that_fails__is_tried_again_after_growing_pauses__then_given_up_with_what_it_said)
{
    struct desk_fixture *fixture =
        with_event("printf '\\n\\033[31m欠费\\377\\nmore\\n' >&2; echo x >>$HOME/runs; exit 3");
    struct hook_runner *runner = hook_runner_open(&fixture->desk);
    struct hook_run run;
    struct str runs = {0};
    hook_fixture_settle(runner);
    assert_run(fixture, 1, HOOK_WAITING, 1, DESK_NOW + 10);
    hook_fixture_settle(runner);
    assert_run(fixture, 1, HOOK_WAITING, 1, DESK_NOW + 10);
    desk_fixture_set_now(DESK_NOW + 10);
    hook_fixture_settle(runner);
    assert_run(fixture, 1, HOOK_WAITING, 2, DESK_NOW + 40);
    desk_fixture_set_now(DESK_NOW + 40);
    hook_fixture_settle(runner);
    assert_run(fixture, 1, HOOK_FAILED, 3, 0);
    fixture_ok(hook_store_load(fixture->desk.store, 1, &run, NULL, &err));
    ck_assert_int_eq(run.exit_code, 3);
    ck_assert_ptr_nonnull(strstr(run.answer, "欠费"));
    ck_assert_ptr_null(strchr(run.answer, '\033'));
    ck_assert_ptr_null(strchr(run.answer, '\377'));
    desk_fixture_set_now(DESK_NOW + 86400);
    hook_fixture_settle(runner);
    read_file(fixture, "runs", &runs);
    ck_assert_uint_eq(runs.length, 3 * 2);
    hook_runner_close(&runner);
    str_free(&runs);
    desk_fixture_close(fixture);
}
END_TEST

/* Start the program, and let it be. */
static void step_until_running(struct hook_runner *runner)
{
    int fds[2];
    for (int i = 0; i < 200 && hook_runner_waits(runner, fds) == 0; i++) {
        hook_runner_step(runner, true, true);
    }
    ck_assert_uint_gt(hook_runner_waits(runner, fds), 0);
}

START_TEST(one_that_does_not_end__is_ended_at_its_limit)
{
    struct desk_fixture *fixture = with_event("echo 慢 >&2; sleep 100");
    struct hook_runner *runner = hook_runner_open(&fixture->desk);
    struct hook_run run;
    step_until_running(runner);
    assert_run(fixture, 1, HOOK_RUNNING, 1, DESK_NOW + 25);
    poll(NULL, 0, 200);
    hook_runner_step(runner, false, true);
    ck_assert(!hook_runner_is_idle(runner));
    desk_fixture_set_now(DESK_NOW + 10);
    hook_fixture_settle(runner);
    assert_run(fixture, 1, HOOK_WAITING, 1, DESK_NOW + 20);
    fixture_ok(hook_store_load(fixture->desk.store, 1, &run, NULL, &err));
    ck_assert_str_eq(run.answer, "超过 10 秒没有结束，已终止；它说：慢");
    hook_runner_close(&runner);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(two_desks__run_an_event_once)
{
    struct desk_fixture *fixture = with_event("echo x >>$HOME/runs; sleep 0.02");
    struct desk other;
    struct str runs = {0};
    hook_fixture_desk(fixture, &other);
    struct hook_runner *runners[2] = {hook_runner_open(&fixture->desk), hook_runner_open(&other)};
    for (int i = 0; i < 20; i++) {
        dispatch(fixture);
    }
    for (int i = 0; i < 400; i++) {
        hook_runner_step(runners[i % 2], true, true);
        poll(NULL, 0, 1);
    }
    hook_fixture_settle(runners[0]);
    hook_fixture_settle(runners[1]);
    hook_fixture_settle(runners[0]);
    read_file(fixture, "runs", &runs);
    ck_assert_uint_eq(runs.length, 21 * 2);
    ck_assert_int_eq(
        fixture_int(fixture->desk.store, "SELECT count(*) FROM hook_run WHERE state = 3 AND tries = 1"), 21);
    size_t ended[2], delivered;
    hook_runner_tally(runners[0], &ended[0], &delivered);
    hook_runner_tally(runners[1], &ended[1], &delivered);
    ck_assert_uint_gt(ended[0], 2);
    ck_assert_uint_gt(ended[1], 2);
    hook_runner_close(&runners[0]);
    hook_runner_close(&runners[1]);
    desk_close(&other);
    str_free(&runs);
    desk_fixture_close(fixture);
}
END_TEST

/* Let another desk start the program, and kill that desk. */
static void start_and_die(struct desk_fixture *fixture)
{
    int told[2];
    char byte;
    ck_assert_int_eq(pipe(told), 0);
    pid_t desk = fork();
    if (desk == 0) {
        struct desk other;
        hook_fixture_desk(fixture, &other);
        step_until_running(hook_runner_open(&other));
        poll(NULL, 0, 100);
        _exit(write(told[1], "x", 1) == 1 && pause() == 0);
    }
    ck_assert_int_eq(read(told[0], &byte, 1), 1);
    kill(desk, SIGKILL);
    waitpid(desk, NULL, 0);
    close(told[0]);
    close(told[1]);
}

/* Nobody touches it until the lease is over. */
START_TEST(the_run_of_a_desk_that_was_killed__is_tried_again_when_its_lease_is_over)
{
    struct desk_fixture *fixture =
        with_event("echo x >>$HOME/runs; [ $(wc -l <$HOME/runs) = 2 ] || sleep 100");
    struct str runs = {0};
    start_and_die(fixture);
    struct hook_runner *runner = hook_runner_open(&fixture->desk);
    hook_fixture_settle(runner);
    assert_run(fixture, 1, HOOK_RUNNING, 1, DESK_NOW + 25);
    desk_fixture_set_now(DESK_NOW + 24);
    hook_fixture_settle(runner);
    assert_run(fixture, 1, HOOK_RUNNING, 1, DESK_NOW + 25);
    desk_fixture_set_now(DESK_NOW + 25);
    hook_fixture_settle(runner);
    assert_run(fixture, 1, HOOK_DELIVERED, 2, 0);
    read_file(fixture, "runs", &runs);
    ck_assert_uint_eq(runs.length, 2 * 2);
    hook_runner_close(&runner);
    str_free(&runs);
    desk_fixture_close(fixture);
}
END_TEST

/* Four processes at once, two of them killed on their way and their leases let run out. */
START_TEST(processes_that_race_and_are_killed__run_every_event_and_none_at_the_same_time)
{
    struct desk_fixture *fixture =
        with_event("mkdir $HOME/busy.$(cat | cut -c8-39) || echo twice >>$HOME/twice; echo x >>$HOME/runs");
    struct str twice = {0};
    for (int i = 1; i < 60; i++) {
        dispatch(fixture);
    }
    pid_t desks[4];
    for (int i = 0; i < 4; i++) {
        desks[i] = fork();
        if (desks[i] == 0) {
            struct desk other;
            hook_fixture_desk(fixture, &other);
            hook_fixture_settle(hook_runner_open(&other));
            _exit(0);
        }
    }
    for (int i = 0; i < 4; i++) {
        if (i < 2) {
            poll(NULL, 0, 30);
            kill(desks[i], SIGKILL);
        }
        waitpid(desks[i], NULL, 0);
    }
    int64_t left = fixture_int(fixture->desk.store, "SELECT count(*) FROM hook_run WHERE state <> 3");
    ck_assert_int_le(left, 2); /* those of the killed */
    read_file(fixture, "twice", &twice);
    ck_assert_str_eq(str_text(&twice), "");
    desk_fixture_set_now(DESK_NOW + 25);
    struct hook_runner *runner = hook_runner_open(&fixture->desk);
    hook_fixture_settle(runner);
    ck_assert_int_eq(fixture_int(fixture->desk.store, "SELECT count(*) FROM hook_run WHERE state <> 3"), 0);
    ck_assert_int_eq(fixture_int(fixture->desk.store, "SELECT count(*) FROM hook_run WHERE tries > 1"), left);
    hook_runner_close(&runner);
    str_free(&twice);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(an_end_told_after_the_lease__does_not_overrule_who_has_it_now)
{
    struct desk_fixture *fixture = with_event("sleep 0.3; exit 4");
    struct desk other;
    hook_fixture_desk(fixture, &other);
    struct hook_runner *slow = hook_runner_open(&fixture->desk), *next = hook_runner_open(&other);
    step_until_running(slow);
    desk_fixture_set_now(DESK_NOW + 25);
    step_until_running(next);
    assert_run(fixture, 1, HOOK_RUNNING, 2, DESK_NOW + 50);
    hook_fixture_settle(slow);
    assert_run(fixture, 1, HOOK_RUNNING, 2, DESK_NOW + 50);
    hook_fixture_settle(next);
    assert_run(fixture, 1, HOOK_WAITING, 2, DESK_NOW + 25 + 30);
    hook_runner_close(&slow);
    hook_runner_close(&next);
    desk_close(&other);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_desk_that_dies_at_every_try__does_not_try_for_ever)
{
    struct desk_fixture *fixture = with_event("sleep 100");
    int64_t now = DESK_NOW;
    for (int i = 0; i < 3; i++, now += 25) {
        start_and_die(fixture);
        desk_fixture_set_now(now + 25);
    }
    struct hook_runner *runner = hook_runner_open(&fixture->desk);
    hook_fixture_settle(runner);
    assert_run(fixture, 1, HOOK_FAILED, 3, 0);
    hook_runner_close(&runner);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(who_leaves_in_the_middle_of_a_run__lets_the_next_one_have_it_at_once)
{
    struct desk_fixture *fixture =
        with_event("echo x >>$HOME/runs; [ $(wc -l <$HOME/runs) = 2 ] || sleep 100");
    struct hook_runner *runner = hook_runner_open(&fixture->desk);
    step_until_running(runner);
    poll(NULL, 0, 100);
    hook_runner_close(&runner);
    assert_run(fixture, 1, HOOK_WAITING, 1, DESK_NOW);
    runner = hook_runner_open(&fixture->desk);
    hook_fixture_settle(runner);
    assert_run(fixture, 1, HOOK_DELIVERED, 2, 0);
    hook_runner_close(&runner);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_slow_hook__does_not_keep_others_waiting_behind_its_queue)
{
    struct desk_fixture *fixture = desk_fixture_open();
    setenv("HOME", fixture->directory, 1);
    hook_fixture_add(fixture, "bad", "dispatch", "exit 1");
    hook_fixture_add(fixture, "good", "dispatch", "exit 0");
    for (int i = 0; i < 5; i++) {
        dispatch(fixture);
    }
    struct hook_runner *runner = hook_runner_open(&fixture->desk);
    size_t ended = 0, delivered = 0;
    for (int i = 0; i < 4000 && ended < 4; i++) {
        hook_runner_step(runner, true, true);
        hook_runner_tally(runner, &ended, &delivered);
        poll(NULL, 0, 1);
    }
    ck_assert_uint_ge(delivered, 1); /* they take turns */
    hook_runner_close(&runner);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_program_that_is_missing_or_anybodys_to_change__is_not_run__and_says_why)
{
    struct desk_fixture *fixture = with_event("exit 0");
    struct hook *hook = &fixture->config.settings.hooks[0];
    struct hook_run run;
    char path[200];
    snprintf(path, sizeof(path), "%s/gateway", fixture->directory);
    strcpy(hook->command[0], path);
    struct hook_runner *runner = hook_runner_open(&fixture->desk);
    hook_fixture_settle(runner);
    fixture_ok(hook_store_load(fixture->desk.store, 1, &run, NULL, &err));
    ck_assert_ptr_nonnull(strstr(run.answer, "没有这个程序"));
    FILE *file = fopen(path, "w");
    fputs("#!/bin/sh\ntouch $HOME/ran\n", file);
    fclose(file);
    chmod(path, 0777);
    desk_fixture_set_now(DESK_NOW + 10);
    hook_fixture_settle(runner);
    fixture_ok(hook_store_load(fixture->desk.store, 1, &run, NULL, &err));
    ck_assert_ptr_nonnull(strstr(run.answer, "任何人都能改写它"));
    ck_assert_int_eq(run.exit_code, -1);
    assert_run(fixture, 1, HOOK_WAITING, 2, DESK_NOW + 40);
    chmod(path, 0755);
    desk_fixture_set_now(DESK_NOW + 40);
    hook_fixture_settle(runner);
    assert_run(fixture, 1, HOOK_DELIVERED, 3, 0);
    hook_runner_close(&runner);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(events_of_a_hook_that_is_gone_from_the_configuration__wait_and_nobody_spins)
{
    struct desk_fixture *fixture = with_event("exit 0");
    strcpy(fixture->config.settings.hooks[0].name, "other");
    struct hook_runner *runner = hook_runner_open(&fixture->desk);
    hook_fixture_settle(runner);
    ck_assert_int_eq(hook_runner_wake(runner), INT64_MAX);
    assert_run(fixture, 1, HOOK_WAITING, 0, DESK_NOW);
    hook_runner_close(&runner);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(what_was_delivered_a_week_ago__is_forgotten__failures_stay)
{
    struct desk_fixture *fixture = with_event("exit 0");
    struct hook_runner *runner = hook_runner_open(&fixture->desk);
    hook_fixture_settle(runner);
    strcpy(fixture->config.settings.hooks[0].command[2], "exit 1");
    fixture->config.settings.hooks[0].retries = 0;
    dispatch(fixture);
    hook_fixture_settle(runner);
    desk_fixture_set_now(DESK_NOW + 8 * 86400);
    dispatch(fixture);
    hook_fixture_settle(runner);
    ck_assert_int_eq(fixture_int(fixture->desk.store, "SELECT count(*) FROM hook_run WHERE id = 1"), 0);
    ck_assert_int_eq(fixture_int(fixture->desk.store, "SELECT count(*) FROM hook_run WHERE state = 0"), 2);
    hook_runner_close(&runner);
    desk_fixture_close(fixture);
}
END_TEST

SUITE_MAIN("desk/hook_runner", without_hooks__there_is_no_runner,
           a_program_that_ends_well__has_delivered_the_event__whose_content_is_then_forgotten,
           one_that_fails__is_tried_again_after_growing_pauses__then_given_up_with_what_it_said,
           one_that_does_not_end__is_ended_at_its_limit, two_desks__run_an_event_once,
           the_run_of_a_desk_that_was_killed__is_tried_again_when_its_lease_is_over,
           processes_that_race_and_are_killed__run_every_event_and_none_at_the_same_time,
           an_end_told_after_the_lease__does_not_overrule_who_has_it_now,
           a_desk_that_dies_at_every_try__does_not_try_for_ever,
           who_leaves_in_the_middle_of_a_run__lets_the_next_one_have_it_at_once,
           a_slow_hook__does_not_keep_others_waiting_behind_its_queue,
           a_program_that_is_missing_or_anybodys_to_change__is_not_run__and_says_why,
           events_of_a_hook_that_is_gone_from_the_configuration__wait_and_nobody_spins,
           what_was_delivered_a_week_ago__is_forgotten__failures_stay)
