#include "suite.h"

#include <stdio.h>
#include <stdlib.h>

#include "desk/desk_fixture.h"
#include "zuoxi/console/queue_order.h"

#define NOW 10000

/* Number, type, unit, station, address, due: by urgency. */
static struct queue_row made_row(const char *number, const char *type, const char *unit, const char *station,
                                 const char *address, int64_t due)
{
    static int64_t id = 0;
    struct queue_row row = {.id = ++id, .rank = 1, .due = due, .warning = due - 100, .critical = due - 50};
    text_copy(row.number, sizeof(row.number), number);
    text_copy(row.type, sizeof(row.type), type);
    text_copy(row.unit, sizeof(row.unit), unit);
    text_copy(row.station, sizeof(row.station), station);
    text_copy(row.address, sizeof(row.address), address);
    return row;
}

enum { ROWS = 6 };

static void make_rows(struct queue_row rows[ROWS])
{
    rows[0] = made_row("20261121-0003", "repair", "城西站", "甲站", "和平里12-1", NOW - 1);
    rows[1] = made_row("20261121-0010", "complaint", "", "乙站", "和平里3-2", NOW + 10);
    rows[2] = made_row("20261121-0002", "repair", "城东站", "甲站", "和平里3-1", NOW + 20);
    rows[3] = made_row("20261120-0099", "inquiry", "城东站", "", "和平里", NOW + 80);
    rows[4] = made_row("20261121-10000", "repair", "不再有的单位", "甲站", "和平里3-10", NOW + 1000);
    rows[5] = (struct queue_row){.id = 900,
                                 .is_promise = true,
                                 .rank = 1,
                                 .due = NOW + 2000,
                                 .warning = NOW + 1900,
                                 .critical = NOW + 1950};
}

/* "0 2 4 | 1": rows of the lines, a bar for a heading. */
static void assert_lines(struct desk_fixture *fixture, struct queue_setup *setup, const char *wanted)
{
    struct queue_row rows[ROWS];
    struct queue_lines lines = {0};
    struct str got = {0};
    make_rows(rows);
    queue_lines_make(&lines, rows, ROWS, setup, &fixture->config.profile, &fixture->config.settings, NOW);
    for (size_t i = 0; i < lines.count; i++) {
        str_add(&got, i > 0 ? " " : "");
        if (lines.lines[i].row == SIZE_MAX) {
            const struct queue_group *group = &lines.groups[lines.lines[i].group];
            str_printf(&got, "%s:%zu", group->key, group->count);
        } else {
            str_printf(&got, "%zu", lines.lines[i].row);
        }
    }
    ck_assert_str_eq(str_text(&got), wanted);
    str_free(&got);
    queue_lines_clear(&lines);
}

START_TEST(lines__follow_sort_and_grouping__promises_apart__unknown_groups_last)
{
    static const struct {
        enum queue_sort sort;
        bool is_reversed;
        enum queue_grouping grouping;
        const char *folded, *lines;
    } cases[] = {
        {SORT_URGENCY, false, GROUP_NONE, NULL, "0 1 2 3 4 5"},
        {SORT_URGENCY, true, GROUP_NONE, NULL, "5 4 3 2 1 0"},
        {SORT_NUMBER, false, GROUP_NONE, NULL, "3 2 0 1 4 5"},
        {SORT_PLACE, false, GROUP_NONE, NULL, "3 1 2 4 0 5"},
        {SORT_UNIT, false, GROUP_NONE, NULL, "1 4 2 3 0 5"},
        {SORT_URGENCY, false, GROUP_UNIT, NULL, "@:1 5 :1 1 城东站:2 2 3 城西站:1 0 不再有的单位:1 4"},
        {SORT_URGENCY, false, GROUP_UNIT, "城东站", "@:1 5 :1 1 城东站:2 城西站:1 0 不再有的单位:1 4"},
        {SORT_NUMBER, true, GROUP_STATION, NULL, "@:1 5 :1 3 乙站:1 1 甲站:3 4 0 2"},
        {SORT_URGENCY, false, GROUP_LEVEL, NULL, "0:1 0 1:2 1 2 2:1 3 3:2 4 5"},
    };
    struct desk_fixture *fixture = desk_fixture_open();
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct queue_setup *setup = calloc(1, sizeof(*setup));
        setup->sort = cases[i].sort;
        setup->is_reversed = cases[i].is_reversed;
        setup->grouping = cases[i].grouping;
        if (cases[i].folded != NULL) {
            queue_setup_fold(setup, cases[i].folded, true);
        }
        assert_lines(fixture, setup, cases[i].lines);
        free(setup);
    }
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(groups__count_what_is_near_its_time_and_past_it)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct queue_setup *setup = calloc(1, sizeof(*setup));
    struct queue_row rows[ROWS];
    struct queue_lines lines = {0};
    make_rows(rows);
    setup->grouping = GROUP_STATION;
    queue_lines_make(&lines, rows, ROWS, setup, &fixture->config.profile, &fixture->config.settings, NOW);
    const struct queue_group *last = &lines.groups[lines.group_count - 1];
    ck_assert_str_eq(last->key, "甲站");
    ck_assert_uint_eq(last->count, 3);
    ck_assert_uint_eq(last->overdue, 1);
    ck_assert_uint_eq(last->warning, 1);
    queue_lines_clear(&lines);
    free(setup);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(folds__are_kept_and_undone_and_have_an_end)
{
    struct queue_setup *setup = calloc(1, sizeof(*setup));
    char key[16];
    for (int i = 0; i < QUEUE_FOLDS_MAX + 5; i++) {
        snprintf(key, sizeof(key), "站%d", i);
        queue_setup_fold(setup, key, true);
    }
    ck_assert_uint_eq(setup->folded_count, QUEUE_FOLDS_MAX);
    ck_assert(queue_setup_is_folded(setup, "站3"));
    queue_setup_fold(setup, "站3", false);
    queue_setup_fold(setup, "站3", false);
    ck_assert(!queue_setup_is_folded(setup, "站3"));
    ck_assert_uint_eq(setup->folded_count, QUEUE_FOLDS_MAX - 1);
    free(setup);
}
END_TEST

START_TEST(texts__with_numbers_compare_as_people_count)
{
    static const struct {
        const char *a, *b;
        int order;
    } pairs[] = {{"3", "12", -1}, {"和平里3-2", "和平里12-1", -1},
                 {"a", "a", 0},   {"a", "a1", -1},
                 {"003", "3", 0}, {"10", "9", 1},

                 {"", "x", -1},   {"9999999999999999999999", "10000000000000000000000", -1}};
    for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
        int got = queue_compare_text(pairs[i].a, pairs[i].b);
        ck_assert_int_eq(got, pairs[i].order);
        ck_assert_int_eq(queue_compare_text(pairs[i].b, pairs[i].a), -pairs[i].order);
    }
}
END_TEST

SUITE_MAIN("console/queue_order", lines__follow_sort_and_grouping__promises_apart__unknown_groups_last,
           groups__count_what_is_near_its_time_and_past_it, folds__are_kept_and_undone_and_have_an_end,
           texts__with_numbers_compare_as_people_count)
