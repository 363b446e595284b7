#include "zuoxi/console/queue_model.h"

#include <stdlib.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/console/paint.h"

#define PAGE_ROWS 200

void queue_model_clear(struct queue_model *model)
{
    free(model->rows);
    free(model->levels);
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

enum status queue_model_more(struct queue_model *model, struct desk *desk, struct err *err)
{
    size_t read = 0;
    reserve(model, model->count + PAGE_ROWS);
    /* A copy: the row's place may be written to while the page is read. */
    struct queue_row last;
    const struct queue_row *after = NULL;
    if (model->count > 0) {
        last = model->rows[model->count - 1];
        after = &last;
    }
    enum status status = casework_queue(desk, after, PAGE_ROWS, model->rows + model->count, &read, err);
    if (status != STATUS_OK) {
        return status;
    }
    /* As of the last look, not of now: a level that rose just before this read must still be told. */
    int64_t now = model->watched != 0 ? model->watched : clock_now(desk->clock);
    for (size_t i = model->count; i < model->count + read; i++) {
        model->levels[i] = queue_row_level(&model->rows[i], now);
    }
    model->count += read;
    model->has_more = read == PAGE_ROWS;
    return STATUS_OK;
}

enum status queue_model_load(struct queue_model *model, struct desk *desk, struct err *err)
{
    struct queue_model fresh = {.has_more = true, .watched = model->watched};
    enum status status = casework_counts(desk, &fresh.counts, err);
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

void queue_model_watch(struct queue_model *model, int64_t now, struct queue_alarm *alarm)
{
    *alarm = (struct queue_alarm){0};
    model->watched = now;
    for (size_t i = 0; i < model->count; i++) {
        enum level level = queue_row_level(&model->rows[i], now);
        bool rose =
            level != LEVEL_SUSPENDED && model->levels[i] != LEVEL_SUSPENDED && level > model->levels[i];
        model->levels[i] = level;
        if (rose) {
            alarm->count++;
            if (level > alarm->worst_level) {
                alarm->worst_level = level;
                alarm->worst = i;
            }
        }
    }
}
