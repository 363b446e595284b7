#include "suite.h"

#include <stdio.h>

#include "desk/desk_fixture.h"
#include "zuoxi/console/queue_model.h"
#include "zuoxi/desk/demo.h"
#include "zuoxi/desk/promise.h"

/* A demonstration with 250 open cases, more than one page, as another desk. */
static void open_demo(struct desk_fixture *fixture, struct desk *desk)
{
    char path[200];
    struct config *config = &fixture->config;
    snprintf(path, sizeof(path), "%s/queue.db", fixture->directory);
    struct demo_options options = {.path = path, .customers = 60, .cases = 260, .open = 250, .seed = 7};
    fixture_ok(demo_fill(&options, &config->settings, &config->profile, &desk_fixture_clock, &err));
    fixture_ok(
        desk_open(desk, path, &config->settings, &config->profile, &config->book, &desk_fixture_clock, &err));
    desk->actor = fixture->desk.actor;
}

START_TEST(load_and_more__reach_every_open_case_once_in_order_of_urgency)
{
    struct queue_model model = {0};
    struct desk_fixture *fixture = desk_fixture_open();
    struct desk desk;
    open_demo(fixture, &desk);
    fixture_ok(queue_model_load(&model, &desk, &err));
    ck_assert(model.has_more);
    size_t first = model.count;
    fixture_ok(queue_model_more(&model, &desk, &err));
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
    fixture_ok(queue_model_load(&model, &desk, &err));
    ck_assert_uint_eq(model.count, all);
    ck_assert_uint_eq(queue_model_find(&model, -1), all);
    queue_model_clear(&model);
    desk_close(&desk);
    desk_fixture_close(fixture);
}
END_TEST

static int64_t promise_at(struct desk *desk, int64_t due)
{
    struct promise_new new = {.promise = {.due_at = {.value = due, .given = true}, .what = "回电"}};
    int64_t id = 0;
    request_make(new.request);
    fixture_ok(task_run(desk, promise_make, &new, new.request, 1000, &id, &err));
    return id;
}

START_TEST(promises__stand_between_the_cases_by_their_time_on_every_page__and_tell_from_wherever_they_stand)
{
    struct queue_model model = {0};
    struct queue_alarm alarm;
    struct desk_fixture *fixture = desk_fixture_open();
    struct desk desk;
    open_demo(fixture, &desk);
    int64_t now = clock_now(&desk_fixture_clock);
    int64_t late = promise_at(&desk, now + 90 * 86400), soon = promise_at(&desk, now + 1000);
    fixture_ok(queue_model_load(&model, &desk, &err));
    ck_assert_uint_eq(model.promise_count, 2);
    ck_assert_uint_eq(queue_model_find(&model, late), model.count); /* on a later page */
    size_t at = queue_model_find(&model, soon);
    ck_assert_uint_lt(at, model.count);
    ck_assert(model.rows[at].is_promise);
    fixture_ok(queue_model_more(&model, &desk, &err));
    ck_assert_uint_lt(queue_model_find(&model, late), model.count);
    ck_assert_uint_eq(model.count, (size_t)model.counts.open + 2);
    for (size_t i = 1; i < model.count; i++) {
        const struct queue_row *before = &model.rows[i - 1], *row = &model.rows[i];
        ck_assert(before->rank < row->rank || (before->rank == row->rank && before->due <= row->due));
    }
    queue_model_watch(&model, now, &alarm);
    queue_model_clear(&model);
    model.watched = now;
    fixture_ok(queue_model_load(&model, &desk, &err)); /* the first page only */
    queue_model_watch(&model, now + 90 * 86400 + 1, &alarm);
    ck_assert_uint_ge(alarm.count, 2);
    queue_model_watch(&model, now + 90 * 86400 + 2, &alarm);
    ck_assert_uint_eq(alarm.count, 0); /* once, though a promise stands in two lists */
    queue_model_clear(&model);
    desk_close(&desk);
    desk_fixture_close(fixture);
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
    ck_assert_int_eq(alarm.worst->id, 2);
    ck_assert_int_eq(alarm.worst_level, LEVEL_OVERDUE);
    queue_model_watch(&model, 1801, &alarm);
    ck_assert_uint_eq(alarm.count, 0);
    /* A clock put back calms nothing down loudly. */
    queue_model_watch(&model, 1500, &alarm);
    ck_assert_uint_eq(alarm.count, 0);
}
END_TEST

START_TEST(load__just_after_a_level_rose__does_not_swallow_the_alarm)
{
    struct queue_model model = {0};
    struct queue_alarm alarm;
    struct desk_fixture *fixture = desk_fixture_open();
    struct desk desk;
    open_demo(fixture, &desk);
    fixture_ok(queue_model_load(&model, &desk, &err));
    int64_t now = clock_now(&desk_fixture_clock), next = INT64_MAX;
    queue_model_watch(&model, now, &alarm);
    for (size_t i = 0; i < model.count; i++) {
        int64_t warning = model.rows[i].warning;
        next = !model.rows[i].is_suspended && warning > now && warning < next ? warning : next;
    }
    ck_assert_int_lt(next, INT64_MAX);
    desk_fixture_set_now(next);
    fixture_ok(queue_model_load(&model, &desk, &err)); /* another desk saved in the very second */
    queue_model_watch(&model, next, &alarm);
    ck_assert_uint_ge(alarm.count, 1);
    fixture_ok(queue_model_load(&model, &desk, &err));
    queue_model_watch(&model, next, &alarm);
    ck_assert_uint_eq(alarm.count, 0); /* once */
    queue_model_clear(&model);
    desk_close(&desk);
    desk_fixture_close(fixture);
}
END_TEST

SUITE_MAIN("console/queue_model",
           promises__stand_between_the_cases_by_their_time_on_every_page__and_tell_from_wherever_they_stand,
           load__just_after_a_level_rose__does_not_swallow_the_alarm,
           load_and_more__reach_every_open_case_once_in_order_of_urgency,
           watch__a_level_that_rises__is_told_once_and_the_worst_named)
