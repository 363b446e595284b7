#include "suite.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/run_binary.h"
#include "store/store_fixture.h"
#include "zuoxi/base/mem.h"
#include "zuoxi/store/people_store.h"

/*
 * A real database "db" with admin 9001 (password "secret-1") and operator 1001 ("secret-2"). Their hashes are
 * of the lowest cost: checking one takes a few milliseconds.
 */
static const char *database(void)
{
    static const struct person people[] = {
        {.badge = "9001",
         .name = "周涛",
         .role = ROLE_ADMIN,
         .is_active = true,
         .hash = "$y$j75$JRfMAd0v7DxfEv1nVY.vK0$puGyISjCl0cGW32WKL3suloOh9oQEyndwLO6ZxZgZT7"},
        {.badge = "1001",
         .name = "王芳",
         .role = ROLE_OPERATOR,
         .is_active = true,
         .hash = "$y$j75$.jqFiMKpgND0vHDPNZq7Z/$BFYhnzuy2L9IrpdvsGFrnjuW4tqLIjSQ5oI8qmC.oA/"},
    };
    struct store *store = NULL;
    run_enter();
    run_write("admin", "secret-1\n");
    run_write("operator", "secret-2\nsecond line\n");
    run_write("wrong", "secret-3\n");
    struct store_options options = {.path = run_path("db"), .clock = &clock_system};
    fixture_ok(store_create(options.path, "heating", false, &clock_system, &err));
    fixture_ok(store_open(&store, &options, &err));
    fixture_begin(store);
    for (size_t i = 0; i < 2; i++) {
        struct person person = people[i];
        fixture_ok(people_store_add(store, &person, &err));
    }
    fixture_commit(store);
    store_close(&store);
    return mem_copy(run_path("db"));
}

#define NEW_CASE                                                                                             \
    "case", "new", "type=repair", "category=no_heat.single", "grade=2", "content=客厅14度,暖气片不热",       \
        "phone=13800005678", "name=孙丽", "address=阳光城7-1-402"

static json_t *json_of(const struct run *run)
{
    json_error_t error;
    json_t *value = json_loads(run->out, 0, &error);
    ck_assert_msg(value != NULL, "not JSON: %s\n%s", error.text, run->out);
    return value;
}

static const char *text_in(const json_t *object, const char *name)
{
    const char *text = json_string_value(json_object_get(object, name));
    ck_assert_msg(text != NULL, "%s is missing", name);
    return text;
}

START_TEST(help_and_version__need_nothing_and_every_subcommand_has_its_own)
{
    static const char *const names[] = {"console", "init",    "demo",    "case",   "search",   "customer",
                                        "ring",    "promise", "user",    "audit",  "check",    "due",
                                        "import",  "export",  "notice",  "roster", "handover", "hooks",
                                        "phrases", "seats",   "workflow"};
    run_enter();
    run_expect(0, "zuoxi ", "--version", NULL);
    run_expect(0, "console", "--help", NULL);
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        char usage[40];
        snprintf(usage, sizeof(usage), "用法：zuoxi %s", names[i]);
        run_expect(0, usage, names[i], "--help", NULL);
        run_expect(0, usage, "--help", names[i], NULL);
    }
    run_expect(0, "\n      zuoxi case undo 编号\n", "case", "--help", NULL);
    run_expect(0, "\n      zuoxi roster apply 名字 从哪天 到哪天 ", "roster", "--help", NULL);
    run_leave();
}
END_TEST

