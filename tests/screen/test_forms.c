/* Every form as a person fills it: what is asked, what is typed, what is stored. */

#include <signal.h>
#include <string.h>

#include "screen/seat.h"
#include "suite.h"
#include "zuoxi/base/str.h"

/* A seat at half past two with a call form open, a number in it, the focus on the type. */
static struct terminal *open_call(struct seat *seat)
{
    struct terminal *terminal;

    seat_make_idle_at(seat, "2026-11-21 14:30:00");
    terminal = seat_open(seat);
    terminal_keys(terminal, "<F2>");
    terminal_expect(terminal, "来电登记");
    terminal_keys(terminal, "13800001234<Tab>访客<PgDn>");
    terminal_expect(terminal, "1 咨询");
    return terminal;
}

/* A registration on the channel, chosen in the menu by its initials. */
static struct terminal *open_channel(struct seat *seat, const char *initials, const char *title)
{
    struct terminal *terminal;

    seat_make_idle_at(seat, "2026-11-21 14:30:00");
    terminal = seat_open(seat);
    terminal_keys(terminal, "<F3>");
    terminal_expect(terminal, "6 上级转办");
    terminal_keys(terminal, initials);
    terminal_keys(terminal, "<Enter>");
    terminal_expect(terminal, title);
    return terminal;
}

/* Save with the question about the elements answered, leave, and read the case back. */
static json_t *save(struct seat *seat, struct terminal *terminal)
{
    char number[40];

    seat_save_form(terminal, number, sizeof(number));
    seat_quit(&terminal);
    return seat_case(seat, number);
}

static void expect(const json_t *saved, const char *record, const char *field, const char *value)
{
    const json_t *object = record != NULL ? json_object_get(saved, record) : saved;

    ck_assert_msg(object != NULL, "no %s", record);
    ck_assert_str_eq(seat_text(object, field), value);
}

static void finish(struct seat *seat, json_t *saved)
{
    json_decref(saved);
    seat_remove(seat);
}

START_TEST(a_complaint__with_who_against_whom_and_what_is_wanted)
{
    struct seat seat;
    struct terminal *terminal = open_call(&seat);

    terminal_keys(terminal, "<F4>");
    terminal_expect(terminal, "2 服务态度");
    terminal_keys(terminal, "22<PgDn>维修人员态度生硬<PgDn>");
    terminal_expect(terminal, "2 家属");
    terminal_keys(terminal, "22维修一班赵某<Tab>当面道歉");
    terminal_expect(terminal, "当面道歉");
    terminal_keys(terminal, "<PgDn><PgDn><PgDn>"); /* past the elements and the outcome */
    terminal_expect(terminal, "2 不成立");
    terminal_keys(terminal, "1<Tab>赵某<Tab>情况属实<Tab>离岗培训<Tab>50<Tab>上门先问好");
    terminal_expect(terminal, "上门先问好");
    json_t *saved = save(&seat, terminal);
    expect(saved, NULL, "type", "complaint");
    expect(saved, NULL, "category", "complaint_service.fitter");
    expect(saved, NULL, "content", "维修人员态度生硬");
    expect(saved, "complaint", "relation", "family");
    expect(saved, "complaint", "severity", "urgent");
    expect(saved, "complaint", "against", "维修一班赵某");
    expect(saved, "complaint", "wanted", "当面道歉");
    expect(saved, "complaint", "upheld", "yes");
    expect(saved, "complaint", "responsible_person", "赵某");
    expect(saved, "complaint", "reason", "情况属实");
    expect(saved, "complaint", "measures", "离岗培训");
    expect(saved, "complaint", "compensation", "50.00");
    expect(saved, "complaint", "lesson", "上门先问好");
    finish(&seat, saved);
}
END_TEST

