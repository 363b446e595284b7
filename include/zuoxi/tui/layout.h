#ifndef ZUOXI_TUI_LAYOUT_H
#define ZUOXI_TUI_LAYOUT_H

/* Where everything stands on a terminal of a given size; the only place that knows widths. Pure. */

#include <stdbool.h>

#include "zuoxi/tui/canvas.h"

#define LAYOUT_MIN_HEIGHT 24
#define LAYOUT_MIN_WIDTH  80

struct layout {
    bool is_too_small; /* say so, draw nothing else */
    bool is_pane;      /* the side view stands beside the main one, not below it */
    struct rect title, status, bar;
    struct rect main, side; /* side.height is 0 when there is none */
    struct rect frame;      /* the side view's divider (pane) or titled rule (below), one cell thick */
};

/* has_side: a side view is open; side_height: rows it wishes when it stands below (0: as it comes). */
struct layout ui_layout(int height, int width, bool has_side, int side_height);
/* A popup whose contents wish height × width cells, framed and centred on the page. */
struct rect layout_popup(const struct layout *layout, int height, int width);
/* The part inside a popup's frame: one row and two columns in. */
struct rect layout_inside(struct rect popup);

#endif
