#include "zuoxi/console/reveal.h"

#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/base/width.h"
#include "zuoxi/desk/reveal.h"
#include "zuoxi/tui/popup.h"

static bool sees_all(const struct console *console, enum privacy_tie tie)
{
    struct mask_sight sight = privacy_sight(&console->desk, tie);
    return sight.phones && sight.addresses;
}

static int64_t until(const struct console *console)
{
    return clock_boot_ms(console->clock) + (int64_t)console->config->settings.reveal_seconds * 1000;
}

/* The reasons, as configured; false and said why when the actor may not reveal anything. */
static bool open_menu(struct console *console, menu_done done, void *context)
{
    const struct settings *settings = &console->config->settings;
    struct menu_item items[REVEAL_REASONS_MAX];
    struct err err;
    if (desk_allow(&console->desk, RIGHT_PHONE_REVEAL, &err) != STATUS_OK) {
        ui_status_err(console->ui, &err);
        return false;
    }
    for (size_t i = 0; i < settings->reveal_reason_count; i++) {
        items[i] = (struct menu_item){.label = settings->reveal_reasons[i]};
    }
    menu_open(console->ui, _("为什么要看完整号码（记入审计）"), items, settings->reveal_reason_count, done,
              context);
    return true;
}

/* Who may not is told so; everybody else why the line could not be written this time. */
static void refuse(struct console *console, struct err *err)
{
    if (err->status != STATUS_DENIED) {
        err_advise(err, _("没有记入审计就不显示，请再试一次"));
    }
    ui_status_err(console->ui, err);
}

static void page_chosen(void *context, int index)
{
    struct reveal *reveal = context;
    struct console *console = reveal->console;
    struct err err;
    if (index < 0) {
        return;
    }
    if (reveal_note(&console->desk, REVEAL_ASKED, reveal->object, reveal->id,
                    console->config->settings.reveal_reasons[index], 0, &err) != STATUS_OK) {
        refuse(console, &err);
        return;
    }
    reveal->until_ms = until(console);
    reveal->has_changed = true;
    ui_status(console->ui, STYLE_NORMAL, _("已记入审计。离开本页或 %d 秒后重新隐藏。"),
              console->config->settings.reveal_seconds);
    ui_wake_at(console->ui, clock_boot_ms(console->clock));
}

void reveal_ask(struct reveal *reveal, struct view *view, const char *object, int64_t id,
                enum privacy_tie tie)
{
    *reveal = (struct reveal){
        .console = console_of(view), .view = view, .object = object, .id = id, .until_ms = reveal->until_ms};
    if (id == 0) {
        return;
    }
    if (sees_all(reveal->console, reveal_tie(reveal, tie))) {
        ui_status(view->ui, STYLE_NORMAL, _("这里的号码和地址没有隐藏。"));
    } else {
        open_menu(reveal->console, page_chosen, reveal);
    }
}

bool reveal_step(struct reveal *reveal)
{
    bool has_changed = reveal->has_changed;
    reveal->has_changed = false;
    if (reveal->until_ms != 0 && (clock_boot_ms(reveal->console->clock) >= reveal->until_ms ||
                                  ui_front(reveal->view->ui) != reveal->view)) {
        reveal->until_ms = 0;
        return true;
    }
    return has_changed;
}

enum privacy_tie reveal_tie(const struct reveal *reveal, enum privacy_tie tie)
{
    return reveal->until_ms != 0 ? TIE_REVEALED : tie;
}

/* The small window. */

struct window {
    struct view view;
    struct console *console;
    char *text; /* owned */
    int64_t until_ms;
};

static struct window *window_of(struct view *view)
{
    return (struct window *)view;
}

static void window_title(struct view *view, char *out, size_t size)
{
    (void)view;
    text_copy(out, size, _("完整号码和地址"));
}

/* Into a buffer, for drawing; false at the end. */
static bool next_line(const char **rest, char *out, size_t size)
{
    size_t length;
    const char *line = text_line(rest, &length);
    if (line != NULL) {
        text_format(out, size, "%.*s", (int)length, line);
    }
    return line != NULL;
}

