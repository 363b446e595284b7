/* Two households side by side, to be made one: which value comes from which. */

#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/console/text_lines.h"
#include "zuoxi/console/views.h"
#include "zuoxi/desk/lookup.h"
#include "zuoxi/desk/merge.h"
#include "zuoxi/tui/list.h"
#include "zuoxi/tui/popup.h"

#define TOP_ROWS 3

enum column { COLUMN_FIELD, COLUMN_KEPT, COLUMN_DROPPED, COLUMN_RESULT, COLUMN_COUNT };
static const struct list_column columns[COLUMN_COUNT] = {
    [COLUMN_FIELD] = {.title = N_("资料"), .width = 14},
    [COLUMN_KEPT] = {.title = N_("保留的一户"), .width = 0},
    [COLUMN_DROPPED] = {.title = N_("并入的一户"), .width = 0},
    [COLUMN_RESULT] = {.title = N_("合并以后"), .width = 0},
};

struct merge_view {
    struct view view;
    struct console *console;
    struct customer kept, dropped, result;
    struct merge merge;
    size_t fields[MERGE_FIELDS_MAX]; /* shown: index in customer_fields */
    struct list_column columns[COLUMN_COUNT];
    struct list list;
    struct str moves; /* what goes with it, in words */
    struct task task;
    struct err told; /* why a save waits, as last said */
    int visible;
};

static struct merge_view *self_of(struct view *view)
{
    return (struct merge_view *)view;
}

static const struct field *field_at(const struct merge_view *self, size_t row)
{
    return &customer_fields.fields[self->fields[row]];
}

/* Fields that are not alike, and every phone. */
static void list_fields(struct merge_view *self)
{
    self->list.row_count = 0;
    for (size_t i = 0; i < customer_fields.count; i++) {
        const struct field *field = &customer_fields.fields[i];
        if ((field->flags & FIELD_FIXED) == 0 && (field_differs(field, &self->kept, &self->dropped) ||
                                                  field_differs(field, &self->kept, &self->result))) {
            self->fields[self->list.row_count++] = i;
        }
    }
}

static void begin(struct merge_view *self)
{
    struct err err;
    merge_begin(&self->kept, &self->dropped, &self->merge);
    merge_result(&self->kept, &self->dropped, &self->merge, &self->result);
    list_fields(self);
    self->list.selected = self->list.top = 0;
    str_reset(&self->moves);
    if (merge_describe(&self->console->desk, self->dropped.head.id, &self->moves, &err) != STATUS_OK) {
        ui_status_err(self->console->ui, &err);
    }
    view_touch(&self->view);
}

static void cell(void *context, size_t index, size_t column, char *out, size_t size, enum style *style)
{
    struct merge_view *self = context;
    const struct field *field = field_at(self, index);
    const void *const records[COLUMN_COUNT] = {NULL, &self->kept, &self->dropped, &self->result};
    struct str value = {0};
    bool is_choice = merge_is_choice(field, &self->kept, &self->dropped);
    if (column == COLUMN_FIELD) {
        text_copy(out, size, _(field->label));
        return;
    }
    bool is_taken = column == COLUMN_RESULT ||
                    (is_choice && self->merge.takes[self->fields[index]] == (column == COLUMN_DROPPED));
    *style = is_taken ? *style : STYLE_DIM;
    if (!field_is_empty(field, records[column])) {
        console_value(self->console, TIE_STRANGER, field, records[column], &value);
    }
    text_format(out, size, "%s%s",
                column == COLUMN_RESULT || !is_choice ? ""
                : is_taken                            ? "● "
                                                      : "○ ",
                str_text(&value));
    str_free(&value);
}