START_TEST(words_that_do_not_exist__exit_2_with_the_nearest_that_does)
{
    run_enter();
    run_expect(2, "search", "serch", "x", NULL);
    run_expect(2, "--database", "--databse", "x", "case", "list", NULL);
    run_expect(2, "没有子命令", "完全不像", NULL);
    run_expect(2, "--config", "case", "list", "--config", NULL);
    run_expect(2, "--badge", "case", "list", "--badge=", NULL);
    run_expect(2, "--database", "case", "list", "--database", "", NULL);
    run_expect(2, "是不是 --from", "due", "--form", "2026-09-30", NULL);
    run_expect(2, "9999", "due", "--from", "9999-12-31", "--within", "3d", NULL);
    run_expect(2, "不带内容", "case", "list", "--json=1", NULL);
    run_expect(2, NULL, "case", NULL);
    run_expect(2, "list", "case", "lsit", NULL);
    run_expect(2, NULL, "case", "show", NULL);
    run_expect(2, NULL, "case", "move", "1", NULL);
    run_expect(2, NULL, "user", "frob", NULL);
    run_expect(2, NULL, "search", NULL);
    run_expect(2, "find", "customer", NULL);
    run_expect(2, "find", "customer", "fnid", "x", NULL);
    run_expect(2, "户号", "customer", "find", NULL);
    run_expect(2, NULL, "console", "extra", NULL);
    run_leave();
}
END_TEST

START_TEST(init__makes_a_private_file_and_never_touches_an_existing_one)
{
    const char *db = database();
    struct stat before, after;
    ck_assert_int_eq(stat(db, &before), 0);
    ck_assert_int_eq(before.st_mode & 0777, 0600);
    run_expect(1, "已经存在", "init", "--profile", "gas", "--admin", "9002", "--password-file",
               run_path("admin"), "--database", db, NULL);
    ck_assert_int_eq(stat(db, &after), 0);
    ck_assert(before.st_ino == after.st_ino);
    run_expect(2, NULL, "init", "--profile", "heating", "--database", run_path("other"), NULL);
    run_write("short", "abc\n");
    run_expect(1, "密码", "init", "--profile", "heating", "--admin", "9001", "--password-file",
               run_path("short"), "--database", run_path("other"), NULL);
    run_expect(4, "nothing", "init", "--profile", "heating", "--admin", "9001", "--password-file",
               run_path("nothing"), "--database", run_path("other"), NULL);
    run_expect(1, NULL, "init", "--profile", "water", "--admin", "9001", "--password-file", run_path("admin"),
               "--database", run_path("other"), NULL);
    run_expect(1, "工号", "init", "--profile", "heating", "--admin", "../x", "--password-file",
               run_path("admin"), "--database", run_path("other"), NULL);
    run_expect(0, NULL, "init", "--profile", "heating", "--admin", "9001", "--password-file",
               run_path("admin"), "--database", run_path("new/deep/db"), NULL);
    free((char *)db);
    run_leave();
}
END_TEST

START_TEST(a_refused_init__leaves_no_file_behind)
{
    run_enter();
    run_write("short", "abc\n");
    run_write("admin", "secret-1\n");
    run_expect(1, NULL, "init", "--profile", "heating", "--admin", "9001", "--password-file",
               run_path("short"), "--database", run_path("db"), NULL);
    ck_assert_int_ne(access(run_path("db"), F_OK), 0);
    run_expect(1, NULL, "init", "--profile", "heating", "--admin", "../x", "--password-file",
               run_path("admin"), "--database", run_path("db"), NULL);
    ck_assert_int_ne(access(run_path("db"), F_OK), 0);
    run_leave();
}
END_TEST

