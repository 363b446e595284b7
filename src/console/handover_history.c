/* Handovers as they were: newest first, found by words. */

#include <stdlib.h>

#include "zuoxi/base/clock.h"
#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/console/list_page.h"
#include "zuoxi/console/paint.h"
#include "zuoxi/console/shifts.h"
#include "zuoxi/desk/handover_figures.h"
#include "zuoxi/tui/popup.h"

#define PAGE 60

enum column { COLUMN_ENDS, COLUMN_TURN, COLUMN_OUT, COLUMN_IN, COLUMN_SIGNED, COLUMN_REMARKS, COLUMN_COUNT };

struct history_view {
    struct list_page page; /* rows: struct handover_row */
    char words[200];
    struct handover_figures figures; /* of this month */
};

static const struct list_column columns[COLUMN_COUNT] = {
    [COLUMN_ENDS] = {.title = N_("交班时间"), .width = 12},
    [COLUMN_TURN] = {.title = N_("班次"), .width = 0},
    [COLUMN_OUT] = {.title = N_("交班人"), .width = 8},
    [COLUMN_IN] = {.title = N_("接班人"), .width = 8},
    [COLUMN_SIGNED] = {.title = N_("双方签字"), .width = 12},
    [COLUMN_REMARKS] = {.title = N_("备注"), .width = 20},
};

static struct history_view *self_of(struct view *view)
{
    return (struct history_view *)view;
}

static void describe_remarks(const struct handover_row *row, char *out, size_t size)
{
    char carried[40] = "", questions[40] = "", overrides[40] = "";
    if (row->carried > 0) {
        text_format(carried, sizeof(carried), _("遗留%d "), row->carried);
    }
    if (row->questions > 0) {
        text_format(questions, sizeof(questions), _("疑问%d "), row->questions);
    }
    if (row->overrides > 0) {
        text_format(overrides, sizeof(overrides), _("放行%d"), row->overrides);
    }
    text_format(out, size, "%s%s%s", carried, questions, overrides);
}

static void cell(void *context, size_t index, size_t column, char *out, size_t size, enum style *style)
{
    const struct list_page *self = context;
    const struct handover_row *row = (const struct handover_row *)self->rows + index;
    int64_t now = console_now(self->console);
    int64_t grace = self->console->config->settings.handover_grace * (int64_t)60;
    char time[24];
    switch ((enum column)column) {
    case COLUMN_ENDS:
        time_short(now, row->ends_at, time);
        text_copy(out, size, time);
        break;
    case COLUMN_TURN:
        text_format(out, size, "%s -> %s", row->shift,
                    row->next_shift[0] != '\0' ? row->next_shift : _("下班"));
        break;
    case COLUMN_OUT:
        text_copy(out, size, row->out_badge[0] != '\0' ? row->out_badge : "--");
        break;
    case COLUMN_IN:
        text_copy(out, size, row->in_badge[0] != '\0' ? row->in_badge : "--");
        break;
    case COLUMN_SIGNED:
        if (row->signed_at == 0) {
            text_copy(out, size, _("未签"));
            *style = row->ends_at < now ? STYLE_OVERDUE : STYLE_WARNING;
            break;
        }
        time_short(now, row->signed_at, time);
        text_format(out, size, "%s%s", time, row->signed_at > row->ends_at + grace ? "!" : "");
        *style = row->signed_at > row->ends_at + grace ? STYLE_WARNING : STYLE_GOOD;
        break;
    case COLUMN_REMARKS:
        describe_remarks(row, out, size);
        *style = STYLE_WARNING;
        break;
    case COLUMN_COUNT:
        break;
    }
}

static enum status read_handovers(struct list_page *page, const void *last, size_t most, void *rows,
                                  size_t *count, struct err *err)
{
    const struct history_view *self = (struct history_view *)page;
    return handover_list(&page->console->desk, last, 0, self->words, most, rows, count, err);
}

static void count_month(struct view *view)
{
    struct history_view *self = self_of(view);
    struct civil today = clock_civil(console_now(self->page.console));
    struct civil first = {.year = today.year, .month = today.month, .day = 1}, next = first;
    struct err err;
    next.month++;
    if (handover_count(&self->page.console->desk, clock_utc(first), clock_utc(next), &self->figures, &err) !=
        STATUS_OK) {
        ui_status_err(view->ui, &err);
    }
}

static void head(struct view *view, struct canvas *canvas)
{
    const struct history_view *self = self_of(view);
    const struct handover_figures *month = &self->figures;
    int width = canvas_width(canvas) - 1;
    if (self->words[0] != '\0') {
        draw_format(canvas, 0, 1, width, STYLE_STRONG, _("含“%s”的交接班记录"), self->words);
        return;
    }
    draw_format(canvas, 0, 1, width, STYLE_NORMAL,
                _("本月 %d 次  准时 %d  迟签 %d  未签 %d  放行 %d  疑问 %d  遗留故障 %d"), month->count,
                month->punctual, month->is_signed - month->punctual, month->missing, month->overrides,
                month->questions, month->carried);
}

static unsigned run_open(struct view *view)
{
    const struct handover_row *row = list_page_selected((struct list_page *)view);
    if (row != NULL) {
        handover_view_open(console_of(view), row->id);
    }
    return VIEW_HANDLED;
}

static void words_answered(void *context, const char *text)
{
    struct history_view *self = context;
    if (text != NULL) {
        text_copy(self->words, sizeof(self->words), text);
        list_page_restart(&self->page);
    }
}

static unsigned run_words(struct view *view)
{
    prompt_open(view->ui, _("只看签过字的记录里有这些字的（空：全部）"), self_of(view)->words, words_answered,
                view);
    return VIEW_HANDLED;
}

static void title(struct view *view, char *out, size_t size)
{
    (void)view;
    text_copy(out, size, _("交接班历史"));
}

static const struct action actions[] = {
    {"history.open", UI_KEY_ENTER, N_("打开"), N_("打开选中的交接班记录"), run_open, ACTION_BAR},
    {"history.words", '/', N_("查找"), N_("只看签过字的记录里有某些字的"), run_words, ACTION_BAR},
    {"history.back", UI_KEY_ESC, N_("返回"), N_("关闭"), list_page_back, ACTION_BAR},
};

const struct action_table handover_history_actions = {"history", N_("交接班历史"), actions,
                                                      sizeof(actions) / sizeof(actions[0]), false};

static const struct view_ops ops = {
    .name = "history",
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
    .empty = N_("还没有交接班记录。交班前在工作台按 F7 开始填写。"),
    .row_size = sizeof(struct handover_row),
    .most = PAGE,
    .head_rows = 2,
    .head = head,
    .cell = cell,
    .read = read_handovers,
    .reread = count_month,
    .open = run_open,
};

void handover_history_open(struct console *console)
{
    struct history_view *self = mem_new(1, sizeof(*self));
    list_page_open(&self->page, console, &kind);
}
