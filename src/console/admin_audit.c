/* The audit: newest line first, filters that add up, each line's difference, export. */

#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/console/admin.h"
#include "zuoxi/console/list_page.h"
#include "zuoxi/console/paint.h"
#include "zuoxi/desk/audit.h"
#include "zuoxi/domain/audit_word.h"
#include "zuoxi/tui/popup.h"

#define PAGE      50
#define STEP_MS   8 /* of looking in one turn of the loop: keys stay quick */
#define STEP_ROWS 32
#define HEAD_ROWS 2
#define FOOT_ROWS 5

enum column {
    COLUMN_TIME,
    COLUMN_WHO,
    COLUMN_ACTION,
    COLUMN_SUBJECT,
    COLUMN_WHERE,
    COLUMN_ORIGIN,
    COLUMN_COUNT
};

static const struct list_column columns[COLUMN_COUNT] = {
    [COLUMN_TIME] = {.title = N_("时间"), .width = 14},
    [COLUMN_WHO] = {.title = N_("谁"), .width = 10},
    [COLUMN_ACTION] = {.title = N_("动作"), .width = 16},
    [COLUMN_SUBJECT] = {.title = N_("对象"), .width = 0},
    [COLUMN_WHERE] = {.title = N_("从哪里"), .width = 24, .wide_only = 100},
    [COLUMN_ORIGIN] = {.title = N_("方式"), .width = 10, .wide_only = 120},
};

struct audit_page {
    struct list_page page; /* rows: struct audit_view_row, found step by step */
    struct audit_wish wish;
    struct audit_finder finder;
    int64_t shown;      /* the line whose difference the foot has, 0 none */
    struct str changes; /* of that line */
    struct audit_export export;
    bool is_exporting;
};

static struct audit_page *self_of(struct view *view)
{
    return (struct audit_page *)view;
}

/* "11-21 14:30:05": the second matters here. */
static void moment(int64_t now, int64_t utc, char *out, size_t size)
{
    char whole[20], today[20];
    clock_format(utc, whole);
    clock_format(now, today);
    text_copy(out, size, strncmp(whole, today, 4) == 0 ? whole + 5 : whole);
}

static void cell(void *context, size_t index, size_t column, char *out, size_t size, enum style *style)
{
    const struct audit_page *self = context;
    const struct audit_view_row *view = (const struct audit_view_row *)self->page.rows + index;
    const struct audit_row *row = &view->row;
    switch ((enum column)column) {
    case COLUMN_TIME:
        moment(console_now(self->page.console), row->at, out, size);
        break;
    case COLUMN_WHO:
        text_copy(out, size, row->badge);
        *style = audit_origin_is_owner(row->origin) ? STYLE_WARNING : *style;
        break;
    case COLUMN_ACTION:
        text_copy(out, size, audit_view_action(&self->page.console->desk, row->action));
        break;
    case COLUMN_SUBJECT:
        text_copy(out, size, view->subject);
        break;
    case COLUMN_WHERE:
        text_copy(out, size, row->place);
        *style = STYLE_DIM;
        break;
    case COLUMN_ORIGIN:
        text_copy(out, size, row->origin);
        *style = STYLE_DIM;
        break;
    case COLUMN_COUNT:
        break;
    }
}

/* Look on for some milliseconds while the list wants more rows than it has. */
static void look(struct audit_page *self)
{
    struct list_page *page = &self->page;
    struct console *console = page->console;
    int64_t begun = clock_boot_ms(console->clock);
    size_t wanted = page->list.selected + (size_t)page->visible + PAGE;
    struct err err;
    while (!self->finder.is_done && page->list.row_count < wanted) {
        size_t count = 0;
        mem_reserve(&page->rows, &page->capacity, page->list.row_count + STEP_ROWS,
                    sizeof(struct audit_view_row));
        struct audit_view_row *rows = page->rows;
        if (audit_view_step(&console->desk, &self->finder, rows + page->list.row_count, STEP_ROWS, &count,
                            &err) != STATUS_OK) {
            ui_status_err(console->ui, &err);
            self->finder.is_done = true;
        }
        page->list.row_count += count;
        view_touch(&page->view);
        if (clock_boot_ms(console->clock) - begun >= STEP_MS) {
            ui_wake_at(console->ui, clock_boot_ms(console->clock));
            return;
        }
    }
}

