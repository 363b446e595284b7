/* A commit whose bytes are in the log long before its sync has ended: nobody may take the log for still. */

#include <check.h>

#include "fault/fault_vfs.h"
#include "store/store_fixture.h"

#define LOOK_MS 250

static int64_t boot_ms;

static int64_t fixed_now(void *context)
{
    (void)context;
    return FIXTURE_NOW * (int64_t)1000;
}

static int64_t told_boot(void *context)
{
    (void)context;
    return boot_ms;
}

/* The desk beside looks on while the disk takes three seconds, or a minute. */
struct looking {
    struct store *watcher;
    int times;
};

static void look(void *context)
{
    struct looking *looking = context;
    for (int i = 0; i < looking->times; i++) {
        boot_ms += LOOK_MS;
        ck_assert(!store_changed(looking->watcher));
    }
}

START_TEST(anothers_commit_is_seen_however_long_its_sync_takes)
{
    static const struct clock told = {fixed_now, told_boot, NULL};
    static const int seconds[] = {1, 3, 60};
    struct looking looking = {0};
    struct store *writer = fixture_open();
    struct store_options options = {.path = fixture_path(), .clock = &told, .badge = "1001"};
    fixture_ok(store_open(&looking.watcher, &options, &err));
    for (size_t i = 0; i < sizeof(seconds) / sizeof(seconds[0]); i++) {
        bool is_seen = false;
        looking.times = seconds[i] * 1000 / LOOK_MS;
        fixture_begin(writer);
        fixture_case(writer, "别人的", false, 0);
        fault_slow(look, &looking);
        fixture_commit(writer);
        fault_slow(NULL, NULL);
        for (int waited = 0; waited < 5000 && !is_seen; waited += LOOK_MS) {
            boot_ms += LOOK_MS;
            is_seen = store_changed(looking.watcher);
        }
        ck_assert_msg(is_seen, "after a sync of %d s", seconds[i]);
    }
    store_close(&looking.watcher);
    fixture_close(writer);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {anothers_commit_is_seen_however_long_its_sync_takes};
    fault_install();
    return fixture_run("slow_sync", tests, sizeof(tests) / sizeof(tests[0]));
}
