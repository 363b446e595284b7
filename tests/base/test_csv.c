#include "suite.h"

#include <string.h>

#include "zuoxi/base/csv.h"
#include "zuoxi/base/mem.h"

/* A text given piece bytes at a time. */
struct pieces {
    const char *text;
    size_t length, at, piece;
};

static enum status next_piece(void *context, char *buffer, size_t size, size_t *got, struct err *err)
{
    struct pieces *pieces = context;
    size_t left = pieces->length - pieces->at;
    (void)err;
    *got = left < pieces->piece ? left : pieces->piece;
    *got = *got < size ? *got : size;
    memcpy(buffer, pieces->text + pieces->at, *got);
    pieces->at += *got;
    return STATUS_OK;
}

/* Every row as "line:cell|cell|" with its problem's number when it has one, one after the other. */
static enum status read_bytes(const char *text, size_t length, size_t piece, char separator, struct str *out)
{
    struct pieces pieces = {text, length, 0, piece};
    struct csv_reader *reader = mem_new(1, sizeof(*reader));
    struct csv_row row;
    struct err err = {0};
    bool more = true;
    enum status status;
    csv_open(reader, next_piece, &pieces, separator);
    while ((status = csv_next(reader, &row, &more, &err)) == STATUS_OK && more) {
        str_printf(out, "%lld:", (long long)row.line);
        for (size_t i = 0; i < row.count; i++) {
            str_printf(out, "%s|", row.cells[i]);
        }
        if (row.problem != CSV_FINE) {
            str_printf(out, "!%d", (int)row.problem);
        }
    }
    if (status != STATUS_OK) {
        str_printf(out, "%s", err.what);
    }
    csv_close(reader);
    free(reader);
    return status;
}

static void assert_rows(const char *text, size_t length, const char *expected)
{
    for (size_t piece = 1; piece <= length + 1; piece += piece < 8 ? 1 : length) {
        struct str out = {0};
        ck_assert_int_eq(read_bytes(text, length, piece, '\0', &out), STATUS_OK);
        ck_assert_str_eq(str_text(&out), expected);
        str_free(&out);
    }
}

START_TEST(reading__rows_of_every_line_end_and_separator__gives_their_cells)
{
    static const struct {
        const char *text, *rows;
    } cases[] = {{"", ""},
                 {"a,b", "1:a|b|"},
                 {"a,b\n", "1:a|b|"},
                 {"a,b\r\nc,\r\n", "1:a|b|2:c||"},
                 {"a\rb\r", "1:a|2:b|"},
                 {"\n\na", "1:|2:|3:a|"},
                 {"a;b,c;d", "1:a|b,c|d|"},
                 {"a\tb\nc,d\te", "1:a|b|2:c,d|e|"},
                 {"\"a,b\";c;d", "1:a,b|c|d|"},
                 {"a,\"b\nc\r\nd\"\ne", "1:a|b\nc\r\nd|4:e|"},
                 {"\"a\rb\",c\nd", "1:a\rb|c|3:d|"},
                 {"\"a\"\"b\",\"\",\"\"\"\"\n", "1:a\"b||\"|"},
                 {"a\"b\",c", "1:a\"b\"|c|"},
                 {"\"a\"b,c", "1:ab|c|!2"},
                 {"户号,姓名\n0001,王芳", "1:户号|姓名|2:0001|王芳|"}};
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        assert_rows(cases[i].text, strlen(cases[i].text), cases[i].rows);
    }
}
END_TEST

START_TEST(reading__a_zero_byte__is_a_problem_of_its_row_alone)
{
    assert_rows("a,b\0c\nd\n", 8, "1:a|bc|!12:d|");
    assert_rows("\"a\0b\"\nd\n", 8, "1:ab|!12:d|");
}
END_TEST

START_TEST(reading__more_cells_than_there_can_be__is_a_problem_of_its_row)
{
    struct str text = {0}, out = {0};
    for (int i = 0; i < CSV_CELLS_MAX + 5; i++) {
        str_add(&text, "1,");
    }
    str_add(&text, "\na\n");
    ck_assert_int_eq(read_bytes(text.bytes, text.length, 7, '\0', &out), STATUS_OK);
    ck_assert_ptr_nonnull(strstr(str_text(&out), "!32:a|"));
    str_free(&text);
    str_free(&out);
}
END_TEST

