/* The four workflows on the real screen from the first contact to the archive, across weekends, make-up days,
 * Spring Festival and National Day: what every step asks, and when every leg was due. */

#include <stdio.h>
#include <string.h>

#include "screen/seat.h"
#include "suite.h"

/* One move: chosen from the menu by its name, its form filled with keys, then what the screen says. */
struct stage {
    const char *time, *label, *keys, *shown;
};

/* A leg when all is done: "" = dropped, otherwise on time or late by so many seconds. */
struct due {
    const char *leg, *due;
    int late;
};

static void stand_at(struct seat *seat, struct terminal *terminal, const char *time)
{
    seat_set_time(seat, time);
    terminal_expect(terminal, time + 11); /* the clock in the title */
}

static void go(struct seat *seat, struct terminal *terminal, const struct stage *stages, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        char title[120];
        stand_at(seat, terminal, stages[i].time);
        terminal_keys(terminal, "<F9>");
        terminal_expect(terminal, "数字选取");
        terminal_keys(terminal, stages[i].label);
        snprintf(title, sizeof(title), ">  %s", stages[i].label);
        terminal_expect(terminal, title);
        terminal_keys(terminal, "<Enter>");
        snprintf(title, sizeof(title), "─ %s  访客甲", stages[i].label);
        terminal_expect(terminal, title);
        terminal_keys(terminal, stages[i].keys);
        terminal_keys(terminal, "<C-s>");
        terminal_expect(terminal, stages[i].shown);
    }
}
#define GO(seat, terminal, stages) go((seat), (terminal), (stages), sizeof(stages) / sizeof((stages)[0]))

/* Leave the form that lies open for another move: what was typed for it is given up. */
static void begin_another(struct terminal *terminal, const char *label)
{
    char title[120];
    terminal_keys(terminal, "<Esc>");
    terminal_expect_gone(terminal, "Ctrl-S确定");
    terminal_keys(terminal, "<F9>");
    terminal_expect(terminal, "数字选取");
    terminal_keys(terminal, label);
    terminal_keys(terminal, "<Enter>");
    terminal_expect(terminal, "放弃草稿");
    terminal_keys(terminal, "y");
    snprintf(title, sizeof(title), "─ %s  访客甲", label);
    terminal_expect(terminal, title);
    terminal_keys(terminal, "<Esc>");
    terminal_expect_gone(terminal, "Ctrl-S确定");
}

/* The last leg of this id that is due then, else the last of the id. */
static json_t *find_leg(const json_t *saved, const char *id, const char *due)
{
    json_t *legs = json_object_get(saved, "legs"), *last = NULL;
    for (size_t i = json_array_size(legs); i-- > 0;) {
        json_t *leg = json_array_get(legs, i);
        if (strcmp(seat_text(leg, "id"), id) != 0) {
            continue;
        }
        if (strcmp(seat_text(leg, "due"), due) == 0) {
            return leg;
        }
        last = last == NULL ? leg : last;
    }
    ck_assert_msg(last != NULL, "no leg %s", id);
    return last;
}

static void check_legs(struct seat *seat, const char *number, const char *state, const struct due *dues,
                       size_t count)
{
    json_t *saved = seat_case(seat, number);
    ck_assert_str_eq(seat_text(saved, "state"), state);
    for (size_t i = 0; i < count; i++) {
        char due[40];
        snprintf(due, sizeof(due), "%.10sT%s+08:00", dues[i].due, dues[i].due + 11);
        json_t *leg = find_leg(saved, dues[i].leg, due);
        ck_assert_msg(strcmp(seat_text(leg, "due"), due) == 0, "%s due %s, not %s", dues[i].leg,
                      seat_text(leg, "due"), due);
        ck_assert_msg(json_integer_value(json_object_get(leg, "late_seconds")) == dues[i].late,
                      "%s late %lld", dues[i].leg,
                      (long long)json_integer_value(json_object_get(leg, "late_seconds")));
    }
    json_decref(saved);
}
#define CHECK(seat, number, state, dues)                                                                     \
    check_legs((seat), (number), (state), (dues), sizeof(dues) / sizeof((dues)[0]))

/* A desk with one case of访客甲, its page in front. */
static struct terminal *begin(struct seat *seat, const char *profile, const char *time, const char *badge,
                              const char *type, const char *category, const char *more)
{
    char number[16];
    seat_make_profile_at(seat, profile, time);
    seat_command_ok(seat, NULL,
                    (const char *const[]){"case", "new", "--badge", "1001", type, category,
                                          "phone=13800001234", "name=访客甲", "address=和平里1-1-101",
                                          "content=请尽快办理", more, NULL});
    snprintf(number, sizeof(number), "%.2s%.2s-0001", time + 5, time + 8);
    struct terminal *terminal = seat_start(seat, 24, 80, NULL);
    seat_sign_in(terminal, badge);
    terminal_expect(terminal, number);
    terminal_keys(terminal, "<Enter>");
    terminal_expect(terminal, "请尽快办理");
    return terminal;
}

