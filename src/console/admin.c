/* 管理: the entries that the person has a right to. */

#include "zuoxi/console/admin.h"

#include <stdlib.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/console/paint.h"
#include "zuoxi/tui/list.h"

/* A new page hangs in by its line here. */
static const struct admin_entry {
    const char *label, *help;
    enum right right;
    void (*open)(struct console *console);
    void (*describe)(struct console *console, struct str *out); /* how things stand; NULL: only the help */
} entries[] = {
    {N_("账号"), N_("增加账号，改姓名、角色、密码，停用"), RIGHT_USER_MANAGE, admin_users_open,
     admin_users_describe},
    {N_("在线坐席"), N_("谁在哪里签到、在做什么；让人签退"), RIGHT_SEAT_SEE, admin_seats_open,
     admin_seats_describe},
    {N_("设置"), N_("每个选项的值和出处，配置文件里的错"), RIGHT_USER_MANAGE, admin_settings_open,
     admin_settings_describe},
    {N_("审计"), N_("谁何时从哪里改了什么；筛选、导出"), RIGHT_AUDIT_READ, admin_audit_open,
     admin_audit_describe},
    {N_("备份"), N_("有哪些备份，多久以前；现在备份、核对"), RIGHT_BACKUP, admin_backups_open,
     admin_backups_describe},
};
#define ENTRIES (sizeof(entries) / sizeof(entries[0]))

enum column { COLUMN_DIGIT, COLUMN_LABEL, COLUMN_STATE, COLUMN_HELP, COLUMN_COUNT };

static const struct list_column columns[COLUMN_COUNT] = {
    [COLUMN_DIGIT] = {.title = "", .width = 2, .is_right = true},
    [COLUMN_LABEL] = {.title = N_("管理"), .width = 10},
    [COLUMN_STATE] = {.title = N_("情况"), .width = 0},
    [COLUMN_HELP] = {.title = N_("在这里"), .width = 42, .wide_only = 90},
};

struct admin_view {
    struct view view;
    struct console *console;
    const struct admin_entry *shown[ENTRIES];
    char states[ENTRIES][160];
    size_t count;
    struct list_column columns[COLUMN_COUNT];
    struct list list;
    unsigned long seen;
    int visible;
};

static struct admin_view *self_of(struct view *view)
{
    return (struct admin_view *)view;
}

static void cell(void *context, size_t index, size_t column, char *out, size_t size, enum style *style)
{
    const struct admin_view *self = context;
    const struct admin_entry *entry = self->shown[index];
    switch ((enum column)column) {
    case COLUMN_DIGIT:
        text_format(out, size, "%zu", index + 1);
        *style = STYLE_KEY;
        break;
    case COLUMN_LABEL:
        text_copy(out, size, _(entry->label));
        break;
    case COLUMN_STATE:
        text_copy(out, size, self->states[index]);
        break;
    case COLUMN_HELP:
        text_copy(out, size, _(entry->help));
        *style = STYLE_DIM;
        break;
    case COLUMN_COUNT:
        break;
    }
}

static void reload(struct admin_view *self)
{
    self->count = 0;
    for (size_t i = 0; i < ENTRIES; i++) {
        struct str state = {0};
        if (!desk_has_right(&self->console->desk, entries[i].right)) {
            continue;
        }
        if (entries[i].describe != NULL) {
            entries[i].describe(self->console, &state);
        }
        text_copy(self->states[self->count], sizeof(self->states[0]), str_text(&state));
        self->shown[self->count++] = &entries[i];
        str_free(&state);
    }
    self->list.row_count = self->count;
    view_touch(&self->view);
}

static void step(struct view *view)
{
    struct admin_view *self = self_of(view);
    if (ui_front(view->ui) == view && console_changed(self->console, &self->seen)) {
        reload(self);
    }
}

static void draw(struct view *view, struct canvas *canvas, bool has_focus)
{
    struct admin_view *self = self_of(view);
    draw_clear(canvas);
    self->visible = list_visible(canvas);
    list_draw(&self->list, canvas, has_focus);
}

static unsigned open_at(struct admin_view *self, size_t index)
{
    if (index < self->count) {
        self->list.selected = index;
        view_touch(&self->view);
        self->shown[index]->open(self->console);
    }
    return VIEW_HANDLED;
}

static unsigned key(struct view *view, uint32_t pressed)
{
    struct admin_view *self = self_of(view);
    if (pressed >= '1' && pressed <= '9') {
        return open_at(self, pressed - '1');
    }
    if (!list_key(&self->list, pressed, self->visible)) {
        return 0;
    }
    view_touch(view);
    return VIEW_HANDLED;
}

static unsigned mouse(struct view *view, int y, int x, enum ui_mouse what)
{
    struct admin_view *self = self_of(view);
    if (!list_mouse(&self->list, y, x, what, self->visible)) {
        return 0;
    }
    view_touch(view);
    return what == UI_MOUSE_DOUBLE ? open_at(self, self->list.selected) : VIEW_HANDLED;
}

static unsigned run_open(struct view *view)
{
    return open_at(self_of(view), self_of(view)->list.selected);
}

static unsigned run_back(struct view *view)
{
    (void)view;
    return VIEW_CLOSE | VIEW_HANDLED;
}

static void title(struct view *view, char *out, size_t size)
{
    (void)view;
    text_copy(out, size, _("管理"));
}

static void close_view(struct view *view)
{
    free(self_of(view));
}

static const struct action actions[] = {
    {"admin.open", UI_KEY_ENTER, N_("打开"), N_("打开选中的一项（或按它前面的数字）"), run_open, ACTION_BAR},
    {"admin.back", UI_KEY_ESC, N_("返回"), N_("关闭"), run_back, ACTION_BAR},
};

const struct action_table admin_actions = {"admin", N_("管理"), actions, sizeof(actions) / sizeof(actions[0]),
                                           false};

static const struct view_ops ops = {
    .name = "admin",
    .actions = actions,
    .action_count = sizeof(actions) / sizeof(actions[0]),
    .title = title,
    .draw = draw,
    .step = step,
    .key = key,
    .mouse = mouse,
    .close = close_view,
};

/* The page that is open already, brought to the front: true. */
static bool show_open(const struct console *console)
{
    for (size_t i = 0; i < ui_page_count(console->ui); i++) {
        if (ui_page(console->ui, i)->ops == &ops) {
            ui_show_page(console->ui, ui_page(console->ui, i));
            return true;
        }
    }
    return false;
}

static bool has_any(const struct console *console)
{
    for (size_t i = 0; i < ENTRIES; i++) {
        if (desk_has_right(&console->desk, entries[i].right)) {
            return true;
        }
    }
    return false;
}

void admin_view_open(struct console *console)
{
    struct err err;
    if (!has_any(console)) {
        desk_allow(&console->desk, entries[0].right, &err);
        ui_status_err(console->ui, &err);
        return;
    }
    if (show_open(console)) {
        return;
    }
    struct admin_view *self = mem_new(1, sizeof(*self));
    self->view.ops = &ops;
    self->view.ui = console->ui;
    self->console = console;
    for (size_t i = 0; i < COLUMN_COUNT; i++) {
        self->columns[i] = columns[i];
        self->columns[i].title = _(columns[i].title);
    }
    self->list =
        (struct list){.columns = self->columns, .column_count = COLUMN_COUNT, .cell = cell, .context = self};
    console_changed(console, &self->seen);
    reload(self);
    ui_open_page(console->ui, &self->view);
}

unsigned admin_run(struct view *view)
{
    admin_view_open(console_of(view));
    return VIEW_HANDLED;
}
