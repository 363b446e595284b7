/* The daily work report of a turn (工作日报): figures from the records, remarks, a lead's signature. */

#include <stddef.h>
#include <stdlib.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/console/list_page.h"
#include "zuoxi/console/paint.h"
#include "zuoxi/console/prompt.h"
#include "zuoxi/console/shifts.h"
#include "zuoxi/desk/work.h"
#include "zuoxi/domain/workday.h"
#include "zuoxi/tui/popup.h"

enum column {
    COLUMN_WHO,
    COLUMN_FIRST,
    COLUMN_REMARKS = COLUMN_FIRST + WORK_COLUMNS,
    COLUMN_SIGNED,
    COLUMN_COUNT
};

struct work_view {
    struct list_page page; /* rows: struct work_row */
    struct shift_turn turn;
    char asked[21]; /* the badge of the open question: the list may be another one when it is answered */
};

static struct work_view *self_of(struct view *view)
{
    return (struct work_view *)view;
}

static void cell(void *context, size_t index, size_t column, char *out, size_t size, enum style *style)
{
    const struct list_page *self = context;
    const struct work_row *row = (const struct work_row *)self->rows + index;
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

static enum status read_rows(struct list_page *page, const void *last, size_t most, void *rows, size_t *count,
                             struct err *err)
{
    (void)last, (void)most;
    return work_report(&page->console->desk, ((struct work_view *)page)->turn, rows, count, err);
}

static void head(struct view *view, struct canvas *canvas)
{
    const struct shift_turn *turn = &self_of(view)->turn;
    char hours[12];
    shift_hours(turn->shift, hours);
    draw_format(canvas, 0, 1, canvas_width(canvas) - 1, STYLE_STRONG, _("%d月%d日 %s %s 工作日报"),
                turn->date / 100 % 100, turn->date % 100, turn->shift->name, hours);
}

static enum status fill_remark(struct console *console, const struct prompt_draft *draft, void *argument,
                               struct err *err)
{
    struct work_change *change = argument;
    (void)console, (void)err;
    change->date = (int)draft->id;
    text_copy(change->shift, sizeof(change->shift), draft->key);
    text_copy(change->badge, sizeof(change->badge), draft->who);
    text_copy(change->remarks, sizeof(change->remarks), draft->text);
    return STATUS_OK;
}

static void show(struct console *console, const struct prompt_draft *draft)
{
    const struct shift *shift = shift_find(settings_shifts(console->desk.settings), draft->key);
    work_view_open(console, (struct shift_turn){.shift = shift, .date = (int)draft->id});
}

const struct prompt_kind prompt_work_remark = {
    .action = "work.remark",
    .title = N_("备注"),
    .said = N_("备注已保存。"),
    .max = 300,
    .work = work_change,
    .argument_size = sizeof(struct work_change),
    .request_at = offsetof(struct work_change, request),
    .fill = fill_remark,
    .show = show,
};

static unsigned run_remark(struct view *view)
{
    const struct work_view *self = self_of(view);
    const struct work_row *row = list_page_selected(&self->page);
    if (row != NULL) {
        struct prompt_draft subject = {.id = self->turn.date};
        text_copy(subject.key, sizeof(subject.key), self->turn.shift->name);
        text_copy(subject.who, sizeof(subject.who), row->badge);
        text_format(subject.about, sizeof(subject.about), "%s  %s %s", self->turn.shift->name, row->badge,
                    row->name);
        text_copy(subject.text, sizeof(subject.text), row->remark.remarks);
        prompt_ask(self->page.console, &prompt_work_remark, &subject);
    }
    return VIEW_HANDLED;
}

static void sign_answered(void *context, bool is_yes)
{
    struct work_view *self = context;
    if (!is_yes) {
        return;
    }
    struct work_change *change = mem_new(1, sizeof(*change));
    change->date = self->turn.date;
    text_copy(change->shift, sizeof(change->shift), self->turn.shift->name);
    text_copy(change->badge, sizeof(change->badge), self->asked);
    change->is_signing = true;
    request_make(change->request);
    errand_start(&self->page.errand, self->page.console, work_change, change, change->request,
                 _("日报已签字。"));
}

static unsigned run_sign(struct view *view)
{
    struct work_view *self = self_of(view);
    const struct work_row *row = list_page_selected(&self->page);
    char text[300];
    if (row == NULL) {
        return VIEW_HANDLED;
    }
    text_copy(self->asked, sizeof(self->asked), row->badge);
    text_format(text, sizeof(text), _("%s %s：签字以后这一行的备注不能再改。现在签吗？"), row->badge,
                row->name);
    confirm_open(view->ui, _("签字"), text, sign_answered, self);
    return VIEW_HANDLED;
}

static void turn_to(struct work_view *self, struct shift_turn turn)
{
    if (turn.shift != NULL && shift_begin(turn.shift, turn.date) <= console_now(self->page.console)) {
        self->turn = turn;
        list_page_reload(&self->page);
    }
}

static unsigned run_before(struct view *view)
{
    struct work_view *self = self_of(view);
    turn_to(self, shift_relieved(settings_shifts(self->page.console->desk.settings), self->turn));
    return VIEW_HANDLED;
}

static unsigned run_after(struct view *view)
{
    struct work_view *self = self_of(view);
    turn_to(self, shift_relief(settings_shifts(self->page.console->desk.settings), self->turn));
    return VIEW_HANDLED;
}

static void title(struct view *view, char *out, size_t size)
{
    (void)view;
    text_copy(out, size, _("工作日报"));
}

static const struct action actions[] = {
    {"work.remark", UI_KEY_ENTER, N_("备注"), N_("写选中一行的备注：本人，或班长"), run_remark, ACTION_BAR},
    {"work.sign", UI_KEY_F(9), N_("签字"), N_("班长：签选中的一行，备注不再改"), run_sign, ACTION_BAR},
    {"work.before", '[', N_("上一班"), N_("看上一个班的日报"), run_before, ACTION_BAR},
    {"work.after", ']', N_("下一班"), N_("看下一个班的日报"), run_after, ACTION_BAR},
    {"work.back", UI_KEY_ESC, N_("返回"), N_("关闭"), list_page_back, ACTION_BAR},
};

const struct action_table work_actions = {"work", N_("工作日报"), actions,
                                          sizeof(actions) / sizeof(actions[0]), false};

static const struct view_ops ops = {
    .name = "work",
    .actions = actions,
    .action_count = sizeof(actions) / sizeof(actions[0]),
    .title = title,
    .step = list_page_step,
    LIST_PAGE_OPS,
};

static const struct list_page_kind kind = {
    .ops = &ops,
    .column_count = COLUMN_COUNT,
    .empty = N_("这个班还没有记录。"),
    .row_size = sizeof(struct work_row),
    .most = WORK_ROWS_MAX,
    .is_whole = true,
    .head_rows = 2,
    .head = head,
    .cell = cell,
    .read = read_rows,
};

static void name_columns(struct list_column columns[COLUMN_COUNT])
{
    columns[COLUMN_WHO] = (struct list_column){.title = _("谁"), .width = 14};
    for (size_t i = 0; i < WORK_COLUMNS; i++) {
        columns[COLUMN_FIRST + i] = (struct list_column){
            .title = work_column_label((enum work_column)i), .width = 5, .is_right = true};
    }
    columns[COLUMN_REMARKS] = (struct list_column){.title = _("备注"), .width = 0};
    columns[COLUMN_SIGNED] = (struct list_column){.title = _("班长签字"), .width = 8};
}

void work_view_open(struct console *console, struct shift_turn turn)
{
    if (turn.shift == NULL) {
        ui_status(console->ui, STYLE_WARNING, _("现在没有班次，没有日报。"));
        return;
    }
    struct work_view *self = mem_new(1, sizeof(*self));
    self->turn = turn;
    list_page_open(&self->page, console, &kind);
    name_columns(self->page.columns);
}
