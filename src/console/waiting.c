/* Two lists of cases that wait for somebody: for a callback (待回访), for a lead's answer (待审批). One page
 * each, the same page: what differs stands in struct waiting_kind. */

#include <stdlib.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/console/approval.h"
#include "zuoxi/console/followups.h"
#include "zuoxi/console/paint.h"
#include "zuoxi/console/views.h"
#include "zuoxi/desk/followup.h"
#include "zuoxi/tui/list.h"

#define WAITING_MAX 500
#define COLUMNS_MAX 8

struct waiting {
    struct view view; /* its ops are those of its kind */
    const struct waiting_kind *kind;
    struct console *console;
    union { /* owned, by kind */
        void *rows;
        struct callback_row *callbacks;
        struct request_row *requests;
    };
    struct list_column columns[COLUMNS_MAX]; /* translated */
    struct list list;
    struct approval approval;
    unsigned long seen;
    int visible;
};

struct waiting_kind {
    const struct view_ops *ops;
    const struct list_column *columns;
    size_t column_count, row_size;
    const char *title, *empty; /* N_ */
    void (*cell)(void *context, size_t index, size_t column, char *out, size_t size, enum style *style);
    enum status (*read)(struct desk *desk, size_t max, void *rows, size_t *count, struct err *err);
    int64_t (*case_of)(const struct waiting *self, size_t index);
};

static struct waiting *self_of(struct view *view)
{
    return (struct waiting *)view;
}

/* How long until a due time, in the colour of its level. */
static void put_left(const struct waiting *self, int64_t due, char *out, size_t size, enum style *style)
{
    char text[24] = "--";
    int64_t now = console_now(self->console);
    if (due != 0) {
        deadline_countdown(now, due, text);
    }
    text_copy(out, size, text);
    *style = due != 0 && due < now ? STYLE_OVERDUE : *style;
}

static const struct list_column callback_columns[] = {
    {.title = N_("剩余"), .width = 10, .is_right = true},
    {.title = N_("编号"), .width = 9},
    {.title = N_("用户"), .width = 8},
    {.title = N_("电话"), .width = 13},
    {.title = N_("类型"), .width = 4, .wide_only = 90},
    {.title = N_("尝试"), .width = 23},
    {.title = N_("地址"), .width = 0, .wide_only = 100},
    {.title = N_("承办"), .width = 0},
};

/* "上次 10-15 满意" of a place that was not tried since. */
static void put_last(const struct waiting *self, const struct callback_row *row, char *out, size_t size)
{
    char label[80];
    int date = date_of(row->last_at);
    text_format(
        out, size, _("上次 %02d-%02d %s"), date / 100 % 100, date % 100,
        profile_label(&self->console->config->profile, SET_SATISFACTION, row->last_satisfaction, label));
}

/* "2次 11-21 14:32 无人接" */
static void put_attempts(const struct waiting *self, const struct callback_row *row, char *out, size_t size)
{
    const struct profile *profile = &self->console->config->profile;
    char time[24], label[80];
    if (row->attempts == 0 && row->last_at != 0) {
        put_last(self, row, out, size);
        return;
    }
    if (row->attempts == 0) {
        text_copy(out, size, _("还没有打过"));
        return;
    }
    time_short(console_now(self->console), row->last_at, time);
    text_format(out, size, _("%lld次 %s %s"), (long long)row->attempts, time,
                profile_label(profile, SET_REACHED, row->last_reached, label));
}

static void callback_cell(void *context, size_t index, size_t column, char *out, size_t size,
                          enum style *style)
{
    struct waiting *self = context;
    const struct callback_row *row = &self->callbacks[index];
    char text[80];
    switch (column) {
    case 0:
        put_left(self, row->due, out, size, style);
        break;
    case 1:
        if (row->place[0] != '\0') {
            text_copy(out, size, _("定期"));
        } else {
            console_number(self->console, row->number, out, size);
        }
        break;
    case 2:
        text_copy(out, size, row->name);
        break;
    case 3:
        console_list_phone(self->console, row->phone, text);
        text_copy(out, size, text);
        break;
    case 4:
        text_copy(out, size, profile_label(&self->console->config->profile, SET_TYPE, row->type, text));
        break;
    case 5:
        put_attempts(self, row, out, size);
        break;
    case 6:
        text_copy(out, size, row->address);
        break;
    default:
        text_copy(out, size, row->unit);
        break;
    }
}

static const struct list_column request_columns[] = {
    {.title = N_("申请"), .width = 16},
    {.title = N_("编号"), .width = 9},
    {.title = N_("提出"), .width = 11},
    {.title = N_("坐席"), .width = 6},
    {.title = N_("用户"), .width = 8},
    {.title = N_("原因"), .width = 0},
    {.title = N_("环节剩余"), .width = 10, .wide_only = 90, .is_right = true},
};