START_TEST(a_case__goes_from_new_over_list_and_move_to_show_as_json)
{
    const char *db = database();
    struct run run = run_binary("--json", NEW_CASE, "--database", db, "--badge", "1001", "--password-file",
                                run_path("operator"), NULL);
    ck_assert_msg(run.code == 0, "%s", run.err);
    json_t *made = json_of(&run);
    ck_assert_str_eq(text_in(made, "state"), "accepted");
    ck_assert_str_eq(text_in(made, "owner"), "1001");
    ck_assert_uint_eq(strlen(text_in(made, "accepted_at")), 25);
    ck_assert_uint_eq(json_array_size(json_object_get(made, "legs")), 4);
    char *number = mem_copy(text_in(made, "number"));
    run_clear(&run);
    run = run_binary("case", "list", "--database", db, "--json", NULL);
    json_t *list = json_of(&run);
    ck_assert_uint_eq(json_array_size(list), 1);
    ck_assert_str_eq(text_in(json_array_get(list, 0), "number"), number);
    ck_assert_str_eq(text_in(json_array_get(list, 0), "leg"), "dispatch");
    ck_assert_str_eq(text_in(json_array_get(list, 0), "level"), "calm");
    run_clear(&run);
    run_expect(0, "城东站", "case", "move", number, "dispatch", "unit=城东站", "--database", db, "--badge",
               "1001", NULL);
    run_expect(0, NULL, "case", "move", "1", "take", "reporter=刘师傅", "--database", db, "--badge", "1001",
               NULL);
    run = run_binary("case", "show", number, "--json", "--database", db, NULL);
    json_t *shown = json_of(&run);
    ck_assert_str_eq(text_in(shown, "state"), "taken");
    ck_assert_str_eq(text_in(shown, "unit"), "城东站");
    json_t *timeline = json_object_get(shown, "timeline");
    ck_assert_uint_eq(json_array_size(timeline), 3);
    ck_assert_str_eq(text_in(json_array_get(timeline, 2), "reporter"), "刘师傅");
    run_clear(&run);
    run_expect(0, "阳光城7-1-402", "case", "list", "--database", db, NULL);
    run_expect(0, "刘师傅", "case", "show", number, "--database", db, NULL);
    json_decref(made);
    json_decref(list);
    json_decref(shown);
    free(number);
    free((char *)db);
    run_leave();
}
END_TEST

START_TEST(a_bad_case__is_refused_by_name_and_nothing_is_stored)
{
    const char *db = database();
    char *huge = mem_new(70002, 1), *longer = mem_new(6200, 1);
    memset(huge, 'x', 70000);
    strcpy(longer, "content=");
    for (int i = 0; i < 2001; i++) {
        strcat(longer + 8 + 3 * i, "热");
    }
#define AS "--database", db, "--badge", "1001", NULL
    run_expect(2, "content", NEW_CASE, "contnet=x", AS);
    run_expect(2, "字段=值", NEW_CASE, "不热", AS);
    run_expect(2, "程序填写", NEW_CASE, "state=closed", AS);
    run_expect(1, "内容", "case", "new", "type=repair", AS);
    run_expect(1, "类型", NEW_CASE, "type=没有的", AS);
    run_expect(1, "category", NEW_CASE, "category=inquiry_fee.price", AS);
    run_expect(1, "content", NEW_CASE, longer, AS);
    run_expect(2, NULL, NEW_CASE, huge, AS);
    run_expect(2, "UTF-8", NEW_CASE, "note=\xff\xfe", AS);
    run_expect(1, NULL, NEW_CASE, "phone=abc", AS);
    run_expect(2, "时间", NEW_CASE, "answered_at=昨天", AS);
    run_expect(1, "现在", NEW_CASE, "answered_at=2999-01-01 08:00", AS);
    struct run run = run_binary("case", "list", "--json", "--database", db, NULL);
    ck_assert_str_eq(run.out, "[]\n");
    run_clear(&run);
    free(huge);
    free(longer);
    free((char *)db);
    run_leave();
}
END_TEST

START_TEST(a_case_answered_at_once_and_chinese_labels_and_a_letters_time__are_understood)
{
    const char *db = database();
    struct run run =
        run_binary("case", "new", "type=咨询", "category=缴费方式", "content=怎么交费", "channel=来信",
                   "answered_at_once=1", "answered_at=2026-01-05 09:30", "--json", AS);
    ck_assert_msg(run.code == 0, "%s", run.err);
    json_t *made = json_of(&run);
    ck_assert_str_eq(text_in(made, "type"), "inquiry");
    ck_assert_str_eq(text_in(made, "category"), "inquiry_fee.pay");
    ck_assert_str_eq(text_in(made, "state"), "answered");
    ck_assert_str_eq(text_in(made, "accepted_at"), "2026-01-05T09:30:00+08:00");
    ck_assert_str_eq(text_in(made, "number"), "20260105-0001");
    run_clear(&run);
    json_decref(made);
    free((char *)db);
    run_leave();
}
END_TEST

