/* The customer card: everything known about a household, and what has been between it and us. */

#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/console/customer_lines.h"
#include "zuoxi/console/errand.h"
#include "zuoxi/console/others.h"
#include "zuoxi/console/paint.h"
#include "zuoxi/console/reveal.h"
#include "zuoxi/console/views.h"
#include "zuoxi/desk/customers.h"
#include "zuoxi/desk/lookup.h"
#include "zuoxi/desk/merge.h"
#include "zuoxi/tui/list.h"
#include "zuoxi/tui/popup.h"

#define EVENTS_MAX   500
#define PARTS_MAX    8
#define LIST_ROWS    7   /* at least: a header and six events */
#define WIDE_COLUMNS 130 /* from here on the history stands beside the data */

enum column { COLUMN_TIME, COLUMN_WHAT, COLUMN_NUMBER, COLUMN_STATE, COLUMN_TEXT, COLUMN_COUNT };
static const struct list_column columns[COLUMN_COUNT] = {
    [COLUMN_TIME] = {.title = N_("时间"), .width = 11},   [COLUMN_WHAT] = {.title = N_("类别"), .width = 6},
    [COLUMN_NUMBER] = {.title = N_("工单"), .width = 13}, [COLUMN_STATE] = {.title = N_("状态"), .width = 8},
    [COLUMN_TEXT] = {.title = N_("内容"), .width = 0},
};

struct customer_card {
    struct view view;
    struct console *console;
    int64_t id;
    struct customer customer; /* head.id 0: cannot be read */
    struct customer *parts;   /* owned: PARTS_MAX; what was merged into it */
    size_t part_count;
    int64_t asked;                 /* the part that the open question is about */
    struct customer_event *events; /* owned */
    enum privacy_tie tie;          /* by the way it was opened */
    struct reveal reveal;
    struct errand errand;
    struct others others;
    struct list_column columns[COLUMN_COUNT];
    struct list list;
    struct text_lines lines;
    int lines_width; /* canvas width they were made for */
    unsigned long seen;
    int visible, list_top; /* of the list, as last drawn */
};

static struct customer_card *self_of(struct view *view)
{
    return (struct customer_card *)view;
}

/* Cases and contacts by when they were, the newest first: old records are entered late. */
static int newest_first(const void *left, const void *right)
{
    const struct customer_event *a = left, *b = right;
    if (a->at != b->at) {
        return a->at < b->at ? 1 : -1;
    }
    return a->id < b->id ? 1 : a->id > b->id ? -1 : 0;
}

static void reload(struct customer_card *self)
{
    struct desk *desk = &self->console->desk;
    struct err err;
    size_t count = 0;
    self->lines_width = 0;
    view_touch(&self->view);
    if (lookup_customer(desk, self->id, &self->customer, &err) != STATUS_OK) {
        self->customer.head.id = 0;
        ui_status_err(self->console->ui, &err);
    } else if (merge_parts(desk, self->id, PARTS_MAX, self->parts, &self->part_count, &err) != STATUS_OK) {
        ui_status_err(self->console->ui, &err);
    } else if (customers_history(desk, self->id, 0, EVENTS_MAX, self->events, &count, &err) != STATUS_OK) {
        ui_status_err(self->console->ui, &err);
    }
    if (count > 0) {
        qsort(self->events, count, sizeof(*self->events), newest_first);
    }
    self->list.row_count = count;
    if (self->list.selected >= count) {
        self->list.selected = count > 0 ? count - 1 : 0;
    }
}

static void step(struct view *view)
{
    struct customer_card *self = self_of(view);
    errand_step(&self->errand, self->console);
    bool is_uncovered = reveal_step(&self->reveal); /* or covered again */
    if (console_changed(self->console, &self->seen) || is_uncovered) {
        reload(self);
    }
    if (others_look(&self->others, self->console, "customer", self->customer.head.id)) {
        view_touch(view);
    }
}