static bool begin(struct audit_page *self, const struct audit_wish *wish)
{
    struct console *console = self->page.console;
    struct audit_finder finder;
    struct err err;
    if (audit_view_begin(&console->desk, wish, &finder, &err) != STATUS_OK) {
        ui_status_err(console->ui, &err);
        return false;
    }
    self->wish = *wish;
    self->finder = finder;
    self->shown = 0;
    self->page.list.selected = self->page.list.top = self->page.list.row_count = 0;
    look(self);
    return true;
}

static void step_export(struct audit_page *self)
{
    struct console *console = self->page.console;
    struct err err;
    if (!self->is_exporting) {
        return;
    }
    if (audit_export_step(&console->desk, &self->export, &err) != STATUS_OK) {
        ui_status_err(console->ui, &err);
        self->is_exporting = false;
    } else if (self->export.finder.is_done) {
        ui_status(console->ui, STYLE_GOOD, _("已导出 %lld 条：%s"), (long long)self->export.lines,
                  self->export.path);
        self->is_exporting = false;
    } else {
        ui_status(console->ui, STYLE_DIM, _("正在导出 %d%%，Esc 停下"), audit_export_percent(&self->export));
        ui_wake_at(console->ui, clock_boot_ms(console->clock));
    }
    if (!self->is_exporting) {
        audit_export_end(&self->export);
    }
}

static void step(struct view *view)
{
    struct audit_page *self = self_of(view);
    look(self);
    step_export(self);
}

/* The difference of the line under the cursor, read when the cursor has moved. */
static void read_changes(struct audit_page *self)
{
    const struct audit_view_row *view = list_page_selected(&self->page);
    struct err err;
    if (view == NULL || view->row.id == self->shown) {
        return;
    }
    str_reset(&self->changes);
    self->shown = view->row.id;
    if (audit_view_changes(&self->page.console->desk, &view->row, &self->changes, &err) != STATUS_OK) {
        str_add(&self->changes, err.what);
    }
}

static void describe_filter(const struct audit_wish *wish, struct str *out)
{
    const struct {
        const char *label, *value;
    } given[] = {{_("谁"), wish->badge}, {_("动作"), wish->action}, {_("对象"), wish->object},
                 {_("从"), wish->from},  {_("到"), wish->until},    {_("含"), wish->words}};
    for (size_t i = 0; i < sizeof(given) / sizeof(given[0]); i++) {
        if (given[i].value[0] != '\0') {
            str_printf(out, "%s%s %s", out->length > 0 ? "  " : "", given[i].label, given[i].value);
        }
    }
}

static void head(struct view *view, struct canvas *canvas)
{
    struct audit_page *self = self_of(view);
    int width = canvas_width(canvas);
    struct str filter = {0};
    describe_filter(&self->wish, &filter);
    int x = 1 + draw_text(canvas, 0, 1, -1, filter.length > 0 ? STYLE_STRONG : STYLE_NORMAL,
                          filter.length > 0 ? str_text(&filter) : _("全部"));
    if (!self->finder.is_done && self->page.list.row_count < (size_t)self->page.visible) {
        draw_format(canvas, 0, x + 2, width - x - 2, STYLE_DIM, _("正在找，还有 %lld 条没看"),
                    (long long)(self->finder.next - self->finder.first));
    }
    str_free(&filter);
    self->page.list.empty =
        self->finder.is_done ? _("没有这样的审计记录。按 f 改筛选，c 清除筛选。") : _("正在找……");
}

static void foot(struct view *view, struct canvas *canvas, int y)
{
    struct audit_page *self = self_of(view);
    int width = canvas_width(canvas);
    const struct audit_view_row *row = list_page_selected(&self->page);
    read_changes(self);
    draw_rule(canvas, y, 0, width, STYLE_BORDER);
    if (row == NULL) {
        return;
    }
    draw_format(canvas, y + 1, 1, width - 2, STYLE_DIM, _("第 %lld 条  %s  %s  %s"), (long long)row->row.id,
                row->row.action, row->row.origin, row->row.place);
    const char *text = str_text(&self->changes);
    for (int line = 0; line < FOOT_ROWS - 2 && *text != '\0'; line++) {
        size_t next, bytes = wrap_line(text, width - 2, &next);
        char piece[1200];
        text_format(piece, sizeof(piece), "%.*s", (int)bytes, text);
        draw_text(canvas, y + 2 + line, 1, width - 2, STYLE_NORMAL, piece);
        text += next;
    }
}

