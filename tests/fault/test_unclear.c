/*
 * A COMMIT whose answer is a failure or gets lost (goal S3): it happened or it did not, nobody can tell. The
 * retry makes exactly one record, because it bears the same request id; without one the same check must find
 * what is doubled.
 */

#include <string.h>

#include "fault/fault_vfs.h"
#include "fault/figure.h"
#include "fault/trial.h"

static struct world *world;
static int happened, happened_not;

/* Save it while its nth sync is said to fail; true when it came so far. */
static bool save_unclear(struct trial *trial, int nth)
{
    struct err err = {0};
    int64_t result;
    trial_begin(trial);
    fault_arm(FAULT_SYNC, nth, false);
    trial_save(trial, 1, &result, &err);
    bool has_fired = fault_fired();
    fault_disarm();
    return has_fired;
}

/* It stands there whole, or nothing of it does. */
static void assert_all_or_nothing(struct trial *trial, const char *what)
{
    bool is_there = trial_differs(trial)[0] == '\0';
    ck_assert_msg(is_there || trial_differs_from_before(trial)[0] == '\0', "%s, %s: %s",
                  operation_name(trial->operation), what, trial_differs(trial));
    happened += is_there;
    happened_not += !is_there;
}

static void assert_retried(struct trial *trial, const char *what)
{
    struct err err = {0};
    int64_t result = 0;
    enum status status = trial_save(trial, TRIAL_STEPS, &result, &err);
    ck_assert_msg(status == STATUS_OK && result == trial->result, "%s, %s: %d %s, result %d",
                  operation_name(trial->operation), what, (int)status, err.what, (int)result);
    trial_reopen(trial);
    trial_assert_done(trial, what, 0);
    trial_end(trial);
}

/* The machine stops right then: what lies in the log counts. Or the desk goes on by itself. */
static int retry_after_failed_syncs(struct trial *trial)
{
    int nth = 1;
    for (; save_unclear(trial, nth); nth++) {
        trial_crash(trial);
        assert_all_or_nothing(trial, "machine stopped");
        assert_retried(trial, "machine stopped");
        save_unclear(trial, nth);
        desk_changed(&trial->desk);
        assert_all_or_nothing(trial, "desk goes on");
        assert_retried(trial, "desk goes on");
    }
    trial_end(trial);
    return 2 * (nth - 1);
}

/* Acknowledged, and killed before the draft was dropped: the form comes back and is saved once more. */
static void retry_after_the_answer_was_lost(struct trial *trial)
{
    struct err err = {0};
    int64_t result;
    trial_begin(trial);
    trial_save(trial, TRIAL_STEPS, &result, &err);
    trial_reopen(trial);
    assert_retried(trial, "its answer was lost");
}

/* The same with a request id that nobody knows: is what is stored then another than it must be? */
static bool is_found_out_without_its_id(struct trial *trial)
{
    struct err err = {0};
    int64_t result;
    trial_begin(trial);
    trial_save(trial, TRIAL_STEPS, &result, &err);
    strcpy((char *)trial->argument + trial->operation->request, "another");
    enum status status = trial_save(trial, TRIAL_STEPS, &result, &err);
    trial_reopen(trial);
    bool is_found = status != STATUS_OK || trial_differs(trial)[0] != '\0';
    trial_end(trial);
    return is_found;
}

START_TEST(a_retry_after_an_unclear_commit__makes_exactly_one_record)
{
    const struct operation *operation;
    int count = 0, retries = 0, found = 0;
    world = world_make();
    for (size_t i = 0; (operation = operation_at(i)) != NULL; i++) {
        struct trial trial;
        if (operation->request == NO_REQUEST || i % (size_t)figure_cases(9, 1) != 0) {
            continue;
        }
        trial_prepare(&trial, world, operation);
        retries += retry_after_failed_syncs(&trial) + 1;
        retry_after_the_answer_was_lost(&trial);
        found += is_found_out_without_its_id(&trial);
        trial_clear(&trial);
        count++;
    }
    world_free(&world);
    figure_reached(
        "S3", happened > 0 && happened_not > 0,
        "%d retries of %d operations, each with exactly one record (the commit had happened in %d)", retries,
        count, happened);
    figure_reached("S3", found == count, "control without the request id: %d of %d doubled or refused", found,
                   count);
    ck_assert_int_eq(found, count);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {a_retry_after_an_unclear_commit__makes_exactly_one_record};
    fault_install();
    return fixture_run("unclear", tests, sizeof(tests) / sizeof(tests[0]));
}
