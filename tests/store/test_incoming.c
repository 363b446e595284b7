/* Records that come in by thousands: out of sight until they are shown, all at once, and removed without a
 * trace. */

#include <check.h>
#include <stdio.h>
#include <string.h>

#include "store/store_fixture.h"
#include "zuoxi/base/str.h"
#include "zuoxi/domain/case_record.h"
#include "zuoxi/domain/customer.h"
#include "zuoxi/store/case_store.h"
#include "zuoxi/store/customer_store.h"
#include "zuoxi/store/import_store.h"
#include "zuoxi/store/incoming.h"
#include "zuoxi/store/query.h"
#include "zuoxi/store/record.h"
#include "zuoxi/store/search.h"

/* What finds rows by something that no incoming row has, or by an id that somebody has seen. */
static bool needs_no_condition(const char *sql)
{
    static const char *const without[] = {"is_open = 1",      "is_unfinished = 1", "parent_id = ?1",
                                          "merged_into = ?1", "WHERE id = ?1",     "DELETE FROM sequence"};
    for (size_t i = 0; i < sizeof(without) / sizeof(without[0]); i++) {
        if (strstr(sql, without[i]) != NULL) {
            return true;
        }
    }
    return false;
}

/* Whether a confidential case is seen is asked by its id. */
static bool finds_cases(const char *sql)
{
    static const char from[] = "FROM case_record ";
    for (const char *at = strstr(sql, from); at != NULL; at = strstr(at + 1, from)) {
        if (strncmp(at + sizeof(from) - 1, "hidden ", 7) != 0) {
            return true;
        }
    }
    return false;
}

START_TEST(every_query_for_customers_or_cases__leaves_out_what_is_coming_in)
{
    for (int i = 0; i < QUERY_COUNT; i++) {
        const char *sql = query_sql((enum query)i);
        bool finds = strstr(sql, "FROM customer ") != NULL || strstr(sql, "JOIN customer ") != NULL ||
                     strstr(sql, "FROM customer_more_phone ") != NULL || finds_cases(sql);
        ck_assert_msg(!finds || needs_no_condition(sql) || strstr(sql, "first_id FROM incoming") != NULL,
                      "store/seen.h is missing in: %s", sql);
    }
}
END_TEST

static struct customer household(int number)
{
    struct customer customer = {.head = {.id = 0}};
    snprintf(customer.account, sizeof(customer.account), "A%04d", number);
    snprintf(customer.name, sizeof(customer.name), "王芳");
    snprintf(customer.phone, sizeof(customer.phone), "1380000%04d", number);
    snprintf(customer.phone_other, sizeof(customer.phone_other), "1390000%04d", number);
    snprintf(customer.phone_3, sizeof(customer.phone_3), "1370000%04d", number);
    snprintf(customer.community, sizeof(customer.community), "阳光城");
    snprintf(customer.building, sizeof(customer.building), "7");
    snprintf(customer.address, sizeof(customer.address), "阳光城7-1-%d", 100 + number);
    return customer;
}

