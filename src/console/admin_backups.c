/* Backups: what there is, how old the newest is; making one and checking one beside the working desk. */

#include "zuoxi/console/admin_backups.h"

#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/console/admin.h"
#include "zuoxi/console/paint.h"
#include "zuoxi/tui/popup.h"

static struct backups_page *self_of(struct view *view)
{
    return (struct backups_page *)view;
}

/* Start a helper and wait for what it says; an error is said. */
static bool start(struct backups_page *self, struct backup_job *job, int *fd, enum backup_work work,
                  const char *name, struct err *err)
{
    struct console *console = self->page.console;
    if (backup_job_start(job, &console->desk, work, name, err) != STATUS_OK) {
        return false;
    }
    *fd = job->child.fd;
    ui_watch(console->ui, *fd);
    view_touch(&self->page.view);
    return true;
}

static void unwatch(struct backups_page *self, int *fd)
{
    if (*fd >= 0) {
        ui_unwatch(self->page.console->ui, *fd);
        *fd = -1;
    }
}

static void read_list(struct backups_page *self)
{
    self->is_stale = self->list.is_running;
    if (backups_is_configured(self) && !self->list.is_running &&
        !start(self, &self->list, &self->list_fd, BACKUP_WORK_LIST, "", &self->trouble)) {
        ui_status_err(self->page.view.ui, &self->trouble);
    }
}

/* The files become the rows; the cursor stays on the one it was on. */
static void take_list(struct backups_page *self)
{
    struct list_page *page = &self->page;
    const struct backup_file *held = list_page_selected(page);
    if (self->wanted[0] == '\0' && held != NULL) {
        text_copy(self->wanted, sizeof(self->wanted), backups_name(held));
    }
    mem_reserve(&page->rows, &page->capacity, self->list.count + 1, sizeof(struct backup_file));
    page->list.row_count = self->list.count;
    page->list.selected = 0;
    for (size_t i = 0; i < self->list.count; i++) {
        ((struct backup_file *)page->rows)[i] = self->list.files[i];
        if (strcmp(backups_name(&self->list.files[i]), self->wanted) == 0) {
            page->list.selected = i;
        }
    }
    self->wanted[0] = '\0';
    self->room = self->list.room;
    self->trouble = self->list.err;
}

static void say_made(struct backups_page *self)
{
    const struct backup_job *job = &self->work;
    char bytes[24], removed[80] = "";
    if (job->count == 0) {
        return;
    }
    backups_size(job->files[0].bytes, bytes, sizeof(bytes));
    if (job->removed > 0) {
        text_format(removed, sizeof(removed), _("，按保留规则删去旧的 %zu 份"), job->removed);
    }
    text_copy(self->wanted, sizeof(self->wanted), backups_name(&job->files[0]));
    ui_status(self->page.view.ui, STYLE_GOOD, _("已备份 %s（%s），检查无误%s。"),
              backups_name(&job->files[0]), bytes, removed);
}

/* What a check found is read before anything else is done here: over the page, as soon as that is in front.
 */
static void show_findings(struct backups_page *self)
{
    struct ui *ui = self->page.view.ui;
    if (self->unshown.length > 0 && ui_front(ui) == &self->page.view && !ui_has_popup(ui)) {
        text_popup_open(ui, _("核对"), str_text(&self->unshown));
        str_reset(&self->unshown);
    }
}

static void say_checked(struct backups_page *self)
{
    struct ui *ui = self->page.view.ui;
    const struct str *findings = &self->work.findings;
    if (findings->length == 0) {
        ui_status(ui, STYLE_GOOD, _("%s：核对完毕，没有发现问题。"), self->checked);
        return;
    }
    const char *todo = self->work.work == BACKUP_WORK_VERIFY
                           ? _("%s 有问题。以前的备份不要删，请找出原因：\n\n%s")
                           : _("%s 有问题，不要用它恢复，请换一份：\n\n%s");
    str_reset(&self->unshown);
    str_printf(&self->unshown, todo, self->checked, str_text(findings));
    ui_status(ui, STYLE_ERROR,
              ui_front(ui) == &self->page.view ? _("%s：有问题。") : _("%s：有问题，F6 回到备份页看。"),
              self->checked);
}

