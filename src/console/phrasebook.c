/* The script book beside or below any page: phrases by stage, filled from the open form, read aloud by a
 * digit. */

#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/base/width.h"
#include "zuoxi/console/paint.h"
#include "zuoxi/console/views.h"
#include "zuoxi/desk/script.h"
#include "zuoxi/domain/taboo.h"
#include "zuoxi/tui/edit.h"

#define FOUND_MAX 64
#define QUERY_MAX 20
#define PANE_FROM 120 /* as the layout: from here on the book may stay open beside the form */
#define FOOT_ROWS 1   /* the taboo line */

struct book_view {
    struct view view;
    struct console *console;
    struct phrase_host host;
    size_t stage;            /* index into the book's stages */
    size_t found[FOUND_MAX]; /* phrases shown, indices into the book */
    size_t count, selected, top;
    bool is_companion; /* opened only because there was room beside the form */
    bool is_reading;   /* one phrase shows large */
    bool is_searching; /* typing goes into the query */
    struct edit *query;
    char suggested[24]; /* the stage the form was at when last looked at */
    uint64_t drawn;     /* what_shows() when it was drawn last */
};

static struct book_view *self_of(struct view *view)
{
    return (struct book_view *)view;
}

static const struct phrasebook *book_of(const struct book_view *self)
{
    return &self->console->config->book;
}

static const struct intake *intake_of(const struct book_view *self)
{
    return self->host.intake != NULL ? self->host.intake(self->host.context) : NULL;
}

static bool phrase_fits(const struct book_view *self, const struct phrase *phrase)
{
    const char *query = edit_text(self->query);
    if (query[0] == '\0') {
        return self->stage < book_of(self)->stage_count &&
               strcmp(phrase->stage, book_of(self)->stages[self->stage]) == 0;
    }
    return strstr(phrase->text, query) != NULL || strstr(phrase->kind, query) != NULL ||
           strstr(phrase->stage, query) != NULL;
}

static void refresh(struct book_view *self)
{
    const struct phrasebook *book = book_of(self);
    self->count = 0;
    for (size_t i = 0; i < book->count && self->count < FOUND_MAX; i++) {
        if (phrase_fits(self, &book->phrases[i])) {
            self->found[self->count++] = i;
        }
    }
    self->selected = self->top = 0;
    self->is_reading = false;
    view_touch(&self->view);
}

/* Begin at the stage the form is at. */
static void go_to_stage(struct book_view *self)
{
    const char *stage = script_stage(&self->console->desk, intake_of(self));
    const struct phrasebook *book = book_of(self);
    text_copy(self->suggested, sizeof(self->suggested), stage);
    for (size_t i = 0; i < book->stage_count; i++) {
        if (strcmp(book->stages[i], stage) == 0) {
            self->stage = i;
        }
    }
    refresh(self);
}

/* The stages on one line, the present one in brackets, scrolled so that it is in sight. */
static void draw_stages(struct book_view *self, struct canvas *canvas)
{
    const struct phrasebook *book = book_of(self);
    int width = canvas_width(canvas), x = 1;
    draw_text(canvas, 0, 0, width, STYLE_NORMAL, "");
    if (edit_text(self->query)[0] != '\0' || self->is_searching) {
        struct canvas_part part;
        x += draw_text(canvas, 0, 1, -1, STYLE_LABEL, _("查找 "));
        edit_draw(self->query, canvas_sub(canvas, (struct rect){0, x, 1, width - x}, &part),
                  self->is_searching);
        return;
    }
    size_t first = 0;
    int cells = 0;
    for (size_t i = 0; i <= self->stage && i < book->stage_count; i++) {
        cells += width_text(book->stages[i]) + 2;
        while (cells > width - 2 && first < i) {
            cells -= width_text(book->stages[first++]) + 2;
        }
    }
    for (size_t i = first; i < book->stage_count && x + width_text(book->stages[i]) + 2 <= width; i++) {
        bool is_here = i == self->stage;
        x += draw_format(canvas, 0, x, -1, is_here ? STYLE_STRONG : STYLE_DIM, is_here ? "[%s]" : " %s ",
                         book->stages[i]);
    }
}

/*
 * One phrase, numbered; returns the rows it took, 0 when it does not fit as a whole (unless it must be cut).
 */
