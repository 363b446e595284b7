/* Which legs' levels the hooks have been told, and when to look at each leg again. */

#include <stdio.h>
#include <stdlib.h>

#include "store_private.h"
#include "zuoxi/base/mem.h"
#include "zuoxi/store/hook_store.h"
#include "zuoxi/store/query.h"

#define META_SINCE "hook_levels_since" /* UTC: what a leg's level was before is nobody's news */

void hook_store_follow(struct store *store, bool is_wanted)
{
    store->follows_legs = is_wanted;
}

bool hook_store_is_following(const struct store *store)
{
    return store->follows_legs;
}

/* The time since which levels are told; now when it is the first time. */
static enum status read_since(struct store *store, int64_t *since, struct err *err)
{
    char text[24];
    enum status status = store_meta(store, META_SINCE, text, sizeof(text), err);
    if (status == STATUS_OK && text[0] == '\0') {
        snprintf(text, sizeof(text), "%lld", (long long)clock_now(store->clock));
        status = store_set_meta(store, META_SINCE, text, err);
    }
    *since = strtoll(text, NULL, 10);
    return status;
}

/* Level changes to come by their number: 0 → warning, 1 → critical, 2 → overdue. */
static void bind_times(struct stmt *stmt, int index, const struct level_times *times)
{
    db_bind_int(stmt, index, times->warning);
    db_bind_int(stmt, index + 1, times->critical);
    db_bind_int(stmt, index + 2, times->overdue);
}

/*
 * A leg not known yet was told what it was at ?6; one that is known has at most the level ?7 that it has now:
 * a leg that was extended comes back to an earlier level, and may reach the later ones again. Most saves
 * leave most legs as they were, and write nothing here.
 */
static const char follow_sql[] =
    "INSERT INTO hook_leg (case_id, sequence, level, next_at) "
    "VALUES (?1, ?2, ?6, CASE ?6 WHEN 0 THEN ?3 WHEN 1 THEN ?4 WHEN 2 THEN ?5 END) "
    "ON CONFLICT (case_id, sequence) DO UPDATE SET level = min(level, ?7), "
    "next_at = CASE min(level, ?7) WHEN 0 THEN ?3 WHEN 1 THEN ?4 WHEN 2 THEN ?5 END "
    "WHERE level > ?7 OR next_at IS NOT CASE level WHEN 0 THEN ?3 WHEN 1 THEN ?4 WHEN 2 THEN ?5 END";

