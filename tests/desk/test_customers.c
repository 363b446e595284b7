/* Households: making, correcting by two people at once, several phones, what was between them and us. */

#include "desk/desk_fixture.h"

#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/desk/customers.h"
#include "zuoxi/desk/lookup.h"

#define SET(record, member, text) text_copy((record).member, sizeof((record).member), text)

static enum status save(struct desk_fixture *fixture, struct customer_edit *edit, int64_t *id,
                        struct err *err)
{
    return task_run(&fixture->desk, customers_save, edit, edit->request, 1000, id, err);
}

static int64_t add(struct desk_fixture *fixture, const char *account, const char *name, const char *phone)
{
    static struct customer_edit edit;
    int64_t id = 0;
    customers_begin(&fixture->desk, NULL, &edit);
    SET(edit.after, account, account);
    SET(edit.after, name, name);
    SET(edit.after, phone, phone);
    fixture_ok(save(fixture, &edit, &id, &err));
    return id;
}

static void load(struct desk_fixture *fixture, int64_t id, struct customer *customer)
{
    fixture_ok(lookup_customer(&fixture->desk, id, customer, &err));
}

START_TEST(new_household__is_stored_once__its_address_made_of_its_parts)
{
    static struct customer_edit edit;
    static struct customer stored;
    struct desk_fixture *fixture = desk_fixture_open();
    int64_t id = 0, again = 0;
    customers_begin(&fixture->desk, NULL, &edit);
    SET(edit.after, name, "孙丽");
    SET(edit.after, community, "阳光城");
    SET(edit.after, building, "7");
    SET(edit.after, entrance, "1");
    SET(edit.after, room, "402");
    fixture_ok(save(fixture, &edit, &id, &err));
    fixture_ok(save(fixture, &edit, &again, &err)); /* its answer got lost: the same request */
    ck_assert_int_eq(id, again);
    ck_assert_int_eq(desk_fixture_count(fixture, "customer"), 1);
    load(fixture, id, &stored);
    ck_assert_str_eq(stored.address, "阳光城7-1-402");
    ck_assert_int_eq(desk_fixture_count(fixture, "audit"), 1);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(two_people_changing_different_fields__both_win__the_same_one_is_named)
{
    static struct customer_edit first, second;
    static struct customer stored;
    struct desk_fixture *fixture = desk_fixture_open();
    int64_t id = add(fixture, "1", "孙丽", "13800001111"), result;
    load(fixture, id, &stored);
    customers_begin(&fixture->desk, &stored, &first);
    customers_begin(&fixture->desk, &stored, &second);
    SET(first.after, phone_3, "13900002222");
    SET(first.after, phone_3_note, "女儿");
    SET(second.after, station, "城东站");
    fixture_ok(save(fixture, &first, &result, &err));
    fixture_ok(save(fixture, &second, &result, &err));
    load(fixture, id, &stored);
    ck_assert_str_eq(stored.phone_3, "13900002222");
    ck_assert_str_eq(stored.phone_3_note, "女儿");
    ck_assert_str_eq(stored.station, "城东站");

    stored = first.before; /* as it was at first */
    customers_begin(&fixture->desk, &stored, &first);
    SET(first.after, station, "城西站");
    struct err err = {0};
    ck_assert_int_eq(save(fixture, &first, &result, &err), STATUS_CONFLICT);
    ck_assert_str_eq(err.what, "「换热站」刚被他人改过");
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(account_of_another_household__is_refused_with_its_name)
{
    static struct customer_edit edit;
    static struct customer stored;
    struct desk_fixture *fixture = desk_fixture_open();
    struct err err = {0};
    int64_t id = add(fixture, "20000001", "孙丽", "13800001111"), result;
    add(fixture, "20000002", "李明", "13800002222");
    load(fixture, id, &stored);
    customers_begin(&fixture->desk, &stored, &edit);
    SET(edit.after, account, "20000002");
    ck_assert_int_eq(save(fixture, &edit, &result, &err), STATUS_CONFLICT);
    ck_assert_str_eq(err.what, "户号 20000002 已是李明的");
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(every_phone__finds_its_household__whole_and_by_the_last_four_and_by_its_beginning)
{
    static struct customer_edit edit;
    static struct customer stored;
    static const char *const typed[] = {"13800001111", "1111", "13900002222", "2222", "13700003333",
                                        "3333",        "1370", "13600004444", "4444", "13600004"};
    struct desk_fixture *fixture = desk_fixture_open();
    struct customer_row rows[4];
    size_t count;
    int64_t id = add(fixture, "1", "孙丽", "13800001111"), result;
    add(fixture, "2", "李明", "13500009999");
    load(fixture, id, &stored);
    customers_begin(&fixture->desk, &stored, &edit);
    SET(edit.after, phone_other, "13900002222");
    SET(edit.after, phone_3, "13700003333");
    SET(edit.after, phone_6, "13600004444");
    fixture_ok(save(fixture, &edit, &result, &err));
    for (size_t i = 0; i < sizeof(typed) / sizeof(typed[0]); i++) {
        fixture_ok(lookup_customers(&fixture->desk, typed[i], 4, rows, &count, &err));
        ck_assert_msg(count == 1 && rows[0].id == id, "%s: %zu", typed[i], count);
    }
    ck_assert_int_eq(desk_fixture_count(fixture, "customer_more_phone"), 2);
    load(fixture, id, &stored);
    customers_begin(&fixture->desk, &stored, &edit);
    SET(edit.after, phone_3, ""); /* one that is taken away is found no more */
    fixture_ok(save(fixture, &edit, &result, &err));
    ck_assert_int_eq(desk_fixture_count(fixture, "customer_more_phone"), 1);
    fixture_ok(lookup_customers(&fixture->desk, "13700003333", 4, rows, &count, &err));
    ck_assert_uint_eq(count, 0);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(history__lists_cases_and_contacts__the_last_saved_first__page_by_page)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct customer_event events[8];
    size_t count;
    int64_t id = add(fixture, "1", "孙丽", "13800005678"), case_id = 0;
    for (int i = 0; i < 3; i++) {
        struct intake *intake = desk_fixture_intake(fixture);
        intake->record.customer_id = id;
        fixture_ok(task_run(&fixture->desk, intake_save, intake, intake->request, 1000, &case_id, &err));
        free(intake);
    }
    fixture_ok(customers_history(&fixture->desk, id, 0, 8, events, &count, &err));
    ck_assert_uint_eq(count, 6);
    ck_assert(!events[0].is_case);
    ck_assert_int_eq(events[0].case_id, case_id);
    ck_assert_str_eq(events[0].number, events[1].number);
    ck_assert(events[1].is_case && events[1].is_open);
    ck_assert_str_eq(events[1].text, "客厅14度,已放气无效");
    fixture_ok(customers_history(&fixture->desk, id, events[3].id, 8, events, &count, &err));
    ck_assert_uint_eq(count, 2);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(rights__nobody_signed_in__neither_reads_nor_writes)
{
    static struct customer_edit edit;
    struct desk_fixture *fixture = desk_fixture_open();
    struct customer_event events[1];
    struct err err;
    size_t count;
    int64_t id;
    fixture->desk.actor = (struct actor){.role = ROLE_NONE};
    customers_begin(&fixture->desk, NULL, &edit);
    SET(edit.after, name, "孙丽");
    ck_assert_int_eq(save(fixture, &edit, &id, &err), STATUS_DENIED);
    ck_assert_int_eq(customers_history(&fixture->desk, 1, 0, 1, events, &count, &err), STATUS_DENIED);
    ck_assert_int_eq(desk_fixture_count(fixture, "customer"), 0);
    desk_fixture_close(fixture);
}
END_TEST

FIXTURE_MAIN("desk/customers", new_household__is_stored_once__its_address_made_of_its_parts,
             two_people_changing_different_fields__both_win__the_same_one_is_named,
             account_of_another_household__is_refused_with_its_name,
             every_phone__finds_its_household__whole_and_by_the_last_four_and_by_its_beginning,
             history__lists_cases_and_contacts__the_last_saved_first__page_by_page,
             rights__nobody_signed_in__neither_reads_nor_writes)
