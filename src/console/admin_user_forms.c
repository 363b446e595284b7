/* Forms of the page of accounts: a new one, a name and a role, a new password. */

#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/console/admin_users.h"
#include "zuoxi/desk/session.h"
#include "zuoxi/tui/popup.h"

#define PASSWORD_MAX 128

static const struct form_choice roles[] = {{.code = "operator", .label = N_("坐席"), .initials = "zx"},
                                           {.code = "lead", .label = N_("班长"), .initials = "bz"},
                                           {.code = "admin", .label = N_("管理员"), .initials = "gly"}};

static struct form_item role_item(int row)
{
    return (struct form_item){.name = "role",
                              .label = _("角色"),
                              .kind = FORM_CHOICE,
                              .row = row,
                              .span = 12,
                              .flags = FORM_REQUIRED,
                              .choices = roles,
                              .choice_count = sizeof(roles) / sizeof(roles[0])};
}

static struct form_item line_item(const char *name, const char *label, int max, int row)
{
    return (struct form_item){.name = name,
                              .label = label,
                              .kind = FORM_LINE,
                              .max = max,
                              .row = row,
                              .span = 12,
                              .flags = FORM_REQUIRED};
}

static struct form_item password_item(const char *name, const char *label, int row)
{
    struct form_item item = line_item(name, label, PASSWORD_MAX, row);
    item.kind = FORM_PASSWORD;
    return item;
}

/* Say why not, go to the item and leave the form open. */
static bool refuse(struct users_view *self, struct form *form, const char *name, const char *text)
{
    ui_status(self->page.console->ui, STYLE_ERROR, "%s", text);
    form_set_focus(form, name);
    return false;
}

void users_stop_hash(struct users_view *self)
{
    if (self->child.pid != 0) {
        if (self->child.fd >= 0) {
            ui_unwatch(self->page.console->ui, self->child.fd);
        }
        child_stop(&self->child);
    }
    free(self->hashed);
    self->hashed = NULL;
}

void users_step_hash(struct users_view *self)
{
    struct ui *ui = self->page.console->ui;
    struct err err;
    int fd = self->child.fd;
    if (self->hashed == NULL || !child_step(&self->child)) {
        return;
    }
    if (fd >= 0) {
        ui_unwatch(ui, fd);
    }
    struct person_change *change = self->hashed;
    self->hashed = NULL;
    if (session_hash_take(&self->child, change->hash, &err) != STATUS_OK) {
        ui_status_err(ui, &err);
        free(change);
        return;
    }
    errand_start(&self->page.errand, self->page.console, self->is_new ? people_add : people_set_password,
                 change, change->request,
                 self->is_new ? _("账号已增加，第一次签到时要换密码。")
                              : _("密码已更换，下次签到时要再换成自己的。"));
}

/* The passwords of the form, judged, on their way through the helper; false with a remark. */
static bool start_hash(struct users_view *self, struct form *form, const struct person_change *change,
                       bool is_new)
{
    struct console *console = self->page.console;
    const char *password = form_get(form, "password");
    struct err err;
    if (strcmp(password, form_get(form, "again")) != 0) {
        return refuse(self, form, "again", _("两次输入的不一样"));
    }
    if (session_judge(console->desk.settings, change->person.badge, password, &err) != STATUS_OK) {
        return refuse(self, form, "password", err.what);
    }
    users_stop_hash(self);
    if (session_hash_start(&self->child, password, &err) != STATUS_OK) {
        return refuse(self, form, "password", err.what);
    }
    self->hashed = mem_new(1, sizeof(*self->hashed));
    *self->hashed = *change;
    request_make(self->hashed->request);
    self->is_new = is_new;
    ui_watch(console->ui, self->child.fd);
    ui_status(console->ui, STYLE_DIM, _("正在加密密码……"));
    return true;
}

/* A badge that is taken costs the whole form when it is found only as the account is saved. */
static bool badge_is_free(struct users_view *self, struct form *form, const char *badge)
{
    struct account_change taken;
    struct err err;
    switch (account_begin(&self->page.console->desk, badge, &taken, &err)) {
    case STATUS_NOT_FOUND:
        return true;
    case STATUS_OK:
        return refuse(self, form, "badge", _("这个工号已经有了"));
    default:
        return refuse(self, form, "badge", err.what);
    }
}

static bool new_done(void *context, struct form *form)
{
    struct users_view *self = context;
    struct person_change change = {0};
    struct err err;
    if (form == NULL) {
        return true;
    }
    text_copy(change.person.badge, sizeof(change.person.badge), form_get(form, "badge"));
    text_copy(change.person.name, sizeof(change.person.name), form_get(form, "name"));
    change.person.role = role_parse(form_get(form, "role"));
    if (change.person.role == ROLE_NONE) {
        return refuse(self, form, "role", _("请选角色"));
    }
    if (people_check(&change, &err) != STATUS_OK) {
        return refuse(self, form, change.person.name[0] == '\0' ? "name" : "badge", err.what);
    }
    return badge_is_free(self, form, change.person.badge) && start_hash(self, form, &change, true);
}

void users_ask_new(struct users_view *self)
{
    struct form_item items[] = {line_item("badge", _("工号"), 20, 0), line_item("name", _("姓名"), 40, 1),
                                role_item(2), password_item("password", _("初始密码"), 3),
                                password_item("again", _("再输一次"), 4)};
    form_popup_open(self->page.console->ui, _("增加账号"), form_new(items, sizeof(items) / sizeof(items[0])),
                    new_done, self);
}

static bool change_done(void *context, struct form *form)
{
    struct users_view *self = context;
    struct account *after = &self->change.after;
    if (form == NULL) {
        return true;
    }
    if (form_get(form, "name")[0] == '\0') {
        return refuse(self, form, "name", _("请给出姓名"));
    }
    text_copy(after->name, sizeof(after->name), form_get(form, "name"));
    text_copy(after->role, sizeof(after->role), form_get(form, "role"));
    return users_start_change(self, _("账号已修改。"));
}

void users_ask_change(struct users_view *self, const char *badge)
{
    struct form_item items[] = {line_item("name", _("姓名"), 40, 0), role_item(1)};
    const struct account *before = &self->change.before;
    struct err err;
    char title[80];
    if (account_begin(&self->page.console->desk, badge, &self->change, &err) != STATUS_OK) {
        ui_status_err(self->page.console->ui, &err);
        return;
    }
    struct form *form = form_new(items, sizeof(items) / sizeof(items[0]));
    form_set(form, "name", before->name);
    form_set(form, "role", before->role);
    form_set_remark(form, "role", _("改角色会让他签退"), false);
    text_format(title, sizeof(title), _("修改账号 %s"), self->change.badge);
    form_popup_open(self->page.console->ui, title, form, change_done, self);
}

static bool password_done(void *context, struct form *form)
{
    struct users_view *self = context;
    struct person_change change = {0};
    if (form == NULL) {
        return true;
    }
    text_copy(change.person.badge, sizeof(change.person.badge), self->asked);
    return start_hash(self, form, &change, false);
}

void users_ask_password(struct users_view *self, const char *badge)
{
    struct form_item items[] = {password_item("password", _("新密码"), 0),
                                password_item("again", _("再输一次"), 1)};
    char title[80];
    text_copy(self->asked, sizeof(self->asked), badge);
    text_format(title, sizeof(title), _("给 %s 换密码"), badge);
    form_popup_open(self->page.console->ui, title, form_new(items, 2), password_done, self);
}