static void draw(struct view *view, struct canvas *canvas, bool has_focus)
{
    struct merge_view *self = self_of(view);
    struct canvas_part part;
    int width = canvas_width(canvas);
    draw_clear(canvas);
    draw_format(canvas, 0, 1, width - 1, STYLE_STRONG, _("保留 %s 户号 %s，并入 %s 户号 %s"), self->kept.name,
                self->kept.account, self->dropped.name, self->dropped.account);
    draw_format(canvas, 1, 1, width - 1, STYLE_NORMAL, _("一起转过来：%s"), str_text(&self->moves));
    draw_rule(canvas, 2, 0, width, STYLE_BORDER);
    struct canvas *inner =
        canvas_sub(canvas, (struct rect){TOP_ROWS, 0, canvas_height(canvas) - TOP_ROWS, width}, &part);
    self->visible = list_visible(inner);
    list_draw(&self->list, inner, has_focus);
}

static void toggle(struct merge_view *self)
{
    if (self->list.selected >= self->list.row_count) {
        return;
    }
    const struct field *field = field_at(self, self->list.selected);
    if (!merge_is_choice(field, &self->kept, &self->dropped)) {
        ui_status(self->console->ui, STYLE_NORMAL, _("两户的电话都会留下，不用选择。"));
        return;
    }
    bool *takes = &self->merge.takes[self->fields[self->list.selected]];
    *takes = !*takes;
    merge_result(&self->kept, &self->dropped, &self->merge, &self->result);
    view_touch(&self->view);
}

static unsigned key(struct view *view, uint32_t pressed)
{
    struct merge_view *self = self_of(view);
    if (!list_key(&self->list, pressed, self->visible)) {
        return 0;
    }
    view_touch(view);
    return VIEW_HANDLED;
}

static unsigned mouse(struct view *view, int y, int x, enum ui_mouse what)
{
    struct merge_view *self = self_of(view);
    if (!list_mouse(&self->list, y - TOP_ROWS, x, what, self->visible)) {
        return 0;
    }
    if (what == UI_MOUSE_DOUBLE) {
        toggle(self);
    }
    view_touch(view);
    return VIEW_HANDLED;
}

static unsigned run_toggle(struct view *view)
{
    toggle(self_of(view));
    return VIEW_HANDLED;
}

static unsigned run_swap(struct view *view)
{
    struct merge_view *self = self_of(view);
    struct customer *other = mem_new(1, sizeof(*other));
    *other = self->kept;
    self->kept = self->dropped;
    self->dropped = *other;
    free(other);
    begin(self);
    return VIEW_HANDLED;
}

static void step(struct view *view)
{
    struct merge_view *self = self_of(view);
    struct console *console = self->console;
    if (ui_is_ending(console->ui) || !self->task.is_running ||
        !console_step_task(console, &self->task, &self->told)) {
        return;
    }
    if (self->task.err.status != STATUS_OK) {
        ui_status_err(console->ui, &self->task.err);
        view_touch(view);
        return;
    }
    console_touch(console);
    customer_card_open(console, self->task.result);
    ui_status(console->ui, STYLE_GOOD, _("已合并为一户；在用户资料里按 u 可以撤销。"));
    ui_close_view(console->ui, view);
}

static void answered(void *context, bool is_yes)
{
    struct merge_view *self = context;
    if (is_yes && !self->task.is_running) {
        self->told = (struct err){0};
        task_start(&self->task, merge_run, &self->merge, self->merge.request);
        ui_status(self->console->ui, STYLE_DIM, _("正在保存……"));
        ui_wake_at(self->console->ui, clock_boot_ms(self->console->clock));
    }
}

static unsigned run_merge(struct view *view)
{
    struct merge_view *self = self_of(view);
    char text[400];
    text_format(text, sizeof(text),
                _("把 %s（户号 %s）并入 %s（户号 %s），转过来 %s。其中一户再被修改以前可以撤销。合并吗？"),
                self->dropped.name, self->dropped.account, self->kept.name, self->kept.account,
                str_text(&self->moves));
    confirm_open(view->ui, _("合并用户"), text, answered, self);
    return VIEW_HANDLED;
}

static unsigned run_back(struct view *view)
{
    struct merge_view *self = self_of(view);
    if (self->task.is_running) {
        task_cancel(&self->task);
        ui_status(view->ui, STYLE_WARNING, _("已停止保存，没有合并。"));
        return VIEW_HANDLED;
    }
    return VIEW_CLOSE | VIEW_HANDLED;
}

