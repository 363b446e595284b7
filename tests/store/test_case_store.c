#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/store_fixture.h"
#include "zuoxi/domain/deadline.h"
#include "zuoxi/store/case_store.h"
#include "zuoxi/store/customer_store.h"
#include "zuoxi/store/people_store.h"
#include "zuoxi/store/record.h"

#define CASES 240

/* What the test knows of a case it stored, to sort and count by itself. */
struct known {
    int64_t id, due, warning, critical;
    int rank;
    bool is_open, is_callback;
};

static int compare_known(const void *left, const void *right)
{
    const struct known *a = left, *b = right;
    if (a->rank != b->rank) {
        return a->rank - b->rank;
    }
    if (a->due != b->due) {
        return a->due < b->due ? -1 : 1;
    }
    return a->id < b->id ? -1 : a->id > b->id;
}

/* A case with up to three random legs: met, open, suspended, dropped. */
static struct known random_case(struct store *store, uint64_t *seed)
{
    static const char *const ids[] = {"handle", "reply", "callback"};
    struct case_record record = {.type = "repair", .content = "内容"};
    struct leg legs[3] = {{.sequence = 0}};
    size_t count = fixture_random(seed, 4);
    bool is_urgent = fixture_random(seed, 5) == 0, is_open = fixture_random(seed, 4) != 0;
    for (size_t i = 0; i < count; i++) {
        int64_t due = FIXTURE_NOW - 5000 + (int64_t)fixture_random(seed, 40) * 250;
        legs[i] = (struct leg){.sequence = (int)i + 1,
                               .within = {1, DURATION_HOURS},
                               .start = due - 3600,
                               .due = due,
                               .warning = due - 900,
                               .critical = due - 360};
        snprintf(legs[i].id, sizeof(legs[i].id), "%s", ids[i]);
        legs[i].met = fixture_random(seed, 3) == 0 ? due - 1 : 0;
        legs[i].is_dropped = fixture_random(seed, 8) == 0;
        legs[i].suspended_at = fixture_random(seed, 5) == 0 ? due - 100 : 0;
    }
    fixture_ok(case_store_number(store, FIXTURE_NOW, record.number, &err));
    fixture_ok(record_insert(store, &case_record_fields, &record, &err));
    fixture_ok(case_store_set_legs(store, &record, is_urgent, is_open, legs, count, &err));
    const struct leg *next = is_open ? leg_most_urgent(legs, count) : NULL;
    struct known known = {.id = record.head.id, .is_open = is_open, .rank = 2};
    if (next != NULL) {
        known.rank = next->suspended_at != 0 ? 2 : is_urgent ? 0 : 1;
        known.due = next->due;
        known.warning = next->warning;
        known.critical = next->critical;
        known.is_callback = strcmp(next->id, "callback") == 0;
    }
    return known;
}

static size_t fill(struct store *store, struct known *known)
{
    uint64_t seed = 42;
    size_t open = 0;
    fixture_begin(store);
    for (int i = 0; i < CASES; i++) {
        struct known made = random_case(store, &seed);
        if (made.is_open) {
            known[open++] = made;
        }
    }
    fixture_commit(store);
    qsort(known, open, sizeof(*known), compare_known);
    return open;
}

START_TEST(the_queue_is_ordered_by_rank_due_and_id_whatever_the_page_size)
{
    struct store *store = fixture_open();
    static struct known known[CASES];
    size_t open = fill(store, known);
    ck_assert_uint_gt(open, 100);
    for (size_t page = 1; page <= 97; page += 16) {
        struct queue_row *rows = calloc(page, sizeof(*rows)), last;
        size_t seen = 0, count = page;
        while (count == page) {
            fixture_ok(case_store_queue(store, NULL, 0, seen > 0 ? &last : NULL, page, rows, &count, &err));
            for (size_t i = 0; i < count; i++, seen++) {
                ck_assert_uint_lt(seen, open);
                ck_assert_int_eq(rows[i].id, known[seen].id);
                ck_assert_int_eq(rows[i].rank, known[seen].rank);
                ck_assert_int_eq(rows[i].due, known[seen].due);
                last = rows[i];
            }
        }
        ck_assert_uint_eq(seen, open);
        free(rows);
    }
    fixture_close(store);
}
END_TEST

