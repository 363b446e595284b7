/* The board: notices live, to come and past; posting, extending, closing them, and who has read them. */

#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/console/board_desk.h"
#include "zuoxi/console/board_page.h"
#include "zuoxi/console/paint.h"
#include "zuoxi/domain/area.h"

#define TOP_ROWS       2 /* counts and rule */
#define PREVIEW_ROWS   7
#define BESIDE_COLUMNS 120

static const struct list_column columns[COLUMN_COUNT] = {
    [COLUMN_READ] = {.title = "", .width = 4},
    [COLUMN_STATE] = {.title = N_("状态"), .width = 6},
    [COLUMN_KIND] = {.title = N_("种类"), .width = 8},
    [COLUMN_TITLE] = {.title = N_("标题"), .width = 0},
    [COLUMN_AREA] = {.title = N_("范围"), .width = 24, .wide_only = 110},
    [COLUMN_START] = {.title = N_("开始"), .width = 11},
    [COLUMN_END] = {.title = N_("结束"), .width = 11},
    [COLUMN_CALLS] = {.title = N_("来电/待回"), .width = 9, .is_right = true},
};

static struct board_view *self_of(struct view *view)
{
    return (struct board_view *)view;
}

const struct notice_row *board_selected(const struct board_view *self)
{
    return board_model_row(&self->model, self->list.selected);
}

static void cell_time(const struct board_view *self, int64_t utc, char *out, size_t size)
{
    char text[24] = "--";
    if (utc != 0) {
        time_short(console_now(self->console), utc, text);
    }
    text_copy(out, size, text);
}

static void cell(void *context, size_t index, size_t column, char *out, size_t size, enum style *style)
{
    struct board_view *self = context;
    const struct notice_row *row = board_model_row(&self->model, index);
    const struct profile *profile = &self->console->config->profile;
    char label[80];
    if (row == NULL) {
        return;
    }
    switch ((enum board_column)column) {
    case COLUMN_READ:
        if (row->is_must_read) {
            text_copy(out, size, row->is_read ? _("已读") : _("未读"));
            *style = row->is_read ? STYLE_DIM : STYLE_CRITICAL;
        }
        break;
    case COLUMN_STATE:
        text_copy(out, size, notice_state_label(row->state));
        *style = row->state == NOTICE_LIVE && notice_is_outage(profile, row->kind) ? STYLE_WARNING : *style;
        break;
    case COLUMN_KIND:
        text_copy(out, size, profile_label(profile, SET_NOTICE, row->kind, label));
        break;
    case COLUMN_TITLE:
        text_copy(out, size, row->title);
        *style = row->state == NOTICE_LIVE ? STYLE_STRONG : *style;
        break;
    case COLUMN_AREA:
        text_format(out, size, "%s%s%s", row->stations,
                    row->stations[0] != '\0' && row->buildings[0] != '\0' ? " " : "", row->buildings);
        break;
    case COLUMN_START:
        cell_time(self, row->start, out, size);
        break;
    case COLUMN_END:
        cell_time(self, row->ended != 0 ? row->ended : row->expected, out, size);
        *style = row->state == NOTICE_LIVE && row->expected != 0 && row->expected < console_now(self->console)
                     ? STYLE_OVERDUE
                     : *style;
        break;
    case COLUMN_CALLS:
        text_format(out, size, "%lld/%lld", (long long)row->calls, (long long)row->due);
        *style = row->due > 0 ? STYLE_WARNING : STYLE_DIM;
        break;
    case COLUMN_COUNT:
        break;
    }
}

/* The selected notice whole, for the preview. */
static void show_selected(struct board_view *self, bool is_stale)
{
    const struct notice_row *row = board_selected(self);
    struct err err;
    int64_t id = row != NULL ? row->id : 0;
    if (id == self->notice.head.id && !is_stale) {
        return;
    }
    self->lines_width = 0;
    self->scroll.top = 0;
    if (id == 0 || board_load(&self->console->desk, id, &self->notice, &err) != STATUS_OK) {
        self->notice.head.id = 0;
    }
}

