/* Looking for lines of the audit: filters that add up, in steps, newest first. */

#include <stdio.h>
#include <string.h>

#include "store/store_fixture.h"
#include "zuoxi/domain/rights.h"
#include "zuoxi/store/audit_find.h"

#define LINES 12000 /* several steps */

/* Line i: by 100(i % 3), every fifth an export, about case i % 7, noted "第i次". */
static void fill(struct store *store)
{
    char badge[21], note[40];
    fixture_begin(store);
    for (int i = 1; i <= LINES; i++) {
        snprintf(badge, sizeof(badge), "100%d", i % 3);
        snprintf(note, sizeof(note), "第%d次", i);
        struct audit_entry entry = {.badge = badge,
                                    .origin = "cli",
                                    .action = i % 5 == 0 ? "customer.export" : "customer.edit",
                                    .object = "customer",
                                    .object_id = i % 7,
                                    .note = i % 100 == 0 ? note : NULL};
        fixture_ok(audit_write(store, &entry, &err));
    }
    fixture_commit(store);
}

/* All that are found; *last = the id of the last, newest first is asserted. */
static int count_found(struct store *store, const struct audit_filter *filter, int64_t *last, int *steps)
{
    struct audit_row rows[64];
    struct audit_finder finder;
    int found = 0;
    int64_t before = INT64_MAX;
    *steps = 0;
    fixture_ok(audit_find_begin(store, filter, &finder, &err));
    while (!finder.is_done) {
        size_t count;
        fixture_ok(audit_find_step(store, &finder, rows, 64, &count, &err));
        for (size_t i = 0; i < count; i++) {
            ck_assert_int_lt(rows[i].id, before);
            before = *last = rows[i].id;
        }
        found += (int)count;
        ++*steps;
    }
    return found;
}

START_TEST(filters_add_up__and_every_line_is_found_once_newest_first)
{
    struct store *store = fixture_open();
    static const struct actor everybody = {.is_owner = true};
    int64_t last = 0;
    int steps;
    store_look_as(store, &everybody);
    struct audit_filter filter = {0};
    ck_assert_int_eq(count_found(store, &filter, &last, &steps), 0);
    fill(store);
    ck_assert_int_eq(count_found(store, &filter, &last, &steps), LINES);
    ck_assert_int_eq(last, 1);
    strcpy(filter.badge, "1001");
    ck_assert_int_eq(count_found(store, &filter, &last, &steps), LINES / 3);
    strcpy(filter.actions, " customer.export ");
    ck_assert_int_eq(count_found(store, &filter, &last, &steps), LINES / 15);
    strcpy(filter.object, "customer");
    filter.object_id = 3;
    ck_assert_int_eq(count_found(store, &filter, &last, &steps), 115);
    filter = (struct audit_filter){.words = "第6500次"};
    ck_assert_int_eq(count_found(store, &filter, &last, &steps), 1);
    ck_assert_int_eq(last, 6500);
    ck_assert_int_gt(steps, 5); /* and no step reads the whole */
    fixture_close(store);
}
END_TEST

START_TEST(days__leave_out_what_was_before_and_after)
{
    struct store *store = fixture_open();
    static const struct actor everybody = {.is_owner = true};
    int64_t last = 0;
    int steps;
    store_look_as(store, &everybody);
    fill(store); /* all at FIXTURE_NOW */
    struct audit_filter filter = {.from = FIXTURE_NOW};
    ck_assert_int_eq(count_found(store, &filter, &last, &steps), LINES);
    filter = (struct audit_filter){.from = FIXTURE_NOW + 1};
    ck_assert_int_eq(count_found(store, &filter, &last, &steps), 0);
    filter = (struct audit_filter){.until = FIXTURE_NOW};
    ck_assert_int_eq(count_found(store, &filter, &last, &steps), 0);
    filter = (struct audit_filter){.from = FIXTURE_NOW - 10, .until = FIXTURE_NOW + 1};
    ck_assert_int_eq(count_found(store, &filter, &last, &steps), LINES);
    fixture_close(store);
}
END_TEST

FIXTURE_MAIN("audit_find", filters_add_up__and_every_line_is_found_once_newest_first,
             days__leave_out_what_was_before_and_after)
