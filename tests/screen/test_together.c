/* Two people at one record (R8.5): each sees the other, their changes merge, only a clash is asked about. */

#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "screen/seat.h"
#include "suite.h"

/* One case, open for correction at two desks side by side; neither has typed anything. */
static void open_two(struct seat *seat, struct terminal *desks[2])
{
    static const char *const badges[] = {"1001", "1002"};
    seat_make_idle_at(seat, "2026-11-21 14:30:00");
    seat_command_ok(seat, NULL,
                    (const char *const[]){"case", "new", "--badge", "1001", "type=repair",
                                          "category=no_heat.single", "grade=2", "phone=13800001234",
                                          "name=访客甲", "content=客厅暖气上热下凉", NULL});
    for (int i = 0; i < 2; i++) {
        desks[i] = seat_start(seat, 36, 120, NULL);
        seat_sign_in(desks[i], badges[i]);
        terminal_expect(desks[i], "1121-0001");
        terminal_keys(desks[i], "<Enter>");
        terminal_expect(desks[i], "工单 1121-0001");
    }
}

static void open_edit(struct terminal *desk)
{
    terminal_keys(desk, "<F4>");
    terminal_expect(desk, "修改工单 1121-0001");
}

static void tab_to(struct terminal *desk, const char *label)
{
    char row[512];
    int y, x;
    bool is_visible;
    for (int i = 0; i < 60; i++) {
        terminal_cursor(desk, &y, &x, &is_visible);
        terminal_row_text(desk, y, row, sizeof(row));
        if (strstr(row, label) != NULL) {
            return;
        }
        terminal_keys(desk, "<Tab>");
        terminal_pump(desk, 30);
    }
    terminal_dump(desk);
    ck_abort_msg("cannot get to %s", label);
}

static void close_two(struct seat *seat, struct terminal *desks[2])
{
    seat_quit(&desks[0]);
    seat_quit(&desks[1]);
    seat_remove(seat);
}

START_TEST(who_has_the_case_open_is_seen_on_the_other_desk__and_gone_with_a_kill)
{
    struct seat seat;
    struct terminal *desks[2];
    open_two(&seat, desks);
    open_edit(desks[0]);
    seat_set_time(&seat, "2026-11-21 14:30:02");
    terminal_expect(desks[1], "（1001）14:30 起在修改");
    open_edit(desks[1]);
    terminal_expect(desks[1], "同一项两人都改了才会问");
    seat_set_time(&seat, "2026-11-21 14:30:04");
    terminal_expect(desks[0], "（1002）14:30 起在修改");
    terminal_kill(desks[0], SIGKILL);
    terminal_free(&desks[0]);
    seat_set_time(&seat, "2026-11-21 14:30:06");
    terminal_expect_gone(desks[1], "起在修改");
    seat_quit(&desks[1]);
    seat_remove(&seat);
}
END_TEST

START_TEST(a_move_being_filled_in_is_told_by_its_name)
{
    struct seat seat;
    struct terminal *desks[2];
    open_two(&seat, desks);
    terminal_keys(desks[0], "1");
    terminal_expect(desks[0], "承办单位");
    seat_set_time(&seat, "2026-11-21 14:30:02");
    terminal_expect(desks[1], "起在派单");
    terminal_keys(desks[0], "<Esc>");
    seat_set_time(&seat, "2026-11-21 14:30:04");
    terminal_expect_gone(desks[1], "起在派单");
    close_two(&seat, desks);
}
END_TEST

