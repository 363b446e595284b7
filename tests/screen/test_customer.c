/* The customer card: reached by F11, edited at two desks, made from a call. */

#include <signal.h>
#include <string.h>

#include "screen/seat.h"
#include "suite.h"

/* A seat with one household and one repair of it, the desk in front. */
static void make_household(struct seat *seat)
{
    seat_make_idle_at(seat, "2026-11-21 14:30:00");
    seat_command_ok(seat, NULL,
                    (const char *const[]){"customer", "new", "account=K1", "name=访客甲", "phone=13800001234",
                                          "phone_3=13900005678", "phone_3_note=女儿", "community=南新里",
                                          "building=7", "entrance=1", "room=302", "area=89.5",
                                          "agreed_temperature=20", "arrears=120.5", "opened_at=2020-11-05",
                                          NULL});
    seat_command_ok(seat, NULL,
                    (const char *const[]){"case", "new", "--badge", "1002", "type=repair",
                                          "category=no_heat.single", "grade=2", "phone=13800001234",
                                          "name=访客甲", "content=客厅暖气上热下凉", NULL});
}

static struct terminal *open_card(struct seat *seat, const char *badge)
{
    struct terminal *terminal = seat_start(seat, 24, 80, NULL);
    seat_sign_in(terminal, badge);
    terminal_keys(terminal, "<F2>");
    terminal_expect(terminal, "来电登记");
    terminal_keys(terminal, "5678");
    terminal_expect(terminal, "Enter 采用");
    terminal_keys(terminal, "<Enter>");
    terminal_expect(terminal, "户号 K1");
    terminal_keys(terminal, "<F11>");
    terminal_expect(terminal, "用户 访客甲");
    return terminal;
}

