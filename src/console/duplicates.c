/* Households that may have been entered twice, found while the screen goes on. */

#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/console/list_page.h"
#include "zuoxi/console/reveal.h"
#include "zuoxi/console/views.h"
#include "zuoxi/desk/distinct.h"
#include "zuoxi/desk/merge.h"
#include "zuoxi/tui/popup.h"

#define GROUPS_MAX  300 /* a person clears these before wanting more */
#define STEP_MS     8   /* of looking in one turn of the loop: keys stay quick */
#define STEP_GROUPS 16

enum column {
    COLUMN_REASON,
    COLUMN_ACCOUNT,
    COLUMN_NAME,
    COLUMN_PHONE,
    COLUMN_ADDRESS,
    COLUMN_STATION,
    COLUMN_COUNT
};
static const struct list_column columns[COLUMN_COUNT] = {
    [COLUMN_REASON] = {.title = N_("依据"), .width = 8},
    [COLUMN_ACCOUNT] = {.title = N_("户号"), .width = 10},
    [COLUMN_NAME] = {.title = N_("姓名"), .width = 10},
    [COLUMN_PHONE] = {.title = N_("电话"), .width = 13},
    [COLUMN_ADDRESS] = {.title = N_("地址"), .width = 0},
    [COLUMN_STATION] = {.title = N_("换热站"), .width = 10, .wide_only = 100},
};

/* A row of the list: a member of a group. */
struct line {
    size_t group;
    size_t member;
};

struct duplicates_view {
    struct list_page page; /* rows: struct line, GROUPS_MAX × DUPLICATE_MEMBERS of them */
    struct duplicate_cursor cursor;
    struct duplicate_group *groups; /* owned: GROUPS_MAX */
    size_t group_count;
    bool has_failed;
    bool lists_distinct;        /* the pairs marked as two, not the likely ones */
    struct distinct_pair after; /* of those: the last one read */
    bool is_end;
};

static struct duplicates_view *self_of(struct view *view)
{
    return (struct duplicates_view *)view;
}

static bool is_looking(const struct duplicates_view *self)
{
    bool is_done = self->lists_distinct ? self->is_end : self->cursor.kind == DUPLICATE_KINDS;
    return !self->has_failed && !is_done && self->group_count < GROUPS_MAX;
}

static const struct line *line_at(const struct duplicates_view *self, size_t index)
{
    return (const struct line *)self->page.rows + index;
}

static const struct customer_row *row_of(const struct duplicates_view *self, const struct line *line)
{
    return &self->groups[line->group].members[line->member];
}

static void restart(struct duplicates_view *self)
{
    self->cursor = (struct duplicate_cursor){0};
    self->group_count = self->page.list.row_count = 0;
    self->page.list.selected = self->page.list.top = 0;
    self->has_failed = self->is_end = false;
    self->after = (struct distinct_pair){0};
    ui_wake_at(self->page.console->ui, clock_boot_ms(self->page.console->clock));
    view_touch(&self->page.view);
}

static void list_new(struct duplicates_view *self, size_t count)
{
    struct line *lines = self->page.rows;
    for (size_t i = 0; i < count; i++, self->group_count++) {
        for (size_t j = 0; j < self->groups[self->group_count].count; j++) {
            lines[self->page.list.row_count++] = (struct line){self->group_count, j};
        }
    }
}

static enum status read_some(struct duplicates_view *self, size_t *count, struct err *err)
{
    struct desk *desk = &self->page.console->desk;
    size_t room = GROUPS_MAX - self->group_count, most = room < STEP_GROUPS ? room : STEP_GROUPS;
    struct duplicate_group *groups = &self->groups[self->group_count];
    return self->lists_distinct ? distinct_list(desk, &self->after, most, groups, count, &self->is_end, err)
                                : merge_duplicates(desk, &self->cursor, most, groups, count, err);
}

