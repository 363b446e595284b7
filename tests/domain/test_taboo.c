#include "suite.h"

#include <string.h>

#include "domain/reference.h"
#include "zuoxi/base/mem.h"
#include "zuoxi/domain/taboo.h"

static void make_book(struct phrasebook *book)
{
    static const char *const words[][2] = {{"不归我管", "我帮您联系"},
                                           {"不归我管你找别人", "我帮您转接"},
                                           {"不知道", "我查一下"},
                                           {"你问我，我问谁", "我核实一下"},
                                           {"喂", "您好"}};
    *book = (struct phrasebook){0};
    book->taboos = mem_new(5, sizeof(*book->taboos));
    for (size_t i = 0; i < 5; i++) {
        text_copy(book->taboos[i].text, sizeof(book->taboos[i].text), words[i][0]);
        text_copy(book->taboos[i].better, sizeof(book->taboos[i].better), words[i][1]);
    }
    book->taboo_count = 5;
    book->excepts = mem_new(2, sizeof(*book->excepts));
    book->excepts[0] = mem_copy("喂奶");
    book->excepts[1] = mem_copy("用户不知道");
    book->except_count = 2;
    phrasebook_arrange(book);
}

/* "[不归我管]你[喂]": the text with its hits in brackets. */
static void show(const struct phrasebook *book, const char *text, struct str *out)
{
    struct taboo_hit hits[8];
    size_t count = taboo_scan(book, text, hits, 8), at = 0;
    str_reset(out);
    for (size_t i = 0; i < count; i++) {
        str_add_bytes(out, text + at, hits[i].start - at);
        str_printf(out, "[%.*s]", (int)(hits[i].end - hits[i].start), text + hits[i].start);
        at = hits[i].end;
    }
    str_add(out, text + at);
}

START_TEST(scan__every_kind_of_text__is_marked_where_it_should)
{
    static const char *const rows[][2] = {
        {"", ""},
        {"您好，请讲", "您好，请讲"},
        {"这不归我管", "这[不归我管]"},
        {"不归我管你找别人", "[不归我管你找别人]"},
        {"不归我管你找", "[不归我管]你找"},
        {"不知道不知道", "[不知道][不知道]"},
        {"不 归 我 管", "[不 归 我 管]"},
        {"不，归、我。管吧", "[不，归、我。管]吧"},
        {"不　归\t我-管", "[不　归\t我-管]"},
        {"不归我，们管", "不归我，们管"},
        {"不\n归我管", "不\n归我管"},
        {"你问我我问谁", "[你问我我问谁]"},
        {"你问我，我问谁？", "[你问我，我问谁]？"},
        {"他说“不归我管”，我不知道", "他说“不归我管”，我[不知道]"},
        {"「不归我管」不归我管", "「不归我管」[不归我管]"},
        {"『「不知道」不知道』不知道", "『「不知道」不知道』[不知道]"},
        {"忘了关“不知道\n不知道", "忘了关“不知道\n[不知道]"},
        {"”不知道", "”[不知道]"},
        {"在喂奶，喂", "在喂奶，[喂]"},
        {"用户不知道阀门，我不知道", "用户不知道阀门，我[不知道]"},
        {"\xe4\xb8不知道\xe5", "\xe4\xb8[不知道]\xe5"},
    };
    struct phrasebook book;
    struct str out = {0};
    make_book(&book);
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        show(&book, rows[i][0], &out);
        ck_assert_str_eq(str_text(&out), rows[i][1]);
    }
    str_free(&out);
    phrasebook_clear(&book);
}
END_TEST

START_TEST(find__gives_the_first_and_leaves_the_offset_of_none)
{
    struct phrasebook book;
    size_t at = 99;
    make_book(&book);
    ck_assert_ptr_null(taboo_find(&book, "您好", &at));
    ck_assert_uint_eq(at, 99);
    ck_assert_ptr_eq(taboo_find(&book, "我不知道，不归我管", &at), &book.taboos[2]);
    ck_assert_uint_eq(at, strlen("我"));
    ck_assert_ptr_eq(taboo_find(&book, "不知道", NULL), &book.taboos[2]);
    phrasebook_clear(&book);
}
END_TEST

START_TEST(find__a_book_without_a_table__is_searched_all_the_same)
{
    struct taboo taboos[] = {{.text = "不知道"}, {.text = ""}};
    const struct phrasebook book = {.taboos = taboos, .taboo_count = 2};
    ck_assert_ptr_eq(taboo_find(&book, "不知道", NULL), &taboos[0]);
    ck_assert_ptr_null(taboo_find(&book, "不知", NULL));
}
END_TEST

START_TEST(scan__no_more_than_there_is_room_for)
{
    struct phrasebook book;
    struct taboo_hit hits[2];
    make_book(&book);
    ck_assert_uint_eq(taboo_scan(&book, "不知道不知道不知道", hits, 2), 2);
    ck_assert_uint_eq(taboo_scan(&book, "不知道", hits, 0), 0);
    phrasebook_clear(&book);
}
END_TEST

/* Whatever bytes come, hits lie inside the text, in order and apart. */
START_TEST(scan__random_bytes__never_leave_the_text)
{
    static const char *const pieces[] = {"不", "归", "我", "管", "知",   "道", " ",
                                         "，", "“",  "”",  "\n", "\xe4", "喂", "奶"};
    struct phrasebook book;
    uint64_t seed = 7;
    make_book(&book);
    for (int i = 0; i < 50000; i++) {
        char text[128] = "";
        struct taboo_hit hits[16];
        for (uint32_t k = reference_random(&seed, 24); k > 0; k--) {
            strcat(text, pieces[reference_random(&seed, 14)]);
        }
        size_t count = taboo_scan(&book, text, hits, 16), at = 0;
        for (size_t h = 0; h < count; h++) {
            ck_assert_uint_ge(hits[h].start, at);
            ck_assert_uint_gt(hits[h].end, hits[h].start);
            ck_assert_uint_le(hits[h].end, strlen(text));
            at = hits[h].end;
        }
    }
    phrasebook_clear(&book);
}
END_TEST

SUITE_MAIN("domain/taboo", scan__every_kind_of_text__is_marked_where_it_should,
           find__gives_the_first_and_leaves_the_offset_of_none,
           find__a_book_without_a_table__is_searched_all_the_same, scan__no_more_than_there_is_room_for,
           scan__random_bytes__never_leave_the_text)
