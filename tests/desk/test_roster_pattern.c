/* A week kept as a pattern and laid over others; what a change of many days does, seen before it is stored.
 */

#include "suite.h"

#include <stdlib.h>
#include <string.h>

#include "desk/desk_fixture.h"
#include "zuoxi/desk/roster_pattern.h"
#include "zuoxi/desk/roster_preview.h"

static void plan(struct desk_fixture *fixture, int date, const char *badge, const char *what)
{
    fixture_begin(fixture->desk.store);
    fixture_ok(roster_store_set(fixture->desk.store, date, badge, what, &err));
    fixture_commit(fixture->desk.store);
}

static const char *planned(struct desk_fixture *fixture, int date, const char *badge)
{
    static char out[ROSTER_PLAN_SIZE];
    fixture_ok(roster_store_plan(fixture->desk.store, date, badge, out, &err));
    return out;
}

/* 1001 early on Monday and Wednesday of 23 November, 2001 late on Tuesday and on leave on Thursday. */
static struct desk_fixture *open_week(void)
{
    struct desk_fixture *fixture = desk_fixture_open();
    plan(fixture, 20261123, "1001", "早班");
    plan(fixture, 20261125, "1001", "早班");
    plan(fixture, 20261124, "2001", "中班");
    plan(fixture, 20261126, "2001", SHIFT_LEAVE);
    desk_fixture_act(fixture, ROLE_LEAD);
    return fixture;
}

static enum status keep(struct desk_fixture *fixture, const char *name, struct err *err)
{
    struct pattern_save save = {.date = 20261127, .people = {2, {"1001", "2001"}}};
    int64_t people;
    strcpy(save.name, name);
    request_make(save.request);
    return task_run(&fixture->desk, pattern_save, &save, save.request, 1000, &people, err);
}

static enum status lay(struct desk_fixture *fixture, int from, int until, int rotate,
                       struct roster_edit **edit, struct err *err)
{
    struct pattern_use use = {
        .name = "两人周", .from = from, .until = until, .rotate = rotate, .people = {2, {"1001", "2001"}}};
    return pattern_lay(&fixture->desk, &use, edit, err);
}

START_TEST(a_week__kept_and_laid_over_two_others__rotates_and_leaves_leave_alone)
{
    struct desk_fixture *fixture = open_week();
    struct pattern_row rows[PATTERNS_MAX];
    struct roster_edit *edit;
    struct roster_preview preview;
    size_t count;
    int64_t changed;
    char text[200];
    fixture_ok(keep(fixture, "两人周", &err));
    fixture_ok(keep(fixture, "两人周", &err)); /* replaces itself */
    fixture_ok(pattern_list(&fixture->desk, rows, &count, &err));
    ck_assert_uint_eq(count, 1);
    ck_assert_int_eq(rows[0].people, 2);
    plan(fixture, 20261202, "1001", SHIFT_LEAVE);
    fixture_ok(lay(fixture, 20261130, 20261213, 1, &edit, &err));
    fixture_ok(roster_preview_make(&fixture->desk, edit, &preview, &err));
    ck_assert_uint_eq(preview.edit->count, 5); /* six shifts, one of them on a day of leave */
    ck_assert_uint_eq(preview.problems_now, 42);
    ck_assert_uint_eq(preview.problems_then, 37);
    ck_assert_uint_eq(preview.finding_count, 0); /* nothing is worse than it was */
    roster_preview_text(&preview, 0, text, sizeof(text));
    ck_assert_str_eq(text, "11-30 1001 休 → 早班");
    fixture_ok(
        task_run(&fixture->desk, roster_set, preview.edit, preview.edit->request, 1000, &changed, &err));
    ck_assert_int_eq(changed, 5);
    ck_assert_str_eq(planned(fixture, 20261202, "1001"), SHIFT_LEAVE);
    ck_assert_str_eq(planned(fixture, 20261201, "2001"), "中班");
    ck_assert_str_eq(planned(fixture, 20261207, "2001"), "早班"); /* the week after: the other's line */
    ck_assert_str_eq(planned(fixture, 20261208, "1001"), "中班");
    roster_preview_clear(&preview);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_preview__tells_what_was_agreed__and_a_day_changed_meanwhile_is_refused)
{
    struct desk_fixture *fixture = open_week();
    struct roster_edit *edit = roster_edit_new(2);
    struct roster_preview preview;
    struct err refusal;
    int64_t changed;
    char text[200];
    edit->changes[0] = (struct roster_change){20261126, "2001", "", "早班", true};
    edit->changes[1] = (struct roster_change){20261123, "1001", "", "早班", true};
    fixture_ok(roster_preview_make(&fixture->desk, edit, &preview, &err));
    ck_assert_uint_eq(preview.edit->count, 1);
    ck_assert_uint_eq(preview.same, 1);
    ck_assert_uint_eq(preview.problems_now, preview.problems_then + 1);
    roster_preview_text(&preview, 0, text, sizeof(text));
    ck_assert_str_eq(text, "11-26 2001 请假 → 早班（动了批准过的换班、请假）");
    plan(fixture, 20261126, "2001", "夜班");
    ck_assert_int_eq(
        task_run(&fixture->desk, roster_set, preview.edit, preview.edit->request, 1000, &changed, &refusal),
        STATUS_CONFLICT);
    roster_preview_clear(&preview);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_pattern__that_is_not_there_or_makes_no_sense__is_refused_in_words)
{
    struct desk_fixture *fixture = open_week();
    struct roster_edit *edit;
    struct pattern_drop drop = {.name = "两人周"};
    struct err refusal;
    int64_t id;
    request_make(drop.request);
    ck_assert_int_eq(keep(fixture, " ", &refusal), STATUS_INVALID);
    ck_assert_int_eq(lay(fixture, 20261130, 20261213, 0, &edit, &refusal), STATUS_NOT_FOUND);
    ck_assert_ptr_nonnull(strstr(refusal.what, "没有排班模板“两人周”"));
    fixture_ok(keep(fixture, "两人周", &err));
    ck_assert_int_eq(lay(fixture, 20261213, 20261130, 0, &edit, &refusal), STATUS_INVALID);
    ck_assert_int_eq(lay(fixture, 20261213, 20281130, 0, &edit, &refusal), STATUS_INVALID);
    fixture_ok(task_run(&fixture->desk, pattern_drop, &drop, drop.request, 1000, &id, &err));
    ck_assert_int_eq(desk_fixture_count(fixture, "roster_pattern"), 0);
    plan(fixture, 20261125, "2001", "早班"); /* else 1001 would stand in as lead */
    desk_fixture_act(fixture, ROLE_OPERATOR);
    ck_assert_int_eq(keep(fixture, "两人周", &refusal), STATUS_DENIED);
    desk_fixture_close(fixture);
}
END_TEST

SUITE_MAIN("desk/roster_pattern", a_week__kept_and_laid_over_two_others__rotates_and_leaves_leave_alone,
           a_preview__tells_what_was_agreed__and_a_day_changed_meanwhile_is_refused,
           a_pattern__that_is_not_there_or_makes_no_sense__is_refused_in_words)
