#include "zuoxi/tui/list.h"

#include <string.h>

#include "screen.h"
#include "zuoxi/base/width.h"

#define MARK_WIDTH   2 /* the selected row's '>' and a blank */
#define CELL_SIZE    512
#define CELL_PADDING 32 /* blanks before a right-aligned text, at most */
#define WHEEL_ROWS   3
#define COLUMNS_MAX  24

/* Where each column stands in a canvas of this width; width 0: not shown. */
struct place {
    int x, width;
};

static bool is_shown(const struct list_column *column, int width)
{
    return column->wide_only == 0 || width >= column->wide_only;
}

static size_t place_columns(const struct list *list, int width, struct place places[COLUMNS_MAX])
{
    size_t count = list->column_count < COLUMNS_MAX ? list->column_count : COLUMNS_MAX;
    int fixed = 0, sharing = 0, left, x = MARK_WIDTH;

    for (size_t i = 0; i < count; i++) {
        const struct list_column *column = &list->columns[i];

        if (is_shown(column, width)) {
            fixed += column->width + 1;
            sharing += column->width == 0;
        }
    }
    left = width - MARK_WIDTH - fixed + 1; /* no gap behind the last column */
    left = left < 0 ? 0 : left;
    for (size_t i = 0; i < count; i++) {
        const struct list_column *column = &list->columns[i];
        int cells = column->width;

        if (!is_shown(column, width)) {
            places[i] = (struct place){0, 0};
            continue;
        }
        if (cells == 0 && sharing > 0) {
            cells = left / sharing;
            left -= cells;
            sharing--;
        }
        places[i] = (struct place){x, cells};
        x += cells + 1;
    }
    return count;
}

int list_visible(const struct canvas *canvas)
{
    int rows = canvas_height(canvas) - 1;

    return rows > 0 ? rows : 0;
}

/* Keep the selection on a row and that row in sight. */
static void settle(struct list *list, int height)
{
    size_t rows = height > 0 ? (size_t)height : 1;

    if (list->selected >= list->row_count) {
        list->selected = list->row_count > 0 ? list->row_count - 1 : 0;
    }
    if (list->selected < list->top) {
        list->top = list->selected;
    }
    if (list->selected >= list->top + rows) {
        list->top = list->selected - rows + 1;
    }
    if (list->top + rows > list->row_count &&
        !list->is_held) { /* no empty rows while others are hidden above */
        list->top = list->row_count > rows ? list->row_count - rows : 0;
    }
}

static void move_by(struct list *list, long rows, int height)
{
    if (rows < 0) {
        list->selected -= (size_t)-rows < list->selected ? (size_t)-rows : list->selected;
    } else {
        list->selected += (size_t)rows;
    }
    settle(list, height);
}

bool list_key(struct list *list, uint32_t key, int height)
{
    long page = height > 1 ? height - 1 : 1;

    settle(list, height);
    switch (key) {
    case UI_KEY_UP:
        move_by(list, -1, height);
        return true;
    case UI_KEY_DOWN:
        move_by(list, 1, height);
        return true;
    case UI_KEY_PAGE_UP:
        move_by(list, -page, height);
        return true;
    case UI_KEY_PAGE_DOWN:
        move_by(list, page, height);
        return true;
    case UI_KEY_HOME:
        list->selected = 0;
        settle(list, height);
        return true;
    case UI_KEY_END:
        list->selected = list->row_count > 0 ? list->row_count - 1 : 0;
        settle(list, height);
        return true;
    default:
        return false;
    }
}

bool list_mouse(struct list *list, int y, int x, enum ui_mouse what, int height)
{
    size_t row = list->top + (size_t)(y > 0 ? y - 1 : 0);

    (void)x;
    if (what == UI_MOUSE_WHEEL_UP || what == UI_MOUSE_WHEEL_DOWN) {
        move_by(list, what == UI_MOUSE_WHEEL_UP ? -WHEEL_ROWS : WHEEL_ROWS, height);
        return true;
    }
    if (y < 1 || y > height || row >= list->row_count) {
        return false;
    }
    list->selected = row;
    return true;
}