START_TEST(another_desks_change_comes_into_the_open_form__what_is_typed_stays)
{
    struct seat seat;
    struct terminal *desks[2];
    open_two(&seat, desks);
    open_edit(desks[0]);
    open_edit(desks[1]);
    tab_to(desks[0], "备注");
    terminal_keys(desks[0], "我的备注");
    tab_to(desks[1], "地址");
    terminal_keys(desks[1], "新地址和平里九号<C-s>");
    terminal_expect(desks[1], "修改已保存");
    seat_set_time(&seat, "2026-11-21 14:30:02");
    terminal_expect(desks[0], "新地址和平里九号"); /* not asked for, not in the way */
    terminal_expect(desks[0], "刚改了地址，已合到这里");
    terminal_expect(desks[0], "我的备注");
    terminal_keys(desks[0], "<C-s>");
    terminal_expect(desks[0], "修改已保存");
    json_t *saved = seat_case(&seat, "20261121-0001");
    ck_assert_str_eq(seat_text(saved, "note"), "我的备注");
    ck_assert_ptr_nonnull(strstr(seat_text(saved, "address"), "新地址和平里九号"));
    json_decref(saved);
    close_two(&seat, desks);
}
END_TEST

/* Both write on in the same text, with the same words first; the second to save sees so. */
static void write_both(struct seat *seat, struct terminal *desks[2], const char *same, const char *mine,
                       const char *theirs)
{
    open_edit(desks[0]);
    open_edit(desks[1]);
    tab_to(desks[0], "内容  ");
    terminal_keys(desks[0], same);
    terminal_keys(desks[0], mine);
    terminal_expect(desks[0], mine);
    tab_to(desks[1], "内容  ");
    terminal_keys(desks[1], same);
    terminal_keys(desks[1], theirs);
    terminal_keys(desks[1], "<C-s>");
    terminal_expect(desks[1], "修改已保存");
    seat_set_time(seat, "2026-11-21 14:30:02");
    terminal_expect(desks[0], "他人也改了");
}

static void clash_with(struct seat *seat, struct terminal *desks[2], const char *same, const char *mine,
                       const char *theirs)
{
    open_two(seat, desks);
    write_both(seat, desks, same, mine, theirs);
    terminal_keys(desks[0], "<C-s>");
    terminal_expect(desks[0], "两人都改了，存哪个？");
    terminal_expect(desks[0], "您填的");
}

/* choice: the key of the answer. */
static void clash(struct seat *seat, struct terminal *desks[2], const char *choice)
{
    clash_with(seat, desks, "", "我说的，", "他说的，");
    terminal_keys(desks[0], choice);
}

/* The database's write queue, until it is closed. */
static int hold(const struct seat *seat)
{
    int lock = open(seat->lock, O_RDWR | O_CLOEXEC);
    ck_assert_int_ge(lock, 0);
    ck_assert_int_eq(flock(lock, LOCK_EX), 0);
    return lock;
}

static void expect_content(struct seat *seat, const char *wanted)
{
    json_t *saved = seat_case(seat, "20261121-0001");
    ck_assert_str_eq(seat_text(saved, "content"), wanted);
    json_decref(saved);
}

START_TEST(one_field_changed_by_both__mine_is_kept_when_chosen)
{
    struct seat seat;
    struct terminal *desks[2];
    clash(&seat, desks, "1");
    terminal_expect(desks[0], "修改已保存");
    expect_content(&seat, "客厅暖气上热下凉我说的，");
    close_two(&seat, desks);
}
END_TEST

START_TEST(one_field_changed_by_both__theirs_is_kept_when_chosen)
{
    struct seat seat;
    struct terminal *desks[2];
    clash(&seat, desks, "2");
    terminal_expect(desks[0], "没有改动");
    expect_content(&seat, "客厅暖气上热下凉他说的，");
    close_two(&seat, desks);
}
END_TEST

START_TEST(one_field_changed_by_both__both_texts_are_kept_when_chosen)
{
    struct seat seat;
    struct terminal *desks[2];
    clash(&seat, desks, "3");
    terminal_expect(desks[0], "修改已保存");
    expect_content(&seat, "客厅暖气上热下凉我说的，\n客厅暖气上热下凉他说的，");
    close_two(&seat, desks);
}
END_TEST

