#include "suite.h"

#include <stdio.h>
#include <string.h>

#include "zuoxi/cli/commands.h"
#include "zuoxi/cli/report.h"

struct run {
    int code;
    char *out, *err; /* owned */
};

static struct run due(bool json, int argc, char **argv)
{
    struct run run = {0};
    size_t out_size, err_size;
    struct cli_context context = {.clock = &clock_system, .options.json = json};

    setenv("XDG_CONFIG_HOME", "/nonexistent", 1);
    context.out = open_memstream(&run.out, &out_size);
    context.err = open_memstream(&run.err, &err_size);
    run.code = cli_due(&context, argc, argv);
    fclose(context.out);
    fclose(context.err);
    config_clear(&context.config);
    return run;
}

static void run_free(struct run *run)
{
    free(run->out);
    free(run->err);
}

START_TEST(due__three_workdays_over_the_october_holiday__ends_on_the_makeup_saturday)
{
    char *argv[] = {"due", "--from", "2026-09-30 16:00", "--within=3wd", NULL};
    struct run result = due(false, 4, argv);

    ck_assert_int_eq(result.code, 0);
    ck_assert_int_eq(strncmp(result.out, "2026-10-10 17:30:00\n", 20), 0);
    ck_assert_ptr_nonnull(strstr(result.out, "\n2026-10-01 周四 国庆节"));
    ck_assert_ptr_nonnull(strstr(result.out, "\n2026-10-10 周六"));
    run_free(&result);
}
END_TEST

START_TEST(due__json__has_iso_times_and_the_steps)
{
    char *argv[] = {"due", "--from", "2026-09-30 16:00", "--within", "8wh", NULL};
    struct run result = due(true, 5, argv);
    json_t *object = json_loads(result.out, 0, NULL);

    ck_assert_ptr_nonnull(object);
    ck_assert_str_eq(json_string_value(json_object_get(object, "from")), "2026-09-30T16:00:00+08:00");
    ck_assert_str_eq(json_string_value(json_object_get(object, "due")), "2026-10-08T16:30:00+08:00");
    ck_assert_str_eq(json_string_value(json_object_get(object, "within")), "8wh");
    const json_t *step = json_array_get(json_object_get(object, "steps"), 1);
    ck_assert_str_eq(json_string_value(json_object_get(step, "name")), "国庆节");
    ck_assert_str_eq(json_string_value(json_object_get(step, "kind")), "skipped");
    ck_assert(json_is_null(json_object_get(object, "missing_year")));
    json_decref(object);
    run_free(&result);
}
END_TEST

START_TEST(due__a_year_without_calendar__is_said_loudly)
{
    char *argv[] = {"due", "--from", "2030-01-02 16:00", "--within", "3wd", NULL};
    struct run result = due(false, 5, argv);

    ck_assert_int_eq(result.code, 0);
    ck_assert_ptr_nonnull(strstr(result.err, "2030"));
    ck_assert_ptr_nonnull(strstr(result.out, "2030年的节假日"));
    run_free(&result);
}
END_TEST

START_TEST(due__wrong_usage__exits_2_and_prints_no_due_time)
{
    static char *const rows[][5] = {{"due", NULL},
                                    {"due", "--from", "2026-09-30 16:00", NULL},
                                    {"due", "--within", "3wd", NULL},
                                    {"due", "--from=2026-09-31 16:00", "--within=3wd", NULL},
                                    {"due", "--from=2026-09-30 16:00", "--within=03wd", NULL},
                                    {"due", "--from=2026-09-30 16:00", "--within=3 wd", NULL},
                                    {"due", "--form=2026-09-30 16:00", "--within=3wd", NULL},
                                    {"due", "--within=3wd", "--from", NULL}};

    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        int argc = 0;
        while (rows[i][argc] != NULL) {
            argc++;
        }
        struct run result = due(false, argc, (char **)rows[i]);
        ck_assert_int_eq(result.code, 2);
        ck_assert_str_eq(result.out, "");
        ck_assert_str_ne(result.err, "");
        run_free(&result);
    }
}
END_TEST

SUITE_MAIN("due", due__three_workdays_over_the_october_holiday__ends_on_the_makeup_saturday,
           due__json__has_iso_times_and_the_steps, due__a_year_without_calendar__is_said_loudly,
           due__wrong_usage__exits_2_and_prints_no_due_time)
