#include "zuoxi/console/admin_backups.h"

#include <inttypes.h>
#include <string.h>

#include "zuoxi/base/text.h"
#include "zuoxi/console/paint.h"

#define BAR_CELLS 20
#define KIB       1024
#define MIB       (1024 * 1024)
#define GIB       (1024.0 * 1024 * 1024)

enum column {
    COLUMN_FILE,
    COLUMN_TIME,
    COLUMN_AGE,
    COLUMN_SIZE,
    COLUMN_CUSTOMERS,
    COLUMN_CASES,
    COLUMN_STATE,
    COLUMN_COUNT
};

const struct list_column backups_columns[BACKUPS_COLUMNS] = {
    [COLUMN_FILE] = {.title = N_("文件"), .width = 24},
    [COLUMN_TIME] = {.title = N_("备份时间"), .width = 11},
    [COLUMN_AGE] = {.title = N_("至今"), .width = 9, .wide_only = 90},
    [COLUMN_SIZE] = {.title = N_("大小"), .width = 9, .is_right = true},
    [COLUMN_CUSTOMERS] = {.title = N_("用户"), .width = 9, .is_right = true, .wide_only = 100},
    [COLUMN_CASES] = {.title = N_("工单"), .width = 8, .is_right = true},
    [COLUMN_STATE] = {.title = N_("核对"), .width = 0},
};

static const struct backups_page *self_of(const struct view *view)
{
    return (const struct backups_page *)view;
}

const char *backups_name(const struct backup_file *file)
{
    const char *slash = strrchr(file->path, '/');
    return slash == NULL ? file->path : slash + 1;
}

void backups_size(int64_t bytes, char *out, size_t size)
{
    if (bytes < 0) {
        text_copy(out, size, "--");
    } else if ((double)bytes >= GIB) {
        text_format(out, size, "%.1f GB", (double)bytes / GIB);
    } else if (bytes >= MIB) {
        text_format(out, size, "%.1f MB", (double)bytes / MIB);
    } else {
        text_format(out, size, "%" PRId64 " KB", (bytes + KIB - 1) / KIB);
    }
}

/* "5 天前" */
static void age_text(int64_t seconds, char *out, size_t size)
{
    static const struct {
        int64_t least, unit;
        const char *format;
    } steps[] = {
        {2 * 86400, 86400, N_("%lld 天前")}, {3600, 3600, N_("%lld 小时前")}, {60, 60, N_("%lld 分钟前")}};
    for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
        if (seconds >= steps[i].least) {
            text_format(out, size, _(steps[i].format), (long long)(seconds / steps[i].unit));
            return;
        }
    }
    text_copy(out, size, _("刚才"));
}

static enum style state_text(const struct backup_file *file, int64_t now, char *out, size_t size)
{
    char at[24];
    time_short(now, file->checked_at, at);
    if (file->sha256[0] == '\0') {
        text_copy(out, size, _("没有校验文件"));
    } else if (!file->is_whole) {
        text_copy(out, size, _("不完整：大小不对"));
    } else if (file->checked_at == 0) {
        text_copy(out, size, _("做时检查过"));
        return STYLE_NORMAL;
    } else if (file->findings == 0) {
        text_format(out, size, _("无误（%s）"), at);
        return STYLE_GOOD;
    } else {
        text_format(out, size, _("%d 处问题（%s）"), file->findings, at);
        return STYLE_CRITICAL;
    }
    return STYLE_WARNING;
}

static void count_text(const struct snapshot *holds, int64_t count, char *out, size_t size)
{
    text_copy(out, size, "--");
    if (holds->at != 0) {
        text_format(out, size, "%" PRId64, count);
    }
}

