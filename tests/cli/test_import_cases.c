/* zuoxi import --as cases: records of before, the good and the bad; and the export of cases. */

#include "suite.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/run_binary.h"
#include "zuoxi/base/str.h"

static char database[300], rejects[300];

/* A small town without any case. */
static void enter(void)
{
    run_enter();
    snprintf(database, sizeof(database), "%s", run_path("town"));
    snprintf(rejects, sizeof(rejects), "%s", run_path("rejects.csv"));
    run_expect(0, NULL, "demo", "--customers", "30", "--cases", "0", "--open", "0", "--database", database,
               NULL);
}

static void import(int code, const char *says, const char *name)
{
    char path[300];
    snprintf(path, sizeof(path), "tests/cli/import/cases/%s", name);
    run_expect(code, says, "import", "--as", "cases", "--database", database, "--rejects", rejects, path,
               NULL);
}

static json_t *case_of(const char *number)
{
    struct run run = run_binary("case", "show", number, "--json", "--database", database, NULL);
    ck_assert_msg(run.code == 0, "%s: %s", number, run.err);
    json_t *object = json_loads(run.out, 0, NULL);
    run_clear(&run);
    return object;
}

static const char *text_in(const json_t *object, const char *name)
{
    const char *text = json_string_value(json_object_get(object, name));
    return text != NULL ? text : "";
}

static void assert_no_case(void)
{
    run_expect(4, "没有找到", "search", "--database", database, "报修", NULL);
    run_expect(4, "没有工单", "case", "show", "20190105-0001", "--database", database, NULL);
}

START_TEST(good_files__become_closed_cases_without_legs__of_their_households)
{
    static const char *const files[] = {"good.csv", "good-gb18030.csv"};
    for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
        enter();
        import(0, "新增3", files[i]);
        json_t *old = case_of("20190105-0007");
        ck_assert_str_eq(text_in(old, "type"), "repair");
        ck_assert_str_eq(text_in(old, "category"), "no_heat.single");
        ck_assert_str_eq(text_in(old, "accepted_at"), "2019-01-05T08:30:00+08:00");
        ck_assert_str_eq(text_in(old, "closed_at"), "2019-01-06T10:00:00+08:00");
        ck_assert_str_eq(text_in(old, "result"), "放气");
        ck_assert_str_ne(text_in(old, "grade"), "");
        ck_assert_uint_eq(json_array_size(json_object_get(old, "legs")), 0);
        ck_assert_int_gt(json_integer_value(json_object_get(old, "customer_id")), 0);
        json_decref(old);
        run_expect(0, "热价多少", "case", "show", "GD-77", "--database", database, NULL);
        /* One without a number gets the next of its day: behind those that other programs gave. */
        run_expect(0, "热价多少", "case", "show", "20190105-0008", "--database", database, NULL);
        run_expect(0, "20190105-0007", "customer", "show", "20000001", "--json", "--database", database,
                   NULL);
        run_expect(0, "GD-77", "search", "GD-77", "--database", database, NULL);
        run_expect(0, "20190105-0007", "search", "客厅不热", "--database", database, NULL);
        run_expect(0, NULL, "case", "list", "--database", database, NULL); /* none is open */
        run_leave();
    }
}
END_TEST

START_TEST(bad_rows__are_refused_with_line_and_reason__and_nothing_is_imported)
{
    static const struct {
        const char *file, *row;
    } rows[] = {{"broken-utf8.csv", "3,「内容」里有损坏的字符,A2,"},
                {"values.csv", "2,「受理时间」还没有填,A1,"},
                {"values.csv", "3,只导入已结的工单，要有「归档时间」"},
                {"values.csv", "4,「归档时间」早于「受理时间」,A3,"},
                {"values.csv", "5,「归档时间」还没有到,A4,"},
                {"values.csv", "6,「类型」没有“报销”这一项，可以填："},
                {"values.csv", "7,「内容」还没有填,A6,"},
                {"values.csv", "8,没有户号 9999 的用户,A7,"},
                {"values.csv", "9,「受理时间」要写成"},
                {"open.csv", "2,只导入已结的工单，要有「归档时间」；未结的请登记"},
                {"repeats.csv", "3,「工单号」和第2行的重复,A1,"},
                {"ragged.csv", "2,这一行有2格，列名有5个,A1,报修"},
                {"ragged.csv", "4,结束的引号后面还有文字"},
                {"phones.csv", "2,「电话」只能是数字，最多20位,A1,"}};
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        char wanted[300];
        enter();
        import(1, "什么都没有导入", rows[i].file);
        char *text = run_read("rejects.csv");
        snprintf(wanted, sizeof(wanted), "\r\n%s", rows[i].row);
        ck_assert_msg(strstr(text, wanted) != NULL, "no line \"%s\" in:\n%s", rows[i].row, text);
        free(text);
        assert_no_case();
        run_leave();
    }
}
END_TEST

