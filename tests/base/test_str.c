#include "suite.h"

#include <string.h>

#include "zuoxi/base/err.h"
#include "zuoxi/base/mem.h"
#include "zuoxi/base/str.h"

START_TEST(str__insert_and_remove__keep_the_rest)
{
    struct str text = {0};

    ck_assert_str_eq(str_text(&text), "");
    str_add(&text, "来电");
    str_printf(&text, "%d次", 3);
    str_insert(&text, strlen("来电"), "第", strlen("第"));
    ck_assert_str_eq(str_text(&text), "来电第3次");
    str_remove(&text, 0, strlen("来电"));
    ck_assert_str_eq(str_text(&text), "第3次");
    str_remove(&text, 100, 1);
    str_remove(&text, strlen("第3"), 100);
    ck_assert_str_eq(str_text(&text), "第3");
    str_free(&text);
}
END_TEST

START_TEST(str__a_number__stands_in_decimal_digits)
{
    static const unsigned numbers[] = {0, 7, 10, 255, 4294967295u};
    struct str str = {0};

    for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
        str_add_number(&str, numbers[i]);
        str_add_char(&str, ' ');
    }
    ck_assert_str_eq(str_text(&str), "0 7 10 255 4294967295 ");
    str_free(&str);
}
END_TEST

START_TEST(text_copy__too_long__cuts_between_characters)
{
    char out[6];

    ck_assert(text_copy(out, sizeof(out), "热"));
    ck_assert(!text_copy(out, sizeof(out), "热力"));
    ck_assert_str_eq(out, "热");
    ck_assert(text_copy(out, sizeof(out), "12345"));
    ck_assert(!text_copy(out, sizeof(out), "123456"));
}
END_TEST

START_TEST(text_format__too_long__cuts_between_characters)
{
    for (size_t size = 1; size < 12; size++) {
        char out[16];
        size_t whole = (size - 1) / 3 * 3;

        ck_assert(!text_format(out, size, "%s", "热力客服"));
        ck_assert_uint_eq(strlen(out), whole);
    }
}
END_TEST

START_TEST(err__formats_where_what_and_advice)
{
    struct err err;
    char line[256];

    ck_assert_int_eq(err_set(&err, STATUS_FULL, "磁盘已满,差 %d 字节", 5), STATUS_FULL);
    err_where(&err, "/tmp/x.db");
    err_advise(&err, "请清理");
    err_format(&err, line, sizeof(line));
    ck_assert_str_eq(line, "/tmp/x.db：磁盘已满,差 5 字节。请清理");
    ck_assert_int_eq(err_set(NULL, STATUS_BUSY, "x"), STATUS_BUSY);
}
END_TEST

START_TEST(exit_codes__follow_the_manual)
{
    static const struct {
        enum status status;
        int code;
    } rows[] = {{STATUS_OK, 0},    {STATUS_FAILED, 1},  {STATUS_INVALID, 1},   {STATUS_CORRUPT, 1},
                {STATUS_USAGE, 2}, {STATUS_DENIED, 3},  {STATUS_NOT_FOUND, 4}, {STATUS_BUSY, 5},
                {STATUS_FULL, 5},  {STATUS_READONLY, 5}};

    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        ck_assert_int_eq(status_exit_code(rows[i].status), rows[i].code);
    }
}
END_TEST

START_TEST(text_line__gives_every_line__empty_ones_too__and_none_behind_the_last_end)
{
    const char *rest = "供热\n\n收费", *line;
    size_t length;
    line = text_line(&rest, &length);
    ck_assert(length == strlen("供热") && strncmp(line, "供热", length) == 0);
    ck_assert_ptr_nonnull(text_line(&rest, &length));
    ck_assert_uint_eq(length, 0);
    line = text_line(&rest, &length);
    ck_assert(length == strlen("收费") && strncmp(line, "收费", length) == 0);
    ck_assert_ptr_null(text_line(&rest, &length));
    rest = "一行\n";
    ck_assert_ptr_nonnull(text_line(&rest, &length));
    ck_assert_ptr_null(text_line(&rest, &length));
}
END_TEST

START_TEST(mem_reserve__grown_part__is_zeroed)
{
    int *rows = NULL;
    size_t capacity = 0;

    mem_reserve((void **)&rows, &capacity, 5, sizeof(*rows));
    ck_assert_uint_ge(capacity, 5);
    for (size_t i = 0; i < capacity; i++) {
        ck_assert_int_eq(rows[i], 0);
        rows[i] = 7;
    }
    size_t before = capacity;
    mem_reserve((void **)&rows, &capacity, before + 1, sizeof(*rows));
    ck_assert_int_eq(rows[before - 1], 7);
    ck_assert_int_eq(rows[before], 0);
    free(rows);
}
END_TEST

START_TEST(mem_fit__keeps_what_is_there__and_grows_again)
{
    int *rows = NULL;
    size_t capacity = 0;

    mem_reserve((void **)&rows, &capacity, 5, sizeof(*rows));
    for (int i = 0; i < 5; i++) {
        rows[i] = i;
    }
    mem_fit((void **)&rows, &capacity, 5, sizeof(*rows));
    ck_assert_uint_eq(capacity, 5);
    mem_reserve((void **)&rows, &capacity, 6, sizeof(*rows));
    ck_assert_int_eq(rows[4], 4);
    ck_assert_int_eq(rows[5], 0);
    mem_fit((void **)&rows, &capacity, 0, sizeof(*rows));
    mem_reserve((void **)&rows, &capacity, 1, sizeof(*rows));
    ck_assert_int_eq(rows[0], 0);
    free(rows);
}
END_TEST

SUITE_MAIN("base/str", str__insert_and_remove__keep_the_rest, str__a_number__stands_in_decimal_digits,
           text_copy__too_long__cuts_between_characters, text_format__too_long__cuts_between_characters,
           text_line__gives_every_line__empty_ones_too__and_none_behind_the_last_end,
           err__formats_where_what_and_advice, exit_codes__follow_the_manual,
           mem_reserve__grown_part__is_zeroed, mem_fit__keeps_what_is_there__and_grows_again)
