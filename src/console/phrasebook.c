/* The script book beside or below any page: phrases by stage, filled from the open form, read aloud by a
 * digit; answers; both found while one types. */

#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/console/book_view.h"

#define QUERY_MAX 20
#define PANE_FROM 120 /* as the layout: from here on the book may stay open beside the form */

static struct book_view *self_of(struct view *view)
{
    return (struct book_view *)view;
}

/* An admin has changed the book: what was listed is gone. Before anything reads the list. */
static void follow_book(struct book_view *self)
{
    if (self->generation != self->console->book_generation) {
        book_go_to_stage(self);
    }
}

static void draw(struct view *view, struct canvas *canvas, bool has_focus)
{
    (void)has_focus;
    follow_book(self_of(view));
    book_draw(self_of(view), canvas);
}

static void step(struct view *view)
{
    struct book_view *self = self_of(view);
    struct ui *ui = view->ui;
    follow_book(self);
    if (ui_side(ui) != view || ui_side_has_focus(ui)) {
        return;
    }
    if (self->is_companion && ui_width(ui) < PANE_FROM) {
        ui_close_view(ui, view); /* the window became narrow: the form needs the room */
        return;
    }
    if (!ui_front(ui)->is_dirty) {
        return;
    }
    /* What is typed into the form shows in the phrases at once, and the book follows its step. */
    const char *stage = script_stage(&self->console->desk, book_intake(self));
    if (strcmp(stage, self->suggested) != 0 && edit_text(self->query)[0] == '\0') {
        book_go_to_stage(self);
    }
    if (book_shows(self) != self->drawn) {
        view_touch(view);
    }
}

static unsigned move_to(struct book_view *self, size_t at)
{
    if (at < self->count) {
        self->selected = at;
        self->top = at < self->top ? at : at > self->top + 4 ? at - 4 : self->top;
        self->is_reading = false;
        view_touch(&self->view);
    }
    return VIEW_HANDLED;
}

static unsigned search_key(struct book_view *self, uint32_t pressed)
{
    if (pressed == UI_KEY_ENTER) {
        self->is_searching = false;
        view_touch(&self->view);
        return VIEW_HANDLED;
    }
    if (pressed >= '0' && pressed <= '9' && self->count > 0 && edit_text(self->query)[0] != '\0') {
        return 0; /* picks what was found */
    }
    if (!edit_key(self->query, pressed, NULL)) {
        return 0;
    }
    book_refresh(self);
    return VIEW_HANDLED;
}

static unsigned key(struct view *view, uint32_t pressed)
{
    struct book_view *self = self_of(view);
    follow_book(self);
    if (self->is_searching) {
        unsigned answer = search_key(self, pressed);
        bool is_pick = pressed >= '0' && pressed <= '9';
        if (answer != 0 || (key_is_text(pressed) && !is_pick)) {
            return VIEW_HANDLED;
        }
    }
    if (pressed >= '0' && pressed <= '9') {
        self->is_searching = false;
        book_say(self, book_at_digit(self, (int)(pressed - '0')));
        return VIEW_HANDLED;
    }
    switch (pressed) {
    case UI_KEY_UP:
        return self->selected > 0 ? move_to(self, self->selected - 1) : VIEW_HANDLED;
    case UI_KEY_DOWN:
        return move_to(self, self->selected + 1);
    case UI_KEY_PAGE_DOWN:
        return move_to(self, self->selected + 5 < self->count ? self->selected + 5 : self->count - 1);
    case UI_KEY_PAGE_UP:
        return move_to(self, self->selected > 5 ? self->selected - 5 : 0);
    default:
        break;
    }
    if (self->is_popup && key_is_text(pressed) && pressed != '/') {
        self->is_searching = true; /* the form below gets nothing while this is over it */
        return search_key(self, pressed) != 0 ? VIEW_HANDLED : 0;
    }
    return 0; /* letters go to the form: nothing typed is lost */
}

static unsigned paste(struct view *view, const char *bytes, size_t length)
{
    struct book_view *self = self_of(view);
    if (!self->is_searching) {
        return 0;
    }
    edit_paste(self->query, bytes, length, NULL);
    book_refresh(self);
    return VIEW_HANDLED;
}

static unsigned run_read(struct view *view)
{
    struct book_view *self = self_of(view);
    book_say(self, self->selected);
    return VIEW_HANDLED;
}

static unsigned run_next(struct view *view)
{
    book_step_stage(self_of(view), 1);
    return VIEW_HANDLED;
}

