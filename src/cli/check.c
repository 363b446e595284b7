#include <string.h>
#include <unistd.h>

#include "zuoxi/base/text.h"
#include "zuoxi/cli/commands.h"
#include "zuoxi/cli/report.h"
#include "zuoxi/cli/seat.h"
#include "zuoxi/desk/backup.h"
#include "zuoxi/desk/roster.h"
#include "zuoxi/desk/session.h"

#define ROSTER_FINDINGS_MAX 200

static json_t *findings_json(const struct findings *findings)
{
    json_t *list = json_array();

    for (size_t i = 0; i < findings->count; i++) {
        const struct finding *finding = &findings->items[i];
        json_array_append_new(list,
                              json_pack("{s:s, s:i, s:s, s:s, s:s}", "file", finding->file, "line",
                                        finding_line(finding), "option", finding->option, "level",
                                        finding->is_warning ? "warning" : "error", "text", finding->text));
    }
    return list;
}

static void add_roster(struct desk *desk, const char *path, struct findings *findings)
{
    struct roster_finding found[ROSTER_FINDINGS_MAX];
    size_t total = 0;
    struct err err;
    if (session_act_as_owner(desk, NULL, &err) != STATUS_OK ||
        roster_warnings(desk, found, ROSTER_FINDINGS_MAX, &total, &err) != STATUS_OK) {
        return; /* another's database: its roster is not ours to read */
    }
    for (size_t i = 0; i < total && i < ROSTER_FINDINGS_MAX; i++) {
        char text[200];
        roster_finding_text(&found[i], text, sizeof(text));
        findings_add(findings, true, path, FINDING_NO_LINE, "roster", "%s", text);
    }
}

static void add_backup(struct desk *desk, const char *path, struct findings *findings)
{
    char text[200];
    struct err err;
    if (session_act_as_owner(desk, NULL, &err) == STATUS_OK &&
        backup_warning(desk, text, sizeof(text), &err) == STATUS_OK && text[0] != '\0') {
        findings_add(findings, true, path, FINDING_NO_LINE, "backup_hours", "%s", text);
    }
}

/* Gaps of the days ahead (R4.1) and a backup that is overdue, where the configuration is sound and leads to a
 * database of ours. */
static void check_database(struct cli_context *context, struct findings *findings)
{
    struct findings read = {0};
    struct desk desk = {0};
    struct config *config = &context->config;
    char path[PATH_SIZE];
    struct err err;
    context->config_loaded =
        config_load(config, context->options.config, context->options.profile, &read, &err) == STATUS_OK;
    findings_clear(&read);
    if (!context->config_loaded) {
        config_clear(config);
        return;
    }
    cli_database(context, path);
    if (access(path, R_OK | W_OK) == 0 && desk_open(&desk, path, &config->settings, &config->profile,
                                                    &config->book, context->clock, &err) == STATUS_OK) {
        add_roster(&desk, path, findings);
        add_backup(&desk, path, findings);
    }
    desk_close(&desk);
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
    bool is_all = file == NULL;
    if (file == NULL) {
        file = context->options.config;
    }
    config_check(file, context->options.profile, clock_now(context->clock), &findings);
    if (is_all && findings.errors == 0) {
        check_database(context, &findings);
    }
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
