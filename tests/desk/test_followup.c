#include "suite.h"

#include <string.h>

#include "desk/desk_fixture.h"
#include "zuoxi/desk/followup.h"
#include "zuoxi/domain/workday.h"

#define ROWS 8

/* DESK_NOW is 2026-11-25 10:00: the station is due since the 15th, the project on the 25th, the building
 * later. */
static struct followup_place places[] = {
    {.name = "阳光城", .kind = "项目", .since = 20261025},
    {.name = "城东站", .kind = "换热站", .since = 20250815},
    {.name = "幸福里3号楼", .kind = "楼", .since = 20261101},
};

static struct desk_fixture *open_places(struct settings *settings)
{
    struct desk_fixture *fixture = desk_fixture_open();
    *settings = *fixture->desk.settings;
    settings->followups = places;
    settings->followup_count = sizeof(places) / sizeof(places[0]);
    settings->followup_rule = (struct followup_rule){1, 3};
    fixture->desk.settings = settings;
    return fixture;
}

static enum status record(struct desk_fixture *fixture, struct followup_edit *edit, const char *reached,
                          const char *satisfaction, const char *remark, int64_t *id, struct err *err)
{
    strcpy(edit->after.reached, reached);
    strcpy(edit->after.satisfaction, satisfaction);
    strcpy(edit->after.remark, remark);
    request_make(edit->request);
    return task_run(&fixture->desk, followup_record, edit, edit->request, 1000, id, err);
}

static size_t list(struct desk_fixture *fixture, struct followup_row *rows)
{
    size_t count;
    fixture_ok(followup_list(&fixture->desk, ROWS, rows, &count, &err));
    return count;
}

START_TEST(those_due_are_listed__attempts_leave_them__an_answer_moves_them_on)
{
    struct settings settings;
    struct desk_fixture *fixture = open_places(&settings);
    struct followup_row rows[ROWS];
    struct followup_edit edit;
    struct followup stored;
    int64_t id;
    ck_assert_uint_eq(list(fixture, rows), 2);
    ck_assert_str_eq(rows[0].place->name, "城东站");
    ck_assert_int_eq(rows[0].due, 20261115);
    ck_assert_str_eq(rows[1].place->name, "阳光城");
    ck_assert_int_eq(rows[1].due, 20261125);

    fixture_ok(followup_begin(&fixture->desk, "城东站", &edit, &err));
    fixture_ok(record(fixture, &edit, "nobody", "", "", &id, &err));
    ck_assert_uint_eq(list(fixture, rows), 2);
    ck_assert_uint_eq(rows[0].attempts, 1);
    ck_assert_str_eq(rows[0].attempt.reached, "nobody");
    ck_assert_int_eq(rows[0].last.head.id, 0);

    fixture_ok(record(fixture, &edit, "reached", "satisfied", "都好", &id, &err));
    ck_assert_uint_eq(list(fixture, rows), 1);
    ck_assert_str_eq(rows[0].place->name, "阳光城");
    fixture_ok(followup_load(&fixture->desk, id, &stored, &err));
    ck_assert_str_eq(stored.badge, "1001");
    ck_assert_int_eq(date_of(stored.due_on.value), 20261115);
    ck_assert(!followup_is_bad(&fixture->desk, &stored));
    ck_assert_int_eq(
        fixture_int(fixture->desk.store, "SELECT count(*) FROM audit WHERE action = 'followup.record'"), 2);

    desk_fixture_set_now(
        date_at(20270215, 600)); /* a quarter after November's, not after the day it was made */
    ck_assert_uint_eq(list(fixture, rows), 3);
    ck_assert_str_eq(rows[2].place->name, "城东站");
    ck_assert_int_eq(rows[2].due, 20270215);
    ck_assert_int_eq(rows[2].last.head.id, id);
    ck_assert_uint_eq(rows[2].attempts, 0);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(an_answer_that_lacks_something_or_comes_second_is_refused)
{
    static const struct {
        const char *reached, *satisfaction, *remark, *said;
    } cases[] = {
        {"", "", "", "接通情况"},
        {"reached", "", "", "请问满意度"},
        {"nobody", "satisfied", "", "没有接通"},
        {"reached", "unsatisfied", " \n", "哪里不满意"},
        {"reached", "splendid", "", "满意度"},
    };
    struct settings settings;
    struct desk_fixture *fixture = open_places(&settings);
    struct followup_edit mine, other;
    struct followup stored;
    struct err refusal;
    int64_t id;
    fixture_ok(followup_begin(&fixture->desk, "阳光城", &mine, &err));
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        ck_assert_int_eq(
            record(fixture, &mine, cases[i].reached, cases[i].satisfaction, cases[i].remark, &id, &refusal),
            STATUS_INVALID);
        ck_assert_msg(strstr(refusal.what, cases[i].said) != NULL, "%s", refusal.what);
    }
    fixture_ok(followup_begin(&fixture->desk, "阳光城", &other, &err));
    fixture_ok(record(fixture, &other, "reached", "unsatisfied", "地库冷", &id, &err));
    fixture_ok(followup_load(&fixture->desk, id, &stored, &err));
    ck_assert(followup_is_bad(&fixture->desk, &stored));
    ck_assert_int_eq(record(fixture, &mine, "reached", "satisfied", "", &id, &refusal), STATUS_CONFLICT);
    settings.followup_count = 0;
    ck_assert_int_eq(followup_begin(&fixture->desk, "阳光城", &mine, &refusal), STATUS_NOT_FOUND);
    ck_assert_int_eq(record(fixture, &other, "nobody", "", "", &id, &refusal), STATUS_NOT_FOUND);
    desk_fixture_close(fixture);
}
END_TEST

SUITE_MAIN("desk/followup", those_due_are_listed__attempts_leave_them__an_answer_moves_them_on,
           an_answer_that_lacks_something_or_comes_second_is_refused)
