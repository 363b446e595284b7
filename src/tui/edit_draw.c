/* An editor's lines and how they are drawn. */

#include <string.h>

#include "edit_private.h"
#include "screen.h"
#include "zuoxi/base/mem.h"
#include "zuoxi/base/utf8.h"
#include "zuoxi/base/wrap.h"

#define MARKS_FROM 8 /* cells from which a line shows that it goes on left and right */

static void add_line(struct edit *edit, size_t start)
{
    mem_reserve((void **)&edit->starts, &edit->line_capacity, edit->line_count + 1, sizeof(*edit->starts));
    edit->starts[edit->line_count++] = start;
}

void edit_wrap(struct edit *edit, int width)
{
    const char *text = str_text(&edit->text);
    size_t length = edit->text.length, start = 0;

    width = width < 1 ? 1 : width;
    if (edit->line_count > 0 && edit->line_width == width && edit->line_revision == edit->revision) {
        return;
    }
    edit->line_count = 0;
    edit->line_width = width;
    edit->line_revision = edit->revision;
    add_line(edit, 0);
    while (start < length) {
        size_t next = edit->is_paragraph ? wrap_next(text, length, start, width) : length;
        bool is_last = next == length && text[length - 1] != '\n';

        if (!is_last || (edit->is_paragraph && wrap_cells(text, start, next) >= width)) {
            add_line(edit, next); /* behind a full last line the cursor stands on a line of its own */
        }
        start = next;
    }
}

int edit_lines(struct edit *edit, int width)
{
    edit_wrap(edit, width);
    return (int)edit->line_count;
}

size_t edit_line_of(const struct edit *edit, size_t offset)
{
    size_t line = edit->line_count - 1;

    while (line > 0 && edit->starts[line] > offset) {
        line--;
    }
    return line;
}

int edit_column_of(const struct edit *edit, size_t offset)
{
    return wrap_cells(str_text(&edit->text), edit->starts[edit_line_of(edit, offset)], offset);
}

size_t edit_line_end(const struct edit *edit, size_t line)
{
    const char *text = str_text(&edit->text);
    size_t end = line + 1 < edit->line_count ? edit->starts[line + 1] : edit->text.length;

    if (line + 1 < edit->line_count && end > edit->starts[line]) {
        /* Behind a soft break the cursor belongs to the next line: stand before the last cluster. */
        end -= text[end - 1] == '\n' ? 1 : utf8_grapheme_before(text, end);
    }
    return end;
}

size_t edit_offset_at(const struct edit *edit, size_t line, int column)
{
    const char *text = str_text(&edit->text);
    size_t at = edit->starts[line], end = edit_line_end(edit, line);
    int cells = 0;

    while (at < end) {
        size_t step = utf8_grapheme(text + at, end - at);
        int wide = wrap_cluster_cells(text + at, step);

        if (cells + wide > column) {
            break;
        }
        cells += wide;
        at += step;
    }
    return at;
}

/* Draw text[start..end) at y, x and mark what of it is selected. */
static void draw_piece(struct edit *edit, struct canvas *canvas, struct rect place, size_t start, size_t end,
                       bool has_focus)
{
    size_t from = edit->cursor < edit->anchor ? edit->cursor : edit->anchor;
    size_t to = edit->cursor < edit->anchor ? edit->anchor : edit->cursor;
    const char *text = str_text(&edit->text);

    str_reset(&edit->scratch);
    str_add_bytes(&edit->scratch, text + start, end - start);
    draw_text(canvas, place.y, place.x, place.width, has_focus ? STYLE_FOCUS : STYLE_INPUT,
              str_text(&edit->scratch));
    if (edit->marks != NULL) {
        edit_draw_marks(edit, canvas, place, start, end);
    }
    from = from < start ? start : from;
    to = to > end ? end : to;
    if (has_focus && from < to) {
        int x = wrap_cells(text, start, from), cells = wrap_cells(text, from, to);

        if (x < place.width) {
            draw_restyle(canvas, place.y, place.x + x, cells < place.width - x ? cells : place.width - x,
                         STYLE_SELECTION);
        }
    }
}

