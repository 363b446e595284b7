/* One-line questions whose answers are saved: nothing typed into them is lost, and each is saved once. */

#include <fcntl.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <sys/file.h>
#include <unistd.h>

#include "screen/seat.h"
#include "suite.h"

#define DRAFT_WAIT 2000 /* ms: the goal is one second; a busy machine gets another */

static void die(struct terminal **terminal, int signal)
{
    terminal_kill(*terminal, signal);
    ck_assert_int_ne(terminal_exit_code(*terminal, DRAFT_WAIT), -1);
    terminal_free(terminal);
}

static struct terminal *sit(struct seat *seat)
{
    struct terminal *terminal = seat_start(seat, 24, 80, NULL);
    terminal_expect(terminal, "F10退出");
    terminal_keys(terminal, "2001<Tab>demo<Enter>");
    return terminal;
}

/* A case and, below it on the desk, a call that was missed. */
static void make_work(struct seat *seat)
{
    seat_make_idle_at(seat, "2026-11-21 14:30:00");
    seat_command_ok(seat, NULL,
                    (const char *const[]){"case", "new", "--badge", "1002", "type=repair",
                                          "category=no_heat.single", "grade=2", "phone=13800001234",
                                          "name=访客甲", "content=客厅暖气上热下凉", NULL});
    seat_command_ok(seat, NULL,
                    (const char *const[]){"ring", "13800005678", "--id", "1", "--state", "missed", NULL});
}

static struct terminal *type_remark(struct seat *seat, const char *remark)
{
    struct terminal *terminal = sit(seat);
    terminal_expect(terminal, "1121-0001");
    terminal_keys(terminal, "<Enter>");
    terminal_expect(terminal, "工单 1121-0001");
    terminal_keys(terminal, "v");
    terminal_expect(terminal, "阅签：意见");
    terminal_keys(terminal, remark);
    terminal_expect(terminal, remark);
    return terminal;
}

/* Rows of a table whose column holds exactly this. */
static int count_rows(const struct seat *seat, const char *table, const char *column, const char *text)
{
    char sql[200];
    sqlite3 *db;
    sqlite3_stmt *statement;
    snprintf(sql, sizeof(sql), "SELECT count(*) FROM %s WHERE %s = ?1", table, column);
    ck_assert_int_eq(sqlite3_open(seat->database, &db), SQLITE_OK);
    ck_assert_int_eq(sqlite3_prepare_v2(db, sql, -1, &statement, NULL), SQLITE_OK);
    sqlite3_bind_text(statement, 1, text, -1, SQLITE_STATIC);
    ck_assert_int_eq(sqlite3_step(statement), SQLITE_ROW);
    int count = sqlite3_column_int(statement, 0);
    sqlite3_finalize(statement);
    sqlite3_close(db);
    return count;
}

START_TEST(questions_on_two_pages_survive_kill_9_and_are_gone_after_their_saves)
{
    struct seat seat;
    int y, x;
    make_work(&seat);
    struct terminal *terminal = type_remark(&seat, "请盯紧到场");
    seat_expect_draft_text(&seat, terminal, "请盯紧到场", DRAFT_WAIT);
    terminal_expect(terminal, "草稿已存");
    terminal_keys(terminal, "<F6>");
    terminal_expect(terminal, "承诺14:45");
    terminal_keys(terminal, "<End>d");
    terminal_expect(terminal, "回复的结果");
    terminal_expect(terminal, "未接来电"); /* what it is about */
    terminal_keys(terminal, "已经告诉他");
    seat_expect_draft_text(&seat, terminal, "已经告诉他", DRAFT_WAIT);
    die(&terminal, SIGKILL);
    terminal = sit(&seat);
    terminal_expect(terminal, "已恢复 2 句没有保存的话");
    for (int i = 0; i < 2; i++) {
        if (terminal_find(terminal, "回复的结果", &y, &x)) {
            terminal_expect(terminal, "已经告诉他");
            terminal_keys(terminal, "<Enter>");
            terminal_expect(terminal, "预约回复已完成");
        } else {
            terminal_expect(terminal, "请盯紧到场");
            terminal_keys(terminal, "<Enter>");
            terminal_expect(terminal, "已阅签");
        }
        seat_expect_drafts(&seat, terminal, 1 - i, TERMINAL_WAIT);
        if (i == 0) {
            terminal_keys(terminal, "<F6>");
            terminal_expect(terminal, "Enter确定");
        }
    }
    seat_quit(&terminal);
    ck_assert_int_eq(count_rows(&seat, "reading_mark", "note", "请盯紧到场"), 1);
    ck_assert_int_eq(count_rows(&seat, "promise", "outcome", "已经告诉他"), 1);
    seat_remove(&seat);
}
END_TEST

START_TEST(a_hang_up_keeps_the_last_key__and_esc_throws_the_line_away)
{
    struct seat seat;
    make_work(&seat);
    struct terminal *terminal = type_remark(&seat, "最后一个字");
    die(&terminal, SIGHUP);
    ck_assert_int_eq(seat_draft_count(&seat), 1);
    terminal = sit(&seat);
    terminal_expect(terminal, "最后一个字");
    terminal_expect(terminal, "工单 1121-0001"); /* over the page it stood on */
    terminal_keys(terminal, "<Esc>");
    terminal_expect_gone(terminal, "最后一个字");
    ck_assert_int_eq(seat_draft_count(&seat), 0);
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

START_TEST(a_save_that_waits_keeps_the_line_through_kill_9__and_happens_once)
{
    struct seat seat;
    make_work(&seat);
    struct terminal *terminal = type_remark(&seat, "锁住的时候");
    int lock = open(seat.lock, O_RDWR | O_CLOEXEC);
    ck_assert_int_eq(flock(lock, LOCK_EX), 0);
    terminal_keys(terminal, "<Enter>");
    terminal_expect(terminal, "尚未保存");
    terminal_expect(terminal, "锁住的时候"); /* the question stays */
    terminal_keys(terminal, "<Esc>");
    terminal_expect(terminal, "已停止保存");
    terminal_keys(terminal, "写的<Enter>");
    terminal_expect(terminal, "尚未保存");
    ck_assert_int_eq(seat_draft_count(&seat), 1);
    die(&terminal, SIGKILL);
    close(lock);
    terminal = sit(&seat);
    terminal_expect(terminal, "锁住的时候写的");
    terminal_keys(terminal, "<Enter>");
    terminal_expect(terminal, "已阅签");
    ck_assert_int_eq(seat_draft_count(&seat), 0);
    seat_quit(&terminal);
    ck_assert_int_eq(count_rows(&seat, "reading_mark", "note", "锁住的时候写的"), 1);
    seat_remove(&seat);
}
END_TEST

SUITE_MAIN("screen/prompts", questions_on_two_pages_survive_kill_9_and_are_gone_after_their_saves,
           a_hang_up_keeps_the_last_key__and_esc_throws_the_line_away,
           a_save_that_waits_keeps_the_line_through_kill_9__and_happens_once)