static void rearranged(struct board_view *self)
{
    self->list.row_count = self->model.shown_count;
    if (self->list.selected >= self->list.row_count) {
        self->list.selected = self->list.row_count > 0 ? self->list.row_count - 1 : 0;
    }
    show_selected(self, false);
    view_touch(&self->view);
}

/* Read again; the notice under the cursor stays under it. */
static void reload(struct board_view *self)
{
    const struct notice_row *row = board_selected(self);
    int64_t wanted = self->wanted != 0 ? self->wanted : row != NULL ? row->id : 0;
    struct err err;
    if (board_model_load(&self->model, &self->console->desk, &err) != STATUS_OK) {
        ui_status_err(self->console->ui, &err);
        return;
    }
    size_t found = board_model_find(&self->model, wanted);
    if (found < self->model.shown_count) {
        self->list.selected = found;
    }
    self->wanted = 0;
    rearranged(self);
    show_selected(self, true);
}

static void step(struct view *view)
{
    struct board_view *self = self_of(view);
    board_alerts_step(self);
    bool has_begun = board_desk_watch(self->console, &self->board_seen);
    if (console_changed(self->console, &self->seen) || has_begun) {
        reload(self);
    }
    show_selected(self, false);
}

static bool is_beside(const struct canvas *canvas)
{
    return canvas_width(canvas) >= BESIDE_COLUMNS;
}

