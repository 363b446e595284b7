/* Households entered twice: found, made one with nothing lost, and two again. */

#include "desk/desk_fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/desk/customers.h"
#include "zuoxi/desk/distinct.h"
#include "zuoxi/desk/lookup.h"
#include "zuoxi/desk/merge.h"
#include "zuoxi/store/merge_store.h"
#include "zuoxi/store/record.h"

static struct customer kept, dropped, again;

static int64_t add(struct desk_fixture *fixture, const char *const values[])
{
    static struct customer_edit edit;
    int64_t id = 0;
    customers_begin(&fixture->desk, NULL, &edit);
    for (; *values != NULL; values += 2) {
        fixture_ok(field_parse(field_find(&customer_fields, values[0]), &edit.after, values[1], &err));
    }
    fixture_ok(task_run(&fixture->desk, customers_save, &edit, edit.request, 1000, &id, &err));
    return id;
}
#define ADD(...) add(fixture, (const char *const[]){__VA_ARGS__, NULL})

static void load(struct desk_fixture *fixture, int64_t id, struct customer *customer)
{
    fixture_ok(lookup_customer(&fixture->desk, id, customer, &err));
}

/* A case with its contact, of the household. */
static int64_t add_case(struct desk_fixture *fixture, int64_t customer)
{
    struct intake *intake = desk_fixture_intake(fixture);
    int64_t id = 0;
    desk_fixture_act(fixture, ROLE_OPERATOR);
    intake->record.customer_id = customer;
    fixture_ok(task_run(&fixture->desk, intake_save, intake, intake->request, 1000, &id, &err));
    free(intake);
    return id;
}

static int64_t owner_of(struct desk_fixture *fixture, int64_t case_id)
{
    char sql[80];
    snprintf(sql, sizeof(sql), "SELECT customer_id FROM case_record WHERE id = %lld", (long long)case_id);
    return fixture_int(fixture->desk.store, sql);
}

/* Two entries of one household, each with something that the other does not say. */
static void make_pair(struct desk_fixture *fixture)
{
    int64_t one = ADD("account", "A1", "name", "孙丽", "phone", "13800001111", "community", "阳光城",
                      "building", "7", "entrance", "1", "room", "402", "station", "城东站");
    int64_t other =
        ADD("account", "A2", "name", "孙丽", "phone", "13900002222", "phone_note", "女儿", "phone_other",
            "13800001111", "community", "阳光城", "building", "7", "station", "城西站", "notes", "门铃坏了");
    load(fixture, one, &kept);
    load(fixture, other, &dropped);
    desk_fixture_act(fixture, ROLE_LEAD);
}

static enum status run(struct desk_fixture *fixture, struct merge *merge, struct err *err)
{
    int64_t id;
    return task_run(&fixture->desk, merge_run, merge, merge->request, 1000, &id, err);
}

static enum status undo(struct desk_fixture *fixture, int64_t id, struct err *err)
{
    struct unmerge unmerge = {.dropped_id = id};
    request_make(unmerge.request);
    return task_run(&fixture->desk, merge_undo, &unmerge, unmerge.request, 1000, &id, err);
}

static void assert_same(const struct customer *left, const struct customer *right)
{
    for (size_t i = 0; i < customer_fields.count; i++) {
        ck_assert_msg(!field_differs(&customer_fields.fields[i], left, right), "%s",
                      customer_fields.fields[i].name);
    }
}