START_TEST(side_records__are_set_by_record_and_field__and_shown_where_the_case_has_them)
{
    const char *db = database();
    struct run run = run_binary("case", "new", "type=报修", "content=漏水", "channel=外出",
                                "repair.appliance=阀门", "repair.bought_on=2020-11-20", "repair.fee=12.5",
                                "outing.route=东线", "stop.1.address=和平里3-2-501", "stop.1.result=到访不遇",
                                "stop.2.address=阳光城7-1-302", "--json", AS);
    ck_assert_msg(run.code == 0, "%s", run.err);
    json_t *made = json_of(&run), *repair = json_object_get(made, "repair");
    ck_assert_str_eq(text_in(repair, "appliance"), "valve");
    ck_assert_str_eq(text_in(repair, "bought_on"), "2020-11-20");
    ck_assert_str_eq(text_in(repair, "fee"), "12.50");
    ck_assert(json_is_null(json_object_get(repair, "installed_on")));
    ck_assert_str_eq(text_in(json_object_get(made, "outing"), "route"), "东线");
    ck_assert_uint_eq(json_array_size(json_object_get(made, "stop")), 2);
    ck_assert_str_eq(text_in(json_array_get(json_object_get(made, "stop"), 0), "result"), "nobody");
    ck_assert_ptr_null(json_object_get(made, "complaint"));
    json_decref(made);
    run_clear(&run);
    run_expect(0, NULL, "case", "show", "1", AS);
    run_expect(2, "repair", "case", "new", "type=repair", "content=x", "repiar.fee=1", AS);
    run_expect(2, "fee", "case", "new", "type=repair", "content=x", "repair.fees=1", AS);
    run_expect(1, "最多两位小数", "case", "new", "type=repair", "content=x", "repair.fee=abc", AS);
    run_expect(2, "报修", "case", "new", "type=inquiry", "content=x", "repair.fee=1", AS);
    run_expect(2, "stop.12", "case", "new", "type=repair", "content=x", "stop.13.address=x", AS);
    free((char *)db);
    run_leave();
}
END_TEST

START_TEST(moves_that_cannot_be__say_why_with_the_right_exit_code)
{
    const char *db = database();
    run_expect(0, NULL, NEW_CASE, AS);
    run_expect(4, "没有工单", "case", "move", "20200101-0001", "dispatch", AS);
    run_expect(4, NULL, "case", "show", "999", AS);
    run_expect(1, "不是工单号", "case", "show", "第一个", AS);
    run_expect(4, NULL, "case", "move", "1", "fly", AS);
    run_expect(1, "unit", "case", "move", "1", "dispatch", AS);
    run_expect(1, NULL, "case", "move", "1", "close", AS);
    run_expect(2, "unit", "case", "move", "1", "dispatch", "unti=城东站", AS);
    run_expect(0, NULL, "case", "move", "1", "dispatch", "unit=城东站", AS);
    run_expect(1, "reporter", "case", "move", "1", "take", AS);
    run_expect(1, NULL, "case", "move", "1", "take", "reporter=刘", "at=2020-01-01 00:00", AS);
    run_expect(1, NULL, "case", "move", "1", "take", "reporter=刘", "at=2999-01-01 00:00", AS);
    run_expect(2, NULL, "case", "move", "1", "take", "reporter=刘", "at=now", AS);
    free((char *)db);
    run_leave();
}
END_TEST

