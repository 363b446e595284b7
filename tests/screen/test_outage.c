/*
 * The machine beneath a desk fails (goal S7): the disk is full, somebody holds the write lock, the database
 * is taken away, the disk is read-only. Nothing is lost, keys are answered all the while, and what waited is
 * saved by itself when it is over.
 */

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <time.h>
#include <unistd.h>

#include "fault/figure.h"
#include "screen/seat.h"
#include "suite.h"

#define DISK_KIB    (96 * 1024) /* enough for a ballast */
#define ECHO_MS     100         /* the goal */
#define ECHO_LEAST  3000        /* what must hold on any machine, however busy */
#define HELD_MS     30000
#define HELD_FEW_MS 700

struct echo {
    int keys;
    double worst_ms;
};

static double now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

/* One key that moves the cursor there; how long until it stands there. */
static void press(struct terminal *terminal, const char *key, int y, int x, struct echo *echo)
{
    double begun = now_ms();
    terminal_keys(terminal, key);
    terminal_expect_cursor(terminal, y, x);
    double took = now_ms() - begun;
    echo->worst_ms = took > echo->worst_ms ? took : echo->worst_ms;
    echo->keys++;
}

/* Type and take back in a text field whose end is at y, x, for that long. */
static void keep_typing(struct terminal *terminal, int y, int x, int ms, struct echo *echo)
{
    for (double end = now_ms() + ms; now_ms() < end;) {
        press(terminal, "x", y, x + 1, echo);
        press(terminal, "<BS>", y, x, echo);
        terminal_pump(terminal, 20); /* about as fast as anybody types */
    }
}

/* A call with that content, its save begun; then the next form, in whose content the cursor stands. */
static void save_and_go_on(struct terminal *terminal, const char *content, int *y, int *x)
{
    seat_open_form(terminal, y, x);
    terminal_keys(terminal, content);
    terminal_expect(terminal, content);
    terminal_keys(terminal, "<C-s>");
    terminal_expect(terminal, "Enter 是");
    terminal_keys(terminal, "<Enter>");
    terminal_expect_gone(terminal, "Enter 是");
    seat_open_form(terminal, y, x);
}

static void conclude(struct seat *seat, struct terminal **terminal, const char *content, const char *what,
                     const struct echo *echo)
{
    int found = 0;
    for (double end = now_ms() + TERMINAL_WAIT; found == 0 && now_ms() < end;) {
        terminal_pump(*terminal, 50);
        found = seat_count_found(seat, content);
    }
    seat_quit(terminal);
    figure_reached("S7", found == 1 && echo->worst_ms <= ECHO_MS,
                   "%s: %d keys, slowest echo %.0f ms; the call was saved once by itself when it was over",
                   what, echo->keys, echo->worst_ms);
    ck_assert_int_eq(found, 1);
    ck_assert_int_gt(echo->keys, 2);
    ck_assert(echo->worst_ms < ECHO_LEAST);
}

START_TEST(a_lock_that_somebody_holds__keeps_no_key_waiting)
{
    struct seat seat;
    struct echo echo = {0};
    int y, x, ms = figure_cases(HELD_FEW_MS, HELD_MS);
    seat_make(&seat);
    struct terminal *terminal = seat_open(&seat);
    int lock = open(seat.lock, O_RDWR | O_CLOEXEC);
    char what[60];
    ck_assert_int_eq(flock(lock, LOCK_EX), 0);
    save_and_go_on(terminal, "有人占着", &y, &x);
    keep_typing(terminal, y, x, ms, &echo);
    close(lock);
    snprintf(what, sizeof(what), "lock held %.1f s", ms / 1e3);
    conclude(&seat, &terminal, "有人占着", what, &echo);
    seat_remove(&seat);
}
END_TEST

/* Fill the disk to the last byte; the file to be removed. */
static void fill_disk(const struct seat *seat, const char *name, char path[160])
{
    struct statvfs disk;
    char bytes[4096] = "";
    snprintf(path, 160, "%s.%s", seat->database, name);
    int file = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | O_APPEND, 0600);
    ck_assert_int_ge(file, 0);
    ck_assert_int_eq(fstatvfs(file, &disk), 0);
    ck_assert_int_eq(fallocate(file, 0, 0, (off_t)(disk.f_bavail * disk.f_bsize * 9 / 10)), 0);
    while (write(file, bytes, sizeof(bytes)) > 0) {
    }
    close(file);
}

static void wait_for_file(struct terminal *terminal, const char *path, bool is_there)
{
    for (double end = now_ms() + TERMINAL_WAIT; (access(path, F_OK) == 0) != is_there;) {
        ck_assert_msg(now_ms() < end, "%s is %s", path, is_there ? "not made" : "still there");
        terminal_pump(terminal, 50);
    }
}

