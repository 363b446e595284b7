/* A text to read, and a question to be answered with yes or no. */

#include <stdlib.h>
#include <string.h>

#include "screen.h"
#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/base/wrap.h"
#include "zuoxi/tui/popup.h"

#define CONFIRM_WIDTH 56
#define WHEEL_LINES   3

struct popup {
    struct view view;
    char *title, *text;
    enum style *styles; /* owned; of the text's first style_count lines */
    size_t style_count;
    size_t top, line_count;          /* lines at the width drawn last */
    int height;                      /* lines shown last */
    confirm_done done;               /* confirmation only */
    bool (*may_show)(void *context); /* NULL: until it is dismissed */
    void *context;
};

static struct popup *self_of(struct view *view)
{
    return (struct popup *)view;
}

static struct popup *popup_new(const struct view_ops *ops, const char *title, const char *text)
{
    struct popup *self = mem_new(1, sizeof(*self));

    self->view.ops = ops;
    self->title = mem_copy(title);
    self->text = mem_copy(text);
    return self;
}

static void popup_title(struct view *view, char *out, size_t size)
{
    text_copy(out, size, self_of(view)->title);
}

static void popup_close(struct view *view)
{
    struct popup *self = self_of(view);

    explicit_bzero(self->text, strlen(self->text));
    free(self->title);
    free(self->text);
    free(self->styles);
    free(self);
}

/* Lines of text at this width, and the cells of the widest. */
static size_t measure_text(const char *text, int width, int *widest)
{
    size_t length = strlen(text), count = 0;

    *widest = 0;
    for (size_t at = 0; at < length; count++) {
        size_t next = wrap_next(text, length, at, width);
        size_t end = next > at && text[next - 1] == '\n' ? next - 1 : next;
        int cells = wrap_cells(text, at, end);

        *widest = cells > *widest ? cells : *widest;
        at = next;
    }
    return count;
}

/* Draw lines from `top` on into the canvas's first `height` rows; returns how many lines there are. */
static size_t draw_lines(const struct popup *self, struct canvas *canvas, size_t top, int height)
{
    const char *text = self->text;
    size_t length = strlen(text), count = 0, line_index = 0;
    struct str line = {0};

    for (size_t at = 0; at < length; count++) {
        size_t next = wrap_next(text, length, at, canvas_width(canvas));
        size_t end = next > at && text[next - 1] == '\n' ? next - 1 : next;

        if (count >= top && count < top + (size_t)height) {
            str_reset(&line);
            str_add_bytes(&line, text + at, end - at);
            enum style style = line_index < self->style_count ? self->styles[line_index] : STYLE_NORMAL;
            draw_text(canvas, (int)(count - top), 0, canvas_width(canvas), style, str_text(&line));
        }
        line_index += end < next; /* a line of the text may take several here */
        at = next;
    }
    str_free(&line);
    return count;
}

static void text_draw(struct view *view, struct canvas *canvas, bool has_focus)
{
    struct popup *self = self_of(view);
    int height = canvas_height(canvas), widest;

    (void)has_focus;
    self->height = height;
    self->line_count = measure_text(self->text, canvas_width(canvas), &widest);
    if (self->top + (size_t)height > self->line_count) {
        self->top = self->line_count > (size_t)height ? self->line_count - (size_t)height : 0;
    }
    draw_lines(self, canvas, self->top, height);
    if (self->top > 0) {
        draw_text(canvas, 0, canvas_width(canvas) - 1, 1, STYLE_KEY, "↑");
    }
    if (self->top + (size_t)height < self->line_count) {
        draw_text(canvas, height - 1, canvas_width(canvas) - 1, 1, STYLE_KEY, "↓");
    }
}

static unsigned scroll_by(struct popup *self, long lines)
{
    if (lines < 0) {
        self->top -= (size_t)-lines < self->top ? (size_t)-lines : self->top;
    } else {
        self->top += (size_t)lines; /* drawing keeps it inside */
    }
    return VIEW_HANDLED;
}

static unsigned text_key(struct view *view, uint32_t key)
{
    struct popup *self = self_of(view);
    long page = self->height > 1 ? self->height - 1 : 1;

    switch (key) {
    case UI_KEY_UP:
        return scroll_by(self, -1);
    case UI_KEY_DOWN:
        return scroll_by(self, 1);
    case UI_KEY_PAGE_UP:
        return scroll_by(self, -page);
    case UI_KEY_PAGE_DOWN:
    case ' ':
        return scroll_by(self, page);
    case UI_KEY_HOME:
        return scroll_by(self, -(long)self->top);
    case UI_KEY_END:
        return scroll_by(self, (long)self->line_count);
    default:
        return 0;
    }
}

static unsigned text_mouse(struct view *view, int y, int x, enum ui_mouse what)
{
    (void)y;
    (void)x;
    if (what == UI_MOUSE_WHEEL_UP || what == UI_MOUSE_WHEEL_DOWN) {
        return scroll_by(self_of(view), what == UI_MOUSE_WHEEL_UP ? -WHEEL_LINES : WHEEL_LINES);
    }
    return 0;
}