START_TEST(long_texts_that_begin_alike__are_told_apart_with_whose_each_is)
{
    struct seat seat;
    struct terminal *desks[2];
    clash_with(&seat, desks, "昨天半夜到今天早上客厅卧室厨房全都不热", "我写的", "他写的");
    terminal_expect(desks[0], "您填的：…全都不热我写的");
    terminal_expect(desks[0], "1002（14:30）：…全都不热他写的");
    terminal_keys(desks[0], "<Esc>");
    terminal_expect(desks[0], "您填的都还在");
    terminal_free(&desks[0]);
    seat_quit(&desks[1]);
    seat_remove(&seat);
}
END_TEST

START_TEST(a_field_changed_by_both__that_is_typed_as_the_other_has_it__is_remarked_on_no_more)
{
    struct seat seat;
    struct terminal *desks[2];
    open_two(&seat, desks);
    write_both(&seat, desks, "", "我说的，", "他说的，");
    terminal_keys(desks[0], "<BS><BS><BS><BS>他说的，");
    terminal_expect_gone(desks[0], "他人也改了");
    terminal_keys(desks[0], "再说，");
    terminal_expect(desks[0], "他人也改了");
    terminal_keys(desks[0], "<BS><BS><BS>");
    terminal_expect_gone(desks[0], "他人也改了");
    terminal_keys(desks[0], "<C-s>");
    terminal_expect_gone(desks[0], "修改工单 1121-0001");
    expect_content(&seat, "客厅暖气上热下凉他说的，");
    close_two(&seat, desks);
}
END_TEST

/* Ctrl-S waits for a busy database, a call is taken meanwhile, then the save is refused. */
START_TEST(the_question_waits_until_its_page_is_in_front_again)
{
    struct seat seat;
    struct terminal *desks[2];
    int y, x;
    open_two(&seat, desks);
    write_both(&seat, desks, "", "我说的，", "他说的，");
    int lock = hold(&seat);
    terminal_keys(desks[0], "<C-s>");
    terminal_expect(desks[0], "正在保存");
    terminal_keys(desks[0], "<F2>");
    terminal_expect(desks[0], "来电登记");
    close(lock);
    terminal_expect(desks[0], "还没有保存");
    ck_assert(!terminal_find(desks[0], "两人都改了", &y, &x));
    terminal_keys(desks[0], "<F6><F6><F6>");
    terminal_expect(desks[0], "两人都改了，存哪个？");
    terminal_free(&desks[0]);
    seat_quit(&desks[1]);
    seat_remove(&seat);
}
END_TEST

START_TEST(going_back_from_the_question__keeps_what_was_typed)
{
    struct seat seat;
    struct terminal *desks[2];
    clash(&seat, desks, "<Esc>");
    terminal_expect(desks[0], "您填的都还在");
    terminal_expect(desks[0], "我说的，");
    expect_content(&seat, "客厅暖气上热下凉他说的，");
    terminal_keys(desks[0], "<F8>");
    terminal_expect(desks[0], "Enter 是");
    terminal_keys(desks[0], "<Enter>");
    terminal_expect(desks[0], "修改已放弃");
    close_two(&seat, desks);
}
END_TEST

SUITE_MAIN("together", who_has_the_case_open_is_seen_on_the_other_desk__and_gone_with_a_kill,
           a_move_being_filled_in_is_told_by_its_name,
           another_desks_change_comes_into_the_open_form__what_is_typed_stays,
           one_field_changed_by_both__mine_is_kept_when_chosen,
           one_field_changed_by_both__theirs_is_kept_when_chosen,
           one_field_changed_by_both__both_texts_are_kept_when_chosen,
           a_field_changed_by_both__that_is_typed_as_the_other_has_it__is_remarked_on_no_more,
           long_texts_that_begin_alike__are_told_apart_with_whose_each_is,
           the_question_waits_until_its_page_is_in_front_again,
           going_back_from_the_question__keeps_what_was_typed)
