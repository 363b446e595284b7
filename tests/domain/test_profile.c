#include "suite.h"

#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/str.h"
#include "zuoxi/domain/case_record.h"
#include "zuoxi/domain/settings.h"

static struct choice types[] = {{.code = "repair", .label = "报修"}, {.code = "inquiry", .label = "咨询"}};
static struct choice categories[] = {{.code = "no_heat", .label = "不热", .parent = "repair"},
                                     {.code = "no_heat.single", .label = "单户不热", .parent = "no_heat"},
                                     {.code = "price", .label = "热价", .parent = "inquiry"},
                                     {.code = "loop", .label = "环", .parent = "loop"}};
static struct choice grades[] = {{.code = "1", .label = "一级"}};
static struct leg_label labels[] = {{.id = "take", .label = "接单"}};
static struct profile profile = {.sets = {[SET_TYPE] = {.items = types, .count = 2},
                                          [SET_CATEGORY] = {.items = categories, .count = 4},
                                          [SET_GRADE] = {.items = grades, .count = 1}},
                                 .leg_labels = labels,
                                 .leg_label_count = 1};

START_TEST(label__unknown_codes__are_shown_marked)
{
    char out[80];
    ck_assert_str_eq(profile_label(&profile, SET_TYPE, "repair", out), "报修");
    ck_assert_str_eq(profile_label(&profile, SET_TYPE, "gone", out), "gone？");
    ck_assert_str_eq(profile_label(&profile, SET_TYPE, "", out), "");
    ck_assert_str_eq(profile_label(&profile, SET_SUPPLY, "normal", out),
                     "normal？"); /* a set nobody filled */
    ck_assert_ptr_eq(profile_choice(&profile, SET_TYPE, "inquiry"), &types[1]);
    ck_assert_ptr_null(profile_choice(&profile, SET_TYPE, "Inquiry"));
    ck_assert_str_eq(profile_leg_label(&profile, "take"), "接单");
    ck_assert_str_eq(profile_leg_label(&profile, "arrive"), "arrive");
}
END_TEST

START_TEST(category_path__names_type_and_both_levels)
{
    static const char *const rows[][3] = {{"repair", "no_heat.single", "报修 > 不热 > 单户不热"},
                                          {"repair", "no_heat", "报修 > 不热"},
                                          {"repair", "", "报修"},
                                          {"repair", "gone", "报修 > gone？"},
                                          {"", "", ""}};
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        char path[200];
        profile_category_path(&profile, rows[i][0], rows[i][1], path, sizeof(path));
        ck_assert_str_eq(path, rows[i][2]);
    }
    char small[12], path[200];
    profile_category_path(&profile, "repair", "no_heat.single", small, sizeof(small));
    ck_assert_str_eq(small, "报修 > "); /* cut before a character that does not fit */
    profile_category_path(&profile, "repair", "loop", path,
                          sizeof(path)); /* a loop in the configuration ends */
    ck_assert_uint_lt(strlen(path), 100);
}
END_TEST

START_TEST(check_codes__unknown_or_foreign_codes__name_the_field)
{
    static const struct {
        const char *type, *category, *grade, *label; /* label NULL: fine */
    } rows[] = {{"repair", "no_heat.single", "1", NULL},
                {"repair", "no_heat", "1", NULL},
                {"repair", "", "1", NULL},
                {"", "", "", NULL},
                {"gone", "", "1", "类型"},
                {"repair", "gone", "1", "类别"},
                {"repair", "no_heat", "9", "级别"},
                {"repair", "price", "1", "类别"},
                {"inquiry", "no_heat.single", "1", "类别"}};
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct case_record record = {0};
        struct err err = {0};
        text_copy(record.type, sizeof(record.type), rows[i].type);
        text_copy(record.category, sizeof(record.category), rows[i].category);
        text_copy(record.grade, sizeof(record.grade), rows[i].grade);
        enum status status = profile_check_codes(&profile, &case_record_fields, &record, NULL, &err);
        ck_assert_msg(status == (rows[i].label == NULL ? STATUS_OK : STATUS_INVALID), "row %zu: %s", i,
                      err.what);
        if (rows[i].label != NULL) {
            ck_assert_msg(strstr(err.what, rows[i].label) != NULL && err.todo[0] != '\0', "%s", err.what);
        }
    }
}
END_TEST

START_TEST(clear__a_full_profile_and_settings__leaves_nothing)
{
    struct profile owned = {.sets[SET_TYPE] = {.items = mem_new(1, sizeof(struct choice)), .count = 1},
                            .legs = mem_new(1, sizeof(struct leg_rule)),
                            .leg_labels = mem_new(1, sizeof(struct leg_label)),
                            .moves = mem_new(1, sizeof(struct move_rule)),
                            .move_count = 1};
    profile_clear(&owned);
    ck_assert(owned.moves == NULL && owned.move_count == 0 && owned.sets[SET_TYPE].items == NULL);
    profile_clear(&owned);
    struct settings settings = {.company = "x", .units = mem_new(1, sizeof(struct unit)), .unit_count = 1};
    calendar_add(&settings.calendar, 20261001, false, "国庆节");
    settings_clear(&settings);
    ck_assert(settings.units == NULL && settings.calendar.days == NULL && settings.company[0] == '\0');
}
END_TEST

SUITE_MAIN("domain/profile", label__unknown_codes__are_shown_marked,
           category_path__names_type_and_both_levels, check_codes__unknown_or_foreign_codes__name_the_field,
           clear__a_full_profile_and_settings__leaves_nothing)
