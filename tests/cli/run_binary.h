#ifndef ZUOXI_TESTS_CLI_RUN_BINARY_H
#define ZUOXI_TESTS_CLI_RUN_BINARY_H

/* Runs the real program ($ZUOXI_BINARY, else build/zuoxi) in a directory of its own, without a terminal. */

#include <stdbool.h>

struct run {
    int code;        /* 128 + signal when it was killed */
    char *out, *err; /* owned: run_clear */
};

/* A fresh directory that holds XDG state, passwords and databases; removed by run_leave. */
void run_enter(void);
void run_leave(void);
/* "<directory>/name", good until the fourth call after it. */
const char *run_path(const char *name);
void run_write(const char *name, const char *text);
/* What a file there holds; owned by the caller. */
char *run_read(const char *name);
/* The program with these arguments, NULL at the end; as_nobody drops root first. */
struct run run_binary(const char *first, ...);
struct run run_as_nobody(const char *const *arguments);
void run_clear(struct run *run);
/* Run and compare the exit code; `says` (may be NULL) must stand in what it printed on either stream. */
void run_expect(int code, const char *says, const char *first, ...);

#endif
