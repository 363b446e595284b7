#include "suite.h"

#include <stdio.h>
#include <string.h>

#include "zuoxi/base/path.h"
#include "zuoxi/base/str.h"
#include "zuoxi/conf/loader.h"

#define TABLE_MOST 60 /* the guard's room for one table */

static void check_table(const struct option *options)
{
    size_t count = 0;

    for (; options[count].name != NULL; count++) {
        const struct option *option = &options[count];
        ck_assert_msg(option->text != NULL, "%s has no text", option->name);
        ck_assert_ptr_eq(option_find(options, option->name, strlen(option->name)), option);
        if (option->type == OPTION_NUMBER) {
            ck_assert_int_lt(option->low, option->high);
        }
        if (option->type == OPTION_SECTION) {
            check_table(option->inner);
        }
        bool is_text = (option->type == OPTION_TEXT || option->type == OPTION_CODE) &&
                       (option->flags & OPTION_BY_CODE) == 0; /* the loader's own matter */
        if (is_text || (option->type == OPTION_SECTION && option->size > 0)) {
            ck_assert_msg((size_t)option->high * 4 < option->size || option->words != NULL ||
                              (size_t)option->high < option->size,
                          "%s does not fit", option->name);
        }
    }
    ck_assert_uint_lt(count, TABLE_MOST);
}

START_TEST(tables__every_option__has_a_text_a_range_and_room)
{
    check_table(settings_options);
    check_table(profile_options);
    check_table(calendar_options);
    check_table(phrasebook_options);
}
END_TEST

START_TEST(defaults__written_as_a_file__pass_the_guard)
{
    struct findings findings = {0};
    struct guard guard;
    struct str text = {0};

    settings_default_text(&text);
    guard_scan(&guard, "defaults", str_text(&text), text.length, settings_options, &findings);
    ck_assert_uint_eq(findings.count, 0);
    ck_assert(guard.is_sound && guard.is_whole);
    guard_clear(&guard);
    str_free(&text);
    findings_clear(&findings);
}
END_TEST

START_TEST(nearest__misspelt_names__give_the_one_meant)
{
    static const char *const rows[][2] = {{"compny", "company"},
                                          {"Company", "company"},
                                          {"hotlin", "hotline"},
                                          {"hot_line", "hotline"},
                                          {"workinghours", "working_hours"},
                                          {"working_hour", "working_hours"},
                                          {"warnign_percent", "warning_percent"},
                                          {"unti", "unit"},
                                          {"ring_second", "ring_seconds"}};
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const char *near = option_nearest(settings_options, rows[i][0]);
        ck_assert_msg(near != NULL && strcmp(near, rows[i][1]) == 0, "%s: %s", rows[i][0], near);
    }
}
END_TEST

START_TEST(nearest__nothing_alike__gives_none)
{
    ck_assert_ptr_null(option_nearest(settings_options, "colour_of_the_sky"));
    ck_assert_ptr_null(option_nearest(settings_options, "x"));
    char huge[3000];
    memset(huge, 'c', sizeof(huge) - 1);
    huge[sizeof(huge) - 1] = '\0';
    ck_assert_ptr_null(option_nearest(settings_options, huge));
}
END_TEST

static bool passes(const char *name, const char *value, bool quoted)
{
    char why[512];
    bool is_good =
        option_check(option_find(settings_options, name, strlen(name)), value, quoted, why, sizeof(why));
    ck_assert_int_eq(is_good, *why == '\0');
    return is_good;
}

START_TEST(check__numbers_at_the_edges_of_their_range__pass_and_beyond_fail)
{
    ck_assert(passes("ring_limit", "1", false));
    ck_assert(passes("ring_limit", "20", false));
    ck_assert(!passes("ring_limit", "0", false));
    ck_assert(!passes("ring_limit", "21", false));
    ck_assert(!passes("ring_limit", "-1", false));
    ck_assert(!passes("ring_limit", "03", false));
    ck_assert(!passes("ring_limit", "0x3", false));
    ck_assert(!passes("ring_limit", "3.0", false));
    ck_assert(!passes("ring_limit", "", false));
    ck_assert(!passes("ring_limit", "3", true));
    ck_assert(!passes("ring_limit", "4294967299", false));
}
END_TEST