static void window_draw(struct view *view, struct canvas *canvas, bool has_focus)
{
    const char *at = window_of(view)->text;
    char line[600];
    int width = canvas_width(canvas) - 2;
    (void)has_focus;
    draw_clear(canvas);
    int y = 0;
    for (; next_line(&at, line, sizeof(line)); y++) {
        draw_text(canvas, y, 1, width, STYLE_STRONG, line);
    }
    draw_format(canvas, y, 1, width, STYLE_DIM, _("已记入审计，%d 秒后关闭"),
                window_of(view)->console->config->settings.reveal_seconds);
}

static void window_measure(struct view *view, int max_height, int max_width, int *height, int *width)
{
    const char *at = window_of(view)->text;
    char line[600];
    *height = 1;
    *width = 40;
    for (; next_line(&at, line, sizeof(line)); ++*height) {
        *width = width_text(line) + 2 > *width ? width_text(line) + 2 : *width;
    }
    *height = *height < max_height ? *height : max_height;
    *width = *width < max_width ? *width : max_width;
}

static void window_step(struct view *view)
{
    struct window *self = window_of(view);
    if (clock_boot_ms(self->console->clock) >= self->until_ms || !ui_has_popup(view->ui)) {
        ui_close_view(view->ui, view);
    }
}

/* Letters are meant for the page below, but not what they do there: first the window goes. */
static unsigned window_key(struct view *view, uint32_t pressed)
{
    (void)view;
    return key_is_text(pressed) ? VIEW_CLOSE | VIEW_HANDLED : 0;
}

static unsigned window_dismiss(struct view *view)
{
    (void)view;
    return VIEW_CLOSE | VIEW_HANDLED;
}

static void window_close(struct view *view)
{
    struct window *self = window_of(view);
    explicit_bzero(self->text, strlen(self->text));
    free(self->text);
    free(self);
}

static const struct action window_actions[] = {
    {"reveal.close", UI_KEY_ESC, N_("收起"), N_("收起完整号码"), window_dismiss, ACTION_BAR},
    {"reveal.enter", UI_KEY_ENTER, N_("收起"), N_("收起完整号码"), window_dismiss, ACTION_HIDDEN},
};

static const struct view_ops window_ops = {
    .name = "reveal",
    .is_fleeting = true,
    .actions = window_actions,
    .action_count = sizeof(window_actions) / sizeof(window_actions[0]),
    .title = window_title,
    .draw = window_draw,
    .measure = window_measure,
    .step = window_step,
    .key = window_key,
    .close = window_close,
};

struct row_choice {
    struct console *console;
    char object[16];
    int64_t id;
};

static void row_chosen(void *context, int index)
{
    struct row_choice *choice = context;
    struct console *console = choice->console;
    struct str text = {0};
    struct err err;
    if (index >= 0 &&
        reveal_tell(&console->desk, choice->object, choice->id,
                    console->config->settings.reveal_reasons[index], 0, &text, &err) != STATUS_OK) {
        refuse(console, &err);
    } else if (index >= 0) {
        struct window *self = mem_new(1, sizeof(*self));
        self->view.ops = &window_ops;
        self->console = console;
        self->text = mem_copy(str_text(&text));
        self->until_ms = until(console);
        ui_popup(console->ui, &self->view);
    }
    str_free(&text);
    free(choice);
}

void reveal_row(struct console *console, const char *object, int64_t id)
{
    if (id == 0) {
        return;
    }
    struct row_choice *choice = mem_new(1, sizeof(*choice));
    choice->console = console;
    choice->id = id;
    text_copy(choice->object, sizeof(choice->object), object);
    if (!open_menu(console, row_chosen, choice)) {
        free(choice);
    }
}

bool reveal_for_work(struct console *console, enum privacy_tie tie, const char *object, int64_t id,
                     const char *reason)
{
    struct err err;
    if (sees_all(console, tie) ||
        reveal_note(&console->desk, REVEAL_WORK, object, id, reason, 0, &err) == STATUS_OK) {
        return true;
    }
    refuse(console, &err);
    return false;
}
