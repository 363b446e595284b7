#include "suite.h"

#include <string.h>
#include <utf8proc.h>

#include "zuoxi/base/utf8.h"

START_TEST(decode__every_code__round_trips_through_encode)
{
    for (uint32_t code = 0; code <= 0x10FFFF; code++) {
        char bytes[4];
        size_t length = utf8_encode(code, bytes);
        uint32_t back;

        if (code >= 0xD800 && code <= 0xDFFF) {
            ck_assert_uint_eq(length, 0);
            continue;
        }
        ck_assert_uint_eq(utf8_decode(bytes, length, &back), length);
        ck_assert_uint_eq(back, code);
    }
}
END_TEST

START_TEST(decode__bad_bytes__lose_one_byte_each)
{
    static const char *const bad[] = {
        "\x80",     "\xC0\xAF", "\xE0\x80\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xF8\x88\x80\x80",
        "\xE4\xB8", "\xFF"};

    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        uint32_t code;

        ck_assert_uint_eq(utf8_decode(bad[i], strlen(bad[i]), &code), 1);
        ck_assert_uint_eq(code, UTF8_BAD);
        ck_assert(!utf8_is_valid(bad[i], strlen(bad[i])));
    }
    ck_assert(utf8_is_valid("坐席 zuoxi", strlen("坐席 zuoxi")));
}
END_TEST

START_TEST(grapheme__combining_marks__belong_to_their_base)
{
    const char *text = "e\xCC\x81中\xF0\x9F\x91\xA8\xE2\x80\x8D\xF0\x9F\x91\xA9x";
    size_t length = strlen(text);

    ck_assert_uint_eq(utf8_grapheme(text, length), 3);
    ck_assert_uint_eq(utf8_grapheme(text + 3, length - 3), 3);
    ck_assert_uint_eq(utf8_grapheme(text + 6, length - 6), 11);
    ck_assert_uint_eq(utf8_grapheme_before(text, 3), 3);
    ck_assert_uint_eq(utf8_grapheme_before(text, 6), 3);
    ck_assert_uint_eq(utf8_grapheme_before(text, 17), 11);
    ck_assert_uint_eq(utf8_grapheme_before(text, 0), 0);
}
END_TEST

START_TEST(grapheme__characters_taken_for_alone__join_none_by_unicodes_own_table)
{
    for (uint32_t code = 0x20; code <= 0xFFFF; code++) {
        char pair[8] = "";
        size_t first = utf8_encode(code, pair);

        /* Before a letter, and after one: what utf8proc says, whichever way it was found. */
        if (first == 0) {
            continue;
        }
        pair[first] = 'x';
        bool breaks = utf8proc_grapheme_break((utf8proc_int32_t)code, 'x');
        ck_assert_msg((utf8_grapheme(pair, first + 1) == first) == breaks, "U+%04X before x", code);
        memmove(pair + 1, pair, first);
        pair[0] = 'x';
        breaks = utf8proc_grapheme_break('x', (utf8proc_int32_t)code);
        ck_assert_msg((utf8_grapheme(pair, first + 1) == 1) == breaks, "U+%04X after x", code);
    }
}
END_TEST

START_TEST(count__counts_characters_and_bad_bytes)
{
    ck_assert_uint_eq(utf8_count(""), 0);
    ck_assert_uint_eq(utf8_count("暖气a"), 3);
    ck_assert_uint_eq(utf8_count("a\xFF\xFE"), 3);
}
END_TEST

SUITE_MAIN("base/utf8", decode__every_code__round_trips_through_encode, decode__bad_bytes__lose_one_byte_each,
           grapheme__combining_marks__belong_to_their_base,
           grapheme__characters_taken_for_alone__join_none_by_unicodes_own_table,
           count__counts_characters_and_bad_bytes)
