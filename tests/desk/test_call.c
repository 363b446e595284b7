#include "suite.h"

#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "desk/desk_fixture.h"
#include "zuoxi/desk/call.h"
#include "zuoxi/desk/promise.h"
#include "zuoxi/desk/seat.h"

#define RACERS 100

/* Report a state of a call; the call as it stands. */
static struct ring report(struct desk_fixture *fixture, const char *id, const char *phone,
                          enum ring_state state, const char *wanted)
{
    struct call_report call = {.state = state};
    int64_t ring_id;
    snprintf(call.call_id, sizeof(call.call_id), "%s", id);
    snprintf(call.phone, sizeof(call.phone), "%s", phone);
    snprintf(call.wanted, sizeof(call.wanted), "%s", wanted);
    fixture_ok(task_run(&fixture->desk, call_report, &call, NULL, 5000, &ring_id, &err));
    ck_assert_int_eq(ring_id, call.ring.head.id);
    return call.ring;
}

static struct ring ring_up(struct desk_fixture *fixture, const char *id)
{
    return report(fixture, id, "13800005678", RING_RINGING, "");
}

static size_t offered(struct desk_fixture *fixture, struct call_row rows[CALLS_SHOWN])
{
    size_t count = 0;
    fixture_ok(call_list(&fixture->desk, rows, CALLS_SHOWN, &count, &err));
    return count;
}

static enum status answer(struct desk_fixture *fixture, int64_t id, struct err *err)
{
    int64_t result;
    return task_run(&fixture->desk, call_answer, &id, NULL, 5000, &result, err);
}

static int64_t open_promises(struct desk_fixture *fixture)
{
    return fixture_int(fixture->desk.store, "SELECT count(*) FROM promise WHERE done_at IS NULL");
}

static int64_t all_promises(struct desk_fixture *fixture)
{
    return fixture_int(fixture->desk.store, "SELECT count(*) FROM promise");
}

static enum status set_state(struct desk_fixture *fixture, enum seat_state state)
{
    int64_t result;
    return task_run(&fixture->desk, seat_set, &state, NULL, 1000, &result, NULL);
}

START_TEST(a_ring__is_offered_once_however_often_it_is_reported__until_somebody_answers)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct call_row rows[CALLS_SHOWN];
    struct ring ring = ring_up(fixture, "a");
    ck_assert_int_eq(ring_up(fixture, "a").head.id, ring.head.id);
    ck_assert_uint_eq(offered(fixture, rows), 1);
    ck_assert_str_eq(rows[0].ring.phone, "13800005678");
    fixture_ok(answer(fixture, ring.head.id, &err));
    ck_assert_uint_eq(offered(fixture, rows), 0);
    ck_assert_str_eq(report(fixture, "a", "13800005678", RING_ANSWERED, "2001").answered_by, "1001");
    ck_assert_uint_eq(offered(fixture, rows), 0);
    struct seat seat;
    fixture_ok(seat_find(&fixture->desk, "1001", &seat, &err));
    ck_assert_int_eq(seat.state, SEAT_CALL);
    report(fixture, "a", "13800005678", RING_ENDED, "");
    ck_assert_int_eq(all_promises(fixture), 0);
    desk_fixture_close(fixture);
}
END_TEST

/* Reports of one call (r a e m): how many promises are open, and how many were ever made. */
static const struct {
    const char *reports;
    int open, all;
} orders[] = {
    {"r", 0, 0},   {"rm", 1, 1},    {"re", 1, 1},  {"rem", 1, 1}, {"rme", 1, 1}, {"rmmee", 1, 1},
    {"m", 1, 1},   {"mr", 1, 1},    {"er", 1, 1},  {"rae", 0, 0}, {"ram", 0, 0}, {"rea", 0, 1},
    {"rma", 0, 1}, {"rmaem", 0, 1}, {"are", 0, 0}, {"ea", 0, 1},
};

