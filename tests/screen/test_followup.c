/* Regular follow-up on the real screen: due among the callbacks, tried, answered, and what a bad answer
 * opens. */

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "screen/seat.h"
#include "suite.h"

/* Two places on the 25th of November 2026; one is not due. */
static void configure(struct seat *seat)
{
    char path[200];
    snprintf(path, sizeof(path), "%s/zuoxi", strchr(seat->config, '=') + 1);
    mkdir(strchr(seat->config, '=') + 1, 0700);
    mkdir(path, 0700);
    strcat(path, "/zuoxi.conf");
    FILE *file = fopen(path, "w");
    ck_assert_ptr_nonnull(file);
    fputs("followup \"阳光城\" { since = \"2026-10-25\" kind = \"项目\" contact = \"王主任\" "
          "phone = \"13800001001\" }\n"
          "followup \"城东站\" { since = \"2026-11-20\" kind = \"换热站\" }\n",
          file);
    fclose(file);
}

START_TEST(a_place_that_is_due_is_followed_up_and_dissatisfaction_opens_a_case)
{
    struct seat seat;
    struct terminal *terminal;
    seat_make_idle_at(&seat, "2026-11-25 09:00:00");
    configure(&seat);
    terminal = seat_open(&seat);
    terminal_expect(terminal, "待回访 1");
    terminal_keys(terminal, "w");
    terminal_expect(terminal, "待回访  1 单");
    terminal_expect(terminal, "定期");
    terminal_expect(terminal, "还没有打过");
    terminal_keys(terminal, "<F4>");
    terminal_expect(terminal, "第一年每 1 个月回访一次");
    terminal_keys(terminal, "<Esc>");
    terminal_expect_gone(terminal, "第一年每");
    terminal_keys(terminal, "<Enter>");
    terminal_expect(terminal, "定期回访 阳光城  王主任 138 0000 1001");
    terminal_keys(terminal, "2<C-s>"); /* nobody */
    terminal_expect(terminal, "记下一次，“阳光城”仍待回访");
    terminal_expect(terminal, "1次");
    terminal_keys(terminal, "<Enter>");
    terminal_expect(terminal, "接通情况");
    terminal_keys(terminal, "1");
    terminal_expect(terminal, "接通");
    terminal_keys(terminal, "<C-s>");
    terminal_expect(terminal, "请问满意度");
    terminal_keys(terminal, "张三<Tab>3<C-s>");
    terminal_expect(terminal, "哪里不满意");
    terminal_keys(terminal, "地库不热");
    terminal_expect(terminal, "地库不热");
    terminal_keys(terminal, "<C-s>");
    terminal_expect(terminal, "请把问题登记成工单");
    terminal_expect(terminal, "去电登记");
    terminal_expect(terminal, "定期回访不满意：地库不热");
    seat_quit(&terminal);
    terminal = seat_open(&seat);
    terminal_expect(terminal, "定期回访不满意");
    terminal_keys(terminal, "<Esc>");
    terminal_expect(terminal, "待回访 0");
    seat_set_time(&seat, "2026-12-25 09:00:00");
    seat_quit(&terminal);
    terminal = seat_open(&seat);
    terminal_expect(terminal, "定期回访不满意");
    terminal_keys(terminal, "<Esc>w");
    terminal_expect(terminal, "上次 11-25 不满意");
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

START_TEST(what_was_typed_of_a_follow_up_comes_back)
{
    struct seat seat;
    struct terminal *terminal;
    seat_make_idle_at(&seat, "2026-11-25 09:00:00");
    configure(&seat);
    terminal = seat_open(&seat);
    terminal_keys(terminal, "w");
    terminal_expect(terminal, "待回访  1 单");
    terminal_keys(terminal, "<Enter>");
    terminal_expect(terminal, "定期回访 阳光城");
    terminal_keys(terminal, "1张三");
    terminal_expect(terminal, "张三");
    seat_quit(&terminal);
    terminal = seat_open(&seat);
    terminal_expect(terminal, "1 份没有保存的定期回访");
    terminal_expect(terminal, "定期回访 阳光城  王主任");
    terminal_expect(terminal, "张三");
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

SUITE_MAIN("screen/followup", a_place_that_is_due_is_followed_up_and_dissatisfaction_opens_a_case,
           what_was_typed_of_a_follow_up_comes_back)
