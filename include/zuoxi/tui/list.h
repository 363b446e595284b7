#ifndef ZUOXI_TUI_LIST_H
#define ZUOXI_TUI_LIST_H

/* A scrolling table of rows that the owner keeps; the list keeps selection and position. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "zuoxi/tui/canvas.h"
#include "zuoxi/tui/key.h"

struct list_column {
    const char *title; /* translated, borrowed */
    int width;         /* cells; 0: shares what is left */
    int wide_only;     /* shown only from this canvas width on; 0: always */
    bool is_right;     /* right-aligned */
};

struct list {
    const struct list_column *columns; /* borrowed */
    size_t column_count;
    size_t row_count;
    size_t selected, top;
    bool is_held; /* rows above stay out of sight though there is room below: nothing moves under a hand */
    size_t drawn_top;  /* the list's own: what top was when drawn last */
    const char *empty; /* what to say when there are no rows: how to begin */
    /* One cell's text into out and its style; context is the owner's. */
    void (*cell)(void *context, size_t row, size_t column, char *out, size_t size, enum style *style);
    /*
     * Both may be NULL. A row that is a heading has one text over the whole width instead of cells: true, and
     * the text in out. A row that the person has marked has a tick beside it.
     */
    bool (*heading)(void *context, size_t row, char *out, size_t size, enum style *style);
    bool (*is_marked)(void *context, size_t row);
    void *context;
};

/* Up Down PageUp PageDown Home End; true when used. height = rows visible. */
bool list_key(struct list *list, uint32_t key, int height);
bool list_mouse(struct list *list, int y, int x, enum ui_mouse what, int height);
/* Header line and rows; marks the selected row with '>' and STYLE_SELECTED. */
void list_draw(struct list *list, struct canvas *canvas, bool has_focus);
/* Draw one column of the visible rows again (countdowns). */
void list_draw_column(struct list *list, struct canvas *canvas, size_t column, bool has_focus);
int list_visible(const struct canvas *canvas); /* rows below the header */

#endif
