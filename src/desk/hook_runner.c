#include "zuoxi/desk/hook_runner.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "hook_levels.h"
#include "zuoxi/base/mem.h"
#include "zuoxi/base/str.h"
#include "zuoxi/base/text.h"
#include "zuoxi/base/width.h"

#define STAGGER_MS   600   /* desks see an event in the same second: each looks at its own moment of it */
#define PAUSE_MS     10000 /* after a failure that does not pass by itself */
#define LEAVE_MS     300   /* what closing waits for the write queue; else the lease has to end */
#define KEPT_SECONDS (7 * 86400) /* what was delivered or given up can be looked up for so long */

/* What is being written, or is to be; a program may run beside it. */
enum stage {
    STAGE_WATCH,  /* nothing */
    STAGE_BEGIN,  /* legs that are not followed yet */
    STAGE_LEVELS, /* legs that have reached a level */
    STAGE_TAKE,   /* a run this desk takes */
    STAGE_END     /* how a run went */
};

struct hook_runner {
    struct desk *desk;
    enum stage stage;
    struct task task;
    bool has_begun;             /* all legs are followed, or need not be */
    bool is_read;               /* the next two are what the database says */
    int64_t next_leg, next_run; /* UTC, 0: none */
    int64_t hold_ms;            /* boot clock: do nothing new before; 0: nothing is due */
    size_t turn;                /* the hook that is asked first: they take turns */
    struct hook hook;           /* of the run: a copy, the configuration may change meanwhile */
    struct hook_run run;
    struct str payload;
    struct program program;
    bool is_running;  /* the run is this desk's until it is written down how it went */
    bool has_ended;   /* its program has */
    int64_t limit_ms; /* boot clock: it is ended then */
    bool is_late;     /* and was */
    size_t ended, delivered;
    struct err err; /* the last failure; STATUS_OK once something went well again */
};

struct hook_runner *hook_runner_open(struct desk *desk)
{
    const struct settings *settings = desk->settings;
    if (settings->hook_count == 0) {
        return NULL;
    }
    struct hook_runner *runner = mem_new(1, sizeof(*runner));
    runner->desk = desk;
    runner->has_begun = !hooks_want_levels(settings->hooks, settings->hook_count);
    runner->program.end_fd = runner->program.error_fd = -1;
    hook_store_follow(desk->store, !runner->has_begun);
    return runner;
}

/* Watching */

static int64_t earlier(int64_t a, int64_t b)
{
    return a == 0 || (b != 0 && b < a) ? b : a;
}

static enum status read_next(struct hook_runner *runner, struct err *err)
{
    struct desk *desk = runner->desk;
    enum status status = STATUS_OK;
    runner->next_leg = runner->next_run = 0;
    if (hook_store_is_following(desk->store)) {
        status = hook_store_next_leg(desk->store, &runner->next_leg, err);
    }
    for (size_t i = 0; i < desk->settings->hook_count && status == STATUS_OK; i++) {
        int64_t next = 0;
        status = hook_store_next(desk->store, desk->settings->hooks[i].name, &next, err);
        runner->next_run = earlier(runner->next_run, next);
    }
    runner->is_read = status == STATUS_OK;
    return status;
}

static bool is_due(const struct hook_runner *runner, int64_t at)
{
    return at != 0 && at <= clock_now(runner->desk->clock);
}

/* Levels before runs: they become events. */
static enum stage next_stage(const struct hook_runner *runner)
{
    if (runner->has_ended) {
        return STAGE_END;
    }
    if (!runner->has_begun) {
        return STAGE_BEGIN;
    }
    if (is_due(runner, runner->next_leg)) {
        return STAGE_LEVELS;
    }
    return is_due(runner, runner->next_run) && !runner->is_running ? STAGE_TAKE : STAGE_WATCH;
}

/* Taking a run */

/* Its desk was killed, or could not write the end down, at every try it had. */
static void give_up(struct hook_run *run, int64_t now)
{
    run->state = HOOK_FAILED;
    run->next_at = 0;
    run->ended_at = now;
    text_copy(run->answer, sizeof(run->answer), _("运行它的坐席台中断了"));
}