/* One of each filter's values, or none. */
static struct queue_filter random_filter(uint64_t *seed)
{
    static const char *const owners[] = {"", "", "1001", "1002"}, *const units[] = {"", "城东站", "城西站"},
                             *const types[] = {"", "", "repair", "complaint"},
                             *const legs[] = {"", "", "dispatch", "callback"};
    struct queue_filter filter = {.level = (enum level)fixture_random(seed, 4),
                                  .has_unit = fixture_random(seed, 2) == 0,
                                  .or_unowned = fixture_random(seed, 3) == 0};
    text_copy(filter.owner, sizeof(filter.owner), owners[fixture_random(seed, 4)]);
    text_copy(filter.unit, sizeof(filter.unit), filter.has_unit ? units[fixture_random(seed, 3)] : "");
    text_copy(filter.type, sizeof(filter.type), types[fixture_random(seed, 4)]);
    text_copy(filter.leg, sizeof(filter.leg), legs[fixture_random(seed, 4)]);
    return filter;
}

START_TEST(a_filtered_queue_has_what_the_filter_wants_in_order_at_every_moment)
{
    enum { MOST = 400 };
    struct store *store = fixture_open();
    static struct known known[CASES];
    static struct queue_row all[MOST], some[MOST];
    uint64_t seed = 7;
    size_t open = fill(store, known), count, kept, found = 0;
    fixture_sql(store,
                "UPDATE case_record SET owner = CASE id % 3 WHEN 0 THEN '1001' WHEN 1 THEN '1002' ELSE "
                "'' END, keeper = CASE id % 7 WHEN 0 THEN '1001' ELSE owner END, unit = CASE id % 4 WHEN 0 "
                "THEN '城东站' WHEN 1 THEN '城西站' ELSE '' END, "
                "type = CASE id % 5 WHEN 0 THEN 'repair' WHEN 1 THEN 'complaint' ELSE 'inquiry' END");
    fixture_ok(case_store_queue(store, NULL, 0, NULL, MOST, all, &count, &err));
    ck_assert_uint_eq(count, open);
    for (int round = 0; round < 2000; round++) {
        struct queue_filter filter = random_filter(&seed);
        int64_t now = FIXTURE_NOW - 7000 + fixture_random(&seed, 14000);
        size_t page = 1 + fixture_random(&seed, 40), at = 0, got = page;
        kept = 0;
        while (got == page && kept + page <= MOST) {
            fixture_ok(case_store_queue(store, &filter, now, kept > 0 ? &some[kept - 1] : NULL, page,
                                        &some[kept], &got, &err));
            kept += got;
        }
        for (size_t i = 0; i < count; i++) {
            if (queue_filter_wants(&filter, &all[i], now)) {
                ck_assert_uint_lt(at, kept);
                ck_assert_int_eq(some[at++].id, all[i].id);
            }
        }
        ck_assert_uint_eq(at, kept);
        found += kept;
    }
    ck_assert_uint_gt(found, 2000);
    fixture_close(store);
}
END_TEST

START_TEST(what_has_risen_between_two_moments_agrees_with_looking_at_every_leg)
{
    struct store *store = fixture_open();
    static struct known known[CASES];
    uint64_t seed = 9;
    size_t open = fill(store, known);
    for (int round = 0; round < 2000; round++) {
        int64_t since = FIXTURE_NOW - 7000 + fixture_random(&seed, 14000),
                now = since + fixture_random(&seed, 600);
        struct queue_risen risen;
        size_t count = 0;
        enum level worst = LEVEL_CALM;
        fixture_ok(case_store_risen(store, since, now, &risen, &err));
        for (size_t i = 0; i < open; i++) {
            const struct level_times times = {known[i].warning, known[i].critical, known[i].due + 1};
            enum level level = deadline_level(now, &times);
            if (known[i].rank < 2 && level > deadline_level(since, &times)) {
                count++;
                worst = level > worst ? level : worst;
            }
        }
        ck_assert_uint_eq(risen.count, count);
        ck_assert_int_eq(risen.level, worst);
        ck_assert_int_eq(risen.case_id != 0, count > 0);
    }
    fixture_close(store);
}
END_TEST

