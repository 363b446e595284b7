/* A customer is found while name or address is being typed, and the form filled by one key. */

#include <stdio.h>
#include <string.h>

#include "screen/seat.h"
#include "suite.h"
#include "zuoxi/base/str.h"
#include "zuoxi/domain/pinyin.h"
#include "zuoxi/domain/place.h"

/* The first customer that a lookup offers, and whether it offers others too. */
struct offer {
    char name[80], phone[40], address[200], account[40];
    bool is_alone;
};

static void first_offer(struct seat *seat, const char *typed, struct offer *offer)
{
    static char out[SEAT_TEXT];
    const char *argv[] = {"customer", "find", typed, "--json", NULL};
    seat_command_ok(seat, out, argv);
    json_t *list = json_loads(out, 0, NULL);
    ck_assert_ptr_nonnull(list);
    const json_t *first = json_array_get(list, 0);
    text_copy(offer->name, sizeof(offer->name), seat_text(first, "name"));
    text_copy(offer->phone, sizeof(offer->phone), seat_text(first, "phone"));
    text_copy(offer->address, sizeof(offer->address), seat_text(first, "address"));
    text_copy(offer->account, sizeof(offer->account), seat_text(first, "account"));
    offer->is_alone = json_array_size(list) == 1;
    json_decref(list);
}

/* Of a customer that the demonstration has. */
static void initials_of_somebody(struct seat *seat, char *initials, size_t size)
{
    json_t *first = seat_first_case(seat);
    pinyin_initials(seat_text(first, "name"), initials, size);
    json_decref(first);
}

/* "和平里 7 3 302" as "302 3 7 和平里". */
static void turned_address(struct seat *seat, char *out, size_t size)
{
    json_t *first = seat_first_case(seat);
    struct str fragments = {0};
    char turned[200] = "";
    int count = place_fragments(seat_text(first, "address"), &fragments);
    ck_assert_int_ge(count, 3);
    for (char *at; (at = strrchr(fragments.bytes, ' ')) != NULL; *at = '\0') {
        snprintf(turned + strlen(turned), sizeof(turned) - strlen(turned), "%s ", at + 1);
    }
    snprintf(out, size, "%s%s", turned, fragments.bytes);
    str_free(&fragments);
    json_decref(first);
}

static void new_call(struct terminal *terminal)
{
    terminal_keys(terminal, "<F2>");
    terminal_expect(terminal, "来电登记");
    terminal_expect(terminal, "姓名（或拼音首字母）");
}

/* Take the first one offered. */
static void take(struct terminal *terminal, const struct offer *offer, bool is_marked)
{
    char account[60];
    terminal_expect(terminal, "Enter 采用");
    terminal_expect(terminal, offer->address);
    if (!is_marked) {
        terminal_keys(terminal, "<Down>");
    }
    terminal_expect(terminal, "> ");
    terminal_keys(terminal, "<Enter>");
    snprintf(account, sizeof(account), "户号 %s", offer->account);
    terminal_expect(terminal, account);
    terminal_expect(terminal, "[x] 地点");
}

static void save_and_compare(struct seat *seat, struct terminal *terminal, const struct offer *offer)
{
    char number[40];
    terminal_expect(terminal, "2 报修");
    terminal_keys(terminal, "211<Tab>不热<C-s>");
    terminal_expect(terminal, "Enter 是");
    terminal_keys(terminal, "<Enter>");
    seat_saved_number(terminal, number, sizeof(number));
    json_t *saved = seat_case(seat, number);
    ck_assert_str_eq(seat_text(saved, "name"), offer->name);
    ck_assert_str_eq(seat_text(saved, "phone"), offer->phone);
    ck_assert_str_eq(seat_text(saved, "address"), offer->address);
    json_decref(saved);
}

START_TEST(initials_typed_as_the_name_find_the_customer_and_give_way_to_the_name)
{
    struct seat seat;
    struct offer offer;
    char initials[40];
    seat_make(&seat);
    initials_of_somebody(&seat, initials, sizeof(initials));
    first_offer(&seat, initials, &offer);
    struct terminal *terminal = seat_open(&seat);
    new_call(terminal);
    terminal_keys(terminal, "<Tab>");
    terminal_keys(terminal, initials);
    take(terminal, &offer, offer.is_alone);
    save_and_compare(&seat, terminal, &offer);
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

START_TEST(fragments_typed_as_the_address_find_the_customer_in_any_order)
{
    struct seat seat;
    struct offer offer;
    char typed[200];
    seat_make(&seat);
    turned_address(&seat, typed, sizeof(typed));
    first_offer(&seat, typed, &offer);
    struct terminal *terminal = seat_open(&seat);
    new_call(terminal);
    terminal_keys(terminal, "<Tab><Tab><Tab>");
    terminal_keys(terminal, typed);
    take(terminal, &offer, false);
    save_and_compare(&seat, terminal, &offer);
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

START_TEST(a_name_that_nobody_picks_stays_as_it_was_typed)
{
    struct seat seat;
    struct offer offer;
    char surname[8] = "", number[40];
    seat_make(&seat);
    json_t *first = seat_first_case(&seat);
    snprintf(surname, sizeof(surname), "%.3s", seat_text(first, "name"));
    json_decref(first);
    first_offer(&seat, surname, &offer);
    struct terminal *terminal = seat_open(&seat);
    new_call(terminal);
    terminal_keys(terminal, "13900009876<Tab>");
    terminal_keys(terminal, surname);
    terminal_expect(terminal, offer.address); /* offered, not marked: Enter goes on */
    terminal_keys(terminal, "<Enter>");
    terminal_expect_gone(terminal, "Enter 采用");
    terminal_keys(terminal, "<Tab><Tab><Tab>");
    terminal_expect(terminal, "2 报修");
    terminal_keys(terminal, "211<Tab>不热<C-s>");
    terminal_expect(terminal, "Enter 是");
    terminal_keys(terminal, "<Enter>");
    seat_saved_number(terminal, number, sizeof(number));
    json_t *saved = seat_case(&seat, number);
    ck_assert_str_eq(seat_text(saved, "name"), surname);
    ck_assert_str_eq(seat_text(saved, "phone"), "13900009876");
    json_decref(saved);
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

START_TEST(a_search_by_initials_lists_the_customers_cases)
{
    struct seat seat;
    char initials[40], title[80];
    seat_make(&seat);
    json_t *first = seat_first_case(&seat);
    pinyin_initials(seat_text(first, "name"), initials, sizeof(initials));
    snprintf(title, sizeof(title), "“%s”", initials);
    struct terminal *terminal = seat_open(&seat);
    terminal_keys(terminal, "/");
    terminal_expect(terminal, "查找：");
    terminal_keys(terminal, initials); /* no Enter: what fits is there while one types */
    terminal_expect(terminal, title);
    terminal_expect(terminal, "用户 2");
    terminal_expect(terminal, "工单 ");
    terminal_expect(terminal, seat_text(first, "name"));
    json_decref(first);
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

SUITE_MAIN("screen/lookup", initials_typed_as_the_name_find_the_customer_and_give_way_to_the_name,
           fragments_typed_as_the_address_find_the_customer_in_any_order,
           a_name_that_nobody_picks_stays_as_it_was_typed, a_search_by_initials_lists_the_customers_cases)
