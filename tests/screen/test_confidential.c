/* A confidential case at the desks and on the command line: marked for those who see it, nowhere for the
 * others. */

#include <stdio.h>
#include <string.h>

#include "screen/seat.h"
#include "suite.h"

#define MONDAY "2026-11-23 09:00:00"

/* From the content past the six elements, outcome, line and rings. */
#define TO_THE_TICK "<Tab><Tab><Tab><Tab><Tab><Tab><Tab><Tab><Tab><Tab>"

static void register_case(struct seat *seat, char number[40])
{
    struct terminal *terminal = seat_start(seat, 24, 80, NULL);
    int y, x;
    seat_sign_in(terminal, "1001");
    seat_open_form(terminal, &y, &x);
    terminal_keys(terminal, "举报本站员工" TO_THE_TICK);
    terminal_expect(terminal, "[ ] 保密");
    terminal_keys(terminal, " ");
    terminal_expect(terminal, "[x] 保密");
    seat_save_form(terminal, number, 40);
    terminal_expect(terminal, "[密]");
    terminal_expect(terminal, "待办 1");
    terminal_keys(terminal, "<Enter>");
    terminal_expect(terminal, "[保密]");
    terminal_keys(terminal, "<Esc>");
    seat_quit(&terminal);
}

/* What the desk of somebody else shows, and what a search there finds. */
static void look_at_desk(struct seat *seat, const char *badge, bool sees)
{
    struct terminal *terminal = seat_start(seat, 24, 80, NULL);
    seat_sign_in(terminal, badge);
    terminal_expect(terminal, sees ? "待办 1" : "待办 0");
    terminal_keys(terminal, "/员工");
    terminal_expect(terminal, sees ? "举报本站员工" : "没有找到");
    terminal_keys(terminal, "<Esc>");
    seat_quit(&terminal);
}

static void look_by_commands(struct seat *seat, const char *badge, const char *number, bool sees)
{
    const char *const commands[][6] = {{"case", "show", number, NULL},
                                       {"due", number, NULL},
                                       {"case", "print", number, "--format", "text", NULL}};
    char out[SEAT_TEXT], never[80];
    snprintf(never, sizeof(never), "没有工单 %s", number);
    for (size_t i = 0; i < sizeof(commands) / sizeof(commands[0]); i++) {
        const char *argv[10] = {0};
        size_t count = 0;
        for (; commands[i][count] != NULL; count++) {
            argv[count] = commands[i][count];
        }
        argv[count] = badge != NULL ? "--badge" : NULL;
        argv[count + 1] = badge;
        int code = seat_command(seat, out, argv);
        ck_assert_msg(sees == (code == 0), "%s %s as %s: %d", argv[0], argv[1], badge, code);
        if (!sees) {
            ck_assert_int_eq(code, 4);
            seat_errors(seat, out);
            ck_assert_msg(strstr(out, never) != NULL, "%s", out);
        }
    }
    seat_command_ok(
        seat, out,
        (const char *const[]){"case", "list", "--json", badge != NULL ? "--badge" : NULL, badge, NULL});
    ck_assert_int_eq(strstr(out, "\"number\"") != NULL, sees);
}

START_TEST(a_confidential_case__is_marked_for_its_own_and_not_there_for_the_others)
{
    struct seat seat;
    char number[40];
    seat_make_idle_at(&seat, MONDAY);
    register_case(&seat, number);
    look_at_desk(&seat, "1002", false);
    look_at_desk(&seat, "9001", false);
    look_at_desk(&seat, "2001", true);
    look_by_commands(&seat, "1002", number, false);
    look_by_commands(&seat, NULL, number, true);
    look_by_commands(&seat, "1001", number, true);
    seat_remove(&seat);
}
END_TEST

START_TEST(the_only_one_on_a_turn__is_called_acting_lead_in_the_title)
{
    struct seat seat;
    char out[SEAT_TEXT];
    seat_make_idle_at(&seat, MONDAY);
    static const char *const plans[][2] = {
        {"1001", ""}, {"1003", ""}, {"1004", ""}, {"2001", ""}, {"1002", "早班"}};
    for (size_t i = 0; i < sizeof(plans) / sizeof(plans[0]); i++) {
        seat_command_ok(&seat, out,
                        (const char *const[]){"roster", "set", "2026-11-23", plans[i][0], plans[i][1], NULL});
    }
    struct terminal *terminal = seat_start(&seat, 24, 80, NULL);
    seat_sign_in(terminal, "1002");
    terminal_expect(terminal, "代班长");
    seat_set_time(&seat, "2026-11-23 16:00:05");
    terminal_expect_gone(terminal, "代班长");
    terminal_free(&terminal);
    seat_remove(&seat);
}
END_TEST

SUITE_MAIN("screen/confidential", a_confidential_case__is_marked_for_its_own_and_not_there_for_the_others,
           the_only_one_on_a_turn__is_called_acting_lead_in_the_title)
