/* Accounts: who there is, in which role, and when seen last. */

#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/console/admin_users.h"
#include "zuoxi/console/paint.h"
#include "zuoxi/tui/popup.h"

#define HEAD_ROWS 2

enum column { COLUMN_BADGE, COLUMN_NAME, COLUMN_ROLE, COLUMN_STATE, COLUMN_SEEN, COLUMN_COUNT };

static const struct list_column columns[COLUMN_COUNT] = {
    [COLUMN_BADGE] = {.title = N_("工号"), .width = 12},
    [COLUMN_NAME] = {.title = N_("姓名"), .width = 0},
    [COLUMN_ROLE] = {.title = N_("角色"), .width = 8},
    [COLUMN_STATE] = {.title = N_("状态"), .width = 24},
    [COLUMN_SEEN] = {.title = N_("上次签到"), .width = 11},
};

static struct users_view *self_of(struct view *view)
{
    return (struct users_view *)view;
}

/* "停用", "还要等 40 秒", "在线 就绪", "首次签到要换密码" */
static void describe_state(const struct seat_row *row, char *out, size_t size, enum style *style)
{
    if (!row->person.is_active) {
        text_copy(out, size, _("停用"));
        *style = STYLE_DIM;
    } else if (row->wait_seconds > 0) {
        text_format(out, size, _("输错 %d 次，等 %lld 秒"), row->person.failures,
                    (long long)row->wait_seconds);
        *style = STYLE_WARNING;
    } else if (row->is_signed_in) {
        text_format(out, size, _("在线 %s"),
                    row->seat.state != SEAT_OUT ? seat_state_label(row->seat.state) : "");
        *style = STYLE_GOOD;
    } else {
        text_copy(out, size, row->person.must_change ? _("未签到，下次签到要换密码") : _("未签到"));
    }
}

static void cell(void *context, size_t index, size_t column, char *out, size_t size, enum style *style)
{
    const struct list_page *page = context;
    const struct seat_row *row = (const struct seat_row *)page->rows + index;
    char time[24] = "";
    *style = row->person.is_active ? *style : STYLE_DIM;
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
        describe_state(row, out, size, style);
        break;
    case COLUMN_SEEN:
        if (row->seat.signed_at != 0) {
            time_short(console_now(page->console), row->seat.signed_at, time);
        }
        text_copy(out, size, time);
        break;
    case COLUMN_COUNT:
        break;
    }
}

static bool is_wanted(const struct users_view *self, const struct seat_row *row)
{
    char state[80] = "";
    enum style style;
    describe_state(row, state, sizeof(state), &style);
    return strstr(row->person.badge, self->filter) != NULL ||
           strstr(row->person.name, self->filter) != NULL ||
           strstr(role_label(row->person.role), self->filter) != NULL || strstr(state, self->filter) != NULL;
}

static enum status read_people(struct list_page *page, const void *last, size_t most, void *rows,
                               size_t *count, struct err *err)
{
    struct users_view *self = (struct users_view *)page;
    struct seat_row *all = rows;
    (void)last;
    enum status status = seat_list(&page->console->desk, all, most, &self->total, err);
    self->is_cut = people_cut(&self->total);
    *count = 0;
    for (size_t i = 0; status == STATUS_OK && i < self->total; i++) {
        if (is_wanted(self, &all[i])) {
            all[(*count)++] = all[i];
        }
    }
    return status;
}

static int64_t row_id(const void *row)
{
    return ((const struct seat_row *)row)->person.id;
}

static void head(struct view *view, struct canvas *canvas)
{
    const struct users_view *self = self_of(view);
    int width = canvas_width(canvas);
    int x = 1 + draw_format(canvas, 0, 1, width - 1, STYLE_NORMAL,
                            self->is_cut ? _("超过 %zu 个账号，只看前面的") : _("%zu 个账号"), self->total);
    if (self->filter[0] != '\0') {
        draw_format(canvas, 0, x + 2, width - x - 2, STYLE_STRONG, _("筛选“%s”：%zu 个"), self->filter,
                    self->page.list.row_count);
    }
}

static void step(struct view *view)
{
    list_page_step(view);
    users_step_hash(self_of(view));
}

static void filtered(void *context, const char *text)
{
    struct users_view *self = context;
    if (text != NULL) {
        text_copy(self->filter, sizeof(self->filter), text);
        list_page_restart(&self->page);
    }
}

static unsigned run_filter(struct view *view)
{
    struct users_view *self = self_of(view);
    prompt_open(view->ui, _("只列工号、姓名、角色或状态里有"), self->filter, filtered, self);
    return VIEW_HANDLED;
}

static unsigned run_new(struct view *view)
{
    users_ask_new(self_of(view));
    return VIEW_HANDLED;
}

static unsigned run_change(struct view *view)
{
    const struct seat_row *row = list_page_selected((struct list_page *)view);
    if (row != NULL) {
        users_ask_change(self_of(view), row->person.badge);
    }
    return VIEW_HANDLED;
}

