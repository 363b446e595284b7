#include "zuoxi/desk/task.h"

#include <time.h>

#include "zuoxi/base/str.h"
#include "zuoxi/desk/acting.h"
#include "zuoxi/desk/seat.h"

/* The first pause after a failure that may pass, and all further ones, in milliseconds. */
#define PAUSE_FIRST_MS 50
#define PAUSE_MS       1000
/* Conflicts that ask for the whole transaction again are settled after this many tries, or never. */
#define TRIES_MAX 20

void task_start(struct task *task, task_work work, void *argument, const char *request)
{
    *task = (struct task){.work = work, .argument = argument, .is_running = true};
    text_copy(task->request, sizeof(task->request), request == NULL ? "" : request);
}

void task_cancel(struct task *task)
{
    task->is_running = false;
}

static void finish(struct task *task, enum status status)
{
    task->is_running = false;
    task->is_done = true;
    task->err.status = status;
}

/* Will the same try succeed later without anybody changing what was typed? */
static bool may_pass(enum status status, int tries)
{
    if (status == STATUS_RETRY || status == STATUS_UNCLEAR) {
        return tries < TRIES_MAX;
    }
    return status == STATUS_BUSY || status == STATUS_FULL || status == STATUS_READONLY ||
           status == STATUS_IO || status == STATUS_LOST;
}

/* One try of the work inside the transaction that is open; ends with commit or rollback. */
static enum status attempt(struct desk *desk, struct task *task)
{
    struct err *err = &task->err;
    int64_t result = 0;
    bool is_done = false;
    enum status status = seat_check(desk, err);
    if (status == STATUS_OK) {
        status = acting_refresh(desk, err);
    }
    if (status == STATUS_OK && task->request[0] != '\0') {
        status = request_find(desk->store, task->request, &is_done, &result, err);
    }
    if (status == STATUS_OK && is_done) {
        /* An earlier COMMIT went through although its answer got lost. */
        store_rollback(desk->store);
        task->result = result;
        return STATUS_OK;
    }
    if (status == STATUS_OK) {
        status = task->work(desk, task->argument, &result, err);
    }
    if (status == STATUS_OK && task->request[0] != '\0') {
        status = request_done(desk->store, task->request, result, err);
    }
    if (status == STATUS_OK) {
        status = store_commit(desk->store, err);
    }
    if (status == STATUS_OK) {
        task->result = result;
    } else if (store_in_transaction(desk->store)) {
        store_rollback(desk->store);
    }
    return status;
}

static void pause_task(struct task *task, int64_t now_ms)
{
    task->retry_ms = now_ms + (task->tries <= 1 ? PAUSE_FIRST_MS : PAUSE_MS);
}

void task_step(struct desk *desk, struct task *task)
{
    if (!task->is_running) {
        return;
    }
    int64_t now_ms = clock_boot_ms(desk->clock);
    if (task->started_ms == 0) {
        task->started_ms = now_ms == 0 ? 1 : now_ms;
    }
    if (now_ms < task->retry_ms) {
        return;
    }
    struct err err = {0};
    enum status status = store_begin(desk->store, now_ms - task->started_ms, &err);
    if (status == STATUS_BUSY) {
        /* The slice of waiting was spent inside store_begin: be back in the queue at the next step. */
        task->err = err;
        task->err.status = status;
        return;
    }
    task->tries++;
    if (status == STATUS_OK) {
        status = attempt(desk, task);
    } else {
        task->err = err;
    }
    if (status == STATUS_FULL) {
        desk_spend_room(desk); /* for the next try */
    }
    if (status == STATUS_OK) {
        task->err = (struct err){0};
        finish(task, STATUS_OK);
    } else if (may_pass(status, task->tries)) {
        task->err.status = status;
        pause_task(task, now_ms);
    } else {
        finish(task, status);
    }
}

/*
 * Sleep without a clock of the machine: the store's own slices do the waiting, this only spaces the pauses.
 */
static void wait_ms(int64_t milliseconds)
{
    struct timespec span = {.tv_sec = milliseconds / 1000, .tv_nsec = (milliseconds % 1000) * 1000000};
    nanosleep(&span, NULL);
}

enum status task_run(struct desk *desk, task_work work, void *argument, const char *request, int64_t limit_ms,
                     int64_t *result, struct err *err)
{
    struct task task;
    task_start(&task, work, argument, request);
    int64_t begun = clock_boot_ms(desk->clock);
    for (;;) {
        task_step(desk, &task);
        if (task.is_done) {
            break;
        }
        int64_t now_ms = clock_boot_ms(desk->clock);
        if (now_ms - begun >= limit_ms) {
            task_cancel(&task);
            break;
        }
        if (task.retry_ms > now_ms) {
            wait_ms(task.retry_ms - now_ms < 50 ? task.retry_ms - now_ms : 50);
        }
    }
    if (result != NULL) {
        *result = task.result;
    }
    if (task.err.status != STATUS_OK && err != NULL) {
        *err = task.err;
    }
    return task.err.status;
}
