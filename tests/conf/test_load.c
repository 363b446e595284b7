#include "suite.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "zuoxi/base/clock.h"
#include "zuoxi/base/str.h"
#include "zuoxi/conf/load.h"
#include "zuoxi/conf/loader.h"
#include "zuoxi/domain/case_record.h"

static void assert_same_settings(const struct settings *a, const struct settings *b)
{
    for (const struct option *option = settings_options; option->name != NULL; option++) {
        if (option->type == OPTION_SECTION || (option->flags & OPTION_BY_CODE)) {
            continue;
        }
        ck_assert_msg(
            memcmp((const char *)a + option->offset, (const char *)b + option->offset, option->size) == 0,
            "%s differs", option->name);
    }
    ck_assert_uint_eq(a->rules.hours.window_count, b->rules.hours.window_count);
    for (size_t i = 0; i < a->rules.hours.window_count; i++) {
        ck_assert_int_eq(a->rules.hours.windows[i].start, b->rules.hours.windows[i].start);
        ck_assert_int_eq(a->rules.hours.windows[i].end, b->rules.hours.windows[i].end);
    }
    ck_assert_uint_eq(a->unit_count, b->unit_count);
    for (size_t i = 0; i < a->unit_count; i++) {
        ck_assert_int_eq(memcmp(&a->units[i], &b->units[i], sizeof(a->units[i])), 0);
    }
    ck_assert_uint_eq(a->shift_count, b->shift_count);
    for (size_t i = 0; i < a->shift_count; i++) {
        ck_assert_int_eq(memcmp(&a->shifts[i], &b->shifts[i], sizeof(a->shifts[i])), 0);
    }
    ck_assert_uint_eq(a->duty_item_count, b->duty_item_count);
    for (size_t i = 0; i < a->duty_item_count; i++) {
        ck_assert_int_eq(memcmp(&a->duty_items[i], &b->duty_items[i], sizeof(a->duty_items[i])), 0);
    }
}

/* What stands in zuoxi.conf about shifts and regular follow-up, and what check says of it. */
START_TEST(sections__refused_with_the_reason_and_the_line)
{
    static const struct {
        const char *text, *said; /* NULL: sound */
    } rows[] = {
        {"shift \"白班\" { start = \"08:00\" }\n", NULL},
        {"shift \"夜班\" { start = \"22:00\" length = \"10h\" except = {\"周六-周日 1\"} }\n", NULL},
        {"shift \"白班\" { length = \"8h\" }\n", "start"},
        {"shift \"白班\" { start = \"08:00\" length = \"25h\" }\n", "24h"},
        {"shift \"白班\" { start = \"08:00\" length = \"1wd\" }\n", "24h"},
        {"shift \"白班\" { start = \"08:00\" except = {\"周八 1\"} }\n", "周八"},
        {"shift \"白班\" { start = \"08:00\" }\nshift \"白天\" { start = \"16:00\" }\n", "首字"},
        {"shift \"休班\" { start = \"08:00\" }\n", "另有含义"},
        {"swap_approver = \"boss\"\n", "lead"},
        {"followup \"阳光城\" { kind = \"项目\" }\n", "since"},
        {"followup \"阳光城\" { since = \"2026-02-29\" }\n", "2026-11-15"},
        {"followup \"阳光城\" { since = \"11-15\" }\n", "2026-11-15"},
        {"followup \"阳光城\" { since = \"2026-11-15 \" }\n", "2026-11-15"},
        {"followup \"甲\" { since = \"2026-11-15\" }\nfollowup \"甲\" { since = \"2026-11-15\" }\n", "甲"},
        {"followup_first_year = 0\n", "1 至 12"},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct settings settings = {0};
        struct findings findings = {0};
        char folder[] = "/tmp/zuoxi-shifts-XXXXXX", path[64];
        ck_assert_ptr_nonnull(mkdtemp(folder));
        snprintf(path, sizeof(path), "%s/zuoxi.conf", folder);
        FILE *file = fopen(path, "w");
        ck_assert(fputs(rows[i].text, file) >= 0 && fclose(file) == 0);
        ck_assert_msg(settings_load(&settings, path, &findings) == (rows[i].said == NULL), "%s",
                      rows[i].text);
        if (rows[i].said != NULL) {
            ck_assert_uint_ge(findings.count, 1);
            const struct finding *finding = &findings.items[0];
            ck_assert_msg(strstr(finding->text, rows[i].said) || strstr(finding->option, rows[i].said),
                          "%s: %s", finding->option, finding->text);
            ck_assert_int_gt(finding->line, 0);
        } else {
            ck_assert_uint_eq(settings.shift_count, 1);
            ck_assert_int_eq(settings.roster_days, 7);
            ck_assert_uint_eq(settings.duty_item_count, 3); /* the built-in ones */
        }
        settings_clear(&settings);
        findings_clear(&findings);
        unlink(path);
        rmdir(folder);
    }
}
END_TEST

