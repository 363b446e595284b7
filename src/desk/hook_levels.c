#include "hook_levels.h"

#include <stdlib.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/str.h"
#include "zuoxi/desk/hook.h"
#include "zuoxi/domain/case_record.h"
#include "zuoxi/domain/deadline.h"
#include "zuoxi/store/case_store.h"
#include "zuoxi/store/record.h"

#define LEGS_AT_ONCE  20
#define TAKEN_AT_ONCE 200
#define OLD_SECONDS   (3 * 86400) /* nobody wants a message today of what was due so long ago */

enum status hook_levels_begin(struct desk *desk, void *unused, int64_t *result, struct err *err)
{
    size_t count = 0;
    (void)unused;
    enum status status = hook_store_begin(desk->store, TAKEN_AT_ONCE, &count, err);
    *result = count == TAKEN_AT_ONCE;
    return status;
}

static int64_t time_of(const struct level_times *times, int level)
{
    const int64_t all[] = {INT64_MIN, times->warning, times->critical, times->overdue};
    return level <= LEVEL_OVERDUE ? all[level] : 0;
}

/* What the leg has come to, told if that is news; the followed row says what was told and what comes next. */
static enum status look_at(struct desk *desk, const struct hook_case *what, const struct leg *leg,
                           struct hook_leg *followed, struct err *err)
{
    const struct level_times times = {leg->warning, leg->critical, leg->due + 1};
    int64_t now = clock_now(desk->clock);
    int level = (int)deadline_level(now, &times), told = followed->level;
    followed->level = level;
    followed->next_at = leg->suspended_at != 0 ? 0 : time_of(&times, level + 1);
    if (leg->suspended_at != 0) {
        followed->level = told;
        return hook_store_set_leg(desk->store, followed, err);
    }
    enum status status = STATUS_OK;
    if (level > told && now - time_of(&times, level) < OLD_SECONDS) {
        status = hook_level(desk, what, leg, level, err);
    }
    return status == STATUS_OK ? hook_store_set_leg(desk->store, followed, err) : status;
}

/* The truth is the case's; what is followed only says when to look at it. */
static enum status look_at_followed(struct desk *desk, struct hook_leg *followed, struct err *err)
{
    struct case_record *record = mem_new(1, sizeof(*record));
    struct leg *legs = mem_new(LEGS_MAX, sizeof(*legs));
    const struct leg *leg = NULL;
    size_t count = 0;
    enum status status = record_load(desk->store, &case_record_fields, followed->case_id, record, err);
    if (status == STATUS_OK) {
        status = case_store_legs(desk->store, followed->case_id, legs, &count, err);
    }
    for (size_t i = 0; i < count && status == STATUS_OK; i++) {
        if (legs[i].sequence == followed->sequence && leg_is_open(&legs[i]) && !record->closed_at.given) {
            leg = &legs[i];
        }
    }
    if (status == STATUS_OK && leg != NULL) {
        const struct hook_case what = {
            .record = record, .legs = legs, .count = count, .unit_before = "", .note = ""};
        status = look_at(desk, &what, leg, followed, err);
    } else if (status == STATUS_OK || status == STATUS_NOT_FOUND) {
        status = hook_store_drop_leg(desk->store, followed->case_id, followed->sequence, err);
    }
    free(legs);
    free(record);
    return status;
}

enum status hook_levels_look(struct desk *desk, void *unused, int64_t *result, struct err *err)
{
    struct hook_leg legs[LEGS_AT_ONCE];
    size_t count = 0;
    (void)unused;
    enum status status =
        hook_store_legs_due(desk->store, clock_now(desk->clock), LEGS_AT_ONCE, legs, &count, err);
    for (size_t i = 0; i < count && status == STATUS_OK; i++) {
        status = look_at_followed(desk, &legs[i], err);
    }
    *result = count == LEGS_AT_ONCE;
    return status;
}
