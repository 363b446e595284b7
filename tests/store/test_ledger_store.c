/* Pauses, extensions and changes of legs as they are stored. */

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "store/store_fixture.h"
#include "zuoxi/base/mem.h"
#include "zuoxi/base/str.h"
#include "zuoxi/store/ledger_store.h"

static struct ledger *load(struct store *store, int64_t case_id)
{
    struct ledger *ledger = mem_new(1, sizeof(*ledger));
    fixture_ok(ledger_store_load(store, case_id, ledger, &err));
    return ledger;
}

static struct leg_pause pause_of(int64_t case_id, int64_t from)
{
    struct leg_pause pause = {.case_id = case_id, .from = from};
    text_copy(pause.reason, sizeof(pause.reason), "等用户出差回来");
    text_copy(pause.badge, sizeof(pause.badge), "1001");
    text_copy(pause.approved_by, sizeof(pause.approved_by), "2001");
    return pause;
}

START_TEST(a_pause__runs_until_it_ends_and_is_one_at_a_time)
{
    struct store *store = fixture_open();
    fixture_begin(store);
    struct case_record one = fixture_case(store, "甲", false, 0), other = fixture_case(store, "乙", false, 0);
    struct leg_pause pause = pause_of(one.head.id, 1000), again = pause_of(one.head.id, 1500);
    struct leg_pause elsewhere = pause_of(other.head.id, 1200);
    struct err told = {0};
    ck_assert_int_eq(ledger_store_end_pause(store, one.head.id, 900, &told), STATUS_CONFLICT);
    fixture_ok(ledger_store_begin_pause(store, &pause, &err));
    fixture_ok(ledger_store_begin_pause(store, &elsewhere, &err));
    ck_assert_int_ne(pause.id, 0);
    ck_assert_int_eq(ledger_store_begin_pause(store, &again, &told), STATUS_CONFLICT);
    struct ledger *ledger = load(store, one.head.id);
    ck_assert_uint_eq(ledger->pause_count, 1);
    ck_assert_ptr_eq(ledger_running_pause(ledger), &ledger->pauses[0]);
    ck_assert_str_eq(ledger->pauses[0].reason, "等用户出差回来");
    ck_assert_str_eq(ledger->pauses[0].approved_by, "2001");
    fixture_ok(ledger_store_end_pause(store, one.head.id, 2000, &err));
    again.from = 3000;
    fixture_ok(ledger_store_begin_pause(store, &again, &err));
    fixture_commit(store);
    free(ledger);
    ledger = load(store, one.head.id);
    ck_assert_uint_eq(ledger->pause_count, 2);
    ck_assert_int_eq(ledger->pauses[0].until, 2000);
    ck_assert_int_eq(ledger->pauses[1].until, 0);
    ck_assert_int_eq(ledger->pauses[1].from, 3000);
    free(ledger);
    fixture_close(store);
}
END_TEST

START_TEST(too_many_pauses_or_extensions__are_refused_with_what_to_do)
{
    struct store *store = fixture_open();
    fixture_begin(store);
    struct case_record one = fixture_case(store, "甲", false, 0);
    struct err told = {0};
    for (int i = 0; i < LEDGER_PAUSES_MAX; i++) {
        struct leg_pause pause = pause_of(one.head.id, 1000 + i * 10);
        fixture_ok(ledger_store_begin_pause(store, &pause, &err));
        fixture_ok(ledger_store_end_pause(store, one.head.id, 1005 + i * 10, &err));
    }
    struct leg_pause more = pause_of(one.head.id, 9000);
    ck_assert_int_eq(ledger_store_begin_pause(store, &more, &told), STATUS_INVALID);
    ck_assert_str_ne(told.todo, "");
    struct leg_extension line = {
        .case_id = one.head.id, .sequence = 1, .leg = "handle", .by = {2, DURATION_DAYS}};
    for (int i = 0; i < LEDGER_EXTENSIONS_MAX; i++) {
        fixture_ok(ledger_store_add_extension(store, &line, &err));
    }
    ck_assert_int_eq(ledger_store_add_extension(store, &line, &told), STATUS_INVALID);
    fixture_commit(store);
    fixture_close(store);
}
END_TEST

START_TEST(extensions_and_changes__come_back_whole_and_in_their_order)
{
    struct store *store = fixture_open();
    fixture_begin(store);
    struct case_record one = fixture_case(store, "甲", false, 0);
    for (int i = 2; i > 0; i--) {
        struct leg_extension extension = {.case_id = one.head.id,
                                          .sequence = i,
                                          .leg = "reply",
                                          .by = {i, DURATION_WORKDAYS},
                                          .old_due = 10,
                                          .new_due = 20,
                                          .at = i};
        struct leg_change change = {.case_id = one.head.id,
                                    .sequence = i,
                                    .leg = "handle",
                                    .old_within = {24, DURATION_HOURS},
                                    .new_within = {1, DURATION_TODAY},
                                    .old_due = 30,
                                    .new_due = 40,
                                    .at = i};
        text_copy(extension.reason, sizeof(extension.reason), "等配件");
        text_copy(change.reason, sizeof(change.reason), "级别：三级→一级");
        text_copy(change.badge, sizeof(change.badge), "1002");
        fixture_ok(ledger_store_add_extension(store, &extension, &err));
        fixture_ok(ledger_store_add_change(store, &change, &err));
    }
    fixture_commit(store);
    struct ledger *ledger = load(store, one.head.id);
    ck_assert_uint_eq(ledger->extension_count, 2);
    ck_assert_uint_eq(ledger->change_count, 2);
    ck_assert_int_eq(ledger->extensions[0].sequence, 1);
    ck_assert_int_eq(ledger->extensions[1].by.amount, 2);
    ck_assert_int_eq(ledger->extensions[1].by.unit, DURATION_WORKDAYS);
    ck_assert_int_eq(ledger->extensions[0].new_due, 20);
    ck_assert_str_eq(ledger->extensions[0].reason, "等配件");
    ck_assert_int_eq(ledger->changes[0].at, 1);
    ck_assert_int_eq(ledger->changes[0].new_within.unit, DURATION_TODAY);
    ck_assert_int_eq(ledger->changes[0].old_due, 30);
    ck_assert_str_eq(ledger->changes[1].reason, "级别：三级→一级");
    ck_assert_str_eq(ledger->changes[1].badge, "1002");
    free(ledger);
    fixture_close(store);
}
END_TEST

FIXTURE_MAIN("ledger_store", a_pause__runs_until_it_ends_and_is_one_at_a_time,
             too_many_pauses_or_extensions__are_refused_with_what_to_do,
             extensions_and_changes__come_back_whole_and_in_their_order)
