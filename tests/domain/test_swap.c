#include "suite.h"

#include <string.h>

#include "zuoxi/base/clock.h"
#include "zuoxi/domain/swap.h"

static const struct shift day[] = {
    {.name = "早班", .start = 8 * 60, .length = {8, DURATION_HOURS}, .need = 1},
    {.name = "中班", .start = 16 * 60, .length = {8, DURATION_HOURS}, .need = 1},
    {.name = "夜班", .start = 0, .length = {8, DURATION_HOURS}, .need = 1},
};
static const struct roster_rules rules = {.shifts = {day, 3}, .rest_minutes = 8 * 60};
/* 2026-11-25 is a Wednesday. 1001 early on weekdays, 1002 late, 1003 off until the 30th. */
static const struct roster_row rows[] = {
    {20261125, "1001", "早班"},  {20261125, "1002", "中班"}, {20261126, "1001", "早班"},
    {20261126, "1002", "中班"},  {20261127, "1001", "早班"}, {20261127, "1002", "中班"},
    {20261127, "1004", "leave"}, {20261128, "1003", "夜班"}, {20261130, "1003", "早班"},
};
static const struct calendar calendar = {0};

static int64_t at(const char *text)
{
    int64_t utc = 0;
    ck_assert(clock_parse(text, &utc));
    return utc;
}

static struct swap make(const char *asker, const char *date, const char *shift, const char *partner,
                        const char *back, const char *back_shift)
{
    struct swap swap = {.head = {.id = 1}, .date = {at(date), true}};
    strcpy(swap.asker, asker);
    strcpy(swap.shift, shift);
    strcpy(swap.partner, partner);
    strcpy(swap.back_shift, back_shift);
    if (back[0] != '\0') {
        swap.back_date = (struct optional){at(back), true};
    }
    return swap;
}

static struct swap_facts facts_at(const char *now)
{
    return (struct swap_facts){.rules = &rules,
                               .roster = {rows, sizeof(rows) / sizeof(rows[0])},
                               .calendar = &calendar,
                               .notice = {1, DURATION_WORKDAYS},
                               .limit = 3,
                               .now = at(now)};
}

START_TEST(check__each_rule__refuses_what_breaks_it)
{
    static const struct {
        const char *now, *asker, *date, *shift, *partner, *back, *back_shift;
        enum swap_rule rule;
    } cases[] = {
        {"2026-11-24 10:00", "1001", "2026-11-26", "早班", "1003", "2026-11-30", "早班", SWAP_FINE},
        {"2026-11-24 10:00", "1001", "2026-11-26", "早班", "1003", "", "", SWAP_FINE},
        {"2026-11-24 10:00", "1001", "2026-11-26", "早班", "", "", "", SWAP_FINE}, /* leave */
        {"2026-11-24 10:00", "1001", "2026-11-26", "早班", "1002", "2026-11-26", "中班", SWAP_FINE},
        {"2026-11-26 09:00", "1001", "2026-11-26", "早班", "1003", "", "", SWAP_PAST},
        {"2026-11-24 10:00", "1003", "2026-11-26", "早班", "1001", "", "", SWAP_NO_SHIFT},
        {"2026-11-24 10:00", "1001", "2026-11-26", "早班", "1001", "", "", SWAP_SELF},
        {"2026-11-24 10:00", "1001", "2026-11-26", "早班", "1003", "2026-11-29", "早班", SWAP_NO_BACK},
        {"2026-11-24 10:00", "1001", "2026-11-26", "早班", "1002", "", "", SWAP_BUSY},
        {"2026-11-24 10:00", "1001", "2026-11-27", "早班", "1004", "", "", SWAP_BUSY}, /* on leave */
        {"2026-11-25 23:59", "1001", "2026-11-26", "早班", "1003", "", "", SWAP_FINE},
        {"2026-11-26 07:00", "1001", "2026-11-26", "早班", "1003", "", "", SWAP_NOTICE},
        {"2026-11-28 10:00", "1003", "2026-11-30", "早班", "", "", "", SWAP_NOTICE}, /* Saturday for Monday */
        {"2026-11-27 10:00", "1003", "2026-11-30", "早班", "", "", "", SWAP_FINE},   /* Friday for Monday */
        {"2026-11-24 10:00", "1002", "2026-11-27", "中班", "1003", "", "",
         SWAP_DOUBLE}, /* night at midnight */
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct swap_facts facts = facts_at(cases[i].now);
        struct swap swap = make(cases[i].asker, cases[i].date, cases[i].shift, cases[i].partner,
                                cases[i].back, cases[i].back_shift);
        const char *badge;
        enum swap_rule rule = swap_check(&facts, &swap, &badge);
        ck_assert_msg(rule == cases[i].rule, "row %zu: %d", i, (int)rule);
        char text[200];
        swap_rule_text(&facts, rule, badge, text, sizeof(text));
        ck_assert((text[0] == '\0') == (rule == SWAP_FINE));
    }
}
END_TEST

