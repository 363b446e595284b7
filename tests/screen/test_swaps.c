/* Every rule of a swap, broken once at a desk and refused in words; three that keep them are approved. */

#include "suite.h"

#include <stdio.h>
#include <string.h>

#include "screen/seat.h"

/* Monday. 1001 早 1 2 6 11 16 20 24 30, 中 28; 1002 中 6, 早 23; 1003 early now and then; 1004 a night on 29.
 */
static const char roster[] =
    "工号,2026-11-01,2026-11-02,2026-11-06,2026-11-09,2026-11-11,2026-11-13,2026-11-16,2026-11-18,2026-11-20,"
    "2026-11-21,2026-11-23,2026-11-24,2026-11-26,2026-11-28,2026-11-29,2026-11-30\n"
    "1001,早,中,早,,早,,早,,早,,,早,,中,,早\n"
    "1002,,,中,,,,,,,,早,,,,,\n"
    "1003,,,,早,中,早,,早,,早,,,早,,,\n"
    "1004,,,,,,,,,,,,,,,夜,\n";

static void fill_roster(struct seat *seat)
{
    char path[sizeof(seat->directory) + 16];
    snprintf(path, sizeof(path), "%s/roster.csv", seat->directory);
    FILE *file = fopen(path, "w");
    ck_assert_ptr_nonnull(file);
    fputs(roster, file);
    fclose(file);
    seat_command_ok(seat, NULL, (const char *const[]){"roster", "import", path, NULL});
}

static void press(struct terminal *terminal, const char *keys, const char *expected)
{
    terminal_keys(terminal, keys);
    terminal_expect(terminal, expected);
}

static struct terminal *open_as(struct seat *seat, const char *badge)
{
    struct terminal *terminal = seat_start(seat, 24, 80, NULL);
    seat_sign_in(terminal, badge);
    press(terminal, "l", "2026年11月");
    press(terminal, "w", "等您办的");
    return terminal;
}

/* Over what stands in the form: the day given, who takes it, the day taken back. */
static void type(struct terminal *terminal, const char *date, const char *partner, const char *back)
{
    const char *const values[] = {date, partner, back};
    terminal_keys(terminal, "<C-Home>"); /* of a line: no other field */
    for (size_t i = 0; i < 3; i++) {
        terminal_keys(terminal, "<End><C-u>");
        terminal_keys(terminal, values[i]);
        terminal_keys(terminal, "<Tab>");
    }
    terminal_keys(terminal, "家里有事<C-s>");
}

/* Refused in words; the form stays as it was typed, and goes on with its first field. */
static void refuse(struct terminal *terminal, const char *date, const char *partner, const char *back,
                   const char *words)
{
    type(terminal, date, partner, back);
    terminal_expect(terminal, words);
    terminal_keys(terminal, "<F8>");
    terminal_expect(terminal, "Enter 是");
    press(terminal, "<Enter>", "等您办的");
    press(terminal, "n", "申请换班、请假");
}

/* Asked at one desk, agreed at another, approved at a third. */
static void approve(struct terminal *asker, struct terminal *partner, struct terminal *lead, const char *date,
                    const char *back, const char *what)
{
    type(asker, date, "1003", back);
    terminal_expect(asker, what);
    terminal_expect(partner, what);
    press(partner, "<Home><Enter>", "已同意，等批准");
    terminal_expect(lead, what);
    terminal_expect(lead, "待您批准");
    press(lead, "<Home><Enter>", "已批准，班表已改");
    terminal_expect_gone(asker, "待批准");
    press(asker, "n", "申请换班、请假");
}

START_TEST(each_rule_of_a_swap__is_refused_in_words__and_what_keeps_them_approved)
{
    struct seat seat;
    seat_make_idle_at(&seat, "2026-11-02 09:00:00");
    fill_roster(&seat);
    struct terminal *asker = open_as(&seat, "1001"), *partner = open_as(&seat, "1003"),
                    *lead = open_as(&seat, "2001");
    press(asker, "n", "申请换班、请假");
    refuse(asker, "2026-11-01", "1003", "2026-11-09", "已经开始或过去了");
    refuse(asker, "2026-11-02", "1003", "2026-11-09", "要提前1个工作日申请");
    refuse(asker, "2026-11-07", "1003", "2026-11-09", "1001 那天不上这个班");
    refuse(asker, "2026-11-06", "1003", "2026-11-10", "1003 在还班那天没有班");
    refuse(asker, "2026-11-06", "1002", "2026-11-23", "1002 那天不休息：替班、还班的人当天应当休息");
    refuse(asker, "2026-11-06", "1003", "2026-11-11", "1001 那天不休息");
    refuse(asker, "2026-11-28", "1004", "", "换班、还班都不得连班：1004 会连上两个班");
    refuse(asker, "2026-11-06", "1004", "2026-11-29", "换班、还班都不得连班：1001 会连上两个班");
    approve(asker, partner, lead, "2026-11-06", "2026-11-09", "1001 11-06 早班 换 1003 11-09 早班");
    refuse(asker, "2026-11-11", "1004", "", "不得连续换班：1001 相邻的一个班已经换过");
    approve(asker, partner, lead, "2026-11-16", "2026-11-18", "1001 11-16 早班 换 1003 11-18 早班");
    approve(asker, partner, lead, "2026-11-24", "2026-11-26", "1001 11-24 早班 换 1003 11-26 早班");
    refuse(asker, "2026-11-30", "1002", "2026-11-23", "每人每月最多换班 3 次，1001 这个月已满");
    terminal_free(&asker);
    terminal_free(&partner);
    terminal_free(&lead);
    seat_remove(&seat);
}
END_TEST

START_TEST(withdrawing__answered_after_another_request_came__withdraws_the_one_that_was_named)
{
    struct seat seat;
    seat_make_idle_at(&seat, "2026-11-02 09:00:00");
    fill_roster(&seat);
    struct terminal *asker = open_as(&seat, "1001"), *other = open_as(&seat, "1003");
    press(asker, "n", "申请换班、请假");
    type(asker, "2026-11-16", "", "");
    terminal_expect(asker, "待批准"); /* said to be there, it is listed a moment later */
    press(asker, "<Home>d", "撤回申请");
    press(other, "n", "申请换班、请假");
    type(other, "2026-11-26", "1001", "");
    terminal_expect(asker, "1003 11-26");
    press(asker, "<Enter>", "已撤回");
    terminal_free(&asker);
    terminal_free(&other);
    seat_remove(&seat);
}
END_TEST

SUITE_MAIN("screen/swaps", withdrawing__answered_after_another_request_came__withdraws_the_one_that_was_named,
           each_rule_of_a_swap__is_refused_in_words__and_what_keeps_them_approved)
