/* zuoxi demo: a database of invented households and cases. */

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "zuoxi/base/text.h"
#include "zuoxi/cli/commands.h"
#include "zuoxi/cli/report.h"
#include "zuoxi/cli/seat.h"
#include "zuoxi/desk/demo.h"

#define AMOUNT_MAX 10000000

static bool parse_number(const char *text, int64_t high, int64_t *value)
{
    char *end;
    if (text[0] < '0' || text[0] > '9') {
        return false;
    }
    errno = 0;
    long long number = strtoll(text, &end, 10);
    *value = number;
    return errno == 0 && *end == '\0' && number <= high;
}

static void show_progress(void *context, int64_t done, int64_t total)
{
    fprintf(context, "\r%" PRId64 "%%", total == 0 ? 100 : done * 100 / total);
    if (done >= total) {
        fputs("\r    \r", context);
    }
    fflush(context);
}

/*
 * Read --name NUMBER into the option it belongs to; false when argv[*index] is none of them or not a number.
 */
static bool take_amount(int argc, char **argv, int *index, struct demo_options *options, int64_t *seed)
{
    const struct {
        const char *name;
        int64_t *value, high;
    } amounts[] = {
        {"--customers", &options->customers, AMOUNT_MAX},
        {"--cases", &options->cases, AMOUNT_MAX},
        {"--open", &options->open, AMOUNT_MAX},
        {"--seed", seed, INT64_MAX},
    };
    for (size_t i = 0; i < sizeof(amounts) / sizeof(amounts[0]); i++) {
        const char *value = cli_option(argc, argv, index, amounts[i].name);
        if (value != NULL) {
            return parse_number(value, amounts[i].high, amounts[i].value);
        }
    }
    return false;
}

int cli_demo(struct cli_context *context, int argc, char **argv)
{
    struct demo_options options = {.customers = 300, .cases = 400, .open = -1};
    int64_t seed = 1;
    struct err err = {0};
    char path[PATH_SIZE];
    for (int i = 1; i < argc; i++) {
        int at = i;
        if (!take_amount(argc, argv, &i, &options, &seed)) {
            return cli_usage(context, "demo", _("不认识“%s”，或它后面不是0到%d的整数"), argv[at], AMOUNT_MAX);
        }
    }
    if (options.open > options.cases) {
        return cli_usage(context, "demo", _("--open 不能多于 --cases"));
    }
    if (cli_config(context, &err) != STATUS_OK) {
        return cli_fail(context, &err);
    }
    if (context->options.database != NULL) {
        text_copy(path, sizeof(path), context->options.database);
    } else {
        path_state(path, "demo.db");
    }
    options.path = path;
    options.seed = (uint64_t)seed;
    options.context = context->err;
    options.progress = isatty(fileno(context->err)) ? show_progress : NULL;
    if (demo_fill(&options, &context->config.settings, &context->config.profile, context->clock, &err) !=
        STATUS_OK) {
        return cli_fail(context, &err);
    }
    cli_line(context->out, _("演示数据库 %s：用户 %lld，工单 %lld"), path, (long long)options.customers,
             (long long)options.cases);
    cli_line(context->out, _("账号 1001–1004 坐席,2001 班长,9001 管理员，密码都是 demo"));
    return 0;
}
