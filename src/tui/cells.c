#include "cells.h"

#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"

#define GAP 8 /* equal cells between two different ones from which two calls are cheaper than one */

static void blank(cchar_t *cell)
{
    setcchar(cell, L" ", 0, 0, NULL);
}

static bool is_right_half(const cchar_t *cell)
{
    return cell->chars[0] == L'\0';
}

static cchar_t *row_of(cchar_t *cells, const struct cells *screen, int y)
{
    return cells + (size_t)y * (size_t)screen->width;
}

/* Copies of the first cell, in doubling pieces. */
static void repeat(cchar_t *row, const cchar_t *cell, size_t count)
{
    size_t done = 1;

    row[0] = *cell;
    while (done < count) {
        size_t more = done < count - done ? done : count - done;

        memcpy(row + done, row, more * sizeof(*row));
        done += more;
    }
}

static void extend(struct dirty *dirty, int from, int to)
{
    if (dirty->from >= dirty->to) {
        *dirty = (struct dirty){from, to};
        return;
    }
    dirty->from = from < dirty->from ? from : dirty->from;
    dirty->to = to > dirty->to ? to : dirty->to;
}

static void mark(struct cells *cells, int y, int from, int to)
{
    extend(&cells->dirty[y], from, to);
}

void cells_blank(struct cells *cells)
{
    cchar_t empty;

    if (cells->height == 0 || cells->width == 0) {
        return;
    }
    blank(&empty);
    repeat(cells->drawn, &empty, (size_t)cells->height * (size_t)cells->width);
    for (int y = 0; y < cells->height; y++) {
        cells->dirty[y] = (struct dirty){0, cells->width};
    }
}

void cells_forget(struct cells *cells)
{
    cells->is_unknown = true;
}

void cells_resize(struct cells *cells, int height, int width)
{
    size_t count = (size_t)height * (size_t)width;
    bool is_first = cells->drawn == NULL; /* curses begins with blanks too */

    if (height == cells->height && width == cells->width) {
        return;
    }
    cells_free(cells);
    cells->height = height;
    cells->width = width;
    cells->drawn = mem_new(count, sizeof(*cells->drawn));
    cells->sent = mem_new(count, sizeof(*cells->sent));
    cells->span = mem_new((size_t)width, sizeof(*cells->span));
    cells->dirty = mem_new((size_t)height, sizeof(*cells->dirty));
    cells->owed = mem_new((size_t)height, sizeof(*cells->owed));
    cells->is_unknown = !is_first;
    cells_blank(cells);
    memcpy(cells->sent, cells->drawn, count * sizeof(*cells->sent));
}

void cells_free(struct cells *cells)
{
    free(cells->drawn);
    free(cells->sent);
    free(cells->span);
    free(cells->dirty);
    free(cells->owed);
    *cells = (struct cells){0};
}

/* A wide character that loses one half to [from, to) loses the other too. */
static void blank_halves(struct cells *cells, int y, int from, int to)
{
    cchar_t *row = row_of(cells->drawn, cells, y);

    if (from > 0 && is_right_half(&row[from])) {
        row[from - 1].chars[0] = L' ';
        memset(&row[from - 1].chars[1], 0, sizeof(row->chars) - sizeof(row->chars[0]));
        from--;
    }
    if (to < cells->width && is_right_half(&row[to])) {
        row[to].chars[0] = L' ';
        to++;
    }
    mark(cells, y, from, to);
}

static bool clip(const struct cells *cells, int y, int x, int *count)
{
    *count = *count > cells->width - x ? cells->width - x : *count;
    return y >= 0 && y < cells->height && x >= 0 && *count > 0;
}

void cells_put(struct cells *cells, int y, int x, const cchar_t *row, int count)
{
    if (clip(cells, y, x, &count)) {
        blank_halves(cells, y, x, x + count);
        memcpy(row_of(cells->drawn, cells, y) + x, row, (size_t)count * sizeof(*row));
    }
}

