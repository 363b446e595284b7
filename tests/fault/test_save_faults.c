/*
 * A desk saves while the disk fails: every changing call of several whole saves, a checkpoint among them, is
 * failed in turn, once and for good. What was acknowledged must be there, what is retried must be there once,
 * and the file sound.
 */

#include <check.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "fault/fault_vfs.h"
#include "fault/figure.h"
#include "store/store_fixture.h"
#include "zuoxi/base/str.h"
#include "zuoxi/store/audit.h"
#include "zuoxi/store/case_store.h"
#include "zuoxi/store/hook_store.h"
#include "zuoxi/store/record.h"
#include "zuoxi/store/request.h"

#define SAVES   7 /* of one round: enough pages for a checkpoint */
#define PATIENT 3 /* tries while the fault lasts; then somebody mends the disk */

static struct case_record draft;

/* The work of one save, inside the transaction; what the desk does for a call. */
static enum status write_all(struct store *store, const char *request, int64_t *id)
{
    struct case_record record = draft;
    struct leg leg = {.sequence = 1,
                      .id = "handle",
                      .within = {2, DURATION_HOURS},
                      .start = FIXTURE_NOW,
                      .due = FIXTURE_NOW + 7200,
                      .warning = FIXTURE_NOW + 5400,
                      .critical = FIXTURE_NOW + 6480};
    struct contact contact = {.channel = "call_in", .said = "来电"};
    struct audit_entry entry = {.badge = "1001",
                                .origin = "console",
                                .action = "contact.save",
                                .object = "case",
                                .table = &case_record_fields,
                                .after = &record};
    struct hook_run run = {.hook = "sms", .event = "accept", .at = FIXTURE_NOW, .next_at = FIXTURE_NOW};
    enum status status = case_store_number(store, FIXTURE_NOW, record.number, NULL);
    if (status == STATUS_OK) {
        status = record_insert(store, &case_record_fields, &record, NULL);
    }
    contact.case_id = entry.object_id = *id = record.head.id;
    if (status == STATUS_OK) {
        status = record_insert(store, &contact_fields, &contact, NULL);
    }
    if (status == STATUS_OK) {
        status = case_store_set_legs(store, &record, false, true, &leg, 1, NULL);
    }
    if (status == STATUS_OK) {
        status = hook_store_add(store, &run, "{}", NULL);
    }
    if (status == STATUS_OK) {
        status = audit_write(store, &entry, NULL);
    }
    return status == STATUS_OK ? request_done(store, request, record.head.id, NULL) : status;
}

/* One try as the desk makes it: begin, look whether it was done already, do it, commit. */
static enum status try_save(struct store *store, const char *request, int64_t *id)
{
    enum status status = store_begin(store, 0, NULL);
    if (status != STATUS_OK) {
        return status;
    }
    bool is_done = false;
    status = request_find(store, request, &is_done, id, NULL);
    if (status == STATUS_OK && is_done) {
        store_rollback(store);
        return STATUS_OK;
    }
    if (status == STATUS_OK) {
        status = write_all(store, request, id);
    }
    if (status == STATUS_OK) {
        return store_commit(store, NULL);
    }
    store_rollback(store);
    return status;
}

static void save_until_acknowledged(struct store *store)
{
    char request[REQUEST_ID_SIZE];
    int64_t id = 0;
    int tries = 0;
    request_make(request);
    while (try_save(store, request, &id) != STATUS_OK) {
        if (++tries == PATIENT) {
            fault_disarm();
        }
        ck_assert_msg(tries < 10, "a save does not recover");
    }
    ck_assert_int_gt(id, 0);
}

static void assert_sound(struct store *store, int acknowledged, const char *what, int nth)
{
    static const struct {
        const char *sql;
        bool is_count; /* else it must give 0 */
    } facts[] = {
        {"SELECT count(*) FROM case_record", true},
        {"SELECT count(*) FROM contact", true},
        {"SELECT count(*) FROM request", true},
        {"SELECT count(*) FROM leg", true},
        {"SELECT count(*) FROM audit", true},
        {"SELECT count(*) FROM hook_run", true},
        {"SELECT count(*) FROM hook_leg", true},
        {"SELECT value FROM sequence WHERE name = 'case/20261125'", true},
        {"SELECT value FROM counter WHERE name = 'open'", true},
        {"SELECT count(DISTINCT number) FROM case_record", true},
        {"SELECT count(*) FROM request WHERE result NOT IN (SELECT id FROM case_record)", false},
    };
    for (size_t i = 0; i < sizeof(facts) / sizeof(facts[0]); i++) {
        int64_t got = fixture_int(store, facts[i].sql);
        int64_t wanted = facts[i].is_count ? acknowledged : 0;
        ck_assert_msg(got == wanted, "%s, call %d: %s is %d, not %d", what, nth, facts[i].sql, (int)got,
                      (int)wanted);
    }
    fixture_ok(db_check(store_db(store), true, &err));
}

