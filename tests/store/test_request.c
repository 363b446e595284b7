#include <check.h>
#include <string.h>

#include "store/store_fixture.h"
#include "zuoxi/store/request.h"

START_TEST(ids_are_32_hex_digits_all_different_and_in_the_order_of_time)
{
    enum { IDS = 300 };
    static char ids[IDS][REQUEST_ID_SIZE];
    for (int i = 0; i < IDS; i++) {
        request_make(ids[i]);
        ck_assert_uint_eq(strlen(ids[i]), 32);
        ck_assert_uint_eq(strspn(ids[i], "0123456789abcdef"), 32);
        for (int k = 0; k < i; k++) {
            ck_assert_str_ne(ids[i], ids[k]);
        }
        ck_assert(i == 0 || strncmp(ids[i - 1], ids[i], 12) <= 0);
    }
}
END_TEST

START_TEST(a_request_is_found_with_its_result_once_its_transaction_is_committed)
{
    struct store *store = fixture_open();
    char id[REQUEST_ID_SIZE];
    int64_t result = -1;
    bool is_done = true;
    request_make(id);
    fixture_ok(request_find(store, id, &is_done, &result, &err));
    ck_assert(!is_done);
    fixture_begin(store);
    fixture_ok(request_done(store, id, 42, &err));
    store_rollback(store);
    fixture_ok(request_find(store, id, &is_done, &result, &err));
    ck_assert(!is_done);
    fixture_begin(store);
    fixture_ok(request_done(store, id, 42, &err));
    fixture_commit(store);
    fixture_ok(request_find(store, id, &is_done, &result, &err));
    ck_assert(is_done);
    ck_assert_int_eq(result, 42);
    fixture_begin(store);
    fixture_ok(
        request_done(store, "0123456789abcdef0123456789abcdef", 0, &err)); /* not everything has an id */
    fixture_commit(store);
    fixture_ok(request_find(store, "0123456789abcdef0123456789abcdef", &is_done, &result, &err));
    ck_assert(is_done);
    fixture_close(store);
}
END_TEST

START_TEST(the_same_request_twice_is_a_conflict)
{
    struct store *store = fixture_open();
    char id[REQUEST_ID_SIZE];
    request_make(id);
    fixture_begin(store);
    fixture_ok(request_done(store, id, 1, &err));
    ck_assert_int_eq(request_done(store, id, 2, NULL), STATUS_CONFLICT);
    store_rollback(store);
    fixture_close(store);
}
END_TEST

FIXTURE_MAIN("request", ids_are_32_hex_digits_all_different_and_in_the_order_of_time,
             a_request_is_found_with_its_result_once_its_transaction_is_committed,
             the_same_request_twice_is_a_conflict)
