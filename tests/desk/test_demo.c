#include "suite.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "desk/desk_fixture.h"
#include "zuoxi/desk/demo.h"
#include "zuoxi/desk/handover_leave.h"
#include "zuoxi/domain/workflow.h"

/* Everything the seed decides, as one number; ids and hashes of accounts are left out. */
static int64_t dump_hash(const char *path)
{
    static const char *const queries[] = {
        "SELECT account || name || phone || address || grade FROM customer ORDER BY id",
        "SELECT number || type || category || content || state || unit || name || accepted_at || result FROM "
        "case_record ORDER BY id",
        "SELECT case_id || operator || answered_at || phone FROM contact ORDER BY id",
        "SELECT case_id || leg || start_at || due_at || coalesce(met_at, 0) || late FROM leg ORDER BY "
        "case_id, sequence",
        "SELECT case_id || at || action || badge || reporter FROM timeline ORDER BY id",
    };
    struct store *store = NULL;
    struct store_options options = {.path = path, .clock = &desk_fixture_clock};
    uint64_t hash = 14695981039346656037u;
    fixture_ok(store_open(&store, &options, &err));
    for (size_t i = 0; i < sizeof(queries) / sizeof(queries[0]); i++) {
        struct stmt *stmt;
        bool row;
        fixture_ok(db_prepare(store_db(store), queries[i], &stmt, &err));
        while (db_step(stmt, &row, NULL) == STATUS_OK && row) {
            for (const char *byte = db_text(stmt, 0, NULL); *byte != '\0'; byte++) {
                hash = (hash ^ (unsigned char)*byte) * 1099511628211u;
            }
        }
        db_reset(stmt);
    }
    store_close(&store);
    return (int64_t)hash;
}

static enum status fill(const struct desk_fixture *fixture, const char *name, int64_t cases, uint64_t seed,
                        char path[200], struct err *err)
{
    snprintf(path, 200, "%s/%s", fixture->directory, name);
    struct demo_options options = {.path = path, .customers = 60, .cases = cases, .open = -1, .seed = seed};
    return demo_fill(&options, &fixture->config.settings, &fixture->config.profile, &desk_fixture_clock, err);
}

START_TEST(the_same_seed__gives_the_same_database_and_another_seed_another)
{
    struct desk_fixture *fixture = desk_fixture_open();
    char first[200], second[200], third[200];
    fixture_ok(fill(fixture, "a.db", 120, 7, first, &err));
    fixture_ok(fill(fixture, "b.db", 120, 7, second, &err));
    fixture_ok(fill(fixture, "c.db", 120, 8, third, &err));
    ck_assert_int_eq(dump_hash(first), dump_hash(second));
    ck_assert_int_ne(dump_hash(first), dump_hash(third));
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_demonstration__is_replaced_but_nothing_else_is_touched)
{
    struct desk_fixture *fixture = desk_fixture_open();
    char path[200];
    struct err fault = {0};
    fixture_ok(fill(fixture, "a.db", 20, 7, path, &err));
    fixture_ok(fill(fixture, "a.db", 30, 7, path, &err));
    desk_fixture_case(fixture);
    ck_assert_int_eq(fill(fixture, "zuoxi.db", 20, 7, path, &fault), STATUS_CONFLICT);
    ck_assert_int_eq(desk_fixture_count(fixture, "case_record"), 1);
    snprintf(path, sizeof(path), "%s/letter.txt", fixture->directory);
    FILE *file = fopen(path, "w");
    fputs("这不是数据库,请不要动它", file);
    fclose(file);
    ck_assert_int_ne(fill(fixture, "letter.txt", 20, 7, path, &fault), STATUS_OK);
    struct stat after;
    ck_assert_int_eq(stat(path, &after), 0);
    ck_assert_int_eq(after.st_size, (off_t)strlen("这不是数据库,请不要动它"));
    desk_fixture_close(fixture);
}
END_TEST

/* Questions whose answer must be 0 in any demonstration. */
static const char *const faults[] = {
    "SELECT count(*) FROM case_record WHERE (closed_at IS NULL) <> (is_open = 1)",
    "SELECT count(*) FROM case_record c WHERE is_open = 1 AND NOT EXISTS (SELECT 1 FROM leg WHERE case_id = "
    "c.id AND "
    "met_at IS NULL AND is_dropped = 0)",
    "SELECT count(*) FROM leg l JOIN case_record c ON c.id = case_id WHERE is_open = 0 AND met_at IS NULL "
    "AND "
    "is_dropped = 0",
    "SELECT count(*) FROM leg WHERE met_at IS NOT NULL AND late <> max(0, met_at - due_at)",
    "SELECT count(*) FROM leg WHERE due_at <= start_at OR met_at < start_at",
    "SELECT count(*) FROM timeline WHERE at > 1795572000", /* DESK_NOW */
    "SELECT count(*) FROM case_record WHERE accepted_at > 1795572000 OR closed_at > 1795572000",
    "SELECT count(*) FROM case_record WHERE accepted_at < 1795572000 - 366 * 86400",
    "SELECT count(*) FROM case_record WHERE substr(phone, 4, 4) <> '0000'",
    "SELECT count(*) FROM case_record c WHERE NOT EXISTS (SELECT 1 FROM contact WHERE case_id = c.id)",
    "SELECT count(*) FROM case_record a JOIN case_record b ON b.id > a.id AND b.number <= a.number",
};

