/* Seats: who is signed in where, what each does and since when; signing one out. */

#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/console/admin.h"
#include "zuoxi/console/list_page.h"
#include "zuoxi/console/paint.h"
#include "zuoxi/desk/people.h"
#include "zuoxi/desk/seat.h"
#include "zuoxi/tui/popup.h"

enum column {
    COLUMN_BADGE,
    COLUMN_NAME,
    COLUMN_ROLE,
    COLUMN_STATE,
    COLUMN_SINCE,
    COLUMN_IN,
    COLUMN_WHERE,
    COLUMN_COUNT
};

static const struct list_column columns[COLUMN_COUNT] = {
    [COLUMN_BADGE] = {.title = N_("工号"), .width = 10},  [COLUMN_NAME] = {.title = N_("姓名"), .width = 12},
    [COLUMN_ROLE] = {.title = N_("角色"), .width = 6},    [COLUMN_STATE] = {.title = N_("状态"), .width = 4},
    [COLUMN_SINCE] = {.title = N_("起"), .width = 11},    [COLUMN_IN] = {.title = N_("签到"), .width = 11},
    [COLUMN_WHERE] = {.title = N_("在哪里"), .width = 0},
};

struct seats_page {
    struct list_page page; /* rows: struct seat_row */
    bool is_cut;           /* not every account has been looked at */
    char asked[21]; /* the badge of the open question: the list may be another one when it is answered */
};

static void cell(void *context, size_t index, size_t column, char *out, size_t size, enum style *style)
{
    const struct list_page *page = context;
    const struct seat_row *row = (const struct seat_row *)page->rows + index;
    int64_t now = console_now(page->console),
            since = row->seat.locked_at != 0 ? row->seat.locked_at : row->seat.since;
    char time[24];
    switch ((enum column)column) {
    case COLUMN_BADGE:
        text_copy(out, size, row->person.badge);
        break;
    case COLUMN_NAME:
        text_copy(out, size, row->person.name);
        break;
    case COLUMN_ROLE:
        text_copy(out, size, role_label(row->person.role));
        break;
    case COLUMN_STATE:
        /* Who takes no calls has no state but that of being there. */
        text_copy(out, size, row->seat.state != SEAT_OUT ? seat_state_label(row->seat.state) : _("在线"));
        *style = row->seat.state == SEAT_READY || row->seat.state == SEAT_OUT ? STYLE_GOOD
                 : row->seat.state == SEAT_LOCKED                             ? STYLE_DIM
                                                                              : STYLE_WARNING;
        break;
    case COLUMN_SINCE:
        time_short(now, since, time);
        text_copy(out, size, time);
        break;
    case COLUMN_IN:
        time_short(now, row->seat.signed_at, time);
        text_copy(out, size, time);
        break;
    case COLUMN_WHERE:
        text_copy(out, size, row->seat.terminal);
        break;
    case COLUMN_COUNT:
        break;
    }
}

/* Only those signed in, put first. */
static enum status read_seats(struct list_page *page, const void *last, size_t most, void *rows,
                              size_t *count, struct err *err)
{
    struct seat_row *all = rows;
    size_t total = 0;
    (void)last;
    enum status status = seat_list(&page->console->desk, all, most, &total, err);
    ((struct seats_page *)page)->is_cut = people_cut(&total);
    *count = 0;
    for (size_t i = 0; status == STATUS_OK && i < total; i++) {
        if (all[i].is_signed_in) {
            all[(*count)++] = all[i];
        }
    }
    return status;
}

static int64_t row_id(const void *row)
{
    return ((const struct seat_row *)row)->person.id;
}

static void ended(void *context, bool is_yes)
{
    struct seats_page *self = context;
    if (is_yes) {
        errand_start(&self->page.errand, self->page.console, seat_end, mem_copy(self->asked), NULL,
                     _("已签退。"));
    }
}

static unsigned run_end(struct view *view)
{
    struct seats_page *self = (struct seats_page *)view;
    const struct seat_row *row = list_page_selected(&self->page);
    char text[300];
    struct err err;
    if (row == NULL) {
        return VIEW_HANDLED;
    }
    if (desk_allow(&self->page.console->desk, RIGHT_USER_MANAGE, &err) != STATUS_OK) {
        ui_status_err(view->ui, &err);
        return VIEW_HANDLED;
    }
    text_format(text, sizeof(text), _("让 %s %s（%s）签退？他已输入的内容在草稿里，重新签到后回来。"),
                row->person.badge, row->person.name, row->seat.terminal);
    text_copy(self->asked, sizeof(self->asked), row->person.badge);
    confirm_open(view->ui, _("签退坐席"), text, ended, self);
    return VIEW_HANDLED;
}

static void title(struct view *view, char *out, size_t size)
{
    const struct seats_page *self = (const struct seats_page *)view;
    text_format(out, size, _("管理  在线坐席 %zu"), self->page.list.row_count);
    if (self->is_cut) {
        size_t length = strlen(out);
        text_format(out + length, size - length, _("（只看了前 %d 个账号）"), PEOPLE_MAX);
    }
}

static const struct action actions[] = {
    {"seats.end", 'x', N_("签退"), N_("让选中的坐席签退，他输入的内容在草稿里"), run_end,
     ACTION_BAR | NEEDS(RIGHT_USER_MANAGE)},
    {"seats.back", UI_KEY_ESC, N_("返回"), N_("关闭"), list_page_back, ACTION_BAR},
};

const struct action_table admin_seats_actions = {"seats", N_("在线坐席"), actions,
                                                 sizeof(actions) / sizeof(actions[0]), false};

static const struct view_ops ops = {
    .name = "seats",
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
    .empty = N_("没有人签到。"),
    .row_size = sizeof(struct seat_row),
    .most = PEOPLE_MAX + 1,
    .is_whole = true,
    .is_lazy = true,
    .cell = cell,
    .read = read_seats,
    .id = row_id,
};

void admin_seats_open(struct console *console)
{
    struct err err;
    if (desk_allow(&console->desk, RIGHT_SEAT_SEE, &err) != STATUS_OK) {
        ui_status_err(console->ui, &err);
    } else if (list_page_show(console, &kind) == NULL) {
        struct seats_page *self = mem_new(1, sizeof(*self));
        list_page_open(&self->page, console, &kind);
    }
}

void admin_seats_describe(struct console *console, struct str *out)
{
    struct seat_row *rows = mem_new(PEOPLE_MAX + 1, sizeof(*rows));
    size_t count = 0, online = 0, locked = 0;
    struct err err;
    if (seat_list(&console->desk, rows, PEOPLE_MAX + 1, &count, &err) == STATUS_OK) {
        bool is_cut = people_cut(&count);
        for (size_t i = 0; i < count; i++) {
            online += rows[i].is_signed_in;
            locked += rows[i].is_signed_in && rows[i].seat.state == SEAT_LOCKED;
        }
        str_printf(out, _("%zu 人在线"), online);
        if (locked > 0) {
            str_printf(out, _("，锁定 %zu 人"), locked);
        }
        if (is_cut) {
            str_printf(out, _("（只看了前 %d 个账号）"), PEOPLE_MAX);
        }
    }
    free(rows);
}
