/* Customers by name, initials and fragments; the derived column and the customers' index stay in step. */

#include <check.h>
#include <stdio.h>
#include <string.h>

#include "store/store_fixture.h"
#include "zuoxi/base/str.h"
#include "zuoxi/store/bulk.h"
#include "zuoxi/store/customer_store.h"
#include "zuoxi/store/migrate.h"
#include "zuoxi/store/record.h"
#include "zuoxi/store/search.h"

static struct customer_row rows[64];
static size_t count;

static int64_t add(struct store *store, const char *name, const char *community, const char *building,
                   const char *entrance, const char *room)
{
    struct customer customer = {.name = ""};
    snprintf(customer.name, sizeof(customer.name), "%s", name);
    snprintf(customer.community, sizeof(customer.community), "%s", community);
    snprintf(customer.building, sizeof(customer.building), "%s", building);
    snprintf(customer.entrance, sizeof(customer.entrance), "%s", entrance);
    snprintf(customer.room, sizeof(customer.room), "%s", room);
    fixture_ok(record_insert(store, &customer_fields, &customer, &err));
    return customer.head.id;
}

static void assert_names(const char *names)
{
    struct str found = {0};
    for (size_t i = 0; i < count; i++) {
        str_printf(&found, "%s%s", i > 0 ? " " : "", rows[i].name);
    }
    ck_assert_str_eq(str_text(&found), names);
    str_free(&found);
}

static void add_town(struct store *store)
{
    add(store, "曾建国", "阳光城", "7", "1", "302");
    add(store, "单建军", "阳光城", "7", "2", "302");
    add(store, "王建国", "和平里", "7号楼", "1单元", "302室");
    add(store, "王建", "和平里", "17", "1", "1302");
    add(store, "吴静", "阳光新村", "3", "7", "30");
}

START_TEST(names_are_found_by_their_beginning_in_han_or_in_initials)
{
    struct store *store = fixture_open();
    fixture_begin(store);
    add_town(store);
    fixture_commit(store);
    fixture_ok(customer_store_by_name(store, "王", 9, rows, &count, &err));
    assert_names("王建 王建国");
    fixture_ok(customer_store_by_name(store, "王建国", 9, rows, &count, &err));
    assert_names("王建国");
    fixture_ok(customer_store_by_initials(store, "wj", 9, rows, &count, &err));
    assert_names("王建 吴静 王建国"); /* whole ones first */
    fixture_ok(customer_store_by_initials(store, "zjg", 9, rows, &count, &err));
    assert_names("曾建国");
    fixture_ok(customer_store_by_initials(store, "s", 9, rows, &count, &err));
    assert_names("单建军");
    fixture_ok(customer_store_by_initials(store, "wj", 2, rows, &count, &err));
    ck_assert_uint_eq(count, 2);
    fixture_ok(customer_store_by_initials(store, "x", 9, rows, &count, &err));
    ck_assert_uint_eq(count, 0);
    fixture_close(store);
}
END_TEST

START_TEST(fragments_of_name_and_address_find_in_any_order)
{
    static const struct {
        const char *words, *names;
    } finds[] = {
        {"阳光 7 302", "曾建国 单建军"},
        {"302 阳光 7", "曾建国 单建军"},
        {"7 302 单建", "单建军"},
        {"302 和平里", "王建国"},
        {"阳光城 7 1", "曾建国"},
        {"建国 阳光", "曾建国"},
        {"7 30", "吴静 曾建国 单建军 王建国"}, /* the whole 30 first */
        {"王 13", "王建"},
        {"王 3", ""}, /* one digit is whole */

        {"阳光新村", "吴静"},
        {"17", "王建"},
        {"阳光 9", ""},
        {"光阳", ""},
        {"城新", ""},
    };
    struct store *store = fixture_open();
    fixture_begin(store);
    add_town(store);
    fixture_commit(store);
    for (size_t i = 0; i < sizeof(finds) / sizeof(finds[0]); i++) {
        fixture_ok(customer_store_by_fragments(store, finds[i].words, 9, rows, &count, &err));
        assert_names(finds[i].names);
    }
    fixture_ok(customer_store_by_fragments(store, "阳光", 1, rows, &count, &err));
    ck_assert_uint_eq(count, 1);
    fixture_close(store);
}
END_TEST

