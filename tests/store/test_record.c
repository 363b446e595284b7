#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/store_fixture.h"
#include "zuoxi/domain/rights.h"
#include "zuoxi/store/record.h"
#include "zuoxi/store/search.h"

static const struct field_table *const tables[] = {&customer_fields, &case_record_fields, &contact_fields};

/*
 * A value for each kind that is not the empty one; texts as long as their field allows, in 4-byte characters.
 */
static void fill_field(const struct field *field, void *record)
{
    char *text = (char *)record + field->offset;
    switch (field->kind) {
    case FIELD_TEXT:
    case FIELD_LONG:
        for (int i = 0; i < field->max; i++) {
            memcpy(text + 4 * i, "𠮷", 4);
        }
        break;
    case FIELD_CODE:
        snprintf(text, FIELD_CODE_SIZE, "code.%zu", field->offset);
        break;
    case FIELD_FLAG:
        *field_flag(field, record) = true;
        break;
    case FIELD_COUNT:
        *field_optional(field, record) = (struct optional){field->high, true};
        break;
    case FIELD_DATE:
    case FIELD_MONEY:
    case FIELD_TIME:
        *field_optional(field, record) = (struct optional){FIXTURE_NOW + (int64_t)field->offset, true};
        break;
    case FIELD_REF:
        break; /* a foreign key: set by the test that has the other record */
    }
}

static void *filled(const struct field_table *table)
{
    char *record = calloc(1, table->size);
    for (size_t i = 0; i < table->count; i++) {
        fill_field(&table->fields[i], record);
    }
    return record;
}

static void assert_same(const struct field_table *table, const void *left, const void *right)
{
    for (size_t i = 0; i < table->count; i++) {
        ck_assert_msg(!field_differs(&table->fields[i], left, right), "%s.%s differs", table->record,
                      table->fields[i].name);
    }
}

START_TEST(every_field_of_every_table_comes_back_as_it_was_stored)
{
    static const struct actor everybody = {.is_owner = true}; /* else the filled case hides itself */
    struct store *store = fixture_open();
    store_look_as(store, &everybody);
    for (size_t i = 0; i < sizeof(tables) / sizeof(tables[0]); i++) {
        const struct field_table *table = tables[i];
        void *record = filled(table), *empty = calloc(1, table->size), *loaded = calloc(1, table->size);
        fixture_begin(store);
        fixture_ok(record_insert(store, table, record, &err));
        fixture_ok(record_insert(store, table, empty, &err));
        fixture_commit(store);
        struct record_head *head = record;
        ck_assert_int_gt(head->id, 0);
        ck_assert_int_eq(head->version, 1);
        fixture_ok(record_load(store, table, head->id, loaded, &err));
        assert_same(table, record, loaded);
        ck_assert_int_eq(((struct record_head *)loaded)->version, 1);
        fixture_ok(record_load(store, table, ((struct record_head *)empty)->id, loaded, &err));
        assert_same(table, empty, loaded);
        free(record);
        free(empty);
        free(loaded);
    }
    fixture_close(store);
}
END_TEST

START_TEST(absent_numbers_and_references_are_stored_as_null_never_as_zero)
{
    struct store *store = fixture_open();
    struct customer customer = {.name = "户"};
    struct case_record record = {.content = "x"};
    fixture_begin(store);
    fixture_ok(record_insert(store, &customer_fields, &customer, &err));
    customer.head.id = 0;
    customer.area = (struct optional){0, true};
    fixture_ok(record_insert(store, &customer_fields, &customer, &err));
    fixture_ok(record_insert(store, &case_record_fields, &record, &err));
    fixture_commit(store);
    ck_assert_int_eq(fixture_int(store, "SELECT count(*) FROM customer WHERE area IS NULL"), 1);
    ck_assert_int_eq(fixture_int(store, "SELECT count(*) FROM customer WHERE area = 0"), 1);
    ck_assert_int_eq(fixture_int(store, "SELECT count(*) FROM case_record WHERE customer_id IS NULL"), 1);
    fixture_close(store);
}
END_TEST

START_TEST(ids_of_all_tables_come_from_one_sequence)
{
    struct store *store = fixture_open();
    struct customer customer = {.name = "户"};
    struct case_record record = {.content = "x"};
    struct contact contact = {.channel = "call_in"};
    fixture_begin(store);
    fixture_ok(record_insert(store, &customer_fields, &customer, &err));
    fixture_ok(record_insert(store, &case_record_fields, &record, &err));
    contact.case_id = record.head.id;
    contact.customer_id = customer.head.id;
    fixture_ok(record_insert(store, &contact_fields, &contact, &err));
    fixture_commit(store);
    ck_assert_int_eq(customer.head.id, 1);
    ck_assert_int_eq(record.head.id, 2);
    ck_assert_int_eq(contact.head.id, 3);
    struct contact loaded;
    fixture_ok(record_load(store, &contact_fields, 3, &loaded, &err));
    ck_assert_int_eq(loaded.case_id, 2);
    ck_assert_int_eq(loaded.customer_id, 1);
    fixture_close(store);
}
END_TEST

START_TEST(a_reference_to_nothing_is_refused)
{
    struct store *store = fixture_open();
    struct contact contact = {.case_id = 999};
    fixture_begin(store);
    ck_assert_int_eq(record_insert(store, &contact_fields, &contact, NULL), STATUS_INVALID);
    ck_assert_int_eq(contact.head.id, 0);
    store_rollback(store);
    fixture_close(store);
}
END_TEST

