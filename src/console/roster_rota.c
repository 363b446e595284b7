/* A rota laid out by few keys: copied, put down, repeated to the month's end, the next person a day later. */

#include <stdlib.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/console/roster_page.h"
#include "zuoxi/domain/workday.h"
#include "zuoxi/tui/popup.h"

unsigned roster_run_copy(struct view *view)
{
    struct roster_view *self = (struct roster_view *)view;
    struct roster_range range = roster_range_of(self);
    struct roster_block *block = &self->block;
    block->people = range.last - range.first + 1;
    block->days = range.until - range.from + 1;
    free(block->plans);
    block->plans = mem_new(block->people * (size_t)block->days, sizeof(*block->plans));
    for (size_t i = 0; i < block->people * (size_t)block->days; i++) {
        size_t person = range.first + i / (size_t)block->days;
        int day = range.from + (int)(i % (size_t)block->days);
        text_copy(block->plans[i], sizeof(block->plans[i]),
                  roster_model_plan(&self->model, person, roster_date(self, day)));
    }
    self->is_selecting = false;
    ui_status(view->ui, STYLE_NORMAL, _("已复制 %zu 人 %d 天，移到别处按 p 放下。"), block->people,
              block->days);
    view_touch(view);
    return VIEW_HANDLED;
}

unsigned roster_run_paste(struct view *view)
{
    struct roster_view *self = (struct roster_view *)view;
    const struct roster_block *block = &self->block;
    int days = roster_month_days(self->model.month);
    if (block->plans == NULL) {
        ui_status(view->ui, STYLE_WARNING, _("还没有复制：按 v 选一段，再按 y。"));
        return VIEW_HANDLED;
    }
    if (!roster_may_edit(self)) {
        return VIEW_HANDLED;
    }
    roster_model_begin(&self->model);
    for (size_t i = 0; i < block->people * (size_t)block->days; i++) {
        int day = self->day + (int)(i % (size_t)block->days);
        if (day <= days) {
            roster_model_set(&self->model, self->person + i / (size_t)block->days, roster_date(self, day),
                             block->plans[i]);
        }
    }
    roster_finish(self);
    roster_move_to(self, self->day + block->days);
    return VIEW_HANDLED;
}

/* Repeat the plans of `days` days from `from` on in a person's row, from the day after them to the month's
 * end. */
static void repeat(struct roster_view *self, size_t person, int from, int days)
{
    char pattern[ROSTER_BEFORE][ROSTER_PLAN_SIZE];
    int date = from, length = days < ROSTER_BEFORE ? days : ROSTER_BEFORE;
    for (int i = 0; i < length; i++, date = date_next(date)) {
        text_copy(pattern[i], sizeof(pattern[i]), roster_model_plan(&self->model, person, date));
    }
    for (int i = 0; date / 100 == self->model.month; date = date_next(date), i = (i + 1) % length) {
        roster_model_set(&self->model, person, date, pattern[i]);
    }
}

static void repeat_range(struct roster_view *self, struct roster_range range, int from, int days)
{
    roster_model_begin(&self->model);
    for (size_t person = range.first; person <= range.last; person++) {
        repeat(self, person, from, days);
    }
    roster_finish(self);
    self->is_selecting = false;
}

static void repeat_answered(void *context, const char *text)
{
    struct roster_view *self = context;
    if (text == NULL) {
        return;
    }
    char *end;
    long days = strtol(text, &end, 10);
    if (*end != '\0' || days < 1 || days > ROSTER_BEFORE) {
        ui_status(self->console->ui, STYLE_ERROR, _("“%s”应为 1 至 %d 的天数。"), text, ROSTER_BEFORE);
        return;
    }
    int from = roster_date(self, self->day);
    for (long i = 0; i < days; i++) {
        from = date_previous(from);
    }
    repeat_range(self, roster_range_of(self), from, (int)days);
}

unsigned roster_run_rotate(struct view *view)
{
    struct roster_view *self = (struct roster_view *)view;
    struct roster_range range = roster_range_of(self);
    if (!roster_may_edit(self)) {
        return VIEW_HANDLED;
    }
    if (self->is_selecting) {
        repeat_range(self, range, roster_date(self, range.from), range.until - range.from + 1);
    } else {
        prompt_open(view->ui, _("把光标之前的几天往后循环到月底（1 至 31 天）"), "8", repeat_answered, self);
    }
    return VIEW_HANDLED;
}

/* The person below works the same, a day later: how a rota of several is filled. */
unsigned roster_run_stagger(struct view *view)
{
    struct roster_view *self = (struct roster_view *)view;
    if (!roster_may_edit(self)) {
        return VIEW_HANDLED;
    }
    if (self->person + 1 >= self->model.people_count) {
        ui_status(view->ui, STYLE_WARNING, _("下面没有人了。"));
        return VIEW_HANDLED;
    }
    roster_model_begin(&self->model);
    for (int day = 1; day <= roster_month_days(self->model.month); day++) {
        int date = roster_date(self, day);
        roster_model_set(&self->model, self->person + 1, date,
                         roster_model_plan(&self->model, self->person, date_previous(date)));
    }
    roster_finish(self);
    self->person++;
    return VIEW_HANDLED;
}
