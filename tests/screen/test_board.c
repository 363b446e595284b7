/* The board on two desks: a lead posts, an operator sees, reads and calls back. */

#include "suite.h"

#include <stdio.h>
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
    terminal_expect(lead, "2026-11-21 18:00"); /* typed short, written out */
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

START_TEST(beside_what_is_unfinished_a_narrow_desk_keeps_an_outages_hour_and_the_key_whole)
{
    struct seat seat;
    seat_make_idle_at(&seat, NOW);
    post(&seat, "title=春风里管线", "buildings=春风里", NULL);
    struct terminal *operator= open_as(&seat, "1001", 80);
    terminal_expect(operator, "停供 春风里管线 预计18:00恢复 0户");
    terminal_keys(operator, "<F2>138<Esc><Esc>");
    terminal_expect(operator, "停供 春风里管线 18:00 | 未完成 1 F6");
    terminal_keys(operator, "<F2>139<Esc><Esc>");
    terminal_expect(operator, "未完成 2 F6");
    terminal_expect(operator, "王芳 坐席  就绪"); /* not cut for the number of pages */
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
    terminal_keys(lead, "<C-a><BS>后半夜<Enter>"); /* the question stays until it can be saved */
    terminal_expect(lead, "看不出是什么时间");
    terminal_keys(lead, "<Esc>d<Enter>");
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
    terminal_keys(desk, "ffff");
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

/* A household of the demonstration: whole phone, and what else a test needs. */
static json_t *household(struct seat *seat, const char *account)
{
    static char out[SEAT_TEXT];
    seat_command_ok(seat, out, (const char *const[]){"customer", "find", account, "--json", NULL});
    json_t *list = json_loads(out, 0, NULL);
    ck_assert_uint_ge(json_array_size(list), 1);
    json_t *customer = json_incref(json_array_get(list, 0));
    json_decref(list);
    return customer;
}

static json_t *only_notice(struct seat *seat)
{
    static char out[SEAT_TEXT];
    seat_command_ok(seat, out, (const char *const[]){"notice", "list", "--all", "--json", NULL});
    json_t *list = json_loads(out, 0, NULL);
    ck_assert_uint_eq(json_array_size(list), 1);
    json_t *notice = json_incref(json_array_get(list, 0));
    json_decref(list);
    return notice;
}

START_TEST(ending__answered_after_the_list_has_changed__is_about_the_notice_that_was_named)
{
    struct seat seat;
    char out[SEAT_TEXT];
    seat_make_idle_at(&seat, NOW);
    post(&seat, "title=城东站抢修", "stations=城东站", NULL);
    json_t *notice = only_notice(&seat);
    const char *end[] = {"notice", "close", "", NULL};
    char id[32];
    snprintf(id, sizeof(id), "%lld", (long long)json_integer_value(json_object_get(notice, "id")));
    end[2] = id;
    json_decref(notice);
    post(&seat, "title=城西站抢修", "stations=城西站", NULL);
    struct terminal *lead = open_as(&seat, "2001", 100);
    terminal_keys(lead, "<F8>");
    terminal_expect(lead, "生效中 2");
    terminal_keys(lead, "f");
    terminal_expect(lead, "筛选：生效中");
    terminal_keys(lead, "<Home><Down>");
    terminal_keys(lead, "c");
    terminal_expect(lead, "“城东站抢修”现在结束吗");
    seat_command_ok(&seat, out, end);
    terminal_expect(lead, "生效中 1");
    terminal_keys(lead, "<Enter>");
    terminal_expect(lead, "已经结束");
    terminal_expect(lead, "生效中 1");
    seat_quit(&lead);
    seat_remove(&seat);
}
END_TEST

START_TEST(a_caller_inside_the_outage_is_attached_by_one_key_and_called_back_after_the_end)
{
    struct seat seat;
    char station[100], whole[80];
    int keys = 0;
    seat_make_idle_at(&seat, NOW);
    json_t *customer = household(&seat, "20000007");
    snprintf(station, sizeof(station), "stations=%s", seat_text(customer, "station"));
    snprintf(whole, sizeof(whole), "%s", seat_text(customer, "phone"));
    post(&seat, "title=换热站抢修", station, NULL);
    struct terminal *operator= open_as(&seat, "1001", 80), *lead = open_as(&seat, "2001", 100);
    terminal_keys(operator, "<F2>");
    terminal_expect(operator, "通话");
    terminal_keys(operator, whole); /* the number is known: the exchange has told it, or it was typed */
    terminal_expect(operator, seat_text(customer, "name"));
    seat_counted_keys(operator, "<Enter>", &keys);
    terminal_expect(operator, "停供 换热站抢修 预计18:00恢复");
    terminal_expect(operator, "管线正在抢修，预计18点恢复。"); /* to be said at once */
    seat_counted_keys(operator, "<C-b>", &keys);
    terminal_expect(operator, "已关联，有消息回电");
    seat_counted_keys(operator, "<C-s>", &keys);
    terminal_expect(operator, "已关联到“换热站抢修”");
    ck_assert_int_le(keys, 3);
    terminal_expect(lead, "1户");
    json_t *notice = only_notice(&seat);
    ck_assert_int_eq(json_integer_value(json_object_get(notice, "calls")), 1);
    json_decref(notice);
    terminal_keys(lead, "<F8>c");
    terminal_expect(lead, "现在结束吗");
    terminal_keys(lead, "<Enter>");
    terminal_expect(lead, "已列入名单");
    terminal_expect(operator, "待回电 1户"); /* a duty on every desk */
    terminal_keys(operator, "<F8>");
    terminal_expect(operator, "1/1");
    terminal_keys(operator, "<Enter>");
    terminal_expect(operator, "待回电 1 户");
    terminal_expect(operator, "拨打 ");
    terminal_keys(operator, "u");
    terminal_expect(operator, "没有接通，记下了");
    terminal_keys(operator, "<C-r>");
    terminal_expect(operator, "公告回电：换热站抢修"); /* a promise, if they named a time */
    terminal_keys(operator, "<Esc>");
    terminal_expect(operator, "待回电 1 户");
    terminal_keys(operator, "<Enter>");                       /* the call-out form, filled in */
    terminal_expect(operator, "回电 换热站抢修 14:30已结束"); /* the news */
    terminal_expect(operator, "保存即记为已告知");
    terminal_expect_gone(operator, "管线正在抢修"); /* no longer true */
    terminal_expect(operator, seat_text(customer, "name"));
    terminal_keys(operator, "<C-s>");
    terminal_expect(operator, "记为已告知。");
    terminal_expect(operator, "待回电 0 户");
    terminal_expect(operator, "已告知");
    json_decref(customer);
    seat_quit(&lead);
    seat_quit(&operator);
    seat_remove(&seat);
}
END_TEST

START_TEST(a_caller_outside_gets_no_banner_and_the_number_of_calls_stays)
{
    struct seat seat;
    seat_make_idle_at(&seat, NOW);
    post(&seat, "title=别处抢修", "stations=没有的站", NULL);
    struct terminal *operator= open_as(&seat, "1001", 80);
    int y, x;
    json_t *customer = household(&seat, "20000007");
    terminal_keys(operator, "<F2>");
    terminal_expect(operator, "通话");
    terminal_keys(operator, seat_text(customer, "phone"));
    terminal_expect(operator, seat_text(customer, "name"));
    terminal_keys(operator, "<Enter><C-b>");
    terminal_expect(operator, "不在停供范围内");
    ck_assert(!terminal_find(operator, "别处抢修", &y, &x));
    terminal_keys(operator, "<Tab><Tab>");
    json_decref(customer);
    seat_quit(&operator);
    seat_remove(&seat);
}
END_TEST

START_TEST(a_typed_address_inside_is_enough_and_the_banner_goes_with_it)
{
    struct seat seat;
    seat_make_idle_at(&seat, NOW);
    post(&seat, "title=月亮湾抢修", "buildings=月亮湾3-5号楼", NULL);
    struct terminal *operator= open_as(&seat, "1001", 80);
    terminal_keys(operator, "<F2>");
    terminal_expect(operator, "通话");
    terminal_keys(operator, "13800009876<Tab>访客甲<Tab><Tab>月亮湾4号楼1单元");
    terminal_expect(operator, "停供 月亮湾抢修");
    for (int i = 0; i < 7; i++) {
        terminal_keys(operator, "<BS>");
    }
    terminal_expect_gone(operator, "停供 月亮湾抢修");
    seat_quit(&operator);
    seat_remove(&seat);
}
END_TEST

START_TEST(a_repeat_call_shows_the_open_case_first_and_is_attached_by_one_key)
{
    struct seat seat;
    seat_make_idle_at(&seat, NOW);
    json_t *customer = household(&seat, "20000007");
    char phone[80], number[40];
    snprintf(phone, sizeof(phone), "phone=%s", seat_text(customer, "phone"));
    seat_command_ok(&seat, NULL,
                    (const char *const[]){"case", "new", "--badge", "1002", phone, "type=repair",
                                          "category=no_heat.single", "content=家里不热", NULL});
    struct terminal *operator= open_as(&seat, "1001", 80);
    terminal_keys(operator, "<F2>");
    terminal_expect(operator, "通话");
    terminal_keys(operator, seat_text(customer, "phone"));
    terminal_expect(operator, seat_text(customer, "name"));
    terminal_keys(operator, "<Enter>");
    terminal_expect(operator, "近30天第2次  未结 1121-0001");
    terminal_expect(operator, "[未结] 1121-0001");
    terminal_keys(operator, "<C-a>");
    terminal_expect(operator, "并入 1121-0001，作为再次来电");
    terminal_keys(operator, "<C-s>");
    terminal_expect(operator, "已并入工单 1121-0001");
    terminal_expect(operator, "待办 1 ");
    terminal_keys(operator, "<F2>");
    terminal_expect(operator, "通话");
    terminal_keys(operator, seat_text(customer, "phone"));
    terminal_expect(operator, seat_text(customer, "name"));
    terminal_keys(operator, "<Enter>");
    terminal_expect(operator, "已催1次"); /* still one case, asked about once */
    terminal_keys(operator, "<C-a>");
    terminal_expect(operator, "Ctrl-A 取消");
    terminal_keys(operator, "<C-a>");
    terminal_expect(operator, "不并入");
    terminal_keys(operator, "<C-a>");
    terminal_expect(operator, "Ctrl-A 取消");
    for (int i = 0; i < 5; i++) {
        terminal_keys(operator, "<S-Tab>"); /* back to the number: another household calls after all */
    }
    terminal_keys(operator, "<End><C-u>");
    json_t *other = household(&seat, "20000012");
    terminal_keys(operator, seat_text(other, "phone"));
    terminal_expect(operator, seat_text(other, "name"));
    terminal_keys(operator, "<Enter>");
    terminal_expect(operator, "不再并入原来的工单");
    json_decref(other);
    json_t *saved = seat_case(&seat, "20261121-0001");
    json_t *timeline = json_object_get(saved, "timeline");
    snprintf(number, sizeof(number), "%s",
             seat_text(json_array_get(timeline, json_array_size(timeline) - 1), "action"));
    ck_assert_str_eq(number, "chase");
    json_decref(saved);
    json_decref(customer);
    seat_quit(&operator);
    seat_remove(&seat);
}
END_TEST

START_TEST(what_was_typed_before_a_call_is_attached_is_read_in_the_open_cases_timeline)
{
    struct seat seat;
    seat_make_idle_at(&seat, NOW);
    json_t *customer = household(&seat, "20000007");
    char phone[80];
    snprintf(phone, sizeof(phone), "phone=%s", seat_text(customer, "phone"));
    seat_command_ok(&seat, NULL,
                    (const char *const[]){"case", "new", "--badge", "1002", phone, "type=repair",
                                          "category=no_heat.single", "content=家里不热", NULL});
    struct terminal *operator= seat_start(&seat, 36, 120, NULL);
    seat_sign_in(operator, "1001");
    terminal_keys(operator, "<F2>");
    terminal_expect(operator, "通话");
    terminal_keys(operator, seat_text(customer, "phone"));
    terminal_expect(operator, seat_text(customer, "name"));
    terminal_keys(operator, "<Enter>");
    terminal_expect(operator, "[未结] 1121-0001");
    terminal_keys(operator, "<F7><Tab>还没来人<Tab><Tab>双管阀");
    terminal_expect(operator, "双管阀");
    terminal_keys(operator, "<C-a>");
    terminal_expect(operator, "并入 1121-0001，作为再次来电");
    terminal_keys(operator, "<C-s>");
    terminal_expect(operator, "已并入工单 1121-0001");
    terminal_keys(operator, "<Enter>");
    terminal_expect(operator, "工单 1121-0001");
    terminal_expect(operator, "还没来人");
    terminal_expect(operator, "型号：双管阀");
    json_decref(customer);
    seat_quit(&operator);
    seat_remove(&seat);
}
END_TEST

/* Households of one building report the same, one after the other. */
static void report(struct seat *seat, int first, int last)
{
    for (int i = first; i <= last; i++) {
        char phone[40], address[60];
        snprintf(phone, sizeof(phone), "phone=1380000900%d", i);
        snprintf(address, sizeof(address), "address=月亮湾3-%d-101", i);
        seat_command_ok(seat, NULL,
                        (const char *const[]){"case", "new", "--badge", "1002", phone, address, "type=repair",
                                              "category=no_heat.single", "content=家里不热", NULL});
    }
}

START_TEST(five_repairs_of_a_building_ring_the_lead_once_and_become_a_notice_by_one_key)
{
    struct seat seat;
    int y, x;
    seat_make_idle_at(&seat, NOW);
    struct terminal *lead = open_as(&seat, "2001", 120), *operator= open_as(&seat, "1001", 120);
    report(&seat, 1, 4);
    terminal_expect(lead, "待办 4 ");
    int bells = terminal_bells(lead);
    ck_assert(!terminal_find(lead, "集中", &y, &x));
    report(&seat, 5, 5);
    terminal_expect(lead, "集中报修：月亮湾3号楼 不热 5单");
    terminal_pump(lead, 60); /* the bell comes behind the text */
    ck_assert_int_eq(terminal_bells(lead), bells + 1);
    report(&seat, 6, 6);
    terminal_expect(lead, "| 集中 月亮湾3号楼 不热 6单");
    terminal_pump(lead, 60); /* the bell comes behind the text */
    ck_assert_int_eq(terminal_bells(lead), bells + 1);
    terminal_expect(operator, "待办 6 ");
    ck_assert(!terminal_find(operator, "集中", &y, &x));
    terminal_keys(lead, "<F8>");
    terminal_expect(lead, "b据此公告");
    terminal_keys(lead, "b");
    terminal_expect(lead, "发布公告");
    terminal_expect(lead, "月亮湾3号楼不热");
    terminal_expect(lead, "= 月亮湾3号楼");
    terminal_keys(lead, "<C-s>");
    terminal_expect(lead, "6/0"); /* its cases are attached */
    terminal_expect_gone(lead, "b据此公告");
    terminal_expect(operator, "停供 月亮湾3号楼不热");
    seat_quit(&operator);
    seat_quit(&lead);
    seat_remove(&seat);
}
END_TEST

START_TEST(a_parent_case_is_made_by_one_key_and_parent_and_children_see_each_other)
{
    struct seat seat;
    seat_make_idle_at(&seat, NOW);
    report(&seat, 1, 5);
    struct terminal *lead = open_as(&seat, "2001", 120);
    terminal_expect(lead, "集中 月亮湾3号楼");
    terminal_keys(lead, "<F8>");
    terminal_expect(lead, "p建父工单");
    terminal_expect(lead, "集中报修已看到");
    terminal_keys(lead, "p");
    terminal_expect(lead, "工单 1121-0006");
    terminal_expect(lead, "5 单，未结 5 单");
    terminal_keys(lead, "f");
    terminal_expect(lead, "有关的工单");
    terminal_keys(lead, "<Enter>");
    terminal_expect(lead, "工单 1121-0001");
    terminal_expect(lead, "上级工单    1121-0006");
    terminal_keys(lead, "<C-b>");
    terminal_expect(lead, "不在停供范围内");
    post(&seat, "title=月亮湾抢修", "buildings=月亮湾", NULL);
    terminal_keys(lead, "<Esc><Esc><Esc>");
    terminal_expect(lead, "停供 月亮湾抢修");
    terminal_keys(lead, "<Enter>");
    terminal_expect(lead, "上级工单    1121-0006");
    terminal_keys(lead, "<C-b>");
    terminal_expect(lead, "已关联到停供公告");
    terminal_expect(lead, "关联公告");
    seat_quit(&lead);
    seat_remove(&seat);
}
END_TEST

SUITE_MAIN("screen/board", a_lead_posts_an_outage_and_the_operators_desk_shows_it_within_a_second,
           beside_what_is_unfinished_a_narrow_desk_keeps_an_outages_hour_and_the_key_whole,
           a_must_read_notice_is_asked_for_until_it_is_read_and_the_lead_sees_who_has_not,
           a_lead_extends_and_closes_with_one_question_and_the_past_one_goes_down,
           the_list_is_filtered_sorted_and_narrowed_by_words, a_notice_half_typed_comes_back_after_a_kill,
           ending__answered_after_the_list_has_changed__is_about_the_notice_that_was_named,
           a_caller_inside_the_outage_is_attached_by_one_key_and_called_back_after_the_end,
           a_caller_outside_gets_no_banner_and_the_number_of_calls_stays,
           a_typed_address_inside_is_enough_and_the_banner_goes_with_it,
           a_repeat_call_shows_the_open_case_first_and_is_attached_by_one_key,
           what_was_typed_before_a_call_is_attached_is_read_in_the_open_cases_timeline,
           five_repairs_of_a_building_ring_the_lead_once_and_become_a_notice_by_one_key,
           a_parent_case_is_made_by_one_key_and_parent_and_children_see_each_other)
