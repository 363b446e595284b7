#include "suite.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "desk/desk_fixture.h"
#include "zuoxi/desk/live_roster.h"

/* DESK_NOW is 2026-11-25 10:00. */
static enum status set(struct desk_fixture *fixture, int date, const char *badge, const char *before,
                       const char *after, struct err *err)
{
    struct roster_edit *edit = roster_edit_new(1);
    int64_t changed;
    edit->changes[0].date = date;
    strcpy(edit->changes[0].badge, badge);
    strcpy(edit->changes[0].before, before);
    strcpy(edit->changes[0].after, after);
    enum status status = task_run(&fixture->desk, roster_set, edit, edit->request, 1000, &changed, err);
    free(edit);
    return status;
}

START_TEST(set__by_a_lead__is_stored_audited_and_refused_when_it_was_seen_otherwise)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct roster_rows rows = {0};
    struct err refusal;
    ck_assert_int_eq(set(fixture, 20261125, "1001", "", "早班", &refusal), STATUS_DENIED);
    desk_fixture_act(fixture, ROLE_LEAD);
    fixture_ok(set(fixture, 20261125, "1001", "", "早班", &err));
    ck_assert_int_eq(set(fixture, 20261125, "1001", "中班", "夜班", &refusal), STATUS_CONFLICT);
    ck_assert_ptr_nonnull(strstr(refusal.what, "早班"));
    ck_assert_int_eq(set(fixture, 20261125, "9001", "", "早班", &refusal), STATUS_INVALID);
    ck_assert_int_eq(set(fixture, 20261125, "7777", "", "早班", &refusal), STATUS_NOT_FOUND);
    ck_assert_int_eq(set(fixture, 20261131, "1001", "", "早班", &refusal), STATUS_INVALID);
    ck_assert_int_eq(set(fixture, 20261126, "1001", "", "大班", &refusal), STATUS_INVALID);
    fixture_ok(set(fixture, 20261124, "2001", "", "leave", &err));
    desk_fixture_act(fixture, ROLE_OPERATOR);
    fixture_ok(roster_load(&fixture->desk, 20261124, 20261125, &rows, &err));
    ck_assert_uint_eq(rows.count, 2);
    ck_assert_str_eq(rows.items[0].badge, "2001");
    ck_assert_str_eq(rows.items[1].plan, "早班");
    ck_assert_int_eq(
        fixture_int(fixture->desk.store, "SELECT count(*) FROM audit WHERE action = 'roster.set'"), 2);
    desk_fixture_act(fixture, ROLE_LEAD);
    fixture_ok(set(fixture, 20261125, "1001", "早班", "", &err));
    ck_assert_int_eq(desk_fixture_count(fixture, "roster"), 1);
    roster_rows_clear(&rows);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(warnings__only_once_the_roster_is_used__and_not_of_what_is_over)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct roster_finding found[64];
    char text[200];
    size_t total;
    desk_fixture_act(fixture, ROLE_LEAD);
    fixture_ok(roster_warnings(&fixture->desk, found, 64, &total, &err));
    ck_assert_uint_eq(total, 0);
    fixture_ok(set(fixture, 20261125, "1001", "", "中班", &err));
    fixture_ok(roster_warnings(&fixture->desk, found, 64, &total, &err));
    ck_assert_uint_eq(total, 1 + 7 * 3); /* today's early shift still runs, the night is over */
    roster_finding_text(&found[0], text, sizeof(text));
    ck_assert_str_eq(text, "11-25 早班 缺 1 人（要 1 人）");
    desk_fixture_set_now(DESK_NOW + 40 * 86400);
    fixture_ok(roster_warnings(&fixture->desk, found, 64, &total, &err));
    ck_assert_uint_eq(total, 0); /* given up long ago */
    desk_fixture_close(fixture);
}
END_TEST

static void write_file(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    ck_assert_ptr_nonnull(file);
    fputs(text, file);
    ck_assert_int_eq(fclose(file), 0);
}

