/* The task sheet from the case: read, written to a new file, printed by a program; never over another file.
 */

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "screen/seat.h"
#include "suite.h"

#define NUMBER "20261121-0001"

static void path_in(const struct seat *seat, const char *name, char out[200])
{
    snprintf(out, 200, "%s/%s", seat->directory, name);
}

/* A seat with one case and a configuration of its own; the command is a line of zuoxi.conf, or "". */
static struct terminal *open_case(struct seat *seat, const char *command)
{
    char path[300];
    seat_make_idle_at(seat, "2026-11-21 14:30:00");
    seat_command_ok(seat, NULL,
                    (const char *const[]){"case", "new", "--badge", "1002", "type=repair",
                                          "category=no_heat.single", "phone=13800001234", "name=访客甲",
                                          "address=和平里1-1-101", "content=客厅暖气上热下凉", NULL});
    snprintf(path, sizeof(path), "%s/zuoxi", strchr(seat->config, '=') + 1);
    mkdir(strchr(seat->config, '=') + 1, 0700);
    mkdir(path, 0700);
    strcat(path, "/zuoxi.conf");
    FILE *file = fopen(path, "w");
    ck_assert_ptr_nonnull(file);
    fprintf(file, "print_directory = \"%s/sheets\"\n%s\n", seat->directory, command);
    fclose(file);
    struct terminal *terminal = seat_open(seat);
    terminal_expect(terminal, "1121-0001");
    terminal_keys(terminal, "<Enter>");
    terminal_expect(terminal, "F8任务单");
    terminal_keys(terminal, "<F8>");
    terminal_expect(terminal, "任务单 " NUMBER);
    terminal_expect(terminal, "姓名：访客甲");
    return terminal;
}

static void assert_file(const struct seat *seat, const char *name, const char *holds)
{
    char path[200];
    static char text[65536];
    struct stat info;
    path_in(seat, name, path);
    ck_assert_msg(stat(path, &info) == 0, "%s is not there", path);
    ck_assert_int_eq(info.st_mode & 07777, 0600);
    FILE *file = fopen(path, "r");
    text[fread(text, 1, sizeof(text) - 1, file)] = '\0';
    fclose(file);
    ck_assert_msg(strstr(text, holds) != NULL, "%s", text);
}

static int printed_lines(struct seat *seat)
{
    static char out[SEAT_TEXT];
    int count = 0;
    char query[300];
    snprintf(query, sizeof(query),
             "sqlite3 -readonly %s \"SELECT action FROM audit WHERE action = 'case.print'\"", seat->database);
    FILE *pipe = popen(query, "r");
    while (fgets(out, sizeof(out), pipe) != NULL) {
        count++;
    }
    pclose(pipe);
    return count;
}

START_TEST(the_sheet_is_written_to_a_new_file_each_time_and_each_time_on_record)
{
    struct seat seat;
    struct terminal *terminal = open_case(&seat, "");
    terminal_expect(terminal, "138 0000 1234");
    ck_assert_int_eq(printed_lines(&seat), 0);
    terminal_keys(terminal, "h");
    terminal_expect(terminal, "sheets/" NUMBER ".html");
    assert_file(&seat, "sheets/" NUMBER ".html", "<!DOCTYPE html>");
    terminal_keys(terminal, "t");
    terminal_expect(terminal, "sheets/" NUMBER ".txt");
    terminal_keys(terminal, "t");
    terminal_expect(terminal, "sheets/" NUMBER "-2.txt");
    assert_file(&seat, "sheets/" NUMBER ".txt", "供热服务工单");
    assert_file(&seat, "sheets/" NUMBER "-2.txt", "受理人签字：____");
    ck_assert_int_eq(printed_lines(&seat), 3);
    terminal_keys(terminal, "p");
    terminal_expect(terminal, "没有配置打印程序");
    terminal_keys(terminal, "<Esc>");
    terminal_expect(terminal, "F9办理");
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

START_TEST(a_program_prints_the_text_it_is_given_and_its_failure_is_told)
{
    struct seat seat;
    char command[300], path[200];
    struct terminal *terminal;
    terminal = open_case(&seat, "print_command = {\"/bin/cp\", \"/dev/stdin\", \"/nowhere/at/all\"}");
    terminal_keys(terminal, "p");
    terminal_expect(terminal, "没有打印成：打印程序退出码 1");
    seat_quit(&terminal);
    seat_remove(&seat);
    terminal = open_case(&seat, "print_command = {\"/bin/sleep\", \"100\"}");
    terminal_keys(terminal, "p");
    terminal_expect(terminal, "正在打印");
    terminal_keys(terminal, "<Esc>");
    terminal_expect(terminal, "已停止打印");
    seat_quit(&terminal);
    seat_remove(&seat);
    snprintf(path, sizeof(path), "/tmp/zuoxi-printed-%d", (int)getpid());
    snprintf(command, sizeof(command), "print_command = {\"/bin/cp\", \"/dev/stdin\", \"%s\"}", path);
    terminal = open_case(&seat, command);
    terminal_keys(terminal, "p");
    terminal_expect(terminal, "已交给打印程序，共 1 页");
    ck_assert_int_eq(access(path, R_OK), 0);
    unlink(path);
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

SUITE_MAIN("screen/sheet", the_sheet_is_written_to_a_new_file_each_time_and_each_time_on_record,
           a_program_prints_the_text_it_is_given_and_its_failure_is_told)