static void count_by_hand(const struct known *known, size_t open, int64_t now, struct queue_counts *counts)
{
    memset(counts, 0, sizeof(*counts));
    counts->open = (int64_t)open;
    for (size_t i = 0; i < open; i++) {
        const struct level_times times = {known[i].warning, known[i].critical, known[i].due + 1};
        counts->callback += known[i].is_callback;
        if (known[i].rank == 2) {
            continue;
        }
        enum level level = deadline_level(now, &times);
        counts->warning += level == LEVEL_WARNING;
        counts->critical += level == LEVEL_CRITICAL;
        counts->overdue += level == LEVEL_OVERDUE;
        int64_t next = level == LEVEL_CALM      ? times.warning
                       : level == LEVEL_WARNING ? times.critical
                                                : times.overdue;
        if (level != LEVEL_OVERDUE && (counts->next_change == 0 || next < counts->next_change)) {
            counts->next_change = next;
        }
    }
}

static void assert_counts(struct store *store, const struct known *known, size_t open, int64_t now)
{
    struct queue_counts wanted, got;
    count_by_hand(known, open, now, &wanted);
    fixture_ok(case_store_counts(store, now, &got, &err));
    ck_assert_int_eq(got.open, wanted.open);
    ck_assert_int_eq(got.callback, wanted.callback);
    ck_assert_int_eq(got.warning, wanted.warning);
    ck_assert_int_eq(got.critical, wanted.critical);
    ck_assert_int_eq(got.overdue, wanted.overdue);
    ck_assert_int_eq(got.next_change, wanted.next_change);
}

START_TEST(counts_agree_with_counting_by_hand_at_every_second_of_change)
{
    struct store *store = fixture_open();
    static struct known known[CASES];
    size_t open = fill(store, known);
    for (int64_t now = FIXTURE_NOW - 7000; now < FIXTURE_NOW + 7000; now += 83) {
        assert_counts(store, known, open, now);
        assert_counts(store, known, open, now); /* from memory */
    }
    for (size_t i = 0; i < open; i++) {
        for (int64_t step = -1; step <= 2; step++) {
            assert_counts(store, known, open, known[i].due + step);
            assert_counts(store, known, open, known[i].critical + step);
        }
    }
    assert_counts(store, known, open, FIXTURE_NOW - 7000); /* a clock set back */
    fixture_close(store);
}
END_TEST

START_TEST(counts_follow_a_commit_of_this_and_of_another_connection)
{
    struct store *store = fixture_open(), *other = fixture_reopen();
    struct queue_counts counts;
    fixture_ok(case_store_counts(store, FIXTURE_NOW, &counts, &err));
    ck_assert_int_eq(counts.open, 0);
    fixture_begin(other);
    fixture_case(other, "甲", false, FIXTURE_NOW - 1);
    fixture_commit(other);
    fixture_ok(case_store_counts(store, FIXTURE_NOW, &counts, &err));
    ck_assert_int_eq(counts.overdue, 1);
    fixture_begin(store);
    fixture_case(store, "乙", false, FIXTURE_NOW - 1);
    fixture_commit(store);
    fixture_ok(case_store_counts(store, FIXTURE_NOW, &counts, &err));
    ck_assert_int_eq(counts.overdue, 2);
    fixture_begin(store);
    fixture_case(store, "丙", false, FIXTURE_NOW - 1);
    store_rollback(store);
    fixture_ok(case_store_counts(store, FIXTURE_NOW, &counts, &err));
    ck_assert_int_eq(counts.open, 2);
    store_close(&other);
    fixture_close(store);
}
END_TEST

