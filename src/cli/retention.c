/* zuoxi retention: what is past its time, by year; cases held beyond it. Nothing is deleted. */

#include <string.h>

#include "zuoxi/base/text.h"
#include "zuoxi/cli/commands.h"
#include "zuoxi/cli/report.h"
#include "zuoxi/cli/seat.h"
#include "zuoxi/cli/show.h"
#include "zuoxi/desk/casework.h"
#include "zuoxi/desk/retention.h"

static const char *const kinds[RETENTION_KINDS] = {
    [RETENTION_CASES] = "cases", [RETENTION_COMPLAINTS] = "complaints", [RETENTION_CONTACTS] = "contacts"};

static json_t *year_json(enum retention_kind kind, const struct retention_year *year)
{
    json_t *object = json_object();
    json_object_set_new(object, "kind", json_string(kinds[kind]));
    json_object_set_new(object, "year", json_integer(year->year));
    json_object_set_new(object, "count", json_integer(year->count));
    json_object_set_new(object, "held", json_integer(year->held));
    return object;
}

static int retention_show_list(struct cli_context *context, struct desk *desk, int argc, char **argv)
{
    struct retention_year years[RETENTION_YEARS];
    struct cli_table table = {.heads = {N_("类别"), N_("保存"), N_("年份"), N_("已到期"), N_("其中保留")}};
    json_t *list = json_array();
    struct err err = {0};
    enum status status = STATUS_OK;
    (void)argc, (void)argv;
    for (enum retention_kind kind = 0; kind < RETENTION_KINDS && status == STATUS_OK; kind++) {
        size_t count = 0;
        status = retention_list(desk, kind, years, &count, &err);
        for (size_t i = 0; i < count && status == STATUS_OK; i++) {
            char(*cells)[128] = cli_table_add(&table);
            text_copy(cells[0], sizeof(cells[0]), retention_label(kind));
            text_format(cells[1], sizeof(cells[1]), _("%d个月"), retention_months(desk, kind));
            text_format(cells[2], sizeof(cells[2]), "%d", years[i].year);
            text_format(cells[3], sizeof(cells[3]), "%lld", (long long)years[i].count);
            text_format(cells[4], sizeof(cells[4]), "%lld", (long long)years[i].held);
            json_array_append_new(list, year_json(kind, &years[i]));
        }
    }
    if (status != STATUS_OK) {
        cli_table_clear(&table);
        json_decref(list);
        return cli_fail(context, &err);
    }
    if (context->options.json) {
        cli_table_clear(&table);
        cli_json(context, list);
    } else {
        json_decref(list);
        cli_table_print(context->out, &table);
    }
    return 0;
}

/* "20231121-0007 保存至 2026-11-21；保留：2001 诉讼中" */
static int print_mark(struct cli_context *context, struct desk *desk, const char *number, int64_t id)
{
    struct retention_mark mark;
    struct err err = {0};
    char until[20] = "";
    if (retention_mark(desk, id, &mark, &err) != STATUS_OK) {
        return cli_fail(context, &err);
    }
    clock_format(mark.until, until);
    if (mark.until != 0) {
        cli_line(context->out, _("%s 保存至 %.10s"), number, until);
    } else {
        cli_line(context->out, _("%s 还没有归档"), number);
    }
    if (mark.hold.reason[0] != '\0') {
        clock_format(mark.hold.at, until);
        cli_line(context->out, _("保留：%s %.10s %s"), mark.hold.badge, until, mark.hold.reason);
    }
    return 0;
}

static int retention_show(struct cli_context *context, struct desk *desk, int argc, char **argv)
{
    struct err err = {0};
    int64_t id;
    (void)argc;
    if (casework_find_number(desk, argv[2], &id, &err) != STATUS_OK) {
        return cli_fail(context, &err);
    }
    return print_mark(context, desk, argv[2], id);
}

static int change(struct cli_context *context, struct desk *desk, const char *number, const char *reason)
{
    struct hold_request request = {0};
    struct err err = {0};
    int64_t id = 0;
    request_make(request.request);
    enum status status = casework_find_number(desk, number, &request.case_id, &err);
    if (status == STATUS_OK && !text_copy(request.reason, sizeof(request.reason), reason)) {
        status = err_set(&err, STATUS_USAGE, _("原因太长，最多%d个字"), HOLD_REASON_MAX);
    }
    if (status == STATUS_OK) {
        status = task_run(desk, retention_hold, &request, request.request, CLI_LIMIT_MS, &id, &err);
    }
    return status == STATUS_OK ? print_mark(context, desk, number, id) : cli_fail(context, &err);
}

static int retention_keep(struct cli_context *context, struct desk *desk, int argc, char **argv)
{
    (void)argc;
    if (strspn(argv[3], " ") == strlen(argv[3])) {
        return cli_usage(context, "retention", _("请写明为什么保留"));
    }
    return change(context, desk, argv[2], argv[3]);
}

static int retention_lift(struct cli_context *context, struct desk *desk, int argc, char **argv)
{
    (void)argc;
    return change(context, desk, argv[2], "");
}

int cli_retention(struct cli_context *context, int argc, char **argv)
{
    static const struct cli_verb verbs[] = {
        {"list", retention_show_list, 2, 2, N_("list 不带参数")},
        {"show", retention_show, 3, 3, N_("请给出一个工单编号")},
        {"hold", retention_keep, 4, 4, N_("请给出工单编号和保留的原因")},
        {"release", retention_lift, 3, 3, N_("请给出一个工单编号")},
    };
    return cli_run_verb(context, "retention", verbs, sizeof(verbs) / sizeof(verbs[0]), argc, argv);
}