/* The run that is due is this desk's for as long as its lease lasts; *id 0: another one was first. */
static enum status take_of(struct hook_runner *runner, const struct hook *hook, int64_t *id, struct err *err)
{
    struct desk *desk = runner->desk;
    int64_t now = clock_now(desk->clock);
    struct hook_run *run = &runner->run;
    enum status status = hook_store_due(desk->store, hook->name, now, id, err);
    if (status != STATUS_OK || *id == 0) {
        return status;
    }
    str_reset(&runner->payload);
    status = hook_store_load(desk->store, *id, run, &runner->payload, err);
    if (status != STATUS_OK) {
        return status;
    }
    if (run->state == HOOK_RUNNING && run->tries > hook->retries) {
        give_up(run, now);
        *id = 0;
        return hook_store_set(desk->store, run, err);
    }
    run->state = HOOK_RUNNING;
    run->next_at = now + hook_lease(hook);
    run->tries++;
    text_copy(run->runner, sizeof(run->runner), desk->actor.badge);
    runner->hook = *hook;
    return hook_store_set(desk->store, run, err);
}

static enum status take(struct desk *desk, void *argument, int64_t *id, struct err *err)
{
    struct hook_runner *runner = argument;
    const struct settings *settings = desk->settings;
    enum status status = hook_store_forget(desk->store, clock_now(desk->clock) - KEPT_SECONDS, err);
    *id = 0;
    for (size_t i = 0; i < settings->hook_count && status == STATUS_OK && *id == 0; i++) {
        status = take_of(runner, &settings->hooks[(runner->turn + i) % settings->hook_count], id, err);
    }
    return status;
}

/* Running it */

enum status hook_start(const struct hook *hook, const char *event, const char *payload, size_t length,
                       struct program *program, struct err *err)
{
    char *argv[HOOK_WORDS_MAX + 1] = {NULL};
    struct str variables[6] = {0};
    char *environment[sizeof(variables) / sizeof(variables[0]) + 1] = {NULL};
    const char *home = getenv("HOME"), *zone = getenv("TZ");
    const char *fault = program_fault(hook->command[0]);
    if (fault != NULL) {
        return err_set(err, STATUS_FAILED, "%s：%s", hook->command[0], fault);
    }
    for (size_t i = 0; i < hook->word_count; i++) {
        argv[i] = (char *)hook->command[i]; /* execve does not write there */
    }
    str_add(&variables[0], "PATH=/usr/local/bin:/usr/bin:/bin");
    str_add(&variables[1], "LANG=C.UTF-8");
    str_printf(&variables[2], "HOME=%s", home == NULL ? "/" : home);
    str_printf(&variables[3], "TZ=%s", zone == NULL ? "" : zone);
    str_printf(&variables[4], "ZUOXI_HOOK=%s", hook->name);
    str_printf(&variables[5], "ZUOXI_EVENT=%s", event);
    for (size_t i = 0; i < sizeof(variables) / sizeof(variables[0]); i++) {
        environment[i] = variables[i].bytes;
    }
    enum status status = program_start(program, argv, environment, payload, length, err);
    for (size_t i = 0; i < sizeof(variables) / sizeof(variables[0]); i++) {
        str_free(&variables[i]);
    }
    return status;
}

void hook_answer(const struct program *program, char out[HOOK_ANSWER_SIZE])
{
    const char *start = program->said, *end = program->said + program->said_length;
    while (start < end && strchr("\r\n\t ", *start) != NULL) {
        start++;
    }
    size_t length = 0;
    while (start + length < end && start[length] != '\n' && start[length] != '\r') {
        length++;
    }
    struct str safe = {0};
    safe_text(&safe, start, length, -1, false);
    text_copy(out, HOOK_ANSWER_SIZE, str_text(&safe));
    str_free(&safe);
}

/* How it went, into the run; what comes of that depends on the tries it has had. */
static void judge(struct hook_runner *runner)
{
    struct hook_run *run = &runner->run;
    int64_t now = clock_now(runner->desk->clock);
    bool is_good = run->exit_code == 0 && !runner->is_late;
    bool is_over = is_good || run->tries > runner->hook.retries;
    run->state = is_good ? HOOK_DELIVERED : is_over ? HOOK_FAILED : HOOK_WAITING;
    run->next_at = is_over ? 0 : now + hook_pause(run->tries);
    run->ended_at = is_over ? now : 0;
}

