#ifndef ZUOXI_DESK_HOOK_RUNNER_H
#define ZUOXI_DESK_HOOK_RUNNER_H

/*
 * Runs the hooks' programs from a loop that must not wait: looks which legs have reached a level, takes one
 * event that is due under a lease (one desk gets it), runs its program, writes down how that went. Every desk
 * has one, so has `zuoxi hooks run`; who is killed leaves a lease that ends, and another one tries again.
 */

#include "zuoxi/base/program.h"
#include "zuoxi/desk/hook.h"
#include "zuoxi/desk/task.h"

struct hook_runner;

/* NULL when no hook is configured: nothing is read or written then. The desk is borrowed. */
struct hook_runner *hook_runner_open(struct desk *desk);
/* Kills a program that runs: its event waits again. */
void hook_runner_close(struct hook_runner **runner);
/*
 * One step; never waits longer than a slice of the write queue. has_changed: the database may have, since the
 * last step. is_alone: nobody else is expected to look, so nobody is waited for.
 */
void hook_runner_step(struct hook_runner *runner, bool has_changed, bool is_alone);
/* Boot-clock millisecond to step again at the latest (a tick a second is enough where it is later). */
int64_t hook_runner_wake(const struct hook_runner *runner);
/* Descriptors to wait on; returns how many. */
size_t hook_runner_waits(const struct hook_runner *runner, int fds[2]);
/* Nothing runs and nothing is due now; what waits for its next try does not count. */
bool hook_runner_is_idle(const struct hook_runner *runner);
/* What keeps it from going on, after a failure or when the write queue has kept it waiting for limit_ms;
 * NULL: nothing does. Borrowed. It goes on trying all the same. */
const struct err *hook_runner_trouble(const struct hook_runner *runner, int64_t limit_ms);
/* How many runs have ended since the opening, and how many of them well. */
void hook_runner_tally(const struct hook_runner *runner, size_t *ended, size_t *delivered);

/* Start a hook's program with an event, its environment as zuoxi.conf(5) says. */
enum status hook_start(const struct hook *hook, const char *event, const char *payload, size_t length,
                       struct program *program, struct err *err);
/* The first line it has said on standard error, safe to be shown. */
void hook_answer(const struct program *program, char out[HOOK_ANSWER_SIZE]);

#endif
