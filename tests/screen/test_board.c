/* The board on two desks: a lead posts, an operator sees, reads and calls back. */

#include "suite.h"

#include <stdlib.h>
#include <string.h>

#include "screen/seat.h"

#define NOW "2026-11-21 14:30:00"

/* A desk of another badge on the same database. */
static struct terminal *open_as(struct seat *seat, const char *badge, int columns)
{
    struct terminal *terminal = seat_start(seat, 24, columns, NULL);
    seat_sign_in(terminal, badge);
    return terminal;
}

static void post(struct seat *seat, const char *title, const char *area, const char *more)
{
    seat_command_ok(seat, NULL,
                    (const char *const[]){"notice", "post", title, area, "expected_at=2026-11-21 18:00",
                                          "say=管线正在抢修，预计18点恢复。", more, NULL});
}

START_TEST(a_lead_posts_an_outage_and_the_operators_desk_shows_it_within_a_second)
{
    struct seat seat;
    seat_make_idle_at(&seat, NOW);
    struct terminal *lead = open_as(&seat, "2001", 100), *operator= open_as(&seat, "1001", 100);
    terminal_keys(lead, "<F8>");
    terminal_expect(lead, "没有公告");
    terminal_keys(lead, "n");
    terminal_expect(lead, "发布公告");
    terminal_keys(lead, "<Tab>城东站抢修<Tab><Tab>18:00<Tab>和平里3-5号楼<Tab>城东站");
    terminal_expect(lead, "2026-11-21 18:00:00"); /* typed short, written out */
    terminal_expect(lead, "= 和平里3至5号楼");
    terminal_keys(lead, "<C-s>");
    terminal_expect(lead, "来电/待回");
    terminal_expect(lead, "城东站抢修");
    terminal_expect(operator, "停供 城东站抢修 预计18:00恢复 0户");
    terminal_keys(operator, "<F8>n");
    terminal_expect(operator, "无权发布公告");
    seat_quit(&lead);
    seat_quit(&operator);
    seat_remove(&seat);
}
END_TEST

START_TEST(a_must_read_notice_is_asked_for_until_it_is_read_and_the_lead_sees_who_has_not)
{
    struct seat seat;
    seat_make_idle_at(&seat, NOW);
    post(&seat, "title=新供热价格", "kind=price", "is_must_read=1");
    struct terminal *operator= open_as(&seat, "1001", 100), *lead = open_as(&seat, "2001", 100);
    terminal_expect(operator, "必读公告1条");
    terminal_keys(lead, "<F8>");
    terminal_expect(lead, "未读");
    terminal_keys(lead, "w");
    terminal_expect(lead, "阅读情况");
    terminal_expect(lead, "1001");
    terminal_keys(lead, "<Esc>");
    terminal_expect_gone(lead, "阅读情况");
    terminal_keys(operator, "<F8>");
    terminal_expect(operator, "必读未读 1 条");
    terminal_keys(operator, "m");
    terminal_expect(operator, "您读过这条公告");
    terminal_expect_gone(operator, "必读未读");
    terminal_keys(operator, "<Esc>");
    terminal_expect(operator, "待办");
    terminal_expect_gone(operator, "必读公告");
    terminal_keys(lead, "w");
    terminal_expect(lead, "已读 ");
    terminal_expect(lead, "14:30");
    terminal_keys(lead, "<Esc>");
    terminal_expect_gone(lead, "阅读情况");
    seat_quit(&lead);
    seat_quit(&operator);
    seat_remove(&seat);
}
END_TEST

START_TEST(a_lead_extends_and_closes_with_one_question_and_the_past_one_goes_down)
{
    struct seat seat;
    seat_make_idle_at(&seat, NOW);
    post(&seat, "title=城东站抢修", "stations=城东站", NULL);
    struct terminal *lead = open_as(&seat, "2001", 80);
    terminal_expect(lead, "停供 城东站抢修");
    terminal_keys(lead, "<F8>");
    terminal_expect(lead, "18:00");
    terminal_keys(lead, "d");
    terminal_expect(lead, "新的预计结束时间");
    terminal_expect(lead, "20:00"); /* two hours more are offered */
    terminal_keys(lead, "<C-a><BS>17:00<Enter>");
    terminal_expect(lead, "应晚于原来的");
    terminal_keys(lead, "d<Enter>");
    terminal_expect(lead, "已延长");
    terminal_expect(lead, "预计20:00恢复");
    terminal_keys(lead, "c");
    terminal_expect(lead, "现在结束吗");
    terminal_keys(lead, "<Enter>");
    terminal_expect(lead, "已结束");
    terminal_expect(lead, "生效中 0");
    terminal_keys(lead, "<Esc>");
    terminal_expect(lead, "待办");
    terminal_expect_gone(lead, "停供");
    seat_quit(&lead);
    seat_remove(&seat);
}
END_TEST

START_TEST(the_list_is_filtered_sorted_and_narrowed_by_words)
{
    struct seat seat;
    seat_make_idle_at(&seat, NOW);
    post(&seat, "title=城东站抢修", "stations=城东站", NULL);
    post(&seat, "title=阳光城检修", "buildings=阳光城", "kind=planned");
    seat_command_ok(&seat, NULL,
                    (const char *const[]){"notice", "post", "title=明天停气演练", "start_at=2026-11-22 08:00",
                                          "kind=general", NULL});
    struct terminal *desk = open_as(&seat, "1001", 100);
    terminal_keys(desk, "<F8>");
    terminal_expect(desk, "生效中 2  未开始 1");
    terminal_keys(desk, "ff");
    terminal_expect(desk, "筛选：未开始");
    terminal_expect_gone(desk, "城东站抢修");
    terminal_expect(desk, "明天停气演练");
    terminal_keys(desk, "fff");
    terminal_expect(desk, "筛选：全部");
    terminal_keys(desk, "s");
    terminal_expect(desk, "排序：开始时间");
    terminal_expect(desk, "> "); /* the one that starts last stands first */
    terminal_keys(desk, "/");
    terminal_expect(desk, "只看标题或范围");
    terminal_keys(desk, "阳光<Enter>");
    terminal_expect_gone(desk, "明天停气演练");
    terminal_expect(desk, "阳光城检修");
    seat_quit(&desk);
    seat_remove(&seat);
}
END_TEST

START_TEST(a_notice_half_typed_comes_back_after_a_kill)
{
    struct seat seat;
    seat_make_idle_at(&seat, NOW);
    struct terminal *lead = open_as(&seat, "2001", 80);
    terminal_keys(lead, "<F8>n");
    terminal_expect(lead, "发布公告");
    terminal_keys(lead, "<Tab>没写完的公告");
    seat_expect_draft_text(&seat, lead, "没写完的公告", 3000);
    terminal_kill(lead, 9);
    ck_assert_int_ne(terminal_exit_code(lead, 3000), -1);
    terminal_free(&lead);
    lead = open_as(&seat, "2001", 80);
    terminal_expect(lead, "没写完的公告");
    terminal_keys(lead, "<C-s>");
    terminal_expect(lead, "来电/待回");
    seat_expect_drafts(&seat, lead, 0, 3000);
    seat_quit(&lead);
    seat_remove(&seat);
}
END_TEST

SUITE_MAIN("screen/board", a_lead_posts_an_outage_and_the_operators_desk_shows_it_within_a_second,
           a_must_read_notice_is_asked_for_until_it_is_read_and_the_lead_sees_who_has_not,
           a_lead_extends_and_closes_with_one_question_and_the_past_one_goes_down,
           the_list_is_filtered_sorted_and_narrowed_by_words, a_notice_half_typed_comes_back_after_a_kill)
