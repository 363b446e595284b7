#include <string.h>

#include "zuoxi/base/text.h"
#include "zuoxi/cli/commands.h"
#include "zuoxi/cli/report.h"

static json_t *findings_json(const struct findings *findings)
{
    json_t *list = json_array();

    for (size_t i = 0; i < findings->count; i++) {
        const struct finding *finding = &findings->items[i];
        json_array_append_new(
            list, json_pack("{s:s, s:i, s:s, s:s, s:s}", "file", finding->file, "line",
                            finding->line == 0 ? 1 : finding->line, "option", finding->option, "level",
                            finding->is_warning ? "warning" : "error", "text", finding->text));
    }
    return list;
}

int cli_check(struct cli_context *context, int argc, char **argv)
{
    struct findings findings = {0};
    bool is_strict = context->options.strict;
    const char *file = NULL;

    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--strict") == 0) {
            is_strict = true;
        } else if (argv[i][0] == '-') {
            return cli_usage(context, "check", _("没有选项“%s”"), argv[i]);
        } else if (file != NULL) {
            return cli_usage(context, "check", _("一次只能检查一个文件"));
        } else {
            file = argv[i];
        }
    }
    if (file == NULL) {
        file = context->options.config;
    }
    config_check(file, context->options.profile, clock_now(context->clock), &findings);
    if (context->options.json) {
        cli_json(context, findings_json(&findings));
    } else {
        cli_findings(context->out, &findings);
    }
    if (findings.count == 0) {
        cli_line(context->err, _("检查完毕，没有问题"));
    }
    int code = findings.errors > 0 || (is_strict && findings.count > 0) ? 1 : 0;
    findings_clear(&findings);
    return code;
}
