#ifndef ZUOXI_CONSOLE_TEXT_LINES_H
#define ZUOXI_CONSOLE_TEXT_LINES_H

/* A record to be read on a screen: its fields and what belongs to it as wrapped lines, scrolled as one. */

#include "zuoxi/domain/field.h"
#include "zuoxi/domain/profile.h"
#include "zuoxi/tui/canvas.h"
#include "zuoxi/tui/view.h"

struct text_line {
    enum style style;
    char *text; /* owned */
};
/* Lines of one width. */
struct text_lines {
    struct text_line *items; /* owned */
    size_t count, capacity;
};

void text_lines_clear(struct text_lines *lines);
/* Append text, wrapped at width, the lines after the first indented by `indent` cells. */
void text_lines_add(struct text_lines *lines, int width, int indent, enum style style, const char *text);
/* "原因        阀门堵塞": a label of 12 cells and a value. */
void text_lines_labelled(struct text_lines *lines, int width, const char *label, const char *value);
/* Every field that is not empty, in table order, but those whose names are in `skip` (NULL-ended, may be
 * NULL). */
void text_lines_record(struct text_lines *lines, int width, const struct profile *profile,
                       const struct field_table *table, const void *record, const char *const *skip);
/* A field's value as people read it: labels of codes, grouped phones. Appends. */
void text_lines_value(const struct profile *profile, const struct field *field, const void *record,
                      struct str *out);

/* Where such lines stand on the screen. */
struct text_scroll {
    size_t top;  /* first line shown */
    int visible; /* rows; set by text_scroll_draw */
};

/* Draw `lines` from row y to the canvas's end at x in width cells. */
void text_lines_draw(const struct text_lines *lines, struct canvas *canvas, int y, int x, int width,
                     size_t top);
/* Before drawing `count` lines (the longest column) from row y: keeps top within them. */
void text_scroll_fit(struct text_scroll *scroll, const struct canvas *canvas, int y, size_t count);
/* After it: says when there is more below. */
void text_scroll_mark(const struct text_scroll *scroll, struct canvas *canvas, size_t count);
/* ↑↓ PgUp PgDn Home End and the wheel; true when used. */
bool text_scroll_key(struct text_scroll *scroll, size_t count, uint32_t key);
bool text_scroll_mouse(struct text_scroll *scroll, size_t count, enum ui_mouse what);

#endif