void backups_cell(void *context, size_t index, size_t column, char *out, size_t size, enum style *style)
{
    const struct backups_page *self = context;
    const struct backup_file *file = (const struct backup_file *)self->page.rows + index;
    const struct snapshot *holds = &file->holds;
    int64_t now = console_now(self->page.console);
    char time[24];
    switch ((enum column)column) {
    case COLUMN_FILE:
        text_copy(out, size, backups_name(file));
        break;
    case COLUMN_TIME:
        time_short(now, holds->at, time);
        text_copy(out, size, holds->at != 0 ? time : "--");
        break;
    case COLUMN_AGE:
        age_text(now - holds->at, out, size);
        text_copy(out, size, holds->at != 0 ? out : "");
        *style = STYLE_DIM;
        break;
    case COLUMN_SIZE:
        backups_size(file->bytes, out, size);
        break;
    case COLUMN_CUSTOMERS:
        count_text(holds, holds->customers, out, size);
        break;
    case COLUMN_CASES:
        count_text(holds, holds->cases, out, size);
        break;
    case COLUMN_STATE:
        *style = state_text(file, now, out, size);
        break;
    case COLUMN_COUNT:
        break;
    }
}

bool backups_is_configured(const struct backups_page *self)
{
    return self->page.console->config->settings.backup_directory[0] != '\0';
}

/* "[######······] 43% 复制" */
static void draw_progress(const struct backups_page *self, struct canvas *canvas, int y)
{
    const struct backup_job *job = &self->work;
    char bar[BAR_CELLS + 1] = "";
    int filled = job->percent * BAR_CELLS / 100;
    memset(bar, '.', BAR_CELLS);
    memset(bar, '#', (size_t)(filled > 0 ? filled : 0));
    const char *what = job->work == BACKUP_WORK_MAKE ? _("正在备份") : _("正在核对");
    if (job->percent < 0) {
        draw_format(canvas, y, 1, -1, STYLE_STRONG, _("%s：%s……  Esc 停止"), what, job->doing);
    } else {
        draw_format(canvas, y, 1, -1, STYLE_STRONG, _("%s [%s] %d%% %s  Esc 停止"), what, bar, job->percent,
                    job->doing);
    }
}

static void draw_standing(const struct backups_page *self, struct canvas *canvas, int y)
{
    char at[24], age[40];
    int width = canvas_width(canvas) - 2;
    if (self->warning[0] != '\0') {
        draw_format(canvas, y, 1, width, STYLE_WARNING, _("！%s。按 n 备份，并检查定时任务。"),
                    self->warning);
    } else if (self->last_at != 0) {
        time_short(console_now(self->page.console), self->last_at, at);
        age_text(console_now(self->page.console) - self->last_at, age, sizeof(age));
        draw_format(canvas, y, 1, width, STYLE_NORMAL, _("最近一次成功的备份：%s，%s"), at, age);
    }
}

void backups_head(struct view *view, struct canvas *canvas)
{
    const struct backups_page *self = self_of(view);
    const struct backup_file *files = self->page.rows;
    char bytes[24], room[24];
    int64_t total = 0;
    if (!backups_is_configured(self)) {
        draw_text(canvas, 0, 1, -1, STYLE_WARNING, _("没有设置备份目录"));
    } else {
        for (size_t i = 0; i < self->page.list.row_count; i++) {
            total += files[i].bytes > 0 ? files[i].bytes : 0;
        }
        backups_size(total, bytes, sizeof(bytes));
        backups_size(self->room, room, sizeof(room));
        draw_format(canvas, 0, 1, canvas_width(canvas) - 2, STYLE_NORMAL, _("%s  %zu 份共 %s，盘上还剩 %s"),
                    self->page.console->config->settings.backup_directory, self->page.list.row_count, bytes,
                    room);
    }
    if (self->work.is_running) {
        draw_progress(self, canvas, 1);
    } else {
        draw_standing(self, canvas, 1);
    }
}