START_TEST(counts_follow_a_change_that_was_read_and_then_rolled_back)
{
    struct store *store = fixture_open();
    struct queue_counts counts;
    fixture_begin(store);
    fixture_case(store, "甲", false, FIXTURE_NOW - 1);
    fixture_ok(case_store_counts(store, FIXTURE_NOW, &counts, &err));
    ck_assert_int_eq(counts.overdue, 1);
    store_rollback(store);
    fixture_ok(case_store_counts(store, FIXTURE_NOW, &counts, &err));
    ck_assert_int_eq(counts.overdue, 0);
    fixture_begin(store);
    fixture_commit(store); /* writes no case */
    fixture_ok(case_store_counts(store, FIXTURE_NOW, &counts, &err));
    ck_assert_int_eq(counts.overdue, 0);
    fixture_close(store);
}
END_TEST

START_TEST(legs_come_back_as_written_and_closing_takes_the_case_out_of_the_queue)
{
    struct store *store = fixture_open();
    struct leg legs[LEGS_MAX];
    struct queue_row row;
    size_t count;
    int64_t open;
    fixture_begin(store);
    struct case_record record = fixture_case(store, "不热", true, FIXTURE_NOW + 600);
    fixture_ok(case_store_legs(store, record.head.id, legs, &count, &err));
    ck_assert_uint_eq(count, 1);
    ck_assert_str_eq(legs[0].id, "dispatch");
    ck_assert_int_eq(legs[0].within.amount, 10);
    ck_assert_int_eq(legs[0].within.unit, DURATION_MINUTES);
    ck_assert_int_eq(legs[0].due, FIXTURE_NOW + 600);
    legs[0].met = FIXTURE_NOW + 700;
    legs[0].late = 100;
    legs[1] = (struct leg){.sequence = 2,
                           .id = "callback",
                           .within = {2, DURATION_WORKDAYS},
                           .start = FIXTURE_NOW,
                           .due = FIXTURE_NOW + 90000,
                           .suspended_at = FIXTURE_NOW + 5};
    fixture_ok(case_store_set_legs(store, &record, true, true, legs, 2, &err));
    fixture_ok(store_count(store, "callback", &open, &err));
    ck_assert_int_eq(open, 1);
    fixture_ok(case_store_queue(store, NULL, 0, NULL, 1, &row, &count, &err));
    ck_assert_int_eq(row.rank, 2);
    ck_assert(row.is_suspended);
    ck_assert_str_eq(row.leg, "callback");
    fixture_ok(case_store_legs(store, record.head.id, legs, &count, &err));
    ck_assert_uint_eq(count, 2);
    ck_assert_int_eq(legs[0].late, 100);
    ck_assert_int_eq(legs[1].suspended_at, FIXTURE_NOW + 5);
    legs[1].is_dropped = true;
    fixture_ok(case_store_set_legs(store, &record, true, false, legs, 2, &err));
    fixture_ok(case_store_queue(store, NULL, 0, NULL, 1, &row, &count, &err));
    ck_assert_uint_eq(count, 0);
    fixture_ok(store_count(store, "open", &open, &err));
    ck_assert_int_eq(open, 0);
    fixture_ok(store_count(store, "callback", &open, &err));
    ck_assert_int_eq(open, 0);
    fixture_commit(store);
    fixture_close(store);
}
END_TEST

START_TEST(numbers_start_at_one_each_day_and_are_found_in_every_form)
{
    struct store *store = fixture_open();
    int64_t ids[8], made[3];
    size_t count;
    const int64_t days[] = {FIXTURE_NOW, FIXTURE_NOW + 86400, FIXTURE_NOW + 365 * 86400};
    fixture_begin(store);
    for (int i = 0; i < 3; i++) {
        struct case_record record = {.content = "x"};
        fixture_ok(case_store_number(store, days[i], record.number, &err));
        fixture_ok(record_insert(store, &case_record_fields, &record, &err));
        made[i] = record.head.id;
        ck_assert_str_eq(record.number + 8, "-0001");
    }
    fixture_commit(store);
    fixture_ok(case_store_by_number(store, 20261125, 1, ids, 8, &count, &err));
    ck_assert_uint_eq(count, 1);
    ck_assert_int_eq(ids[0], made[0]);
    fixture_ok(case_store_by_number(store, 1125, 1, ids, 8, &count, &err)); /* of 2026 and of 2027 */
    ck_assert_uint_eq(count, 2);
    ck_assert_int_eq(ids[0], made[2]);
    ck_assert_int_eq(ids[1], made[0]);
    fixture_ok(case_store_by_number(store, 0, 1, ids, 8, &count, &err));
    ck_assert_uint_eq(count, 3);
    ck_assert_int_eq(ids[0], made[2]);
    fixture_ok(case_store_by_number(store, 0, 1, ids, 2, &count, &err));
    ck_assert_uint_eq(count, 2);
    fixture_ok(case_store_by_number(store, 0, 2, ids, 8, &count, &err));
    ck_assert_uint_eq(count, 0);
    fixture_close(store);
}
END_TEST

