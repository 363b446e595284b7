/* What `zuoxi verify` finds: edits, lost rows, wrong counts, orphaned drafts, single bits. */

#include "suite.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "desk/desk_fixture.h"
#include "fault/fault_vfs.h"
#include "fault/figure.h"
#include "zuoxi/base/mem.h"
#include "zuoxi/base/str.h"
#include "zuoxi/desk/backup.h"
#include "zuoxi/desk/casework.h"
#include "zuoxi/desk/draft.h"
#include "zuoxi/desk/verify.h"
#include "zuoxi/store/snapshot.h"

static struct desk_fixture *fixture;

static void enter(int cases)
{
    fixture = desk_fixture_open();
    for (int i = 0; i < cases; i++) {
        int64_t id = desk_fixture_case(fixture);
        if (i % 3 == 0) {
            struct err failed = {0};
            ck_assert_int_eq(
                desk_fixture_move(fixture, id, "dispatch", NULL, 0, &failed, "unit", "城东站", NULL),
                STATUS_OK);
        }
    }
    desk_fixture_act(fixture, ROLE_ADMIN);
}

static void leave(void)
{
    fixture->is_damaged = true;
    desk_fixture_close(fixture);
}

static void damage(const char *sql)
{
    fixture_begin(fixture->desk.store);
    fixture_sql(fixture->desk.store, sql);
    fixture_commit(fixture->desk.store);
}

/* The findings say this; and the damage is undone by `undo`. */
static void assert_found(const char *sql, const char *says, const char *undo)
{
    struct str findings = {0};
    damage(sql);
    fixture_ok(verify_database(&fixture->desk, NULL, &findings, &err));
    ck_assert_msg(strstr(str_text(&findings), says) != NULL, "after %s no “%s” in:\n%s", sql, says,
                  str_text(&findings));
    str_free(&findings);
    damage(undo);
    fixture_ok(verify_database(&fixture->desk, NULL, &findings, &err));
    ck_assert_str_eq(str_text(&findings), "");
    str_free(&findings);
}

START_TEST(what_was_edited_behind_the_program__is_named_with_its_record_and_field)
{
    enter(3);
    assert_found("UPDATE case_record SET result = 'x' || result, cause = '抬高' WHERE 0; "
                 "UPDATE case_record SET grade = '1' WHERE id = (SELECT min(id) FROM case_record)",
                 "级别：与审计里最后记下的不同",
                 "UPDATE case_record SET grade = '2' WHERE id = (SELECT min(id) FROM case_record)");
    assert_found("UPDATE contact SET answered_at = answered_at + 64", "接听时间：与审计里最后记下的不同",
                 "UPDATE contact SET answered_at = answered_at - 64");
    assert_found("UPDATE counter SET value = value + 1 WHERE name = 'open'", "未结工单计数 ：记着 4，应为 3",
                 "UPDATE counter SET value = value - 1 WHERE name = 'open'");
    assert_found("UPDATE leg SET due_at = due_at + 3600 WHERE met_at IS NULL", "工单在队列里的到期时间",
                 "UPDATE leg SET due_at = due_at - 3600 WHERE met_at IS NULL");
    assert_found("UPDATE sequence SET value = value - 1 WHERE name LIKE 'case/%'", "已用过的工单号",
                 "UPDATE sequence SET value = value + 1 WHERE name LIKE 'case/%'");
    assert_found("UPDATE timeline SET note = CAST(x'41FF' AS TEXT) WHERE id = (SELECT min(id) FROM timeline)",
                 "表 timeline 里有 1 处文字不是有效的 UTF-8",
                 "UPDATE timeline SET note = '' WHERE id = (SELECT min(id) FROM timeline)");
    leave();
}
END_TEST

/* Another desk, at work on one case. */
struct colleague {
    struct desk desk;
    int64_t case_id;
    int saves;
};

static struct colleague colleague;

static void save_once(void *context)
{
    struct colleague *at_work = context;
    struct case_file *file = mem_new(1, sizeof(*file));
    struct case_edit *edit = mem_new(1, sizeof(*edit));
    struct err busy; /* the check has the queue */
    fixture_ok(casework_load(&at_work->desk, at_work->case_id, file, &err));
    edit->before = edit->after = file->record;
    edit->details_before = edit->details_after = file->details;
    snprintf(edit->after.name, sizeof(edit->after.name), "第%d位", at_work->saves);
    request_make(edit->request);
    at_work->saves +=
        task_run(&at_work->desk, casework_edit, edit, edit->request, 0, NULL, &busy) == STATUS_OK;
    free(edit);
    free(file);
}

