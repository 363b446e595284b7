/* Drafts of the real program while its helper is killed or stands still, and while it is killed itself. */

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "fault/figure.h"
#include "screen/seat.h"
#include "suite.h"

#define DRAFT_WAIT 2000 /* ms: the goal is one second; a busy machine gets another */
#define KILLS      3

/* The pid of the program's only child. */
static pid_t helper(struct terminal *terminal)
{
    char path[64], line[64] = "";
    snprintf(path, sizeof(path), "/proc/%d/task/%d/children", terminal_pid(terminal), terminal_pid(terminal));
    FILE *file = fopen(path, "r");
    ck_assert_ptr_nonnull(file);
    const char *got = fgets(line, sizeof(line), file);
    fclose(file);
    return got == NULL ? 0 : (pid_t)strtol(line, NULL, 10);
}

/* A form with its helper at work. */
static struct terminal *type_form(struct seat *seat, const char *content)
{
    struct terminal *terminal = seat_open(seat);
    int y, x;
    seat_open_form(terminal, &y, &x);
    terminal_keys(terminal, content);
    seat_expect_draft_text(seat, terminal, content, DRAFT_WAIT);
    terminal_expect(terminal, "草稿已存");
    ck_assert_int_gt(helper(terminal), 0);
    return terminal;
}

static void expect_restored(struct seat *seat, const char *content)
{
    struct terminal *terminal = seat_open(seat);
    terminal_expect(terminal, "已恢复 1 张没有保存的来电登记");
    terminal_expect(terminal, content);
    seat_quit(&terminal);
}

START_TEST(a_killed_helper__is_not_missed)
{
    struct seat seat;
    seat_make(&seat);
    struct terminal *terminal = type_form(&seat, "助手还在");
    for (int round = 0; round < 3; round++) {
        kill(helper(terminal), SIGKILL);
        terminal_keys(terminal, "，又");
    }
    seat_expect_draft_text(&seat, terminal, "助手还在，又，又，又", DRAFT_WAIT);
    terminal_kill(terminal, SIGKILL);
    ck_assert_int_eq(terminal_exit_code(terminal, TERMINAL_WAIT), 128 + SIGKILL);
    terminal_free(&terminal);
    expect_restored(&seat, "助手还在，又，又，又");
    seat_remove(&seat);
}
END_TEST

