/* The roster on the screen: set, selected, copied, repeated, undone; seen by the others at once. */

#include "suite.h"

#include <stdio.h>
#include <string.h>

#include "screen/seat.h"

/* Wait until the day is stored so: every key's change is, a moment after it. */
static void expect_plan(struct seat *seat, struct terminal *terminal, const char *date, const char *badge,
                        const char *plan)
{
    char out[SEAT_TEXT], wanted[200];
    const char *const show[] = {"roster", "show", "2026-11", "--json", NULL};
    bool is_there = false;
    snprintf(wanted, sizeof(wanted), "\"date\": \"%s\",\n    \"badge\": \"%s\",\n    \"shift\": \"%s\"", date,
             badge, plan);
    for (int tries = 0; tries < 200 && !is_there; tries++) {
        terminal_pump(terminal, 10);
        seat_command_ok(seat, out, show);
        is_there = strstr(out, wanted) != NULL;
    }
    ck_assert_msg(is_there, "%s %s %s: %s", date, badge, plan, out);
}

static struct terminal *open_as(struct seat *seat, const char *badge)
{
    struct terminal *terminal = seat_start(seat, 24, 80, NULL);
    seat_sign_in(terminal, badge);
    terminal_keys(terminal, "l");
    terminal_expect(terminal, "2026年11月");
    return terminal;
}