static struct rect list_rect(const struct canvas *canvas)
{
    int height = canvas_height(canvas), width = canvas_width(canvas);
    if (is_beside(canvas)) {
        return (struct rect){TOP_ROWS, 0, height - TOP_ROWS, width - width * 38 / 100};
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

static void add_area(const struct notice *notice, struct text_lines *lines, int width)
{
    struct area area;
    struct str text = {0};
    area_parse(&area, notice->buildings, "", "");
    area_describe(&area, &text);
    str_printf(&text, "%s%s", text.length > 0 && notice->stations[0] != '\0' ? "；" : "", notice->stations);
    text_lines_labelled(lines, width, _("范围"), text.length > 0 ? str_text(&text) : _("全部用户"));
    str_free(&text);
    area_clear(&area);
}

static void make_lines(struct board_view *self, int width)
{
    static const char *const said[] = {"kind",     "title",    "buildings",   "stations", "say",
                                       "start_at", "ended_at", "expected_at", NULL};
    const struct notice *notice = &self->notice;
    char start[24], until[60];
    if (self->lines_width == width) {
        return;
    }
    self->lines_width = width;
    text_lines_clear(&self->lines);
    struct str head = {0};
    time_short(console_now(self->console), notice->start_at.value, start);
    board_until(self->console, notice, until, sizeof(until));
    str_printf(&head, _("%s  %s起 %s"), notice->title, start, until);
    text_lines_add(&self->lines, width, 0, STYLE_STRONG, str_text(&head));
    if (notice->say[0] != '\0') {
        text_lines_add(&self->lines, width, 0, STYLE_NORMAL, notice->say);
    }
    add_area(notice, &self->lines, width);
    text_lines_record(&self->lines, width, &self->console->config->profile, &notice_fields, notice, said);
    str_free(&head);
}

static void draw_head(struct board_view *self, struct canvas *canvas)
{
    const struct board_model *model = &self->model;
    size_t states[3] = {0}, unread = live_board_unread(&self->console->board);
    int width = canvas_width(canvas);
    for (size_t i = 0; i < model->count; i++) {
        states[model->rows[i].state]++;
    }
    struct str text = {0};
    str_printf(&text, _("生效中 %zu  未开始 %zu  f筛选：%s  s排序：%s"), states[NOTICE_LIVE],
               states[NOTICE_COMING], board_filter_label(model->filter), board_sort_label(model->sort));
    if (model->words[0] != '\0') {
        str_printf(&text, _("  “%s”"), model->words);
    }
    int used = draw_text(canvas, 0, 1, width - 1, STYLE_NORMAL, str_text(&text)) + 3;
    if (unread > 0 && used < width) {
        draw_format(canvas, 0, used, width - used, STYLE_CRITICAL, _("必读未读 %zu 条：读完按 m"), unread);
    }
    draw_rule(canvas, 1, 0, width, STYLE_BORDER);
    str_free(&text);
}

static void draw_preview(struct board_view *self, struct canvas *canvas)
{
    int width = canvas_width(canvas) - 2;
    if (self->notice.head.id == 0) {
        return;
    }
    make_lines(self, width);
    text_scroll_fit(&self->scroll, canvas, 0, self->lines.count);
    text_lines_draw(&self->lines, canvas, 0, 1, width, self->scroll.top);
    text_scroll_mark(&self->scroll, canvas, self->lines.count);
}

static void draw(struct view *view, struct canvas *canvas, bool has_focus)
{
    struct board_view *self = self_of(view);
    struct canvas_part part, rest;
    draw_clear(canvas);
    canvas = board_alerts_draw(self, canvas, &rest);
    struct rect list = list_rect(canvas), below = preview_rect(canvas);
    draw_head(self, canvas);
    struct canvas *inner = canvas_sub(canvas, list, &part);
    self->visible = list_visible(inner);
    list_draw(&self->list, inner, has_focus);
    if (below.height <= 0) {
        return;
    }
    if (is_beside(canvas)) {
        draw_box(canvas, (struct rect){below.y - 1, below.x - 1, below.height + 2, below.width + 2},
                 STYLE_BORDER, _("公告内容"));
    } else {
        draw_rule(canvas, below.y - 1, 0, canvas_width(canvas), STYLE_BORDER);
    }
    draw_preview(self, canvas_sub(canvas, below, &part));
}

static void read_on(struct board_view *self, size_t wanted)
{
    struct err err;
    if (board_model_more(&self->model, &self->console->desk, wanted, &err) != STATUS_OK) {
        ui_status_err(self->console->ui, &err);
    }
    self->list.row_count = self->model.shown_count;
}

static unsigned key(struct view *view, uint32_t pressed)
{
    struct board_view *self = self_of(view);
    if (pressed == UI_KEY_END) {
        read_on(self, SIZE_MAX);
    }
    if (!list_key(&self->list, pressed, self->visible)) {
        return 0;
    }
    read_on(self, self->list.selected + 50);
    view_touch(view);
    return VIEW_HANDLED;
}

void board_arrange(struct board_view *self)
{
    board_model_arrange(&self->model);
    read_on(self, 50);
    self->list.selected = self->list.top = 0;
    rearranged(self);
}

static unsigned run_calls(struct view *view)
{
    const struct notice_row *row = board_selected(self_of(view));
    if (row != NULL) {
        board_calls_open(console_of(view), row->id);
    }
    return VIEW_HANDLED;
}

static unsigned mouse(struct view *view, int y, int x, enum ui_mouse what)
{
    struct board_view *self = self_of(view);
    if (!list_mouse(&self->list, y - TOP_ROWS - self->alert_rows, x, what, self->visible)) {
        return 0;
    }
    view_touch(view);
    return what == UI_MOUSE_DOUBLE ? run_calls(view) : VIEW_HANDLED;
}

static unsigned run_back(struct view *view)
{
    struct board_view *self = self_of(view);
    return errand_cancel(&self->errand, self->console) ? VIEW_HANDLED : VIEW_CLOSE | VIEW_HANDLED;
}

static void title(struct view *view, char *out, size_t size)
{
    (void)view;
    text_copy(out, size, _("公告"));
}

static void close_view(struct view *view)
{
    struct board_view *self = self_of(view);
    board_model_clear(&self->model);
    text_lines_clear(&self->lines);
    errand_free(&self->errand);
    free(self);
}

static const struct action actions[] = {
    {"board.post", 'n', N_("发布"), N_("发布一条公告（班长）"), board_run_post,
     ACTION_BAR | NEEDS(RIGHT_NOTICE_POST)},
    {"board.read", 'm', N_("已读"), N_("记下您读过选中的公告"), board_run_read, ACTION_BAR},
    {"board.calls", UI_KEY_ENTER, N_("来电名单"), N_("关联的来电，有消息时逐户回电"), run_calls, ACTION_BAR},
    {"board.correct", UI_KEY_F(4), N_("更正"), N_("更正选中的公告（班长）"), board_run_correct,
     ACTION_BAR | NEEDS(RIGHT_NOTICE_POST)},
    {"board.extend", 'd', N_("延长"), N_("改晚预计结束时间，列出要回电的用户（班长）"), board_run_extend,
     ACTION_BAR | NEEDS(RIGHT_NOTICE_POST)},
    {"board.close", 'c', N_("结束"), N_("结束选中的公告，列出要回电的用户（班长，先询问）"), board_run_close,
     ACTION_BAR | NEEDS(RIGHT_NOTICE_POST)},
    {"board.readers", 'w', N_("谁读过"), N_("谁读过选中的公告，谁还没有"), board_run_readers, ACTION_BAR},
    {"board.filter", 'f', N_("筛选"), N_("只看生效中、未开始、已结束、必读未读的"), board_run_filter, 0},
    {"board.sort", 's', N_("排序"), N_("按状态、开始时间、来电多少"), board_run_sort, 0},
    {"board.words", '/', N_("找字"), N_("只看标题或范围里有某些字的"), board_run_words, 0},
    {"board.alert_notice", 'b', N_("据此公告"), N_("用选中的集中报修发布公告，它的工单都关联上（班长）"),
     board_run_alert_notice, NEEDS(RIGHT_NOTICE_POST)},
    {"board.alert_parent", 'p', N_("建父工单"), N_("为选中的集中报修建一张父工单，它的工单都在其下（班长）"),
     board_run_alert_parent, NEEDS(RIGHT_NOTICE_POST)},
    {"board.alert_dismiss", 'x', N_("不处理"), N_("选中的集中报修不用处理（班长）"), board_run_alert_dismiss,
     NEEDS(RIGHT_NOTICE_POST)},
    {"board.alert_next", 'k', N_("下一条"), N_("选下一条集中报修"), board_run_alert_next,
     NEEDS(RIGHT_NOTICE_POST)},
    {"board.back", UI_KEY_ESC, N_("返回"), N_("关闭公告板"), run_back, ACTION_BAR},
};

const struct action_table board_actions = {"board", N_("公告"), actions, sizeof(actions) / sizeof(actions[0]),
                                           false};

static const struct view_ops ops = {
    .name = "board",
    .actions = actions,
    .action_count = sizeof(actions) / sizeof(actions[0]),
    .title = title,
    .draw = draw,
    .step = step,
    .key = key,
    .mouse = mouse,
    .close = close_view,
};

static struct board_view *find_open(struct console *console)
{
    for (size_t i = 0; i < ui_page_count(console->ui); i++) {
        if (ui_page(console->ui, i)->ops == &ops) {
            return self_of(ui_page(console->ui, i));
        }
    }
    return NULL;
}

void board_view_open(struct console *console, int64_t id)
{
    struct board_view *self = find_open(console);
    if (self != NULL) {
        self->wanted = id;
        ui_show_page(console->ui, &self->view);
        reload(self);
        return;
    }
    self = mem_new(1, sizeof(*self));
    self->view.ops = &ops;
    self->console = console;
    self->wanted = id;
    for (size_t i = 0; i < COLUMN_COUNT; i++) {
        self->columns[i] = columns[i];
        self->columns[i].title = columns[i].title[0] != '\0' ? _(columns[i].title) : "";
    }
    self->list =
        (struct list){.columns = self->columns,
                      .column_count = COLUMN_COUNT,
                      .empty = _("没有公告。班长按 n 发布停供、施工、政策通知，来电人在范围内时会自动提示。"),
                      .cell = cell,
                      .context = self};
    ui_open_page(console->ui, &self->view);
    console_changed(console, &self->seen);
    reload(self);
}
