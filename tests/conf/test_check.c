#include "suite.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/path.h"
#include "zuoxi/base/str.h"
#include "zuoxi/cli/commands.h"
#include "zuoxi/cli/report.h"

#define CORPUS "tests/conf/corpus"

/* 2025-11-21 10:00 in Shanghai: the calendars of that year and the next one are shipped. */
static int64_t now_ms(void *context)
{
    (void)context;
    return 1763690400000;
}

static const struct clock fixed_clock = {.now_ms = now_ms, .boot_ms = now_ms};

static int64_t late_ms(void *context)
{
    (void)context;
    return 1795226400000; /* 2026-11-21: no calendar for 2027 */
}

static const struct clock late_clock = {.now_ms = late_ms, .boot_ms = late_ms};

struct run {
    int code;
    char *out, *err; /* owned */
};

static struct run run(int (*command)(struct cli_context *, int, char **), const struct clock *clock,
                      bool json, int argc, char **argv)
{
    struct run run = {0};
    size_t out_size, err_size;
    struct cli_context context = {.clock = clock, .options.json = json};

    setenv("XDG_CONFIG_HOME", "/nonexistent", 1);
    context.out = open_memstream(&run.out, &out_size);
    context.err = open_memstream(&run.err, &err_size);
    run.code = command(&context, argc, argv);
    fclose(context.out);
    fclose(context.err);
    config_clear(&context.config);
    findings_clear(&context.findings);
    return run;
}

static void run_free(struct run *run)
{
    free(run->out);
    free(run->err);
}

static struct run check(const char *file)
{
    char *argv[] = {"check", (char *)file, NULL};
    return run(cli_check, &fixed_clock, false, file == NULL ? 1 : 2, argv);
}

/* Does a line of `out` begin with "FILE:LINE: option: " and contain the text? */
static bool has_finding(const char *out, const char *file, const char *expected)
{
    char option[64], text[256], prefix[1024];
    int line;

    ck_assert_int_eq(sscanf(expected, "%d: %63[^:]: %255[^\n]", &line, option, text), 3);
    snprintf(prefix, sizeof(prefix), "%s:%d: %s: ", file, line == 0 ? 1 : line, option);
    for (const char *at = strstr(out, prefix); at != NULL; at = strstr(at + 1, prefix)) {
        const char *end = strchr(at, '\n');
        const char *found = strstr(at, text);
        if (found != NULL && found < end) {
            return true;
        }
    }
    return false;
}

static int count_lines(const char *text)
{
    int count = 0;
    for (; *text != '\0'; text++) {
        count += *text == '\n';
    }
    return count;
}

static int check_corpus_file(const char *file)
{
    char expect[512], line[512];
    int expected = 0, failures = 0;
    struct run result = check(file);

    snprintf(expect, sizeof(expect), "%.*sexpect", (int)(strlen(file) - strlen("conf")), file);
    FILE *stream = fopen(expect, "r");
    ck_assert_msg(stream != NULL, "%s is missing", expect);
    while (fgets(line, sizeof(line), stream) != NULL) {
        expected++;
        if (!has_finding(result.out, file, line)) {
            fprintf(stderr, "%s: expected %sgot\n%s\n", file, line, result.out);
            failures++;
        }
    }
    fclose(stream);
    bool only_warnings = strstr(result.out, "警告") != NULL && count_lines(result.out) == 1;
    if (count_lines(result.out) != expected || result.code != (expected > 0 && !only_warnings)) {
        fprintf(stderr, "%s: %d findings expected, exit code %d, got\n%s\n", file, expected, result.code,
                result.out);
        failures++;
    }
    run_free(&result);
    return failures;
}

START_TEST(check__every_bad_file_of_the_corpus__gives_exactly_the_expected_findings)
{
    static const char *const kinds[] = {"main", "profiles", "calendar", "phrases"};
    char folder[256], file[600];
    int files = 0, failures = 0;

    for (size_t k = 0; k < sizeof(kinds) / sizeof(kinds[0]); k++) {
        snprintf(folder, sizeof(folder), "%s/%s", CORPUS, kinds[k]);
        DIR *directory = opendir(folder);
        ck_assert_msg(directory != NULL, "run from the project's folder");
        for (struct dirent *entry; (entry = readdir(directory)) != NULL;) {
            const char *dot = strrchr(entry->d_name, '.');
            if (dot == NULL || strcmp(dot, ".conf") != 0) {
                continue;
            }
            snprintf(file, sizeof(file), "%s/%s", folder, entry->d_name);
            failures += check_corpus_file(file);
            files++;
        }
        closedir(directory);
    }
    ck_assert_int_ge(files, 100);
    ck_assert_int_eq(failures, 0);
}
END_TEST

START_TEST(check__every_shipped_file__is_clean)
{
    static const char *const files[] = {
        "profiles/heating.conf", "profiles/gas.conf",  "profiles/service.conf", "profiles/power.conf",
        "calendar/2024.conf",    "calendar/2025.conf", "calendar/2026.conf",    "phrases/common.conf",
        "phrases/heating.conf",  "phrases/gas.conf",   "phrases/service.conf",  "phrases/power.conf",
        "phrases/taboo.conf",    "zuoxi.conf"};
    char path[PATH_SIZE];

    for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
        path_shipped(path, files[i]);
        struct run result = check(path);
        ck_assert_str_eq(result.out, "");
        ck_assert_int_eq(result.code, 0);
        run_free(&result);
    }
}
END_TEST

