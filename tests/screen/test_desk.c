/* The desk set up by its person: filters, groups, sorting, marks; the cursor stays where it is. */

#include <stdio.h>
#include <string.h>

#include "screen/seat.h"
#include "suite.h"

#define WIDE 160

static void new_case(struct seat *seat, const char *badge, const char *type, const char *category,
                     const char *name, const char *unit)
{
    char who[80], number[40];
    static char out[SEAT_TEXT];
    snprintf(who, sizeof(who), "name=%s", name);
    seat_command_ok(seat, out,
                    (const char *const[]){"case", "new", "--badge", badge, type, category,
                                          "phone=13800001234", who, "address=和平里1-1-101",
                                          "content=来电所说", NULL});
    if (unit != NULL) {
        const char *at = strstr(out, "20261121-");
        snprintf(number, sizeof(number), "%.13s", at);
        seat_command_ok(
            seat, NULL,
            (const char *const[]){"case", "move", number, "dispatch", "--badge", badge, unit, NULL});
    }
}

/* Four cases: 1 and 3 are 1001's own, 2 is with 城东站, 4 an emergency. */
static struct terminal *open_desk(struct seat *seat)
{
    seat_make_idle_at(seat, "2026-11-21 14:30:00");
    new_case(seat, "1001", "type=repair", "category=no_heat.single", "甲", NULL);
    new_case(seat, "1002", "type=repair", "category=no_heat.single", "乙", "unit=城东站");
    new_case(seat, "1001", "type=inquiry", "category=inquiry_fee.price", "丙", "unit=城西站");
    new_case(seat, "1002", "type=emergency", "category=burst.main", "丁", NULL);
    struct terminal *terminal = seat_start(seat, 30, WIDE, NULL);
    seat_sign_in(terminal, "1001");
    terminal_expect(terminal, "1121-0004 抢险");
    return terminal;
}