START_TEST(a_repair__with_its_appliance_by_initials_and_an_appointment)
{
    struct seat seat;
    struct terminal *terminal = open_call(&seat);

    terminal_keys(terminal, "bx");
    terminal_expect(terminal, "1 不热");
    terminal_keys(terminal, "dhbr");
    terminal_expect(terminal, "不热 › 单户不热");
    terminal_keys(terminal, "<PgDn>客厅14度<PgDn>nqp"); /* 暖气片 */
    terminal_expect(terminal, "暖气片");
    terminal_keys(terminal, "GZ-20<Tab>20201120<Tab>上热下凉<Tab>2020-11-25<Tab>11-23 09:00<Tab>");
    terminal_expect(terminal, "11-23 08:50 前到场");
    terminal_keys(terminal, "11-23 11:00<Tab>家里有老人，先敲门");
    terminal_expect(terminal, "先敲门");
    json_t *saved = save(&seat, terminal);
    expect(saved, NULL, "category", "no_heat.single");
    expect(saved, "repair", "appliance", "radiator");
    expect(saved, "repair", "model", "GZ-20");
    expect(saved, "repair", "bought_on", "2020-11-20");
    expect(saved, "repair", "installed_on", "2020-11-25");
    expect(saved, "repair", "fault", "上热下凉");
    expect(saved, "repair", "appointed_from", "2026-11-23T09:00:00+08:00");
    expect(saved, "repair", "appointed_to", "2026-11-23T11:00:00+08:00");
    expect(saved, "repair", "conditions", "家里有老人，先敲门");
    finish(&seat, saved);
}
END_TEST

START_TEST(what_a_repair_took__can_be_written_down_at_once)
{
    struct seat seat;
    struct terminal *terminal = open_call(&seat);

    terminal_keys(terminal, "211<PgDn>已电话指导修好<PgDn><PgDn><PgDn><PgDn>");
    terminal_expect(terminal, "[ ] 时间"); /* the elements stay in sight at the end of the form */
    terminal_keys(terminal, "放气阀1个<Tab>15<Tab>8.5<Tab>F-1<Tab>1访客<F9>");
    terminal_expect(terminal, "五要素");
    terminal_keys(terminal, "<Enter>");
    terminal_expect(terminal, "当场答复");
    terminal_expect(terminal, "已保存：1121-0001");
    seat_quit(&terminal);
    json_t *saved = seat_case(&seat, "1121-0001");
    expect(saved, NULL, "state", "answered");
    expect(saved, "repair", "materials", "放气阀1个");
    ck_assert_int_eq(json_integer_value(json_object_get(json_object_get(saved, "repair"), "work_minutes")),
                     15);
    expect(saved, "repair", "fee", "8.50");
    expect(saved, "repair", "invoice", "F-1");
    expect(saved, "repair", "acceptance", "good");
    expect(saved, "repair", "accepted_by", "访客");
    finish(&seat, saved);
}
END_TEST

START_TEST(an_emergency__tells_first_things_first_and_keeps_the_time_of_every_step)
{
    struct seat seat;
    struct terminal *terminal = open_call(&seat);

    terminal_keys(terminal, "qx");
    terminal_expect(terminal, "1 爆管");
    terminal_keys(terminal, "11");
    terminal_expect(terminal, "1 [ ] 请马上离开喷水喷汽的地方，当心烫伤");
    terminal_keys(terminal, "<PgDn>13人，有老人<Tab> ");
    terminal_expect(terminal, "1 [x] 请马上离开喷水喷汽的地方，当心烫伤");
    terminal_keys(terminal, " 5");
    terminal_expect(terminal, "5 [x] 抢修人员马上出发，请保持电话畅通");
    terminal_keys(terminal, "<PgDn>路面冒水<PgDn>和平里全区<Tab> ");
    terminal_expect(terminal, "通知  14:30");
    seat_set_time(&seat, "2026-11-21 14:42:00");
    terminal_expect(terminal, "14:42:00");
    terminal_keys(terminal, "<Tab> <Tab>15:10<Tab> <Tab>李班长");
    terminal_expect(terminal, "李班长");
    json_t *saved = save(&seat, terminal);
    expect(saved, "emergency", "hazard", "injured");
    expect(saved, "emergency", "people", "3人，有老人");
    expect(
        saved, "emergency", "told",
        "请马上离开喷水喷汽的地方，当心烫伤\n请关掉家里的进水、回水阀门\n抢修人员马上出发，请保持电话畅通");
    expect(saved, "emergency", "extent", "和平里全区");
    expect(saved, "emergency", "informed_at", "2026-11-21T14:30:00+08:00");
    expect(saved, "emergency", "controlled_at", "2026-11-21T14:42:00+08:00");
    expect(saved, "emergency", "restored_at", "2026-11-21T15:10:00+08:00");
    expect(saved, "emergency", "reported_at", "2026-11-21T14:42:00+08:00");
    expect(saved, "emergency", "reported_to", "李班长");
    finish(&seat, saved);
}
END_TEST

