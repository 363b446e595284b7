/* The first days of heating: a call in fifteen seconds by digits only, finished later. */

#include <signal.h>
#include <string.h>

#include "screen/seat.h"
#include "suite.h"
#include "zuoxi/base/str.h"

/* The number (11), Enter, type, category, category, Enter: nothing but digits and Enter. */
#define KEYS_ALLOWED 16

/* A customer of the demonstration: the one of the first case. */
static void find_caller(struct seat *seat, char phone[40], char name[80])
{
    json_t *first = seat_first_case(seat);

    text_copy(phone, 40, seat_text(first, "phone"));
    text_copy(name, 80, seat_text(first, "name"));
    json_decref(first);
}

static struct terminal *open_surge(struct seat *seat, char phone[40], char name[80])
{
    struct terminal *terminal;

    seat_make_at(seat, "2026-11-21 14:30:00");
    find_caller(seat, phone, name);
    terminal = seat_open(seat);
    terminal_keys(terminal, "g");
    terminal_expect(terminal, "高峰登记");
    return terminal;
}

static void take_call(struct terminal *terminal, const char *phone, int *keys)
{
    seat_counted_keys(terminal, phone, keys);
    seat_counted_keys(terminal, "<Enter>", keys);
    terminal_expect(terminal, "2 报修");
    seat_counted_keys(terminal, "2", keys);
    terminal_expect(terminal, "1 不热");
    seat_counted_keys(terminal, "1", keys);
    terminal_expect(terminal, "1 单户不热");
    seat_counted_keys(terminal, "1", keys);
    terminal_expect(terminal, "不热 › 单户不热");
    seat_counted_keys(terminal, "<Enter>", keys);
}

START_TEST(a_call_is_a_case_with_its_countdown_after_sixteen_keys_and_is_finished_later)
{
    struct seat seat;
    char phone[40], name[80], number[40];
    struct terminal *terminal = open_surge(&seat, phone, name);
    int keys = 0;

    take_call(terminal, phone, &keys);
    ck_assert_int_le(keys, KEYS_ALLOWED);
    terminal_expect(terminal, "本页第 1 单，待补全共 1 单");
    keys = 0;
    take_call(terminal, "13800009999", &keys); /* at once the next one; nobody's number */
    terminal_expect(terminal, "本页第 2 单，待补全共 2 单");
    seat_saved_number(terminal, number, sizeof(number));
    terminal_keys(terminal, "<Esc>");
    terminal_expect(terminal, "待补全 2");
    terminal_expect_gone(terminal, "已保存：新工单"); /* it was said of the page that is left */
    terminal_keys(terminal, "u");
    terminal_expect(terminal, "待补全  2 单");
    terminal_expect(terminal, name);
    terminal_expect(terminal, "不热 > 单户不热");
    terminal_keys(terminal, "<Enter>");
    terminal_expect(terminal, "修改工单");
    terminal_expect(terminal, "高峰登记，待补全：报修 > 不热 > 单户不热");
    terminal_expect(terminal, "[ ] 待补全");
    terminal_keys(terminal, "<C-s>");
    terminal_expect(terminal, "修改已保存");
    terminal_expect(terminal, "待补全  1 单");
    terminal_keys(terminal, "<Esc>");
    terminal_expect(terminal, "待补全 1");
    seat_quit(&terminal);
    json_t *saved = seat_case(&seat, number);
    ck_assert_str_eq(seat_text(saved, "phone"), "13800009999");
    ck_assert_str_eq(seat_text(saved, "state"), "accepted");
    ck_assert(json_is_true(json_object_get(saved, "is_unfinished")));
    ck_assert_uint_gt(json_array_size(json_object_get(saved, "legs")), 0);
    json_decref(saved);
    seat_remove(&seat);
}
END_TEST

START_TEST(a_call_without_a_category_is_not_taken_and_kill_9_loses_nothing)
{
    struct seat seat;
    char phone[40], name[80];
    struct terminal *terminal = open_surge(&seat, phone, name);

    terminal_keys(terminal, "13800009999<C-s>");
    terminal_expect(terminal, "号码和类别都要有");
    terminal_keys(terminal, "2");
    terminal_expect(terminal, "1 不热");
    seat_expect_draft_text(&seat, terminal, "13800009999", 2000);
    seat_expect_draft_text(&seat, terminal, "repair", 2000);
    terminal_kill(terminal, SIGKILL);
    ck_assert_int_ne(terminal_exit_code(terminal, TERMINAL_WAIT), -1);
    terminal_free(&terminal);
    terminal = seat_open(&seat);
    terminal_expect(terminal, "已恢复 1 张没有保存的来电登记");
    terminal_expect(terminal, "高峰登记");
    terminal_expect(terminal, "138 0000 9999");
    terminal_expect(terminal, "1 不热"); /* where it was left: the type is chosen */
    terminal_keys(terminal, "11");
    terminal_expect(terminal, "不热 › 单户不热");
    terminal_keys(terminal, "<Enter>");
    terminal_expect(terminal, "本页第 1 单，待补全共 1 单");
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

START_TEST(a_caller_inside_an_outage_is_told_so_and_attached_by_one_key)
{
    struct seat seat;
    char address[200], buildings[240];
    seat_make_idle_at(&seat, "2026-11-21 14:30:00");
    static char out[SEAT_TEXT];
    seat_command_ok(&seat, out, (const char *const[]){"customer", "find", "20000007", "--json", NULL});
    json_t *list = json_loads(out, 0, NULL), *customer = json_incref(json_array_get(list, 0));
    json_decref(list);
    snprintf(address, sizeof(address), "%s", seat_text(customer, "address"));
    address[strcspn(address, "-")] = '\0'; /* community and building */
    snprintf(buildings, sizeof(buildings), "buildings=%s号楼", address);
    seat_command_ok(&seat, NULL,
                    (const char *const[]){"notice", "post", "title=站内抢修", buildings,
                                          "expected_at=2026-11-21 18:00", NULL});
    struct terminal *terminal = seat_open(&seat);
    terminal_keys(terminal, "g");
    terminal_expect(terminal, "高峰登记");
    terminal_keys(terminal, "<C-b>");
    terminal_expect(terminal, "不在停供范围内");
    terminal_keys(terminal, seat_text(customer, "phone"));
    terminal_expect(terminal, "停供 站内抢修");
    terminal_keys(terminal, "<C-b>");
    terminal_expect(terminal, "已关联，有消息回电");
    terminal_keys(terminal, "<C-s>");
    terminal_expect(terminal, "已关联到“站内抢修”，有消息回电，本页第 1 单");
    terminal_keys(terminal, seat_text(customer, "phone"));
    terminal_expect(terminal, "1户");
    json_decref(customer);
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

START_TEST(with_nothing_to_finish_the_queue_says_how_to_begin)
{
    struct seat seat;
    struct terminal *terminal;

    seat_make_idle_at(&seat, "2026-11-21 14:30:00");
    terminal = seat_open(&seat);
    terminal_keys(terminal, "u");
    terminal_expect(terminal, "没有待补全的工单");
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

SUITE_MAIN("screen/surge", a_call_is_a_case_with_its_countdown_after_sixteen_keys_and_is_finished_later,
           a_call_without_a_category_is_not_taken_and_kill_9_loses_nothing,
           a_caller_inside_an_outage_is_told_so_and_attached_by_one_key,
           with_nothing_to_finish_the_queue_says_how_to_begin)
