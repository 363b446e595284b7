/*
 * What must hold whatever the line to the terminal does (S8, S11): it goes away, a megabyte comes at once,
 * the window changes its size thousands of times.
 */

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#include "fault/figure.h"
#include "screen/seat.h"
#include "suite.h"

#define PASTE  (1 << 20)
#define SLACK  4    /* times the goal that a busy machine gets under make test */
#define GROWTH 8192 /* KiB */

static int64_t now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static long resident_kib(const struct terminal *terminal)
{
    char path[64], line[256];
    long kib = 0;
    snprintf(path, sizeof(path), "/proc/%d/status", terminal_pid(terminal));
    FILE *file = fopen(path, "r");
    while (file != NULL && fgets(line, sizeof(line), file) != NULL) {
        if (strncmp(line, "VmRSS:", 6) == 0) {
            kib = strtol(line + 6, NULL, 10);
        }
    }
    if (file != NULL) {
        fclose(file);
    }
    return kib;
}

/* Milliseconds of processor the running program has used, and its helpers that have ended. */
static double used_ms(const struct terminal *terminal)
{
    char path[64], line[1024] = "";
    unsigned long own = 0, system = 0, helpers = 0, helpers_system = 0;
    snprintf(path, sizeof(path), "/proc/%d/stat", terminal_pid(terminal));
    FILE *file = fopen(path, "r");
    ck_assert_ptr_nonnull(file);
    ck_assert_ptr_nonnull(fgets(line, sizeof(line), file));
    fclose(file);
    const char *rest = strrchr(line, ')'); /* the name may hold anything */
    ck_assert_int_eq(sscanf(rest, ") %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu %lu %lu", &own,
                            &system, &helpers, &helpers_system),
                     4);
    return (double)(own + system + helpers + helpers_system) * 1e3 / (double)sysconf(_SC_CLK_TCK);
}

/* The same of all programs that have ended and been waited for. */
static double ended_ms(void)
{
    struct rusage usage;
    getrusage(RUSAGE_CHILDREN, &usage);
    return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1e3 +
           (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e3;
}

/* Typing, the line drops at once. Helpers that ended meanwhile count against the program, too. */
static void hang_up(struct seat *seat, int round, double *worst_ms, double *worst_cpu)
{
    char text[64];
    int y, x;
    struct terminal *terminal = seat_open(seat);
    seat_open_form(terminal, &y, &x);
    snprintf(text, sizeof(text), "第%d次断线", round);
    terminal_keys(terminal, text);
    terminal_expect(terminal, text);
    double before = ended_ms(), used = used_ms(terminal);
    int64_t start = now_ms();
    terminal_hang_up(terminal);
    ck_assert_int_ne(terminal_exit_code(terminal, TERMINAL_WAIT), -1);
    double took = (double)(now_ms() - start), cpu = ended_ms() - before - used;
    *worst_ms = took > *worst_ms ? took : *worst_ms;
    *worst_cpu = cpu > *worst_cpu ? cpu : *worst_cpu;
    seat_expect_draft_text(seat, terminal, text, TERMINAL_WAIT);
    terminal_free(&terminal);
    terminal = seat_open(seat); /* restored, and thrown away */
    terminal_expect(terminal, text);
    terminal_keys(terminal, "<F8>");
    terminal_expect(terminal, "Enter 是");
    terminal_keys(terminal, "<Enter>");
    seat_expect_drafts(seat, terminal, 0, TERMINAL_WAIT);
    seat_quit(&terminal);
}

START_TEST(a_line_that_drops__ends_the_program_with_the_last_word_in_its_draft)
{
    struct seat seat;
    int rounds = figure_cases(2, 50);
    double worst_ms = 0, worst_cpu = 0;
    seat_make(&seat);
    for (int round = 0; round < rounds; round++) {
        hang_up(&seat, round, &worst_ms, &worst_cpu);
    }
    figure_reached("S8", worst_ms <= 1000 && worst_cpu <= 100,
                   "%d lost lines: out within %.0f ms, %.0f ms of processor, every draft there", rounds,
                   worst_ms, worst_cpu);
    ck_assert_double_le(worst_ms, 1000 * SLACK);
    ck_assert_double_le(worst_cpu, 100 * SLACK);
    seat_remove(&seat);
}
END_TEST

START_TEST(a_megabyte_pasted_at_once__is_cut_to_the_field_and_taken_in_two_seconds)
{
    struct seat seat;
    int y, x;
    char *text = malloc(PASTE + 1);
    seat_make(&seat);
    struct terminal *terminal = seat_open(&seat);
    seat_open_form(terminal, &y, &x);
    for (int i = 0; i < PASTE; i++) {
        text[i] = (char)('a' + i % 26);
    }
    text[PASTE] = '\0';
    long before = resident_kib(terminal);
    int64_t start = now_ms();
    terminal_paste(terminal, text);
    terminal_expect(terminal, "太长");
    int64_t took = now_ms() - start;
    long grown = resident_kib(terminal) - before;
    figure_reached("S11", took <= 2000 && grown <= GROWTH, "1 MiB pasted in %lld ms, memory +%ld KiB",
                   (long long)took, grown);
    ck_assert_int_le(took, 2000 * SLACK);
    free(text);
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

START_TEST(thousands_of_resizes_down_to_nothing__leave_every_word_and_no_memory_behind)
{
    struct seat seat;
    unsigned random = 12345;
    int y, x, resizes = figure_cases(400, 3000);
    seat_make(&seat);
    struct terminal *terminal = seat_open(&seat);
    seat_open_form(terminal, &y, &x);
    terminal_keys(terminal, "还在");
    terminal_expect(terminal, "还在");
    long before = resident_kib(terminal);
    int64_t start = now_ms();
    for (int i = 0; i < resizes; i++) {
        random = random * 1103515245u + 12345u;
        terminal_resize_blind(terminal, (int)(random >> 16) % 70, (int)(random >> 8) % 250);
    }
    terminal_resize(terminal, 24, 80);
    terminal_expect(terminal, "还在");
    terminal_expect(terminal, "F10退出");
    int64_t took = now_ms() - start;
    long grown = resident_kib(terminal) - before;
    figure_reached("S11", took <= 2000 && grown <= GROWTH,
                   "%d resizes down to 0x0 in %lld ms, memory +%ld KiB", resizes, (long long)took, grown);
    ck_assert_int_le(took, 2000 * SLACK);
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

SUITE_MAIN("screen/line", a_line_that_drops__ends_the_program_with_the_last_word_in_its_draft,
           a_megabyte_pasted_at_once__is_cut_to_the_field_and_taken_in_two_seconds,
           thousands_of_resizes_down_to_nothing__leave_every_word_and_no_memory_behind)
