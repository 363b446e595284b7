/* The daily work report of a turn (工作日报): figures from the records, remarks, a lead's signature. */

#include <stdlib.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/console/errand.h"
#include "zuoxi/console/paint.h"
#include "zuoxi/console/shifts.h"
#include "zuoxi/desk/work.h"
#include "zuoxi/domain/workday.h"
#include "zuoxi/tui/list.h"
#include "zuoxi/tui/popup.h"

#define TOP_ROWS 2

enum column {
    COLUMN_WHO,
    COLUMN_FIRST,
    COLUMN_REMARKS = COLUMN_FIRST + WORK_COLUMNS,
    COLUMN_SIGNED,
    COLUMN_COUNT
};

struct work_view {
    struct view view;
    struct console *console;
    struct shift_turn turn;
    struct work_row *rows; /* owned */
    size_t count;
    struct list_column columns[COLUMN_COUNT];
    struct list list;
    struct errand errand;
    int visible;
    unsigned long seen;
};

static struct work_view *self_of(struct view *view)
{
    return (struct work_view *)view;
}

static void cell(void *context, size_t index, size_t column, char *out, size_t size, enum style *style)
{
    const struct work_view *self = context;
    const struct work_row *row = &self->rows[index];
    if (column == COLUMN_WHO) {
        text_format(out, size, "%s%s%s", row->badge, row->badge[0] != '\0' ? " " : "", row->name);
        *style = index == 0 ? STYLE_STRONG : STYLE_NORMAL;
    } else if (column == COLUMN_REMARKS) {
        text_copy(out, size, row->remark.remarks);
    } else if (column == COLUMN_SIGNED) {
        text_copy(out, size, row->remark.signed_at != 0 ? row->remark.signed_by : _("未签"));
        *style = row->remark.signed_at != 0 ? STYLE_GOOD : STYLE_DIM;
    } else {
        text_format(out, size, "%d", row->counts[column - COLUMN_FIRST]);
    }
}

static void reload(struct work_view *self)
{
    struct err err;
    if (work_report(&self->console->desk, self->turn, self->rows, &self->count, &err) != STATUS_OK) {
        ui_status_err(self->console->ui, &err);
    }
    self->list.row_count = self->count;
    if (self->list.selected >= self->count) {
        self->list.selected = self->count > 0 ? self->count - 1 : 0;
    }
    view_touch(&self->view);
}

static void step(struct view *view)
{
    struct work_view *self = self_of(view);
    errand_step(&self->errand, self->console);
    if (console_changed(self->console, &self->seen)) {
        reload(self);
    }
}

static void draw(struct view *view, struct canvas *canvas, bool has_focus)
{
    struct work_view *self = self_of(view);
    struct canvas_part part;
    int width = canvas_width(canvas);
    char hours[12];
    shift_hours(self->turn.shift, hours);
    draw_clear(canvas);
    draw_format(canvas, 0, 1, width - 1, STYLE_STRONG, _("%d月%d日 %s %s 工作日报"),
                self->turn.date / 100 % 100, self->turn.date % 100, self->turn.shift->name, hours);
    draw_rule(canvas, 1, 0, width, STYLE_BORDER);
    struct canvas *inner =
        canvas_sub(canvas, (struct rect){TOP_ROWS, 0, canvas_height(canvas) - TOP_ROWS, width}, &part);
    self->visible = list_visible(inner);
    list_draw(&self->list, inner, has_focus);
}

static unsigned key(struct view *view, uint32_t pressed)
{
    struct work_view *self = self_of(view);
    if (!list_key(&self->list, pressed, self->visible)) {
        return 0;
    }
    view_touch(view);
    return VIEW_HANDLED;
}

static unsigned mouse(struct view *view, int y, int x, enum ui_mouse what)
{
    struct work_view *self = self_of(view);
    if (!list_mouse(&self->list, y - TOP_ROWS, x, what, self->visible)) {
        return 0;
    }
    view_touch(view);
    return VIEW_HANDLED;
}

static void start(struct work_view *self, const char *remarks, bool is_signing, const char *said)
{
    if (self->list.selected >= self->count) {
        return;
    }
    struct work_change *change = mem_new(1, sizeof(*change));
    change->date = self->turn.date;
    text_copy(change->shift, sizeof(change->shift), self->turn.shift->name);
    text_copy(change->badge, sizeof(change->badge), self->rows[self->list.selected].badge);
    text_copy(change->remarks, sizeof(change->remarks), remarks);
    change->is_signing = is_signing;
    request_make(change->request);
    errand_start(&self->errand, self->console, work_change, change, change->request, said);
}

