/* A day of three shifts at two consoles: draft, question, answer, accept, sign, leave; refused without
 * relief; let go by a lead; and a kill in the middle of signing, which leaves both signatures or none. */

#include "suite.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "screen/seat.h"

static void plan(struct seat *seat, const char *date, const char *badge, const char *shift)
{
    char out[SEAT_TEXT];
    const char *const set[] = {"roster", "set", date, badge, shift, NULL};
    seat_command_ok(seat, out, set);
}

/* 1001 early, 1002 late, 1003 the night after. */
static void make_day(struct seat *seat)
{
    seat_make_at(seat, "2026-11-21 14:30:00");
    plan(seat, "2026-11-21", "1001", "早");
    plan(seat, "2026-11-21", "1002", "中");
    plan(seat, "2026-11-22", "1003", "夜");
}

static struct terminal *sit(struct seat *seat, const char *badge)
{
    struct terminal *terminal = seat_start(seat, 24, 80, NULL);
    seat_sign_in(terminal, badge);
    return terminal;
}

static struct terminal *open_handover(struct seat *seat, const char *badge, const char *turn)
{
    struct terminal *terminal = sit(seat, badge);
    terminal_keys(terminal, "<F7>");
    terminal_expect(terminal, turn);
    terminal_expect(terminal, "物品清点");
    return terminal;
}

/* Line by line until nothing waits. */
static void take_all(struct terminal *terminal)
{
    char text[40];
    int left = 12, y, x;
    terminal_expect(terminal, "项待接");
    do {
        snprintf(text, sizeof(text), " %d 项待接", --left);
    } while (left > 1 && !terminal_find(terminal, text, &y, &x));
    while (left-- > 0) {
        snprintf(text, sizeof(text), left > 0 ? " %d 项待接" : "全部确认，可以签字", left);
        terminal_keys(terminal, "<Enter>");
        terminal_expect(terminal, text);
    }
}

static void sign_both(struct terminal *terminal)
{
    terminal_keys(terminal, "<F9>");
    terminal_expect(terminal, "接班人工号");
    terminal_keys(terminal, "demo<Tab><Tab>demo<C-s>");
}

static json_t *newest(struct seat *seat)
{
    char out[SEAT_TEXT];
    const char *const list[] = {"handover", "list", "--json", NULL};
    json_error_t error;
    seat_command_ok(seat, out, list);
    json_t *rows = json_loads(out, 0, &error), *row = json_incref(json_array_get(rows, 0));
    json_decref(rows);
    return row;
}

START_TEST(a_day__question_answer_accept_sign_leave__and_the_next_handover_likewise)
{
    struct seat seat;
    make_day(&seat);
    struct terminal *early = sit(&seat, "1001");
    terminal_expect(early, "早班 08:00-16:00");
    terminal_keys(early, "<F12>");
    terminal_expect(early, "接班人未到岗，交班人不得离台：1002 李娜 未签字");
    seat_set_time(&seat, "2026-11-21 15:52:00");
    terminal_keys(early, "<F7>");
    terminal_expect(early, "早班 -> 中班");
    terminal_keys(early, "<Enter>");
    terminal_expect(early, "要由接班人确认");
    struct terminal *late = open_handover(&seat, "1002", "早班 -> 中班");
    terminal_keys(late, "<Home>q2号话机修了吗<Enter>");
    terminal_expect(late, "待答复");
    terminal_expect(early, "2号话机修了吗");
    terminal_keys(early, "<Home>w修好了<Enter>");
    terminal_expect(late, "已答复");
    terminal_keys(late, "<F9>");
    terminal_expect(late, "接班人工号");
    terminal_keys(late, "<Esc>");
    terminal_keys(late, "<Home>");
    take_all(late);
    sign_both(early);
    terminal_expect(early, "双方已签字，不再更改");
    terminal_expect(late, "双方已签字，不再更改");
    json_t *row = newest(&seat);
    ck_assert_str_eq(seat_text(row, "out_badge"), "1001");
    ck_assert_str_eq(seat_text(row, "in_badge"), "1002");
    ck_assert_int_eq(json_integer_value(json_object_get(row, "questions")), 1);
    json_decref(row);
    terminal_keys(early, "<F12>");
    terminal_expect(early, "现在签退吗");
    terminal_keys(early, "<Enter>");
    terminal_expect(early, "密码");
    seat_set_time(&seat, "2026-11-21 23:55:00");
    terminal_keys(late, "<Esc><F7>");
    terminal_expect(late, "中班 -> 夜班");
    terminal_expect(late, "公共区域已打扫"); /* the late shift cleans */
    struct terminal *night = open_handover(&seat, "1003", "中班 -> 夜班");
    take_all(night);
    sign_both(late);
    terminal_expect(night, "双方已签字，不再更改");
    seat_quit(&late);
    terminal_free(&night);
    terminal_free(&early);
    seat_remove(&seat);
}
END_TEST

