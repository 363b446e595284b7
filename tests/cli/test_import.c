/* zuoxi import and export: files as they come from elsewhere, the good and the bad. */

#include "suite.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "cli/run_binary.h"
#include "store/store_fixture.h"
#include "zuoxi/base/csv.h"
#include "zuoxi/base/mem.h"
#include "zuoxi/base/str.h"
#include "zuoxi/store/customer_store.h"
#include "zuoxi/store/people_store.h"
#include "zuoxi/store/record.h"
#include "zuoxi/store/search.h"

static char database[300], rejects[300];

/* An empty database of the calling user in a directory of its own, with an operator 1001 (no password). */
static void enter(void)
{
    struct store *store = NULL;
    struct person people[] = {
        {.badge = "9001", .name = "周涛", .role = ROLE_ADMIN, .hash = "*", .is_active = true},
        {.badge = "1001", .name = "王芳", .role = ROLE_OPERATOR, .hash = "*", .is_active = true}};
    run_enter();
    snprintf(database, sizeof(database), "%s", run_path("db"));
    snprintf(rejects, sizeof(rejects), "%s", run_path("rejects.csv"));
    struct store_options options = {.path = database, .clock = &clock_system};
    fixture_ok(store_create(database, "heating", false, &clock_system, &err));
    fixture_ok(store_open(&store, &options, &err));
    fixture_begin(store);
    for (size_t i = 0; i < 2; i++) {
        fixture_ok(people_store_add(store, &people[i], &err));
    }
    fixture_commit(store);
    store_close(&store);
}

static struct store *open_store(void)
{
    struct store *store = NULL;
    struct store_options options = {.path = database, .clock = &clock_system};
    fixture_ok(store_open(&store, &options, &err));
    return store;
}

static int64_t ask(const char *sql)
{
    struct store *store = open_store();
    int64_t value = fixture_int(store, sql);
    store_close(&store);
    return value;
}

static struct customer customer_of(const char *account)
{
    struct store *store = open_store();
    struct customer customer;
    fixture_ok(record_find(store, &customer_fields, "account", account, &customer, &err));
    store_close(&store);
    return customer;
}

static char *corpus(const char *name)
{
    static char path[300];
    snprintf(path, sizeof(path), "tests/cli/import/%s", name);
    return path;
}

static void import(int code, const char *says, const char *path)
{
    run_expect(code, says, "import", "--database", database, "--rejects", rejects, path, NULL);
}

/* Nothing of the file is there, and nothing is left lying about. */
static void assert_nothing(void)
{
    ck_assert_int_eq(ask("SELECT count(*) FROM customer"), 0);
    ck_assert_int_eq(ask("SELECT count(*) FROM import_row"), 0);
    ck_assert_int_eq(ask("SELECT first_id FROM incoming"), 0);
    ck_assert_int_eq(ask("SELECT count(*) FROM audit WHERE action = 'customer.import'"), 0);
}

static char *text_of(const char *path)
{
    FILE *file = fopen(path, "r");
    ck_assert_msg(file != NULL, "%s is missing", path);
    char *text = mem_new(1 << 20, 1);
    text[fread(text, 1, (1 << 20) - 1, file)] = '\0';
    fclose(file);
    return text;
}

/* The list of refused rows has a row that begins like this. */
static void assert_rejected(const char *begins)
{
    char *text = text_of(rejects), wanted[400];
    struct stat info;
    snprintf(wanted, sizeof(wanted), "\r\n%s", begins);
    ck_assert_msg(strstr(text, wanted) != NULL, "no line \"%s\" in:\n%s", begins, text);
    ck_assert_int_eq(strncmp(text, "\xEF\xBB\xBF行号,原因,", 16), 0);
    ck_assert_int_eq(stat(rejects, &info), 0);
    ck_assert_int_eq(info.st_mode & 0777, 0600);
    free(text);
}

START_TEST(good_files_of_every_encoding_and_separator__give_the_same_customers)
{
    static const char *const files[] = {"good-utf8.csv", "good-utf8-bom.csv", "good-gb18030.csv",
                                        "good-english.csv"};
    for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
        enter();
        import(0, "新增2", corpus(files[i]));
        struct customer customer = customer_of("0002");
        ck_assert_str_eq(customer.name, "李娜");
        ck_assert_str_eq(customer.phone, "13800000002");
        ck_assert_str_eq(customer.address, "阳光城7-1-502");
        ck_assert_int_eq(access(rejects, F_OK), -1);
        run_expect(0, "0002", "search", "--database", database, "阳光城 李娜", NULL);
        run_expect(0, "0001", "search", "--database", database, "13800000001", NULL);
        run_leave();
    }
}
END_TEST

