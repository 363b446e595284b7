/* The main job, from the desk to the saved case, with nothing but the keys shown on the screen. */

#include <stdio.h>
#include <string.h>

#include "screen/seat.h"
#include "suite.h"
#include "zuoxi/base/str.h"

/* F2, the customer, type and category, to the content, the ticks, and save; the texts are not counted. */
#define KEYS_ALLOWED 18

static const struct {
    int rows, columns;
} sizes[] = {{24, 80}, {36, 120}, {60, 240}};

static const char content[] = "客厅暖气片上热下凉，室温14度，已放气无效。";

/* A customer of the demonstration: the one of the first case. */
struct caller {
    char phone[40], name[80], address[200], account[40];
};

static void find_caller(struct seat *seat, struct caller *caller)
{
    json_t *first = seat_first_case(seat);

    text_copy(caller->phone, sizeof(caller->phone), seat_text(first, "phone"));
    text_copy(caller->name, sizeof(caller->name), seat_text(first, "name"));
    text_copy(caller->address, sizeof(caller->address), seat_text(first, "address"));
    json_decref(first);
}

static bool is_true(const json_t *object, const char *member)
{
    return json_is_true(json_object_get(object, member));
}

/* F2 and the number; the customer is offered and taken. */
static void answer_call(struct terminal *terminal, const struct caller *caller, int *keys)
{
    seat_counted_keys(terminal, "<F2>", keys);
    terminal_expect(terminal, "来电登记");
    terminal_keys(terminal, caller->phone);
    terminal_expect(terminal, "Enter 采用");
    terminal_expect(terminal, caller->name);
    seat_counted_keys(terminal, "<Enter>", keys);
    terminal_expect(terminal, "户号");
    terminal_expect(terminal, caller->address);
    terminal_expect(terminal, "[x] 地点");
}

/* Digits as the screen numbers them, each pressed only after it is shown. */
static void choose_category(struct terminal *terminal, int *keys)
{
    terminal_expect(terminal, "2 报修");
    seat_counted_keys(terminal, "2", keys);
    terminal_expect(terminal, "1 不热");
    seat_counted_keys(terminal, "1", keys);
    terminal_expect(terminal, "1 单户不热");
    seat_counted_keys(terminal, "1", keys);
    terminal_expect(terminal, "不热 › 单户不热");
}

/* Past the repair's own fields, then Tab from tick to tick; Space where it is still empty. */
static void tick_all(struct terminal *terminal, int *keys)
{
    static const char *const ticks[] = {"时间", "地点", "人物", "事件", "联系", "已复述"};

    for (size_t i = 0; i < sizeof(ticks) / sizeof(ticks[0]); i++) {
        char empty[40], set[40];
        int y, x;

        snprintf(empty, sizeof(empty), "[ ] %s", ticks[i]);
        snprintf(set, sizeof(set), "[x] %s", ticks[i]);
        terminal_expect(terminal, "Tab 下一项");
        seat_counted_keys(terminal, i == 0 ? "<PgDn><PgDn>" : "<Tab>", keys);
        terminal_expect(terminal, "空格 勾选");
        ck_assert(terminal_find(terminal, empty, &y, &x) || terminal_find(terminal, set, &y, &x));
        terminal_expect_cursor(terminal, y, x + 1);
        if (terminal_find(terminal, empty, &y, &x)) {
            seat_counted_keys(terminal, "<Space>", keys);
            terminal_expect(terminal, set);
        }
    }
}

static void expect_case(struct seat *seat, const char *number, const struct caller *caller)
{
    json_t *saved = seat_case(seat, number);

    ck_assert_str_eq(seat_text(saved, "type"), "repair");
    ck_assert_str_eq(seat_text(saved, "category"), "no_heat.single");
    ck_assert_str_eq(seat_text(saved, "content"), content);
    ck_assert_str_eq(seat_text(saved, "phone"), caller->phone);
    ck_assert_str_eq(seat_text(saved, "name"), caller->name);
    ck_assert_str_eq(seat_text(saved, "address"), caller->address);
    ck_assert_str_eq(seat_text(saved, "owner"), "1001");
    ck_assert_str_eq(seat_text(saved, "state"), "accepted");
    ck_assert(is_true(saved, "has_time") && is_true(saved, "has_place") && is_true(saved, "has_person") &&
              is_true(saved, "has_event") && is_true(saved, "has_contact"));
    json_decref(saved);
}

