#include "backoff.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "zuoxi/base/str.h"

/* Failures in a row that cost nothing, the first wait and the longest one (seconds). */
#define FREE_FAILURES 3
#define WAIT_FIRST    2
#define WAIT_MAX      300

/*
 * Failures of unknown badges are counted too, else the back-off would tell which badges exist. Few shared
 * slots keep somebody who tries many names from filling the database.
 */
static void decoy_key(const char *badge, char out[24])
{
    uint32_t hash = 2166136261u;
    for (const char *byte = badge; *byte != '\0'; byte++) {
        hash = (hash ^ (unsigned char)*byte) * 16777619u;
    }
    snprintf(out, 24, "signin/%02x", (unsigned)(hash & 0xff));
}

enum status backoff_load(struct desk *desk, const char *badge, struct person *person, bool *is_known,
                         struct err *err)
{
    enum status status = people_store_find(desk->store, badge, person, err);
    *is_known = status == STATUS_OK && person->is_active;
    if (status != STATUS_NOT_FOUND) {
        return status;
    }
    char key[24], value[64];
    *person = (struct person){0};
    text_copy(person->badge, sizeof(person->badge), badge);
    decoy_key(badge, key);
    status = store_meta(desk->store, key, value, sizeof(value), err);
    char *rest = value;
    person->failures = (int)strtol(rest, &rest, 10);
    person->retry_at = strtoll(rest, &rest, 10);
    return status;
}

static enum status save_failures(struct desk *desk, const struct person *person, int failures,
                                 int64_t retry_at, struct err *err)
{
    if (person->id != 0) {
        return people_store_set_failures(desk->store, person->badge, failures, retry_at, err);
    }
    char key[24], value[64];
    decoy_key(person->badge, key);
    snprintf(value, sizeof(value), "%d %" PRId64, failures, retry_at);
    return store_set_meta(desk->store, key, value, err);
}

/* A time further off than any wait is a stepped clock: it must not lock anybody out. */
int64_t backoff_wait(const struct person *person, int64_t now)
{
    int64_t wait = person->retry_at - now;
    return wait > 0 && wait <= WAIT_MAX ? wait : 0;
}

static int64_t wait_after(int failures)
{
    int doublings = failures - FREE_FAILURES > 20 ? 20 : failures - FREE_FAILURES;
    int64_t wait = failures < FREE_FAILURES ? 0 : (int64_t)WAIT_FIRST << doublings;
    return wait < WAIT_MAX ? wait : WAIT_MAX;
}

enum status backoff_count(struct desk *desk, const struct person *person, bool is_right, int64_t *retry_at,
                          struct err *err)
{
    int failures = is_right ? 0 : person->failures + 1;
    int64_t wait = wait_after(failures);
    *retry_at = wait == 0 ? 0 : clock_now(desk->clock) + wait;
    if (is_right && person->failures == 0) {
        return STATUS_OK;
    }
    return save_failures(desk, person, failures, *retry_at, err);
}