START_TEST(card__says_all_that_is_known__amounts_with_their_units_and_phones_with_their_notes)
{
    struct seat seat;
    make_household(&seat);
    struct terminal *terminal = open_card(&seat, "1001");
    static const char *const said[] = {"户号 K1",
                                       "138 0000 1234",
                                       "139 0000 5678（女儿）",
                                       "南新里7-1-302",
                                       "供热面积 89.50 平方米",
                                       "约定温度 20 ℃",
                                       "开栓日期 2020-11-05",
                                       "欠费 120.50 元"};
    for (size_t i = 0; i < sizeof(said) / sizeof(said[0]); i++) {
        terminal_expect(terminal, said[i]);
    }
    terminal_expect(terminal, "还没有来电和工单。按 F2 为这一户登记来电。");
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

START_TEST(card__lists_what_was__and_opens_the_case)
{
    struct seat seat;
    char out[40];
    make_household(&seat);
    struct terminal *terminal = open_card(&seat, "1001");
    terminal_keys(terminal, "<Esc>");
    terminal_expect(terminal, "来电登记");
    terminal_keys(terminal, "211<Tab>暖气漏水<C-s>");
    terminal_expect(terminal, "Enter 是");
    terminal_keys(terminal, "<Enter>");
    seat_saved_number(terminal, out, sizeof(out));
    terminal_expect(terminal, "待办 2");
    terminal_keys(terminal, "<F11>");
    terminal_expect(terminal, "往来 2 条");
    terminal_expect(terminal, "暖气漏水");
    terminal_keys(terminal, "<Down><Enter>");
    terminal_expect(terminal, out);
    terminal_expect(terminal, "办理");
    terminal_keys(terminal, "<F11>");
    terminal_expect(terminal, "往来 2 条");
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

static void change(struct terminal *terminal, const char *keys, const char *shown)
{
    terminal_keys(terminal, "<F4>");
    terminal_expect(terminal, "修改用户 访客甲");
    terminal_keys(terminal, keys);
    terminal_expect(terminal, shown);
}

START_TEST(two_desks__change_different_fields_of_one_household__and_both_changes_stay)
{
    struct seat seat;
    make_household(&seat);
    struct terminal *first = open_card(&seat, "1001"), *second = open_card(&seat, "1002");
    change(first, "<Tab><Tab><Tab>产权人乙", "产权人乙");
    change(second, "<Tab><Tab><BS><BS>K77", "K77");
    terminal_keys(first, "<C-s>");
    terminal_expect(first, "修改已保存");
    terminal_keys(second, "<C-s>");
    terminal_expect(second, "修改已保存");
    terminal_expect(second, "产权人乙");
    terminal_expect(first, "户号 K77");
    seat_quit(&first);
    seat_quit(&second);
    seat_remove(&seat);
}
END_TEST

START_TEST(two_desks__change_the_same_field__and_the_second_is_told_which)
{
    struct seat seat;
    make_household(&seat);
    struct terminal *first = open_card(&seat, "1001"), *second = open_card(&seat, "1002");
    change(first, "<Tab><Tab><Tab>产权人乙", "产权人乙");
    change(second, "<Tab><Tab><Tab>产权人丙", "产权人丙");
    terminal_keys(first, "<C-s>");
    terminal_expect(first, "修改已保存");
    terminal_keys(second, "<C-s>");
    terminal_expect(second, "「其他姓名」两人都改了");
    terminal_keys(second, "<Esc>");
    terminal_expect(second, "您填的都还在");
    terminal_expect(second, "产权人丙"); /* what was typed stands */
    seat_quit(&first);
    seat_quit(&second);
    seat_remove(&seat);
}
END_TEST

START_TEST(typing_in_a_household__survives_a_kill__and_can_be_saved)
{
    struct seat seat;
    make_household(&seat);
    struct terminal *terminal = open_card(&seat, "1001");
    seat_set_time(&seat, "2026-11-21 14:30:05"); /* drafts come back in the order they were begun */
    terminal_expect(terminal, "14:30:05");
    change(terminal, "<Tab><Tab><Tab>产权人乙", "产权人乙");
    seat_expect_draft_text(&seat, terminal, "产权人乙", 2000);
    terminal_kill(terminal, SIGKILL);
    terminal_free(&terminal);
    terminal = seat_open(&seat);
    terminal_expect(terminal, "1 份没有保存的用户资料");
    terminal_expect(terminal, "产权人乙");
    terminal_keys(terminal, "<C-s>");
    terminal_expect(terminal, "修改已保存");
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

START_TEST(unknown_caller__is_kept_as_a_new_household_by_one_key__and_the_call_goes_on_with_it)
{
    struct seat seat;
    char out[40];
    make_household(&seat);
    struct terminal *terminal = seat_start(&seat, 24, 80, NULL);
    seat_sign_in(terminal, "1001");
    terminal_keys(terminal, "<F2>");
    terminal_expect(terminal, "来电登记");
    terminal_keys(terminal, "13700008888");
    terminal_expect(terminal, "没有这个用户");
    terminal_keys(terminal, "<Tab>访客丁<F11>");
    terminal_expect(terminal, "新建用户");
    terminal_expect(terminal, "137 0000 8888");
    terminal_keys(terminal, "<Tab><Tab>K9<C-s>");
    terminal_expect(terminal, "来电登记");
    terminal_expect(terminal, "户号 K9");
    terminal_keys(terminal, "211<Tab>暖气漏水<C-s>");
    terminal_expect(terminal, "Enter 是");
    terminal_keys(terminal, "<Enter>");
    seat_saved_number(terminal, out, sizeof(out));
    json_t *saved = seat_case(&seat, out);
    ck_assert_int_gt(json_integer_value(json_object_get(saved, "customer_id")), 0);
    json_decref(saved);
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

START_TEST(household_made_from_a_card__shows_its_own_card__and_no_later_call_takes_it)
{
    struct seat seat;
    make_household(&seat);
    struct terminal *terminal = open_card(&seat, "1001");
    terminal_keys(terminal, "n");
    terminal_expect(terminal, "新建用户");
    terminal_keys(terminal, "访客戊<Tab><Tab>K5<C-s>");
    terminal_expect(terminal, "用户 访客戊");
    terminal_expect(terminal, "户号 K5");
    terminal_keys(terminal, "<F2>");
    terminal_expect(terminal, "来电登记");
    terminal_expect(terminal, "即查找用户");
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

/* The same household twice, each entry knowing something else. */
static void make_twins(struct seat *seat)
{
    seat_make_idle_at(seat, "2026-11-21 14:30:00");
    seat_command_ok(seat, NULL,
                    (const char *const[]){"customer", "new", "account=K1", "name=访客甲", "phone=13800001234",
                                          "community=南新里", "building=7", "station=南站", NULL});
    seat_command_ok(seat, NULL,
                    (const char *const[]){"customer", "new", "account=K2", "name=访客甲", "phone=13900005678",
                                          "community=南新里", "building=7", "station=北站", "notes=门铃坏了",
                                          NULL});
}

static struct terminal *open_duplicates(struct seat *seat, const char *badge)
{
    struct terminal *terminal = seat_start(seat, 24, 80, NULL);
    seat_sign_in(terminal, badge);
    terminal_keys(terminal, "x");
    terminal_expect(terminal, "共看");
    terminal_expect(terminal, "同楼同名");
    return terminal;
}

START_TEST(twins__are_listed_merged_by_choice_and_parted_again)
{
    struct seat seat;
    make_twins(&seat);
    struct terminal *terminal = open_duplicates(&seat, "2001");
    terminal_keys(terminal, "m");
    terminal_expect(terminal, "合并以后");
    terminal_expect(terminal, "● 南站");
    terminal_keys(terminal, "<Down><Down><Down><Space>");
    terminal_expect(terminal, "● 北站");
    terminal_keys(terminal, "<C-s>");
    terminal_expect(terminal, "合并吗？");
    terminal_keys(terminal, "<Enter>");
    terminal_expect(terminal, "已合并为一户");
    terminal_expect(terminal, "并入的    访客甲 户号 K2");
    terminal_expect(terminal, "139****5678");
    terminal_expect(terminal, "门铃坏了");
    terminal_expect(terminal, "换热站 北站");
    terminal_keys(terminal, "u");
    terminal_expect(terminal, "撤销合并吗？");
    terminal_keys(terminal, "<Enter>");
    terminal_expect(terminal, "又是两户");
    terminal_expect(terminal, "换热站 南站");
    terminal_expect_gone(terminal, "门铃坏了");
    terminal_keys(terminal, "d"); /* from the card, too */
    terminal_expect(terminal, "合并以后");
    terminal_keys(terminal, "x");
    terminal_expect(terminal, "保留 访客甲 户号 K2");
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

START_TEST(twins__that_are_none__are_marked_so__listed_on_demand__and_back_again)
{
    struct seat seat;
    make_twins(&seat);
    struct terminal *terminal = open_duplicates(&seat, "2001");
    terminal_keys(terminal, "n");
    terminal_expect(terminal, "已标为不是重复");
    terminal_expect(terminal, "没有可能重复的用户");
    terminal_keys(terminal, "l");
    terminal_expect(terminal, "看过、不是重复的 1 对");
    terminal_expect(terminal, "K1");
    terminal_keys(terminal, "n");
    terminal_expect(terminal, "已撤销标记");
    terminal_expect(terminal, "没有标为“不是重复”的用户");
    terminal_keys(terminal, "l");
    terminal_expect(terminal, "同一地址");
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

START_TEST(twins__an_operator_sees_them__but_is_told_that_merging_is_the_leads)
{
    struct seat seat;
    make_twins(&seat);
    struct terminal *terminal = open_duplicates(&seat, "1001");
    terminal_keys(terminal, "m");
    terminal_expect(terminal, "无权合并用户");
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

START_TEST(twins__to_choose_from__are_listed_with_their_addresses_masked)
{
    static const char *const accounts[] = {"account=K1", "account=K2", "account=K3"};
    struct seat seat;
    seat_make_idle_at(&seat, "2026-11-21 14:30:00");
    for (int i = 0; i < 3; i++) {
        seat_command_ok(&seat, NULL,
                        (const char *const[]){"customer", "new", accounts[i], "name=访客甲",
                                              "phone=13800001234", "community=南新里", "building=7",
                                              "room=302", NULL});
    }
    struct terminal *terminal = seat_start(&seat, 24, 80, NULL);
    seat_sign_in(terminal, "9001");
    terminal_keys(terminal, "/K1");
    terminal_expect(terminal, "访客甲");
    terminal_keys(terminal, "<Enter>");
    terminal_expect(terminal, "用户 访客甲");
    terminal_keys(terminal, "d");
    terminal_expect(terminal, "把哪一户并进来");
    terminal_expect(terminal, "K3  访客甲  南新里7-***");
    terminal_expect_gone(terminal, "302");
    terminal_keys(terminal, "<Esc>");
    terminal_expect_gone(terminal, "把哪一户并进来");
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

SUITE_MAIN("screen/customer",
           card__says_all_that_is_known__amounts_with_their_units_and_phones_with_their_notes,
           card__lists_what_was__and_opens_the_case,
           two_desks__change_different_fields_of_one_household__and_both_changes_stay,
           two_desks__change_the_same_field__and_the_second_is_told_which,
           typing_in_a_household__survives_a_kill__and_can_be_saved,
           unknown_caller__is_kept_as_a_new_household_by_one_key__and_the_call_goes_on_with_it,
           household_made_from_a_card__shows_its_own_card__and_no_later_call_takes_it,
           twins__are_listed_merged_by_choice_and_parted_again,
           twins__to_choose_from__are_listed_with_their_addresses_masked,
           twins__that_are_none__are_marked_so__listed_on_demand__and_back_again,
           twins__an_operator_sees_them__but_is_told_that_merging_is_the_leads)