static unsigned run_password(struct view *view)
{
    const struct seat_row *row = list_page_selected((struct list_page *)view);
    if (row != NULL) {
        users_ask_password(self_of(view), row->person.badge);
    }
    return VIEW_HANDLED;
}

bool users_start_change(struct users_view *self, const char *said)
{
    struct account_change *argument = mem_new(1, sizeof(*argument));
    *argument = self->change;
    request_make(argument->request);
    return errand_start(&self->page.errand, self->page.console, account_change, argument, argument->request,
                        said);
}

/* Disable or enable the account asked about. */
static void switched(void *context, bool is_yes)
{
    struct users_view *self = context;
    if (is_yes) {
        users_start_change(self, self->change.after.is_active ? _("已启用。") : _("已停用。"));
    }
}

static unsigned run_switch(struct view *view)
{
    struct users_view *self = self_of(view);
    const struct seat_row *row = list_page_selected(&self->page);
    struct account_change *change = &self->change;
    char text[300];
    struct err err;
    if (row == NULL) {
        return VIEW_HANDLED;
    }
    if (account_begin(&self->page.console->desk, row->person.badge, change, &err) != STATUS_OK) {
        ui_status_err(view->ui, &err);
        return VIEW_HANDLED;
    }
    change->after.is_active = !change->before.is_active;
    if (change->after.is_active) {
        switched(self, true);
        return VIEW_HANDLED;
    }
    text_format(text, sizeof(text), _("停用 %s %s？%s他办过的都留着，以后可以再启用。"), change->badge,
                change->before.name,
                row->is_signed_in ? _("他正在线，会立即签退，输入的内容在草稿里。") : "");
    confirm_open(view->ui, _("停用账号"), text, switched, self);
    return VIEW_HANDLED;
}

static unsigned run_unlock(struct view *view)
{
    struct users_view *self = self_of(view);
    const struct seat_row *row = list_page_selected(&self->page);
    if (row != NULL) {
        errand_start(&self->page.errand, self->page.console, people_unlock, mem_copy(row->person.badge), NULL,
                     _("可以马上签到了。"));
    }
    return VIEW_HANDLED;
}

static void title(struct view *view, char *out, size_t size)
{
    (void)view;
    text_copy(out, size, _("管理  账号"));
}

static void closing(struct view *view)
{
    users_stop_hash(self_of(view));
}

static const struct action actions[] = {
    {"users.change", UI_KEY_ENTER, N_("修改"), N_("改选中账号的姓名和角色；改了角色，他要重新签到"),
     run_change, ACTION_BAR},
    {"users.new", 'n', N_("增加"), N_("增加账号：工号、姓名、角色、初始密码"), run_new, ACTION_BAR},
    {"users.password", 'p', N_("换密码"), N_("给选中的账号换密码；他下次签到时要再换成自己的"), run_password,
     ACTION_BAR},
    {"users.switch", 'x', N_("停用启用"), N_("停用选中的账号（正在线的立即签退），再按启用"), run_switch,
     ACTION_BAR},
    {"users.unlock", 'u', N_("解除等候"), N_("输错密码要等候的，马上可以再签到"), run_unlock, ACTION_BAR},
    {"users.filter", '/', N_("筛选"), N_("只列工号、姓名、角色或状态里有某几个字的账号"), run_filter,
     ACTION_BAR},
    {"users.back", UI_KEY_ESC, N_("返回"), N_("关闭"), list_page_back, ACTION_BAR},
};

const struct action_table admin_users_actions = {"users", N_("账号"), actions,
                                                 sizeof(actions) / sizeof(actions[0]), false};

static const struct view_ops ops = {
    .name = "users",
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
    .empty = N_("没有这样的账号。按 / 改筛选，按 n 增加。"),
    .row_size = sizeof(struct seat_row),
    .most = PEOPLE_MAX + 1,
    .is_whole = true,
    .is_lazy = true,
    .head_rows = HEAD_ROWS,
    .head = head,
    .cell = cell,
    .read = read_people,
    .id = row_id,
    .open = run_change,
    .closing = closing,
};

void admin_users_open(struct console *console)
{
    struct err err;
    if (desk_allow(&console->desk, RIGHT_USER_MANAGE, &err) != STATUS_OK) {
        ui_status_err(console->ui, &err);
    } else if (list_page_show(console, &kind) == NULL) {
        struct users_view *self = mem_new(1, sizeof(*self));
        list_page_open(&self->page, console, &kind);
    }
}

void admin_users_describe(struct console *console, struct str *out)
{
    struct person *people = mem_new(PEOPLE_MAX + 1, sizeof(*people));
    size_t count = 0, disabled = 0;
    struct err err;
    if (people_list(&console->desk, people, PEOPLE_MAX + 1, &count, &err) == STATUS_OK) {
        bool is_cut = people_cut(&count);
        for (size_t i = 0; i < count; i++) {
            disabled += !people[i].is_active;
        }
        str_printf(out, is_cut ? _("超过 %zu 个") : _("%zu 个"), count);
        if (disabled > 0) {
            str_printf(out, _("，停用 %zu 个"), disabled);
        }
    }
    free(people);
}
