/*
 * Nothing typed is lost in the forms of a case either: corrections and moves after kill -9, a hang-up, Esc.
 */

#include <signal.h>
#include <string.h>

#include "screen/seat.h"
#include "suite.h"

#define NUMBER       "20261121-0001"
#define DRAFT_WAIT   2000  /* ms: the goal is one second; a busy machine gets another */
#define SIGN_IN_WAIT 20000 /* ms: the password costs a good while on a busy machine */
#define TO_ADDRESS   "<Tab><Tab><Tab><Tab><Tab><Tab><Tab>"

static struct terminal *type_edit(struct seat *seat)
{
    struct terminal *terminal = seat_open_case(seat);

    terminal_keys(terminal, "<F4>");
    terminal_expect(terminal, "修改工单");
    terminal_keys(terminal, TO_ADDRESS "南新里");
    terminal_expect(terminal, "南新里");
    return terminal;
}

/* The form of 派单, its remark typed, no unit chosen. */
static struct terminal *type_move(struct seat *seat)
{
    struct terminal *terminal = seat_open_case(seat);

    terminal_keys(terminal, "1");
    terminal_expect(terminal, "承办单位");
    terminal_keys(terminal, "<Tab>请尽快上门");
    terminal_expect(terminal, "请尽快上门");
    return terminal;
}

static void die(struct terminal **terminal, int signal)
{
    terminal_kill(*terminal, signal);
    ck_assert_int_ne(terminal_exit_code(*terminal, DRAFT_WAIT), -1);
    terminal_free(terminal);
}

static void expect_text(struct seat *seat, const char *member, const char *text)
{
    json_t *saved = seat_case(seat, NUMBER);

    ck_assert_str_eq(seat_text(saved, member), text);
    json_decref(saved);
}

/* The correction is in front, filled; more is typed, then it is saved. */
static void finish_edit(struct seat *seat, struct terminal *terminal)
{
    terminal_expect(terminal, "修改工单");
    terminal_expect(terminal, "南新里");
    terminal_keys(terminal, TO_ADDRESS "<End>3号楼");
    terminal_expect(terminal, "南新里3号楼");
    terminal_keys(terminal, "<C-s>");
    terminal_expect(terminal, "修改已保存");
    seat_expect_drafts(seat, terminal, 0, TERMINAL_WAIT);
    seat_quit(&terminal);
    expect_text(seat, "address", "南新里3号楼");
}

/* Sign in where a move's form opens at once: it covers the keys seat_open waits for. */
static struct terminal *open_restored(struct seat *seat)
{
    struct terminal *terminal = seat_start(seat, 24, 80, NULL);

    terminal_expect(terminal, "F10退出");
    terminal_keys(terminal, "1001<Tab>demo<Enter>");
    ck_assert(terminal_wait_text(terminal, "请尽快上门", SIGN_IN_WAIT));
    return terminal;
}

/* The move's form is in front, filled; the unit is chosen, then it is made. */
static void finish_move(struct seat *seat, struct terminal *terminal)
{
    terminal_expect(terminal, "承办单位");
    terminal_expect(terminal, "请尽快上门");
    terminal_keys(terminal, "1<C-s>");
    terminal_expect(terminal, "已派单");
    seat_expect_drafts(seat, terminal, 0, TERMINAL_WAIT);
    seat_quit(&terminal);
    expect_text(seat, "note", "请尽快上门");
    expect_text(seat, "state", "dispatched");
}

static void expect_nothing_restored(struct seat *seat)
{
    struct terminal *terminal = seat_open(seat);
    int y, x;

    ck_assert(!terminal_find(terminal, "已恢复", &y, &x));
    ck_assert_int_eq(seat_draft_count(seat), 0);
    seat_quit(&terminal);
}

START_TEST(a_correction_survives_kill_9_and_is_gone_after_its_save)
{
    struct seat seat;
    struct terminal *terminal = type_edit(&seat);

    seat_expect_draft_text(&seat, terminal, "南新里", DRAFT_WAIT);
    terminal_expect(terminal, "草稿已存");
    die(&terminal, SIGKILL);
    terminal = seat_open(&seat);
    terminal_expect(terminal, "已恢复 1 份没有保存的工单修改");
    finish_edit(&seat, terminal);
    expect_nothing_restored(&seat);
    seat_remove(&seat);
}
END_TEST

START_TEST(a_move_survives_kill_9_and_is_gone_after_it_is_made)
{
    struct seat seat;
    struct terminal *terminal = type_move(&seat);

    seat_expect_draft_text(&seat, terminal, "请尽快上门", DRAFT_WAIT);
    terminal_expect(terminal, "草稿已存");
    die(&terminal, SIGKILL);
    terminal = open_restored(&seat);
    terminal_expect(terminal, "已恢复 1 份没有提交的办理");
    finish_move(&seat, terminal);
    expect_nothing_restored(&seat);
    seat_remove(&seat);
}
END_TEST

START_TEST(a_number_with_a_letter_in_it_survives_kill_9_as_typed_in_a_correction)
{
    struct seat seat;
    struct terminal *terminal = seat_open_case(&seat);

    terminal_keys(terminal, "<F4>");
    terminal_expect(terminal, "修改工单");
    terminal_keys(terminal, TO_ADDRESS "<S-Tab><End>x");
    terminal_expect(terminal, "1234x");
    seat_expect_draft_text(&seat, terminal, "13800001234x", DRAFT_WAIT);
    die(&terminal, SIGKILL);
    terminal = seat_open(&seat);
    terminal_expect(terminal, "修改工单");
    terminal_expect(terminal, "1234x");
    terminal_keys(terminal, "<C-s>");
    terminal_expect(terminal, "电话只能是数字");
    terminal_keys(terminal, "<BS>5<C-s>");
    terminal_expect(terminal, "修改已保存");
    seat_quit(&terminal);
    expect_text(&seat, "phone", "138000012345");
    seat_remove(&seat);
}
END_TEST

