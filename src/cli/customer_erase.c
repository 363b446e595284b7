/* zuoxi customer erase: a person's data on lawful request. */

#include <string.h>

#include "zuoxi/base/text.h"
#include "zuoxi/cli/customer.h"
#include "zuoxi/cli/report.h"
#include "zuoxi/cli/seat.h"
#include "zuoxi/desk/erase.h"

#define SCRUB_LIMIT_MS 120000

/* "erase X --reason REASON [--yes]" */
static enum status parse(int argc, char **argv, const char **reason, bool *is_sure, struct err *err)
{
    *reason = NULL;
    *is_sure = false;
    for (int i = 3; i < argc; i++) {
        const char *value = cli_option(argc, argv, &i, "--reason");
        if (value != NULL) {
            *reason = value;
        } else if (strcmp(argv[i], "--yes") == 0) {
            *is_sure = true;
        } else {
            return err_set(err, STATUS_USAGE, _("请写 customer erase 户号 [--reason 原因 --yes]"));
        }
    }
    if (*is_sure && *reason == NULL) {
        return err_set(err, STATUS_USAGE, _("要删除，--yes 之外还要写 --reason 原因"));
    }
    return STATUS_OK;
}

static void print_lines(struct cli_context *context, const char *text)
{
    const char *line;
    size_t length;
    while ((line = text_line(&text, &length)) != NULL) {
        cli_line(context->out, "%.*s", (int)length, line);
    }
}

/* Until nothing is left in the log and the index; STATUS_BUSY when somebody's reading holds it up too long.
 */
static enum status scrub(struct cli_context *context, struct desk *desk, struct err *err)
{
    int64_t begun = clock_boot_ms(context->clock), waited = 0;
    bool left;
    enum status status;
    do {
        status = erase_scrub(desk, waited, &left, err);
        left = status == STATUS_BUSY || (status == STATUS_OK && left);
        waited = clock_boot_ms(context->clock) - begun;
    } while (left && waited < SCRUB_LIMIT_MS);
    if (left) {
        err_set(err, STATUS_BUSY, _("数据库文件和日志里的旧内容还没有全部覆盖"));
        return err_advise(err, _("再运行一次就接着做"));
    }
    if (status == STATUS_OK) {
        cli_line(context->out, _("数据库文件和日志里的旧内容已覆盖。"));
    }
    return status;
}

enum status cli_customer_erase(struct cli_context *context, struct desk *desk, int argc, char **argv,
                               struct err *err)
{
    struct erase_plan plan;
    struct erase_request request = {0};
    struct str text = {0};
    const char *reason;
    bool is_sure;
    enum status status = parse(argc, argv, &reason, &is_sure, err);
    if (status == STATUS_OK) {
        status = cli_customer_pick(desk, argv[2], &request.customer_id, err);
    }
    if (status == STATUS_OK) {
        status = erase_plan(desk, request.customer_id, &plan, err);
    }
    if (status != STATUS_OK) {
        return status;
    }
    erase_describe(&plan, &text);
    print_lines(context, str_text(&text));
    str_free(&text);
    if ((status = erase_check(&plan, err)) != STATUS_OK) {
        return status;
    }
    if (!is_sure) {
        cli_line(context->out, _("还没有删除。确实要删，加上 --reason 原因 --yes"));
        return STATUS_OK;
    }
    if (!text_copy(request.reason, sizeof(request.reason), reason)) {
        return err_set(err, STATUS_USAGE, _("原因太长，最多%d个字"), ERASE_REASON_MAX);
    }
    request_make(request.request);
    status = task_run(desk, erase_person, &request, request.request, CLI_LIMIT_MS, NULL, err);
    if (status == STATUS_OK) {
        cli_line(context->out, _("已删除。"));
        status = scrub(context, desk, err);
    }
    return status;
}
