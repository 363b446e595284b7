#ifndef ZUOXI_DESK_TASK_H
#define ZUOXI_DESK_TASK_H

/*
 * A save in steps: the console never waits for the write queue, it calls task_step once a loop turn (at most
 * one 50 ms slice each) and goes on handling keys between them. The command line uses task_run.
 */

#include "zuoxi/desk/desk.h"
#include "zuoxi/store/request.h"

/* The work: runs inside the transaction; may be called again after STATUS_RETRY; must not keep state from a
 * try. */
typedef enum status (*task_work)(struct desk *desk, void *argument, int64_t *result, struct err *err);

struct task {
    task_work work;
    void *argument;
    char request[REQUEST_ID_SIZE]; /* '' = no request id: the work is harmless to repeat */
    int64_t started_ms;            /* boot clock; 0 = not started */
    int64_t retry_ms;              /* do not step before (boot clock) after a failure that may pass */
    int tries;
    bool is_running, is_done;
    int64_t result; /* record id, when done with STATUS_OK */
    struct err err; /* last error; while running: why it is waiting */
};

void task_start(struct task *task, task_work work, void *argument, const char *request);
/*
 * One step. Done when is_done is true: err.status tells how. BUSY, FULL, READONLY, IO, LOST are not final:
 * the task stays running, err says why, and it tries again by itself (0.05 s, then 1 s apart) until
 * task_cancel.
 */
void task_step(struct desk *desk, struct task *task);
void task_cancel(struct task *task);
/* Step until done or limit_ms have passed (then STATUS_BUSY or the last error). */
enum status task_run(struct desk *desk, task_work work, void *argument, const char *request, int64_t limit_ms,
                     int64_t *result, struct err *err);

#endif
