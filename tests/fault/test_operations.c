/*
 * Every operation that saves (goal S1), on a disk that fails at each of its calls in turn, once and for good:
 * whatever was acknowledged is there, whole and once.
 */

#include <ctype.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fault/fault_vfs.h"
#include "fault/figure.h"
#include "fault/trial.h"
#include "zuoxi/base/path.h"

#define STEPS_FAULTY 9 /* of a task while the disk stays broken; then somebody mends it */

static const struct fault {
    const char *name;
    enum fault_kind kind;
    bool for_good;
} faults[] = {{"once", FAULT_IO, false},
              {"for good", FAULT_IO, true},
              {"full once", FAULT_FULL, false},
              {"full for good", FAULT_FULL, true}};
#define FAULTS (sizeof(faults) / sizeof(faults[0]))

/* What needs no request id shows whether it was done: nobody does it again then. */
static bool is_seen_done(struct trial *trial)
{
    return trial->operation->request == NO_REQUEST && trial_differs(trial)[0] == '\0';
}

/*
 * The nth call fails. A person whose save was refused presses the key again; every other time at a desk that
 * was started anew. True when the fault came.
 */
static bool fails_at(struct trial *trial, const struct fault *fault, int nth)
{
    struct err err = {0};
    int64_t result = 0;
    trial_begin(trial);
    fault_arm(fault->kind, nth, fault->for_good);
    enum status status = trial_save(trial, STEPS_FAULTY, &result, &err);
    bool has_fired = fault_fired();
    fault_disarm();
    if (status != STATUS_OK) {
        if (nth % 2 == 0) {
            trial_reopen(trial);
        } else {
            desk_changed(&trial->desk); /* its tick: the connection heals */
        }
        bool is_done = is_seen_done(trial);
        status = is_done ? STATUS_OK : trial_save(trial, TRIAL_STEPS, &result, &err);
        result = is_done ? trial->result : result;
    }
    ck_assert_msg(status == STATUS_OK && result == trial->result, "%s, %s, call %d: %d %s, result %d",
                  operation_name(trial->operation), fault->name, nth, (int)status, err.what, (int)result);
    trial_reopen(trial);
    trial_assert_done(trial, fault->name, nth);
    trial_end(trial);
    return has_fired;
}

/* The first call fails for good, and the desk takes that for a success: is what was lost found out? */
static bool is_loss_found(struct trial *trial)
{
    struct err err = {0};
    int64_t result;
    trial_begin(trial);
    fault_arm(FAULT_IO, 1, true);
    trial_save(trial, STEPS_FAULTY, &result, &err);
    fault_disarm();
    trial_reopen(trial);
    bool is_found = trial_differs(trial)[0] != '\0';
    trial_end(trial);
    return is_found;
}

/* All calls under `make safety`, else one of each operation. */
static int fail_everywhere(struct trial *trial, size_t number)
{
    int points = 0;
    if (figure_cases(0, 1) == 0) {
        return fails_at(trial, &faults[number % FAULTS], 1 + (int)number * 7 % trial->calls);
    }
    for (size_t f = 0; f < FAULTS; f++) {
        int step = faults[f].kind == FAULT_FULL ? 3 : 1; /* it differs from IO by the words alone */
        for (int nth = 1; fails_at(trial, &faults[f], nth); nth += step) {
            points++;
        }
    }
    return points;
}

START_TEST(whatever_call_of_whatever_save_fails__nothing_is_lost_halved_or_doubled)
{
    const struct operation *operation;
    struct world *world = world_make();
    int points = 0, count = 0, controls = 0, found = 0;
    for (; (operation = operation_at((size_t)count)) != NULL; count++) {
        struct trial trial;
        trial_prepare(&trial, world, operation);
        points += fail_everywhere(&trial, (size_t)count);
        if (count % figure_cases(20, 1) == 0) {
            found += is_loss_found(&trial);
            controls++;
        }
        trial_clear(&trial);
    }
    world_free(&world);
    figure_reached("S1", points >= 2000, "%d points in %d operations, 0 lost, 0 corrupt", points, count);
    figure_reached("S1", found == controls, "control where a failure counts as saved: %d of %d losses found",
                   found, controls);
    ck_assert_int_eq(found, controls);
    ck_assert_int_gt(points, count / 2);
}
END_TEST

