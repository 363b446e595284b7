#include "suite.h"

#include <string.h>

#include "desk/desk_fixture.h"
#include "zuoxi/desk/work.h"
#include "zuoxi/store/roster_store.h"

static struct shift_turn early(const struct desk_fixture *fixture)
{
    return (struct shift_turn){&fixture->config.settings.shifts[0], 20261125};
}

static enum status change(struct desk_fixture *fixture, const char *badge, const char *remarks,
                          bool is_signing, struct err *err)
{
    struct work_change change = {.date = 20261125, .is_signing = is_signing};
    int64_t id;
    strcpy(change.shift, "早班");
    strcpy(change.badge, badge);
    strcpy(change.remarks, remarks);
    request_make(change.request);
    return task_run(&fixture->desk, work_change, &change, change.request, 1000, &id, err);
}

START_TEST(a_report__counts_what_each_did_in_the_turn_and_nothing_else)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct work_row rows[WORK_ROWS_MAX];
    size_t count;
    desk_fixture_set_now(DESK_NOW - 3 * 3600); /* 07:00: the night's */
    desk_fixture_case(fixture);
    desk_fixture_set_now(DESK_NOW);
    int64_t id = desk_fixture_case(fixture);
    fixture_ok(desk_fixture_move(fixture, id, "dispatch", NULL, 0, &err, "unit", "维修一班", NULL));
    desk_fixture_set_now(DESK_NOW + 6 * 3600); /* 16:00: the late shift's */
    desk_fixture_case(fixture);
    fixture_begin(fixture->desk.store);
    fixture_ok(roster_store_set(fixture->desk.store, 20261125, "2001", "早班", &err));
    fixture_commit(fixture->desk.store);
    fixture_ok(work_report(&fixture->desk, early(fixture), rows, &count, &err));
    ck_assert_uint_eq(count, 3);
    ck_assert_str_eq(rows[1].badge, "1001");
    ck_assert_int_eq(rows[1].counts[WORK_CONTACTS], 1);
    ck_assert_int_eq(rows[1].counts[WORK_CASES], 1);
    ck_assert_int_ge(rows[1].counts[WORK_MOVES], 1);
    ck_assert_str_eq(rows[2].badge, "2001"); /* on the roster, did nothing */
    ck_assert_int_eq(rows[2].counts[WORK_CONTACTS], 0);
    ck_assert_int_eq(rows[0].counts[WORK_CONTACTS], 1);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_report__names_who_has_left_since_too)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct work_row rows[WORK_ROWS_MAX];
    size_t count;
    desk_fixture_case(fixture);
    fixture_ok(db_execute(store_db(fixture->desk.store),
                          "UPDATE person SET is_active = 0 WHERE badge = '1001'", &err));
    fixture_ok(work_report(&fixture->desk, early(fixture), rows, &count, &err));
    ck_assert_uint_eq(count, 2);
    ck_assert_str_eq(rows[1].badge, "1001");
    ck_assert_str_eq(rows[1].name, "王芳");
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_remark__is_ones_own_or_a_leads__and_stays_once_signed)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct work_row rows[WORK_ROWS_MAX];
    struct err refusal;
    size_t count;
    desk_fixture_case(fixture);
    fixture_ok(change(fixture, "1001", "高峰", false, &err));
    ck_assert_int_eq(change(fixture, "2001", "x", false, &refusal), STATUS_DENIED);
    ck_assert_int_eq(change(fixture, "1001", "", true, &refusal), STATUS_DENIED);
    desk_fixture_act(fixture, ROLE_LEAD);
    fixture_ok(change(fixture, "1001", "", true, &err));
    ck_assert_int_eq(change(fixture, "1001", "改", false, &refusal), STATUS_CONFLICT);
    ck_assert_int_ne(
        db_execute(store_db(fixture->desk.store), "UPDATE work_report SET remarks = ''", &refusal),
        STATUS_OK);
    fixture_ok(work_report(&fixture->desk, early(fixture), rows, &count, &err));
    ck_assert_str_eq(rows[1].remark.remarks, "高峰");
    ck_assert_str_eq(rows[1].remark.signed_by, "2001");
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(actions__of_the_audit__count_where_they_belong)
{
    static const struct {
        const char *action;
        enum work_column column;
    } rows[] = {{"contact.save", WORK_CONTACTS}, {"contact.correct", WORK_OTHER},
                {"case.accept", WORK_CASES},     {"case.dispatch", WORK_MOVES},
                {"case.edit", WORK_OTHER},       {"case.callback", WORK_CALLBACKS},
                {"promise.done", WORK_PROMISES}, {"promise.make", WORK_OTHER},
                {"session.in", WORK_COLUMNS},    {"handover.sign", WORK_COLUMNS},
                {"notice.read", WORK_COLUMNS},   {"notice.post", WORK_OTHER},
                {"case.print", WORK_COLUMNS},    {"", WORK_COLUMNS}};
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        ck_assert_msg(work_column_of(rows[i].action) == rows[i].column, "%s", rows[i].action);
    }
    for (enum work_column column = WORK_CONTACTS; column < WORK_COLUMNS; column++) {
        ck_assert(work_column_code(column)[0] != '\0' && work_column_label(column)[0] != '\0');
    }
}
END_TEST

SUITE_MAIN("desk/work", a_report__counts_what_each_did_in_the_turn_and_nothing_else,
           a_report__names_who_has_left_since_too, a_remark__is_ones_own_or_a_leads__and_stays_once_signed,
           actions__of_the_audit__count_where_they_belong)
