/* Two lists of cases that wait for somebody: for a callback (待回访), for a lead's answer (待审批). */

#include <stdlib.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/console/approval.h"
#include "zuoxi/console/followups.h"
#include "zuoxi/console/list_page.h"
#include "zuoxi/console/paint.h"
#include "zuoxi/console/reveal.h"
#include "zuoxi/console/views.h"
#include "zuoxi/desk/followup.h"

#define WAITING_MAX 500

struct waiting {
    struct list_page page; /* rows: struct callback_row, or struct request_row */
    struct approval approval;
};

static struct waiting *self_of(struct view *view)
{
    return (struct waiting *)view;
}

/* How long until a due time, in the colour of its level. */
static void put_left(const struct waiting *self, int64_t due, char *out, size_t size, enum style *style)
{
    char text[24] = "--";
    int64_t now = console_now(self->page.console);
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
        profile_label(&self->page.console->config->profile, SET_SATISFACTION, row->last_satisfaction, label));
}

/* "2次 11-21 14:32 无人接" */
static void put_attempts(const struct waiting *self, const struct callback_row *row, char *out, size_t size)
{
    const struct profile *profile = &self->page.console->config->profile;
    char time[24], label[80];
    if (row->attempts == 0 && row->last_at != 0) {
        put_last(self, row, out, size);
        return;
    }
    if (row->attempts == 0) {
        text_copy(out, size, _("还没有打过"));
        return;
    }
    time_short(console_now(self->page.console), row->last_at, time);
    text_format(out, size, _("%lld次 %s %s"), (long long)row->attempts, time,
                profile_label(profile, SET_REACHED, row->last_reached, label));
}