/* How many customers each way of looking them up finds; all must say the same. */
static void assert_found(struct store *store, int number, size_t expected)
{
    struct customer_row rows[8];
    struct search_hit hits[8];
    struct customer wanted = household(number), found;
    const char *const phones[] = {wanted.phone, wanted.phone_other, wanted.phone_3};
    char words[160];
    size_t count;
    for (size_t i = 0; i < 3; i++) {
        fixture_ok(customer_store_by_phone(store, phones[i], 8, rows, &count, &err));
        ck_assert_msg(count == expected, "by %s: %zu", phones[i], count);
        fixture_ok(customer_store_by_phone(store, phones[i] + 7, 8, rows, &count, &err));
        ck_assert_msg(count == expected, "by the end of %s: %zu", phones[i], count);
        char begins[12];
        snprintf(begins, sizeof(begins), "%.10s", phones[i]);
        fixture_ok(customer_store_by_phone(store, begins, 8, rows, &count, &err));
        ck_assert_msg((count > 0) == (expected > 0), "by %s: %zu", begins, count);
    }
    fixture_ok(customer_store_by_account(store, wanted.account, 8, rows, &count, &err));
    ck_assert_uint_eq(count, expected);
    fixture_ok(customer_store_by_name(store, "王芳", 1, rows, &count, &err));
    ck_assert_uint_eq(count, expected);
    fixture_ok(customer_store_by_initials(store, "wf", 1, rows, &count, &err));
    ck_assert_uint_eq(count, expected);
    snprintf(words, sizeof(words), "阳光城 7 1 %d", 100 + number);
    fixture_ok(customer_store_by_fragments(store, words, 8, rows, &count, &err));
    ck_assert_uint_eq(count, expected);
    fixture_ok(customer_store_by_fragments(store, "王芳 阳光城", 1, rows, &count, &err));
    ck_assert_uint_eq(count, expected);
    snprintf(words, sizeof(words), "%s 阳光城", wanted.account);
    fixture_ok(search_words(store, words, 0, 8, hits, &count, &err));
    ck_assert_uint_eq(count, expected);
    enum status status = record_find(store, &customer_fields, "account", wanted.account, &found, NULL);
    ck_assert_int_eq(status, expected > 0 ? STATUS_OK : STATUS_NOT_FOUND);
}

static void fill_search(struct store *store, struct incoming_search search)
{
    for (bool left = true; left;) {
        fixture_begin(store);
        fixture_ok(incoming_search(store, &search, &left, &err));
        fixture_commit(store);
    }
}

/* Households 1 … rows written, indexed and searchable, but not shown. */
static struct incoming bring_in(struct store *store, int rows)
{
    struct incoming incoming;
    bool left = true;
    fixture_begin(store);
    fixture_ok(incoming_begin(store, &customer_fields, rows + 10, true, &incoming, &err));
    fixture_commit(store);
    fixture_begin(store);
    incoming_hold(store, &incoming);
    for (int i = 1; i <= rows; i++) {
        struct customer customer = household(i);
        customer.head.id = incoming.first + i - 1;
        fixture_ok(record_insert(store, &customer_fields, &customer, &err));
    }
    fixture_ok(incoming_release(store, &err));
    fixture_commit(store);
    while (left) {
        fixture_begin(store);
        fixture_ok(incoming_index(store, &left, &err));
        fixture_commit(store);
    }
    fill_search(store,
                (struct incoming_search){
                    .next = incoming.first - 1, .last = incoming.first + rows - 1, .step = 7, .pages = 4});
    return incoming;
}

static void clear(struct store *store, int piece)
{
    for (bool left = true; left;) {
        fixture_begin(store);
        fixture_ok(incoming_clear(store, piece, &left, &err));
        fixture_commit(store);
    }
}

static void add_seen(struct store *store, int first, int count)
{
    fixture_begin(store);
    for (int i = first; i < first + count; i++) {
        struct customer customer = household(i);
        snprintf(customer.name, sizeof(customer.name), "李娜");
        snprintf(customer.community, sizeof(customer.community), "翠湖");
        snprintf(customer.address, sizeof(customer.address), "翠湖9-9-%d", i);
        fixture_ok(record_insert(store, &customer_fields, &customer, &err));
    }
    fixture_commit(store);
}

static void add_one_seen(struct store *store)
{
    struct customer customer = household(3000);
    snprintf(customer.name, sizeof(customer.name), "陈刚");
    snprintf(customer.address, sizeof(customer.address), "和平里1-1-101");
    fixture_begin(store);
    fixture_ok(record_insert(store, &customer_fields, &customer, &err));
    fixture_commit(store);
}

/* Into a table with next to nothing in it, whose indexes go and come back, and into one that has many rows.
 */
static const int seen_before[] = {1, 1200};

