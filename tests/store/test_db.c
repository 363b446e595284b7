#include <check.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/store_fixture.h"
#include "zuoxi/base/str.h"

static char folder[64];

static void make_folder(void)
{
    snprintf(folder, sizeof(folder), "/tmp/zuoxi-db-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
}

static const char *in_folder(const char *name)
{
    static char path[200];
    snprintf(path, sizeof(path), "%s/%s", folder, name);
    return path;
}

static void remove_folder(void)
{
    static const char *const names[] = {"a.db", "a.db-wal", "a.db-shm", "a.db.lock", "d", "text"};
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        remove(in_folder(names[i]));
    }
    rmdir(folder);
}

static struct db *open_new(void)
{
    struct db *db = NULL;
    make_folder();
    fixture_ok(db_open(&db, in_folder("a.db"), DB_CREATE, &err));
    return db;
}

static void close_new(struct db *db)
{
    db_close(&db);
    remove_folder();
}

static void write_file(const char *path, const char *bytes, size_t length)
{
    FILE *file = fopen(path, "wb");
    ck_assert_ptr_nonnull(file);
    ck_assert_uint_eq(fwrite(bytes, 1, length, file), length);
    fclose(file);
}

static int64_t read_int(struct db *db, const char *sql)
{
    struct stmt *stmt;
    bool row;
    fixture_ok(db_prepare(db, sql, &stmt, &err));
    fixture_ok(db_step(stmt, &row, &err));
    int64_t value = row ? db_int(stmt, 0) : -1;
    db_reset(stmt);
    return value;
}

START_TEST(a_new_file_is_for_its_owner_alone_and_its_log_too)
{
    struct stat file;
    umask(0);
    struct db *db = open_new();
    fixture_ok(db_execute(db, "CREATE TABLE t (x INTEGER) STRICT", &err));
    ck_assert_int_eq(stat(in_folder("a.db"), &file), 0);
    ck_assert_int_eq(file.st_mode & 0777, 0600);
    ck_assert_int_eq(stat(in_folder("a.db-wal"), &file), 0);
    ck_assert_int_eq(file.st_mode & 0777, 0600);
    close_new(db);
}
END_TEST

START_TEST(a_connection_has_the_settings_that_keep_records_safe)
{
    struct db *db = open_new();
    struct stmt *stmt;
    bool row;
    fixture_ok(db_prepare(db, "PRAGMA journal_mode", &stmt, &err));
    fixture_ok(db_step(stmt, &row, &err));
    ck_assert_str_eq(db_text(stmt, 0, NULL), "wal");
    db_reset(stmt);
    ck_assert_int_eq(read_int(db, "PRAGMA synchronous"), 2);
    ck_assert_int_eq(read_int(db, "PRAGMA foreign_keys"), 1);
    ck_assert_int_eq(read_int(db, "PRAGMA trusted_schema"), 0);
    /* Double quotes are names, never texts; the schema cannot be written. */
    ck_assert_int_eq(db_prepare(db, "SELECT \"abc\"", &stmt, NULL), STATUS_BUG);
    fixture_ok(db_execute(db, "PRAGMA writable_schema = ON", &err));
    ck_assert_int_ne(db_execute(db, "UPDATE sqlite_schema SET sql = ''", NULL), STATUS_OK);
    close_new(db);
}
END_TEST

START_TEST(nothing_checkpoints_by_itself)
{
    struct db *db = open_new();
    struct stat file;
    fixture_ok(db_execute(db, "CREATE TABLE t (x TEXT) STRICT", &err));
    ck_assert_int_eq(stat(in_folder("a.db"), &file), 0);
    off_t before = file.st_size;
    for (int i = 0; i < 40; i++) {
        fixture_ok(db_execute(db, "INSERT INTO t VALUES (hex(zeroblob(60000)))", &err));
    }
    ck_assert_int_eq(stat(in_folder("a.db"), &file), 0);
    ck_assert_int_eq(file.st_size,
                     before); /* SQLite's own checkpoint comes at 1,000 pages; this is over 1,100 */
    fixture_ok(db_checkpoint(db, 256, &err));
    ck_assert_int_eq(stat(in_folder("a.db"), &file), 0);
    ck_assert_int_gt(file.st_size, before + 4000000);
    close_new(db);
}
END_TEST

static void assert_refused(const char *path, enum db_open mode, enum status wanted, const char *words)
{
    struct db *db = NULL;
    struct err err = {.status = STATUS_OK};
    char text[1200];
    ck_assert_int_eq(db_open(&db, path, mode, &err), wanted);
    ck_assert_ptr_null(db);
    err_format(&err, text, sizeof(text));
    ck_assert_msg(strstr(text, words) != NULL, "%s does not say %s", text, words);
    ck_assert_msg(err.todo[0] != '\0', "%s gives no advice", text);
}

