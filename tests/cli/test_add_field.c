/* CONTRIBUTING.md promises that a field is one table line and one migration; this does exactly that. */

#include "suite.h"

#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli/run_binary.h"
#include "screen/terminal.h"
#include "store/store_fixture.h"

static int64_t count(struct db *db, const char *sql)
{
    struct stmt *stmt;
    bool row;
    fixture_ok(db_prepare(db, sql, &stmt, &err));
    fixture_ok(db_step(stmt, &row, &err));
    int64_t value = db_int(stmt, 0);
    db_reset(stmt);
    return value;
}

/* The new program's correction form shows the field and what case 2 holds in it. */
static void look_at_form(const char *binary, const char *database)
{
    char config[400];
    const char *const argv[] = {"--database", database, NULL};
    snprintf(config, sizeof(config), "XDG_STATE_HOME=%s", run_path("work/state"));
    const char *const environment[] = {config, "XDG_CONFIG_HOME=/nonexistent", NULL};
    struct terminal *terminal = terminal_start(
        argv,
        &(struct terminal_options){.rows = 60, .columns = 160, .binary = binary, .environment = environment});
    terminal_expect(terminal, "F10");
    terminal_keys(terminal, "1001<Tab>secret-1<Enter>");
    terminal_expect(terminal, "待办");
    terminal_keys(terminal, "<Enter>");
    terminal_expect(terminal, "F4修改");
    terminal_keys(terminal, "<F4>");
    terminal_expect(terminal, "方便联系时间");
    terminal_free(&terminal);
}

START_TEST(a_text_field__is_one_line_and_one_migration__then_in_form_json_search_storage_and_audit)
{
    int status;
    char tree[400];
    struct db *db = NULL;
    run_enter();
    ck_assert_ptr_nonnull(getcwd(tree, sizeof(tree)));
    const char *work = run_path("work");
    pid_t child = fork();
    if (child == 0) {
        execl("/bin/sh", "sh", "tests/cli/add-field", tree, work, (char *)NULL);
        _exit(127);
    }
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    ck_assert_msg(WIFEXITED(status) && WEXITSTATUS(status) == 0, "tests/cli/add-field failed, see above");
    fixture_ok(db_open(&db, run_path("work/db"), DB_READONLY, &err));
    ck_assert_int_eq(count(db, "SELECT count(*) FROM case_record WHERE contact_hours = '每天傍晚'"), 1);
    ck_assert_int_eq(
        count(db, "SELECT count(*) FROM audit_value WHERE field = 'contact_hours' AND value = '每天傍晚'"),
        1);
    db_close(&db);
    look_at_form(run_path("work/build/zuoxi"), run_path("work/db"));
    run_leave();
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("add_field");
    TCase *cases = tcase_create("add_field");
    tcase_set_timeout(cases, 180); /* it builds the program, on a machine that may be busy */
    tcase_add_test(cases,
                   a_text_field__is_one_line_and_one_migration__then_in_form_json_search_storage_and_audit);
    suite_add_tcase(suite, cases);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
