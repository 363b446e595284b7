/* One session a badge: who takes over, who saves, who is seen, and passwords of one's own. */

#include "suite.h"

#include <stdio.h>
#include <string.h>

#include "desk/desk_fixture.h"
#include "zuoxi/desk/people.h"
#include "zuoxi/desk/session.h"

/* "demo" at yescrypt's lowest cost: checking it takes a few milliseconds. */
#define CHEAP_HASH "$y$j75$JRfMAd0v7DxfEv1nVY.vK0$Elzblyaxof3vd41jFA9Szha.UqMz4d8WG7MX5EbZSP1"

static struct desk_fixture *open_desk(void)
{
    struct desk_fixture *fixture = desk_fixture_open();
    fixture_sql(fixture->desk.store, "UPDATE person SET hash = '" CHEAP_HASH "'");
    session_sign_out(&fixture->desk);
    return fixture;
}

/* Another console on the same database. */
static void open_another(const struct desk_fixture *fixture, struct desk *desk)
{
    fixture_ok(desk_open(desk, fixture->database, &fixture->config.settings, &fixture->config.profile,
                         &fixture->config.book, &desk_fixture_clock, &err));
}

static enum status finish(struct desk *desk, struct signin *signin, struct err *err)
{
    bool done = false;
    enum status status = STATUS_OK;
    if (signin->child.fd >= 0) {
        child_wait(&signin->child);
    }
    while (!done) {
        status = session_step(desk, signin, &done, err);
    }
    return status;
}

/* Sign in at that terminal; taking over when asked, if so wished. */
static enum status enter(struct desk *desk, const char *terminal, const char *badge, bool takes,
                         struct err *err)
{
    struct signin signin;
    strcpy(desk->place, terminal);
    enum status status = session_enter(desk, &signin, badge, "demo", err);
    if (status == STATUS_OK) {
        status = finish(desk, &signin, err);
    }
    if (status == STATUS_CONFLICT && takes) {
        session_take_over(&signin);
        status = finish(desk, &signin, err);
    }
    session_cancel(&signin);
    return status;
}

static enum status set_state(struct desk *desk, enum seat_state state, struct err *err)
{
    return task_run(desk, seat_set, &state, NULL, 1000, NULL, err);
}

static enum seat_state state_of(struct desk *desk, const char *badge)
{
    struct seat seat;
    fixture_ok(seat_find(desk, badge, &seat, &err));
    return seat.state;
}

static int64_t audited(struct desk_fixture *fixture, const char *action)
{
    char sql[120];
    snprintf(sql, sizeof(sql), "SELECT count(*) FROM audit WHERE action = '%s'", action);
    return fixture_int(fixture->desk.store, sql);
}

