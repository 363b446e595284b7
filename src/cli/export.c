/* zuoxi export: all customers, or all cases, as CSV. */

#include <string.h>
#include <unistd.h>

#include "zuoxi/base/text.h"
#include "zuoxi/cli/commands.h"
#include "zuoxi/cli/report.h"
#include "zuoxi/cli/seat.h"
#include "zuoxi/desk/exchange.h"

static bool parse_encoding(const char *name, enum encoding *encoding)
{
    static const struct {
        const char *name;
        enum encoding encoding;
    } names[] = {{"utf-8", ENCODING_UTF8}, {"gb18030", ENCODING_GB18030}};
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        if (strcasecmp(name, names[i].name) == 0) {
            *encoding = names[i].encoding;
            return true;
        }
    }
    return false;
}

/* Take argv[*index]; false when it is not understood. */
static bool take(int argc, char **argv, int *index, struct exchange_export *export, bool *are_cases,
                 bool *is_whole)
{
    if (strcmp(argv[*index], "--customers") == 0 || strcmp(argv[*index], "--cases") == 0) {
        *are_cases = strcmp(argv[*index], "--cases") == 0;
        return true;
    }
    if (strcmp(argv[*index], "--whole") == 0) {
        *is_whole = true;
        return true;
    }
    const char *value = cli_option(argc, argv, index, "--encoding");
    if (value != NULL) {
        return parse_encoding(value, &export->encoding);
    }
    value = cli_option(argc, argv, index, "--reason");
    if (value != NULL) {
        export->reason = value;
        return true;
    }
    if (strcmp(argv[*index], "--") == 0 && *index + 2 == argc) {
        ++*index;
    } else if (argv[*index][0] == '-') {
        return false;
    }
    bool is_first = export->path == NULL;
    export->path = argv[*index];
    return is_first;
}

int cli_export(struct cli_context *context, int argc, char **argv)
{
    struct exchange_export export = {.encoding = ENCODING_UTF8};
    struct desk desk;
    struct err err = {0};
    int64_t count = 0;
    bool are_cases = false, is_whole = false;
    int code = 0;
    for (int i = 1; i < argc; i++) {
        int at = i;
        if (!take(argc, argv, &i, &export, &are_cases, &is_whole)) {
            return cli_usage(context, "export", _("不认识“%s”，或它后面的内容不对(编码是 utf-8 或 gb18030)"),
                             argv[at]);
        }
    }
    if (is_whole != (export.reason != NULL)) {
        return cli_usage(context, "export", _("导出完整的号码和地址要写 --whole 和 --reason 原因"));
    }
    if (!cli_sit(context, &desk, &code)) {
        return code;
    }
    fflush(context->out);
    export.fd = fileno(context->out);
    enum status status = are_cases ? exchange_export_cases(&desk, &export, &count, &err)
                                   : exchange_export_customers(&desk, &export, &count, &err);
    if (status != STATUS_OK) {
        code = cli_fail(context, &err);
    } else if (export.path != NULL) {
        cli_line(context->out, are_cases ? _("导出工单%lld张到 %s") : _("导出用户%lld户到 %s"),
                 (long long)count, export.path);
    }
    desk_close(&desk);
    return code;
}
