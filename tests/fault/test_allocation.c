/*
 * Every allocation of every save fails once (goal S4): the program's own, which ends it, and those of the
 * libraries, which come back as errors. Whatever follows, the file holds the whole record or nothing of it,
 * and what was acknowledged is there.
 */

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fault/fault_vfs.h"
#include "fault/figure.h"
#include "fault/trial.h"

/* Counts allocations while `left` is above 0; the one with which it comes to 0 fails. */
static long left;
static bool has_failed;

static bool fails_now(void)
{
    if (left <= 0 || --left > 0) {
        return false;
    }
    has_failed = true;
    errno = ENOMEM;
    return true;
}

#ifdef __SANITIZE_ADDRESS__
/* The sanitizer has the process's own allocator: only SQLite's calls are failed. */
#include <sqlite3.h>

static sqlite3_mem_methods real;

static void *failing_malloc(int size)
{
    return fails_now() ? NULL : real.xMalloc(size);
}

static void *failing_realloc(void *memory, int size)
{
    return fails_now() ? NULL : real.xRealloc(memory, size);
}

static void install(void)
{
    sqlite3_config(SQLITE_CONFIG_GETMALLOC, &real);
    sqlite3_mem_methods methods = real;
    methods.xMalloc = failing_malloc;
    methods.xRealloc = failing_realloc;
    sqlite3_config(SQLITE_CONFIG_MALLOC, &methods);
}
#else
/* In place of libc's, for the program and every library it is linked with. */
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *memory, size_t size);

void *malloc(size_t size)
{
    return fails_now() ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
    return fails_now() ? NULL : __libc_calloc(count, size);
}

void *realloc(void *memory, size_t size)
{
    return fails_now() ? NULL : __libc_realloc(memory, size);
}

static void install(void)
{
}
#endif

/* What the process that saves tells before it may die. */
struct report {
    long nth;             /* the allocation being failed */
    bool is_acknowledged; /* the save was */
    bool is_over;         /* nothing failed any more: all were tried */
    long errors;          /* saves that came back with an error */
};

static struct world *world;
static struct report *report; /* shared with the process that saves */

/* All or nothing, sound, and there when it was acknowledged. */
static void assert_whole(struct trial *trial)
{
    struct str findings = {0};
    const char *name = operation_name(trial->operation);
    bool is_there = trial_differs(trial)[0] == '\0';
    ck_assert_msg(is_there || !report->is_acknowledged, "%s, allocation %ld: acknowledged, and %s", name,
                  report->nth, trial_differs(trial));
    ck_assert_msg(is_there || trial_differs_from_before(trial)[0] == '\0',
                  "%s, allocation %ld: half of it: %s, or %s", name, report->nth,
                  trial_differs_from_before(trial), trial_differs(trial));
    world_check(trial->desk.store, &findings);
    ck_assert_msg(findings.length == 0, "%s, allocation %ld: %s", name, report->nth, str_text(&findings));
    str_free(&findings);
}

/* A trial begins, and somebody else has the database open: a desk that closes it does not empty its log then,
 * so that the files tell whether anything was saved. */
static struct db *begin_in_company(struct trial *trial)
{
    struct db *other = NULL;
    trial_begin(trial);
    fixture_ok(db_open(&other, trial->world->database, DB_EXISTING, &err));
    fixture_ok(db_execute(other, "SELECT count(*) FROM meta", &err));
    return other;
}

/*
 * Fail one allocation after the other until one ends the process, or none is left. Cold: at a desk just
 * opened, each time anew. Warm: at one and the same desk, whose statements are made ever more of.
 */
static _Noreturn void save_until_it_dies(struct trial *trial, int step, bool is_warm)
{
    struct rlimit no_core = {0};
    struct err err = {0};
    int64_t result;
    setrlimit(RLIMIT_CORE, &no_core);
    ck_assert_ptr_nonnull(freopen("/dev/null", "w", stderr));
    struct db *other = begin_in_company(trial);
    for (;; report->nth += step) {
        report->is_acknowledged = has_failed = false;
        left = report->nth;
        enum status status = trial_save(trial, 1, &result, &err);
        left = 0;
        report->is_acknowledged = status == STATUS_OK;
        report->errors += status != STATUS_OK;
        if (!is_warm || status == STATUS_OK) {
            trial_end(trial);
        }
        if (!has_failed) {
            report->is_over = true;
            _exit(0);
        }
        if (report->is_acknowledged || !world_is_untouched(trial->world)) {
            _exit(1); /* the parent looks */
        }
        if (!is_warm) {
            db_close(&other);
            other = begin_in_company(trial);
        }
    }
}

