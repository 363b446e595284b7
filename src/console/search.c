/* What a search found: by case number, phone or words. */

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/console/paint.h"
#include "zuoxi/console/preview.h"
#include "zuoxi/console/views.h"
#include "zuoxi/tui/list.h"
#include "zuoxi/tui/popup.h"

#include <stdlib.h>
#include <string.h>

#define RESULTS_MAX  200
#define PREVIEW_ROWS 7

enum column {
    COLUMN_NUMBER,
    COLUMN_TIME,
    COLUMN_TYPE,
    COLUMN_STATE,
    COLUMN_NAME,
    COLUMN_ADDRESS,
    COLUMN_CONTENT,
    COLUMN_COUNT
};

static const struct list_column columns[COLUMN_COUNT] = {
    [COLUMN_NUMBER] = {.title = N_("编号"), .width = 13},
    [COLUMN_TIME] = {.title = N_("受理"), .width = 11},
    [COLUMN_TYPE] = {.title = N_("类型"), .width = 4},
    [COLUMN_STATE] = {.title = N_("状态"), .width = 8},
    [COLUMN_NAME] = {.title = N_("用户"), .width = 8},
    [COLUMN_ADDRESS] = {.title = N_("地址"), .width = 0},
    [COLUMN_CONTENT] = {.title = N_("内容"), .width = 40, .wide_only = 110},
};

struct search_view {
    struct view view;
    struct console *console;
    char words[200];
    struct found_row *rows; /* owned */
    size_t count;
    struct list_column columns[COLUMN_COUNT];
    struct list list;
    struct preview preview;
    unsigned long seen;
    int visible;
};

static struct search_view *self_of(struct view *view)
{
    return (struct search_view *)view;
}

static bool is_case(const struct found_row *row)
{
    return strcmp(row->record, "customer") != 0;
}

static void cell(void *context, size_t index, size_t column, char *out, size_t size, enum style *style)
{
    struct search_view *self = context;
    const struct found_row *found = &self->rows[index];
    const struct profile *profile = &self->console->config->profile;
    char text[80];
    *style = is_case(found) && found->row.is_open ? STYLE_STRONG : *style;
    switch ((enum column)column) {
    case COLUMN_NUMBER:
        if (is_case(found)) {
            console_number(self->console, found->row.number, out, size);
        } else {
            text_copy(out, size, _("（用户）"));
        }
        break;
    case COLUMN_TIME:
        if (found->row.accepted_at != 0) {
            time_short(console_now(self->console), found->row.accepted_at, text);
            text_copy(out, size, text);
        }
        break;
    case COLUMN_TYPE:
        text_copy(out, size, is_case(found) ? profile_label(profile, SET_TYPE, found->row.type, text) : "");
        break;
    case COLUMN_STATE:
        text_copy(out, size, is_case(found) ? profile_label(profile, SET_STATE, found->row.state, text) : "");
        break;
    case COLUMN_NAME:
        text_copy(out, size, found->name);
        break;
    case COLUMN_ADDRESS:
        text_copy(out, size, found->address);
        break;
    case COLUMN_CONTENT:
        text_copy(out, size, found->row.content);
        break;
    case COLUMN_COUNT:
        break;
    }
}

static int64_t selected_case(const struct search_view *self)
{
    size_t at = self->list.selected;
    return at < self->count && is_case(&self->rows[at]) ? self->rows[at].id : 0;
}

static void run_query(struct search_view *self)
{
    struct err err;
    size_t count = 0;
    if (casework_search(&self->console->desk, self->words, RESULTS_MAX, self->rows, &count, &err) !=
        STATUS_OK) {
        ui_status_err(self->console->ui, &err);
        return;
    }
    self->count = count;
    self->list.row_count = count;
    if (self->list.selected >= count) {
        self->list.selected = count > 0 ? count - 1 : 0;
    }
    preview_show(&self->preview, self->console, selected_case(self), true);
    view_touch(&self->view);
}

static void step(struct view *view)
{
    struct search_view *self = self_of(view);
    if (console_changed(self->console, &self->seen)) {
        run_query(self);
    }
    if (selected_case(self) != self->preview.id) {
        preview_show(&self->preview, self->console, selected_case(self), false);
    }
}

static struct rect preview_rect(const struct canvas *canvas)
{
    int height = canvas_height(canvas);
    return (struct rect){height - PREVIEW_ROWS, 0, PREVIEW_ROWS, canvas_width(canvas)};
}

