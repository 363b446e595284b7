#include "suite.h"

#include <stdio.h>
#include <string.h>

#include "desk/desk_fixture.h"
#include "zuoxi/desk/people.h"
#include "zuoxi/desk/session.h"

/* The password of 1001 is made once; hashing takes a seventh of a second. */
static void give_password(struct desk_fixture *fixture, const char *badge, const char *password)
{
    struct person_change change = {0};
    int64_t id;
    strcpy(change.person.badge, badge);
    fixture_ok(session_hash(password, change.hash, &err));
    desk_fixture_act(fixture, ROLE_ADMIN);
    fixture_ok(task_run(&fixture->desk, people_set_password, &change, NULL, 1000, &id, &err));
    session_sign_out(&fixture->desk);
}

static enum status sign_in(struct desk_fixture *fixture, const char *badge, const char *password,
                           struct err *err)
{
    struct signin signin;
    bool done = false;
    enum status status = session_start(&fixture->desk, &signin, badge, password, err);
    if (status != STATUS_OK) {
        return status;
    }
    child_wait(&signin.child);
    while (!done) {
        status = session_step(&fixture->desk, &signin, &done, err);
    }
    session_cancel(&signin);
    return status;
}

static int64_t audited(struct desk_fixture *fixture, const char *action)
{
    char sql[120];
    snprintf(sql, sizeof(sql), "SELECT count(*) FROM audit WHERE action = '%s'", action);
    return fixture_int(fixture->desk.store, sql);
}

START_TEST(what_the_desk_shows_first__is_read_while_the_check_runs__and_gives_nobody_a_seat)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct signin signin;
    int pieces = 0;
    give_password(fixture, "1001", "晴天demo");
    fixture_ok(session_start(&fixture->desk, &signin, "1001", "晴天demo", &err));
    while (session_read_ahead(&fixture->desk, &signin)) {
        pieces++;
        ck_assert_int_eq(fixture->desk.actor.role, ROLE_NONE);
    }
    ck_assert_int_ge(pieces, 3);
    session_cancel(&signin);
    fixture_ok(session_start(&fixture->desk, &signin, "4711", "晴天demo", &err)); /* nobody's badge */
    ck_assert(!session_read_ahead(&fixture->desk, &signin));
    session_cancel(&signin);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(the_right_password__signs_in_with_name_and_role_and_is_audited)
{
    struct desk_fixture *fixture = desk_fixture_open();
    give_password(fixture, "1001", "晴天demo");
    fixture_ok(sign_in(fixture, "1001", "晴天demo", &err));
    ck_assert_str_eq(fixture->desk.actor.badge, "1001");
    ck_assert_str_eq(fixture->desk.actor.name, "王芳");
    ck_assert_int_eq(fixture->desk.actor.role, ROLE_OPERATOR);
    ck_assert_int_eq(audited(fixture, "session.in"), 1);
    session_sign_out(&fixture->desk);
    ck_assert_int_eq(fixture->desk.actor.role, ROLE_NONE);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_wrong_password_and_an_unknown_badge__get_the_same_answer_and_are_audited)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct err wrong = {0}, unknown = {0};
    give_password(fixture, "1001", "demo");
    fixture->desk.actor = (struct actor){.role = ROLE_NONE}; /* nobody has been here before */
    ck_assert_int_eq(sign_in(fixture, "1001", "damo", &wrong), STATUS_DENIED);
    ck_assert_int_eq(sign_in(fixture, "7777", "demo", &unknown), STATUS_DENIED);
    ck_assert_str_eq(wrong.what, unknown.what);
    ck_assert_str_eq(wrong.todo, unknown.todo);
    ck_assert_int_eq(fixture->desk.actor.role, ROLE_NONE);
    ck_assert_int_eq(audited(fixture, "session.refused"), 2);
    ck_assert_int_eq(fixture_int(fixture->desk.store, "SELECT count(*) FROM audit WHERE action = "
                                                      "'session.refused' AND origin = 'console'"),
                     2);
    desk_fixture_close(fixture);
}
END_TEST

