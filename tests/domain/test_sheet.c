#include "suite.h"

#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/width.h"
#include "zuoxi/domain/sheet.h"

static const struct sheet_part_rule rules[] = {
    {.title = "受理", .sign = {"受理人签字"}, .sign_count = 1},
    {.title = "承办单位负责人审核意见", .room = 2},
    {.title = "回访"},
};

static void begin(struct sheet *sheet)
{
    *sheet = (struct sheet){.company = "XX燃气",
                            .title = "客户意见处理任务单",
                            .number = "20261121-0007",
                            .printed = "打印 2026-11-21 14:32  1001 王芳",
                            .count = 3};
    for (size_t i = 0; i < sheet->count; i++) {
        sheet->parts[i].rule = &rules[i];
    }
    sheet_add(&sheet->parts[0], "姓名", "张桂兰", false);
    sheet_add(&sheet->parts[0], "电话", "138 0000 1234", false);
    sheet_add(&sheet->parts[2], "满意度", "", false);
}

/* Between the frames every line has the same cells; lines of a page as printed. Returns the pages. */
static size_t assert_aligned(const char *text)
{
    size_t pages = 1, lines = 0;
    while (*text != '\0') {
        size_t length = strcspn(text, "\n");
        char line[2048];
        if (*text == '\f') {
            pages++;
            ck_assert_uint_le(lines, SHEET_LINES);
            lines = 0;
            text++;
            continue;
        }
        ck_assert_uint_lt(length, sizeof(line));
        memcpy(line, text, length);
        line[length] = '\0';
        if (strncmp(line, "│", 3) == 0 || strncmp(line, "├", 3) == 0 || strncmp(line, "|", 1) == 0) {
            ck_assert_msg(width_text(line) == SHEET_WIDTH, "%d cells: %s", width_text(line), line);
        }
        ck_assert_msg(width_text(line) <= SHEET_WIDTH, "%d cells: %s", width_text(line), line);
        lines++;
        text += length + (text[length] == '\n');
    }
    ck_assert_uint_le(lines, SHEET_LINES);
    return pages;
}

START_TEST(text__is_one_aligned_page_with_a_line_for_each_signature)
{
    struct sheet sheet;
    struct str text = {0};
    begin(&sheet);
    ck_assert_uint_eq(sheet_text(&sheet, &text), 1);
    ck_assert_uint_eq(assert_aligned(str_text(&text)), 1);
    ck_assert_ptr_nonnull(strstr(str_text(&text), "XX燃气  客户意见处理任务单"));
    ck_assert_ptr_nonnull(strstr(str_text(&text), "姓名：张桂兰                   电话：138 0000 1234"));
    ck_assert_ptr_nonnull(strstr(str_text(&text), "受理人签字：______________   ______年____月____日"));
    ck_assert_ptr_null(strstr(str_text(&text), "共"));
    str_free(&text);
    sheet_clear(&sheet);
}
END_TEST

START_TEST(text__too_long_for_a_page__goes_on_numbered__and_loses_nothing)
{
    struct sheet sheet;
    struct str text = {0}, content = {0};
    for (int i = 0; i < 2000; i++) {
        str_add(&content, i % 50 == 49 ? "\n" : "热");
    }
    str_add(&content, "尾");
    begin(&sheet);
    sheet_add(&sheet.parts[0], "内容", str_text(&content), true);
    size_t pages = sheet_text(&sheet, &text);
    ck_assert_uint_eq(pages, 2);
    ck_assert_uint_eq(assert_aligned(str_text(&text)), 2);
    ck_assert_ptr_nonnull(strstr(str_text(&text), "第1页/共2页"));
    ck_assert_ptr_nonnull(strstr(str_text(&text), "第2页/共2页"));
    size_t found = 0;
    for (const char *at = str_text(&text); (at = strstr(at, "热")) != NULL; at += 3) {
        found++;
    }
    ck_assert_uint_eq(found, 2000 - 40);
    ck_assert_ptr_nonnull(strstr(str_text(&text), "尾"));
    str_free(&content);
    str_free(&text);
    sheet_clear(&sheet);
}
END_TEST

