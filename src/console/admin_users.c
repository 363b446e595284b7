/* Accounts: who there is, in which role. */

#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/console/admin.h"
#include "zuoxi/console/paint.h"
#include "zuoxi/desk/people.h"
#include "zuoxi/tui/list.h"
#include "zuoxi/tui/popup.h"

#define PEOPLE_MAX 2000 /* of one house */
#define TOP_ROWS   2

enum column { COLUMN_BADGE, COLUMN_NAME, COLUMN_ROLE, COLUMN_STATE, COLUMN_COUNT };

static const struct list_column columns[COLUMN_COUNT] = {
    [COLUMN_BADGE] = {.title = N_("工号"), .width = 20},
    [COLUMN_NAME] = {.title = N_("姓名"), .width = 0},
    [COLUMN_ROLE] = {.title = N_("角色"), .width = 8},
    [COLUMN_STATE] = {.title = N_("状态"), .width = 24},
};

struct users_view {
    struct view view;
    struct console *console;
    struct person *people; /* owned: PEOPLE_MAX, those the filter lets through first */
    size_t count, total;
    char filter[80]; /* part of badge, name or role */
    struct list_column columns[COLUMN_COUNT];
    struct list list;
    unsigned long seen;
    int visible;
};

static struct users_view *self_of(struct view *view)
{
    return (struct users_view *)view;
}

static const struct person *selected(const struct users_view *self)
{
    return self->list.selected < self->count ? &self->people[self->list.selected] : NULL;
}

static void cell(void *context, size_t index, size_t column, char *out, size_t size, enum style *style)
{
    const struct users_view *self = context;
    const struct person *person = &self->people[index];
    *style = person->is_active ? *style : STYLE_DIM;
    switch ((enum column)column) {
    case COLUMN_BADGE:
        text_copy(out, size, person->badge);
        break;
    case COLUMN_NAME:
        text_copy(out, size, person->name);
        break;
    case COLUMN_ROLE:
        text_copy(out, size, role_label(person->role));
        break;
    case COLUMN_STATE:
        text_copy(out, size, person->is_active ? _("启用") : _("停用"));
        break;
    case COLUMN_COUNT:
        break;
    }
}

static bool is_wanted(const struct users_view *self, const struct person *person)
{
    return self->filter[0] == '\0' || strstr(person->badge, self->filter) != NULL ||
           strstr(person->name, self->filter) != NULL ||
           strstr(role_label(person->role), self->filter) != NULL;
}

static void reload(struct users_view *self)
{
    struct err err;
    char badge[sizeof(self->people->badge)] = "";
    if (selected(self) != NULL) {
        text_copy(badge, sizeof(badge), selected(self)->badge);
    }
    if (people_list(&self->console->desk, self->people, PEOPLE_MAX, &self->total, &err) != STATUS_OK) {
        ui_status_err(self->console->ui, &err);
        self->total = 0;
    }
    self->count = 0;
    for (size_t i = 0; i < self->total; i++) {
        if (is_wanted(self, &self->people[i])) {
            self->people[self->count++] = self->people[i];
        }
    }
    for (size_t i = 0; i < self->count; i++) {
        self->list.selected = strcmp(self->people[i].badge, badge) == 0 ? i : self->list.selected;
    }
    self->list.row_count = self->count;
    if (self->list.selected >= self->count) {
        self->list.selected = self->count > 0 ? self->count - 1 : 0;
    }
    view_touch(&self->view);
}

static void step(struct view *view)
{
    struct users_view *self = self_of(view);
    if (console_changed(self->console, &self->seen)) {
        reload(self);
    }
}

static void draw(struct view *view, struct canvas *canvas, bool has_focus)
{
    struct users_view *self = self_of(view);
    struct canvas_part part;
    int width = canvas_width(canvas);
    draw_clear(canvas);
    int x = 1 + draw_format(canvas, 0, 1, width - 1, STYLE_NORMAL, _("%zu 个账号"), self->total);
    if (self->filter[0] != '\0') {
        draw_format(canvas, 0, x + 2, width - x - 2, STYLE_STRONG, _("筛选“%s”：%zu 个"), self->filter,
                    self->count);
    }
    draw_rule(canvas, 1, 0, width, STYLE_BORDER);
    struct canvas *inner =
        canvas_sub(canvas, (struct rect){TOP_ROWS, 0, canvas_height(canvas) - TOP_ROWS, width}, &part);
    self->visible = list_visible(inner);
    list_draw(&self->list, inner, has_focus);
}