START_TEST(shipped_file__parses_to_exactly_the_built_in_defaults)
{
    struct settings defaults = {0}, shipped = {0};
    struct findings findings = {0};
    char path[PATH_SIZE];

    path_shipped(path, "zuoxi.conf");
    ck_assert(settings_load(&defaults, NULL, &findings));
    ck_assert(settings_load(&shipped, path, &findings));
    ck_assert_uint_eq(findings.count, 0);
    assert_same_settings(&defaults, &shipped);
    ck_assert_str_eq(defaults.company, "XX热力客服中心");
    ck_assert_int_eq(defaults.rules.hours.close, 17 * 60 + 30);
    ck_assert_uint_eq(defaults.rules.hours.window_count, 2);
    ck_assert_int_eq(defaults.ring_limit, 3);
    ck_assert_int_eq(defaults.warning_percent, 25);
    ck_assert_uint_gt(defaults.unit_count, 0);
    settings_clear(&defaults);
    settings_clear(&shipped);
    findings_clear(&findings);
}
END_TEST

START_TEST(follow_ups__are_read_with_their_dates__and_are_off_without_one)
{
    struct settings settings = {0};
    struct findings findings = {0};
    ck_assert(settings_load(&settings, "tests/conf/corpus/main/followup_good.conf", &findings));
    ck_assert_uint_eq(settings.followup_count, 2);
    ck_assert_str_eq(settings.followups[1].name, "幸福里3号楼");
    ck_assert_int_eq(settings.followups[1].since, 20280229);
    ck_assert_int_eq(settings.followup_rule.first_year, 1);
    ck_assert_int_eq(settings.followup_rule.later, 6);
    settings_clear(&settings);
    ck_assert(settings_load(&settings, NULL, &findings));
    ck_assert_uint_eq(settings.followup_count, 0);
    settings_clear(&settings);
    findings_clear(&findings);
}
END_TEST

START_TEST(seasons__are_read_with_their_days_and_hours)
{
    struct settings settings = {0};
    struct findings findings = {0};

    ck_assert(settings_load(&settings, "tests/conf/corpus/main/season_good.conf", &findings));
    const struct work_rules *rules = &settings.rules;
    ck_assert_uint_eq(rules->season_count, 2);
    ck_assert_str_eq(rules->seasons[0].name, "夏令时间");
    ck_assert_int_eq(rules->seasons[0].from, 501);
    ck_assert_int_eq(rules->seasons[0].to, 930);
    ck_assert_int_eq(rules->seasons[0].hours.close, 18 * 60);
    ck_assert_uint_eq(rules->seasons[0].hours.window_count, 2);
    ck_assert_int_eq(work_hours_on(rules, 20260715)->windows[1].start, 14 * 60 + 30);
    ck_assert_int_eq(work_hours_on(rules, 20260115)->close, 20 * 60);
    ck_assert_int_eq(work_hours_on(rules, 20261015)->close, 17 * 60 + 30);
    settings_clear(&settings);
    findings_clear(&findings);
}
END_TEST

static void load(struct config *config, const char *profile)
{
    struct findings findings = {0};
    struct err err = {0};
    char path[PATH_SIZE];

    path_shipped(path, "zuoxi.conf");
    ck_assert_msg(config_load(config, path, profile, &findings, &err) == STATUS_OK, "%s: %s", err.where,
                  err.what);
    ck_assert_uint_eq(findings.count, 0);
    findings_clear(&findings);
}

