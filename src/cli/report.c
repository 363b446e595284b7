#include "zuoxi/cli/report.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/str.h"
#include "zuoxi/base/text.h"
#include "zuoxi/base/width.h"

static void put_line(FILE *stream, const char *text, size_t length)
{
    struct str safe = {0};

    safe_text(&safe, text, length, -1, false);
    fprintf(stream, "%s\n", str_text(&safe));
    str_free(&safe);
}

static void put_formatted(FILE *stream, const char *before, const char *format, va_list arguments)
{
    char *text = NULL;
    struct str line = {0};

    if (vasprintf(&text, format, arguments) < 0) {
        return;
    }
    str_add(&line, before);
    str_add(&line, text);
    put_line(stream, str_text(&line), line.length);
    str_free(&line);
    free(text);
}

void cli_line(FILE *stream, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    put_formatted(stream, "", format, arguments);
    va_end(arguments);
}

int cli_fail(struct cli_context *context, const struct err *err)
{
    char text[sizeof(err->what) + sizeof(err->where) + sizeof(err->todo) + 16];

    err_format(err, text, sizeof(text));
    cli_line(context->err, "zuoxi: %s", text);
    return status_exit_code(err->status);
}

int cli_usage(struct cli_context *context, const char *command, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    put_formatted(context->err, "zuoxi: ", format, arguments);
    va_end(arguments);
    if (command == NULL) {
        cli_line(context->err, _("用法见 zuoxi --help"));
    } else {
        cli_line(context->err, _("用法见 zuoxi %s --help"), command);
    }
    return status_exit_code(STATUS_USAGE);
}

void cli_json(struct cli_context *context, json_t *value)
{
    char *text = json_dumps(value, JSON_INDENT(2) | JSON_PRESERVE_ORDER);

    fprintf(context->out, "%s\n", text == NULL ? "null" : text);
    free(text);
    json_decref(value);
}

void cli_findings(FILE *stream, const struct findings *findings)
{
    char place[sizeof(findings->items->file) + 16];

    for (size_t i = 0; i < findings->count; i++) {
        const struct finding *finding = &findings->items[i];
        if (finding->file[0] == '\0') { /* named on the command line or by the database */
            cli_line(stream, "zuoxi: %s%s", finding->is_warning ? _("警告：") : "", finding->text);
            continue;
        }
        finding_place(finding, place, sizeof(place));
        cli_line(stream, "%s: %s: %s%s", place, finding->option[0] == '\0' ? "-" : finding->option,
                 finding->is_warning ? _("警告：") : "", finding->text);
    }
}

const char *cli_option(int argc, char **argv, int *index, const char *name)
{
    const char *argument = argv[*index];
    size_t length = strlen(name);

    if (strncmp(argument, name, length) != 0) {
        return NULL;
    }
    if (argument[length] == '=') {
        return argument + length + 1;
    }
    if (argument[length] != '\0' || *index + 1 >= argc) {
        return NULL;
    }
    return argv[++*index];
}

enum status cli_config_begin(struct cli_context *context, struct err *err)
{
    if (config_begin(&context->config, context->options.config, &context->findings, err) != STATUS_OK) {
        config_clear(&context->config);
        findings_clear(&context->findings);
        return cli_config(context, err); /* once something is wrong, all of it is said */
    }
    context->config_loaded = true;
    return STATUS_OK;
}

enum status cli_config(struct cli_context *context, struct err *err)
{
    struct findings findings = {0};

    if (context->config_loaded) {
        return STATUS_OK;
    }
    enum status status =
        config_load(&context->config, context->options.config, context->options.profile, &findings, err);
    if (status == STATUS_OK) {
        config_check_start(&context->config, clock_now(context->clock), &findings);
        context->config_loaded = true;
    } else {
        config_clear(&context->config);
        err_set(err, status, _("配置有错误"));
        err_advise(err, _("请按上面列出的逐条修改，改完用 zuoxi check 核对"));
    }
    cli_findings(context->err, &findings);
    findings_clear(&context->findings);
    context->findings = findings;
    return status;
}