static unsigned key(struct view *view, uint32_t pressed)
{
    struct users_view *self = self_of(view);
    if (!list_key(&self->list, pressed, self->visible)) {
        return 0;
    }
    view_touch(view);
    return VIEW_HANDLED;
}

static unsigned mouse(struct view *view, int y, int x, enum ui_mouse what)
{
    struct users_view *self = self_of(view);
    if (!list_mouse(&self->list, y - TOP_ROWS, x, what, self->visible)) {
        return 0;
    }
    view_touch(view);
    return VIEW_HANDLED;
}

static void filtered(void *context, const char *text)
{
    struct users_view *self = context;
    if (text != NULL) {
        text_copy(self->filter, sizeof(self->filter), text);
        reload(self);
    }
}

static unsigned run_filter(struct view *view)
{
    struct users_view *self = self_of(view);
    prompt_open(view->ui, _("只列工号、姓名或角色里有"), self->filter, filtered, self);
    return VIEW_HANDLED;
}

static unsigned run_back(struct view *view)
{
    (void)view;
    return VIEW_CLOSE | VIEW_HANDLED;
}

static void title(struct view *view, char *out, size_t size)
{
    (void)view;
    text_copy(out, size, _("管理  账号"));
}

static void close_view(struct view *view)
{
    struct users_view *self = self_of(view);
    explicit_bzero(self->people, PEOPLE_MAX * sizeof(*self->people));
    free(self->people);
    free(self);
}

static const struct action actions[] = {
    {"users.filter", '/', N_("筛选"), N_("只列工号、姓名或角色里有某几个字的账号"), run_filter, ACTION_BAR},
    {"users.back", UI_KEY_ESC, N_("返回"), N_("关闭"), run_back, ACTION_BAR},
};

const struct action_table admin_users_actions = {"users", N_("账号"), actions,
                                                 sizeof(actions) / sizeof(actions[0]), false};

static const struct view_ops ops = {
    .name = "users",
    .actions = actions,
    .action_count = sizeof(actions) / sizeof(actions[0]),
    .title = title,
    .draw = draw,
    .step = step,
    .key = key,
    .mouse = mouse,
    .close = close_view,
};

void admin_users_open(struct console *console)
{
    struct err err;
    if (desk_allow(&console->desk, RIGHT_USER_MANAGE, &err) != STATUS_OK) {
        ui_status_err(console->ui, &err);
        return;
    }
    if (admin_page_show(console, &ops)) {
        return;
    }
    struct users_view *self = mem_new(1, sizeof(*self));
    self->view.ops = &ops;
    self->view.ui = console->ui;
    self->console = console;
    self->people = mem_new(PEOPLE_MAX, sizeof(*self->people));
    for (size_t i = 0; i < COLUMN_COUNT; i++) {
        self->columns[i] = columns[i];
        self->columns[i].title = _(columns[i].title);
    }
    self->list = (struct list){.columns = self->columns,
                               .column_count = COLUMN_COUNT,
                               .empty = _("没有这样的账号。按 / 改筛选。"),
                               .cell = cell,
                               .context = self};
    console_changed(console, &self->seen);
    reload(self);
    ui_open_page(console->ui, &self->view);
}

void admin_users_describe(struct console *console, struct str *out)
{
    struct person *people = mem_new(PEOPLE_MAX, sizeof(*people));
    size_t count = 0, disabled = 0;
    struct err err;
    if (people_list(&console->desk, people, PEOPLE_MAX, &count, &err) == STATUS_OK) {
        for (size_t i = 0; i < count; i++) {
            disabled += !people[i].is_active;
        }
        str_printf(out, _("%zu 个"), count);
        if (disabled > 0) {
            str_printf(out, _("，停用 %zu 个"), disabled);
        }
    }
    free(people);
}
