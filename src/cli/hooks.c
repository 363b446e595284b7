/* zuoxi hooks list|run|retry|drop|test: the queue of notifications, and running it where no desk is open. */

#include <poll.h>
#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/cli/commands.h"
#include "zuoxi/cli/seat.h"
#include "zuoxi/cli/show.h"
#include "zuoxi/desk/hook_runner.h"

#define LIST_MAX 1000
#define TICK_MS  1000

static json_t *run_json(const struct hook_run *run)
{
    json_t *object = json_object();
    json_object_set_new(object, "id", json_integer(run->id));
    json_object_set_new(object, "state", json_string(hook_state_code(run->state)));
    json_object_set_new(object, "hook", cli_text_json(run->hook));
    json_object_set_new(object, "event", cli_text_json(run->event));
    json_object_set_new(object, "event_id", json_string(run->event_id));
    json_object_set_new(object, "subject", cli_text_json(run->subject));
    json_object_set_new(object, "case_id", run->case_id == 0 ? json_null() : json_integer(run->case_id));
    json_object_set_new(object, "at", cli_time_json(run->at));
    json_object_set_new(object, "next_at", cli_time_json(run->next_at));
    json_object_set_new(object, "ended_at", cli_time_json(run->ended_at));
    json_object_set_new(object, "tries", json_integer(run->tries));
    json_object_set_new(object, "exit_code", run->exit_code < 0 ? json_null() : json_integer(run->exit_code));
    json_object_set_new(object, "answer", cli_text_json(run->answer));
    return object;
}

static void print_json(struct cli_context *context, const struct hook_run *runs, size_t count)
{
    json_t *list = json_array();
    for (size_t i = 0; i < count; i++) {
        json_array_append_new(list, run_json(&runs[i]));
    }
    cli_json(context, list);
}

static void print_table(struct cli_context *context, const struct desk *desk, const struct hook_run *runs,
                        size_t count)
{
    struct cli_table table = {.heads = {N_("编号"), N_("状态"), N_("时间"), N_("通知"), N_("事件"),
                                        N_("对象"), N_("次数"), N_("说明")}};
    for (size_t i = 0; i < count; i++) {
        const struct hook_run *run = &runs[i];
        char(*cells)[128] = cli_table_add(&table);
        char at[20];
        clock_format(run->at, at);
        text_format(cells[0], sizeof(cells[0]), "%lld", (long long)run->id);
        text_copy(cells[1], sizeof(cells[1]), hook_state_label(run->state));
        text_format(cells[2], sizeof(cells[2]), "%.16s", at);
        text_copy(cells[3], sizeof(cells[3]), run->hook);
        text_copy(cells[4], sizeof(cells[4]), hook_event_label(desk, run->event));
        text_copy(cells[5], sizeof(cells[5]), run->subject);
        text_format(cells[6], sizeof(cells[6]), "%d", run->tries);
        if (run->exit_code > 0) {
            text_format(cells[7], sizeof(cells[7]), _("退出码 %d：%s"), run->exit_code, run->answer);
        } else {
            text_copy(cells[7], sizeof(cells[7]), run->answer);
        }
    }
    cli_table_print(context->out, &table);
}

static int list_runs(struct cli_context *context, struct desk *desk, int argc, char **argv)
{
    struct hook_run *runs = mem_new(LIST_MAX, sizeof(*runs));
    bool with_ended = argc > 2 && strcmp(argv[2], "--all") == 0;
    struct err err = {0};
    size_t count = 0;
    int code = 0;
    if (argc > 2 && !with_ended) {
        code = cli_usage(context, "hooks", _("不认识“%s”"), argv[2]);
    } else if (hook_list(desk, with_ended, LIST_MAX, runs, &count, &err) != STATUS_OK) {
        code = cli_fail(context, &err);
    } else if (context->options.json) {
        print_json(context, runs, count);
    } else {
        print_table(context, desk, runs, count);
    }
    free(runs);
    return code;
}

/* Until `wake` (boot clock), a descriptor is ready, or a second is over. */
static void wait_for(const struct clock *clock, const int fds[2], size_t count, int64_t wake)
{
    struct pollfd polls[2];
    int64_t left = wake - clock_boot_ms(clock);
    left = left < 0 ? 0 : left > TICK_MS ? TICK_MS : left;
    for (size_t i = 0; i < count; i++) {
        polls[i] = (struct pollfd){.fd = fds[i], .events = POLLIN};
    }
    poll(polls, (nfds_t)count, (int)left);
}

/* Until nothing is due any more, or something keeps it from going on. */
static const struct err *run_all(struct cli_context *context, struct desk *desk, struct hook_runner *runner)
{
    const struct err *trouble = NULL;
    hook_runner_step(runner, true, true);
    while (!hook_runner_is_idle(runner) && trouble == NULL) {
        int fds[2];
        size_t count = hook_runner_waits(runner, fds);
        wait_for(context->clock, fds, count, hook_runner_wake(runner));
        hook_runner_step(runner, desk_changed(desk), true);
        trouble = hook_runner_trouble(runner, CLI_LIMIT_MS);
    }
    return trouble;
}

