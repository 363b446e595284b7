#ifndef ZUOXI_TUI_SCREEN_H
#define ZUOXI_TUI_SCREEN_H

/* What every canvas of one terminal shares: looks, the cursor wished for, memory for building rows. */

#include <curses.h>
#include <stdbool.h>
#include <stddef.h>

#include "cells.h"
#include "zuoxi/base/str.h"
#include "zuoxi/tui/canvas.h"

struct look {
    attr_t attributes;
    short pair;
};

/* Where a view left the cursor. */
struct cursor {
    bool is_set, is_shown; /* parked ones are set and not shown */
    int y, x;
};

struct screen {
    bool is_ascii;
    bool has_scrolled; /* rows moved up or down: worth the search for lines that only changed their place */
    struct cursor *cursor; /* of the view that is drawing; NULL: it has none */
    struct str safe;       /* reused by each draw_text */
    struct cells cells;
    cchar_t *row; /* one text under construction */
    size_t row_capacity;
    struct look looks[STYLE_COUNT];
    struct look selected[STYLE_COUNT]; /* the same meanings on the selected row's ground */
};

struct canvas {
    struct canvas_part part; /* owner is the screen */
};

/* Choose colours for this terminal: 256, 16, 8 or none (NO_COLOR); curses must be open. */
void theme_open(struct screen *screen);
struct canvas screen_canvas(struct screen *screen, struct rect rect);
/* draw_text with a look instead of a style; what draw_text returns. */
int canvas_put(struct canvas *canvas, int y, int x, int width, struct look look, const char *text);
/* Where the cursor rests, hidden, while nothing is edited (screen readers follow it). */
void canvas_park_cursor(struct canvas *canvas, int y, int x);
void canvas_note_scroll(struct canvas *canvas);
struct look canvas_look(const struct canvas *canvas, enum style style);
/* The look of style on the selected row. */
struct look canvas_look_selected(const struct canvas *canvas, enum style style);
/* Unicode marks may be drawn (not --ascii, not a terminal that makes them two cells wide). */
bool canvas_has_marks(const struct canvas *canvas);

#endif