static enum status import(struct desk_fixture *fixture, const char *text, struct str *problems,
                          struct err *err)
{
    char path[96];
    struct roster_edit *edit;
    int64_t changed;
    snprintf(path, sizeof(path), "%s/roster.csv", fixture->directory);
    write_file(path, text);
    enum status status = roster_import_read(&fixture->desk, path, &edit, problems, err);
    if (status == STATUS_OK) {
        status = task_run(&fixture->desk, roster_set, edit, edit->request, 1000, &changed, err);
    }
    free(edit);
    unlink(path);
    return status;
}

START_TEST(import__tables_and_lists__come_back_as_exported)
{
    static const char *const sound[] = {
        "工号,姓名,2026-11-25,2026-11-26\r\n1001,王芳,早,夜班\r\n2001,,休,请假\r\n",
        "日期,工号,班次\n2026/11/25,1001,早班\n2026-11-26,1001,夜\n2026-11-26,2001,假\n",
        "\xEF\xBB\xBF"
        "badge;date;shift\n1001;2026-11-25;早\n1001;2026-11-26;夜\n2001;2026-11-26;leave\n",
    };
    struct desk_fixture *fixture = desk_fixture_open();
    struct str out = {0}, first = {0}, problems = {0};
    desk_fixture_act(fixture, ROLE_LEAD);
    for (size_t i = 0; i < 3; i++) {
        fixture_ok(import(fixture, sound[i], &problems, &err));
        ck_assert_uint_eq(problems.length, 0);
        str_reset(&out);
        fixture_ok(roster_export(&fixture->desk, 202611, &out, &err));
        if (i == 0) {
            str_add(&first, str_text(&out));
        }
        ck_assert_str_eq(str_text(&out), str_text(&first));
    }
    ck_assert_ptr_nonnull(strstr(str_text(&out), "早班,夜班,"));
    fixture_sql(fixture->desk.store, "DELETE FROM roster");
    fixture_ok(import(fixture, str_text(&first), &problems, &err));
    ck_assert_int_eq(desk_fixture_count(fixture, "roster"), 3);
    str_free(&out);
    str_free(&first);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(import__anything_wrong__names_every_line_and_takes_nothing)
{
    static const struct {
        const char *text, *said;
    } rows[] = {
        {"工号,姓名\n1001,王芳\n", NULL},
        {"", NULL},
        {"日期,工号,班次\n2026-11-25,1001,早\n2026-02-30,1001,早\n2026-11-26,,早\n", ":3: “2026-02-30”"},
        {"日期,工号,班次\n2026-11-25,1001,大班\n", ":2: 没有班次“大班”"},
        {"日期,工号,班次\n2026-11-25,1001,早\n2026-11-25,1001,中\n", ":3: 工号 1001 的同一天"},
        {"工号,2026-11-25\n7777,早\n", ":2: 工号“7777”不是在用的坐席或班长"},
        {"工号,2026-11-25\n9001,早\n", ":2: 工号“9001”"}, /* an admin */
        {"日期,工号,班次\n2026-11-25,1001,\xFF\n", ":2: 没有班次"},
    };
    struct desk_fixture *fixture = desk_fixture_open();
    desk_fixture_act(fixture, ROLE_LEAD);
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct str problems = {0};
        struct err refusal = {0};
        ck_assert_int_ne(import(fixture, rows[i].text, &problems, &refusal), STATUS_OK);
        ck_assert_msg(rows[i].said == NULL || strstr(str_text(&problems), rows[i].said) != NULL, "%s: %s",
                      rows[i].text, str_text(&problems));
        ck_assert_int_eq(desk_fixture_count(fixture, "roster"), 0);
        str_free(&problems);
    }
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(import__of_what_is_no_table__is_refused_at_once)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct roster_edit *edit;
    struct str problems = {0};
    struct err refusal;
    char path[96];
    snprintf(path, sizeof(path), "%s/pipe.csv", fixture->directory);
    desk_fixture_act(fixture, ROLE_LEAD);
    ck_assert_int_eq(mkfifo(path, 0600), 0); /* opening one waits for a writer that never comes */
    ck_assert_int_eq(roster_import_read(&fixture->desk, path, &edit, &problems, &refusal), STATUS_INVALID);
    ck_assert_int_eq(roster_import_read(&fixture->desk, "/dev/zero", &edit, &problems, &refusal),
                     STATUS_INVALID);
    unlink(path);
    write_file(path, "日期,工号,班次\n");
    ck_assert_int_eq(truncate(path, 4194305), 0);
    ck_assert_int_eq(roster_import_read(&fixture->desk, path, &edit, &problems, &refusal), STATUS_INVALID);
    ck_assert_ptr_nonnull(strstr(refusal.what, "4 MB"));
    unlink(path);
    desk_fixture_close(fixture);
}
END_TEST

