/* zuoxi customer find: what a person types, as a table and as JSON, the phones for those who may see them. */

#include "suite.h"

#include <jansson.h>
#include <string.h>

#include "cli/run_binary.h"

static const char *town(void)
{
    const char *database = run_path("town");
    run_expect(0, NULL, "demo", "--customers", "200", "--cases", "1", "--open", "0", "--database", database,
               NULL);
    return database;
}

static json_t *found(struct run *run)
{
    ck_assert_int_eq(run->code, 0);
    json_t *list = json_loads(run->out, 0, NULL);
    ck_assert_msg(json_is_array(list), "%s", run->out);
    run_clear(run);
    return list;
}

static const char *text_of(const json_t *object, const char *name)
{
    return json_string_value(json_object_get(object, name));
}

START_TEST(find__by_account__gives_the_customer_with_all_that_a_list_shows)
{
    run_enter();
    const char *database = town();
    struct run run = run_binary("customer", "find", "20000007", "--json", "--database", database, NULL);
    json_t *list = found(&run);
    ck_assert_uint_eq(json_array_size(list), 1);
    const json_t *customer = json_array_get(list, 0);
    ck_assert_str_eq(text_of(customer, "account"), "20000007");
    ck_assert_int_gt(json_integer_value(json_object_get(customer, "id")), 0);
    ck_assert_uint_ge(strlen(text_of(customer, "phone")), 11);
    ck_assert_ptr_null(strchr(text_of(customer, "phone"), '*')); /* the file's owner */
    run_expect(0, text_of(customer, "name"), "customer", "find", "20000007", "--database", database, NULL);
    run_expect(0, "20000007", "customer", "find", text_of(customer, "address"), "--database", database, NULL);
    run_expect(0, "20000007", "search", "20000007", "--database", database, NULL);
    json_decref(list);
    run_leave();
}
END_TEST

START_TEST(find__by_an_operator__hides_the_middle_of_the_phones)
{
    run_enter();
    const char *database = town();
    run_write("demo", "demo\n");
    struct run run = run_binary("customer", "find", "20000007", "--json", "--badge", "1001",
                                "--password-file", run_path("demo"), "--database", database, NULL);
    json_t *list = found(&run);
    ck_assert_uint_eq(json_array_size(list), 1);
    ck_assert_ptr_nonnull(strstr(text_of(json_array_get(list, 0), "phone"), "****"));
    json_decref(list);
    run_leave();
}
END_TEST

START_TEST(the_station__is_called_as_the_profile_says__in_lists_and_in_files_old_and_new)
{
    static const char *const words[][2] = {
        {"heating", "换热站"}, {"gas", "调压站"}, {"power", "台区"}, {"service", "服务站"}};
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        run_enter();
        const char *database = run_path("town");
        run_expect(0, NULL, "demo", "--profile", words[i][0], "--customers", "20", "--cases", "1", "--open",
                   "0", "--database", database, NULL);
        run_expect(0, words[i][1], "customer", "find", "20000007", "--profile", words[i][0], "--database",
                   database, NULL);
        run_expect(0, words[i][1], "export", "--profile", words[i][0], "--database", database, NULL);
        run_write("old.csv", "户号,换热站\n20000007,一号\n");
        run_expect(0, "更新1", "import", "--profile", words[i][0], "--database", database,
                   run_path("old.csv"), NULL);
        run_leave();
    }
}
END_TEST

START_TEST(find__nobody__exits_4)
{
    run_enter();
    const char *database = town();
    run_expect(4, "没有找到用户", "customer", "find", "查无此人", "--database", database, NULL);
    run_expect(4, "[]", "customer", "find", "查无此人", "--json", "--database", database, NULL);
    run_leave();
}
END_TEST

START_TEST(one_household__is_made_shown_and_corrected__in_units_people_use)
{
    run_enter();
    const char *database = town();
    run_expect(0, "欠费(元)：120.50", "customer", "new", "account=K1", "name=访客甲", "phone=138 0000 1234",
               "phone_3=13900005678", "area=89.5", "arrears=120.5", "--database", database, NULL);
    run_expect(0, "地址：南新里7-1-302", "customer", "edit", "K1", "community=南新里", "building=7",
               "entrance=1", "room=302", "--database", database, NULL);
    struct run run = run_binary("customer", "show", "13900005678", "--json", "--database", database, NULL);
    ck_assert_int_eq(run.code, 0);
    json_t *customer = json_loads(run.out, 0, NULL);
    ck_assert_str_eq(text_of(customer, "account"), "K1");
    ck_assert_str_eq(text_of(customer, "phone_3"), "13900005678");
    ck_assert_str_eq(text_of(customer, "area"), "89.50");
    ck_assert_str_eq(text_of(customer, "arrears"), "120.50");
    ck_assert(json_is_array(json_object_get(customer, "history")));
    json_decref(customer);
    run_clear(&run);
    run_leave();
}
END_TEST