START_TEST(check__the_limit_of_a_month__counts_both_parties_and_no_leave)
{
    struct swap_facts facts = facts_at("2026-11-24 10:00");
    struct swap swap = make("1001", "2026-11-26", "早班", "1003", "", ""), others[4];
    const char *badge;
    static const char *const far[] = {"2026-11-02", "2026-11-04", "2026-11-06", "2026-11-08"};
    struct roster_row busy[20];
    size_t count = 0;
    for (int date = 20261101; date <= 20261110; date++) { /* worked between: not in a row */
        busy[count] = (struct roster_row){.date = date, .badge = "1003", .plan = "早班"};
        count++;
    }
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        busy[count++] = rows[i];
    }
    facts.roster = (struct roster){busy, count};
    for (size_t i = 0; i < 4; i++) {
        others[i] = make(i == 0 ? "1003" : "1005", far[i], "早班", i == 0 ? "1006" : "1003", "", "");
        others[i].head.id = 10 + (int64_t)i;
    }
    facts.others = others;
    facts.other_count = 2;
    ck_assert_int_eq(swap_check(&facts, &swap, &badge), SWAP_FINE);
    facts.other_count = 3;
    ck_assert_int_eq(swap_check(&facts, &swap, &badge), SWAP_LIMIT);
    ck_assert_str_eq(badge, "1003");
    others[0].partner[0] = '\0'; /* that one was leave */
    ck_assert_int_eq(swap_check(&facts, &swap, &badge), SWAP_FINE);
    others[2].date.value = at("2026-10-30"); /* and another month's */
    facts.other_count = 4;
    ck_assert_int_eq(swap_check(&facts, &swap, &badge), SWAP_FINE);
}
END_TEST

START_TEST(check__two_swaps_in_a_row__are_refused_unless_a_shift_lies_between)
{
    struct swap_facts facts = facts_at("2026-11-24 10:00");
    struct swap swap = make("1001", "2026-11-27", "早班", "1003", "", "");
    struct swap other = make("1001", "2026-11-26", "早班", "1005", "", "");
    const char *badge;
    other.head.id = 2;
    facts.others = &other;
    facts.other_count = 1;
    ck_assert_int_eq(swap_check(&facts, &swap, &badge), SWAP_CONSECUTIVE);
    other.date.value = at("2026-11-25");
    ck_assert_int_eq(swap_check(&facts, &swap, &badge), SWAP_FINE); /* the 26th is worked */
    other.head.id = swap.head.id;
    other.date.value = at("2026-11-26");
    ck_assert_int_eq(swap_check(&facts, &swap, &badge), SWAP_FINE); /* it is itself */
}
END_TEST

START_TEST(states__codes__round_trip)
{
    for (enum swap_state state = SWAP_ASKED; state < SWAP_STATES; state++) {
        ck_assert_int_eq(swap_state_parse(swap_state_code(state)), state);
        ck_assert_uint_gt(strlen(swap_state_label(state)), 0);
    }
    ck_assert_int_eq(swap_state_parse(""), SWAP_STATES);
}
END_TEST

SUITE_MAIN("domain/swap", check__each_rule__refuses_what_breaks_it,
           check__the_limit_of_a_month__counts_both_parties_and_no_leave,
           check__two_swaps_in_a_row__are_refused_unless_a_shift_lies_between, states__codes__round_trip)
