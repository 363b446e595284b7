/* zuoxi case print: the sheet of every profile, who may see what on it, and the line in the audit. */

#include "suite.h"

#include <string.h>

#include "cli/run_binary.h"

static const char *town(const char *profile)
{
    const char *database = run_path("town");
    run_expect(0, NULL, "demo", "--profile", profile, "--customers", "20", "--cases", "3", "--open", "3",
               "--database", database, NULL);
    run_expect(0, "已受理", "case", "new", "--badge", "1001", "type=投诉", "name=张桂兰", "phone=13800001234",
               "content=客厅只有<12>度&不热", "complaint.wanted=尽快处理", "--database", database, NULL);
    return database;
}

/* The number of the case that town() made, in out (20 bytes). */
static void newest(const char *database, char out[20])
{
    struct run run = run_binary("search", "13800001234", "--json", "--database", database, NULL);
    const char *at = strstr(run.out, "\"number\": \"");
    ck_assert_msg(at != NULL, "%s%s", run.out, run.err);
    memcpy(out, at + strlen("\"number\": \""), 13);
    out[13] = '\0';
    run_clear(&run);
}

START_TEST(print__has_the_profiles_title_and_parts_as_text_and_html)
{
    static const struct {
        const char *profile, *title, *part;
    } sheets[] = {{"heating", "供热服务工单", "上门处理"},
                  {"gas", "客户意见处理任务单", "交回"},
                  {"service", "客户投诉处理单", "方案报批"},
                  {"power", "供电服务工单", "现场处理"}};
    for (size_t i = 0; i < sizeof(sheets) / sizeof(sheets[0]); i++) {
        char number[20];
        run_enter();
        const char *database = town(sheets[i].profile);
        newest(database, number);
        run_expect(0, sheets[i].title, "case", "print", number, "--database", database, NULL);
        run_expect(0, sheets[i].part, "case", "print", number, "--database", database, NULL);
        run_expect(0, "期望结果：尽快处理", "case", "print", number, "--database", database, NULL);
        run_expect(0, "客厅只有<12>度&不热", "case", "print", number, "--database", database, NULL);
        run_expect(0, "客厅只有&lt;12&gt;度&amp;不热", "case", "print", number, "--format", "html",
                   "--database", database, NULL);
        struct run run = run_binary("case", "print", number, "--database", database, NULL);
        ck_assert_msg(strchr(run.out, '\f') == NULL, "%s takes two pages:\n%s", sheets[i].profile, run.out);
        run_clear(&run);
        run_leave();
    }
}
END_TEST

START_TEST(print__masks_the_phone_for_who_does_no_casework)
{
    char number[20];
    run_enter();
    const char *database = town("gas");
    newest(database, number);
    run_expect(0, "138****1234", "case", "print", number, "--badge", "9001", "--database", database, NULL);
    run_expect(0, "138 0000 1234", "case", "print", number, "--badge", "1001", "--database", database, NULL);
    run_leave();
}
END_TEST

START_TEST(print__refuses_other_formats_and_cases_that_are_not_there)
{
    run_enter();
    const char *database = town("gas");
    run_expect(2, "--format 应为 text 或 html", "case", "print", "1", "--format", "pdf", "--database",
               database, NULL);
    run_expect(2, "请给出一个工单编号", "case", "print", "--database", database, NULL);
    run_expect(4, "没有工单", "case", "print", "20200101-0001", "--database", database, NULL);
    run_leave();
}
END_TEST

SUITE_MAIN("cli/print", print__has_the_profiles_title_and_parts_as_text_and_html,
           print__masks_the_phone_for_who_does_no_casework,
           print__refuses_other_formats_and_cases_that_are_not_there)