START_TEST(rights__are_those_of_the_badge_and_a_wrong_password_is_not_permitted)
{
    const char *db = database();
    run_expect(3, "密码", NEW_CASE, "--database", db, "--badge", "1001", "--password-file", run_path("wrong"),
               NULL);
    run_expect(3, "密码", NEW_CASE, "--database", db, "--badge", "7777", "--password-file", run_path("admin"),
               NULL);
    run_expect(3, "无权", NEW_CASE, "--database", db, "--badge", "9001", "--password-file", run_path("admin"),
               NULL);
    run_expect(3, "无权", "user", "list", "--database", db, "--badge", "1001", "--password-file",
               run_path("operator"), NULL);
    run_expect(3, NULL, "user", "add", "1009", "新人", "admin", "--new-password-file", run_path("admin"),
               "--database", db, "--badge", "1001", "--password-file", run_path("operator"), NULL);
    run_expect(4, "7777", "case", "list", "--database", db, "--badge", "7777", NULL);
    run_expect(0, NULL, NEW_CASE, "--database", db, "--badge", "1001", "--password-file",
               run_path("operator"), NULL);
    struct run run = run_binary("case", "list", "--json", "--database", db, "--badge", "1001", NULL);
    json_t *list = json_of(&run);
    ck_assert_str_eq(text_in(json_array_get(list, 0), "phone"), "13800005678"); /* registered by 1001 */
    json_decref(list);
    run_clear(&run);
    run = run_binary("case", "list", "--json", "--database", db, "--badge", "9001", NULL);
    list = json_of(&run);
    ck_assert_str_eq(text_in(json_array_get(list, 0), "phone"), "138****5678");
    json_decref(list);
    run_clear(&run);
    free((char *)db);
    run_leave();
}
END_TEST

START_TEST(audit__is_listed_filtered_exported_and_its_mark_begun_anew)
{
    const char *db = database();
    char csv[300];
    snprintf(csv, sizeof(csv), "%s.csv", db);
    run_expect(0, NULL, "user", "rename", "1001", "王大芳", "--database", db, NULL);
    struct run run = run_binary("audit", "list", "--action", "修改账号", "--json", "--database", db, NULL);
    json_t *list = json_of(&run);
    ck_assert_uint_eq(json_array_size(list), 1);
    ck_assert_str_eq(text_in(json_array_get(list, 0), "label"), "修改账号");
    ck_assert_ptr_nonnull(strstr(text_in(json_array_get(list, 0), "changes"), "→ 王大芳"));
    json_decref(list);
    run_clear(&run);
    run_expect(0, "修改账号", "audit", "list", "--who", "9001", "--limit", "5", "--database", db, NULL);
    run_expect(1, "是不是“修改账号”", "audit", "list", "--action", "改帐号", "--database", db, NULL);
    run_expect(1, "日期", "audit", "list", "--from", "上周", "--database", db, NULL);
    run_expect(1, "日期", "audit", "list", "--from", "2026-02-31", "--database", db, NULL);
    run_expect(2, "--limit 只用于 audit list", "audit", "export", csv, "--limit", "1", "--database", db,
               NULL);
    run_expect(2, "不认识“--limit”，或它后面的内容不对", "audit", "list", "--limit", "abc", "--database", db,
               NULL);
    run_expect(2, "不认识“--limit=”，或", "audit", "list", "--limit=", "--database", db, NULL);
    run_expect(2, "不认识“--who”，或", "audit", "list", "--who", "100110011001100110011001", "--database", db,
               NULL);
    run_expect(0, "已导出", "audit", "export", csv, "--database", db, NULL);
    run_expect(1, "不会覆盖", "audit", "export", csv, "--database", db, NULL);
    run_expect(0, "重新开始", "audit", "mark", "换了硬盘", "--database", db, NULL);
    run_expect(3, "无权", "audit", "list", "--database", db, "--badge", "1001", "--password-file",
               run_path("operator"), NULL);
    free((char *)db);
    run_leave();
}
END_TEST

