#include "suite.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "zuoxi/conf/load.h"
#include "zuoxi/console/queue_model.h"
#include "zuoxi/desk/demo.h"
#include "zuoxi/desk/session.h"

/* A small demonstration, 250 of its cases open: more than one page. */
static struct config config;
static struct desk desk;
static char path[64];

static void open_demo(void)
{
    char file[PATH_SIZE];
    struct findings findings = {0};
    struct err err = {0};
    path_shipped(file, "zuoxi.conf");
    ck_assert_msg(config_load(&config, file, "heating", &findings, &err) == STATUS_OK, "%s", err.what);
    findings_clear(&findings);
    snprintf(path, sizeof(path), "/tmp/zuoxi-queue-%d.db", (int)getpid());
    struct demo_options options = {.path = path, .customers = 60, .cases = 260, .open = 250, .seed = 7};
    ck_assert_msg(demo_fill(&options, &config.settings, &config.profile, &clock_system, &err) == STATUS_OK,
                  "%s", err.what);
    ck_assert_msg(desk_open(&desk, path, &config.settings, &config.profile, &config.book, &clock_system,
                            &err) == STATUS_OK,
                  "%s", err.what);
    ck_assert_msg(session_act_as_owner(&desk, "1001", &err) == STATUS_OK, "%s", err.what);
}

static void close_demo(void)
{
    static const char *const suffixes[] = {"", "-wal", "-shm", ".lock", "-lock"};
    char name[96];
    desk_close(&desk);
    config_clear(&config);
    for (size_t i = 0; i < sizeof(suffixes) / sizeof(suffixes[0]); i++) {
        snprintf(name, sizeof(name), "%s%s", path, suffixes[i]);
        unlink(name);
    }
}

START_TEST(load_and_more__reach_every_open_case_once_in_order_of_urgency)
{
    struct queue_model model = {0};
    struct err err;
    open_demo();
    ck_assert_int_eq(queue_model_load(&model, &desk, &err), STATUS_OK);
    ck_assert(model.has_more);
    size_t first = model.count;
    ck_assert_int_eq(queue_model_more(&model, &desk, &err), STATUS_OK);
    ck_assert(!model.has_more);
    ck_assert_uint_gt(model.count, first);
    ck_assert_uint_eq(model.count, (size_t)model.counts.open);
    for (size_t i = 1; i < model.count; i++) {
        const struct queue_row *before = &model.rows[i - 1], *row = &model.rows[i];
        ck_assert(before->rank < row->rank || (before->rank == row->rank && before->due <= row->due));
        ck_assert_uint_eq(queue_model_find(&model, row->id), i);
    }
    /* Reading again keeps what had been scrolled to. */
    size_t all = model.count;
    ck_assert_int_eq(queue_model_load(&model, &desk, &err), STATUS_OK);
    ck_assert_uint_eq(model.count, all);
    ck_assert_uint_eq(queue_model_find(&model, -1), all);
    queue_model_clear(&model);
    close_demo();
}
END_TEST

START_TEST(watch__a_level_that_rises__is_told_once_and_the_worst_named)
{
    struct queue_row rows[] = {
        {.id = 1, .start = 1000, .warning = 1700, .critical = 1900, .due = 2000},
        {.id = 2, .start = 1000, .warning = 1750, .critical = 1790, .due = 1799},
        {.id = 3, .start = 1000, .warning = 1700, .critical = 1900, .due = 2000, .is_suspended = true},
    };
    enum level levels[] = {LEVEL_CALM, LEVEL_CALM, LEVEL_SUSPENDED};
    struct queue_model model = {.rows = rows, .levels = levels, .count = 3};
    struct queue_alarm alarm;
    queue_model_watch(&model, 1699, &alarm);
    ck_assert_uint_eq(alarm.count, 0);
    queue_model_watch(&model, 1800, &alarm);
    ck_assert_uint_eq(alarm.count, 2);
    ck_assert_uint_eq(alarm.worst, 1);
    ck_assert_int_eq(alarm.worst_level, LEVEL_OVERDUE);
    queue_model_watch(&model, 1801, &alarm);
    ck_assert_uint_eq(alarm.count, 0);
    /* A clock put back calms nothing down loudly. */
    queue_model_watch(&model, 1500, &alarm);
    ck_assert_uint_eq(alarm.count, 0);
}
END_TEST

SUITE_MAIN("console/queue_model", load_and_more__reach_every_open_case_once_in_order_of_urgency,
           watch__a_level_that_rises__is_told_once_and_the_worst_named)