static void start_run(struct hook_runner *runner)
{
    struct err err = {0};
    runner->is_running = true;
    runner->has_ended = runner->is_late = false;
    runner->limit_ms = clock_boot_ms(runner->desk->clock) + (int64_t)runner->hook.timeout * 1000;
    if (hook_start(&runner->hook, runner->run.event, str_text(&runner->payload), runner->payload.length,
                   &runner->program, &err) != STATUS_OK) {
        runner->run.exit_code = -1;
        runner->has_ended = true;
        text_copy(runner->run.answer, sizeof(runner->run.answer), err.what);
        judge(runner);
    }
}

/* Somebody else may have it by now, when writing the end down had to wait for longer than the lease. */
static enum status end(struct desk *desk, void *argument, int64_t *id, struct err *err)
{
    struct hook_runner *runner = argument;
    struct hook_run now;
    *id = runner->run.id;
    enum status status = hook_store_load(desk->store, *id, &now, NULL, err);
    if (status != STATUS_OK || now.state != HOOK_RUNNING || now.tries != runner->run.tries) {
        return status == STATUS_NOT_FOUND ? STATUS_OK : status;
    }
    return hook_store_set(desk->store, &runner->run, err);
}

static void end_run(struct hook_runner *runner)
{
    struct hook_run *run = &runner->run;
    hook_answer(&runner->program, run->answer);
    if (runner->is_late) {
        char said[HOOK_ANSWER_SIZE];
        text_copy(said, sizeof(said), run->answer);
        text_format(run->answer, sizeof(run->answer), _("超过 %d 秒没有结束，已终止%s%s"),
                    runner->hook.timeout, said[0] != '\0' ? _("；它说：") : "", said);
    }
    run->exit_code = runner->program.exit_code;
    runner->has_ended = true;
    judge(runner);
}

static void step_run(struct hook_runner *runner)
{
    int64_t now_ms = clock_boot_ms(runner->desk->clock);
    if (program_step(&runner->program, now_ms)) {
        end_run(runner);
    } else if (now_ms >= runner->limit_ms) {
        runner->is_late = true;
        program_stop(&runner->program);
        end_run(runner);
    }
}

/* Writing */

static void start_task(struct hook_runner *runner, enum stage stage)
{
    static const task_work works[] = {[STAGE_BEGIN] = hook_levels_begin,
                                      [STAGE_LEVELS] = hook_levels_look,
                                      [STAGE_TAKE] = take,
                                      [STAGE_END] = end};
    runner->stage = stage;
    runner->turn++;
    task_start(&runner->task, works[stage], runner, NULL);
}

static void settle_task(struct hook_runner *runner)
{
    bool is_good = runner->task.err.status == STATUS_OK;
    enum stage stage = runner->stage;
    runner->stage = STAGE_WATCH;
    runner->is_read = false;
    runner->err = runner->task.err;
    runner->hold_ms = is_good ? 0 : clock_boot_ms(runner->desk->clock) + PAUSE_MS;
    if (stage == STAGE_END) { /* one that could not be written down is tried again when its lease is over */
        runner->is_running = runner->has_ended = false;
        runner->ended++;
        runner->delivered += runner->run.state == HOOK_DELIVERED;
    } else if (is_good && stage == STAGE_BEGIN) {
        runner->has_begun = runner->task.result == 0;
    } else if (is_good && stage == STAGE_TAKE && runner->task.result != 0) {
        start_run(runner);
    }
}

/* Mostly all legs are followed already, and nothing has to be written. */
static enum status read_all(struct hook_runner *runner)
{
    bool is_begun = runner->has_begun;
    struct err err = {0};
    enum status status = is_begun ? STATUS_OK : hook_store_is_begun(runner->desk->store, &is_begun, &err);
    runner->has_begun = is_begun;
    if (status == STATUS_OK) {
        status = read_next(runner, &err);
    }
    runner->err = err;
    runner->err.status = status;
    return status;
}

