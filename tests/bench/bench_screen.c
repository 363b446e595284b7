/*
 * Screen goals P9–P12: the real binary on a pseudo-terminal, beside nano and vim on the same machine in the
 * same run.
 *
 *   bench_screen BINARY DATABASE FEW [quick]
 *
 * DATABASE has thousands of cases open, FEW as many as stand on a screen.
 *
 * Prints one line a goal.
 */
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "bench.h"

#define OUTPUT_MAX  (1 << 20)
#define COUNTDOWNS  50
#define KEYS_A_TURN 50
#define EMPTY_FILE  "/tmp/zuoxi-bench-empty"
#define EMPTY_LOCK  "/tmp/.zuoxi-bench-empty.swp" /* a killed nano leaves it, and asks at the next start */

struct session {
    pid_t pid;
    int fd;
    char *output; /* everything read since the last session_forget */
    size_t length;
};

static double now_ms(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static int compare(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;

    return a < b ? -1 : a > b;
}

static double quantile(double *values, size_t count, double part)
{
    qsort(values, count, sizeof(*values), compare);
    return values[(size_t)((double)(count - 1) * part)];
}

static void session_start(struct session *session, char *const argv[], int rows, int columns)
{
    struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};

    session->output = session->output != NULL ? session->output : calloc(OUTPUT_MAX + 1, 1);
    session->length = 0;
    unlink(EMPTY_LOCK);
    session->pid = forkpty(&session->fd, NULL, NULL, &size);
    if (session->pid == 0) {
        setenv("TERM", "xterm-256color", 1);
        setenv("LC_ALL", "C.UTF-8", 1);
        execvp(argv[0], argv);
        _exit(127);
    }
}

static void session_stop(struct session *session)
{
    kill(session->pid, SIGKILL);
    waitpid(session->pid, NULL, 0);
    close(session->fd);
}

static void session_forget(struct session *session)
{
    session->length = 0;
    session->output[0] = '\0';
}

/* Read what comes within `ms`; answers the cursor report the program asks for. Returns bytes read. */
static size_t session_read(struct session *session, int ms)
{
    struct pollfd wait = {.fd = session->fd, .events = POLLIN};
    ssize_t got;

    if (poll(&wait, 1, ms) <= 0 || session->length >= OUTPUT_MAX) {
        return 0;
    }
    got = read(session->fd, session->output + session->length, OUTPUT_MAX - session->length);
    if (got <= 0) {
        return 0;
    }
    session->length += (size_t)got;
    session->output[session->length] = '\0';
    if (memmem(session->output + session->length - (size_t)got, (size_t)got, "\033[6n", 4) != NULL) {
        ssize_t ignored = write(session->fd, "\033[1;2R", 6);

        (void)ignored;
    }
    return (size_t)got;
}

static bool session_wait(struct session *session, const char *text, double limit_ms)
{
    double end = now_ms() + limit_ms;

    while (memmem(session->output, session->length, text, strlen(text)) == NULL) {
        if (now_ms() > end) {
            return false;
        }
        session_read(session, 20);
    }
    return true;
}

static void session_type(struct session *session, const char *keys)
{
    ssize_t ignored = write(session->fd, keys, strlen(keys));

    (void)ignored;
}

static long resident_kb(pid_t pid)
{
    char path[64], line[256];
    long kb = 0;
    FILE *file;

    snprintf(path, sizeof(path), "/proc/%d/status", (int)pid);
    file = fopen(path, "r");
    while (file != NULL && fgets(line, sizeof(line), file) != NULL) {
        if (strncmp(line, "VmRSS:", 6) == 0) {
            kb = strtol(line + 6, NULL, 10);
        }
    }
    if (file != NULL) {
        fclose(file);
    }
    return kb;
}

/* CPU nanoseconds and voluntary switches so far. */
static void usage(pid_t pid, double *cpu_us, long *switches)
{
    char path[64], line[256];
    FILE *file;

    snprintf(path, sizeof(path), "/proc/%d/schedstat", (int)pid);
    file = fopen(path, "r");
    *cpu_us = file != NULL && fgets(line, sizeof(line), file) != NULL ? strtod(line, NULL) / 1e3 : 0;
    if (file != NULL) {
        fclose(file);
    }
    *switches = 0;
    snprintf(path, sizeof(path), "/proc/%d/status", (int)pid);
    file = fopen(path, "r");
    while (file != NULL && fgets(line, sizeof(line), file) != NULL) {
        if (strncmp(line, "voluntary_ctxt_switches:", 24) == 0) {
            *switches = strtol(line + 24, NULL, 10);
        }
    }
    if (file != NULL) {
        fclose(file);
    }
}

