#include "suite.h"

#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "zuoxi/base/clock.h"
#include "zuoxi/base/mem.h"
#include "zuoxi/base/program.h"
#include "zuoxi/base/str.h"

static char *const environment[] = {"PATH=/usr/bin:/bin", "MARK=here", NULL};

static void start(struct program *program, const char *script, const char *input, size_t length)
{
    char *argv[] = {"/bin/sh", "-c", (char *)script, NULL};
    struct err err;
    ck_assert_int_eq(program_start(program, argv, environment, input, length, &err), STATUS_OK);
}

static int64_t now_ms(void)
{
    return clock_boot_ms(&clock_system);
}

/* To its end as the loop would, at most so long. */
static bool run(struct program *program, int limit_ms)
{
    int64_t until = now_ms() + limit_ms;
    bool has_ended = program_step(program, now_ms());
    while (!has_ended && now_ms() < until) {
        struct pollfd polls[2];
        int fds[2];
        size_t count = program_waits(program, fds);
        for (size_t i = 0; i < count; i++) {
            polls[i] = (struct pollfd){.fd = fds[i], .events = POLLIN};
        }
        poll(polls, (nfds_t)count, 50);
        has_ended = program_step(program, now_ms());
    }
    return has_ended;
}

static int exit_of(const char *script, const char *input)
{
    struct program program;
    start(&program, script, input, strlen(input));
    ck_assert(run(&program, 5000));
    return program.exit_code;
}

START_TEST(its_input__is_there_whole_and_ends)
{
    ck_assert_int_eq(exit_of("[ \"$(cat)\" = '{\"a\":1}' ]", "{\"a\":1}\n"), 0);
    ck_assert_int_eq(exit_of("[ \"$(cat)\" = '{\"a\":2}' ]", "{\"a\":1}\n"), 1);
    ck_assert_int_eq(exit_of("[ -z \"$(cat)\" ]", ""), 0);
}
END_TEST

START_TEST(an_input_that_nobody_reads__holds_nobody_up__and_cannot_be_changed)
{
    size_t length = 1 << 20;
    char *input = mem_new(length, 1);
    struct program program;
    memset(input, 'x', length);
    int64_t begun = now_ms();
    start(&program, "exit 7", input, length);
    ck_assert_int_lt(now_ms() - begun, 1000);
    ck_assert(run(&program, 5000));
    ck_assert_int_eq(program.exit_code, 7);
    start(&program, "echo y 1<>/proc/self/fd/0 && exit 1; [ $(wc -c) = 1048576 ]", input, length);
    ck_assert(run(&program, 5000));
    ck_assert_int_eq(program.exit_code, 0);
    free(input);
}
END_TEST

START_TEST(it_sees_nothing_of_ours__but_its_three_files_and_its_environment)
{
    FILE *held = fopen("/dev/null", "r"); /* without O_CLOEXEC */
    ck_assert_int_eq(exit_of("[ \"$(ls /proc/self/fd | wc -l)\" = 4 ]", ""),
                     0); /* ls has its own directory */
    ck_assert_int_eq(exit_of("[ \"$(env | sort | cut -d= -f1 | tr '\\n' ' ')\" = 'MARK PATH PWD _ ' ] || "
                             "[ \"$(env | sort | cut -d= -f1 | tr '\\n' ' ')\" = 'MARK PATH PWD ' ]",
                             ""),
                     0);
    ck_assert_int_eq(exit_of("[ \"$PWD\" = / ]", ""), 0);
    ck_assert_int_eq(exit_of("kill -PIPE $$; exit 0", ""), 128 + SIGPIPE); /* not ignored, as it is here */
    fclose(held);
}
END_TEST

START_TEST(it_has_no_terminal__though_its_desk_has_one)
{
    int terminal = -1, status = 0;
    pid_t desk = forkpty(&terminal, NULL, NULL, NULL);
    if (desk == 0) {
        int own = open("/dev/tty", O_RDWR);
        int code = exit_of("true </dev/tty", "");
        _exit(own >= 0 && code != 0 && tcgetpgrp(own) == getpgrp() ? 0 : 1);
    }
    ck_assert_int_eq(waitpid(desk, &status, 0), desk);
    ck_assert_int_eq(status, 0);
    close(terminal);
}
END_TEST

START_TEST(what_it_says_first__is_kept__whatever_bytes)
{
    struct program program;
    start(&program, "printf 'a\\0\\377\\033[31m\\nsecond\\n' >&2; echo lost; exit 3", "", 0);
    ck_assert(run(&program, 5000));
    ck_assert_int_eq(program.exit_code, 3);
    ck_assert_int_eq(memcmp(program.said, "a\0\377\033[31m\nsecond\n", 16), 0);
}
END_TEST

START_TEST(a_program_that_is_not_there__says_so)
{
    struct program program;
    char *argv[] = {"/nonexistent/gateway", NULL};
    struct err err;
    ck_assert_int_eq(program_start(&program, argv, environment, "", 0, &err), STATUS_OK);
    ck_assert(run(&program, 5000));
    ck_assert_int_eq(program.exit_code, 127);
    ck_assert_ptr_nonnull(strstr(program.said, "No such file"));
}
END_TEST

