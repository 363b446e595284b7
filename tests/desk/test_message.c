#include "suite.h"

#include <string.h>

#include "desk/desk_fixture.h"
#include "zuoxi/desk/message.h"
#include "zuoxi/desk/promise.h"

static enum status leave(struct desk_fixture *fixture, const char *recipient, bool wants_call, int64_t *id,
                         struct err *err)
{
    struct message_new new;
    message_begin(&fixture->desk, &new);
    strcpy(new.message.recipient, recipient);
    strcpy(new.message.name, "周建国");
    strcpy(new.message.phone, "13800005678");
    strcpy(new.message.text, "收据的抬头\n要改成单位");
    new.message.wants_call = wants_call;
    return task_run(&fixture->desk, message_leave, &new, new.request, 1000, id, err);
}

static enum status mark(struct desk_fixture *fixture, int64_t id, bool is_done, struct err *err)
{
    struct message_mark mark = {.id = id, .is_done = is_done};
    int64_t result;
    request_make(mark.request);
    return task_run(&fixture->desk, message_mark, &mark, mark.request, 1000, &result, err);
}

static size_t listed(struct desk_fixture *fixture, struct message rows[4])
{
    size_t count = 0;
    fixture_ok(message_list(&fixture->desk, rows, 4, &count, &err));
    return count;
}

START_TEST(a_message__lies_on_its_recipients_desk_only__until_it_is_settled)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct message rows[4];
    struct err refusal;
    int64_t id = 0;
    desk_fixture_act(fixture, ROLE_ADMIN); /* anybody may leave one */
    fixture_ok(leave(fixture, "1001", false, &id, &err));
    ck_assert_uint_eq(listed(fixture, rows), 0);
    ck_assert_int_eq(mark(fixture, id, true, &refusal), STATUS_DENIED);
    desk_fixture_act(fixture, ROLE_OPERATOR);
    ck_assert_uint_eq(listed(fixture, rows), 1);
    ck_assert_str_eq(rows[0].sender, "9001");
    ck_assert(!rows[0].read_at.given);
    fixture_ok(mark(fixture, id, false, &err));
    fixture_ok(mark(fixture, id, false, &err));
    ck_assert_uint_eq(listed(fixture, rows), 1);
    ck_assert(rows[0].read_at.given);
    fixture_ok(mark(fixture, id, true, &err));
    ck_assert_uint_eq(listed(fixture, rows), 0);
    ck_assert_int_eq(
        fixture_int(fixture->desk.store, "SELECT count(*) FROM audit WHERE action LIKE 'message.%'"), 3);
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_wish_to_be_called_back__is_the_recipients_promise)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct promise_row rows[4];
    size_t count = 0;
    int64_t id = 0;
    desk_fixture_act(fixture, ROLE_LEAD);
    fixture_ok(leave(fixture, "1001", true, &id, &err));
    desk_fixture_act(fixture, ROLE_OPERATOR);
    fixture_ok(promise_list(&fixture->desk, rows, 4, &count, &err));
    ck_assert_uint_eq(count, 1);
    ck_assert_str_eq(rows[0].owner, "1001");
    ck_assert_str_eq(rows[0].name, "周建国");
    ck_assert_int_eq(rows[0].due, DESK_NOW + 15 * 60);
    ck_assert_ptr_nonnull(strstr(rows[0].what, "收据的抬头 要改成单位")); /* one line */
    desk_fixture_close(fixture);
}
END_TEST

START_TEST(a_message_for_nobody__is_refused_and_leaves_nothing)
{
    struct desk_fixture *fixture = desk_fixture_open();
    struct err refusal;
    int64_t id;
    ck_assert_int_eq(leave(fixture, "7777", true, &id, &refusal), STATUS_NOT_FOUND);
    ck_assert_int_eq(leave(fixture, "", true, &id, &refusal), STATUS_INVALID);
    ck_assert_int_eq(desk_fixture_count(fixture, "message"), 0);
    ck_assert_int_eq(desk_fixture_count(fixture, "promise"), 0);
    desk_fixture_act(fixture, ROLE_NONE);
    ck_assert_int_eq(leave(fixture, "1001", false, &id, &refusal), STATUS_DENIED);
    desk_fixture_close(fixture);
}
END_TEST

SUITE_MAIN("desk/message", a_message__lies_on_its_recipients_desk_only__until_it_is_settled,
           a_wish_to_be_called_back__is_the_recipients_promise,
           a_message_for_nobody__is_refused_and_leaves_nothing)
