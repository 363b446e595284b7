/* zuoxi hooks: the queue run, looked at and acted on where no desk is open. */

#include "suite.h"

#include <fcntl.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/run_binary.h"

static char database[300], config[300];

/* A database with one case, and a hook on dispatching whose program is this script; options may be "". */
static void enter(const char *script, const char *options)
{
    char text[1200];
    run_enter();
    run_write("password", "secret-1\n");
    run_write("gateway", script);
    chmod(run_path("gateway"), 0755);
    snprintf(text, sizeof(text), "hook \"sms\" { events = {\"dispatch\"} command = {\"%s\", \"%s\"} %s }\n",
             run_path("gateway"), run_path("sent"), options);
    run_write("zuoxi.conf", text);
    snprintf(database, sizeof(database), "%s", run_path("db"));
    snprintf(config, sizeof(config), "%s", run_path("zuoxi.conf"));
    run_expect(0, NULL, "init", "--profile", "heating", "--admin", "9001", "--password-file",
               run_path("password"), "--database", database, NULL);
}

/* A case, dispatched: one event. */
static void dispatch(void)
{
    struct run run = run_binary("case", "new", "type=repair", "category=no_heat.single", "grade=2",
                                "name=孙丽", "address=阳光城7-1-402", "content=不热", "--json", "--config",
                                config, "--database", database, NULL);
    json_t *made = json_loads(run.out, 0, NULL);
    ck_assert_msg(run.code == 0 && made != NULL, "%s", run.err);
    const char *number = json_string_value(json_object_get(made, "number"));
    ck_assert_ptr_nonnull(number);
    run_expect(0, NULL, "case", "move", number, "dispatch", "unit=城东站", "--config", config, "--database",
               database, NULL);
    json_decref(made);
    run_clear(&run);
}

#define HOOKS(code, says, ...)                                                                               \
    run_expect(code, says, "hooks", __VA_ARGS__, "--config", config, "--database", database, NULL)

START_TEST(what_waits__is_run_once__and_listed_as_delivered)
{
    enter("#!/bin/sh\ncat >>\"$1\"\n", "");
    HOOKS(0, NULL, "run");
    dispatch();
    HOOKS(0, "等待", "list");
    HOOKS(0, "运行 1 条，送达 1 条", "run");
    HOOKS(0, "\"ended\": 0", "run", "--json");
    HOOKS(0, "已送达", "list", "--all");
    HOOKS(0, "[]", "list", "--json");
    char *sent = run_read("sent");
    json_t *event = json_loads(sent, 0, NULL);
    ck_assert_ptr_nonnull(event);
    ck_assert_str_eq(json_string_value(json_object_get(event, "event")), "dispatch");
    ck_assert_ptr_null(json_object_get(event, "name"));
    json_decref(event);
    free(sent);
    run_leave();
}
END_TEST

START_TEST(what_fails__makes_the_exit_code_1__is_tried_again_and_given_up)
{
    enter("#!/bin/sh\necho 余额不足 >&2\nexit 3\n", "retries = 0");
    dispatch();
    dispatch();
    HOOKS(1, "运行 2 条，送达 0 条", "run");
    HOOKS(0, "退出码 3：余额不足", "list");
    HOOKS(0, "2 条马上再试", "retry", "--all");
    HOOKS(1, NULL, "run");
    HOOKS(0, "第 1 条马上再试", "retry", "1");
    HOOKS(0, "第 2 条已放弃", "drop", "2", "网关停用");
    HOOKS(1, "这条通知已放弃", "retry", "2");
    run_write("gateway", "#!/bin/sh\nexit 0\n");
    HOOKS(0, "送达 1 条", "run");
    run_leave();
}
END_TEST

START_TEST(test__runs_the_program_in_front_of_the_admin__and_writes_nothing_down)
{
    enter("#!/bin/sh\ncat >\"$1\"\necho 收到 >&2\n", "");
    run_expect(0, "退出码 0", "hooks", "test", "sms", "--config", config, NULL);
    run_expect(0, "它说：收到", "hooks", "test", "sms", "--config", config, NULL);
    char *sent = run_read("sent");
    ck_assert_ptr_nonnull(strstr(sent, "\"event\":\"test\""));
    free(sent);
    HOOKS(0, "[]", "list", "--all", "--json");
    run_write("gateway", "#!/bin/sh\nsleep 30\n");
    run_write("zuoxi.conf", "");
    run_expect(4, "没有名为“sms”", "hooks", "test", "sms", "--config", config, NULL);
    run_leave();
}
END_TEST

START_TEST(test__ends_a_program_at_its_limit)
{
    enter("#!/bin/sh\nsleep 30\n", "timeout = 1");
    run_expect(1, "超过 1 秒没有结束", "hooks", "test", "sms", "--config", config, NULL);
    run_leave();
}
END_TEST

START_TEST(run__does_not_wait_for_ever_for_the_write_queue)
{
    char path[320];
    enter("#!/bin/sh\n", "");
    dispatch();
    snprintf(path, sizeof(path), "%s.lock", database);
    int lock = open(path, O_RDWR | O_CLOEXEC);
    ck_assert_int_eq(flock(lock, LOCK_EX), 0);
    HOOKS(5, NULL, "run");
    close(lock);
    HOOKS(0, "送达 1 条", "run");
    run_leave();
}
END_TEST

START_TEST(what_cannot_be__is_refused)
{
    enter("#!/bin/sh\n", "");
    HOOKS(2, "不认识", "list", "--al");
    HOOKS(2, "不是编号", "retry", "x");
    HOOKS(4, "没有这条通知", "retry", "7");
    HOOKS(2, "请给出编号和原因", "drop", "1");
    run_expect(2, "list、run、retry、drop 或 test", "hooks", NULL);
    run_write("zuoxi.conf", "");
    HOOKS(0, "配置里没有 hook", "run");
    run_leave();
}
END_TEST

SUITE_MAIN("cli/hooks", what_waits__is_run_once__and_listed_as_delivered,
           what_fails__makes_the_exit_code_1__is_tried_again_and_given_up,
           test__runs_the_program_in_front_of_the_admin__and_writes_nothing_down,
           test__ends_a_program_at_its_limit, run__does_not_wait_for_ever_for_the_write_queue,
           what_cannot_be__is_refused)