static void run_rounds(enum fault_kind kind, bool for_good, int step, const char *what)
{
    struct store *store = fixture_open();
    int acknowledged = 0, points = 0;
    hook_store_follow(store, true); /* with hooks, so that their rows fail, too */
    for (int i = 0; i < 900; i++) {
        memcpy(draft.content + 3 * i, i % 7 == 0 ? "暖" : i % 3 == 0 ? "热" : "水", 4);
    }
    bool fired = true;
    for (int nth = 1; fired; nth += step) {
        fault_arm(kind, nth, for_good);
        for (int i = 0; i < SAVES; i++, acknowledged++) {
            save_until_acknowledged(store);
        }
        fired = fault_fired();
        points += fired;
        fault_disarm();
        assert_sound(store, acknowledged, what, nth);
    }
    ck_assert_msg(points > 12, "%s fired at %d points only", what, points);
    struct str findings = {0};
    fixture_ok(store_verify(store, &findings, &err));
    ck_assert_str_eq(str_text(&findings), "");
    str_free(&findings);
    fixture_close(store);
}

START_TEST(a_call_that_fails_once_loses_nothing_and_doubles_nothing)
{
    run_rounds(FAULT_IO, false, figure_cases(5, 1), "io once");
}
END_TEST

START_TEST(a_disk_that_fails_until_it_is_mended_loses_nothing_and_doubles_nothing)
{
    run_rounds(FAULT_IO, true, figure_cases(9, 3), "io for good");
}
END_TEST

START_TEST(a_disk_that_is_full_until_room_is_made_loses_nothing_and_doubles_nothing)
{
    run_rounds(FAULT_FULL, true, figure_cases(9, 3), "full for good");
}
END_TEST

START_TEST(a_disk_that_is_full_once_loses_nothing_and_doubles_nothing)
{
    run_rounds(FAULT_FULL, false, figure_cases(15, 5), "full once");
}
END_TEST

START_TEST(a_full_disk_is_said_to_be_full)
{
    struct store *store = fixture_open();
    struct err said = {.status = STATUS_OK};
    fixture_begin(store);
    fixture_case(store, "暖气不热", false, 0);
    fault_arm(FAULT_FULL, 1, true);
    ck_assert_int_eq(store_commit(store, &said), STATUS_FULL);
    ck_assert_ptr_nonnull(strstr(said.what, "磁盘已满"));
    ck_assert(!store_in_transaction(store));
    fault_disarm();
    ck_assert_int_eq(fixture_int(store, "SELECT count(*) FROM case_record"), 0);
    fixture_close(store);
}
END_TEST

START_TEST(a_write_that_fails_at_commit_is_unclear_and_the_connection_is_made_anew)
{
    struct store *store = fixture_open();
    int unclear = 0;
    for (int nth = 1; nth < 30; nth++) {
        fixture_begin(store);
        ck_assert(!db_needs_reopen(store_db(store)));
        fixture_case(store, "暖气不热", false, 0);
        fault_arm(FAULT_IO, nth, false);
        enum status status = store_commit(store, NULL);
        ck_assert(status == STATUS_OK || status == STATUS_UNCLEAR);
        ck_assert(status == STATUS_OK || db_needs_reopen(store_db(store)));
        unclear += status == STATUS_UNCLEAR;
        fault_disarm();
    }
    ck_assert_int_gt(unclear, 5);
    fixture_close(store);
}
END_TEST

START_TEST(opening_and_creating_fail_cleanly_at_every_call_and_work_afterwards)
{
    struct store *store = fixture_open();
    char path[200];
    fixture_begin(store);
    fixture_case(store, "暖气不热", false, 0);
    fixture_commit(store);
    store_close(&store);
    fixture_name("new.db", path, sizeof(path));
    struct store_options options = {.path = fixture_path(), .clock = &fixture_clock};
    bool fired = true;
    for (int nth = 1; fired; nth++) {
        fault_arm(FAULT_IO, nth, true);
        if (store_open(&store, &options, NULL) == STATUS_OK) {
            store_close(&store);
        }
        fired = fault_fired();
        fault_disarm();
        fixture_ok(store_open(&store, &options, &err));
        ck_assert_int_eq(fixture_int(store, "SELECT count(*) FROM case_record"), 1);
        store_close(&store);
    }
    fired = true;
    for (int nth = 1; fired; nth += 4) {
        fault_arm(FAULT_IO, nth, true);
        bool is_made = store_create(path, "heating", false, &fixture_clock, NULL) == STATUS_OK;
        fired = fault_fired();
        fault_disarm();
        ck_assert_msg(is_made || access(path, F_OK) != 0, "call %d leaves half a database", nth);
        remove(path);
    }
    fixture_close(NULL);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {a_call_that_fails_once_loses_nothing_and_doubles_nothing,
                                  a_disk_that_fails_until_it_is_mended_loses_nothing_and_doubles_nothing,
                                  a_disk_that_is_full_until_room_is_made_loses_nothing_and_doubles_nothing,
                                  a_disk_that_is_full_once_loses_nothing_and_doubles_nothing,
                                  a_full_disk_is_said_to_be_full,
                                  a_write_that_fails_at_commit_is_unclear_and_the_connection_is_made_anew,
                                  opening_and_creating_fail_cleanly_at_every_call_and_work_afterwards};
    fault_install();
    return fixture_run("save_faults", tests, sizeof(tests) / sizeof(tests[0]));
}
