/* Handovers as they were: newest first, found by words. */

#include <stdlib.h>

#include "zuoxi/base/clock.h"
#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/console/paint.h"
#include "zuoxi/console/shifts.h"
#include "zuoxi/desk/handover_figures.h"
#include "zuoxi/tui/list.h"
#include "zuoxi/tui/popup.h"

#define PAGE     60
#define TOP_ROWS 2

enum column { COLUMN_ENDS, COLUMN_TURN, COLUMN_OUT, COLUMN_IN, COLUMN_SIGNED, COLUMN_REMARKS, COLUMN_COUNT };

struct history_view {
    struct view view;
    struct console *console;
    struct handover_row *rows; /* owned */
    size_t count, capacity;
    bool has_more;
    char words[200];
    struct list_column columns[COLUMN_COUNT];
    struct list list;
    struct handover_figures figures; /* of this month */
    int visible;
    unsigned long seen;
};

static const struct list_column columns[COLUMN_COUNT] = {
    [COLUMN_ENDS] = {.title = N_("交班时间"), .width = 12},
    [COLUMN_TURN] = {.title = N_("班次"), .width = 0},
    [COLUMN_OUT] = {.title = N_("交班人"), .width = 8},
    [COLUMN_IN] = {.title = N_("接班人"), .width = 8},
    [COLUMN_SIGNED] = {.title = N_("双方签字"), .width = 12},
    [COLUMN_REMARKS] = {.title = N_("备注"), .width = 20},
};

static struct history_view *self_of(struct view *view)
{
    return (struct history_view *)view;
}

static void describe_remarks(const struct handover_row *row, char *out, size_t size)
{
    char carried[40] = "", questions[40] = "", overrides[40] = "";
    if (row->carried > 0) {
        text_format(carried, sizeof(carried), _("遗留%d "), row->carried);
    }
    if (row->questions > 0) {
        text_format(questions, sizeof(questions), _("疑问%d "), row->questions);
    }
    if (row->overrides > 0) {
        text_format(overrides, sizeof(overrides), _("放行%d"), row->overrides);
    }
    text_format(out, size, "%s%s%s", carried, questions, overrides);
}

static void cell(void *context, size_t index, size_t column, char *out, size_t size, enum style *style)
{
    const struct history_view *self = context;
    const struct handover_row *row = &self->rows[index];
    int64_t now = console_now(self->console);
    int64_t grace = self->console->config->settings.handover_grace * (int64_t)60;
    char time[24];
    switch ((enum column)column) {
    case COLUMN_ENDS:
        time_short(now, row->ends_at, time);
        text_copy(out, size, time);
        break;
    case COLUMN_TURN:
        text_format(out, size, "%s -> %s", row->shift,
                    row->next_shift[0] != '\0' ? row->next_shift : _("下班"));
        break;
    case COLUMN_OUT:
        text_copy(out, size, row->out_badge[0] != '\0' ? row->out_badge : "--");
        break;
    case COLUMN_IN:
        text_copy(out, size, row->in_badge[0] != '\0' ? row->in_badge : "--");
        break;
    case COLUMN_SIGNED:
        if (row->signed_at == 0) {
            text_copy(out, size, _("未签"));
            *style = row->ends_at < now ? STYLE_OVERDUE : STYLE_WARNING;
            break;
        }
        time_short(now, row->signed_at, time);
        text_format(out, size, "%s%s", time, row->signed_at > row->ends_at + grace ? "!" : "");
        *style = row->signed_at > row->ends_at + grace ? STYLE_WARNING : STYLE_GOOD;
        break;
    case COLUMN_REMARKS:
        describe_remarks(row, out, size);
        *style = STYLE_WARNING;
        break;
    case COLUMN_COUNT:
        break;
    }
}

static void read_page(struct history_view *self)
{
    struct handover_row last;
    struct err err;
    size_t count = 0;
    mem_reserve((void **)&self->rows, &self->capacity, self->count + PAGE, sizeof(*self->rows));
    if (self->count > 0) {
        last = self->rows[self->count - 1];
    }
    if (handover_list(&self->console->desk, self->count > 0 ? &last : NULL, 0, self->words, PAGE,
                      &self->rows[self->count], &count, &err) != STATUS_OK) {
        ui_status_err(self->console->ui, &err);
    }
    self->count += count;
    self->has_more = count == PAGE;
    self->list.row_count = self->count;
}

static void count_month(struct history_view *self)
{
    struct civil today = clock_civil(console_now(self->console));
    struct civil first = {.year = today.year, .month = today.month, .day = 1}, next = first;
    struct err err;
    next.month++;
    if (handover_count(&self->console->desk, clock_utc(first), clock_utc(next), &self->figures, &err) !=
        STATUS_OK) {
        ui_status_err(self->console->ui, &err);
    }
}