static unsigned text_dismiss(struct view *view)
{
    (void)view;
    return VIEW_CLOSE;
}

static void text_measure(struct view *view, int max_height, int max_width, int *height, int *width)
{
    size_t lines;

    measure_text(self_of(view)->text, max_width, width);
    *width += 1; /* room for the marks that say there is more */
    *width = *width < max_width ? *width : max_width;
    lines = measure_text(self_of(view)->text, *width, &max_width);
    *height = lines < (size_t)max_height ? (int)lines : max_height;
}

static void text_step(struct view *view)
{
    const struct popup *self = self_of(view);

    if (self->may_show != NULL && !self->may_show(self->context)) {
        ui_close_view(view->ui, view);
    }
}

static const struct action text_actions[] = {
    {"text.close", UI_KEY_ESC, N_("返回"), N_("收起这段文字"), text_dismiss, ACTION_BAR},
    {"text.enter", UI_KEY_ENTER, N_("返回"), N_("收起这段文字"), text_dismiss, ACTION_HIDDEN},
    {"text.q", 'q', N_("返回"), N_("收起这段文字"), text_dismiss, ACTION_HIDDEN},
};

static const struct view_ops text_ops = {
    .name = "text",
    .actions = text_actions,
    .action_count = sizeof(text_actions) / sizeof(text_actions[0]),
    .title = popup_title,
    .draw = text_draw,
    .step = text_step,
    .key = text_key,
    .mouse = text_mouse,
    .measure = text_measure,
    .close = popup_close,
};

void text_popup_open(struct ui *ui, const char *title, const char *text)
{
    text_popup_open_styled(ui, title, text, NULL, 0);
}

void text_popup_open_while(struct ui *ui, const char *title, const char *text,
                           bool (*may_show)(void *context), void *context)
{
    struct popup *self = popup_new(&text_ops, title, text);
    self->may_show = may_show;
    self->context = context;
    ui_popup(ui, &self->view);
}

void text_popup_open_styled(struct ui *ui, const char *title, const char *text, const enum style *styles,
                            size_t count)
{
    struct popup *self = popup_new(&text_ops, title, text);
    self->style_count = count;
    self->styles = mem_new(count + 1, sizeof(*styles));
    for (size_t i = 0; i < count; i++) {
        self->styles[i] = styles[i];
    }
    ui_popup(ui, &self->view);
}

static unsigned confirm_answer(struct view *view, bool is_yes)
{
    struct popup *self = self_of(view);

    ui_close_view(view->ui, view);
    self->done(self->context, is_yes);
    return VIEW_HANDLED;
}

static unsigned confirm_yes(struct view *view)
{
    return confirm_answer(view, true);
}

static unsigned confirm_no(struct view *view)
{
    return confirm_answer(view, false);
}

static void confirm_draw(struct view *view, struct canvas *canvas, bool has_focus)
{
    int height = canvas_height(canvas), x = 0;

    (void)has_focus;
    draw_lines(self_of(view), canvas, 0, height - 2);
    x += draw_text(canvas, height - 1, x, -1, STYLE_KEY, "Enter");
    x += draw_text(canvas, height - 1, x + 1, -1, STYLE_NORMAL, _("是")) + 4;
    x += draw_text(canvas, height - 1, x, -1, STYLE_KEY, "Esc");
    draw_text(canvas, height - 1, x + 1, -1, STYLE_NORMAL, _("否"));
    canvas_park_cursor(canvas, height - 1, 0);
}

static void confirm_measure(struct view *view, int max_height, int max_width, int *height, int *width)
{
    int widest;

    *width = max_width < CONFIRM_WIDTH ? max_width : CONFIRM_WIDTH;
    *height = (int)measure_text(self_of(view)->text, *width, &widest) + 2;
    *height = *height < max_height ? *height : max_height;
}

static const struct action confirm_actions[] = {
    {"confirm.yes", UI_KEY_ENTER, N_("是"), N_("照做"), confirm_yes, ACTION_BAR},
    {"confirm.no", UI_KEY_ESC, N_("否"), N_("不做，返回"), confirm_no, ACTION_BAR},
    {"confirm.y", 'y', N_("是"), N_("照做"), confirm_yes, ACTION_HIDDEN},
    {"confirm.n", 'n', N_("否"), N_("不做，返回"), confirm_no, ACTION_HIDDEN},
};

static const struct view_ops confirm_ops = {
    .name = "confirm",
    .actions = confirm_actions,
    .action_count = sizeof(confirm_actions) / sizeof(confirm_actions[0]),
    .title = popup_title,
    .draw = confirm_draw,
    .measure = confirm_measure,
    .close = popup_close,
};

void confirm_open(struct ui *ui, const char *title, const char *text, confirm_done done, void *context)
{
    struct popup *self = popup_new(&confirm_ops, title, text);

    self->done = done;
    self->context = context;
    ui_popup(ui, &self->view);
}