START_TEST(several_phones__have_columns_of_their_own__and_come_back_unchanged)
{
    enter();
    import(0, "新增1", corpus("many-phones.csv"));
    struct customer customer = customer_of("0001");
    ck_assert_str_eq(customer.phone, "13800000001");
    ck_assert_str_eq(customer.phone_note, "本人");
    ck_assert_str_eq(customer.phone_other, "13800000002");
    ck_assert_str_eq(customer.phone_3, "03118886666");
    ck_assert_str_eq(customer.phone_3_note, "单位");
    ck_assert_str_eq(customer.phone_6, "13800000006");
    ck_assert_int_eq(customer.agreed_temperature.value, 2000);
    ck_assert_int_eq(customer.arrears.value, 12050);
    run_expect(0, "王芳", "customer", "find", "6666", "--database", database, NULL);
    char first[300];
    snprintf(first, sizeof(first), "%s", run_path("first.csv"));
    run_expect(0, "1户", "export", "--customers", "--database", database, first, NULL);
    import(0, "没有变化1", first);
    run_leave();
}
END_TEST

START_TEST(bad_rows__are_refused_with_line_and_reason__and_nothing_is_imported)
{
    static const struct {
        const char *file, *row;
    } cases[] = {{"broken-utf8.csv", "3,「姓名」里有损坏的字符,0002,"},
                 {"broken-gb18030.csv", "3,「姓名」里有损坏的字符,0002,"},
                 {"broken-mixed.csv", "4,「姓名」里有损坏的字符,0002,"},
                 {"ragged.csv", "2,这一行有2格，列名有3个,0001,王芳\r\n3,第4格有内容，但那里没有列名,0002,"},
                 {"ragged.csv", "4,结束的引号后面还有文字,0003,陈刚,"},
                 {"repeats.csv", "4,「户号」和第2行的重复,0001,陈刚"},
                 {"phones.csv", "2,「电话」只能是数字，最多20位,0001,王芳,1380000abcd\r\n3,「电话」"},
                 {"values.csv", "2,「称呼」没有“小姐姐”这一项，可以填：先生 女士"},
                 {"values.csv", "3,「重要用户」只能是"},
                 {"values.csv", "4,「供热面积(平方米)」要填数字，最多两位小数,0003,"},
                 {"values.csv", "5,「开栓日期」要写成"},
                 {"nul.csv", "2,有空字节(NUL),0001,"},
                 {"control.csv", "2,「姓名」里有控制字符,0001,王^["}};
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        enter();
        import(1, "什么都没有导入", corpus(cases[i].file));
        assert_rejected(cases[i].row);
        assert_nothing();
        run_leave();
    }
}
END_TEST

START_TEST(bad_files__are_refused_as_a_whole_with_what_to_do)
{
    static const struct {
        const char *file, *says;
        int code;
    } cases[] = {{"utf16.csv", "UTF-16", 1},
                 {"empty.csv", "文件是空的", 1},
                 {"header.csv", "只有列名", 1},
                 {"unknown.csv", "不认识第3列“电画”。是不是“电话”?", 2},
                 {"twice.csv", "第1列和第3列都是“户号”", 2},
                 {"quote.csv", "第2行开始的引号到文件结尾也没有结束", 1},
                 {"missing.csv", "missing.csv", 4},
                 {"", "不是普通文件", 1}};
    enter();
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        import(cases[i].code, cases[i].says, corpus(cases[i].file));
        assert_nothing();
        ck_assert_int_eq(access(rejects, F_OK), -1);
    }
    run_expect(2, "用法见", "import", "--database", database, NULL);
    run_expect(2, "--parcial", "import", "--database", database, "--parcial", "x.csv", NULL);
    run_leave();
}
END_TEST