static unsigned run_previous(struct view *view)
{
    book_step_stage(self_of(view), -1);
    return VIEW_HANDLED;
}

static unsigned run_search(struct view *view)
{
    struct book_view *self = self_of(view);
    self->is_searching = true;
    view_touch(view);
    return VIEW_HANDLED;
}

/* Back one step: from what is read aloud, from the search, then to the page. */
static unsigned run_close(struct view *view)
{
    struct book_view *self = self_of(view);
    if (self->is_reading) {
        self->is_reading = false;
        view_touch(view);
        return VIEW_HANDLED;
    }
    if (self->is_searching || edit_text(self->query)[0] != '\0') {
        self->is_searching = false;
        edit_set_text(self->query, "");
        book_refresh(self);
        return VIEW_HANDLED;
    }
    if (!self->is_popup && ui_width(self->console->ui) >= PANE_FROM) {
        ui_focus_side(self->console->ui, false);
        return VIEW_HANDLED;
    }
    return VIEW_CLOSE | VIEW_HANDLED;
}

static unsigned run_leave(struct view *view)
{
    (void)view;
    return VIEW_CLOSE | VIEW_HANDLED;
}

static void title(struct view *view, char *out, size_t size)
{
    (void)view;
    text_copy(out, size, _("话术  请字当头 您字不离口 再见结尾"));
}

static void measure(struct view *view, int max_height, int max_width, int *height, int *width)
{
    (void)view;
    *height = max_height / 2;
    *width = max_width;
}

static void close_view(struct view *view)
{
    struct book_view *self = self_of(view);
    edit_free(&self->query);
    free(self);
}

static const struct action actions[] = {
    {"book.read", UI_KEY_ENTER, N_("朗读"), N_("放大选中的一条（也可直接按数字），并记在来电里"), run_read,
     ACTION_BAR},
    {"book.next", UI_KEY_TAB, N_("下一环节"), N_("看下一个环节的话术"), run_next, ACTION_BAR},
    {"book.previous", UI_SHIFT | UI_KEY_TAB, N_("上一环节"), N_("看上一个环节的话术"), run_previous, 0},
    {"book.search", '/', N_("查找"), N_("在全部话术和知识里查找：汉字、拼音首字母，几个词用空格隔开"),
     run_search, ACTION_BAR},
    {"book.back", UI_KEY_ESC, N_("收起"), N_("回到登记，已输入的内容都在"), run_close, ACTION_BAR},
    {"book.close", UI_KEY_F(5), N_("关闭话术"), N_("关闭话术"), run_leave, 0},
};

const struct action_table phrasebook_actions = {"book", N_("话术"), actions,
                                                sizeof(actions) / sizeof(actions[0]), false};

static const struct view_ops ops = {
    .name = "book",
    .actions = actions,
    .action_count = sizeof(actions) / sizeof(actions[0]),
    .title = title,
    .draw = draw,
    .step = step,
    .key = key,
    .paste = paste,
    .measure = measure,
    .close = close_view,
};

static struct book_view *book_new(struct console *console)
{
    struct book_view *self = mem_new(1, sizeof(*self));
    self->view.ops = &ops;
    self->console = console;
    self->query = edit_new(QUERY_MAX, false);
    return self;
}

bool phrasebook_over_popup(struct view *front, uint32_t pressed)
{
    struct console *console = console_of(front);
    struct phrase_host host = {0};
    if (pressed != UI_KEY_F(5) || !console_is_signed_in(console)) {
        return false;
    }
    if (!intake_view_host(front, &host)) {
        case_view_host(front, &host);
    }
    struct book_view *self = book_new(console);
    self->host = host;
    self->is_popup = true;
    ui_popup(console->ui, &self->view);
    book_go_to_stage(self);
    return true;
}

void phrasebook_open(struct console *console, const struct phrase_host *host, bool has_focus)
{
    struct view *side = ui_side(console->ui);
    struct book_view *self;
    if (side != NULL && side->ops == &ops) {
        self = self_of(side);
    } else {
        self = book_new(console);
        self->is_companion = !has_focus;
        ui_set_side(console->ui, &self->view);
    }
    self->host = *host;
    book_go_to_stage(self);
    ui_focus_side(console->ui, has_focus);
}

unsigned phrasebook_run(struct view *view)
{
    const struct phrase_host host = {0};
    phrasebook_open(console_of(view), &host, true);
    return VIEW_HANDLED;
}
