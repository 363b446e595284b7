/* Choosing a password of one's own, and nothing of it left where it could be read. */

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "screen/seat.h"
#include "suite.h"

static void sign_in_with(struct terminal *terminal, const char *badge, const char *password)
{
    terminal_expect(terminal, "F10退出");
    terminal_keys(terminal, badge);
    terminal_keys(terminal, "<Tab>");
    terminal_keys(terminal, password);
    terminal_keys(terminal, "<Enter>");
}

START_TEST(a_person_changes_the_own_password_from_the_desk)
{
    struct seat seat;
    struct terminal *terminal;
    int y, x;

    seat_make(&seat);
    terminal = seat_open(&seat);
    terminal_keys(terminal, "i");
    terminal_expect(terminal, "原密码");
    terminal_keys(terminal, "demo<Tab>kettle-maple-27<Tab>kettle-maple-72<Enter>");
    terminal_expect(terminal, "两次输入的新密码不一样");
    terminal_keys(terminal, "12345678<Tab>12345678<Enter>");
    terminal_expect(terminal, "这个密码是连续的字符");
    terminal_keys(terminal, "kettle-maple-27<Tab>kettle-maple-27<Enter>");
    terminal_expect(terminal, "密码已更换。");
    ck_assert(!terminal_find(terminal, "kettle", &y, &x));
    terminal_keys(terminal, "<C-l>");
    terminal_expect(terminal, "起锁定");
    terminal_keys(terminal, "demo<Enter>");
    terminal_expect(terminal, "工号或密码不正确");
    terminal_keys(terminal, "kettle-maple-27<Enter>");
    terminal_expect(terminal, "F2来电");
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

START_TEST(a_password_that_an_admin_chose_is_changed_before_anything_else)
{
    struct seat seat;
    struct terminal *terminal;
    char file[160];

    seat_make(&seat);
    snprintf(file, sizeof(file), "%s/given", seat.directory);
    FILE *out = fopen(file, "w");
    ck_assert_ptr_nonnull(out);
    fputs("given-by-admin\n", out);
    ck_assert_int_eq(fclose(out), 0);
    seat_command_ok(&seat, NULL,
                    (const char *const[]){"user", "passwd", "1001", "--new-password-file", file, NULL});
    terminal = seat_start(&seat, 24, 80, NULL);
    sign_in_with(terminal, "1001", "given-by-admin");
    terminal_expect(terminal, "现在的密码是别人设的");
    terminal_keys(terminal, "<F2><F6><C-p><C-l>"); /* nothing else is to be had */
    terminal_keys(terminal, "given-by-admin<Tab>given-by-admin<Enter>");
    terminal_expect(terminal, "新密码和原来的一样");
    terminal_keys(terminal, "<Esc>"); /* but to leave */
    terminal_expect(terminal, "Enter签到");
    sign_in_with(terminal, "1001", "given-by-admin");
    terminal_expect(terminal, "现在的密码是别人设的");
    terminal_keys(terminal, "kettle-maple-27<Tab>kettle-maple-27<Enter>");
    terminal_expect(terminal, "F2来电");
    seat_quit(&terminal);
    terminal = seat_start(&seat, 24, 80, NULL);
    sign_in_with(terminal, "1001", "kettle-maple-27");
    terminal_expect(terminal, "F2来电");
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

/* Does any memory that the process may write hold the text? −1 when it cannot be read. */
static int holds(int pid, const char *text)
{
    char path[64], line[256];
    size_t length = strlen(text);
    int found = 0;

    snprintf(path, sizeof(path), "/proc/%d/mem", pid);
    int memory = open(path, O_RDONLY | O_CLOEXEC);
    snprintf(path, sizeof(path), "/proc/%d/maps", pid);
    FILE *maps = fopen(path, "r");
    if (memory < 0 || maps == NULL) {
        return -1; /* nobody but root may read it, which is as it should be */
    }
    while (fgets(line, sizeof(line), maps) != NULL) {
        char *rest = line;
        unsigned long begin = strtoul(rest, &rest, 16), end = strtoul(rest + 1, &rest, 16);
        size_t size = end - begin;
        if (rest[2] != 'w' || size > 64u << 20) {
            continue;
        }
        char *bytes = malloc(size);
        ck_assert_ptr_nonnull(bytes);
        ssize_t got = pread(memory, bytes, size, (off_t)begin);
        if (got > 0 && memmem(bytes, (size_t)got, text, length) != NULL) {
            fprintf(stderr, "found in %s", line);
            found++;
        }
        free(bytes);
    }
    fclose(maps);
    close(memory);
    return found;
}

START_TEST(no_memory_of_the_console_holds_a_password_that_has_been_checked)
{
    struct seat seat;
    struct terminal *terminal;

    seat_make(&seat);
    terminal = seat_start(&seat, 24, 80, NULL);
    sign_in_with(terminal, "1001", "Zwetschgenkuchen"); /* wrong, which makes no difference */
    terminal_expect(terminal, "工号或密码不正确");
    terminal_keys(terminal, "demo<Enter>");
    terminal_expect(terminal, "F2来电");
    ck_assert_int_le(holds(terminal_pid(terminal), "Zwetschgenkuchen"), 0);
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

SUITE_MAIN("screen/password", a_person_changes_the_own_password_from_the_desk,
           a_password_that_an_admin_chose_is_changed_before_anything_else,
           no_memory_of_the_console_holds_a_password_that_has_been_checked)
