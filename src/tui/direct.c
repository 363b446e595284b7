#include "direct.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "zuoxi/base/utf8.h"

#define SAVE_CURSOR    "\0337"
#define RESTORE_CURSOR "\0338"
#define PLAIN_LOOK     "\033[m"
#define BACK_MOST      4 /* steps back that are shorter than an address */

/* Up to here this is shorter and cheaper; beyond, curses clears and moves whole lines. */
#define SPANS_MAX 256
#define CELLS_MAX 800

/* Cells of a row that differ from what the terminal shows. */
struct span {
    int y, from, to;
    bool is_sent;
};

/* Where the cursor is while a tick is put together, and in what look. */
struct pen {
    struct str *out;
    int y, x; /* −1: not known */
    bool has_look;
    attr_t attributes;
    int pair;
    short fore, back;
    struct span spans[SPANS_MAX];
    size_t span_count;
    int cell_count;
    bool has_corner; /* the last cell of the last row: some terminals scroll */
};

static bool is_capability(const char *name, const char *wanted)
{
    const char *sequence = tigetstr(name);

    return sequence != NULL && sequence != (const char *)-1 && strcmp(sequence, wanted) == 0;
}

/* Are the colours asked for by the sequences that add_colour() knows? */
static bool speaks_colour(void)
{
    const char *sequence = tigetstr("setaf");

    if (sequence == NULL || sequence == (const char *)-1) {
        return false;
    }
    return COLORS == 8 || (COLORS == 16 && strcmp(tiparm(sequence, 12), "\033[94m") == 0) ||
           (COLORS == 256 && strstr(sequence, "38;5;") != NULL);
}

bool direct_is_possible(void)
{
    return is_capability("cup", "\033[%i%p1%d;%p2%dH") && is_capability("sc", SAVE_CURSOR) &&
           is_capability("rc", RESTORE_CURSOR) && (!has_colors() || speaks_colour());
}

static void add_colour(struct str *out, short colour, short before, unsigned base)
{
    if (colour == before) {
        return;
    }
    if (out->bytes[out->length - 1] != '[') {
        str_add_char(out, ';');
    }
    if (colour < 0) {
        str_add_number(out, base + 9); /* the terminal's own */
    } else if (colour < 8) {
        str_add_number(out, base + (unsigned)colour);
    } else if (colour < 16) {
        str_add_number(out, base + 60 + (unsigned)colour - 8);
    } else {
        str_add_number(out, base + 8);
        str_add(out, ";5;");
        str_add_number(out, (unsigned)colour);
    }
}

static void add_attributes(struct str *out, attr_t attributes)
{
    static const struct {
        attr_t attribute;
        const char *code;
    } codes[] = {{A_BOLD, ";1"}, {A_DIM, ";2"}, {A_UNDERLINE, ";4"}, {A_REVERSE, ";7"}};

    for (size_t i = 0; i < sizeof(codes) / sizeof(codes[0]); i++) {
        if ((attributes & codes[i].attribute) != 0) {
            str_add(out, codes[i].code);
        }
    }
}

/* Only what differs from the look before is said. */
static void add_look(struct pen *pen, const cchar_t *cell)
{
    attr_t attributes = cell->attr & ~A_COLOR;
    short fore = -1, back = -1;

    if (pen->has_look && pen->attributes == attributes && pen->pair == cell->ext_color) {
        return;
    }
    if (cell->ext_color != 0) {
        pair_content((short)cell->ext_color, &fore, &back);
    }
    str_add(pen->out, "\033[");
    if (!pen->has_look || pen->attributes != attributes) {
        str_add_char(pen->out, '0');
        pen->fore = pen->back = -1;
        add_attributes(pen->out, attributes);
    }
    add_colour(pen->out, fore, pen->fore, 30);
    add_colour(pen->out, back, pen->back, 40);
    str_add_char(pen->out, 'm');
    pen->has_look = true;
    pen->attributes = attributes;
    pen->pair = cell->ext_color;
    pen->fore = fore;
    pen->back = back;
}

/* Is it the next row, here or a few cells back? */
static bool steps_down(const struct pen *pen, int y, int x)
{
    return pen->y >= 0 && y == pen->y + 1 && x <= pen->x && pen->x - x <= BACK_MOST;
}