START_TEST(what_is_no_database_is_refused_in_words)
{
    make_folder();
    ck_assert_int_eq(mkdir(in_folder("d"), 0700), 0);
    assert_refused(in_folder("d"), DB_EXISTING, STATUS_FAILED, "目录");
    assert_refused(in_folder("none.db"), DB_EXISTING, STATUS_NOT_FOUND, "不存在");
    static const char text[] =
        "这是一份普通的文本,不是数据库。这是一份普通的文本,不是数据库。这是一份普通的文本。";
    write_file(in_folder("text"), text, sizeof(text));
    assert_refused(in_folder("text"), DB_EXISTING, STATUS_CORRUPT, "不是数据库");
    assert_refused(in_folder("text"), DB_CREATE, STATUS_CONFLICT, "已经存在");
    assert_refused("/dev/null", DB_EXISTING, STATUS_FAILED, "普通文件");
    remove_folder();
}
END_TEST

START_TEST(a_damaged_header_is_refused)
{
    struct db *db = open_new();
    fixture_ok(db_execute(db, "CREATE TABLE t (x INTEGER) STRICT", &err));
    db_close(&db);
    int fd = open(in_folder("a.db"), O_WRONLY);
    ck_assert_int_ge(fd, 0);
    ck_assert_int_eq(pwrite(fd, "garbage!", 8, 0), 8);
    close(fd);
    assert_refused(in_folder("a.db"), DB_EXISTING, STATUS_CORRUPT, "损坏");
    remove_folder();
}
END_TEST

START_TEST(a_read_only_file_or_directory_is_refused)
{
    struct db *db = open_new();
    fixture_ok(db_execute(db, "CREATE TABLE t (x INTEGER) STRICT", &err));
    db_close(&db);
    const char *path = in_folder("a.db");
    bool is_root = geteuid() == 0;
    ck_assert_int_eq(chmod(path, 0444), 0);
    ck_assert_int_eq(chmod(folder, 0777), 0);
    ck_assert(!is_root || seteuid(65534) == 0); /* root may write anywhere */
    assert_refused(path, DB_EXISTING, STATUS_READONLY, "数据库文件不可读写");
    ck_assert(!is_root || seteuid(0) == 0);
    ck_assert_int_eq(chmod(path, 0666), 0);
    ck_assert_int_eq(chmod(folder, 0555), 0);
    ck_assert(!is_root || seteuid(65534) == 0);
    assert_refused(path, DB_EXISTING, STATUS_READONLY, "目录不可写");
    assert_refused(in_folder("new.db"), DB_CREATE, STATUS_READONLY, "目录不可写");
    ck_assert(!is_root || seteuid(0) == 0);
    chmod(folder, 0700);
    remove_folder();
}
END_TEST

START_TEST(network_file_systems_are_known_and_local_ones_allowed)
{
    ck_assert_str_eq(db_refused_filesystem(0x6969), "NFS");
    ck_assert_str_eq(db_refused_filesystem((long)0xff534d42), "CIFS");
    ck_assert_str_eq(db_refused_filesystem((long)0xfffffffffe534d42),
                     "SMB2"); /* sign-extended by the kernel */
    ck_assert_str_eq(db_refused_filesystem(0x01021997), "9p");
    ck_assert_str_eq(db_refused_filesystem(0x65735546), "FUSE");
    ck_assert_ptr_null(db_refused_filesystem(0xef53));     /* ext4 */
    ck_assert_ptr_null(db_refused_filesystem(0x58465342)); /* xfs */
    ck_assert_ptr_null(db_refused_filesystem(0x794c7630)); /* overlay */
}
END_TEST

START_TEST(the_same_text_is_the_same_statement_wherever_it_lies)
{
    struct db *db = open_new();
    struct stmt *first, *second, *other;
    char copy[32];
    strcpy(copy, "SELECT 1");
    fixture_ok(db_prepare(db, "SELECT 1", &first, &err));
    fixture_ok(db_prepare(db, copy, &second, &err));
    ck_assert_ptr_eq(first, second);
    strcpy(copy, "SELECT 2"); /* another text at an address known already */
    fixture_ok(db_prepare(db, copy, &other, &err));
    ck_assert_ptr_ne(first, other);
    close_new(db);
}
END_TEST

START_TEST(very_many_texts_push_out_old_statements_but_never_one_in_use)
{
    struct db *db = open_new();
    struct stmt *kept, *stmt;
    bool row;
    char sql[64];
    fixture_ok(db_prepare(db, "SELECT 7 UNION ALL SELECT 8", &kept, &err));
    fixture_ok(db_step(kept, &row, &err));
    for (int i = 0; i < 500; i++) {
        snprintf(sql, sizeof(sql), "SELECT %d", i);
        fixture_ok(db_prepare(db, sql, &stmt, &err));
    }
    fixture_ok(db_step(kept, &row, &err));
    ck_assert_int_eq(db_int(kept, 0), 8);
    db_reset(kept);
    close_new(db);
}
END_TEST

START_TEST(a_second_writer_is_told_busy_at_once)
{
    struct db *first = open_new(), *second = NULL;
    fixture_ok(db_open(&second, in_folder("a.db"), DB_EXISTING, &err));
    fixture_ok(db_begin(first, &err));
    ck_assert_int_eq(db_begin(second, NULL), STATUS_BUSY);
    db_rollback(first);
    fixture_ok(db_begin(second, &err));
    db_rollback(second);
    db_close(&second);
    close_new(first);
}
END_TEST

