#include "suite.h"

#include <ctype.h>
#include <dirent.h>
#include <string.h>

#include "zuoxi/base/path.h"
#include "zuoxi/domain/audit_word.h"

#define SOURCES   "src/desk"
#define FILE_SIZE 262144

/* Words with a dot in the desk's sources that are no actions. */
static bool is_other(const char *word)
{
    static const char *const others[] = {"case.phone",         "excluded.plans",   "handle.signed_by",
                                         "letter.received_at", "no_heat.building", "no_heat.room",
                                         "no_heat.single",     "no_heat.unit",     "step.extra",
                                         "step.other",         "step.reached",     "step.reason"};
    size_t length = strlen(word);
    for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
        if (strcmp(others[i], word) == 0) {
            return true;
        }
    }
    return length > 2 && strcmp(word + length - 2, ".h") == 0;
}

/* "name.verb" between quotes at text: into out; false for anything else. */
static bool take_action(const char *text, char *out, size_t size)
{
    size_t length = 0;
    int dots = 0;
    while (text[length] == '.' || text[length] == '_' || islower((unsigned char)text[length])) {
        dots += text[length++] == '.';
    }
    if (text[length] != '"' || dots != 1 || length >= size || text[0] == '.' || text[length - 1] == '.') {
        return false;
    }
    memcpy(out, text, length);
    out[length] = '\0';
    return !is_other(out);
}

static int check_file(const char *path)
{
    struct str text = {0};
    char action[64];
    int found = 0;
    ck_assert_int_eq(path_read(path, FILE_SIZE, &text, NULL), STATUS_OK);
    for (const char *at = strchr(str_text(&text), '"'); at != NULL; at = strchr(at + 1, '"')) {
        if (take_action(at + 1, action, sizeof(action))) {
            found++;
            ck_assert_msg(strcmp(audit_action_label(action, NULL), action) != 0,
                          "%s logs \"%s\", which has no label in domain/audit_word.c", path, action);
        }
    }
    str_free(&text);
    return found;
}

START_TEST(action__that_the_desk_logs__has_its_chinese_label)
{
    DIR *sources = opendir(SOURCES);
    int found = 0;
    ck_assert_ptr_nonnull(sources);
    for (const struct dirent *entry; (entry = readdir(sources)) != NULL;) {
        struct str path = {0};
        const char *end = strrchr(entry->d_name, '.');
        str_printf(&path, "%s/%s", SOURCES, entry->d_name);
        found += end != NULL && strcmp(end, ".c") == 0 ? check_file(str_text(&path)) : 0;
        str_free(&path);
    }
    closedir(sources);
    ck_assert_int_gt(found, 60);
}
END_TEST

START_TEST(action__is_found_by_part_of_its_label__and_the_nearest_is_told)
{
    char codes[1200];
    const char *nearest;
    ck_assert_uint_eq(audit_action_match("修改工单", codes, sizeof(codes), &nearest), 1);
    ck_assert_str_eq(codes, " case.edit ");
    ck_assert_uint_gt(audit_action_match("修改", codes, sizeof(codes), &nearest), 4);
    ck_assert_ptr_nonnull(strstr(codes, " repair.edit "));
    ck_assert_ptr_nonnull(strstr(codes, " stop.edit "));
    ck_assert_ptr_null(strstr(codes, " repair.save "));
    ck_assert_uint_gt(audit_action_match("删除个人信息", codes, sizeof(codes), &nearest), 4);
    ck_assert_ptr_nonnull(strstr(codes, " handover_line.erase "));
    ck_assert_uint_gt(audit_action_match("换班", codes, sizeof(codes), &nearest), 3);
    ck_assert_uint_eq(audit_action_match("改工单吧", codes, sizeof(codes), &nearest), 0);
    ck_assert_str_eq(nearest, "修改工单");
    ck_assert_uint_eq(audit_action_match("xyz", codes, sizeof(codes), &nearest), 0);
    ck_assert_ptr_null(nearest);
}
END_TEST

START_TEST(label__of_a_move_is_the_profiles__and_of_an_unknown_code_the_code)
{
    ck_assert_str_eq(audit_action_label("case.dispatch", "派单"), "派单");
    ck_assert_str_eq(audit_action_label("repair.save", NULL), "登记专项内容");
    ck_assert_str_eq(audit_action_label("from.elsewhere", NULL), "from.elsewhere");
    ck_assert_str_eq(audit_object_label("person"), "账号");
    ck_assert_str_eq(audit_object_label("repair"), "报修");
    ck_assert_str_eq(audit_object_label("hook_run"), "通知");
    ck_assert_str_eq(audit_object_label("elsewhere"), "elsewhere");
}
END_TEST

START_TEST(origin__of_the_files_owner__is_known_whoever_they_stood_in_for)
{
    ck_assert(audit_origin_is_owner("cli owner"));
    ck_assert(audit_origin_is_owner("cli owner acting"));
    ck_assert(!audit_origin_is_owner("cli"));
    ck_assert(!audit_origin_is_owner("cli acting"));
    ck_assert(!audit_origin_is_owner("console"));
    ck_assert(!audit_origin_is_owner(""));
}
END_TEST

SUITE_MAIN("domain/audit_word", action__that_the_desk_logs__has_its_chinese_label,
           action__is_found_by_part_of_its_label__and_the_nearest_is_told,
           label__of_a_move_is_the_profiles__and_of_an_unknown_code_the_code,
           origin__of_the_files_owner__is_known_whoever_they_stood_in_for)
