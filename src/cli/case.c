/* zuoxi case list|show|new|move|print|undo|approve|refuse. */

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/cli/case_field.h"
#include "zuoxi/cli/case_print.h"
#include "zuoxi/cli/case_show.h"
#include "zuoxi/cli/case_waiting.h"
#include "zuoxi/cli/commands.h"
#include "zuoxi/cli/report.h"
#include "zuoxi/cli/seat.h"
#include "zuoxi/desk/casework.h"
#include "zuoxi/desk/intake.h"
#include "zuoxi/desk/privacy.h"
#include "zuoxi/desk/reveal.h"

#define LIST_MAX 50

static int case_list(struct cli_context *context, struct desk *desk, int argc, char **argv)
{
    struct err err = {0};
    size_t count = 0;
    (void)argc;
    (void)argv;
    struct queue_row *rows = mem_new(LIST_MAX, sizeof(*rows));
    int code = 0;
    if (casework_queue(desk, NULL, NULL, LIST_MAX, rows, &count, &err) == STATUS_OK) {
        cli_case_list(context, rows, count);
    } else {
        code = cli_fail(context, &err);
    }
    free(rows);
    return code;
}

/* Load and print one case; `done` (may be NULL) is said first to a person. reason NULL: masked as in any
 * list. */
static int print_revealed(struct cli_context *context, struct desk *desk, int64_t id, const char *done,
                          const char *reason)
{
    struct err err = {0};
    struct case_file *file = mem_new(1, sizeof(*file));
    int code = 0;
    enum status status = casework_load(desk, id, file, &err);
    if (status == STATUS_OK && reason != NULL) {
        status = reveal_note(desk, REVEAL_ASKED, "case", id, reason, CLI_LIMIT_MS, &err);
    }
    if (status == STATUS_OK) {
        privacy_hide_case(desk, reason != NULL ? TIE_REVEALED : privacy_case_tie(desk, &file->record), file);
        if (done != NULL && !context->options.json) {
            cli_line(context->out, "%s %s", done, file->record.number);
        }
        cli_case_show(context, file);
    } else {
        code = cli_fail(context, &err);
    }
    free(file);
    return code;
}

static int print_case(struct cli_context *context, struct desk *desk, int64_t id, const char *done)
{
    return print_revealed(context, desk, id, done, NULL);
}

static int case_show(struct cli_context *context, struct desk *desk, int argc, char **argv)
{
    struct err err = {0};
    int64_t id;
    const char *reason;
    if (!cli_reveal_reason(argc, argv, &reason)) {
        return cli_usage(context, "case", _("请写 case show 编号 [--reveal 原因]"));
    }
    if (casework_find_number(desk, argv[2], &id, &err) != STATUS_OK) {
        return cli_fail(context, &err);
    }
    return print_revealed(context, desk, id, NULL, reason);
}

/*
 * Split "name=value" in place; the name goes to name (size bytes). Returns the value, NULL when it is none.
 */
static const char *split(const char *argument, char *name, size_t size)
{
    const char *equals = strchr(argument, '=');
    if (equals == NULL || equals == argument || (size_t)(equals - argument) >= size) {
        return NULL;
    }
    memcpy(name, argument, (size_t)(equals - argument));
    name[equals - argument] = '\0';
    return equals + 1;
}

static int case_new(struct cli_context *context, struct desk *desk, int argc, char **argv)
{
    struct err err = {0};
    int64_t id = 0;
    int code = 0;
    enum status status = STATUS_OK;
    struct intake *intake = mem_new(1, sizeof(*intake));
    intake_begin(desk, intake);
    intake->record.grade[0] = '\0'; /* whatever type will be named */
    for (int i = 2; i < argc && status == STATUS_OK; i++) {
        char name[64];
        const char *value = split(argv[i], name, sizeof(name));
        if (value == NULL) {
            free(intake);
            return cli_usage(context, "case", _("“%s”不是 字段=值"), argv[i]);
        }
        status = cli_set_intake_field(desk, intake, name, value, &err);
    }
    if (status == STATUS_OK) {
        status = cli_check_applying(desk, intake, &err);
    }
    if (intake->record.grade[0] == '\0') {
        text_copy(intake->record.grade, sizeof(intake->record.grade),
                  intake_grade(desk, intake->record.type, ""));
    }
    char field[DETAIL_NAME_SIZE] = "";
    if (status == STATUS_OK && (status = intake_check(desk, intake, field, &err)) != STATUS_OK &&
        field[0] != '\0') {
        err_where(&err, "%s", field);
    }
    if (status == STATUS_OK) {
        status = task_run(desk, intake_save, intake, intake->request, CLI_LIMIT_MS, &id, &err);
    }
    if (status == STATUS_OK) {
        code = print_case(context, desk, id, _("已受理"));
    } else {
        code = cli_fail(context, &err);
    }
    free(intake);
    return code;
}