START_TEST(a_lead_fills_a_month__with_few_keys__and_can_take_it_back)
{
    struct seat seat;
    seat_make_at(&seat, "2026-11-21 14:30:00");
    struct terminal *terminal = open_as(&seat, "2001");
    terminal_expect(terminal, "1001 王芳");
    terminal_expect(terminal, "y复制");
    terminal_keys(terminal, "<Home>1122"); /* early, early, late, late; then select and repeat them */
    expect_plan(&seat, terminal, "2026-11-04", "1001", "中班");
    terminal_keys(terminal, "<Home>v<Right><Right><Right>r");
    terminal_expect(terminal, "早早中中早早中中早早中中");
    expect_plan(&seat, terminal, "2026-11-30", "1001", "早班");
    terminal_keys(terminal, "t"); /* the next one a day later */
    terminal_expect(terminal, "> 1002 李娜" + 2);
    expect_plan(&seat, terminal, "2026-11-30", "1002", "早班");
    terminal_keys(terminal, "u");
    terminal_expect(terminal, "李娜    . . . . .");
    terminal_keys(terminal, "<Up><Home>+3"); /* a second shift */
    terminal_expect(terminal, "双早中中");
    terminal_expect(terminal, "连班 ");
    terminal_keys(terminal, "u");
    terminal_expect_gone(terminal, "双早中中");
    terminal_keys(terminal, "<Esc>");
    terminal_expect(terminal, "| 班表");
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

START_TEST(an_operator_reads_it__changes_nothing__and_sees_a_leads_change_at_once)
{
    struct seat seat;
    char out[SEAT_TEXT];
    const char *const set[] = {"roster", "set", "2026-11-21", "1001", "早班", NULL};
    seat_make_at(&seat, "2026-11-21 14:30:00");
    struct terminal *terminal = open_as(&seat, "1001");
    terminal_expect(terminal, "缺人 90 班，班长用数字填或 i 导入");
    terminal_expect(terminal,
                    "1早班 2中班 3夜班"); /* the digits that are spoken of, beside it at 80 columns */
    terminal_expect(terminal, "w换班");
    terminal_expect_gone(terminal, "y复制"); /* what a lead does is offered neither below nor in the list */
    terminal_keys(terminal, "<F1>");
    terminal_expect(terminal, "申请换班、请假");
    terminal_expect_gone(terminal, "复制选中的格子");
    terminal_keys(terminal, "<Esc>");
    terminal_keys(terminal, "1");
    terminal_expect(terminal, "无权排班");
    seat_command_ok(&seat, out, set);
    terminal_expect(terminal, "缺人 89 班");
    terminal_expect_gone(terminal, "班长用数字填");
    terminal_expect(terminal, "y复制"); /* alone in the early shift: stands in for the lead */
    terminal_keys(terminal, "<PgDn>");
    terminal_expect(terminal, "2026年12月");
    terminal_keys(terminal, "<Esc>");
    terminal_expect(terminal, "早班 08:00-16:00");
    terminal_free(&terminal); /* on duty: no quitting without a handover */
    seat_remove(&seat);
}
END_TEST

START_TEST(check_and_the_command_line__tell_of_what_is_missing)
{
    struct seat seat;
    char out[SEAT_TEXT];
    const char *const set[] = {"roster", "set", "2026-11-21", "1001", "早", NULL};
    const char *const wrong[] = {"roster", "set", "2026-11-21", "1001", "大班", NULL};
    const char *const now[] = {"roster", "now", NULL};
    const char *const check[] = {"roster", "check", NULL};
    const char *const strict[] = {"roster", "check", "--strict", NULL};
    seat_make_at(&seat, "2026-11-21 14:30:00");
    seat_command_ok(&seat, out, set);
    ck_assert_int_eq(seat_command(&seat, out, wrong), 2);
    seat_command_ok(&seat, out, now);
    ck_assert_ptr_nonnull(strstr(out, "现在：早班 08:00-16:00，要 1 人：1001"));
    ck_assert_ptr_nonnull(strstr(out, "下一班：中班 16:00-24:00，要 1 人：班表上没有人"));
    seat_command_ok(&seat, out, check);
    ck_assert_ptr_nonnull(strstr(out, "11-21 中班 缺 1 人"));
    ck_assert_int_eq(seat_command(&seat, out, strict), 1);
    seat_remove(&seat);
}
END_TEST

START_TEST(a_swap__asked_agreed_and_approved_at_three_desks__changes_the_roster)
{
    struct seat seat;
    char out[SEAT_TEXT];
    const char *const mine[] = {"roster", "set", "2026-11-26", "1001", "早", NULL};
    const char *const theirs[] = {"roster", "set", "2026-11-30", "1003", "早", NULL};
    const char *const show[] = {"roster", "show", "2026-11", NULL};
    seat_make_at(&seat, "2026-11-24 14:30:00");
    seat_command_ok(&seat, out, mine);
    seat_command_ok(&seat, out, theirs);
    struct terminal *asker = open_as(&seat, "1001");
    terminal_keys(asker, "w");
    terminal_expect(asker, "没有换班、请假");
    terminal_keys(asker, "<Esc><Right><Right>a"); /* from the grid: the shift under the cursor */
    terminal_expect(asker, "申请换班、请假");
    terminal_expect(asker, "2026-11-26");
    terminal_keys(asker, "<Tab>1001<Tab>2026-11-30<Tab>家里有事<C-s>");
    terminal_expect(asker, "不能和自己换班");
    terminal_keys(asker, "<S-Tab><S-Tab><BS>3<C-s>");
    terminal_expect(asker, "1001 11-26 早班 换 1003 11-30 早班");
    struct terminal *partner = seat_start(&seat, 24, 80, NULL);
    seat_sign_in(partner, "1003");
    terminal_expect(partner, "| 换班 1件");
    terminal_keys(partner, "lw");
    terminal_expect(partner, "待您同意");
    terminal_keys(partner, "<Enter>");
    terminal_expect(partner, "待批准");
    struct terminal *lead = open_as(&seat, "2001");
    terminal_keys(lead, "w");
    terminal_expect(lead, "等您办的 1 件");
    terminal_keys(lead, "<Enter>");
    terminal_expect(asker, "已批准");
    seat_command_ok(&seat, out, show);
    ck_assert_ptr_nonnull(strstr(out, "2026-11-26  1003  早班"));
    ck_assert_ptr_nonnull(strstr(out, "2026-11-30  1001  早班"));
    terminal_free(&asker);
    terminal_free(&partner);
    terminal_free(&lead);
    seat_remove(&seat);
}
END_TEST

SUITE_MAIN("screen/roster", a_lead_fills_a_month__with_few_keys__and_can_take_it_back,
           an_operator_reads_it__changes_nothing__and_sees_a_leads_change_at_once,
           check_and_the_command_line__tell_of_what_is_missing,
           a_swap__asked_agreed_and_approved_at_three_desks__changes_the_roster)
