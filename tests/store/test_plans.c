/* Every list and lookup is answered by an index: no table is walked through, nothing is sorted. */

#include <check.h>
#include <stdio.h>
#include <string.h>

#include "store/store_fixture.h"
#include "zuoxi/base/str.h"
#include "zuoxi/store/query.h"
#include "zuoxi/store/record.h"

/* The first of our tables (not those inside a full-text index) that the plan walks through, or NULL. */
static const char *walked_table(struct store *store, const char *plan)
{
    static char walk[80];
    struct stmt *stmt;
    bool row, is_walked = false;
    fixture_ok(db_prepare(store_db(store),
                          "SELECT 'SCAN ' || name FROM sqlite_schema WHERE type = 'table' "
                          "AND name NOT LIKE '%\\_index%' ESCAPE '\\'",
                          &stmt, &err));
    while (!is_walked && db_step(stmt, &row, NULL) == STATUS_OK && row) {
        snprintf(walk, sizeof(walk), "%s", db_text(stmt, 0, NULL));
        is_walked = strstr(plan, walk) != NULL;
    }
    db_reset(stmt);
    return is_walked ? walk : NULL;
}

static void assert_plan(struct store *store, const char *sql)
{
    struct str plan = {0};
    fixture_ok(db_explain(store_db(store), sql, &plan, &err));
    ck_assert_uint_gt(plan.length, 0);
    ck_assert_msg(strstr(str_text(&plan), "TEMP B-TREE") == NULL, "%s sorts:\n%s", sql, str_text(&plan));
    ck_assert_msg(walked_table(store, str_text(&plan)) == NULL, "%s walks:\n%s", sql, str_text(&plan));
    str_free(&plan);
}

START_TEST(a_query_without_an_index_is_found_out)
{
    struct store *store = fixture_open();
    struct str plan = {0};
    fixture_ok(db_explain(store_db(store), "SELECT late FROM leg WHERE late = 3", &plan, &err));
    ck_assert_pstr_eq(walked_table(store, str_text(&plan)), "SCAN leg");
    str_free(&plan);
    fixture_close(store);
}
END_TEST

START_TEST(every_query_of_the_table_uses_an_index)
{
    struct store *store = fixture_open();
    for (int i = 0; i < QUERY_COUNT; i++) {
        assert_plan(store, query_sql((enum query)i));
    }
    fixture_close(store);
}
END_TEST

START_TEST(plans_stay_when_the_planner_has_statistics)
{
    struct store *store = fixture_open();
    fixture_begin(store);
    for (int i = 0; i < 300; i++) {
        fixture_case(store, "暖气不热", i % 7 == 0, i % 3 == 0 ? FIXTURE_NOW + i : 0);
    }
    fixture_commit(store);
    fixture_sql(store, "ANALYZE");
    struct store *again = fixture_reopen();
    for (int i = 0; i < QUERY_COUNT; i++) {
        assert_plan(again, query_sql((enum query)i));
    }
    store_close(&again);
    fixture_close(store);
}
END_TEST

START_TEST(finding_a_record_by_number_phone_or_account_uses_an_index)
{
    static const struct {
        const struct field_table *table;
        const char *field;
    } finds[] = {{&case_record_fields, "number"},
                 {&case_record_fields, "phone"},
                 {&customer_fields, "account"},
                 {&customer_fields, "phone"},
                 {&contact_fields, "phone"}};
    struct store *store = fixture_open();
    for (size_t i = 0; i < sizeof(finds) / sizeof(finds[0]); i++) {
        struct str sql = {0};
        record_find_sql(finds[i].table, finds[i].field, &sql);
        assert_plan(store, str_text(&sql));
        str_free(&sql);
    }
    fixture_close(store);
}
END_TEST

START_TEST(the_queue_is_read_in_the_order_of_its_partial_index)
{
    struct store *store = fixture_open();
    struct str plan = {0};
    fixture_ok(db_explain(store_db(store), query_sql(QUERY_CASE_QUEUE), &plan, &err));
    ck_assert_ptr_nonnull(strstr(str_text(&plan), "case_queue"));
    str_reset(&plan);
    fixture_ok(db_explain(store_db(store), query_sql(QUERY_CASE_LEVELS), &plan, &err));
    ck_assert_ptr_nonnull(strstr(str_text(&plan), "COVERING INDEX case_queue"));
    str_reset(&plan);
    fixture_ok(db_explain(store_db(store), query_sql(QUERY_CASE_QUEUE_FILTERED), &plan, &err));
    ck_assert_ptr_nonnull(strstr(str_text(&plan), "INDEX case_queue ("));
    str_free(&plan);
    fixture_close(store);
}
END_TEST

FIXTURE_MAIN("plans", a_query_without_an_index_is_found_out, every_query_of_the_table_uses_an_index,
             plans_stay_when_the_planner_has_statistics,
             finding_a_record_by_number_phone_or_account_uses_an_index,
             the_queue_is_read_in_the_order_of_its_partial_index)
