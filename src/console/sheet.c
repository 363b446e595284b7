/* The task sheet of a case as it will leave the house: read, written to a file, printed (R2.11). */

#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/program.h"
#include "zuoxi/base/text.h"
#include "zuoxi/base/width.h"
#include "zuoxi/console/errand.h"
#include "zuoxi/console/sheet.h"
#include "zuoxi/console/text_lines.h"
#include "zuoxi/console/views.h"
#include "zuoxi/desk/case_sheet.h"

#define PRINT_LIMIT_MS 60000
#define PRINT_LOOK_MS  50

struct sheet_view {
    struct view view;
    struct console *console;
    struct sheet_paper paper;
    struct text_lines lines;
    struct text_scroll scroll;
    struct errand errand;   /* the audit's line, before anything leaves */
    char way[12];           /* what follows it */
    struct program program; /* the one that prints */
    int64_t started_ms;     /* boot clock */
};

static struct sheet_view *self_of(struct view *view)
{
    return (struct sheet_view *)view;
}

/* The text by lines; a page's end is shown as a rule. */
static void make_lines(struct sheet_view *self)
{
    for (const char *at = str_text(&self->paper.text); *at != '\0';) {
        if (*at == '\f') {
            text_lines_add(&self->lines, SHEET_WIDTH, 0, STYLE_DIM, "");
            at++;
            continue;
        }
        size_t length = strcspn(at, "\n");
        enum style style = self->lines.count == 0 ? STYLE_STRONG : STYLE_NORMAL;
        mem_reserve((void **)&self->lines.items, &self->lines.capacity, self->lines.count + 1,
                    sizeof(*self->lines.items));
        self->lines.items[self->lines.count++] = (struct text_line){style, mem_copy_bytes(at, length)};
        at += length + (at[length] == '\n');
    }
}

static void draw(struct view *view, struct canvas *canvas, bool has_focus)
{
    struct sheet_view *self = self_of(view);
    int width = canvas_width(canvas), left = width > SHEET_WIDTH ? (width - SHEET_WIDTH) / 2 : 0;
    (void)has_focus;
    draw_clear(canvas);
    text_scroll_fit(&self->scroll, canvas, 0, self->lines.count);
    text_lines_draw(&self->lines, canvas, 0, left, SHEET_WIDTH, self->scroll.top);
    text_scroll_mark(&self->scroll, canvas, self->lines.count);
}

/* The log says that it leaves; so it may. */
static void write_file(struct sheet_view *self)
{
    bool is_html = strcmp(self->way, "html") == 0;
    const struct str *bytes = is_html ? &self->paper.html : &self->paper.text;
    char path[PATH_SIZE];
    struct err err;
    if (case_sheet_write(&self->console->desk, self->paper.stem, is_html ? "html" : "txt", str_text(bytes),
                         bytes->length, path, &err) == STATUS_OK) {
        ui_status(self->view.ui, STYLE_GOOD, _("已写入 %s"), path);
    } else {
        ui_status_err(self->view.ui, &err);
    }
}

static void start_printing(struct sheet_view *self)
{
    const struct settings *settings = &self->console->config->settings;
    char *argv[PRINT_WORDS_MAX + 1] = {NULL};
    char path[] = "PATH=/usr/local/bin:/usr/bin:/bin", language[] = "LC_ALL=C.UTF-8";
    char home[PATH_SIZE], *environment[] = {path, language, home, NULL};
    const char *own = getenv("HOME");
    struct err err;
    text_format(home, sizeof(home), "HOME=%s", own != NULL ? own : "/");
    for (size_t i = 0; i < settings->print_word_count; i++) {
        argv[i] = (char *)settings->print_command[i]; /* execve does not write there */
    }
    if (program_start(&self->program, argv, environment, str_text(&self->paper.text), self->paper.text.length,
                      &err) == STATUS_OK) {
        self->started_ms = clock_boot_ms(self->console->clock);
        ui_status(self->view.ui, STYLE_DIM, _("正在打印……"));
    } else {
        ui_status_err(self->view.ui, &err);
    }
}

/* "lp: 没有默认打印机" of what the program said, made safe by the status line. */
static void tell_end(const struct sheet_view *self)
{
    const struct program *program = &self->program;
    char said[PROGRAM_SAID_SIZE + 1];
    memcpy(said, program->said, program->said_length);
    said[program->said_length] = '\0';
    said[strcspn(said, "\r\n")] = '\0';
    if (program->exit_code == 0) {
        ui_status(self->view.ui, STYLE_GOOD, _("%s 已交给打印程序，共 %zu 页。"), self->paper.title,
                  self->paper.pages);
    } else {
        ui_status(self->view.ui, STYLE_ERROR,
                  _("没有打印成：打印程序退出码 %d%s%s。请管理员检查 print_command。"), program->exit_code,
                  said[0] != '\0' ? "，" : "", said);
    }
}

static void step_printing(struct sheet_view *self)
{
    int64_t now = clock_boot_ms(self->console->clock);
    if (self->program.pid == 0) {
        return;
    }
    if (program_step(&self->program, now)) {
        tell_end(self);
    } else if (now - self->started_ms > PRINT_LIMIT_MS) {
        program_stop(&self->program);
        ui_status(self->view.ui, STYLE_ERROR, _("打印程序 %d 秒没有结束，已停掉。请检查打印机。"),
                  PRINT_LIMIT_MS / 1000);
    } else {
        ui_wake_at(self->view.ui, now + PRINT_LOOK_MS);
    }
}

