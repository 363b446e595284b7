#ifndef ZUOXI_BASE_CHILD_H
#define ZUOXI_BASE_CHILD_H

/* A helper process: our own binary's subcommand, fed on standard input, its output read from a pipe in the
 * poll set. Nothing waits for it; cancelling is killing. */

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "zuoxi/base/err.h"
#include "zuoxi/base/str.h"

struct child {
    pid_t pid; /* 0: none is running */
    int fd;    /* its standard output, non-blocking; −1: closed */
    struct str output;
    int exit_code; /* valid once child_step returned true; 128 + signal when killed */
};

/* Start /proc/self/exe with argv (argv[0] included, NULL at the end); input (length bytes, ≤ 4096) is its
 * stdin. */
enum status child_start(struct child *child, char *const argv[], const char *input, size_t length,
                        struct err *err);
/*
 * The same for a helper that stays and is told one thing after another: *input is the write end of its stdin
 * (non-blocking; closing it is the helper's sign to end), the caller's to close.
 */
enum status child_serve(struct child *child, char *const argv[], int *input, struct err *err);
/* Read what is there without blocking; true when it has ended and was reaped. */
bool child_step(struct child *child);
/* Kill and reap if running; wipes and frees the output. */
void child_stop(struct child *child);
/*
 * The same for one that may hang in the system, on a disk that does not answer: waits a tenth of a second at
 * most, and leaves it to end when it can.
 */
void child_leave(struct child *child);
/* Wait for the end (command line only; the console uses child_step). */
void child_wait(struct child *child);

#endif