/* Failures in a row, and how long the next try has to wait. */
static void backs_off(struct desk_fixture *fixture, const char *badge)
{
    static const int waits[] = {0, 0, 2, 4, 8};
    int64_t now = DESK_NOW;
    struct err fault = {0};
    for (size_t i = 0; i < sizeof(waits) / sizeof(waits[0]); i++) {
        ck_assert_int_eq(sign_in(fixture, badge, "wrong", &fault), STATUS_DENIED);
        ck_assert_ptr_nonnull(strstr(fault.what, "不正确"));
        if (waits[i] == 0) {
            continue;
        }
        desk_fixture_set_now(now + waits[i] - 1);
        ck_assert_int_eq(sign_in(fixture, badge, "wrong", &fault), STATUS_DENIED);
        ck_assert_ptr_nonnull(strstr(fault.what, "请等候1秒"));
        now += waits[i];
        desk_fixture_set_now(now);
    }
}

START_TEST(three_failures__start_a_back_off_that_doubles_and_expires)
{
    struct desk_fixture *fixture = desk_fixture_open();
    give_password(fixture, "1001", "demo");
    backs_off(fixture, "1001");
    fixture_ok(sign_in(fixture, "1001", "demo", &err));
    ck_assert_int_eq(fixture_int(fixture->desk.store, "SELECT failures FROM person WHERE badge = '1001'"), 0);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(an_unknown_badge__backs_off_just_the_same)
{
    struct desk_fixture *fixture = desk_fixture_open();
    backs_off(fixture, "7777");
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(the_back_off__is_never_longer_than_five_minutes_whatever_the_clock_did)
{
    struct desk_fixture *fixture = desk_fixture_open();
    give_password(fixture, "1001", "demo");
    fixture_sql(fixture->desk.store, "UPDATE person SET failures = 60 WHERE badge = '1001'");
    struct err fault = {0};
    ck_assert_int_eq(sign_in(fixture, "1001", "wrong", &fault), STATUS_DENIED);
    ck_assert_int_eq(fixture_int(fixture->desk.store, "SELECT retry_at FROM person WHERE badge = '1001'"),
                     DESK_NOW + 300);
    desk_fixture_set_now(DESK_NOW - 86400);
    fixture_ok(sign_in(fixture, "1001", "demo", &err));
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(the_back_off__survives_a_restart)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct err fault = {0};
    give_password(fixture, "1001", "demo");
    for (int i = 0; i < 3; i++) {
        ck_assert_int_eq(sign_in(fixture, "1001", "wrong", &fault), STATUS_DENIED);
    }
    struct desk *desk = &fixture->desk;
    desk_close(desk);
    fixture_ok(desk_open(desk, fixture->database, &fixture->config.settings, &fixture->config.profile,
                         &fixture->config.book, &desk_fixture_clock, &err));
    ck_assert_int_eq(sign_in(fixture, "1001", "demo", &fault), STATUS_DENIED);
    ck_assert_ptr_nonnull(strstr(fault.what, "请等候2秒"));
    desk_fixture_set_now(DESK_NOW + 2);
    fixture_ok(sign_in(fixture, "1001", "demo", &err));
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(failures_while_the_helper_was_busy__count_too)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct signin signin;
    struct err fault = {0};
    bool done = false;
    give_password(fixture, "1001", "demo");
    fixture_ok(session_start(&fixture->desk, &signin, "1001", "demo", &err));
    fixture_sql(fixture->desk.store,
                "UPDATE person SET failures = 9, retry_at = 1795572060 WHERE badge = '1001'");
    child_wait(&signin.child);
    enum status status = session_step(&fixture->desk, &signin, &done, &fault);
    ck_assert(done);
    ck_assert_int_eq(status, STATUS_DENIED);
    session_cancel(&signin);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(an_empty_badge__is_asked_for__and_a_long_or_broken_one_is_simply_wrong)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct signin signin;
    struct err fault = {0};
    ck_assert_int_eq(session_start(&fixture->desk, &signin, "", "demo", &fault), STATUS_INVALID);
    ck_assert_int_eq(session_start(&fixture->desk, &signin, "123456789012345678901", "demo", &fault),
                     STATUS_DENIED);
    ck_assert_int_eq(session_start(&fixture->desk, &signin, "\xff", "demo", &fault), STATUS_DENIED);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(the_owner_of_the_file__acts_as_the_first_admin_or_any_badge_and_the_audit_can_tell)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct err fault = {0};
    session_sign_out(&fixture->desk);
    fixture_ok(session_act_as_owner(&fixture->desk, NULL, &err));
    ck_assert_str_eq(fixture->desk.actor.badge, "9001");
    ck_assert_str_eq(fixture->desk.actor.origin, "cli owner");
    fixture_ok(session_act_as_owner(&fixture->desk, "1001", &err));
    ck_assert_int_eq(fixture->desk.actor.role, ROLE_OPERATOR);
    ck_assert_int_eq(session_act_as_owner(&fixture->desk, "7777", &fault), STATUS_NOT_FOUND);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_hash__is_yescrypt_of_cost_8_and_no_two_are_alike)
{
    char first[256], second[256];
    struct err fault = {0};
    ck_assert_int_eq(session_hash("", first, &fault), STATUS_INVALID);
    ck_assert_int_eq(session_hash("a\nbcd", first, &fault), STATUS_INVALID);
    fixture_ok(session_hash("四个汉字", first, &err));
    fixture_ok(session_hash("四个汉字", second, &err));
    ck_assert_int_eq(strncmp(first, "$y$jCT$", 7), 0); /* N = 2^15, r = 32: what gensalt makes of 8 */
    ck_assert_str_ne(first, second);
}
END_TEST

START_TEST(accounts__are_added_by_admins_only_and_the_first_one_only_once)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct person_change change = {.person = {.badge = "1005", .name = "新人", .role = ROLE_OPERATOR},
                                   .hash = "*"};
    struct err fault = {0};
    int64_t id = 0;
    ck_assert_int_eq(task_run(&fixture->desk, people_add, &change, NULL, 1000, &id, &fault), STATUS_DENIED);
    desk_fixture_act(fixture, ROLE_ADMIN);
    fixture_ok(task_run(&fixture->desk, people_add, &change, NULL, 1000, &id, &err));
    ck_assert_int_eq(task_run(&fixture->desk, people_add, &change, NULL, 1000, &id, &fault), STATUS_CONFLICT);
    strcpy(change.person.badge, "../etc");
    ck_assert_int_eq(task_run(&fixture->desk, people_add, &change, NULL, 1000, &id, &fault), STATUS_INVALID);
    strcpy(change.person.badge, "9002");
    change.person.role = ROLE_ADMIN;
    ck_assert_int_eq(task_run(&fixture->desk, people_first, &change, NULL, 1000, &id, &fault), STATUS_DENIED);
    struct person people[8];
    size_t count = 0;
    fixture_ok(people_list(&fixture->desk, people, 8, &count, &err));
    ck_assert_uint_eq(count, 4);
    ck_assert_str_eq(people[0].hash, "");
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(every_right__has_a_name_to_be_refused_by)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct err fault = {0};
    session_sign_out(&fixture->desk);
    for (int right = 0; right < RIGHT_COUNT; right++) {
        ck_assert_int_eq(desk_allow(&fixture->desk, (enum right)right, &fault), STATUS_DENIED);
        ck_assert_msg(strstr(fault.what, "(null)") == NULL, "right %d has no name", right);
    }
    desk_fixture_close(fixture);
}
END_TEST

SUITE_MAIN("session", the_right_password__signs_in_with_name_and_role_and_is_audited,
           what_the_desk_shows_first__is_read_while_the_check_runs__and_gives_nobody_a_seat,
           a_wrong_password_and_an_unknown_badge__get_the_same_answer_and_are_audited,
           three_failures__start_a_back_off_that_doubles_and_expires,
           an_unknown_badge__backs_off_just_the_same,
           the_back_off__is_never_longer_than_five_minutes_whatever_the_clock_did,
           the_back_off__survives_a_restart, failures_while_the_helper_was_busy__count_too,
           an_empty_badge__is_asked_for__and_a_long_or_broken_one_is_simply_wrong,
           the_owner_of_the_file__acts_as_the_first_admin_or_any_badge_and_the_audit_can_tell,
           a_hash__is_yescrypt_of_cost_8_and_no_two_are_alike,
           accounts__are_added_by_admins_only_and_the_first_one_only_once,
           every_right__has_a_name_to_be_refused_by)
