/* The desk: what is open, most urgent first, with live countdowns. */

#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/base/width.h"
#include "zuoxi/console/board_desk.h"
#include "zuoxi/console/live.h"
#include "zuoxi/console/paint.h"
#include "zuoxi/console/preview.h"
#include "zuoxi/console/queue_cells.h"
#include "zuoxi/console/queue_model.h"
#include "zuoxi/console/views.h"
#include "zuoxi/tui/list.h"

#define TOP_ROWS       2 /* counts bar and rule */
#define PREVIEW_ROWS   6
#define BESIDE_COLUMNS 120 /* from here on the preview stands beside the list */
#define RETRY_MS       1000

struct queue_view {
    struct view view;
    struct console *console;
    struct queue_model model;
    struct list_column columns[QUEUE_COLUMNS]; /* translated */
    struct list list;
    struct preview preview;
    struct live *live; /* owned */
    size_t strip;      /* lines of the strip as last drawn */
    size_t line;       /* the one selected there */
    bool in_strip;     /* the strip has the focus */
    unsigned long board_seen;
    unsigned long seen; /* changes of the database already read */
    int64_t watched_at; /* UTC second of the last look at the levels */
    int64_t failed_ms;  /* boot clock of the last failed read, 0 = the last one went well */
    int rows;           /* rows of the list that were visible */
    bool has_focus;     /* as last drawn */
};

static struct queue_view *self_of(struct view *view)
{
    return (struct queue_view *)view;
}

static const struct queue_row *selected_row(const struct queue_view *self)
{
    return self->list.selected < self->model.count ? &self->model.rows[self->list.selected] : NULL;
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
    const struct queue_row *row = selected_row(self);
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
    preview_show(&self->preview, console, selected_row(self) != NULL ? selected_row(self)->id : 0, true);
    view_touch(&self->view);
}

static const char *level_word(enum level level)
{
    return level == LEVEL_OVERDUE ? _("已超时") : level == LEVEL_CRITICAL ? _("即将超时") : _("临期");
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
    const struct queue_row *row = &self->model.rows[alarm.worst];
    char number[CASE_NUMBER_SIZE];
    console_number(console, row->number, number, sizeof(number));
    const char *leg = profile_leg_label(&console->config->profile, row->leg);
    if (console->config->settings.bell) {
        ui_bell(console->ui);
    }
    if (alarm.count == 1) {
        ui_status(console->ui, level_style(alarm.worst_level), _("工单 %s %s%s"), number, leg,
                  level_word(alarm.worst_level));
    } else {
        ui_status(console->ui, level_style(alarm.worst_level), _("工单 %s %s%s，另有 %zu 单升级"), number,
                  leg, level_word(alarm.worst_level), alarm.count - 1);
    }
    view_touch(&self->view);
}

/* Calls come and go: the strip grows and shrinks with them, and gives the focus back when it is empty. */
static void step_strip(struct queue_view *self)
{
    live_step(self->live, ui_front(self->console->ui) == &self->view);
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
    const struct queue_row *row = selected_row(self);
    if ((row != NULL ? row->id : 0) != self->preview.id) {
        preview_show(&self->preview, console, row != NULL ? row->id : 0, false);
    }
}

static bool is_beside(const struct canvas *canvas)
{
    return canvas_width(canvas) >= BESIDE_COLUMNS;
}

static struct rect list_rect(const struct canvas *canvas)
{
    int height = canvas_height(canvas), width = canvas_width(canvas);
    if (is_beside(canvas)) {
        int preview = width * 36 / 100;
        return (struct rect){TOP_ROWS, 0, height - TOP_ROWS, width - preview};
    }
    int rows = height - TOP_ROWS - PREVIEW_ROWS - 1;
    return (struct rect){TOP_ROWS, 0, rows > 3 ? rows : height - TOP_ROWS, width};
}

static struct rect preview_rect(const struct canvas *canvas)
{
    int height = canvas_height(canvas), width = canvas_width(canvas);
    struct rect list = list_rect(canvas);
    if (is_beside(canvas)) {
        return (struct rect){TOP_ROWS + 1, list.width + 1, height - TOP_ROWS - 2, width - list.width - 2};
    }
    return (struct rect){list.y + list.height + 1, 0, height - list.y - list.height - 1, width};
}

static int draw_count(struct canvas *canvas, int x, const char *label, int64_t count, enum style style)
{
    x += draw_text(canvas, 0, x, -1, STYLE_NORMAL, label) + 1;
    return x + draw_format(canvas, 0, x, -1, count > 0 ? style : STYLE_DIM, "%lld", (long long)count) + 2;
}

/* What lies open behind the desk. */
static void draw_unfinished(struct console *console, struct canvas *canvas, int x)
{
    size_t forms = intake_view_count(console), others = drafts_unsaved(console);
    struct str text = {0};
    if (forms > 0) {
        str_printf(&text, _("| 未完成登记 %zu 张"), forms);
    }
    if (others > 0) {
        str_printf(&text, _("| 未完成修改、办理 %zu 份"), others);
    }
    if (text.length > 0) {
        str_add(&text, _("，F6 切换"));
        draw_text(canvas, 0, x, canvas_width(canvas) - x, STYLE_WARNING, str_text(&text));
    }
    str_free(&text);
}