static void cell(void *context, size_t index, size_t column, char *out, size_t size, enum style *style)
{
    struct customer_card *self = context;
    const struct customer_event *event = &self->events[index];
    const struct profile *profile = &self->console->config->profile;
    char text[80] = "";
    *style = event->is_open ? STYLE_STRONG : *style;
    switch ((enum column)column) {
    case COLUMN_TIME:
        if (event->at != 0) {
            time_short(console_now(self->console), event->at, text);
        }
        text_copy(out, size, text);
        break;
    case COLUMN_WHAT:
        text_copy(out, size,
                  event->is_case ? profile_label(profile, SET_TYPE, event->type, text)
                                 : profile_label(profile, SET_CHANNEL, event->channel, text));
        break;
    case COLUMN_NUMBER:
        console_number(self->console, event->number, out, size);
        break;
    case COLUMN_STATE:
        text_copy(out, size,
                  event->is_case ? profile_label(profile, SET_STATE, event->state, text)
                                 : profile_label(profile, SET_OUTCOME, event->outcome, text));
        break;
    case COLUMN_TEXT:
        text_copy(out, size, event->text);
        break;
    case COLUMN_COUNT:
        break;
    }
}

static void make_lines(struct customer_card *self, int width)
{
    if (self->lines_width != width) {
        struct customer *shown = mem_new(1, sizeof(*shown));
        *shown = self->customer;
        privacy_hide(&self->console->desk, reveal_tie(&self->reveal, self->tie), &customer_fields, shown);
        self->lines_width = width;
        customer_lines_make(&self->lines, width, &self->console->config->profile, shown, self->parts,
                            self->part_count);
        free(shown);
    }
}

static void draw_head(struct customer_card *self, struct canvas *canvas)
{
    const struct customer *customer = &self->customer;
    const struct profile *profile = &self->console->config->profile;
    char title[80];
    int x = 1 + draw_text(canvas, 0, 1, -1, STYLE_STRONG, customer->name) + 1;
    if (customer->title[0] != '\0') {
        x += draw_text(canvas, 0, x, -1, STYLE_NORMAL,
                       profile_label(profile, SET_TITLE, customer->title, title)) +
             1;
    }
    if (customer->account[0] != '\0') {
        x += draw_format(canvas, 0, x + 2, -1, STYLE_NORMAL, _("户号 %s"), customer->account) + 2;
    }
    if (customer->is_important) {
        x += draw_text(canvas, 0, x + 2, -1, STYLE_CRITICAL, _("重要用户")) + 2;
    }
    if (customer->supply[0] != '\0' && strcmp(customer->supply, "normal") != 0) {
        x += draw_text(canvas, 0, x + 2, -1, STYLE_WARNING,
                       profile_label(profile, SET_SUPPLY, customer->supply, title)) +
             2;
    }
    if (customer->arrears.given && customer->arrears.value > 0) {
        struct str amount = {0};
        field_format(field_find(&customer_fields, "arrears"), customer, &amount);
        draw_format(canvas, 0, x + 2, canvas_width(canvas) - x - 2, STYLE_WARNING, _("欠费 %s 元"),
                    str_text(&amount));
        str_free(&amount);
    }
}

static void draw_events(struct customer_card *self, struct canvas *canvas, struct rect rect, bool has_focus)
{
    struct canvas_part part;
    draw_rule(canvas, rect.y - 1, rect.x, rect.width, STYLE_BORDER);
    draw_format(canvas, rect.y - 1, rect.x + 2, -1, STYLE_STRONG,
                self->list.row_count == EVENTS_MAX ? _(" 往来 最近 %zu 条 ") : _(" 往来 %zu 条 "),
                self->list.row_count);
    struct canvas *inner = canvas_sub(canvas, rect, &part);
    self->visible = list_visible(inner);
    self->list_top = rect.y;
    list_draw(&self->list, inner, has_focus);
}

static void draw(struct view *view, struct canvas *canvas, bool has_focus)
{
    struct customer_card *self = self_of(view);
    int width = canvas_width(canvas), height = canvas_height(canvas);
    draw_clear(canvas);
    if (self->customer.head.id == 0) {
        draw_text(canvas, 1, 1, width - 1, STYLE_ERROR, _("这户资料读不出来，按 Esc 返回。"));
        return;
    }
    draw_head(self, canvas);
    bool is_beside = width >= WIDE_COLUMNS;
    int text_width = is_beside ? width * 2 / 5 : width;
    make_lines(self, text_width - 2);
    int rows = (int)self->lines.count, most = height - 2 - LIST_ROWS;
    rows = !is_beside && rows > most ? most : rows;
    text_lines_draw(&self->lines, canvas, 1, 1, text_width - 2, 0);
    if (is_beside) {
        draw_events(self, canvas, (struct rect){2, text_width, height - 2, width - text_width}, has_focus);
    } else {
        for (int y = rows + 1; y < height; y++) { /* what did not fit gives way to the history */
            draw_text(canvas, y, 0, width, STYLE_NORMAL, "");
        }
        if ((int)self->lines.count > rows) {
            draw_right(canvas, rows, width - 14, 13, STYLE_DIM, _("… F4 看全部"));
        }
        draw_events(self, canvas, (struct rect){rows + 2, 0, height - rows - 2, width}, has_focus);
    }
}

