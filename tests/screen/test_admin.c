/* 管理: what each entry of the page shows, and who gets there. */

#include "screen/seat.h"
#include "suite.h"

static struct terminal *sit(struct seat *seat, const char *badge)
{
    struct terminal *terminal = seat_start(seat, 24, 80, NULL);
    seat_sign_in(terminal, badge);
    return terminal;
}

START_TEST(admin_page__lists_what_an_admin_may__and_opens_it_by_its_digit)
{
    struct seat seat;
    seat_make_idle_at(&seat, "2026-11-21 14:30:00");
    struct terminal *terminal = sit(&seat, "9001");
    terminal_keys(terminal, "t");
    terminal_expect(terminal, "1 账号");
    terminal_keys(terminal, "1");
    terminal_expect(terminal, "管理  账号");
    terminal_keys(terminal, "/");
    terminal_expect(terminal, "只列工号");
    terminal_keys(terminal, "班长<Enter>");
    terminal_expect(terminal, "筛选“班长”");
    terminal_expect(terminal, "2001");
    terminal_expect_gone(terminal, "1001");
    terminal_keys(terminal, "<Esc><Esc>");
    terminal_expect(terminal, "待办 0");
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

START_TEST(admin_page__operator__is_told_that_he_may_not)
{
    struct seat seat;
    seat_make_idle_at(&seat, "2026-11-21 14:30:00");
    struct terminal *terminal = sit(&seat, "1001");
    terminal_keys(terminal, "t");
    terminal_expect(terminal, "无权管理账号");
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

SUITE_MAIN("screen/admin", admin_page__lists_what_an_admin_may__and_opens_it_by_its_digit,
           admin_page__operator__is_told_that_he_may_not)
