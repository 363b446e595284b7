/* Whole phones and addresses: masked for those who need not see them, shown by one key with a reason, on
 * record. */

#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "screen/seat.h"
#include "suite.h"

#define WHOLE  "138 0000 1234"
#define MASKED "138****1234"

/* One case of 1002's on an idle desk. */
static void make_case(struct seat *seat)
{
    seat_make_idle_at(seat, "2026-11-21 14:30:00");
    seat_command_ok(seat, NULL,
                    (const char *const[]){"customer", "new", "account=K1", "name=访客甲", "phone=13800001234",
                                          "phone_3=13900005678", "community=南新里", "building=7",
                                          "entrance=1", "room=302", NULL});
    seat_command_ok(seat, NULL,
                    (const char *const[]){"case", "new", "--badge", "1002", "type=repair",
                                          "category=no_heat.single", "phone=13800001234", "name=访客甲",
                                          "address=南新里7-1-302", "content=客厅暖气上热下凉", NULL});
}

static struct terminal *open_case(struct seat *seat, const char *badge)
{
    struct terminal *terminal = seat_start(seat, 24, 80, NULL);
    seat_sign_in(terminal, badge);
    terminal_expect(terminal, "1121-0001");
    terminal_keys(terminal, "<Enter>");
    terminal_expect(terminal, "工单 1121-0001");
    return terminal;
}

/* Lines of the audit that say a number was shown, the last one's reason in `reason`. */
static int revealed(const struct seat *seat, char reason[200])
{
    char query[400];
    int count = 0;
    snprintf(query, sizeof(query),
             "sqlite3 -readonly %s \"SELECT value FROM audit JOIN audit_value ON audit_id = id "
             "WHERE action = 'phone.reveal' ORDER BY id\"",
             seat->database);
    FILE *pipe = popen(query, "r");
    reason[0] = '\0';
    while (fgets(reason, 200, pipe) != NULL) {
        count++;
    }
    pclose(pipe);
    return count;
}