START_TEST(load__shipped__fills_everything_and_sets_the_zone)
{
    struct config config;

    setenv("TZ", "UTC", 1);
    load(&config, NULL);
    ck_assert_str_eq(config.profile.name, "heating");
    ck_assert_int_eq(config.profile.warning_percent, 25);
    ck_assert_int_eq(config.profile.critical_percent, 10);
    ck_assert_str_eq(getenv("TZ"), "Asia/Shanghai");
    ck_assert_ptr_eq(config.settings.rules.calendar, &config.settings.calendar);
    for (int year = 2024; year <= 2026; year++) {
        ck_assert(calendar_has_year(&config.settings.calendar, year));
    }
    ck_assert_ptr_nonnull(profile_choice(&config.profile, SET_UNIT, "城东站"));
    ck_assert_uint_ge(config.book.count, 120);
    ck_assert_uint_ge(config.book.taboo_count, 40);
    ck_assert_uint_ge(config.book.answer_count, 15); /* 30 with those of the other trades */
    for (size_t i = 0; i < config.book.stage_count; i++) {
        ck_assert_ptr_nonnull(phrase_stages[i]);
        ck_assert_str_eq(config.book.stages[i], phrase_stages[i]); /* every stage has something to say */
    }
    ck_assert_ptr_null(phrase_stages[config.book.stage_count]);
    config_clear(&config);
}
END_TEST

START_TEST(load__in_two_steps__gives_the_same_and_names_the_profile_between)
{
    struct findings findings = {0};
    struct config config, whole;
    struct err err = {0};
    char path[PATH_SIZE];

    load(&whole, "gas");
    path_shipped(path, "zuoxi.conf");
    ck_assert_int_eq(config_begin(&config, path, &findings, &err), STATUS_OK);
    ck_assert_str_eq(config.profile.label, "");
    config_name_profile(&config, "gas");
    ck_assert_str_eq(config.profile.label, whole.profile.label);
    config_name_profile(&config, NULL);
    ck_assert_str_eq(config.profile.label, "供热");
    config_name_profile(&config, "../gas");
    ck_assert_int_eq(config_finish(&config, "gas", &findings, &err), STATUS_OK);
    ck_assert_uint_eq(findings.count, 0);
    ck_assert_str_eq(config.profile.name, "gas");
    ck_assert_str_eq(config.profile.label, whole.profile.label);
    ck_assert_uint_eq(config.profile.leg_count, whole.profile.leg_count);
    ck_assert_uint_eq(config.book.count, whole.book.count);
    ck_assert(calendar_has_year(&config.settings.calendar, 2026));
    assert_same_settings(&config.settings, &whole.settings);
    config_clear(&config);
    config_clear(&whole);
}
END_TEST

START_TEST(calendar__shipped_years__agree_with_the_published_schedules)
{
    struct config config;
    load(&config, NULL);
    const struct calendar *calendar = &config.settings.calendar;

    ck_assert(!calendar_is_workday(calendar, 20261001));
    ck_assert(!calendar_is_workday(calendar, 20261007));
    ck_assert(calendar_is_workday(calendar, 20261008));
    ck_assert(calendar_is_workday(calendar, 20261010));
    ck_assert(!calendar_is_workday(calendar, 20261011));
    ck_assert(calendar_is_workday(calendar, 20250126));
    ck_assert(calendar_is_workday(calendar, 20240204));
    ck_assert_str_eq(calendar_find(calendar, 20251006)->name, "中秋");
    config_clear(&config);
}
END_TEST

/* The last line of leg `id` that fits a type and grade; NULL when the type has no such leg. */
static const struct leg_rule *find_leg(const struct profile *profile, const char *id, const char *type,
                                       const char *grade)
{
    for (size_t i = 0; i < profile->leg_count; i++) {
        const struct leg_rule *leg = &profile->legs[i];
        bool fits = leg->type_count == 0;
        for (size_t t = 0; t < leg->type_count; t++) {
            fits = fits || strcmp(leg->types[t], type) == 0;
        }
        if (fits && strcmp(leg->id, id) == 0 && (leg->grade[0] == '\0' || strcmp(leg->grade, grade) == 0)) {
            return leg;
        }
    }
    return NULL;
}

static void assert_leg(const struct profile *profile, const char *id, const char *type, const char *grade,
                       const char *from, const char *within)
{
    const struct leg_rule *leg = find_leg(profile, id, type, grade);
    char text[12];

    ck_assert_msg(leg != NULL, "%s %s %s", id, type, grade);
    duration_format(leg->within, text);
    ck_assert_msg(strcmp(text, within) == 0 && strcmp(leg->from, from) == 0, "%s %s %s: %s from %s", id, type,
                  grade, text, leg->from);
}

