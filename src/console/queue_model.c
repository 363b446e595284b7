#include "zuoxi/console/queue_model.h"

#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/str.h"
#include "zuoxi/console/paint.h"
#include "zuoxi/desk/followup.h"
#include "zuoxi/desk/promise.h"

#define PAGE_ROWS 200

void queue_model_clear(struct queue_model *model)
{
    if (model->fresh != NULL) {
        queue_model_clear(model->fresh);
        free(model->fresh);
    }
    free(model->rows);
    free(model->promises);
    free(model->promise_levels);
    queue_lines_clear(&model->lines);
    *model = (struct queue_model){.setup = model->setup};
}

enum level queue_row_level(const struct queue_row *row, int64_t now)
{
    return level_of(now, row->due, row->warning, row->critical, row->is_suspended);
}

static const struct queue_filter *filter_of(const struct queue_model *model)
{
    return model->setup != NULL ? &model->setup->filter : NULL;
}

static void reserve(struct queue_model *model, size_t need)
{
    mem_reserve((void **)&model->rows, &model->capacity, need, sizeof(*model->rows));
}

static bool is_before(const struct queue_row *a, const struct queue_row *b)
{
    return a->rank != b->rank ? a->rank < b->rank : a->due != b->due ? a->due < b->due : a->id < b->id;
}

/* A promise has no unit, not even none. */
static bool wants_promise(const struct queue_model *model, const struct queue_row *promise)
{
    const struct queue_filter *filter = filter_of(model);
    return filter == NULL || (!filter->has_unit && queue_filter_wants(filter, promise, model->watched));
}

