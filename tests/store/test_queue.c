#include <check.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "store/store_fixture.h"
#include "zuoxi/store/queue.h"

/* A process that holds the queue of the fixture's database until it is killed; its badge stands in the lock
 * file. */
static pid_t start_holder(const char *badge)
{
    int ready[2];
    char byte;
    ck_assert_int_eq(pipe(ready), 0);
    pid_t child = fork();
    if (child == 0) {
        struct queue *queue = NULL;
        if (queue_open(&queue, fixture_path(), badge, &fixture_clock, NULL) != STATUS_OK ||
            queue_enter(queue, 0, NULL) != STATUS_OK || write(ready[1], "x", 1) != 1) {
            _exit(1);
        }
        for (;;) {
            pause();
        }
    }
    close(ready[1]);
    ck_assert_int_eq(read(ready[0], &byte, 1), 1);
    close(ready[0]);
    return child;
}

static void kill_holder(pid_t child)
{
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
}

static struct queue *open_queue(void)
{
    struct queue *queue = NULL;
    fixture_ok(queue_open(&queue, fixture_path(), "1002", &fixture_clock, &err));
    return queue;
}

static double now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

START_TEST(a_held_queue_gives_up_after_one_slice_and_a_killed_holder_frees_it)
{
    struct store *store = fixture_open();
    struct queue *queue = open_queue();
    pid_t holder = start_holder("1001");
    double start = now_ms();
    ck_assert_int_eq(queue_enter(queue, 0, NULL), STATUS_BUSY);
    double waited = now_ms() - start;
    ck_assert_msg(waited >= 40 && waited < 2000, "one slice took %.1f ms", waited);
    ck_assert(!queue_is_held(queue));
    kill_holder(holder);
    fixture_ok(queue_enter(queue, 0, &err));
    ck_assert(queue_is_held(queue));
    queue_leave(queue);
    queue_close(&queue);
    fixture_close(store);
}
END_TEST

START_TEST(who_waits_over_two_seconds_learns_who_holds_the_queue)
{
    struct store *store = fixture_open();
    struct queue *queue = open_queue();
    struct err said = {.status = STATUS_OK};
    char pid[24];
    pid_t holder = start_holder("1077");
    ck_assert_int_eq(queue_enter(queue, 100, &said), STATUS_BUSY);
    ck_assert_ptr_null(strstr(said.what, "1077"));
    ck_assert_int_eq(queue_enter(queue, 3000, &said), STATUS_BUSY);
    snprintf(pid, sizeof(pid), "%d", (int)holder);
    ck_assert_msg(strstr(said.what, "1077") != NULL, "%s", said.what);
    ck_assert_msg(strstr(said.what, pid) != NULL, "%s", said.what);
    kill_holder(holder);
    queue_close(&queue);
    fixture_close(store);
}
END_TEST

START_TEST(a_deleted_lock_file_never_gives_two_holders)
{
    struct store *store = fixture_open();
    struct queue *first = open_queue(), *second = open_queue();
    char path[200];
    snprintf(path, sizeof(path), "%s.lock", fixture_path());
    ck_assert_int_eq(unlink(path), 0);
    /* Both still have the deleted file open; whoever comes now must take the new one. */
    fixture_ok(queue_enter(first, 0, &err));
    ck_assert_int_eq(queue_enter(second, 0, NULL), STATUS_BUSY);
    queue_leave(first);
    fixture_ok(queue_enter(second, 0, &err));
    queue_leave(second);
    queue_close(&first);
    queue_close(&second);
    fixture_close(store);
}
END_TEST

START_TEST(the_lock_file_has_the_databases_mode)
{
    struct store *store = fixture_open();
    struct stat file;
    char path[200];
    snprintf(path, sizeof(path), "%s.lock", fixture_path());
    ck_assert_int_eq(stat(path, &file), 0);
    ck_assert_int_eq(file.st_mode & 0777, 0600);
    unlink(path);
    ck_assert_int_eq(chmod(fixture_path(), 0660), 0);
    struct queue *queue = open_queue();
    ck_assert_int_eq(stat(path, &file), 0);
    ck_assert_int_eq(file.st_mode & 0777, 0660);
    queue_close(&queue);
    fixture_close(store);
}
END_TEST

static volatile sig_atomic_t alarms;

static void count_alarm(int signal)
{
    (void)signal;
    alarms++;
}

START_TEST(waiting_leaves_the_alarm_as_it_was)
{
    struct store *store = fixture_open();
    struct queue *queue = open_queue();
    struct sigaction mine = {.sa_handler = count_alarm}, found;
    struct itimerval none = {.it_value = {.tv_sec = 0}}, timer;
    pid_t holder = start_holder("1001");
    sigset_t blocked, mask;
    sigemptyset(&blocked);
    sigaddset(&blocked, SIGALRM);
    sigaction(SIGALRM, &mine, NULL);
    setitimer(ITIMER_REAL, &none, NULL);
    sigprocmask(SIG_BLOCK, &blocked, NULL); /* even then the slice must end */
    ck_assert_int_eq(queue_enter(queue, 0, NULL), STATUS_BUSY);
    sigprocmask(SIG_SETMASK, NULL, &mask);
    ck_assert(sigismember(&mask, SIGALRM));
    sigaction(SIGALRM, NULL, &found);
    ck_assert(found.sa_handler == count_alarm);
    getitimer(ITIMER_REAL, &timer);
    ck_assert_int_eq(timer.it_value.tv_sec + timer.it_value.tv_usec, 0);
    ck_assert_int_eq(alarms, 0);
    kill_holder(holder);
    queue_close(&queue);
    fixture_close(store);
}
END_TEST

