/* Promises to call back on the desk: from a missed call, from a form, from a case; counted down, rung once,
 * kept. */

#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "screen/seat.h"
#include "suite.h"

static void miss(struct seat *seat, const char *phone)
{
    seat_command_ok(seat, NULL,
                    (const char *const[]){"ring", phone, "--id", phone, "--state", "missed", NULL});
}

START_TEST(a_missed_call_is_promised_once__counts_down__rings_once_a_level__and_is_kept_by_the_call_back)
{
    struct seat seat;
    struct terminal *terminal;
    char number[40];

    seat_make_idle_at(&seat, "2026-11-21 14:30:00");
    terminal = seat_open(&seat);
    terminal_expect(terminal, "承诺 0");
    miss(&seat, "13800001234");
    miss(&seat, "13800001234");
    terminal_expect(terminal, "承诺 1");
    terminal_expect(terminal, ">     00:15:00 --   承诺14:45 回电 --            138****1234 未接来电 待接手");
    terminal_expect(terminal, "承诺 14:45 回电");
    seat_set_time(&seat, "2026-11-21 14:41:15"); /* a quarter is left */
    terminal_expect(terminal, "> +   00:03:45 --   承诺14:45");
    terminal_expect(terminal, "承诺 14:45 回电 临期");
    terminal_pump(terminal, 60);
    ck_assert_int_eq(terminal_bells(terminal), 1);
    seat_set_time(&seat, "2026-11-21 14:45:01");
    terminal_expect(terminal, "> !  -00:00:01 --   承诺14:45");
    terminal_pump(terminal, 60);
    ck_assert_int_eq(terminal_bells(terminal), 2);
    terminal_keys(terminal, "<Enter>");
    terminal_expect(terminal, "去电登记");
    terminal_expect(terminal, "138 0000 1234");
    terminal_expect(terminal, "[x] 联系");
    terminal_keys(terminal, "<Tab><Tab><Tab><Tab>");
    terminal_expect(terminal, "1 回访");
    terminal_keys(terminal, "11<Tab>");
    terminal_expect(terminal, "1 咨询");
    terminal_keys(terminal, "111<Tab>");
    terminal_expect(terminal, "收费政策 › 热价");
    terminal_keys(terminal, "已回电");
    terminal_expect(terminal, "已回电");
    seat_save_form(terminal, number, sizeof(number));
    terminal_expect(terminal, "承诺 0");
    terminal_expect_gone(terminal, "承诺14:45");
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

START_TEST(a_promise_given_in_a_form_is_typed_as_it_is_said__and_leads_back_to_its_case)
{
    struct seat seat;
    struct terminal *terminal;
    char number[40];
    int y, x;

    seat_make_idle_at(&seat, "2026-11-21 14:30:00");
    terminal = seat_open(&seat);
    seat_open_form(terminal, &y, &x);
    terminal_keys(terminal, "问热价");
    terminal_expect(terminal, "问热价");
    terminal_keys(terminal, "<C-r>");
    terminal_expect(terminal, "预约回复");
    terminal_expect(terminal, "访客");
    terminal_expect(terminal, "半小时后");
    terminal_keys(terminal, "乱写<C-s>");
    terminal_expect(terminal, "回复时间");
    terminal_keys(terminal, "<C-u>14:00<C-s>");
    terminal_expect(terminal, "回复时间已经过去");
    terminal_keys(terminal, "<C-u>3点");
    terminal_expect(terminal, "3点");
    terminal_keys(terminal, "<Tab>"); /* what it was understood as, before it is saved */
    terminal_expect(terminal, "2026-11-21 15:00");
    terminal_keys(terminal, "<C-s>");
    terminal_expect(terminal, "已承诺回电");
    terminal_expect(terminal, "问热价");
    seat_save_form(terminal, number, sizeof(number));
    terminal_expect(terminal, "承诺 1");
    terminal_expect(terminal, "00:30:00 --   承诺15:00 回电 --   访客     138 0000 1234 回电   （我）");
    terminal_keys(terminal, "<Down>");
    terminal_expect(terminal, ">     00:30:00");
    terminal_keys(terminal, "p");
    terminal_expect(terminal, "推后到什么时候");
    terminal_keys(terminal, "明天9点<Enter>");
    terminal_expect(terminal, "承诺11-22");
    terminal_keys(terminal, "<Enter>");
    terminal_expect(terminal, "工单 1121-0001");
    terminal_expect(terminal, "预约回复 1001");
    terminal_keys(terminal, "<Esc>");
    terminal_expect(terminal, "承诺 1");
    terminal_keys(terminal, "d");
    terminal_expect(terminal, "回复的结果");
    terminal_keys(terminal, "已告知<Enter>");
    terminal_expect(terminal, "承诺 0");
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

START_TEST(a_promise_half_typed_survives_the_kill_of_its_desk)
{
    struct seat seat;
    struct terminal *terminal;

    seat_make_idle_at(&seat, "2026-11-21 14:30:00");
    terminal = seat_open(&seat);
    terminal_keys(terminal, "<C-r>");
    terminal_expect(terminal, "预约回复");
    terminal_keys(terminal, "明天9");
    seat_expect_draft_text(&seat, terminal, "明天9", TERMINAL_WAIT);
    terminal_kill(terminal, SIGKILL);
    ck_assert_int_eq(terminal_exit_code(terminal, TERMINAL_WAIT), 128 + SIGKILL);
    terminal_free(&terminal);
    terminal = seat_open(&seat);
    terminal_expect(terminal, "已恢复 1 条没有保存的预约回复");
    terminal_expect(terminal, "明天9");
    terminal_keys(terminal, "点<C-s>");
    terminal_expect(terminal, "承诺 1");
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

START_TEST(a_promise_is_its_owners__a_lead_sees_it_and_hands_it_on)
{
    struct seat seat;
    struct terminal *one, *lead;

    seat_make_idle_at(&seat, "2026-11-21 14:30:00");
    one = seat_open(&seat);
    lead = seat_start(&seat, 24, 80, NULL);
    seat_sign_in(lead, "2001");
    terminal_keys(lead, "<C-r>");
    terminal_expect(lead, "预约回复");
    terminal_keys(lead, "+30m<C-s>");
    terminal_expect(lead, "承诺 1");
    terminal_expect(lead, "（我）");
    terminal_pump(one, 300);
    terminal_expect(one, "承诺 0");
    terminal_keys(lead, "h");
    terminal_expect(lead, "转给哪个工号");
    terminal_keys(lead, "<BS><BS><BS><BS>1001<Enter>");
    terminal_expect(one, "承诺 1");
    terminal_expect(one, "（我）");
    terminal_expect(lead, "1001");
    seat_quit(&one);
    seat_quit(&lead);
    seat_remove(&seat);
}
END_TEST

SUITE_MAIN("screen/promise",
           a_missed_call_is_promised_once__counts_down__rings_once_a_level__and_is_kept_by_the_call_back,
           a_promise_given_in_a_form_is_typed_as_it_is_said__and_leads_back_to_its_case,
           a_promise_half_typed_survives_the_kill_of_its_desk,
           a_promise_is_its_owners__a_lead_sees_it_and_hands_it_on)
