/* Several cases at once: which ones are marked. Ids in ascending order. */

#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/console/batch.h"
#include "zuoxi/console/queue_view.h"

/* Index of the first mark that is not below the id. */
static size_t place_of(const struct queue_view *self, int64_t case_id)
{
    size_t low = 0, high = self->mark_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (self->marks[middle] < case_id) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

bool queue_is_marked(const struct queue_view *self, int64_t case_id)
{
    size_t at = place_of(self, case_id);
    return at < self->mark_count && self->marks[at] == case_id;
}

static void set_mark(struct queue_view *self, int64_t case_id, bool is_marked)
{
    size_t at = place_of(self, case_id);
    bool is_there = at < self->mark_count && self->marks[at] == case_id;
    if (is_there == is_marked) {
        return;
    }
    mem_reserve((void **)&self->marks, &self->mark_capacity, self->mark_count + 1, sizeof(*self->marks));
    size_t behind = self->mark_count - at - is_there;
    memmove(&self->marks[at + is_marked], &self->marks[at + is_there], behind * sizeof(*self->marks));
    if (is_marked) {
        self->marks[at] = case_id;
    }
    self->mark_count += is_marked ? 1 : (size_t)-1;
}

/* All cases of a group, folded or not: its heading is being marked. */
static void mark_group(struct queue_view *self, const char *key)
{
    int64_t now = console_now(self->console);
    bool is_any_left = false;
    for (int pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < self->model.count; i++) {
            const struct queue_row *row = &self->model.rows[i];
            if (row->is_promise || strcmp(queue_row_key(row, self->setup->grouping, now), key) != 0) {
                continue;
            }
            if (pass == 0) {
                is_any_left = is_any_left || !queue_is_marked(self, row->id);
            } else {
                set_mark(self, row->id, is_any_left);
            }
        }
    }
}

unsigned queue_run_mark(struct view *view)
{
    struct queue_view *self = (struct queue_view *)view;
    const struct queue_row *row = queue_selected(self);
    const struct queue_group *group = queue_model_group(&self->model, self->list.selected);
    if (group != NULL) {
        mark_group(self, group->key);
    } else if (row != NULL && !row->is_promise) {
        set_mark(self, row->id, !queue_is_marked(self, row->id));
    } else {
        ui_status(view->ui, STYLE_NORMAL, _("承诺不能批量办理，请逐条处理。"));
    }
    if (self->list.selected + 1 < self->list.row_count) {
        self->list.selected++;
    }
    queue_follow_key(self);
    return VIEW_HANDLED;
}

unsigned queue_run_mark_all(struct view *view)
{
    struct queue_view *self = (struct queue_view *)view;
    struct err err;
    /* What is listed, not only what has been scrolled to. */
    while (!self->model.is_ordered && self->model.has_more) {
        if (queue_model_more(&self->model, &self->console->desk, &err) != STATUS_OK) {
            ui_status_err(view->ui, &err);
            return VIEW_HANDLED;
        }
    }
    self->list.row_count = queue_model_lines(&self->model);
    for (size_t i = 0; i < self->model.count; i++) {
        if (!self->model.rows[i].is_promise) {
            set_mark(self, self->model.rows[i].id, true);
        }
    }
    queue_follow_key(self);
    return VIEW_HANDLED;
}

unsigned queue_run_unmark(struct view *view)
{
    struct queue_view *self = (struct queue_view *)view;
    self->mark_count = 0;
    view_touch(view);
    return VIEW_HANDLED;
}

void queue_unmark_case(struct queue_view *self, int64_t case_id)
{
    set_mark(self, case_id, false);
    view_touch(&self->view);
}

/* The marked cases in the order of the list; those a filter hides by now come last. */
static size_t collect(const struct queue_view *self, int64_t *cases, size_t max)
{
    size_t count = 0, listed;
    for (size_t i = 0; i < self->model.count && count < max; i++) {
        if (!self->model.rows[i].is_promise && queue_is_marked(self, self->model.rows[i].id)) {
            cases[count++] = self->model.rows[i].id;
        }
    }
    listed = count;
    for (size_t i = 0; i < self->mark_count && count < max; i++) {
        size_t at = 0;
        while (at < listed && cases[at] != self->marks[i]) {
            at++;
        }
        if (at == listed) {
            cases[count++] = self->marks[i];
        }
    }
    return count;
}

unsigned queue_run_moves(struct view *view)
{
    struct queue_view *self = (struct queue_view *)view;
    const struct queue_row *row = queue_selected(self);
    struct err err;
    if (self->mark_count == 0 && row != NULL && !row->is_promise) {
        case_view_open(self->console, row->id);
    } else if (self->mark_count == 0) {
        ui_status(view->ui, STYLE_NORMAL, _("请先选中一单，或用空格标上几单。"));
    } else if (desk_allow(&self->console->desk, RIGHT_CASE_MOVE, &err) != STATUS_OK) {
        ui_status_err(view->ui, &err);
    } else if (self->mark_count > BATCH_MAX) {
        ui_status(view->ui, STYLE_WARNING, _("标了 %zu 单，一次最多办 %d 单。请用筛选分几次办。"),
                  self->mark_count, BATCH_MAX);
    } else {
        int64_t *cases = mem_new(BATCH_MAX, sizeof(*cases));
        batch_page_open(self->console, cases, collect(self, cases, BATCH_MAX));
        free(cases);
    }
    return VIEW_HANDLED;
}