START_TEST(merge__keeps_what_one_says_takes_what_only_the_other_does_and_all_phones)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct merge merge;
    make_pair(fixture);
    merge_begin(&kept, &dropped, &merge);
    fixture_ok(run(fixture, &merge, &err));
    load(fixture, kept.head.id, &again);
    ck_assert_str_eq(again.account, "A1");
    ck_assert_str_eq(again.station, "城东站");
    ck_assert_str_eq(again.notes, "门铃坏了");
    ck_assert_str_eq(again.phone, "13800001111");
    ck_assert_str_eq(again.phone_other, "13900002222");
    ck_assert_str_eq(again.phone_other_note, "女儿");
    ck_assert_str_eq(again.phone_3, "");
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(merge__by_choice__takes_the_other_ones_value_and_a_number_stands_once)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct merge merge;
    struct customer_row rows[4];
    size_t count;
    make_pair(fixture);
    merge_begin(&kept, &dropped, &merge);
    merge.takes[field_find(&customer_fields, "account") - customer_fields.fields] = true;
    merge.takes[field_find(&customer_fields, "station") - customer_fields.fields] = true;
    fixture_ok(run(fixture, &merge, &err));
    load(fixture, kept.head.id, &again);
    ck_assert_str_eq(again.account, "A2");
    ck_assert_str_eq(again.station, "城西站");
    static const char *const typed[] = {"A1", "A2", "13900002222", "孙丽", "阳光城7"};
    for (size_t i = 0; i < sizeof(typed) / sizeof(typed[0]); i++) { /* every way leads to the kept one */
        fixture_ok(lookup_customers(&fixture->desk, typed[i], 4, rows, &count, &err));
        ck_assert_msg(count == 1 && rows[0].id == kept.head.id, "%s: %zu", typed[i], count);
    }
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(unmerge__brings_both_back_with_all_that_was_theirs__what_came_since_stays)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct merge merge;
    make_pair(fixture);
    int64_t own = add_case(fixture, kept.head.id), moved = add_case(fixture, dropped.head.id);
    desk_fixture_act(fixture, ROLE_LEAD);
    merge_begin(&kept, &dropped, &merge);
    merge.takes[field_find(&customer_fields, "account") - customer_fields.fields] = true;
    fixture_ok(run(fixture, &merge, &err));
    ck_assert_int_eq(owner_of(fixture, moved), kept.head.id);
    int64_t later = add_case(fixture, kept.head.id);
    desk_fixture_act(fixture, ROLE_LEAD);
    fixture_ok(undo(fixture, dropped.head.id, &err));
    ck_assert_int_eq(owner_of(fixture, own), kept.head.id);
    ck_assert_int_eq(owner_of(fixture, later), kept.head.id);
    ck_assert_int_eq(owner_of(fixture, moved), dropped.head.id);
    load(fixture, kept.head.id, &again);
    assert_same(&kept, &again);
    load(fixture, dropped.head.id, &again);
    assert_same(&dropped, &again);
    struct err refusal = {0};
    ck_assert_int_eq(undo(fixture, dropped.head.id, &refusal), STATUS_NOT_FOUND);
    /* And once more: it is as if it had never been. */
    load(fixture, kept.head.id, &kept);
    load(fixture, dropped.head.id, &dropped);
    merge_begin(&kept, &dropped, &merge);
    fixture_ok(run(fixture, &merge, &err));
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(unmerge__after_one_of_them_was_changed__is_refused_and_changes_nothing)
{
    static struct customer_edit edit;
    struct desk_fixture *fixture = desk_fixture_open();
    struct merge merge;
    struct err refusal = {0};
    int64_t id;
    make_pair(fixture);
    merge_begin(&kept, &dropped, &merge);
    fixture_ok(run(fixture, &merge, &err));
    load(fixture, kept.head.id, &again);
    customers_begin(&fixture->desk, &again, &edit);
    text_copy(edit.after.needs, sizeof(edit.after.needs), "老人");
    fixture_ok(task_run(&fixture->desk, customers_save, &edit, edit.request, 1000, &id, &err));
    ck_assert_int_eq(undo(fixture, dropped.head.id, &refusal), STATUS_CONFLICT);
    load(fixture, dropped.head.id, &again);
    ck_assert_int_eq(again.merged_into, kept.head.id);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(merge__of_what_was_changed_or_merged_since_it_was_seen__is_refused)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct merge merge;
    struct err refusal = {0};
    make_pair(fixture);
    merge_begin(&kept, &kept, &merge);
    ck_assert_int_eq(run(fixture, &merge, &refusal), STATUS_INVALID);
    merge_begin(&kept, &dropped, &merge);
    merge.kept_version--;
    ck_assert_int_eq(run(fixture, &merge, &refusal), STATUS_CONFLICT);
    merge_begin(&kept, &dropped, &merge);
    fixture_ok(run(fixture, &merge, &err));
    merge_begin(&kept, &dropped, &merge);
    ck_assert_int_eq(run(fixture, &merge, &refusal), STATUS_CONFLICT);
    ck_assert_int_eq(desk_fixture_count(fixture, "customer_merge"), 1);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(rights__merging_is_for_leads_and_admins)
{
    static const struct {
        enum role role;
        enum status status;
    } rows[] = {{ROLE_OPERATOR, STATUS_DENIED}, {ROLE_LEAD, STATUS_OK}, {ROLE_ADMIN, STATUS_OK}};
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct desk_fixture *fixture = desk_fixture_open();
        struct merge merge;
        struct err refusal = {0};
        make_pair(fixture);
        desk_fixture_act(fixture, rows[i].role);
        merge_begin(&kept, &dropped, &merge);
        ck_assert_int_eq(run(fixture, &merge, &refusal), rows[i].status);
        ck_assert_int_eq(undo(fixture, dropped.head.id, &refusal),
                         rows[i].status == STATUS_OK ? STATUS_OK : STATUS_DENIED);
        desk_fixture_close(fixture);
    }
}
END_TEST