static void look(struct trial *trial, int how)
{
    ck_assert_msg(WIFEXITED(how) || WTERMSIG(how) == SIGABRT, "%s, allocation %ld: signal %d",
                  operation_name(trial->operation), report->nth, WTERMSIG(how));
    if (!report->is_acknowledged && world_is_untouched(trial->world)) {
        return; /* byte for byte what it was before */
    }
    world_open(trial->world, &trial->desk, "1001", ROLE_OPERATOR, 0);
    assert_whole(trial);
    desk_close(&trial->desk);
}

/* How many allocations were failed. */
static long fail_all(struct trial *trial, int first, int step, bool is_warm)
{
    long failed = 0;
    *report = (struct report){.nth = first};
    while (!report->is_over) {
        int how;
        long begun = report->nth;
        pid_t child = fork();
        if (child == 0) {
            save_until_it_dies(trial, step, is_warm);
        }
        ck_assert_int_eq(waitpid(child, &how, 0), child);
        look(trial, how);
        failed += (report->nth - begun) / step + !report->is_over;
        report->nth += step;
    }
    return failed;
}

/* Under `make safety` all of a running desk, and every 23rd of one just opened, of which there are thousands.
 */
static long fail_of(struct trial *trial, size_t number)
{
    int step = figure_cases(149, 23);
    long errors = 0, failed = fail_all(trial, 1 + (int)number * 7 % step, step, false);
    if (figure_cases(0, 1) == 1) {
        errors = report->errors;
        failed += fail_all(trial, 1, 1, true);
        report->errors += errors;
    }
    return failed;
}

/* What one process found out. */
struct tally {
    long failed, errors;
    int count;
};

static void *share(size_t size)
{
    void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    ck_assert_ptr_ne(memory, MAP_FAILED);
    return memory;
}

/* Every so manyth operation, from `first` on. */
static void try_operations(size_t first, size_t every, struct tally *tally)
{
    const struct operation *operation;
    world = world_make();
    report = share(sizeof(*report));
    for (size_t i = first; (operation = operation_at(i)) != NULL; i += every, tally->count++) {
        struct trial trial;
        trial_prepare(&trial, world, operation);
        tally->failed += fail_of(&trial, i);
        tally->errors += report->errors;
        trial_clear(&trial);
    }
    munmap(report, sizeof(*report));
    world_free(&world);
}

/* A process for each processor, each with a world of its own: it takes an hour of one. */
static void try_all(struct tally *sum)
{
    int processes = (int)sysconf(_SC_NPROCESSORS_ONLN), how;
    size_t size = (size_t)processes * sizeof(struct tally);
    struct tally *tallies = share(size);
    for (int i = 0; i < processes; i++) {
        if (fork() == 0) {
            try_operations((size_t)i, (size_t)processes, &tallies[i]);
            _exit(0);
        }
    }
    for (int i = 0; i < processes; i++) {
        ck_assert_int_gt(wait(&how), 0);
        ck_assert_int_eq(how, 0);
    }
    for (int i = 0; i < processes; i++) {
        sum->failed += tallies[i].failed;
        sum->errors += tallies[i].errors;
        sum->count += tallies[i].count;
    }
    munmap(tallies, size);
}

START_TEST(whatever_allocation_of_whatever_save_fails__the_file_holds_all_of_it_or_nothing)
{
    struct tally tally = {0};
    if (figure_cases(0, 1) == 1) {
        try_all(&tally);
    } else {
        try_operations(0, 17, &tally);
    }
    figure_reached("S4", tally.failed > 10000,
                   "%ld allocations of %d operations failed: %ld came back as errors, the others ended the "
                   "program; 0 files inconsistent",
                   tally.failed, tally.count, tally.errors);
    ck_assert_int_gt(tally.failed, 30);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        whatever_allocation_of_whatever_save_fails__the_file_holds_all_of_it_or_nothing};
    install();
    fault_install();
    return fixture_run("allocation", tests, sizeof(tests) / sizeof(tests[0]));
}
