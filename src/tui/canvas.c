#include "zuoxi/tui/canvas.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <wchar.h>

#include "screen.h"
#include "zuoxi/base/mem.h"
#include "zuoxi/base/utf8.h"
#include "zuoxi/base/width.h"

/* Marks that --ascii replaces; each is one cell wide. */
static const struct {
    uint32_t code;
    char plain;
} plain_marks[] = {
    {0x2713, 'v'}, {0x2717, 'x'}, {0x25BA, '>'}, {0x25B8, '>'}, {0x25BE, 'v'}, {0x22EF, '~'}, {0x203A, '>'},
    {0x2039, '<'}, {0x2502, '|'}, {0x2500, '-'}, {0x00B7, '.'}, {0x25CF, '*'}, {0x2192, '>'}, {0x2190, '<'},
    {0x2191, '^'}, {0x2193, 'v'}, {0x2591, '.'}, {0x2590, '#'}, {0x00BB, '>'}, {0x2026, '~'}, {0x25B2, '^'},
};

static struct screen *owner(const struct canvas *canvas)
{
    return canvas->part.owner;
}

int canvas_height(const struct canvas *canvas)
{
    return canvas->part.rect.height;
}

int canvas_width(const struct canvas *canvas)
{
    return canvas->part.rect.width;
}

struct canvas screen_canvas(struct screen *screen, struct rect rect)
{
    return (struct canvas){.part = {.rect = rect, .owner = screen}};
}

/* Cut [*at, *at + *size) to [0, limit). */
static void cut(int *at, int *size, int limit)
{
    if (*at < 0) {
        *size += *at;
        *at = 0;
    }
    if (*size > limit - *at) {
        *size = limit - *at;
    }
    if (*size < 0) {
        *size = 0;
    }
}

/* rect of the canvas, cut to it, in the terminal's coordinates. */
static struct rect absolute(const struct canvas *canvas, struct rect rect)
{
    cut(&rect.y, &rect.height, canvas->part.rect.height);
    cut(&rect.x, &rect.width, canvas->part.rect.width);
    rect.y += canvas->part.rect.y;
    rect.x += canvas->part.rect.x;
    return rect;
}

struct canvas *canvas_sub(struct canvas *canvas, struct rect rect, struct canvas_part *part)
{
    part->rect = absolute(canvas, rect);
    part->owner = canvas->part.owner;
    return (struct canvas *)part; /* its first and only member */
}

static wchar_t plain_mark(uint32_t code)
{
    for (size_t i = 0; i < sizeof(plain_marks) / sizeof(plain_marks[0]); i++) {
        if (plain_marks[i].code == code) {
            return plain_marks[i].plain;
        }
    }
    return (wchar_t)code;
}

/* A blank in this look: what the other cells of a text are copied from, dearer to make than to copy. */
static cchar_t blank_cell(struct look look)
{
    cchar_t cell;

    setcchar(&cell, L" ", look.attributes, look.pair, NULL);
    return cell;
}

/*
 * A character's base with its marks, then the right half of a wide one; returns how many, at most capacity.
 */
static size_t build_cells(struct screen *screen, size_t capacity, const cchar_t *blank)
{
    const char *bytes = str_text(&screen->safe);
    size_t length = screen->safe.length, count = 0;

    for (size_t at = 0; at < length && count < capacity;) {
        cchar_t *cell = &screen->row[count++];
        size_t used = 1;
        uint32_t code;
        int cells;

        *cell = *blank;
        at += utf8_decode(bytes + at, length - at, &code);
        cells = width_of(code);
        cell->chars[0] = screen->is_ascii && code >= 0x80 ? plain_mark(code) : (wchar_t)code;
        if (cells == 2 && count < capacity) { /* a plain mark is one cell and a blank */
            screen->row[count] = *blank;
            screen->row[count++].chars[0] = (uint32_t)cell->chars[0] == code ? L'\0' : L' ';
        }
        while (at < length && (unsigned char)bytes[at] >= 0x80) {
            size_t step = utf8_decode(bytes + at, length - at, &code);

            if (width_of(code) != 0) {
                break;
            }
            at += step;
            if (used < sizeof(cell->chars) / sizeof(cell->chars[0])) {
                cell->chars[used++] = (wchar_t)code;
            }
        }
    }
    return count;
}

int canvas_put(struct canvas *canvas, int y, int x, int width, struct look look, const char *text)
{
    struct screen *screen = owner(canvas);
    int room = canvas_width(canvas) - x, cells = 0, top = canvas->part.rect.y + y,
        left = canvas->part.rect.x + x;
    cchar_t blank;
    size_t plain;

    if (width >= 0 && width < room) {
        room = width;
    }
    if (y < 0 || y >= canvas_height(canvas) || x < 0 || room <= 0) {
        return 0;
    }
    blank = blank_cell(look);
    plain = width_plain(text);
    mem_reserve((void **)&screen->row, &screen->row_capacity, (size_t)room + 1, sizeof(*screen->row));
    if (text[plain] == '\0') {
        cells = plain < (size_t)room ? (int)plain : room;
        for (int i = 0; i < cells; i++) {
            screen->row[i] = blank;
            screen->row[i].chars[0] = (wchar_t)text[i];
        }
        cells_put(&screen->cells, top, left, screen->row, cells);
    } else {
        str_reset(&screen->safe);
        cells = safe_text(&screen->safe, text, strlen(text), room, false);
        cells_put(&screen->cells, top, left, screen->row, (int)build_cells(screen, (size_t)room, &blank));
    }
    if (width >= 0) {
        cells_fill(&screen->cells, top, left + cells, &blank, room - cells);
    }
    return cells;
}