START_TEST(partial__takes_the_good_rows__and_the_list_can_be_mended_and_imported)
{
    enter();
    run_expect(1, "新增1,更新0,没有变化0,拒绝2", "import", "--partial", "--database", database, "--rejects",
               rejects, corpus("phones.csv"), NULL);
    ck_assert_int_eq(ask("SELECT count(*) FROM customer"), 1);
    char *text = text_of(rejects), *at;
    ck_assert_ptr_nonnull(at = strstr(text, "1380000abcd"));
    memcpy(at, "13800000001", 11);
    ck_assert_ptr_nonnull(at = strstr(text, "1.38E+10"));
    memcpy(at, "13800002", 8);
    run_write("mended.csv", text);
    free(text);
    import(0, "新增2", run_path("mended.csv"));
    ck_assert_str_eq(customer_of("0001").phone, "13800000001");
    run_leave();
}
END_TEST

START_TEST(known_accounts__are_updated_by_their_non_empty_cells)
{
    enter();
    import(0, "新增2", corpus("good-utf8.csv"));
    import(0, "新增1,更新1,没有变化1,拒绝0", corpus("update.csv"));
    struct customer customer = customer_of("0001");
    ck_assert_str_eq(customer.name, "王芳");
    ck_assert_str_eq(customer.phone, "13800000009");
    ck_assert_str_eq(customer.address, "阳光城7-1-402");
    run_expect(0, "0001", "search", "--database", database, "13800000009", NULL);
    ck_assert_int_eq(ask("SELECT count(*) FROM customer"), 3);
    ck_assert_int_eq(ask("SELECT count(*) FROM audit WHERE action = 'customer.import'"), 2);
    ck_assert_int_eq(ask("SELECT count(*) FROM audit_value WHERE field = 'note' AND value LIKE "
                         "'update.csv sha256=% rows=3 added=1 updated=1 unchanged=1 rejected=0'"),
                     1);
    run_leave();
}
END_TEST

START_TEST(foreign_headings__are_read_by_a_map__whose_mistakes_are_named)
{
    enter();
    import(2, "不认识第1列“卡号”", corpus("foreign.csv"));
    char map[300];
    snprintf(map, sizeof(map), "%s", corpus("foreign.map"));
    run_expect(0, "新增1", "import", "--database", database, "--map", map, corpus("foreign.csv"), NULL);
    ck_assert_str_eq(customer_of("K-1").phone, "13800000001");
    run_write("bad.map", "# x\n卡号 = 户浩\n");
    snprintf(map, sizeof(map), "%s", run_path("bad.map"));
    run_expect(2, "没有字段“户浩”。是不是“户号”?", "import", "--database", database, "--map", map,
               corpus("foreign.csv"), NULL);
    run_leave();
}
END_TEST

START_TEST(formulas__are_kept_as_text__guarded_in_the_export__and_come_back_unchanged)
{
    enter();
    import(0, "新增4", corpus("formulas.csv"));
    ck_assert_str_eq(customer_of("0001").notes, "=HYPERLINK(\"http://example.invalid\")");
    ck_assert_str_eq(customer_of("0002").notes, "=1+1");
    ck_assert_str_eq(customer_of("0003").notes, "'@a");
    ck_assert_int_eq(customer_of("0004").arrears.value, 5);
    char first[300], second[300];
    snprintf(first, sizeof(first), "%s", run_path("first.csv"));
    snprintf(second, sizeof(second), "%s", run_path("second.csv"));
    run_expect(0, "4户", "export", "--customers", "--database", database, first, NULL);
    char *text = text_of(first);
    ck_assert_ptr_nonnull(strstr(text, ",\"'=HYPERLINK(\"\"http://example.invalid\"\")\"\r\n"));
    ck_assert_ptr_nonnull(strstr(text, ",'=1+1\r\n"));
    ck_assert_ptr_nonnull(strstr(text, ",12.50,"));
    run_expect(1, "不会覆盖", "export", "--database", database, first, NULL);
    struct stat info;
    ck_assert_int_eq(stat(first, &info), 0);
    ck_assert_int_eq(info.st_mode & 0777, 0600);
    import(0, "没有变化4", first);
    snprintf(database, sizeof(database), "%s", run_path("other"));
    fixture_ok(store_create(database, "heating", true, &clock_system, &err));
    struct store *store = open_store();
    struct person person = {
        .badge = "9001", .name = "周涛", .role = ROLE_ADMIN, .hash = "*", .is_active = true};
    fixture_begin(store);
    fixture_ok(people_store_add(store, &person, &err));
    fixture_commit(store);
    store_close(&store);
    import(0, "新增4", first);
    run_expect(0, NULL, "export", "--database", database, second, NULL);
    char *again = text_of(second);
    ck_assert_str_eq(text, again);
    free(text);
    free(again);
    run_leave();
}
END_TEST