START_TEST(a_helper_that_stands_still__holds_up_no_key_and_is_spoken_of)
{
    struct seat seat;
    seat_make(&seat);
    struct terminal *terminal = type_form(&seat, "助手停了");
    pid_t stopped = helper(terminal);
    kill(stopped, SIGSTOP);
    terminal_keys(terminal, "还能打字");
    terminal_expect(terminal, "助手停了还能打字");
    terminal_expect(terminal, "草稿未存：磁盘没有回应");
    terminal_keys(terminal, "，照样");
    terminal_expect(terminal, "助手停了还能打字，照样");
    kill(stopped, SIGCONT);
    seat_expect_draft_text(&seat, terminal, "助手停了还能打字，照样", DRAFT_WAIT);
    terminal_expect(terminal, "草稿已存");
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

START_TEST(a_saved_form__does_not_come_back_from_a_helper_that_wakes_late)
{
    struct seat seat;
    char number[40];
    seat_make(&seat);
    struct terminal *terminal = type_form(&seat, "先存后醒");
    pid_t stopped = helper(terminal);
    kill(stopped, SIGSTOP);
    terminal_keys(terminal, "的话");
    terminal_expect(terminal, "先存后醒的话");
    terminal_expect(terminal, "草稿未存：磁盘没有回应"); /* one is under way */
    seat_save_form(terminal, number, sizeof(number));
    seat_expect_drafts(&seat, terminal, 0, TERMINAL_WAIT);
    kill(stopped, SIGCONT);
    /* A second form's draft goes through the same helper, after all it was told before. */
    int y, x;
    seat_open_form(terminal, &y, &x);
    terminal_keys(terminal, "第二张");
    seat_expect_draft_text(&seat, terminal, "第二张", DRAFT_WAIT);
    ck_assert_int_eq(seat_draft_count(&seat), 1);
    seat_quit(&terminal);
    ck_assert_int_eq(seat_count_found(&seat, "先存后醒的话"), 1);
    expect_restored(&seat, "第二张");
    seat_remove(&seat);
}
END_TEST

START_TEST(a_lost_line__ends_the_program_though_the_helper_stands_still_and_keeps_the_last_key)
{
    struct seat seat;
    seat_make(&seat);
    struct terminal *terminal = type_form(&seat, "断线");
    pid_t stopped = helper(terminal);
    kill(stopped, SIGSTOP);
    terminal_keys(terminal, "也不丢");
    terminal_expect(terminal, "断线也不丢");
    terminal_expect(terminal, "草稿未存：磁盘没有回应");
    terminal_hang_up(terminal);
    ck_assert_int_ne(terminal_exit_code(terminal, DRAFT_WAIT), -1);
    terminal_free(&terminal);
    expect_restored(&seat, "断线也不丢");
    seat_remove(&seat);
}
END_TEST

START_TEST(a_full_disk__is_told_and_the_draft_follows_when_there_is_room)
{
    struct rlimit none = {0, RLIM_INFINITY}, all = {RLIM_INFINITY, RLIM_INFINITY};
    struct seat seat;
    seat_make(&seat);
    struct terminal *terminal = type_form(&seat, "盘满之前");
    ck_assert_int_eq(prlimit(terminal_pid(terminal), RLIMIT_FSIZE, &none, NULL), 0);
    terminal_keys(terminal, "盘满之后");
    terminal_expect(terminal, "草稿未存：");
    seat_expect_draft_text(&seat, terminal, "盘满之前", DRAFT_WAIT); /* the older one stands */
    terminal_keys(terminal, "<F10>");
    terminal_expect(terminal, "草稿也存不下"); /* no promise that it comes back */
    terminal_keys(terminal, "<Esc>");
    terminal_expect_gone(terminal, "草稿也存不下");
    terminal_keys(terminal, "<Esc>");
    terminal_expect(terminal, "先别退出，F6 切换回去");
    terminal_keys(terminal, "<F6>");
    terminal_expect(terminal, "盘满之前盘满之后");
    ck_assert_int_eq(prlimit(terminal_pid(terminal), RLIMIT_FSIZE, &all, NULL), 0);
    seat_expect_draft_text(&seat, terminal, "盘满之前盘满之后", 2 * DRAFT_WAIT);
    terminal_expect(terminal, "草稿已存");
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

static int64_t now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* S9: keys without a pause, killed at another moment each time; at most the last second of them is missing.
 */
START_TEST(kill_9_while_typing__loses_a_second_at_most)
{
    int kills = figure_cases(KILLS, 200);
    int64_t most = 0; /* milliseconds of typing that were missing */
    for (int round = 0; round < kills; round++) {
        struct seat seat;
        char typed[2000] = "";
        int64_t times[300], start = now_ms();
        int keys = 0, kept = 0;
        seat_make(&seat);
        struct terminal *terminal = seat_open(&seat);
        int y, x;
        seat_open_form(terminal, &y, &x);
        for (start = now_ms(); now_ms() - start < 1300 + 330 * (round % KILLS) && keys < 300;) {
            char key[8];
            snprintf(key, sizeof(key), "%d", keys % 10);
            terminal_keys(terminal, key);
            strcat(typed, key);
            terminal_pump(terminal, 10);
            times[keys++] = now_ms();
        }
        int64_t killed = now_ms();
        terminal_kill(terminal, SIGKILL);
        terminal_exit_code(terminal, TERMINAL_WAIT);
        terminal_free(&terminal);
        while (kept < keys && times[kept] < killed - DRAFT_WAIT / 2 - 200) { /* 0.2 s for a busy machine */
            kept++;
        }
        typed[kept] = '\0';
        ck_assert_int_gt(kept, 0);
        terminal = seat_open(&seat);
        terminal_expect(terminal, "已恢复 1 张没有保存的来电登记");
        seat_expect_draft_text(&seat, terminal, typed, DRAFT_WAIT);
        do { /* how much of the last second is there as well */
            typed[kept] = (char)('0' + kept % 10);
            typed[kept + 1] = '\0';
        } while (seat_draft_holds(&seat, typed) && ++kept < keys);
        most = killed - times[kept - 1] > most ? killed - times[kept - 1] : most;
        seat_quit(&terminal);
        seat_remove(&seat);
    }
    figure_reached("S9", most <= 1000,
                   "%d kills while typing: at most %lld ms of it missing, every form restored", kills,
                   (long long)most);
}
END_TEST

SUITE_MAIN("screen/draft_helper", a_killed_helper__is_not_missed,
           a_helper_that_stands_still__holds_up_no_key_and_is_spoken_of,
           a_saved_form__does_not_come_back_from_a_helper_that_wakes_late,
           a_lost_line__ends_the_program_though_the_helper_stands_still_and_keeps_the_last_key,
           a_full_disk__is_told_and_the_draft_follows_when_there_is_room,
           kill_9_while_typing__loses_a_second_at_most)
