#include "zuoxi/console/queue_model.h"

#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/str.h"
#include "zuoxi/console/paint.h"
#include "zuoxi/desk/promise.h"

#define PAGE_ROWS 200

void queue_model_clear(struct queue_model *model)
{
    free(model->rows);
    free(model->levels);
    free(model->promises);
    free(model->promise_levels);
    *model = (struct queue_model){0};
}

enum level queue_row_level(const struct queue_row *row, int64_t now)
{
    return level_of(now, row->due, row->warning, row->critical, row->is_suspended);
}

static void reserve(struct queue_model *model, size_t need)
{
    mem_reserve((void **)&model->rows, &model->capacity, need, sizeof(*model->rows));
    mem_reserve((void **)&model->levels, &model->level_capacity, need, sizeof(*model->levels));
}

static bool is_before(const struct queue_row *a, const struct queue_row *b)
{
    return a->rank != b->rank ? a->rank < b->rank : a->due != b->due ? a->due < b->due : a->id < b->id;
}

/* The promises that stand before a case read, and after the last page all others, from row `at` on. */
static void merge_promises(struct queue_model *model, size_t at)
{
    while (model->promise_next < model->promise_count) {
        const struct queue_row *promise = &model->promises[model->promise_next];
        while (at < model->count && is_before(&model->rows[at], promise)) {
            at++;
        }
        if (at == model->count && model->has_more) {
            return;
        }
        reserve(model, model->count + 1);
        memmove(&model->rows[at + 1], &model->rows[at], (model->count - at) * sizeof(*model->rows));
        model->rows[at] = *promise;
        model->count++;
        model->promise_next++;
    }
}

/* As of the last look, not of now: a level that rose just before a read must still be told. */
static int64_t level_time(const struct queue_model *model, const struct desk *desk)
{
    return model->watched != 0 ? model->watched : clock_now(desk->clock);
}

enum status queue_model_more(struct queue_model *model, struct desk *desk, struct err *err)
{
    size_t read = 0, first = model->count;
    reserve(model, first + PAGE_ROWS);
    enum status status = casework_queue(desk, model->last.id != 0 ? &model->last : NULL, PAGE_ROWS,
                                        model->rows + first, &read, err);
    if (status != STATUS_OK) {
        return status;
    }
    model->count += read;
    model->has_more = read == PAGE_ROWS;
    if (read > 0) {
        model->last = model->rows[model->count - 1];
    }
    merge_promises(model, first);
    for (size_t i = first; i < model->count; i++) {
        model->levels[i] = queue_row_level(&model->rows[i], level_time(model, desk));
    }
    return STATUS_OK;
}

/* A promise as a row: among the ordinary cases, by the time it is due. */
static void promise_row(const struct promise_row *promise, const struct settings *settings,
                        struct queue_row *row)
{
    struct level_times times = deadline_level_times(promise->since, promise->due, settings->warning_percent,
                                                    settings->critical_percent);
    *row = (struct queue_row){.id = promise->id,
                              .case_id = promise->case_id,
                              .is_promise = true,
                              .rank = 1,
                              .start = promise->since,
                              .due = promise->due,
                              .warning = times.warning,
                              .critical = times.critical};
    text_copy(row->address, sizeof(row->address), promise->what);
    text_copy(row->phone, sizeof(row->phone), promise->phone);
    text_copy(row->name, sizeof(row->name), promise->name);
    text_copy(row->owner, sizeof(row->owner), promise->owner);
}

static enum status load_promises(struct queue_model *model, struct desk *desk, struct err *err)
{
    struct promise_row *promises = mem_new(QUEUE_PROMISES_MAX, sizeof(*promises));
    enum status status = promise_list(desk, promises, QUEUE_PROMISES_MAX, &model->promise_count, err);
    if (status == STATUS_OK && model->promise_count > 0) {
        model->promises = mem_new(model->promise_count, sizeof(*model->promises));
        model->promise_levels = mem_new(model->promise_count, sizeof(*model->promise_levels));
    }
    for (size_t i = 0; status == STATUS_OK && i < model->promise_count; i++) {
        promise_row(&promises[i], desk->settings, &model->promises[i]);
        model->promise_levels[i] = queue_row_level(&model->promises[i], level_time(model, desk));
    }
    free(promises);
    return status;
}

enum status queue_model_load(struct queue_model *model, struct desk *desk, struct err *err)
{
    struct queue_model fresh = {.has_more = true, .watched = model->watched};
    enum status status = casework_counts(desk, &fresh.counts, err);
    if (status == STATUS_OK) {
        status = load_promises(&fresh, desk, err);
    }
    do {
        status = status == STATUS_OK ? queue_model_more(&fresh, desk, err) : status;
    } while (status == STATUS_OK && fresh.has_more && fresh.count < model->count);
    if (status != STATUS_OK) {
        queue_model_clear(&fresh);
        return status;
    }
    queue_model_clear(model);
    *model = fresh;
    return STATUS_OK;
}

size_t queue_model_find(const struct queue_model *model, int64_t id)
{
    size_t i = 0;
    while (i < model->count && model->rows[i].id != id) {
        i++;
    }
    return i;
}

/* One row's level now; told when it rose. */
static void watch_row(const struct queue_row *row, enum level *known, int64_t now, struct queue_alarm *alarm)
{
    enum level level = queue_row_level(row, now);
    bool rose = level != LEVEL_SUSPENDED && *known != LEVEL_SUSPENDED && level > *known;
    *known = level;
    if (rose) {
        alarm->count++;
        if (alarm->worst == NULL || level > alarm->worst_level) {
            alarm->worst_level = level;
            alarm->worst = row;
        }
    }
}

void queue_model_watch(struct queue_model *model, int64_t now, struct queue_alarm *alarm)
{
    *alarm = (struct queue_alarm){0};
    model->watched = now;
    for (size_t i = 0; i < model->promise_count; i++) {
        watch_row(&model->promises[i], &model->promise_levels[i], now, alarm);
    }
    for (size_t i = 0; i < model->count; i++) {
        if (!model->rows[i].is_promise) {
            watch_row(&model->rows[i], &model->levels[i], now, alarm);
        }
    }
}