void cells_fill(struct cells *cells, int y, int x, const cchar_t *cell, int count)
{
    if (clip(cells, y, x, &count)) {
        blank_halves(cells, y, x, x + count);
        repeat(row_of(cells->drawn, cells, y) + x, cell, (size_t)count);
    }
}

void cells_restyle(struct cells *cells, int y, int x, int count, attr_t attributes, short pair)
{
    cchar_t look;

    if (!clip(cells, y, x, &count)) {
        return;
    }
    setcchar(&look, L" ", attributes, pair, NULL);
    for (cchar_t *cell = row_of(cells->drawn, cells, y) + x, *end = cell + count; cell < end; cell++) {
        cell->attr = look.attr;
        cell->ext_color = look.ext_color;
    }
    mark(cells, y, x, x + count);
}

static bool is_same(const cchar_t *a, const cchar_t *b)
{
    return memcmp(a, b, sizeof(*a)) == 0;
}

bool cells_are_blank(const struct cells *cells, int y, int x, int count)
{
    cchar_t empty;

    blank(&empty);
    for (int i = 0; i < count; i++) {
        if (x + i >= cells->width || !is_same(&row_of(cells->drawn, cells, y)[x + i], &empty)) {
            return false;
        }
    }
    return true;
}

/* Whole characters of a row, without right halves, into cells->span. */
static int pack(struct cells *cells, const cchar_t *row, int *from, int *to)
{
    int count = 0;

    *from -= *from > 0 && is_right_half(&row[*from]);
    *to += *to < cells->width && is_right_half(&row[*to]);
    for (int x = *from; x < *to; x++) {
        if (!is_right_half(&row[x])) {
            cells->span[count++] = row[x];
        }
    }
    return count;
}

int cells_span(struct cells *cells, int y, int *from, int *to)
{
    return pack(cells, row_of(cells->drawn, cells, y), from, to);
}

void cells_owe(struct cells *cells, int y, int from, int to)
{
    extend(&cells->owed[y], from, to);
}

int cells_owed(struct cells *cells, int y, int *from, int *to)
{
    struct dirty *owed = &cells->owed[y];

    if (owed->from >= owed->to) {
        return 0;
    }
    *from = owed->from;
    *to = owed->to;
    *owed = (struct dirty){0};
    return pack(cells, row_of(cells->sent, cells, y), from, to);
}

void cells_give(struct cells *cells, int y, int from, int to, void *context)
{
    int count = cells_span(cells, y, &from, &to);

    (void)context;
    mvwadd_wchnstr(stdscr, y, from, cells->span, count);
}

static void diff_row(struct cells *cells, int y, cells_fn *fn, void *context)
{
    const cchar_t *row = row_of(cells->drawn, cells, y), *sent = row_of(cells->sent, cells, y);
    int x = cells->dirty[y].from, to = cells->dirty[y].to;

    while (x < to) {
        int end, last;

        if (is_same(&row[x], &sent[x])) {
            x++;
            continue;
        }
        for (end = last = x + 1; end < to && end - last < GAP; end++) {
            last = is_same(&row[end], &sent[end]) ? last : end + 1;
        }
        fn(cells, y, x, last, context);
        x = end;
    }
}

void cells_diff(struct cells *cells, cells_fn *fn, void *context)
{
    for (int y = 0; y < cells->height; y++) {
        if (cells->is_unknown) {
            fn(cells, y, 0, cells->width, context);
        } else {
            diff_row(cells, y, fn, context);
        }
    }
}

void cells_note_sent(struct cells *cells)
{
    for (int y = 0; y < cells->height; y++) {
        struct dirty *dirty = &cells->dirty[y];
        int from = cells->is_unknown ? 0 : dirty->from, to = cells->is_unknown ? cells->width : dirty->to;

        if (from < to) {
            memcpy(row_of(cells->sent, cells, y) + from, row_of(cells->drawn, cells, y) + from,
                   (size_t)(to - from) * sizeof(*cells->sent));
            *dirty = (struct dirty){0};
        }
    }
    cells->is_unknown = false;
}
