/* zuoxi case print: the task sheet as text or HTML on standard output. */

#include <string.h>

#include "zuoxi/base/text.h"
#include "zuoxi/cli/case_print.h"
#include "zuoxi/cli/report.h"
#include "zuoxi/cli/seat.h"
#include "zuoxi/desk/case_sheet.h"

/* The format wanted, checked; NULL when there is no such one. */
static const char *read_format(int argc, char **argv, int first)
{
    const char *format = "text";
    for (int i = first; i < argc; i++) {
        format = cli_option(argc, argv, &i, "--format");
        if (format == NULL || (strcmp(format, "text") != 0 && strcmp(format, "html") != 0)) {
            return NULL;
        }
    }
    return format;
}

int cli_case_print(struct cli_context *context, struct desk *desk, int argc, char **argv)
{
    struct err err = {0};
    struct sheet sheet = {0};
    struct str text = {0};
    struct sheet_print print = {0};
    int64_t id = 0;
    const char *format = read_format(argc, argv, 3);
    if (format == NULL) {
        return cli_usage(context, "case", _("--format 应为 text 或 html"));
    }
    enum status status = casework_find_number(desk, argv[2], &print.id, &err);
    if (status == STATUS_OK) {
        status = case_sheet_make(desk, print.id, &sheet, &err);
    }
    text_copy(print.way, sizeof(print.way), format);
    request_make(print.request);
    if (status == STATUS_OK) { /* it leaves only after the log says so */
        status = task_run(desk, case_sheet_printed, &print, print.request, CLI_LIMIT_MS, &id, &err);
    }
    if (status == STATUS_OK && strcmp(format, "html") == 0) {
        sheet_html(&sheet, &text);
    } else if (status == STATUS_OK) {
        sheet_text(&sheet, &text);
    }
    fputs(str_text(&text), context->out);
    str_free(&text);
    sheet_clear(&sheet);
    return status == STATUS_OK ? 0 : cli_fail(context, &err);
}