START_TEST(a_hang_up_keeps_the_last_key_of_both_forms)
{
    struct seat seat;
    struct terminal *terminal = type_edit(&seat);

    die(&terminal, SIGHUP);
    finish_edit(&seat, seat_open(&seat));
    seat_remove(&seat);
    terminal = type_move(&seat);
    die(&terminal, SIGTERM);
    finish_move(&seat, open_restored(&seat));
    seat_remove(&seat);
}
END_TEST

START_TEST(esc_keeps_a_correction_and_f4_goes_on_and_f8_throws_it_away)
{
    struct seat seat;
    struct terminal *terminal = type_edit(&seat);

    terminal_keys(terminal, "<Esc>");
    terminal_expect(terminal, "修改没有保存，草稿已留");
    ck_assert_int_eq(seat_draft_count(&seat), 1);
    terminal_keys(terminal, "<F4>");
    terminal_expect(terminal, "修改工单");
    terminal_expect(terminal, "南新里");
    terminal_keys(terminal, "<F8>");
    terminal_expect(terminal, "Enter 是");
    terminal_keys(terminal, "<Enter>");
    terminal_expect(terminal, "修改已放弃");
    ck_assert_int_eq(seat_draft_count(&seat), 0);
    seat_quit(&terminal);
    expect_text(&seat, "address", "");
    expect_nothing_restored(&seat);
    seat_remove(&seat);
}
END_TEST

START_TEST(esc_keeps_a_move_and_its_digit_goes_on_and_another_move_asks_first)
{
    struct seat seat;
    struct terminal *terminal = type_move(&seat);

    terminal_keys(terminal, "<Esc>");
    terminal_expect(terminal, "“派单”没有提交，草稿已留");
    ck_assert_int_eq(seat_draft_count(&seat), 1);
    terminal_keys(terminal, "<Esc>"); /* the page waits behind the desk */
    terminal_expect(terminal, "未完成修改、办理 1 份");
    terminal_keys(terminal, "<F6>");
    terminal_expect(terminal, "派单未提交");
    terminal_keys(terminal, "2");
    terminal_expect(terminal, "改办“联系用户”");
    terminal_keys(terminal, "<Esc>");
    terminal_expect_gone(terminal, "改办");
    terminal_keys(terminal, "1");
    finish_move(&seat, terminal);
    expect_nothing_restored(&seat);
    seat_remove(&seat);
}
END_TEST

START_TEST(an_untouched_form_leaves_no_draft)
{
    struct seat seat;
    struct terminal *terminal = seat_open_case(&seat);

    terminal_keys(terminal, "<F4>");
    terminal_expect(terminal, "修改工单");
    terminal_keys(terminal, "<Tab><Esc>");
    terminal_expect_gone(terminal, "修改工单");
    terminal_keys(terminal, "1");
    terminal_expect(terminal, "承办单位");
    terminal_keys(terminal, "<Tab><Esc>");
    terminal_expect_gone(terminal, "提交表单");
    terminal_keys(terminal, "<Esc>");
    terminal_expect(terminal, "待办");
    ck_assert_int_eq(seat_draft_count(&seat), 0);
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

START_TEST(a_move_no_longer_possible_comes_back_says_why_and_stays_until_thrown_away)
{
    struct seat seat;
    struct terminal *terminal = type_move(&seat);

    terminal_keys(terminal, "<Esc>");
    terminal_expect(terminal, "草稿已留");
    terminal_keys(terminal, "1");
    terminal_expect(terminal, "请尽快上门");
    die(&terminal, SIGKILL);
    seat_command_ok(&seat, NULL,
                    (const char *const[]){"case", "move", NUMBER, "dispatch", "unit=抢修班", NULL});
    terminal = open_restored(&seat);
    terminal_expect(terminal, "不能「派单」");
    terminal_expect(terminal, "F8 放弃");
    terminal_keys(terminal, "1<C-s>");
    terminal_expect(terminal, "刚被他人更新");
    terminal_keys(terminal, "<C-s>");
    terminal_expect(terminal, "不能「派单」");
    ck_assert_int_eq(seat_draft_count(&seat), 1);
    terminal_keys(terminal, "<Esc>");
    terminal_expect(terminal, "草稿已留");
    terminal_keys(terminal, "<F8>");
    terminal_expect(terminal, "Enter 是");
    terminal_keys(terminal, "<Enter>");
    terminal_expect(terminal, "办理已放弃");
    ck_assert_int_eq(seat_draft_count(&seat), 0);
    seat_quit(&terminal);
    expect_text(&seat, "note", "");
    expect_nothing_restored(&seat);
    seat_remove(&seat);
}
END_TEST

SUITE_MAIN("screen/form_drafts", a_correction_survives_kill_9_and_is_gone_after_its_save,
           a_number_with_a_letter_in_it_survives_kill_9_as_typed_in_a_correction,
           a_move_survives_kill_9_and_is_gone_after_it_is_made, a_hang_up_keeps_the_last_key_of_both_forms,
           esc_keeps_a_correction_and_f4_goes_on_and_f8_throws_it_away,
           esc_keeps_a_move_and_its_digit_goes_on_and_another_move_asks_first,
           an_untouched_form_leaves_no_draft,
           a_move_no_longer_possible_comes_back_says_why_and_stays_until_thrown_away)