/* What is no operation of its own, and the row that does it all the same, or why there is none. */
static const struct {
    const char *work, *row;
} parts[] = {
    {"begin_block", "exchange_import_customers"},
    {"write_rows", "exchange_import_customers"},
    {"clear_piece", "exchange_import_customers"},
    {"make_index", "exchange_import_customers"},
    {"fill_search", "exchange_import_customers"},
    {"show", "exchange_import_customers"},
    {"audit", "exchange_export_customers"},
    {"write_line", "reveal_note"},
    {"erase", "erase_person"},
    {"record_attempt", "session_step"},
    {"tell", "audit_export_begin: the line that tells of it is all that is saved"},
    {"audit_start", "backup: a line before it begins and one when it is there (tests/desk/test_backup)"},
    {"note_made", "backup"},
    {"note_checked", "a backup's verdict, shown again by checking again (tests/screen/test_backups)"},
    {"settle", "restore: writes into a copy that is not in place yet"},
    {"people_first", "init: a database that could not be finished is removed (test_save_faults)"},
    {"hook_levels_begin", "reminders of what the legs say themselves: whoever looks next does it"},
    {"hook_levels_look", "the same"},
    {"take", "a hook's lease: told at least once (tests/desk/test_hook_runner)"},
    {"end", "a hook's lease"},
    {"release", "a hook's lease"},
};

static bool has_row(const char *work)
{
    const struct operation *operation;
    for (size_t i = 0; (operation = operation_at(i)) != NULL; i++) {
        if (strcmp(operation->name, work) == 0) {
            return true;
        }
    }
    for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
        if (strcmp(parts[i].work, work) == 0) {
            return true;
        }
    }
    return false;
}

/* Every function in a file that can be the work of a task has a row. Returns how many there are. */
static int check_file(const char *path)
{
    static const char signature[] = "(struct desk *desk, void *";
    struct str text = {0};
    int count = 0;
    fixture_ok(path_read(path, 1 << 20, &text, &err));
    for (const char *at = str_text(&text); (at = strstr(at, signature)) != NULL; at++) {
        const char *name = at, *end = at + strcspn(at, ")");
        char work[64];
        while (isalnum((unsigned char)name[-1]) || name[-1] == '_') {
            name--;
        }
        const char *result = strstr(at, "int64_t *");
        if (name < at && result != NULL && result < end) {
            snprintf(work, sizeof(work), "%.*s", (int)(at - name), name);
            ck_assert_msg(has_row(work), "%s: %s saves and has no row in tests/fault/operation_*.c", path,
                          work);
            count++;
        }
    }
    str_free(&text);
    return count;
}

START_TEST(every_work_of_a_task_has_a_row_here)
{
    static const char *const patterns[] = {"include/zuoxi/desk/*.h", "src/desk/*.c"};
    int count = 0;
    for (size_t i = 0; i < 2; i++) {
        glob_t files;
        ck_assert_int_eq(glob(patterns[i], 0, NULL, &files), 0);
        for (size_t j = 0; j < files.gl_pathc; j++) {
            count += check_file(files.gl_pathv[j]);
        }
        globfree(&files);
    }
    ck_assert_int_gt(count, 100); /* declared and defined */
    ck_assert(!has_row("work_of_tomorrow"));
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {every_work_of_a_task_has_a_row_here,
                                  whatever_call_of_whatever_save_fails__nothing_is_lost_halved_or_doubled};
    fault_install();
    return fixture_run("operations", tests, sizeof(tests) / sizeof(tests[0]));
}
