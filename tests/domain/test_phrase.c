#include "suite.h"

#include <stdio.h>
#include <string.h>

#include "domain/reference.h"
#include "zuoxi/base/mem.h"
#include "zuoxi/domain/phrase.h"

static const struct phrase_values all = {.company = "某某热力客服中心",
                                         .hotline = "00000000",
                                         .badge = "1023",
                                         .operator_name = "王芳",
                                         .title = "女士",
                                         .name = "孙",
                                         .address = "阳光城7-1-402",
                                         .phone = "138 0000 1234",
                                         .number = "1121-0016",
                                         .time_of_day = "上午",
                                         .due = "今天22:35",
                                         .due_contact = "今天15:05",
                                         .due_arrive = "今天16:35",
                                         .due_reply = "今天22:40"};

/* Fill text with values; the caller gets the result in out. */
static int fill(const char *text, const struct phrase_values *values, char out[2000], char missing[32])
{
    struct phrase *phrase = mem_new(1, sizeof(*phrase));
    struct str filled = {0};
    text_copy(phrase->text, sizeof(phrase->text), text);
    int count = phrase_fill(phrase, values, &filled, missing);
    text_copy(out, 2000, str_text(&filled));
    str_free(&filled);
    free(phrase);
    return count;
}

START_TEST(fill__every_placeholder__takes_its_value)
{
    static const char *const rows[][2] = {{"{company}", "某某热力客服中心"},
                                          {"{hotline}", "00000000"},
                                          {"{badge}", "1023"},
                                          {"{operator}", "王芳"},
                                          {"{title}", "女士"},
                                          {"{name}", "孙"},
                                          {"{address}", "阳光城7-1-402"},
                                          {"{phone}", "138 0000 1234"},
                                          {"{case}", "1121-0016"},
                                          {"{time-of-day}", "上午"},
                                          {"{due}", "今天22:35"},
                                          {"{due:handle}", "今天22:35"},
                                          {"{due:contact}", "今天15:05"},
                                          {"{due:arrive}", "今天16:35"},
                                          {"{due:reply}", "今天22:40"},
                                          {"{name}{title}您好", "孙女士您好"},
                                          {"请您稍等", "请您稍等"},
                                          {"", ""}};
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        char out[2000], missing[32], bad[32];
        ck_assert_int_eq(fill(rows[i][0], &all, out, missing), 0);
        ck_assert_str_eq(out, rows[i][1]);
        ck_assert_str_eq(missing, "");
        ck_assert(phrase_check(rows[i][0], bad));
    }
}
END_TEST

START_TEST(fill__missing_values__are_asked_for_and_counted)
{
    char out[2000], missing[32];
    struct phrase_values none = {0};
    ck_assert_int_eq(fill("{name}{title}您好,维修人员{due:contact}前联系您", &none, out, missing), 3);
    ck_assert_str_eq(out, "〔姓名？〕〔称呼？〕您好,维修人员〔联系时间？〕前联系您");
    ck_assert_str_eq(missing, "name");
    none.name = "孙";
    none.title = "";
    ck_assert_int_eq(fill("{name}{title}您好", &none, out, missing), 1);
    ck_assert_str_eq(out, "孙〔称呼？〕您好");
    ck_assert_str_eq(missing, "title");
    ck_assert_int_eq(fill("{title}", &none, out, NULL), 1);
}
END_TEST

START_TEST(fill__unknown_placeholders__are_shown_and_found_by_the_check)
{
    char out[2000], missing[32], bad[32];
    ck_assert_int_eq(fill("您好{nmae}", &all, out, missing), 1);
    ck_assert_str_eq(out, "您好〔nmae？〕");
    ck_assert_str_eq(missing, "nmae");
    ck_assert(!phrase_check("您好{name}{nmae}再见", bad));
    ck_assert_str_eq(bad, "nmae");
    ck_assert(!phrase_check("{}", bad));
    ck_assert(!phrase_check("{due:close}", bad));
    ck_assert(!phrase_check("{a-very-long-placeholder-name-that-does-not-fit}", bad));
    ck_assert_uint_eq(strlen(bad), 31);
}
END_TEST