static int draw_phrase(struct book_view *self, struct canvas *canvas, int y, int rows, size_t at,
                       bool may_cut)
{
    struct str text = {0};
    char missing[32];
    int width = canvas_width(canvas) - 4;
    bool is_selected = at == self->selected && ui_side_has_focus(self->console->ui);
    script_fill(&self->console->desk, intake_of(self), self->found[at], &text, missing);
    int lines = wrap_count(str_text(&text), width);
    if (lines > rows && !may_cut) {
        str_free(&text);
        return 0;
    }
    lines = lines > rows ? rows : lines;
    draw_text(canvas, y, 0, 4, STYLE_NORMAL, "");
    size_t number = at - self->top;
    if (number < 10) {
        draw_format(canvas, y, 1, -1, STYLE_KEY, "%zu", (number + 1) % 10);
    }
    for (int i = 1; i < lines; i++) {
        draw_text(canvas, y + i, 0, 4, STYLE_NORMAL, "");
    }
    paint_wrapped(canvas, y, 3, width, lines, is_selected ? STYLE_STRONG : STYLE_NORMAL, str_text(&text));
    str_free(&text);
    return lines;
}

static void draw_list(struct book_view *self, struct canvas *canvas, int bottom)
{
    int y = 1;
    size_t at = self->top;
    while (at < self->count && y < bottom) {
        int rows = draw_phrase(self, canvas, y, bottom - y, at, at == self->top);
        if (rows == 0) {
            break;
        }
        y += rows;
        at++;
    }
    if (at < self->count) {
        draw_right(canvas, bottom - 1, canvas_width(canvas) - 12, 12, STYLE_DIM, _("↓ 还有"));
    }
    if (self->count == 0) {
        draw_text(canvas, 1, 3, canvas_width(canvas) - 3, STYLE_DIM, _("没有这样的话术，换几个字再找。"));
    }
}

/* To be read aloud: alone, in strong letters, with air between the lines. */
static void draw_large(struct book_view *self, struct canvas *canvas, int bottom)
{
    struct str text = {0};
    char missing[32];
    int width = canvas_width(canvas) - 6, y = 1;
    const struct phrase *phrase = &book_of(self)->phrases[self->found[self->selected]];
    int count =
        script_fill(&self->console->desk, intake_of(self), self->found[self->selected], &text, missing);
    bool is_airy = wrap_count(str_text(&text), width) * 2 + 1 <= bottom - y;
    y += is_airy;
    for (const char *rest = str_text(&text); *rest != '\0' && y < bottom;) {
        size_t next, size = wrap_line(rest, width, &next);
        draw_format(canvas, y, 3, width, STYLE_STRONG, "%.*s", (int)size, rest);
        rest += next;
        y += 1 + is_airy;
    }
    if (y < bottom) {
        draw_format(canvas, y, 3, width, STYLE_DIM, "%s %s", phrase->kind, phrase->rule);
    }
    if (count > 0 && y + 1 < bottom) {
        draw_text(canvas, y + 1, 3, width, STYLE_WARNING, _("〔〕里的还不知道，请先问清。"));
    }
    str_free(&text);
}

/* The taboo word just typed, NULL if none. */
static const struct taboo *taboo_typed(const struct book_view *self)
{
    const struct intake *intake = intake_of(self);
    size_t at;
    return intake != NULL ? taboo_find(book_of(self), intake->record.content, &at) : NULL;
}

/* A number that is another one when what is typed into the form changes a word here: filling in the phrases
 * costs a twentieth of drawing them, which each pause between two keys would otherwise do. */
static uint64_t what_shows(const struct book_view *self)
{
    uint64_t sum = (uintptr_t)taboo_typed(self);
    struct str text = {0};
    char missing[32];
    for (size_t at = self->top; at < self->count; at++) {
        str_reset(&text);
        script_fill(&self->console->desk, intake_of(self), self->found[at], &text, missing);
        for (const char *byte = str_text(&text); *byte != '\0'; byte++) { /* FNV-1a */
            sum = (sum ^ (unsigned char)*byte) * 1099511628211u;
        }
    }
    str_free(&text);
    return sum;
}

/* The taboo word just typed, else one to remember for this stage. */
static void draw_taboo(struct book_view *self, struct canvas *canvas, int y)
{
    const struct phrasebook *book = book_of(self);
    const struct taboo *taboo = taboo_typed(self);
    enum style style = taboo != NULL ? STYLE_WARNING : STYLE_DIM;
    draw_text(canvas, y, 0, canvas_width(canvas), STYLE_NORMAL, "");
    if (taboo == NULL && book->taboo_count > 0) {
        taboo = &book->taboos[self->stage * 7 % book->taboo_count];
    }
    if (taboo != NULL) {
        draw_format(canvas, y, 1, canvas_width(canvas) - 1, style, _("忌语“%s” 请说“%s”"), taboo->text,
                    taboo->better);
    }
}

static void draw(struct view *view, struct canvas *canvas, bool has_focus)
{
    struct book_view *self = self_of(view);
    int bottom = canvas_height(canvas) - FOOT_ROWS;
    (void)has_focus;
    draw_clear(canvas);
    draw_stages(self, canvas);
    if (self->is_reading && self->selected < self->count) {
        draw_large(self, canvas, bottom);
    } else {
        draw_list(self, canvas, bottom);
    }
    draw_taboo(self, canvas, bottom);
    self->drawn = what_shows(self);
}