START_TEST(accounts__are_added_listed_and_given_new_passwords)
{
    const char *db = database();
    struct run run = run_binary("user", "list", "--json", "--database", db, NULL);
    json_t *list = json_of(&run);
    ck_assert_uint_eq(json_array_size(list), 2);
    ck_assert_str_eq(text_in(json_array_get(list, 0), "badge"), "1001");
    ck_assert_str_eq(text_in(json_array_get(list, 0), "role"), "operator");
    ck_assert_ptr_null(strstr(run.out, "$y$"));
    json_decref(list);
    run_clear(&run);
    run_expect(1, NULL, "user", "add", "1001", "重复", "lead", "--new-password-file", run_path("admin"),
               "--database", db, NULL);
    run_expect(2, "operator", "user", "add", "1002", "李娜", "boss", "--database", db, NULL);
    run_expect(0, NULL, "user", "rename", "1001", "王大芳", "--database", db, NULL);
    run_expect(0, NULL, "user", "role", "1001", "lead", "--database", db, NULL);
    run_expect(0, NULL, "user", "disable", "1001", "--database", db, NULL);
    run_expect(2, NULL, "user", "role", "1001", "boss", "--database", db, NULL);
    run_expect(4, NULL, "user", "enable", "7777", "--database", db, NULL);
    run_expect(3, "最后一个", "user", "disable", "9001", "--database", db, NULL);
    run = run_binary("user", "list", "--json", "--database", db, NULL);
    ck_assert_ptr_nonnull(strstr(run.out, "王大芳"));
    ck_assert_ptr_nonnull(strstr(run.out, "false"));
    run_clear(&run);
    run_expect(0, NULL, "user", "enable", "1001", "--database", db, NULL);
    run_expect(1, "控制字符", "user", "add", "1002", "\033[31m李娜", "lead", "--new-password-file",
               run_path("admin"), "--database", db, NULL);
    run_write("badge", "10021002\n");
    run_expect(1, "就是工号", "user", "add", "1002", "李娜", "lead", "--new-password-file", run_path("badge"),
               "--database", db, NULL);
    run_expect(2, "终端", "user", "add", "1002", "李娜", "lead", "--database", db, NULL);
    run_expect(0, NULL, "user", "add", "1002", "--name", "李娜", "--role=lead", "--password-file",
               run_path("admin"), "--database", db, NULL);
    run_expect(0, "班长", "user", "list", "--database", db, NULL);
    run_expect(4, NULL, "user", "passwd", "7777", "--new-password-file", run_path("wrong"), "--database", db,
               NULL);
    run_expect(0, NULL, "user", "passwd", "1001", "--new-password-file", run_path("wrong"), "--database", db,
               "--badge", "1001", "--password-file", run_path("operator"), NULL);
    run_expect(0, NULL, "case", "list", "--database", db, "--badge", "1001", "--password-file",
               run_path("wrong"), NULL);
    free((char *)db);
    run_leave();
}
END_TEST

START_TEST(seats__are_listed_and_a_badge_that_waits_is_let_try_again)
{
    const char *db = database();
    for (int i = 0; i < 6; i++) {
        run_expect(3, NULL, "case", "list", "--database", db, "--badge", "1001", "--password-file",
                   run_path("wrong"), NULL);
    }
    struct run run = run_binary("seats", "list", "--json", "--database", db, NULL);
    json_t *list = json_of(&run);
    ck_assert_str_eq(text_in(json_array_get(list, 0), "badge"), "1001");
    ck_assert_str_eq(text_in(json_array_get(list, 0), "state"), "out");
    ck_assert_int_gt(json_integer_value(json_object_get(json_array_get(list, 0), "wait_seconds")), 0);
    json_decref(list);
    run_clear(&run);
    run_expect(0, "还要等", "seats", "list", "--database", db, NULL);
    run_expect(0, "1001", "seats", "unlock", "1001", "--database", db, NULL);
    run_expect(0, "未签到", "seats", "list", "--database", db, NULL);
    run_expect(4, "工号 1001 未签到", "seats", "out", "1001", "--database", db, NULL);
    run_expect(3, "无权", "seats", "unlock", "9001", "--database", db, "--badge", "1001", "--password-file",
               run_path("operator"), NULL);
    free((char *)db);
    run_leave();
}
END_TEST

