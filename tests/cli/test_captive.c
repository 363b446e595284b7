/* The login program of an account that may do nothing else. */

#include "suite.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/run_binary.h"
#include "zuoxi/cli/captive.h"

START_TEST(only_the_login_name_makes_it_captive)
{
    ck_assert(captive_is_asked("/usr/local/bin/zuoxi-login"));
    ck_assert(captive_is_asked("-zuoxi-login"));
    ck_assert(captive_is_asked("-zuoxi")); /* the shell of an account, named without its ending */
    ck_assert(!captive_is_asked("/usr/local/bin/zuoxi"));
    ck_assert(!captive_is_asked("zuoxi-login/zuoxi"));
    ck_assert(!captive_is_asked(NULL));
}
END_TEST

START_TEST(nothing_of_the_environment_stays_but_harmless_names)
{
    static const char *const gone[] = {"LD_PRELOAD",
                                       "LD_LIBRARY_PATH",
                                       "LOCPATH",
                                       "TERMINFO",
                                       "TERMINFO_DIRS",
                                       "TERMCAP",
                                       "NCURSES_NO_UTF8_ACS",
                                       "XDG_CONFIG_HOME",
                                       "XDG_STATE_HOME",
                                       "XDG_DOCUMENTS_DIR",
                                       "TZ",
                                       "SHELL",
                                       "EDITOR",
                                       "PAGER",
                                       "GCONV_PATH",
                                       "BASH_ENV"};
    for (size_t i = 0; i < sizeof(gone) / sizeof(gone[0]); i++) {
        setenv(gone[i], "/tmp/mine", 1);
    }
    setenv("HOME", "/tmp/mine", 1);
    setenv("PATH", "/tmp/mine", 1);
    setenv("TERM", "screen-256color", 1);
    setenv("LANG", "zh_CN.UTF-8", 1);
    setenv("LC_ALL", "../../tmp/mine", 1);
    setenv("SSH_CONNECTION", "10.0.0.7 52000 10.0.0.1 22", 1);
    captive_confine();
    for (size_t i = 0; i < sizeof(gone) / sizeof(gone[0]); i++) {
        ck_assert_msg(getenv(gone[i]) == NULL, "%s stayed", gone[i]);
    }
    ck_assert_ptr_null(getenv("LC_ALL"));
    ck_assert_str_ne(getenv("HOME"), "/tmp/mine");
    ck_assert_str_eq(getenv("PATH"), "/usr/local/bin:/usr/bin:/bin");
    ck_assert_str_eq(getenv("TERM"), "screen-256color");
    ck_assert_str_eq(getenv("LANG"), "zh_CN.UTF-8");
    ck_assert_str_eq(getenv("SSH_CONNECTION"), "10.0.0.7 52000 10.0.0.1 22");
    ck_assert_int_eq(umask(0), 077);
}
END_TEST

START_TEST(a_terminal_that_names_a_file__or_is_too_long__becomes_a_plain_one)
{
    static const char *const bad[] = {"", "../mine", "/tmp/x", "xterm\033[2J", "-xterm", ".", "a b"};
    char endless[5000];
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        setenv("TERM", bad[i], 1);
        captive_confine();
        ck_assert_str_eq(getenv("TERM"), "xterm-256color");
    }
    memset(endless, 'x', sizeof(endless) - 1);
    endless[sizeof(endless) - 1] = '\0';
    setenv("TERM", endless, 1);
    captive_confine();
    ck_assert_str_eq(getenv("TERM"), "xterm-256color");
}
END_TEST

START_TEST(a_command_is_refused__whatever_it_is)
{
    static char name[] = "zuoxi-login", dash[] = "-c", own[] = "/usr/local/bin/zuoxi-login";
    static char *const commands[] = {"sh",
                                     "scp -t /tmp",
                                     "zuoxi export x.csv",
                                     "/usr/lib/openssh/sftp-server",
                                     "/usr/local/bin/zuoxi-login; sh",
                                     ""};
    const char *why = NULL;
    for (size_t i = 0; i < sizeof(commands) / sizeof(commands[0]); i++) {
        char *argv[] = {name, dash, commands[i], NULL};
        ck_assert(!captive_may_start(3, argv, &why));
        ck_assert_ptr_nonnull(strstr(why, "不能运行命令"));
    }
    char *two[] = {name, own, NULL}, *forced[] = {name, dash, own, NULL};
    ck_assert(!captive_may_start(2, two, &why));
    ck_assert_ptr_nonnull(strstr(why, "不能运行命令"));
    captive_may_start(3, forced, &why); /* sshd's own way; a test has no terminal */
    ck_assert(why == NULL || strstr(why, "不能运行命令") == NULL);
}
END_TEST

START_TEST(the_program_by_that_name__opens_nothing_without_a_terminal)
{
    char link[300];
    run_enter();
    snprintf(link, sizeof(link), "%s", run_path("zuoxi-login"));
    ck_assert_int_eq(symlink(getenv("ZUOXI_BINARY"), link), 0);
    setenv("ZUOXI_BINARY", link, 1);
    run_expect(3, "不能运行命令", "check", NULL);
    run_expect(3, "不能运行命令", "-c", "sh -i", NULL);
    run_expect(3, "只能在终端上", NULL);
    run_leave();
}
END_TEST

SUITE_MAIN("cli/captive", only_the_login_name_makes_it_captive,
           nothing_of_the_environment_stays_but_harmless_names,
           a_terminal_that_names_a_file__or_is_too_long__becomes_a_plain_one,
           a_command_is_refused__whatever_it_is, the_program_by_that_name__opens_nothing_without_a_terminal)