static void step(struct view *view)
{
    struct book_view *self = self_of(view);
    struct ui *ui = view->ui;
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
    const char *stage = script_stage(&self->console->desk, intake_of(self));
    if (strcmp(stage, self->suggested) != 0 && edit_text(self->query)[0] == '\0') {
        go_to_stage(self);
    }
    if (what_shows(self) != self->drawn) {
        view_touch(view);
    }
}

static void read_aloud(struct book_view *self, size_t at)
{
    if (at >= self->count) {
        return;
    }
    self->selected = at;
    self->is_reading = true;
    if (self->host.used != NULL) {
        self->host.used(self->host.context, &book_of(self)->phrases[self->found[at]]);
    }
    view_touch(&self->view);
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

static void next_stage(struct book_view *self, size_t step_by)
{
    size_t count = book_of(self)->stage_count;
    edit_set_text(self->query, "");
    if (count > 0) {
        self->stage = (self->stage + step_by) % count;
    }
    refresh(self);
}

static unsigned search_key(struct book_view *self, uint32_t pressed)
{
    if (pressed == UI_KEY_ENTER) {
        self->is_searching = false;
        view_touch(&self->view);
        return VIEW_HANDLED;
    }
    if (!edit_key(self->query, pressed, NULL)) {
        return 0;
    }
    refresh(self);
    return VIEW_HANDLED;
}

static unsigned key(struct view *view, uint32_t pressed)
{
    struct book_view *self = self_of(view);
    if (self->is_searching) {
        unsigned answer = search_key(self, pressed);
        if (answer != 0 || key_is_text(pressed)) {
            return VIEW_HANDLED;
        }
    }
    if (pressed >= '0' && pressed <= '9') {
        read_aloud(self, self->top + (pressed == '0' ? 9 : pressed - '1'));
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
        return 0; /* letters go to the form: nothing typed is lost */
    }
}

static unsigned paste(struct view *view, const char *bytes, size_t length)
{
    struct book_view *self = self_of(view);
    if (!self->is_searching) {
        return 0;
    }
    edit_paste(self->query, bytes, length, NULL);
    refresh(self);
    return VIEW_HANDLED;
}

static unsigned run_read(struct view *view)
{
    struct book_view *self = self_of(view);
    read_aloud(self, self->selected);
    return VIEW_HANDLED;
}

static unsigned run_next(struct view *view)
{
    next_stage(self_of(view), 1);
    return VIEW_HANDLED;
}

static unsigned run_previous(struct view *view)
{
    struct book_view *self = self_of(view);
    next_stage(self, book_of(self)->stage_count > 0 ? book_of(self)->stage_count - 1 : 0);
    return VIEW_HANDLED;
}

static unsigned run_search(struct view *view)
{
    struct book_view *self = self_of(view);
    self->is_searching = true;
    view_touch(view);
    return VIEW_HANDLED;
}

/* Back one step: from the search, from the phrase read aloud, then to the page. */
static unsigned run_close(struct view *view)
{
    struct book_view *self = self_of(view);
    if (self->is_searching || edit_text(self->query)[0] != '\0') {
        self->is_searching = false;
        edit_set_text(self->query, "");
        refresh(self);
        return VIEW_HANDLED;
    }
    if (self->is_reading) {
        self->is_reading = false;
        view_touch(view);
        return VIEW_HANDLED;
    }
    if (ui_width(self->console->ui) >= PANE_FROM) {
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
    {"book.read", UI_KEY_ENTER, N_("朗读"), N_("放大选中的话术（也可直接按数字），并记在来电里"), run_read,
     ACTION_BAR},
    {"book.next", UI_KEY_TAB, N_("下一环节"), N_("看下一个环节的话术"), run_next, ACTION_BAR},
    {"book.previous", UI_SHIFT | UI_KEY_TAB, N_("上一环节"), N_("看上一个环节的话术"), run_previous, 0},
    {"book.search", '/', N_("查找"), N_("在全部话术里查找"), run_search, ACTION_BAR},
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

void phrasebook_open(struct console *console, const struct phrase_host *host, bool has_focus)
{
    struct view *side = ui_side(console->ui);
    struct book_view *self;
    if (side != NULL && side->ops == &ops) {
        self = self_of(side);
    } else {
        self = mem_new(1, sizeof(*self));
        self->view.ops = &ops;
        self->console = console;
        self->query = edit_new(QUERY_MAX, false);
        self->is_companion = !has_focus;
        ui_set_side(console->ui, &self->view);
    }
    self->host = *host;
    go_to_stage(self);
    ui_focus_side(console->ui, has_focus);
}