static void draw(struct view *view, struct canvas *canvas, bool has_focus)
{
    struct search_view *self = self_of(view);
    struct canvas_part part;
    struct rect below = preview_rect(canvas);
    int width = canvas_width(canvas);
    draw_clear(canvas);
    draw_format(canvas, 0, 1, width - 1, STYLE_NORMAL,
                self->count == RESULTS_MAX ? _("“%s”  最近 %zu 条") : _("“%s”  共 %zu 条"), self->words,
                self->count);
    draw_rule(canvas, 1, 0, width, STYLE_BORDER);
    struct canvas *inner = canvas_sub(canvas, (struct rect){2, 0, below.y - 3, width}, &part);
    self->visible = list_visible(inner);
    list_draw(&self->list, inner, has_focus);
    draw_rule(canvas, below.y - 1, 0, width, STYLE_BORDER);
    preview_draw(&self->preview, self->console, canvas_sub(canvas, below, &part));
}

static void tick(struct view *view, struct canvas *canvas)
{
    struct search_view *self = self_of(view);
    struct canvas_part part;
    preview_tick(&self->preview, self->console, canvas_sub(canvas, preview_rect(canvas), &part));
}

static unsigned key(struct view *view, uint32_t pressed)
{
    struct search_view *self = self_of(view);
    if (!list_key(&self->list, pressed, self->visible)) {
        return 0;
    }
    view_touch(view);
    return VIEW_HANDLED;
}

static unsigned open_selected(struct view *view)
{
    struct search_view *self = self_of(view);
    if (selected_case(self) != 0) {
        case_view_open(self->console, selected_case(self));
    } else if (self->list.selected < self->count) {
        customer_card_open(self->console, self->rows[self->list.selected].id);
    }
    return VIEW_HANDLED;
}

static unsigned mouse(struct view *view, int y, int x, enum ui_mouse what)
{
    struct search_view *self = self_of(view);
    if (!list_mouse(&self->list, y - 2, x, what, self->visible)) {
        return 0;
    }
    view_touch(view);
    return what == UI_MOUSE_DOUBLE ? open_selected(view) : VIEW_HANDLED;
}

static unsigned run_again(struct view *view)
{
    search_view_ask(console_of(view));
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
    text_copy(out, size, _("查找结果"));
}

static void close_view(struct view *view)
{
    struct search_view *self = self_of(view);
    preview_free(&self->preview);
    free(self->rows);
    free(self);
}

static const struct action actions[] = {
    {"search.open", UI_KEY_ENTER, N_("打开"), N_("打开选中的工单"), open_selected, ACTION_BAR},
    {"search.again", '/', N_("再查找"), N_("换几个字再查"), run_again, ACTION_BAR},
    {"search.back", UI_KEY_ESC, N_("返回"), N_("关闭查找结果"), run_back, ACTION_BAR},
};

const struct action_table search_actions = {"search", N_("查找结果"), actions,
                                            sizeof(actions) / sizeof(actions[0]), false};

static const struct view_ops ops = {
    .name = "search",
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

void search_view_open(struct console *console, const char *words)
{
    struct search_view *self = mem_new(1, sizeof(*self));
    self->view.ops = &ops;
    self->console = console;
    text_copy(self->words, sizeof(self->words), words);
    self->rows = mem_new(RESULTS_MAX, sizeof(*self->rows));
    for (size_t i = 0; i < COLUMN_COUNT; i++) {
        self->columns[i] = columns[i];
        self->columns[i].title = _(columns[i].title);
    }
    self->list = (struct list){.columns = self->columns,
                               .column_count = COLUMN_COUNT,
                               .empty = _("没有找到。换几个字，或只输入号码的后四位，按 / 再查。"),
                               .cell = cell,
                               .context = self};
    console_changed(console, &self->seen);
    run_query(self);
    if (self->count == 1 && is_case(&self->rows[0])) {
        /* Nothing to choose from. */
        case_view_open(console, self->rows[0].id);
        close_view(&self->view);
        return;
    }
    ui_open_page(console->ui, &self->view);
}

static void asked(void *context, const char *text)
{
    struct console *console = context;
    struct view *front = ui_front(console->ui);
    if (text == NULL || text[0] == '\0') {
        return;
    }
    /* A search from a search takes its place. */
    if (front != NULL && front->ops == &ops) {
        struct search_view *self = self_of(front);
        text_copy(self->words, sizeof(self->words), text);
        self->list.selected = self->list.top = 0;
        run_query(self);
        return;
    }
    search_view_open(console, text);
}

void search_view_ask(struct console *console)
{
    prompt_open(console->ui, _("查找：工单号、电话、户号、姓名或首字母、地址、任意文字"), "", asked, console);
}
