/* Finding while one types: each key narrows what is listed, Enter opens it. */

#include <stdio.h>
#include <string.h>

#include "screen/seat.h"
#include "suite.h"

static struct terminal *open_search(struct seat *seat, int columns)
{
    seat_make_idle_at(seat, "2026-11-21 14:30:00");
    seat_command_ok(seat, NULL,
                    (const char *const[]){"customer", "new", "account=K7001", "name=尉迟敏",
                                          "phone=13800001234", "phone_4=13900005678", "community=南新里",
                                          "building=7", "entrance=1", "room=302", NULL});
    seat_command_ok(seat, NULL,
                    (const char *const[]){"case", "new", "--badge", "1002", "type=repair",
                                          "category=no_heat.single", "grade=2", "phone=13800001234",
                                          "name=尉迟敏", "content=客厅暖气上热下凉", "said=请尽快上门",
                                          NULL});
    struct terminal *terminal = seat_start(seat, 24, columns, NULL);
    seat_sign_in(terminal, "1001");
    terminal_keys(terminal, "/");
    terminal_expect(terminal, "边输边找");
    return terminal;
}

static void type(struct terminal *terminal, const char *words, const char *found)
{
    char shown[200];
    terminal_keys(terminal, "<C-a><BS>");
    terminal_expect(terminal, "边输边找");
    terminal_keys(terminal, words);
    snprintf(shown, sizeof(shown), "“%s”", words);
    terminal_expect(terminal, shown);
    terminal_expect(terminal, found);
}

START_TEST(each_way_of_asking__lists_what_fits_without_enter)
{
    static const struct {
        const char *typed, *found;
    } rows[] = {{"1121-0001", "工单 1121-0001"}, {"1", "工单 1121-0001"},      {"13800001234", "用户 K7001"},
                {"5678", "用户 K7001"},          {"K70", "用户 K7001"},        {"ycm", "用户 K7001"},
                {"尉迟", "用户 K7001"},          {"302 南新 7", "用户 K7001"}, {"热", "工单 1121-0001"},
                {"上热下凉", "工单 1121-0001"},  {"尽快", "联系 1121-0001"},   {"没有这几个字", "没有找到"}};
    struct seat seat;
    struct terminal *terminal = open_search(&seat, 80);
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        type(terminal, rows[i].typed, rows[i].found);
    }
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

START_TEST(enter__right_after_the_last_key__opens_what_was_typed)
{
    struct seat seat;
    struct terminal *terminal = open_search(&seat, 80);
    terminal_keys(terminal, "1121-0001<Enter>");
    terminal_expect(terminal, "工单 1121-0001");
    terminal_expect(terminal, "办理");
    terminal_keys(terminal, "<Esc>");
    type(terminal, "ycm", "用户 K7001");
    terminal_keys(terminal, "<Enter>");
    terminal_expect(terminal, "用户 尉迟敏");
    terminal_expect(terminal, "南新里7-***");
    terminal_keys(terminal, "<Esc>");
    type(terminal, "尽快", "联系 1121-0001");
    terminal_keys(terminal, "<Enter>");
    terminal_expect(terminal, "请尽快上门");
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

START_TEST(a_case_saved_meanwhile__appears_in_what_was_found)
{
    struct seat seat;
    struct terminal *terminal = open_search(&seat, 120);
    type(terminal, "上热下凉", "工单 1121-0001");
    seat_command_ok(&seat, NULL,
                    (const char *const[]){"case", "new", "--badge", "1002", "type=repair",
                                          "category=no_heat.single", "grade=2", "name=访客乙",
                                          "content=主卧也是上热下凉", NULL});
    terminal_expect(terminal, "1121-0002");
    terminal_expect(terminal, "共 2 条");
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

START_TEST(a_notice__is_found_by_what_it_says__and_opened_on_the_board)
{
    struct seat seat;
    struct terminal *terminal = open_search(&seat, 120);
    seat_command_ok(&seat, NULL,
                    (const char *const[]){"notice", "post", "title=月亮湾抢修", "buildings=月亮湾3-5号楼",
                                          "say=循环泵更换，请您谅解。", NULL});
    type(terminal, "循环泵", "月亮湾抢修");
    terminal_expect(terminal, "公告");
    terminal_keys(terminal, "<Enter>");
    terminal_expect(terminal, "请您谅解");
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

START_TEST(many_results__are_read_as_the_selection_comes_near)
{
    struct seat seat;
    seat_make_bare(&seat);
    seat_command_ok(
        &seat, NULL,
        (const char *const[]){"demo", "--customers", "60", "--cases", "300", "--seed", "3", NULL});
    struct terminal *terminal = seat_open(&seat);
    terminal_keys(terminal, "/");
    terminal_expect(terminal, "边输边找");
    terminal_keys(terminal, "的");
    terminal_expect(terminal, "往下还有");
    terminal_keys(terminal, "<PgDn><PgDn><PgDn><PgDn><PgDn><PgDn><PgDn><PgDn>");
    terminal_expect(terminal, "> ");
    terminal_keys(terminal, "<F7>");
    terminal_expect_gone(terminal, "往下还有");
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

SUITE_MAIN("screen/search", each_way_of_asking__lists_what_fits_without_enter,
           enter__right_after_the_last_key__opens_what_was_typed,
           a_case_saved_meanwhile__appears_in_what_was_found,
           a_notice__is_found_by_what_it_says__and_opened_on_the_board,
           many_results__are_read_as_the_selection_comes_near)