START_TEST(check__missing_next_calendar__warns_and_exits_0_but_1_when_strict)
{
    char *plain[] = {"check", NULL}, *strict[] = {"check", "--strict", NULL};
    struct run result = run(cli_check, &late_clock, false, 1, plain);

    ck_assert_int_eq(result.code, 0);
    ck_assert_ptr_nonnull(strstr(result.out, "/calendar/2027.conf: year: 警告：没有 2027 年"));
    run_free(&result);
    result = run(cli_check, &late_clock, false, 2, strict);
    ck_assert_int_eq(result.code, 1);
    run_free(&result);
}
END_TEST

START_TEST(check__wrong_usage__exits_2)
{
    char *two[] = {"check", "a", "b", NULL}, *unknown[] = {"check", "--sctrict", NULL};
    struct run result = run(cli_check, &fixed_clock, false, 3, two);

    ck_assert_int_eq(result.code, 2);
    run_free(&result);
    result = run(cli_check, &fixed_clock, false, 2, unknown);
    ck_assert_int_eq(result.code, 2);
    ck_assert_str_eq(result.out, "");
    run_free(&result);
}
END_TEST

START_TEST(check__json__is_a_list_of_findings)
{
    char *argv[] = {"check", CORPUS "/main/three_faults.conf", NULL};
    struct run result = run(cli_check, &fixed_clock, true, 2, argv);
    json_t *list = json_loads(result.out, 0, NULL);

    ck_assert_uint_eq(json_array_size(list), 4);
    const json_t *first = json_array_get(list, 0);
    ck_assert_int_eq(json_integer_value(json_object_get(first, "line")), 1);
    ck_assert_str_eq(json_string_value(json_object_get(first, "option")), "compnay");
    ck_assert_str_eq(json_string_value(json_object_get(first, "level")), "error");
    ck_assert_int_eq(result.code, 1);
    json_decref(list);
    run_free(&result);
}
END_TEST

static void expect_refused(const char *file, const char *text)
{
    struct run result = check(file);
    ck_assert_msg(strstr(result.out, text) != NULL, "%s: %s", file, result.out);
    ck_assert_int_eq(result.code, 1);
    run_free(&result);
}

static void write_file(const char *path, const char *text, mode_t mode)
{
    FILE *stream = fopen(path, "w");
    ck_assert_ptr_nonnull(stream);
    fputs(text, stream);
    fclose(stream);
    ck_assert_int_eq(chmod(path, mode), 0);
}

START_TEST(check__what_is_no_good_file__is_refused_without_reading_it)
{
    char folder[] = "/tmp/zuoxi-test-XXXXXX", path[64];

    ck_assert_ptr_nonnull(mkdtemp(folder));
    expect_refused(folder, "这是目录");
    snprintf(path, sizeof(path), "%s/pipe", folder);
    ck_assert_int_eq(mkfifo(path, 0600), 0);
    expect_refused(path, "不是普通文件");
    unlink(path);
    snprintf(path, sizeof(path), "%s/open.conf", folder);
    write_file(path, "company = \"A\"\n", 0666);
    expect_refused(path, "chmod o-w");
    ck_assert_int_eq(chmod(path, 0600), 0);
    ck_assert_int_eq(truncate(path, (1 << 20) + 1), 0);
    expect_refused(path, "超过 1 MiB");
    unlink(path);
    expect_refused(path, "打不开");
    if (geteuid() == 0) {
        write_file(path, "company = \"A\"\n", 0600);
        ck_assert_int_eq(chown(path, 12345, 12345), 0);
        expect_refused(path, "另一个用户");
        unlink(path);
    }
    rmdir(folder);
}
END_TEST

START_TEST(check__escape_sequences_in_names_and_values__never_reach_the_terminal)
{
    char folder[] = "/tmp/zuoxi-test-XXXXXX", path[64];

    ck_assert_ptr_nonnull(mkdtemp(folder));
    snprintf(path, sizeof(path), "%s/a.conf", folder);
    write_file(path, "ring_limit = \"\033]0;x\007\"\nprofile = \"\xe2\x80\xaegas\"\n", 0600);
    struct run result = check(path);
    ck_assert_ptr_null(strchr(result.out, '\033'));
    ck_assert_ptr_null(strchr(result.out, '\007'));
    ck_assert_ptr_null(strstr(result.out, "\xe2\x80\xae"));
    ck_assert_int_eq(result.code, 1);
    run_free(&result);
    unlink(path);
    rmdir(folder);
}
END_TEST

SUITE_MAIN("check", check__every_bad_file_of_the_corpus__gives_exactly_the_expected_findings,
           check__every_shipped_file__is_clean,
           check__missing_next_calendar__warns_and_exits_0_but_1_when_strict, check__wrong_usage__exits_2,
           check__json__is_a_list_of_findings, check__what_is_no_good_file__is_refused_without_reading_it,
           check__escape_sequences_in_names_and_values__never_reach_the_terminal)
