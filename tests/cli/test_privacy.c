/* What leaves the program by the command line: masked, unless a reason goes on record first. */

#include "suite.h"

#include <glob.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/run_binary.h"

/* A town with one household of ours, and one case of 1002's for it. */
static const char *town(void)
{
    static char database[300];
    snprintf(database, sizeof(database), "%s", run_path("town"));
    run_expect(0, NULL, "demo", "--customers", "20", "--cases", "1", "--open", "0", "--database", database,
               NULL);
    run_expect(0, NULL, "customer", "new", "account=K1", "name=访客甲", "phone=13800001234",
               "phone_3=13900005678", "community=南新里", "building=7", "entrance=1", "room=302",
               "--database", database, NULL);
    run_expect(0, NULL, "case", "new", "--badge", "1002", "type=repair", "category=no_heat.single", "grade=2",
               "phone=13800001234", "name=访客甲", "address=南新里7-1-302", "content=客厅暖气上热下凉",
               "--database", database, NULL);
    return database;
}

static void number_of(const char *database, char out[20])
{
    struct run run = run_binary("search", "访客甲", "--json", "--database", database, NULL);
    const char *at = strstr(run.out, "\"number\": \"20");
    ck_assert_msg(at != NULL, "%s%s", run.out, run.err);
    snprintf(out, 20, "%.13s", at + strlen("\"number\": \""));
    run_clear(&run);
}

/* Counts audit lines of an action; the last one's note in `note` (may be NULL). */
static int audited(const char *database, const char *action, char note[300])
{
    char query[600], line[300];
    int count = 0;
    snprintf(
        query, sizeof(query),
        "sqlite3 -readonly %s \"SELECT value FROM audit JOIN audit_value ON audit_id = id WHERE action = "
        "'%s' ORDER BY id\"",
        database, action);
    FILE *pipe = popen(query, "r");
    while (fgets(line, sizeof(line), pipe) != NULL) {
        count++;
        if (note != NULL) {
            strcpy(note, line);
        }
    }
    pclose(pipe);
    return count;
}

START_TEST(show__is_masked_for_a_colleague_and_whole_with_a_reason_for_who_may_reveal)
{
    char number[20], note[300];
    run_enter();
    const char *database = town();
    number_of(database, number);
    run_expect(0, "13800001234", "case", "show", number, "--badge", "1002", "--database", database, NULL);
    run_expect(0, "138****1234", "case", "show", number, "--badge", "1001", "--database", database, NULL);
    run_expect(0, "南新里7-***", "case", "show", number, "--json", "--badge", "1001", "--database", database,
               NULL);
    run_expect(0, "138****1234", "case", "show", number, "--badge", "2001", "--database", database, NULL);
    ck_assert_int_eq(audited(database, "phone.reveal", NULL), 0);
    run_expect(3, "无权显示完整号码", "case", "show", number, "--reveal", "好奇", "--badge", "1001",
               "--database", database, NULL);
    run_expect(1, "为什么", "case", "show", number, "--reveal", " ", "--badge", "2001", "--database",
               database, NULL);
    ck_assert_int_eq(audited(database, "phone.reveal", NULL), 0);
    run_expect(0, "13800001234", "case", "show", number, "--reveal", "投诉调查", "--badge", "2001",
               "--database", database, NULL);
    ck_assert_int_eq(audited(database, "phone.reveal", note), 1);
    ck_assert_str_eq(note, "投诉调查\n");
    run_expect(0, "139****5678", "customer", "show", "K1", "--json", "--badge", "2001", "--database",
               database, NULL);
    run_expect(0, "13900005678", "customer", "show", "K1", "--reveal", "回访用户", "--badge", "2001",
               "--database", database, NULL);
    run_expect(2, "--reveal", "customer", "show", "K1", "--revael", "回访用户", "--database", database, NULL);
    ck_assert_int_eq(audited(database, "phone.reveal", NULL), 2);
    run_leave();
}
END_TEST

START_TEST(export__is_masked_unless_why_and_how_many_stand_on_record)
{
    char note[300], path[300];
    run_enter();
    const char *database = town();
    run_expect(0, "138****1234,", "export", "--database", database, NULL);
    struct run run = run_binary("export", "--cases", "--database", database, NULL);
    ck_assert_ptr_null(strstr(run.out, "13800001234"));
    ck_assert_ptr_null(strstr(run.out, "7-1-302"));
    run_clear(&run);
    run_expect(2, "--reason", "export", "--whole", "--database", database, NULL);
    run_expect(2, "--whole", "export", "--reason", "移交", "--database", database, NULL);
    run_expect(2, "--reason", "export", "--whole", "--reason", " ", "--database", database, NULL);
    snprintf(path, sizeof(path), "%s", run_path("whole.csv"));
    run_expect(0, "21户", "export", "--whole", "--reason", "移交新系统", "--badge", "9001", "--database",
               database, path, NULL);
    char *text = run_read("whole.csv");
    ck_assert_ptr_nonnull(strstr(text, "13800001234"));
    ck_assert_ptr_nonnull(strstr(text, "南新里7-1-302"));
    free(text);
    audited(database, "customer.export", note);
    ck_assert_ptr_nonnull(strstr(note, "完整号码和地址，21 条，原因：移交新系统"));
    run_leave();
}
END_TEST