static void work_ended(struct backups_page *self)
{
    if (self->work.err.status != STATUS_OK) {
        ui_status_err(self->page.view.ui, &self->work.err);
    } else if (self->work.work == BACKUP_WORK_MAKE) {
        say_made(self);
    } else {
        say_checked(self);
    }
    read_list(self);
}

static void look_at_clock(struct backups_page *self)
{
    struct desk *desk = &self->page.console->desk;
    char path[PATH_SIZE];
    int64_t at = 0, minute = console_now(self->page.console) / 60;
    struct err err;
    if (!console_changed(self->page.console, &self->page.seen) && minute == self->minute) {
        return;
    }
    self->minute = minute;
    if (backup_warning(desk, self->warning, sizeof(self->warning), &err) != STATUS_OK ||
        backup_last(desk, &at, path, &err) != STATUS_OK) {
        return;
    }
    if (at != self->last_at) { /* the timer's, or a colleague's */
        self->last_at = at;
        read_list(self);
    }
    view_touch(&self->page.view);
}

static void step(struct view *view)
{
    struct backups_page *self = self_of(view);
    if (ui_is_ending(view->ui)) {
        return;
    }
    int64_t percent = self->work.percent;
    if (backup_job_step(&self->list)) {
        unwatch(self, &self->list_fd);
        take_list(self);
        if (self->is_stale) {
            read_list(self);
        }
        view_touch(view);
    }
    if (backup_job_step(&self->work)) {
        unwatch(self, &self->work_fd);
        work_ended(self);
        view_touch(view);
    } else if (self->work.is_running && self->work.percent != percent) {
        view_touch(view);
    }
    show_findings(self);
    if (ui_front(view->ui) == view) {
        look_at_clock(self);
    }
}

static unsigned begin_work(struct view *view, enum backup_work work, const char *name)
{
    struct backups_page *self = self_of(view);
    struct err err;
    if (work != BACKUP_WORK_VERIFY && !backups_is_configured(self)) {
        ui_status(view->ui, STYLE_WARNING, _("先在 zuoxi.conf 里写好 backup_directory。"));
    } else if (self->work.is_running) {
        ui_status(view->ui, STYLE_WARNING, _("还在做上一件，Esc 停止。"));
    } else if (!start(self, &self->work, &self->work_fd, work, name, &err)) {
        ui_status_err(view->ui, &err);
    }
    return VIEW_HANDLED;
}

static unsigned run_make(struct view *view)
{
    return begin_work(view, BACKUP_WORK_MAKE, "");
}

static unsigned run_check(struct view *view)
{
    struct backups_page *self = self_of(view);
    const struct backup_file *file = list_page_selected(&self->page);
    if (file == NULL) {
        return VIEW_HANDLED;
    }
    if (!self->work.is_running) {
        text_copy(self->checked, sizeof(self->checked), backups_name(file));
    }
    return begin_work(view, BACKUP_WORK_CHECK, backups_name(file));
}

static unsigned run_verify(struct view *view)
{
    struct backups_page *self = self_of(view);
    if (!self->work.is_running) {
        text_copy(self->checked, sizeof(self->checked), _("在用的数据库"));
    }
    return begin_work(view, BACKUP_WORK_VERIFY, "");
}

static unsigned run_open(struct view *view)
{
    const struct backups_page *self = self_of(view);
    const struct backup_file *file = list_page_selected(&self->page);
    struct str text = {0};
    if (file != NULL) {
        backups_describe(self, file, &text);
        text_popup_open(view->ui, _("备份"), str_text(&text));
        str_free(&text);
    }
    return VIEW_HANDLED;
}

static unsigned run_reload(struct view *view)
{
    read_list(self_of(view));
    return VIEW_HANDLED;
}