START_TEST(rows_come_in__unseen_in_every_lookup__until_they_are_shown)
{
    struct store *store = fixture_open();
    int64_t indexes = fixture_int(store, "SELECT count(*) FROM sqlite_schema WHERE type = 'index'");
    struct customer_row rows[4];
    size_t count;
    add_seen(store, 4000, seen_before[_i]);
    bring_in(store, 60);
    assert_found(store, 30, 0);
    fixture_ok(customer_store_by_name(store, "李娜", 1, rows, &count, &err));
    ck_assert_uint_eq(count, 1);
    add_one_seen(store); /* behind the block: found meanwhile */
    fixture_ok(customer_store_by_fragments(store, "和平里", 4, rows, &count, &err));
    ck_assert_uint_eq(count, 1);
    ck_assert_str_eq(rows[0].name, "陈刚");
    struct search_hit hits[4];
    fixture_ok(search_words(store, "A3000", 0, 4, hits, &count, &err));
    ck_assert_uint_eq(count, 1);
    fixture_begin(store);
    fixture_ok(incoming_show(store, &err));
    fixture_commit(store);
    assert_found(store, 30, 1);
    ck_assert_int_eq(fixture_int(store, "SELECT count(*) FROM sqlite_schema WHERE type = 'index'"), indexes);
    fixture_ok(search_verify(store, &err));
    fixture_close(store);
}
END_TEST

/* A block of very many ids: the first ones and the last are households. */
static void bring_very_many(struct store *store)
{
    struct incoming incoming;
    fixture_begin(store);
    fixture_ok(incoming_begin(store, &customer_fields, 400000, true, &incoming, &err));
    incoming_hold(store, &incoming);
    for (int i = 0; i <= 1100; i++) {
        struct customer customer = household(i);
        customer.head.id = i < 1100 ? incoming.first + i : incoming.last;
        fixture_ok(record_insert(store, &customer_fields, &customer, &err));
    }
    fixture_ok(incoming_release(store, &err));
    fixture_commit(store);
    fill_search(store, (struct incoming_search){
                           .next = incoming.first - 1, .last = incoming.last, .step = 100000, .pages = 10});
}

START_TEST(the_search_index_of_very_many_rows__is_one_piece_far_above_those_of_saves)
{
    struct store *store = fixture_open();
    bring_very_many(store);
    /* The eighth level; FTS5 tells it behind a cookie of four bytes: the levels, the pieces. */
    ck_assert_int_eq(
        fixture_int(store, "SELECT hex(substr(block, 5, 2)) = '0801' FROM search_index_data WHERE id = 10"),
        1);
    fixture_ok(search_verify(store, &err));
    fixture_close(store);
}
END_TEST

START_TEST(rows_that_are_given_up__leave_nothing_behind)
{
    struct store *store = fixture_open();
    int64_t indexes = fixture_int(store, "SELECT count(*) FROM sqlite_schema WHERE type = 'index'");
    add_seen(store, 4000, seen_before[_i]);
    bring_in(store, 60);
    clear(store, 13);
    ck_assert_int_eq(fixture_int(store, "SELECT count(*) FROM customer"), seen_before[_i]);
    ck_assert_int_eq(fixture_int(store, "SELECT count(*) FROM customer_more_phone"), seen_before[_i]);
    ck_assert_int_eq(fixture_int(store, "SELECT first_id FROM incoming"), 0);
    ck_assert_int_eq(fixture_int(store, "SELECT count(*) FROM sqlite_schema WHERE type = 'index'"), indexes);
    fixture_ok(search_verify(store, &err));
    fixture_close(store);
}
END_TEST

START_TEST(what_a_killed_import_left__goes_when_the_database_is_opened__unless_an_import_runs)
{
    struct store *store = fixture_open();
    int lock = -1;
    bring_in(store, 60);
    struct str findings = {0};
    ck_assert_int_eq(store_verify(store, &findings, NULL), STATUS_BUSY); /* no damage: it is not done */
    ck_assert_uint_eq(findings.length, 0);
    str_free(&findings);
    fixture_ok(import_store_lock(store, &lock, &err));
    struct store *again = fixture_reopen();
    ck_assert_int_eq(fixture_int(again, "SELECT count(*) FROM customer"), 60);
    store_close(&again);
    import_store_unlock(&lock);
    again = fixture_reopen();
    ck_assert_int_eq(fixture_int(again, "SELECT count(*) FROM customer"), 0);
    ck_assert_int_eq(fixture_int(again, "SELECT first_id FROM incoming"), 0);
    store_close(&again);
    fixture_close(store);
}
END_TEST

