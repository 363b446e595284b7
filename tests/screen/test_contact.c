/* Saved contacts on the screen: corrected as a person would, every version kept, signed by the lead. */

#include <signal.h>
#include <string.h>

#include "screen/seat.h"
#include "suite.h"

#define TO_SAID "<Tab><Tab><Tab><Tab><Tab><Tab>"

/* The first case's only contact, its correction open at what was said. */
static struct terminal *open_correction(struct seat *seat)
{
    struct terminal *terminal;

    seat_make_idle_at(seat, "2026-11-21 14:30:00");
    seat_command_ok(seat, NULL,
                    (const char *const[]){"case", "new", "--badge", "1002", "type=repair",
                                          "category=no_heat.single", "grade=2", "phone=13800001234",
                                          "name=访客甲", "content=客厅暖气上热下凉", NULL});
    terminal = seat_open(seat);
    terminal_expect(terminal, "1121-0001");
    terminal_keys(terminal, "<Enter>");
    terminal_expect(terminal, "工单 1121-0001");
    terminal_keys(terminal, "c");
    terminal_expect(terminal, "联系记录  工单 1121-0001");
    terminal_expect(terminal, "第1版");
    terminal_keys(terminal, "<F4>");
    terminal_expect(terminal, "更正联系记录");
    return terminal;
}

START_TEST(a_correction_is_saved_and_both_versions_can_be_read)
{
    struct seat seat;
    struct terminal *terminal = open_correction(&seat);

    terminal_keys(terminal, TO_SAID "用户补充：北卧室也不热<C-s>");
    terminal_expect(terminal, "修改已保存");
    terminal_expect(terminal, "第2版");
    terminal_expect(terminal, "用户补充：北卧室也不热");
    terminal_keys(terminal, "h");
    terminal_expect(terminal, "第2版  2026-11-21 14:30");
    terminal_expect(terminal, "原：");
    terminal_expect(terminal, "改：用户补充：北卧室也不热");
    terminal_keys(terminal, "<Esc>");
    terminal_expect_gone(terminal, "原：");
    terminal_keys(terminal, "<Enter>");
    terminal_expect(terminal, "更正");
    terminal_expect(terminal, "联系记录：通话要点");
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

START_TEST(a_correction_survives_kill_9)
{
    struct seat seat;
    struct terminal *terminal = open_correction(&seat);

    terminal_keys(terminal, TO_SAID "说到一半");
    seat_expect_draft_text(&seat, terminal, "说到一半", 2000);
    terminal_kill(terminal, SIGKILL);
    ck_assert_int_ne(terminal_exit_code(terminal, TERMINAL_WAIT), -1);
    terminal_free(&terminal);
    terminal = seat_open(&seat);
    terminal_expect(terminal, "已恢复 1 份没有保存的联系记录更正");
    terminal_expect(terminal, "说到一半");
    terminal_keys(terminal, "<C-s>");
    terminal_expect(terminal, "修改已保存");
    seat_expect_drafts(&seat, terminal, 0, TERMINAL_WAIT);
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

START_TEST(the_lead_signs_case_and_contact_and_an_operator_may_not)
{
    struct seat seat;
    struct terminal *terminal = open_correction(&seat);

    terminal_keys(terminal, "<Esc>");
    terminal_expect_gone(terminal, "更正联系记录");
    terminal_keys(terminal, "v");
    terminal_expect(terminal, "无权阅签");
    seat_quit(&terminal);
    terminal = seat_start(&seat, 24, 80, NULL);
    terminal_expect(terminal, "F10退出");
    seat_sign_in(terminal, "2001");
    terminal_keys(terminal, "<Enter>");
    terminal_expect(terminal, "工单 1121-0001");
    terminal_keys(terminal, "v");
    terminal_expect(terminal, "阅签：意见");
    terminal_keys(terminal, "请盯紧到场时间<Enter>");
    terminal_expect(terminal, "已阅签");
    terminal_expect(terminal, "请盯紧到场时间");
    terminal_keys(terminal, "cv<Enter>");
    terminal_expect(terminal, "已阅签");
    terminal_expect(terminal, "2001 14:30  已阅");
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

START_TEST(a_stop_of_an_outing__is_filled_in_when_they_are_back)
{
    struct seat seat;
    struct terminal *terminal;

    seat_make_idle_at(&seat, "2026-11-21 14:30:00");
    seat_command_ok(&seat, NULL,
                    (const char *const[]){"case", "new", "--badge", "1002", "channel=外出",
                                          "content=入户检查", "stop.1.address=和平里3-2-501",
                                          "stop.1.name=张桂兰", NULL});
    terminal = seat_open(&seat);
    terminal_expect(terminal, "1121-0001");
    terminal_keys(terminal, "<Enter>");
    terminal_expect(terminal, "外出的一站 1");
    terminal_keys(terminal, "c");
    terminal_expect(terminal, "联系记录  工单 1121-0001");
    terminal_keys(terminal, "s");
    terminal_expect(terminal, "2 加一站");
    terminal_keys(terminal, "1");
    terminal_expect(terminal, "外出第 1 站");
    terminal_keys(terminal, "<Tab><Tab><Tab> ");
    terminal_expect(terminal, "14:30");
    terminal_keys(terminal, "<Tab>无人应门<Tab>dfby");
    terminal_expect(terminal, "到访不遇");
    seat_expect_draft_text(&seat, terminal, "无人应门", 3000);
    terminal_kill(terminal, SIGKILL);
    terminal_free(&terminal);
    terminal = seat_open(&seat);
    terminal_expect(terminal, "外出第 1 站");
    terminal_expect(terminal, "无人应门");
    terminal_keys(terminal, "<C-s>");
    terminal_expect(terminal, "修改已保存");
    terminal_expect(terminal, "结果        到访不遇");
    seat_quit(&terminal);
    json_t *saved = seat_case(&seat, "1121-0001"), *stops = json_object_get(saved, "stop");
    ck_assert_uint_eq(json_array_size(stops), 1);
    ck_assert_str_eq(seat_text(json_array_get(stops, 0), "found"), "无人应门");
    ck_assert_str_eq(seat_text(json_array_get(stops, 0), "result"), "nobody");
    json_decref(saved);
    seat_remove(&seat);
}
END_TEST

SUITE_MAIN("screen/contact", a_correction_is_saved_and_both_versions_can_be_read,
           a_correction_survives_kill_9, the_lead_signs_case_and_contact_and_an_operator_may_not,
           a_stop_of_an_outing__is_filled_in_when_they_are_back)
