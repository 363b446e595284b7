/* What the surge form took in seconds, to be finished one after the other, the oldest first. */

#include <stdlib.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/console/paint.h"
#include "zuoxi/console/views.h"
#include "zuoxi/desk/surge.h"
#include "zuoxi/tui/list.h"

#define PAGE 200

enum column {
    COLUMN_NUMBER,
    COLUMN_TIME,
    COLUMN_PHONE,
    COLUMN_NAME,
    COLUMN_CATEGORY,
    COLUMN_ADDRESS,
    COLUMN_OWNER,
    COLUMN_COUNT
};

static const struct list_column columns[COLUMN_COUNT] = {
    [COLUMN_NUMBER] = {.title = N_("编号"), .width = 9},
    [COLUMN_TIME] = {.title = N_("受理"), .width = 11},
    [COLUMN_PHONE] = {.title = N_("电话"), .width = 13},
    [COLUMN_NAME] = {.title = N_("用户"), .width = 8},
    [COLUMN_CATEGORY] = {.title = N_("类别"), .width = 22},
    [COLUMN_ADDRESS] = {.title = N_("地址"), .width = 0, .wide_only = 90},
    [COLUMN_OWNER] = {.title = N_("首问"), .width = 6},
};

struct unfinished_view {
    struct view view;
    struct console *console;
    struct unfinished_row *rows; /* owned */
    size_t count, capacity;
    bool has_more;
    struct list_column columns[COLUMN_COUNT]; /* translated */
    struct list list;
    unsigned long seen;
    int visible;
};

static struct unfinished_view *self_of(struct view *view)
{
    return (struct unfinished_view *)view;
}

static void cell(void *context, size_t index, size_t column, char *out, size_t size, enum style *style)
{
    struct unfinished_view *self = context;
    const struct unfinished_row *row = &self->rows[index];
    char text[PHONE_SIZE];
    (void)style;
    switch ((enum column)column) {
    case COLUMN_NUMBER:
        console_number(self->console, row->number, out, size);
        break;
    case COLUMN_TIME:
        time_short(console_now(self->console), row->accepted_at, text);
        text_copy(out, size, text);
        break;
    case COLUMN_PHONE:
        console_list_phone(self->console, row->phone, text);
        text_copy(out, size, text);
        break;
    case COLUMN_NAME:
        text_copy(out, size, row->name);
        break;
    case COLUMN_CATEGORY:
        profile_category_path(&self->console->config->profile, row->type, row->category, out, size);
        break;
    case COLUMN_ADDRESS:
        text_copy(out, size, row->address);
        break;
    case COLUMN_OWNER:
        text_copy(out, size, row->owner);
        break;
    case COLUMN_COUNT:
        break;
    }
}

static void read_more(struct unfinished_view *self)
{
    size_t more = 0;
    struct err err;
    mem_reserve((void **)&self->rows, &self->capacity, self->count + PAGE, sizeof(*self->rows));
    int64_t after = self->count > 0 ? self->rows[self->count - 1].id : 0;
    if (surge_list(&self->console->desk, after, PAGE, &self->rows[self->count], &more, &err) != STATUS_OK) {
        ui_status_err(self->console->ui, &err);
    }
    self->count += more;
    self->has_more = more == PAGE;
    self->list.row_count = self->count;
}

static void reload(struct unfinished_view *self)
{
    size_t wanted = self->count;
    self->count = 0;
    do {
        read_more(self);
    } while (self->has_more && self->count < wanted);
    if (self->list.selected >= self->count) {
        self->list.selected = self->count > 0 ? self->count - 1 : 0;
    }
    view_touch(&self->view);
}

static void step(struct view *view)
{
    struct unfinished_view *self = self_of(view);
    if (console_changed(self->console, &self->seen)) {
        reload(self);
    }
}

static void draw(struct view *view, struct canvas *canvas, bool has_focus)
{
    struct unfinished_view *self = self_of(view);
    draw_clear(canvas);
    self->visible = list_visible(canvas);
    list_draw(&self->list, canvas, has_focus);
}

static unsigned key(struct view *view, uint32_t pressed)
{
    struct unfinished_view *self = self_of(view);
    if (!list_key(&self->list, pressed, self->visible)) {
        return 0;
    }
    while (self->has_more && (pressed == UI_KEY_END || self->list.selected + 50 >= self->count)) {
        read_more(self);
    }
    view_touch(view);
    return VIEW_HANDLED;
}

static unsigned open_selected(struct view *view)
{
    struct unfinished_view *self = self_of(view);
    if (self->list.selected < self->count) {
        case_edit_finish(self->console, self->rows[self->list.selected].id);
    }
    return VIEW_HANDLED;
}

static unsigned mouse(struct view *view, int y, int x, enum ui_mouse what)
{
    struct unfinished_view *self = self_of(view);
    if (!list_mouse(&self->list, y, x, what, self->visible)) {
        return 0;
    }
    view_touch(view);
    return what == UI_MOUSE_DOUBLE ? open_selected(view) : VIEW_HANDLED;
}

static unsigned run_back(struct view *view)
{
    (void)view;
    return VIEW_CLOSE | VIEW_HANDLED;
}

static void title(struct view *view, char *out, size_t size)
{
    struct unfinished_view *self = self_of(view);
    text_format(out, size, _("待补全  %zu%s 单"), self->count, self->has_more ? "+" : "");
}

static void close_view(struct view *view)
{
    free(self_of(view)->rows);
    free(view);
}

static const struct action actions[] = {
    {"unfinished.open", UI_KEY_ENTER, N_("补全"), N_("打开选中的工单补全，保存后离开这里"), open_selected,
     ACTION_BAR},
    {"unfinished.back", UI_KEY_ESC, N_("返回"), N_("关闭"), run_back, ACTION_BAR},
};

const struct action_table unfinished_actions = {"unfinished", N_("待补全"), actions,
                                                sizeof(actions) / sizeof(actions[0]), false};

static const struct view_ops ops = {
    .name = "unfinished",
    .actions = actions,
    .action_count = sizeof(actions) / sizeof(actions[0]),
    .title = title,
    .draw = draw,
    .step = step,
    .key = key,
    .mouse = mouse,
    .close = close_view,
};

void unfinished_view_open(struct console *console)
{
    for (size_t i = 0; i < ui_page_count(console->ui); i++) {
        if (ui_page(console->ui, i)->ops == &ops) {
            ui_show_page(console->ui, ui_page(console->ui, i));
            return;
        }
    }
    struct unfinished_view *self = mem_new(1, sizeof(*self));
    self->view.ops = &ops;
    self->view.ui = console->ui;
    self->console = console;
    for (size_t i = 0; i < COLUMN_COUNT; i++) {
        self->columns[i] = columns[i];
        self->columns[i].title = _(columns[i].title);
    }
    self->list =
        (struct list){.columns = self->columns,
                      .column_count = COLUMN_COUNT,
                      .empty = _("没有待补全的工单。来电高峰时在工作台按 g，用数字登记，过后在这里补全。"),
                      .cell = cell,
                      .context = self};
    console_changed(console, &self->seen);
    reload(self);
    ui_open_page(console->ui, &self->view);
}
