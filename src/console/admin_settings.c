/* Settings: every option as it was read, where it stands, what it is for; what is wrong with them on top. */

#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/conf/listing.h"
#include "zuoxi/console/admin.h"
#include "zuoxi/console/list_page.h"
#include "zuoxi/console/paint.h"
#include "zuoxi/tui/popup.h"

#define ROWS_MAX  2000
#define HEAD_ROWS 3
#define FOOT_ROWS 3

enum column { COLUMN_NAME, COLUMN_VALUE, COLUMN_LINE, COLUMN_TEXT, COLUMN_COUNT };

static const struct list_column columns[COLUMN_COUNT] = {
    [COLUMN_NAME] = {.title = N_("选项"), .width = 26},
    [COLUMN_VALUE] = {.title = N_("值"), .width = 0},
    [COLUMN_LINE] = {.title = N_("出处"), .width = 8, .is_right = true},
    [COLUMN_TEXT] = {.title = N_("说明"), .width = 50, .wide_only = 110},
};

/* A finding, or a setting. */
struct row {
    const struct finding *finding;
    const struct setting *setting;
};

struct settings_page {
    struct list_page page; /* rows: struct row */
    struct setting_list list;
    struct findings findings;
    char filter[80];
};

static struct settings_page *self_of(struct view *view)
{
    return (struct settings_page *)view;
}

static void cell(void *context, size_t index, size_t column, char *out, size_t size, enum style *style)
{
    const struct list_page *page = context;
    const struct row *row = (const struct row *)page->rows + index;
    const struct setting *setting = row->setting;
    *style = setting->line == 0    ? STYLE_DIM
             : setting->is_pending ? STYLE_WARNING
             : setting->is_own     ? STYLE_STRONG
                                   : *style;
    switch ((enum column)column) {
    case COLUMN_NAME:
        text_copy(out, size, setting->name);
        break;
    case COLUMN_VALUE:
        text_format(out, size, "%s%s", setting->value[0] != '\0' ? setting->value : _("（空）"),
                    setting->is_pending ? _("  重新打开后生效") : "");
        break;
    case COLUMN_LINE:
        if (setting->line > 0) {
            text_format(out, size, _("%d 行"), setting->line);
        } else if (setting->line == SETTING_FILE) {
            text_copy(out, size, _("文件"));
        } else {
            text_copy(out, size, _("默认"));
        }
        break;
    case COLUMN_TEXT:
        text_copy(out, size, _(setting->option->text));
        break;
    case COLUMN_COUNT:
        break;
    }
}

/* "zuoxi.conf:12 ring_limit: …" over the whole line. */
static bool heading(void *context, size_t index, char *out, size_t size, enum style *style)
{
    const struct list_page *page = context;
    const struct finding *finding = ((const struct row *)page->rows + index)->finding;
    if (finding == NULL) {
        return false;
    }
    const char *slash = strrchr(finding->file, '/');
    *style = finding->is_warning ? STYLE_WARNING : STYLE_ERROR;
    const char *file = slash != NULL ? slash + 1 : finding->file;
    if (finding->line > 0) {
        text_format(out, size, "%s:%d %s：%s", file, finding->line, finding->option, finding->text);
    } else { /* about a file that is not there */
        text_format(out, size, "%s：%s", file, finding->text);
    }
    return true;
}

static bool is_wanted(const struct settings_page *self, const struct setting *setting)
{
    return self->filter[0] == '\0' || strstr(setting->name, self->filter) != NULL ||
           strstr(setting->value, self->filter) != NULL ||
           strstr(_(setting->option->text), self->filter) != NULL;
}

/* Read the files again: what is wrong now, and what they say now. */
static void read_files(struct settings_page *self)
{
    struct console *console = self->page.console;
    struct findings of_list = {0};
    const struct config *config = console->config;
    findings_clear(&self->findings);
    setting_list_clear(&self->list);
    setting_list_check(config, console_now(console), &self->findings);
    setting_list_read(config, &self->list, &of_list);
    findings_clear(&of_list);
}

static enum status read_rows(struct list_page *page, const void *last, size_t most, void *rows, size_t *count,
                             struct err *err)
{
    struct settings_page *self = (struct settings_page *)page;
    struct row *out = rows;
    (void)last;
    (void)err;
    if (self->list.count == 0 && self->findings.count == 0) {
        read_files(self);
    }
    *count = 0;
    for (size_t i = 0; i < self->findings.count && *count < most && self->filter[0] == '\0'; i++) {
        out[(*count)++] = (struct row){.finding = &self->findings.items[i]};
    }
    for (size_t i = 0; i < self->list.count && *count < most; i++) {
        if (is_wanted(self, &self->list.items[i])) {
            out[(*count)++] = (struct row){.setting = &self->list.items[i]};
        }
    }
    return STATUS_OK;
}

static void head(struct view *view, struct canvas *canvas)
{
    const struct settings_page *self = self_of(view);
    const struct config *config = self->page.console->config;
    int width = canvas_width(canvas);
    int x = 1 + draw_format(canvas, 0, 1, width - 1, STYLE_NORMAL, "%s",
                            config->file[0] != '\0' ? config->file : _("没有配置文件，全部是默认值"));
    if (self->filter[0] != '\0') {
        draw_format(canvas, 0, x + 2, width - x - 2, STYLE_STRONG, _("筛选“%s”"), self->filter);
    }
    x = 1 + draw_format(canvas, 1, 1, width - 1, STYLE_DIM, _("行业方案 %s   话术 %zu 条   "),
                        config->profile.name, config->book.count);
    if (self->list.pending > 0) {
        draw_format(canvas, 1, x, width - x, STYLE_WARNING, _("%zu 项在文件里改过，重新打开坐席台后生效"),
                    self->list.pending);
    } else {
        draw_text(canvas, 1, x, width - x, STYLE_DIM, _("与文件一致"));
    }
}