START_TEST(heating__legs__have_the_lengths_of_the_rules)
{
    struct config config;
    load(&config, NULL);
    const struct profile *profile = &config.profile;

    assert_leg(profile, "dispatch", "repair", "2", "accept", "10m");
    assert_leg(profile, "take", "repair", "2", "dispatch", "10m");
    assert_leg(profile, "contact", "repair", "2", "take", "30m");
    assert_leg(profile, "arrive", "repair", "1", "accept", "1h");
    assert_leg(profile, "arrive", "repair", "2", "accept", "2h");
    assert_leg(profile, "arrive", "repair", "3", "accept", "4h");
    assert_leg(profile, "handle", "emergency", "1", "accept", "2h");
    assert_leg(profile, "handle", "repair", "2", "accept", "8h");
    assert_leg(profile, "handle", "repair", "3", "accept", "24h");
    assert_leg(profile, "reply", "repair", "3", "accept", "24h");
    assert_leg(profile, "callback", "repair", "3", "reply", "2wd");
    assert_leg(profile, "contact", "complaint", "3", "accept", "1wd");
    assert_leg(profile, "reply", "complaint", "3", "accept", "3wd");
    assert_leg(profile, "reply", "inquiry", "1", "accept", "3wd");
    config_clear(&config);
}
END_TEST

static const struct move_rule *find_move(const struct profile *profile, const char *id)
{
    for (size_t i = 0; i < profile->move_count; i++) {
        if (strcmp(profile->moves[i].id, id) == 0) {
            return &profile->moves[i];
        }
    }
    ck_abort_msg("no move %s", id);
}

START_TEST(heating__moves__ask_what_they_need)
{
    static const struct {
        const char *move, *need;
        bool reporter;
    } rows[] = {{"dispatch", "unit", false},
                {"take", "", true},
                {"contact", "", true},
                {"arrive", "", true},
                {"handle", "result complaint.upheld complaint.reason", true},
                {"reply", "reply", false},
                {"callback", "step.reached satisfaction", false},
                {"suspend", "step.reason", false},
                {"extend", "step.extra step.reason", false},
                {"close", "", false}};
    struct config config;
    load(&config, NULL);

    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const struct move_rule *move = find_move(&config.profile, rows[i].move);
        char needed[200] = "";
        for (size_t a = 0; a < move->ask_count; a++) {
            if (move->ask_needed[a]) {
                snprintf(needed + strlen(needed), sizeof(needed) - strlen(needed), "%s%s",
                         needed[0] != '\0' ? " " : "", move->ask[a]);
            }
        }
        ck_assert_str_eq(needed, rows[i].need);
        ck_assert_int_eq(move->asks_reporter, rows[i].reporter);
        ck_assert(move->roles[ROLE_OPERATOR] && move->roles[ROLE_LEAD] && !move->roles[ROLE_ADMIN]);
    }
    config_clear(&config);
}
END_TEST

START_TEST(profiles__all_four__have_the_ten_types_with_two_level_categories)
{
    static const char *const names[] = {"heating", "gas", "service", "power"};

    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        struct config config;
        load(&config, names[i]);
        const struct choices *types = &config.profile.sets[SET_TYPE];
        const struct choices *categories = &config.profile.sets[SET_CATEGORY];
        ck_assert_str_eq(config.profile.name, names[i]);
        ck_assert_uint_eq(types->count, strcmp(names[i], "heating") == 0 ? 10 : 9);
        ck_assert(profile_choice(&config.profile, SET_TYPE, "emergency")->is_urgent);
        ck_assert(profile_choice(&config.profile, SET_NOTICE, "unplanned")->is_outage);
        ck_assert(!profile_choice(&config.profile, SET_NOTICE, "price")->is_outage);
        for (size_t t = 0; t < types->count; t++) {
            size_t first = 0, second = 0;
            for (size_t c = 0; c < categories->count; c++) {
                if (strcmp(categories->items[c].parent, types->items[t].code) != 0) {
                    continue;
                }
                first++;
                for (size_t s = 0; s < categories->count; s++) {
                    second += strcmp(categories->items[s].parent, categories->items[c].code) == 0;
                }
            }
            ck_assert_msg(first > 0 && first <= 10 && second >= first, "%s %s", names[i],
                          types->items[t].code);
        }
        config_clear(&config);
    }
}
END_TEST

static void write_text(const char *folder, const char *name, const char *text, char path[PATH_SIZE])
{
    text_format(path, PATH_SIZE, "%s/%s", folder, name);
    FILE *stream = fopen(path, "w");
    ck_assert_ptr_nonnull(stream);
    fputs(text, stream);
    fclose(stream);
    chmod(path, 0600);
}

