/* The roster in and out by the hundred: a table of a spreadsheet, and weeks kept as patterns. */

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/console/roster_changes.h"
#include "zuoxi/console/roster_page.h"
#include "zuoxi/desk/case_sheet.h"
#include "zuoxi/domain/workday.h"
#include "zuoxi/tui/popup.h"

#define FILES_MAX 60

/* Nothing is read while a change of the grid is still on its way. */
static bool is_ready(struct roster_view *self)
{
    if (self->model.waiting_count + self->model.saving_count > 0) {
        ui_status(self->console->ui, STYLE_WARNING, _("班表正在保存，请稍候。"));
        return false;
    }
    return roster_may_edit(self);
}

static bool is_csv(const char *name)
{
    size_t length = strlen(name);
    return length > 4 && name[0] != '.' && strcasecmp(name + length - 4, ".csv") == 0;
}

static int csv_only(const struct dirent *entry)
{
    return is_csv(entry->d_name);
}

static void offer_files(struct roster_view *self);

static void where_exports_go(const struct roster_view *self, char out[PATH_SIZE])
{
    const char *directory = self->console->config->settings.print_directory;
    if (directory[0] != '\0') {
        text_copy(out, PATH_SIZE, directory);
    } else {
        path_documents(out);
    }
}

/* A captive account sees no files but those it may write. */
static bool may_read(struct roster_view *self, const char *path)
{
    char directory[PATH_SIZE];
    where_exports_go(self, directory);
    if (!self->console->options->is_captive || path_is_within(directory, path)) {
        return true;
    }
    ui_status(self->view.ui, STYLE_ERROR, _("这个账号只能从 %s 导入，请管理员把文件放到那里。"), directory);
    return false;
}

/* A directory offers its tables; a table is read, and what it would change shown. */
static void import_path(struct roster_view *self, const char *path)
{
    struct roster_edit *edit = NULL;
    struct str problems = {0};
    struct stat status;
    struct err err;
    if (!may_read(self, path)) {
        return;
    }
    text_copy(self->path, sizeof(self->path), path);
    if (stat(path, &status) == 0 && S_ISDIR(status.st_mode)) {
        offer_files(self);
        return;
    }
    enum status result = roster_import_read(&self->console->desk, path, &edit, &problems, &err);
    const char *slash = strrchr(path, '/');
    if (problems.length > 0) {
        text_popup_open(self->view.ui, _("班表有问题，什么也没有导入"), str_text(&problems));
    } else if (result == STATUS_OK) {
        roster_changes_open(self->console, edit, slash != NULL ? slash + 1 : path);
    } else {
        ui_status_err(self->view.ui, &err);
    }
    str_free(&problems);
}

static void typed(void *context, const char *text)
{
    if (text != NULL && text[0] != '\0') {
        import_path(context, text);
    }
}

static void chosen(void *context, int index)
{
    struct roster_view *self = context;
    char path[PATH_SIZE];
    if (index == 0) {
        prompt_open(self->view.ui, _("导入哪个文件，或列出哪个目录"), self->path, typed, self);
    } else if (index > 0) {
        text_format(path, sizeof(path), "%s/%s", self->path, self->files[index - 1]);
        import_path(self, path);
    }
}

static void forget_files(struct roster_view *self)
{
    for (size_t i = 0; i < self->file_count; i++) {
        free(self->files[i]);
    }
    free(self->files);
    self->files = NULL;
    self->file_count = 0;
}

/* The tables in the directory of the last import, at first that of the exports. */
static void offer_files(struct roster_view *self)
{
    struct menu_item items[FILES_MAX + 1] = {{.label = _("另一个文件……")}};
    struct dirent **entries = NULL;
    char heading[PATH_SIZE + 40];
    int found = scandir(self->path, &entries, csv_only, alphasort);
    forget_files(self);
    self->files = mem_new(FILES_MAX, sizeof(*self->files));
    for (int i = 0; i < found; i++) {
        if (self->file_count < FILES_MAX) {
            self->files[self->file_count++] = mem_copy(entries[i]->d_name);
        }
        free(entries[i]);
    }
    free(entries);
    for (size_t i = 0; i < self->file_count; i++) {
        items[i + 1].label = self->files[i];
    }
    text_format(heading, sizeof(heading), _("导入班表：%s 里的"), self->path);
    menu_open(self->view.ui, heading, items, self->file_count + 1, chosen, self);
}