/* A few milliseconds of looking, then the loop has its turn. */
static void look(struct duplicates_view *self)
{
    int64_t begun = clock_boot_ms(self->page.console->clock);
    struct err err;
    while (is_looking(self) && clock_boot_ms(self->page.console->clock) - begun < STEP_MS) {
        size_t count = 0;
        if (read_some(self, &count, &err) != STATUS_OK) {
            ui_status_err(self->page.console->ui, &err);
            self->has_failed = true;
            return;
        }
        list_new(self, count);
    }
    ui_wake_at(self->page.console->ui, clock_boot_ms(self->page.console->clock));
    view_touch(&self->page.view);
}

static void step(struct view *view)
{
    struct duplicates_view *self = self_of(view);
    if (errand_step(&self->page.errand, self->page.console)) {
        restart(self);
    }
    if (is_looking(self)) {
        look(self);
    }
}

static void cell(void *context, size_t index, size_t column, char *out, size_t size, enum style *style)
{
    struct duplicates_view *self = context;
    const struct line *line = line_at(self, index);
    const struct customer_row *row = row_of(self, line);
    char phone[PHONE_SIZE];
    (void)style;
    switch ((enum column)column) {
    case COLUMN_REASON: /* said once a group: a line without it belongs to the one above */
        text_copy(out, size, line->member == 0 ? merge_reason(self->groups[line->group].kind) : "");
        break;
    case COLUMN_ACCOUNT:
        text_copy(out, size, row->account);
        break;
    case COLUMN_NAME:
        text_copy(out, size, row->name);
        break;
    case COLUMN_PHONE:
        console_phone(self->page.console, TIE_STRANGER, row->phone, phone);
        text_copy(out, size, phone);
        break;
    case COLUMN_ADDRESS:
        console_address(self->page.console, TIE_STRANGER, row->address, out, size);
        break;
    case COLUMN_STATION:
        text_copy(out, size, row->station);
        break;
    case COLUMN_COUNT:
        break;
    }
}

static void head(struct view *view, struct canvas *canvas)
{
    struct duplicates_view *self = self_of(view);
    int width = canvas_width(canvas) - 1;
    self->page.list.empty = is_looking(self) ? ""
                            : self->lists_distinct
                                ? _("没有标为“不是重复”的用户。在可能重复的用户里按 n 标记。")
                                : _("没有可能重复的用户。");
    if (self->lists_distinct) {
        draw_format(canvas, 0, 1, width, STYLE_NORMAL,
                    _("看过、不是重复的 %zu 对；按 n 撤销标记，按 l 回到可能重复的"), self->group_count);
        return;
    }
    draw_format(canvas, 0, 1, width, STYLE_NORMAL,
                is_looking(self) ? _("正在查找……已看 %lld 条，可能重复 %zu 组")
                : self->group_count == GROUPS_MAX ? _("看了 %lld 条，先列出 %zu 组；处理后按 r 继续")
                                                  : _("共看 %lld 条，可能重复 %zu 组"),
                (long long)self->cursor.seen, self->group_count);
}

static unsigned run_open(struct view *view)
{
    struct duplicates_view *self = self_of(view);
    const struct line *line = list_page_selected(&self->page);
    if (line != NULL) {
        customer_card_open(self->page.console, row_of(self, line)->id);
    }
    return VIEW_HANDLED;
}

/* The selected customer's id, 0 for none, and the others of its group. */
static int64_t selected_of(const struct duplicates_view *self, struct customer_row others[DUPLICATE_MEMBERS],
                           size_t *count)
{
    *count = 0;
    const struct line *line = list_page_selected(&self->page);
    if (line == NULL) {
        return 0;
    }
    const struct duplicate_group *group = &self->groups[line->group];
    for (size_t i = 0; i < group->count; i++) {
        if (i != line->member) {
            others[(*count)++] = group->members[i];
        }
    }
    return group->members[line->member].id;
}

static unsigned run_merge(struct view *view)
{
    struct duplicates_view *self = self_of(view);
    struct customer_row others[DUPLICATE_MEMBERS];
    size_t count;
    int64_t id = selected_of(self, others, &count);
    if (id != 0) {
        customer_merge_choose(self->page.console, id, others, count);
    }
    return VIEW_HANDLED;
}