/* The promises that stand before a case read, and after the last page all others, from row `at` on. */
static void merge_promises(struct queue_model *model, size_t at)
{
    while (model->promise_next < model->promise_count) {
        const struct queue_row *promise = &model->promises[model->promise_next];
        if (!wants_promise(model, promise)) {
            model->promise_next++;
            continue;
        }
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

enum status queue_model_more(struct queue_model *model, struct desk *desk, struct err *err)
{
    size_t read = 0, first = model->count;
    reserve(model, first + PAGE_ROWS);
    enum status status = casework_queue(desk, filter_of(model), model->last.id != 0 ? &model->last : NULL,
                                        PAGE_ROWS, model->rows + first, &read, err);
    if (status != STATUS_OK) {
        return status;
    }
    model->count += read;
    model->has_more = read == PAGE_ROWS;
    if (read > 0) {
        model->last = model->rows[model->count - 1];
    }
    merge_promises(model, first);
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

/* All of them ring, those too that the filter does not want among the rows. */
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
        /* As of the last look, not of now: a level that rose just before a read must still be told. */
        model->promise_levels[i] = queue_row_level(&model->promises[i], model->watched);
    }
    free(promises);
    return status;
}

/* A new beginning beside the old rows: counts, promises, nothing else read yet. */
static enum status begin(const struct queue_model *model, struct queue_model *fresh, struct desk *desk,
                         struct err *err)
{
    *fresh = (struct queue_model){.setup = model->setup,
                                  .has_more = true,
                                  .watched = model->watched,
                                  .next_watch = model->next_watch,
                                  .is_ordered = model->setup != NULL && queue_setup_is_ordered(model->setup)};
    if (fresh->watched == 0) {
        fresh->watched = clock_now(desk->clock);
    }
    enum status status = casework_counts(desk, &fresh->counts, err);
    if (status == STATUS_OK) {
        status = load_promises(fresh, desk, err);
    }
    if (status == STATUS_OK) {
        status = followup_count_due(desk, &fresh->followup_count, err);
    }
    int64_t next = fresh->counts.next_change;
    if (fresh->next_watch == 0 || (next != 0 && next < fresh->next_watch)) {
        fresh->next_watch = next;
    }
    return status;
}

/* The rows are all there: they take the old ones' place. */
static void finish(struct queue_model *model, struct queue_model *fresh, const struct desk *desk)
{
    /* Time went on while it was being read. */
    fresh->watched = model->watched != 0 ? model->watched : fresh->watched;
    model->fresh = NULL;
    queue_model_clear(model);
    *model = *fresh;
    if (model->is_ordered) {
        queue_model_fold(model, desk);
    }
}

static void drop_fresh(struct queue_model *model)
{
    if (model->fresh != NULL) {
        queue_model_clear(model->fresh);
        free(model->fresh);
        model->fresh = NULL;
    }
}

enum status queue_model_load(struct queue_model *model, struct desk *desk, struct err *err)
{
    struct queue_model *fresh = mem_new(1, sizeof(*fresh));
    drop_fresh(model);
    enum status status = begin(model, fresh, desk, err);
    if (status == STATUS_OK && fresh->is_ordered) {
        model->counts = fresh->counts;
        model->fresh = fresh;
        return queue_model_step(model, desk, err);
    }
    do {
        status = status == STATUS_OK ? queue_model_more(fresh, desk, err) : status;
    } while (status == STATUS_OK && fresh->has_more && fresh->count < model->count);
    if (status == STATUS_OK) {
        finish(model, fresh, desk);
    } else {
        queue_model_clear(fresh);
    }
    free(fresh);
    return status;
}

bool queue_model_is_loading(const struct queue_model *model)
{
    return model->fresh != NULL;
}

enum status queue_model_step(struct queue_model *model, struct desk *desk, struct err *err)
{
    struct queue_model *fresh = model->fresh;
    enum status status = queue_model_more(fresh, desk, err);
    if (status != STATUS_OK) {
        drop_fresh(model);
    } else if (!fresh->has_more) {
        finish(model, fresh, desk);
        free(fresh);
    }
    return status;
}

void queue_model_fold(struct queue_model *model, const struct desk *desk)
{
    queue_lines_make(&model->lines, model->rows, model->count, model->setup, desk->profile, desk->settings,
                     clock_now(desk->clock));
}

size_t queue_model_lines(const struct queue_model *model)
{
    return model->is_ordered ? model->lines.count : model->count;
}

const struct queue_row *queue_model_row(const struct queue_model *model, size_t line)
{
    if (line >= queue_model_lines(model)) {
        return NULL;
    }
    size_t row = model->is_ordered ? model->lines.lines[line].row : line;
    return row < model->count ? &model->rows[row] : NULL;
}

const struct queue_group *queue_model_group(const struct queue_model *model, size_t line)
{
    if (!model->is_ordered || line >= model->lines.count || model->lines.lines[line].row != SIZE_MAX) {
        return NULL;
    }
    return &model->lines.groups[model->lines.lines[line].group];
}

size_t queue_model_find(const struct queue_model *model, int64_t id)
{
    size_t line = 0, count = queue_model_lines(model);
    const struct queue_row *row;
    while (line < count && ((row = queue_model_row(model, line)) == NULL || row->id != id)) {
        line++;
    }
    return line;
}

size_t queue_model_find_group(const struct queue_model *model, const char *key)
{
    size_t line = 0, count = queue_model_lines(model);
    const struct queue_group *group;
    while (line < count &&
           ((group = queue_model_group(model, line)) == NULL || strcmp(group->key, key) != 0)) {
        line++;
    }
    return line;
}

size_t queue_model_reveal(struct queue_model *model, const struct desk *desk, int64_t id)
{
    size_t line = queue_model_find(model, id), i = 0;
    if (!model->is_ordered || line < queue_model_lines(model)) {
        return line;
    }
    while (i < model->count && model->rows[i].id != id) {
        i++;
    }
    if (i < model->count) {
        const char *key = queue_row_key(&model->rows[i], model->setup->grouping, clock_now(desk->clock));
        queue_setup_fold(model->setup, key, false);
        queue_model_fold(model, desk);
    }
    return queue_model_find(model, id);
}

/* The promises' levels, row by row; those that rose are told. */
static void watch_promises(struct queue_model *model, int64_t now, struct queue_alarm *alarm)
{
    for (size_t i = 0; i < model->promise_count; i++) {
        enum level level = queue_row_level(&model->promises[i], now), known = model->promise_levels[i];
        model->promise_levels[i] = level;
        if (level == LEVEL_SUSPENDED || known == LEVEL_SUSPENDED || level <= known) {
            continue;
        }
        alarm->count++;
        if (alarm->count == 1 || level > alarm->worst_level) {
            alarm->worst_level = level;
            alarm->worst = model->promises[i];
        }
    }
}

/* The cases' levels: looked at only in a second in which one of them changes. */
static enum status watch_cases(struct queue_model *model, struct desk *desk, int64_t now,
                               struct queue_alarm *alarm, struct err *err)
{
    struct queue_risen risen;
    enum status status = casework_risen(desk, model->watched, now, &risen, err);
    if (status == STATUS_OK) {
        status = casework_counts(desk, &model->counts, err);
    }
    if (status != STATUS_OK) {
        return status;
    }
    model->next_watch = model->counts.next_change;
    alarm->has_changed = true;
    if (risen.count > 0 && (alarm->count == 0 || risen.level > alarm->worst_level)) {
        status = casework_queue_row(desk, risen.case_id, &alarm->worst, err);
        alarm->worst_level = risen.level;
    }
    alarm->count += risen.count;
    return status;
}

enum status queue_model_watch(struct queue_model *model, struct desk *desk, int64_t now,
                              struct queue_alarm *alarm, struct err *err)
{
    alarm->count = 0;
    alarm->has_changed = false;
    watch_promises(model, now, alarm);
    bool is_back = now < model->watched; /* a clock put back calms nothing down loudly */
    enum status status = STATUS_OK;
    if (is_back || (model->next_watch != 0 && now >= model->next_watch)) {
        status = watch_cases(model, desk, now, alarm, err);
    }
    model->watched = now;
    return status;
}
