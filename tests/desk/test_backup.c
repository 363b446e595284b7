/* Backups of a live database, which of them stay, and putting one back. */

#include "suite.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "desk/desk_fixture.h"
#include "zuoxi/desk/backup.h"
#include "zuoxi/store/audit.h"
#include "zuoxi/store/audit_mark.h"

#define DAY 86400

static struct desk_fixture *fixture;

static void open_desk(void)
{
    fixture_ok(desk_open(&fixture->desk, fixture->database, &fixture->config.settings,
                         &fixture->config.profile, &fixture->config.book, &desk_fixture_clock, &err));
    desk_fixture_act(fixture, ROLE_ADMIN);
}

static void enter(void)
{
    fixture = desk_fixture_open();
    for (int i = 0; i < 3; i++) {
        desk_fixture_case(fixture);
    }
    desk_fixture_act(fixture, ROLE_ADMIN);
}

static const char *in_folder(const char *name)
{
    static char paths[4][PATH_SIZE];
    static unsigned turn;
    char *path = paths[turn++ % 4];
    snprintf(path, PATH_SIZE, "%s/%s", fixture->directory, name);
    return path;
}

static bool is_there(const char *name)
{
    return access(in_folder(name), F_OK) == 0;
}

static void register_case(void)
{
    desk_fixture_act(fixture, ROLE_OPERATOR);
    desk_fixture_case(fixture);
    desk_fixture_act(fixture, ROLE_ADMIN);
}

static int64_t ask_copy(const char *path, const char *sql)
{
    struct store *copy = NULL;
    fixture_ok(snapshot_open(&copy, path, &desk_fixture_clock, &err));
    int64_t value = fixture_int(copy, sql);
    store_close(&copy);
    return value;
}

static struct backup_file make(const char *name)
{
    struct backup_file made;
    fixture_ok(backup_make(&fixture->desk, in_folder(name), NULL, &made, &err));
    return made;
}

static enum status restore(const char *name, struct restore_result *result, struct err *err)
{
    struct restore_request request = {.path = in_folder(name), .database = fixture->database};
    return backup_restore(&fixture->desk, &request, result, err);
}