START_TEST(every_invented_case__is_consistent_with_its_legs_and_states)
{
    struct desk_fixture *fixture = desk_fixture_open();
    char path[200];
    fixture_ok(fill(fixture, "a.db", 400, 3, path, &err));
    struct store *store = NULL;
    struct store_options options = {.path = path, .clock = &desk_fixture_clock};
    fixture_ok(store_open(&store, &options, &err));
    for (size_t i = 0; i < sizeof(faults) / sizeof(faults[0]); i++) {
        ck_assert_msg(fixture_int(store, faults[i]) == 0, "%s", faults[i]);
    }
    ck_assert_int_eq(fixture_int(store, "SELECT count(*) FROM case_record"), 400);
    ck_assert_int_eq(fixture_int(store, "SELECT count(*) FROM case_record WHERE is_open = 1"), 42);
    ck_assert_int_eq(fixture_int(store, "SELECT value FROM counter WHERE name = 'open'"), 42);
    ck_assert_int_gt(fixture_int(store, "SELECT count(DISTINCT content) FROM case_record"), 350);
    ck_assert_int_eq(fixture_int(store, "SELECT count(*) FROM notice WHERE kind <> ''"), 3);
    ck_assert_int_ge(fixture_int(store, "SELECT count(*) FROM promise WHERE done_at IS NULL"), 4);
    ck_assert_int_eq(fixture_int(store, "SELECT count(*) FROM message"), 2);
    static const char indexes[] = "SELECT count(*) FROM sqlite_schema WHERE type = 'index'";
    ck_assert_int_eq(fixture_int(store, indexes), fixture_int(fixture->desk.store, indexes));
    struct queue_counts counts;
    fixture_ok(case_store_counts(store, DESK_NOW, &counts, &err));
    ck_assert_int_gt(counts.overdue, 0);
    ck_assert_int_lt(counts.overdue, 20);
    store_close(&store);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_new_case_after_the_demonstration__continues_the_days_numbers)
{
    struct desk_fixture *fixture = desk_fixture_open();
    char path[200];
    fixture_ok(fill(fixture, "a.db", 400, 3, path, &err));
    desk_close(&fixture->desk);
    fixture_ok(desk_open(&fixture->desk, path, &fixture->config.settings, &fixture->config.profile,
                         &fixture->config.book, &desk_fixture_clock, &err));
    desk_fixture_act(fixture, ROLE_OPERATOR);
    ck_assert(desk_is_demo(&fixture->desk));
    int64_t today =
        fixture_int(fixture->desk.store, "SELECT count(*) FROM case_record WHERE number LIKE '20261125-%'");
    int64_t id = desk_fixture_case(fixture);
    char sql[120];
    snprintf(sql, sizeof(sql), "SELECT CAST(substr(number, 10) AS INTEGER) FROM case_record WHERE id = %lld",
             (long long)id);
    ck_assert_int_eq(fixture_int(fixture->desk.store, sql), today + 1);
    desk_fixture_close(fixture);
}
END_TEST

/* What a newcomer meets who signs in as 1001. */
START_TEST(a_demonstration__has_a_roster_around_today__and_keeps_nobody_who_looks_around)
{
    static const char *const rules[] = {
        "SELECT count(*) = 3 FROM handover WHERE signed_at IS NOT NULL",
        "SELECT count(*) = 1 FROM swap WHERE state = 'approved'",
        "SELECT count(*) = 1 FROM swap WHERE state = 'asked' AND partner = '1001'",
        "SELECT count(*) = 1 FROM swap WHERE state = 'agreed' AND partner = ''",
        "SELECT count(*) = 0 FROM audit a JOIN audit b ON b.id = a.id + 1 WHERE b.at < a.at",
    };
    struct desk_fixture *fixture = desk_fixture_open();
    struct store *store = NULL;
    struct store_options options = {.clock = &desk_fixture_clock};
    char path[200];
    int64_t id;
    for (int hour = 0; hour < 24; hour += 9) {
        desk_fixture_set_now(DESK_NOW + hour * (int64_t)3600);
        fixture_ok(fill(fixture, "a.db", 400, 3, path, &err));
        options.path = path;
        fixture_ok(store_open(&store, &options, &err));
        for (size_t i = 0; i < sizeof(rules) / sizeof(rules[0]); i++) {
            ck_assert_msg(fixture_int(store, rules[i]) == 1, "%d: %s", hour, rules[i]);
        }
        struct desk desk = fixture->desk;
        desk.store = store;
        fixture_ok(handover_may_go(&desk, &id, &err)); /* as 1001 */
        store_close(&store);
    }
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(no_customers_and_no_cases__still_make_a_demonstration)
{
    struct desk_fixture *fixture = desk_fixture_open();
    char path[200];
    snprintf(path, sizeof(path), "%s/sub/dir/a.db", fixture->directory);
    struct demo_options options = {.path = path, .customers = 0, .cases = 3, .open = 3, .seed = 1};
    fixture_ok(
        demo_fill(&options, &fixture->config.settings, &fixture->config.profile, &desk_fixture_clock, &err));
    options.cases = options.open = 0;
    fixture_ok(
        demo_fill(&options, &fixture->config.settings, &fixture->config.profile, &desk_fixture_clock, &err));
    desk_fixture_close(fixture);
}
END_TEST

SUITE_MAIN("demo", the_same_seed__gives_the_same_database_and_another_seed_another,
           a_demonstration__is_replaced_but_nothing_else_is_touched,
           every_invented_case__is_consistent_with_its_legs_and_states,
           a_new_case_after_the_demonstration__continues_the_days_numbers,
           a_demonstration__has_a_roster_around_today__and_keeps_nobody_who_looks_around,
           no_customers_and_no_cases__still_make_a_demonstration)