int draw_text(struct canvas *canvas, int y, int x, int width, enum style style, const char *text)
{
    return canvas_put(canvas, y, x, width, owner(canvas)->looks[style], text);
}

int draw_format(struct canvas *canvas, int y, int x, int width, enum style style, const char *format, ...)
{
    char text[1024];
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(text, sizeof(text), format, arguments);
    va_end(arguments);
    return draw_text(canvas, y, x, width, style, text);
}

void draw_right(struct canvas *canvas, int y, int x, int width, enum style style, const char *text)
{
    int cells = width_text(text);
    int blank = cells < width ? width - cells : 0;

    draw_text(canvas, y, x, blank, style, "");
    draw_text(canvas, y, x + blank, width - blank, style, text);
}

void draw_fill(struct canvas *canvas, struct rect rect, enum style style)
{
    for (int y = 0; y < rect.height; y++) {
        draw_text(canvas, rect.y + y, rect.x, rect.width, style, "");
    }
}

void draw_clear(struct canvas *canvas)
{
    draw_fill(canvas, (struct rect){0, 0, canvas_height(canvas), canvas_width(canvas)}, STYLE_NORMAL);
}

bool canvas_has_marks(const struct canvas *canvas)
{
    return !owner(canvas)->is_ascii && width_ambiguous() == 1;
}

/* The parts of a frame: horizontal, vertical, and the corners from the upper left. */
static const wchar_t *frame_parts(const struct canvas *canvas)
{
    return canvas_has_marks(canvas) ? L"─│┌┐└┘" : L"-|++++";
}

static void put_part(struct canvas *canvas, int y, int x, int count, enum style style, wchar_t part)
{
    struct rect rect = absolute(canvas, (struct rect){y, x, 1, count});
    cchar_t cell = blank_cell(owner(canvas)->looks[style]);

    if (rect.height > 0 && rect.width > 0) {
        cell.chars[0] = part;
        cells_fill(&owner(canvas)->cells, rect.y, rect.x, &cell, rect.width);
    }
}

void draw_rule(struct canvas *canvas, int y, int x, int width, enum style style)
{
    put_part(canvas, y, x, width, style, frame_parts(canvas)[0]);
}

void draw_box(struct canvas *canvas, struct rect rect, enum style style, const char *title)
{
    const wchar_t *parts = frame_parts(canvas);
    int bottom = rect.y + rect.height - 1, right = rect.x + rect.width - 1;

    draw_rule(canvas, rect.y, rect.x + 1, rect.width - 2, style);
    draw_rule(canvas, bottom, rect.x + 1, rect.width - 2, style);
    for (int y = rect.y + 1; y < bottom; y++) {
        put_part(canvas, y, rect.x, 1, style, parts[1]);
        put_part(canvas, y, right, 1, style, parts[1]);
    }
    put_part(canvas, rect.y, rect.x, 1, style, parts[2]);
    put_part(canvas, rect.y, right, 1, style, parts[3]);
    put_part(canvas, bottom, rect.x, 1, style, parts[4]);
    put_part(canvas, bottom, right, 1, style, parts[5]);
    if (title != NULL && title[0] != '\0' && rect.width > 8) {
        struct canvas_part part;
        struct canvas *top = canvas_sub(canvas, (struct rect){rect.y, rect.x + 2, 1, rect.width - 4}, &part);
        int cells = 1 + draw_text(top, 0, 1, -1, STYLE_STRONG, title);

        draw_text(top, 0, 0, 1, style, "");
        draw_text(top, 0, cells, 1, style, "");
    }
}

void draw_restyle(struct canvas *canvas, int y, int x, int width, enum style style)
{
    struct rect rect = absolute(canvas, (struct rect){y, x, 1, width});
    struct look look = owner(canvas)->looks[style];

    if (rect.height > 0 && rect.width > 0) {
        cells_restyle(&owner(canvas)->cells, rect.y, rect.x, rect.width, look.attributes, look.pair);
    }
}

void canvas_note_scroll(struct canvas *canvas)
{
    owner(canvas)->has_scrolled = true;
}

struct look canvas_look(const struct canvas *canvas, enum style style)
{
    return owner(canvas)->looks[style];
}

struct look canvas_look_selected(const struct canvas *canvas, enum style style)
{
    return owner(canvas)->selected[style];
}

static void move_cursor(struct canvas *canvas, int y, int x, bool is_shown)
{
    struct screen *screen = owner(canvas);
    struct rect rect = absolute(canvas, (struct rect){y, x, 1, 1});

    if (screen->cursor != NULL && rect.height > 0 && rect.width > 0) {
        *screen->cursor = (struct cursor){true, is_shown, rect.y, rect.x};
    }
}

void draw_cursor(struct canvas *canvas, int y, int x)
{
    move_cursor(canvas, y, x, true);
}

void canvas_park_cursor(struct canvas *canvas, int y, int x)
{
    move_cursor(canvas, y, x, false);
}