START_TEST(a_missed_call__becomes_one_promise__withdrawn_when_it_was_answered_after_all)
{
    static const char letters[] = "raem";
    struct desk_fixture *fixture = desk_fixture_open();
    for (size_t i = 0; i < sizeof(orders) / sizeof(orders[0]); i++) {
        char id[20], phone[20];
        int64_t open = open_promises(fixture), all = all_promises(fixture);
        snprintf(id, sizeof(id), "call-%zu", i);
        snprintf(phone, sizeof(phone), "1380000%04zu", i);
        for (const char *letter = orders[i].reports; *letter != '\0'; letter++) {
            report(fixture, id, phone, (enum ring_state)(strchr(letters, *letter) - letters), "");
        }
        ck_assert_msg(open_promises(fixture) - open == orders[i].open &&
                          all_promises(fixture) - all == orders[i].all,
                      "%s", orders[i].reports);
    }
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_caller_who_tries_again__is_promised_one_call_and_needs_none_once_answered)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct promise promise;
    int64_t first = report(fixture, "a", "13800005678", RING_MISSED, "").promise_id;
    ck_assert_int_eq(report(fixture, "b", "13800005678", RING_MISSED, "").promise_id, first);
    ck_assert_int_eq(open_promises(fixture), 1);
    fixture_ok(promise_load(&fixture->desk, first, &promise, &err));
    ck_assert_int_eq(promise.due_at.value, DESK_NOW + 15 * 60);
    ck_assert_str_eq(promise.owner, "");
    fixture_ok(answer(fixture, ring_up(fixture, "c").head.id, &err));
    ck_assert_int_eq(open_promises(fixture), 0);
    report(fixture, "d", "", RING_MISSED, ""); /* withheld: nobody to call back */
    ck_assert_int_eq(open_promises(fixture), 0);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(without_an_id__the_newest_live_call_of_the_number_is_meant)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct err err;
    struct call_report call = {.state = RING_ENDED, .phone = "13800005678"};
    int64_t id;
    ck_assert_int_eq(task_run(&fixture->desk, call_report, &call, NULL, 1000, &id, &err), STATUS_NOT_FOUND);
    struct ring first = ring_up(fixture, "");
    ck_assert_int_eq(ring_up(fixture, "").head.id, first.head.id);
    ck_assert_int_eq(report(fixture, "", "13800005678", RING_ENDED, "").head.id, first.head.id);
    report(fixture, "", "13800005678", RING_MISSED, "");
    report(fixture, "", "13800005678", RING_ENDED, "");
    ck_assert_int_eq(all_promises(fixture), 1);
    struct ring second = ring_up(fixture, ""); /* the same person once more */
    ck_assert_int_ne(second.head.id, first.head.id);
    desk_fixture_set_now(DESK_NOW + 30);
    ck_assert_int_eq(report(fixture, "", "13800005678", RING_ANSWERED, "").head.id, second.head.id);
    ck_assert_int_eq(report(fixture, "", "", RING_RINGING, "").head.id,
                     report(fixture, "", "", RING_RINGING, "").head.id);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_call_for_somebody__is_offered_there__and_everywhere_when_that_seat_is_not_ready)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct call_row rows[CALLS_SHOWN];
    struct err err;
    struct call_report call = {.state = RING_RINGING, .phone = "13800005678", .wanted = "7777"};
    int64_t id;
    ck_assert_int_eq(task_run(&fixture->desk, call_report, &call, NULL, 1000, &id, &err), STATUS_NOT_FOUND);
    report(fixture, "a", "13800005678", RING_RINGING, "2001");
    ck_assert_uint_eq(offered(fixture, rows), 1); /* 2001 is not there */
    desk_fixture_act(fixture, ROLE_LEAD);
    ck_assert_int_eq(set_state(fixture, SEAT_READY), STATUS_OK);
    ck_assert_uint_eq(offered(fixture, rows), 1);
    desk_fixture_act(fixture, ROLE_OPERATOR);
    ck_assert_uint_eq(offered(fixture, rows), 0);
    desk_fixture_act(fixture, ROLE_LEAD);
    ck_assert_int_eq(set_state(fixture, SEAT_BREAK), STATUS_OK);
    desk_fixture_act(fixture, ROLE_OPERATOR);
    ck_assert_uint_eq(offered(fixture, rows), 1);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_call_answered_at_a_telephone__is_its_persons_to_take_up)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct call_row rows[CALLS_SHOWN];
    struct ring ring = report(fixture, "a", "13800005678", RING_ANSWERED, "1001");
    ck_assert_uint_eq(offered(fixture, rows), 1);
    ck_assert(!rows[0].is_quiet);
    desk_fixture_act(fixture, ROLE_LEAD);
    ck_assert_uint_eq(offered(fixture, rows), 0);
    desk_fixture_act(fixture, ROLE_OPERATOR);
    desk_fixture_set_now(DESK_NOW + 20);
    fixture_ok(answer(fixture, ring.head.id, &err));
    fixture_ok(call_load(&fixture->desk, ring.head.id, &ring, &err));
    ck_assert_int_eq(ring.answered_at.value, DESK_NOW); /* when the receiver was lifted */
    ck_assert_str_eq(ring.answered_by, "1001");
    report(fixture, "b", "13800005679", RING_ANSWERED, ""); /* nobody says whose telephone */
    ck_assert_uint_eq(offered(fixture, rows), 1);
    ck_assert(rows[0].is_quiet);
    desk_fixture_set_now(DESK_NOW + 120);
    ck_assert_uint_eq(offered(fixture, rows), 0);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(the_caller__is_described_by_number_with_open_cases)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct call_row rows[CALLS_SHOWN];
    desk_fixture_case(fixture);
    ring_up(fixture, "a");
    ck_assert_uint_eq(offered(fixture, rows), 1);
    ck_assert_uint_eq(rows[0].matches, 0);
    ck_assert_uint_eq(rows[0].open_cases, 1);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_call_whose_end_was_never_told__stops_ringing_and_becomes_a_promise_at_the_next_report)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct call_row rows[CALLS_SHOWN];
    ring_up(fixture, "a");
    desk_fixture_set_now(DESK_NOW + 3600);
    ck_assert_uint_eq(offered(fixture, rows), 0);
    report(fixture, "b", "13800009999", RING_RINGING, "");
    ck_assert_int_eq(open_promises(fixture), 1);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_caller_who_hung_up__cannot_be_answered)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct err err;
    struct ring ring = report(fixture, "a", "13800005678", RING_MISSED, "");
    ck_assert_int_eq(answer(fixture, ring.head.id, &err), STATUS_CONFLICT);
    ck_assert_ptr_nonnull(strstr(err.what, "挂断"));
    ring = ring_up(fixture, "b");
    desk_fixture_act(fixture, ROLE_ADMIN);
    ck_assert_int_eq(answer(fixture, ring.head.id, &err), STATUS_DENIED);
    desk_fixture_close(fixture);
}
END_TEST