START_TEST(text__of_any_length__is_aligned_on_pages_that_hold_it)
{
    for (int length = 0; length < 12000; length = length * 5 / 4 + 1) {
        struct sheet sheet;
        struct str text = {0}, content = {0};
        for (int i = 0; i < length; i++) {
            str_add(&content, i % 7 == 0 ? "，" : i % 5 == 0 ? "a1" : "暖");
        }
        begin(&sheet);
        sheet_add(&sheet.parts[length % 3], "内容", str_text(&content), true);
        size_t pages = sheet_text(&sheet, &text);
        ck_assert_uint_eq(assert_aligned(str_text(&text)), pages);
        str_free(&content);
        str_free(&text);
        sheet_clear(&sheet);
    }
}
END_TEST

START_TEST(text_and_html__show_hostile_text_as_what_it_is)
{
    static const char hostile[] = "<script>alert(1)</script>&\"'\033[31m\xff\u202e\u200b";
    struct sheet sheet;
    struct str text = {0}, html = {0};
    begin(&sheet);
    sheet_add(&sheet.parts[0], hostile, hostile, false);
    sheet_add(&sheet.parts[2], "内容", hostile, true);
    sheet_text(&sheet, &text);
    sheet_html(&sheet, &html);
    assert_aligned(str_text(&text));
    const char *const both[] = {str_text(&text), str_text(&html)};
    for (size_t i = 0; i < 2; i++) {
        ck_assert_ptr_null(strchr(both[i], '\033'));
        ck_assert_ptr_null(strstr(both[i], "\u202e"));
        ck_assert_ptr_null(strchr(both[i], '\xff'));
    }
    ck_assert_ptr_null(strstr(str_text(&html), "<script"));
    ck_assert_ptr_nonnull(strstr(str_text(&html), "&lt;script&gt;alert(1)&lt;/script&gt;&amp;&quot;&#39;"));
    str_free(&text);
    str_free(&html);
    sheet_clear(&sheet);
}
END_TEST

START_TEST(html__needs_nothing_else__and_is_numbered_only_where_it_takes_two_pages)
{
    struct sheet sheet;
    struct str html = {0}, content = {0};
    begin(&sheet);
    sheet_html(&sheet, &html);
    ck_assert_ptr_nonnull(strstr(str_text(&html), "@page { size: A4;"));
    ck_assert_ptr_null(strstr(str_text(&html), "http"));
    ck_assert_ptr_null(strstr(str_text(&html), "counter(pages)"));
    for (int i = 0; i < 3000; i++) {
        str_add(&content, "热");
    }
    sheet_add(&sheet.parts[2], "内容", str_text(&content), true);
    str_reset(&html);
    sheet_html(&sheet, &html);
    ck_assert_ptr_nonnull(strstr(str_text(&html), "counter(pages)"));
    str_free(&content);
    str_free(&html);
    sheet_clear(&sheet);
}
END_TEST

START_TEST(text__where_frames_take_two_cells__has_ascii_ones)
{
    struct sheet sheet;
    struct str text = {0};
    begin(&sheet);
    width_set_ambiguous(2);
    sheet_text(&sheet, &text);
    assert_aligned(str_text(&text));
    width_set_ambiguous(1);
    ck_assert_ptr_null(strstr(str_text(&text), "│"));
    ck_assert_ptr_nonnull(strstr(str_text(&text), "+------------+--"));
    str_free(&text);
    sheet_clear(&sheet);
}
END_TEST

SUITE_MAIN("domain/sheet", text__is_one_aligned_page_with_a_line_for_each_signature,
           text__too_long_for_a_page__goes_on_numbered__and_loses_nothing,
           text__of_any_length__is_aligned_on_pages_that_hold_it,
           text_and_html__show_hostile_text_as_what_it_is,
           html__needs_nothing_else__and_is_numbered_only_where_it_takes_two_pages,
           text__where_frames_take_two_cells__has_ascii_ones)
