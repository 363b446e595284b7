#include "zuoxi/cli/case_waiting.h"

#include <stdlib.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/cli/report.h"
#include "zuoxi/cli/show.h"

#define WAITING_MAX 200

static void put_left(int64_t now, int64_t due, char out[24])
{
    text_copy(out, 24, "--");
    if (due != 0) {
        deadline_countdown(now, due, out);
    }
}

static void list_callbacks(struct cli_context *context, const struct callback_row *rows, size_t count)
{
    const struct profile *profile = &context->config.profile;
    int64_t now = clock_now(context->clock);
    struct cli_table table = {.heads = {N_("剩余"), N_("编号"), N_("用户"), N_("电话"), N_("类型"),
                                        N_("打过"), N_("上次"), N_("结果")}};
    for (size_t i = 0; i < count; i++) {
        char(*cells)[128] = cli_table_add(&table);
        char left[24], label[80], last[20] = "";
        put_left(now, rows[i].due, left);
        if (rows[i].last_at != 0) {
            clock_format(rows[i].last_at, last);
        }
        text_copy(cells[0], sizeof(cells[0]), left);
        case_number_show(rows[i].number, clock_civil(now).year, cells[1]);
        text_copy(cells[2], sizeof(cells[2]), rows[i].name);
        text_copy(cells[3], sizeof(cells[3]), rows[i].phone);
        text_copy(cells[4], sizeof(cells[4]), profile_label(profile, SET_TYPE, rows[i].type, label));
        text_format(cells[5], sizeof(cells[5]), _("%lld次"), (long long)rows[i].attempts);
        text_format(cells[6], sizeof(cells[6]), "%.16s", last);
        text_copy(cells[7], sizeof(cells[7]),
                  rows[i].attempts == 0 ? ""
                                        : profile_label(profile, SET_REACHED, rows[i].last_reached, label));
    }
    cli_table_print(context->out, &table);
}

static json_t *callback_json(const struct callback_row *row)
{
    json_t *object = json_object();
    json_object_set_new(object, "number", cli_text_json(row->number));
    json_object_set_new(object, "type", cli_text_json(row->type));
    json_object_set_new(object, "unit", cli_text_json(row->unit));
    json_object_set_new(object, "name", cli_text_json(row->name));
    json_object_set_new(object, "phone", cli_text_json(row->phone));
    json_object_set_new(object, "address", cli_text_json(row->address));
    json_object_set_new(object, "leg_due", cli_time_json(row->due));
    json_object_set_new(object, "attempts", json_integer(row->attempts));
    json_object_set_new(object, "last_at", cli_time_json(row->last_at));
    json_object_set_new(object, "last_reached",
                        row->attempts == 0 ? json_null() : cli_text_json(row->last_reached));
    return object;
}

int cli_case_callbacks(struct cli_context *context, struct desk *desk, int argc, char **argv)
{
    struct err err = {0};
    size_t count = 0;
    int code = 0;
    struct callback_row *rows = mem_new(WAITING_MAX, sizeof(*rows));
    (void)argc, (void)argv;
    if (casework_callbacks(desk, WAITING_MAX, rows, &count, &err) != STATUS_OK) {
        code = cli_fail(context, &err);
    } else if (context->options.json) {
        json_t *list = json_array();
        for (size_t i = 0; i < count; i++) {
            json_array_append_new(list, callback_json(&rows[i]));
        }
        cli_json(context, list);
    } else {
        list_callbacks(context, rows, count);
    }
    free(rows);
    return code;
}

static void list_requests(struct cli_context *context, const struct request_row *rows, size_t count)
{
    int year = clock_civil(clock_now(context->clock)).year;
    struct cli_table table = {
        .heads = {N_("编号"), N_("申请"), N_("延长"), N_("提出"), N_("坐席"), N_("用户"), N_("原因")}};
    for (size_t i = 0; i < count; i++) {
        char(*cells)[128] = cli_table_add(&table);
        char at[20];
        clock_format(rows[i].made_at, at);
        case_number_show(rows[i].number, year, cells[0]);
        text_copy(cells[1], sizeof(cells[1]), profile_action_label(&context->config.profile, rows[i].action));
        text_copy(cells[2], sizeof(cells[2]), rows[i].extra);
        text_format(cells[3], sizeof(cells[3]), "%.16s", at);
        text_copy(cells[4], sizeof(cells[4]), rows[i].badge);
        text_copy(cells[5], sizeof(cells[5]), rows[i].name);
        text_copy(cells[6], sizeof(cells[6]), rows[i].reason);
    }
    cli_table_print(context->out, &table);
}

static json_t *request_json(const struct request_row *row)
{
    json_t *object = json_object();
    json_object_set_new(object, "number", cli_text_json(row->number));
    json_object_set_new(object, "state", cli_text_json(row->state));
    json_object_set_new(object, "action", cli_text_json(row->action));
    json_object_set_new(object, "extra", cli_text_json(row->extra));
    json_object_set_new(object, "reason", cli_text_json(row->reason));
    json_object_set_new(object, "badge", cli_text_json(row->badge));
    json_object_set_new(object, "made_at", cli_time_json(row->made_at));
    json_object_set_new(object, "leg_due", cli_time_json(row->due));
    return object;
}

int cli_case_requests(struct cli_context *context, struct desk *desk, int argc, char **argv)
{
    struct err err = {0};
    size_t count = 0;
    int code = 0;
    struct request_row *rows = mem_new(WAITING_MAX, sizeof(*rows));
    (void)argc, (void)argv;
    if (casework_requests(desk, WAITING_MAX, rows, &count, &err) != STATUS_OK) {
        code = cli_fail(context, &err);
    } else if (context->options.json) {
        json_t *list = json_array();
        for (size_t i = 0; i < count; i++) {
            json_array_append_new(list, request_json(&rows[i]));
        }
        cli_json(context, list);
    } else {
        list_requests(context, rows, count);
    }
    free(rows);
    return code;
}
