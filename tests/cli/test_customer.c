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

START_TEST(find__nobody__exits_4)
{
    run_enter();
    const char *database = town();
    run_expect(4, "没有找到用户", "customer", "find", "查无此人", "--database", database, NULL);
    run_expect(4, "[]", "customer", "find", "查无此人", "--json", "--database", database, NULL);
    run_leave();
}
END_TEST

SUITE_MAIN("cli/customer", find__by_account__gives_the_customer_with_all_that_a_list_shows,
           find__by_an_operator__hides_the_middle_of_the_phones, find__nobody__exits_4)
