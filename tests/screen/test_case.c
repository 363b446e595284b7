/* One case from acceptance to the archive on the real screen: search, moves, reasons, corrections. */

#include <stdio.h>
#include <string.h>

#include "screen/seat.h"
#include "suite.h"

#define ACCEPTED "2026-11-21 14:30:00"

/* A seat with one repair, 20261121-0001, accepted at ACCEPTED; more cases may follow. */
static void make(struct seat *seat)
{
    seat_make_idle_at(seat, ACCEPTED);
    seat_command_ok(seat, NULL,
                    (const char *const[]){"case", "new", "--badge", "1002", "type=repair",
                                          "category=no_heat.single", "grade=2", "phone=13800001234",
                                          "name=访客甲", "address=和平里1-1-101", "content=客厅暖气上热下凉",
                                          NULL});
}

/* From the queue into the selected case. */
static struct terminal *open_case(struct seat *seat)
{
    struct terminal *terminal = seat_open(seat);

    terminal_expect(terminal, "1121-0001");
    terminal_keys(terminal, "<Enter>");
    terminal_expect(terminal, "F9办理");
    terminal_expect(terminal, "工单 1121-0001");
    return terminal;
}

/* Press the digit that stands before the move on the screen; its small form opens. */
static void press_move(struct terminal *terminal, const char *label)
{
    char wanted[80], row[1024];
    const char *at;
    int y, x;

    terminal_expect(terminal, "办理  1");
    ck_assert(terminal_find(terminal, "办理  1", &y, &x));
    terminal_row_text(terminal, y, row, sizeof(row));
    at = strstr(row, label);
    ck_assert_msg(at != NULL, "%s is not offered: %s", label, row);
    terminal_bytes(terminal, at - 1, 1);
    snprintf(wanted, sizeof(wanted), "─ %s  访客甲", label);
    terminal_expect(terminal, wanted);
    terminal_expect(terminal, "Ctrl-S确定");
}

static void finish_move(struct terminal *terminal, const char *label, const char *keys)
{
    char wanted[80];

    terminal_keys(terminal, keys);
    terminal_keys(terminal, "<C-s>");
    snprintf(wanted, sizeof(wanted), "工单 1121-0001 已%s", label);
    terminal_expect(terminal, wanted);
    terminal_expect_gone(terminal, "Ctrl-S确定");
}

static json_t *leg_of(const json_t *saved, const char *id)
{
    json_t *legs = json_object_get(saved, "legs");

    for (size_t i = 0; i < json_array_size(legs); i++) {
        if (strcmp(seat_text(json_array_get(legs, i), "id"), id) == 0) {
            return json_array_get(legs, i);
        }
    }
    ck_abort_msg("no leg %s", id);
}