START_TEST(business__the_one_time_notice_lists_what_to_bring_and_what_is_missing)
{
    struct seat seat;
    struct terminal *terminal = open_call(&seat);

    terminal_keys(terminal, "yw");
    terminal_expect(terminal, "1 供用热合同");
    terminal_keys(terminal, "13");
    terminal_expect(terminal, "供用热合同 › 过户更名");
    terminal_keys(terminal, "<PgDn>要过户<PgDn>过户给儿子<Tab>HT-7<Tab>");
    terminal_expect(terminal, "1 [ ] 新户主身份证原件和复印件");
    terminal_keys(terminal, "    ");
    terminal_expect(terminal, "4 [x] 结清热费的收据");
    terminal_keys(terminal, "<Tab>4<Tab> <Tab> ");
    terminal_expect(terminal, "[x] 用户已复述");
    json_t *saved = save(&seat, terminal);
    expect(saved, "business", "wanted", "过户给儿子");
    expect(saved, "business", "contract", "HT-7");
    expect(saved, "business", "to_bring",
           "新户主身份证原件和复印件\n新的不动产权证或购房合同\n原户主身份证复印件\n结清热费的收据");
    expect(saved, "business", "missing", "结清热费的收据");
    ck_assert(json_is_true(json_object_get(json_object_get(saved, "business"), "is_told")));
    ck_assert(json_is_true(json_object_get(json_object_get(saved, "business"), "is_repeated")));
    finish(&seat, saved);
}
END_TEST

START_TEST(a_visit__whom_they_saw_what_was_answered_and_the_summary)
{
    struct seat seat;
    struct terminal *terminal = open_channel(&seat, "lf", "来访登记");
    int y, x;

    ck_assert(!terminal_find(terminal, "振铃", &y, &x)); /* nothing rang */
    terminal_keys(terminal, "13800001234<Tab>访客<PgDn>周接待<Tab> <PgDn>");
    terminal_expect(terminal, "1 咨询");
    terminal_keys(terminal, "111<PgDn>问热价<PgDn>已出示文件<Tab>满意离开<Tab>14:50");
    terminal_expect(terminal, "14:50");
    json_t *saved = save(&seat, terminal);
    expect(saved, "contact", "channel", "visit");
    expect(saved, "visit", "seen_by", "周接待");
    expect(saved, "visit", "arrived_at", "2026-11-21T14:30:00+08:00");
    expect(saved, "visit", "answered", "已出示文件");
    expect(saved, "visit", "summary", "满意离开");
    expect(saved, "visit", "left_at", "2026-11-21T14:50:00+08:00");
    finish(&seat, saved);
}
END_TEST

START_TEST(a_letter__counts_from_when_it_was_received)
{
    struct seat seat;
    struct terminal *terminal = open_channel(&seat, "sjzb", "上级转办登记");

    terminal_keys(terminal, "<PgDn>市信访办<Tab>信〔2026〕7号<Tab>11-22 09:00<Tab>");
    terminal_expect(terminal, "不能晚于现在"); /* told here, not when it is saved */
    terminal_keys(terminal, "<S-Tab><End><C-u>11-20 09:00<Tab>2026-11-27<Tab>");
    terminal_expect(terminal, "受理 11-20 09:00");
    terminal_keys(terminal, "111<PgDn>转办热价问题<PgDn>群众反映热价高<Tab> ");
    terminal_expect(terminal, "群众反映热价高");
    json_t *saved = save(&seat, terminal);
    expect(saved, "contact", "channel", "transferred");
    expect(saved, NULL, "accepted_at", "2026-11-20T09:00:00+08:00");
    expect(saved, "letter", "sender", "市信访办");
    expect(saved, "letter", "document", "信〔2026〕7号");
    expect(saved, "letter", "received_at", "2026-11-20T09:00:00+08:00");
    expect(saved, "letter", "wanted_by", "2026-11-27");
    expect(saved, "letter", "summary", "群众反映热价高");
    expect(saved, "letter", "confirmed_at", "2026-11-21T14:30:00+08:00");
    finish(&seat, saved);
}
END_TEST

