/* zuoxi notice list|show|post|correct|extend|close: so that a script can post an outage. */

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/cli/commands.h"
#include "zuoxi/cli/seat.h"
#include "zuoxi/cli/show.h"
#include "zuoxi/desk/board.h"

#define PAGE 100

static json_t *row_json(const struct notice_row *row)
{
    json_t *object = json_object();
    json_object_set_new(object, "id", json_integer(row->id));
    json_object_set_new(object, "state", json_string(notice_state_code(row->state)));
    json_object_set_new(object, "kind", cli_text_json(row->kind));
    json_object_set_new(object, "title", cli_text_json(row->title));
    json_object_set_new(object, "buildings", cli_text_json(row->buildings));
    json_object_set_new(object, "stations", cli_text_json(row->stations));
    json_object_set_new(object, "start_at", cli_time_json(row->start));
    json_object_set_new(object, "expected_at", cli_time_json(row->expected));
    json_object_set_new(object, "ended_at", cli_time_json(row->ended));
    json_object_set_new(object, "is_must_read", json_boolean(row->is_must_read));
    json_object_set_new(object, "calls", json_integer(row->calls));
    json_object_set_new(object, "calls_due", json_integer(row->due));
    return object;
}

static void add_time(char cell[128], int64_t utc)
{
    char text[20] = "--";
    if (utc != 0) {
        clock_format(utc, text);
        text[16] = '\0';
    }
    text_copy(cell, 128, text);
}

static void add_cells(struct cli_context *context, struct cli_table *table, const struct notice_row *row)
{
    char(*cells)[128] = cli_table_add(table);
    char label[80];
    text_format(cells[0], sizeof(cells[0]), "%lld", (long long)row->id);
    text_copy(cells[1], sizeof(cells[1]), notice_state_label(row->state));
    text_copy(cells[2], sizeof(cells[2]),
              profile_label(&context->config.profile, SET_NOTICE, row->kind, label));
    text_copy(cells[3], sizeof(cells[3]), row->title);
    add_time(cells[4], row->start);
    add_time(cells[5], row->ended != 0 ? row->ended : row->expected);
    text_format(cells[6], sizeof(cells[6]), "%lld", (long long)row->calls);
    text_format(cells[7], sizeof(cells[7]), "%lld", (long long)row->due);
}

/* Those not over, or with --all the past ones too; page by page. */
static int notice_list(struct cli_context *context, struct desk *desk, int argc, char **argv)
{
    bool is_all = argc > 2, is_more = true;
    struct notice_row *rows = mem_new(PAGE, sizeof(*rows)), last;
    struct err err = {0};
    json_t *list = json_array();
    struct cli_table table = {.heads = {N_("编号"), N_("状态"), N_("种类"), N_("标题"), N_("开始"),
                                        N_("结束"), N_("来电"), N_("待回电")}};
    if (is_all && strcmp(argv[2], "--all") != 0) {
        json_decref(list);
        free(rows);
        return cli_usage(context, "notice", _("list 只有 --all"));
    }
    for (const struct notice_row *after = NULL; is_more; after = &last) {
        size_t count = 0;
        is_more = board_list(desk, after, PAGE, rows, &count, &err) == STATUS_OK && count == PAGE;
        for (size_t i = 0; i < count; i++) {
            is_more = is_more && (is_all || rows[i].state != NOTICE_PAST);
            if (is_all || rows[i].state != NOTICE_PAST) {
                json_array_append_new(list, row_json(&rows[i]));
                add_cells(context, &table, &rows[i]);
            }
            last = rows[i];
        }
    }
    free(rows);
    if (err.status == STATUS_OK && context->options.json) {
        cli_json(context, json_incref(list));
    } else if (err.status == STATUS_OK && table.count > 0) {
        cli_table_print(context->out, &table);
    }
    free(table.cells);
    json_decref(list);
    return err.status == STATUS_OK ? 0 : cli_fail(context, &err);
}

static enum status parse_id(const char *text, int64_t *id, struct err *err)
{
    char *end;
    *id = strtoll(text, &end, 10);
    if (*end != '\0' || *id <= 0) {
        return err_set(err, STATUS_USAGE, _("“%s”不是公告编号"), text);
    }
    return STATUS_OK;
}

static void print_fields(struct cli_context *context, const struct notice *notice)
{
    char label[80];
    for (size_t i = 0; i < notice_fields.count; i++) {
        const struct field *field = &notice_fields.fields[i];
        struct str text = {0};
        if (field_is_empty(field, notice)) {
            continue;
        }
        if (field->kind == FIELD_CODE) {
            str_add(&text, profile_label(&context->config.profile, field->set,
                                         field_text_const(field, notice), label));
        } else if (field->kind == FIELD_FLAG) {
            str_add(&text, _("是"));
        } else {
            field_format(field, notice, &text);
        }
        cli_line(context->out, _("%s：%s"), _(field->label), str_text(&text));
        str_free(&text);
    }
}

