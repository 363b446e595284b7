#include "zuoxi/tui/layout.h"

#define PANE_FROM 120 /* columns from which the side view stands beside */
#define PANE_MIN  46
#define SIDE_MIN  7
#define MAIN_MIN                                                                                             \
    9 /* rows left to the page when the side view lies below: the edited field stays in sight                \
       */

static int within(int value, int low, int high)
{
    return value > high ? high : value < low ? low : value;
}

struct layout ui_layout(int height, int width, bool has_side, int side_height)
{
    struct layout layout = {.is_too_small = height < LAYOUT_MIN_HEIGHT || width < LAYOUT_MIN_WIDTH};
    int page = height - 3;

    if (layout.is_too_small) {
        return layout;
    }
    layout.is_pane = width >= PANE_FROM;
    layout.title = (struct rect){0, 0, 1, width};
    layout.status = (struct rect){height - 2, 0, 1, width};
    layout.bar = (struct rect){height - 1, 0, 1, width};
    layout.main = (struct rect){1, 0, page, width};
    if (has_side && layout.is_pane) {
        int pane = within(width * 2 / 5, PANE_MIN, width);

        layout.main.width = width - pane - 1;
        layout.frame = (struct rect){1, layout.main.width, page, 1};
        layout.side = (struct rect){1, layout.main.width + 1, page, pane};
    } else if (has_side) {
        int rows = within(side_height > 0 ? side_height : page / 2, SIDE_MIN, page - MAIN_MIN - 1);

        layout.main.height = page - rows - 1;
        layout.frame = (struct rect){1 + layout.main.height, 0, 1, width};
        layout.side = (struct rect){2 + layout.main.height, 0, rows, width};
    }
    return layout;
}

struct rect layout_popup(const struct layout *layout, int height, int width)
{
    int page_height = layout->status.y - 1, page_width = layout->title.width;
    struct rect rect = {.height = within(height + 2, 3, page_height),
                        .width = within(width + 4, 12, page_width - 4)};

    rect.y = 1 + (page_height - rect.height) * 2 / 5; /* a little above the middle, where the eye rests */
    rect.x = (page_width - rect.width) / 2;
    return rect;
}

struct rect layout_inside(struct rect popup)
{
    return (struct rect){popup.y + 1, popup.x + 2, popup.height - 2, popup.width - 4};
}