/* A moment of this desk's own within the second in which all see the same event. */
static int64_t stagger(bool is_alone)
{
    return is_alone ? 0 : (int64_t)((unsigned)getpid() * 7919u % STAGGER_MS);
}

static void watch(struct hook_runner *runner, bool has_changed, bool is_alone)
{
    int64_t now_ms = clock_boot_ms(runner->desk->clock);
    bool is_held = now_ms < runner->hold_ms;
    runner->is_read = runner->is_read && !has_changed;
    if (!runner->is_read && !is_held && read_all(runner) != STATUS_OK) {
        runner->hold_ms = now_ms + PAUSE_MS;
        return;
    }
    enum stage stage = runner->is_read || runner->has_ended ? next_stage(runner) : STAGE_WATCH;
    if (stage == STAGE_WATCH && !is_held) {
        runner->hold_ms = 0;
    } else if (stage != STAGE_WATCH && runner->hold_ms == 0) {
        runner->hold_ms = now_ms + (stage == STAGE_END ? 0 : stagger(is_alone));
    }
    if (stage != STAGE_WATCH && now_ms >= runner->hold_ms) {
        start_task(runner, stage);
    }
}

void hook_runner_step(struct hook_runner *runner, bool has_changed, bool is_alone)
{
    if (runner->is_running && !runner->has_ended) {
        step_run(runner);
    }
    if (runner->stage == STAGE_WATCH) {
        watch(runner, has_changed, is_alone);
    } else {
        runner->is_read = runner->is_read && !has_changed;
    }
    if (runner->stage != STAGE_WATCH) {
        task_step(runner->desk, &runner->task);
        if (runner->task.is_done) {
            settle_task(runner);
        }
    }
}

int64_t hook_runner_wake(const struct hook_runner *runner)
{
    int64_t wake = INT64_MAX;
    if (runner->stage != STAGE_WATCH) {
        wake = runner->task.retry_ms;
    } else if (!runner->is_read || next_stage(runner) != STAGE_WATCH) {
        wake = runner->hold_ms;
    }
    bool has_program = runner->is_running && !runner->has_ended;
    return has_program && runner->limit_ms < wake ? runner->limit_ms : wake;
}

size_t hook_runner_waits(const struct hook_runner *runner, int fds[2])
{
    return program_waits(&runner->program, fds);
}

bool hook_runner_is_idle(const struct hook_runner *runner)
{
    return runner->stage == STAGE_WATCH && !runner->is_running && runner->is_read &&
           next_stage(runner) == STAGE_WATCH;
}

const struct err *hook_runner_trouble(const struct hook_runner *runner, int64_t limit_ms)
{
    const struct task *task = &runner->task;
    if (runner->err.status != STATUS_OK) {
        return &runner->err;
    }
    bool is_waiting = runner->stage != STAGE_WATCH && task->err.status != STATUS_OK;
    return is_waiting && clock_boot_ms(runner->desk->clock) - task->started_ms >= limit_ms ? &task->err
                                                                                           : NULL;
}

void hook_runner_tally(const struct hook_runner *runner, size_t *ended, size_t *delivered)
{
    *ended = runner->ended;
    *delivered = runner->delivered;
}

/* A person leaves in the middle of a run: others need not wait for the lease to end. */
static enum status release(struct desk *desk, void *argument, int64_t *id, struct err *err)
{
    struct hook_runner *runner = argument;
    struct hook_run *run = &runner->run;
    run->state = HOOK_WAITING;
    run->next_at = clock_now(desk->clock);
    run->exit_code = -1;
    text_copy(run->answer, sizeof(run->answer), _("运行它的坐席台关闭了"));
    return end(desk, runner, id, err);
}

void hook_runner_close(struct hook_runner **runner)
{
    struct hook_runner *self = *runner;
    if (self == NULL) {
        return;
    }
    task_cancel(&self->task);
    program_stop(&self->program);
    if (self->is_running) {
        task_run(self->desk, self->has_ended ? end : release, self, NULL, LEAVE_MS, NULL, NULL);
    }
    str_free(&self->payload);
    free(self);
    *runner = NULL;
}