START_TEST(filters_add_up_stand_in_the_header_and_go_with_one_key)
{
    struct seat seat;
    struct terminal *terminal = open_desk(&seat);
    terminal_keys(terminal, "f1");
    terminal_expect(terminal, "筛选 我的（c 清除）");
    terminal_expect_gone(terminal, "1121-0004 抢险");
    terminal_expect(terminal, "1121-0001 报修");
    terminal_expect(terminal, "1121-0003 咨询");
    terminal_keys(terminal, "f5");
    terminal_expect(terminal, "只看这一类型");
    terminal_keys(terminal, "报修<Enter>");
    terminal_expect(terminal, "筛选 我的 报修（c 清除）");
    terminal_expect_gone(terminal, "1121-0003 咨询");
    /* Signed out and in again: it is still there. */
    terminal_keys(terminal, "<F12>");
    terminal_expect(terminal, "现在签退吗");
    terminal_keys(terminal, "y");
    terminal_expect_gone(terminal, "待办");
    seat_sign_in(terminal, "1001");
    terminal_expect(terminal, "筛选 我的 报修（c 清除）");
    terminal_keys(terminal, "c");
    terminal_expect(terminal, "1121-0004 抢险");
    terminal_expect_gone(terminal, "筛选 我的");
    terminal_keys(terminal, "f7");
    terminal_expect(terminal, "只看这个单位的");
    terminal_keys(terminal, "城东站<Enter>");
    terminal_expect(terminal, "筛选 城东站（c 清除）");
    terminal_expect_gone(terminal, "1121-0001 报修");
    terminal_expect(terminal, "1121-0002 报修");
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

START_TEST(groups_have_counts_and_fold)
{
    struct seat seat;
    struct terminal *terminal = open_desk(&seat);
    terminal_keys(terminal, "v2");
    terminal_expect(terminal, "分组 经办单位");
    terminal_expect(terminal, "▾ 未派单  2 单");
    terminal_expect(terminal, "▾ 城东站  1 单");
    /* Another desk's case comes into its group within a second, as everywhere. */
    new_case(&seat, "1002", "type=repair", "category=no_heat.single", "己", NULL);
    ck_assert(terminal_wait_text(terminal, "▾ 未派单  3 单", 2000));
    terminal_keys(terminal, "<Left>");
    terminal_expect(terminal, "▸ 未派单  3 单");
    terminal_expect_gone(terminal, "1121-0004 抢险");
    terminal_keys(terminal, "<Enter>");
    terminal_expect(terminal, "1121-0004 抢险");
    terminal_keys(terminal, "z");
    terminal_expect(terminal, "▸ 城西站  1 单");
    terminal_expect_gone(terminal, "1121-0003 咨询");
    /* What is next is shown, its group unfolded for it. */
    terminal_keys(terminal, "n");
    terminal_expect(terminal, "▾ 未派单  3 单");
    terminal_expect(terminal, "1121-0004 抢险");
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

START_TEST(what_is_next_goes_through_mine_and_what_nobody_handles)
{
    struct seat seat;
    struct terminal *terminal = open_desk(&seat);
    terminal_keys(terminal, "f7城东站<Enter>");
    terminal_expect(terminal, "筛选 城东站");
    terminal_keys(terminal, "n");
    terminal_expect(terminal, "筛选已清除");
    terminal_expect(terminal, "> ");
    terminal_expect(terminal, ">     00:10:00 一级 1121-0004");
    terminal_keys(terminal, "n");
    terminal_expect(terminal, ">     00:10:00 三级 1121-0001");
    terminal_keys(terminal, "n");
    terminal_expect(terminal, "1121-0003 咨询");
    int y, x;
    ck_assert(terminal_find(terminal, "> ", &y, &x));
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

START_TEST(a_new_case_is_told_of_and_does_not_move_the_one_under_the_cursor)
{
    struct seat seat;
    struct terminal *terminal = open_desk(&seat);
    int before, after, x;
    terminal_keys(terminal, "<Down>");
    terminal_expect(terminal, ">     00:10:00 三级 1121-0001");
    ck_assert(terminal_find(terminal, "三级 1121-0001", &before, &x));
    new_case(&seat, "1002", "type=emergency", "category=burst.main", "戊", NULL);
    terminal_expect(terminal, "新到 1 单：1121-0005 抢险");
    terminal_expect(terminal, ">     00:10:00 三级 1121-0001");
    ck_assert(terminal_find(terminal, "三级 1121-0001", &after, &x));
    ck_assert_int_eq(before, after);
    terminal_keys(terminal, "<Home>");
    terminal_expect(terminal, "1121-0004 抢险");
    terminal_expect_gone(terminal, "新到");
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

START_TEST(sorting_by_number_and_backwards_keeps_the_selected_case)
{
    struct seat seat;
    struct terminal *terminal = open_desk(&seat);
    int first, last, x;
    terminal_keys(terminal, "<Down>");
    terminal_expect(terminal, ">     00:10:00 三级 1121-0001");
    terminal_keys(terminal, "s2");
    terminal_expect(terminal, "排序 编号");
    terminal_expect(terminal, ">     00:10:00 三级 1121-0001");
    terminal_expect(terminal, "1121-0004 抢险");
    ck_assert(terminal_find(terminal, "三级 1121-0001", &first, &x));
    ck_assert(terminal_find(terminal, "1121-0004 抢险", &last, &x));
    ck_assert_int_lt(first, last);
    terminal_keys(terminal, "s5");
    terminal_expect(terminal, "排序 编号 倒序");
    terminal_expect(terminal, ">     00:10:00 三级 1121-0001");
    terminal_expect(terminal, "1121-0004 抢险");
    ck_assert(terminal_find(terminal, "三级 1121-0001", &first, &x));
    ck_assert(terminal_find(terminal, "1121-0004 抢险", &last, &x));
    ck_assert_int_gt(first, last);
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

SUITE_MAIN("screen/desk", filters_add_up_stand_in_the_header_and_go_with_one_key, groups_have_counts_and_fold,
           what_is_next_goes_through_mine_and_what_nobody_handles,
           a_new_case_is_told_of_and_does_not_move_the_one_under_the_cursor,
           sorting_by_number_and_backwards_keeps_the_selected_case)