START_TEST(a_repair_goes_its_whole_way_with_a_small_form_at_each_step)
{
    static const struct {
        const char *time, *label, *keys, *shown;
    } steps[] = {
        {"14:32:00", "派单", "2", "转办14:32✓"},
        {"14:34:00", "接单", "王师傅", "接单14:34✓"},
        {"14:50:00", "联系用户", "王师傅<Tab><Tab>约好一小时内到", "联系14:50✓"},
        {"15:20:00", "到场", "王师傅", "到场15:20✓"},
        {"16:05:00", "办结",
         "阀门堵塞<Tab>已更换阀门，室温回升<Tab>阀芯1个<Tab>35<Tab>12.5<Tab>F-7<Tab>1孙丽<Tab><Tab><Tab><Tab>"
         "王师傅",
         "办结16:05✓"},
        {"16:10:00", "答复", "已告知用户恢复供热", "答复16:10✓"},
        {"16:40:00", "回访", "11", "回访16:40✓"},
        {"16:41:00", "归档", "", "已归档"},
    };
    static const char *const met[] = {"dispatch", "take", "contact", "arrive", "handle", "reply", "callback"};
    struct seat seat;
    struct terminal *terminal;

    make(&seat);
    terminal = open_case(&seat);
    terminal_expect(terminal, "转办14:40 剩00:10:00"); /* all legs on one line */
    terminal_expect(terminal, "到场16:30 剩02:00:00");
    for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
        char time[40];

        snprintf(time, sizeof(time), "2026-11-21 %s", steps[i].time);
        seat_set_time(&seat, time);
        terminal_expect(terminal, steps[i].time); /* the clock in the title */
        press_move(terminal, steps[i].label);
        finish_move(terminal, steps[i].label, steps[i].keys);
        terminal_expect(terminal, steps[i].shown);
    }
    seat_quit(&terminal);
    json_t *saved = seat_case(&seat, "20261121-0001");
    ck_assert_str_eq(seat_text(saved, "state"), "closed");
    ck_assert_str_eq(seat_text(saved, "unit"), "城西站");
    ck_assert_str_eq(seat_text(saved, "cause"), "阀门堵塞");
    ck_assert_str_eq(seat_text(saved, "result"), "已更换阀门，室温回升");
    ck_assert_str_eq(seat_text(saved, "reply"), "已告知用户恢复供热");
    ck_assert_str_eq(seat_text(saved, "satisfaction"), "satisfied");
    json_t *repair = json_object_get(saved, "repair");
    ck_assert_str_eq(seat_text(repair, "materials"), "阀芯1个");
    ck_assert_int_eq(json_integer_value(json_object_get(repair, "work_minutes")), 35);
    ck_assert_str_eq(seat_text(repair, "fee"), "12.50");
    ck_assert_str_eq(seat_text(repair, "invoice"), "F-7");
    ck_assert_str_eq(seat_text(repair, "acceptance"), "good");
    ck_assert_str_eq(seat_text(repair, "accepted_by"), "孙丽");
    ck_assert_str_eq(seat_text(saved, "owner"), "1002"); /* first contact's owner stays */
    for (size_t i = 0; i < sizeof(met) / sizeof(met[0]); i++) {
        json_t *leg = leg_of(saved, met[i]);

        ck_assert(json_is_string(json_object_get(leg, "met")));
        ck_assert_int_eq(json_integer_value(json_object_get(leg, "late_seconds")), 0);
    }
    json_decref(saved);
    seat_remove(&seat);
}
END_TEST

START_TEST(what_a_step_needs_is_asked_and_a_time_to_come_is_refused)
{
    struct seat seat;
    struct terminal *terminal;

    make(&seat);
    terminal = open_case(&seat);
    seat_set_time(&seat, "2026-11-21 14:45:00");
    terminal_expect(terminal, "超00:05:00");
    press_move(terminal, "派单");
    terminal_keys(terminal, "<C-s>");
    terminal_expect(terminal, "必填");
    terminal_keys(terminal, "<Esc>");
    terminal_expect_gone(terminal, "Ctrl-S确定");
    press_move(terminal, "派单");
    finish_move(terminal, "派单", "1");
    press_move(terminal, "接单");
    terminal_keys(terminal, "王师傅<Tab>14:59<C-s>");
    terminal_expect(terminal, "不能晚于现在");
    terminal_keys(terminal, "<C-a><BS>25 o'clock<C-s>");
    terminal_expect(terminal, "写作 14:32");
    seat_set_time(&seat, "2026-11-21 15:00:00");
    terminal_expect(terminal, "15:00:00");
    finish_move(terminal, "接单", "<C-a><BS>14:50"); /* the reported time, not that of the entry */
    terminal_expect(terminal, "接单14:50✓");
    seat_quit(&terminal);
    json_t *saved = seat_case(&seat, "20261121-0001");
    ck_assert_int_eq(json_integer_value(json_object_get(leg_of(saved, "dispatch"), "late_seconds")), 300);
    ck_assert_str_eq(seat_text(leg_of(saved, "take"), "met"), "2026-11-21T14:50:00+08:00");
    ck_assert_int_eq(json_integer_value(json_object_get(leg_of(saved, "take"), "late_seconds")), 0);
    json_decref(saved);
    seat_remove(&seat);
}
END_TEST