START_TEST(another_connections_commit_changes_the_data_version)
{
    struct db *first = open_new(), *second = NULL;
    fixture_ok(db_open(&second, in_folder("a.db"), DB_EXISTING, &err));
    int64_t before = db_data_version(second);
    ck_assert_int_eq(db_data_version(second), before);
    fixture_ok(db_execute(first, "CREATE TABLE t (x INTEGER) STRICT", &err));
    ck_assert_int_ne(db_data_version(second), before);
    db_close(&second);
    close_new(first);
}
END_TEST

START_TEST(a_budget_stops_a_long_query_and_leaves_the_connection_usable)
{
    struct db *db = open_new();
    struct stmt *stmt;
    bool row;
    db_set_budget(db, 5);
    fixture_ok(
        db_prepare(db,
                   "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500000000) "
                   "SELECT count(*) FROM n",
                   &stmt, &err));
    ck_assert_int_eq(db_step(stmt, &row, NULL), STATUS_FAILED);
    ck_assert_int_eq(read_int(db, "SELECT 5"), 5);
    close_new(db);
}
END_TEST

/* As it happens without memory, or when a page cannot be read: what follows must not be committed by itself.
 */
START_TEST(a_failure_in_a_transaction__refuses_all_that_follows_in_it)
{
    struct db *db = open_new();
    struct err fault = {0};
    fixture_ok(db_execute(db, "CREATE TABLE t (id INTEGER PRIMARY KEY)", &err));
    fixture_ok(db_execute(db, "INSERT INTO t VALUES (1)", &err));
    fixture_ok(db_begin(db, &err));
    fixture_ok(db_execute(db, "INSERT INTO t VALUES (2)", &err));
    ck_assert_int_eq(db_execute(db, "INSERT OR ROLLBACK INTO t VALUES (1)", &fault), STATUS_CONFLICT);
    ck_assert_int_eq(db_execute(db, "INSERT INTO t VALUES (3)", &fault), STATUS_CONFLICT);
    ck_assert_ptr_nonnull(strstr(fault.what, "已全部撤回"));
    ck_assert_int_eq(db_commit(db, &fault), STATUS_CONFLICT);
    ck_assert_int_eq(read_int(db, "SELECT count(*) FROM t"), 1);
    fixture_ok(db_begin(db, &err));
    fixture_ok(db_execute(db, "INSERT INTO t VALUES (2)", &err));
    ck_assert_int_eq(db_execute(db, "SELECT nothing FROM nowhere", &fault), STATUS_BUG);
    ck_assert_int_eq(db_commit(db, &fault), STATUS_BUG);
    ck_assert_int_eq(read_int(db, "SELECT count(*) FROM t"), 1);
    fixture_ok(db_begin(db, &err));
    fixture_ok(db_execute(db, "INSERT INTO t VALUES (4)", &err));
    ck_assert_int_eq(db_execute(db, "INSERT INTO t VALUES (1)", &fault), STATUS_CONFLICT);
    fixture_ok(db_commit(db, &err));
    ck_assert_int_eq(read_int(db, "SELECT max(id) FROM t"), 4);
    close_new(db);
}
END_TEST

START_TEST(wrong_sql_is_a_bug_with_the_engines_words)
{
    struct db *db = open_new();
    struct stmt *stmt;
    struct err err;
    ck_assert_int_eq(db_prepare(db, "SELEKT 1", &stmt, &err), STATUS_BUG);
    ck_assert_ptr_nonnull(strstr(err.what, "SELEKT"));
    close_new(db);
}
END_TEST

START_TEST(reopening_checks_the_file_and_goes_on)
{
    struct db *db = open_new();
    fixture_ok(db_execute(db, "CREATE TABLE t (x INTEGER) STRICT; INSERT INTO t VALUES (3)", &err));
    fixture_ok(db_reopen(db, &err));
    ck_assert(!db_needs_reopen(db));
    ck_assert_int_eq(read_int(db, "SELECT x FROM t"), 3);
    close_new(db);
}
END_TEST

FIXTURE_MAIN("db", a_new_file_is_for_its_owner_alone_and_its_log_too,
             a_connection_has_the_settings_that_keep_records_safe, nothing_checkpoints_by_itself,
             what_is_no_database_is_refused_in_words, a_damaged_header_is_refused,
             a_read_only_file_or_directory_is_refused, network_file_systems_are_known_and_local_ones_allowed,
             the_same_text_is_the_same_statement_wherever_it_lies,
             very_many_texts_push_out_old_statements_but_never_one_in_use,
             a_second_writer_is_told_busy_at_once, another_connections_commit_changes_the_data_version,
             a_budget_stops_a_long_query_and_leaves_the_connection_usable,
             a_failure_in_a_transaction__refuses_all_that_follows_in_it,
             wrong_sql_is_a_bug_with_the_engines_words, reopening_checks_the_file_and_goes_on)
