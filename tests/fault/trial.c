#include "fault/trial.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "fault/fault_vfs.h"

static void dump(struct trial *trial, struct str *out)
{
    world_dump(trial->desk.store, out);
    if (trial->operation->takes_ids) {
        world_blur_ids(out);
    }
}

static void open_desk(struct trial *trial)
{
    const struct operation *operation = trial->operation;
    world_open(trial->world, &trial->desk, operation->badge, operation->role, operation->minutes);
}

void trial_prepare(struct trial *trial, struct world *world, const struct operation *operation)
{
    struct err err = {0};
    *trial = (struct trial){.world = world, .operation = operation};
    trial_begin(trial);
    dump(trial, &trial->before);
    fault_arm(FAULT_IO, INT_MAX, false);
    enum status status = trial_save(trial, TRIAL_STEPS, &trial->result, &err);
    trial->calls = fault_calls();
    fault_disarm();
    ck_assert_msg(status == STATUS_OK, "%s: %d %s", operation_name(operation), (int)status, err.what);
    trial_reopen(trial);
    dump(trial, &trial->after);
    ck_assert_msg(strcmp(str_text(&trial->before), str_text(&trial->after)) != 0, "%s saves nothing",
                  operation_name(operation));
    trial_end(trial);
}

void trial_clear(struct trial *trial)
{
    str_free(&trial->before);
    str_free(&trial->after);
}

void trial_begin(struct trial *trial)
{
    world_restore(trial->world);
    operation_restart();
    open_desk(trial);
    trial->argument = operation_argument(&trial->desk, trial->operation);
}

void trial_end(struct trial *trial)
{
    desk_close(&trial->desk);
    free(trial->argument);
    trial->argument = NULL;
}

enum status trial_save(struct trial *trial, int steps, int64_t *result, struct err *err)
{
    return operation_do(&trial->desk, trial->operation, trial->argument, steps, result, err);
}

void trial_reopen(struct trial *trial)
{
    desk_close(&trial->desk);
    open_desk(trial);
}

void trial_crash(struct trial *trial)
{
    world_freeze(trial->world);
    desk_close(&trial->desk);
    world_thaw(trial->world);
    open_desk(trial);
}

static const char *differs(struct trial *trial, const struct str *wanted)
{
    struct str now = {0};
    dump(trial, &now);
    const char *difference = world_difference(str_text(&now), str_text(wanted));
    str_free(&now);
    return difference;
}

const char *trial_differs(struct trial *trial)
{
    return differs(trial, &trial->after);
}

const char *trial_differs_from_before(struct trial *trial)
{
    return differs(trial, &trial->before);
}

void trial_assert_done(struct trial *trial, const char *what, int nth)
{
    struct str findings = {0};
    const char *difference = trial_differs(trial);
    ck_assert_msg(difference[0] == '\0', "%s, %s, call %d: %s", operation_name(trial->operation), what, nth,
                  difference);
    world_check(trial->desk.store, &findings);
    ck_assert_msg(findings.length == 0, "%s, %s, call %d: %s", operation_name(trial->operation), what, nth,
                  str_text(&findings));
    str_free(&findings);
}
