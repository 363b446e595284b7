#include "desk/desk_fixture.h"

#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/desk/repeat.h"
#include "zuoxi/store/record.h"

#define DAY 86400

/* A case at a time, by customer and phone; its id. */
static int64_t add(struct desk_fixture *fixture, int64_t at, int64_t customer, const char *phone,
                   bool is_open)
{
    int64_t id = 0;
    struct intake *intake = desk_fixture_intake(fixture);
    intake->contact.answered_at.value = at;
    intake->record.customer_id = customer;
    strcpy(intake->record.phone, phone);
    intake->answered_at_once = !is_open;
    fixture_ok(task_run(&fixture->desk, intake_save, intake, intake->request, 1000, &id, &err));
    free(intake);
    return id;
}

START_TEST(history__is_of_household_or_phone__open_ones_first__each_once)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct customer *customer = mem_new(1, sizeof(*customer));
    struct case_record *record = mem_new(1, sizeof(*record));
    struct history_row rows[10];
    size_t count;
    strcpy(customer->name, "孙丽");
    fixture_begin(fixture->desk.store);
    fixture_ok(record_insert(fixture->desk.store, &customer_fields, customer, &err));
    fixture_commit(fixture->desk.store);
    int64_t old = add(fixture, DESK_NOW - 40 * DAY, customer->head.id, "13800000001", false);
    int64_t open = add(fixture, DESK_NOW - 20 * DAY, customer->head.id, "13800000002", true);
    int64_t phone = add(fixture, DESK_NOW - 10 * DAY, 0, "13800000001", false);
    int64_t both = add(fixture, DESK_NOW, customer->head.id, "13800000001", false);
    add(fixture, DESK_NOW, 0, "13800000009", true); /* somebody else */
    record->customer_id = customer->head.id;
    strcpy(record->phone, "138 0000 0001");
    fixture_ok(repeat_history(&fixture->desk, record, 10, rows, &count, &err));
    ck_assert_uint_eq(count, 4);
    ck_assert_int_eq(rows[0].id, open);
    ck_assert(rows[0].is_open);
    ck_assert_int_eq(rows[1].id, both);
    ck_assert_int_eq(rows[2].id, phone);
    ck_assert_int_eq(rows[3].id, old);
    ck_assert_uint_eq(repeat_count(&fixture->desk, rows, count), 3);
    fixture->config.settings.repeat_days = 60;
    ck_assert_uint_eq(repeat_count(&fixture->desk, rows, count), 4);
    fixture_ok(repeat_history(&fixture->desk, record, 2, rows, &count, &err));
    ck_assert_uint_eq(count, 2);
    ck_assert_int_eq(rows[0].id, open);
    free(record);
    free(customer);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(history_of_nobody__is_empty)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct case_record *record = mem_new(1, sizeof(*record));
    struct history_row rows[10];
    size_t count;
    fixture_ok(repeat_history(&fixture->desk, record, 10, rows, &count, &err));
    ck_assert_uint_eq(count, 0);
    desk_fixture_act(fixture, ROLE_NONE);
    struct err why;
    ck_assert_int_eq(repeat_history(&fixture->desk, record, 10, rows, &count, &why), STATUS_DENIED);
    free(record);
    desk_fixture_close(fixture);
}
END_TEST

FIXTURE_MAIN("desk/repeat", history__is_of_household_or_phone__open_ones_first__each_once,
             history_of_nobody__is_empty)