START_TEST(one_household__with_what_cannot_be__is_refused_by_exit_code_and_words)
{
    static const struct {
        int code;
        const char *said, *verb, *who, *value;
    } rows[] = {{1, "只能是数字", "edit", "20000001", "phone=1380000abc"},
                {1, "最多两位小数", "edit", "20000001", "arrears=1.234"},
                {1, "已是", "edit", "20000001", "account=20000002"},
                {2, "是不是 station?", "edit", "20000001", "statoin=x"},
                {2, "不是 字段=值", "edit", "20000001", "station"},
                {2, "由程序填写", "edit", "20000001", "merged_into=3"},
                {4, "没有找到用户", "edit", "99999999", "station=x"},
                {4, "没有这个用户", "edit", "#99999999", "station=x"},
                {1, "还没有填", "edit", "20000001", "name="}};
    run_enter();
    const char *database = town();
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        run_expect(rows[i].code, rows[i].said, "customer", rows[i].verb, rows[i].who, rows[i].value,
                   "--database", database, NULL);
    }
    run_expect(2, "请写 find、show、new、edit", "customer", "--database", database, NULL);
    run_expect(2, "户号或电话", "customer", "show", "--database", database, NULL);
    run_leave();
}
END_TEST

START_TEST(duplicates__are_listed_merged_and_parted_on_the_command_line)
{
    run_enter();
    const char *database = town();
    run_expect(0, NULL, "customer", "new", "account=K1", "name=访客甲", "phone=13800000001", "--database",
               database, NULL);
    run_expect(0, NULL, "customer", "new", "account=K2", "name=访客甲", "phone=13900000002",
               "phone_other=13800000001", "notes=门铃坏了", "--database", database, NULL);
    run_expect(0, "同一电话：13800000001", "customer", "duplicates", "--database", database, NULL);
    struct run run = run_binary("customer", "duplicates", "--json", "--database", database, NULL);
    json_t *list = found(&run);
    ck_assert_uint_ge(json_array_size(list), 1);
    ck_assert_str_eq(text_of(json_array_get(list, 0), "reason"), "phone");
    json_decref(list);
    run_expect(0, NULL, "customer", "distinct", "K2", "K1", "--database", database, NULL);
    run_expect(0, "不是重复", "customer", "distinct", "--database", database, NULL);
    struct run none = run_binary("customer", "duplicates", "--database", database, NULL);
    ck_assert_ptr_null(strstr(none.out, "13800000001"));
    run_clear(&none);
    run_expect(0, NULL, "customer", "distinct", "K1", "K2", "--undo", "--database", database, NULL);
    run_expect(4, "没有标过", "customer", "distinct", "K1", "K2", "--undo", "--database", database, NULL);
    run_expect(2, "请给出两户", "customer", "distinct", "K1", "--database", database, NULL);
    run_expect(1, "同一户", "customer", "distinct", "K1", "K1", "--database", database, NULL);
    run_expect(2, "没有字段", "customer", "merge", "K1", "K2", "nothing", "--database", database, NULL);
    run_expect(0, "备注：门铃坏了", "customer", "merge", "K1", "K2", "--database", database, NULL);
    run_expect(0, "户号：K1", "customer", "show", "13900000002", "--database", database, NULL);
    run_expect(1, "不能把一户并入它自己", "customer", "merge", "K1", "K2", "--database", database, NULL);
    run_expect(0, "户号：K2", "customer", "unmerge", "K2", "--database", database, NULL);
    run_expect(4, "没有并入别的用户", "customer", "unmerge", "K2", "--database", database, NULL);
    run_leave();
}
END_TEST

SUITE_MAIN("cli/customer", find__by_account__gives_the_customer_with_all_that_a_list_shows,
           find__by_an_operator__hides_the_middle_of_the_phones,
           the_station__is_called_as_the_profile_says__in_lists_and_in_files_old_and_new,
           find__nobody__exits_4, one_household__is_made_shown_and_corrected__in_units_people_use,
           one_household__with_what_cannot_be__is_refused_by_exit_code_and_words,
           duplicates__are_listed_merged_and_parted_on_the_command_line)