START_TEST(a_call_out__what_for_and_whether_anybody_answered)
{
    struct seat seat;
    struct terminal *terminal = open_channel(&seat, "qd", "去电登记");

    terminal_keys(terminal, "13800001234<PgDn>");
    terminal_expect(terminal, "1 回访");
    terminal_keys(terminal, "31孙女士<PgDn>");
    terminal_expect(terminal, "1 咨询");
    terminal_keys(terminal, "231<PgDn>约周一上午上门");
    terminal_expect(terminal, "约周一上午上门");
    json_t *saved = save(&seat, terminal);
    expect(saved, "contact", "channel", "outgoing");
    expect(saved, "call_out", "purpose", "appoint");
    expect(saved, "call_out", "reached", "reached");
    expect(saved, "call_out", "spoke_with", "孙女士");
    finish(&seat, saved);
}
END_TEST

/* Two stops: one where nobody was at home, one done. */
static void add_stops(struct terminal *terminal)
{
    terminal_keys(terminal, "<Enter>");
    terminal_expect(terminal, "第 1 站");
    terminal_keys(terminal, "张桂兰<Tab>13800002345<Tab>和平里3-2-501<Tab> <Tab>无人应门<Tab>");
    terminal_expect(terminal, "4 到访不遇");
    terminal_keys(terminal, "4<Tab> <Tab>11-24 10:00<C-s>");
    terminal_expect(terminal, "1 和平里3-2-501  张桂兰  到访不遇  改约 11-24 10:00");
    terminal_keys(terminal, "<Down><Enter>");
    terminal_expect(terminal, "第 2 站");
    terminal_keys(terminal, "李明<Tab><Tab>阳光城7-1-302<Tab> <Tab>已换阀门<Tab>1李明<C-s>");
    terminal_expect(terminal, "2 阳光城7-1-302  李明  已处理");
    terminal_expect(terminal, "3 加一站");
}

START_TEST(an_outing__with_its_route_and_stops_in_order)
{
    struct seat seat;
    struct terminal *terminal = open_channel(&seat, "wc", "外出登记");

    terminal_keys(terminal, "赵工、小陈<Tab>东线<Tab>1<Tab>");
    terminal_expect(terminal, "加第一站");
    add_stops(terminal);
    terminal_keys(terminal, "<PgDn><PgDn>111<PgDn>供热前入户检查<PgDn> <Tab>两户都已到");
    terminal_expect(terminal, "两户都已到");
    json_t *saved = save(&seat, terminal), *stops = json_object_get(saved, "stop");
    expect(saved, "outing", "staff", "赵工、小陈");
    expect(saved, "outing", "route", "东线");
    expect(saved, "outing", "announced", "phone");
    expect(saved, "outing", "back_at", "2026-11-21T14:30:00+08:00");
    expect(saved, "outing", "summary", "两户都已到");
    ck_assert_uint_eq(json_array_size(stops), 2);
    ck_assert_str_eq(seat_text(json_array_get(stops, 0), "name"), "张桂兰");
    ck_assert_str_eq(seat_text(json_array_get(stops, 0), "phone"), "13800002345");
    ck_assert_str_eq(seat_text(json_array_get(stops, 0), "result"), "nobody");
    ck_assert(json_is_true(json_object_get(json_array_get(stops, 0), "has_slip")));
    ck_assert_str_eq(seat_text(json_array_get(stops, 0), "again_at"), "2026-11-24T10:00:00+08:00");
    ck_assert_str_eq(seat_text(json_array_get(stops, 1), "signed_by"), "李明");
    finish(&seat, saved);
}
END_TEST