START_TEST(a_second_sign_in__is_told_of_the_first_and_changes_nothing_unless_it_takes_over)
{
    struct desk_fixture *fixture = open_desk();
    struct desk second;
    struct err fault = {0};
    open_another(fixture, &second);
    fixture_ok(enter(&fixture->desk, "pts/3", "1001", false, &err));
    ck_assert_int_eq(enter(&second, "pts/4", "1001", false, &fault), STATUS_CONFLICT);
    ck_assert_ptr_nonnull(strstr(fault.what, "pts/3"));
    ck_assert_ptr_nonnull(strstr(fault.what, "10:00"));
    ck_assert_int_eq(second.actor.role, ROLE_NONE);
    fixture_ok(seat_check(&fixture->desk, &err));
    ck_assert_int_eq(audited(fixture, "session.in"), 1);
    fixture_ok(enter(&second, "pts/4", "1001", true, &err));
    ck_assert_str_eq(second.actor.badge, "1001");
    fixture_ok(seat_check(&second, &err));
    ck_assert_int_eq(audited(fixture, "session.takeover"), 1);
    desk_close(&second);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_desk_that_was_taken_over__saves_nothing_however_late_it_wakes)
{
    struct desk_fixture *fixture = open_desk();
    struct desk second;
    struct err fault = {0};
    int64_t id = 0;
    open_another(fixture, &second);
    fixture_ok(enter(&fixture->desk, "pts/3", "1001", false, &err));
    struct intake *intake = desk_fixture_intake(fixture);
    desk_fixture_set_now(DESK_NOW + 60);
    fixture_ok(enter(&second, "pts/4", "1001", true, &err));
    ck_assert_int_eq(task_run(&fixture->desk, intake_save, intake, intake->request, 1000, &id, &fault),
                     STATUS_DENIED);
    ck_assert_ptr_nonnull(strstr(fault.what, "10:01"));
    ck_assert_ptr_nonnull(strstr(fault.what, "pts/4"));
    ck_assert_int_eq(desk_fixture_count(fixture, "case_record"), 0);
    fixture_ok(task_run(&second, intake_save, intake, intake->request, 1000, &id, &err));
    ck_assert_int_eq(desk_fixture_count(fixture, "case_record"), 1);
    free(intake);
    desk_close(&second);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_desk_that_has_died__is_out_and_nobody_is_asked)
{
    struct desk_fixture *fixture = open_desk();
    struct desk first;
    open_another(fixture, &first);
    fixture_ok(enter(&first, "pts/3", "1001", false, &err));
    fixture_ok(set_state(&first, SEAT_READY, &err));
    ck_assert_int_eq(state_of(&fixture->desk, "1001"), SEAT_READY);
    desk_close(&first); /* as the kernel does it for a killed one: nothing is written */
    ck_assert_int_eq(state_of(&fixture->desk, "1001"), SEAT_OUT);
    fixture_ok(enter(&fixture->desk, "pts/4", "1001", false, &err));
    ck_assert_int_eq(audited(fixture, "session.takeover"), 0);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(two_takeovers_of_the_same_session__the_later_one_is_asked_again)
{
    struct desk_fixture *fixture = open_desk();
    struct desk second, third;
    struct signin slow;
    struct err fault = {0};
    open_another(fixture, &second);
    open_another(fixture, &third);
    fixture_ok(enter(&fixture->desk, "pts/3", "1001", false, &err));
    fixture_ok(session_enter(&third, &slow, "1001", "demo", &err));
    ck_assert_int_eq(finish(&third, &slow, &fault), STATUS_CONFLICT);
    fixture_ok(enter(&second, "pts/4", "1001", true, &err));
    session_take_over(&slow);
    ck_assert_int_eq(finish(&third, &slow, &fault), STATUS_CONFLICT);
    ck_assert_str_eq(slow.present.terminal, "pts/4");
    session_cancel(&slow);
    fixture_ok(seat_check(&second, &err));
    desk_close(&second);
    desk_close(&third);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_locked_seat__shows_as_locked_until_its_own_password_unlocks_it)
{
    struct desk_fixture *fixture = open_desk();
    struct desk *desk = &fixture->desk;
    struct signin signin;
    struct err fault = {0};
    fixture_ok(enter(desk, "pts/3", "1001", false, &err));
    fixture_ok(set_state(desk, SEAT_BREAK, &err));
    fixture_ok(task_run(desk, seat_lock, (void *)"idle", NULL, 1000, NULL, &err));
    ck_assert_int_eq(state_of(desk, "1001"), SEAT_LOCKED);
    ck_assert_int_eq(audited(fixture, "session.lock"), 1);
    fixture_ok(session_unlock(desk, &signin, "damo", &err));
    ck_assert_int_eq(finish(desk, &signin, &fault), STATUS_DENIED);
    session_cancel(&signin);
    ck_assert_int_eq(state_of(desk, "1001"), SEAT_LOCKED);
    ck_assert_int_eq(fixture_int(desk->store, "SELECT failures FROM person WHERE badge = '1001'"), 1);
    fixture_ok(session_unlock(desk, &signin, "demo", &err));
    fixture_ok(finish(desk, &signin, &err));
    session_cancel(&signin);
    ck_assert_int_eq(state_of(desk, "1001"), SEAT_BREAK);
    ck_assert_int_eq(audited(fixture, "session.unlock"), 1);
    ck_assert_int_eq(audited(fixture, "session.refused"), 1);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(signing_out__leaves_the_seat_out_and_the_next_sign_in_unasked)
{
    struct desk_fixture *fixture = open_desk();
    struct desk second;
    open_another(fixture, &second);
    fixture_ok(enter(&fixture->desk, "pts/3", "1001", false, &err));
    fixture_ok(task_run(&fixture->desk, seat_leave, NULL, NULL, 1000, NULL, &err));
    ck_assert_int_eq(state_of(&second, "1001"), SEAT_OUT);
    fixture_ok(enter(&second, "pts/4", "1001", false, &err));
    ck_assert_int_eq(audited(fixture, "session.out"), 1);
    desk_close(&second);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(an_admin__sees_every_seat_and_signs_one_out_and_nobody_else_may)
{
    struct desk_fixture *fixture = open_desk();
    struct desk *admin = &fixture->desk;
    struct desk first;
    struct seat_row rows[8];
    struct err fault = {0};
    size_t count = 0;
    open_another(fixture, &first);
    fixture_ok(enter(&first, "pts/3 10.0.0.7", "1001", false, &err));
    fixture_ok(set_state(&first, SEAT_READY, &err));
    ck_assert_int_eq(task_run(&first, seat_end, (void *)"9001", NULL, 1000, NULL, &fault), STATUS_DENIED);
    fixture_ok(enter(admin, "pts/4", "9001", false, &err));
    fixture_ok(seat_list(admin, rows, 8, &count, &err));
    ck_assert_uint_eq(count, 3);
    ck_assert_str_eq(rows[0].seat.terminal, "pts/3 10.0.0.7");
    ck_assert_int_eq(rows[0].seat.state, SEAT_READY);
    ck_assert(rows[0].is_signed_in && !rows[1].is_signed_in && rows[2].is_signed_in);
    ck_assert_str_eq(rows[0].person.hash, "");
    ck_assert_int_eq(task_run(admin, seat_end, (void *)"2001", NULL, 1000, NULL, &fault), STATUS_NOT_FOUND);
    fixture_ok(task_run(admin, seat_end, (void *)"1001", NULL, 1000, NULL, &err));
    ck_assert_int_eq(seat_check(&first, &fault), STATUS_DENIED);
    ck_assert_ptr_nonnull(strstr(fault.what, "9001"));
    ck_assert_int_eq(set_state(&first, SEAT_BUSY, &fault), STATUS_DENIED);
    desk_close(&first);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(an_admin__ends_a_back_off)
{
    struct desk_fixture *fixture = open_desk();
    struct err fault = {0};
    fixture_sql(fixture->desk.store, "UPDATE person SET failures = 9, retry_at = 1795572060");
    ck_assert_int_eq(enter(&fixture->desk, "pts/3", "1001", false, &fault), STATUS_DENIED);
    desk_fixture_act(fixture, ROLE_OPERATOR);
    ck_assert_int_eq(task_run(&fixture->desk, people_unlock, (void *)"1001", NULL, 1000, NULL, &fault),
                     STATUS_DENIED);
    desk_fixture_act(fixture, ROLE_ADMIN);
    fixture_ok(task_run(&fixture->desk, people_unlock, (void *)"1001", NULL, 1000, NULL, &err));
    session_sign_out(&fixture->desk);
    fixture_ok(enter(&fixture->desk, "pts/3", "1001", false, &err));
    desk_fixture_close(fixture);
}
END_TEST

static enum status change(struct desk *desk, const char *old, const char *chosen, struct err *err)
{
    struct signin signin;
    enum status status = session_change(desk, &signin, old, chosen, err);
    if (status == STATUS_OK) {
        status = finish(desk, &signin, err);
    }
    session_cancel(&signin);
    return status;
}

START_TEST(a_person__changes_the_own_password_knowing_the_old_one)
{
    struct desk_fixture *fixture = open_desk();
    struct desk *desk = &fixture->desk;
    struct err fault = {0};
    struct signin signin;
    fixture_ok(enter(desk, "pts/3", "1001", false, &err));
    ck_assert_int_eq(change(desk, "demo", "short", &fault), STATUS_INVALID);
    ck_assert_int_eq(change(desk, "demo", "10011001", &fault), STATUS_INVALID);
    ck_assert_ptr_nonnull(strstr(fault.what, "就是工号"));
    ck_assert_int_eq(change(desk, "damo", "晴天去北湖划船", &fault), STATUS_INVALID);
    ck_assert_int_eq(change(desk, "damo", "晴天去北湖划船吧", &fault), STATUS_DENIED);
    fixture_ok(change(desk, "demo", "晴天去北湖划船吧", &err));
    ck_assert_int_eq(change(desk, "晴天去北湖划船吧", "晴天去北湖划船吧", &fault), STATUS_INVALID);
    ck_assert_ptr_nonnull(strstr(fault.what, "和原来的一样"));
    ck_assert_int_eq(audited(fixture, "user.password"), 1);
    ck_assert_int_eq(
        fixture_int(desk->store, "SELECT count(*) FROM person WHERE badge = '1001' AND hash LIKE '$y$jCT$%'"),
        1);
    ck_assert_int_eq(fixture_int(desk->store, "SELECT count(*) FROM audit_value WHERE value LIKE '%$y$%'"),
                     0);
    fixture_ok(session_unlock(desk, &signin, "晴天去北湖划船吧", &err));
    fixture_ok(finish(desk, &signin, &err));
    session_cancel(&signin);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_password_that_an_admin_chose__is_renewed_once_without_asking_for_it_again)
{
    struct desk_fixture *fixture = open_desk();
    struct desk *desk = &fixture->desk;
    struct person_change given = {.person = {.badge = "1001"}, .hash = CHEAP_HASH};
    struct err fault = {0};
    struct signin signin;
    desk_fixture_act(fixture, ROLE_ADMIN);
    fixture_ok(task_run(desk, people_set_password, &given, NULL, 1000, NULL, &err));
    session_sign_out(desk);
    fixture_ok(session_enter(desk, &signin, "1001", "demo", &err));
    fixture_ok(finish(desk, &signin, &err));
    ck_assert(signin.person.must_change);
    session_cancel(&signin);
    ck_assert_int_eq(change(desk, NULL, "12345678", &fault), STATUS_INVALID);
    fixture_ok(change(desk, NULL, "kettle-maple-27", &err));
    ck_assert_int_eq(change(desk, NULL, "kettle-maple-28", &fault), STATUS_CONFLICT);
    desk_fixture_close(fixture);
}
END_TEST

SUITE_MAIN("seat", a_second_sign_in__is_told_of_the_first_and_changes_nothing_unless_it_takes_over,
           a_desk_that_was_taken_over__saves_nothing_however_late_it_wakes,
           a_desk_that_has_died__is_out_and_nobody_is_asked,
           two_takeovers_of_the_same_session__the_later_one_is_asked_again,
           a_locked_seat__shows_as_locked_until_its_own_password_unlocks_it,
           signing_out__leaves_the_seat_out_and_the_next_sign_in_unasked,
           an_admin__sees_every_seat_and_signs_one_out_and_nobody_else_may, an_admin__ends_a_back_off,
           a_person__changes_the_own_password_knowing_the_old_one,
           a_password_that_an_admin_chose__is_renewed_once_without_asking_for_it_again)