static unsigned key(struct view *view, uint32_t pressed)
{
    struct customer_card *self = self_of(view);
    if (!list_key(&self->list, pressed, self->visible)) {
        return 0;
    }
    view_touch(view);
    return VIEW_HANDLED;
}

static unsigned run_open(struct view *view)
{
    struct customer_card *self = self_of(view);
    if (self->list.selected < self->list.row_count && self->events[self->list.selected].case_id != 0) {
        case_view_open(self->console, self->events[self->list.selected].case_id);
    }
    return VIEW_HANDLED;
}

static unsigned mouse(struct view *view, int y, int x, enum ui_mouse what)
{
    struct customer_card *self = self_of(view);
    if (!list_mouse(&self->list, y - self->list_top, x, what, self->visible)) {
        return 0;
    }
    view_touch(view);
    return what == UI_MOUSE_DOUBLE ? run_open(view) : VIEW_HANDLED;
}

static unsigned run_edit(struct view *view)
{
    struct customer_card *self = self_of(view);
    if (self->customer.head.id != 0 &&
        reveal_for_work(self->console, self->tie, "customer", self->id, _("修改用户"))) {
        customer_edit_open(self->console, &self->customer);
    }
    return VIEW_HANDLED;
}

static unsigned run_reveal(struct view *view)
{
    struct customer_card *self = self_of(view);
    reveal_ask(&self->reveal, view, "customer", self->customer.head.id, self->tie);
    return VIEW_HANDLED;
}

static unsigned run_erase(struct view *view)
{
    struct customer_card *self = self_of(view);
    if (self->customer.head.id != 0) {
        customer_erase_ask(self->console, self->id);
    }
    return VIEW_HANDLED;
}

static unsigned run_new(struct view *view)
{
    customer_new_open(console_of(view));
    return VIEW_HANDLED;
}

static unsigned run_duplicates(struct view *view)
{
    struct customer_card *self = self_of(view);
    struct customer_row others[DUPLICATE_MEMBERS];
    struct err err;
    size_t count = 0;
    if (merge_candidates(&self->console->desk, &self->customer, DUPLICATE_MEMBERS, others, &count, &err) !=
        STATUS_OK) {
        ui_status_err(view->ui, &err);
        return VIEW_HANDLED;
    }
    customer_merge_choose(self->console, self->id, others, count);
    return VIEW_HANDLED;
}

static void unmerge_answered(void *context, bool is_yes)
{
    struct customer_card *self = context;
    if (is_yes) {
        struct unmerge *unmerge = mem_new(1, sizeof(*unmerge));
        unmerge->dropped_id = self->asked;
        request_make(unmerge->request);
        errand_start(&self->errand, self->console, merge_undo, unmerge, unmerge->request,
                     _("合并已撤销，又是两户。"));
    }
}

/* The last one merged is the first one to be taken out again. */
static unsigned run_unmerge(struct view *view)
{
    struct customer_card *self = self_of(view);
    char text[300];
    if (self->part_count == 0) {
        ui_status(view->ui, STYLE_NORMAL, _("没有并入这一户的用户。"));
        return VIEW_HANDLED;
    }
    const struct customer *part = &self->parts[self->part_count - 1];
    text_format(text, sizeof(text),
                _("把并入的 %s（户号 %s）分出来，它原来的工单和联系一起回去。撤销合并吗？"), part->name,
                part->account);
    self->asked = part->head.id;
    confirm_open(view->ui, _("撤销合并"), text, unmerge_answered, self);
    return VIEW_HANDLED;
}

static unsigned run_search(struct view *view)
{
    search_view_open(console_of(view));
    return VIEW_HANDLED;
}

