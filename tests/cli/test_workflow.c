/* zuoxi workflow: every leg and move of every shipped profile, for people and for the manual. */

#include "suite.h"

#include <stdio.h>
#include <string.h>

#include "cli/run_binary.h"
#include "zuoxi/base/str.h"
#include "zuoxi/conf/load.h"

static const char *const profiles[] = {"heating", "gas", "service", "power"};

static void load(struct config *config, const char *profile)
{
    struct findings findings = {0};
    struct err err = {0};
    setenv("XDG_CONFIG_HOME", "/nonexistent", 1);
    ck_assert_msg(config_load(config, NULL, profile, &findings, &err) == STATUS_OK, "%s", err.what);
    findings_clear(&findings);
}

static void assert_names_all(const struct profile *profile, const char *text)
{
    for (size_t i = 0; i < profile->leg_count; i++) {
        const char *label = profile_leg_label(profile, profile->legs[i].id);
        ck_assert_msg(strstr(text, label) != NULL, "%s: leg %s is missing", profile->name, label);
    }
    for (size_t i = 0; i < profile->move_count; i++) {
        ck_assert_msg(strstr(text, profile->moves[i].label) != NULL, "%s: move %s is missing", profile->name,
                      profile->moves[i].label);
    }
}

static size_t count(const char *text, const char *piece)
{
    size_t found = 0;
    for (; (text = strstr(text, piece)) != NULL; text++) {
        found++;
    }
    return found;
}

START_TEST(each_profile__is_listed_whole)
{
    run_enter();
    for (size_t i = 0; i < sizeof(profiles) / sizeof(profiles[0]); i++) {
        struct config config;
        load(&config, profiles[i]);
        struct run run = run_binary("workflow", "--profile", profiles[i], NULL);
        ck_assert_int_eq(run.code, 0);
        assert_names_all(&config.profile, run.out);
        /* A line each, the two titles, the two heads and a blank between. */
        ck_assert_uint_eq(count(run.out, "\n"), config.profile.leg_count + config.profile.move_count + 5);
        run_clear(&run);
        config_clear(&config);
    }
    run_leave();
}
END_TEST

START_TEST(as_mdoc__each_table_begins_and_ends__and_no_text_is_a_request)
{
    run_enter();
    for (size_t i = 0; i < sizeof(profiles) / sizeof(profiles[0]); i++) {
        struct config config;
        load(&config, profiles[i]);
        struct run run = run_binary("workflow", "--mdoc", "--profile", profiles[i], NULL);
        ck_assert_int_eq(run.code, 0);
        struct str plain = {0}; /* without the places where a line may break */
        for (const char *at = run.out; *at != '\0'; at++) {
            at += strncmp(at, "\\:", 2) == 0 ? 2 : 0;
            str_add_char(&plain, *at);
        }
        assert_names_all(&config.profile, str_text(&plain));
        ck_assert_uint_eq(count(run.out, "\n.TS\n"), 2);
        ck_assert_uint_eq(count(run.out, "\n.TE\n"), 2);
        ck_assert_uint_eq(count(run.out, "\n."), 5); /* with the two titles, one at the very beginning */
        ck_assert_uint_eq(count(run.out, "T{\n"), count(run.out, "\nT}"));
        str_free(&plain);
        run_clear(&run);
        config_clear(&config);
    }
    run_leave();
}
END_TEST

START_TEST(what_it_does_not_know__is_refused)
{
    run_enter();
    run_expect(2, "不认识", "workflow", "heating", NULL);
    run_expect(1, "没有行业方案", "workflow", "--profile", "water", NULL);
    run_leave();
}
END_TEST

SUITE_MAIN("cli/workflow", each_profile__is_listed_whole,
           as_mdoc__each_table_begins_and_ends__and_no_text_is_a_request, what_it_does_not_know__is_refused)