static void report(const char *goal, const char *measured, double value, double limit, const char *unit)
{
    char text[64];

    snprintf(text, sizeof(text), "%.*f %s of %g", unit[0] == 'x' ? 2 : 0, value, unit, limit);
    bench_line(goal, measured, text, value <= limit);
}

struct start {
    char **argv;
    const char *ready; /* the last thing its first screen shows */
    double *times;     /* milliseconds from fork to `ready`, one a run */
    double median;
    long kb; /* resident once it has come to rest */
};

static void start_once(struct session *session, struct start *start, int run, bool is_last)
{
    double begin = now_ms();

    session_start(session, start->argv, 24, 80);
    if (!session_wait(session, start->ready, 5000)) {
        printf("      %s never showed '%s': %.300s\n", start->argv[0], start->ready, session->output);
    }
    start->times[run] = now_ms() - begin;
    while (is_last && session_read(session, 300) > 0) {
        /* what is left to do once the screen stands takes memory too */
    }
    start->kb = resident_kb(session->pid);
    session_stop(session);
}

/* Milliseconds from a typed letter to the first byte of its echo. */
static double echo_once(struct session *session, bool is_even)
{
    double begin;

    while (session_read(session, 2) > 0) {
    }
    session_forget(session);
    begin = now_ms();
    session_type(session, is_even ? "1" : "\177");
    while (session->length == 0 && now_ms() - begin < 1000) {
        session_read(session, 50);
    }
    return now_ms() - begin;
}

static bool sign_in(struct session *session, const char *last)
{
    if (!session_wait(session, "F10", 5000)) {
        return false;
    }
    session_forget(session);
    session_type(session, "1001\tdemo\r");
    return session_wait(session, last, 5000);
}

/* Whether the sign-in screen tells a demonstration's accounts: at a company's desk it does not. */
static void set_demonstration(const char *database, const char *value)
{
    struct store *store = bench_open(database);

    bench_ok(store_begin(store, 0, &err));
    bench_ok(store_set_meta(store, "demo", value, &err));
    bench_ok(store_commit(store, &err));
    store_close(&store);
}

/* In turns, so that what else the machine does falls on both. The last programs are left to come to rest. */
static void start_in_turns(struct start *starts, size_t count, int runs)
{
    struct session session = {0};

    for (size_t i = 0; i < count; i++) {
        starts[i].times = calloc((size_t)runs, sizeof(double));
    }
    for (int run = 0; run < runs; run++) {
        for (size_t i = 0; i < count; i++) {
            start_once(&session, &starts[i], run, run + 1 == runs);
        }
    }
    for (size_t i = 0; i < count; i++) {
        starts[i].median = quantile(starts[i].times, (size_t)runs, 0.5);
        free(starts[i].times);
    }
    free(session.output);
}

/* The password's check is a process of its own and meant to be slow: waits until it has ended. */
static void wait_for_check(pid_t desk)
{
    char path[64], line[64] = "";
    struct pollfd ended = {.fd = -1, .events = POLLIN};
    double end = now_ms() + 5000;

    snprintf(path, sizeof(path), "/proc/%d/task/%d/children", (int)desk, (int)desk);
    while (ended.fd < 0 && now_ms() < end) {
        FILE *file = fopen(path, "r");

        if (file != NULL && fgets(line, sizeof(line), file) != NULL) {
            ended.fd = (int)syscall(SYS_pidfd_open, (pid_t)strtol(line, NULL, 10), 0);
        }
        if (file != NULL) {
            fclose(file);
        }
    }
    poll(&ended, 1, 5000);
    close(ended.fd);
}

/* Milliseconds from the password's verdict to the desk with its key bar. */
static double desk_once(struct session *session, char *const argv[])
{
    double begin, took;

    session_start(session, argv, 24, 80);
    session_wait(session, "F10", 5000);
    while (session_read(session, 100) > 0) {
    }
    session_forget(session);
    session_type(session, "1002\tdemo\r");
    wait_for_check(session->pid);
    begin = now_ms();
    if (!session_wait(session, "F2", 5000)) {
        printf("      no desk within five seconds: %.300s\n", session->output);
    }
    took = now_ms() - begin;
    kill(session->pid, SIGTERM); /* as people leave: a killed desk's log would be the next one's to fold in */
    while (session_read(session, 500) > 0) {
    }
    session_stop(session);
    return took;
}

static void bench_desk(char *const argv[], double nano_ms, int runs)
{
    struct session session = {0};
    double times[64];
    char measured[96];

    for (int run = 0; run < runs; run++) {
        times[run] = desk_once(&session, argv);
    }
    free(session.output);
    snprintf(measured, sizeof(measured), "nano %.2f ms, zuoxi %.2f ms after the password's verdict", nano_ms,
             quantile(times, (size_t)runs, 0.5));
    report("P9 signed in to desk / nano's start", measured, quantile(times, (size_t)runs, 0.5) / nano_ms, 1.0,
           "x");
}