static void remarked(void *context, const char *text)
{
    if (text != NULL) {
        start(context, text, false, _("备注已保存。"));
    }
}

static unsigned run_remark(struct view *view)
{
    struct work_view *self = self_of(view);
    if (self->list.selected < self->count) {
        prompt_open(view->ui, _("备注"), self->rows[self->list.selected].remark.remarks, remarked, self);
    }
    return VIEW_HANDLED;
}

static void sign_answered(void *context, bool is_yes)
{
    if (is_yes) {
        start(context, "", true, _("日报已签字。"));
    }
}

static unsigned run_sign(struct view *view)
{
    confirm_open(view->ui, _("签字"), _("签字以后这一行的备注不能再改。现在签吗？"), sign_answered, view);
    return VIEW_HANDLED;
}

static void turn_to(struct work_view *self, struct shift_turn turn)
{
    if (turn.shift != NULL && shift_begin(turn.shift, turn.date) <= console_now(self->console)) {
        self->turn = turn;
        reload(self);
    }
}

static unsigned run_before(struct view *view)
{
    struct work_view *self = self_of(view);
    turn_to(self, shift_relieved(settings_shifts(self->console->desk.settings), self->turn));
    return VIEW_HANDLED;
}

static unsigned run_after(struct view *view)
{
    struct work_view *self = self_of(view);
    turn_to(self, shift_relief(settings_shifts(self->console->desk.settings), self->turn));
    return VIEW_HANDLED;
}

static unsigned run_back(struct view *view)
{
    struct work_view *self = self_of(view);
    return errand_cancel(&self->errand, self->console) ? VIEW_HANDLED : VIEW_CLOSE | VIEW_HANDLED;
}

static void title(struct view *view, char *out, size_t size)
{
    (void)view;
    text_copy(out, size, _("工作日报"));
}

static void close_view(struct view *view)
{
    struct work_view *self = self_of(view);
    errand_free(&self->errand);
    free(self->rows);
    free(self);
}

static const struct action actions[] = {
    {"work.remark", UI_KEY_ENTER, N_("备注"), N_("写选中一行的备注：本人，或班长"), run_remark, ACTION_BAR},
    {"work.sign", UI_KEY_F(9), N_("签字"), N_("班长：签选中的一行，备注不再改"), run_sign, ACTION_BAR},
    {"work.before", '[', N_("上一班"), N_("看上一个班的日报"), run_before, ACTION_BAR},
    {"work.after", ']', N_("下一班"), N_("看下一个班的日报"), run_after, ACTION_BAR},
    {"work.back", UI_KEY_ESC, N_("返回"), N_("关闭"), run_back, ACTION_BAR},
};

const struct action_table work_actions = {"work", N_("工作日报"), actions,
                                          sizeof(actions) / sizeof(actions[0]), false};

static const struct view_ops ops = {
    .name = "work",
    .actions = actions,
    .action_count = sizeof(actions) / sizeof(actions[0]),
    .title = title,
    .draw = draw,
    .step = step,
    .key = key,
    .mouse = mouse,
    .close = close_view,
};

static void make_columns(struct work_view *self)
{
    self->columns[COLUMN_WHO] = (struct list_column){.title = _("谁"), .width = 14};
    for (size_t i = 0; i < WORK_COLUMNS; i++) {
        self->columns[COLUMN_FIRST + i] = (struct list_column){
            .title = work_column_label((enum work_column)i), .width = 5, .is_right = true};
    }
    self->columns[COLUMN_REMARKS] = (struct list_column){.title = _("备注"), .width = 0};
    self->columns[COLUMN_SIGNED] = (struct list_column){.title = _("班长签字"), .width = 8};
}

void work_view_open(struct console *console, struct shift_turn turn)
{
    if (turn.shift == NULL) {
        ui_status(console->ui, STYLE_WARNING, _("现在没有班次，没有日报。"));
        return;
    }
    struct work_view *self = mem_new(1, sizeof(*self));
    self->view.ops = &ops;
    self->console = console;
    self->turn = turn;
    self->rows = mem_new(WORK_ROWS_MAX, sizeof(*self->rows));
    make_columns(self);
    self->list = (struct list){.columns = self->columns,
                               .column_count = COLUMN_COUNT,
                               .empty = _("这个班还没有记录。"),
                               .cell = cell,
                               .context = self};
    ui_open_page(console->ui, &self->view);
    console_changed(console, &self->seen);
    reload(self);
}