/* A list of so many days off, a year of each person. */
static enum status read_many(struct desk_fixture *fixture, int count, struct err *err)
{
    struct roster_edit *edit;
    struct str list = {0}, problems = {0};
    char path[96];
    int date = 20260101;
    str_add(&list, "日期,工号,班次\n");
    for (int i = 0; i < count; i++) {
        str_printf(&list, "%04d-%02d-%02d,%d,休\n", date / 10000, date / 100 % 100, date % 100,
                   5000 + i / 365);
        date = i % 365 == 364 ? 20260101 : date_next(date);
    }
    snprintf(path, sizeof(path), "%s/many.csv", fixture->directory);
    write_file(path, str_text(&list));
    enum status status = roster_import_read(&fixture->desk, path, &edit, &problems, err);
    ck_assert_str_eq(str_text(&problems), "");
    free(edit);
    str_free(&list);
    unlink(path);
    return status;
}

START_TEST(import__of_as_much_as_it_says__is_taken__one_more_is_not)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct err refusal;
    desk_fixture_act(fixture, ROLE_LEAD);
    fixture_ok(read_many(fixture, 20000, &err));
    ck_assert_int_eq(read_many(fixture, 20001, &refusal), STATUS_INVALID);
    ck_assert_ptr_nonnull(strstr(refusal.what, "最多导入 20000 人日"));
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(live__says_who_works_now__and_reads_again_only_after_a_change)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct live_roster live = {0};
    bool is_new;
    desk_fixture_act(fixture, ROLE_LEAD);
    fixture_ok(live_roster_refresh(&fixture->desk, &live, &is_new, &err));
    ck_assert(is_new);
    ck_assert_ptr_null(live_roster_turn(&fixture->desk, &live, "1001").shift);
    fixture_ok(live_roster_refresh(&fixture->desk, &live, &is_new, &err));
    ck_assert(!is_new);
    fixture_ok(set(fixture, 20261125, "1001", "", "早班+中班", &err));
    fixture_ok(live_roster_refresh(&fixture->desk, &live, &is_new, &err));
    ck_assert(is_new);
    ck_assert_uint_gt(live.finding_count, 0);
    ck_assert_str_eq(live_roster_turn(&fixture->desk, &live, "1001").shift->name, "早班");
    desk_fixture_set_now(DESK_NOW + 6 * 3600);
    ck_assert_str_eq(live_roster_turn(&fixture->desk, &live, "1001").shift->name, "中班");
    desk_fixture_set_now(DESK_NOW + 86400);
    fixture_ok(live_roster_refresh(&fixture->desk, &live, &is_new, &err));
    ck_assert(is_new); /* another day */
    live_roster_clear(&live);
    desk_fixture_close(fixture);
}
END_TEST

SUITE_MAIN("desk/roster", set__by_a_lead__is_stored_audited_and_refused_when_it_was_seen_otherwise,
           warnings__only_once_the_roster_is_used__and_not_of_what_is_over,
           import__tables_and_lists__come_back_as_exported,
           import__anything_wrong__names_every_line_and_takes_nothing,
           import__of_what_is_no_table__is_refused_at_once,
           import__of_as_much_as_it_says__is_taken__one_more_is_not,
           live__says_who_works_now__and_reads_again_only_after_a_change)
