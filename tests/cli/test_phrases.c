/* zuoxi phrases: the script book listed and searched, and how it is used. */

#include "suite.h"

#include <jansson.h>
#include <string.h>

#include "cli/run_binary.h"

static json_t *told(struct run run)
{
    ck_assert_msg(run.code == 0, "%s", run.err);
    json_t *value = json_loads(run.out, 0, NULL);
    ck_assert_msg(value != NULL, "%s", run.out);
    run_clear(&run);
    return value;
}

START_TEST(list__a_stage_the_answers_or_all)
{
    run_enter();
    json_t *all = told(run_binary("phrases", "list", "--json", NULL));
    json_t *stage = told(run_binary("phrases", "list", "续问", "--json", NULL));
    json_t *answers = told(run_binary("phrases", "list", "知识", "--json", NULL));
    ck_assert_uint_gt(json_array_size(all), json_array_size(stage) + json_array_size(answers));
    ck_assert_str_eq(json_string_value(json_object_get(json_array_get(stage, 0), "stage")), "续问");
    ck_assert(json_is_string(json_object_get(json_array_get(answers, 0), "source")));
    json_decref(all);
    json_decref(stage);
    json_decref(answers);
    run_expect(0, "ask.more", "phrases", "list", "续问", NULL);
    run_expect(4, "没有“闲聊”这一环节", "phrases", "list", "闲聊", NULL);
    run_leave();
}
END_TEST

START_TEST(every_trade__ships_more_than_enough)
{
    static const char *const trades[] = {"heating", "gas", "service", "power"};
    size_t phrases = 0, answers = 0;
    run_enter();
    for (size_t i = 0; i < 4; i++) {
        json_t *all = told(run_binary("phrases", "list", "--json", "--profile", trades[i], NULL));
        json_t *known = told(run_binary("phrases", "list", "知识", "--json", "--profile", trades[i], NULL));
        json_t *danger = told(run_binary("phrases", "list", "急情", "--json", "--profile", trades[i], NULL));
        ck_assert_uint_ge(json_array_size(all) - json_array_size(known), 120);
        ck_assert_uint_ge(json_array_size(danger), 8); /* what to say in the first ten seconds */
        phrases += json_array_size(all) - json_array_size(known);
        answers += json_array_size(known);
        json_decref(all);
        json_decref(known);
        json_decref(danger);
    }
    ck_assert_uint_ge(answers, 30);
    ck_assert_uint_ge(phrases, 480);
    run_leave();
}
END_TEST

START_TEST(search__han_initials_and_several_words)
{
    run_enter();
    run_expect(0, "heat.know.standard", "phrases", "search", "室温", "合格", NULL);
    run_expect(0, "hello", "phrases", "search", "qwysmkybn", NULL);
    run_expect(0, "hello.silent", "phrases", "search", "nddhyjjt", NULL);
    run_expect(4, "没有找到“没有这样的话”", "phrases", "search", "没有这样的话", NULL);
    run_expect(2, "search 文字", "phrases", "search", NULL);
    run_expect(2, "usage", "phrases", "usage", "--since", "2026-11-01", NULL);
    run_expect(2, "list", "phrases", NULL);
    run_leave();
}
END_TEST

START_TEST(usage__counts_what_moves_write_and_an_operator_may_not_read_it)
{
    run_enter();
    const char *database = run_path("town");
    run_write("password", "demo\n");
    run_expect(0, NULL, "demo", "--customers", "20", "--cases", "1", "--open", "0", "--database", database,
               NULL);
    run_expect(0, NULL, "case", "new", "type=inquiry", "name=孙丽",
               "content=已说明这是规定，用户说“不归我管”", "--database", database, NULL);
    run_expect(0, "这是规定  1", "phrases", "usage", "--database", database, NULL);
    json_t *usage = told(run_binary("phrases", "usage", "--json", "--database", database, NULL));
    ck_assert_uint_eq(json_array_size(json_object_get(usage, "taboos")), 1);
    json_decref(usage);
    usage = told(run_binary("phrases", "usage", "--from", "2020-01-01", "--to", "2020-12-31", "--json",
                            "--database", database, NULL));
    ck_assert_uint_eq(json_array_size(json_object_get(usage, "taboos")), 0);
    json_decref(usage);
    run_expect(0, "2020-01-01 至 2020-12-31，通话 0", "phrases", "usage", "--from", "2020-01-01", "--to",
               "2020-12-31", "--database", database, NULL);
    run_expect(3, NULL, "phrases", "usage", "--badge", "1001", "--password-file", run_path("password"),
               "--database", database, NULL);
    run_expect(0, NULL, "phrases", "usage", "--badge", "2001", "--password-file", run_path("password"),
               "--database", database, NULL);
    run_leave();
}
END_TEST

SUITE_MAIN("cli/phrases", list__a_stage_the_answers_or_all, every_trade__ships_more_than_enough,
           search__han_initials_and_several_words,
           usage__counts_what_moves_write_and_an_operator_may_not_read_it)