START_TEST(a_column_that_is_none__an_endless_line__a_known_number__are_told)
{
    struct str text = {0};
    enter();
    import(2, "不认识第6列“户名”", "unknown.csv");
    run_expect(2, "应为 customers 或 cases", "import", "--as", "letters", "--database", database, "x.csv",
               NULL);
    str_add(&text, "工单号,类型,受理时间,归档时间,内容\r\nA1,报修,2019-01-05,2019-01-06,");
    for (int i = 0; i < 2 << 20; i++) {
        str_add_char(&text, 'x');
    }
    run_write("endless.csv", str_text(&text));
    run_expect(1, "第2行开始的一行超过", "import", "--as", "cases", "--database", database, "--rejects",
               rejects, run_path("endless.csv"), NULL);
    str_free(&text);
    assert_no_case();
    import(0, "新增3", "good.csv");
    import(1, "3行里有2行不能导入", "good.csv");
    run_leave();
}
END_TEST

START_TEST(partial__takes_the_good_rows_and_lists_the_others)
{
    enter();
    run_expect(1, "新增1", "import", "--as", "cases", "--partial", "--database", database, "--rejects",
               rejects, "tests/cli/import/cases/open.csv", NULL);
    run_expect(0, "结了", "case", "show", "A2", "--database", database, NULL);
    run_expect(1, "不是工单号", "case", "show", "A1", "--database", database, NULL);
    run_leave();
}
END_TEST

START_TEST(export__brings_cases_back_as_they_were__formulas_guarded)
{
    char first[300], other[300];
    enter();
    import(0, "新增2", "formulas.csv");
    snprintf(first, sizeof(first), "%s", run_path("first.csv"));
    run_expect(0, "导出工单2张", "export", "--cases", "--database", database, first, NULL);
    char *text = run_read("first.csv");
    ck_assert_ptr_nonnull(strstr(text, ",\"'=HYPERLINK(\"\"http://example.invalid\"\")\","));
    ck_assert_ptr_nonnull(strstr(text, ",'@a,"));
    free(text);
    snprintf(other, sizeof(other), "%s", run_path("other"));
    run_expect(0, NULL, "demo", "--customers", "3", "--cases", "0", "--open", "0", "--database", other, NULL);
    run_expect(0, "新增2", "import", "--as", "cases", "--database", other, "--rejects", rejects, first, NULL);
    run_expect(0, "内容：=HYPERLINK", "case", "show", "A1", "--database", other, NULL);
    run_leave();
}
END_TEST

/* Above the number of rows from which a bulk load is used. */
START_TEST(thousands__are_loaded_at_once__numbered_without_repeats__and_found)
{
    struct str text = {0};
    enter();
    str_add(&text, "工单号,类型,受理时间,归档时间,户号,内容\r\n"
                   "20180202-0500,报修,2018-02-02 07:00:00,2018-02-02 09:00:00,,有号的一单\r\n");
    for (int i = 0; i < 5000; i++) {
        str_printf(&text, ",报修,2018-%02d-%02d 08:00:00,2018-%02d-%02d 09:00:00,%d,旧单第%d号\r\n",
                   1 + i % 12, 1 + i % 28, 1 + i % 12, 1 + i % 28, 20000001 + i % 30, i);
    }
    run_write("many.csv", str_text(&text));
    str_free(&text);
    run_expect(0, "新增5001", "import", "--as", "cases", "--database", database, "--rejects", rejects,
               run_path("many.csv"), NULL);
    run_expect(0, "旧单第4321号", "search", "旧单第4321号", "--database", database, NULL);
    run_expect(0, "旧单", "case", "show", "20180101-0001", "--database", database, NULL);
    run_expect(0, "旧单", "case", "show", "20180202-0501", "--database", database,
               NULL); /* behind the given one */
    struct run run = run_binary("case", "new", "type=repair", "grade=2", "content=新的",
                                "answered_at=2018-01-01", "--json", "--database", database, NULL);
    ck_assert_msg(run.code == 0, "%s", run.err); /* the day's numbers go on */
    run_clear(&run);
    run_leave();
}
END_TEST

SUITE_MAIN("cli/import_cases", good_files__become_closed_cases_without_legs__of_their_households,
           bad_rows__are_refused_with_line_and_reason__and_nothing_is_imported,
           a_column_that_is_none__an_endless_line__a_known_number__are_told,
           partial__takes_the_good_rows_and_lists_the_others,
           export__brings_cases_back_as_they_were__formulas_guarded,
           thousands__are_loaded_at_once__numbered_without_repeats__and_found)
