/* zuoxi ring: what a dialplan or a script may report, and what is refused. */

#include "suite.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/run_binary.h"
#include "store/store_fixture.h"
#include "zuoxi/store/people_store.h"

static const char *database(void)
{
    static char path[300];
    struct store *store = NULL;
    struct person people[] = {
        {.badge = "9001", .name = "周涛", .role = ROLE_ADMIN, .is_active = true, .hash = "*"},
        {.badge = "1001", .name = "王芳", .role = ROLE_OPERATOR, .is_active = true, .hash = "*"},
    };
    run_enter();
    snprintf(path, sizeof(path), "%s", run_path("db"));
    struct store_options options = {.path = path, .clock = &clock_system};
    fixture_ok(store_create(path, "heating", false, &clock_system, &err));
    fixture_ok(store_open(&store, &options, &err));
    fixture_begin(store);
    for (size_t i = 0; i < sizeof(people) / sizeof(people[0]); i++) {
        fixture_ok(people_store_add(store, &people[i], &err));
    }
    fixture_commit(store);
    store_close(&store);
    return path;
}

START_TEST(a_call_is_reported_from_ringing_to_its_end)
{
    const char *db = database();
    run_expect(0, "138 0000 5678 正在振铃", "ring", "13800005678", "--id", "c1", "--database", db, NULL);
    run_expect(0, "没有变化", "ring", "13800005678", "--id", "c1", "--database", db, NULL);
    run_expect(0, "已接听", "ring", "13800005678", "--id=c1", "--state=answered", "--to", "1001",
               "--database", db, NULL);
    run_expect(0, "没有变化", "ring", "13800005678", "--id", "c1", "--state", "missed", "--database", db,
               NULL);
    run_expect(0, "已结束", "--database", db, "ring", "--state", "ended", "--id", "c1", "13800005678", NULL);
    run_expect(0, "没有变化", "ring", "13800005678", "--id", "c1", "--state", "ringing", "--database", db,
               NULL);
    run_leave();
}
END_TEST

/* r a e m as they arrive, and what the last report says the call is. */
static const struct {
    const char *reports, *state;
} orders[] = {
    {"r", "ringing"},   {"ra", "answered"},  {"rae", "ended"},   {"re", "missed"},     {"rm", "missed"},
    {"m", "missed"},    {"er", "missed"},    {"ear", "ended"},   {"rea", "ended"},     {"rma", "ended"},
    {"ar", "answered"}, {"ram", "answered"}, {"rrr", "ringing"}, {"raeeamr", "ended"},
};

START_TEST(reports_in_any_order_make_the_same_call)
{
    const char *db = database();
    for (size_t i = 0; i < sizeof(orders) / sizeof(orders[0]); i++) {
        char id[20], wanted[40];
        snprintf(id, sizeof(id), "call-%zu", i);
        snprintf(wanted, sizeof(wanted), "\"state\": \"%s\"", orders[i].state);
        for (const char *letter = orders[i].reports; *letter != '\0'; letter++) {
            const char *state = *letter == 'r'   ? "ringing"
                                : *letter == 'a' ? "answered"
                                : *letter == 'e' ? "ended"
                                                 : "missed";
            run_expect(0, letter[1] == '\0' ? wanted : NULL, "ring", "13800005678", "--id", id, "--state",
                       state, "--json", "--database", db, NULL);
        }
    }
    run_leave();
}
END_TEST

START_TEST(a_call_for_somebody_who_is_not_there_says_so)
{
    const char *db = database();
    run_expect(0, "坐席 1001 现在未签到", "ring", "13800005678", "--id", "c1", "--to", "1001", "--database",
               db, NULL);
    run_expect(0, "\"seat\": \"out\"", "ring", "13800005678", "--id", "c1", "--json", "--database", db, NULL);
    run_leave();
}
END_TEST