static void step(struct view *view)
{
    struct sheet_view *self = self_of(view);
    if (errand_step(&self->errand, self->console)) {
        if (strcmp(self->way, "print") == 0) {
            start_printing(self);
        } else {
            write_file(self);
        }
    }
    step_printing(self);
}

static unsigned leave(struct view *view, const char *way)
{
    struct sheet_view *self = self_of(view);
    struct sheet_print *print = mem_new(1, sizeof(*print));
    print->id = self->paper.id;
    text_copy(print->way, sizeof(print->way), way);
    request_make(print->request);
    if (errand_start(&self->errand, self->console, self->paper.printed, print, print->request, "")) {
        text_copy(self->way, sizeof(self->way), way);
    }
    return VIEW_HANDLED;
}

static unsigned run_text(struct view *view)
{
    return leave(view, "text");
}

static unsigned run_html(struct view *view)
{
    return leave(view, "html");
}

static unsigned run_print(struct view *view)
{
    struct sheet_view *self = self_of(view);
    if (self->console->config->settings.print_word_count == 0) {
        ui_status(view->ui, STYLE_WARNING,
                  _("没有配置打印程序（zuoxi.conf 的 print_command）。可以按 h 写成网页，用浏览器打印。"));
        return VIEW_HANDLED;
    }
    if (self->program.pid != 0) {
        ui_status(view->ui, STYLE_WARNING, _("正在打印，请稍候，Esc 停止。"));
        return VIEW_HANDLED;
    }
    return leave(view, "print");
}

static unsigned run_back(struct view *view)
{
    struct sheet_view *self = self_of(view);
    if (errand_cancel(&self->errand, self->console)) {
        return VIEW_HANDLED;
    }
    if (self->program.pid != 0) {
        program_stop(&self->program);
        ui_status(view->ui, STYLE_WARNING, _("已停止打印。"));
        return VIEW_HANDLED;
    }
    return VIEW_CLOSE | VIEW_HANDLED;
}

static unsigned key(struct view *view, uint32_t pressed)
{
    struct sheet_view *self = self_of(view);
    if (!text_scroll_key(&self->scroll, self->lines.count, pressed)) {
        return 0;
    }
    view_touch(view);
    return VIEW_HANDLED;
}

static unsigned mouse(struct view *view, int y, int x, enum ui_mouse what)
{
    struct sheet_view *self = self_of(view);
    (void)y, (void)x;
    if (!text_scroll_mouse(&self->scroll, self->lines.count, what)) {
        return 0;
    }
    view_touch(view);
    return VIEW_HANDLED;
}

static void title(struct view *view, char *out, size_t size)
{
    text_copy(out, size, self_of(view)->paper.title);
}

static void close_view(struct view *view)
{
    struct sheet_view *self = self_of(view);
    errand_free(&self->errand);
    program_stop(&self->program);
    text_lines_clear(&self->lines);
    str_free(&self->paper.text);
    str_free(&self->paper.html);
    free(self);
}

static const struct action actions[] = {
    {"sheet.print", 'p', N_("打印"), N_("交给配置的打印程序"), run_print, ACTION_BAR},
    {"sheet.html", 'h', N_("写成网页"), N_("写成网页文件，用浏览器打开，按 A4 打印"), run_html, ACTION_BAR},
    {"sheet.text", 't', N_("写成文字"), N_("写成文字文件"), run_text, ACTION_BAR},
    {"sheet.back", UI_KEY_ESC, N_("返回"), N_("返回；正在打印时停止打印"), run_back, ACTION_BAR},
};

const struct action_table sheet_actions = {"sheet", N_("任务单"), actions,
                                           sizeof(actions) / sizeof(actions[0]), false};

static const struct view_ops ops = {
    .name = "sheet",
    .actions = actions,
    .action_count = sizeof(actions) / sizeof(actions[0]),
    .title = title,
    .draw = draw,
    .step = step,
    .key = key,
    .mouse = mouse,
    .close = close_view,
};

void sheet_paper_open(struct console *console, struct sheet_paper *paper)
{
    struct sheet_view *self = mem_new(1, sizeof(*self));
    self->view.ops = &ops;
    self->console = console;
    self->program = (struct program){.end_fd = -1, .error_fd = -1};
    self->paper = *paper;
    make_lines(self);
    ui_open_page(console->ui, &self->view);
}

void sheet_view_open(struct console *console, int64_t case_id)
{
    struct sheet_paper paper = {.printed = case_sheet_printed, .id = case_id};
    struct sheet sheet;
    struct err err;
    if (case_sheet_make(&console->desk, case_id, &sheet, &err) != STATUS_OK) {
        ui_status_err(console->ui, &err);
        return;
    }
    text_format(paper.title, sizeof(paper.title), _("任务单 %s"), sheet.number);
    text_copy(paper.stem, sizeof(paper.stem), sheet.number);
    paper.pages = sheet_text(&sheet, &paper.text);
    sheet_html(&sheet, &paper.html);
    sheet_clear(&sheet);
    sheet_paper_open(console, &paper);
}
