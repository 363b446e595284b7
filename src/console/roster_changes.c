/* What an import or a pattern would change in the roster: read first, stored by one key, all or nothing. */

#include <stdlib.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/console/errand.h"
#include "zuoxi/console/roster_changes.h"
#include "zuoxi/console/shifts.h"
#include "zuoxi/console/text_lines.h"

struct changes_view {
    struct view view;
    struct console *console;
    struct roster_preview preview;
    struct text_lines lines;
    struct text_scroll scroll;
    struct errand errand; /* its argument is the preview's edit */
    int width;            /* the lines are made for */
    char title[80];
};

static struct changes_view *self_of(struct view *view)
{
    return (struct changes_view *)view;
}

static void add_findings(struct changes_view *self, int width)
{
    const struct roster_preview *preview = &self->preview;
    char text[200];
    text_format(text, sizeof(text), _("缺人、连班：现在 %zu 处，改好以后 %zu 处%s"), preview->problems_now,
                preview->problems_then, preview->finding_count > 0 ? _("，新添的有：") : "");
    text_lines_add(&self->lines, width, 0, STYLE_LABEL, text);
    for (size_t i = 0; i < preview->finding_count; i++) {
        roster_finding_text(&preview->findings[i], text, sizeof(text));
        text_lines_add(&self->lines, width, 2,
                       preview->findings[i].problem == ROSTER_GAP ? STYLE_WARNING : STYLE_CRITICAL, text);
    }
}

/* What was agreed on before stands above a month of changes: it must not be missed. */
static void add_changes(struct changes_view *self, int width, bool is_agreed)
{
    for (size_t i = 0; i < self->preview.edit->count; i++) {
        char text[200];
        if (self->preview.is_agreed[i] == is_agreed) {
            roster_preview_text(&self->preview, i, text, sizeof(text));
            text_lines_add(&self->lines, width, 2, is_agreed ? STYLE_CRITICAL : STYLE_NORMAL, text);
        }
    }
}

static void make_lines(struct changes_view *self, int width)
{
    char text[120];
    if (self->width == width) {
        return;
    }
    self->width = width;
    text_lines_clear(&self->lines);
    if (self->preview.edit->count > 0) {
        text_format(text, sizeof(text), _("要改 %zu 处，%zu 处本来就是这样。Enter 存入班表，Esc 不改。"),
                    self->preview.edit->count, self->preview.same);
    } else {
        text_format(text, sizeof(text), _("没有要改的：%zu 处本来就是这样。"), self->preview.same);
    }
    text_lines_add(&self->lines, width, 0, STYLE_STRONG, text);
    add_findings(self, width);
    add_changes(self, width, true);
    add_changes(self, width, false);
}

static void draw(struct view *view, struct canvas *canvas, bool has_focus)
{
    struct changes_view *self = self_of(view);
    int width = canvas_width(canvas) - 2;
    (void)has_focus;
    draw_clear(canvas);
    make_lines(self, width);
    text_scroll_fit(&self->scroll, canvas, 0, self->lines.count);
    text_lines_draw(&self->lines, canvas, 0, 1, width, self->scroll.top);
    text_scroll_mark(&self->scroll, canvas, self->lines.count);
}

static void step(struct view *view)
{
    struct changes_view *self = self_of(view);
    if (errand_step(&self->errand, self->console)) {
        ui_close_view(view->ui, view);
    }
}

static unsigned run_save(struct view *view)
{
    struct changes_view *self = self_of(view);
    struct roster_edit *edit = self->preview.edit;
    if (self->errand.task.is_running) {
        return VIEW_HANDLED;
    }
    if (edit->count == 0) {
        return VIEW_CLOSE | VIEW_HANDLED;
    }
    /* A copy: one that is refused can be looked at again. */
    struct roster_edit *copy = roster_edit_new(edit->count);
    for (size_t i = 0; i < edit->count; i++) {
        copy->changes[i] = edit->changes[i];
    }
    errand_start(&self->errand, self->console, roster_set, copy, copy->request, _("班表已改好。"));
    return VIEW_HANDLED;
}

static unsigned run_back(struct view *view)
{
    struct changes_view *self = self_of(view);
    return errand_cancel(&self->errand, self->console) ? VIEW_HANDLED : VIEW_CLOSE | VIEW_HANDLED;
}

static unsigned key(struct view *view, uint32_t pressed)
{
    struct changes_view *self = self_of(view);
    if (!text_scroll_key(&self->scroll, self->lines.count, pressed)) {
        return 0;
    }
    view_touch(view);
    return VIEW_HANDLED;
}

static unsigned mouse(struct view *view, int y, int x, enum ui_mouse what)
{
    struct changes_view *self = self_of(view);
    (void)y, (void)x;
    if (!text_scroll_mouse(&self->scroll, self->lines.count, what)) {
        return 0;
    }
    view_touch(view);
    return VIEW_HANDLED;
}

static void title(struct view *view, char *out, size_t size)
{
    text_copy(out, size, self_of(view)->title);
}

static void close_view(struct view *view)
{
    struct changes_view *self = self_of(view);
    errand_free(&self->errand);
    roster_preview_clear(&self->preview);
    text_lines_clear(&self->lines);
    free(self);
}

static const struct action actions[] = {
    {"roster_changes.save", UI_KEY_ENTER, N_("存入班表"), N_("这些改动一起存入班表，全部或全不"), run_save,
     ACTION_BAR},
    {"roster_changes.back", UI_KEY_ESC, N_("不改"), N_("关闭，班表不变"), run_back, ACTION_BAR},
};

const struct action_table roster_changes_actions = {"roster_changes", N_("班表改动"), actions,
                                                    sizeof(actions) / sizeof(actions[0]), false};

static const struct view_ops ops = {
    .name = "roster_changes",
    .actions = actions,
    .action_count = sizeof(actions) / sizeof(actions[0]),
    .title = title,
    .draw = draw,
    .step = step,
    .key = key,
    .mouse = mouse,
    .close = close_view,
};

void roster_changes_open(struct console *console, struct roster_edit *edit, const char *what)
{
    struct changes_view *self = mem_new(1, sizeof(*self));
    struct err err;
    self->view.ops = &ops;
    self->console = console;
    text_format(self->title, sizeof(self->title), _("班表改动  %s"), what);
    if (roster_preview_make(&console->desk, edit, &self->preview, &err) != STATUS_OK) {
        ui_status_err(console->ui, &err);
        free(self);
        return;
    }
    ui_open_page(console->ui, &self->view);
}