START_TEST(a_repair_call_becomes_a_case_with_its_countdown)
{
    int rows = sizes[_i].rows, columns = sizes[_i].columns, keys = 0, y, x;
    struct caller caller;
    struct seat seat;
    struct terminal *terminal;
    char number[40], row[200];

    seat_make_at(&seat, "2026-11-21 14:30:00");
    find_caller(&seat, &caller);
    terminal = seat_start(&seat, rows, columns, NULL);
    seat_sign_in(terminal, "1001");
    terminal_expect(terminal, "F2来电");
    answer_call(terminal, &caller, &keys);
    choose_category(terminal, &keys);
    terminal_expect(terminal, "至 11-22 14:30"); /* the grade's due time, before anything is saved */
    terminal_expect(terminal, "Tab 下一项");
    seat_counted_keys(terminal, "<Tab>", &keys);
    terminal_keys(terminal, content);
    terminal_expect(terminal, "已放气无效。");
    tick_all(terminal, &keys);
    terminal_expect(terminal, "Ctrl-S保存");
    seat_counted_keys(terminal, "<C-s>", &keys);
    seat_saved_number(terminal, number, sizeof(number));
    /* In the queue, chosen, counting down to the dispatch. */
    snprintf(row, sizeof(row), ">     00:10:00 三级 %s 报修 转办", number);
    terminal_expect(terminal, row);
    terminal_expect(terminal, "客厅暖气片上热下凉");       /* the preview */
    ck_assert(terminal_find(terminal, "!  -00:", &y, &x)); /* what is overdue stays in sight above */
    seat_set_time(&seat, "2026-11-21 14:30:07");
    snprintf(row, sizeof(row), ">     00:09:53 三级 %s 报修 转办", number);
    terminal_expect(terminal, row);
    expect_case(&seat, number, &caller);
    ck_assert_int_le(keys, KEYS_ALLOWED);
    ck_assert_int_eq(seat_draft_count(&seat), 0);
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

START_TEST(a_part_of_the_number_finds_the_customer_and_the_whole_number_is_saved)
{
    struct caller caller;
    struct seat seat;
    struct terminal *terminal;
    char number[40], part[40];

    seat_make(&seat);
    find_caller(&seat, &caller);
    text_copy(part, sizeof(part), caller.phone);
    part[strlen(part) - 2] = '\0';
    terminal = seat_open(&seat);
    terminal_keys(terminal, "<F2>");
    terminal_expect(terminal, "来电登记");
    terminal_keys(terminal, part);
    terminal_expect(terminal, "Enter 采用");
    terminal_expect(terminal, caller.address);
    if (!terminal_wait_text(terminal, "> ", 0)) {
        terminal_keys(terminal, "<Down>");
        terminal_expect(terminal, "> ");
    }
    terminal_keys(terminal, "<Enter>");
    terminal_expect(terminal, "2 报修");
    terminal_keys(terminal, "211<Tab>不热<C-s>");
    terminal_expect(terminal, "Enter 是");
    terminal_keys(terminal, "<Enter>");
    seat_saved_number(terminal, number, sizeof(number));
    json_t *saved = seat_case(&seat, number);
    ck_assert_str_eq(seat_text(saved, "phone"), caller.phone);
    json_decref(saved);
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

START_TEST(an_inquiry_answered_at_once_is_a_case_born_closed)
{
    struct seat seat;
    struct terminal *terminal;
    int y, x;

    seat_make(&seat);
    terminal = seat_open(&seat);
    terminal_keys(terminal, "<F2>");
    terminal_expect(terminal, "来电登记");
    terminal_expect(terminal, "F9当场答复");
    terminal_keys(terminal, "13800001234<Tab>访客<Tab><Tab><Tab><Tab>");
    terminal_expect(terminal, "1 咨询");
    terminal_keys(terminal, "111<Tab>询问今年热价，已告知。<F9>");
    terminal_expect(terminal, "五要素");
    terminal_expect(terminal, "还没有核对：时间、地点。");
    terminal_expect(terminal, "Enter 是");
    terminal_keys(terminal, "<Esc>");
    terminal_expect_gone(terminal, "Enter 是");
    terminal_expect(terminal, "询问今年热价，已告知。"); /* no: everything is still there */
    terminal_keys(terminal, "<F9>");                     /* asked once is enough */
    terminal_expect(terminal, "已保存：");
    terminal_expect(terminal, "待办");
    ck_assert(!terminal_find(terminal, "访客", &y, &x)); /* not in the queue */
    ck_assert_int_eq(seat_count_found(&seat, "询问今年热价"), 1);
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

START_TEST(what_cannot_be_saved_says_so_at_its_field)
{
    struct seat seat;
    struct terminal *terminal;
    int y, x;

    seat_make(&seat);
    terminal = seat_open(&seat);
    terminal_keys(terminal, "<F2>");
    terminal_expect(terminal, "来电登记");
    terminal_keys(terminal, "13800001234<C-s>");
    terminal_expect(terminal, "内容");
    terminal_expect_gone(terminal, "正在保存");
    ck_assert(terminal_find(terminal, "内容*", &y, &x));
    terminal_expect_cursor(terminal, y, x + 6); /* at the field that lacks */
    ck_assert_int_eq(seat_count_found(&seat, "13800001234"), 0);
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

START_TEST(the_script_book_opens_over_the_form_and_nothing_is_lost)
{
    int rows = sizes[_i].rows, columns = sizes[_i].columns, y, x, row, column;
    struct caller caller;
    struct seat seat;
    struct terminal *terminal;
    char asked[300], large[300], number[40];

    seat_make(&seat);
    find_caller(&seat, &caller);
    terminal = seat_start(&seat, rows, columns, NULL);
    seat_sign_in(terminal, "1001");
    answer_call(terminal, &caller, &(int){0});
    choose_category(terminal, &(int){0});
    terminal_keys(terminal, "<Tab>室温只有");
    terminal_expect(terminal, "室温只有");
    terminal_cursor(terminal, &row, &column, NULL);
    terminal_keys(terminal, "<F5>");
    terminal_expect(terminal, "Enter朗读");
    snprintf(asked, sizeof(asked), "2 请您核对一下，您的地址是%s", caller.address);
    snprintf(large, sizeof(large), "  请您核对一下，您的地址是%s", caller.address);
    terminal_expect(terminal, asked); /* the step's phrases, the placeholder filled */
    terminal_keys(terminal, "2");
    terminal_expect_gone(terminal, "1 为了保护您的信息"); /* one phrase, to be read aloud */
    terminal_expect(terminal, large);
    terminal_keys(terminal, "<Esc>");
    terminal_expect(terminal, asked);
    terminal_keys(terminal, "十四度");
    terminal_expect(terminal, "室温只有十四度"); /* typed into the form under the book */
    terminal_keys(terminal, "<Esc>");
    terminal_expect_gone(terminal, "Enter朗读");
    terminal_expect_cursor(terminal, row, column + 6);
    terminal_keys(terminal, "，请尽快<C-s>");
    terminal_expect(terminal, "Enter 是");
    terminal_keys(terminal, "<Enter>");
    seat_saved_number(terminal, number, sizeof(number));
    json_t *saved = seat_case(&seat, number);
    ck_assert_str_eq(seat_text(saved, "content"), "室温只有十四度，请尽快");
    json_decref(saved);
    ck_assert(terminal_find(terminal, number, &y, &x));
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

START_TEST(a_number_nobody_has__says_so_and_the_call_is_saved_all_the_same)
{
    struct seat seat;
    char number[40];
    seat_make(&seat);
    struct terminal *terminal = seat_open(&seat);
    terminal_keys(terminal, "<F2>19900000000");
    terminal_expect(terminal, "没有这个用户");
    terminal_keys(terminal, "<Enter>新用户<Tab><Tab>和平里1-1-1<Tab><Tab>211<Tab>家里不热");
    terminal_expect(terminal, "家里不热");
    terminal_keys(terminal, "<C-s>");
    terminal_expect(terminal, "Enter 是");
    terminal_keys(terminal, "<Enter>");
    seat_saved_number(terminal, number, sizeof(number));
    json_t *saved = seat_case(&seat, number);
    ck_assert_str_eq(seat_text(saved, "phone"), "19900000000");
    ck_assert_str_eq(seat_text(saved, "name"), "新用户");
    json_decref(saved);
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

int main(void)
{
    const size_t count = sizeof(sizes) / sizeof(sizes[0]);
    Suite *suite = suite_create("screen/call");
    TCase *cases = tcase_create("call");
    SRunner *runner;
    int failed;

    tcase_add_loop_test(cases, a_repair_call_becomes_a_case_with_its_countdown, 0, (int)count);
    tcase_add_loop_test(cases, the_script_book_opens_over_the_form_and_nothing_is_lost, 0, (int)count);
    tcase_add_test(cases, a_part_of_the_number_finds_the_customer_and_the_whole_number_is_saved);
    tcase_add_test(cases, an_inquiry_answered_at_once_is_a_case_born_closed);
    tcase_add_test(cases, a_number_nobody_has__says_so_and_the_call_is_saved_all_the_same);
    tcase_add_test(cases, what_cannot_be_saved_says_so_at_its_field);
    suite_add_tcase(suite, cases);
    runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
