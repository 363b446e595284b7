/* Those who called about a notice: whom to call when there is news, marked one by one. */

#include <stdlib.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/console/board_desk.h"
#include "zuoxi/console/list_page.h"
#include "zuoxi/console/paint.h"
#include "zuoxi/console/promises.h"
#include "zuoxi/console/views.h"
#include "zuoxi/desk/attach.h"

#define PAGE        50
#define BOTTOM_ROWS 5

enum column {
    COLUMN_STATE,
    COLUMN_NAME,
    COLUMN_PHONE,
    COLUMN_ADDRESS,
    COLUMN_ATTACHED,
    COLUMN_TRIES,
    COLUMN_CALLED,
    COLUMN_COUNT
};

static const struct list_column columns[COLUMN_COUNT] = {
    [COLUMN_STATE] = {.title = N_("回电"), .width = 10},
    [COLUMN_NAME] = {.title = N_("姓名"), .width = 8},
    [COLUMN_PHONE] = {.title = N_("电话"), .width = 13},
    [COLUMN_ADDRESS] = {.title = N_("地址"), .width = 0},
    [COLUMN_ATTACHED] = {.title = N_("来电"), .width = 11},
    [COLUMN_TRIES] = {.title = N_("未通"), .width = 4, .is_right = true},
    [COLUMN_CALLED] = {.title = N_("回电时间"), .width = 18, .wide_only = 100},
};

struct calls_view {
    struct list_page page; /* rows: struct notice_call */
    int64_t notice_id;
    struct notice notice;
    int64_t calls, due;
};

static struct calls_view *self_of(struct view *view)
{
    return (struct calls_view *)view;
}

static const struct notice_call *selected_row(const struct calls_view *self)
{
    return list_page_selected(&self->page);
}

static void cell(void *context, size_t index, size_t column, char *out, size_t size, enum style *style)
{
    const struct list_page *self = context;
    const struct notice_call *row = (const struct notice_call *)self->rows + index;
    int64_t now = console_now(self->console);
    char text[PHONE_SIZE];
    *style = row->state.value == CALL_DUE ? STYLE_STRONG : row->state.value == CALL_DONE ? STYLE_DIM : *style;
    switch ((enum column)column) {
    case COLUMN_STATE:
        text_copy(out, size, call_state_label((enum call_state)row->state.value));
        break;
    case COLUMN_NAME:
        text_copy(out, size, row->name);
        break;
    case COLUMN_PHONE:
        console_phone(self->console, TIE_STRANGER, row->phone, text);
        text_copy(out, size, text);
        break;
    case COLUMN_ADDRESS:
        console_address(self->console, TIE_STRANGER, row->address, out, size);
        break;
    case COLUMN_ATTACHED:
        time_short(now, row->attached_at.value, text);
        text_copy(out, size, text);
        break;
    case COLUMN_TRIES:
        text_format(out, size, row->tries.given ? "%lld" : "", (long long)row->tries.value);
        break;
    case COLUMN_CALLED:
        if (row->called_at.given) {
            time_short(now, row->called_at.value, text);
            text_format(out, size, "%s %s", text, row->called_by);
        }
        break;
    case COLUMN_COUNT:
        break;
    }
}

/* Who was just marked goes to the end, so the cursor stands on the next one to call. */
static enum status read_calls(struct list_page *page, const void *last, size_t most, void *rows,
                              size_t *count, struct err *err)
{
    const struct calls_view *self = (struct calls_view *)page;
    return board_calls(&page->console->desk, self->notice_id, last, most, rows, count, err);
}

static void read_notice(struct view *view)
{
    struct calls_view *self = self_of(view);
    struct desk *desk = &self->page.console->desk;
    struct err err;
    if (board_load(desk, self->notice_id, &self->notice, &err) != STATUS_OK ||
        board_counts(desk, self->notice_id, &self->calls, &self->due, &err) != STATUS_OK) {
        ui_status_err(view->ui, &err);
    }
}

/* The number to dial and the words to say. */
static void foot(struct view *view, struct canvas *canvas, int y)
{
    const struct calls_view *self = self_of(view);
    const struct notice_call *row = selected_row(self);
    char phone[PHONE_SIZE], title[80], address[sizeof(row->address)];
    int width = canvas_width(canvas) - 2;
    draw_rule(canvas, y, 0, width + 2, STYLE_BORDER);
    if (row == NULL) {
        return;
    }
    console_phone(self->page.console, TIE_TASK, row->phone, phone);
    console_address(self->page.console, TIE_TASK, row->address, address, sizeof(address));
    profile_label(&self->page.console->config->profile, SET_TITLE, row->title, title);
    draw_format(canvas, y + 1, 1, width, STYLE_STRONG, _("拨打 %s   %s %s   %s"),
                phone[0] != '\0' ? phone : _("（没有号码）"), row->name, title, address);
    paint_wrapped(canvas, y + 2, 1, width, BOTTOM_ROWS - 2, STYLE_NORMAL,
                  self->notice.say[0] != '\0' ? self->notice.say : self->notice.title);
}