START_TEST(check__texts__are_counted_in_characters)
{
    struct str text = {0};
    for (int i = 0; i < 30; i++) {
        str_add(&text, "热");
    }
    ck_assert(passes("company", str_text(&text), true));
    str_add(&text, "热");
    ck_assert(!passes("company", str_text(&text), true));
    str_free(&text);
    ck_assert(!passes("company", "", true));
    ck_assert(passes("hotline", "", true));
    ck_assert(!passes("profile", "a/b", true));
    ck_assert(!passes("company", "a\tb", true));
}
END_TEST

START_TEST(clock__only_two_digits_colon_two_digits__is_a_time)
{
    ck_assert_int_eq(clock_minutes("00:00"), 0);
    ck_assert_int_eq(clock_minutes("17:30"), 1050);
    ck_assert_int_eq(clock_minutes("24:00"), 1440);
    static const char *const bad[] = {"24:01", "12:60",  "7:30", "07:3", "07-30",
                                      "0730",  "07:30 ", "",     "ab:cd"};
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        ck_assert_int_eq(clock_minutes(bad[i]), -1);
    }
}
END_TEST

static void read_tree_file(const char *name, struct str *out)
{
    char path[PATH_SIZE];
    path_shipped(path, name);
    struct err err;
    ck_assert_int_eq(path_read(path, 1 << 20, out, &err), STATUS_OK);
}

/* Every option stands in the manual as an item, with its default; and the manual names no option there is
 * not. */
START_TEST(manual__lists_exactly_the_options_with_their_defaults)
{
    struct str manual = {0};
    char item[128];
    size_t options = 0, items = 0;

    read_tree_file("../man/zuoxi.conf.5", &manual);
    for (const struct option *option = settings_options; option->name != NULL; option++, options++) {
        snprintf(item, sizeof(item), "\n.It Ic %s", option->name);
        const char *at = strstr(str_text(&manual), item);
        ck_assert_msg(at != NULL, "%s is not in the manual", option->name);
        if (option->type == OPTION_SECTION) {
            continue;
        }
        const char *next = strstr(at + 1, "\n.It Ic ");
        const char *value = strstr(at, option->fallback);
        ck_assert_msg(value != NULL && (next == NULL || value < next), "%s: default missing", option->name);
    }
    for (const char *at = str_text(&manual); (at = strstr(at, "\n.It Ic ")) != NULL; at++) {
        items++;
    }
    ck_assert_uint_eq(items, options);
    str_free(&manual);
}
END_TEST

START_TEST(shipped_file__names_every_option)
{
    struct str file = {0};
    char line[128];

    read_tree_file("zuoxi.conf", &file);
    for (const struct option *option = settings_options; option->name != NULL; option++) {
        /* A section without a default is shown as an example, in a comment. */
        bool is_example = option->type == OPTION_SECTION && option->fallback == NULL;
        snprintf(line, sizeof(line), is_example ? "\n# %s " : "\n%s ", option->name);
        ck_assert_msg(strstr(str_text(&file), line) != NULL, "%s is missing", option->name);
    }
    str_free(&file);
}
END_TEST

SUITE_MAIN("options", tables__every_option__has_a_text_a_range_and_room,
           defaults__written_as_a_file__pass_the_guard, nearest__misspelt_names__give_the_one_meant,
           nearest__nothing_alike__gives_none,
           check__numbers_at_the_edges_of_their_range__pass_and_beyond_fail,
           check__texts__are_counted_in_characters, clock__only_two_digits_colon_two_digits__is_a_time,
           manual__lists_exactly_the_options_with_their_defaults, shipped_file__names_every_option)
