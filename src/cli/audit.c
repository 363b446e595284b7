/* zuoxi audit list|export|mark: the audit on the command line. */

#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/text.h"
#include "zuoxi/cli/commands.h"
#include "zuoxi/cli/report.h"
#include "zuoxi/cli/seat.h"
#include "zuoxi/cli/show.h"
#include "zuoxi/desk/audit.h"

#define ROWS          64
#define LIMIT_DEFAULT 100

struct audit_words {
    struct audit_wish wish;
    const char *file; /* export: what stands alone */
    long limit;       /* 0: all, −1: not given */
};

static bool take_limit(const char *text, long *limit)
{
    char *end;
    *limit = strtol(text, &end, 10);
    return *text >= '0' && *text <= '9' && *end == '\0';
}

/* "--who 1001", "--action 修改" … into the wish; false when it is none of them, or what follows is wrong. */
static bool take(int argc, char **argv, int *index, struct audit_words *words)
{
    struct audit_wish *wish = &words->wish;
    const struct {
        const char *name;
        char *to;
        size_t size;
    } options[] = {
        {"--who", wish->badge, sizeof(wish->badge)},      {"--action", wish->action, sizeof(wish->action)},
        {"--object", wish->object, sizeof(wish->object)}, {"--from", wish->from, sizeof(wish->from)},
        {"--until", wish->until, sizeof(wish->until)},    {"--words", wish->words, sizeof(wish->words)}};
    const char *value;
    for (size_t i = 0; i < sizeof(options) / sizeof(options[0]); i++) {
        if ((value = cli_option(argc, argv, index, options[i].name)) != NULL) {
            return text_copy(options[i].to, options[i].size, value);
        }
    }
    if ((value = cli_option(argc, argv, index, "--limit")) != NULL) {
        return take_limit(value, &words->limit);
    }
    bool is_file = argv[*index][0] != '-' && words->file == NULL;
    words->file = is_file ? argv[*index] : words->file;
    return is_file;
}

static int parse(struct cli_context *context, int argc, char **argv, struct audit_words *words)
{
    *words = (struct audit_words){.limit = -1};
    for (int i = 2; i < argc; i++) {
        int at = i;
        if (!take(argc, argv, &i, words)) {
            return cli_usage(context, "audit", _("不认识“%s”，或它后面的内容不对"), argv[at]);
        }
    }
    return 0;
}

static json_t *row_json(const struct desk *desk, const struct audit_view_row *view, const char *changes)
{
    json_t *object = json_object();
    json_object_set_new(object, "line", json_integer(view->row.id));
    json_object_set_new(object, "at", cli_time_json(view->row.at));
    json_object_set_new(object, "badge", cli_text_json(view->row.badge));
    json_object_set_new(object, "origin", cli_text_json(view->row.origin));
    json_object_set_new(object, "place", cli_text_json(view->row.place));
    json_object_set_new(object, "action", cli_text_json(view->row.action));
    json_object_set_new(object, "label", cli_text_json(audit_view_action(desk, view->row.action)));
    json_object_set_new(object, "object", cli_text_json(view->row.object));
    json_object_set_new(object, "object_id", json_integer(view->row.object_id));
    json_object_set_new(object, "subject", cli_text_json(view->subject));
    json_object_set_new(object, "changes", cli_text_json(changes));
    return object;
}

static void add_cells(struct cli_table *table, const struct desk *desk, const struct audit_view_row *view)
{
    char(*cells)[128] = cli_table_add(table);
    text_format(cells[0], sizeof(cells[0]), "%lld", (long long)view->row.id);
    clock_format(view->row.at, cells[1]);
    text_copy(cells[2], sizeof(cells[2]), view->row.badge);
    text_copy(cells[3], sizeof(cells[3]), audit_view_action(desk, view->row.action));
    text_copy(cells[4], sizeof(cells[4]), view->subject);
    text_copy(cells[5], sizeof(cells[5]), view->row.origin);
    text_copy(cells[6], sizeof(cells[6]), view->row.place);
}