static void bench_start(char *binary, char *database, int runs)
{
    char *ours[] = {binary, "--database", database, "console", NULL};
    char *nano[] = {"nano", EMPTY_FILE, NULL};
    /* The accounts of a demonstration are the one thing on the screen that only the database knows. */
    struct start company[] = {{.argv = nano, .ready = "Exit"}, {.argv = ours, .ready = "F10"}};
    struct start demonstration[] = {{.argv = nano, .ready = "Exit"}, {.argv = ours, .ready = "都是 demo"}};
    char measured[96];

    start_in_turns(demonstration, 2, runs);
    set_demonstration(database, "0");
    start_in_turns(company, 2, runs);
    set_demonstration(database, "1");
    snprintf(measured, sizeof(measured), "nano %.2f ms, zuoxi %.2f ms", company[0].median, company[1].median);
    report("P9 start to sign-in / nano's start", measured, company[1].median / company[0].median, 1.0, "x");
    snprintf(measured, sizeof(measured), "nano %ld kB, zuoxi %ld kB, at rest, shared libraries included",
             company[0].kb, company[1].kb);
    report("P9 memory at sign-in / nano's", measured, (double)company[1].kb / (double)company[0].kb, 1.2,
           "x");
    printf("P9 (no limit) start to a demonstration's sign-in with its accounts / nano's start: %.2f x\n",
           demonstration[1].median / demonstration[0].median);
    bench_desk(ours, company[0].median, runs / 2);
}

enum { NANO, VIM, OURS, EDITORS };

/* In turns of a few keys, so that what else the machine does falls on all three. */
static void echo_in_turns(struct session *sessions[EDITORS], int keys, double median[EDITORS],
                          double p99[EDITORS])
{
    double *times[EDITORS];

    for (int i = 0; i < EDITORS; i++) {
        times[i] = calloc((size_t)keys, sizeof(double));
    }
    for (int from = 0; from < keys; from += KEYS_A_TURN) {
        for (int i = 0; i < EDITORS; i++) {
            for (int key = from; key < from + KEYS_A_TURN && key < keys; key++) {
                times[i][key] = echo_once(sessions[i], key % 2 == 0);
            }
        }
    }
    for (int i = 0; i < EDITORS; i++) {
        median[i] = quantile(times[i], (size_t)keys, 0.5);
        p99[i] = quantile(times[i], (size_t)keys, 0.99);
        free(times[i]);
    }
}

static void bench_echo(struct session *session, int keys)
{
    char *const nano[] = {"nano", EMPTY_FILE, NULL};
    char *const vim[] = {"vim", "-u", "NONE", "-i", "NONE", "-n", "-c", "startinsert", NULL};
    struct session peers[2] = {0}, *sessions[EDITORS] = {&peers[NANO], &peers[VIM], session};
    char measured[96];
    double median[EDITORS], p99[EDITORS];

    session_start(&peers[NANO], nano, 36, 120);
    session_wait(&peers[NANO], "Exit", 5000);
    session_start(&peers[VIM], vim, 36, 120);
    session_wait(&peers[VIM], "INSERT", 3000);
    session_type(session, "\033OQ"); /* F2: the call form */
    while (session_read(session, 300) > 0) {
    }
    echo_in_turns(sessions, keys, median, p99);
    for (int i = NANO; i <= VIM; i++) {
        session_stop(&peers[i]);
        free(peers[i].output);
    }
    snprintf(measured, sizeof(measured), "nano %.3f ms, zuoxi %.3f ms", median[NANO], median[OURS]);
    report("P10 key to paint, median / nano's", measured, median[OURS] / median[NANO], 1.2, "x");
    snprintf(measured, sizeof(measured), "nano %.2f ms, vim %.2f ms, zuoxi %.2f ms", p99[NANO], p99[VIM],
             p99[OURS]);
    report("P10 key to paint, p99 / vim's", measured, p99[OURS] / p99[VIM], 1.0, "x");
}

/* What an idle desk costs: CPU microseconds, bytes to the terminal, wakes; each a second. */
struct idle {
    double cpu_us, bytes, wakes;
};

static struct idle measure_idle(struct session *session, int seconds)
{
    double cpu_before, cpu_after, end;
    long switches_before, switches_after;
    size_t bytes = 0;