START_TEST(fill__braces_that_enclose_no_name__are_text)
{
    static const char *const rows[][2] = {
        {"{{name}}", "{孙}"}, {"{a{name}b}", "{a孙b}"}, {"{name", "{name"}, {"name}", "name}"}, {"{", "{"},
        {"}{", "}{"},         {"{name}{", "孙{"},       {"{{{", "{{{"}};
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        char out[2000], missing[32];
        ck_assert_int_eq(fill(rows[i][0], &all, out, missing), 0);
        ck_assert_str_eq(out, rows[i][1]);
    }
}
END_TEST

START_TEST(fill__a_value_with_braces__is_not_filled_again)
{
    struct phrase_values values = {.name = "{title}", .title = "{name}"};
    char out[2000];
    ck_assert_int_eq(fill("{name}{title}", &values, out, NULL), 0);
    ck_assert_str_eq(out, "{title}{name}");
}
END_TEST

START_TEST(fill__random_templates__end_and_agree_with_the_check)
{
    static const char *const pieces[] = {"{",       "}",  "name",    "due",  ":",
                                         "contact", "您", "{title}", "\xe5", "{x}"};
    uint64_t seed = 13;
    for (int i = 0; i < 50000; i++) {
        char text[256] = "", out[2000], missing[32], bad[32];
        for (uint32_t k = reference_random(&seed, 16); k > 0; k--) {
            strcat(text, pieces[reference_random(&seed, 10)]);
        }
        int count = fill(text, &all, out, missing);
        ck_assert_int_eq(phrase_check(text, bad), count == 0);
        ck_assert_str_eq(bad, missing);
    }
}
END_TEST

START_TEST(time_of_day__every_hour__has_its_greeting)
{
    static const char *const words[] = {"晚上", "晚上", "晚上", "晚上", "晚上", "上午", "上午", "上午",
                                        "上午", "上午", "上午", "中午", "中午", "下午", "下午", "下午",
                                        "下午", "下午", "晚上", "晚上", "晚上", "晚上", "晚上", "晚上"};
    for (int hour = 0; hour < 24; hour++) {
        ck_assert_str_eq(phrase_time_of_day(hour), words[hour]);
    }
}
END_TEST

START_TEST(taboo__the_first_and_longest__is_found)
{
    struct taboo taboos[] = {
        {"不知道", "我帮您查一下"}, {"不归我管", ""}, {"不归我管你找别人", ""}, {"", "empty"}};
    struct phrasebook book = {.taboos = taboos, .taboo_count = 4};
    size_t at = 99;
    ck_assert_ptr_null(taboo_find(&book, "您好,请讲", &at));
    ck_assert_ptr_null(taboo_find(&book, "", &at));
    ck_assert_uint_eq(at, 99);
    ck_assert_ptr_eq(taboo_find(&book, "这不归我管,我不知道", &at), &taboos[1]);
    ck_assert_uint_eq(at, strlen("这"));
    ck_assert_ptr_eq(taboo_find(&book, "不归我管你找别人", &at), &taboos[2]);
    ck_assert_uint_eq(at, 0);
    ck_assert_ptr_eq(taboo_find(&book, "我不知道", NULL), &taboos[0]);
}
END_TEST

START_TEST(phrasebook__cleared__is_empty_again)
{
    struct phrasebook *book = mem_new(1, sizeof(*book));
    book->phrases = mem_new(2, sizeof(*book->phrases));
    book->taboos = mem_new(2, sizeof(*book->taboos));
    book->count = book->taboo_count = 2;
    phrasebook_clear(book);
    ck_assert_ptr_null(book->phrases);
    ck_assert_uint_eq(book->count + book->taboo_count, 0);
    phrasebook_clear(book);
    free(book);
}
END_TEST

SUITE_MAIN("domain/phrase", fill__every_placeholder__takes_its_value,
           fill__missing_values__are_asked_for_and_counted,
           fill__unknown_placeholders__are_shown_and_found_by_the_check,
           fill__braces_that_enclose_no_name__are_text, fill__a_value_with_braces__is_not_filled_again,
           fill__random_templates__end_and_agree_with_the_check, time_of_day__every_hour__has_its_greeting,
           taboo__the_first_and_longest__is_found, phrasebook__cleared__is_empty_again)
