#include "suite.h"

#include "desk/desk_fixture.h"

/* Work that fails a number of times before it succeeds; each try inserts one meta row. */
struct stubborn {
    int failures, tries;
    enum status status;
};

static enum status work(struct desk *desk, void *argument, int64_t *result, struct err *err)
{
    struct stubborn *stubborn = argument;
    stubborn->tries++;
    enum status status = store_set_meta(desk->store, "work", "done", err);
    if (status != STATUS_OK) {
        return status;
    }
    *result = 42;
    if (stubborn->tries <= stubborn->failures) {
        return err_set(err, stubborn->status, "还不行");
    }
    return STATUS_OK;
}

static int64_t rows(struct desk_fixture *fixture)
{
    return fixture_int(fixture->desk.store, "SELECT count(*) FROM meta WHERE key = 'work'");
}

START_TEST(work_that_succeeds__is_committed_and_gives_its_result)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct stubborn stubborn = {0};
    struct task task;
    task_start(&task, work, &stubborn, NULL);
    task_step(&fixture->desk, &task);
    ck_assert(task.is_done && !task.is_running);
    ck_assert_int_eq(task.err.status, STATUS_OK);
    ck_assert_int_eq(task.result, 42);
    ck_assert_int_eq(rows(fixture), 1);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_final_failure__leaves_nothing_behind)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct stubborn stubborn = {.failures = 99, .status = STATUS_INVALID};
    struct task task;
    task_start(&task, work, &stubborn, NULL);
    task_step(&fixture->desk, &task);
    ck_assert(task.is_done);
    ck_assert_int_eq(task.err.status, STATUS_INVALID);
    ck_assert_int_eq(rows(fixture), 0);
    ck_assert(!store_in_transaction(fixture->desk.store));
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_full_disk__keeps_the_task_running_and_it_succeeds_by_itself_later)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct stubborn stubborn = {.failures = 2, .status = STATUS_FULL};
    struct task task;
    task_start(&task, work, &stubborn, NULL);
    task_step(&fixture->desk, &task);
    ck_assert(task.is_running && !task.is_done);
    ck_assert_int_eq(task.err.status, STATUS_FULL);
    ck_assert_str_eq(task.err.what, "还不行");
    task_step(&fixture->desk, &task);
    ck_assert_msg(stubborn.tries == 1, "tried again before its pause was over");
    desk_fixture_set_now(DESK_NOW + 1);
    task_step(&fixture->desk, &task);
    ck_assert(task.is_running);
    desk_fixture_set_now(DESK_NOW + 3);
    task_step(&fixture->desk, &task);
    ck_assert(task.is_done);
    ck_assert_int_eq(task.err.status, STATUS_OK);
    ck_assert_int_eq(rows(fixture), 1);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_transaction_to_be_run_again__is_run_again_from_the_start)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct stubborn stubborn = {.failures = 1, .status = STATUS_RETRY};
    struct task task;
    task_start(&task, work, &stubborn, NULL);
    task_step(&fixture->desk, &task);
    ck_assert(task.is_running);
    desk_fixture_set_now(DESK_NOW + 1);
    task_step(&fixture->desk, &task);
    ck_assert(task.is_done);
    ck_assert_int_eq(stubborn.tries, 2);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_request_done_before__is_answered_without_doing_it_again)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct stubborn stubborn = {0};
    int64_t result = 0;
    fixture_ok(
        task_run(&fixture->desk, work, &stubborn, "0123456789abcdef0123456789abcdef", 1000, NULL, &err));
    fixture_ok(
        task_run(&fixture->desk, work, &stubborn, "0123456789abcdef0123456789abcdef", 1000, &result, &err));
    ck_assert_int_eq(stubborn.tries, 1);
    ck_assert_int_eq(result, 42);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(somebody_else_in_the_queue__is_waited_for_and_a_cancelled_task_does_nothing)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct store *other = NULL;
    struct store_options options = {.path = fixture->database, .clock = &desk_fixture_clock, .badge = "1002"};
    struct stubborn stubborn = {0};
    struct task task;
    fixture_ok(store_open(&other, &options, &err));
    fixture_begin(other);
    task_start(&task, work, &stubborn, NULL);
    task_step(&fixture->desk, &task);
    ck_assert(task.is_running);
    ck_assert_int_eq(task.err.status, STATUS_BUSY);
    ck_assert_int_eq(stubborn.tries, 0);
    task_cancel(&task);
    store_rollback(other);
    store_close(&other);
    task_step(&fixture->desk, &task);
    ck_assert(!task.is_done);
    ck_assert_int_eq(stubborn.tries, 0);
    desk_fixture_close(fixture);
}
END_TEST

SUITE_MAIN("task", work_that_succeeds__is_committed_and_gives_its_result,
           a_final_failure__leaves_nothing_behind,
           a_full_disk__keeps_the_task_running_and_it_succeeds_by_itself_later,
           a_transaction_to_be_run_again__is_run_again_from_the_start,
           a_request_done_before__is_answered_without_doing_it_again,
           somebody_else_in_the_queue__is_waited_for_and_a_cancelled_task_does_nothing)
