#include <check.h>
#include <stdio.h>
#include <string.h>

#include "store/store_fixture.h"
#include "zuoxi/base/str.h"
#include "zuoxi/store/migrate.h"

static const struct migration good[] = {
    {1, "one",
     "CREATE TABLE migration (version INTEGER PRIMARY KEY, name TEXT, "
     "checksum TEXT, applied_at INTEGER) STRICT;"},
    {2, "two", "CREATE TABLE t (x INTEGER) STRICT; INSERT INTO t VALUES (1);"}};
static const struct migration bad[] = {
    {1, "one",
     "CREATE TABLE migration (version INTEGER PRIMARY KEY, name TEXT, "
     "checksum TEXT, applied_at INTEGER) STRICT;"},
    {2, "two", "CREATE TABLE t (x INTEGER) STRICT; INSERT INTO nowhere VALUES (1);"},
    {3, "three", "CREATE TABLE u (x INTEGER) STRICT;"}};
static const struct migration_list good_list = {good, 2}, bad_list = {bad, 3};

static struct db *open_empty(char path[128])
{
    struct db *db = NULL;
    struct store *store = fixture_open();
    fixture_name("empty.db", path, 128);
    store_close(&store);
    fixture_ok(db_open(&db, path, DB_CREATE, &err));
    return db;
}

static int version_of(struct db *db)
{
    int version = -1;
    fixture_ok(db_user_version(db, &version, &err));
    return version;
}

START_TEST(missing_migrations_run_in_order_and_only_once)
{
    char path[128];
    struct db *db = open_empty(path);
    fixture_ok(migrate_run(db, &good_list, &fixture_clock, &err));
    ck_assert_int_eq(version_of(db), 2);
    fixture_ok(migrate_run(db, &good_list, &fixture_clock, &err)); /* would fail: table t exists */
    db_close(&db);
    fixture_close(NULL);
}
END_TEST

START_TEST(a_failed_migration_rolls_back_whole_and_leaves_the_version_before_it)
{
    char path[128];
    struct db *db = open_empty(path);
    struct err said = {.status = STATUS_OK};
    ck_assert_int_ne(migrate_run(db, &bad_list, &fixture_clock, &said), STATUS_OK);
    ck_assert_ptr_nonnull(strstr(said.where, "002_two"));
    ck_assert_int_eq(version_of(db), 1);
    struct stmt *stmt;
    ck_assert_int_ne(db_prepare(db, "SELECT x FROM t", &stmt, NULL), STATUS_OK);
    fixture_ok(migrate_run(db, &good_list, &fixture_clock, &err)); /* a mended program goes on from there */
    ck_assert_int_eq(version_of(db), 2);
    db_close(&db);
    fixture_close(NULL);
}
END_TEST

START_TEST(a_database_of_a_newer_program_is_refused_and_left_alone)
{
    struct store *store = fixture_open();
    struct store_options options = {.path = fixture_path(), .clock = &fixture_clock};
    struct store *again = NULL;
    struct err err = {.status = STATUS_OK};
    fixture_sql(store, "PRAGMA user_version = 999");
    ck_assert_int_eq(store_open(&again, &options, &err), STATUS_NEWER);
    ck_assert_ptr_nonnull(strstr(err.what, "999"));
    ck_assert_ptr_nonnull(strstr(err.todo, "升级"));
    /* One that was open before learns it at its next save. */
    ck_assert_int_eq(store_begin(store, 0, NULL), STATUS_NEWER);
    ck_assert(!store_in_transaction(store));
    fixture_sql(store, "PRAGMA user_version = 1");
    fixture_begin(store);
    store_rollback(store);
    fixture_close(store);
}
END_TEST

START_TEST(a_changed_or_forgotten_migration_is_a_finding)
{
    char path[128];
    struct db *db = open_empty(path);
    struct str findings = {0};
    fixture_ok(migrate_run(db, &good_list, &fixture_clock, &err));
    fixture_ok(migrate_verify(db, &good_list, &findings, &err));
    ck_assert_str_eq(str_text(&findings), "");
    struct migration changed[] = {good[0], {2, "two", "CREATE TABLE t (x INTEGER) STRICT;"}};
    struct migration_list list = {changed, 2};
    fixture_ok(migrate_verify(db, &list, &findings, &err));
    ck_assert_ptr_nonnull(strstr(str_text(&findings), "002_two"));
    ck_assert_ptr_null(strstr(str_text(&findings), "001_one"));
    str_reset(&findings);
    fixture_ok(db_execute(db, "DELETE FROM migration WHERE version = 1", &err));
    fixture_ok(migrate_verify(db, &good_list, &findings, &err));
    ck_assert_ptr_nonnull(strstr(str_text(&findings), "001_one"));
    str_free(&findings);
    db_close(&db);
    fixture_close(NULL);
}
END_TEST

START_TEST(embedded_migrations_are_numbered_from_one_without_gaps)
{
    struct migration_list list = migrate_embedded();
    ck_assert_uint_gt(list.count, 0);
    for (size_t i = 0; i < list.count; i++) {
        ck_assert_int_eq(list.items[i].version, (int)i + 1);
    }
    ck_assert_int_eq(migrate_latest(&list), (int)list.count);
}
END_TEST

FIXTURE_MAIN("migrate", missing_migrations_run_in_order_and_only_once,
             a_failed_migration_rolls_back_whole_and_leaves_the_version_before_it,
             a_database_of_a_newer_program_is_refused_and_left_alone,
             a_changed_or_forgotten_migration_is_a_finding,
             embedded_migrations_are_numbered_from_one_without_gaps)