/* The chain's check follows the tail until it has caught up, which it cannot with who saves at each look. */
static void keep_saving(void *context, const char *name, int done, int total)
{
    (void)done, (void)total;
    fault_between(strcmp(name, "审计链") != 0 ? save_once : NULL, context);
}

START_TEST(a_save_between_any_two_looks__is_no_finding)
{
    const struct verify_watch watch = {keep_saving, &colleague};
    struct str findings = {0};
    fault_install();
    enter(2);
    const struct config *config = &fixture->config;
    fixture_ok(desk_open(&colleague.desk, fixture->database, &config->settings, &config->profile,
                         &config->book, &desk_fixture_clock, &err));
    colleague.desk.actor = (struct actor){.badge = "2001", .role = ROLE_LEAD, .origin = "console"};
    colleague.case_id = fixture_int(fixture->desk.store, "SELECT max(id) FROM case_record");
    fixture_ok(verify_database(&fixture->desk, &watch, &findings, &err));
    fault_between(NULL, NULL);
    ck_assert_int_gt(colleague.saves, 20);
    ck_assert_str_eq(str_text(&findings), "");
    desk_close(&colleague.desk);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(only_admins_and_the_owner_may_ask)
{
    struct str findings = {0};
    struct err err = {0};
    enter(1);
    desk_fixture_act(fixture, ROLE_LEAD);
    ck_assert_int_eq(verify_database(&fixture->desk, NULL, &findings, &err), STATUS_DENIED);
    leave();
}
END_TEST

START_TEST(drafts_that_nobody_gets_back__are_found__those_that_were_saved__only_noted)
{
    struct str findings = {0}, notes = {0};
    char path[200];
    enter(0);
    desk_fixture_act(fixture, ROLE_OPERATOR);
    struct intake *saved = desk_fixture_intake(fixture), *lost = desk_fixture_intake(fixture);
    fixture_ok(draft_save(&fixture->desk, DRAFT_INTAKE, lost, NULL, &err));
    fixture_ok(task_run(&fixture->desk, intake_save, saved, saved->request, 1000, NULL, &err));
    fixture_ok(draft_save(&fixture->desk, DRAFT_INTAKE, saved, NULL, &err));
    desk_fixture_act(fixture, ROLE_ADMIN);
    fixture_ok(verify_drafts(&fixture->desk, &findings, &notes, &err));
    ck_assert_str_eq(str_text(&findings), "");
    ck_assert_ptr_nonnull(strstr(str_text(&notes), "已经保存，下次签到时删去"));
    str_reset(&notes);
    damage("UPDATE person SET badge = '1009' WHERE badge = '1001'");
    snprintf(path, sizeof(path), "%s/zuoxi/drafts/2001-00ff.json", fixture->directory);
    int fd = open(path, O_WRONLY | O_CREAT, 0600);
    ck_assert_int_eq(write(fd, "{", 1), 1);
    close(fd);
    fixture_ok(verify_drafts(&fixture->desk, &findings, &notes, &err));
    ck_assert_ptr_nonnull(strstr(str_text(&findings), "工号不存在"));
    ck_assert_ptr_nonnull(strstr(str_text(&findings), "2001-00ff.json：草稿读不懂"));
    str_free(&findings);
    str_free(&notes);
    free(saved);
    free(lost);
    leave();
}
END_TEST

/* Everything a database says, in one number; *is_read = it could be read to the end. */
static uint64_t content_of(const char *path, bool *is_read)
{
    struct db *db = NULL;
    struct stmt *tables, *rows;
    bool row = false, more = false;
    uint64_t sum = 14695981039346656037U;
    *is_read = db_open(&db, path, DB_ASIDE, NULL) == STATUS_OK &&
               db_prepare(db,
                          "SELECT 'SELECT * FROM ' || name FROM sqlite_schema WHERE type = 'table' "
                          "AND name NOT LIKE '%\\_index%' ESCAPE '\\' ORDER BY name",
                          &tables, NULL) == STATUS_OK;
    while (*is_read && (*is_read = db_step(tables, &row, NULL) == STATUS_OK) && row) {
        *is_read = db_prepare(db, db_text(tables, 0, NULL), &rows, NULL) == STATUS_OK;
        while (*is_read && (*is_read = db_step(rows, &more, NULL) == STATUS_OK) && more) {
            for (int i = 0; i < 40; i++) {
                size_t length = 0;
                const char *text = db_text(rows, i, &length);
                sum = (sum ^ (db_is_null(rows, i) ? 255 : 1)) * 1099511628211U;
                for (size_t at = 0; at < length; at++) {
                    sum = (sum ^ (unsigned char)text[at]) * 1099511628211U;
                }
            }
        }
    }
    db_close(&db);
    return sum;
}

static void flip(const char *path, off_t at, int bit)
{
    unsigned char byte;
    int fd = open(path, O_RDWR);
    ck_assert_int_eq(pread(fd, &byte, 1, at), 1);
    byte = (unsigned char)(byte ^ (1 << bit));
    ck_assert_int_eq(pwrite(fd, &byte, 1, at), 1);
    close(fd);
}

static bool is_found_by_pages(const char *path, bool whole)
{
    struct db *db = NULL;
    bool is_sound = db_open(&db, path, DB_ASIDE, NULL) == STATUS_OK && db_check(db, whole, NULL) == STATUS_OK;
    db_close(&db);
    return !is_sound;
}

static bool is_found(const char *path)
{
    struct str findings = {0};
    struct store *copy = NULL;
    bool is_sound = snapshot_open(&copy, path, &desk_fixture_clock, NULL) == STATUS_OK &&
                    store_verify(copy, &findings, NULL) == STATUS_OK && findings.length == 0;
    store_close(&copy);
    str_free(&findings);
    return !is_sound;
}

/* By the digest beside it, as of any backup. */
static bool is_found_by_proof(const char *path)
{
    struct backup_file file;
    struct err refused;
    return backup_prove(path, NULL, &file, &refused) == STATUS_CORRUPT;
}

START_TEST(a_bit_that_falls_over_in_what_people_typed__is_found)
{
    struct stat info;
    uint64_t random = 20261125;
    bool is_read;
    int quick = 0, whole = 0, found = 0, harmless = 0, missed = 0, proven = 0;
    const int flips = figure_cases(15, 400);
    enter(60);
    char path[200];
    struct backup_file made;
    snprintf(path, sizeof(path), "%s/copy.db", fixture->directory);
    fixture_ok(backup_make(&fixture->desk, path, NULL, &made, &err));
    ck_assert_int_eq(stat(path, &info), 0);
    uint64_t content = content_of(path, &is_read);
    ck_assert(is_read && !is_found(path));
    for (int i = 0; i < flips; i++) {
        off_t at = (off_t)fixture_random(&random, (unsigned)info.st_size);
        int bit = (int)fixture_random(&random, 8);
        flip(path, at, bit);
        bool is_same = content_of(path, &is_read) == content && is_read;
        bool is_seen = is_found(path);
        quick += is_found_by_pages(path, false);
        whole += is_found_by_pages(path, true);
        proven += is_found_by_proof(path);
        found += is_seen;
        harmless += is_same && !is_seen;
        missed += !is_same && !is_seen;
        flip(path, at, bit);
    }
    ck_assert_msg(found >= whole, "verify finds less than integrity_check");
    ck_assert(!is_found(path));
    ck_assert_msg(proven == flips, "a bit of a backup that its digest does not tell");
    printf("%d bits: quick_check found %d, integrity_check %d, verify %d, a backup's digest %d; %d changed "
           "nothing, %d missed\n",
           flips, quick, whole, found, proven, harmless, missed);
    leave();
}
END_TEST

SUITE_MAIN("verify", what_was_edited_behind_the_program__is_named_with_its_record_and_field,
           a_save_between_any_two_looks__is_no_finding, only_admins_and_the_owner_may_ask,
           drafts_that_nobody_gets_back__are_found__those_that_were_saved__only_noted,
           a_bit_that_falls_over_in_what_people_typed__is_found)
