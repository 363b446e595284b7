/* Typing Chinese into the real program: every character kept, the cursor exact to the cell. */

#include <stdio.h>
#include <string.h>

#include "screen/seat.h"
#include "suite.h"
#include "zuoxi/base/str.h"
#include "zuoxi/base/utf8.h"

#define LINE_CELLS 73 /* of the content at 80 columns, the cursor's own behind them */

/* Signed in, a form open, the cursor in the empty content at *y, *x. */
static struct terminal *begin(struct seat *seat, int *y, int *x)
{
    struct terminal *terminal;

    seat_make(seat);
    terminal = seat_open(seat);
    seat_open_form(terminal, y, x);
    return terminal;
}

/* Save, and compare what was stored byte for byte. */
static void end(struct seat *seat, struct terminal **terminal, const char *content)
{
    char number[40];
    json_t *saved;

    seat_save_form(*terminal, number, sizeof(number));
    seat_quit(terminal);
    saved = seat_case(seat, number);
    ck_assert_str_eq(seat_text(saved, "content"), content);
    json_decref(saved);
    seat_remove(seat);
}

START_TEST(han_whose_bytes_come_one_by_one_arrive_whole)
{
    static const char text[] = "暖气不热，𠀀室温１４℃é";
    struct seat seat;
    int y, x;
    struct terminal *terminal = begin(&seat, &y, &x);

    for (size_t i = 0; i < sizeof(text) - 1; i++) {
        terminal_bytes(terminal, text + i, 1);
        terminal_pump(terminal, 2); /* the program reads this byte alone */
    }
    terminal_expect(terminal, "暖气不热，𠀀室温１４℃é");
    end(&seat, &terminal, text);
}
END_TEST

START_TEST(the_cursor_stands_right_behind_every_character)
{
    static const struct {
        const char *typed;
        int cells;
    } steps[] = {{"热", 2}, {"a", 1}, {"，", 2}, {"e\xCC\x81", 1}, {"１", 2}, {"𠀀", 2}, {" ", 1}, {"。", 2}};
    struct seat seat;
    int y, x, at;
    struct terminal *terminal = begin(&seat, &y, &x);

    at = x;
    for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
        terminal_keys(terminal, steps[i].typed);
        at += steps[i].cells;
        terminal_expect_cursor(terminal, y, at);
    }
    for (size_t i = sizeof(steps) / sizeof(steps[0]); i-- > 0;) { /* Left goes by whole characters */
        terminal_keys(terminal, "<Left>");
        at -= steps[i].cells;
        terminal_expect_cursor(terminal, y, at);
    }
    terminal_keys(terminal, "<End>");
    terminal_expect_cursor(terminal, y, x + 13);
    terminal_keys(terminal, "<Home>");
    terminal_expect_cursor(terminal, y, x);
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

START_TEST(backspace_takes_wide_and_combined_characters_whole)
{
    struct seat seat;
    int y, x;
    struct terminal *terminal = begin(&seat, &y, &x);

    terminal_keys(terminal, "热e\xCC\x81\xCC\xA7水𠀀");
    terminal_expect_cursor(terminal, y, x + 7);
    terminal_keys(terminal, "<BS>");
    terminal_expect_cursor(terminal, y, x + 5);
    terminal_keys(terminal, "<BS>");
    terminal_expect_cursor(terminal, y, x + 3);
    terminal_keys(terminal, "<BS>"); /* the e with both its marks */
    terminal_expect_cursor(terminal, y, x + 2);
    terminal_keys(terminal, "水<Home>");
    terminal_expect(terminal, "热水");
    terminal_expect_cursor(terminal, y, x);
    terminal_keys(terminal, "<Del>");
    terminal_expect_gone(terminal, "热水");
    ck_assert_str_eq(terminal_cell(terminal, y, x).text, "水");
    ck_assert_str_eq(terminal_cell(terminal, y, x + 2).text, " ");
    terminal_keys(terminal, "<BS>"); /* nothing before it: nothing happens */
    end(&seat, &terminal, "水");
}
END_TEST

START_TEST(two_thousand_pasted_han_are_kept_exactly)
{
    static char text[2000 * 4 + 1];
    struct seat seat;
    int y, x;
    struct terminal *terminal = begin(&seat, &y, &x);
    size_t used = 0;

    for (uint32_t i = 0; i < 2000; i++) {
        used += utf8_encode(0x4E00 + i * 7, text + used);
    }
    terminal_paste(terminal, text);
    terminal_expect(terminal, text + used - 9); /* its end is in sight */
    terminal_keys(terminal, "多");
    terminal_expect(terminal, "这一项已经写满"); /* the 2,001st is refused and told */
    end(&seat, &terminal, text);
}
END_TEST

