#ifndef ZUOXI_DESK_HOOK_H
#define ZUOXI_DESK_HOOK_H

/*
 * Notification hooks: what happens is written, in the transaction in which it happens, as one row for every
 * hook of zuoxi.conf that wants it; a desk's hook_runner.h or `zuoxi hooks run` then runs the hook's program
 * with the event as JSON. At least once: every try of an event carries the same id. Without hooks these
 * functions do nothing.
 */

#include "zuoxi/desk/cluster.h"
#include "zuoxi/desk/desk.h"
#include "zuoxi/domain/leg.h"
#include "zuoxi/domain/notice.h"
#include "zuoxi/domain/ring.h"
#include "zuoxi/store/hook_store.h"

struct case_record;
struct move_rule;

/* A case as it is after a save, with all its legs. */
struct hook_case {
    const struct case_record *record;
    const struct leg *legs;
    size_t count;
    const char *unit_before; /* the unit it was with until now, '' none */
    const char *note;        /* what was said, '' none: given to hooks that may have personal data */
    const char *copies;      /* other units that get it, a line each; NULL none */
};

/* Each inside the transaction of what it tells of. */
enum status hook_accepted(struct desk *desk, const struct hook_case *what, struct err *err);
enum status hook_moved(struct desk *desk, const struct move_rule *move, const struct hook_case *what,
                       struct err *err);
/* Something else has happened to a case: "ask", "refuse", "undo" of hook_events. */
enum status hook_happened(struct desk *desk, const char *event, const struct hook_case *what,
                          struct err *err);
/* A leg has reached a level (LEVEL_WARNING …). */
enum status hook_level(struct desk *desk, const struct hook_case *what, const struct leg *leg, int level,
                       struct err *err);
enum status hook_missed(struct desk *desk, const struct ring *ring, struct err *err);
enum status hook_cluster(struct desk *desk, const struct cluster *cluster, struct err *err);
enum status hook_notice(struct desk *desk, const struct notice *notice, bool is_end, struct err *err);
/* A made-up event for `zuoxi hooks test`, as JSON; appended. */
void hook_example(const struct desk *desk, const struct hook *hook, struct str *out);

/* The queue, for leads and admins: those that failed, run and wait; with_ended: the newest that ended, too.
 */
enum status hook_list(struct desk *desk, bool with_ended, size_t max, struct hook_run *runs, size_t *count,
                      struct err *err);
/* payload: the event, a member a line; '' once it was delivered or given up. Appended. */
enum status hook_load(struct desk *desk, int64_t id, struct hook_run *run, struct str *payload,
                      struct err *err);
/* How many have failed for good. 0 for those who may not see them. */
enum status hook_failed(struct desk *desk, int64_t *count, struct err *err);
/* Work for a task: try one again now, its tries counted anew; give one up, with the reason. */
struct hook_request {
    int64_t id;
    char reason[HOOK_ANSWER_SIZE]; /* hook_drop */
    char request[REQUEST_ID_SIZE];
};
enum status hook_retry(struct desk *desk, void *request, int64_t *id, struct err *err);
enum status hook_retry_all(struct desk *desk, void *request, int64_t *count,
                           struct err *err); /* failed ones */
enum status hook_drop(struct desk *desk, void *request, int64_t *id, struct err *err);

/* 失败 运行中 等待 … translated; "failed" … for JSON. */
const char *hook_state_label(enum hook_state state);
const char *hook_state_code(enum hook_state state);
/* What an event is called here: a level, a move of the profile. */
const char *hook_event_label(const struct desk *desk, const char *event);
/* The hook of this name in the configuration; NULL: none any more. */
const struct hook *hook_find(const struct desk *desk, const char *name);

#endif
