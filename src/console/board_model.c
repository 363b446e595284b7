#include "zuoxi/console/board_model.h"

#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"

#define PAGE 50

void board_model_clear(struct board_model *model)
{
    free(model->rows);
    free(model->shown);
    *model = (struct board_model){0};
}

static bool is_shown(const struct board_model *model, const struct notice_row *row)
{
    bool has_words = model->words[0] == '\0' || strstr(row->title, model->words) != NULL ||
                     strstr(row->buildings, model->words) != NULL ||
                     strstr(row->stations, model->words) != NULL;
    switch (model->filter) {
    case FILTER_LIVE:
        return has_words && row->state == NOTICE_LIVE;
    case FILTER_COMING:
        return has_words && row->state == NOTICE_COMING;
    case FILTER_PAST:
        return has_words && row->state == NOTICE_PAST;
    case FILTER_UNREAD:
        return has_words && row->is_must_read && !row->is_read;
    case FILTER_DUE:
        return has_words && row->due > 0;
    default:
        return has_words;
    }
}

/* Newest or most called first; equal ones in the order they were read. */
static int64_t weight(const struct board_model *model, size_t index)
{
    const struct notice_row *row = &model->rows[index];
    return model->sort == SORT_START ? row->start : row->calls;
}

static void sort(struct board_model *model)
{
    for (size_t i = 1; i < model->shown_count; i++) { /* a few hundred at most, nearly in order */
        size_t index = model->shown[i], at = i;
        while (at > 0 && weight(model, model->shown[at - 1]) < weight(model, index)) {
            model->shown[at] = model->shown[at - 1];
            at--;
        }
        model->shown[at] = index;
    }
}

void board_model_arrange(struct board_model *model)
{
    model->shown_count = 0;
    mem_reserve((void **)&model->shown, &model->shown_capacity, model->count + 1, sizeof(*model->shown));
    for (size_t i = 0; i < model->count; i++) {
        if (is_shown(model, &model->rows[i])) {
            model->shown[model->shown_count++] = i;
        }
    }
    if (model->sort != SORT_STATE) {
        sort(model);
    }
}

static enum status read_page(struct board_model *model, struct desk *desk, struct err *err)
{
    struct notice_row last;
    size_t count = 0;
    mem_reserve((void **)&model->rows, &model->capacity, model->count + PAGE, sizeof(*model->rows));
    if (model->count > 0) {
        last = model->rows[model->count - 1];
    }
    enum status status =
        board_list(desk, model->count > 0 ? &last : NULL, PAGE, &model->rows[model->count], &count, err);
    if (status == STATUS_OK) {
        model->count += count;
        model->has_more = count == PAGE;
    }
    return status;
}

enum status board_model_more(struct board_model *model, struct desk *desk, size_t wanted, struct err *err)
{
    enum status status = STATUS_OK;
    while (status == STATUS_OK && model->has_more &&
           (model->sort != SORT_STATE || model->shown_count < wanted)) {
        status = read_page(model, desk, err);
        board_model_arrange(model);
    }
    return status;
}

enum status board_model_load(struct board_model *model, struct desk *desk, struct err *err)
{
    struct board_model fresh = {.filter = model->filter, .sort = model->sort, .has_more = true};
    text_copy(fresh.words, sizeof(fresh.words), model->words);
    enum status status = STATUS_OK;
    while (status == STATUS_OK && fresh.has_more && (fresh.count < PAGE || fresh.count < model->count)) {
        status = read_page(&fresh, desk, err);
    }
    board_model_arrange(&fresh);
    if (status == STATUS_OK) {
        status = board_model_more(&fresh, desk, PAGE, err);
    }
    if (status != STATUS_OK) {
        board_model_clear(&fresh);
        return status;
    }
    board_model_clear(model);
    *model = fresh;
    return STATUS_OK;
}

const struct notice_row *board_model_row(const struct board_model *model, size_t index)
{
    return index < model->shown_count ? &model->rows[model->shown[index]] : NULL;
}

size_t board_model_find(const struct board_model *model, int64_t id)
{
    for (size_t i = 0; i < model->shown_count; i++) {
        if (model->rows[model->shown[i]].id == id) {
            return i;
        }
    }
    return model->shown_count;
}

const char *board_filter_label(enum board_filter filter)
{
    static const char *const labels[FILTER_COUNT] = {
        [FILTER_ALL] = N_("全部"),    [FILTER_LIVE] = N_("生效中"),     [FILTER_COMING] = N_("未开始"),
        [FILTER_PAST] = N_("已结束"), [FILTER_UNREAD] = N_("必读未读"), [FILTER_DUE] = N_("待回电"),
    };
    return _(labels[filter]);
}

const char *board_sort_label(enum board_sort sort)
{
    static const char *const labels[SORT_COUNT] = {
        [SORT_STATE] = N_("生效在前"), [SORT_START] = N_("开始时间"), [SORT_CALLS] = N_("来电多少")};
    return _(labels[sort]);
}