unsigned roster_run_import(struct view *view)
{
    struct roster_view *self = (struct roster_view *)view;
    char *slash = strrchr(self->path, '/');
    if (!is_ready(self)) {
        return VIEW_HANDLED;
    }
    if (self->path[0] == '\0') {
        where_exports_go(self, self->path);
    } else if (slash != NULL && slash > self->path && is_csv(slash + 1)) {
        *slash = '\0';
    }
    offer_files(self);
    return VIEW_HANDLED;
}

unsigned roster_run_export(struct view *view)
{
    struct roster_view *self = (struct roster_view *)view;
    struct str text = {0};
    char path[PATH_SIZE], stem[40];
    struct err err;
    text_format(stem, sizeof(stem), "roster-%04d-%02d", self->model.month / 100, self->model.month % 100);
    enum status status = roster_export(&self->console->desk, self->model.month, &text, &err);
    if (status == STATUS_OK) {
        status =
            case_sheet_write(&self->console->desk, stem, "csv", str_text(&text), text.length, path, &err);
    }
    if (status == STATUS_OK) {
        ui_status(view->ui, STYLE_GOOD, _("已写入 %s，改好可按 i 导入。"), path);
    } else {
        ui_status_err(view->ui, &err);
    }
    str_free(&text);
    return VIEW_HANDLED;
}

static void add_person(const struct roster_view *self, size_t person, struct pattern_people *people)
{
    if (person < self->model.people_count && people->count < PATTERN_PEOPLE_MAX) {
        text_copy(people->badges[people->count++], sizeof(people->badges[0]),
                  self->model.people[person].badge);
    }
}

/* The selected; else everybody (max 0), or as many as a pattern has lines from the cursor on. */
static void take_people(const struct roster_view *self, size_t max, struct pattern_people *people)
{
    struct roster_range range = roster_range_of(self);
    people->count = 0;
    if (!self->is_selecting) {
        range.first = max > 0 ? self->person : 0;
        range.last = max > 0 ? self->person + max - 1 : self->model.people_count - 1;
    }
    for (size_t i = range.first; i <= range.last; i++) {
        add_person(self, i, people);
    }
}

static void named(void *context, const char *text)
{
    struct roster_view *self = context;
    if (text == NULL) {
        return;
    }
    struct pattern_save *save = mem_new(1, sizeof(*save));
    save->date = self->model.month * 100 + self->day;
    if (!text_copy(save->name, sizeof(save->name), text)) {
        ui_status(self->view.ui, STYLE_ERROR, _("模板名字太长。"));
        free(save);
        return;
    }
    take_people(self, 0, &save->people);
    request_make(save->request);
    errand_start(&self->errand, self->console, pattern_save, save, save->request,
                 _("这一周已存为模板，按 m 套用。"));
}

static void add_date_item(struct form *form, const char *name, int date)
{
    char text[16];
    text_format(text, sizeof(text), "%04d-%02d-%02d", date / 10000, date / 100 % 100, date % 100);
    form_set(form, name, text);
}

static bool read_date(struct form *form, const char *name, int *date)
{
    int64_t utc;
    bool is_good = strlen(form_get(form, name)) == 10 && clock_parse(form_get(form, name), &utc);
    form_set_remark(form, name, is_good ? "" : _("写作 2026-11-23"), true);
    *date = is_good ? date_of(utc) : 0;
    return is_good;
}

