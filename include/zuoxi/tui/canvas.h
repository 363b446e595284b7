#ifndef ZUOXI_TUI_CANVAS_H
#define ZUOXI_TUI_CANVAS_H

/*
 * The one gate through which every string reaches the screen. A canvas is a rectangle of the terminal with
 * its own origin; everything drawn is clipped to it. Text is made safe (base/width.h), cut at the cell, never
 * through a character; the rest of `width` is filled with blanks when fill is asked for by a positive width.
 */

#include <stdbool.h>
#include <stddef.h>

/* What a thing means, not how it looks: theme.c gives colours and attributes (256, 16, mono). */
enum style {
    STYLE_NORMAL,
    STYLE_DIM,
    STYLE_STRONG,
    STYLE_TITLE,     /* title bar */
    STYLE_LABEL,     /* a field's label */
    STYLE_INPUT,     /* a field's text */
    STYLE_EMPTY,     /* an empty field that is not being edited: shows where it is */
    STYLE_FOCUS,     /* the field being edited */
    STYLE_SELECTED,  /* the selected row */
    STYLE_SELECTION, /* selected text in an editor */
    STYLE_MARKED,    /* a word of it that stands out */
    STYLE_KEY,       /* a key's name in the key bar */
    STYLE_BAR,       /* its label */
    STYLE_BORDER,
    STYLE_CALM,
    STYLE_WARNING,
    STYLE_CRITICAL,
    STYLE_OVERDUE,
    STYLE_GOOD,
    STYLE_ERROR,
    STYLE_COUNT
};

struct rect {
    int y, x, height, width;
};

struct canvas; /* opaque; made by ui.c, borrowed during a draw call */

int canvas_height(const struct canvas *canvas);
int canvas_width(const struct canvas *canvas);
/* A canvas clipped to a part of this one; stored in *part (caller's memory, see canvas_size in canvas.c) */
struct canvas_part {
    struct rect rect; /* absolute */
    void *owner;
};
struct canvas *canvas_sub(struct canvas *canvas, struct rect rect, struct canvas_part *part);

/*
 * Draw text at y, x in at most width cells (the canvas's edge cuts too) and blank the rest of width. Returns
 * the cells the text took. width < 0: up to the text's end, no filling.
 */
int draw_text(struct canvas *canvas, int y, int x, int width, enum style style, const char *text);
int draw_format(struct canvas *canvas, int y, int x, int width, enum style style, const char *format, ...)
    __attribute__((format(printf, 6, 7)));
/* Right-aligned in width cells. */
void draw_right(struct canvas *canvas, int y, int x, int width, enum style style, const char *text);
void draw_fill(struct canvas *canvas, struct rect rect, enum style style);
void draw_clear(struct canvas *canvas);
/* Horizontal rule; a box around rect with an optional title. Frames survive ambiguous width and --ascii. */
void draw_rule(struct canvas *canvas, int y, int x, int width, enum style style);
void draw_box(struct canvas *canvas, struct rect rect, enum style style, const char *title);
/* Give cells already drawn another style (selected rows, marks). */
void draw_restyle(struct canvas *canvas, int y, int x, int width, enum style style);
/* Put the hardware cursor here when this update ends; the last call of the focused view wins. */
void draw_cursor(struct canvas *canvas, int y, int x);

#endif
