#ifndef ZUOXI_TESTS_HOOK_FIXTURE_H
#define ZUOXI_TESTS_HOOK_FIXTURE_H

/* Hooks on a desk fixture, whose programs are shell scripts. */

#include "desk/desk_fixture.h"
#include "zuoxi/desk/hook_runner.h"

/* A hook with these events, separated by blanks, whose program is `sh -c script`; a time limit of 10 s, two
 * retries. */
struct hook *hook_fixture_add(struct desk_fixture *fixture, const char *name, const char *events,
                              const char *script);
/* Another desk of the same house on the same database; closed with desk_close. */
void hook_fixture_desk(struct desk_fixture *fixture, struct desk *desk);
/* Step until it has nothing to do, while the clock stands still. */
void hook_fixture_settle(struct hook_runner *runner);
/* "dispatch close " of all events in their order. */
void hook_fixture_events(struct desk_fixture *fixture, char out[400]);
/* One column of one run as a number. */
int64_t hook_fixture_value(struct desk_fixture *fixture, int64_t id, const char *column);

#endif