START_TEST(a_lead__lets_somebody_go_with_a_reason__and_it_stands_in_the_history)
{
    struct seat seat;
    char out[SEAT_TEXT];
    const char *const figures[] = {"handover", "figures", NULL};
    char id[32];
    const char *const work[] = {"handover", "work", id, NULL};
    make_day(&seat);
    struct terminal *early = open_handover(&seat, "1001", "早班 -> 中班");
    terminal_keys(early, "v");
    terminal_expect(early, "放行谁");
    terminal_keys(early, "家里急事<Tab>2001<Tab>wrong<Enter>");
    terminal_expect(early, "密码不正确");
    terminal_keys(early, "v");
    terminal_expect(early, "放行谁");
    terminal_expect(early, "家里急事"); /* a wrong password costs no words */
    terminal_keys(early, "要去医院");
    seat_expect_draft_text(&seat, early, "家里急事要去医院", 3000);
    terminal_kill(early, SIGKILL);
    ck_assert_int_eq(terminal_exit_code(early, TERMINAL_WAIT), 128 + SIGKILL);
    terminal_free(&early);
    early = sit(&seat, "1001");
    terminal_expect(early, "放行谁");
    terminal_expect(early, "家里急事要去医院");
    terminal_keys(early, "<Tab>2001<Tab>demo<Enter>");
    terminal_expect(early, "已放行，可以签退");
    seat_expect_drafts(&seat, early, 0, TERMINAL_WAIT);
    terminal_keys(early, "h");
    terminal_expect(early, "放行1");
    seat_command_ok(&seat, out, figures);
    ck_assert_ptr_nonnull(strstr(out, "放行 1 人次"));
    json_t *row = newest(&seat);
    snprintf(id, sizeof(id), "%lld", (long long)json_integer_value(json_object_get(row, "id")));
    json_decref(row);
    seat_command_ok(&seat, out, work);
    ck_assert_ptr_nonnull(strstr(out, "1001 王芳"));
    terminal_expect(early, "本月 1 次");
    seat_quit(&early);
    seat_remove(&seat);
}
END_TEST

/* Others who do something in the turn come into the list, by badge, also while the question is open. */
START_TEST(signing_a_line_of_the_report__after_the_list_has_changed__signs_the_one_that_was_named)
{
    struct seat seat;
    char out[SEAT_TEXT], line[400];
    int y, x;
    const char *const make[] = {"case",
                                "new",
                                "type=repair",
                                "category=no_heat.single",
                                "grade=2",
                                "name=孙丽",
                                "phone=13800001234",
                                "address=阳光城7-1-402",
                                "content=不热",
                                "--badge",
                                "1001",
                                NULL};
    seat_make_idle_at(&seat, "2026-11-21 14:30:00");
    plan(&seat, "2026-11-21", "1002", "早");
    struct terminal *lead = open_handover(&seat, "2001", "早班 -> 中班");
    terminal_keys(lead, "r");
    terminal_expect(lead, "1002 李娜");
    terminal_keys(lead, "<Down><F9>");
    terminal_expect(lead, "1002 李娜：签字以后");
    seat_command_ok(&seat, out, make);
    terminal_expect(lead, "1001 王芳");
    terminal_keys(lead, "<Enter>");
    terminal_expect(lead, "日报已签字");
    ck_assert(terminal_find(lead, "1002 李娜", &y, &x));
    terminal_row_text(lead, y, line, sizeof(line));
    ck_assert_msg(strstr(line, "2001") != NULL, "%s", line);
    seat_quit(&lead);
    seat_remove(&seat);
}
END_TEST

START_TEST(a_kill_while_signing__leaves_both_signatures_or_none)
{
    for (int delay = 0; delay < 4; delay++) {
        struct seat seat;
        make_day(&seat);
        seat_set_time(&seat, "2026-11-21 15:52:00");
        struct terminal *late = open_handover(&seat, "1002", "早班 -> 中班");
        take_all(late);
        sign_both(late);
        if (delay > 0) {
            terminal_expect(late, delay == 1 ? "正在核对 1001" : delay == 2 ? "正在核对 1002" : "双方已签字");
        }
        terminal_kill(late, SIGKILL);
        ck_assert_int_eq(terminal_exit_code(late, TERMINAL_WAIT), 128 + SIGKILL);
        terminal_free(&late);
        json_t *row = newest(&seat);
        bool is_signed = !json_is_null(json_object_get(row, "signed_at"));
        ck_assert_int_eq(seat_text(row, "out_badge")[0] != '\0', is_signed);
        ck_assert_int_eq(seat_text(row, "in_badge")[0] != '\0', is_signed);
        ck_assert(delay != 3 || is_signed);
        json_decref(row);
        seat_remove(&seat);
    }
}
END_TEST

START_TEST(a_line_half_typed__comes_back_after_a_kill)
{
    struct seat seat;
    make_day(&seat);
    struct terminal *early = open_handover(&seat, "1001", "早班 -> 中班");
    terminal_keys(early, "n");
    terminal_expect(early, "写哪一部分");
    terminal_keys(early, "1");
    terminal_expect(early, "交接班 设备情况");
    terminal_keys(early, "<Tab>2号话机听筒有杂音");
    seat_expect_draft_text(&seat, early, "2号话机听筒有杂音", 3000);
    terminal_kill(early, SIGKILL);
    ck_assert_int_eq(terminal_exit_code(early, TERMINAL_WAIT), 128 + SIGKILL);
    terminal_free(&early);
    early = sit(&seat, "1001");
    terminal_expect(early, "2号话机听筒有杂音");
    terminal_keys(early, "<C-s>");
    terminal_expect(early, "交接班记录已保存");
    terminal_keys(early, "<F7>");
    terminal_expect(early, "2号话机听筒有杂音");
    terminal_free(&early);
    seat_remove(&seat);
}
END_TEST

SUITE_MAIN("screen/handover", a_day__question_answer_accept_sign_leave__and_the_next_handover_likewise,
           a_lead__lets_somebody_go_with_a_reason__and_it_stands_in_the_history,
           signing_a_line_of_the_report__after_the_list_has_changed__signs_the_one_that_was_named,
           a_kill_while_signing__leaves_both_signatures_or_none, a_line_half_typed__comes_back_after_a_kill)
