#include "suite.h"

#include <string.h>

#include "zuoxi/base/utf8.h"
#include "zuoxi/base/wrap.h"
#include "zuoxi/tui/edit.h"
#include "zuoxi/tui/key.h"

static void type(struct edit *edit, const char *text)
{
    size_t length = strlen(text);
    uint32_t code;

    for (size_t at = 0; at < length;) {
        at += utf8_decode(text + at, length - at, &code);
        edit_key(edit, code == '\n' ? UI_KEY_ENTER : code, NULL);
    }
}

static void press(struct edit *edit, uint32_t key, int times)
{
    for (int i = 0; i < times; i++) {
        edit_key(edit, key, NULL);
    }
}

#define EXPECT(edit, text) ck_assert_str_eq(edit_text(edit), text)

START_TEST(typing__inserts_at_the_cursor)
{
    struct edit *edit = edit_new(50, false);

    type(edit, "客厅4度");
    press(edit, UI_KEY_LEFT, 2);
    type(edit, "1");
    EXPECT(edit, "客厅14度");
    press(edit, UI_KEY_HOME, 1);
    type(edit, "的");
    press(edit, UI_KEY_DELETE, 1);
    EXPECT(edit, "的厅14度");
    edit_free(&edit);
}
END_TEST

START_TEST(backspace__takes_a_character_with_its_marks)
{
    struct edit *edit = edit_new(50, false);

    type(edit, "水e\u0301\u0302中");
    press(edit, UI_KEY_BACKSPACE, 2);
    EXPECT(edit, "水");
    press(edit, UI_KEY_BACKSPACE, 3);
    EXPECT(edit, "");
    edit_free(&edit);
}
END_TEST

START_TEST(full_field__refuses_and_says_so)
{
    struct edit *edit = edit_new(3, false);
    bool was_full;

    type(edit, "一二三");
    ck_assert(edit_key(edit, 0x56DB, &was_full));
    ck_assert(was_full);
    EXPECT(edit, "一二三");
    press(edit, UI_SHIFT | UI_KEY_LEFT, 1);
    edit_paste(edit, "四五", strlen("四五"), &was_full); /* the selected one makes room for one */
    ck_assert(was_full);
    EXPECT(edit, "一二四");
    edit_free(&edit);
}
END_TEST

START_TEST(paste__of_two_thousand_han_is_exact)
{
    struct edit *edit = edit_new(2000, true);
    char text[6001];
    bool was_full;

    for (int i = 0; i < 2000; i++) {
        memcpy(text + i * 3, i % 7 == 0 ? "，" : "热", 3);
    }
    text[6000] = '\0';
    edit_paste(edit, text, 6000, &was_full);
    ck_assert(!was_full);
    EXPECT(edit, text);
    ck_assert_int_ge(edit_lines(edit, 71), 2000 * 2 / 71);
    edit_free(&edit);
}
END_TEST

START_TEST(paste__is_made_fit_for_the_field)
{
    struct edit *line = edit_new(50, false), *paragraph = edit_new(50, true);

    edit_paste(line, "一\r\n二\t三\x1b\xFF\u200B\n", strlen("一\r\n二\t三\x1b\xFF\u200B\n"), NULL);
    EXPECT(line, "一 二 三\uFFFD");
    edit_paste(paragraph, "一\r\n二\r三\n", strlen("一\r\n二\r三\n"), NULL);
    EXPECT(paragraph, "一\n二\n三\n");
    edit_free(&line);
    edit_free(&paragraph);
}
END_TEST

START_TEST(undo__takes_back_typing_in_groups_and_redo_brings_it_again)
{
    struct edit *edit = edit_new(100, true);

    type(edit, "暖气不热");
    press(edit, UI_KEY_LEFT, 1);
    press(edit, UI_KEY_BACKSPACE, 1);
    EXPECT(edit, "暖气热");
    press(edit, UI_CTRL | 'Z', 1);
    EXPECT(edit, "暖气不热");
    press(edit, UI_CTRL | 'Z', 1);
    EXPECT(edit, "");
    press(edit, UI_CTRL | 'Z', 3);
    EXPECT(edit, "");
    press(edit, UI_CTRL | 'Y', 2);
    EXPECT(edit, "暖气热");
    press(edit, UI_CTRL | 'Z', 1);
    type(edit, "很");
    press(edit, UI_CTRL | 'Y', 1); /* what was undone is gone once something new is typed */
    EXPECT(edit, "暖气不很热");
    edit_free(&edit);
}
END_TEST