static unsigned run_open(struct view *view)
{
    struct audit_page *self = self_of(view);
    const struct audit_view_row *row = list_page_selected(&self->page);
    struct str text = {0};
    char at[20];
    if (row == NULL) {
        return VIEW_HANDLED;
    }
    read_changes(self);
    clock_format(row->row.at, at);
    str_printf(&text, _("第 %lld 条  %s\n%s（%s）  %s\n谁：%s   方式：%s   从哪里：%s\n\n"),
               (long long)row->row.id, at, audit_view_action(&self->page.console->desk, row->row.action),
               row->row.action, row->subject, row->row.badge, row->row.origin,
               row->row.place[0] != '\0' ? row->row.place : _("没有记下"));
    str_add(&text, self->changes.length > 0 ? str_text(&self->changes) : _("这一条没有字段的改动。"));
    text_popup_open(view->ui, _("审计"), str_text(&text));
    str_free(&text);
    return VIEW_HANDLED;
}

static bool filtered(void *context, struct form *form)
{
    struct audit_page *self = context;
    struct audit_wish wish;
    if (form == NULL) {
        return true;
    }
    text_copy(wish.badge, sizeof(wish.badge), form_get(form, "badge"));
    text_copy(wish.action, sizeof(wish.action), form_get(form, "action"));
    text_copy(wish.object, sizeof(wish.object), form_get(form, "object"));
    text_copy(wish.from, sizeof(wish.from), form_get(form, "from"));
    text_copy(wish.until, sizeof(wish.until), form_get(form, "until"));
    text_copy(wish.words, sizeof(wish.words), form_get(form, "words"));
    return begin(self, &wish);
}

static unsigned run_filter(struct view *view)
{
    struct audit_page *self = self_of(view);
    const struct audit_wish *wish = &self->wish;
    const struct form_item items[] = {
        {.name = "badge", .label = _("工号"), .max = 20, .row = 0, .span = 12},
        {.name = "action", .label = _("动作"), .max = 20, .row = 1, .span = 12},
        {.name = "object", .label = _("工单号户号"), .max = 20, .row = 2, .span = 12},
        {.name = "from", .label = _("从哪天"), .max = 10, .row = 3, .span = 6},
        {.name = "until", .label = _("到哪天"), .max = 10, .row = 3, .column = 6, .span = 6},
        {.name = "words", .label = _("内容里有"), .max = 30, .row = 4, .span = 12}};
    struct form *form = form_new(items, sizeof(items) / sizeof(items[0]));
    const char *const values[] = {wish->badge, wish->action, wish->object,
                                  wish->from,  wish->until,  wish->words};
    for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
        form_set(form, items[i].name, values[i]);
    }
    form_set_wanting(form, "action", _("如 修改、派单、导出；空为全部"), false);
    form_set_wanting(form, "from", _("如 11-21"), false);
    form_popup_open(view->ui, _("筛选审计：各项同时满足"), form, filtered, self);
    return VIEW_HANDLED;
}

static unsigned run_clear(struct view *view)
{
    begin(self_of(view), &(struct audit_wish){0});
    return VIEW_HANDLED;
}

static unsigned run_reload(struct view *view)
{
    struct audit_page *self = self_of(view);
    struct audit_wish wish = self->wish;
    begin(self, &wish);
    return VIEW_HANDLED;
}

static unsigned run_export(struct view *view)
{
    struct audit_page *self = self_of(view);
    struct err err;
    if (self->is_exporting) {
        return VIEW_HANDLED;
    }
    if (audit_export_begin(&self->page.console->desk, &self->wish, "", &self->export, &err) != STATUS_OK) {
        ui_status_err(view->ui, &err);
        audit_export_end(&self->export);
        return VIEW_HANDLED;
    }
    self->is_exporting = true;
    step_export(self);
    return VIEW_HANDLED;
}