/* In a process of its own: exit 0 when this desk got the call, 1 when another was first. */
static void race(struct desk_fixture *fixture, int64_t ring_id, int racer)
{
    struct desk desk;
    struct err err;
    int64_t result;
    const struct config *config = &fixture->config;
    enum status status = desk_open(&desk, fixture->database, &config->settings, &config->profile,
                                   &config->book, &clock_system, &err);
    desk.actor = (struct actor){.role = ROLE_OPERATOR, .origin = "console"};
    snprintf(desk.actor.badge, sizeof(desk.actor.badge), "%d", 3000 + racer);
    if (status == STATUS_OK) {
        status = task_run(&desk, call_answer, &ring_id, NULL, 60000, &result, &err);
    }
    _exit(status == STATUS_OK ? 0 : status == STATUS_CONFLICT ? 1 : 2);
}

START_TEST(a_hundred_desks_answering_at_once__one_gets_the_call)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct ring ring = ring_up(fixture, "a");
    int won = 0, lost = 0, status;
    for (int i = 0; i < RACERS; i++) {
        pid_t pid = fork();
        if (pid == 0) {
            race(fixture, ring.head.id, i);
        }
        ck_assert_int_gt(pid, 0);
    }
    while (wait(&status) > 0) {
        won += WIFEXITED(status) && WEXITSTATUS(status) == 0;
        lost += WIFEXITED(status) && WEXITSTATUS(status) == 1;
    }
    ck_assert_int_eq(won, 1);
    ck_assert_int_eq(lost, RACERS - 1);
    ck_assert_int_eq(
        fixture_int(fixture->desk.store, "SELECT count(*) FROM audit WHERE action = 'ring.answer'"), 1);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(the_bell__is_heard_by_a_listening_desk_after_the_commit)
{
    struct desk_fixture *fixture = desk_fixture_open();
    int fd = desk_listen(&fixture->desk);
    ck_assert_int_ge(fd, 0);
    ck_assert(!desk_hear(fd));
    ring_up(fixture, "a");
    ck_assert(desk_hear(fd));
    ck_assert(!desk_hear(fd));
    ring_up(fixture, "a"); /* nothing new */
    ck_assert(!desk_hear(fd));
    close(fd);
    desk_fixture_close(fixture);
}
END_TEST

SUITE_MAIN("desk/call", a_ring__is_offered_once_however_often_it_is_reported__until_somebody_answers,
           a_missed_call__becomes_one_promise__withdrawn_when_it_was_answered_after_all,
           a_caller_who_tries_again__is_promised_one_call_and_needs_none_once_answered,
           without_an_id__the_newest_live_call_of_the_number_is_meant,
           a_call_for_somebody__is_offered_there__and_everywhere_when_that_seat_is_not_ready,
           a_call_answered_at_a_telephone__is_its_persons_to_take_up,
           the_caller__is_described_by_number_with_open_cases,
           a_call_whose_end_was_never_told__stops_ringing_and_becomes_a_promise_at_the_next_report,
           a_caller_who_hung_up__cannot_be_answered, a_hundred_desks_answering_at_once__one_gets_the_call,
           the_bell__is_heard_by_a_listening_desk_after_the_commit)