START_TEST(hostile_words_find_nothing_and_break_nothing)
{
    static const char *const words[] = {"\"", "* OR 7", "NEAR(7)", "', 1", "- :", "", "\"阳光\" *", "NOT 7"};
    struct store *store = fixture_open();
    fixture_begin(store);
    add(store, "甲", "阳光城", "8", "8", "808");
    fixture_commit(store);
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        fixture_ok(customer_store_by_fragments(store, words[i], 9, rows, &count, &err));
        ck_assert_uint_le(count, i == 6 ? 1 : 0);
        fixture_ok(
            customer_store_by_initials(store, words[i][0] != '\0' ? words[i] : "%", 9, rows, &count, &err));
        ck_assert_uint_eq(count, 0);
    }
    fixture_close(store);
}
END_TEST

START_TEST(a_changed_name_or_address_is_found_by_the_new_one_only)
{
    static struct customer before, after;
    struct store *store = fixture_open();
    fixture_begin(store);
    int64_t id = add(store, "曾建国", "阳光城", "7", "1", "302");
    fixture_ok(record_load(store, &customer_fields, id, &before, &err));
    after = before;
    strcpy(after.name, "仇丽");
    strcpy(after.community, "和平里");
    fixture_ok(record_update(store, &customer_fields, &before, &after, NULL, &err));
    fixture_commit(store);
    fixture_ok(customer_store_by_initials(store, "zjg", 9, rows, &count, &err));
    ck_assert_uint_eq(count, 0);
    fixture_ok(customer_store_by_initials(store, "ql", 9, rows, &count, &err));
    ck_assert_uint_eq(count, 1);
    fixture_ok(customer_store_by_fragments(store, "阳光", 9, rows, &count, &err));
    ck_assert_uint_eq(count, 0);
    fixture_ok(customer_store_by_fragments(store, "和平 302", 9, rows, &count, &err));
    ck_assert_uint_eq(count, 1);
    fixture_ok(search_verify(store, &err));
    fixture_close(store);
}
END_TEST

START_TEST(customers_of_a_bulk_load_are_found_too)
{
    struct store *store = fixture_open();
    fixture_ok(bulk_begin(store, 0, &err));
    add_town(store);
    fixture_ok(bulk_commit(store, NULL, NULL, &err));
    fixture_ok(customer_store_by_fragments(store, "阳光 7 302", 9, rows, &count, &err));
    assert_names("曾建国 单建军");
    fixture_ok(customer_store_by_initials(store, "sjj", 9, rows, &count, &err));
    assert_names("单建军");
    fixture_ok(search_verify(store, &err));
    fixture_close(store);
}
END_TEST

/* A file as the first schema's program left it. */
static void make_old(char path[128])
{
    struct migration_list list = migrate_embedded();
    struct db *db = NULL;
    list.count = 1;
    fixture_name("old.db", path, 128);
    fixture_ok(db_open(&db, path, DB_CREATE, &err));
    struct str sql = {0};
    str_printf(&sql, "PRAGMA application_id = %d;", DB_APPLICATION_ID);
    str_add(&sql, "INSERT INTO meta VALUES ('profile', 'heating');"
                  "INSERT INTO sequence VALUES ('record', 2);"
                  "INSERT INTO customer (id, version, name, community, room)"
                  " VALUES (1, 1, '曾丽', '阳光城', '302'), (2, 1, '尉迟敏', '和平里', '101');");
    fixture_ok(migrate_run(db, &list, &fixture_clock, &err));
    fixture_ok(db_execute(db, str_text(&sql), &err));
    str_free(&sql);
    db_close(&db);
}

START_TEST(customers_of_an_older_database_are_found_after_its_upgrade)
{
    char path[128];
    struct store *fixture = fixture_open(), *store = NULL;
    make_old(path);
    struct store_options options = {.path = path, .clock = &fixture_clock, .badge = "1001"};
    fixture_ok(store_open(&store, &options, &err));
    fixture_ok(customer_store_by_initials(store, "zl", 9, rows, &count, &err));
    assert_names("曾丽");
    fixture_ok(customer_store_by_initials(store, "yc", 9, rows, &count, &err));
    assert_names("尉迟敏");
    fixture_ok(customer_store_by_fragments(store, "101 和平", 9, rows, &count, &err));
    assert_names("尉迟敏");
    fixture_ok(search_verify(store, &err));
    store_close(&store);
    fixture_close(fixture);
}
END_TEST

FIXTURE_MAIN("customer_store", names_are_found_by_their_beginning_in_han_or_in_initials,
             fragments_of_name_and_address_find_in_any_order, hostile_words_find_nothing_and_break_nothing,
             a_changed_name_or_address_is_found_by_the_new_one_only, customers_of_a_bulk_load_are_found_too,
             customers_of_an_older_database_are_found_after_its_upgrade)