START_TEST(every_table_that_names_a_customer__is_moved)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct str sql = {0};
    str_add(&sql, "SELECT count(*) FROM sqlite_schema s, pragma_foreign_key_list(s.name) f WHERE s.type = "
                  "'table' AND f.\"table\" = 'customer' AND s.name NOT IN ('customer', 'customer_merge', "
                  "'customer_more_phone'");
    for (size_t i = 0; merge_tables[i] != NULL; i++) {
        str_printf(&sql, ", '%s'", merge_tables[i]);
    }
    str_add(&sql, ")");
    ck_assert_msg(fixture_int(fixture->desk.store, str_text(&sql)) == 0,
                  "a table refers to customers and is not in merge_tables (store/merge_store.c)");
    str_free(&sql);
    desk_fixture_close(fixture);
}
END_TEST

static size_t walk(struct desk_fixture *fixture, size_t counts[DUPLICATE_KINDS])
{
    static struct duplicate_group groups[3];
    struct duplicate_cursor cursor = {0};
    size_t steps = 0;
    memset(counts, 0, DUPLICATE_KINDS * sizeof(counts[0]));
    while (cursor.kind < DUPLICATE_KINDS) {
        size_t count;
        fixture_ok(merge_duplicates(&fixture->desk, &cursor, 3, groups, &count, &err));
        for (size_t i = 0; i < count; i++) {
            ck_assert_uint_ge(groups[i].count, 2);
            counts[groups[i].kind]++;
        }
        ck_assert_uint_lt(++steps, 10000);
    }
    return steps;
}