static unsigned run_back(struct view *view)
{
    struct audit_page *self = self_of(view);
    if (self->is_exporting) {
        self->is_exporting = false;
        audit_export_end(&self->export);
        ui_status(view->ui, STYLE_NORMAL, _("已停下，没有留下文件。"));
        return VIEW_HANDLED;
    }
    return list_page_back(view);
}

static void title(struct view *view, char *out, size_t size)
{
    const struct audit_page *self = self_of(view);
    text_format(out, size, _("管理  审计  %zu%s 条"), self->page.list.row_count,
                self->finder.is_done ? "" : "+");
}

static void closing(struct view *view)
{
    struct audit_page *self = self_of(view);
    audit_export_end(&self->export);
    str_free(&self->changes);
}

static const struct action actions[] = {
    {"audit.open", UI_KEY_ENTER, N_("详情"), N_("这一条的每个字段改前改后；个人信息遮着显示"), run_open,
     ACTION_BAR},
    {"audit.filter", 'f', N_("筛选"), N_("按人、动作、工单或户号、日期、内容里的字，可叠加"), run_filter,
     ACTION_BAR},
    {"audit.clear", 'c', N_("清除筛选"), N_("列出全部"), run_clear, ACTION_BAR},
    {"audit.reload", 'r', N_("刷新"), N_("从最新的一条重新列"), run_reload, ACTION_BAR},
    {"audit.export", 'e', N_("导出"), N_("筛选出的全部写成 CSV 文件；导出本身也记入审计"), run_export,
     ACTION_BAR},
    {"audit.back", UI_KEY_ESC, N_("返回"), N_("停下导出，或关闭"), run_back, ACTION_BAR},
};

const struct action_table admin_audit_actions = {"audit", N_("审计"), actions,
                                                 sizeof(actions) / sizeof(actions[0]), false};

static unsigned key(struct view *view, uint32_t pressed)
{
    struct audit_page *self = self_of(view);
    unsigned answer = list_page_key(view, pressed);
    if (answer != 0) {
        look(self);
    }
    return answer;
}

static const struct view_ops ops = {
    .name = "audit",
    .actions = actions,
    .action_count = sizeof(actions) / sizeof(actions[0]),
    .title = title,
    .step = step,
    .draw = list_page_draw,
    .key = key,
    .mouse = list_page_mouse,
    .close = list_page_close,
};

static const struct list_page_kind kind = {
    .ops = &ops,
    .columns = columns,
    .column_count = COLUMN_COUNT,
    .row_size = sizeof(struct audit_view_row),
    .most = PAGE,
    .is_whole = true,
    .head_rows = HEAD_ROWS,
    .foot_rows = FOOT_ROWS,
    .head = head,
    .foot = foot,
    .cell = cell,
    .open = run_open,
    .closing = closing,
};

void admin_audit_open(struct console *console)
{
    struct err err;
    if (desk_allow(&console->desk, RIGHT_AUDIT_READ, &err) != STATUS_OK) {
        ui_status_err(console->ui, &err);
    } else if (list_page_show(console, &kind) == NULL) {
        struct audit_page *self = mem_new(1, sizeof(*self));
        self->export.fd = -1;
        list_page_open(&self->page, console, &kind);
        begin(self, &(struct audit_wish){0});
    }
}

/* "12,345 条，库外标记一致" */
void admin_audit_describe(struct console *console, struct str *out)
{
    static const char *const words[] = {
        [AUDIT_MARK_FITS] = N_("库外标记一致"),        [AUDIT_MARK_NONE] = N_("还没有库外标记"),
        [AUDIT_MARK_MISSING] = N_("库外标记不见了！"), [AUDIT_MARK_BROKEN] = N_("库外标记读不懂！"),
        [AUDIT_MARK_CUT] = N_("审计被截短！"),         [AUDIT_MARK_FORGED] = N_("审计被改写！")};
    struct audit_mark_report report;
    struct err err;
    if (audit_mark_state(&console->desk, &report, &err) != STATUS_OK) {
        str_add(out, err.what);
        return;
    }
    str_printf(out, _("%s，到第 %lld 条"), _(words[report.state]), (long long)report.line);
    if (report.lag > 0) {
        str_printf(out, _("，落后 %lld 条"), (long long)report.lag);
    }
}