static void draw_counts(struct queue_view *self, struct canvas *canvas)
{
    const struct queue_counts *counts = &self->model.counts;
    int width = canvas_width(canvas);
    draw_text(canvas, 0, 0, width, STYLE_NORMAL, "");
    int x = draw_count(canvas, 1, _("待办"), counts->open, STYLE_STRONG);
    x = draw_count(canvas, x, _("临期"), counts->warning + counts->critical, STYLE_WARNING);
    x = draw_count(canvas, x, _("超时"), counts->overdue, STYLE_OVERDUE);
    x = draw_count(canvas, x, _("待回访"), counts->callback, STYLE_STRONG);
    if (counts->unfinished > 0) {
        x = draw_count(canvas, x, _("待补全"), counts->unfinished, STYLE_WARNING);
    }
    x = board_desk_draw(self->console, canvas, x);
    draw_unfinished(self->console, canvas, x);
    draw_rule(canvas, 1, 0, width, STYLE_BORDER);
}

/* What the strip leaves to the list and the preview. */
static struct canvas *without_strip(const struct queue_view *self, struct canvas *canvas,
                                    struct canvas_part *part)
{
    int strip = self->strip > 0 ? (int)self->strip + 1 : 0;
    return canvas_sub(canvas, (struct rect){0, 0, canvas_height(canvas) - strip, canvas_width(canvas)}, part);
}

static void draw_strip(struct queue_view *self, struct canvas *canvas, bool has_focus)
{
    struct canvas_part part;
    int lines = (int)self->strip, top = canvas_height(canvas) - lines, width = canvas_width(canvas);
    if (lines > 0) {
        draw_rule(canvas, top - 1, 0, width, STYLE_BORDER);
        live_draw(self->live, canvas_sub(canvas, (struct rect){top, 0, lines, width}, &part), self->line,
                  has_focus && self->in_strip);
    }
}

static void draw(struct view *view, struct canvas *whole, bool has_focus)
{
    struct queue_view *self = self_of(view);
    struct canvas_part part, desk;
    draw_clear(whole);
    draw_strip(self, whole, has_focus);
    has_focus = has_focus && !self->in_strip;
    struct canvas *canvas = without_strip(self, whole, &desk);
    struct rect list = list_rect(canvas), below = preview_rect(canvas);
    draw_counts(self, canvas);
    struct canvas *inner = canvas_sub(canvas, list, &part);
    self->rows = list_visible(inner);
    self->has_focus = has_focus;
    list_draw(&self->list, inner, has_focus);
    if (below.height <= 0) {
        return;
    }
    if (is_beside(canvas)) {
        draw_box(canvas, (struct rect){below.y - 1, below.x - 1, below.height + 2, below.width + 2},
                 STYLE_BORDER, _("预览"));
    } else {
        draw_rule(canvas, below.y - 1, 0, canvas_width(canvas), STYLE_BORDER);
    }
    preview_draw(&self->preview, self->console, canvas_sub(canvas, below, &part));
}

static void tick(struct view *view, struct canvas *whole)
{
    struct queue_view *self = self_of(view);
    struct canvas_part part, desk;
    struct canvas *canvas = without_strip(self, whole, &desk);
    struct canvas *inner = canvas_sub(canvas, list_rect(canvas), &part);
    draw_counts(self, canvas);
    list_draw_column(&self->list, inner, QUEUE_MARK, self->has_focus);
    list_draw_column(&self->list, inner, QUEUE_LEFT, self->has_focus);
    struct rect below = preview_rect(canvas);
    if (below.height > 0) {
        preview_tick(&self->preview, self->console, canvas_sub(canvas, below, &part));
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
    const struct queue_row *row = selected_row(self);
    if (self->in_strip) {
        live_use(self->live, self->line);
    } else if (row != NULL) {
        case_view_open(self->console, row->id);
    }
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
    if (!list_mouse(&self->list, y - TOP_ROWS, x, what, self->rows)) {
        return 0;
    }
    view_touch(view);
    return what == UI_MOUSE_DOUBLE ? open_selected(view) : VIEW_HANDLED;
}

static unsigned run_search(struct view *view)
{
    search_view_ask(console_of(view));
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
    text_format(out, size, "%s  %s %s %s  %s", console->config->settings.company, actor->badge, actor->name,
                role_label(actor->role), seat_state_label(live_state(self_of(view)->live)));
}

static void close_view(struct view *view)
{
    struct queue_view *self = self_of(view);
    self->console->live = NULL;
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
    {"queue.strip", UI_KEY_TAB, N_("接听栏"), N_("到台面下方的来电，Enter 接听；再按回到工单"), run_strip, 0},
    {"queue.board", UI_KEY_F(8), N_("公告"), N_("公告：停供、施工、政策；回电名单"), board_desk_run,
     ACTION_BAR},
    {"queue.customer", UI_KEY_F(11), N_("用户"), N_("打开选中工单的用户资料"), run_customer, 0},
    {"queue.reload", 'r', N_("刷新"), N_("重新读取工单"), run_reload, 0},
};

const struct action_table queue_actions = {"queue", N_("工作台"), actions,
                                           sizeof(actions) / sizeof(actions[0]), true};

static const struct view_ops ops = {
    .name = "queue",
    .actions = actions,
    .action_count = sizeof(actions) / sizeof(actions[0]),
    .title = title,
    .draw = draw,
    .tick = tick,
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
