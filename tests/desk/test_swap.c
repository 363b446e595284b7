#include "suite.h"

#include <string.h>

#include "desk/desk_fixture.h"
#include "zuoxi/desk/swap.h"
#include "zuoxi/store/people_store.h"

/* DESK_NOW is Wednesday 2026-11-25 10:00. */
static struct desk_fixture *open_rota(void)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct person person = {
        .role = ROLE_OPERATOR, .is_active = true, .badge = "1003", .name = "陈刚", .hash = "x"};
    struct store *store = fixture->desk.store;
    fixture_begin(store);
    fixture_ok(people_store_add(store, &person, &err));
    fixture_ok(roster_store_set(store, 20261127, "1001", "早班", &err));
    fixture_ok(roster_store_set(store, 20261130, "1003", "早班", &err));
    fixture_commit(store);
    return fixture;
}

static void act_as(struct desk_fixture *fixture, const char *badge, enum role role)
{
    desk_fixture_act(fixture, role);
    strcpy(fixture->desk.actor.badge, badge);
}

static enum status ask(struct desk_fixture *fixture, int date, const char *partner, int back, int64_t *id,
                       struct err *err)
{
    struct swap_request request;
    swap_begin(&fixture->desk, &request);
    request.after.date = (struct optional){date_at(date, 0), true};
    strcpy(request.after.partner, partner);
    if (back != 0) {
        request.after.back_date = (struct optional){date_at(back, 0), true};
    }
    strcpy(request.after.reason, "家里有事");
    return task_run(&fixture->desk, swap_ask, &request, request.request, 1000, id, err);
}

static enum status act(struct desk_fixture *fixture, int64_t id, enum swap_verb verb, const char *reason,
                       struct err *err)
{
    struct swap_act act = {.id = id, .verb = verb};
    int64_t result;
    strcpy(act.reason, reason);
    request_make(act.request);
    return task_run(&fixture->desk, swap_act, &act, act.request, 1000, &result, err);
}

static void expect_plan(struct desk_fixture *fixture, int date, const char *badge, const char *plan)
{
    char stored[ROSTER_PLAN_SIZE];
    struct err ignored;
    ck_assert_int_eq(roster_store_plan(fixture->desk.store, date, badge, stored, &ignored), STATUS_OK);
    ck_assert_str_eq(stored, plan);
}

START_TEST(a_swap__asked_agreed_approved__changes_the_roster_and_only_then)
{
    struct desk_fixture *fixture = open_rota();
    struct err refusal;
    size_t waiting;
    int64_t id;
    fixture_ok(ask(fixture, 20261127, "1003", 20261130, &id, &err));
    ck_assert_int_eq(act(fixture, id, SWAP_AGREE, "", &refusal), STATUS_DENIED);
    act_as(fixture, "2001", ROLE_LEAD);
    ck_assert_int_eq(act(fixture, id, SWAP_APPROVE, "", &refusal), STATUS_CONFLICT); /* not agreed yet */
    act_as(fixture, "1003", ROLE_OPERATOR);
    fixture_ok(swap_waiting(&fixture->desk, &waiting, &err));
    ck_assert_uint_eq(waiting, 1);
    fixture_ok(act(fixture, id, SWAP_AGREE, "", &err));
    ck_assert_int_eq(act(fixture, id, SWAP_APPROVE, "", &refusal), STATUS_DENIED);
    expect_plan(fixture, 20261127, "1001", "早班");
    act_as(fixture, "2001", ROLE_LEAD);
    fixture_ok(swap_waiting(&fixture->desk, &waiting, &err));
    ck_assert_uint_eq(waiting, 1);
    fixture_ok(act(fixture, id, SWAP_APPROVE, "", &err));
    expect_plan(fixture, 20261127, "1001", "");
    expect_plan(fixture, 20261127, "1003", "早班");
    expect_plan(fixture, 20261130, "1003", "");
    expect_plan(fixture, 20261130, "1001", "早班");
    ck_assert_int_eq(act(fixture, id, SWAP_REFUSE, "晚了", &refusal), STATUS_CONFLICT);
    ck_assert_int_eq(
        fixture_int(fixture->desk.store, "SELECT count(*) FROM audit WHERE action LIKE 'swap.%'"), 3);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_swap__whose_shift_was_changed_meanwhile__is_not_approved)
{
    struct desk_fixture *fixture = open_rota();
    struct err refusal;
    int64_t id;
    fixture_ok(ask(fixture, 20261127, "1003", 0, &id, &err));
    fixture_begin(fixture->desk.store);
    fixture_ok(roster_store_set(fixture->desk.store, 20261127, "1003", "中班", &err));
    fixture_commit(fixture->desk.store);
    act_as(fixture, "1003", ROLE_OPERATOR);
    ck_assert_int_eq(act(fixture, id, SWAP_AGREE, "", &refusal), STATUS_INVALID);
    ck_assert_ptr_nonnull(strstr(refusal.what, "那天不休息"));
    ck_assert_int_eq(act(fixture, id, SWAP_REFUSE, "", &refusal), STATUS_INVALID);
    fixture_ok(act(fixture, id, SWAP_REFUSE, "那天改上中班了", &err));
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(leave__needs_the_approver_alone__and_is_refused_when_asked_too_late)
{
    struct desk_fixture *fixture = open_rota();
    struct err refusal;
    int64_t id;
    ck_assert_int_eq(ask(fixture, 20261126, "", 0, &id, &refusal), STATUS_INVALID);
    ck_assert_ptr_nonnull(strstr(refusal.what, "没有班可换"));
    fixture_ok(ask(fixture, 20261127, "", 0, &id, &err));
    fixture_ok(act(fixture, id, SWAP_WITHDRAW, "", &err));
    desk_fixture_set_now(DESK_NOW + 86400);
    fixture_ok(ask(fixture, 20261127, "", 0, &id, &err));
    act_as(fixture, "2001", ROLE_LEAD);
    fixture_ok(act(fixture, id, SWAP_APPROVE, "", &err));
    expect_plan(fixture, 20261127, "1001", "leave");
    desk_fixture_set_now(DESK_NOW + 3 * 86400 + 3600); /* Saturday */
    act_as(fixture, "1003", ROLE_OPERATOR);
    ck_assert_int_eq(ask(fixture, 20261130, "", 0, &id, &refusal), STATUS_INVALID);
    ck_assert_ptr_nonnull(strstr(refusal.what, "提前"));
    desk_fixture_close(fixture);
}
END_TEST

SUITE_MAIN("desk/swap", a_swap__asked_agreed_approved__changes_the_roster_and_only_then,
           a_swap__whose_shift_was_changed_meanwhile__is_not_approved,
           leave__needs_the_approver_alone__and_is_refused_when_asked_too_late)
