#ifndef ZUOXI_DOMAIN_HOOK_H
#define ZUOXI_DOMAIN_HOOK_H

/*
 * Notification hooks: which program of the house is told of which events (zuoxi.conf, `hook`). An event is a
 * move of the profile (dispatch, escalate …) or one of hook_events. Pure: the queue is desk/hook.h's.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "zuoxi/domain/field.h"

#define HOOK_EVENT_SIZE 24
#define HOOK_EVENTS_MAX 24 /* of one hook */
#define HOOK_CODES_MAX  20 /* types, units */
#define HOOK_WORDS_MAX  16 /* of a command */
#define HOOK_WORD_SIZE  201

/* What happens beside the profile's moves; more may be added, nothing else depends on how many there are. */
struct hook_event {
    const char *code, *label; /* N_ */
    bool is_level;            /* a leg's level: decided by the clock, not by a save */
};
extern const struct hook_event hook_events[]; /* ended by a NULL code */
/* NULL: none of them (a move, or unknown). */
const struct hook_event *hook_event_find(const char *code);

struct hook {
    char name[FIELD_CODE_SIZE];
    char events[HOOK_EVENTS_MAX][HOOK_EVENT_SIZE];
    char command[HOOK_WORDS_MAX][HOOK_WORD_SIZE]; /* argv; the first one is an absolute path */
    char types[HOOK_CODES_MAX][FIELD_CODE_SIZE], units[HOOK_CODES_MAX][FIELD_CODE_SIZE];
    size_t event_count, word_count, type_count, unit_count;
    int timeout;      /* seconds a run may take */
    int retries;      /* runs after one that failed */
    bool is_personal; /* may be given names, phones, addresses and words of customers */
    int line, events_line, command_line, types_line, units_line; /* of the file, for findings */
};

bool hook_wants(const struct hook *hook, const char *event);
/* Whether it wants those of a case of this type and of one of these units: lines, '' none among them. */
bool hook_wants_case(const struct hook *hook, const char *type, const char *units);
/* Does any of them want a level? Then legs are followed. */
bool hooks_want_levels(const struct hook *hooks, size_t count);

/* Seconds to wait before the next run when `tries` runs have failed: 10 s, 30 s, 90 s … at most an hour. */
int64_t hook_pause(int tries);
/* Seconds after which a run whose desk has not told of its end is taken to be lost: its time limit and some
 * time to write the end down. */
int64_t hook_lease(const struct hook *hook);

#endif
