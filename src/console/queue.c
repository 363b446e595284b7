/* The desk: what is open, most urgent first, with live countdowns. */

#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/console/board_desk.h"
#include "zuoxi/console/paint.h"
#include "zuoxi/console/promises.h"
#include "zuoxi/console/queue_view.h"
#include "zuoxi/console/views.h"

#define RETRY_MS 1000

static struct queue_view *self_of(struct view *view)
{
    return (struct queue_view *)view;
}

/* The case to be previewed: the selected one, or the one a promise is about; 0: none. */
static int64_t selected_case(const struct queue_view *self)
{
    const struct queue_row *row = queue_selected(self);
    return row != NULL ? row->case_id : 0;
}

static void cell(void *context, size_t index, size_t column, char *out, size_t size, enum style *style)
{
    struct queue_view *self = context;
    queue_cell(self->console, &self->model.rows[index], column, out, size, style);
}

/*
 * Read the queue again; the case under the cursor stays under the cursor, at the same height on the screen.
 */
static void reload(struct queue_view *self)
{
    struct console *console = self->console;
    const struct queue_row *row = queue_selected(self);
    int64_t wanted = console->select_case != 0 ? console->select_case : row != NULL ? row->id : 0;
    bool is_new = console->select_case != 0;
    size_t offset = self->list.selected - self->list.top;
    struct err err;
    enum status status = queue_model_load(&self->model, &console->desk, &err);
    self->failed_ms = status == STATUS_OK ? 0 : clock_boot_ms(console->clock);
    if (status != STATUS_OK) {
        ui_status_err(console->ui, &err);
        ui_wake_at(console->ui, self->failed_ms + RETRY_MS);
        return;
    }
    console->select_case = 0;
    self->list.row_count = self->model.count;
    size_t found = queue_model_find(&self->model, wanted);
    while (is_new && found == self->model.count && self->model.has_more &&
           queue_model_more(&self->model, &console->desk, &err) == STATUS_OK) {
        found = queue_model_find(&self->model, wanted);
        self->list.row_count = self->model.count;
    }
    if (found < self->model.count) {
        self->list.selected = found;
        self->list.top = self->list.top > 0 && found > offset ? found - offset : 0;
    } else if (self->list.selected >= self->model.count) {
        self->list.selected = self->model.count > 0 ? self->model.count - 1 : 0;
    }
    preview_show(&self->preview, console, selected_case(self), true);
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

/* Once a second: whose level has changed? Bell once, one line, the focus stays where it is. */
static void watch_levels(struct queue_view *self, int64_t now)
{
    struct console *console = self->console;
    struct queue_alarm alarm;
    queue_model_watch(&self->model, now, &alarm);
    bool is_counted = self->model.counts.next_change != 0 && now >= self->model.counts.next_change;
    if (is_counted) {
        struct err err;
        casework_counts(&console->desk, &self->model.counts, &err); /* drawn by tick() */
    }
    if (alarm.count == 0) {
        return;
    }
    char what[200];
    name_row(console, alarm.worst, now, what, sizeof(what));
    if (console->config->settings.bell) {
        ui_bell(console->ui);
    }
    if (alarm.count == 1) {
        ui_status(console->ui, level_style(alarm.worst_level), "%s%s", what, level_word(alarm.worst_level));
    } else {
        ui_status(console->ui, level_style(alarm.worst_level), _("%s%s，另有 %zu 单升级"), what,
                  level_word(alarm.worst_level), alarm.count - 1);
    }
    view_touch(&self->view);
}

/* Calls come and go: the strip grows and shrinks with them, and gives the focus back when it is empty. */
static void step_strip(struct queue_view *self)
{
    struct ui *ui = self->console->ui;
    live_step(self->live, ui_front(ui) == &self->view && !ui_has_popup(ui));
    size_t lines = live_count(self->live);
    bool has_changed = live_tick(self->live) || lines != self->strip;
    self->strip = lines;
    self->in_strip = self->in_strip && lines > 0;
    self->line = self->line < lines ? self->line : 0;
    if (has_changed) {
        view_touch(&self->view);
    }
}

static void step(struct view *view)
{
    struct queue_view *self = self_of(view);
    struct console *console = self->console;
    step_strip(self);
    promises_step(console->promises);
    int64_t now = console_now(console);
    bool is_retry = self->failed_ms != 0 && clock_boot_ms(console->clock) - self->failed_ms >= RETRY_MS;
    if (board_desk_watch(console, &self->board_seen)) {
        view_touch(view);
    }
    if (console_changed(console, &self->seen) || is_retry) {
        reload(self);
    }
    if (now != self->watched_at) {
        self->watched_at = now;
        watch_levels(self, now);
    }
    if (selected_case(self) != self->preview.id) {
        preview_show(&self->preview, console, selected_case(self), false);
    }
}

/* Pages are read as the selection comes near the end of what is there; End reads them all. */
static void read_on(struct queue_view *self, bool to_the_end)
{
    struct err err;
    while (self->model.has_more && (to_the_end || self->list.selected + 50 >= self->model.count)) {
        if (queue_model_more(&self->model, &self->console->desk, &err) != STATUS_OK) {
            ui_status_err(self->console->ui, &err);
            break;
        }
        self->list.row_count = self->model.count;
    }
}

static unsigned key(struct view *view, uint32_t pressed)
{
    struct queue_view *self = self_of(view);
    if (self->in_strip && (pressed == UI_KEY_UP || pressed == UI_KEY_DOWN)) {
        self->line = pressed == UI_KEY_DOWN ? self->line + 1 : self->line > 0 ? self->line - 1 : 0;
        self->line = self->line < self->strip ? self->line : self->strip - 1;
        return VIEW_HANDLED;
    }
    if (pressed == UI_KEY_END) {
        read_on(self, true);
    }
    if (!list_key(&self->list, pressed, self->rows)) {
        return 0;
    }
    read_on(self, false);
    view_touch(view);
    return VIEW_HANDLED;
}

static unsigned open_selected(struct view *view)
{
    struct queue_view *self = self_of(view);
    const struct queue_row *row = queue_selected(self);
    if (self->in_strip) {
        live_use(self->live, self->line);
    } else if (row != NULL && row->is_promise) {
        promises_call(self->console->promises, row->id);
    } else if (row != NULL) {
        case_view_open(self->console, row->id);
    }
    return VIEW_HANDLED;
}

/* What is asked of the promise selected. */
static unsigned ask_promise(struct view *view, void (*ask)(struct promises *promises, int64_t id))
{
    struct queue_view *self = self_of(view);
    const struct queue_row *row = queue_selected(self);
    if (row != NULL && row->is_promise) {
        ask(self->console->promises, row->id);
    } else {
        ui_status(view->ui, STYLE_NORMAL, _("请先选中一条承诺（预约回复）。"));
    }
    return VIEW_HANDLED;
}

static unsigned run_done(struct view *view)
{
    return ask_promise(view, promises_ask_done);
}

static unsigned run_postpone(struct view *view)
{
    return ask_promise(view, promises_ask_postpone);
}

static unsigned run_hand(struct view *view)
{
    return ask_promise(view, promises_ask_hand);
}

/* A promise about the case selected, or about nothing yet. */
static unsigned run_promise(struct view *view)
{
    struct queue_view *self = self_of(view);
    struct promise about = {0};
    if (self->preview.id != 0) {
        promises_about_case(&self->preview.file->record, &about);
    }
    promises_ask(self->console, &about, NULL);
    return VIEW_HANDLED;
}

static unsigned run_message(struct view *view)
{
    message_form_open(console_of(view));
    return VIEW_HANDLED;
}

static unsigned run_strip(struct view *view)
{
    struct queue_view *self = self_of(view);
    self->in_strip = !self->in_strip && self->strip > 0;
    return VIEW_HANDLED;
}

static unsigned mouse(struct view *view, int y, int x, enum ui_mouse what)
{
    struct queue_view *self = self_of(view);
    self->in_strip = self->strip > 0 && y >= self->strip_top && what <= UI_MOUSE_DOUBLE;
    if (self->in_strip) {
        self->line = (size_t)(y - self->strip_top);
        return what == UI_MOUSE_DOUBLE ? open_selected(view) : VIEW_HANDLED;
    }
    if (!list_mouse(&self->list, y - QUEUE_TOP, x, what, self->rows)) {
        return 0;
    }
    view_touch(view);
    return what == UI_MOUSE_DOUBLE ? open_selected(view) : VIEW_HANDLED;
}

static unsigned run_search(struct view *view)
{
    search_view_open(console_of(view));
    return VIEW_HANDLED;
}

static unsigned run_reload(struct view *view)
{
    reload(self_of(view));
    return VIEW_HANDLED;
}

static unsigned run_customer(struct view *view)
{
    struct queue_view *self = self_of(view);
    customer_card_open(self->console, self->preview.id != 0 ? self->preview.file->record.customer_id : 0);
    return VIEW_HANDLED;
}

static unsigned run_duplicates(struct view *view)
{
    duplicates_view_open(console_of(view));
    return VIEW_HANDLED;
}

static unsigned run_book(struct view *view)
{
    const struct phrase_host host = {NULL, NULL, NULL};
    phrasebook_open(console_of(view), &host, true);
    return VIEW_HANDLED;
}

static unsigned run_surge(struct view *view)
{
    surge_view_open(console_of(view));
    return VIEW_HANDLED;
}

static unsigned run_unfinished(struct view *view)
{
    unfinished_view_open(console_of(view));
    return VIEW_HANDLED;
}

static void title(struct view *view, char *out, size_t size)
{
    struct console *console = console_of(view);
    const struct actor *actor = &console->desk.actor;
    enum seat_state state = live_state(self_of(view)->live);
    text_format(out, size, "%s  %s %s %s  %s", console->config->settings.company, actor->badge, actor->name,
                role_label(actor->role), state != SEAT_OUT ? seat_state_label(state) : "");
}

static void close_view(struct view *view)
{
    struct queue_view *self = self_of(view);
    self->console->live = NULL;
    promises_close(&self->console->promises);
    live_close(&self->live);
    queue_model_clear(&self->model);
    preview_free(&self->preview);
    free(self);
}

static const struct action actions[] = {
    {"queue.open", UI_KEY_ENTER, N_("打开"), N_("打开选中的工单"), open_selected, ACTION_BAR},
    {"queue.search", '/', N_("查找"), N_("按工单号、电话或任意文字查找"), run_search, ACTION_BAR},
    {"queue.book", UI_KEY_F(5), N_("话术"), N_("打开话术"), run_book, ACTION_BAR},
    {"queue.surge", 'g', N_("高峰登记"), N_("来电高峰：只用数字，十几秒登记一单，过后补全"), run_surge, 0},
    {"queue.unfinished", 'u', N_("待补全"), N_("补全高峰时登记的工单"), run_unfinished, 0},
    {"queue.message", 'm', N_("留言"), N_("给不在的同事留言，他的台面立即显示"), run_message, 0},
    {"queue.strip", UI_KEY_TAB, N_("来电留言"), N_("到台面下方的来电和留言，Enter 接听、阅读；再按回到工单"),
     run_strip, 0},
    {"queue.promise", UI_CTRL | 'R', N_("预约回复"), N_("承诺给用户回电，到时提醒"), run_promise, 0},
    {"queue.done", 'd', N_("承诺完成"), N_("选中的承诺已回复"), run_done, 0},
    {"queue.postpone", 'p', N_("承诺推后"), N_("选中的承诺换一个时间"), run_postpone, 0},
    {"queue.hand", 'h', N_("承诺转交"), N_("把选中的承诺转给别人，或接手没人负责的"), run_hand, 0},
    {"queue.board", UI_KEY_F(8), N_("公告"), N_("公告：停供、施工、政策；回电名单"), board_desk_run,
     ACTION_BAR},
    {"queue.customer", UI_KEY_F(11), N_("用户"), N_("打开选中工单的用户资料"), run_customer, 0},
    {"queue.duplicates", 'x', N_("重复用户"), N_("列出可能重复的用户，合并为一户"), run_duplicates, 0},
    {"queue.reload", 'r', N_("刷新"), N_("重新读取工单"), run_reload, 0},
};

const struct action_table queue_actions = {"queue", N_("工作台"), actions,
                                           sizeof(actions) / sizeof(actions[0]), true};

static const struct view_ops ops = {
    .name = "queue",
    .actions = actions,
    .action_count = sizeof(actions) / sizeof(actions[0]),
    .title = title,
    .draw = queue_draw,
    .tick = queue_tick,
    .step = step,
    .key = key,
    .mouse = mouse,
    .close = close_view,
};

void queue_view_open(struct console *console)
{
    struct queue_view *self = mem_new(1, sizeof(*self));
    self->view.ops = &ops;
    self->console = console;
    queue_columns(self->columns);
    self->list = (struct list){.columns = self->columns,
                               .column_count = QUEUE_COLUMNS,
                               .empty = _("没有未结工单。按 F2 登记来电，按 / 查找以前的工单。"),
                               .cell = cell,
                               .context = self};
    ui_open_page(console->ui, &self->view);
    console_changed(console, &self->seen);
    self->watched_at = console_now(console);
    self->live = live_open(console);
    console->live = self->live;
    console->promises = promises_open(console);
    reload(self);
}

void queue_view_show(struct console *console)
{
    for (size_t i = 0; i < ui_page_count(console->ui); i++) {
        struct view *page = ui_page(console->ui, i);
        if (page->ops == &ops) {
            ui_show_page(console->ui, page);
            if (console->select_case != 0) {
                reload(self_of(page)); /* now, not a turn later: the next Enter must open the new case */
            }
            return;
        }
    }
}