static enum status follow(struct store *store, int64_t case_id, int sequence, const struct level_times *times,
                          int64_t since, struct err *err)
{
    struct stmt *stmt;
    enum status status = db_prepare(store->db, follow_sql, &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_int(stmt, 1, case_id);
    db_bind_int(stmt, 2, sequence);
    bind_times(stmt, 3, times);
    db_bind_int(stmt, 6, deadline_level(since, times));
    db_bind_int(stmt, 7, deadline_level(clock_now(store->clock), times));
    return db_run(stmt, err);
}

static enum status rest(struct store *store, int64_t case_id, int sequence, struct err *err)
{
    struct stmt *stmt;
    enum status status = db_prepare(
        store->db, "UPDATE hook_leg SET next_at = NULL WHERE case_id = ?1 AND sequence = ?2", &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_int(stmt, 1, case_id);
    db_bind_int(stmt, 2, sequence);
    return db_run(stmt, err);
}

static enum status drop_case(struct store *store, int64_t case_id, struct err *err)
{
    struct stmt *stmt;
    enum status status = db_prepare(store->db, "DELETE FROM hook_leg WHERE case_id = ?1", &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_int(stmt, 1, case_id);
    return db_run(stmt, err);
}

/* A leg that is over keeps its row while its case is open: undone, it is not told of once more. */
enum status hook_store_take_legs(struct store *store, int64_t case_id, bool is_open, const struct leg *legs,
                                 size_t count, struct err *err)
{
    int64_t since = 0;
    if (!store->follows_legs || !is_open) {
        return store->follows_legs ? drop_case(store, case_id, err) : STATUS_OK;
    }
    enum status status = read_since(store, &since, err);
    for (size_t i = 0; i < count && status == STATUS_OK; i++) {
        const struct leg *leg = &legs[i];
        const struct level_times times = {leg->warning, leg->critical, leg->due + 1};
        bool is_running = leg_is_open(leg) && leg->suspended_at == 0;
        status = is_running ? follow(store, case_id, leg->sequence, &times, since, err)
                            : rest(store, case_id, leg->sequence, err);
    }
    return status;
}

enum status hook_store_drop_leg(struct store *store, int64_t case_id, int sequence, struct err *err)
{
    struct stmt *stmt;
    enum status status =
        db_prepare(store->db, "DELETE FROM hook_leg WHERE case_id = ?1 AND sequence = ?2", &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_int(stmt, 1, case_id);
    db_bind_int(stmt, 2, sequence);
    return db_run(stmt, err);
}

enum status hook_store_set_leg(struct store *store, const struct hook_leg *leg, struct err *err)
{
    struct stmt *stmt;
    enum status status = db_prepare(
        store->db,
        "UPDATE hook_leg SET level = ?3, next_at = nullif(?4, 0) WHERE case_id = ?1 AND sequence = ?2", &stmt,
        err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_int(stmt, 1, leg->case_id);
    db_bind_int(stmt, 2, leg->sequence);
    db_bind_int(stmt, 3, leg->level);
    db_bind_int(stmt, 4, leg->next_at);
    return db_run(stmt, err);
}

/* A leg nobody follows, as QUERY_HOOK_LEGS_NEW gives it. */
struct stray {
    int64_t case_id;
    int sequence;
    struct level_times times;
};

static enum status read_strays(struct store *store, size_t max, struct stray *strays, size_t *count,
                               struct err *err)
{
    struct stmt *stmt;
    bool row;
    *count = 0;
    enum status status = db_prepare(store->db, query_sql(QUERY_HOOK_LEGS_NEW), &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_int(stmt, 1, (int64_t)max);
    while (*count < max && (status = db_step(stmt, &row, err)) == STATUS_OK && row) {
        strays[(*count)++] = (struct stray){
            db_int(stmt, 0), (int)db_int(stmt, 1), {db_int(stmt, 2), db_int(stmt, 3), db_int(stmt, 4) + 1}};
    }
    db_reset(stmt);
    return status;
}

enum status hook_store_is_begun(struct store *store, bool *is_begun, struct err *err)
{
    struct stray stray;
    char since[24];
    size_t count = 0;
    enum status status = store_meta(store, META_SINCE, since, sizeof(since), err);
    if (status == STATUS_OK) {
        status = read_strays(store, 1, &stray, &count, err);
    }
    *is_begun = since[0] != '\0' && count == 0;
    return status;
}

enum status hook_store_begin(struct store *store, size_t max, size_t *count, struct err *err)
{
    struct stray *strays = mem_new(max, sizeof(*strays));
    int64_t since = 0;
    enum status status = read_since(store, &since, err);
    if (status == STATUS_OK) {
        status = read_strays(store, max, strays, count, err);
    }
    for (size_t i = 0; i < *count && status == STATUS_OK; i++) {
        status = follow(store, strays[i].case_id, strays[i].sequence, &strays[i].times, since, err);
    }
    free(strays);
    return status;
}

enum status hook_store_legs_due(struct store *store, int64_t now, size_t max, struct hook_leg *legs,
                                size_t *count, struct err *err)
{
    struct stmt *stmt;
    bool row;
    *count = 0;
    enum status status = db_prepare(store->db, query_sql(QUERY_HOOK_LEGS_DUE), &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_int(stmt, 1, now);
    db_bind_int(stmt, 2, (int64_t)max);
    while (*count < max && (status = db_step(stmt, &row, err)) == STATUS_OK && row) {
        legs[(*count)++] = (struct hook_leg){.case_id = db_int(stmt, 0),
                                             .sequence = (int)db_int(stmt, 1),
                                             .level = (int)db_int(stmt, 2),
                                             .next_at = db_int(stmt, 3)};
    }
    db_reset(stmt);
    return status;
}

enum status hook_store_next_leg(struct store *store, int64_t *at, struct err *err)
{
    struct stmt *stmt;
    size_t count = 0;
    *at = 0;
    enum status status = db_prepare(store->db, query_sql(QUERY_HOOK_LEG_NEXT), &stmt, err);
    return status == STATUS_OK ? store_read_ids(stmt, at, 1, &count, err) : status;
}
