#ifndef ZUOXI_STORE_HOOK_STORE_H
#define ZUOXI_STORE_HOOK_STORE_H

/* The outbox of notification hooks, and which levels of which legs they have been told. */

#include "zuoxi/domain/hook.h"
#include "zuoxi/domain/leg.h"
#include "zuoxi/store/request.h"

/* In the order in which people want to see them. */
enum hook_state { HOOK_FAILED, HOOK_RUNNING, HOOK_WAITING, HOOK_DELIVERED, HOOK_DROPPED, HOOK_STATES };

#define HOOK_ANSWER_SIZE 401

struct hook_run {
    int64_t id;
    char event_id[REQUEST_ID_SIZE], hook[FIELD_CODE_SIZE], event[HOOK_EVENT_SIZE];
    int64_t case_id;               /* 0: not about a case */
    char subject[4 * 40 + 1];      /* the case's number, a place, a title */
    int64_t at, next_at, ended_at; /* UTC; next_at, ended_at 0: none */
    enum hook_state state;
    int tries;
    char runner[21];
    int exit_code; /* −1: no try has ended */
    char answer[HOOK_ANSWER_SIZE];
};

/* A new row that waits; its id is given. Inside a transaction, like every function here that writes. */
enum status hook_store_add(struct store *store, struct hook_run *run, const char *payload, struct err *err);
/* The first run of a hook that may be started at `now`, or whose runner is lost by then; *id 0: none. */
enum status hook_store_due(struct store *store, const char *hook, int64_t now, int64_t *id, struct err *err);
/* When the next one may be; 0: none waits. */
enum status hook_store_next(struct store *store, const char *hook, int64_t *at, struct err *err);
/* payload may be NULL; appended. STATUS_NOT_FOUND. */
enum status hook_store_load(struct store *store, int64_t id, struct hook_run *run, struct str *payload,
                            struct err *err);
/* What may change: state, times, tries, runner and answer. One that was delivered or dropped loses its
 * payload. */
enum status hook_store_set(struct store *store, const struct hook_run *run, struct err *err);
/* Of one state, the newest first (those that wait or failed: the oldest first). */
enum status hook_store_list(struct store *store, enum hook_state state, size_t max, struct hook_run *runs,
                            size_t *count, struct err *err);
enum status hook_store_count(struct store *store, enum hook_state state, int64_t *count, struct err *err);
/* Forget a few of those that ended before. */
enum status hook_store_forget(struct store *store, int64_t before, struct err *err);

/*
 * From now on case_store_set_legs keeps hook_leg, so that a leg whose level changes is looked at then. Levels
 * from before the first call of hook_store_begin are taken as told.
 */
void hook_store_follow(struct store *store, bool is_wanted);
bool hook_store_is_following(const struct store *store);
/* Take up to `max` open legs that are not followed yet (from before, or saved by a desk without hooks);
 * *count tells how many there were. */
enum status hook_store_begin(struct store *store, size_t max, size_t *count, struct err *err);
/* Is there anything for it to do? A read; slow beside the others (all open legs). */
enum status hook_store_is_begun(struct store *store, bool *is_begun, struct err *err);

struct hook_leg {
    int64_t case_id;
    int sequence, level;
    int64_t next_at; /* 0: none */
};
/* Those to be looked at by `now`, the first first. */
enum status hook_store_legs_due(struct store *store, int64_t now, size_t max, struct hook_leg *legs,
                                size_t *count, struct err *err);
enum status hook_store_next_leg(struct store *store, int64_t *at, struct err *err);
enum status hook_store_set_leg(struct store *store, const struct hook_leg *leg, struct err *err);
/* The leg is over: forget it. */
enum status hook_store_drop_leg(struct store *store, int64_t case_id, int sequence, struct err *err);

#endif