START_TEST(a_full_disk__is_survived_on_the_ballast_and_then_waited_out)
{
    struct seat seat;
    struct echo echo = {0};
    char ballast[160], first[160], second[160];
    int y, x;
    if (!seat_make_on_disk(&seat, DISK_KIB)) {
        figure_reached("S7", false, "full disk: this process may not mount one");
        return;
    }
    struct terminal *terminal = seat_open(&seat);
    snprintf(ballast, sizeof(ballast), "%s.ballast", seat.database);
    wait_for_file(terminal, ballast, true);
    fill_disk(&seat, "first", first);
    save_and_go_on(terminal, "靠预留保存", &y, &x); /* saved, on the room that was given back */
    wait_for_file(terminal, ballast, false);
    terminal_expect(terminal, "磁盘快满了");
    ck_assert_int_eq(seat_count_found(&seat, "靠预留保存"), 1);
    fill_disk(&seat, "second", second);
    save_and_go_on(terminal, "没有地方了", &y, &x);
    keep_typing(terminal, y, x, figure_cases(HELD_FEW_MS, 10000), &echo);
    ck_assert_int_eq(seat_count_found(&seat, "没有地方了"), 0);
    ck_assert_int_eq(unlink(first), 0);
    ck_assert_int_eq(unlink(second), 0);
    wait_for_file(terminal, ballast, true);
    conclude(&seat, &terminal, "没有地方了", "disk full, ballast spent and made again", &echo);
    seat_remove(&seat);
}
END_TEST

START_TEST(a_database_that_was_taken_away__is_never_written_past_and_used_again_when_it_is_back)
{
    struct seat seat;
    struct echo echo = {0};
    char aside[160];
    struct stat other;
    int y, x;
    seat_make(&seat);
    struct terminal *terminal = seat_open(&seat);
    snprintf(aside, sizeof(aside), "%s.aside", seat.database);
    ck_assert_int_eq(rename(seat.database, aside), 0);
    int file = open(seat.database, O_WRONLY | O_CREAT | O_CLOEXEC, 0600); /* another one in its place */
    close(file);
    save_and_go_on(terminal, "库被换掉", &y, &x);
    keep_typing(terminal, y, x, figure_cases(HELD_FEW_MS, 10000), &echo);
    ck_assert_int_eq(stat(seat.database, &other), 0);
    ck_assert_int_eq(other.st_size, 0);
    ck_assert_int_eq(rename(aside, seat.database), 0);
    conclude(&seat, &terminal, "库被换掉", "database replaced under a running desk", &echo);
    seat_remove(&seat);
}
END_TEST

/* A disk becomes read-only only while nothing on it is written to: the desk is not running then. */
START_TEST(a_disk_that_is_read_only__is_told_at_the_start_and_the_draft_saved_when_it_is_not)
{
    struct seat seat;
    char disk[sizeof(seat.directory) + 8];
    int y, x;
    if (!seat_make_on_disk(&seat, DISK_KIB)) {
        figure_reached("S7", false, "read-only disk: this process may not mount one");
        return;
    }
    snprintf(disk, sizeof(disk), "%s/disk", seat.directory);
    struct terminal *terminal = seat_open(&seat);
    seat_open_form(terminal, &y, &x);
    terminal_keys(terminal, "只读之前");
    seat_expect_draft_text(&seat, terminal, "只读之前", TERMINAL_WAIT);
    terminal_kill(terminal, SIGKILL);
    terminal_exit_code(terminal, TERMINAL_WAIT);
    terminal_free(&terminal);
    ck_assert_int_eq(mount(NULL, disk, NULL, MS_REMOUNT | MS_RDONLY, NULL), 0);
    terminal = seat_start(&seat, 24, 240, NULL);
    terminal_expect(terminal, "重新挂载");
    ck_assert_int_eq(terminal_exit_code(terminal, TERMINAL_WAIT), 5);
    terminal_free(&terminal);
    ck_assert_int_eq(mount(NULL, disk, NULL, MS_REMOUNT, NULL), 0);
    terminal = seat_open(&seat);
    terminal_expect(terminal, "只读之前");
    seat_quit(&terminal);
    figure_reached("S7", true, "read-only disk: refused with what to do; afterwards the draft is there");
    seat_remove(&seat);
}
END_TEST

SUITE_MAIN("screen/outage", a_lock_that_somebody_holds__keeps_no_key_waiting,
           a_full_disk__is_survived_on_the_ballast_and_then_waited_out,
           a_database_that_was_taken_away__is_never_written_past_and_used_again_when_it_is_back,
           a_disk_that_is_read_only__is_told_at_the_start_and_the_draft_saved_when_it_is_not)
