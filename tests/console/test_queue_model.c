#include "suite.h"

#include <stdio.h>
#include <stdlib.h>

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
    fixture_ok(queue_model_watch(&model, &desk, now, &alarm, &err));
    queue_model_clear(&model);
    model.watched = now;
    fixture_ok(queue_model_load(&model, &desk, &err)); /* the first page only */
    desk_fixture_set_now(now + 90 * 86400 + 1);
    fixture_ok(queue_model_watch(&model, &desk, now + 90 * 86400 + 1, &alarm, &err));
    ck_assert_uint_ge(alarm.count, 2);
    fixture_ok(queue_model_watch(&model, &desk, now + 90 * 86400 + 2, &alarm, &err));
    ck_assert_uint_eq(alarm.count, 0); /* once, though a promise stands in two lists */
    queue_model_clear(&model);
    desk_close(&desk);
    desk_fixture_close(fixture);
}
END_TEST

/* When the level of the first case that is calm now rises to warning; 0: no case is. */
static int64_t next_warning(const struct queue_model *model, int64_t now)
{
    int64_t next = INT64_MAX;
    for (size_t i = 0; i < model->count; i++) {
        const struct queue_row *row = &model->rows[i];
        next = row->rank < 2 && row->warning > now && row->warning < next ? row->warning : next;
    }
    return next;
}

START_TEST(watch__a_level_that_rises__is_told_once__though_a_filter_hides_the_case)
{
    struct queue_setup *setup = calloc(1, sizeof(*setup));
    struct queue_model model = {0};
    struct queue_alarm alarm;
    struct desk_fixture *fixture = desk_fixture_open();
    struct desk desk;
    open_demo(fixture, &desk);
    int64_t now = clock_now(&desk_fixture_clock);
    fixture_ok(queue_model_load(&model, &desk, &err));
    int64_t next = next_warning(&model, now);
    ck_assert_int_lt(next, INT64_MAX);
    setup->filter.has_unit = true;
    text_copy(setup->filter.unit, sizeof(setup->filter.unit), "没有这个单位");
    model.setup = setup;
    fixture_ok(queue_model_load(&model, &desk, &err));
    ck_assert_uint_eq(model.count, 0);
    desk_fixture_set_now(next - 1);
    fixture_ok(queue_model_watch(&model, &desk, next - 1, &alarm, &err));
    ck_assert_uint_eq(alarm.worst_level == LEVEL_WARNING && alarm.count > 0, 0);
    desk_fixture_set_now(next);
    fixture_ok(queue_model_watch(&model, &desk, next, &alarm, &err));
    ck_assert_uint_ge(alarm.count, 1);
    ck_assert_int_eq(alarm.worst.warning, next);
    fixture_ok(queue_model_watch(&model, &desk, next, &alarm, &err));
    ck_assert_uint_eq(alarm.count, 0);
    /* A clock put back calms nothing down loudly. */
    desk_fixture_set_now(now);
    fixture_ok(queue_model_watch(&model, &desk, now, &alarm, &err));
    ck_assert_uint_eq(alarm.count, 0);
    queue_model_clear(&model);
    free(setup);
    desk_close(&desk);
    desk_fixture_close(fixture);
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
    int64_t now = clock_now(&desk_fixture_clock), next = next_warning(&model, now);
    fixture_ok(queue_model_watch(&model, &desk, now, &alarm, &err));
    ck_assert_int_lt(next, INT64_MAX);
    desk_fixture_set_now(next);
    fixture_ok(queue_model_load(&model, &desk, &err)); /* another desk saved in the very second */
    fixture_ok(queue_model_watch(&model, &desk, next, &alarm, &err));
    ck_assert_uint_ge(alarm.count, 1);
    fixture_ok(queue_model_load(&model, &desk, &err));
    fixture_ok(queue_model_watch(&model, &desk, next, &alarm, &err));
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
           watch__a_level_that_rises__is_told_once__though_a_filter_hides_the_case)