START_TEST(history_timeline_and_contacts_of_a_case_are_listed)
{
    struct store *store = fixture_open();
    struct customer customer = {.name = "张", .phone = "13800000001"};
    struct case_record record = {.phone = "13800000001"};
    struct contact contact = {.channel = "call_in"};
    struct timeline_row line = {.badge = "1001", .action = "note"}, lines[4];
    struct history_row rows[4];
    int64_t ids[4];
    size_t count;
    fixture_begin(store);
    fixture_ok(record_insert(store, &customer_fields, &customer, &err));
    for (int i = 0; i < 3; i++) {
        record.head.id = 0;
        record.customer_id = i < 2 ? customer.head.id : 0;
        for (int k = 0; k < 70; k++) {
            memcpy(record.content + 3 * k, i == 0 ? "甲" : "乙", 4);
        }
        fixture_ok(record_insert(store, &case_record_fields, &record, &err));
        contact.head.id = 0;
        contact.case_id = record.head.id;
        fixture_ok(record_insert(store, &contact_fields, &contact, &err));
        line.case_id = record.head.id;
        line.at = FIXTURE_NOW - i;
        fixture_ok(case_store_add_timeline(store, &line, &err));
        line.at = FIXTURE_NOW - 10;
        snprintf(line.note, sizeof(line.note), "第%d次", i);
        fixture_ok(case_store_add_timeline(store, &line, &err));
    }
    fixture_commit(store);
    fixture_ok(case_store_history(store, customer.head.id, NULL, 4, rows, &count, &err));
    ck_assert_uint_eq(count, 2);
    ck_assert_int_gt(rows[0].id, rows[1].id);
    ck_assert_uint_eq(strlen(rows[1].content), 180); /* its first 60 characters */
    fixture_ok(case_store_history(store, 0, "13800000001", 4, rows, &count, &err));
    ck_assert_uint_eq(count, 3);
    fixture_ok(case_store_by_phone(store, "13800000001", 4, ids, &count, &err));
    ck_assert_uint_eq(count, 3);
    fixture_ok(case_store_by_phone(store, "0001", 4, ids, &count, &err));
    ck_assert_uint_eq(count, 3);
    fixture_ok(case_store_by_phone(store, "0002", 4, ids, &count, &err));
    ck_assert_uint_eq(count, 0);
    fixture_ok(case_store_contacts(store, record.head.id, ids, 4, &count, &err));
    ck_assert_uint_eq(count, 1);
    ck_assert_int_eq(ids[0], contact.head.id);
    fixture_ok(case_store_timeline(store, record.head.id, lines, 4, &count, &err));
    ck_assert_uint_eq(count, 2);
    ck_assert_str_eq(lines[0].note, "第2次"); /* the earlier one, though written later */
    fixture_close(store);
}
END_TEST

static void add_customer(struct store *store, const char *name, const char *account, const char *phone,
                         const char *other)
{
    struct customer customer = {.name = ""};
    snprintf(customer.name, sizeof(customer.name), "%s", name);
    snprintf(customer.account, sizeof(customer.account), "%s", account);
    snprintf(customer.phone, sizeof(customer.phone), "%s", phone);
    snprintf(customer.phone_other, sizeof(customer.phone_other), "%s", other);
    fixture_ok(record_insert(store, &customer_fields, &customer, &err));
}