START_TEST(a_search__finds_and_exits_4_when_it_does_not)
{
    const char *db = database();
    run_expect(0, NULL, NEW_CASE, AS);
    run_expect(0, "孙丽", "search", "阳光城", "--database", db, NULL);
    run_expect(0, "孙丽", "search", "5678", "--database", db, NULL);
    run_expect(0, "孙丽", "search", "客厅14度", "不热", "--database", db, NULL);
    run_expect(4, "没有找到", "search", "爆炸", "--database", db, NULL);
    struct run run = run_binary("search", "13800005678", "--json", "--database", db, NULL);
    json_t *list = json_of(&run);
    ck_assert_uint_eq(json_array_size(list), 1);
    ck_assert_str_eq(text_in(json_array_get(list, 0), "record"), "case");
    json_decref(list);
    run_clear(&run);
    free((char *)db);
    run_leave();
}
END_TEST

START_TEST(stored_text_that_would_drive_the_terminal__is_shown_harmless)
{
    const char *db = database();
    struct run run = run_binary("case", "new", "type=repair", "content=x\x1b]0;坏\x07y", AS);
    ck_assert_ptr_null(strchr(run.out, '\x1b'));
    ck_assert_ptr_null(strchr(run.err, '\x1b'));
    run_clear(&run);
    run = run_binary("search", "\x1b[31m红", "--database", db, NULL);
    ck_assert_ptr_null(strchr(run.err, '\x1b'));
    run_clear(&run);
    free((char *)db);
    run_leave();
}
END_TEST

START_TEST(a_database_that_cannot_be_used__says_what_to_do)
{
    const char *db = database();
    struct db *raw = NULL;
    run_expect(4, "zuoxi init", "case", "list", "--database", run_path("missing"), NULL);
    run_expect(1, NULL, "case", "list", "--database", run_path("."), NULL);
    run_write("garbage", "这不是数据库,里面只有一些文字。这不是数据库,里面只有一些文字。");
    run_expect(1, "数据库", "case", "list", "--database", run_path("garbage"), NULL);
    struct run run = run_binary("case", "list", "--database", run_path("garbage"), NULL);
    ck_assert_int_ne(access(run_path("garbage-wal"), F_OK), 0);
    run_clear(&run);
    ck_assert_int_eq(db_open(&raw, db, DB_EXISTING, NULL), STATUS_OK);
    ck_assert_int_eq(db_execute(raw, "PRAGMA user_version = 9999", NULL), STATUS_OK);
    db_close(&raw);
    run_expect(1, "版本", "case", "list", "--database", db, NULL);
    free((char *)db);
    run_leave();
}
END_TEST

START_TEST(a_file_of_another_program__is_refused_and_left_as_it_is)
{
    struct stat empty;
    struct db *raw = NULL;
    bool row = false;
    struct stmt *stmt;
    run_enter();
    run_write("empty", "");
    run_expect(1, "不是坐席的数据库", "case", "list", "--database", run_path("empty"), NULL);
    ck_assert_int_eq(stat(run_path("empty"), &empty), 0);
    ck_assert_int_eq(empty.st_size, 0);
    fixture_ok(db_open(&raw, run_path("foreign"), DB_CREATE, &err));
    fixture_ok(db_execute(raw, "PRAGMA journal_mode = DELETE; CREATE TABLE t (x)", &err));
    db_close(&raw);
    run_expect(1, "不是坐席的数据库", "case", "list", "--database", run_path("foreign"), NULL);
    fixture_ok(db_open(&raw, run_path("foreign"), DB_READONLY, &err));
    fixture_ok(db_prepare(raw, "PRAGMA journal_mode", &stmt, &err));
    fixture_ok(db_step(stmt, &row, &err));
    ck_assert_str_eq(db_text(stmt, 0, NULL), "delete");
    db_close(&raw);
    run_leave();
}
END_TEST