    while (session_read(session, 300) > 0) {
    }
    usage(session->pid, &cpu_before, &switches_before);
    end = now_ms() + seconds * 1000.0;
    while (now_ms() < end) {
        session_forget(session);
        bytes += session_read(session, 200);
    }
    usage(session->pid, &cpu_after, &switches_after);
    return (struct idle){.cpu_us = (cpu_after - cpu_before) / seconds,
                         .bytes = (double)bytes / seconds,
                         .wakes = (double)(switches_after - switches_before) / seconds};
}

/* Fifty countdowns and hardly an alarm; then as many in sight of thousands, of which some rise each second.
 */
static void bench_tick(struct session *few, struct session *many, int seconds)
{
    struct idle alone = measure_idle(few, seconds), among = measure_idle(many, seconds);
    char measured[96];

    snprintf(measured, sizeof(measured), "%d s of %d rows", seconds, COUNTDOWNS);
    report("P11 CPU of one tick", measured, alone.cpu_us, 220, "us");
    report("P11 bytes of one tick", measured, alone.bytes, 360, "B");
    snprintf(measured, sizeof(measured), "%.0f us, %.0f B a second, alarms included", among.cpu_us,
             among.bytes);
    report("P11 the same among 5,000 open / alone", measured, among.cpu_us / alone.cpu_us, 1.1, "x");
    report("P12 wakes a second", "", alone.wakes, 1.2, "/s");
}

/* Report a state of a call as a dialplan would: the program, from its start to its end. */
static void report_call(char *binary, char *database, char *phone, char *id, char *state)
{
    pid_t pid = fork();

    if (pid == 0) {
        char *const words[] = {binary, "--database", database,  "ring", phone,
                               "--id", id,           "--state", state,  NULL};
        int nowhere = open("/dev/null", O_WRONLY);

        dup2(nowhere, STDOUT_FILENO);
        execv(binary, words);
        _exit(127);
    }
    waitpid(pid, NULL, 0);
}

/* From the start of the command until the call stands on the desk, at all moments of the second. */
static void bench_ring(struct session *session, char *binary, char *database, int calls)
{
    double times[200];
    char measured[96], phone[20], id[20];
    int seen = 0;

    for (int i = 0; i < calls && i < 200; i++) {
        double begin;

        snprintf(phone, sizeof(phone), "1390000%04d", i);
        snprintf(id, sizeof(id), "bench-%d-%d", (int)getpid(), i);
        while (session_read(session, 37 * (i % 8) + 30) > 0) {
        }
        session_forget(session);
        begin = now_ms();
        report_call(binary, database, phone, id, "ringing");
        if (session_wait(session, phone + 7, 3000)) {
            times[seen++] = now_ms() - begin;
        }
        report_call(binary, database, phone, id, "ended");
    }
    if (seen < calls) {
        printf("      %d of %d calls never showed\n", calls - seen, calls);
    }
    snprintf(measured, sizeof(measured), "%d calls: median %.1f ms", seen,
             seen > 0 ? quantile(times, (size_t)seen, 0.5) : 0);
    report("P13 a ring on another desk, 95 in 100", measured,
           seen == calls ? quantile(times, (size_t)seen, 0.95) : 3000, 300, "ms");
}

int main(int argc, char **argv)
{
    struct session session = {0}, few = {0};
    char state[] = "/tmp/zuoxi-bench-XXXXXX"; /* drafts of its own: none to restore */
    bool is_quick = argc > 4;

    if (argc < 4) {
        fprintf(stderr, "usage: bench_screen BINARY DATABASE FEW [quick]\n");
        return 2;
    }
    if (mkdtemp(state) == NULL) {
        return 1;
    }
    setenv("XDG_STATE_HOME", state, 1);
    signal(SIGPIPE, SIG_IGN);
    bench_start(argv[1], argv[2], is_quick ? 15 : 41);

    char *const ours[] = {argv[1], "--database", argv[2], "console", NULL};
    session_start(&session, ours, COUNTDOWNS + 6, 200); /* bars, counts, titles */
    if (!sign_in(&session, "F2")) {
        printf("      no desk within five seconds\n");
        session_stop(&session);
        return 1;
    }
    char *const ours_few[] = {argv[1], "--database", argv[3], "console", NULL};
    session_start(&few, ours_few, COUNTDOWNS + 6, 200);
    if (!sign_in(&few, "F2")) {
        printf("      no desk within five seconds\n");
        return 1;
    }
    bench_tick(&few, &session, is_quick ? 10 : 30);
    session_stop(&few);
    free(few.output);
    bench_ring(&session, argv[1], argv[2], is_quick ? 20 : 100);
    bench_echo(&session, is_quick ? 300 : 2000);
    session_stop(&session);
    free(session.output);
    return 0;
}