static void reload(struct history_view *self)
{
    count_month(self);
    self->count = 0;
    read_page(self);
    if (self->list.selected >= self->count) {
        self->list.selected = self->count > 0 ? self->count - 1 : 0;
    }
    view_touch(&self->view);
}

static void step(struct view *view)
{
    struct history_view *self = self_of(view);
    if (console_changed(self->console, &self->seen)) {
        reload(self);
    }
}

static void draw(struct view *view, struct canvas *canvas, bool has_focus)
{
    struct history_view *self = self_of(view);
    struct canvas_part part;
    int width = canvas_width(canvas);
    draw_clear(canvas);
    if (self->words[0] != '\0') {
        draw_format(canvas, 0, 1, width - 1, STYLE_STRONG, _("含“%s”的交接班记录"), self->words);
    } else {
        const struct handover_figures *month = &self->figures;
        draw_format(canvas, 0, 1, width - 1, STYLE_NORMAL,
                    _("本月 %d 次  准时 %d  迟签 %d  未签 %d  放行 %d  疑问 %d  遗留故障 %d"), month->count,
                    month->punctual, month->is_signed - month->punctual, month->missing, month->overrides,
                    month->questions, month->carried);
    }
    draw_rule(canvas, 1, 0, width, STYLE_BORDER);
    struct canvas *inner =
        canvas_sub(canvas, (struct rect){TOP_ROWS, 0, canvas_height(canvas) - TOP_ROWS, width}, &part);
    self->visible = list_visible(inner);
    list_draw(&self->list, inner, has_focus);
}

static unsigned key(struct view *view, uint32_t pressed)
{
    struct history_view *self = self_of(view);
    if (!list_key(&self->list, pressed, self->visible)) {
        return 0;
    }
    while (self->has_more && (pressed == UI_KEY_END || self->list.selected + PAGE / 2 >= self->count)) {
        read_page(self);
    }
    view_touch(view);
    return VIEW_HANDLED;
}

static unsigned run_open(struct view *view)
{
    struct history_view *self = self_of(view);
    if (self->list.selected < self->count) {
        handover_view_open(self->console, self->rows[self->list.selected].id);
    }
    return VIEW_HANDLED;
}

static unsigned mouse(struct view *view, int y, int x, enum ui_mouse what)
{
    struct history_view *self = self_of(view);
    if (!list_mouse(&self->list, y - TOP_ROWS, x, what, self->visible)) {
        return 0;
    }
    view_touch(view);
    return what == UI_MOUSE_DOUBLE ? run_open(view) : VIEW_HANDLED;
}

static void words_answered(void *context, const char *text)
{
    struct history_view *self = context;
    if (text != NULL) {
        text_copy(self->words, sizeof(self->words), text);
        self->list.selected = self->list.top = 0;
        reload(self);
    }
}

static unsigned run_words(struct view *view)
{
    prompt_open(view->ui, _("只看签过字的记录里有这些字的（空：全部）"), self_of(view)->words, words_answered,
                view);
    return VIEW_HANDLED;
}

static unsigned run_back(struct view *view)
{
    (void)view;
    return VIEW_CLOSE | VIEW_HANDLED;
}

static void title(struct view *view, char *out, size_t size)
{
    (void)view;
    text_copy(out, size, _("交接班历史"));
}

static void close_view(struct view *view)
{
    free(self_of(view)->rows);
    free(view);
}

static const struct action actions[] = {
    {"history.open", UI_KEY_ENTER, N_("打开"), N_("打开选中的交接班记录"), run_open, ACTION_BAR},
    {"history.words", '/', N_("查找"), N_("只看签过字的记录里有某些字的"), run_words, ACTION_BAR},
    {"history.back", UI_KEY_ESC, N_("返回"), N_("关闭"), run_back, ACTION_BAR},
};

const struct action_table handover_history_actions = {"history", N_("交接班历史"), actions,
                                                      sizeof(actions) / sizeof(actions[0]), false};

static const struct view_ops ops = {
    .name = "history",
    .actions = actions,
    .action_count = sizeof(actions) / sizeof(actions[0]),
    .title = title,
    .draw = draw,
    .step = step,
    .key = key,
    .mouse = mouse,
    .close = close_view,
};

void handover_history_open(struct console *console)
{
    struct history_view *self = mem_new(1, sizeof(*self));
    self->view.ops = &ops;
    self->console = console;
    for (size_t i = 0; i < COLUMN_COUNT; i++) {
        self->columns[i] = columns[i];
        self->columns[i].title = _(columns[i].title);
    }
    self->list = (struct list){.columns = self->columns,
                               .column_count = COLUMN_COUNT,
                               .empty = _("还没有交接班记录。交班前在工作台按 F7 开始填写。"),
                               .cell = cell,
                               .context = self};
    ui_open_page(console->ui, &self->view);
    console_changed(console, &self->seen);
    reload(self);
}
