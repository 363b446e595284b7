/* What changes on the desk while somebody looks at it: read again, levels, new cases; the cursor stays. */

#include <string.h>

#include "zuoxi/base/text.h"
#include "zuoxi/console/board_desk.h"
#include "zuoxi/console/paint.h"
#include "zuoxi/console/promises.h"
#include "zuoxi/console/queue_view.h"
#include "zuoxi/console/shifts.h"

#define RETRY_MS 1000
#define HOLD_MS  10000 /* how long after a key in the list nothing may move under the hand */
#define ORDER_MS 900   /* all rows are read again for another order at most so often */

/* Where the cursor is, to be found again when the lines are others. */
struct anchor {
    int64_t id; /* 0: on a heading, or nowhere */
    char key[QUEUE_KEY_SIZE];
    bool is_heading;
    size_t offset, top;
};

static int64_t selected_case(const struct queue_view *self)
{
    const struct queue_row *row = queue_selected(self);
    return row != NULL ? row->case_id : 0;
}

static bool is_hand_on(const struct queue_view *self)
{
    return self->touched_ms != 0 && clock_boot_ms(self->console->clock) - self->touched_ms < HOLD_MS;
}

static void take_anchor(const struct queue_view *self, struct anchor *anchor)
{
    const struct queue_row *row = queue_selected(self);
    const struct queue_group *group = queue_model_group(&self->model, self->list.selected);
    *anchor = (struct anchor){.id = row != NULL ? row->id : 0,
                              .is_heading = group != NULL,
                              .offset = self->list.selected - self->list.top,
                              .top = self->list.top};
    text_copy(anchor->key, sizeof(anchor->key), group != NULL ? group->key : "");
}

/*
 * The cursor on what it was on, at its height on the screen. While the list's beginning is in sight and no
 * hand is on the list it stays in sight: what is most urgent must be seen, and nobody is choosing.
 */
static void find_anchor(struct queue_view *self, const struct anchor *anchor)
{
    struct list *list = &self->list;
    size_t lines = queue_model_lines(&self->model);
    size_t found = anchor->is_heading ? queue_model_find_group(&self->model, anchor->key)
                   : anchor->id != 0  ? queue_model_find(&self->model, anchor->id)
                                      : lines;
    list->row_count = lines;
    if (found == lines) {
        list->selected = list->selected < lines ? list->selected : lines > 0 ? lines - 1 : 0;
        return;
    }
    bool is_moved = found > anchor->offset;
    list->selected = found;
    if (anchor->top > 0 || (is_moved && is_hand_on(self))) {
        list->is_held = list->is_held || anchor->top == 0;
        list->top = is_moved ? found - anchor->offset : 0;
    } else {
        list->top = 0;
    }
}

/* Cases that have come since the last look are told of above the list, not one by one. */
static void count_new(struct queue_view *self, bool is_quiet)
{
    int64_t newest = self->newest;
    for (size_t i = 0; i < self->model.count; i++) {
        const struct queue_row *row = &self->model.rows[i];
        if (row->is_promise || row->id <= self->newest) {
            continue;
        }
        newest = row->id > newest ? row->id : newest;
        if (!is_quiet && row->id != self->console->select_case) {
            self->new_row = self->new_count == 0 ? *row : self->new_row;
            self->new_count++;
        }
    }
    self->newest = newest;
}

static void show_preview(struct queue_view *self, bool is_stale)
{
    preview_show(&self->preview, self->console, selected_case(self), is_stale);
}

/* A case just made here is shown, however far down it stands; what the filter does not want is not. */
static void select_made(struct queue_view *self)
{
    struct err err;
    int64_t id = self->console->select_case;
    size_t found = queue_model_reveal(&self->model, &self->console->desk, id);
    while (found == queue_model_lines(&self->model) && self->model.has_more &&
           queue_model_more(&self->model, &self->console->desk, &err) == STATUS_OK) {
        found = queue_model_find(&self->model, id);
    }
    self->list.row_count = queue_model_lines(&self->model);
    self->list.selected = found < self->list.row_count ? found : self->list.selected;
    self->console->select_case = 0;
}

/* The lines are new ones, or a failure stands. */
static void settle(struct queue_view *self, const struct anchor *anchor, enum status status,
                   const struct err *err)
{
    struct console *console = self->console;
    self->failed_ms = status == STATUS_OK ? 0 : clock_boot_ms(console->clock);
    if (status != STATUS_OK) {
        ui_status_err(console->ui, err);
        ui_wake_at(console->ui, self->failed_ms + RETRY_MS);
        return;
    }
    if (queue_model_is_loading(&self->model)) {
        ui_wake_at(console->ui, clock_boot_ms(console->clock));
        return;
    }
    count_new(self, self->newest == 0);
    find_anchor(self, anchor);
    if (self->wants_top) {
        self->wants_top = !self->has_chosen;
        self->list.selected = self->list.top = 0;
    }
    if (console->select_case != 0) {
        select_made(self);
    }
    show_preview(self, true);
    view_touch(&self->view);
}