START_TEST(words__are_han_runs_and_latin_runs)
{
    struct edit *edit = edit_new(100, false);

    edit_set_text(edit, "客厅14度,valve stuck");
    press(edit, UI_CTRL | 'W', 1);
    EXPECT(edit, "客厅14度,valve ");
    press(edit, UI_CTRL | UI_KEY_BACKSPACE, 1);
    EXPECT(edit, "客厅14度,");
    press(edit, UI_CTRL | UI_KEY_LEFT, 2);
    press(edit, UI_CTRL | 'K', 1);
    EXPECT(edit, "客厅14");
    press(edit, UI_CTRL | UI_KEY_LEFT, 2);
    press(edit, UI_CTRL | UI_KEY_RIGHT, 1);
    press(edit, UI_CTRL | 'U', 1);
    EXPECT(edit, "14");
    press(edit, UI_CTRL | 'V', 1); /* what was cut comes back */
    EXPECT(edit, "客厅14");
    edit_free(&edit);
}
END_TEST

START_TEST(selection__is_replaced_by_what_is_typed)
{
    struct edit *edit = edit_new(100, false);

    edit_set_text(edit, "旧的内容");
    press(edit, UI_CTRL | 'A', 1);
    type(edit, "新");
    EXPECT(edit, "新");
    press(edit, UI_CTRL | 'Z', 1);
    EXPECT(edit, "旧的内容");
    press(edit, UI_KEY_END, 1);
    press(edit, UI_SHIFT | UI_KEY_LEFT, 2);
    press(edit, UI_CTRL | 'X', 1);
    EXPECT(edit, "旧的");
    press(edit, UI_KEY_HOME, 1);
    press(edit, UI_CTRL | 'V', 1);
    EXPECT(edit, "内容旧的");
    press(edit, UI_CTRL | 'A', 1);
    press(edit, UI_KEY_LEFT, 1); /* moving away keeps it */
    type(edit, "1");
    EXPECT(edit, "1内容旧的");
    edit_free(&edit);
}
END_TEST

START_TEST(keys_that_are_not_its_own__are_left_to_others)
{
    struct edit *line = edit_new(10, false), *paragraph = edit_new(10, true);

    ck_assert(!edit_key(line, UI_KEY_ENTER, NULL));
    ck_assert(!edit_key(line, UI_KEY_UP, NULL));
    ck_assert(!edit_key(line, UI_KEY_TAB, NULL));
    ck_assert(!edit_key(line, UI_CTRL | 'S', NULL));
    ck_assert(!edit_key(line, UI_KEY_F(5), NULL));
    ck_assert(!edit_key(line, UI_KEY_ESC, NULL));
    ck_assert(edit_key(paragraph, UI_KEY_ENTER, NULL));
    ck_assert(edit_key(paragraph, UI_KEY_UP, NULL));
    ck_assert(!edit_key(paragraph, UI_KEY_UP, NULL));
    ck_assert(edit_key(paragraph, UI_KEY_DOWN, NULL));
    ck_assert(!edit_key(paragraph, UI_KEY_DOWN, NULL));
    edit_free(&line);
    edit_free(&paragraph);
}
END_TEST

START_TEST(up_and_down__keep_the_column)
{
    struct edit *edit = edit_new(100, true);

    type(edit, "一二三四\n五\n六七八九");
    press(edit, UI_KEY_LEFT, 1);
    press(edit, UI_KEY_UP, 2);
    type(edit, "x");
    EXPECT(edit, "一二三x四\n五\n六七八九");
    edit_free(&edit);
}
END_TEST

/* The lines of text at this width, separated by '|'. */
static void expect_lines(const char *text, int width, const char *lines)
{
    size_t length = strlen(text);
    char out[512] = "";

    for (size_t at = 0; at < length;) {
        size_t next = wrap_next(text, length, at, width);

        ck_assert_uint_gt(next, at);
        strncat(out, text + at, next - at);
        if (next < length) {
            strcat(out, "|");
        }
        at = next;
    }
    ck_assert_str_eq(out, lines);
}

START_TEST(wrapping__keeps_closing_marks_from_a_lines_head)
{
    expect_lines("一二三四五", 6, "一二三|四五");
    expect_lines("一二三四五", 7, "一二三|四五");
    expect_lines("一二三，四五", 6, "一二|三，四|五");
    expect_lines("一二三。”四", 6, "一二|三。”|四");
    expect_lines("一二“三四", 5, "一二|“三四");
    expect_lines("一（二三", 4, "一|（二|三");
}
END_TEST

START_TEST(wrapping__keeps_latin_words_and_breaks_the_endless)
{
    expect_lines("阀门valve坏了", 8, "阀门|valve坏|了");
    expect_lines("one two three", 8, "one two |three");
    expect_lines("abcdefghij", 4, "abcd|efgh|ij");
    expect_lines("热\n\n水", 10, "热\n|\n|水");
    expect_lines("热水", 1, "热|水");
}
END_TEST

START_TEST(a_full_last_line__has_a_line_for_the_cursor)
{
    struct edit *edit = edit_new(100, true);

    edit_set_text(edit, "一二三");
    ck_assert_int_eq(edit_lines(edit, 6), 2);
    ck_assert_int_eq(edit_lines(edit, 7), 1);
    edit_set_text(edit, "一\n");
    ck_assert_int_eq(edit_lines(edit, 7), 2);
    edit_set_text(edit, "");
    ck_assert_int_eq(edit_lines(edit, 7), 1);
    edit_free(&edit);
}
END_TEST