static unsigned run_back(struct view *view)
{
    (void)view;
    return VIEW_CLOSE | VIEW_HANDLED;
}

static void title(struct view *view, char *out, size_t size)
{
    text_format(out, size, _("用户 %s"), self_of(view)->customer.name);
    others_title(&self_of(view)->others, out, size);
}

static void close_view(struct view *view)
{
    struct customer_card *self = self_of(view);
    text_lines_clear(&self->lines);
    errand_free(&self->errand);
    free(self->events);
    free(self->parts);
    free(self);
}

static const struct action actions[] = {
    {"customer.open", UI_KEY_ENTER, N_("打开"), N_("打开选中的工单"), run_open, ACTION_BAR},
    {"customer.edit", UI_KEY_F(4), N_("修改"), N_("修改这一户的资料"), run_edit, ACTION_BAR},
    {"customer.new", 'n', N_("新建"), N_("新建一户"), run_new, ACTION_BAR},
    {"customer.reveal", 'r', N_("看号码"), N_("选一个原因，显示隐藏的完整号码和地址（记入审计）"), run_reveal,
     NEEDS(RIGHT_PHONE_REVEAL)},
    {"customer.duplicates", 'd', N_("重复"), N_("找和这一户可能重复的用户，合并"), run_duplicates,
     NEEDS(RIGHT_CUSTOMER_MERGE)},
    {"customer.unmerge", 'u', N_("撤销合并"), N_("把最近并入的一户分出来（先询问）"), run_unmerge,
     NEEDS(RIGHT_CUSTOMER_MERGE)},
    {"customer.erase", 'e', N_("按申请删除"),
     N_("管理员：本人申请时删除这一户的个人资料，数字留下（先说明、再问依据）"), run_erase,
     NEEDS(RIGHT_PERSON_ERASE)},
    {"customer.search", '/', N_("查找"), N_("按工单号、电话或任意文字查找"), run_search, ACTION_BAR},
    {"customer.back", UI_KEY_ESC, N_("返回"), N_("关闭用户资料"), run_back, ACTION_BAR},
};

const struct action_table customer_actions = {"customer", N_("用户资料"), actions,
                                              sizeof(actions) / sizeof(actions[0]), false};

static const struct view_ops ops = {
    .name = "customer",
    .actions = actions,
    .action_count = sizeof(actions) / sizeof(actions[0]),
    .title = title,
    .draw = draw,
    .step = step,
    .key = key,
    .mouse = mouse,
    .close = close_view,
};

void customer_card_open(struct console *console, int64_t id)
{
    customer_card_open_as(console, id, TIE_STRANGER);
}

void customer_card_open_as(struct console *console, int64_t id, enum privacy_tie tie)
{
    if (id == 0) {
        ui_status(console->ui, STYLE_NORMAL, _("这里还没有选定用户。按 / 查找，或在来电登记里按 F11 建户。"));
        return;
    }
    struct customer_row row;
    struct err err;
    if (lookup_customer_row(&console->desk, id, &row, &err) == STATUS_OK) {
        id = row.id; /* one that was merged is its other */
    }
    for (size_t i = 0; i < ui_page_count(console->ui); i++) {
        struct view *page = ui_page(console->ui, i);
        if (page->ops == &ops && self_of(page)->id == id) {
            self_of(page)->tie = tie;
            self_of(page)->lines_width = 0;
            ui_show_page(console->ui, page);
            view_touch(page);
            return;
        }
    }
    struct customer_card *self = mem_new(1, sizeof(*self));
    self->view.ops = &ops;
    self->console = console;
    self->id = id;
    self->tie = tie;
    self->parts = mem_new(PARTS_MAX, sizeof(*self->parts));
    self->events = mem_new(EVENTS_MAX, sizeof(*self->events));
    for (size_t i = 0; i < COLUMN_COUNT; i++) {
        self->columns[i] = columns[i];
        self->columns[i].title = _(columns[i].title);
    }
    self->list = (struct list){.columns = self->columns,
                               .column_count = COLUMN_COUNT,
                               .empty = _("还没有来电和工单。按 F2 为这一户登记来电。"),
                               .cell = cell,
                               .context = self};
    ui_open_page(console->ui, &self->view);
    console_changed(console, &self->seen);
    reload(self);
}