static void request_cell(void *context, size_t index, size_t column, char *out, size_t size,
                         enum style *style)
{
    struct waiting *self = context;
    const struct request_row *row = &self->requests[index];
    char text[24];
    switch (column) {
    case 0:
        text_format(out, size, "%s%s%s", profile_action_label(&self->console->config->profile, row->action),
                    row->extra[0] != '\0' ? " " : "", row->extra);
        break;
    case 1:
        console_number(self->console, row->number, out, size);
        break;
    case 2:
        time_short(console_now(self->console), row->made_at, text);
        text_copy(out, size, text);
        break;
    case 3:
        text_copy(out, size, row->badge);
        break;
    case 4:
        text_copy(out, size, row->name);
        break;
    case 5:
        text_copy(out, size, row->reason);
        break;
    default:
        put_left(self, row->due, out, size, style);
        break;
    }
}

static enum status read_callbacks(struct desk *desk, size_t max, void *rows, size_t *count, struct err *err)
{
    struct callback_row *callbacks = rows;
    size_t due = 0;
    enum status status = casework_callbacks(desk, max, callbacks, count, err);
    if (status == STATUS_OK) {
        status = followup_callbacks(desk, max - *count, callbacks + *count, &due, err);
    }
    *count += due;
    return status;
}

static enum status read_requests(struct desk *desk, size_t max, void *rows, size_t *count, struct err *err)
{
    return casework_requests(desk, max, rows, count, err);
}

static int64_t callback_case(const struct waiting *self, size_t index)
{
    return self->callbacks[index].case_id;
}

static int64_t request_case(const struct waiting *self, size_t index)
{
    return self->requests[index].case_id;
}

static void reload(struct waiting *self)
{
    struct err err;
    int64_t held =
        self->list.selected < self->list.row_count ? self->kind->case_of(self, self->list.selected) : 0;
    if (self->kind->read(&self->console->desk, WAITING_MAX, self->rows, &self->list.row_count, &err) !=
        STATUS_OK) {
        ui_status_err(self->console->ui, &err);
    }
    /* The cursor stays on its case wherever that has gone. */
    for (size_t i = 0; held != 0 && i < self->list.row_count; i++) {
        if (self->kind->case_of(self, i) == held) {
            self->list.selected = i;
        }
    }
    if (self->list.selected >= self->list.row_count) {
        self->list.selected = self->list.row_count > 0 ? self->list.row_count - 1 : 0;
    }
    view_touch(&self->view);
}

static void step(struct view *view)
{
    struct waiting *self = self_of(view);
    approval_step(&self->approval, self->console);
    /* A page behind others waits: reading a long list again is nothing a key should wait for. */
    if (ui_front(self->console->ui) == view && console_changed(self->console, &self->seen)) {
        reload(self);
    }
}

static void draw(struct view *view, struct canvas *canvas, bool has_focus)
{
    struct waiting *self = self_of(view);
    draw_clear(canvas);
    self->visible = list_visible(canvas);
    list_draw(&self->list, canvas, has_focus);
}

static void tick_callbacks(struct view *view, struct canvas *canvas)
{
    list_draw_column(&self_of(view)->list, canvas, 0, true);
}

static unsigned key(struct view *view, uint32_t pressed)
{
    struct waiting *self = self_of(view);
    if (!list_key(&self->list, pressed, self->visible)) {
        return 0;
    }
    view_touch(view);
    return VIEW_HANDLED;
}

/* The place of the selected row, NULL when that is a case, or nothing. */
static const char *selected_place(const struct waiting *self)
{
    bool is_place = self->kind->read == read_callbacks && self->list.selected < self->list.row_count &&
                    self->callbacks[self->list.selected].place[0] != '\0';
    return is_place ? self->callbacks[self->list.selected].place : NULL;
}

static unsigned open_selected(struct view *view)
{
    struct waiting *self = self_of(view);
    const char *place = selected_place(self);
    if (place != NULL) {
        followup_history_open(self->console, place);
        return VIEW_HANDLED;
    }
    if (self->list.selected < self->list.row_count) {
        case_view_open(self->console, self->kind->case_of(self, self->list.selected));
    }
    return VIEW_HANDLED;
}

/* Straight to the callback's form. */
static unsigned call_back(struct view *view)
{
    struct waiting *self = self_of(view);
    const char *place = selected_place(self);
    if (place != NULL) {
        followup_form_open(self->console, place);
        return VIEW_HANDLED;
    }
    if (self->list.selected < self->list.row_count) {
        case_view_begin(self->console, self->kind->case_of(self, self->list.selected), EFFECT_CALLBACK);
    }
    return VIEW_HANDLED;
}

