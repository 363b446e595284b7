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
    phrase->text = text;
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

START_TEST(when__every_condition__holds_where_it_should)
{
    static const struct {
        struct phrase_when when;
        bool day, night, call_out, repair, gas, outage, ours;
    } rows[] = {
        {{0}, true, true, true, true, true, true, true},
        {{.from = 8 * 60, .until = 18 * 60}, true, false, true, true, true, true, true},
        {{.from = 22 * 60, .until = 6 * 60}, false, true, false, false, false, false, false},
        {{.channels = " outgoing visit "}, false, false, true, false, false, false, false},
        {{.types = " emergency repair "}, false, false, false, true, false, false, false},
        {{.profiles = " gas "}, false, false, false, false, true, false, false},
        {{.outage = "yes"}, false, false, false, false, false, true, false},
        {{.outage = "no"}, true, true, true, true, true, false, true},
        {{.fault = "ours"}, false, false, false, false, false, false, true},
        {{.fault = "unknown"}, true, true, true, true, true, true, false},
    };
    const struct phrase_scene day = {
        .minute = 12 * 60, .channel = "phone", .type = "", .profile = "heating", .fault = "unknown"};
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct phrase_scene night = day, out = day, repair = day, gas = day, outage = day, ours = day;
        night.minute = 23 * 60;
        out.channel = "outgoing";
        repair.type = "repair";
        gas.profile = "gas";
        outage.in_outage = true;
        ours.fault = "ours";
        ck_assert_msg(phrase_when_holds(&rows[i].when, &day) == rows[i].day, "day %zu", i);
        ck_assert_msg(phrase_when_holds(&rows[i].when, &night) == rows[i].night, "night %zu", i);
        ck_assert_msg(phrase_when_holds(&rows[i].when, &out) == rows[i].call_out, "out %zu", i);
        ck_assert_msg(phrase_when_holds(&rows[i].when, &repair) == rows[i].repair, "repair %zu", i);
        ck_assert_msg(phrase_when_holds(&rows[i].when, &gas) == rows[i].gas, "gas %zu", i);
        ck_assert_msg(phrase_when_holds(&rows[i].when, &outage) == rows[i].outage, "outage %zu", i);
        ck_assert_msg(phrase_when_holds(&rows[i].when, &ours) == rows[i].ours, "ours %zu", i);
    }
}
END_TEST

START_TEST(when__two_that_can_hold_together__meet)
{
    static const struct {
        struct phrase_when one, other;
        bool meet;
    } rows[] = {
        {{0}, {0}, true},
        {{.types = " repair "}, {0}, true},
        {{.types = " repair help "}, {.types = " help "}, true},
        {{.types = " repair "}, {.types = " complaint "}, false},
        {{.channels = " visit "}, {.channels = " phone "}, false},
        {{.profiles = " gas "}, {.profiles = " heating "}, false},
        {{.outage = "yes"}, {.outage = "no"}, false},
        {{.fault = "ours"}, {.fault = "other"}, false},
        {{.from = 300, .until = 600}, {.from = 600, .until = 700}, false},
        {{.from = 300, .until = 601}, {.from = 600, .until = 700}, true},
        {{.from = 1320, .until = 360}, {.from = 300, .until = 700}, true},
        {{.from = 1320, .until = 300}, {.from = 300, .until = 700}, false},
        {{.types = " repair ", .outage = "yes"}, {.types = " repair ", .outage = "no"}, false},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        ck_assert_msg(phrase_when_meet(&rows[i].one, &rows[i].other) == rows[i].meet, "row %zu", i);
        ck_assert_msg(phrase_when_meet(&rows[i].other, &rows[i].one) == rows[i].meet, "turned %zu", i);
    }
}
END_TEST

START_TEST(arrange__phrases__come_by_stage_order_and_file)
{
    static const struct {
        const char *id, *stage;
        int order;
    } given[] = {{"bye", "告别", 0},   {"second", "迎声", 2}, {"ask", "问询", 0}, {"last", "迎声", 0},
                 {"first", "迎声", 1}, {"gas", "急情", 0},    {"end", "迎声", 0}};
    static const char *const expected[] = {"gas", "first", "second", "last", "end", "ask", "bye"};
    struct phrasebook book = {0};
    book.phrases = mem_new(7, sizeof(*book.phrases));
    for (size_t i = 0; i < 7; i++) {
        text_copy(book.phrases[i].id, sizeof(book.phrases[i].id), given[i].id);
        text_copy(book.phrases[i].stage, sizeof(book.phrases[i].stage), given[i].stage);
        book.phrases[i].order = given[i].order;
    }
    book.count = 7;
    phrasebook_arrange(&book);
    for (size_t i = 0; i < 7; i++) {
        ck_assert_str_eq(book.phrases[i].id, expected[i]);
    }
    ck_assert_uint_eq(book.stage_count, 4);
    ck_assert_str_eq(book.stages[0], "急情");
    ck_assert_str_eq(book.stages[3], "告别");
    ck_assert_ptr_eq(phrasebook_find(&book, "ask"), &book.phrases[5]);
    ck_assert_ptr_null(phrasebook_find(&book, "as"));
    phrasebook_clear(&book);
}
END_TEST

START_TEST(heard__a_word_of_the_callers__calls_for_the_phrase)
{
    const struct phrase phrase = {.heard = "煤气味\n漏气"}, none = {0};
    ck_assert(phrase_is_heard(&phrase, "家里有煤气味"));
    ck_assert(phrase_is_heard(&phrase, "好像漏气了"));
    ck_assert(!phrase_is_heard(&phrase, "煤气费怎么交"));
    ck_assert(!phrase_is_heard(&phrase, ""));
    ck_assert(!phrase_is_heard(&none, "漏气"));
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
           when__every_condition__holds_where_it_should, when__two_that_can_hold_together__meet,
           arrange__phrases__come_by_stage_order_and_file, heard__a_word_of_the_callers__calls_for_the_phrase,
           phrasebook__cleared__is_empty_again)
