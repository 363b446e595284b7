/* zuoxi promise list|new|done: promises to call back. */

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/cli/commands.h"
#include "zuoxi/cli/seat.h"
#include "zuoxi/cli/show.h"
#include "zuoxi/desk/promise.h"
#include "zuoxi/domain/when.h"

#define LIST_MAX 500

static json_t *row_json(const struct promise_row *row)
{
    json_t *object = json_object();
    json_object_set_new(object, "id", json_integer(row->id));
    json_object_set_new(object, "due_at", cli_time_json(row->due));
    json_object_set_new(object, "what", cli_text_json(row->what));
    json_object_set_new(object, "phone", cli_text_json(row->phone));
    json_object_set_new(object, "name", cli_text_json(row->name));
    json_object_set_new(object, "owner", cli_text_json(row->owner));
    json_object_set_new(object, "case_id", row->case_id == 0 ? json_null() : json_integer(row->case_id));
    return object;
}

static void print_json(struct cli_context *context, const struct promise_row *rows, size_t count)
{
    json_t *list = json_array();
    for (size_t i = 0; i < count; i++) {
        json_array_append_new(list, row_json(&rows[i]));
    }
    cli_json(context, list);
}

static void print_table(struct cli_context *context, const struct promise_row *rows, size_t count)
{
    struct cli_table table = {
        .heads = {N_("编号"), N_("回复时间"), N_("负责人"), N_("姓名"), N_("电话"), N_("事项")}};
    for (size_t i = 0; i < count; i++) {
        char(*cells)[128] = cli_table_add(&table);
        char due[20];
        clock_format(rows[i].due, due);
        text_format(cells[0], sizeof(cells[0]), "%lld", (long long)rows[i].id);
        text_format(cells[1], sizeof(cells[1]), "%.16s", due);
        text_copy(cells[2], sizeof(cells[2]), rows[i].owner[0] != '\0' ? rows[i].owner : "--");
        text_copy(cells[3], sizeof(cells[3]), rows[i].name);
        text_copy(cells[4], sizeof(cells[4]), rows[i].phone);
        text_copy(cells[5], sizeof(cells[5]), rows[i].what);
    }
    cli_table_print(context->out, &table);
}

static int promise_show_list(struct cli_context *context, struct desk *desk, int argc, char **argv)
{
    struct promise_row *rows = mem_new(LIST_MAX, sizeof(*rows));
    struct err err = {0};
    size_t count = 0;
    int code = 0;
    (void)argc, (void)argv;
    if (promise_list(desk, rows, LIST_MAX, &count, &err) == STATUS_OK) {
        (context->options.json ? print_json : print_table)(context, rows, count);
    } else {
        code = cli_fail(context, &err);
    }
    free(rows);
    return code;
}

static int print_promise(struct cli_context *context, struct desk *desk, int64_t id, const char *done)
{
    struct promise promise;
    struct err err = {0};
    if (promise_load(desk, id, &promise, &err) != STATUS_OK) {
        return cli_fail(context, &err);
    }
    if (context->options.json) {
        cli_json(context, cli_record_json(&promise_fields, &promise));
    } else {
        char due[20];
        clock_format(promise.due_at.value, due);
        cli_line(context->out, "%s %lld  %.16s  %s", done, (long long)id, due, promise.what);
    }
    return 0;
}

/* One "name=value": the record's fields, the time as people say it, and whose it is. */
static enum status set_field(const struct desk *desk, struct promise *promise, const char *word,
                             struct err *err)
{
    char name[40];
    const char *value = strchr(word, '=');
    if (value == NULL || value == word || (size_t)(value - word) >= sizeof(name)) {
        return err_set(err, STATUS_USAGE, _("“%s”不是 字段=值"), word);
    }
    text_format(name, sizeof(name), "%.*s", (int)(value - word), word);
    value++;
    if (strcmp(name, "due_at") == 0) {
        promise->due_at.given = when_parse(value, clock_now(desk->clock), &promise->due_at.value);
        return promise->due_at.given
                   ? STATUS_OK
                   : err_set(err, STATUS_USAGE, _("“%s”看不出是什么时间，写作 15:00、+30m、明天9点"), value);
    }
    if (strcmp(name, "owner") == 0) {
        return text_copy(promise->owner, sizeof(promise->owner), value)
                   ? STATUS_OK
                   : err_set(err, STATUS_USAGE, _("工号太长"));
    }
    return cli_set_field(desk->profile, &promise_fields, promise, name, value, err);
}

static int promise_give(struct cli_context *context, struct desk *desk, int argc, char **argv)
{
    struct promise_new new = {0};
    struct err err = {0};
    int64_t id = 0;
    enum status status = STATUS_OK;
    if (!desk->actor.is_owner) {
        text_copy(new.promise.owner, sizeof(new.promise.owner), desk->actor.badge);
    }
    for (int i = 2; i < argc && status == STATUS_OK; i++) {
        status = set_field(desk, &new.promise, argv[i], &err);
    }
    request_make(new.request);
    if (status == STATUS_OK) {
        status = task_run(desk, promise_make, &new, new.request, CLI_LIMIT_MS, &id, &err);
    }
    return status == STATUS_OK ? print_promise(context, desk, id, _("已承诺")) : cli_fail(context, &err);
}

static int promise_keep(struct cli_context *context, struct desk *desk, int argc, char **argv)
{
    struct promise_change change = {.verb = PROMISE_DONE};
    struct err err = {0};
    char *end;
    int64_t id = 0;
    change.id = strtoll(argv[2], &end, 10);
    if (*end != '\0' || change.id <= 0) {
        return cli_usage(context, "promise", _("“%s”不是编号"), argv[2]);
    }
    if (!text_copy(change.outcome, sizeof(change.outcome), argc > 3 ? argv[3] : _("已回复"))) {
        return cli_usage(context, "promise", _("结果太长，最多200个字"));
    }
    request_make(change.request);
    if (task_run(desk, promise_change, &change, change.request, CLI_LIMIT_MS, &id, &err) != STATUS_OK) {
        return cli_fail(context, &err);
    }
    return print_promise(context, desk, id, _("已完成"));
}

int cli_promise(struct cli_context *context, int argc, char **argv)
{
    static const struct cli_verb verbs[] = {
        {"list", promise_show_list, 2, 2, N_("list 不带参数")},
        {"new", promise_give, 4, INT_MAX, N_("请给出 due_at=时间 和 what=事项")},
        {"done", promise_keep, 3, 4, N_("请给出编号和结果")},
    };
    return cli_run_verb(context, "promise", verbs, sizeof(verbs) / sizeof(verbs[0]), argc, argv);
}
