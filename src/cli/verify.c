/* zuoxi verify: everything that can be checked about the database or a backup; 1 when something is found. */

#include "zuoxi/desk/verify.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "zuoxi/base/text.h"
#include "zuoxi/cli/commands.h"
#include "zuoxi/cli/report.h"
#include "zuoxi/cli/seat.h"
#include "zuoxi/cli/show.h"

static void show(void *context, const char *name, int done, int total)
{
    FILE *stream = context;
    fprintf(stream, "\r%d/%d %s…\033[K", done + 1, total, name);
    fflush(stream);
}

/* The lines of a text, each through each(). */
static void each_line(const char *text, void (*each)(void *context, const char *line), void *context)
{
    const char *line;
    size_t length;
    while ((line = text_line(&text, &length)) != NULL) {
        char *copy = strndup(line, length);
        if (copy != NULL) {
            each(context, copy);
        }
        free(copy);
    }
}

static void print_finding(void *context, const char *line)
{
    cli_line(context, "%s", line);
}

static void print_note(void *context, const char *line)
{
    cli_line(context, _("提示：%s"), line);
}

static void append(void *context, const char *line)
{
    json_array_append_new(context, cli_text_json(line));
}

static int print(struct cli_context *context, const char *path, const struct str *findings,
                 const struct str *notes)
{
    if (context->options.json) {
        json_t *object = json_object(), *found = json_array(), *said = json_array();
        each_line(str_text(findings), append, found);
        each_line(str_text(notes), append, said);
        json_object_set_new(object, "file", cli_text_json(path));
        json_object_set_new(object, "sound", json_boolean(findings->length == 0));
        json_object_set_new(object, "findings", found);
        json_object_set_new(object, "notes", said);
        cli_json(context, object);
    } else {
        each_line(str_text(findings), print_finding, context->out);
        each_line(str_text(notes), print_note, context->out);
        if (findings->length == 0) {
            cli_line(context->out, _("%s：核对完毕，没有发现问题"), path);
        }
    }
    return findings->length == 0 ? 0 : status_exit_code(STATUS_FAILED);
}

static enum status check_copy(struct cli_context *context, const char *path, const struct verify_watch *watch,
                              struct str *findings, struct str *notes, struct err *err)
{
    bool is_proven = false;
    enum status status = verify_copy(path, context->clock, watch, findings, &is_proven, err);
    if (status == STATUS_OK && !is_proven && findings->length == 0) {
        str_add(notes, _("旁边没有 .sha256 文件，只检查了数据库本身\n"));
    }
    return status;
}

static int finish(struct cli_context *context, enum status status, const char *path, struct str *findings,
                  struct str *notes, const struct err *err)
{
    if (isatty(fileno(context->err))) {
        fputs("\r\033[K", context->err);
    }
    int code = status == STATUS_OK ? print(context, path, findings, notes) : cli_fail(context, err);
    str_free(findings);
    str_free(notes);
    return code;
}

int cli_verify(struct cli_context *context, int argc, char **argv)
{
    struct verify_watch watch = {isatty(fileno(context->err)) ? show : NULL, context->err};
    struct str findings = {0}, notes = {0};
    struct desk desk;
    struct err err = {0};
    int code = 0;
    if (argc > 2 || (argc == 2 && argv[1][0] == '-')) {
        return cli_usage(context, "verify", _("只能写一个文件，或不写"));
    }
    if (argc == 2) {
        enum status status = check_copy(context, argv[1], &watch, &findings, &notes, &err);
        return finish(context, status, argv[1], &findings, &notes, &err);
    }
    if (!cli_sit(context, &desk, &code)) {
        return code;
    }
    enum status status = verify_database(&desk, &watch, &findings, &err);
    if (status == STATUS_OK) {
        status = verify_drafts(&desk, &findings, &notes, &err);
    }
    code = finish(context, status, desk_database(&desk), &findings, &notes, &err);
    desk_close(&desk);
    return code;
}