static enum status parse_move(const struct desk *desk, int argc, char **argv, struct move_request *request,
                              struct err *err)
{
    if (!text_copy(request->action, sizeof(request->action), argv[3])) {
        return err_set(err, STATUS_NOT_FOUND, _("没有动作“%s”"), argv[3]);
    }
    enum status status = STATUS_OK;
    for (int i = 4; i < argc && status == STATUS_OK; i++) {
        char name[64];
        const char *value = split(argv[i], name, sizeof(name));
        if (value == NULL) {
            return err_set(err, STATUS_USAGE, _("“%s”不是 字段=值"), argv[i]);
        }
        status = cli_set_move_field(desk, request, name, value, err);
    }
    return status;
}

/* "请告知 城东站（000-0001）", or that it waits for a lead; nothing with --json. */
static void say_outcome(struct cli_context *context, struct desk *desk, const struct move_request *request)
{
    struct str tell = {0};
    struct case_file *file = mem_new(1, sizeof(*file));
    struct err err;
    if (!context->options.json && casework_load(desk, request->case_id, file, &err) == STATUS_OK) {
        const struct move_rule *move = profile_move(desk->profile, request->action);
        if (file->asked.head.id != 0 && strcmp(file->asked.action, request->action) == 0) {
            cli_line(context->out, _("已申请%s，等班长审批"), move->label);
        } else if (move != NULL) {
            casework_tell(desk, move, &file->record, &request->details.step, &tell);
        }
    }
    if (tell.length > 0) {
        cli_line(context->out, _("请告知%s"), str_text(&tell));
    }
    str_free(&tell);
    free(file);
}

static int case_move(struct cli_context *context, struct desk *desk, int argc, char **argv)
{
    struct err err = {0};
    int64_t id = 0;
    int code = 0;
    struct move_request *request = mem_new(1, sizeof(*request));
    request_make(request->request);
    enum status status = casework_find_number(desk, argv[2], &request->case_id, &err);
    if (status == STATUS_OK) {
        status = parse_move(desk, argc, argv, request, &err);
    }
    if (status == STATUS_OK) {
        status = task_run(desk, casework_move, request, request->request, CLI_LIMIT_MS, &id, &err);
    }
    if (status == STATUS_OK) {
        code = print_case(context, desk, id, _("已办理"));
        say_outcome(context, desk, request);
    } else {
        code = cli_fail(context, &err);
    }
    free(request);
    return code;
}

static int case_undo(struct cli_context *context, struct desk *desk, int argc, char **argv)
{
    struct err err = {0};
    struct undo_request request = {0};
    int64_t id;
    (void)argc;
    request_make(request.request);
    enum status status = casework_find_number(desk, argv[2], &request.case_id, &err);
    if (status == STATUS_OK) {
        status = task_run(desk, casework_undo, &request, request.request, CLI_LIMIT_MS, &id, &err);
    }
    return status == STATUS_OK ? print_case(context, desk, id, _("已撤销")) : cli_fail(context, &err);
}

static int decide(struct cli_context *context, struct desk *desk, const char *number, const char *remark,
                  bool is_approved)
{
    struct err err = {0};
    struct move_decision *decision = mem_new(1, sizeof(*decision));
    int64_t id = 0;
    decision->is_approved = is_approved;
    request_make(decision->request);
    enum status status = casework_find_number(desk, number, &decision->case_id, &err);
    if (status == STATUS_OK && !text_copy(decision->remark, sizeof(decision->remark), remark)) {
        status = err_set(&err, STATUS_USAGE, _("意见太长，最多300个字"));
    }
    if (status == STATUS_OK) {
        status = task_run(desk, casework_decide, decision, decision->request, CLI_LIMIT_MS, &id, &err);
    }
    free(decision);
    if (status != STATUS_OK) {
        return cli_fail(context, &err);
    }
    return print_case(context, desk, id, is_approved ? _("已批准") : _("已驳回"));
}

static int case_approve(struct cli_context *context, struct desk *desk, int argc, char **argv)
{
    return decide(context, desk, argv[2], argc > 3 ? argv[3] : "", true);
}

static int case_refuse(struct cli_context *context, struct desk *desk, int argc, char **argv)
{
    (void)argc;
    return decide(context, desk, argv[2], argv[3], false);
}

int cli_case(struct cli_context *context, int argc, char **argv)
{
    static const struct cli_verb verbs[] = {
        {"list", case_list, 2, 2, N_("list 不带参数")},
        {"show", case_show, 3, 5, N_("请给出一个工单编号")},
        {"new", case_new, 2, INT_MAX, ""},
        {"move", case_move, 4, INT_MAX, N_("请给出工单编号和动作")},
        {"print", cli_case_print, 3, INT_MAX, N_("请给出一个工单编号")},
        {"callbacks", cli_case_callbacks, 2, 2, N_("callbacks 不带参数")},
        {"requests", cli_case_requests, 2, 2, N_("requests 不带参数")},
        {"undo", case_undo, 3, 3, N_("请给出一个工单编号")},
        {"approve", case_approve, 3, 4, N_("请给出工单编号，可加意见")},
        {"refuse", case_refuse, 4, 4, N_("请给出工单编号和驳回的理由")},
    };
    return cli_run_verb(context, "case", verbs, sizeof(verbs) / sizeof(verbs[0]), argc, argv);
}