/* done (may be NULL) is said first to a person. */
static int print_notice(struct cli_context *context, struct desk *desk, int64_t id, const char *done)
{
    struct notice *notice = mem_new(1, sizeof(*notice));
    struct err err = {0};
    int64_t calls = 0, due = 0;
    enum status status = board_load(desk, id, notice, &err);
    if (status == STATUS_OK) {
        status = board_counts(desk, id, &calls, &due, &err);
    }
    if (status == STATUS_OK && context->options.json) {
        enum notice_state state =
            notice_state(notice->start_at.value, notice->ended_at.value, clock_now(desk->clock));
        json_t *object = cli_record_json(&notice_fields, notice);
        json_object_set_new(object, "state", json_string(notice_state_code(state)));
        json_object_set_new(object, "calls", json_integer(calls));
        json_object_set_new(object, "calls_due", json_integer(due));
        cli_json(context, object);
    } else if (status == STATUS_OK) {
        cli_line(context->out, _("%s公告 %lld"), done != NULL ? done : "", (long long)id);
        print_fields(context, notice);
        cli_line(context->out, _("来电：%lld 户，待回电 %lld 户"), (long long)calls, (long long)due);
    }
    free(notice);
    return status == STATUS_OK ? 0 : cli_fail(context, &err);
}

static int notice_show(struct cli_context *context, struct desk *desk, int argc, char **argv)
{
    struct err err = {0};
    int64_t id;
    (void)argc;
    return parse_id(argv[2], &id, &err) == STATUS_OK ? print_notice(context, desk, id, NULL)
                                                     : cli_fail(context, &err);
}

/* "name=value" arguments from `first` on, into the notice. */
static enum status set_fields(const struct desk *desk, struct notice *notice, int first, int argc,
                              char **argv, struct err *err)
{
    enum status status = STATUS_OK;
    for (int i = first; i < argc && status == STATUS_OK; i++) {
        const char *equals = strchr(argv[i], '=');
        if (equals == NULL || equals == argv[i]) {
            return err_set(err, STATUS_USAGE, _("“%s”不是 字段=值"), argv[i]);
        }
        char *name = mem_copy_bytes(argv[i], (size_t)(equals - argv[i]));
        status = cli_set_field(desk->profile, &notice_fields, notice, name, equals + 1, err);
        free(name);
    }
    return status;
}

static int save(struct cli_context *context, struct desk *desk, const struct notice *from, int first,
                int argc, char **argv)
{
    struct notice_change *change = mem_new(1, sizeof(*change));
    struct err err = {0};
    int64_t id = 0;
    board_begin(desk, change, from);
    enum status status = set_fields(desk, &change->after, first, argc, argv, &err);
    if (status == STATUS_OK) {
        status = task_run(desk, board_save, change, change->request, CLI_LIMIT_MS, &id, &err);
    }
    free(change);
    return status == STATUS_OK ? print_notice(context, desk, id, from == NULL ? _("已发布") : _("已更正"))
                               : cli_fail(context, &err);
}

static int notice_post(struct cli_context *context, struct desk *desk, int argc, char **argv)
{
    return save(context, desk, NULL, 2, argc, argv);
}

static int notice_correct(struct cli_context *context, struct desk *desk, int argc, char **argv)
{
    struct notice *notice = mem_new(1, sizeof(*notice));
    struct err err = {0};
    int64_t id;
    enum status status = parse_id(argv[2], &id, &err);
    if (status == STATUS_OK) {
        status = board_load(desk, id, notice, &err);
    }
    int code = status == STATUS_OK ? save(context, desk, notice, 3, argc, argv) : cli_fail(context, &err);
    free(notice);
    return code;
}

static int end(struct cli_context *context, struct desk *desk, int argc, char **argv, task_work work,
               const char *done)
{
    struct notice_end request = {0};
    struct err err = {0};
    int64_t id = 0;
    request_make(request.request);
    enum status status = parse_id(argv[2], &request.id, &err);
    if (status == STATUS_OK && argc > 3 && !clock_parse(argv[3], &request.at)) {
        err_set(&err, STATUS_USAGE, _("“%s”不是时间"), argv[3]);
        status = err_advise(&err, _("写法如 2026-11-21 14:32"));
    }
    if (status == STATUS_OK) {
        status = task_run(desk, work, &request, request.request, CLI_LIMIT_MS, &id, &err);
    }
    return status == STATUS_OK ? print_notice(context, desk, id, done) : cli_fail(context, &err);
}

static int notice_extend(struct cli_context *context, struct desk *desk, int argc, char **argv)
{
    return end(context, desk, argc, argv, board_extend, _("已延长"));
}

static int notice_close(struct cli_context *context, struct desk *desk, int argc, char **argv)
{
    return end(context, desk, argc, argv, board_close, _("已结束"));
}

int cli_notice(struct cli_context *context, int argc, char **argv)
{
    static const struct cli_verb verbs[] = {
        {"list", notice_list, 2, 3, N_("list 只有 --all")},
        {"show", notice_show, 3, 3, N_("请给出一个公告编号")},
        {"post", notice_post, 3, INT_MAX, N_("请给出 字段=值，至少 title")},
        {"correct", notice_correct, 4, INT_MAX, N_("请给出公告编号和 字段=值")},
        {"extend", notice_extend, 4, 4, N_("请给出公告编号和新的预计结束时间")},
        {"close", notice_close, 3, 4, N_("请给出公告编号，可加结束时间")},
    };
    return cli_run_verb(context, "notice", verbs, sizeof(verbs) / sizeof(verbs[0]), argc, argv);
}
