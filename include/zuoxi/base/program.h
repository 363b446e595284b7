#ifndef ZUOXI_BASE_PROGRAM_H
#define ZUOXI_BASE_PROGRAM_H

/*
 * A foreign program run beside the loop: no shell, no terminal, a group of its own, only standard input,
 * output and error open. Its input lies whole in a file of memory, so one that never reads holds nobody up;
 * of what it says on standard error the beginning is kept, and one that floods is read slowly. (base/child.h
 * is for our own.)
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "zuoxi/base/err.h"

#define PROGRAM_SAID_SIZE 1024

struct program {
    pid_t pid;                    /* 0: none is running; its group's number too */
    int end_fd, error_fd;         /* readable when it has ended, and when it says something; −1: none */
    char said[PROGRAM_SAID_SIZE]; /* the beginning of its standard error, any bytes */
    size_t said_length;
    size_t heard;        /* bytes read of it in all */
    int64_t heard_at_ms; /* boot clock: when one that floods was last read */
    int exit_code; /* after program_step gave true; 128 + signal when killed, 127 when it did not start */
};

/* Why the program at this absolute path cannot or must not be run (missing, not executable, writable by
 * anybody), translated; NULL: it can. */
const char *program_fault(const char *path);
/* Start argv[0] (an absolute path) with this environment and input (any length); both lists end with NULL. */
enum status program_start(struct program *program, char *const argv[], char *const environment[],
                          const char *input, size_t length, struct err *err);
/* Never waits. True once it has ended; what is left of its group is killed with it. now_ms: boot clock. */
bool program_step(struct program *program, int64_t now_ms);
/* Descriptors worth waiting on now; returns how many. None of them: look again within a second. */
size_t program_waits(const struct program *program, int fds[2]);
/* Kill it with its group and reap it, if it runs. */
void program_stop(struct program *program);

#endif