START_TEST(customers_are_found_by_whole_phone_beginning_or_last_four_each_once)
{
    struct store *store = fixture_open();
    static struct customer_row rows[8];
    size_t count;
    fixture_begin(store);
    add_customer(store, "甲", "A001", "13800001111", "13800001111");
    add_customer(store, "乙", "A002", "13800002222", "");
    add_customer(store, "丙", "B001", "", "01000001111");
    add_customer(store, "丁", "", "1111", "");
    fixture_commit(store);
    fixture_ok(customer_store_by_phone(store, "13800001111", 8, rows, &count, &err));
    ck_assert_uint_eq(count, 1);
    ck_assert_str_eq(rows[0].name, "甲");
    fixture_ok(customer_store_by_phone(store, "1380", 8, rows, &count, &err));
    ck_assert_uint_eq(count, 2);
    fixture_ok(customer_store_by_phone(store, "1111", 8, rows, &count, &err));
    ck_assert_uint_eq(count, 3);
    ck_assert_str_eq(rows[0].name, "丁"); /* the whole number first */
    fixture_ok(customer_store_by_phone(store, "1111", 2, rows, &count, &err));
    ck_assert_uint_eq(count, 2);
    fixture_ok(customer_store_by_phone(store, "13", 8, rows, &count, &err));
    ck_assert_uint_eq(count, 0);
    fixture_ok(customer_store_by_phone(store, "", 8, rows, &count, &err));
    ck_assert_uint_eq(count, 0);
    fixture_ok(customer_store_by_account(store, "A0", 8, rows, &count, &err));
    ck_assert_uint_eq(count, 2);
    ck_assert_str_eq(rows[1].name, "乙");
    fixture_close(store);
}
END_TEST

START_TEST(people_are_added_once_and_their_failures_kept)
{
    struct store *store = fixture_open();
    struct person person = {
        .badge = "1001", .name = "张", .role = ROLE_OPERATOR, .hash = "$y$", .is_active = true};
    struct person lead = {.badge = "0900", .name = "李", .role = ROLE_LEAD}, found, all[4];
    size_t count;
    fixture_begin(store);
    fixture_ok(people_store_add(store, &person, &err));
    ck_assert_int_eq(people_store_add(store, &person, NULL), STATUS_CONFLICT);
    store_rollback(store);
    fixture_begin(store);
    fixture_ok(people_store_add(store, &person, &err));
    fixture_ok(people_store_add(store, &lead, &err));
    fixture_ok(people_store_set_hash(store, "1001", "$y$2", true, &err));
    fixture_ok(people_store_set_failures(store, "1001", 3, FIXTURE_NOW + 8, &err));
    ck_assert_int_eq(people_store_set_hash(store, "7777", "x", false, NULL), STATUS_NOT_FOUND);
    fixture_commit(store);
    fixture_ok(people_store_find(store, "1001", &found, &err));
    ck_assert_str_eq(found.name, "张");
    ck_assert_int_eq(found.role, ROLE_OPERATOR);
    ck_assert_str_eq(found.hash, "$y$2");
    ck_assert(found.is_active);
    ck_assert_int_eq(found.failures, 3);
    ck_assert_int_eq(found.retry_at, FIXTURE_NOW + 8);
    ck_assert_int_eq(people_store_find(store, "7777", &found, NULL), STATUS_NOT_FOUND);
    fixture_ok(people_store_list(store, all, 4, &count, &err));
    ck_assert_uint_eq(count, 2);
    ck_assert_str_eq(all[0].badge, "0900");
    ck_assert(!all[0].is_active);
    fixture_close(store);
}
END_TEST

FIXTURE_MAIN("case_store", a_filtered_queue_has_what_the_filter_wants_in_order_at_every_moment,
             what_has_risen_between_two_moments_agrees_with_looking_at_every_leg,
             the_queue_is_ordered_by_rank_due_and_id_whatever_the_page_size,
             counts_agree_with_counting_by_hand_at_every_second_of_change,
             counts_follow_a_commit_of_this_and_of_another_connection,
             counts_follow_a_change_that_was_read_and_then_rolled_back,
             legs_come_back_as_written_and_closing_takes_the_case_out_of_the_queue,
             numbers_start_at_one_each_day_and_are_found_in_every_form,
             history_timeline_and_contacts_of_a_case_are_listed,
             customers_are_found_by_whole_phone_beginning_or_last_four_each_once,
             people_are_added_once_and_their_failures_kept)