START_TEST(a_database_of_another_owner__is_not_writable_and_says_so)
{
    const char *db = database();
    const char *const arguments[] = {"case", "list", "--database", db, NULL};
    struct run run;
    chmod(db, 0444);
    run = run_as_nobody(arguments);
    ck_assert_int_eq(run.code, 5);
    ck_assert_msg(strstr(run.err, "数据库文件不可读写") != NULL, "%s", run.err);
    run_clear(&run);
    chmod(run_path("."), 0700);
    free((char *)db);
    run_leave();
}
END_TEST

START_TEST(demo__fills_its_own_file_and_refuses_a_real_one)
{
    const char *db = database();
    run_expect(1, "不是演示数据库", "demo", "--customers", "5", "--cases", "5", "--database", db, NULL);
    run_expect(0, "demo", "demo", "--customers=20", "--cases", "30", "--seed", "5", "--database",
               run_path("demo.db"), NULL);
    run_expect(0, NULL, "case", "list", "--database", run_path("demo.db"), NULL);
    run_expect(2, NULL, "demo", "--customers", "many", "--database", run_path("demo.db"), NULL);
    run_expect(2, NULL, "demo", "--cases", "-5", "--database", run_path("demo.db"), NULL);
    run_expect(2, NULL, "demo", "--cases", "5", "--open", "6", "--database", run_path("demo.db"), NULL);
    run_write("demo", "demo\n");
    run_expect(0, NULL, "case", "list", "--database", run_path("demo.db"), "--badge", "1003",
               "--password-file", run_path("demo"), NULL);
    free((char *)db);
    run_leave();
}
END_TEST

START_TEST(a_database_of_another_profile__brings_its_own_configuration)
{
    run_enter();
    run_write("admin", "secret-1\n");
    run_expect(0, NULL, "init", "--profile", "gas", "--admin", "9001", "--password-file", run_path("admin"),
               "--database", run_path("gas.db"), NULL);
    run_expect(0, NULL, "case", "list", "--database", run_path("gas.db"), NULL);
    run_expect(2, "gas", "case", "list", "--profile", "heating", "--database", run_path("gas.db"), NULL);
    run_leave();
}
END_TEST

SUITE_MAIN("cli", help_and_version__need_nothing_and_every_subcommand_has_its_own,
           words_that_do_not_exist__exit_2_with_the_nearest_that_does,
           init__makes_a_private_file_and_never_touches_an_existing_one,
           a_refused_init__leaves_no_file_behind, a_case__goes_from_new_over_list_and_move_to_show_as_json,
           a_bad_case__is_refused_by_name_and_nothing_is_stored,
           a_case_answered_at_once_and_chinese_labels_and_a_letters_time__are_understood,
           side_records__are_set_by_record_and_field__and_shown_where_the_case_has_them,
           moves_that_cannot_be__say_why_with_the_right_exit_code,
           rights__are_those_of_the_badge_and_a_wrong_password_is_not_permitted,
           accounts__are_added_listed_and_given_new_passwords,
           audit__is_listed_filtered_exported_and_its_mark_begun_anew,
           seats__are_listed_and_a_badge_that_waits_is_let_try_again,
           a_search__finds_and_exits_4_when_it_does_not,
           stored_text_that_would_drive_the_terminal__is_shown_harmless,
           a_database_that_cannot_be_used__says_what_to_do,
           a_file_of_another_program__is_refused_and_left_as_it_is,
           a_database_of_another_owner__is_not_writable_and_says_so,
           demo__fills_its_own_file_and_refuses_a_real_one,
           a_database_of_another_profile__brings_its_own_configuration)
