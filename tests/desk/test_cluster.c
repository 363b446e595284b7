#include "desk/desk_fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/desk/board.h"
#include "zuoxi/desk/cluster.h"

static struct desk_fixture *fixture;
static int64_t minute; /* of the clock, since DESK_NOW */

static void setup(void)
{
    fixture = desk_fixture_open();
    minute = 0;
}

static void teardown(void)
{
    desk_fixture_close(fixture);
}

/* A case accepted a minute after the one before; its id. */
static int64_t report(const char *address, const char *station, const char *category)
{
    int64_t id = 0;
    desk_fixture_set_now(DESK_NOW + ++minute * 60);
    desk_fixture_act(fixture, ROLE_OPERATOR);
    struct intake *intake = desk_fixture_intake(fixture);
    strcpy(intake->record.address, address);
    strcpy(intake->record.station, station);
    strcpy(intake->record.category, category);
    fixture_ok(task_run(&fixture->desk, intake_save, intake, intake->request, 1000, &id, &err));
    free(intake);
    desk_fixture_act(fixture, ROLE_LEAD);
    return id;
}

static size_t alerts(struct cluster rows[8])
{
    size_t count = 0;
    fixture_ok(cluster_list(&fixture->desk, 0, rows, 8, &count, &err));
    return count;
}

static void report_building(int times, const char *building)
{
    for (int i = 0; i < times; i++) {
        char address[80];
        snprintf(address, sizeof(address), "和平里%s-%d-101", building, i + 1);
        report(address, "城东站", i % 2 == 0 ? "no_heat.single" : "no_heat.building");
    }
}

START_TEST(five_of_a_building_within_an_hour__raise_one_alert__and_more_only_make_it_longer)
{
    struct cluster rows[8];
    char text[200];
    setup();
    report_building(4, "3");
    ck_assert_uint_eq(alerts(rows), 0);
    report_building(1, "3");
    ck_assert_uint_eq(alerts(rows), 1);
    ck_assert_str_eq(rows[0].place, "和平里3号楼");
    ck_assert_str_eq(rows[0].category, "no_heat");
    ck_assert_int_eq(rows[0].case_count, 5);
    ck_assert_int_eq(rows[0].first_at, DESK_NOW + 60);
    cluster_describe(&fixture->desk, &rows[0], text, sizeof(text));
    ck_assert_str_eq(text, "和平里3号楼 不热 5单");
    report_building(3, "3"); /* at 城东站 too: its building has them already */
    ck_assert_uint_eq(alerts(rows), 1);
    ck_assert_int_eq(rows[0].case_count, 8);
    ck_assert_int_eq(rows[0].last_at, DESK_NOW + 8 * 60);
    ck_assert_int_eq(desk_fixture_count(fixture, "cluster_case"), 8);
    teardown();
}
END_TEST

START_TEST(five_houses_of_one_station__raise_the_stations_alert)
{
    static const char *const buildings[] = {"1", "2", "3", "4", "5"};
    struct cluster rows[8];
    setup();
    for (size_t i = 0; i < 5; i++) {
        report_building(1, buildings[i]);
    }
    ck_assert_uint_eq(alerts(rows), 1);
    ck_assert(rows[0].is_station);
    ck_assert_str_eq(rows[0].place, "城东站");
    ck_assert_int_eq(rows[0].case_count, 5);
    teardown();
}
END_TEST

START_TEST(other_categories_places_and_hours__make_no_cluster)
{
    struct cluster rows[8];
    setup();
    report_building(4, "3");
    report("和平里3-9-101", "城东站", "leak.valve");
    report("和平里5-9-101", "城西站", "no_heat.single");
    minute += 60; /* the first four are over an hour ago */
    report_building(1, "3");
    ck_assert_uint_eq(alerts(rows), 0);
    minute += 24 * 60; /* the next day's first case clears what is old */
    report_building(1, "3");
    ck_assert_int_eq(desk_fixture_count(fixture, "recent_case"), 2);
    teardown();
}
END_TEST

START_TEST(none__when_switched_off_or_no_place_is_known)
{
    struct cluster rows[8];
    setup();
    for (int i = 0; i < 6; i++) {
        report("", "", "no_heat.single");
    }
    fixture->config.settings.cluster_cases = 0;
    report_building(6, "3");
    ck_assert_uint_eq(alerts(rows), 0);
    ck_assert_int_eq(desk_fixture_count(fixture, "recent_case"), 0);
    teardown();
}
END_TEST

static struct cluster_request request_for(int64_t id)
{
    struct cluster_request request = {.id = id};
    request_make(request.request);
    return request;
}