START_TEST(a_backup__is_one_file_for_its_owner_alone__with_its_proof_beside_it)
{
    struct stat info;
    struct backup_file read;
    int64_t at = 0;
    char path[PATH_SIZE];
    enter();
    umask(0);
    struct backup_file made = make("a.db");
    ck_assert_int_eq(stat(made.path, &info), 0);
    ck_assert_int_eq(info.st_mode & 0777, 0600);
    ck_assert_int_eq(info.st_size, made.bytes);
    ck_assert_int_eq(made.holds.cases, 3);
    fixture_ok(backup_prove(made.path, NULL, &read, &err));
    ck_assert_str_eq(read.sha256, made.sha256);
    ck_assert_int_eq(read.holds.audit_count, made.holds.audit_count);
    ck_assert_int_eq(ask_copy(made.path, "SELECT count(*) FROM case_record"), 3);
    ck_assert(!is_there("a.db-wal") && !is_there("a.db-shm") && !is_there("a.db.part"));
    fixture_ok(backup_last(&fixture->desk, &at, path, &err));
    ck_assert_int_eq(at, DESK_NOW);
    ck_assert_str_eq(path, made.path);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(what_is_there_already__is_never_overwritten__nor_what_another_is_making)
{
    struct backup_file made;
    struct err err = {0};
    enter();
    close(open(in_folder("mine"), O_WRONLY | O_CREAT, 0600));
    ck_assert_int_eq(backup_make(&fixture->desk, in_folder("mine"), NULL, &made, &err), STATUS_CONFLICT);
    close(open(in_folder("b.db.sha256"), O_WRONLY | O_CREAT, 0600));
    ck_assert_int_eq(backup_make(&fixture->desk, in_folder("b.db"), NULL, &made, &err), STATUS_CONFLICT);
    ck_assert(!is_there("b.db") && !is_there("b.db.part"));
    ck_assert_int_eq(backup_make_in(&fixture->desk, in_folder("unmounted"), NULL, &made, &err),
                     STATUS_NOT_FOUND);
    desk_fixture_act(fixture, ROLE_LEAD);
    ck_assert_int_eq(backup_make(&fixture->desk, in_folder("c.db"), NULL, &made, &err), STATUS_DENIED);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(rotation__removes_only_whole_ones_of_its_own)
{
    struct backup_file made, *files;
    size_t removed, count;
    const struct rotation rotation = {.newest = 2, .daily = 3};
    enter();
    mkdir(in_folder("kept"), 0700);
    for (int i = 0; i < 6; i++) {
        desk_fixture_set_now(DESK_NOW + i * DAY);
        fixture_ok(backup_make_in(&fixture->desk, in_folder("kept"), NULL, &made, &err));
    }
    ck_assert_int_eq(truncate(in_folder("kept/zuoxi-20261125-100000.db"), 4096), 0);
    ck_assert_int_eq(unlink(in_folder("kept/zuoxi-20261126-100000.db.sha256")), 0);
    close(open(in_folder("kept/zuoxi-2026.db"), O_WRONLY | O_CREAT, 0600));
    fixture_ok(backup_rotate(&fixture->desk, in_folder("kept"), &rotation, &removed, &err));
    ck_assert_uint_eq(removed, 1); /* the 27th; the 28th to the 30th stay */
    ck_assert(!is_there("kept/zuoxi-20261127-100000.db") &&
              !is_there("kept/zuoxi-20261127-100000.db.sha256"));
    ck_assert(is_there("kept/zuoxi-20261128-100000.db"));
    ck_assert_msg(is_there("kept/zuoxi-20261125-100000.db"), "cut short: not ours any more");
    ck_assert_msg(is_there("kept/zuoxi-20261126-100000.db"), "without its proof");
    ck_assert(is_there("kept/zuoxi-2026.db"));
    fixture_ok(backup_list(&fixture->desk, in_folder("kept"), &files, &count, &err));
    ck_assert_uint_eq(count, 5);
    ck_assert_str_eq(files[0].path, made.path);
    ck_assert(files[0].is_whole && !files[4].is_whole);
    free(files);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(the_desk_is_warned__only_when_backups_are_configured_and_the_last_is_old)
{
    char text[200];
    enter();
    fixture_ok(backup_warning(&fixture->desk, text, sizeof(text), &err));
    ck_assert_str_eq(text, "");
    strcpy(fixture->config.settings.backup_directory, "/backup");
    fixture_ok(backup_warning(&fixture->desk, text, sizeof(text), &err));
    ck_assert_str_eq(text, "从未备份过");
    make("a.db");
    desk_fixture_set_now(DESK_NOW + 26 * 3600);
    fixture_ok(backup_warning(&fixture->desk, text, sizeof(text), &err));
    ck_assert_str_eq(text, "");
    desk_fixture_set_now(DESK_NOW + 27 * 3600);
    fixture_ok(backup_warning(&fixture->desk, text, sizeof(text), &err));
    ck_assert_str_eq(text, "最近一次备份是 2026-11-25 10:00，已过 27 小时");
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_restore__is_refused_while_a_desk_has_the_database_open)
{
    struct restore_result result;
    struct err err = {0};
    enter();
    make("a.db");
    register_case();
    pid_t child = fork(); /* another process, as a desk is */
    if (child == 0) {
        enum status status = restore("a.db", &result, &err);
        _exit(status == STATUS_BUSY ? 0 : 1);
    }
    int code;
    ck_assert_int_eq(waitpid(child, &code, 0), child);
    ck_assert_int_eq(code, 0);
    ck_assert_int_eq(desk_fixture_count(fixture, "case_record"), 4);
    ck_assert(!is_there("zuoxi.db.restore") && !is_there("zuoxi.db.restore.part"));
    register_case(); /* and it works on */
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_restore__keeps_the_old_one__gives_no_number_twice__and_is_on_the_audit)
{
    struct restore_result result;
    struct audit_mark_report mark;
    int64_t lines, bad;
    enter();
    fixture_begin(fixture->desk.store);
    fixture_sql(fixture->desk.store,
                "INSERT INTO hook_run (id, event_id, hook, event, payload, at, state, next_at) "
                "VALUES (1, 'e', 'h', 'accept', '{}', 1, 2, 1)");
    fixture_commit(fixture->desk.store);
    make("a.db");
    register_case();
    register_case();
    int64_t last_id = fixture_int(fixture->desk.store, "SELECT max(id) FROM contact");
    desk_close(&fixture->desk);
    fixture_ok(restore("a.db", &result, &err));
    ck_assert(result.is_proven);
    ck_assert_int_eq(result.cases_before, 5);
    ck_assert_int_eq(result.cases_now, 3);
    ck_assert_int_eq(result.hooks_put_aside, 1);
    ck_assert_int_eq(ask_copy(result.kept, "SELECT count(*) FROM case_record"), 5);
    open_desk();
    struct store *store = fixture->desk.store;
    ck_assert_int_eq(fixture_int(store, "SELECT count(*) FROM hook_run WHERE state = 0 AND next_at IS NULL"),
                     1);
    ck_assert_int_eq(fixture_int(store, "SELECT count(*) FROM audit WHERE action = 'backup.restore'"), 1);
    fixture_ok(audit_verify(store, &lines, &bad, &err));
    ck_assert_int_eq(bad, 0);
    fixture_ok(audit_mark_verify(store, &mark, &err)); /* an older copy meant to be one is no cut tail */
    ck_assert_int_eq(mark.state, AUDIT_MARK_NONE);
    register_case();
    fixture_ok(audit_mark_verify(store, &mark, &err));
    ck_assert_int_eq(mark.state, AUDIT_MARK_FITS);
    ck_assert_int_eq(mark.lag, 0);
    ck_assert_int_eq(fixture_int(store, "SELECT count(*) FROM case_record WHERE number = '20261125-0006'"),
                     1);
    ck_assert_int_gt(fixture_int(store,
                                 "SELECT min(id) FROM contact WHERE id > (SELECT min(id) + 20 FROM contact) "
                                 "OR id = (SELECT max(id) FROM contact)"),
                     last_id);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_restore__whose_old_mark_cannot_be_moved_aside__is_done_and_says_so)
{
    struct restore_result result;
    enter();
    make("a.db");
    register_case();
    desk_close(&fixture->desk);
    char *mark = fixture->config.settings.audit_mark; /* below a file: nothing there can be renamed */
    snprintf(mark, sizeof(fixture->config.settings.audit_mark), "%s", in_folder("a.db/mark"));
    fixture_ok(restore("a.db", &result, &err));
    ck_assert_int_ne(result.mark_left.status, STATUS_OK);
    ck_assert_ptr_nonnull(strstr(result.mark_left.where, "a.db/mark"));
    ck_assert_ptr_nonnull(strstr(result.mark_left.todo, "zuoxi audit mark"));
    ck_assert_int_eq(result.cases_now, 3);
    mark[0] = '\0';
    fixture_ok(restore("a.db", &result, &err));
    ck_assert_int_eq(result.mark_left.status, STATUS_OK);
    open_desk();
    ck_assert_int_eq(desk_fixture_count(fixture, "case_record"), 3);
    desk_fixture_close(fixture);
}
END_TEST

/* Change one byte in the middle of a file. */
static void damage(const char *path, off_t at)
{
    int fd = open(path, O_RDWR);
    char byte;
    ck_assert_int_eq(pread(fd, &byte, 1, at), 1);
    byte = (char)(byte ^ 4);
    ck_assert_int_eq(pwrite(fd, &byte, 1, at), 1);
    close(fd);
}

START_TEST(a_backup_that_was_changed__is_refused__and_so_is_one_of_a_newer_program)
{
    struct restore_result result;
    struct err refused = {0};
    enter();
    struct backup_file made = make("a.db");
    make("b.db");
    desk_close(&fixture->desk);
    damage(made.path, made.bytes / 2);
    ck_assert_int_eq(restore("a.db", &result, &refused), STATUS_CORRUPT);
    struct store *copy = NULL;
    fixture_ok(snapshot_open(&copy, in_folder("b.db"), &desk_fixture_clock, &err));
    fixture_sql(copy, "PRAGMA user_version = 9999");
    store_close(&copy);
    ck_assert_int_eq(restore("b.db", &result, &refused), STATUS_CORRUPT);
    unlink(in_folder("b.db.sha256"));
    ck_assert_int_eq(restore("b.db", &result, &refused), STATUS_NEWER);
    ck_assert_int_eq(restore("none.db", &result, &refused), STATUS_NOT_FOUND);
    ck_assert(!is_there("zuoxi.db.restore.part"));
    open_desk();
    ck_assert_int_eq(desk_fixture_count(fixture, "case_record"), 3);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_database_that_is_damaged_or_gone__is_replaced__what_is_left_of_it_kept)
{
    struct restore_result result;
    enter();
    make("a.db");
    desk_close(&fixture->desk);
    int fd = open(fixture->database, O_WRONLY | O_TRUNC);
    ck_assert_int_eq(write(fd, "this was a database once, a page of it at least", 47), 47);
    close(fd);
    fixture_ok(restore("a.db", &result, &err));
    ck_assert_int_eq(access(result.kept, F_OK), 0);
    open_desk();
    ck_assert_int_eq(desk_fixture_count(fixture, "case_record"), 3);
    desk_close(&fixture->desk);
    unlink(fixture->database);
    desk_fixture_set_now(DESK_NOW + 60);
    fixture_ok(restore("a.db", &result, &err));
    ck_assert_str_eq(result.kept, "");
    open_desk();
    ck_assert_int_eq(desk_fixture_count(fixture, "case_record"), 3);
    desk_fixture_close(fixture);
}
END_TEST

/* Dies at the nth word of progress. */
static bool die_at(void *context, enum backup_phase phase, int percent)
{
    int *left = context;
    (void)phase;
    (void)percent;
    if (--*left == 0) {
        kill(getpid(), SIGKILL);
    }
    return true;
}

/* True when it was killed before it had ended. */
static bool run_and_die(int at, bool is_restore, const char *name)
{
    pid_t child = fork();
    if (child == 0) {
        struct backup_watch watch = {die_at, &at};
        struct restore_request request = {
            .path = in_folder(name), .database = fixture->database, .watch = watch};
        struct restore_result result;
        struct backup_file made;
        struct err err = {0};
        if (is_restore) {
            backup_restore(&fixture->desk, &request, &result, &err);
        } else {
            open_desk();
            backup_make(&fixture->desk, in_folder(name), &watch, &made, &err);
        }
        _exit(0);
    }
    int code;
    ck_assert_int_eq(waitpid(child, &code, 0), child);
    return WIFSIGNALED(code);
}

START_TEST(a_backup_killed_at_any_word_of_progress__leaves_no_file_at_its_name__and_the_next_one_cleans_up)
{
    int killed = 0;
    enter();
    desk_close(&fixture->desk);
    while (run_and_die(killed + 1, false, "a.db")) {
        ck_assert(!is_there("a.db") || is_there("a.db.sha256"));
        killed++;
        if (is_there("a.db")) { /* it stood already, and only the note was missing */
            unlink(in_folder("a.db"));
        }
    }
    ck_assert_int_ge(killed, 4);
    struct backup_file read;
    fixture_ok(backup_prove(in_folder("a.db"), NULL, &read, &err));
    ck_assert(!is_there("a.db.part") && !is_there("a.db.part-journal"));
    open_desk();
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_restore_killed_at_any_word_of_progress__leaves_the_old_one_or_the_new_one)
{
    int killed = 0, olds = 0, news = 0;
    bool is_killed = true;
    enter();
    make("a.db");
    register_case();
    desk_close(&fixture->desk);
    while (is_killed) {
        is_killed = run_and_die(killed + 1, true, "a.db");
        desk_fixture_set_now(DESK_NOW + ++killed); /* another name for what is kept */
        open_desk();
        int64_t cases = desk_fixture_count(fixture, "case_record");
        fixture_ok(db_check(store_db(fixture->desk.store), true, &err));
        olds += cases == 4;
        news += cases == 3;
        ck_assert_int_eq(olds + news, killed);
        if (cases == 3) {
            register_case();
        }
        desk_close(&fixture->desk);
    }
    ck_assert_int_ge(olds, 4);
    ck_assert_int_ge(news, 1);
    open_desk();
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_disk_that_fills_up__leaves_nothing_and_hurts_nobody)
{
    enter();
    desk_close(&fixture->desk);
    pid_t child = fork();
    if (child == 0) {
        struct backup_file made;
        struct err err = {0};
        signal(SIGXFSZ, SIG_IGN);
        open_desk();
        struct rlimit limit = {100 * 1024, 100 * 1024};
        setrlimit(RLIMIT_FSIZE, &limit);
        enum status status = backup_make(&fixture->desk, in_folder("a.db"), NULL, &made, &err);
        _exit(status == STATUS_OK ? 1 : 0);
    }
    int code;
    ck_assert_int_eq(waitpid(child, &code, 0), child);
    ck_assert_int_eq(code, 0);
    ck_assert(!is_there("a.db") && !is_there("a.db.part") && !is_there("a.db.sha256"));
    open_desk();
    make("a.db");
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(while_others_save__the_copy_is_one_moment_of_the_database)
{
    int ready[2];
    int64_t lines, bad;
    char byte;
    enter();
    desk_close(&fixture->desk);
    ck_assert_int_eq(pipe(ready), 0);
    pid_t child = fork();
    if (child == 0) {
        open_desk();
        for (;;) {
            register_case();
            ck_assert_int_eq(write(ready[1], "x", 1), 1);
        }
    }
    ck_assert_int_eq(read(ready[0], &byte, 1), 1);
    open_desk();
    for (int i = 0; i < 5; i++) {
        char name[16];
        snprintf(name, sizeof(name), "%d.db", i);
        struct backup_file made = make(name);
        struct store *copy = NULL;
        fixture_ok(snapshot_open(&copy, made.path, &desk_fixture_clock, &err));
        fixture_ok(audit_verify(copy, &lines, &bad, &err));
        ck_assert_int_eq(bad, 0);
        ck_assert_int_eq(lines, made.holds.audit_count);
        ck_assert_int_eq(fixture_int(copy, "SELECT count(*) FROM case_record"), made.holds.cases);
        store_close(&copy);
        ck_assert_int_eq(read(ready[0], &byte, 1), 1);
    }
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
    desk_fixture_close(fixture);
}
END_TEST

SUITE_MAIN("backup", a_backup__is_one_file_for_its_owner_alone__with_its_proof_beside_it,
           what_is_there_already__is_never_overwritten__nor_what_another_is_making,
           rotation__removes_only_whole_ones_of_its_own,
           the_desk_is_warned__only_when_backups_are_configured_and_the_last_is_old,
           a_restore__is_refused_while_a_desk_has_the_database_open,
           a_restore__keeps_the_old_one__gives_no_number_twice__and_is_on_the_audit,
           a_restore__whose_old_mark_cannot_be_moved_aside__is_done_and_says_so,
           a_backup_that_was_changed__is_refused__and_so_is_one_of_a_newer_program,
           a_database_that_is_damaged_or_gone__is_replaced__what_is_left_of_it_kept,
           a_backup_killed_at_any_word_of_progress__leaves_no_file_at_its_name__and_the_next_one_cleans_up,
           a_restore_killed_at_any_word_of_progress__leaves_the_old_one_or_the_new_one,
           a_disk_that_fills_up__leaves_nothing_and_hurts_nobody,
           while_others_save__the_copy_is_one_moment_of_the_database)
