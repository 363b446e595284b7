#include "zuoxi/console/hook_keeper.h"

#include <stdlib.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/desk/hook_runner.h"

struct hook_keeper {
    struct console *console;
    struct hook_runner *runner;
    unsigned long seen;
    int64_t failed;
    int watched[2];
    size_t watched_count;
};

static void stop_watching(struct hook_keeper *keeper)
{
    for (size_t i = 0; i < keeper->watched_count; i++) {
        ui_unwatch(keeper->console->ui, keeper->watched[i]);
    }
    keeper->watched_count = 0;
}

/* The descriptors of the program that runs now. */
static void watch(struct hook_keeper *keeper)
{
    int fds[2] = {-1, -1};
    size_t count = hook_runner_waits(keeper->runner, fds);
    bool is_same = count == keeper->watched_count;
    for (size_t i = 0; i < count && is_same; i++) {
        is_same = fds[i] == keeper->watched[i];
    }
    if (is_same) {
        return;
    }
    stop_watching(keeper);
    for (size_t i = 0; i < count; i++) {
        keeper->watched[i] = fds[i];
        ui_watch(keeper->console->ui, fds[i]);
    }
    keeper->watched_count = count;
}

static bool count_failed(struct hook_keeper *keeper)
{
    int64_t before = keeper->failed;
    struct err err;
    hook_failed(&keeper->console->desk, &keeper->failed, &err);
    return keeper->failed != before;
}

bool hook_keeper_step(struct hook_keeper *keeper)
{
    if (keeper == NULL || ui_is_ending(keeper->console->ui)) {
        return false;
    }
    struct console *console = keeper->console;
    size_t ended, delivered, before;
    bool has_changed = console_changed(console, &keeper->seen);
    hook_runner_tally(keeper->runner, &before, &delivered);
    hook_runner_step(keeper->runner, has_changed, false);
    hook_runner_tally(keeper->runner, &ended, &delivered);
    watch(keeper);
    int64_t wake = hook_runner_wake(keeper->runner);
    if (wake != INT64_MAX) {
        ui_wake_at(console->ui, wake);
    }
    if (ended != before) {
        console_touch(console); /* for a page that shows the queue */
    }
    return has_changed && count_failed(keeper);
}

struct hook_keeper *hook_keeper_open(struct console *console)
{
    struct hook_runner *runner = hook_runner_open(&console->desk);
    if (runner == NULL) {
        return NULL;
    }
    struct hook_keeper *keeper = mem_new(1, sizeof(*keeper));
    keeper->console = console;
    keeper->runner = runner;
    console_changed(console, &keeper->seen);
    count_failed(keeper);
    return keeper;
}

void hook_keeper_close(struct hook_keeper **keeper)
{
    if (*keeper == NULL) {
        return;
    }
    stop_watching(*keeper);
    hook_runner_close(&(*keeper)->runner);
    free(*keeper);
    *keeper = NULL;
}

int64_t hook_keeper_failed(const struct hook_keeper *keeper)
{
    return keeper == NULL ? 0 : keeper->failed;
}