/* Decided and handled, told on the command line: the form is longer than what these tests are about. */
static void handle_complaint(struct seat *seat, struct terminal *terminal, const char *time,
                             const char *number)
{
    stand_at(seat, terminal, time);
    seat_command_ok(seat, NULL,
                    (const char *const[]){"case", "move", number, "--badge", "2001", "handle",
                                          "reporter=王主任", "result=已返工", "complaint.upheld=yes",
                                          "complaint.reason=返工不及时", NULL});
    terminal_expect(terminal, "待答复");
}

START_TEST(heating__a_repair_before_spring_festival__is_called_back_after_the_make_up_saturday)
{
    static const struct stage stages[] = {
        {"2026-02-13 17:05:00", "派单", "1", "已派单，请告知城东站（000-0001）"},
        {"2026-02-13 17:10:00", "接单", "王师傅", "接单17:10✓"},
        {"2026-02-13 17:15:00", "联系用户", "王师傅", "联系17:15✓"},
        {"2026-02-13 17:20:00", "挂起", "等用户下班", "已挂起，请告知用户（138 0000 1234）"},
        {"2026-02-13 18:20:00", "恢复", "", "已恢复"},
        {"2026-02-13 18:40:00", "到场", "王师傅", "到场18:40✓"},
        {"2026-02-13 19:00:00", "办结",
         "堵塞<Tab>已疏通<Tab><Tab><Tab><Tab><Tab><Tab><Tab><Tab><Tab><Tab>王师傅", "办结19:00✓"},
        {"2026-02-13 19:10:00", "答复", "已告知", "答复19:10✓"},
        {"2026-02-24 17:30:00", "回访", "11", "回访17:30✓"},
        {"2026-02-24 17:31:00", "归档", "", "已归档"},
    };
    static const struct due dues[] = {
        {"take", "2026-02-13 17:15:00", 0},
        {"arrive", "2026-02-13 20:00:00", 0}, /* two hours and the hour of the pause */
        {"handle", "2026-02-14 02:00:00", 0},
        {"callback", "2026-02-24 17:30:00", 0}, /* Saturday the 14th is worked, then nobody until the 24th */
    };
    struct seat seat;
    struct terminal *terminal = begin(&seat, "heating", "2026-02-13 17:00:00", "2001", "type=repair",
                                      "category=no_heat.single", "grade=2");
    GO(&seat, terminal, stages);
    seat_quit(&terminal);
    CHECK(&seat, "20260213-0001", "closed", dues);
    seat_remove(&seat);
}
END_TEST

START_TEST(gas__an_opinion_before_national_day__is_signed_given_back_and_called_back)
{
    static const struct stage stages[] = {
        {"2026-10-08 09:00:00", "派单", "1", "已派单"},
        {"2026-10-08 09:30:00", "接单", "张工<Tab>王师傅", "处理中"},
        {"2026-10-10 10:00:00", "办结", "表坏<Tab>已换表", "必填"},
    };
    static const struct stage more[] = {
        {"2026-10-10 11:00:00", "答复", "已上门说明<Tab>2同意<Tab>王师傅", "待交回"},
        {"2026-10-10 12:00:00", "交回", "张工<Tab>王师傅", "待回访"},
        {"2026-10-12 09:00:00", "回访", "11", "待归档"},
        {"2026-10-12 09:01:00", "归档", "", "已归档"},
    };
    static const struct due dues[] = {
        {"dispatch", "2026-10-08 17:30:00", 0}, /* one working day: the first one after the holidays */
        {"handle", "2026-10-12 17:30:00", 0},   /* Friday, the make-up Saturday, Monday */
        {"reply", "2026-10-05 16:00:00",
         5 * 86400 - 5 * 3600},              /* five days are five days: nobody answered in time */
        {"reply", "2026-10-12 17:30:00", 0}, /* but the unit did, within three working days */
        {"return", "2026-10-12 17:30:00", 0},
        {"callback", "2026-10-13 17:30:00", 0},
    };
    struct seat seat;
    struct terminal *terminal =
        begin(&seat, "gas", "2026-09-30 16:00:00", "1001", "type=complaint", "category=six.rude", NULL);
    GO(&seat, terminal, stages);
    begin_another(terminal, "联系用户");
    seat_command_ok(&seat, NULL,
                    (const char *const[]){"case", "move", "0930-0001", "--badge", "1001", "handle",
                                          "reporter=王师傅", "result=已换表", "complaint.upheld=yes",
                                          "complaint.reason=确有其事", "step.signed_by=李主任", NULL});
    terminal_expect(terminal, "待答复");
    GO(&seat, terminal, more);
    seat_quit(&terminal);
    CHECK(&seat, "20260930-0001", "closed", dues);
    seat_remove(&seat);
}
END_TEST

