/* What the surge form took in seconds, to be finished one after the other, the oldest first. */

#include <stdlib.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/console/list_page.h"
#include "zuoxi/console/paint.h"
#include "zuoxi/console/reveal.h"
#include "zuoxi/console/views.h"
#include "zuoxi/desk/surge.h"

#define PAGE 200

enum column {
    COLUMN_NUMBER,
    COLUMN_TIME,
    COLUMN_PHONE,
    COLUMN_NAME,
    COLUMN_CATEGORY,
    COLUMN_ADDRESS,
    COLUMN_OWNER,
    COLUMN_COUNT
};

static const struct list_column columns[COLUMN_COUNT] = {
    [COLUMN_NUMBER] = {.title = N_("编号"), .width = 9},
    [COLUMN_TIME] = {.title = N_("受理"), .width = 11},
    [COLUMN_PHONE] = {.title = N_("电话"), .width = 13},
    [COLUMN_NAME] = {.title = N_("用户"), .width = 8},
    [COLUMN_CATEGORY] = {.title = N_("类别"), .width = 22},
    [COLUMN_ADDRESS] = {.title = N_("地址"), .width = 0, .wide_only = 90},
    [COLUMN_OWNER] = {.title = N_("首问"), .width = 6},
};

static void cell(void *context, size_t index, size_t column, char *out, size_t size, enum style *style)
{
    const struct list_page *self = context;
    const struct unfinished_row *row = (const struct unfinished_row *)self->rows + index;
    char text[PHONE_SIZE];
    (void)style;
    switch ((enum column)column) {
    case COLUMN_NUMBER:
        console_number(self->console, row->number, out, size);
        break;
    case COLUMN_TIME:
        time_short(console_now(self->console), row->accepted_at, text);
        text_copy(out, size, text);
        break;
    case COLUMN_PHONE:
        console_phone(self->console, TIE_OWN, row->phone, text);
        text_copy(out, size, text);
        break;
    case COLUMN_NAME:
        text_copy(out, size, row->name);
        break;
    case COLUMN_CATEGORY:
        profile_category_path(&self->console->config->profile, row->type, row->category, out, size);
        break;
    case COLUMN_ADDRESS:
        text_copy(out, size, row->address);
        break;
    case COLUMN_OWNER:
        text_copy(out, size, row->owner);
        break;
    case COLUMN_COUNT:
        break;
    }
}

static enum status read_cases(struct list_page *page, const void *last, size_t most, void *rows,
                              size_t *count, struct err *err)
{
    int64_t after = last != NULL ? ((const struct unfinished_row *)last)->id : 0;
    return surge_list(&page->console->desk, after, most, rows, count, err);
}

static unsigned open_selected(struct view *view)
{
    const struct unfinished_row *row = list_page_selected((struct list_page *)view);
    if (row != NULL) {
        case_edit_finish(console_of(view), row->id);
    }
    return VIEW_HANDLED;
}

static unsigned run_reveal(struct view *view)
{
    const struct unfinished_row *row = list_page_selected((struct list_page *)view);
    reveal_row(console_of(view), "case", row != NULL ? row->id : 0);
    return VIEW_HANDLED;
}

static void title(struct view *view, char *out, size_t size)
{
    const struct list_page *self = (struct list_page *)view;
    text_format(out, size, _("待补全  %zu%s 单"), self->list.row_count, self->has_more ? "+" : "");
}

static const struct action actions[] = {
    {"unfinished.open", UI_KEY_ENTER, N_("补全"), N_("打开选中的工单补全，保存后离开这里"), open_selected,
     ACTION_BAR},
    {"unfinished.reveal", 'r', N_("看号码"), N_("选一个原因，显示选中一条的完整号码和地址（记入审计）"),
     run_reveal, NEEDS(RIGHT_PHONE_REVEAL)},
    {"unfinished.back", UI_KEY_ESC, N_("返回"), N_("关闭"), list_page_back, ACTION_BAR},
};

const struct action_table unfinished_actions = {"unfinished", N_("待补全"), actions,
                                                sizeof(actions) / sizeof(actions[0]), false};

static const struct view_ops ops = {
    .name = "unfinished",
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
    .empty = N_("没有待补全的工单。来电高峰时在工作台按 g，用数字登记，过后在这里补全。"),
    .row_size = sizeof(struct unfinished_row),
    .most = PAGE,
    .cell = cell,
    .read = read_cases,
    .open = open_selected,
};

void unfinished_view_open(struct console *console)
{
    if (list_page_show(console, &kind) == NULL) {
        list_page_open(mem_new(1, sizeof(struct list_page)), console, &kind);
    }
}
