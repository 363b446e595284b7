/* Reading the emulator's screen. */

#include <stdio.h>
#include <string.h>

#include "screen/terminal_private.h"
#include "zuoxi/base/utf8.h"

static int color_index(const VTermColor *color)
{
    if (VTERM_COLOR_IS_DEFAULT_FG(color) || VTERM_COLOR_IS_DEFAULT_BG(color)) {
        return -1;
    }
    return VTERM_COLOR_IS_INDEXED(color) ? color->indexed.idx : -2;
}

struct terminal_cell terminal_cell(struct terminal *terminal, int y, int x)
{
    struct terminal_cell cell = {0};
    VTermScreenCell raw;
    size_t used = 0;

    if (!vterm_screen_get_cell(terminal->screen, (VTermPos){.row = y, .col = x}, &raw)) {
        return cell;
    }
    cell.width = raw.width;
    cell.is_bold = raw.attrs.bold;
    cell.is_reverse = raw.attrs.reverse;
    cell.is_underlined = raw.attrs.underline != 0;
    cell.fore = color_index(&raw.fg);
    cell.back = color_index(&raw.bg);
    for (size_t i = 0; i < VTERM_MAX_CHARS_PER_CELL && raw.chars[i] != 0 && raw.chars[i] != UINT32_MAX; i++) {
        used += utf8_encode(raw.chars[i], cell.text + used);
    }
    if (used == 0 && raw.chars[0] == 0) {
        cell.text[0] = ' ';
    }
    return cell;
}

void terminal_row_text(struct terminal *terminal, int row, char *out, size_t size)
{
    struct str text = {0};

    for (int x = 0; x < terminal->columns; x++) {
        struct terminal_cell cell = terminal_cell(terminal, row, x);

        str_add(&text, cell.text);
    }
    while (text.length > 0 && text.bytes[text.length - 1] == ' ') {
        str_remove(&text, text.length - 1, 1);
    }
    text_copy(out, size, str_text(&text));
    str_free(&text);
}

bool terminal_find(struct terminal *terminal, const char *text, int *y, int *x)
{
    for (int row = 0; row < terminal->rows; row++) {
        char found[8192];
        const char *at;

        terminal_row_text(terminal, row, found, sizeof(found));
        at = strstr(found, text);
        if (at != NULL) {
            size_t bytes = 0;
            int column = 0;

            for (; bytes < (size_t)(at - found); column++) {
                bytes += strlen(terminal_cell(terminal, row, column).text);
            }
            while (terminal_cell(terminal, row, column).text[0] == '\0') { /* right half of the one before */
                column++;
            }
            if (y != NULL && x != NULL) {
                *y = row;
                *x = column;
            }
            return true;
        }
    }
    return false;
}

void terminal_cursor(struct terminal *terminal, int *y, int *x, bool *is_visible)
{
    VTermPos at;

    vterm_state_get_cursorpos(vterm_obtain_state(terminal->vterm), &at);
    *y = at.row;
    *x = at.col;
    if (is_visible != NULL) {
        *is_visible = terminal->is_cursor_visible;
    }
}

int terminal_bells(const struct terminal *terminal)
{
    return terminal->bells;
}

void terminal_dump(struct terminal *terminal)
{
    int y, x;
    bool is_visible;

    terminal_cursor(terminal, &y, &x, &is_visible);
    fprintf(stderr, "+---- %d x %d, cursor %d,%d %s\n", terminal->columns, terminal->rows, y, x,
            is_visible ? "shown" : "hidden");
    for (int row = 0; row < terminal->rows; row++) {
        char text[8192];

        terminal_row_text(terminal, row, text, sizeof(text));
        fprintf(stderr, "|%s\n", text);
    }
    fprintf(stderr, "+----\n");
}
