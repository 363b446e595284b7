#include "suite.h"

#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/domain/book_search.h"

static void make_book(struct phrasebook *book)
{
    static const struct phrase phrases[] = {
        {.id = "hello", .stage = "迎声", .kind = "问候语", .rule = "三声", .text = "您好，请讲。"},
        {.id = "out.hello", .stage = "迎声", .text = "您好，打扰您了。", .when = {.channels = " outgoing "}},
        {.id = "heat", .stage = "问询", .rule = "三要", .text = "请问室温多少度？"},
    };
    static const struct answer answers[] = {
        {.id = "a.price",
         .question = "热价多少？",
         .text = "按面积计费",
         .words = "收费",
         .source = "物价局"},
        {.id = "a.gas",
         .question = "气价多少？",
         .text = "按阶梯计费",
         .words = "",
         .source = "物价局",
         .when = {.profiles = " gas "}},
    };
    *book = (struct phrasebook){0};
    book->phrases = mem_new(3, sizeof(*book->phrases));
    memcpy(book->phrases, phrases, sizeof(phrases));
    book->count = 3;
    book->answers = mem_new(2, sizeof(*book->answers));
    memcpy(book->answers, answers, sizeof(answers));
    book->answer_count = 2;
    phrasebook_arrange(book);
}

/* "hello heat a.price": what was found. */
static void show(const struct phrasebook *book, const struct book_item *items, size_t count, char out[200])
{
    out[0] = '\0';
    for (size_t i = 0; i < count; i++) {
        strcat(out, i > 0 ? " " : "");
        strcat(out, items[i].is_answer ? book->answers[items[i].index].id : book->phrases[items[i].index].id);
    }
}

START_TEST(search__han_initials_and_several_words__find_what_they_should)
{
    static const char *const rows[][2] = {
        {"室温", "heat"},
        {"swds", "heat"},
        {"wds", "heat"},
        {"您好", "hello out.hello"},
        {"nh", "hello out.hello"},
        {"三声", "hello"},
        {"多少", "heat a.price a.gas"},
        {"多少 面积", "a.price"},
        {"收费", "a.price"},
        {"jt", "a.gas"},
        {"物价局", "a.price a.gas"},
        {"out.hello", "out.hello"},
        {"不存在", ""},
        {"", ""},
        {"   ", ""},
        {"SWDS", ""},
        {"  室温  度 ", "heat"},
    };
    struct phrasebook book;
    struct book_item items[10];
    char out[200];
    make_book(&book);
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        show(&book, items, book_search(&book, rows[i][0], NULL, items, 10), out);
        ck_assert_str_eq(out, rows[i][1]);
    }
    ck_assert_uint_eq(book_search(&book, "多少", NULL, items, 2), 2);
    phrasebook_clear(&book);
}
END_TEST

START_TEST(lists__what_is_meant_now__comes_alone_or_first)
{
    const struct phrase_scene call = {
        .channel = "phone", .type = "", .profile = "heating", .fault = "unknown"};
    struct phrasebook book;
    struct book_item items[10];
    char out[200];
    make_book(&book);
    show(&book, items, book_of_stage(&book, "迎声", &call, items, 10), out);
    ck_assert_str_eq(out, "hello");
    show(&book, items, book_of_stage(&book, "迎声", NULL, items, 10), out);
    ck_assert_str_eq(out, "hello out.hello");
    show(&book, items, book_answers(&book, &call, items, 10), out);
    ck_assert_str_eq(out, "a.price");
    show(&book, items, book_search(&book, "价", &call, items, 10), out);
    ck_assert_str_eq(out, "a.price a.gas"); /* what is not meant now can be found all the same */
    phrasebook_clear(&book);
}
END_TEST

SUITE_MAIN("domain/book_search", search__han_initials_and_several_words__find_what_they_should,
           lists__what_is_meant_now__comes_alone_or_first)
