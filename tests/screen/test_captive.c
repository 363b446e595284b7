/*
 * The console of a captive account: what is typed, and what the login brings along, leads nowhere else. In a
 * mount table of the test's own, where /etc is a folder of the test.
 */

#include <limits.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include "screen/seat.h"
#include "suite.h"

static struct seat seat;
static char path[300], login[100], sheets[100];

static const char *in_seat(const char *name)
{
    snprintf(path, sizeof(path), "%s/%s", seat.directory, name);
    return path;
}

static void write_file(const char *name, const char *text, const char *argument)
{
    FILE *file = fopen(in_seat(name), "w");
    ck_assert_ptr_nonnull(file);
    fprintf(file, text, argument, argument);
    fclose(file);
}

/* An account whose home is the seat's folder, root's configuration; false where this process may not mount.
 */
static bool enter(void)
{
    seat_make(&seat);
    snprintf(login, sizeof(login), "%s/zuoxi-login", seat.directory);
    snprintf(sheets, sizeof(sheets), "%s/sheets", seat.directory);
    char binary[PATH_MAX];
    ck_assert_ptr_nonnull(realpath(getenv("ZUOXI_BINARY"), binary));
    ck_assert_int_eq(symlink(binary, login), 0);
    ck_assert_int_eq(mkdir(sheets, 0700), 0);
    ck_assert_int_eq(mkdir(in_seat("etc"), 0755), 0);
    ck_assert_int_eq(mkdir(in_seat("etc/zuoxi"), 0755), 0);
    write_file("etc/passwd", "root:x:0:0:root:%s:/bin/sh\n", seat.directory);
    write_file("etc/zuoxi/zuoxi.conf", "database = \"%s/desk.db\"\nprint_directory = \"%s/sheets\"\n",
               seat.directory);
    write_file("stolen.csv", "a,b\n%s\n", "");
    ck_assert_int_eq(symlink("/etc/passwd", in_seat("sheets/link.csv")), 0);
    if (unshare(CLONE_NEWNS) == 0 && mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0 &&
        mount(in_seat("etc"), "/etc", NULL, MS_BIND, NULL) == 0) {
        return true;
    }
    printf("not tried: may not mount here\n");
    seat_remove(&seat);
    return false;
}

/* As sshd starts it, with what a person could try to bring along. */
static struct terminal *log_in(const char *term, const char *badge)
{
    static char name[40], state[120];
    const char *const environment[] = {
        name, "LC_ALL=C.UTF-8", "TERMINFO=/tmp", state, "SHELL=/bin/sh", "EDITOR=/bin/sh", "LESSOPEN=|sh %s",
        NULL};
    const char *const command[] = {"-c", "/usr/local/bin/zuoxi-login", NULL};
    snprintf(name, sizeof(name), "TERM=%s", term);
    snprintf(state, sizeof(state), "XDG_STATE_HOME=%s/elsewhere", seat.directory);
    const struct terminal_options options = {.binary = login, .environment = environment};
    struct terminal *terminal = terminal_start(command, &options);
    seat_sign_in(terminal, badge);
    return terminal;
}

START_TEST(no_key_leads_out_of_it__and_nothing_is_read_outside_its_folder)
{
    static const char *const outside[] = {"/etc/passwd", "/etc", "../stolen.csv", "link.csv",
                                          "/proc/self/environ"};
    if (!enter()) {
        return;
    }
    struct terminal *terminal = log_in("../../tmp/mine", "2001");
    terminal_keys(terminal, "<C-z><C-c><C-\\>l");
    terminal_expect(terminal, "班表");
    terminal_keys(terminal, "e");
    terminal_expect(terminal, "/sheets/roster-");
    for (size_t i = 0; i < sizeof(outside) / sizeof(outside[0]); i++) {
        char keys[200];
        terminal_keys(terminal, "i");
        terminal_expect(terminal, "另一个文件");
        terminal_keys(terminal, "1");
        terminal_expect(terminal, "导入哪个文件");
        snprintf(keys, sizeof(keys), "<C-a>%s%s%s<Enter>", outside[i][0] == '/' ? "" : sheets,
                 outside[i][0] == '/' ? "" : "/", outside[i]);
        terminal_keys(terminal, keys);
        terminal_expect(terminal, "这个账号只能从");
        terminal_keys(terminal, "<Left>");
        terminal_expect_gone(terminal, "这个账号只能从");
    }
    seat_quit(&terminal);
    seat_remove(&seat);
}
END_TEST

START_TEST(what_is_typed__lies_in_the_accounts_own_home__whatever_the_login_says)
{
    int y, x;
    if (!enter()) {
        return;
    }
    struct terminal *terminal = log_in("xterm-256color", "1001");
    seat_open_form(terminal, &y, &x);
    terminal_keys(terminal, "楼上漏水");
    for (int i = 0; i < 40 && access(in_seat(".local/state/zuoxi/drafts"), F_OK) != 0; i++) {
        terminal_pump(terminal, 100);
    }
    struct stat info;
    ck_assert_int_eq(stat(in_seat(".local/state/zuoxi/drafts"), &info), 0);
    ck_assert_int_eq(info.st_mode & 077, 0);
    terminal_free(&terminal);
    seat_remove(&seat);
}
END_TEST

START_TEST(without_a_configuration_of_roots__it_does_not_start)
{
    if (!enter()) {
        return;
    }
    ck_assert_int_eq(chmod("/etc/zuoxi/zuoxi.conf", 0666), 0);
    const struct terminal_options options = {.binary = login};
    struct terminal *terminal = terminal_start(NULL, &options);
    ck_assert_int_eq(terminal_exit_code(terminal, TERMINAL_WAIT), 3);
    terminal_free(&terminal);
    seat_remove(&seat);
}
END_TEST

SUITE_MAIN("screen/captive", no_key_leads_out_of_it__and_nothing_is_read_outside_its_folder,
           what_is_typed__lies_in_the_accounts_own_home__whatever_the_login_says,
           without_a_configuration_of_roots__it_does_not_start)