START_TEST(an_update_writes_the_changed_columns_only_and_bumps_the_version)
{
    struct store *store = fixture_open();
    fixture_begin(store);
    struct case_record before = fixture_case(store, "暖气不热", false, 0);
    fixture_commit(store);
    struct case_record after = before, loaded;
    int changed = -1;
    snprintf(after.state, sizeof(after.state), "dispatched");
    snprintf(after.content, sizeof(after.content), "暖气不热,已停热两天");
    fixture_begin(store);
    /* Somebody damages another column behind our back: an update of all columns would write it over. */
    fixture_sql(store, "UPDATE case_record SET owner = 'kept'");
    fixture_ok(record_update(store, &case_record_fields, &before, &after, &changed, &err));
    fixture_commit(store);
    ck_assert_int_eq(changed, 2);
    ck_assert_int_eq(after.head.version, 2);
    fixture_ok(record_load(store, &case_record_fields, before.head.id, &loaded, &err));
    ck_assert_str_eq(loaded.content, "暖气不热,已停热两天");
    ck_assert_str_eq(loaded.owner, "kept");
    ck_assert_int_eq(loaded.head.version, 2);
    fixture_close(store);
}
END_TEST

START_TEST(an_update_without_a_difference_writes_nothing)
{
    struct store *store = fixture_open();
    fixture_begin(store);
    struct case_record before = fixture_case(store, "暖气不热", false, 0);
    struct case_record after = before;
    int changed = -1;
    fixture_ok(record_update(store, &case_record_fields, &before, &after, &changed, &err));
    ck_assert_int_eq(changed, 0);
    ck_assert_int_eq(after.head.version, 1);
    ck_assert_int_eq(fixture_int(store, "SELECT version FROM case_record"), 1);
    store_rollback(store);
    fixture_close(store);
}
END_TEST

START_TEST(an_update_of_an_old_version_is_a_conflict_and_leaves_row_and_index_alone)
{
    struct store *store = fixture_open();
    struct search_hit hit;
    size_t count;
    fixture_begin(store);
    struct case_record old = fixture_case(store, "暖气不热", false, 0);
    struct case_record first = old, second = old;
    snprintf(first.content, sizeof(first.content), "管道漏水");
    fixture_ok(record_update(store, &case_record_fields, &old, &first, NULL, &err));
    snprintf(second.content, sizeof(second.content), "阀门损坏");
    ck_assert_int_eq(record_update(store, &case_record_fields, &old, &second, NULL, NULL), STATUS_CONFLICT);
    fixture_commit(store);
    fixture_ok(search_words(store, "漏水", 0, 1, &hit, &count, &err));
    ck_assert_uint_eq(count, 1);
    fixture_ok(search_words(store, "阀门", 0, 1, &hit, &count, &err));
    ck_assert_uint_eq(count, 0);
    fixture_begin(store);
    fixture_ok(search_verify(store, &err));
    store_rollback(store);
    fixture_close(store);
}
END_TEST

START_TEST(a_stored_text_too_long_for_its_field_is_an_error_naming_the_field)
{
    struct store *store = fixture_open();
    struct case_record loaded;
    struct err err = {.status = STATUS_OK};
    fixture_begin(store);
    struct case_record record = fixture_case(store, "暖气不热", false, 0);
    fixture_sql(store, "UPDATE case_record SET phone = hex(zeroblob(500))");
    fixture_commit(store);
    ck_assert_int_eq(record_load(store, &case_record_fields, record.head.id, &loaded, &err), STATUS_INVALID);
    ck_assert_ptr_nonnull(strstr(err.what, "电话"));
    ck_assert_ptr_nonnull(strstr(err.what, "phone"));
    fixture_close(store);
}
END_TEST

START_TEST(find_gives_the_newest_record_with_the_text_or_says_there_is_none)
{
    struct store *store = fixture_open();
    struct customer customer = {.name = "甲", .phone = "13800001111", .account = "A1"}, found;
    fixture_begin(store);
    fixture_ok(record_insert(store, &customer_fields, &customer, &err));
    customer = (struct customer){.name = "乙", .phone = "13800001111", .account = "A2"};
    fixture_ok(record_insert(store, &customer_fields, &customer, &err));
    fixture_commit(store);
    fixture_ok(record_find(store, &customer_fields, "phone", "13800001111", &found, &err));
    ck_assert_str_eq(found.name, "乙");
    fixture_ok(record_find(store, &customer_fields, "account", "A1", &found, &err));
    ck_assert_str_eq(found.name, "甲");
    ck_assert_int_eq(record_find(store, &customer_fields, "account", "A3", &found, NULL), STATUS_NOT_FOUND);
    ck_assert_int_eq(record_load(store, &customer_fields, 77, &found, NULL), STATUS_NOT_FOUND);
    fixture_close(store);
}
END_TEST

START_TEST(the_same_case_number_twice_is_a_conflict)
{
    struct store *store = fixture_open();
    fixture_begin(store);
    struct case_record record = fixture_case(store, "暖气不热", false, 0);
    record.head.id = 0;
    ck_assert_int_eq(record_insert(store, &case_record_fields, &record, NULL), STATUS_CONFLICT);
    store_rollback(store);
    fixture_close(store);
}
END_TEST

FIXTURE_MAIN("record", every_field_of_every_table_comes_back_as_it_was_stored,
             absent_numbers_and_references_are_stored_as_null_never_as_zero,
             ids_of_all_tables_come_from_one_sequence, a_reference_to_nothing_is_refused,
             an_update_writes_the_changed_columns_only_and_bumps_the_version,
             an_update_without_a_difference_writes_nothing,
             an_update_of_an_old_version_is_a_conflict_and_leaves_row_and_index_alone,
             a_stored_text_too_long_for_its_field_is_an_error_naming_the_field,
             find_gives_the_newest_record_with_the_text_or_says_there_is_none,
             the_same_case_number_twice_is_a_conflict)