START_TEST(import__of_a_masked_file__leaves_phones_and_addresses_as_they_are)
{
    char path[300];
    run_enter();
    const char *database = town();
    snprintf(path, sizeof(path), "%s", run_path("masked.csv"));
    run_expect(0, "21户", "export", "--database", database, path, NULL);
    run_expect(0, "没有变化21", "import", "--as", "customers", "--database", database, path, NULL);
    run_expect(0, "13800001234", "customer", "show", "K1", "--database", database, NULL);
    run_leave();
}
END_TEST

START_TEST(retention__counts_what_is_past_by_year_and_a_held_case_is_kept)
{
    char number[20];
    run_enter();
    const char *database = town();
    number_of(database, number);
    run_write("old.csv", "类型,类别,级别,受理时间,归档时间,内容,姓名\r\n"
                         "报修,单户不热,三级,2020-11-05 09:00,2020-11-06 10:00,旧单一,甲\r\n"
                         "报修,单户不热,三级,2020-11-07 09:00,2020-11-08 10:00,旧单二,乙\r\n");
    run_expect(0, NULL, "import", "--as", "cases", "--database", database, run_path("old.csv"), NULL);
    run_expect(0, "\"count\": 2", "retention", "list", "--json", "--database", database, NULL);
    run_expect(0, "还没有归档", "retention", "show", number, "--database", database, NULL);
    run_expect(0, "保留：2001", "retention", "hold", "20201105-0001", "诉讼中", "--badge", "2001",
               "--database", database, NULL);
    run_expect(0, "保存至 2023-11-06", "retention", "show", "20201105-0001", "--database", database, NULL);
    run_expect(0, "\"held\": 1", "retention", "list", "--json", "--database", database, NULL);
    run_expect(3, "无权", "retention", "hold", "20201105-0001", "好奇", "--badge", "1001", "--database",
               database, NULL);
    run_expect(0, NULL, "retention", "release", "20201105-0001", "--database", database, NULL);
    run_expect(0, "\"held\": 0", "retention", "list", "--json", "--database", database, NULL);
    run_leave();
}
END_TEST

/* An imported complaint has no side record; it is the type that makes it one. */
START_TEST(retention__of_an_imported_complaint__is_that_of_complaints)
{
    run_enter();
    const char *database = town();
    run_write("old.csv", "类型,类别,级别,受理时间,归档时间,内容,姓名\r\n"
                         "投诉,长期不达标,三级,2019-11-05 09:00,2019-11-06 10:00,旧投诉,甲\r\n"
                         "报修,单户不热,三级,2019-11-07 09:00,2019-11-08 10:00,旧单,乙\r\n");
    run_expect(0, NULL, "import", "--as", "cases", "--database", database, run_path("old.csv"), NULL);
    run_expect(0, "保存至 2024-11-06", "retention", "show", "20191105-0001", "--database", database, NULL);
    run_expect(0, "保存至 2022-11-08", "retention", "show", "20191107-0001", "--database", database, NULL);
    run_expect(0, "\"kind\": \"complaints\"", "retention", "list", "--json", "--database", database, NULL);
    run_expect(0, "\"kind\": \"cases\"", "retention", "list", "--json", "--database", database, NULL);
    run_leave();
}
END_TEST

START_TEST(erase__takes_a_reason__and_says_when_old_content_is_left_in_the_log)
{
    sqlite3 *reader;
    glob_t clock;
    run_enter();
    const char *database = town();
    run_expect(0, NULL, "customer", "new", "account=K2", "name=访客乙", "phone=13800004321", "--database",
               database, NULL);
    run_expect(0, "还没有删除", "customer", "erase", "K2", "--database", database, NULL);
    run_expect(2, "--reason", "customer", "erase", "K2", "--yes", "--database", database, NULL);
    ck_assert_int_eq(sqlite3_open(database, &reader), SQLITE_OK);
    ck_assert_int_eq(sqlite3_exec(reader, "BEGIN; SELECT count(*) FROM person", NULL, NULL, NULL), SQLITE_OK);
    /* Two minutes of waiting for the reader go by in a second. */
    ck_assert_int_eq(glob("/usr/lib/*/faketime/libfaketime.so.1", 0, NULL, &clock), 0);
    setenv("LD_PRELOAD", clock.gl_pathv[0], 1);
    setenv("FAKETIME", "+0 x100", 1);
    run_expect(5, "还没有全部覆盖。再运行一次就接着做", "customer", "erase", "K2", "--reason", "本人要求",
               "--yes", "--database", database, NULL);
    unsetenv("LD_PRELOAD");
    globfree(&clock);
    sqlite3_close(reader);
    run_expect(0, "旧内容已覆盖", "customer", "erase", "K2", "--reason", "本人要求", "--yes", "--database",
               database, NULL);
    run_leave();
}
END_TEST

SUITE_MAIN("cli/privacy", show__is_masked_for_a_colleague_and_whole_with_a_reason_for_who_may_reveal,
           export__is_masked_unless_why_and_how_many_stand_on_record,
           import__of_a_masked_file__leaves_phones_and_addresses_as_they_are,
           retention__counts_what_is_past_by_year_and_a_held_case_is_kept,
           retention__of_an_imported_complaint__is_that_of_complaints,
           erase__takes_a_reason__and_says_when_old_content_is_left_in_the_log)