START_TEST(reading__a_row_without_end__is_refused_with_its_line)
{
    struct str text = {0}, out = {0};
    str_add(&text, "a,b\n");
    for (int i = 0; i < CSV_RECORD_MAX; i++) {
        str_add(&text, "xy");
    }
    ck_assert_int_eq(read_bytes(text.bytes, text.length, 4096, ',', &out), STATUS_INVALID);
    ck_assert_ptr_nonnull(strstr(str_text(&out), "第2行开始的一行超过"));
    str_reset(&text);
    str_reset(&out);
    str_add(&text, "a\nb,\"c\nd\ne");
    ck_assert_int_eq(read_bytes(text.bytes, text.length, 3, ',', &out), STATUS_INVALID);
    ck_assert_ptr_nonnull(strstr(str_text(&out), "第2行开始的引号到文件结尾也没有结束"));
    str_reset(&text);
    str_reset(&out);
    str_add(&text, "\"");
    for (int i = 0; i < CSV_RECORD_MAX; i++) {
        str_add(&text, "x\n");
    }
    ck_assert_int_eq(read_bytes(text.bytes, text.length, 4096, ',', &out), STATUS_INVALID);
    ck_assert_ptr_nonnull(strstr(str_text(&out), "第1行开始的一行超过"));
    str_free(&text);
    str_free(&out);
}
END_TEST

START_TEST(writing_then_reading__random_cells__gives_the_same_cells)
{
    static const char *const parts[] = {"a",    "户", "\"", ",", ";",  "\t", "\n", "\r",
                                        "\r\n", " ",  "'",  "=", "＝", "1",  "-"};
    uint64_t state = 7;
    for (int round = 0; round < 3000; round++) {
        struct str file = {0}, expected = {0}, out = {0};
        for (int row = 1; row <= 3; row++) {
            for (int cell = 0; cell < 4; cell++) {
                struct str text = {0}, guarded = {0};
                state = state * 6364136223846793005ULL + 1442695040888963407ULL;
                for (unsigned n = (unsigned)(state >> 60); n > 0; n--) {
                    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
                    str_add(&text, parts[(state >> 33) % (sizeof(parts) / sizeof(parts[0]))]);
                }
                csv_guard(&guarded, str_text(&text));
                ck_assert_str_eq(csv_unguard(str_text(&guarded)), str_text(&text));
                str_add(&file, cell > 0 ? "," : "");
                csv_add_cell(&file, str_text(&guarded));
                str_printf(&expected, "%s|", str_text(&guarded));
                str_free(&text);
                str_free(&guarded);
            }
            str_add(&file, "\r\n");
        }
        /* The lines' numbers depend on the cells: they are left out of the comparison. */
        ck_assert_int_eq(read_bytes(file.bytes, file.length, 1 + (size_t)round % 9, ',', &out), STATUS_OK);
        struct str cells = {0};
        for (const char *at = str_text(&out); *at != '\0';) {
            at += strspn(at, "0123456789") + 1;
            for (int cell = 0; cell < 4; cell++) {
                size_t length = strcspn(at, "|") + 1;
                str_add_bytes(&cells, at, length);
                at += length;
            }
        }
        ck_assert_str_eq(str_text(&cells), str_text(&expected));
        str_free(&cells);
        str_free(&file);
        str_free(&expected);
        str_free(&out);
    }
}
END_TEST

START_TEST(guard__what_a_spreadsheet_would_calculate__gets_an_apostrophe)
{
    static const struct {
        const char *text, *guarded;
    } cases[] = {{"", ""},
                 {"=1+1", "'=1+1"},
                 {"+8613800000001", "'+8613800000001"},
                 {"-5", "'-5"},
                 {"@a", "'@a"},
                 {"\tx", "'\tx"},
                 {"\rx", "'\rx"},
                 {"＝1", "'＝1"},
                 {"＋1", "'＋1"},
                 {"－1", "'－1"},
                 {"＠1", "'＠1"},
                 {"'=1", "''=1"},
                 {"'quoted'", "'quoted'"},
                 {"1=1", "1=1"}};
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct str out = {0};
        csv_guard(&out, cases[i].text);
        ck_assert_str_eq(str_text(&out), cases[i].guarded);
        ck_assert_str_eq(csv_unguard(cases[i].guarded), cases[i].text);
        str_free(&out);
    }
    ck_assert_str_eq(csv_unguard("'hello"), "'hello");
}
END_TEST

SUITE_MAIN("base/csv", reading__rows_of_every_line_end_and_separator__gives_their_cells,
           reading__a_zero_byte__is_a_problem_of_its_row_alone,
           reading__more_cells_than_there_can_be__is_a_problem_of_its_row,
           reading__a_row_without_end__is_refused_with_its_line,
           writing_then_reading__random_cells__gives_the_same_cells,
           guard__what_a_spreadsheet_would_calculate__gets_an_apostrophe)