static bool laid(void *context, struct form *form)
{
    struct roster_view *self = context;
    struct pattern_use use = {.rotate = 0};
    struct roster_edit *edit = NULL;
    struct err err;
    if (form == NULL) {
        return true;
    }
    if (!read_date(form, "from", &use.from) || !read_date(form, "until", &use.until)) {
        return false;
    }
    text_copy(use.name, sizeof(use.name), self->pattern.name);
    use.rotate = (int)strtol(form_get(form, "rotate"), NULL, 10);
    take_people(self, (size_t)self->pattern.people, &use.people);
    if (pattern_lay(&self->console->desk, &use, &edit, &err) != STATUS_OK) {
        ui_status_err(self->view.ui, &err);
        return false;
    }
    self->is_selecting = false;
    roster_changes_open(self->console, edit, self->pattern.name);
    return true;
}

/* Where to lay it: from the cursor to the end of the month unless told otherwise. */
static void ask_where(struct roster_view *self)
{
    struct form_item items[] = {
        {.name = "from", .label = _("从"), .kind = FORM_LINE, .max = 10, .row = 0, .span = 6},
        {.name = "until", .label = _("到"), .kind = FORM_LINE, .max = 10, .row = 0, .column = 6, .span = 6},
        {.name = "rotate", .label = _("每周轮换"), .kind = FORM_LINE, .max = 3, .row = 1, .span = 12},
    };
    struct form *form = form_new(items, sizeof(items) / sizeof(items[0]));
    char title[PATTERN_NAME_SIZE + 60];
    add_date_item(form, "from", self->model.month * 100 + self->day);
    add_date_item(form, "until", self->model.month * 100 + roster_month_days(self->model.month));
    form_set(form, "rotate", "0");
    form_set_remark(form, "rotate", _("每过一周各人往下轮几行，0 不轮"), false);
    text_format(title, sizeof(title), _("套用 %s：%d 人，从光标这个人起"), self->pattern.name,
                self->pattern.people);
    form_popup_open(self->view.ui, title, form, laid, self);
}

static void dropped(void *context, bool is_yes)
{
    struct roster_view *self = context;
    if (is_yes) {
        struct pattern_drop *drop = mem_new(1, sizeof(*drop));
        text_copy(drop->name, sizeof(drop->name), self->pattern.name);
        request_make(drop->request);
        errand_start(&self->errand, self->console, pattern_drop, drop, drop->request, _("模板已删去。"));
    }
}

static void pattern_chosen(void *context, int index)
{
    struct roster_view *self = context;
    if (index == 0) {
        ask_where(self);
    } else if (index == 1) {
        confirm_open(self->view.ui, _("删去模板"), self->pattern.name, dropped, self);
    }
}

static void picked(void *context, int index)
{
    struct roster_view *self = context;
    struct pattern_row *rows = mem_new(PATTERNS_MAX, sizeof(*rows));
    size_t count = 0;
    struct err err;
    if (index == 0) {
        prompt_open(self->view.ui, _("光标这一周（选中的人，没选则全部）存为模板，名字"), "", named, self);
    } else if (index > 0 && pattern_list(&self->console->desk, rows, &count, &err) == STATUS_OK &&
               (size_t)index <= count) {
        const struct menu_item items[] = {{.label = _("套用")}, {.label = _("删去")}};
        self->pattern = rows[index - 1];
        menu_open(self->view.ui, self->pattern.name, items, 2, pattern_chosen, self);
    }
    free(rows);
}

unsigned roster_run_patterns(struct view *view)
{
    struct roster_view *self = (struct roster_view *)view;
    struct pattern_row *rows = mem_new(PATTERNS_MAX, sizeof(*rows));
    struct menu_item items[PATTERNS_MAX + 1] = {{.label = _("存为模板……")}};
    char hints[PATTERNS_MAX][24];
    size_t count = 0;
    struct err err;
    if (is_ready(self)) {
        if (pattern_list(&self->console->desk, rows, &count, &err) != STATUS_OK) {
            ui_status_err(view->ui, &err);
        }
        for (size_t i = 0; i < count; i++) {
            text_format(hints[i], sizeof(hints[i]), _("%d 人"), rows[i].people);
            items[i + 1] = (struct menu_item){.label = rows[i].name, .hint = hints[i]};
        }
        menu_open(view->ui, _("排班模板"), items, count + 1, picked, self);
    }
    free(rows);
    return VIEW_HANDLED;
}

void roster_exchange_clear(struct roster_view *self)
{
    forget_files(self);
}
