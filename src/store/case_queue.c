/* The queue of open cases: read by pages from its partial index, counted and watched from memory. */

#include "zuoxi/store/case_queue.h"

#include <string.h>

#include "store_private.h"
#include "zuoxi/base/mem.h"
#include "zuoxi/base/str.h"
#include "zuoxi/base/text.h"
#include "zuoxi/store/query.h"

#define SOON_S 60

static void read_queue_row(struct stmt *stmt, struct queue_row *row)
{
    row->id = row->case_id = db_int(stmt, 0);
    row->is_promise = false;
    row->rank = (int)db_int(stmt, 1);
    text_copy(row->number, sizeof(row->number), db_text(stmt, 2, NULL));
    text_copy(row->type, sizeof(row->type), db_text(stmt, 3, NULL));
    text_copy(row->category, sizeof(row->category), db_text(stmt, 4, NULL));
    text_copy(row->grade, sizeof(row->grade), db_text(stmt, 5, NULL));
    text_copy(row->state, sizeof(row->state), db_text(stmt, 6, NULL));
    text_copy(row->unit, sizeof(row->unit), db_text(stmt, 7, NULL));
    text_copy(row->leg, sizeof(row->leg), db_text(stmt, 8, NULL));
    row->start = db_int(stmt, 9);
    row->due = db_int(stmt, 10);
    row->warning = db_int(stmt, 11);
    row->critical = db_int(stmt, 12);
    row->is_suspended = db_int(stmt, 13) != 0;
    text_copy(row->name, sizeof(row->name), db_text(stmt, 14, NULL));
    text_copy(row->address, sizeof(row->address), db_text(stmt, 15, NULL));
    text_copy(row->phone, sizeof(row->phone), db_text(stmt, 16, NULL));
    text_copy(row->owner, sizeof(row->owner), db_text(stmt, 17, NULL));
    text_copy(row->station, sizeof(row->station), db_text(stmt, 18, NULL));
    text_copy(row->keeper, sizeof(row->keeper), db_text(stmt, 19, NULL));
    row->is_confidential = db_int(stmt, 20) != 0;
}

bool queue_filter_is_empty(const struct queue_filter *filter)
{
    return filter->owner[0] == '\0' && !filter->has_unit && filter->type[0] == '\0' &&
           filter->leg[0] == '\0' && filter->level == LEVEL_CALM && !filter->or_unowned;
}

static bool wants_owner(const struct queue_filter *filter, const struct queue_row *row)
{
    return filter->owner[0] == '\0' || strcmp(row->owner, filter->owner) == 0 ||
           strcmp(row->keeper, filter->owner) == 0 || (filter->or_unowned && row->unit[0] == '\0');
}

bool queue_filter_wants(const struct queue_filter *filter, const struct queue_row *row, int64_t now)
{
    const struct level_times times = {row->warning, row->critical, row->due + 1};
    return wants_owner(filter, row) && (!filter->has_unit || strcmp(row->unit, filter->unit) == 0) &&
           (filter->type[0] == '\0' || strcmp(row->type, filter->type) == 0) &&
           (filter->leg[0] == '\0' || strcmp(row->leg, filter->leg) == 0) &&
           (filter->level == LEVEL_CALM || (row->rank < 2 && deadline_level(now, &times) >= filter->level));
}

/* ?5 … ?11 of a filtered page. */
static void bind_filter(struct stmt *stmt, const struct queue_filter *filter, int64_t now)
{
    db_bind_text(stmt, 5, filter->owner);
    db_bind_int(stmt, 6, filter->or_unowned);
    if (filter->has_unit) {
        db_bind_text(stmt, 7, filter->unit);
    } else {
        db_bind_null(stmt, 7);
    }
    db_bind_text(stmt, 8, filter->type);
    db_bind_text(stmt, 9, filter->leg);
    db_bind_int(stmt, 10, now);
    db_bind_int(stmt, 11, filter->level);
}

