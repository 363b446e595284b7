#include "store/store_fixture.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "zuoxi/store/case_store.h"
#include "zuoxi/store/record.h"

static char directory[64];
static char database[128];

static int64_t now_ms(void *context)
{
    (void)context;
    return (int64_t)FIXTURE_NOW * 1000;
}

const struct clock fixture_clock = {.now_ms = now_ms, .boot_ms = now_ms};

struct store *fixture_open(void)
{
    ck_assert(clock_set_zone("Asia/Shanghai"));
    /* In memory where there is room: the tests sync thousands of times. */
    snprintf(directory, sizeof(directory), "%s/zuoxi-store-XXXXXX",
             access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
    ck_assert_ptr_nonnull(mkdtemp(directory));
    snprintf(database, sizeof(database), "%s/zuoxi.db", directory);
    fixture_ok(store_create(database, "heating", false, &fixture_clock, &err));
    return fixture_reopen();
}

struct store *fixture_reopen(void)
{
    struct store *store = NULL;
    struct store_options options = {.path = database, .clock = &fixture_clock, .badge = "1001"};
    fixture_ok(store_open(&store, &options, &err));
    return store;
}

void fixture_close(struct store *store)
{
    store_close(&store);
    DIR *folder = opendir(directory);
    for (struct dirent *entry; folder != NULL && (entry = readdir(folder)) != NULL;) {
        char path[400];
        snprintf(path, sizeof(path), "%s/%s", directory, entry->d_name);
        unlink(path);
    }
    if (folder != NULL) {
        closedir(folder);
    }
    rmdir(directory);
}

const char *fixture_path(void)
{
    return database;
}

void fixture_name(const char *name, char *out, unsigned long size)
{
    snprintf(out, size, "%s/%s", directory, name);
}

void fixture_begin(struct store *store)
{
    fixture_ok(store_begin(store, 0, &err));
}

void fixture_commit(struct store *store)
{
    fixture_ok(store_commit(store, &err));
}

void fixture_sql(struct store *store, const char *sql)
{
    fixture_ok(db_execute(store_db(store), sql, &err));
}

int64_t fixture_int(struct store *store, const char *sql)
{
    struct stmt *stmt;
    bool row;
    fixture_ok(db_prepare(store_db(store), sql, &stmt, &err));
    fixture_ok(db_step(stmt, &row, &err));
    int64_t value = row ? db_int(stmt, 0) : -1;
    db_reset(stmt);
    return value;
}

struct case_record fixture_case(struct store *store, const char *content, bool is_urgent, int64_t due)
{
    struct case_record record = {
        .type = "repair", .grade = "2", .state = "accepted", .name = "测试户", .owner = "1001"};
    struct leg leg = {.sequence = 1,
                      .id = "dispatch",
                      .within = {10, DURATION_MINUTES},
                      .start = due - 600,
                      .due = due,
                      .warning = due - 150,
                      .critical = due - 60};
    snprintf(record.content, sizeof(record.content), "%s", content);
    record.accepted_at = (struct optional){FIXTURE_NOW, true};
    fixture_ok(case_store_number(store, FIXTURE_NOW, record.number, &err));
    fixture_ok(record_insert(store, &case_record_fields, &record, &err));
    fixture_ok(case_store_set_legs(store, &record, is_urgent, due != 0, &leg, due != 0 ? 1 : 0, &err));
    return record;
}

unsigned fixture_random(uint64_t *state, unsigned below)
{
    *state = *state * 6364136223846793005ULL + 1442695040888963407ULL;
    return (unsigned)(*state >> 33) % below;
}

int fixture_run(const char *name, const TTest *const *tests, size_t count)
{
    Suite *suite = suite_create(name);
    TCase *tcase = tcase_create(name);
    for (size_t i = 0; i < count; i++) {
        tcase_add_test(tcase, tests[i]);
    }
    suite_add_tcase(suite, tcase);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