START_TEST(a_key_explains_every_due_time_over_the_weekend)
{
    struct seat seat;
    struct terminal *terminal;

    seat_make_idle_at(&seat, ACCEPTED); /* a Saturday */
    seat_command_ok(&seat, NULL,
                    (const char *const[]){"case", "new", "--badge", "1002", "type=complaint",
                                          "category=complaint_service.operator", "phone=13800001234",
                                          "name=访客甲", "content=态度不好", NULL});
    terminal = open_case(&seat);
    terminal_expect(terminal, "e时限说明");
    terminal_keys(terminal, "e");
    terminal_expect(terminal, "为什么是这个时限");
    terminal_expect(terminal, "起算 2026-11-21 14:30 受理");
    terminal_expect(terminal, "2026-11-22"); /* the Sunday that does not count is named */
    for (int i = 0; i < 6 && !terminal_wait_text(terminal, "应于 2026-11-25 17:30", 100); i++) {
        terminal_keys(terminal, "<PgDn>");
    }
    terminal_expect(terminal, "应于 2026-11-25 17:30");
    terminal_keys(terminal, "<Esc>");
    terminal_expect_gone(terminal, "为什么是这个时限");
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

/* A command line call for the case, by the lead, who needs nobody's approval. */
static void move(struct seat *seat, const char *time, const char *action, const char *value, const char *more)
{
    seat_set_time(seat, time);
    seat_command_ok(
        seat, NULL,
        (const char *const[]){"case", "move", "1121-0001", "--badge", "2001", action, value, more, NULL});
}

START_TEST(a_key_explains_pauses_extensions_and_a_missing_calendar)
{
    struct seat seat;
    struct terminal *terminal;

    seat_make_idle_at(&seat, ACCEPTED);
    seat_command_ok(&seat, NULL,
                    (const char *const[]){"case", "new", "--badge", "1002", "type=complaint",
                                          "category=complaint_service.operator", "phone=13800001234",
                                          "name=访客甲", "content=态度不好", NULL});
    move(&seat, "2026-11-21 14:32:00", "dispatch", "unit=城东站", NULL);
    move(&seat, "2026-11-21 14:34:00", "take", "reporter=王师傅", NULL);
    move(&seat, "2026-11-21 14:40:00", "contact", "reporter=王师傅", NULL);
    move(&seat, "2026-11-23 09:00:00", "suspend", "step.reason=等用户出差回来", NULL);
    move(&seat, "2026-11-24 09:00:00", "resume", "step.reason=回来了", NULL);
    terminal = open_case(&seat);
    terminal_keys(terminal, "e");
    terminal_expect(terminal, "▌答复  应于 2026-11-26 17:30  剩 2天08:30");
    terminal_expect(terminal, "其间1个下班时刻，顺延1个工作日");
    terminal_expect(terminal, "等用户出差回来（2001）");
    terminal_keys(terminal, "<Esc>");
    move(&seat, "2026-11-24 09:10:00", "extend", "step.extra=40wd", "step.reason=改期");
    terminal_expect(terminal, "没有 2027 年的节假日安排，到期时间只按周末推算");
    terminal_keys(terminal, "e");
    for (int i = 0; i < 9 && !terminal_wait_text(terminal, "延期 2026-11-24 09:10 延长40个工作日", 100);
         i++) {
        terminal_keys(terminal, "<PgDn>");
    }
    terminal_expect(terminal, "延期 2026-11-24 09:10 延长40个工作日");
    terminal_expect(terminal, "没有 2027 年节假日安排");
    terminal_keys(terminal, "<Esc>");
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

/* Tab to the field that has this label in the edit form. */
static void tab_to(struct terminal *terminal, const char *label)
{
    for (int i = 0; i < 40; i++) {
        int y, x, row, column;

        if (terminal_find(terminal, label, &y, &x)) {
            terminal_cursor(terminal, &row, &column, NULL);
            if (row == y && column > x && column < x + 20) {
                return;
            }
        }
        terminal_keys(terminal, "<Tab>");
        terminal_pump(terminal, 30);
    }
    terminal_dump(terminal);
    ck_abort_msg("cannot get to %s", label);
}

START_TEST(a_correction_moves_the_due_times_and_merges_with_another_desks_change)
{
    struct seat seat;
    struct terminal *terminal;

    make(&seat);
    terminal = open_case(&seat);
    terminal_keys(terminal, "<F4>");
    terminal_expect(terminal, "修改工单 1121-0001");
    tab_to(terminal, "级别");
    terminal_expect(terminal, "1 一级");
    terminal_keys(terminal, "1");
    seat_command_ok(&seat, NULL,
                    (const char *const[]){"case", "move", "20261121-0001", "dispatch", "--badge", "1002",
                                          "unit=城东站", NULL});
    terminal_keys(terminal, "<C-s>");
    terminal_expect(terminal, "修改已保存");
    terminal_expect(terminal, "一级");
    terminal_expect(terminal, "到场15:30"); /* one hour instead of two */
    terminal_expect(terminal, "经办 城东站");
    seat_quit(&terminal);
    json_t *saved = seat_case(&seat, "20261121-0001");
    ck_assert_str_eq(seat_text(saved, "grade"), "1");
    ck_assert_str_eq(seat_text(saved, "unit"), "城东站");
    ck_assert_str_eq(seat_text(leg_of(saved, "arrive"), "due"), "2026-11-21T15:30:00+08:00");
    json_decref(saved);
    seat_remove(&seat);
}
END_TEST

START_TEST(a_choice_too_long_for_its_place_ends_in_a_mark)
{
    struct seat seat;
    seat_make_idle_at(&seat, ACCEPTED);
    seat_command_ok(&seat, NULL,
                    (const char *const[]){"case", "new", "--badge", "1002", "type=repair",
                                          "category=meter.dead", "grade=2", "phone=13800001234",
                                          "name=访客甲", "address=和平里1-1-101", "content=表不走了", NULL});
    struct terminal *terminal = open_case(&seat);
    terminal_keys(terminal, "<F4>");
    terminal_expect(terminal, "修改工单 1121-0001");
    terminal_expect(terminal, "热计量表 › 表…");
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

START_TEST(two_changes_of_one_field_are_told_and_what_was_typed_stays)
{
    struct seat seat;
    struct terminal *terminal;

    make(&seat);
    terminal = open_case(&seat);
    terminal_keys(terminal, "<F4>");
    terminal_expect(terminal, "修改工单 1121-0001");
    tab_to(terminal, "备注");
    terminal_keys(terminal, "我写的备注");
    terminal_expect(terminal, "我写的备注");
    seat_command_ok(&seat, NULL,
                    (const char *const[]){"case", "move", "20261121-0001", "dispatch", "--badge", "1002",
                                          "unit=城东站", "note=别人写的备注", NULL});
    terminal_keys(terminal, "<C-s>");
    terminal_expect(terminal, "「备注」两人都改了，存哪个？");
    terminal_expect(terminal, "别人写的备注");
    terminal_keys(terminal, "<Esc>");
    terminal_expect(terminal, "您填的都还在");
    terminal_expect(terminal, "我写的备注");
    terminal_keys(terminal, "<F8>"); /* given up, after a question */
    terminal_expect(terminal, "Enter 是");
    terminal_keys(terminal, "<Enter>");
    terminal_expect(terminal, "别人写的备注");
    seat_quit(&terminal);
    json_t *saved = seat_case(&seat, "20261121-0001");
    ck_assert_str_eq(seat_text(saved, "note"), "别人写的备注");
    json_decref(saved);
    seat_remove(&seat);
}
END_TEST

START_TEST(a_case_moved_elsewhere_shows_its_new_state_by_itself)
{
    struct seat seat;
    struct terminal *terminal;

    make(&seat);
    terminal = open_case(&seat);
    terminal_expect(terminal, "待派单");
    seat_command_ok(&seat, NULL,
                    (const char *const[]){"case", "move", "20261121-0001", "dispatch", "--badge", "1002",
                                          "unit=城东站", NULL});
    terminal_expect(terminal, "待接单");
    terminal_expect(terminal, "1接单");
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

START_TEST(a_case_is_found_by_number_last_four_digits_name_and_words)
{
    static const char *const words[] = {"1121-0001", "20261121-0001", "1234",  "13800001234",
                                        "访客甲",    "上热下凉",      "和平里"};
    struct seat seat;
    struct terminal *terminal;

    make(&seat);
    terminal = seat_open(&seat);
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        terminal_keys(terminal, "/");
        terminal_expect(terminal, "任意文字");
        terminal_keys(terminal, words[i]);
        terminal_expect(terminal, words[i]);
        terminal_expect(terminal, "1121-0001  ");
        terminal_keys(terminal, "<Esc>");
        terminal_expect(terminal, "待办 1");
    }
    terminal_keys(terminal, "/");
    terminal_expect(terminal, "任意文字");
    terminal_keys(terminal, "没有这几个字<Enter>");
    terminal_expect(terminal, "没有找到");
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

SUITE_MAIN("screen/case", a_repair_goes_its_whole_way_with_a_small_form_at_each_step,
           what_a_step_needs_is_asked_and_a_time_to_come_is_refused,
           a_key_explains_every_due_time_over_the_weekend,
           a_key_explains_pauses_extensions_and_a_missing_calendar,
           a_correction_moves_the_due_times_and_merges_with_another_desks_change,
           a_choice_too_long_for_its_place_ends_in_a_mark,
           two_changes_of_one_field_are_told_and_what_was_typed_stays,
           a_case_moved_elsewhere_shows_its_new_state_by_itself,
           a_case_is_found_by_number_last_four_digits_name_and_words)