static void foot(struct view *view, struct canvas *canvas, int y)
{
    const struct row *row = list_page_selected((struct list_page *)view);
    int width = canvas_width(canvas);
    draw_rule(canvas, y, 0, width, STYLE_BORDER);
    if (row != NULL) {
        paint_wrapped(canvas, y + 1, 1, width - 2, FOOT_ROWS - 1, STYLE_NORMAL,
                      row->setting != NULL ? _(row->setting->option->text) : row->finding->text);
    }
}

static unsigned run_open(struct view *view)
{
    const struct settings_page *self = self_of(view);
    const struct row *row = list_page_selected(&self->page);
    struct str text = {0};
    char kind[600];
    if (row == NULL) {
        return VIEW_HANDLED;
    }
    if (row->finding != NULL) {
        finding_place(row->finding, kind, sizeof(kind));
        str_printf(&text, "%s\n%s\n%s", kind, row->finding->option, row->finding->text);
    } else {
        const struct setting *setting = row->setting;
        option_describe(setting->option, kind, sizeof(kind));
        str_printf(&text, _("%s = %s\n\n%s\n\n可填：%s\n默认：%s\n出处："), setting->name, setting->value,
                   _(setting->option->text), kind,
                   setting->option->fallback != NULL ? setting->option->fallback : _("空"));
        if (setting->line == SETTING_FILE) {
            str_add(&text, setting->value);
        } else if (setting->line > 0) {
            str_printf(&text, _("%s 第 %d 行"), self->page.console->config->file, setting->line);
        } else {
            str_add(&text, _("文件里没有写，用的是默认值"));
        }
        str_add(&text, setting->is_pending ? _("\n文件里改过，重新打开坐席台后生效") : "");
    }
    text_popup_open(view->ui, _("设置"), str_text(&text));
    str_free(&text);
    return VIEW_HANDLED;
}

static void filtered(void *context, const char *text)
{
    struct settings_page *self = context;
    if (text != NULL) {
        text_copy(self->filter, sizeof(self->filter), text);
        list_page_restart(&self->page);
    }
}

static unsigned run_filter(struct view *view)
{
    struct settings_page *self = self_of(view);
    prompt_open(view->ui, _("只列名称、值或说明里有"), self->filter, filtered, self);
    return VIEW_HANDLED;
}

static unsigned run_reload(struct view *view)
{
    struct settings_page *self = self_of(view);
    self->page.list.row_count = 0; /* its rows point into what is read anew */
    read_files(self);
    list_page_reload(&self->page);
    ui_status(view->ui, STYLE_NORMAL, _("已重新检查配置文件。"));
    return VIEW_HANDLED;
}

static void title(struct view *view, char *out, size_t size)
{
    const struct settings_page *self = self_of(view);
    text_format(out, size, self->findings.count > 0 ? _("管理  设置  %zu 个问题") : _("管理  设置"),
                self->findings.count);
}

static void closing(struct view *view)
{
    setting_list_clear(&self_of(view)->list);
    findings_clear(&self_of(view)->findings);
}

static const struct action actions[] = {
    {"settings.open", UI_KEY_ENTER, N_("详情"), N_("选中的选项：值、可填什么、默认值、写在哪一行"), run_open,
     ACTION_BAR},
    {"settings.filter", '/', N_("筛选"), N_("只列名称、值或说明里有某几个字的"), run_filter, ACTION_BAR},
    {"settings.reload", 'r', N_("重新检查"), N_("再读一遍配置文件，看有没有错、改了什么"), run_reload,
     ACTION_BAR},
    {"settings.back", UI_KEY_ESC, N_("返回"), N_("关闭"), list_page_back, ACTION_BAR},
};

const struct action_table admin_settings_actions = {"settings", N_("设置"), actions,
                                                    sizeof(actions) / sizeof(actions[0]), false};

static const struct view_ops ops = {
    .name = "settings",
    .actions = actions,
    .action_count = sizeof(actions) / sizeof(actions[0]),
    .title = title,
    LIST_PAGE_OPS,
};

static const struct list_page_kind kind = {
    .ops = &ops,
    .columns = columns,
    .column_count = COLUMN_COUNT,
    .empty = N_("没有这样的选项。按 / 改筛选。"),
    .row_size = sizeof(struct row),
    .most = ROWS_MAX,
    .is_whole = true,
    .head_rows = HEAD_ROWS,
    .foot_rows = FOOT_ROWS,
    .head = head,
    .foot = foot,
    .cell = cell,
    .read = read_rows,
    .open = run_open,
    .closing = closing,
};

void admin_settings_open(struct console *console)
{
    struct err err;
    if (desk_allow(&console->desk, RIGHT_USER_MANAGE, &err) != STATUS_OK) {
        ui_status_err(console->ui, &err);
        return;
    }
    if (list_page_show(console, &kind) == NULL) {
        struct settings_page *self = mem_new(1, sizeof(*self));
        list_page_open(&self->page, console, &kind);
        self->page.list.heading = heading;
    }
}

void admin_settings_describe(struct console *console, struct str *out)
{
    const char *file = console->config->file;
    str_add(out, file[0] != '\0' ? file : _("没有配置文件，全部是默认值"));
}