static int run_due(struct cli_context *context, struct desk *desk, int argc, char **argv)
{
    struct hook_runner *runner = hook_runner_open(desk);
    size_t ended = 0, delivered = 0;
    (void)argc, (void)argv;
    if (runner == NULL) {
        cli_line(context->err, _("配置里没有 hook"));
        return 0;
    }
    const struct err *trouble = run_all(context, desk, runner);
    int code = trouble != NULL ? cli_fail(context, trouble) : 0;
    hook_runner_tally(runner, &ended, &delivered);
    hook_runner_close(&runner);
    if (context->options.json) {
        cli_json(context, json_pack("{s:i, s:i}", "ended", (int)ended, "delivered", (int)delivered));
    } else if (ended > 0) {
        cli_line(context->out, _("运行 %zu 条，送达 %zu 条"), ended, delivered);
    }
    return code == 0 && delivered != ended ? 1 : code;
}

static int act(struct cli_context *context, struct desk *desk, task_work work, struct hook_request *request,
               const char *said)
{
    struct err err = {0};
    int64_t result = 0;
    request_make(request->request);
    if (task_run(desk, work, request, request->request, CLI_LIMIT_MS, &result, &err) != STATUS_OK) {
        return cli_fail(context, &err);
    }
    cli_line(context->out, said, (long long)result);
    return 0;
}

static bool parse_id(const char *text, int64_t *id)
{
    char *end;
    *id = strtoll(text, &end, 10);
    return *end == '\0' && *id > 0;
}

static int retry(struct cli_context *context, struct desk *desk, int argc, char **argv)
{
    struct hook_request request = {0};
    (void)argc;
    if (strcmp(argv[2], "--all") == 0) {
        return act(context, desk, hook_retry_all, &request, _("%lld 条马上再试"));
    }
    if (!parse_id(argv[2], &request.id)) {
        return cli_usage(context, "hooks", _("“%s”不是编号"), argv[2]);
    }
    return act(context, desk, hook_retry, &request, _("第 %lld 条马上再试"));
}

static int drop(struct cli_context *context, struct desk *desk, int argc, char **argv)
{
    struct hook_request request = {0};
    (void)argc;
    if (!parse_id(argv[2], &request.id)) {
        return cli_usage(context, "hooks", _("“%s”不是编号"), argv[2]);
    }
    if (!text_copy(request.reason, sizeof(request.reason), argv[3])) {
        return cli_usage(context, "hooks", _("原因太长，最多100个字"));
    }
    return act(context, desk, hook_drop, &request, _("第 %lld 条已放弃"));
}

/* Run it as a desk would, but at once and in front of whoever asks. */
static int try_hook(struct cli_context *context, const struct hook *hook, const struct str *event)
{
    struct program program;
    struct err err = {0};
    char answer[HOOK_ANSWER_SIZE];
    int64_t begun = clock_boot_ms(context->clock), limit = begun + (int64_t)hook->timeout * 1000;
    cli_line(context->out, "%s", hook->command[0]);
    cli_line(context->out, "%.*s", (int)event->length - 1, str_text(event));
    if (hook_start(hook, "test", str_text(event), event->length, &program, &err) != STATUS_OK) {
        return cli_fail(context, &err);
    }
    while (!program_step(&program, clock_boot_ms(context->clock)) && clock_boot_ms(context->clock) < limit) {
        int fds[2] = {-1, -1};
        size_t count = program_waits(&program, fds);
        wait_for(context->clock, fds, count, limit);
    }
    bool is_late = program.pid != 0;
    program_stop(&program);
    hook_answer(&program, answer);
    if (is_late) {
        cli_line(context->out, _("超过 %d 秒没有结束，已终止"), hook->timeout);
    } else {
        cli_line(context->out, _("退出码 %d，用时 %.1f 秒%s"), program.exit_code,
                 (double)(clock_boot_ms(context->clock) - begun) / 1000,
                 program.exit_code == 0 ? _("：送达") : _("：没有送达"));
    }
    if (answer[0] != '\0') {
        cli_line(context->out, _("它说：%s"), answer);
    }
    return !is_late && program.exit_code == 0 ? 0 : 1;
}

/* Needs no database: the program and its arguments are what is tried. */
static int test(struct cli_context *context, const char *name)
{
    struct err err = {0};
    struct str event = {0};
    if (cli_config(context, &err) != STATUS_OK) {
        return cli_fail(context, &err);
    }
    struct desk desk = {
        .settings = &context->config.settings, .profile = &context->config.profile, .clock = context->clock};
    const struct hook *hook = hook_find(&desk, name);
    if (hook == NULL) {
        err_set(&err, STATUS_NOT_FOUND, _("配置里没有名为“%s”的 hook"), name);
        return cli_fail(context, &err);
    }
    hook_example(&desk, hook, &event);
    int code = try_hook(context, hook, &event);
    str_free(&event);
    return code;
}

int cli_hooks(struct cli_context *context, int argc, char **argv)
{
    static const struct cli_verb verbs[] = {
        {"list", list_runs, 2, 3, N_("list 只带 --all")}, {"run", run_due, 2, 2, N_("run 不带参数")},
        {"retry", retry, 3, 3, N_("请给出编号或 --all")}, {"drop", drop, 4, 4, N_("请给出编号和原因")},
        {"test", NULL, 3, 3, N_("请给出 hook 的名称")},
    };
    if (argc == 3 && strcmp(argv[1], "test") == 0) {
        return test(context, argv[2]); /* needs no database */
    }
    return cli_run_verb(context, "hooks", verbs, sizeof(verbs) / sizeof(verbs[0]), argc, argv);
}