static void draw_paragraph(struct edit *edit, struct canvas *canvas, bool has_focus)
{
    const char *text = str_text(&edit->text);
    size_t height = (size_t)canvas_height(canvas), line;
    int width = canvas_width(canvas), column;

    edit_wrap(edit, width);
    line = edit_line_of(edit, edit->cursor);
    if (!has_focus) {
        edit->top = 0;
    } else if (line < edit->top) {
        edit->top = line;
    } else if (line >= edit->top + height) {
        edit->top = line - height + 1;
    }
    for (size_t y = 0; y < height; y++) {
        size_t at = edit->top + y;
        size_t start = at < edit->line_count ? edit->starts[at] : edit->text.length;
        size_t end = at + 1 < edit->line_count ? edit->starts[at + 1] : edit->text.length;

        if (end > start && text[end - 1] == '\n') {
            end--;
        }
        draw_piece(edit, canvas, (struct rect){(int)y, 0, 1, width}, start, end, has_focus);
    }
    if (has_focus) {
        column = edit_column_of(edit, edit->cursor);
        draw_cursor(canvas, (int)(line - edit->top), column < width ? column : width - 1);
    }
}

/* Scroll the line so that the cursor, and the cell behind it, is inside width cells. */
static void scroll_line(struct edit *edit, int width)
{
    const char *text = str_text(&edit->text);

    if (edit->left > edit->cursor) {
        edit->left = edit->cursor;
    }
    while (edit->left < edit->cursor && wrap_cells(text, edit->left, edit->cursor) + 1 > width) {
        edit->left += utf8_grapheme(text + edit->left, edit->text.length - edit->left);
    }
    while (edit->left > 0) { /* no blank room at the end while text is hidden at the start */
        size_t before = edit->left - utf8_grapheme_before(text, edit->left);

        if (wrap_cells(text, before, edit->text.length) + 1 > width) {
            break;
        }
        edit->left = before;
    }
}

static void draw_line(struct edit *edit, struct canvas *canvas, bool has_focus)
{
    const char *text = str_text(&edit->text);
    int width = canvas_width(canvas), total = wrap_cells(text, 0, edit->text.length), shown;
    int margin = total >= width && width >= MARKS_FROM ? 1 : 0;
    enum style style = has_focus ? STYLE_FOCUS : STYLE_INPUT;

    shown = width - 2 * margin;
    if (has_focus) {
        scroll_line(edit, shown);
    } else {
        edit->left = 0;
    }
    draw_piece(edit, canvas, (struct rect){0, margin, 1, shown}, edit->left, edit->text.length, has_focus);
    if (margin > 0) {
        bool goes_on = wrap_cells(text, edit->left, edit->text.length) > shown;

        draw_text(canvas, 0, 0, 1, style, edit->left > 0 ? "‹" : "");
        draw_text(canvas, 0, width - 1, 1, style, goes_on ? "›" : "");
    }
    if (has_focus) {
        draw_cursor(canvas, 0, margin + wrap_cells(text, edit->left, edit->cursor));
    }
}

static void draw_secret(struct edit *edit, struct canvas *canvas, bool has_focus)
{
    int width = canvas_width(canvas), count = (int)utf8_count(str_text(&edit->text));
    int stars = count < width - 1 ? count : width - 1;

    str_reset(&edit->scratch);
    for (int i = 0; i < stars; i++) {
        str_add_char(&edit->scratch, '*');
    }
    draw_text(canvas, 0, 0, width, has_focus ? STYLE_FOCUS : STYLE_INPUT, str_text(&edit->scratch));
    if (has_focus) {
        draw_cursor(canvas, 0, stars);
    }
}

void edit_draw(struct edit *edit, struct canvas *canvas, bool has_focus)
{
    edit->width = canvas_width(canvas);
    edit->height = canvas_height(canvas);
    if (edit->width <= 0 || edit->height <= 0) {
        return;
    }
    if (edit->is_secret) {
        draw_secret(edit, canvas, has_focus);
    } else if (edit->is_paragraph) {
        draw_paragraph(edit, canvas, has_focus);
    } else {
        draw_line(edit, canvas, has_focus);
    }
}

void edit_click(struct edit *edit, int y, int x)
{
    edit_wrap(edit, edit->width);
    if (edit->is_secret) {
        return;
    }
    if (edit->is_paragraph) {
        size_t line = edit->top + (size_t)(y < 0 ? 0 : y);

        edit->cursor = edit_offset_at(edit, line < edit->line_count ? line : edit->line_count - 1, x);
    } else {
        int total = wrap_cells(str_text(&edit->text), 0, edit->text.length);
        int margin = total >= edit->width && edit->width >= MARKS_FROM ? 1 : 0;

        edit->cursor = edit_offset_at(edit, 0, x - margin + wrap_cells(str_text(&edit->text), 0, edit->left));
    }
    edit->anchor = edit->cursor;
    edit->goal = -1;
    edit->is_grouping = false;
}
