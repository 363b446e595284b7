#include "suite.h"

#include <stdio.h>
#include <string.h>

#include "desk/desk_fixture.h"
#include "zuoxi/base/mem.h"
#include "zuoxi/desk/script.h"
#include "zuoxi/desk/usage.h"

static int64_t save(struct desk_fixture *fixture, struct intake *intake)
{
    struct err err;
    int64_t id = 0;
    ck_assert_msg(task_run(&fixture->desk, intake_save, intake, intake->request, 1000, &id, &err) ==
                      STATUS_OK,
                  "%s", err.what);
    return id;
}

static struct usage *read_usage(struct desk_fixture *fixture, int64_t first, int64_t last)
{
    struct usage *usage = mem_new(1, sizeof(*usage));
    struct err err;
    desk_fixture_act(fixture, ROLE_LEAD);
    usage_begin(usage, first, last);
    while (!usage->is_done) {
        ck_assert_int_eq(usage_read(&fixture->desk, usage, &err), STATUS_OK);
    }
    desk_fixture_act(fixture, ROLE_OPERATOR);
    return usage;
}

START_TEST(a_saved_call__is_counted_once_whatever_is_retried)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct intake *intake = desk_fixture_intake(fixture);
    script_say(&intake->contact, "hello", DESK_NOW);
    script_say(&intake->contact, "ask.what", DESK_NOW);
    strcpy(intake->contact.steps, "greet listen -verify");
    strcpy(intake->record.content, "已说明这是规定，用户说“不归我管”");
    save(fixture, intake);
    save(fixture, intake); /* the same request: the same record */
    struct usage *usage = read_usage(fixture, DESK_NOW, DESK_NOW);
    ck_assert_int_eq(usage->calls, 1);
    ck_assert_int_eq(usage->done[GUIDE_GREET], 1);
    ck_assert_int_eq(usage->wanted[GUIDE_VERIFY], 1);
    ck_assert_int_eq(usage->done[GUIDE_VERIFY], 0);
    ck_assert_uint_eq(usage->phrases.count, 2);
    ck_assert_uint_eq(usage->taboos.count, 1);
    ck_assert_str_eq(usage->taboos.items[0].code, "这是规定");
    ck_assert_str_eq(usage->taboos.items[0].badge, "1001");
    ck_assert_uint_eq(usage->person_count, 1);
    ck_assert_int_eq(usage->people[0].phrases, 2);
    ck_assert_int_eq(usage->people[0].skipped, 1);
    ck_assert_int_eq(usage->people[0].taboos, 1);
    usage_clear(usage);
    free(usage);
    free(intake);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_move__does_not_count_again_what_stood_there)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct intake *intake = desk_fixture_intake(fixture);
    struct err err;
    strcpy(intake->record.content, "已说明这是规定");
    int64_t id = save(fixture, intake);
    free(intake);
    desk_fixture_act(fixture, ROLE_LEAD);
    ck_assert_msg(desk_fixture_move(fixture, id, "dispatch", NULL, 0, &err, "unit", "城东站", NULL) ==
                      STATUS_OK,
                  "%s", err.what);
    struct usage *usage = read_usage(fixture, DESK_NOW, DESK_NOW);
    ck_assert_uint_eq(usage->taboos.count, 1);
    ck_assert_int_eq(usage->taboos.items[0].times, 1); /* the call's own, not again with the move */
    usage_clear(usage);
    free(usage);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_period__holds_its_days_and_no_others)
{
    struct desk_fixture *fixture = desk_fixture_open();
    for (int day = 0; day < 3; day++) {
        struct intake *intake;
        desk_fixture_set_now(DESK_NOW + day * 86400);
        intake = desk_fixture_intake(fixture);
        script_say(&intake->contact, day == 2 ? "bye" : "hello", DESK_NOW);
        save(fixture, intake);
        free(intake);
    }
    struct usage *usage = read_usage(fixture, DESK_NOW, DESK_NOW + 86400);
    ck_assert_uint_eq(usage->phrases.count, 1);
    ck_assert_int_eq(usage->phrases.items[0].times, 2);
    usage_clear(usage);
    free(usage);
    usage = read_usage(fixture, DESK_NOW + 2 * 86400, DESK_NOW + 2 * 86400);
    ck_assert_str_eq(usage->phrases.items[0].code, "bye");
    usage_clear(usage);
    free(usage);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(many_rows__are_read_page_by_page_and_summed)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct store *store = fixture->desk.store;
    struct err err;
    ck_assert_int_eq(db_begin(store_db(store), &err), STATUS_OK);
    for (int i = 0; i < 2500; i++) {
        char badge[21];
        snprintf(badge, sizeof(badge), "%04d", 3000 + i % 250);
        ck_assert_int_eq(script_store_add(store, 20261125, badge, "phrase", i % 2 ? "hello" : "bye", &err),
                         STATUS_OK);
        ck_assert_int_eq(script_store_add(store, 20261101 + i % 20, badge, "taboo", "急什么", &err),
                         STATUS_OK);
    }
    ck_assert_int_eq(db_commit(store_db(store), &err), STATUS_OK);
    struct usage *usage = read_usage(fixture, DESK_NOW - 40 * 86400, DESK_NOW);
    int64_t times = 0, taboos = 0;
    for (size_t i = 0; i < usage->phrases.count; i++) {
        times += usage->phrases.items[i].times;
    }
    for (size_t i = 0; i < usage->taboos.count; i++) {
        taboos += usage->taboos.items[i].times;
    }
    ck_assert_int_eq(times, 2500);
    ck_assert_int_eq(taboos, 2500);
    ck_assert_int_ge(usage->phrases.items[0].times, usage->phrases.items[1].times);
    ck_assert_uint_le(usage->person_count, 200); /* more people than fit share the last line */
    usage_clear(usage);
    free(usage);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(an_operator__may_not_read_it)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct usage *usage = mem_new(1, sizeof(*usage));
    struct err err;
    usage_begin(usage, DESK_NOW, DESK_NOW);
    ck_assert_int_eq(usage_read(&fixture->desk, usage, &err), STATUS_DENIED);
    free(usage);
    desk_fixture_close(fixture);
}
END_TEST

SUITE_MAIN("desk/usage", a_saved_call__is_counted_once_whatever_is_retried,
           a_move__does_not_count_again_what_stood_there, a_period__holds_its_days_and_no_others,
           many_rows__are_read_page_by_page_and_summed, an_operator__may_not_read_it)
