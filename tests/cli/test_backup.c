/* zuoxi backup and restore on the command line. */

#include "suite.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/run_binary.h"

static char database[300], folder[300];

static void enter(void)
{
    run_enter();
    snprintf(database, sizeof(database), "%s", run_path("db"));
    snprintf(folder, sizeof(folder), "%s", run_path("backups"));
    run_expect(0, "演示数据库", "demo", "--database", database, "--customers", "20", "--cases", "30", NULL);
}

START_TEST(backup__to_a_file__then_restore__says_what_happened)
{
    char copy[300];
    enter();
    snprintf(copy, sizeof(copy), "%s", run_path("copy.db"));
    run_expect(0, "工单30张)，检查无误", "backup", copy, "--database", database, NULL);
    run_expect(1, "不会覆盖", "backup", copy, "--database", database, NULL);
    run_expect(0, "已恢复到", "restore", copy, "--database", database, NULL);
    run_expect(0, "\"hooks_put_aside\": 0", "restore", copy, "--database", database, "--json", NULL);
    run_expect(4, "无法打开", "restore", run_path("none"), "--database", database, NULL);
    run_leave();
}
END_TEST

START_TEST(backup__into_a_directory__lists_and_tells_progress_as_json)
{
    enter();
    run_expect(4, "请先建好它", "backup", "--directory", folder, "--database", database, NULL);
    mkdir(folder, 0700);
    struct run run =
        run_binary("backup", "--directory", folder, "--keep", "2", "--database", database, "--json", NULL);
    ck_assert_int_eq(run.code, 0);
    ck_assert_ptr_nonnull(strstr(run.out, "{\"phase\":\"copy\",\"percent\":100}\n"));
    ck_assert_ptr_nonnull(strstr(run.out, "\"cases\":30,"));
    ck_assert_ptr_nonnull(strstr(run.out, "\"removed\":0}\n"));
    run_clear(&run);
    run_expect(0, "\"whole\": true", "backup", "--list", "--directory", folder, "--database", database,
               "--json", NULL);
    run_expect(0, " 30 单", "backup", "--list", "--directory", folder, "--database", database, NULL);
    run_leave();
}
END_TEST

START_TEST(backup__words_that_are_wrong__are_usage_errors)
{
    enter();
    run_expect(2, "请写备份到哪个文件", "backup", "--database", database, NULL);
    run_expect(2, "没有设置 backup_directory，请用 --directory", "backup", "--list", "--database", database,
               NULL);
    run_expect(2, "不能与", "backup", "a", "--list", "--database", database, NULL);
    run_expect(2, "--keep", "backup", "--keep", "viele", "--database", database, NULL);
    run_expect(2, "--keep 等只在", "backup", run_path("a"), "--keep-daily", "3", "--database", database,
               NULL);
    run_expect(2, "--keep 等只在", "backup", "--list", "--directory", folder, "--keep", "3", "--database",
               database, NULL);
    run_expect(2, "请写一个备份文件", "restore", "--database", database, NULL);
    run_expect(3, "无权备份", "backup", run_path("a"), "--badge", "1001", "--database", database, NULL);
    run_leave();
}
END_TEST

START_TEST(check__warns_of_a_backup_that_is_overdue)
{
    char config[300], text[900];
    enter();
    snprintf(config, sizeof(config), "%s", run_path("zuoxi.conf"));
    snprintf(text, sizeof(text), "database = \"%s\"\nbackup_directory = \"%s\"\n", database, folder);
    run_write("zuoxi.conf", text);
    run_expect(0, "backup_hours: 警告：从未备份过", "check", "--config", config, NULL);
    mkdir(folder, 0700);
    run_expect(0, "已备份到", "backup", "--config", config, NULL);
    struct run run = run_binary("check", "--config", config, NULL);
    ck_assert_ptr_null(strstr(run.out, "backup_hours"));
    run_clear(&run);
    run_leave();
}
END_TEST

SUITE_MAIN("cli/backup", backup__to_a_file__then_restore__says_what_happened,
           backup__into_a_directory__lists_and_tells_progress_as_json,
           backup__words_that_are_wrong__are_usage_errors, check__warns_of_a_backup_that_is_overdue)