/* One of several writers: numbers from one sequence, each in its own transaction. */
static void write_numbers(int times)
{
    struct store *store = NULL;
    struct store_options options = {.path = fixture_path(), .clock = &fixture_clock};
    int64_t value;
    if (store_open(&store, &options, NULL) != STATUS_OK) {
        _exit(1);
    }
    for (int i = 0; i < times; i++) {
        enum status status;
        while ((status = store_begin(store, 0, NULL)) == STATUS_BUSY) {
        }
        if (status != STATUS_OK || store_next(store, "case/20261125", &value, NULL) != STATUS_OK ||
            store_count_add(store, "open", 1, NULL) != STATUS_OK || store_commit(store, NULL) != STATUS_OK) {
            _exit(2);
        }
    }
    store_close(&store);
    _exit(0);
}

START_TEST(writers_in_many_processes_take_turns_without_a_refusal_or_a_gap)
{
    enum { WRITERS = 6, TIMES = 50 };
    struct store *store = fixture_open();
    pid_t children[WRITERS];
    int64_t open;
    for (int i = 0; i < WRITERS; i++) {
        children[i] = fork();
        if (children[i] == 0) {
            write_numbers(TIMES);
        }
    }
    for (int i = 0; i < WRITERS; i++) {
        int result;
        waitpid(children[i], &result, 0);
        ck_assert_int_eq(result, 0);
    }
    ck_assert_int_eq(fixture_int(store, "SELECT value FROM sequence WHERE name = 'case/20261125'"),
                     WRITERS * TIMES);
    fixture_ok(store_count(store, "open", &open, &err));
    ck_assert_int_eq(open, WRITERS * TIMES);
    ck_assert(store_changed(store));
    ck_assert(!store_changed(store));
    fixture_close(store);
}
END_TEST

static int64_t boot_ms;

static int64_t fixed_now(void *context)
{
    (void)context;
    return FIXTURE_NOW * (int64_t)1000;
}

static int64_t told_boot(void *context)
{
    (void)context;
    return boot_ms;
}

/* A log at rest is not asked about any more; the first write to it must be noticed all the same. */
START_TEST(anothers_commit_is_seen_however_long_the_log_had_been_still)
{
    static const struct clock told = {fixed_now, told_boot, NULL};
    static const int waits[] = {0, 1, 99, 100, 101, 5000};
    struct store *writer = fixture_open(), *watcher = NULL;
    struct store_options options = {.path = fixture_path(), .clock = &told, .badge = "1001"};
    fixture_ok(store_open(&watcher, &options, &err));
    for (int round = 0; round < 60; round++) {
        for (int look = 0; look < 4; look++) {
            boot_ms += waits[(round + look) % 6];
            ck_assert(!store_changed(watcher));
        }
        fixture_begin(writer);
        fixture_case(writer, "别人的", false, 0);
        fixture_commit(writer);
        ck_assert_msg(store_changed(watcher), "round %d", round);
    }
    store_close(&watcher);
    fixture_close(writer);
}
END_TEST

START_TEST(a_replaced_database_file_is_noticed_before_anything_is_written)
{
    struct store *store = fixture_open();
    char aside[200];
    fixture_name("aside.db", aside, sizeof(aside));
    ck_assert_int_eq(rename(fixture_path(), aside), 0);
    ck_assert_int_eq(store_begin(store, 0, NULL), STATUS_LOST);
    ck_assert_int_eq(rename(aside, fixture_path()), 0);
    fixture_begin(store);
    store_rollback(store);
    fixture_close(store);
}
END_TEST

START_TEST(a_removed_log_is_noticed_before_anything_more_is_acknowledged)
{
    struct store *store = fixture_open();
    char name[256];
    snprintf(name, sizeof(name), "%s-wal", fixture_path());
    fixture_begin(store);
    fixture_case(store, "在日志里", false, 0);
    fixture_commit(store);
    ck_assert_int_eq(unlink(name), 0);
    ck_assert_int_eq(store_begin(store, 0, NULL), STATUS_LOST);
    ck_assert(!store_in_transaction(store));
    fixture_close(store);
}
END_TEST

FIXTURE_MAIN("queue", a_held_queue_gives_up_after_one_slice_and_a_killed_holder_frees_it,
             who_waits_over_two_seconds_learns_who_holds_the_queue,
             a_deleted_lock_file_never_gives_two_holders, the_lock_file_has_the_databases_mode,
             waiting_leaves_the_alarm_as_it_was,
             writers_in_many_processes_take_turns_without_a_refusal_or_a_gap,
             anothers_commit_is_seen_however_long_the_log_had_been_still,
             a_replaced_database_file_is_noticed_before_anything_is_written,
             a_removed_log_is_noticed_before_anything_more_is_acknowledged)