START_TEST(a_report_as_json_has_english_names_and_iso_times)
{
    const char *db = database();
    struct run run = run_binary("ring", "+8613800005678", "--id", "c1", "--line", "96777", "--json",
                                "--database", db, NULL);
    json_t *call = json_loads(run.out, 0, NULL);
    ck_assert_int_eq(run.code, 0);
    ck_assert_ptr_nonnull(call);
    ck_assert_str_eq(json_string_value(json_object_get(call, "phone")), "13800005678");
    ck_assert_str_eq(json_string_value(json_object_get(call, "line")), "96777");
    ck_assert_str_eq(json_string_value(json_object_get(call, "state")), "ringing");
    ck_assert(json_is_null(json_object_get(call, "answered_at")));
    ck_assert_ptr_nonnull(strchr(json_string_value(json_object_get(call, "ring_at")), 'T'));
    json_decref(call);
    run_clear(&run);
    run_leave();
}
END_TEST

START_TEST(bad_words_are_refused_with_2_and_leave_nothing_behind)
{
    static const char *const numbers[] = {
        "", "abc", "138x", "+", "1234567890123456789012345678901234567890", "138;reboot"};
    char long_id[400];
    const char *db = database();
    for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
        run_expect(2, "不是电话号码", "ring", numbers[i], "--database", db, NULL);
    }
    memset(long_id, 'x', sizeof(long_id) - 1);
    long_id[sizeof(long_id) - 1] = '\0';
    run_expect(2, "请给出来电号码", "ring", "--database", db, NULL);
    run_expect(2, "没有状态", "ring", "138", "--state", "busy", "--database", db, NULL);
    run_expect(2, "--id 太长", "ring", "138", "--id", long_id, "--database", db, NULL);
    run_expect(2, "不认识", "ring", "138", "139", "--database", db, NULL);
    run_expect(2, "不认识", "ring", "138", "--sate", "ended", "--database", db, NULL);
    run_expect(2, "缺少内容", "ring", "138", "--database", db, "--id", NULL);
    run_expect(4, "没有工号 7777", "ring", "138", "--to", "7777", "--database", db, NULL);
    run_expect(4, "没有正在进行的来电", "ring", "138", "--state", "ended", "--database", db, NULL);
    run_expect(4, "数据库不存在", "ring", "138", "--database", run_path("nowhere"), NULL);
    struct store_options options = {.path = db, .clock = &clock_system};
    struct store *store = NULL;
    fixture_ok(store_open(&store, &options, &err));
    ck_assert_int_eq(fixture_int(store, "SELECT count(*) FROM ring"), 0);
    store_close(&store);
    run_leave();
}
END_TEST

START_TEST(a_withheld_number_is_an_unknown_caller)
{
    const char *db = database();
    run_expect(0, "保密号码 正在振铃", "ring", "anonymous", "--id", "c1", "--database", db, NULL);
    run_expect(0, "保密号码 未接", "ring", "Anonymous", "--id", "c1", "--state", "missed", "--database", db,
               NULL);
    run_leave();
}
END_TEST

START_TEST(somebody_who_may_not_write_the_file_is_told_so)
{
    const char *db = database();
    const char *const arguments[] = {"ring", "13800005678", "--database", db, NULL};
    if (geteuid() == 0) {
        struct run run = run_as_nobody(arguments);
        ck_assert_int_eq(run.code, 5);
        ck_assert_ptr_nonnull(strstr(run.err, "不可读写"));
        run_clear(&run);
    }
    run_leave();
}
END_TEST

SUITE_MAIN("cli/ring", reports_in_any_order_make_the_same_call, a_call_for_somebody_who_is_not_there_says_so,
           a_call_is_reported_from_ringing_to_its_end, a_report_as_json_has_english_names_and_iso_times,
           bad_words_are_refused_with_2_and_leave_nothing_behind, a_withheld_number_is_an_unknown_caller,
           somebody_who_may_not_write_the_file_is_told_so)
