/* zuoxi user and seats in a large house. */

#include "suite.h"

#include <sqlite3.h>
#include <stdio.h>

#include "cli/run_binary.h"

/* So many more operators, their badges before everybody else's. */
static void hire(const char *db, int count)
{
    char sql[400];
    sqlite3 *people;
    snprintf(sql, sizeof(sql),
             "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d) "
             "INSERT OR IGNORE INTO person (id, badge, name, role, hash) "
             "SELECT 10000 + i, printf('0%%04d', i), '坐席', 'operator', '' FROM n",
             count);
    ck_assert_int_eq(sqlite3_open(db, &people), SQLITE_OK);
    ck_assert_int_eq(sqlite3_exec(people, sql, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(people);
}

START_TEST(accounts_of_a_large_house__are_all_listed__and_a_list_that_is_cut_says_so)
{
    char db[300];
    run_enter();
    snprintf(db, sizeof(db), "%s", run_path("db"));
    run_expect(0, "演示数据库", "demo", "--database", db, "--customers", "20", "--cases", "1", NULL);
    hire(db, 300);
    run_expect(0, "9001", "user", "list", "--badge", "9001", "--database", db, NULL);
    run_expect(0, "9001", "user", "list", "--database", db, NULL);
    run_expect(0, "9001", "seats", "list", "--database", db, NULL);
    hire(db, 1994);
    struct run run = run_binary("user", "list", "--json", "--database", db, NULL);
    ck_assert_str_eq(run.err, "");
    run_clear(&run);
    hire(db, 1995);
    run_expect(0, "超过 2000 个，只列出前面的", "user", "list", "--json", "--database", db, NULL);
    run_expect(0, "超过 2000 个，只列出前面的", "seats", "list", "--database", db, NULL);
    run_leave();
}
END_TEST

SUITE_MAIN("cli/people", accounts_of_a_large_house__are_all_listed__and_a_list_that_is_cut_says_so)