enum status case_store_queue(struct store *store, const struct queue_filter *filter, int64_t now,
                             const struct queue_row *after, size_t max, struct queue_row *rows, size_t *count,
                             struct err *err)
{
    struct stmt *stmt;
    bool row, is_filtered = filter != NULL && !queue_filter_is_empty(filter);
    *count = 0;
    enum status status = db_prepare(
        store->db, query_sql(is_filtered ? QUERY_CASE_QUEUE_FILTERED : QUERY_CASE_QUEUE), &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_int(stmt, 1, after != NULL ? after->rank : -1);
    db_bind_int(stmt, 2, after != NULL ? after->due : 0);
    db_bind_int(stmt, 3, after != NULL ? after->id : 0);
    db_bind_int(stmt, 4, (int64_t)max);
    if (is_filtered) {
        bind_filter(stmt, filter, now);
    }
    while ((status = db_step(stmt, &row, err)) == STATUS_OK && row) {
        read_queue_row(stmt, &rows[(*count)++]);
    }
    db_reset(stmt);
    return status;
}

enum status case_store_queue_row(struct store *store, int64_t case_id, struct queue_row *row, struct err *err)
{
    struct stmt *stmt;
    bool is_there = false;
    enum status status = db_prepare(store->db, query_sql(QUERY_CASE_QUEUE_ROW), &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_int(stmt, 1, case_id);
    status = db_step(stmt, &is_there, err);
    if (status == STATUS_OK && is_there) {
        read_queue_row(stmt, row);
    }
    db_reset(stmt);
    return status != STATUS_OK || is_there ? status : err_set(err, STATUS_NOT_FOUND, _("工单已不在待办里"));
}

/* When each running leg changes its level, into memory: counting there costs microseconds each second. */
static enum status read_levels(struct store *store, struct err *err)
{
    struct stmt *stmt;
    bool row = false;
    enum status status = db_prepare(store->db, query_sql(QUERY_CASE_LEVELS), &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    store->level_count = 0;
    store->soon_from = INT64_MAX; /* not sorted out yet */
    while ((status = db_step(stmt, &row, err)) == STATUS_OK && row) {
        mem_reserve((void **)&store->levels, &store->level_capacity, store->level_count + 1,
                    sizeof(*store->levels));
        store->levels[store->level_count++] = (struct running_leg){.case_id = db_int(stmt, 3),
                                                                   .times = {.overdue = db_int(stmt, 0) + 1,
                                                                             .warning = db_int(stmt, 1),
                                                                             .critical = db_int(stmt, 2)}};
    }
    db_reset(stmt);
    return status;
}

/* Is a border between levels in (since, now]? Of thousands of legs hardly one has any in a second. */
static bool has_border(const struct level_times *times, int64_t since, int64_t now)
{
    return (times->warning > since && times->warning <= now) ||
           (times->critical > since && times->critical <= now) ||
           (times->overdue > since && times->overdue <= now);
}

static void add_levels(struct queue_counts *counts, const struct running_leg *legs, size_t count, int64_t now)
{
    for (size_t i = 0; i < count; i++) {
        const struct level_times *times = &legs[i].times;
        int64_t change = 0;
        if (now >= times->overdue) {
            counts->overdue++;
        } else if (now >= times->critical) {
            counts->critical++;
            change = times->overdue;
        } else if (now >= times->warning) {
            counts->warning++;
            change = times->critical;
        } else {
            change = times->warning;
        }
        if (change != 0 && (counts->next_change == 0 || change < counts->next_change)) {
            counts->next_change = change;
        }
    }
}

/* Once a minute all are gone through; in its seconds only the few that change in it. */
static void sort_out_soon(struct store *store, int64_t now)
{
    store->soon_count = 0;
    store->soon_from = now;
    store->soon_until = now + SOON_S;
    for (size_t i = 0; i < store->level_count; i++) {
        struct running_leg leg = store->levels[i];
        if (has_border(&leg.times, now, store->soon_until)) {
            store->levels[i] = store->levels[store->soon_count];
            store->levels[store->soon_count++] = leg;
        }
    }
    store->steady = (struct queue_counts){0};
    add_levels(&store->steady, store->levels + store->soon_count, store->level_count - store->soon_count,
               now);
}

static void count_levels(struct store *store, int64_t now)
{
    struct queue_counts *counts = &store->counts, levels;
    if (now < store->soon_from || now > store->soon_until) {
        sort_out_soon(store, now);
    }
    levels = store->steady;
    add_levels(&levels, store->levels, store->soon_count, now);
    counts->overdue = levels.overdue;
    counts->critical = levels.critical;
    counts->warning = levels.warning;
    counts->next_change = levels.next_change;
    store->counts_at = now;
    store->counts_until = levels.next_change != 0 ? levels.next_change : INT64_MAX;
}

/* The counters count everybody's cases: what the viewer does not see is taken off. */
static enum status take_off_hidden(struct store *store, enum query query, int64_t *first, int64_t *second,
                                   int64_t *third, struct err *err)
{
    struct stmt *stmt;
    bool row = false;
    enum status status = db_prepare(store->db, query_sql(query), &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    status = db_step(stmt, &row, err);
    if (status == STATUS_OK && row) {
        *first -= db_int(stmt, 0);
        *second -= db_int(stmt, 1);
        *third -= db_int(stmt, 2);
        db_reset(stmt);
    }
    return status;
}

static enum status read_counters(struct store *store, struct queue_counts *counts, struct err *err)
{
    const struct {
        const char *name;
        int64_t *value;
    } counters[] = {{"open", &counts->open},
                    {"callback", &counts->callback},
                    {"unfinished", &counts->unfinished},
                    {"asked", &counts->asked}};
    enum status status = STATUS_OK;
    *counts = (struct queue_counts){0};
    for (size_t i = 0; i < sizeof(counters) / sizeof(counters[0]) && status == STATUS_OK; i++) {
        status = store_count(store, counters[i].name, counters[i].value, err);
    }
    if (status == STATUS_OK) {
        status =
            take_off_hidden(store, QUERY_CASE_HIDDEN, &counts->open, &counts->callback, &counts->asked, err);
    }
    int64_t none = 0;
    return status == STATUS_OK
               ? take_off_hidden(store, QUERY_CASE_HIDDEN_UNFINISHED, &counts->unfinished, &none, &none, err)
               : status;
}

/* Was it counted with other eyes? */
static bool is_new_viewer(struct store *store)
{
    static const struct actor nobody = {0};
    const struct actor *viewer = db_viewer(store->db), *before = &store->counts_viewer;
    viewer = viewer != NULL ? viewer : &nobody;
    bool is_new = viewer->role != before->role || viewer->is_owner != before->is_owner ||
                  viewer->is_acting_lead != before->is_acting_lead ||
                  strcmp(viewer->badge, before->badge) != 0;
    store->counts_viewer = *viewer;
    return is_new;
}

enum status case_store_counts(struct store *store, int64_t now, struct queue_counts *counts, struct err *err)
{
    int64_t version = db_data_version(store->db), changes = db_case_changes(store->db);
    enum status status = STATUS_OK;
    bool is_alike = !is_new_viewer(store) && !store->in_transaction && version == store->counts_version;
    /* Thousands of rows: a commit of this desk's that wrote no case leaves them as they are. */
    bool has_levels = is_alike && store->has_levels && changes == store->level_changes;
    bool has_counts = has_levels && store->has_counts;
    if (!has_counts) { /* somebody has committed since */
        status = read_counters(store, &store->counts, err);
    }
    if (!has_levels && status == STATUS_OK) {
        status = read_levels(store, err);
    }
    if (!has_counts || now < store->counts_at || now >= store->counts_until) {
        count_levels(store, now);
    }
    store->has_counts = store->has_levels = status == STATUS_OK && !store->in_transaction;
    store->counts_version = version;
    store->level_changes = changes;
    *counts = store->counts;
    return status;
}

/* Which level a running leg reached in the seconds after `since`, up to `now`; LEVEL_CALM: none. */
static enum level level_reached(const struct level_times *times, int64_t since, int64_t now)
{
    enum level level = deadline_level(now, times);
    return level > deadline_level(since, times) ? level : LEVEL_CALM;
}

enum status case_store_risen(struct store *store, int64_t since, int64_t now, struct queue_risen *risen,
                             struct err *err)
{
    struct queue_counts counts;
    *risen = (struct queue_risen){0};
    enum status status = case_store_counts(store, now, &counts, err); /* the levels in memory are right now */
    int64_t earliest = INT64_MAX;
    size_t count = since >= store->soon_from ? store->soon_count : store->level_count;
    for (size_t i = 0; i < count && status == STATUS_OK && now > since; i++) {
        const struct running_leg *running = &store->levels[i];
        if (!has_border(&running->times, since, now)) {
            continue;
        }
        enum level level = level_reached(&running->times, since, now);
        if (level == LEVEL_CALM) {
            continue;
        }
        risen->count++;
        if (level > risen->level || (level == risen->level && running->times.overdue < earliest)) {
            risen->level = level;
            risen->case_id = running->case_id;
            earliest = running->times.overdue;
        }
    }
    return status;
}