START_TEST(random_keys__keep_the_text_valid_and_undo_finds_the_start)
{
    static const uint32_t keys[] = {'a',
                                    0x70ED,
                                    0x0301,
                                    UI_KEY_LEFT,
                                    UI_KEY_RIGHT,
                                    UI_KEY_BACKSPACE,
                                    UI_KEY_DELETE,
                                    UI_KEY_ENTER,
                                    UI_KEY_UP,
                                    UI_KEY_DOWN,
                                    UI_SHIFT | UI_KEY_LEFT,
                                    UI_SHIFT | UI_KEY_UP,
                                    UI_CTRL | 'W',
                                    UI_CTRL | 'V',
                                    UI_CTRL | 'K',
                                    UI_CTRL | 'X',
                                    UI_KEY_HOME,
                                    UI_KEY_END,
                                    UI_CTRL | 'Z',
                                    UI_CTRL | 'Y',
                                    ' ',
                                    0xFF0C};

    srand(7);
    for (int round = 0; round < 60; round++) {
        struct edit *edit = edit_new(40, true);

        for (int i = 0; i < 300; i++) {
            edit_key(edit, keys[(size_t)rand() % (sizeof(keys) / sizeof(keys[0]))], NULL);
            ck_assert(utf8_is_valid(edit_text(edit), strlen(edit_text(edit))));
            ck_assert_uint_le(utf8_count(edit_text(edit)), 40);
        }
        press(edit, UI_CTRL | 'Z', 400);
        EXPECT(edit, "");
        edit_free(&edit);
    }
}
END_TEST

/* Marks every 坏; instead of it 好了. */
static size_t mark_bad(void *context, const char *text, struct edit_mark marks[EDIT_MARKS_MAX])
{
    size_t count = 0;
    ++*(int *)context;
    for (const char *at = text; count < EDIT_MARKS_MAX && (at = strstr(at, "坏")) != NULL; at += 3) {
        size_t start = (size_t)(at - text);
        marks[count++] = (struct edit_mark){.start = start, .end = start + 3, .instead = "好了"};
    }
    return count;
}

START_TEST(marks__ctrl_g_replaces_the_one_at_the_cursor_and_undo_brings_it_back)
{
    struct edit *edit = edit_new(8, false);
    unsigned long stamp = 0;
    int asked = 0;
    bool was_full;

    ck_assert(!edit_key(edit, UI_CTRL | 'G', NULL)); /* nobody marks: not its key */
    edit_set_marker(edit, mark_bad, &asked, &stamp);
    type(edit, "坏的坏的");
    ck_assert_uint_eq(edit_mark(edit)->start, 6);
    edit_mark(edit);
    ck_assert_int_eq(asked, 1); /* once for a text */
    stamp++;
    edit_mark(edit);
    ck_assert_int_eq(asked, 2); /* and once for each change of what is known */
    press(edit, UI_CTRL | 'G', 1);
    EXPECT(edit, "坏的好了的");
    press(edit, UI_CTRL | 'G', 1);
    EXPECT(edit, "好了的好了的");
    ck_assert_ptr_null(edit_mark(edit));
    press(edit, UI_CTRL | 'Z', 1);
    EXPECT(edit, "坏的好了的");
    press(edit, UI_CTRL | 'Z', 1);
    EXPECT(edit, "坏的坏的");
    press(edit, UI_KEY_HOME, 1);
    ck_assert_uint_eq(edit_mark(edit)->start, 0);
    press(edit, UI_KEY_END, 1);
    type(edit, "坏坏坏坏");
    ck_assert(edit_key(edit, UI_CTRL | 'G', &was_full));
    ck_assert(was_full); /* nothing is cut for it */
    EXPECT(edit, "坏的坏的坏坏坏坏");
    edit_free(&edit);
}
END_TEST

SUITE_MAIN("edit", typing__inserts_at_the_cursor, backspace__takes_a_character_with_its_marks,
           full_field__refuses_and_says_so, paste__of_two_thousand_han_is_exact,
           paste__is_made_fit_for_the_field, undo__takes_back_typing_in_groups_and_redo_brings_it_again,
           words__are_han_runs_and_latin_runs, selection__is_replaced_by_what_is_typed,
           keys_that_are_not_its_own__are_left_to_others, up_and_down__keep_the_column,
           wrapping__keeps_closing_marks_from_a_lines_head,
           wrapping__keeps_latin_words_and_breaks_the_endless, a_full_last_line__has_a_line_for_the_cursor,
           marks__ctrl_g_replaces_the_one_at_the_cursor_and_undo_brings_it_back,
           random_keys__keep_the_text_valid_and_undo_finds_the_start)
