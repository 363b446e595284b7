/* Several cases at once: marked on the desk, looked at, moved one after the other; nothing typed is lost. */

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>

#include "screen/seat.h"
#include "suite.h"

#define DRAFT_WAIT 3000

static void new_case(struct seat *seat, const char *name)
{
    char who[80];
    snprintf(who, sizeof(who), "name=%s", name);
    seat_command_ok(seat, NULL,
                    (const char *const[]){"case", "new", "--badge", "1002", "type=repair",
                                          "category=no_heat.single", "phone=13800001234", who,
                                          "address=和平里1-1-101", "content=不热", NULL});
}

/* Four cases, the second one with a unit already. */
static void make(struct seat *seat)
{
    static const char *const names[] = {"甲", "乙", "丙", "丁"};
    seat_make_idle_at(seat, "2026-11-21 14:30:00");
    for (size_t i = 0; i < 4; i++) {
        new_case(seat, names[i]);
    }
    seat_command_ok(seat, NULL,
                    (const char *const[]){"case", "move", "1121-0002", "dispatch", "--badge", "1002",
                                          "unit=城西站", NULL});
}

/* All marked, F9, 派单: the form stands. */
static struct terminal *ask(struct seat *seat)
{
    struct terminal *terminal = seat_start(seat, 30, 120, NULL);
    seat_sign_in(terminal, "1001");
    terminal_expect(terminal, "1121-0004");
    terminal_keys(terminal, "*");
    terminal_expect(terminal, "已标 4 单  F9 办理  Esc 取消");
    terminal_keys(terminal, "<F9>");
    terminal_expect(terminal, "3/4 单可办");
    terminal_keys(terminal, "派单<Enter>");
    terminal_expect(terminal, "批量派单：每一单都这样填");
    return terminal;
}

static void assert_unit(struct seat *seat, const char *number, const char *unit)
{
    json_t *saved = seat_case(seat, number);
    ck_assert_str_eq(seat_text(saved, "unit"), unit);
    json_decref(saved);
}

START_TEST(marked_cases_are_dispatched_together_and_those_that_cannot_say_why)
{
    struct seat seat;
    make(&seat);
    struct terminal *terminal = ask(&seat);
    terminal_expect(terminal, "派单  可以办 3  不能办 1");
    terminal_expect(terminal, "不能办：现在是“待接单”");
    terminal_keys(terminal, "1<C-s>");
    terminal_expect(terminal, "3 单可办，1 单不能办");
    assert_unit(&seat, "1121-0001", "");
    terminal_keys(terminal, "<Enter>");
    terminal_expect(terminal, "派单  已办 3/3  没有办成 0  不能办 1");
    terminal_expect(terminal, "已派单 3 单。");
    assert_unit(&seat, "1121-0001", "城东站");
    assert_unit(&seat, "1121-0002", "城西站");
    assert_unit(&seat, "1121-0003", "城东站");
    assert_unit(&seat, "1121-0004", "城东站");
    terminal_keys(terminal, "<Esc>");
    terminal_expect(terminal, "已标 1 单"); /* the one that could not */
    seat_expect_drafts(&seat, terminal, 0, DRAFT_WAIT);
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

START_TEST(a_form_left_or_killed_comes_back_and_nothing_is_moved_before_yes)
{
    struct seat seat;
    make(&seat);
    struct terminal *terminal = ask(&seat);
    terminal_keys(terminal, "1同一栋楼");
    terminal_expect(terminal, "同一栋楼");
    seat_expect_draft_text(&seat, terminal, "同一栋楼", DRAFT_WAIT);
    terminal_kill(terminal, SIGKILL);
    terminal_free(&terminal);
    assert_unit(&seat, "1121-0001", "");
    terminal = seat_start(&seat, 30, 120, NULL);
    seat_sign_in(terminal, "1001");
    terminal_expect(terminal, "批量派单：每一单都这样填");
    terminal_expect(terminal, "同一栋楼");
    terminal_keys(terminal, "<C-s>");
    terminal_expect(terminal, "3 单可办，1 单不能办");
    terminal_keys(terminal, "n");
    terminal_expect_gone(terminal, "现在“派单”");
    assert_unit(&seat, "1121-0001", "");
    terminal_keys(terminal, "<C-s>");
    terminal_expect(terminal, "3 单可办，1 单不能办");
    terminal_keys(terminal, "y");
    terminal_expect(terminal, "已派单 3 单。");
    assert_unit(&seat, "1121-0004", "城东站");
    seat_expect_drafts(&seat, terminal, 0, DRAFT_WAIT);
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

START_TEST(a_form_left_on_a_full_disk_is_not_said_to_be_kept)
{
    struct rlimit none = {0, RLIM_INFINITY};
    struct seat seat;
    make(&seat);
    struct terminal *terminal = ask(&seat);
    terminal_keys(terminal, "1同一");
    seat_expect_draft_text(&seat, terminal, "同一", DRAFT_WAIT);
    ck_assert_int_eq(prlimit(terminal_pid(terminal), RLIMIT_FSIZE, &none, NULL), 0);
    terminal_keys(terminal, "栋楼<Esc>");
    terminal_expect(terminal, "先别退出，F4 继续填");
    terminal_keys(terminal, "<Esc>");
    terminal_expect(terminal, "先别退出，F6 切换回去");
    terminal_kill(terminal, SIGKILL);
    terminal_free(&terminal);
    seat_remove(&seat);
}
END_TEST

SUITE_MAIN("screen/batch", marked_cases_are_dispatched_together_and_those_that_cannot_say_why,
           a_form_left_or_killed_comes_back_and_nothing_is_moved_before_yes,
           a_form_left_on_a_full_disk_is_not_said_to_be_kept)
