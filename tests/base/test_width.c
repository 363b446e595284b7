#include "suite.h"

#include <stdlib.h>
#include <string.h>

#include "fault/figure.h"
#include "zuoxi/base/utf8.h"
#include "zuoxi/base/width.h"

START_TEST(width__of_common_characters)
{
    static const struct {
        uint32_t code;
        int cells;
    } rows[] = {
        {'a', 1},
        {0x4E2D, 2} /* 中 */,
        {0xFF0C, 2} /* full-width comma */,
        {0x3002, 2},
        {0x31350, 2} /* Ext H */,
        {0x20000, 2},
        {0x0301, 0},
        {0x2713, 1},
        {0x25BD, 1},
        {0x2026, 1},
        {0xE9, 1},
        {0xAC00, 2},
        {0x1160, 0},
        {0x1F600, 2},
        {'\n', -1},
        {0x7F, -1},
        {0x9B, -1},
        {0x202E, -1},
        {0x200B, -1},
        {0xFEFF, -1},
        {0x2066, -1},
        {0xE0041, -1},
        {0xFFFE, -1},
        {0x1FFFF, -1},
        {0xFDD0, -1},
        {0xD800, -1},
        {0x110000, -1},
        {0xFE0F, -1},
        {0x061C, -1},
        {0xFFF9, -1},
        {0xAD, -1},
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        ck_assert_msg(width_of(rows[i].code) == rows[i].cells, "U+%04X: %d", rows[i].code,
                      width_of(rows[i].code));
    }
}
END_TEST

START_TEST(ambiguous_characters__follow_the_terminal)
{
    width_set_ambiguous(2);
    ck_assert_int_eq(width_of(0x25BD), 2);
    ck_assert_int_eq(width_of(0x2026), 2);
    ck_assert_int_eq(width_of(0x2713), 1);
    ck_assert_int_eq(width_of(0x0301), 0);
    width_set_ambiguous(1);
    ck_assert_int_eq(width_of(0x2026), 1);
}
END_TEST

static void expect_safe(const char *bytes, int width, const char *shown, int cells)
{
    struct str out = {0};

    ck_assert_int_eq(safe_text(&out, bytes, strlen(bytes), width, false), cells);
    ck_assert_str_eq(str_text(&out), shown);
    str_free(&out);
}

START_TEST(safe_text__shows_substitutes_for_what_drives_a_terminal)
{
    expect_safe("a\033[2Jb", -1, "a^[[2Jb", 7);
    expect_safe("\177\b", -1, "^?^H", 4);
    expect_safe("1\xC2\x9B"
                "2",
                -1,
                "1\xEF\xBF\xBD"
                "2",
                3);
    expect_safe("左\u202E右", -1, "左\uFFFD右", 5);
    expect_safe("a\u200Bb", -1, "a\uFFFDb", 3);
    expect_safe("\xFF\xFE", -1, "\uFFFD\uFFFD", 2);
    expect_safe("\xC0\xAF", -1, "\uFFFD\uFFFD", 2);
    expect_safe("\u0301a", -1, "\uFFFDa", 2); /* a mark with nothing to stand on */
    expect_safe("e\u0301", -1, "e\u0301", 1);
}
END_TEST

START_TEST(safe_text__cuts_before_a_character_that_does_not_fit)
{
    expect_safe("客厅温度", 5, "客厅", 4);
    expect_safe("客厅温度", 4, "客厅", 4);
    expect_safe("客", 1, "", 0);
    expect_safe("a\033b", 2, "a", 1);
    expect_safe("xe\u0301y", 2, "xe\u0301", 2);
}
END_TEST

START_TEST(safe_text__limits_a_pile_of_marks)
{
    struct str out = {0};
    char text[1 + 2 * 100 + 1] = "e";

    for (int i = 0; i < 100; i++) {
        memcpy(text + 1 + 2 * i, "\u0301", 2);
    }
    text[201] = '\0';
    ck_assert_int_eq(safe_text(&out, text, strlen(text), -1, false), 1);
    ck_assert_uint_eq(out.length, 1 + 2 * 4);
    str_free(&out);
}
END_TEST

START_TEST(newlines__pass_only_when_asked_for)
{
    struct str out = {0};

    safe_text(&out, "一\n二", 7, -1, true);
    ck_assert_str_eq(str_text(&out), "一\n二");
    str_free(&out);
    expect_safe("一\n二", -1, "一^J二", 6);
}
END_TEST

/* What may never be in the gate's output, checked by its own rule and not by width_of. */
static bool is_forbidden(uint32_t code)
{
    return code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0x61C ||
           (code >= 0x200B && code <= 0x200F) || (code >= 0x2028 && code <= 0x202E) ||
           (code >= 0x2060 && code <= 0x206F) || code == 0xFEFF || (code >= 0xFFF9 && code <= 0xFFFB) ||
           (code >= 0xE0000 && code <= 0xE0FFF) || (code >= 0xFDD0 && code <= 0xFDEF) ||
           (code & 0xFFFE) == 0xFFFE || code == UTF8_BAD;
}

START_TEST(random_bytes__never_let_anything_dangerous_through)
{
    int rounds = figure_cases(20000, 10000000);
    srand(20261121);
    for (int round = 0; round < rounds; round++) {
        struct str out = {0};
        char bytes[48];
        size_t length = (size_t)(rand() % 48);
        int width = rand() % 20 - 1, cells;
        uint32_t code;

        for (size_t i = 0; i < length; i++) {
            static const char likely[] =
                "\xE2\x80\x8B\xAE\xEF\xBB\xBF\xF3\xA0\x81\x81\xC2\x9B\x1B[\xE4\xB8\xAD";

            bytes[i] = rand() % 2 == 0 ? (char)rand() : likely[(size_t)rand() % (sizeof(likely) - 1)];
        }
        cells = safe_text(&out, bytes, length, width, false);
        ck_assert(width < 0 || cells <= width);
        ck_assert_int_eq(cells, width_text(str_text(&out)));
        for (size_t at = 0; at < out.length;) {
            at += utf8_decode(out.bytes + at, out.length - at, &code);
            ck_assert_msg(!is_forbidden(code), "U+%04X came through", code);
        }
        str_free(&out);
    }
    figure_reached("S10", true,
                   "%d hostile texts through the gate of screen, print, log and stderr: 0 raw bytes", rounds);
}
END_TEST

SUITE_MAIN("width", width__of_common_characters, ambiguous_characters__follow_the_terminal,
           safe_text__shows_substitutes_for_what_drives_a_terminal,
           safe_text__cuts_before_a_character_that_does_not_fit, safe_text__limits_a_pile_of_marks,
           newlines__pass_only_when_asked_for, random_bytes__never_let_anything_dangerous_through)
