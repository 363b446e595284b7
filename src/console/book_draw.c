/* How the script book looks: the stages, the entries with their digits, one of them large. */

#include <string.h>

#include "zuoxi/base/text.h"
#include "zuoxi/base/width.h"
#include "zuoxi/console/book_view.h"
#include "zuoxi/console/paint.h"

#define FOOT_ROWS 1 /* what to remember */

/* The stages on one line, the present one in brackets, scrolled so that it is in sight. */
static void draw_stages(const struct book_view *self, struct canvas *canvas, int x)
{
    int width = canvas_width(canvas), cells = 0;
    size_t first = 0;
    for (size_t i = 0; i <= self->stage && i < book_stage_count(self); i++) {
        cells += width_text(book_stage_label(self, i)) + 2;
        while (cells > width - 2 && first < i) {
            cells -= width_text(book_stage_label(self, first++)) + 2;
        }
    }
    for (size_t i = first; i < book_stage_count(self); i++) {
        const char *label = book_stage_label(self, i);
        bool is_here = i == self->stage, is_due = strcmp(label, self->suggested) == 0;
        if (x + width_text(label) + 2 > width) {
            return;
        }
        x += draw_format(canvas, 0, x, -1,
                         is_here  ? STYLE_STRONG
                         : is_due ? STYLE_WARNING
                                  : STYLE_DIM,
                         is_here ? "[%s]" : " %s ", label);
    }
}

static void draw_head(struct book_view *self, struct canvas *canvas)
{
    int width = canvas_width(canvas), x = 1;
    draw_text(canvas, 0, 0, width, STYLE_NORMAL, "");
    if (edit_text(self->query)[0] != '\0' || self->is_searching) {
        struct canvas_part part;
        x += draw_text(canvas, 0, 1, -1, STYLE_LABEL, _("查找 "));
        edit_draw(self->query, canvas_sub(canvas, (struct rect){0, x, 1, width - x}, &part),
                  self->is_searching);
        return;
    }
    draw_stages(self, canvas, x);
}

static bool is_expired(const struct book_view *self, const struct book_item *item)
{
    char today[20];
    clock_format(console_now(self->console), today);
    today[10] = '\0';
    return item->is_answer && answer_is_expired(&book_of(self)->answers[item->index], today);
}

/*
 * One entry, numbered; returns the rows it took, 0 when it does not fit as a whole (unless it must be cut).
 */
static int draw_entry(const struct book_view *self, struct canvas *canvas, int y, int rows, size_t at,
                      bool may_cut)
{
    struct str text = {0};
    char missing[32];
    int width = canvas_width(canvas) - 4, digit = book_digit(self, at);
    bool is_selected = at == self->selected && (self->is_popup || ui_side_has_focus(self->console->ui));
    book_text(self, at, &text, missing);
    if (is_expired(self, &self->items[at])) {
        str_add(&text, _("（已过期）"));
    }
    int lines = wrap_count(str_text(&text), width);
    if (lines > rows && !may_cut) {
        str_free(&text);
        return 0;
    }
    lines = lines > rows ? rows : lines;
    for (int i = 0; i < lines; i++) {
        draw_text(canvas, y + i, 0, 4, STYLE_NORMAL, "");
    }
    if (digit >= 0) {
        draw_format(canvas, y, 1, -1, STYLE_KEY, "%d", digit);
    }
    paint_wrapped(canvas, y, 3, width, lines, is_selected ? STYLE_STRONG : STYLE_NORMAL, str_text(&text));
    str_free(&text);
    return lines;
}

static void draw_list(const struct book_view *self, struct canvas *canvas, int bottom)
{
    int y = 1;
    size_t at = self->top;
    while (at < self->count && y < bottom) {
        int rows = draw_entry(self, canvas, y, bottom - y, at, at == self->top);
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
        draw_text(canvas, 1, 3, canvas_width(canvas) - 3, STYLE_DIM,
                  edit_text(self->query)[0] != '\0'
                      ? _("没有找到：换几个字，或用拼音首字母再找。")
                      : _("这一环节现在没有合适的话，Tab 看下一环节，/ 查找。"));
    }
}

/* Lines of one text, with air between them when there is room. Returns the row after it. */
static int draw_large_text(struct canvas *canvas, int y, int bottom, int width, const char *text)
{
    int step = wrap_count(text, width) * 2 + 1 <= bottom - y ? 2 : 1;
    y += step - 1;
    for (const char *rest = text; *rest != '\0' && y < bottom;) {
        size_t next, size = wrap_line(rest, width, &next);
        draw_format(canvas, y, 3, width, STYLE_STRONG, "%.*s", (int)size, rest);
        rest += next;
        y += step;
    }
    return y;
}

/* Where an answer is from, and whether it still holds. */
static void draw_source(const struct book_view *self, struct canvas *canvas, int y, int width)
{
    const struct book_item *item = &self->items[self->selected];
    const struct answer *answer = &book_of(self)->answers[item->index];
    if (is_expired(self, item)) {
        draw_format(canvas, y, 3, width, STYLE_CRITICAL, _("%s 已过期，请核实后再答复。出处 %s"),
                    answer->expires, answer->source);
    } else {
        draw_format(canvas, y, 3, width, STYLE_DIM, _("出处 %s，%s 核对"), answer->source, answer->date);
    }
}

/* To be read aloud: alone, in strong letters. */
static void draw_large(const struct book_view *self, struct canvas *canvas, int bottom)
{
    const struct book_item *item = &self->items[self->selected];
    struct str text = {0};
    char missing[32];
    int width = canvas_width(canvas) - 6, y = 1;
    int count = book_text(self, self->selected, &text, missing);
    if (item->is_answer) {
        draw_text(canvas, y, 3, width, STYLE_LABEL, str_text(&text));
        y = draw_large_text(canvas, y + 1, bottom - 1, width, book_of(self)->answers[item->index].text);
    } else {
        y = draw_large_text(canvas, y, bottom, width, str_text(&text));
    }
    if (y < bottom && item->is_answer) {
        draw_source(self, canvas, y, width);
    } else if (y < bottom) {
        const struct phrase *phrase = &book_of(self)->phrases[item->index];
        draw_format(canvas, y, 3, width, STYLE_DIM, "%s %s %s", phrase->stage, phrase->kind, phrase->rule);
    }
    if (count > 0 && y + 1 < bottom) {
        draw_text(canvas, y + 1, 3, width, STYLE_WARNING, _("〔〕里的还不知道，请先问清。"));
    }
    str_free(&text);
}

/* A taboo word to remember, another one at each stage. */
static void draw_taboo(const struct book_view *self, struct canvas *canvas, int y)
{
    const struct phrasebook *book = book_of(self);
    draw_text(canvas, y, 0, canvas_width(canvas), STYLE_NORMAL, "");
    if (book->taboo_count > 0) {
        const struct taboo *taboo = &book->taboos[self->stage * 7 % book->taboo_count];
        draw_format(canvas, y, 1, canvas_width(canvas) - 1, STYLE_DIM, _("不说“%s”，说“%s”"), taboo->text,
                    taboo->better);
    }
}

void book_draw(struct book_view *self, struct canvas *canvas)
{
    int bottom = canvas_height(canvas) - FOOT_ROWS;
    draw_clear(canvas);
    draw_head(self, canvas);
    if (self->is_reading && self->selected < self->count) {
        draw_large(self, canvas, bottom);
    } else {
        draw_list(self, canvas, bottom);
    }
    draw_taboo(self, canvas, bottom);
    self->drawn = book_shows(self);
}