static void callback_cell(void *context, size_t index, size_t column, char *out, size_t size,
                          enum style *style)
{
    const struct waiting *self = context;
    const struct callback_row *row = (const struct callback_row *)self->page.rows + index;
    char text[80];
    switch (column) {
    case 0:
        put_left(self, row->due, out, size, style);
        break;
    case 1:
        if (row->place[0] != '\0') {
            text_copy(out, size, _("定期"));
        } else {
            console_number(self->page.console, row->number, out, size);
        }
        break;
    case 2:
        text_copy(out, size, row->name);
        break;
    case 3:
        console_phone(self->page.console, TIE_OWN, row->phone, text);
        text_copy(out, size, text);
        break;
    case 4:
        text_copy(out, size, profile_label(&self->page.console->config->profile, SET_TYPE, row->type, text));
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
    const struct waiting *self = context;
    const struct request_row *row = (const struct request_row *)self->page.rows + index;
    char text[24];
    switch (column) {
    case 0:
        text_format(out, size, "%s%s%s",
                    profile_action_label(&self->page.console->config->profile, row->action),
                    row->extra[0] != '\0' ? " " : "", row->extra);
        break;
    case 1:
        console_number(self->page.console, row->number, out, size);
        break;
    case 2:
        time_short(console_now(self->page.console), row->made_at, text);
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

static enum status read_callbacks(struct list_page *page, const void *last, size_t most, void *rows,
                                  size_t *count, struct err *err)
{
    struct callback_row *callbacks = rows;
    struct desk *desk = &page->console->desk;
    size_t due = 0;
    (void)last;
    enum status status = casework_callbacks(desk, most, callbacks, count, err);
    if (status == STATUS_OK) {
        status = followup_callbacks(desk, most - *count, callbacks + *count, &due, err);
    }
    *count += due;
    return status;
}

static enum status read_requests(struct list_page *page, const void *last, size_t most, void *rows,
                                 size_t *count, struct err *err)
{
    (void)last;
    return casework_requests(&page->console->desk, most, rows, count, err);
}

static int64_t callback_case(const void *row)
{
    return ((const struct callback_row *)row)->case_id;
}

static int64_t request_case(const void *row)
{
    return ((const struct request_row *)row)->case_id;
}

static void step(struct view *view)
{
    struct waiting *self = self_of(view);
    approval_step(&self->approval, self->page.console);
    list_page_step(view);
}

static void tick_callbacks(struct view *view, struct canvas *canvas)
{
    list_draw_column(&self_of(view)->page.list, canvas, 0, true);
}

static unsigned open_case(struct view *view)
{
    const struct list_page *page = (struct list_page *)view;
    const void *row = list_page_selected(page);
    if (row != NULL) {
        case_view_open(page->console, page->kind->id(row));
    }
    return VIEW_HANDLED;
}

/* A case, or a place whose regular follow-up is due. */
static unsigned open_callback(struct view *view)
{
    const struct callback_row *row = list_page_selected((struct list_page *)view);
    if (row == NULL || row->place[0] == '\0') {
        return open_case(view);
    }
    followup_history_open(console_of(view), row->place);
    return VIEW_HANDLED;
}

/* Straight to the callback's form. */
static unsigned call_back(struct view *view)
{
    const struct callback_row *row = list_page_selected((struct list_page *)view);
    if (row != NULL && row->place[0] != '\0') {
        followup_form_open(console_of(view), row->place);
    } else if (row != NULL) {
        case_view_begin(console_of(view), row->case_id, EFFECT_CALLBACK);
    }
    return VIEW_HANDLED;
}

static unsigned run_reveal(struct view *view)
{
    const struct callback_row *row = list_page_selected(&self_of(view)->page);
    reveal_row(console_of(view), "case", row != NULL ? row->case_id : 0);
    return VIEW_HANDLED;
}

static unsigned approve(struct view *view)
{
    struct waiting *self = self_of(view);
    const struct request_row *row = list_page_selected(&self->page);
    if (row != NULL) {
        approval_ask(&self->approval, self->page.console, row->case_id, row->action, row->badge, row->reason);
    }
    return VIEW_HANDLED;
}

static void put_title(struct view *view, const char *name, char *out, size_t size)
{
    size_t count = ((struct list_page *)view)->list.row_count;
    text_format(out, size, _("%s  %zu%s 单"), name, count, count == WAITING_MAX ? "+" : "");
}

static void callback_title(struct view *view, char *out, size_t size)
{
    put_title(view, _("待回访"), out, size);
}

static void request_title(struct view *view, char *out, size_t size)
{
    put_title(view, _("待审批"), out, size);
}

static void closing(struct view *view)
{
    errand_free(&self_of(view)->approval.errand);
}

static const struct action callback_table[] = {
    {"callbacks.call", UI_KEY_ENTER, N_("回访"), N_("打开选中的工单和回访表单；定期回访的，登记这一次"),
     call_back, ACTION_BAR},
    {"callbacks.open", UI_KEY_F(4), N_("看工单"), N_("只打开选中的工单；定期回访的，看以往的结果"),
     open_callback, ACTION_BAR},
    {"callbacks.reveal", 'r', N_("看号码"), N_("选一个原因，显示选中一条的完整号码和地址（记入审计）"),
     run_reveal, NEEDS(RIGHT_PHONE_REVEAL)},
    {"callbacks.back", UI_KEY_ESC, N_("返回"), N_("关闭"), list_page_back, ACTION_BAR},
};
static const struct action request_table[] = {
    {"requests.open", UI_KEY_ENTER, N_("看工单"), N_("打开选中的工单"), open_case, ACTION_BAR},
    {"requests.approve", 'a', N_("审批"), N_("批准或驳回选中的申请"), approve, ACTION_BAR},
    {"requests.back", UI_KEY_ESC, N_("返回"), N_("关闭"), list_page_back, ACTION_BAR},
};
#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

const struct action_table callbacks_actions = {"callbacks", N_("待回访"), callback_table,
                                               COUNT(callback_table), false};
const struct action_table requests_actions = {"requests", N_("待审批"), request_table, COUNT(request_table),
                                              false};

static const struct view_ops callback_ops = {
    .name = "callbacks",
    .actions = callback_table,
    .action_count = COUNT(callback_table),
    .title = callback_title,
    .tick = tick_callbacks,
    .step = step,
    LIST_PAGE_OPS,
};
static const struct view_ops request_ops = {
    .name = "requests",
    .actions = request_table,
    .action_count = COUNT(request_table),
    .title = request_title,
    .step = step,
    LIST_PAGE_OPS,
};

static const struct list_page_kind callback_kind = {
    .ops = &callback_ops,
    .columns = callback_columns,
    .column_count = COUNT(callback_columns),
    .empty = N_("没有等回访的工单。答复用户之后（燃气是交回之后）工单到这里来。"),
    .row_size = sizeof(struct callback_row),
    .most = WAITING_MAX,
    .is_whole = true,
    .is_lazy = true,
    .cell = callback_cell,
    .read = read_callbacks,
    .id = callback_case,
    .open = open_callback,
    .closing = closing,
};
static const struct list_page_kind request_kind = {
    .ops = &request_ops,
    .columns = request_columns,
    .column_count = COUNT(request_columns),
    .empty = N_("没有等审批的申请。坐席提出挂起、延期、重开时到这里来，班长在这里批。"),
    .row_size = sizeof(struct request_row),
    .most = WAITING_MAX,
    .is_whole = true,
    .is_lazy = true,
    .cell = request_cell,
    .read = read_requests,
    .id = request_case,
    .open = open_case,
    .closing = closing,
};

static void open_page(struct console *console, const struct list_page_kind *kind)
{
    if (list_page_show(console, kind) == NULL) {
        struct waiting *self = mem_new(1, sizeof(*self));
        list_page_open(&self->page, console, kind);
    }
}

void callbacks_view_open(struct console *console)
{
    open_page(console, &callback_kind);
}

void requests_view_open(struct console *console)
{
    open_page(console, &request_kind);
}