void queue_follow_reload(struct queue_view *self)
{
    struct anchor anchor;
    struct err err;
    take_anchor(self, &anchor);
    self->is_stale = false;
    self->read_ms = clock_boot_ms(self->console->clock);
    enum status status = queue_model_load(&self->model, &self->console->desk, &err);
    settle(self, &anchor, status, &err);
}

void queue_follow_setup(struct queue_view *self)
{
    self->newest = 0; /* what a filter lets through now is not new */
    self->new_count = 0;
    self->next_id = 0;
    self->list.is_held = false;
    self->wants_top = !self->has_chosen;
    self->touched_ms = 0; /* the person wants other lines: they are shown in full */
    queue_follow_reload(self);
    view_touch(&self->view);
}

static const char *level_word(enum level level)
{
    return level == LEVEL_OVERDUE ? _("已超时") : level == LEVEL_CRITICAL ? _("即将超时") : _("临期");
}

/* "工单 1121-0007 转办", "承诺 15:37 回电 周建国 " */
static void name_row(const struct console *console, const struct queue_row *row, int64_t now, char *out,
                     size_t size)
{
    char number[CASE_NUMBER_SIZE], due[24];
    if (row->is_promise) {
        time_short(now, row->due, due);
        text_format(out, size, _("承诺 %s 回电 %s%s"), due, row->name, row->name[0] != '\0' ? " " : "");
    } else {
        console_number(console, row->number, number, sizeof(number));
        text_format(out, size, _("工单 %s %s"), number,
                    profile_leg_label(&console->config->profile, row->leg));
    }
}

/* Does what is shown depend on the levels themselves, so that it changes when one of them does? */
static bool shows_levels(const struct queue_setup *setup)
{
    return setup->filter.level != LEVEL_CALM || setup->grouping == GROUP_LEVEL;
}

/* Once a second: whose level has changed? Bell once, one line, the focus stays where it is. */
static void watch_levels(struct queue_view *self, int64_t now)
{
    struct console *console = self->console;
    struct queue_alarm alarm;
    struct err err;
    self->has_risen = true; /* unless it turns out that nothing has */
    if (queue_model_watch(&self->model, &console->desk, now, &alarm, &err) != STATUS_OK) {
        return; /* the reading of the rows says so, and tries again */
    }
    self->has_risen = alarm.has_changed || alarm.count > 0;
    if (alarm.has_changed && shows_levels(self->setup)) {
        self->is_stale = true;
    }
    if (alarm.count == 0) {
        return;
    }
    char what[200];
    name_row(console, &alarm.worst, now, what, sizeof(what));
    if (console->config->settings.bell) {
        ui_bell(console->ui);
    }
    if (alarm.count == 1) {
        ui_status(console->ui, level_style(alarm.worst_level), "%s%s", what, level_word(alarm.worst_level));
    } else {
        ui_status(console->ui, level_style(alarm.worst_level), _("%s%s，另有 %zu 单升级"), what,
                  level_word(alarm.worst_level), alarm.count - 1);
    }
    if (self->setup->grouping != GROUP_NONE) {
        view_touch(&self->view); /* the headings count levels; all else of it the tick draws */
    }
}

/* Reading in another order takes several turns; the old lines stand meanwhile. */
static void step_loading(struct queue_view *self)
{
    struct anchor anchor;
    struct err err;
    if (queue_model_is_loading(&self->model)) {
        take_anchor(self, &anchor);
        enum status status = queue_model_step(&self->model, &self->console->desk, &err);
        settle(self, &anchor, status, &err);
        view_touch(&self->view); /* how far it is */
    }
}

/* Pages are read as the selection comes near the end of what is there; after End, one each turn to the end.
 */
static void read_on(struct queue_view *self)
{
    struct err err;
    struct queue_model *model = &self->model;
    if (!model->has_more || model->is_ordered ||
        !(self->wants_end || self->list.selected + 50 >= model->count)) {
        self->wants_end = self->wants_end && model->has_more;
        return;
    }
    if (queue_model_more(model, &self->console->desk, &err) != STATUS_OK) {
        ui_status_err(self->console->ui, &err);
        self->wants_end = false;
        return;
    }
    self->list.row_count = queue_model_lines(model);
    if (self->wants_end) {
        self->list.selected = self->list.row_count > 0 ? self->list.row_count - 1 : 0;
        ui_wake_at(self->console->ui, clock_boot_ms(self->console->clock));
    }
    view_touch(&self->view);
}

