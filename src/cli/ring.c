/* zuoxi ring NUMBER: what the telephone exchange reports of a call. */

#include <string.h>

#include "zuoxi/base/text.h"
#include "zuoxi/cli/commands.h"
#include "zuoxi/cli/seat.h"
#include "zuoxi/cli/show.h"
#include "zuoxi/desk/call.h"
#include "zuoxi/desk/session.h"

/* Options that take a text into the report: at most so many bytes. */
#define TEXT_OF(member) offsetof(struct call_report, member), sizeof(((struct call_report *)0)->member)
static const struct {
    const char *name;
    size_t offset, size;
} options[] = {{"--line", TEXT_OF(line)}, {"--id", TEXT_OF(call_id)}, {"--to", TEXT_OF(wanted)}};
#define OPTION_COUNT (sizeof(options) / sizeof(options[0]))

static int parse_state(struct cli_context *context, const char *value, struct call_report *report)
{
    if (ring_state_parse(value, &report->state)) {
        return 0;
    }
    return cli_usage(context, "ring", _("没有状态“%s”，应为 ringing、answered、ended 或 missed"), value);
}

/* One option at argv[*index]; *is_one tells whether it was. */
static int parse_option(struct cli_context *context, int argc, char **argv, int *index,
                        struct call_report *report, bool *is_one)
{
    const char *value = cli_option(argc, argv, index, "--state");
    *is_one = value != NULL;
    if (value != NULL) {
        return parse_state(context, value, report);
    }
    for (size_t i = 0; i < OPTION_COUNT; i++) {
        value = cli_option(argc, argv, index, options[i].name);
        if (value == NULL) {
            continue;
        }
        *is_one = true;
        if (!text_copy((char *)report + options[i].offset, options[i].size, value)) {
            return cli_usage(context, "ring", _("%s 太长"), options[i].name);
        }
        return 0;
    }
    return 0;
}

static int parse(struct cli_context *context, int argc, char **argv, struct call_report *report)
{
    const char *number = NULL;
    for (int i = 1; i < argc; i++) {
        bool is_one = false;
        const char *word = argv[i];
        int code = parse_option(context, argc, argv, &i, report, &is_one);
        if (code != 0) {
            return code;
        }
        if (is_one) {
            continue;
        }
        if (number != NULL || strncmp(word, "--", 2) == 0) {
            return cli_usage(context, "ring", _("不认识“%s”，或它后面缺少内容"), word);
        }
        number = word;
    }
    if (number == NULL) {
        return cli_usage(context, "ring", _("请给出来电号码"));
    }
    if (!ring_number_parse(number, report->phone)) {
        return cli_usage(context, "ring",
                         _("“%.60s”不是电话号码：只能是数字，最多20位；号码保密时写 anonymous"), number);
    }
    return 0;
}

/* A seat as cli_sit gives it, but quick: of the configuration only zuoxi.conf, which names the database. */
static bool sit(struct cli_context *context, struct desk *desk, int *code)
{
    const struct cli_options *given = &context->options;
    char path[PATH_SIZE];
    struct err err = {0};
    enum status status = config_begin(&context->config, given->config, &context->findings, &err);
    context->config_loaded = true;
    *desk = (struct desk){0};
    if (status == STATUS_OK) {
        cli_database(context, path);
        status = desk_open(desk, path, &context->config.settings, &context->config.profile,
                           &context->config.book, context->clock, &err);
    }
    if (status == STATUS_OK) {
        status = cli_sign_in(context, desk, &err);
    }
    if (status == STATUS_OK) {
        return true;
    }
    *code = cli_fail(context, &err);
    desk_close(desk);
    return false;
}

static void print(struct cli_context *context, const struct call_report *report)
{
    static const char *const said[RING_STATES] = {N_("正在振铃"), N_("已接听"), N_("已结束"), N_("未接")};
    const struct ring *ring = &report->ring;
    enum ring_state state = ring_state_of(ring);
    if (context->options.json) {
        json_t *object = cli_record_json(&ring_fields, ring);
        json_object_set_new(object, "state", json_string(ring_state_code(state)));
        if (ring->wanted[0] != '\0') {
            json_object_set_new(object, "seat", json_string(seat_state_code(report->seat)));
        }
        json_object_set_new(object, "has_changed", json_boolean(report->has_changed));
        cli_json(context, object);
        return;
    }
    char phone[PHONE_SIZE];
    phone_group(ring->phone, phone);
    cli_line(context->out, "%s %s%s", phone[0] == '\0' ? _("保密号码") : phone, _(said[state]),
             report->has_changed ? "" : _("（没有变化）"));
    if (state == RING_RINGING && ring->wanted[0] != '\0' && report->seat != SEAT_READY) {
        cli_line(context->out, _("坐席 %s 现在%s，所有空闲台面都会显示"), ring->wanted,
                 seat_state_label(report->seat));
    }
}

int cli_ring(struct cli_context *context, int argc, char **argv)
{
    struct call_report report = {.state = RING_RINGING};
    struct desk desk;
    struct err err = {0};
    int code = parse(context, argc, argv, &report);
    if (code != 0 || !sit(context, &desk, &code)) {
        return code;
    }
    if (task_run(&desk, call_report, &report, NULL, CLI_LIMIT_MS, NULL, &err) == STATUS_OK) {
        print(context, &report);
    } else {
        code = cli_fail(context, &err);
    }
    desk_close(&desk);
    return code;
}