START_TEST(a_lead_gives_a_reason_sees_the_whole_number_and_it_is_masked_again_after_leaving)
{
    struct seat seat;
    char reason[200];
    make_case(&seat);
    struct terminal *terminal = open_case(&seat, "2001");
    terminal_expect(terminal, MASKED);
    terminal_expect(terminal, "南新里7-1-302"); /* who dispatches everybody's cases needs the place */
    terminal_keys(terminal, "r");
    terminal_expect(terminal, "为什么要看完整号码");
    terminal_expect(terminal, "投诉调查");
    terminal_keys(terminal, "<Esc>");
    terminal_expect_gone(terminal, "投诉调查");
    terminal_expect(terminal, MASKED);
    ck_assert_int_eq(revealed(&seat, reason), 0);
    terminal_keys(terminal, "r");
    terminal_expect(terminal, "用户要求核对");
    terminal_keys(terminal, "2");
    terminal_expect(terminal, WHOLE);
    ck_assert_int_eq(revealed(&seat, reason), 1);
    ck_assert_str_eq(reason, "用户要求核对\n");
    terminal_keys(terminal, "<Esc>");
    terminal_expect(terminal, "待办 1");
    terminal_expect_gone(terminal, WHOLE);
    terminal_keys(terminal, "<Enter>");
    terminal_expect(terminal, "工单 1121-0001");
    terminal_expect(terminal, MASKED);
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

/* As the call form does when its customer is found. */
static void link_household(const struct seat *seat)
{
    sqlite3 *db;
    ck_assert_int_eq(sqlite3_open(seat->database, &db), SQLITE_OK);
    ck_assert_int_eq(sqlite3_exec(db,
                                  "UPDATE case_record SET customer_id = "
                                  "(SELECT id FROM customer WHERE account = 'K1')",
                                  NULL, NULL, NULL),
                     SQLITE_OK);
    sqlite3_close(db);
}

START_TEST(a_customers_card_opened_from_a_revealed_case_is_masked_as_ever)
{
    struct seat seat;
    make_case(&seat);
    link_household(&seat);
    struct terminal *terminal = open_case(&seat, "2001");
    terminal_keys(terminal, "r1");
    terminal_expect(terminal, WHOLE);
    terminal_keys(terminal, "<F11>");
    terminal_expect(terminal, "用户 访客甲");
    terminal_expect(terminal, "139****5678");
    terminal_expect_gone(terminal, WHOLE);
    terminal_keys(terminal, "<Esc>");
    terminal_expect(terminal, "工单 1121-0001");
    terminal_expect(terminal, MASKED);
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

START_TEST(what_a_revealed_contact_was_before_closes_when_its_page_is_left)
{
    struct seat seat;
    make_case(&seat);
    struct terminal *terminal = open_case(&seat, "2001");
    terminal_keys(terminal, "c");
    terminal_expect(terminal, "联系记录  工单 1121-0001");
    terminal_keys(terminal, "r1");
    terminal_expect(terminal, WHOLE);
    terminal_keys(terminal, "h");
    terminal_expect(terminal, "号码：13800001234");
    terminal_keys(terminal, "<F6>");
    terminal_expect(terminal, "待办 1");
    terminal_keys(terminal, "<F6><F6>");
    terminal_expect(terminal, "联系记录  工单 1121-0001");
    terminal_expect(terminal, MASKED);
    terminal_expect_gone(terminal, "号码：");
    terminal_keys(terminal, "h");
    terminal_expect(terminal, "号码：138****1234");
    terminal_keys(terminal, "<Esc>");
    terminal_expect_gone(terminal, "号码：");
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

START_TEST(the_script_book_over_a_colleagues_case_reads_out_no_more_than_the_case_shows)
{
    struct seat seat;
    make_case(&seat);
    struct terminal *terminal = open_case(&seat, "1001");
    terminal_expect(terminal, MASKED);
    terminal_keys(terminal, "<F5>/联系电话是");
    terminal_expect(terminal, "您的联系电话是" MASKED);
    terminal_keys(terminal, "<Esc><Esc>");
    terminal_expect_gone(terminal, "联系电话是");
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

START_TEST(an_operator_sees_own_cases_whole_and_a_colleagues_masked_and_may_not_reveal)
{
    struct seat seat;
    char reason[200];
    make_case(&seat);
    struct terminal *own = open_case(&seat, "1002"), *other = open_case(&seat, "1001");
    terminal_expect(own, WHOLE);
    terminal_expect(own, "南新里7-1-302");
    terminal_expect(other, MASKED);
    terminal_expect(other, "南新里7-***");
    terminal_keys(other, "r");
    terminal_expect(other, "无权显示完整号码");
    ck_assert_int_eq(revealed(&seat, reason), 0);
    terminal_keys(own, "r");
    terminal_expect(own, "没有隐藏");
    seat_quit(&own);
    seat_quit(&other);
    seat_remove(&seat);
}
END_TEST

START_TEST(whoever_has_to_ring_for_a_colleagues_case_sees_the_number_in_the_moves_form_on_record)
{
    struct seat seat;
    char reason[200];
    make_case(&seat);
    struct terminal *terminal = open_case(&seat, "1001");
    terminal_expect(terminal, MASKED);
    terminal_keys(terminal, "<F9>");
    terminal_expect(terminal, "联系用户");
    terminal_keys(terminal, "联系");
    terminal_keys(terminal, "<Enter>");
    terminal_expect(terminal, "访客甲  " WHOLE);
    ck_assert_int_eq(revealed(&seat, reason), 1);
    ck_assert_str_eq(reason, "联系用户\n");
    terminal_keys(terminal, "<Esc>");
    terminal_expect_gone(terminal, WHOLE);
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

START_TEST(a_row_of_the_desk_is_revealed_in_a_small_window_that_any_letter_closes)
{
    struct seat seat;
    char reason[200];
    make_case(&seat);
    struct terminal *terminal = seat_start(&seat, 24, 80, NULL);
    seat_sign_in(terminal, "2001");
    terminal_expect(terminal, "1121-0001");
    terminal_keys(terminal, "R");
    terminal_expect(terminal, "为什么要看完整号码");
    terminal_keys(terminal, "1");
    terminal_expect(terminal, "完整号码和地址");
    terminal_expect(terminal, "电话  " WHOLE);
    ck_assert_int_eq(revealed(&seat, reason), 1);
    terminal_keys(terminal, "x");
    terminal_expect_gone(terminal, WHOLE);
    terminal_expect(terminal, MASKED);
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

/* Nobody on the line, and nobody who locks the seat, waits for a window that is read. */
START_TEST(over_the_small_window_a_call_is_registered_and_the_seat_locked_by_one_key)
{
    struct seat seat;
    make_case(&seat);
    struct terminal *terminal = seat_start(&seat, 24, 80, NULL);
    seat_sign_in(terminal, "2001");
    terminal_expect(terminal, "1121-0001");
    terminal_keys(terminal, "R1");
    terminal_expect(terminal, "电话  " WHOLE);
    terminal_expect(terminal, "Esc收起");
    terminal_keys(terminal, "<F2>");
    terminal_expect(terminal, "通话 00:00");
    terminal_expect_gone(terminal, WHOLE);
    terminal_keys(terminal, "<F6>");
    terminal_expect(terminal, "1121-0001");
    terminal_expect_gone(terminal, WHOLE);
    terminal_keys(terminal, "R1");
    terminal_expect(terminal, "电话  " WHOLE);
    terminal_keys(terminal, "<C-l>");
    terminal_expect(terminal, "Enter解锁");
    terminal_expect_gone(terminal, WHOLE);
    terminal_free(&terminal);
    seat_remove(&seat);
}
END_TEST

START_TEST(a_household_found_by_itself_is_masked_every_number_of_it_and_revealed_on_its_card)
{
    struct seat seat;
    make_case(&seat);
    struct terminal *terminal = seat_start(&seat, 24, 80, NULL);
    seat_sign_in(terminal, "2001");
    terminal_expect(terminal, "1121-0001");
    terminal_keys(terminal, "/K1");
    terminal_expect(terminal, "访客甲");
    terminal_keys(terminal, "<Enter>");
    terminal_expect(terminal, "用户 访客甲");
    terminal_expect(terminal, "139****5678");
    terminal_keys(terminal, "r1");
    terminal_expect(terminal, "139 0000 5678");
    terminal_expect(terminal, WHOLE);
    terminal_keys(terminal, "<F6>");
    terminal_expect(terminal, "待办 1");
    terminal_keys(terminal, "<F6>");
    terminal_expect(terminal, "查找  K1");
    terminal_keys(terminal, "<F6>");
    terminal_expect(terminal, "139****5678");
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

START_TEST(where_the_audit_cannot_be_written_nothing_is_shown)
{
    struct seat seat;
    char reason[200];
    make_case(&seat);
    struct terminal *terminal = open_case(&seat, "2001");
    int lock = open(seat.lock, O_RDWR | O_CLOEXEC);
    ck_assert_int_eq(flock(lock, LOCK_EX), 0);
    terminal_keys(terminal, "r");
    terminal_expect(terminal, "回访用户");
    terminal_keys(terminal, "1");
    terminal_expect(terminal, "没有记入审计就不显示");
    terminal_expect(terminal, MASKED);
    flock(lock, LOCK_UN);
    close(lock);
    ck_assert_int_eq(revealed(&seat, reason), 0);
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

/* An admin erases a household on request: what goes is read first, a reason asked, and it is gone. */
START_TEST(an_admin_erases_a_person_after_reading_what_goes_and_giving_the_grounds)
{
    struct seat seat;
    char reason[200];
    int y, x;
    seat_make_idle_at(&seat, "2026-11-21 14:30:00");
    seat_command_ok(&seat, NULL,
                    (const char *const[]){"customer", "new", "account=K1", "name=访客甲", "phone=13800001234",
                                          "community=南新里", "building=7", "room=302", NULL});
    struct terminal *terminal = seat_start(&seat, 24, 80, NULL);
    seat_sign_in(terminal, "9001");
    terminal_expect(terminal, "待办 0");
    terminal_keys(terminal, "/K1");
    terminal_expect(terminal, "访客甲");
    terminal_keys(terminal, "<Enter>");
    terminal_expect(terminal, "用户 访客甲");
    terminal_expect(terminal, MASKED);
    terminal_keys(terminal, "e");
    terminal_expect(terminal, "删去：姓名、电话");
    terminal_expect(terminal, "留下：户号");
    terminal_keys(terminal, "n");
    terminal_expect_gone(terminal, "删去：姓名、电话");
    terminal_keys(terminal, "e");
    terminal_expect(terminal, "不能恢复");
    terminal_keys(terminal, "<Enter>");
    terminal_expect(terminal, "依据：");
    terminal_keys(terminal, "本人11-20书面申请<Enter>");
    terminal_expect(terminal, "旧内容已覆盖");
    terminal_expect(terminal, "用户 已按申请删除");
    terminal_expect_gone(terminal, MASKED);
    ck_assert_int_eq(revealed(&seat, reason), 0);
    /* Said once: what others save afterwards has nothing to do with it. */
    terminal_keys(terminal, "u");
    terminal_expect(terminal, "没有并入这一户的用户");
    seat_command_ok(&seat, NULL,
                    (const char *const[]){"customer", "edit", "K1", "--badge", "1002", "station=北站", NULL});
    terminal_expect(terminal, "换热站 北站");
    terminal_keys(terminal, "<Down>"); /* a turn of the loop more */
    terminal_pump(terminal, 200);
    ck_assert(!terminal_find(terminal, "旧内容已覆盖", &y, &x));
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

/* Whoever erased may leave the card, or the program, before the old contents are written over. */
START_TEST(what_an_erasure_left_in_the_files_is_written_over_from_an_admins_desk)
{
    struct seat seat;
    sqlite3 *db;
    seat_make_idle_at(&seat, "2026-11-21 14:30:00");
    ck_assert_int_eq(sqlite3_open(seat.database, &db), SQLITE_OK);
    ck_assert_int_eq(
        sqlite3_exec(db, "INSERT INTO meta (key, value) VALUES ('erase.left', 'merge')", NULL, NULL, NULL),
        SQLITE_OK);
    sqlite3_close(db);
    struct terminal *terminal = seat_start(&seat, 24, 80, NULL);
    seat_sign_in(terminal, "9001");
    terminal_expect(terminal, "旧内容已覆盖");
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

SUITE_MAIN("screen/reveal", a_lead_gives_a_reason_sees_the_whole_number_and_it_is_masked_again_after_leaving,
           a_customers_card_opened_from_a_revealed_case_is_masked_as_ever,
           what_a_revealed_contact_was_before_closes_when_its_page_is_left,
           the_script_book_over_a_colleagues_case_reads_out_no_more_than_the_case_shows,
           an_operator_sees_own_cases_whole_and_a_colleagues_masked_and_may_not_reveal,
           whoever_has_to_ring_for_a_colleagues_case_sees_the_number_in_the_moves_form_on_record,
           a_row_of_the_desk_is_revealed_in_a_small_window_that_any_letter_closes,
           over_the_small_window_a_call_is_registered_and_the_seat_locked_by_one_key,
           a_household_found_by_itself_is_masked_every_number_of_it_and_revealed_on_its_card,
           where_the_audit_cannot_be_written_nothing_is_shown,
           an_admin_erases_a_person_after_reading_what_goes_and_giving_the_grounds,
           what_an_erasure_left_in_the_files_is_written_over_from_an_admins_desk)
