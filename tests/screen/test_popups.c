/* What a popup covers comes back whole, wherever its frame cuts the characters below it in half. */

#include <string.h>

#include "screen/seat.h"
#include "suite.h"

#define ROWS 24

static const struct {
    const char *keys, *title;
} popups[] = {{"e", "为什么是这个时限"}, {"<F1>", "帮助"}, {"<C-p>", "命令"}, {"<F9>", "办理"}};

static void take_picture(struct terminal *terminal, char rows[ROWS][1024])
{
    for (int row = 0; row < ROWS; row++) {
        terminal_row_text(terminal, row, rows[row], sizeof(rows[row]));
    }
}

static void assert_unchanged(struct terminal *terminal, char before[ROWS][1024], const char *title,
                             int columns)
{
    char after[ROWS][1024];
    take_picture(terminal, after);
    for (int row = 0; row < ROWS; row++) {
        ck_assert_msg(strcmp(before[row], after[row]) == 0, "%s, %d columns, row %d:\n%s\n%s", title, columns,
                      row, before[row], after[row]);
    }
}

START_TEST(a_closed_popup__leaves_no_trace_at_any_width)
{
    struct seat seat;
    char before[ROWS][1024];
    seat_make_at(&seat, "2026-11-21 14:30:00"); /* stands still: no countdown may tick meanwhile */
    struct terminal *terminal = seat_open(&seat);
    terminal_keys(terminal, "<Enter>");
    terminal_expect(terminal, "时限说明");
    for (int columns = 80; columns < 84;
         columns++) { /* every way a centred frame can meet a wide character */
        terminal_resize(terminal, ROWS, columns);
        terminal_expect(terminal, "F8任务单");
        terminal_pump(terminal, 50);
        take_picture(terminal, before);
        for (size_t i = 0; i < sizeof(popups) / sizeof(popups[0]); i++) {
            terminal_keys(terminal, popups[i].keys);
            terminal_expect(terminal, "┌─");
            terminal_expect(terminal, popups[i].title);
            terminal_keys(terminal, "<Esc>");
            terminal_expect_gone(terminal, "┌─");
            terminal_expect(terminal, "F10退出"); /* drawn last */
            assert_unchanged(terminal, before, popups[i].title, columns);
        }
    }
    terminal_free(&terminal);
    seat_remove(&seat);
}
END_TEST

SUITE_MAIN("popups", a_closed_popup__leaves_no_trace_at_any_width)