START_TEST(alert__is_for_leads__seen_and_handled_once)
{
    struct cluster rows[8];
    size_t count;
    int64_t result;
    struct err why;
    setup();
    report_building(5, "3");
    alerts(rows);
    struct cluster_request request = request_for(rows[0].id);
    desk_fixture_act(fixture, ROLE_OPERATOR);
    ck_assert_int_eq(cluster_list(&fixture->desk, 0, rows, 8, &count, &why), STATUS_DENIED);
    ck_assert_int_eq(
        task_run(&fixture->desk, cluster_dismiss, &request, request.request, 1000, &result, &why),
        STATUS_DENIED);
    desk_fixture_act(fixture, ROLE_LEAD);
    fixture_ok(task_run(&fixture->desk, cluster_mark_seen, &request, request.request, 1000, &result, &err));
    ck_assert_uint_eq(alerts(rows), 1);
    ck_assert_int_eq(rows[0].seen_at, DESK_NOW + 300);
    request = request_for(rows[0].id);
    fixture_ok(task_run(&fixture->desk, cluster_dismiss, &request, request.request, 1000, &result, &err));
    ck_assert_uint_eq(alerts(rows), 0);
    fixture_ok(cluster_list(&fixture->desk, DESK_NOW + 900, rows, 8, &count, &err));
    ck_assert_uint_eq(count, 0);
    report_building(1, "3"); /* goes on: still the one that was dismissed */
    ck_assert_uint_eq(alerts(rows), 0);
    teardown();
}
END_TEST

START_TEST(notice_of_a_cluster__is_filled_in_and_gets_its_cases_attached)
{
    struct cluster rows[8];
    struct notice_call calls[10];
    struct notice notice;
    size_t count;
    int64_t id = 0;
    setup();
    report_building(5, "3");
    alerts(rows);
    struct notice_change *change = mem_new(1, sizeof(*change));
    board_begin_cluster(&fixture->desk, change, &rows[0]);
    fixture_ok(task_run(&fixture->desk, board_save, change, change->request, 1000, &id, &err));
    fixture_ok(board_load(&fixture->desk, id, &notice, &err));
    ck_assert_str_eq(notice.buildings, "和平里3号楼");
    ck_assert_str_eq(notice.categories, "不热");
    ck_assert_int_eq(notice.start_at.value, DESK_NOW + 60);
    fixture_ok(board_calls(&fixture->desk, id, NULL, 10, calls, &count, &err));
    ck_assert_uint_eq(count, 5);
    ck_assert_int_eq(calls[0].state.value, CALL_WAITING);
    ck_assert_str_eq(calls[0].phone, "13800005678");
    ck_assert_uint_eq(alerts(rows), 0);
    free(change);
    teardown();
}
END_TEST

START_TEST(parent_case__has_all_of_the_cluster_under_it)
{
    struct cluster rows[8];
    struct case_file *file = mem_new(1, sizeof(*file));
    struct history_row children[10];
    int64_t parent = 0, result;
    size_t count;
    struct err why;
    setup();
    report_building(4, "3");
    int64_t last = report("和平里3-9-101", "城东站", "no_heat.single");
    alerts(rows);
    struct cluster_request request = request_for(rows[0].id);
    fixture_ok(task_run(&fixture->desk, cluster_make_parent, &request, request.request, 1000, &parent, &err));
    fixture_ok(casework_load(&fixture->desk, parent, file, &err));
    ck_assert_str_eq(file->record.type, "repair");
    ck_assert_str_eq(file->record.address, "和平里3号楼");
    ck_assert_ptr_nonnull(strstr(file->record.content, "和平里3号楼 不热 5单"));
    ck_assert_uint_gt(file->leg_count, 0); /* a case like any other, with its deadlines */
    fixture_ok(cluster_children(&fixture->desk, parent, children, 10, &count, &err));
    ck_assert_uint_eq(count, 5);
    ck_assert_int_eq(children[4].id, last);
    fixture_ok(casework_load(&fixture->desk, last, file, &err));
    ck_assert_int_eq(file->record.parent_id, parent);
    ck_assert_str_eq(file->timeline[file->timeline_count - 1].action, "parent");
    ck_assert_uint_eq(alerts(rows), 0);
    request = request_for(request.id);
    ck_assert_int_eq(
        task_run(&fixture->desk, cluster_make_parent, &request, request.request, 1000, &result, &why),
        STATUS_CONFLICT);
    free(file);
    teardown();
}
END_TEST

FIXTURE_MAIN("desk/cluster", five_of_a_building_within_an_hour__raise_one_alert__and_more_only_make_it_longer,
             five_houses_of_one_station__raise_the_stations_alert,
             other_categories_places_and_hours__make_no_cluster, none__when_switched_off_or_no_place_is_known,
             alert__is_for_leads__seen_and_handled_once,
             notice_of_a_cluster__is_filled_in_and_gets_its_cases_attached,
             parent_case__has_all_of_the_cluster_under_it)