START_TEST(export__in_gb18030_and_to_standard_output__can_be_imported_again)
{
    char path[300];
    enter();
    import(0, "新增2", corpus("good-utf8.csv"));
    snprintf(path, sizeof(path), "%s", run_path("gb.csv"));
    run_expect(0, "2户", "export", "--encoding", "gb18030", "--database", database, path, NULL);
    import(0, "GB18030", path);
    struct run run = run_binary("export", "--database", database, NULL);
    ck_assert_int_eq(run.code, 0);
    ck_assert_int_eq(strncmp(run.out, "\xEF\xBB\xBF户号,姓名,", 17), 0);
    run_clear(&run);
    ck_assert_int_eq(symlink("/tmp/elsewhere", run_path("link.csv")), 0);
    run_expect(1, "不会覆盖", "export", "--database", database, run_path("link.csv"), NULL);
    run_expect(2, "utf-7", "export", "--encoding=utf-7", "--database", database, NULL);
    ck_assert_int_eq(ask("SELECT count(*) FROM audit WHERE action = 'customer.export'"), 3);
    run_leave();
}
END_TEST

START_TEST(an_operator__may_neither_import_nor_export)
{
    enter();
    run_expect(3, "导入导出数据", "import", "--badge", "1001", "--database", database,
               corpus("good-utf8.csv"), NULL);
    run_expect(3, "导入导出数据", "export", "--badge", "1001", "--database", database, NULL);
    assert_nothing();
    run_leave();
}
END_TEST

START_TEST(an_address_of_two_thousand_characters__and_a_row_without_end__are_refused)
{
    struct str text = {0};
    enter();
    str_add(&text, "户号,姓名,地址\n0001,王芳,");
    for (int i = 0; i < 2000; i++) {
        str_add(&text, "长");
    }
    str_add(&text, "\n");
    run_write("long.csv", text.bytes);
    import(1, "什么都没有导入", run_path("long.csv"));
    assert_rejected("2,「地址」最多120个字，现在有2000个,0001,王芳,");
    str_reset(&text);
    str_add(&text, "户号,姓名\n0001,王芳\n0002,");
    for (int i = 0; i < CSV_RECORD_MAX; i++) {
        str_add(&text, "娜");
    }
    run_write("endless.csv", text.bytes);
    import(1, "第3行开始的一行超过", run_path("endless.csv"));
    assert_nothing();
    str_free(&text);
    run_leave();
}
END_TEST

START_TEST(the_list_of_refused_rows__replaces_an_older_list_but_no_other_file)
{
    enter();
    import(1, "什么都没有导入", corpus("phones.csv"));
    import(1, "什么都没有导入", corpus("repeats.csv"));
    assert_rejected("4,「户号」和第2行的重复");
    run_write("rejects.csv", "my own notes\n");
    import(1, "不是拒绝清单", corpus("phones.csv"));
    char *text = text_of(rejects);
    ck_assert_str_eq(text, "my own notes\n");
    free(text);
    run_leave();
}
END_TEST

/* A file of many rows, which takes long enough to be killed in the middle. */
static void write_many(const char *name, int rows)
{
    FILE *file = fopen(run_path(name), "w");
    ck_assert_ptr_nonnull(file);
    fputs("户号,姓名,电话,小区,楼,单元,室\n", file);
    for (int i = 0; i < rows; i++) {
        fprintf(file, "%08d,王芳%d,1380000%04d,阳光城,%d,1,%d\n", i, i % 97, i % 10000, i % 40,
                101 + i % 900);
    }
    fclose(file);
}

static pid_t start_import(const char *path)
{
    const char *binary = getenv("ZUOXI_BINARY");
    pid_t child = fork();
    if (child == 0) {
        int null = open("/dev/null", O_RDWR);
        dup2(null, 1);
        dup2(null, 2);
        execl(binary == NULL ? "build/zuoxi" : binary, "zuoxi", "import", "--database", database, path,
              (char *)NULL);
        _exit(127);
    }
    ck_assert_int_gt(child, 0);
    return child;
}