/* The selected one is none of the others of its group; in the list of such pairs: it may be, after all. */
static unsigned run_distinct(struct view *view)
{
    struct duplicates_view *self = self_of(view);
    struct customer_row others[DUPLICATE_MEMBERS];
    struct distinct_mark *mark = mem_new(1, sizeof(*mark));
    mark->id = selected_of(self, others, &mark->count);
    if (mark->id == 0) {
        free(mark);
        return VIEW_HANDLED;
    }
    for (size_t i = 0; i < mark->count; i++) {
        mark->others[i] = others[i].id;
    }
    mark->is_distinct = !self->lists_distinct;
    request_make(mark->request);
    errand_start(&self->page.errand, self->page.console, distinct_save, mark, mark->request,
                 mark->is_distinct ? _("已标为不是重复，以后不再列出；按 l 查看和撤销。")
                                   : _("已撤销标记，又列为可能重复。"));
    return VIEW_HANDLED;
}

static unsigned run_list(struct view *view)
{
    struct duplicates_view *self = self_of(view);
    self->lists_distinct = !self->lists_distinct;
    restart(self);
    return VIEW_HANDLED;
}

static unsigned run_reveal(struct view *view)
{
    struct duplicates_view *self = self_of(view);
    const struct line *line = list_page_selected(&self->page);
    reveal_row(self->page.console, "customer", line != NULL ? row_of(self, line)->id : 0);
    return VIEW_HANDLED;
}

static unsigned run_reload(struct view *view)
{
    restart(self_of(view));
    return VIEW_HANDLED;
}

static void title(struct view *view, char *out, size_t size)
{
    text_copy(out, size, self_of(view)->lists_distinct ? _("不是重复的用户") : _("可能重复的用户"));
}

static void closing(struct view *view)
{
    free(self_of(view)->groups);
}

static const struct action actions[] = {
    {"duplicates.open", UI_KEY_ENTER, N_("打开"), N_("打开选中的用户资料"), run_open, ACTION_BAR},
    {"duplicates.merge", 'm', N_("合并"), N_("把同组的另一户并入选中的一户"), run_merge, ACTION_BAR},
    {"duplicates.distinct", 'n', N_("不是重复"), N_("选中的一户和同组的不是一户，不再列出；在已标的里撤销"),
     run_distinct, ACTION_BAR},
    {"duplicates.list", 'l', N_("已标的"), N_("列出标为不是重复的，或回到可能重复的"), run_list, ACTION_BAR},
    {"duplicates.reveal", 'R', N_("看号码"), N_("选一个原因，显示选中一户的完整号码和地址（记入审计）"),
     run_reveal, NEEDS(RIGHT_PHONE_REVEAL)},
    {"duplicates.reload", 'r', N_("刷新"), N_("从头再找一遍"), run_reload, ACTION_BAR},
    {"duplicates.back", UI_KEY_ESC, N_("返回"), N_("关闭"), list_page_back, ACTION_BAR},
};

const struct action_table duplicates_actions = {"duplicates", N_("可能重复的用户"), actions,
                                                sizeof(actions) / sizeof(actions[0]), false};

static const struct view_ops ops = {
    .name = "duplicates",
    .actions = actions,
    .action_count = sizeof(actions) / sizeof(actions[0]),
    .title = title,
    .step = step,
    LIST_PAGE_OPS,
};

static const struct list_page_kind kind = {
    .ops = &ops,
    .columns = columns,
    .column_count = COLUMN_COUNT,
    .row_size = sizeof(struct line),
    .head_rows = 2,
    .head = head,
    .cell = cell,
    .open = run_open,
    .closing = closing,
};

void duplicates_view_open(struct console *console)
{
    struct duplicates_view *self = mem_new(1, sizeof(*self));
    self->groups = mem_new(GROUPS_MAX, sizeof(*self->groups));
    self->page.rows = mem_new(GROUPS_MAX * DUPLICATE_MEMBERS, sizeof(struct line));
    list_page_open(&self->page, console, &kind);
    restart(self);
}