START_TEST(load__files_beside_zuoxi_conf__win_over_the_shipped_ones)
{
    char folder[] = "/tmp/zuoxi-test-XXXXXX", sub[PATH_SIZE], path[PATH_SIZE], main_file[PATH_SIZE];
    struct findings findings = {0};
    struct config config;
    struct err err;

    ck_assert_ptr_nonnull(mkdtemp(folder));
    write_text(folder, "zuoxi.conf", "unit \"一班\" { }\n", main_file);
    text_format(sub, sizeof(sub), "%s/calendar", folder);
    ck_assert_int_eq(mkdir(sub, 0700), 0);
    write_text(sub, "2030.conf", "year = 2030\nholiday \"元旦\" { off = {\"2030-01-01\"} }\n", path);
    write_text(sub, "notes.txt", "not a calendar", path);
    ck_assert_int_eq(config_load(&config, main_file, "gas", &findings, &err), STATUS_OK);
    ck_assert_str_eq(config.profile.label, "燃气");
    ck_assert_uint_eq(config.settings.calendar.year_count, 1);
    ck_assert(calendar_has_year(&config.settings.calendar, 2030));
    ck_assert_uint_eq(config.settings.unit_count, 1);
    ck_assert_str_eq(config.settings.units[0].name, "一班");
    config_check_years(&config, 2030, 2031, &findings);
    ck_assert_uint_eq(findings.count, 1);
    findings_clear(&findings);
    config_check_start(&config, 1922197600, &findings); /* November 2030 */
    ck_assert_uint_eq(findings.count, 0);
    config_check_start(&config, 1922284800 + 20 * 86400, &findings); /* December */
    ck_assert_uint_eq(findings.count, 1);
    ck_assert(findings.items[0].is_warning);
    config_clear(&config);
    findings_clear(&findings);
    unlink(path);
    text_format(path, sizeof(path), "%s/2030.conf", sub);
    unlink(path);
    rmdir(sub);
    unlink(main_file);
    rmdir(folder);
}
END_TEST

START_TEST(load__an_error__names_file_and_line_and_leaves_the_zone)
{
    char folder[] = "/tmp/zuoxi-test-XXXXXX", path[PATH_SIZE], text[512];
    struct findings findings = {0};
    struct config config;
    struct err err;

    setenv("TZ", "Asia/Tokyo", 1);
    ck_assert_ptr_nonnull(mkdtemp(folder));
    write_text(folder, "zuoxi.conf", "timezone = \"Asia/Shanghai\"\nprofile = \"water\"\n", path);
    ck_assert_int_eq(config_load(&config, path, NULL, &findings, &err), STATUS_FAILED);
    err_format(&err, text, sizeof(text));
    ck_assert_ptr_nonnull(strstr(text, path));
    ck_assert_ptr_nonnull(strstr(text, "water"));
    ck_assert_str_eq(getenv("TZ"), "Asia/Tokyo");
    config_clear(&config);
    findings_clear(&findings);
    unlink(path);
    rmdir(folder);
}
END_TEST

START_TEST(load__search_order__takes_the_personal_file_first)
{
    char folder[] = "/tmp/zuoxi-test-XXXXXX", sub[PATH_SIZE], path[PATH_SIZE];
    struct findings findings = {0};
    struct config config;
    struct err err;

    ck_assert_ptr_nonnull(mkdtemp(folder));
    setenv("XDG_CONFIG_HOME", folder, 1);
    text_format(sub, sizeof(sub), "%s/zuoxi", folder);
    ck_assert_int_eq(mkdir(sub, 0700), 0);
    write_text(sub, "zuoxi.conf", "company = \"我的公司\"\n", path);
    ck_assert_int_eq(config_load(&config, NULL, NULL, &findings, &err), STATUS_OK);
    ck_assert_str_eq(config.file, path);
    ck_assert_str_eq(config.settings.company, "我的公司");
    config_clear(&config);
    findings_clear(&findings);
    unlink(path);
    rmdir(sub);
    rmdir(folder);
}
END_TEST

SUITE_MAIN("load", sections__refused_with_the_reason_and_the_line,
           shipped_file__parses_to_exactly_the_built_in_defaults,
           load__shipped__fills_everything_and_sets_the_zone,
           load__in_two_steps__gives_the_same_and_names_the_profile_between,
           calendar__shipped_years__agree_with_the_published_schedules,
           heating__legs__have_the_lengths_of_the_rules, heating__moves__ask_what_they_need,
           profiles__all_four__have_the_ten_types_with_two_level_categories,
           load__files_beside_zuoxi_conf__win_over_the_shipped_ones,
           load__an_error__names_file_and_line_and_leaves_the_zone,
           load__search_order__takes_the_personal_file_first, seasons__are_read_with_their_days_and_hours,
           follow_ups__are_read_with_their_dates__and_are_off_without_one)