START_TEST(a_flood__is_read_slowly__and_its_beginning_kept)
{
    struct program program;
    start(&program, "exec yes flood >&2", "", 0);
    int64_t begun = now_ms();
    int steps = 0;
    while (now_ms() - begun < 300) {
        struct pollfd polls[2];
        int fds[2];
        size_t count = program_waits(&program, fds);
        for (size_t i = 0; i < count; i++) {
            polls[i] = (struct pollfd){.fd = fds[i], .events = POLLIN};
        }
        poll(polls, (nfds_t)count, 20);
        ck_assert(!program_step(&program, now_ms()));
        steps++;
    }
    ck_assert_int_lt(steps, 100); /* the loop is not kept busy by it */
    ck_assert_uint_le(program.heard, 2 * 65536);
    ck_assert_int_eq(memcmp(program.said, "flood\nflood\n", 12), 0);
    program_stop(&program);
    ck_assert_int_eq(program.exit_code, 128 + SIGKILL);
}
END_TEST

static bool is_alive(pid_t pid)
{
    char path[40], line[200] = "";
    snprintf(path, sizeof(path), "/proc/%d/stat", (int)pid);
    FILE *file = fopen(path, "r");
    if (file == NULL) {
        return false;
    }
    bool is_read = fgets(line, sizeof(line), file) != NULL;
    fclose(file);
    return is_read && strstr(line, ") Z ") == NULL;
}

/* The process ids it said on its first line. */
static void read_pids(struct program *program, pid_t *first, pid_t *second)
{
    int a = 0, b = 0;
    for (int i = 0; i < 100 && memchr(program->said, '\n', program->said_length) == NULL; i++) {
        poll(NULL, 0, 20);
        program_step(program, now_ms());
    }
    ck_assert_int_eq(sscanf(program->said, "%d %d", &a, &b), 2);
    *first = a;
    *second = b;
}

static void assert_dies(pid_t pid)
{
    for (int i = 0; i < 200 && is_alive(pid); i++) {
        poll(NULL, 0, 10);
    }
    ck_assert(!is_alive(pid));
}

START_TEST(stopping_it__ends_what_it_has_started_too)
{
    struct program program;
    pid_t child, grandchild;
    start(&program, "sleep 100 & echo $$ $! >&2; trap '' TERM; wait", "", 0);
    read_pids(&program, &child, &grandchild);
    ck_assert(is_alive(grandchild));
    program_stop(&program);
    assert_dies(child);
    assert_dies(grandchild);
}
END_TEST

START_TEST(what_it_leaves_running_when_it_ends__is_ended_and_nobody_waits_for_it)
{
    struct program program;
    pid_t child, grandchild;
    start(&program, "sleep 100 & echo $$ $! >&2", "", 0); /* the sleeper holds the pipe */
    ck_assert(run(&program, 5000));
    read_pids(&program, &child, &grandchild);
    ck_assert_int_eq(program.exit_code, 0);
    assert_dies(grandchild);
}
END_TEST

START_TEST(when_its_desk_is_killed__it_dies_as_well)
{
    int told[2];
    pid_t pid = 0;
    ck_assert_int_eq(pipe(told), 0);
    pid_t desk = fork();
    if (desk == 0) {
        struct program program;
        start(&program, "exec sleep 100", "", 0);
        if (write(told[1], &program.pid, sizeof(program.pid)) < 0) {
            _exit(1);
        }
        pause();
    }
    ck_assert_int_eq(read(told[0], &pid, sizeof(pid)), sizeof(pid));
    poll(NULL, 0, 100);
    kill(desk, SIGKILL);
    waitpid(desk, NULL, 0);
    assert_dies(pid);
}
END_TEST

static int open_files(void)
{
    int count = 0;
    DIR *folder = opendir("/proc/self/fd");
    while (readdir(folder) != NULL) {
        count++;
    }
    closedir(folder);
    return count;
}

START_TEST(a_hundred_runs__leave_no_descriptor_and_no_zombie)
{
    int before = open_files();
    for (int i = 0; i < 100; i++) {
        ck_assert_int_eq(exit_of("exit 0", "x"), 0);
    }
    ck_assert_int_eq(open_files(), before);
    ck_assert_int_eq(waitpid(-1, NULL, WNOHANG), -1);
}
END_TEST

SUITE_MAIN("base/program", its_input__is_there_whole_and_ends,
           an_input_that_nobody_reads__holds_nobody_up__and_cannot_be_changed,
           it_sees_nothing_of_ours__but_its_three_files_and_its_environment,
           it_has_no_terminal__though_its_desk_has_one, what_it_says_first__is_kept__whatever_bytes,
           a_program_that_is_not_there__says_so, a_flood__is_read_slowly__and_its_beginning_kept,
           stopping_it__ends_what_it_has_started_too,
           what_it_leaves_running_when_it_ends__is_ended_and_nobody_waits_for_it,
           when_its_desk_is_killed__it_dies_as_well, a_hundred_runs__leave_no_descriptor_and_no_zombie)
