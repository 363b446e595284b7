#include "suite.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "zuoxi/base/encoding.h"
#include "zuoxi/base/mem.h"

static enum encoding probe_in(const char *bytes, size_t length, size_t piece)
{
    struct encoding_probe probe = {0};
    for (size_t at = 0; at < length; at += piece) {
        encoding_probe_add(&probe, bytes + at, length - at < piece ? length - at : piece);
    }
    return encoding_probe_end(&probe);
}

START_TEST(probe__each_encoding__is_found_whatever_the_pieces)
{
    static const struct {
        const char *bytes;
        enum encoding encoding;
    } cases[] = {
        {"", ENCODING_UTF8},
        {"plain,ascii\n", ENCODING_UTF8},
        {"户号,姓名\n0001,王芳\n", ENCODING_UTF8},
        {"\xEF\xBB\xBF\xBB\xA7", ENCODING_UTF8},
        {"\xBB\xA7\xBA\xC5,\xD0\xD5\xC3\xFB\n", ENCODING_GB18030},
        {"\xFF\xFE\xBB\x6D", ENCODING_UTF16},
        {"\xFE\xFF\x6D\xBB", ENCODING_UTF16},
        /* one cut character in a UTF-8 file, one stray byte in a GB18030 file */
        {"户号,姓名,地址\n0001,王\xE8\x8A,阳光城\n", ENCODING_UTF8},
        {"\xBB\xA7\xBA\xC5,\xD0\xD5\xC3\xFB\n0001,\xFF\xCD\xF5\n", ENCODING_GB18030},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        for (size_t piece = 1; piece < 20; piece++) {
            ck_assert_msg(probe_in(cases[i].bytes, strlen(cases[i].bytes), piece) == cases[i].encoding,
                          "case %zu in pieces of %zu", i, piece);
        }
    }
}
END_TEST

/* A temporary file with these bytes, at its beginning. */
static int file_of(const char *bytes, size_t length)
{
    char name[] = "/tmp/zuoxi-encoding-XXXXXX";
    int fd = mkstemp(name);
    ck_assert_int_ge(fd, 0);
    unlink(name);
    ck_assert_int_eq(write(fd, bytes, length), (ssize_t)length);
    lseek(fd, 0, SEEK_SET);
    return fd;
}

static void assert_reads(const char *bytes, size_t length, enum encoding encoding, size_t size,
                         const char *expected)
{
    struct encoding_reader *reader = mem_new(1, sizeof(*reader));
    struct err err = {0};
    struct str text = {0};
    char *buffer = mem_new(size, 1);
    size_t got = 0;
    int fd = file_of(bytes, length);
    ck_assert_int_eq(encoding_open(reader, fd, encoding, &err), STATUS_OK);
    do {
        ck_assert_int_eq(encoding_read(reader, buffer, size, &got, &err), STATUS_OK);
        str_add_bytes(&text, buffer, got);
    } while (got > 0);
    ck_assert_str_eq(str_text(&text), expected);
    encoding_close(reader);
    close(fd);
    free(reader);
    free(buffer);
    str_free(&text);
}

START_TEST(reading__marks_and_damage__gives_plain_utf8_with_the_damage_marked)
{
    assert_reads("\xEF\xBB\xBFhi\xE7\x8E\x8B", 8, ENCODING_UTF8, 16, "hi王");
    assert_reads("\xEF\xBB\xBF", 3, ENCODING_UTF8, 16, "");
    assert_reads("\x84\x31\x95\x33\xCD\xF5\xB7\xBC", 8, ENCODING_GB18030, 16, "王芳");
    assert_reads("a\xFF\xCD\xF5,b", 6, ENCODING_GB18030, 16, "a\xFF王,b");
    assert_reads("b,\xCD", 3, ENCODING_GB18030, 16, "b,\xFF");
}
END_TEST

START_TEST(adding_then_reading__a_long_text_of_rare_characters__is_the_same)
{
    struct str text = {0}, written = {0};
    struct err err = {0};
    for (int i = 0; i < 30000; i++) {
        str_add(&text, i % 3 == 0 ? "王芳" : i % 7 == 0 ? "𠮷" : "a,㎡");
    }
    ck_assert_int_eq(encoding_add(&written, ENCODING_GB18030, text.bytes, text.length, &err), STATUS_OK);
    ck_assert_uint_ne(written.length, text.length);
    assert_reads(written.bytes, written.length, ENCODING_GB18030, 65536, text.bytes);
    assert_reads(written.bytes, written.length, ENCODING_GB18030, 17, text.bytes);
    str_free(&text);
    str_free(&written);
}
END_TEST

SUITE_MAIN("base/encoding", probe__each_encoding__is_found_whatever_the_pieces,
           reading__marks_and_damage__gives_plain_utf8_with_the_damage_marked,
           adding_then_reading__a_long_text_of_rare_characters__is_the_same)
