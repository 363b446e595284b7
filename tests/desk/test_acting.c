#include "suite.h"

#include <string.h>

#include "desk/desk_fixture.h"
#include "zuoxi/desk/acting.h"
#include "zuoxi/desk/contacts.h"
#include "zuoxi/store/audit.h"

/* DESK_NOW is 10:00 of 2026-11-25; the early shift is 08:00 to 16:00. */
#define TODAY   20261125
#define AT_1600 (DESK_NOW + 6 * 3600)

static void plan(struct desk_fixture *fixture, const char *badge, const char *what)
{
    fixture_begin(fixture->desk.store);
    fixture_ok(roster_store_set(fixture->desk.store, TODAY, badge, what, &err));
    fixture_commit(fixture->desk.store);
}

static bool is_acting(struct desk_fixture *fixture)
{
    fixture_ok(acting_refresh(&fixture->desk, &err));
    ck_assert_int_eq(desk_role(&fixture->desk) == ROLE_LEAD,
                     desk_has_right(&fixture->desk, RIGHT_CASE_APPROVE));
    return desk_role(&fixture->desk) == ROLE_LEAD;
}

START_TEST(a_lone_shift__has_an_acting_lead_for_as_long_as_it_lasts)
{
    struct desk_fixture *fixture = desk_fixture_open();
    ck_assert(!is_acting(fixture)); /* nobody is on the roster */
    plan(fixture, "1001", "早班");
    ck_assert(is_acting(fixture));
    ck_assert(!desk_has_right(&fixture->desk, RIGHT_USER_MANAGE));
    desk_fixture_set_now(AT_1600 - 1);
    ck_assert(is_acting(fixture));
    desk_fixture_set_now(AT_1600);
    ck_assert(!is_acting(fixture));
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_lead_on_the_turn__leaves_nobody_to_act)
{
    struct desk_fixture *fixture = desk_fixture_open();
    plan(fixture, "1001", "早班");
    ck_assert(is_acting(fixture));
    plan(fixture, "2001", "早班");
    ck_assert(!is_acting(fixture));
    plan(fixture, "2001", "中班");
    ck_assert(is_acting(fixture));
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(signing_in_again_in_the_same_minute__keeps_the_rank_and_an_admin_has_none)
{
    struct desk_fixture *fixture = desk_fixture_open();
    plan(fixture, "1001", "早班");
    ck_assert(is_acting(fixture));
    desk_fixture_act(fixture, ROLE_OPERATOR);
    ck_assert(is_acting(fixture));
    desk_fixture_act(fixture, ROLE_ADMIN);
    plan(fixture, "9001", "早班");
    ck_assert(!is_acting(fixture));
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(what_an_acting_lead_does__says_so_in_the_audit)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct audit_row rows[4];
    size_t count = 0;
    plan(fixture, "1001", "早班");
    int64_t id = desk_fixture_case(fixture); /* the save itself looks who acts */
    fixture_ok(audit_list(fixture->desk.store, "case", id, rows, 4, &count, &err));
    ck_assert_uint_ge(count, 1);
    ck_assert_str_eq(rows[0].origin, "console acting");
    plan(fixture, "1001", "");
    id = desk_fixture_case(fixture);
    fixture_ok(audit_list(fixture->desk.store, "case", id, rows, 4, &count, &err));
    ck_assert_str_eq(rows[0].origin, "console");
    desk_fixture_close(fixture);
}
END_TEST

SUITE_MAIN("desk/acting", a_lone_shift__has_an_acting_lead_for_as_long_as_it_lasts,
           a_lead_on_the_turn__leaves_nobody_to_act,
           signing_in_again_in_the_same_minute__keeps_the_rank_and_an_admin_has_none,
           what_an_acting_lead_does__says_so_in_the_audit)