static void title(struct view *view, char *out, size_t size)
{
    (void)view;
    text_copy(out, size, _("合并用户"));
}

static void close_view(struct view *view)
{
    struct merge_view *self = self_of(view);
    str_free(&self->moves);
    free(self);
}

static const struct action actions[] = {
    {"merge.toggle", ' ', N_("换一边"), N_("这一项改用另一户的"), run_toggle, ACTION_BAR},
    {"merge.swap", 'x', N_("对调"), N_("保留另一户，重新选择"), run_swap, ACTION_BAR},
    {"merge.run", UI_CTRL | 'S', N_("合并"), N_("按所选的合并为一户（先询问）"), run_merge, ACTION_BAR},
    {"merge.back", UI_KEY_ESC, N_("返回"), N_("不合并"), run_back, ACTION_BAR},
};

const struct action_table customer_merge_actions = {"merge", N_("合并用户"), actions,
                                                    sizeof(actions) / sizeof(actions[0]), false};

static const struct view_ops ops = {
    .name = "merge",
    .actions = actions,
    .action_count = sizeof(actions) / sizeof(actions[0]),
    .title = title,
    .draw = draw,
    .step = step,
    .key = key,
    .mouse = mouse,
    .close = close_view,
};

void customer_merge_open(struct console *console, int64_t kept_id, int64_t dropped_id)
{
    struct merge_view *self = mem_new(1, sizeof(*self));
    struct err err;
    enum status status = desk_allow(&console->desk, RIGHT_CUSTOMER_MERGE, &err);
    if (status == STATUS_OK) {
        status = lookup_customer(&console->desk, kept_id, &self->kept, &err);
    }
    if (status == STATUS_OK) {
        status = lookup_customer(&console->desk, dropped_id, &self->dropped, &err);
    }
    if (status != STATUS_OK) {
        ui_status_err(console->ui, &err);
        free(self);
        return;
    }
    self->view.ops = &ops;
    self->console = console;
    for (size_t i = 0; i < COLUMN_COUNT; i++) {
        self->columns[i] = columns[i];
        self->columns[i].title = _(columns[i].title);
    }
    self->list = (struct list){.columns = self->columns,
                               .column_count = COLUMN_COUNT,
                               .empty = _("两户的资料完全一样。按 Ctrl-S 合并。"),
                               .cell = cell,
                               .context = self};
    ui_open_page(console->ui, &self->view);
    begin(self);
}

/* The households offered in a menu, kept while it is open. */
struct choice_of_merge {
    struct console *console;
    int64_t kept;
    int64_t others[DUPLICATE_MEMBERS];
};

static void chosen(void *context, int index)
{
    struct choice_of_merge *choice = context;
    if (index >= 0) {
        customer_merge_open(choice->console, choice->kept, choice->others[index]);
    }
    free(choice);
}

void customer_merge_choose(struct console *console, int64_t kept_id, const struct customer_row *others,
                           size_t count)
{
    struct menu_item items[DUPLICATE_MEMBERS];
    char labels[DUPLICATE_MEMBERS][400];
    struct choice_of_merge *choice;
    if (count == 0) {
        ui_status(console->ui, STYLE_NORMAL, _("没有找到和它可能重复的用户。"));
        return;
    }
    if (count == 1) {
        customer_merge_open(console, kept_id, others[0].id);
        return;
    }
    choice = mem_new(1, sizeof(*choice));
    *choice = (struct choice_of_merge){.console = console, .kept = kept_id};
    for (size_t i = 0; i < count && i < DUPLICATE_MEMBERS; i++) {
        char address[sizeof(others[i].address)];
        choice->others[i] = others[i].id;
        console_address(console, TIE_STRANGER, others[i].address, address, sizeof(address));
        text_format(labels[i], sizeof(labels[i]), "%s  %s  %s", others[i].account, others[i].name, address);
        items[i] = (struct menu_item){.label = labels[i]};
    }
    menu_open(console->ui, _("把哪一户并进来"), items, count, chosen, choice);
}