START_TEST(duplicates__are_grouped_by_phone_address_and_name_in_one_building)
{
    struct desk_fixture *fixture = desk_fixture_open();
    size_t counts[DUPLICATE_KINDS];
    struct customer_row rows[8];
    size_t count;
    make_pair(fixture); /* one's other phone is the other's first; both 孙丽 in 阳光城7 */
    ADD("name", "李明", "phone", "13500000001", "address", "和平里1-1-101");
    ADD("name", "王磊", "phone", "13500000002", "address", "和平里1-1-101");
    ADD("name", "王磊", "phone", "13500000003", "phone_5", "13500000002", "community", "和平里", "building",
        "2");
    ADD("name", "王磊", "phone", "13500000004", "community", "和平里", "building", "3");
    walk(fixture, counts);
    ck_assert_uint_eq(counts[DUPLICATE_PHONE], 2);
    ck_assert_uint_eq(counts[DUPLICATE_ADDRESS], 1);
    ck_assert_uint_eq(counts[DUPLICATE_NAME], 1);
    fixture_ok(merge_candidates(&fixture->desk, &kept, 8, rows, &count, &err));
    ck_assert_uint_eq(count, 1);
    ck_assert_int_eq(rows[0].id, dropped.head.id);
    struct merge merge;
    merge_begin(&kept, &dropped, &merge);
    fixture_ok(run(fixture, &merge, &err));
    walk(fixture, counts);
    ck_assert_uint_eq(counts[DUPLICATE_PHONE], 1); /* what is one is no duplicate any more */
    ck_assert_uint_eq(counts[DUPLICATE_NAME], 0);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_pair_that_is_none__is_no_longer_listed__nor_offered__until_the_mark_is_taken_back)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct duplicate_group groups[4];
    struct duplicate_cursor cursor = {0};
    struct customer_row rows[4];
    struct err why;
    size_t count;
    int64_t id, three[3];
    desk_fixture_act(fixture, ROLE_LEAD);
    three[0] = ADD("account", "A1", "name", "孙丽", "phone", "13800001111");
    three[1] = ADD("account", "A2", "name", "李明", "phone", "13800001111");
    three[2] = ADD("account", "A3", "name", "王磊", "phone", "13800001111");
    struct distinct_mark mark = {.id = three[2], .others = {three[0]}, .count = 1, .is_distinct = true};
    fixture_ok(task_run(&fixture->desk, distinct_save, &mark, NULL, 1000, &id, &err));
    fixture_ok(merge_duplicates(&fixture->desk, &cursor, 4, groups, &count, &err));
    ck_assert_uint_eq(groups[0].count, 3); /* A3 may still be A2 */
    mark.others[1] = three[1];
    mark.count = 2;
    fixture_ok(task_run(&fixture->desk, distinct_save, &mark, NULL, 1000, &id, &err));
    cursor = (struct duplicate_cursor){0};
    fixture_ok(merge_duplicates(&fixture->desk, &cursor, 4, groups, &count, &err));
    ck_assert_uint_eq(count, 1);
    ck_assert_uint_eq(groups[0].count, 2);
    load(fixture, three[2], &kept);
    fixture_ok(merge_candidates(&fixture->desk, &kept, 4, rows, &count, &err));
    ck_assert_uint_eq(count, 0);
    struct distinct_pair after = {0};
    bool is_end;
    fixture_ok(distinct_list(&fixture->desk, &after, 4, groups, &count, &is_end, &err));
    ck_assert_uint_eq(count, 2);
    ck_assert(is_end);
    ck_assert_int_eq(
        fixture_int(fixture->desk.store, "SELECT count(*) FROM audit WHERE action = 'customer.distinct'"), 2);
    mark.is_distinct = false;
    fixture_ok(task_run(&fixture->desk, distinct_save, &mark, NULL, 1000, &id, &err));
    fixture_ok(merge_candidates(&fixture->desk, &kept, 4, rows, &count, &err));
    ck_assert_uint_eq(count, 2);
    desk_fixture_act(fixture, ROLE_OPERATOR);
    ck_assert_int_eq(task_run(&fixture->desk, distinct_save, &mark, NULL, 1000, &id, &why), STATUS_DENIED);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(duplicates__of_thousands__are_all_found_whatever_the_pieces)
{
    static struct customer customer;
    struct desk_fixture *fixture = desk_fixture_open();
    struct store *store = fixture->desk.store;
    size_t counts[DUPLICATE_KINDS];
    uint64_t seed = 5;
    fixture_begin(store);
    for (int i = 0; i < 7000; i++) {
        customer = (struct customer){.name = "某"};
        unsigned phone = i < 2500 ? 1 : fixture_random(&seed, 4000); /* one number fills a whole piece */
        snprintf(customer.phone, sizeof(customer.phone), "1380000%04u", phone);
        snprintf(customer.address, sizeof(customer.address), "路%u", fixture_random(&seed, 5000));
        fixture_ok(record_insert(store, &customer_fields, &customer, &err));
    }
    fixture_commit(store);
    ck_assert_uint_gt(walk(fixture, counts), 6);
    ck_assert_uint_eq(counts[DUPLICATE_PHONE],
                      (size_t)fixture_int(store,
                                          "SELECT count(*) FROM (SELECT 1 FROM customer GROUP BY phone "
                                          "HAVING count(*) > 1)"));
    ck_assert_uint_eq(counts[DUPLICATE_ADDRESS],
                      (size_t)fixture_int(store, "SELECT count(*) FROM (SELECT 1 FROM customer GROUP BY "
                                                 "address HAVING count(*) > 1)"));
    desk_fixture_close(fixture);
}
END_TEST

FIXTURE_MAIN("desk/merge", merge__keeps_what_one_says_takes_what_only_the_other_does_and_all_phones,
             merge__by_choice__takes_the_other_ones_value_and_a_number_stands_once,
             unmerge__brings_both_back_with_all_that_was_theirs__what_came_since_stays,
             unmerge__after_one_of_them_was_changed__is_refused_and_changes_nothing,
             merge__of_what_was_changed_or_merged_since_it_was_seen__is_refused,
             rights__merging_is_for_leads_and_admins, every_table_that_names_a_customer__is_moved,
             duplicates__are_grouped_by_phone_address_and_name_in_one_building,
             a_pair_that_is_none__is_no_longer_listed__nor_offered__until_the_mark_is_taken_back,
             duplicates__of_thousands__are_all_found_whatever_the_pieces)