static unsigned run_back(struct view *view)
{
    struct backups_page *self = self_of(view);
    if (!self->work.is_running) {
        return list_page_back(view);
    }
    bool is_made = self->work.work == BACKUP_WORK_MAKE;
    unwatch(self, &self->work_fd);
    backup_job_stop(&self->work);
    ui_status(view->ui, STYLE_WARNING, "%s", is_made ? _("已停止，没有留下半份备份。") : _("已停止核对。"));
    read_list(self); /* its helper sweeps */
    view_touch(view);
    return VIEW_HANDLED;
}

static void title(struct view *view, char *out, size_t size)
{
    const struct list_page *page = (const struct list_page *)view;
    text_format(out, size, _("管理  备份 %zu"), page->list.row_count);
}

static void closing(struct view *view)
{
    struct backups_page *self = self_of(view);
    unwatch(self, &self->list_fd);
    unwatch(self, &self->work_fd);
    backup_job_stop(&self->list);
    backup_job_stop(&self->work);
    str_free(&self->unshown);
}

static const struct action actions[] = {
    {"backups.make", 'n', N_("现在备份"), N_("坐席照常工作；做好后按保留规则删去旧的"), run_make, ACTION_BAR},
    {"backups.check", 'v', N_("核对"), N_("选中的备份从头到尾核对一遍，几秒到几分钟"), run_check, ACTION_BAR},
    {"backups.verify", 'd', N_("核对在用的"), N_("正在用的数据库和草稿，从头到尾核对一遍"), run_verify,
     ACTION_BAR},
    {"backups.open", UI_KEY_ENTER, N_("详情"), N_("选中的备份里有什么，怎样恢复"), run_open, ACTION_BAR},
    {"backups.reload", 'r', N_("刷新"), N_("再看一遍备份目录"), run_reload, ACTION_BAR},
    {"backups.back", UI_KEY_ESC, N_("返回"), N_("停止正在做的备份或核对，或关闭"), run_back, ACTION_BAR},
};

const struct action_table admin_backups_actions = {"backups", N_("备份"), actions,
                                                   sizeof(actions) / sizeof(actions[0]), false};

static const struct view_ops ops = {
    .name = "backups",
    .actions = actions,
    .action_count = sizeof(actions) / sizeof(actions[0]),
    .title = title,
    .step = step,
    .draw = backups_draw,
    .key = list_page_key,
    .mouse = list_page_mouse,
    .close = list_page_close,
};

static const struct list_page_kind kind = {
    .ops = &ops,
    .columns = backups_columns,
    .column_count = BACKUPS_COLUMNS,
    .empty = "",
    .row_size = sizeof(struct backup_file),
    .is_whole = true,
    .head_rows = BACKUPS_HEAD_ROWS,
    .foot_rows = BACKUPS_FOOT_ROWS,
    .head = backups_head,
    .foot = backups_foot,
    .cell = backups_cell,
    .open = run_open,
    .closing = closing,
};

void admin_backups_open(struct console *console)
{
    struct err err;
    if (desk_allow(&console->desk, RIGHT_BACKUP, &err) != STATUS_OK) {
        ui_status_err(console->ui, &err);
    } else if (list_page_show(console, &kind) == NULL) {
        struct backups_page *self = mem_new(1, sizeof(*self));
        self->list_fd = self->work_fd = self->list.child.fd = self->work.child.fd = -1;
        self->room = -1;
        list_page_open(&self->page, console, &kind);
        read_list(self);
    }
}

void admin_backups_describe(struct console *console, struct str *out)
{
    char text[200] = "", path[PATH_SIZE], when[24];
    int64_t at = 0;
    struct err err;
    if (console->config->settings.backup_directory[0] == '\0') {
        str_add(out, _("没有设置备份目录"));
    } else if (backup_warning(&console->desk, text, sizeof(text), &err) == STATUS_OK && text[0] != '\0') {
        str_add(out, text);
    } else if (backup_last(&console->desk, &at, path, &err) == STATUS_OK && at != 0) {
        time_short(console_now(console), at, when);
        str_printf(out, _("最近一次 %s"), when);
    }
}