void backups_foot(struct view *view, struct canvas *canvas, int y)
{
    const struct backups_page *self = self_of(view);
    const struct backup_file *file = list_page_selected(&self->page);
    int width = canvas_width(canvas) - 2;
    draw_rule(canvas, y, 0, canvas_width(canvas), STYLE_BORDER);
    if (file == NULL) {
        return;
    }
    draw_text(canvas, y + 1, 1, width, STYLE_NORMAL, file->path);
    draw_format(canvas, y + 2, 1, width, STYLE_DIM, "SHA-256 %s",
                file->sha256[0] != '\0' ? file->sha256 : _("没有"));
    draw_text(canvas, y + 3, 1, width, STYLE_DIM,
              _("恢复不在这里做：坐席都退出后，在命令行运行 zuoxi restore 文件"));
}

/* What to do where there is nothing to list. */
static void begin_text(const struct backups_page *self, struct str *out)
{
    const struct config *config = self->page.console->config;
    char line[1200];
    if (!backups_is_configured(self)) {
        str_printf(out,
                   _("从这里开始：\n\n"
                     "1. 建一个目录，最好在另一块盘上，归运行坐席台的系统账号：\n"
                     "   mkdir -m 700 /var/backups/zuoxi\n"
                     "2. 在 %s 里写一行：\n"
                     "   backup_directory = \"/var/backups/zuoxi\"\n"
                     "3. 按 F10 退出，再打开坐席台，回到这一页按 n 备份一次。\n"
                     "4. 每天自动备份：systemctl enable --now zuoxi-backup.timer，\n"
                     "   或在那个账号的 crontab 里写：15 2 * * * /usr/local/bin/zuoxi backup"),
                   config->file[0] != '\0' ? config->file : "/etc/zuoxi/zuoxi.conf");
    } else if (self->trouble.status != STATUS_OK) {
        err_format(&self->trouble, line, sizeof(line));
        str_printf(out,
                   _("读不到备份目录：%s\n\n还没有这个目录就建好它：mkdir -m 700 %s\n"
                     "如果它在另一块盘上，请检查是否已挂载。按 r 再看。"),
                   line, config->settings.backup_directory);
    } else {
        str_add(out, self->list.is_running ? _("正在读取……")
                     : self->work.is_running ? _("正在做第一份。坐席台照常可用，F6 切换到别的页面。")
                                             : _("这里还没有备份。按 n 现在备份一次。"));
    }
}

void backups_draw(struct view *view, struct canvas *canvas, bool has_focus)
{
    const struct backups_page *self = self_of(view);
    list_page_draw(view, canvas, has_focus);
    if (self->page.list.row_count == 0) {
        struct str text = {0};
        begin_text(self, &text);
        paint_wrapped(canvas, BACKUPS_HEAD_ROWS + 1, 2, canvas_width(canvas) - 4,
                      canvas_height(canvas) - BACKUPS_HEAD_ROWS - 1, STYLE_NORMAL, str_text(&text));
        str_free(&text);
    }
}

void backups_describe(const struct backups_page *page, const struct backup_file *file, struct str *out)
{
    const struct str *findings = &page->work.findings;
    char at[20] = "--", state[80], bytes[24];
    if (file->holds.at != 0) {
        clock_format(file->holds.at, at);
    }
    state_text(file, console_now(page->page.console), state, sizeof(state));
    backups_size(file->bytes, bytes, sizeof(bytes));
    str_printf(out, _("%s\n\n备份时间：%s\n大小：%s\n用户：%lld 户\n工单：%lld 张\n联系：%lld 次\n"),
               file->path, at, bytes, (long long)file->holds.customers, (long long)file->holds.cases,
               (long long)file->holds.contacts);
    str_printf(out, _("审计：到第 %lld 条\n程序：zuoxi %s，库结构第 %d 版\nSHA-256：%s\n核对：%s\n"),
               (long long)file->holds.audit_count, file->holds.program, file->holds.schema, file->sha256,
               state);
    if (strcmp(page->checked, backups_name(file)) == 0) {
        str_add(out, str_text(findings));
    }
    str_printf(out, _("\n恢复：坐席都退出后，在命令行运行\n  zuoxi restore %s\n原来的库会留在旁边。"),
               file->path);
}