static unsigned approve(struct view *view)
{
    struct waiting *self = self_of(view);
    if (self->list.selected < self->list.row_count) {
        const struct request_row *row = &self->requests[self->list.selected];
        approval_ask(&self->approval, self->console, row->case_id, row->action, row->badge, row->reason);
    }
    return VIEW_HANDLED;
}

static unsigned mouse(struct view *view, int y, int x, enum ui_mouse what)
{
    struct waiting *self = self_of(view);
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
    struct waiting *self = self_of(view);
    text_format(out, size, _("%s  %zu%s 单"), _(self->kind->title), self->list.row_count,
                self->list.row_count == WAITING_MAX ? "+" : "");
}

static void close_view(struct view *view)
{
    struct waiting *self = self_of(view);
    errand_free(&self->approval.errand);
    free(self->rows);
    free(self);
}

static const struct action callback_table[] = {
    {"callbacks.call", UI_KEY_ENTER, N_("回访"), N_("打开选中的工单和回访表单；定期回访的，登记这一次"),
     call_back, ACTION_BAR},
    {"callbacks.open", UI_KEY_F(4), N_("看工单"), N_("只打开选中的工单；定期回访的，看以往的结果"),
     open_selected, ACTION_BAR},
    {"callbacks.back", UI_KEY_ESC, N_("返回"), N_("关闭"), run_back, ACTION_BAR},
};
static const struct action request_table[] = {
    {"requests.open", UI_KEY_ENTER, N_("看工单"), N_("打开选中的工单"), open_selected, ACTION_BAR},
    {"requests.approve", 'a', N_("审批"), N_("批准或驳回选中的申请"), approve, ACTION_BAR},
    {"requests.back", UI_KEY_ESC, N_("返回"), N_("关闭"), run_back, ACTION_BAR},
};
#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

const struct action_table callbacks_actions = {"callbacks", N_("待回访"), callback_table,
                                               COUNT(callback_table), false};
const struct action_table requests_actions = {"requests", N_("待审批"), request_table, COUNT(request_table),
                                              false};

#define OPS(called, table, ticks)                                                                            \
    {                                                                                                        \
        .name = (called), .actions = (table), .action_count = COUNT(table), .title = title, .draw = draw,    \
        .tick = (ticks), .step = step, .key = key, .mouse = mouse, .close = close_view,                      \
    }
static const struct view_ops callback_ops = OPS("callbacks", callback_table, tick_callbacks);
static const struct view_ops request_ops = OPS("requests", request_table, NULL);

static const struct waiting_kind callback_kind = {
    .ops = &callback_ops,
    .columns = callback_columns,
    .column_count = COUNT(callback_columns),
    .row_size = sizeof(struct callback_row),
    .title = N_("待回访"),
    .empty = N_("没有等回访的工单。答复用户之后（燃气是交回之后）工单到这里来。"),
    .cell = callback_cell,
    .read = read_callbacks,
    .case_of = callback_case,
};
static const struct waiting_kind request_kind = {
    .ops = &request_ops,
    .columns = request_columns,
    .column_count = COUNT(request_columns),
    .row_size = sizeof(struct request_row),
    .title = N_("待审批"),
    .empty = N_("没有等审批的申请。坐席提出挂起、延期、重开时到这里来，班长在这里批。"),
    .cell = request_cell,
    .read = read_requests,
    .case_of = request_case,
};

static void open_page(struct console *console, const struct waiting_kind *kind)
{
    for (size_t i = 0; i < ui_page_count(console->ui); i++) {
        if (ui_page(console->ui, i)->ops == kind->ops) {
            ui_show_page(console->ui, ui_page(console->ui, i));
            return;
        }
    }
    struct waiting *self = mem_new(1, sizeof(*self));
    self->view.ops = kind->ops;
    self->view.ui = console->ui;
    self->kind = kind;
    self->console = console;
    self->rows = mem_new(WAITING_MAX, kind->row_size);
    for (size_t i = 0; i < kind->column_count; i++) {
        self->columns[i] = kind->columns[i];
        self->columns[i].title = _(kind->columns[i].title);
    }
    self->list = (struct list){.columns = self->columns,
                               .column_count = kind->column_count,
                               .empty = _(kind->empty),
                               .cell = kind->cell,
                               .context = self};
    console_changed(console, &self->seen);
    reload(self);
    ui_open_page(console->ui, &self->view);
}

void callbacks_view_open(struct console *console)
{
    open_page(console, &callback_kind);
}

void requests_view_open(struct console *console)
{
    open_page(console, &request_kind);
}