/* So many customers have this 户号, this number, and these words in their addresses. */
static void assert_finds(struct store *store, const char *account, const char *phone, size_t expected)
{
    struct customer_row rows[4];
    struct search_hit hits[4];
    size_t count = 0;
    fixture_ok(customer_store_by_account(store, account, 4, rows, &count, &err));
    ck_assert_uint_eq(count, expected);
    fixture_ok(customer_store_by_phone(store, phone, 1, rows, &count, &err));
    ck_assert_uint_eq(count, expected);
    fixture_ok(customer_store_by_name(store, "王芳", 1, rows, &count, &err));
    ck_assert_uint_eq(count, expected);
    fixture_ok(customer_store_by_fragments(store, "阳光城 101", 1, rows, &count, &err));
    ck_assert_uint_eq(count, expected);
    fixture_ok(search_words(store, "王芳 阳光城", 0, 1, hits, &count, &err));
    ck_assert_uint_eq(count, expected);
}

START_TEST(killed_in_the_middle__leaves_nothing_visible__and_the_next_import_clears_up)
{
    char path[300];
    int status;
    enter();
    write_many("many.csv", 60000);
    snprintf(path, sizeof(path), "%s", run_path("many.csv"));
    struct store *store = open_store();
    pid_t child = start_import(path);
    while (fixture_int(store, "SELECT count(*) FROM (SELECT 1 FROM customer LIMIT 1000)") < 1000) {
        ck_assert_int_eq(waitpid(child, &status, WNOHANG), 0);
    }
    import(5, "另一个导入正在进行", corpus("good-utf8.csv"));
    kill(child, SIGKILL);
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    ck_assert(WIFSIGNALED(status));
    assert_finds(store, "00000001", "13800000001", 0);
    store_close(&store);
    import(0, "新增2", corpus("good-utf8.csv"));
    ck_assert_int_eq(ask("SELECT count(*) FROM customer"), 2);
    ck_assert_int_eq(ask("SELECT first_id FROM incoming"), 0);
    store = open_store();
    fixture_ok(search_verify(store, &err));
    store_close(&store);
    run_leave();
}
END_TEST

START_TEST(while_rows_come_in__another_desk_saves_and_sees_none_of_them)
{
    char path[300];
    int status, saves = 0;
    enter();
    write_many("many.csv", 30000);
    snprintf(path, sizeof(path), "%s", run_path("many.csv"));
    struct store *store = open_store();
    pid_t child = start_import(path);
    while (waitpid(child, &status, WNOHANG) == 0) {
        enum status begun;
        int64_t waited = 0;
        while ((begun = store_begin(store, waited, NULL)) == STATUS_BUSY) {
            waited += 50;
        }
        ck_assert_int_eq(begun, STATUS_OK);
        fixture_case(store, "暖气不热", false, 0);
        saves += fixture_int(store, "SELECT first_id FROM incoming") > 0;
        fixture_commit(store);
        kill(child, SIGSTOP); /* so that it does not end between two questions */
        /* Before the last transaction nothing is to be seen, in none of the indexes. */
        if (fixture_int(store, "SELECT first_id FROM incoming") > 0) {
            assert_finds(store, "00000001", "13800000001", 0);
        }
        kill(child, SIGCONT);
    }
    ck_assert(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    ck_assert_int_gt(saves, 3);
    ck_assert_int_eq(fixture_int(store, "SELECT count(*) FROM customer"), 30000);
    assert_finds(store, "00000001", "13800000001", 1);
    fixture_ok(search_verify(store, &err));
    store_close(&store);
    run_leave();
}
END_TEST

SUITE_MAIN("cli/import", good_files_of_every_encoding_and_separator__give_the_same_customers,
           several_phones__have_columns_of_their_own__and_come_back_unchanged,
           bad_rows__are_refused_with_line_and_reason__and_nothing_is_imported,
           bad_files__are_refused_as_a_whole_with_what_to_do,
           partial__takes_the_good_rows__and_the_list_can_be_mended_and_imported,
           known_accounts__are_updated_by_their_non_empty_cells,
           foreign_headings__are_read_by_a_map__whose_mistakes_are_named,
           formulas__are_kept_as_text__guarded_in_the_export__and_come_back_unchanged,
           export__in_gb18030_and_to_standard_output__can_be_imported_again,
           an_operator__may_neither_import_nor_export,
           an_address_of_two_thousand_characters__and_a_row_without_end__are_refused,
           the_list_of_refused_rows__replaces_an_older_list_but_no_other_file,
           killed_in_the_middle__leaves_nothing_visible__and_the_next_import_clears_up,
           while_rows_come_in__another_desk_saves_and_sees_none_of_them)