/* The hand has left the list: what is most urgent comes back into sight. */
static void let_go(struct queue_view *self)
{
    if (self->list.is_held && !is_hand_on(self)) {
        self->list.is_held = false;
        self->list.top = 0; /* the list keeps its selection in sight */
        view_touch(&self->view);
    }
}

void queue_follow_step(struct queue_view *self)
{
    struct console *console = self->console;
    int64_t now = console_now(console), boot = clock_boot_ms(console->clock);
    bool is_new_roster = shift_desk_watch(console);
    if (board_desk_watch(console, &self->board_seen) || is_new_roster) {
        view_touch(&self->view);
    }
    bool is_retry = self->failed_ms != 0 && boot - self->failed_ms >= RETRY_MS;
    self->is_stale = console_changed(console, &self->seen) || self->is_stale;
    bool may_read = !self->model.is_ordered || boot - self->read_ms >= ORDER_MS || console->select_case != 0;
    if (is_retry || (self->is_stale && may_read && !queue_model_is_loading(&self->model))) {
        queue_follow_reload(self);
    } else {
        step_loading(self);
    }
    if (self->is_stale && !may_read) {
        ui_wake_at(console->ui, self->read_ms + ORDER_MS); /* others' changes show within a second (R8.8) */
    }
    read_on(self);
    if (now != self->watched_at) {
        self->watched_at = now;
        watch_levels(self, now);
        let_go(self);
    }
    if (selected_case(self) != self->preview.id) {
        show_preview(self, false);
    }
}

void queue_follow_key(struct queue_view *self)
{
    self->touched_ms = clock_boot_ms(self->console->clock);
    self->has_chosen = self->list.selected != 0;
    self->list.is_held = false;
    self->new_count = 0;
    read_on(self);
    view_touch(&self->view);
}

static bool is_behind(const struct queue_row *row, const struct queue_row *other)
{
    return row->rank != other->rank ? row->rank > other->rank
           : row->due != other->due ? row->due > other->due
                                    : row->id > other->id;
}

/* The most urgent promise that is this person's or nobody's, behind `after` (NULL: of all). */
static const struct queue_row *next_promise(const struct queue_view *self, const struct queue_row *after)
{
    const char *badge = self->console->desk.actor.badge;
    for (size_t i = 0; i < self->model.promise_count; i++) {
        const struct queue_row *row = &self->model.promises[i];
        bool is_mine = row->owner[0] == '\0' || strcmp(row->owner, badge) == 0;
        if (is_mine && (after == NULL || is_behind(row, after))) {
            return row;
        }
    }
    return NULL;
}

/* The next piece of work: mine, or what nobody handles yet. False when there is none. */
static bool find_next(struct queue_view *self, const struct queue_row *after, struct queue_row *found)
{
    struct queue_filter filter = {.or_unowned = true};
    size_t count = 0;
    struct err err;
    text_copy(filter.owner, sizeof(filter.owner), self->console->desk.actor.badge);
    if (casework_queue(&self->console->desk, &filter, after, 1, found, &count, &err) != STATUS_OK) {
        ui_status_err(self->console->ui, &err);
        return false;
    }
    const struct queue_row *promise = next_promise(self, after);
    if (promise != NULL && (count == 0 || is_behind(found, promise))) {
        *found = *promise;
        count = 1;
    }
    return count > 0;
}

/* Put the cursor on a row, wherever it stands; a filter that hides it goes, and that is said. */
static void go_to(struct queue_view *self, int64_t id)
{
    struct console *console = self->console;
    self->next_id = id;
    console->select_case = id;
    select_made(self);
    const struct queue_row *row = queue_selected(self);
    if (row == NULL || row->id != id) {
        self->setup->filter = (struct queue_filter){0};
        console->select_case = id;
        queue_follow_setup(self);
        ui_status(console->ui, STYLE_NORMAL, _("最急的一件不在筛选里，筛选已清除。"));
    }
    self->next_id = id;
    queue_follow_key(self);
}

unsigned queue_run_next(struct view *view)
{
    struct queue_view *self = (struct queue_view *)view;
    const struct queue_row *row = queue_selected(self);
    bool is_further = row != NULL && row->id == self->next_id;
    struct queue_row found;
    if ((is_further && find_next(self, row, &found)) || find_next(self, NULL, &found)) {
        go_to(self, found.id);
    } else {
        ui_status(view->ui, STYLE_GOOD, _("没有等您办的：没有您首问的、交给您的，也没有未派单的。"));
    }
    return VIEW_HANDLED;
}
