/* How a call ended, by one key: a wrong number needs no case, an answer closes one at once. */

#include <string.h>

#include "screen/seat.h"
#include "suite.h"

static struct terminal *open_call(struct seat *seat)
{
    struct terminal *terminal;

    seat_make_idle_at(seat, "2026-11-21 14:30:00");
    terminal = seat_open(seat);
    terminal_keys(terminal, "<F2>");
    terminal_expect(terminal, "来电登记");
    terminal_keys(terminal, "13800001234");
    terminal_expect(terminal, "没有这个用户");
    return terminal;
}

static void expect_no_case(struct seat *seat)
{
    char out[SEAT_TEXT];

    seat_command_ok(seat, out, (const char *const[]){"case", "list", "--json", NULL});
    ck_assert_str_eq(out, "[]\n");
}

START_TEST(a_wrong_number_is_saved_by_two_keys_and_opens_no_case)
{
    struct seat seat;
    struct terminal *terminal = open_call(&seat);

    terminal_keys(terminal, "<C-o>");
    terminal_expect(terminal, "通话结果");
    terminal_expect(terminal, "7 打错");
    terminal_expect(terminal, "不开工单");
    terminal_keys(terminal, "7");
    terminal_expect(terminal, "已保存：打错，不开工单。");
    seat_expect_drafts(&seat, terminal, 0, TERMINAL_WAIT);
    seat_quit(&terminal);
    expect_no_case(&seat);
    seat_remove(&seat);
}
END_TEST

START_TEST(an_outcome_without_a_case_chosen_in_the_form_is_kept_by_the_saving_key)
{
    struct seat seat;
    struct terminal *terminal = open_call(&seat);
    char out[SEAT_TEXT];

    terminal_keys(terminal, "<Tab>来电不出声");
    terminal_expect(terminal, "来电不出声");
    terminal_keys(terminal, "<S-Tab><S-Tab><S-Tab><S-Tab><S-Tab>"); /* round the end: to the outcome */
    terminal_expect(terminal, "6 无效");
    terminal_keys(terminal, "6<C-s>");
    terminal_expect(terminal, "已保存：无效，不开工单。");
    seat_quit(&terminal);
    expect_no_case(&seat);
    seat_command_ok(&seat, out, (const char *const[]){"search", "来电不出声", "--json", NULL});
    ck_assert_ptr_nonnull(strstr(out, "contact"));
    seat_remove(&seat);
}
END_TEST

START_TEST(esc_in_the_menu_leaves_the_form_as_it_was_and_a_repair_still_needs_its_content)
{
    struct seat seat;
    struct terminal *terminal = open_call(&seat);

    terminal_keys(terminal, "<C-o>");
    terminal_expect(terminal, "通话结果");
    terminal_keys(terminal, "<Esc>");
    terminal_expect_gone(terminal, "通话结果：");
    terminal_keys(terminal, "<C-o>");
    terminal_expect(terminal, "2 转工单");
    terminal_keys(terminal, "2");
    terminal_expect(terminal, "「内容」还没有填");
    seat_quit(&terminal);
    expect_no_case(&seat);
    seat_remove(&seat);
}
END_TEST

SUITE_MAIN("screen/outcome", a_wrong_number_is_saved_by_two_keys_and_opens_no_case,
           an_outcome_without_a_case_chosen_in_the_form_is_kept_by_the_saving_key,
           esc_in_the_menu_leaves_the_form_as_it_was_and_a_repair_still_needs_its_content)