static void head(struct view *view, struct canvas *canvas)
{
    const struct calls_view *self = self_of(view);
    char until[60];
    board_until(self->page.console, &self->notice, until, sizeof(until));
    draw_format(canvas, 0, 1, canvas_width(canvas) - 1, STYLE_NORMAL,
                _("“%s”  %s  关联来电 %lld 户  待回电 %lld 户"), self->notice.title, until,
                (long long)self->calls, (long long)self->due);
}

static unsigned mark(struct view *view, bool is_done, const char *said)
{
    struct calls_view *self = self_of(view);
    const struct notice_call *row = selected_row(self);
    if (row == NULL) {
        return VIEW_HANDLED;
    }
    struct call_mark *request = mem_new(1, sizeof(*request));
    request->id = row->head.id;
    request->is_done = is_done;
    request_make(request->request);
    errand_start(&self->page.errand, self->page.console, board_mark_call, request, request->request, said);
    return VIEW_HANDLED;
}

static unsigned run_call(struct view *view)
{
    struct calls_view *self = self_of(view);
    const struct notice_call *row = selected_row(self);
    struct err err;
    if (row == NULL) {
        return VIEW_HANDLED;
    }
    if (desk_allow(&self->page.console->desk, RIGHT_CONTACT_SAVE, &err) != STATUS_OK) {
        ui_status_err(view->ui, &err);
        return VIEW_HANDLED;
    }
    struct intake *intake = mem_new(1, sizeof(*intake));
    struct draft draft = {.kind = DRAFT_INTAKE, .intake = intake};
    attach_begin_call(&self->page.console->desk, intake, row);
    draft.opened_at = intake->opened_at;
    intake_view_open(self->page.console, &draft, NULL);
    free(intake);
    return VIEW_HANDLED;
}

static unsigned run_done(struct view *view)
{
    return mark(view, true, _("已告知，记下了。"));
}

static unsigned run_unreached(struct view *view)
{
    return mark(view, false, _("没有接通，记下了，还在名单里。"));
}

/* Nobody answered, or they named a time: it goes on from there among the promises on the desk. */
static unsigned run_promise(struct view *view)
{
    struct calls_view *self = self_of(view);
    const struct notice_call *row = selected_row(self);
    if (row != NULL) {
        struct promise about = {
            .case_id = row->case_id, .customer_id = row->customer_id, .call_id = row->head.id};
        text_copy(about.phone, sizeof(about.phone), row->phone);
        text_copy(about.name, sizeof(about.name), row->name);
        text_format(about.what, sizeof(about.what), _("公告回电：%s"), self->notice.title);
        promises_ask(self->page.console, &about, NULL);
    }
    return VIEW_HANDLED;
}

static void title(struct view *view, char *out, size_t size)
{
    (void)view;
    text_copy(out, size, _("公告的来电与回电"));
}

static const struct action actions[] = {
    {"calls.call", UI_KEY_ENTER, N_("去电"), N_("打开去电登记，保存即记为已告知"), run_call, ACTION_BAR},
    {"calls.done", 'd', N_("已告知"), N_("这一户已经回电告知"), run_done, ACTION_BAR},
    {"calls.unreached", 'u', N_("未接通"), N_("没有接通，留在名单里再打"), run_unreached, ACTION_BAR},
    {"calls.promise", UI_CTRL | 'R', N_("预约回复"), N_("约好时间再打，到时在工作台上提醒"), run_promise,
     ACTION_BAR},
    {"calls.back", UI_KEY_ESC, N_("返回"), N_("回到公告"), list_page_back, ACTION_BAR},
};

const struct action_table board_calls_actions = {"calls", N_("回电名单"), actions,
                                                 sizeof(actions) / sizeof(actions[0]), false};

static const struct view_ops ops = {
    .name = "calls",
    .actions = actions,
    .action_count = sizeof(actions) / sizeof(actions[0]),
    .title = title,
    .step = list_page_step,
    LIST_PAGE_OPS,
};

static const struct list_page_kind kind = {
    .ops = &ops,
    .columns = columns,
    .column_count = COLUMN_COUNT,
    .empty = N_("还没有关联的来电。停供期间登记来电时按 Ctrl-B 关联到这里。"),
    .row_size = sizeof(struct notice_call),
    .most = PAGE,
    .head_rows = 2,
    .foot_rows = BOTTOM_ROWS,
    .head = head,
    .foot = foot,
    .cell = cell,
    .read = read_calls,
    .reread = read_notice,
};

void board_calls_open(struct console *console, int64_t notice_id)
{
    for (size_t i = 0; i < ui_page_count(console->ui); i++) {
        struct view *page = ui_page(console->ui, i);
        if (page->ops == &ops && self_of(page)->notice_id == notice_id) {
            ui_show_page(console->ui, page);
            return;
        }
    }
    struct calls_view *self = mem_new(1, sizeof(*self));
    self->notice_id = notice_id;
    list_page_open(&self->page, console, &kind);
}