START_TEST(a_stop__can_be_taken_out_and_survives_a_kill_half_typed)
{
    struct seat seat;
    struct terminal *terminal = open_channel(&seat, "wc", "外出登记");

    terminal_keys(terminal, "<PgDn>");
    terminal_expect(terminal, "加第一站");
    add_stops(terminal);
    terminal_keys(terminal, "<Up><Del>");
    terminal_expect(terminal, "1 阳光城7-1-302  李明  已处理");
    terminal_keys(terminal, "2");
    terminal_expect(terminal, "第 2 站");
    terminal_keys(terminal, "没写完的<Tab><Tab><Tab>11-24 1"); /* half a time is none */
    seat_expect_draft_text(&seat, terminal, "没写完的", 3000);
    seat_expect_draft_text(&seat, terminal, "stop.arrived_at/1", 3000);
    terminal_kill(terminal, SIGKILL);
    terminal_free(&terminal);
    terminal = seat_open(&seat);
    terminal_expect(terminal, "外出登记");
    terminal_expect(terminal, "2   没写完的");
    terminal_keys(terminal, "<PgDn><Down><Enter>");
    terminal_expect(terminal, "第 2 站");
    terminal_expect(terminal, "11-24 1");
    terminal_keys(terminal, "<Esc>");
    terminal_expect_gone(terminal, "第 2 站");
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

START_TEST(switching__keeps_what_was_typed_in_every_form)
{
    struct seat seat;
    struct terminal *terminal = open_call(&seat);
    int y, x;

    terminal_keys(terminal, "211<PgDn>家里不热<PgDn>1甲型");
    terminal_expect(terminal, "甲型");
    terminal_keys(terminal, "<F4>");
    terminal_expect(terminal, "1 供热质量");
    ck_assert(!terminal_find(terminal, "甲型", &y, &x));
    terminal_keys(terminal, "14<PgDn><PgDn><Tab><Tab><Tab>要说法");
    terminal_expect(terminal, "要说法");
    terminal_keys(terminal, "<F4>"); /* back: the category, too */
    terminal_expect(terminal, "不热 › 单户不热");
    terminal_expect(terminal, "甲型");
    terminal_keys(terminal, "<F3>");
    terminal_expect(terminal, "3 来访");
    terminal_keys(terminal, "3");
    terminal_expect(terminal, "来访登记");
    terminal_expect(terminal, "家里不热");
    terminal_expect(terminal, "访客");
    terminal_keys(terminal, "<F4>");
    terminal_expect(terminal, "供热质量 › 反复报修未解决");
    terminal_expect(terminal, "要说法");
    seat_expect_draft_text(&seat, terminal, "要说法", 3000);
    terminal_kill(terminal, SIGKILL); /* the form that does not show comes back as well */
    terminal_free(&terminal);
    terminal = seat_open(&seat);
    terminal_expect(terminal, "要说法");
    terminal_keys(terminal, "<F7>");
    terminal_expect(terminal, "甲型");
    json_t *saved = save(&seat, terminal);
    expect(saved, "repair", "model", "甲型");
    ck_assert_ptr_null(json_object_get(saved, "complaint")); /* saved is what applies */
    finish(&seat, saved);
}
END_TEST

START_TEST(a_value_that_cannot_be__is_told_at_its_field)
{
    struct seat seat;
    struct terminal *terminal = open_call(&seat);

    terminal_keys(terminal, "211<PgDn>家里不热<PgDn>1<Tab>前年");
    terminal_expect(terminal, "前年");
    terminal_keys(terminal, "<C-s>");
    terminal_expect(terminal, "「购买日期」要写成 2026-11-20 这样的日期");
    terminal_keys(terminal, "<BS><BS>2024-11-20<C-s>");
    terminal_expect(terminal, "五要素");
    terminal_keys(terminal, "<Enter>");
    terminal_expect(terminal, "已保存：新工单");
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

SUITE_MAIN("screen/forms", a_complaint__with_who_against_whom_and_what_is_wanted,
           a_repair__with_its_appliance_by_initials_and_an_appointment,
           what_a_repair_took__can_be_written_down_at_once,
           an_emergency__tells_first_things_first_and_keeps_the_time_of_every_step,
           business__the_one_time_notice_lists_what_to_bring_and_what_is_missing,
           a_visit__whom_they_saw_what_was_answered_and_the_summary,
           a_letter__counts_from_when_it_was_received, a_call_out__what_for_and_whether_anybody_answered,
           an_outing__with_its_route_and_stops_in_order,
           a_stop__can_be_taken_out_and_survives_a_kill_half_typed,
           switching__keeps_what_was_typed_in_every_form, a_value_that_cannot_be__is_told_at_its_field)