/* The next row's digit stands under this one: a step down and back instead of an address. */
static void move_to(struct pen *pen, int y, int x)
{
    if (pen->y == y && pen->x == x) {
        return;
    }
    if (steps_down(pen, y, x)) {
        str_add_char(pen->out, '\v'); /* a line feed that no mode of the line turns into another */
        for (; pen->x > x; pen->x--) {
            str_add_char(pen->out, '\b');
        }
    } else {
        str_add(pen->out, "\033[");
        str_add_number(pen->out, (unsigned)y + 1);
        str_add_char(pen->out, ';');
        str_add_number(pen->out, (unsigned)x + 1);
        str_add_char(pen->out, 'H');
    }
    pen->y = y;
    pen->x = x;
}

static void add_span(struct cells *cells, int y, int from, int to, void *context)
{
    struct pen *pen = context;
    int count = cells_span(cells, y, &from, &to);

    cells_owe(cells, y, from, to);
    move_to(pen, y, from);
    for (int i = 0; i < count; i++) {
        const cchar_t *cell = &cells->span[i];

        add_look(pen, cell);
        for (size_t at = 0; at < sizeof(cell->chars) / sizeof(cell->chars[0]) && cell->chars[at] != 0; at++) {
            char bytes[4];

            str_add_bytes(pen->out, bytes, utf8_encode((uint32_t)cell->chars[at], bytes));
        }
    }
    pen->y = to < cells->width ? y : -1; /* at the edge it depends on the terminal */
    pen->x = to;
}

/* Spans come row by row; they are sent column by column, because a step down is the shortest way. */
static void keep_span(struct cells *cells, int y, int from, int to, void *context)
{
    struct pen *pen = context;

    (void)cells;
    if (pen->span_count < SPANS_MAX) {
        pen->spans[pen->span_count] = (struct span){y, from, to, false};
    }
    pen->span_count++;
    pen->cell_count += to - from;
    pen->has_corner = pen->has_corner || (y + 1 == cells->height && to >= cells->width);
}

/* The span that lies a step below the pen, or NULL. Borrowed. */
static struct span *span_below(struct pen *pen)
{
    for (size_t i = 0; i < pen->span_count; i++) {
        struct span *span = &pen->spans[i];

        if (!span->is_sent && steps_down(pen, span->y, span->from)) {
            return span;
        }
    }
    return NULL;
}

static void send_columns(struct cells *cells, struct pen *pen)
{
    for (size_t i = 0; i < pen->span_count; i++) {
        for (struct span *span = pen->spans[i].is_sent ? NULL : &pen->spans[i]; span != NULL;
             span = span_below(pen)) {
            span->is_sent = true;
            add_span(cells, span->y, span->from, span->to, pen);
        }
    }
}

static void write_out(const struct str *out)
{
    size_t sent = 0;

    while (sent < out->length) {
        ssize_t written = write(STDOUT_FILENO, out->bytes + sent, out->length - sent);

        if (written < 0 && errno != EINTR) {
            return; /* the terminal is gone; the loop will see it */
        }
        sent += written > 0 ? (size_t)written : 0;
    }
}

bool direct_send(struct screen *screen, const struct direct_cursor *from, struct direct_cursor to)
{
    struct str *out = &screen->safe;
    struct pen pen = {.out = out, .y = from != NULL ? from->y : -1, .x = from != NULL ? from->x : 0};

    cells_diff(&screen->cells, keep_span, &pen);
    if (pen.span_count > SPANS_MAX || pen.cell_count > CELLS_MAX || pen.has_corner) {
        return false;
    }
    str_reset(out);
    if (from == NULL && pen.span_count > 0) {
        str_add(out, SAVE_CURSOR);
    }
    send_columns(&screen->cells, &pen);
    if (from != NULL) {
        if (pen.has_look) {
            str_add(out, PLAIN_LOOK);
        }
        move_to(&pen, to.y, to.x);
    } else if (pen.span_count > 0) {
        str_add(out, RESTORE_CURSOR);
    }
    cells_note_sent(&screen->cells);
    write_out(out);
    return true;
}

void direct_settle(struct screen *screen, const struct direct_cursor *believed)
{
    WINDOW *const held[] = {stdscr, newscr, curscr};
    struct cells *cells = &screen->cells;

    for (int y = 0; y < cells->height; y++) {
        int from, to, count = cells_owed(cells, y, &from, &to);

        for (size_t i = 0; count > 0 && i < sizeof(held) / sizeof(held[0]); i++) {
            mvwadd_wchnstr(held[i], y, from, cells->span, count);
        }
    }
    untouchwin(stdscr);
    untouchwin(newscr);
    if (believed != NULL) {
        struct pen pen = {.out = &screen->safe, .y = -1};

        str_reset(pen.out);
        move_to(&pen, believed->y, believed->x);
        write_out(pen.out);
    }
}
