/* zuoxi import FILE: customers or old cases from a CSV file, all or nothing. */

#include <string.h>
#include <unistd.h>

#include "zuoxi/base/text.h"
#include "zuoxi/cli/commands.h"
#include "zuoxi/cli/seat.h"
#include "zuoxi/cli/show.h"
#include "zuoxi/desk/exchange.h"

static void show_progress(void *context, int percent)
{
    fprintf(context, "\r%3d%%", percent);
    if (percent >= 100) {
        fputs("\r    \r", context);
    }
    fflush(context);
}

typedef enum status (*import_run)(struct desk *desk, const struct exchange_import *import,
                                  struct exchange_result *result, struct err *err);

static bool take_kind(const char *name, import_run *run)
{
    static const struct {
        const char *name;
        import_run run;
    } kinds[] = {{"customers", exchange_import_customers}, {"cases", exchange_import_cases}};
    for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
        if (strcmp(name, kinds[i].name) == 0) {
            *run = kinds[i].run;
            return true;
        }
    }
    return false;
}

/* Take argv[*index]; false when it is not understood. */
static bool take(int argc, char **argv, int *index, struct exchange_import *import, import_run *run)
{
    const char *value;
    if ((value = cli_option(argc, argv, index, "--as")) != NULL) {
        return take_kind(value, run);
    }
    if (strcmp(argv[*index], "--partial") == 0) {
        import->is_partial = true;
        return true;
    }
    if ((value = cli_option(argc, argv, index, "--map")) != NULL) {
        import->map = value;
    } else if ((value = cli_option(argc, argv, index, "--rejects")) != NULL) {
        import->rejects = value;
    } else if (strcmp(argv[*index], "--") == 0 && *index + 2 == argc && import->path == NULL) {
        import->path = argv[++*index];
    } else if (argv[*index][0] != '-' && import->path == NULL) {
        import->path = argv[*index];
    } else {
        return false;
    }
    return true;
}

static void print_json(struct cli_context *context, const struct exchange_result *result)
{
    json_t *object = json_object();
    json_object_set_new(object, "rows", json_integer(result->rows));
    json_object_set_new(object, "added", json_integer(result->added));
    json_object_set_new(object, "updated", json_integer(result->updated));
    json_object_set_new(object, "unchanged", json_integer(result->unchanged));
    json_object_set_new(object, "rejected", json_integer(result->rejected));
    json_object_set_new(object, "published", json_boolean(result->is_published));
    json_object_set_new(object, "rejects",
                        result->rejects[0] == '\0' ? json_null() : cli_text_json(result->rejects));
    json_object_set_new(object, "encoding", json_string(encoding_name(result->encoding)));
    json_object_set_new(object, "sha256", json_string(result->sha256));
    cli_json(context, object);
}

static void print_result(struct cli_context *context, const struct exchange_result *result)
{
    if (context->options.json) {
        print_json(context, result);
        return;
    }
    if (!result->is_published) {
        return;
    }
    cli_line(context->out, _("导入%lld行(%s):新增%lld,更新%lld,没有变化%lld,拒绝%lld"),
             (long long)result->rows, encoding_name(result->encoding), (long long)result->added,
             (long long)result->updated, (long long)result->unchanged, (long long)result->rejected);
    if (result->rejected > 0) {
        cli_line(context->out, _("拒绝的行和原因在 %s"), result->rejects);
    }
}

int cli_import(struct cli_context *context, int argc, char **argv)
{
    struct exchange_import import = {.context = context->err};
    import_run run = exchange_import_customers;
    struct exchange_result result = {0};
    struct desk desk;
    struct err err = {0};
    int code = 0;
    for (int i = 1; i < argc; i++) {
        int at = i;
        if (!take(argc, argv, &i, &import, &run)) {
            const char *kind = strchr(argv[at], '=') != NULL ? strchr(argv[at], '=') + 1 : argv[i];
            if (strncmp(argv[at], "--as", 4) == 0 && kind != argv[at]) {
                return cli_usage(context, "import", _("--as 应为 customers 或 cases，不是“%s”"), kind);
            }
            return cli_usage(context, "import", _("不认识“%s”，或它后面缺少内容"), argv[at]);
        }
    }
    if (import.path == NULL) {
        return cli_usage(context, "import", _("请给出要导入的文件"));
    }
    if (!cli_sit(context, &desk, &code)) {
        return code;
    }
    import.progress = isatty(fileno(context->err)) ? show_progress : NULL;
    enum status status = run(&desk, &import, &result, &err);
    if (import.progress != NULL) {
        show_progress(context->err, 100);
    }
    if (status == STATUS_OK || result.rejected > 0) {
        print_result(context, &result);
    }
    if (status != STATUS_OK) {
        code = cli_fail(context, &err);
    } else if (result.rejected > 0) {
        code = status_exit_code(STATUS_INVALID);
    }
    desk_close(&desk);
    return code;
}
