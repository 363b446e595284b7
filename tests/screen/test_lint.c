/* Taboo words while one types: marked, told, replaced by one key; never in the customer's own words. */

#include "screen/seat.h"
#include "suite.h"

/* Is the word at its place on the screen underlined, as a mark is? */
static bool is_marked(struct terminal *terminal, const char *word)
{
    int y, x;
    ck_assert(terminal_find(terminal, word, &y, &x));
    return terminal_cell(terminal, y, x).is_underlined;
}

START_TEST(a_taboo_word__is_marked_told_and_replaced_by_one_key)
{
    struct seat seat;
    char number[40];
    int y, x;
    seat_make(&seat);
    struct terminal *terminal = seat_open(&seat);
    seat_open_form(terminal, &y, &x);
    terminal_keys(terminal, "说过不归我");
    terminal_expect(terminal, "说过不归我");
    ck_assert(!is_marked(terminal, "不归我"));
    terminal_keys(terminal, "管了");
    terminal_expect(terminal, "忌语“不归我管”·推卸，请说“我马上为您联系负责的同事”  Ctrl-G 替换");
    ck_assert(is_marked(terminal, "不归我管了"));
    ck_assert(!is_marked(terminal, "了"));
    terminal_expect_cursor(terminal, y, x + 14);
    terminal_keys(terminal, "<C-g>");
    terminal_expect(terminal, "说过我马上为您联系负责的同事了");
    ck_assert(!is_marked(terminal, "我马上为您"));
    terminal_keys(terminal, "<C-z>");
    terminal_expect(terminal, "说过不归我管了"); /* one undo brings the word back */
    terminal_keys(terminal, "<C-g><End>");
    seat_save_form(terminal, number, sizeof(number));
    json_t *saved = seat_case(&seat, number);
    ck_assert_str_eq(seat_text(saved, "content"), "说过我马上为您联系负责的同事了");
    json_decref(saved);
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

START_TEST(blanks_do_not_hide_a_word__and_quotes_leave_it_alone)
{
    struct seat seat;
    int y, x;
    seat_make(&seat);
    struct terminal *terminal = seat_open(&seat);
    seat_open_form(terminal, &y, &x);
    terminal_keys(terminal, "用户说“不归我管”，我们不 归、我 管");
    terminal_expect(terminal, "忌语“不归我管”");
    ck_assert(!is_marked(terminal, "不归我管”"));
    ck_assert(is_marked(terminal, "不 归、我 管"));
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

/* The form of a move: its note is a sentence like any other. */
START_TEST(a_moves_note__is_marked_too)
{
    struct seat seat;
    struct terminal *terminal = seat_open_case(&seat);
    terminal_keys(terminal, "1");
    terminal_expect(terminal, "承办单位");
    terminal_keys(terminal, "<Tab>这是规定");
    terminal_expect(terminal, "忌语“这是规定”");
    ck_assert(is_marked(terminal, "这是规定"));
    terminal_keys(terminal, "<C-g>");
    terminal_expect(terminal, "按照规定是这样，我为您解释原因");
    terminal_keys(terminal, "<Esc>");
    terminal_expect_gone(terminal, "承办单位");
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

SUITE_MAIN("screen/lint", a_taboo_word__is_marked_told_and_replaced_by_one_key,
           blanks_do_not_hide_a_word__and_quotes_leave_it_alone, a_moves_note__is_marked_too)
