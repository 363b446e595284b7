/* zuoxi console: the full screen. */

#include "zuoxi/base/text.h"
#include "zuoxi/cli/commands.h"
#include "zuoxi/cli/report.h"
#include "zuoxi/cli/seat.h"

int cli_console(struct cli_context *context, int argc, char **argv)
{
    char path[PATH_SIZE];
    struct err err = {0};
    if (argc > 1) {
        return cli_usage(context, "console", _("不认识“%s”"), argv[1]);
    }
    if (context->console == NULL) { /* a program without a screen, such as a test */
        return cli_usage(context, "console", _("这个程序没有坐席界面"));
    }
    if (cli_config_begin(context, &err) != STATUS_OK) {
        return cli_fail(context, &err);
    }
    cli_database(context, path);
    return context->console(context, path);
}