START_TEST(pasted_lines_stay_lines_and_pasted_controls_do_nothing)
{
    struct seat seat;
    int y, x;
    struct terminal *terminal = begin(&seat, &y, &x);

    terminal_paste(terminal, "第一行\r第二行\n第三行\x1b[2J\x13好");
    terminal_expect(terminal, "第三行");
    terminal_expect(terminal, "第一行");
    ck_assert(terminal_find(terminal, "来电登记", &y, &x));
    terminal_keys(terminal, "<C-s>");
    terminal_expect(terminal, "Enter 是");
    terminal_keys(terminal, "<Enter>");
    char number[40];
    seat_saved_number(terminal, number, sizeof(number));
    json_t *saved = seat_case(&seat, number);
    const char *content = seat_text(saved, "content");
    ck_assert_msg(strncmp(content, "第一行\n第二行\n第三行", strlen("第一行\n第二行\n第三行")) == 0, "%s",
                  content);
    ck_assert_ptr_null(strchr(content, '\x1b'));
    ck_assert_ptr_null(strchr(content, '\x13'));
    json_decref(saved);
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

START_TEST(bad_bytes_lose_only_themselves)
{
    static const char bytes[] = "好\xFF\xFE热\xC0\xAF水\xE4\xB8x\xED\xA0\x80完";
    struct seat seat;
    int y, x;
    struct terminal *terminal = begin(&seat, &y, &x);

    terminal_bytes(terminal, bytes, sizeof(bytes) - 1);
    terminal_expect(terminal, "好热水x完");
    end(&seat, &terminal, "好热水x完");
}
END_TEST

START_TEST(a_resize_while_typing_loses_nothing_and_keeps_the_cursor)
{
    static const int sizes[][2] = {{36, 120}, {24, 80}, {60, 240}, {25, 81}, {24, 80}};
    static const char *const pieces[] = {"早上六点", "开始不热", "，家里有", "老人孩子", "请尽快来"};
    struct seat seat;
    int y, x;
    struct terminal *terminal = begin(&seat, &y, &x);
    struct str typed = {0};

    for (size_t i = 0; i < 5; i++) {
        int row, column;

        terminal_bytes(terminal, pieces[i], 7); /* in the middle of a character */
        terminal_resize(terminal, sizes[i][0], sizes[i][1]);
        terminal_bytes(terminal, pieces[i] + 7, strlen(pieces[i]) - 7);
        str_add(&typed, pieces[i]);
        terminal_expect(terminal, "F10退出");
        terminal_expect(terminal, str_text(&typed));
        ck_assert(terminal_find(terminal, str_text(&typed), &row, &column));
        terminal_expect_cursor(terminal, row, column + ((int)i + 1) * 8);
    }
    end(&seat, &terminal, str_text(&typed));
    str_free(&typed);
}
END_TEST

START_TEST(lines_break_at_the_cell_and_never_before_a_comma)
{
    struct seat seat;
    int y, x;
    struct terminal *terminal = begin(&seat, &y, &x);
    struct str text = {0};
    char row[400];

    for (int i = 0; i < LINE_CELLS / 2; i++) {
        str_add(&text, "热");
    }
    terminal_keys(terminal, str_text(&text));
    terminal_keys(terminal, "水");
    terminal_expect_cursor(terminal, y + 1, x + 2);
    ck_assert_str_eq(terminal_cell(terminal, y + 1, x).text, "水");
    terminal_keys(terminal, "<BS>，");
    terminal_expect_cursor(terminal, y + 1, x + 4); /* the comma took the last character along */
    terminal_row_text(terminal, y + 1, row, sizeof(row));
    ck_assert_ptr_nonnull(strstr(row, "热，"));
    str_add(&text, "，");
    end(&seat, &terminal, str_text(&text));
    str_free(&text);
}
END_TEST

START_TEST(undo_brings_back_what_was_deleted)
{
    struct seat seat;
    int y, x;
    struct terminal *terminal = begin(&seat, &y, &x);

    terminal_keys(terminal, "暖气不热<BS><BS>");
    terminal_expect_cursor(terminal, y, x + 4);
    terminal_keys(terminal, "<C-z>");
    terminal_expect(terminal, "暖气不热"); /* deletions in a row are one step */
    terminal_keys(terminal, "<End>，");
    terminal_expect(terminal, "，");
    terminal_keys(terminal, "<BS><BS><BS><BS><BS>");
    terminal_expect_cursor(terminal, y, x);
    terminal_expect_gone(terminal, "暖气");
    terminal_keys(terminal, "<C-z>");
    terminal_expect(terminal, "暖气不热，");
    terminal_keys(terminal, "两天了");
    terminal_expect(terminal, "两天了");
    terminal_keys(terminal, "<C-s>");
    terminal_expect(terminal, "Enter 是");
    terminal_keys(terminal, "<Esc>");
    terminal_expect_gone(terminal, "Enter 是");
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

START_TEST(a_number_and_letters_go_where_the_cursor_is)
{
    struct seat seat;
    struct terminal *terminal;
    int y, x;

    seat_make(&seat);
    terminal = seat_open(&seat);
    terminal_keys(terminal, "<F2>");
    terminal_expect(terminal, "来电登记");
    terminal_keys(terminal, "13800001234");
    terminal_expect(terminal, "13800001234");
    terminal_keys(terminal, "<Tab>李");
    terminal_expect(terminal, "138 0000 1234"); /* grouped when the cursor has left */
    terminal_keys(terminal, "<S-Tab>");
    terminal_expect(terminal, "13800001234");
    terminal_keys(terminal, "<Home><Right><Right><Right><Del>9");
    terminal_expect(terminal, "13890001234");
    ck_assert(terminal_find(terminal, "13890001234", &y, &x));
    terminal_expect_cursor(terminal, y, x + 4);
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

SUITE_MAIN("screen/typing", han_whose_bytes_come_one_by_one_arrive_whole,
           the_cursor_stands_right_behind_every_character, backspace_takes_wide_and_combined_characters_whole,
           two_thousand_pasted_han_are_kept_exactly, pasted_lines_stay_lines_and_pasted_controls_do_nothing,
           bad_bytes_lose_only_themselves, a_resize_while_typing_loses_nothing_and_keeps_the_cursor,
           lines_break_at_the_cell_and_never_before_a_comma, undo_brings_back_what_was_deleted,
           a_number_and_letters_go_where_the_cursor_is)