static void draw_cell(const struct list *list, struct canvas *canvas, size_t row, size_t column,
                      struct place place, bool has_focus)
{
    int y = 1 + (int)(row - list->top), blank = 0;
    bool is_selected = has_focus && row == list->selected;
    enum style style = STYLE_NORMAL;
    char padded[CELL_PADDING + CELL_SIZE] = "", *text = padded + CELL_PADDING;
    struct look look;

    if (place.width <= 0) {
        return;
    }
    list->cell(list->context, row, column, text, CELL_SIZE, &style);
    look = is_selected ? canvas_look_selected(canvas, style) : canvas_look(canvas, style);
    if (list->columns[column].is_right) {
        int cells = width_text(text);

        blank = cells >= place.width ? 0 : place.width - cells;
        blank = blank < CELL_PADDING ? blank : CELL_PADDING; /* no such column is wider */
        memset(text - blank, ' ', (size_t)blank);
    }
    canvas_put(canvas, y, place.x, place.width, look, text - blank);
}

static bool is_heading(const struct list *list, size_t row, char *out, size_t size, enum style *style)
{
    return list->heading != NULL && list->heading(list->context, row, out, size, style);
}

static void draw_row(const struct list *list, struct canvas *canvas, size_t row, const struct place *places,
                     size_t count, bool has_focus)
{
    int y = 1 + (int)(row - list->top);
    bool is_selected = row == list->selected;
    enum style style = STYLE_LABEL, gutter = is_selected && has_focus ? STYLE_SELECTED : STYLE_NORMAL;
    char text[CELL_SIZE];

    draw_text(canvas, y, 0, canvas_width(canvas), gutter, is_selected ? ">" : "");
    if (is_heading(list, row, text, sizeof(text), &style)) {
        draw_text(canvas, y, MARK_WIDTH, canvas_width(canvas) - MARK_WIDTH,
                  is_selected && has_focus ? STYLE_SELECTED : style, text);
        return;
    }
    if (list->is_marked != NULL && list->is_marked(list->context, row)) {
        draw_text(canvas, y, 1, 1, is_selected && has_focus ? STYLE_SELECTED : STYLE_STRONG, "✓");
    }
    for (size_t i = 0; i < count; i++) {
        draw_cell(list, canvas, row, i, places[i], has_focus);
    }
}

void list_draw(struct list *list, struct canvas *canvas, bool has_focus)
{
    struct place places[COLUMNS_MAX];
    size_t count = place_columns(list, canvas_width(canvas), places);
    int height = list_visible(canvas);

    settle(list, height);
    if (list->top != list->drawn_top) {
        canvas_note_scroll(canvas);
        list->drawn_top = list->top;
    }
    draw_text(canvas, 0, 0, canvas_width(canvas), STYLE_LABEL, "");
    for (size_t i = 0; i < count; i++) {
        const char *title = list->columns[i].title;

        if (list->columns[i].is_right) {
            draw_right(canvas, 0, places[i].x, places[i].width, STYLE_LABEL, title);
        } else if (places[i].width > 0) {
            draw_text(canvas, 0, places[i].x, places[i].width, STYLE_LABEL, title);
        }
    }
    for (int y = 0; y < height; y++) {
        size_t row = list->top + (size_t)y;

        if (row < list->row_count) {
            draw_row(list, canvas, row, places, count, has_focus);
        } else {
            draw_text(canvas, 1 + y, 0, canvas_width(canvas), STYLE_NORMAL, "");
        }
    }
    if (list->row_count == 0 && list->empty != NULL && height > 0) {
        draw_text(canvas, height > 2 ? 2 : 1, MARK_WIDTH, canvas_width(canvas) - MARK_WIDTH, STYLE_DIM,
                  list->empty);
    } else if (list->row_count > 0 && has_focus) {
        canvas_park_cursor(canvas, 1 + (int)(list->selected - list->top), 0);
    }
}

void list_draw_column(struct list *list, struct canvas *canvas, size_t column, bool has_focus)
{
    struct place places[COLUMNS_MAX];
    size_t count = place_columns(list, canvas_width(canvas), places);

    if (column >= count) {
        return;
    }
    for (int y = 0; y < list_visible(canvas) && list->top + (size_t)y < list->row_count; y++) {
        enum style style;
        char text[2];

        if (!is_heading(list, list->top + (size_t)y, text, sizeof(text), &style)) {
            draw_cell(list, canvas, list->top + (size_t)y, column, places[column], has_focus);
        }
    }
}
