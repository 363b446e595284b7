/* The roster by the hundred, in its grid: a week kept as a pattern and laid over others, a spreadsheet's
 * table out and in; what would change is read before it is stored. */

#include "suite.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "screen/seat.h"

static char documents[100]; /* XDG_DOCUMENTS_DIR of the test's program */

static void press(struct terminal *terminal, const char *keys, const char *expected)
{
    terminal_keys(terminal, keys);
    terminal_expect(terminal, expected);
}

/* A lead before the grid of November; 1001 works early on Monday 23, 1002 late on Tuesday. */
static struct terminal *open_grid(struct seat *seat)
{
    seat_make_idle_at(seat, "2026-11-23 08:30:00");
    snprintf(documents, sizeof(documents), "XDG_DOCUMENTS_DIR=%s", seat->directory);
    seat_environment(seat, documents);
    seat_command_ok(seat, NULL, (const char *const[]){"roster", "set", "2026-11-23", "1001", "早", NULL});
    seat_command_ok(seat, NULL, (const char *const[]){"roster", "set", "2026-11-24", "1002", "中", NULL});
    struct terminal *terminal = seat_start(seat, 24, 80, NULL);
    seat_sign_in(terminal, "2001");
    press(terminal, "l", "2026年11月");
    return terminal;
}

static void expect_plan(struct seat *seat, const char *row, bool is_there)
{
    char out[SEAT_TEXT];
    seat_command_ok(seat, out, (const char *const[]){"roster", "show", "2026-11", NULL});
    ck_assert_msg((strstr(out, row) != NULL) == is_there, "%s: %s", row, out);
}

static void write_table(const struct seat *seat, const char *name, const char *text)
{
    char path[sizeof(seat->directory) + 40];
    snprintf(path, sizeof(path), "%s/%s", seat->directory, name);
    FILE *file = fopen(path, "w");
    ck_assert_ptr_nonnull(file);
    fputs(text, file);
    fclose(file);
}

START_TEST(a_week__kept_as_a_pattern__is_laid_over_the_next_with_everybody_a_line_on)
{
    struct seat seat;
    struct terminal *terminal = open_grid(&seat);
    press(terminal, "<Home>m", "排班模板");
    press(terminal, "1", "名字");
    press(terminal, "两人周<Enter>", "这一周还没有排班");
    for (int day = 1; day < 23; day++) {
        terminal_keys(terminal, "<Right>");
    }
    press(terminal, "v<Down>m1", "名字");
    press(terminal, "两人周<Enter>", "这一周已存为模板");
    for (int day = 23; day < 30; day++) {
        terminal_keys(terminal, "<Right>");
    }
    press(terminal, "<Esc><Up>m", "两人周");
    press(terminal, "2", "套用");
    press(terminal, "1", "从光标这个人起");
    terminal_keys(terminal, "<Tab><C-u>2026-12-08<Tab><C-u>1<C-s>");
    terminal_expect(terminal, "要改 4 处，14 处本来就是这样");
    terminal_expect(terminal, "12-07 1002 休 → 早班");
    press(terminal, "<Enter>", "班表已改好");
    expect_plan(&seat, "2026-11-30  1001  早班", true);
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

START_TEST(a_table__written_out__comes_back_changed__and_a_wrong_line_stops_it_all)
{
    struct seat seat;
    struct stat status;
    char path[sizeof(seat.directory) + 40];
    struct terminal *terminal = open_grid(&seat);
    press(terminal, "e", "roster-2026-11.csv，改好可按 i 导入");
    press(terminal, "e", "roster-2026-11-2.csv"); /* never over one that is there */
    snprintf(path, sizeof(path), "%s/roster-2026-11.csv", seat.directory);
    ck_assert_int_eq(stat(path, &status), 0);
    ck_assert_uint_eq(status.st_mode & 0777, 0600);
    write_table(&seat, "wrong.csv", "日期,工号,班次\n2026-11-25,1001,早\n2026-11-26,1001,大班\n");
    write_table(&seat, "right.csv",
                "日期,工号,班次\n2026-11-25,1001,早\n2026-11-23,1001,早\n2026-11-23,1002,早\n"
                "2026-11-24,1001,夜\n");
    press(terminal, "i", "另一个文件");
    press(terminal, "wrong<Enter>", "wrong.csv:3: 没有班次“大班”");
    press(terminal, "<Esc>i", "另一个文件");
    press(terminal, "right<Enter>", "要改 3 处，1 处本来就是这样");
    terminal_expect(terminal, "11-24 1001 休 → 夜班");
    press(terminal, "<Esc>", "2026年11月");
    expect_plan(&seat, "2026-11-25  1001", false);
    press(terminal, "i", "另一个文件");
    press(terminal, "right<Enter>", "要改 3 处");
    seat_command_ok(&seat, NULL, (const char *const[]){"roster", "set", "2026-11-25", "1001", "中", NULL});
    press(terminal, "<Enter>", "已被别人改成“中班”"); /* all or nothing, and nothing unseen */
    expect_plan(&seat, "2026-11-24  1001", false);
    press(terminal, "<Esc>i", "另一个文件");
    press(terminal, "right<Enter>", "11-25 1001 中班 → 早班");
    press(terminal, "<Enter>", "班表已改好");
    expect_plan(&seat, "2026-11-24  1001  夜班", true);
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

SUITE_MAIN("screen/roster_exchange",
           a_week__kept_as_a_pattern__is_laid_over_the_next_with_everybody_a_line_on,
           a_table__written_out__comes_back_changed__and_a_wrong_line_stops_it_all)