START_TEST(indexes_by_value__are_dropped_only_where_that_is_allowed)
{
    static const char *const phones = "SELECT count(*) FROM sqlite_schema WHERE name = 'customer_phone'";
    struct store *store = fixture_open();
    struct incoming incoming;
    for (int may_drop = 0; may_drop < 2; may_drop++) {
        fixture_begin(store);
        fixture_ok(incoming_begin(store, &customer_fields, 10, may_drop == 1, &incoming, &err));
        fixture_commit(store);
        ck_assert_int_eq(incoming.is_bare, may_drop);
        ck_assert_int_eq(fixture_int(store, phones), 1 - may_drop);
        clear(store, 2);
        ck_assert_int_eq(fixture_int(store, phones), 1);
    }
    fixture_close(store);
}
END_TEST

START_TEST(case_numbers_of_rows_given_up__are_given_again)
{
    struct store *store = fixture_open();
    struct incoming incoming;
    static struct case_record record;
    fixture_begin(store);
    int64_t seen = fixture_case(store, "暖气不热", false, 0).head.id;
    fixture_ok(incoming_begin(store, &case_record_fields, 10, true, &incoming, &err));
    fixture_commit(store);
    fixture_begin(store);
    incoming_hold(store, &incoming);
    for (int i = 0; i < 5; i++) {
        fixture_ok(record_load(store, &case_record_fields, seen, &record, &err));
        record.head.id = incoming.first + i;
        fixture_ok(case_store_number(store, FIXTURE_NOW, record.number, &err));
        fixture_ok(record_insert(store, &case_record_fields, &record, &err));
        struct timeline_row row = {.case_id = record.head.id, .at = FIXTURE_NOW, .action = "import"};
        fixture_ok(case_store_add_timeline(store, &row, &err));
    }
    record.head.id = incoming.first + 5; /* with a number of its own, of a day of its own */
    strcpy(record.number, "20190105-0007");
    fixture_ok(store_reach(store, "case/20190105", 7, &err));
    fixture_ok(record_insert(store, &case_record_fields, &record, &err));
    fixture_ok(incoming_release(store, &err));
    fixture_commit(store);
    int64_t id = 0;
    ck_assert_int_eq(record_find(store, &case_record_fields, "number", record.number, &record, NULL),
                     STATUS_NOT_FOUND);
    fixture_ok(incoming_find(store, &incoming, record.number, &id, &err));
    clear(store, 2);
    ck_assert_int_eq(fixture_int(store, "SELECT count(*) FROM case_record"), 1);
    ck_assert_int_eq(fixture_int(store, "SELECT count(*) FROM sequence WHERE name LIKE 'case/%'"), 1);
    ck_assert_int_eq(
        fixture_int(store, "SELECT max(value) FROM sequence WHERE name > 'case/' AND name < 'case0'"),
        fixture_int(store, "SELECT max(CAST(substr(number, 10) AS INTEGER)) FROM case_record"));
    fixture_close(store);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("incoming");
    TCase *tests = tcase_create("incoming");
    tcase_add_test(tests, every_query_for_customers_or_cases__leaves_out_what_is_coming_in);
    tcase_add_loop_test(tests, rows_come_in__unseen_in_every_lookup__until_they_are_shown, 0, 2);
    tcase_add_test(tests, the_search_index_of_very_many_rows__is_one_piece_far_above_those_of_saves);
    tcase_add_loop_test(tests, rows_that_are_given_up__leave_nothing_behind, 0, 2);
    tcase_add_test(tests, what_a_killed_import_left__goes_when_the_database_is_opened__unless_an_import_runs);
    tcase_add_test(tests, indexes_by_value__are_dropped_only_where_that_is_allowed);
    tcase_add_test(tests, case_numbers_of_rows_given_up__are_given_again);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? 0 : 1;
}
