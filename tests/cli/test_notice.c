/* zuoxi notice: an outage posted, found, extended and closed by a script. */

#include "suite.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "cli/run_binary.h"

static const char *town(void)
{
    const char *database = run_path("town");
    run_expect(0, NULL, "demo", "--customers", "20", "--cases", "1", "--open", "0", "--database", database,
               NULL);
    return database;
}

static json_t *told(struct run run)
{
    ck_assert_msg(run.code == 0, "%s", run.err);
    json_t *object = json_loads(run.out, 0, NULL);
    ck_assert_msg(object != NULL, "%s", run.out);
    run_clear(&run);
    return object;
}

static const char *text_of(const json_t *object, const char *name)
{
    return json_string_value(json_object_get(object, name));
}

START_TEST(notice__goes_from_post_to_close_and_stays_listed_with_all)
{
    run_enter();
    const char *database = town();
    char id[24];
    json_t *posted = told(run_binary("notice", "post", "kind=抢修停热", "title=城东站抢修", "stations=城东站",
                                     "buildings=和平里3-5号楼", "say=预计18点恢复。", "is_must_read=1",
                                     "--json", "--database", database, NULL));
    snprintf(id, sizeof(id), "%lld", (long long)json_integer_value(json_object_get(posted, "id")));
    ck_assert_str_eq(text_of(posted, "kind"), "unplanned");
    ck_assert_str_eq(text_of(posted, "state"), "live");
    ck_assert_str_eq(text_of(posted, "buildings"), "和平里3-5号楼");
    ck_assert(json_is_string(json_object_get(posted, "start_at"))); /* now, when nobody says so */
    json_decref(posted);
    json_t *list = told(run_binary("notice", "list", "--json", "--database", database, NULL));
    ck_assert_uint_eq(json_array_size(list), 1);
    ck_assert_str_eq(text_of(json_array_get(list, 0), "title"), "城东站抢修");
    json_decref(list);
    run_expect(0, "城东站抢修", "notice", "list", "--database", database, NULL);
    run_expect(0, "预计18点恢复", "notice", "show", id, "--database", database, NULL);
    json_t *extended =
        told(run_binary("notice", "extend", id, "2037-01-01 18:00", "--json", "--database", database, NULL));
    ck_assert_str_eq(text_of(extended, "expected_at"), "2037-01-01T18:00:00+08:00");
    json_decref(extended);
    run_expect(0, "已更正", "notice", "correct", id, "say=预计20点恢复。", "--database", database, NULL);
    run_expect(1, "晚于原来", "notice", "extend", id, "2037-01-01 18:00", "--database", database, NULL);
    json_t *closed = told(run_binary("notice", "close", id, "--json", "--database", database, NULL));
    ck_assert_str_eq(text_of(closed, "state"), "past");
    ck_assert(json_is_string(json_object_get(closed, "ended_at")));
    json_decref(closed);
    list = told(run_binary("notice", "list", "--json", "--database", database, NULL));
    ck_assert_uint_eq(json_array_size(list), 0);
    json_decref(list);
    list = told(run_binary("notice", "list", "--all", "--json", "--database", database, NULL));
    ck_assert_uint_eq(json_array_size(list), 1);
    json_decref(list);
    run_leave();
}
END_TEST

START_TEST(notice__says_what_is_wrong_with_the_right_exit_code)
{
    run_enter();
    const char *database = town();
    run_write("demo", "demo\n");
    run_expect(2, "list", "notice", NULL);
    run_expect(2, "list", "notice", "lsit", NULL);
    run_expect(2, "编号", "notice", "show", NULL);
    run_expect(2, "--all", "notice", "list", "--al", "--database", database, NULL);
    run_expect(2, "不是公告编号", "notice", "show", "x", "--database", database, NULL);
    run_expect(2, "不是 字段=值", "notice", "post", "title", "--database", database, NULL);
    run_expect(2, "titel", "notice", "post", "titel=x", "--database", database, NULL);
    run_expect(2, "不是时间", "notice", "extend", "1", "soon", "--database", database, NULL);
    run_expect(4, "没有", "notice", "show", "999", "--database", database, NULL);
    run_expect(4, "没有", "notice", "close", "999", "--database", database, NULL);
    run_expect(1, "标题", "notice", "post", "kind=works", "--database", database, NULL);
    run_expect(1, "种类", "notice", "post", "kind=nothing", "title=x", "--database", database, NULL);
    run_expect(3, "无权发布公告", "notice", "post", "title=x", "--badge", "1001", "--password-file",
               run_path("demo"), "--database", database, NULL);
    run_expect(0, "已发布", "notice", "post", "title=x", "--badge", "2001", "--password-file",
               run_path("demo"), "--database", database, NULL);
    run_leave();
}
END_TEST

SUITE_MAIN("cli/notice", notice__goes_from_post_to_close_and_stays_listed_with_all,
           notice__says_what_is_wrong_with_the_right_exit_code)
