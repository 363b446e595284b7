#include "suite.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "zuoxi/base/child.h"
#include "zuoxi/base/path.h"

static char folder[PATH_SIZE];

static void make_folder(void)
{
    text_copy(folder, sizeof(folder), "/tmp/zuoxi-path-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
}

START_TEST(write__replaces_whole_file_with_mode_0600)
{
    char path[PATH_SIZE];
    struct str text = {0};
    struct stat info;
    struct err err;

    make_folder();
    text_format(path, sizeof(path), "%.900s/a/b/c", folder);
    ck_assert_int_eq(path_make_directories(path, &err), STATUS_OK);
    text_format(path, sizeof(path), "%.900s/a/b/c/draft", folder);
    ck_assert_int_eq(path_write(path, "一", 3, &err), STATUS_OK);
    ck_assert_int_eq(path_write(path, "二三", 6, &err), STATUS_OK);
    ck_assert_int_eq(path_read(path, 100, &text, &err), STATUS_OK);
    ck_assert_str_eq(str_text(&text), "二三");
    ck_assert_int_eq(stat(path, &info), 0);
    ck_assert_int_eq(info.st_mode & 0777, 0600);
    str_reset(&text);
    ck_assert_int_eq(path_read(path, 5, &text, &err), STATUS_INVALID);
    str_free(&text);
}
END_TEST

/* Stage text beside path; the temporary's name. */
static void stage(const char *path, const char *text, char temporary[PATH_SIZE])
{
    struct err err;
    ck_assert_int_eq(path_stage(path, text, strlen(text), temporary, &err), STATUS_OK);
    ck_assert_int_eq(access(temporary, F_OK), 0);
}

START_TEST(stage__becomes_the_file_only_when_settled_and_never_once_taken_back)
{
    char path[PATH_SIZE], first[PATH_SIZE], second[PATH_SIZE];
    struct str text = {0};
    struct stat info;
    struct err err;

    make_folder();
    text_format(path, sizeof(path), "%.900s/draft", folder);
    stage(path, "旧", first);
    ck_assert_int_ne(access(path, F_OK), 0);
    ck_assert_int_eq(path_settle(first, &err), STATUS_OK);
    ck_assert_int_ne(access(first, F_OK), 0);
    stage(path, "收回", first);
    stage(path, "新", second);
    unlink(first);
    ck_assert_int_eq(path_settle(second, &err), STATUS_OK);
    ck_assert_int_eq(path_settle(first, &err), STATUS_NOT_FOUND);
    ck_assert_int_eq(path_read(path, 100, &text, &err), STATUS_OK);
    ck_assert_str_eq(str_text(&text), "新");
    ck_assert_int_eq(stat(path, &info), 0);
    ck_assert_int_eq(info.st_mode & 0777, 0600);
    ck_assert_int_eq(path_settle("x", &err), STATUS_BUG);
    ck_assert_int_ne(path_stage("/proc/zuoxi-cannot", "x", 1, first, &err), STATUS_OK);
    str_free(&text);
}
END_TEST

START_TEST(read__directory_or_missing__says_so)
{
    struct str text = {0};
    struct err err;

    ck_assert_int_eq(path_read("/tmp", 100, &text, &err), STATUS_INVALID);
    ck_assert_int_eq(path_read("/tmp/no/such/file", 100, &text, &err), STATUS_NOT_FOUND);
    ck_assert_str_eq(err.where, "/tmp/no/such/file");
    str_free(&text);
}
END_TEST

START_TEST(write__impossible_place__is_an_error_with_words)
{
    struct err err;

    ck_assert_int_ne(path_write("/proc/zuoxi-cannot", "x", 1, &err), STATUS_OK);
    ck_assert_str_ne(err.what, "");
}
END_TEST

START_TEST(xdg__variables__decide_the_places)
{
    char path[PATH_SIZE];

    setenv("XDG_STATE_HOME", "/s", 1);
    path_state(path, "drafts");
    ck_assert_str_eq(path, "/s/zuoxi/drafts");
    unsetenv("XDG_CONFIG_HOME");
    setenv("HOME", "/home/op", 1);
    path_config(path, "zuoxi.conf");
    ck_assert_str_eq(path, "/home/op/.config/zuoxi/zuoxi.conf");
    setenv("XDG_STATE_HOME", "relative", 1);
    path_state(path, "");
    ck_assert_str_eq(path, "/home/op/.local/state/zuoxi");
    setenv("HOME", "relative", 1);
    path_state(path, "");
    ck_assert_int_eq(path[0], '/');
    ck_assert_ptr_null(strstr(path, "relative"));
}
END_TEST

START_TEST(a_home_that_is_somebody_elses__is_not_used)
{
    char home[] = "/tmp/zuoxi-path-XXXXXX", path[PATH_SIZE];
    if (getuid() != 0) {
        return; /* nothing is closed to us but by us */
    }
    ck_assert_ptr_nonnull(mkdtemp(home));
    unsetenv("XDG_STATE_HOME");
    setenv("HOME", home, 1);
    path_state(path, "x");
    ck_assert_ptr_eq(strstr(path, home), path);
    pid_t other = fork();
    if (other == 0) { /* runuser -u nobody leaves root's HOME where it was */
        ck_assert_int_eq(setuid(65534), 0);
        path_state(path, "x");
        _exit(strstr(path, home) == NULL ? 0 : 1);
    }
    int status = 1;
    waitpid(other, &status, 0);
    ck_assert_int_eq(status, 0);
    rmdir(home);
}
END_TEST

START_TEST(what_is_within_a_directory__is_told_after_links_and_dots)
{
    ck_assert(path_is_within("/usr", "/usr/bin"));
    ck_assert(path_is_within("/usr/", "/usr"));
    ck_assert(path_is_within("/", "/usr"));
    ck_assert(!path_is_within("/usr/bin", "/usr/bin/../lib"));
    ck_assert(!path_is_within("/usr/bi", "/usr/bin"));
    ck_assert(!path_is_within("/proc/self/fd", "/proc/self/fd/0"));
    ck_assert(!path_is_within("/nonexistent", "/nonexistent"));
}
END_TEST

SUITE_MAIN("base/path", write__replaces_whole_file_with_mode_0600,
           stage__becomes_the_file_only_when_settled_and_never_once_taken_back,
           read__directory_or_missing__says_so, write__impossible_place__is_an_error_with_words,
           xdg__variables__decide_the_places, a_home_that_is_somebody_elses__is_not_used,
           what_is_within_a_directory__is_told_after_links_and_dots)
