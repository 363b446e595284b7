/* zuoxi promise: given, listed and kept from a script. */

#include "suite.h"

#include <jansson.h>
#include <stdio.h>

#include "cli/run_binary.h"

static const char *database(void)
{
    static char path[300];
    run_enter();
    run_write("password", "secret-1\n");
    snprintf(path, sizeof(path), "%s", run_path("db"));
    run_expect(0, NULL, "init", "--profile", "heating", "--admin", "9001", "--password-file",
               run_path("password"), "--database", path, NULL);
    return path;
}

START_TEST(a_promise_is_given_listed_and_kept)
{
    const char *db = database();
    char id[32];
    struct run run = run_binary("promise", "new", "due_at=+30m", "what=告知复核结果", "phone=138-0000-5678",
                                "name=周建国", "--json", "--database", db, NULL);
    json_t *made = json_loads(run.out, 0, NULL);
    ck_assert_msg(run.code == 0 && made != NULL, "%s", run.err);
    ck_assert_str_eq(json_string_value(json_object_get(made, "phone")), "13800005678");
    snprintf(id, sizeof(id), "%lld", (long long)json_integer_value(json_object_get(made, "id")));
    json_decref(made);
    run_clear(&run);
    run_expect(0, "告知复核结果", "promise", "list", "--database", db, NULL);
    run_expect(0, "已完成", "promise", "done", id, "已告知", "--database", db, NULL);
    run_expect(1, "已由", "promise", "done", id, "--database", db, NULL);
    run_expect(0, "[]", "promise", "list", "--json", "--database", db, NULL);
    run_leave();
}
END_TEST

START_TEST(what_cannot_be_is_refused)
{
    const char *db = database();
    run_expect(2, "list、new 或 done", "promise", NULL);
    run_expect(2, "看不出", "promise", "new", "due_at=改天", "what=x", "--database", db, NULL);
    run_expect(2, "不是 字段=值", "promise", "new", "改天", "what=x", "--database", db, NULL);
    run_expect(2, "没有字段", "promise", "new", "due_at=+1h", "wath=x", "--database", db, NULL);
    run_expect(2, "可以写的字段：due_at what", "promise", "new", "due_at=+1h", "zzz=x", "--database", db,
               NULL);
    run_expect(1, "已经过去", "promise", "new", "due_at=2020-01-01 09:00", "what=x", "--database", db, NULL);
    run_expect(1, "事项", "promise", "new", "due_at=+1h", "phone=138", "--database", db, NULL);
    run_expect(4, "7777", "promise", "new", "due_at=+1h", "what=x", "owner=7777", "--database", db, NULL);
    run_expect(2, "不是编号", "promise", "done", "x", "--database", db, NULL);
    run_expect(4, "没有", "promise", "done", "99999", "--database", db, NULL);
    run_leave();
}
END_TEST

SUITE_MAIN("cli/promise", a_promise_is_given_listed_and_kept, what_cannot_be_is_refused)