START_TEST(service__a_complaint_over_new_year__has_its_plan_approved_and_is_handled_until_satisfied)
{
    static const struct stage stages[] = {
        {"2026-01-03 10:30:00", "派单", "1", "已派单"},
        {"2026-01-04 09:00:00", "定责", "张工<Tab>维修一班<Tab>上门道歉并返工<Tab>王主任", "处理中"},
        {"2026-01-04 09:10:00", "联系用户", "王主任", "已联系用户"},
        {"2026-01-04 09:30:00", "方案报批", "上门道歉并返工", "方案已批"},
    };
    static const struct stage more[] = {
        {"2026-01-05 10:20:00", "答复", "已返工", "待回访"},
        {"2026-01-05 16:00:00", "回访", "13还是漏", "已自动重办"},
        {"2026-01-05 16:10:00", "方案报批", "换新件", "方案已批"},
    };
    static const struct stage again[] = {
        {"2026-01-06 10:10:00", "答复", "已换新件", "待回访"},
        {"2026-01-06 16:00:00", "回访", "11", "回访16:00✓"},
        {"2026-01-06 16:01:00", "归档", "", "已归档"},
    };
    static const struct due dues[] = {
        {"take", "2026-01-04 10:30:00", 0},
        {"contact", "2026-01-04 10:00:00", 0},
        {"callback", "2026-01-05 23:59:59", 0},
        {"close", "2026-01-10 10:00:00", 0},
    };
    struct seat seat;
    struct terminal *terminal = begin(&seat, "service", "2026-01-03 10:00:00", "2001", "type=complaint",
                                      "category=complaint_service.fitter", NULL);
    GO(&seat, terminal, stages);
    handle_complaint(&seat, terminal, "2026-01-05 10:00:00", "0103-0001");
    GO(&seat, terminal, more);
    terminal_expect(terminal, "重办1");
    handle_complaint(&seat, terminal, "2026-01-06 10:00:00", "0103-0001");
    GO(&seat, terminal, again);
    seat_quit(&terminal);
    CHECK(&seat, "20260103-0001", "closed", dues);
    seat_remove(&seat);
}
END_TEST

START_TEST(power__a_serious_complaint__is_reported_upward_before_anything_else)
{
    static const struct stage refused[] = {
        {"2026-05-08 16:05:00", "派单", "1", "“特急”的投诉要先上报"},
    };
    static const struct stage stages[] = {
        {"2026-05-08 16:06:00", "上报", "分管经理<Tab>全楼停电", "已上报，请告知管理层（分管经理）"},
        {"2026-05-08 16:07:00", "派单", "1", "已派单"},
        {"2026-05-08 16:10:00", "接单", "赵工", "处理中"},
        {"2026-05-09 11:00:00", "联系用户", "赵工", "联系11:00✓"},
        {"2026-05-09 11:05:00", "督办", "今天办完", "督办1"},
    };
    static const struct stage more[] = {
        {"2026-05-11 09:10:00", "答复", "已恢复供电", "待回访"},
        {"2026-05-11 15:00:00", "回访", "11", "回访15:00✓"},
        {"2026-05-11 15:01:00", "归档", "", "已归档"},
    };
    static const struct due dues[] = {
        {"contact", "2026-05-09 17:30:00", 0}, /* the make-up Saturday */
        {"reply", "2026-05-18 17:30:00", 0},   /* seven working days, that Saturday the first */
    };
    struct seat seat;
    struct terminal *terminal = begin(&seat, "power", "2026-05-08 16:00:00", "2001", "type=complaint",
                                      "category=complaint_supply.late", "complaint.severity=extreme");
    GO(&seat, terminal, refused);
    begin_another(terminal, "上报");
    GO(&seat, terminal, stages);
    handle_complaint(&seat, terminal, "2026-05-11 09:00:00", "0508-0001");
    GO(&seat, terminal, more);
    seat_quit(&terminal);
    CHECK(&seat, "20260508-0001", "closed", dues);
    seat_remove(&seat);
}
END_TEST

/* One working day from the day before each day that is worked instead of another. */
START_TEST(every_make_up_day__counts_as_the_working_day_it_is)
{
    static const struct {
        const char *accepted, *shown;
    } rows[] = {
        {"2026-01-03 15:00:00", "联系01-04 17:30"}, {"2026-02-13 15:00:00", "联系02-14 17:30"},
        {"2026-02-27 15:00:00", "联系02-28 17:30"}, {"2026-05-08 15:00:00", "联系05-09 17:30"},
        {"2026-09-19 15:00:00", "联系09-20 17:30"}, {"2026-10-09 15:00:00", "联系10-10 17:30"},
        {"2026-03-06 15:00:00", "联系03-09 17:30"}, /* a weekend like any other */
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct seat seat;
        struct terminal *terminal = begin(&seat, "heating", rows[i].accepted, "1001", "type=inquiry",
                                          "category=inquiry_fee.price", NULL);
        terminal_expect(terminal, rows[i].shown);
        seat_quit(&terminal);
        seat_remove(&seat);
    }
}
END_TEST

SUITE_MAIN("screen/profiles",
           heating__a_repair_before_spring_festival__is_called_back_after_the_make_up_saturday,
           gas__an_opinion_before_national_day__is_signed_given_back_and_called_back,
           service__a_complaint_over_new_year__has_its_plan_approved_and_is_handled_until_satisfied,
           power__a_serious_complaint__is_reported_upward_before_anything_else,
           every_make_up_day__counts_as_the_working_day_it_is)