/* Rows into list (JSON, with their changes) or table, until the limit. */
static enum status collect(struct cli_context *context, struct desk *desk, const struct audit_words *words,
                           json_t *list, struct cli_table *table, struct err *err)
{
    struct audit_view_row rows[ROWS];
    struct audit_finder finder;
    long left = words->limit;
    enum status status = audit_view_begin(desk, &words->wish, &finder, err);
    while (status == STATUS_OK && !finder.is_done && (words->limit == 0 || left > 0)) {
        size_t count = 0;
        size_t most = words->limit > 0 && left < ROWS ? (size_t)left : ROWS;
        status = audit_view_step(desk, &finder, rows, most, &count, err);
        for (size_t i = 0; status == STATUS_OK && i < count; i++) {
            struct str changes = {0};
            if (!context->options.json) {
                add_cells(table, desk, &rows[i]);
            } else if ((status = audit_view_changes(desk, &rows[i].row, &changes, err)) == STATUS_OK) {
                json_array_append_new(list, row_json(desk, &rows[i], str_text(&changes)));
            }
            str_free(&changes);
        }
        left -= (long)count;
    }
    return status;
}

static int list(struct cli_context *context, struct desk *desk, int argc, char **argv)
{
    struct cli_table table = {
        .heads = {N_("编号"), N_("时间"), N_("谁"), N_("动作"), N_("对象"), N_("方式"), N_("从哪里")}};
    struct audit_words words;
    struct err err = {0};
    int code = parse(context, argc, argv, &words);
    if (code != 0) {
        return code;
    }
    if (words.file != NULL) {
        return cli_usage(context, "audit", _("不认识“%s”"), words.file);
    }
    if (words.limit < 0) {
        words.limit = LIMIT_DEFAULT;
    }
    json_t *found = json_array();
    enum status status = collect(context, desk, &words, found, &table, &err);
    if (status != STATUS_OK) {
        json_decref(found);
        free(table.cells);
        return cli_fail(context, &err);
    }
    if (context->options.json) {
        cli_json(context, found);
    } else {
        json_decref(found);
        cli_table_print(context->out, &table);
    }
    return 0;
}

static int export(struct cli_context *context, struct desk *desk, int argc, char **argv)
{
    struct audit_words words;
    struct audit_export export;
    struct err err = {0};
    int code = parse(context, argc, argv, &words);
    if (code != 0) {
        return code;
    }
    if (words.limit >= 0) {
        return cli_usage(context, "audit", _("--limit 只用于 audit list，筛选出的全部导出"));
    }
    enum status status =
        audit_export_begin(desk, &words.wish, words.file != NULL ? words.file : "", &export, &err);
    while (status == STATUS_OK && !export.finder.is_done) {
        status = audit_export_step(desk, &export, &err);
    }
    if (status == STATUS_OK) {
        cli_line(context->out, _("已导出 %lld 条：%s"), (long long)export.lines, export.path);
    } else {
        code = cli_fail(context, &err);
    }
    audit_export_end(&export);
    return code;
}

static int mark(struct cli_context *context, struct desk *desk, int argc, char **argv)
{
    struct err err = {0};
    (void)argc;
    if (task_run(desk, audit_mark_renew, argv[2], NULL, CLI_LIMIT_MS, NULL, &err) != STATUS_OK) {
        return cli_fail(context, &err);
    }
    cli_line(context->out, _("库外的审计标记已重新开始，旧的留在旁边"));
    return 0;
}

int cli_audit(struct cli_context *context, int argc, char **argv)
{
    static const struct cli_verb verbs[] = {{"list", list, 2, 20, N_("选项太多")},
                                            {"export", export, 2, 20, N_("选项太多")},
                                            {"mark", mark, 3, 3, N_("请写明原因")}};
    return cli_run_verb(context, "audit", verbs, sizeof(verbs) / sizeof(verbs[0]), argc, argv);
}
