/* zuoxi handover list|show|now|figures: the logs of handovers. */

#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/str.h"
#include "zuoxi/base/text.h"
#include "zuoxi/base/width.h"
#include "zuoxi/cli/commands.h"
#include "zuoxi/cli/seat.h"
#include "zuoxi/cli/show.h"
#include "zuoxi/desk/handover_figures.h"
#include "zuoxi/desk/work.h"

#define PAGE 100

static json_t *row_json(const struct handover_row *row)
{
    json_t *object = json_object();
    json_object_set_new(object, "id", json_integer(row->id));
    json_object_set_new(object, "shift", cli_text_json(row->shift));
    json_object_set_new(object, "next_shift", cli_text_json(row->next_shift));
    json_object_set_new(object, "ends_at", cli_time_json(row->ends_at));
    json_object_set_new(object, "out_badge", cli_text_json(row->out_badge));
    json_object_set_new(object, "in_badge", cli_text_json(row->in_badge));
    json_object_set_new(object, "signed_at", cli_time_json(row->signed_at));
    json_object_set_new(object, "carried", json_integer(row->carried));
    json_object_set_new(object, "questions", json_integer(row->questions));
    json_object_set_new(object, "overrides", json_integer(row->overrides));
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

static void add_cells(struct cli_table *table, const struct handover_row *row)
{
    char(*cells)[128] = cli_table_add(table);
    text_format(cells[0], sizeof(cells[0]), "%lld", (long long)row->id);
    add_time(cells[1], row->ends_at);
    text_format(cells[2], sizeof(cells[2]), "%s -> %s", row->shift,
                row->next_shift[0] != '\0' ? row->next_shift : _("下班"));
    text_copy(cells[3], sizeof(cells[3]), row->out_badge[0] != '\0' ? row->out_badge : "--");
    text_copy(cells[4], sizeof(cells[4]), row->in_badge[0] != '\0' ? row->in_badge : "--");
    add_time(cells[5], row->signed_at);
}

/* Every one that ended at `since` or later, newest first; each() gets it. */
static enum status walk(struct desk *desk, int64_t since, const char *words,
                        void (*each)(void *context, const struct handover_row *row), void *context,
                        struct err *err)
{
    struct handover_row *rows = mem_new(PAGE, sizeof(*rows)), last;
    size_t count = PAGE;
    enum status status = STATUS_OK;
    for (const struct handover_row *after = NULL; status == STATUS_OK && count == PAGE; after = &last) {
        status = handover_list(desk, after, since, words, PAGE, rows, &count, err);
        for (size_t i = 0; i < count && status == STATUS_OK; i++) {
            each(context, &rows[i]);
            last = rows[i];
        }
    }
    free(rows);
    return status;
}

struct listing {
    json_t *list;
    struct cli_table table;
};

static void take(void *context, const struct handover_row *row)
{
    struct listing *listing = context;
    json_array_append_new(listing->list, row_json(row));
    add_cells(&listing->table, row);
}

static int show_list(struct cli_context *context, struct desk *desk, int argc, char **argv)
{
    struct listing listing = {.list = json_array(),
                              .table = {.heads = {N_("编号"), N_("交班时间"), N_("班次"), N_("交班人"),
                                                  N_("接班人"), N_("双方签字")}}};
    struct err err = {0};
    enum status status = walk(desk, 0, argc > 2 ? argv[2] : "", take, &listing, &err);
    if (status == STATUS_OK && context->options.json) {
        cli_json(context, json_incref(listing.list));
    } else if (status == STATUS_OK && listing.table.count > 0) {
        cli_table_print(context->out, &listing.table);
    }
    free(listing.table.cells);
    json_decref(listing.list);
    return status == STATUS_OK ? 0 : cli_fail(context, &err);
}

static json_t *file_json(const struct handover_file *file)
{
    json_t *object = cli_record_json(&handover_fields, &file->record), *lines = json_array();
    json_t *signatures = json_array(), *releases = json_array(), *notes = json_array();
    for (size_t i = 0; i < file->line_count; i++) {
        json_array_append_new(lines, cli_record_json(&handover_line_fields, &file->lines[i]));
    }
    for (size_t i = 0; i < file->signature_count; i++) {
        const struct signature_row *row = &file->signatures[i];
        json_array_append_new(signatures,
                              json_pack("{s:s, s:s, s:o}", "side", row->side == SIDE_OUT ? "out" : "in",
                                        "badge", row->badge, "at", cli_time_json(row->at)));
    }
    for (size_t i = 0; i < file->leave_count; i++) {
        const struct handover_leave_row *row = &file->leaves[i];
        if (row->allowed_by[0] != '\0') {
            json_array_append_new(releases,
                                  json_pack("{s:s, s:s, s:o, s:o}", "badge", row->badge, "allowed_by",
                                            row->allowed_by, "reason", cli_text_json(row->reason), "at",
                                            cli_time_json(row->at)));
        }
    }
    for (size_t i = 0; i < file->note_count; i++) {
        json_array_append_new(notes, json_pack("{s:s, s:o, s:o}", "badge", file->notes[i].badge, "at",
                                               cli_time_json(file->notes[i].at), "text",
                                               cli_text_json(file->notes[i].text)));
    }
    json_object_set_new(object, "lines", lines);
    json_object_set_new(object, "signatures", signatures);
    json_object_set_new(object, "releases", releases);
    json_object_set_new(object, "corrections", notes);
    return object;
}

static void print_safe(FILE *stream, const struct str *text)
{
    struct str safe = {0};
    safe_text(&safe, text->bytes, text->length, -1, true);
    fputs(str_text(&safe), stream);
    str_free(&safe);
}

static int print_file(struct cli_context *context, struct desk *desk, int64_t id, bool is_html)
{
    struct handover_file *file = handover_file_new();
    struct str text = {0}, html = {0};
    struct err err = {0};
    enum status status = handover_load(desk, id, file, &err);
    if (status == STATUS_OK && context->options.json) {
        cli_json(context, file_json(file));
    } else if (status == STATUS_OK) {
        status = handover_sheet(desk, file, &text, &err);
    }
    if (status == STATUS_OK && is_html) {
        handover_html(str_text(&text), &html);
        fputs(str_text(&html), context->out);
    } else if (status == STATUS_OK && text.length > 0) {
        print_safe(context->out, &text);
    }
    str_free(&text);
    str_free(&html);
    handover_file_free(&file);
    return status == STATUS_OK ? 0 : cli_fail(context, &err);
}

static int show_one(struct cli_context *context, struct desk *desk, int argc, char **argv)
{
    char *end;
    int64_t id = strtoll(argv[2], &end, 10);
    bool is_html = argc > 3 && strcmp(argv[3], "--html") == 0;
    if (*end != '\0' || id <= 0) {
        return cli_usage(context, "handover", _("“%s”不是交接班编号"), argv[2]);
    }
    if (argc > 3 && !is_html) {
        return cli_usage(context, "handover", _("show 后面只有编号和 --html"));
    }
    return print_file(context, desk, id, is_html);
}

static bool parse_month(const char *text, int64_t now, int64_t *from, int64_t *until)
{
    struct civil civil = clock_civil(now);
    char whole[24];
    text_format(whole, sizeof(whole), "%s-01", text);
    if (text[0] != '\0' && (strlen(whole) != 10 || !clock_parse(whole, from))) {
        return false;
    }
    civil = text[0] != '\0' ? clock_civil(*from) : civil;
    struct civil first = {.year = civil.year, .month = civil.month, .day = 1};
    *from = clock_utc(first);
    first.month++;
    *until = clock_utc(first);
    return true;
}

static int show_figures(struct cli_context *context, struct desk *desk, int argc, char **argv)
{
    struct handover_figures figures;
    struct err err = {0};
    int64_t from, until;
    if (!parse_month(argc > 2 ? argv[2] : "", clock_now(desk->clock), &from, &until)) {
        return cli_usage(context, "handover", _("“%s”不是月份，写作 2026-11"), argv[2]);
    }
    if (handover_count(desk, from, until, &figures, &err) != STATUS_OK) {
        return cli_fail(context, &err);
    }
    if (context->options.json) {
        cli_json(context, json_pack("{s:i, s:i, s:i, s:i, s:i, s:i, s:i}", "handovers", figures.count,
                                    "signed", figures.is_signed, "punctual", figures.punctual, "unsigned",
                                    figures.missing, "overrides", figures.overrides, "questions",
                                    figures.questions, "carried", figures.carried));
        return 0;
    }
    cli_line(context->out, _("交接班 %d 次，双方签字 %d 次，其中准时 %d 次，到点未签 %d 次"), figures.count,
             figures.is_signed, figures.punctual, figures.missing);
    cli_line(context->out, _("放行 %d 人次，提出疑问 %d 条，遗留故障 %d 条"), figures.overrides,
             figures.questions, figures.carried);
    return 0;
}

/* What each did in the turn of a log. */
static int show_work(struct cli_context *context, struct desk *desk, int argc, char **argv)
{
    struct handover_file *file = handover_file_new();
    struct work_row *rows = mem_new(WORK_ROWS_MAX, sizeof(*rows));
    struct cli_table table = {.heads = {N_("谁")}};
    struct err err = {0};
    json_t *list = json_array();
    size_t count = 0;
    (void)argc;
    enum status status = handover_load(desk, strtoll(argv[2], NULL, 10), file, &err);
    struct shift_turn turn = {shift_find(settings_shifts(desk->settings), file->record.shift),
                              (int)file->record.date.value};
    if (status == STATUS_OK && turn.shift == NULL) {
        status = err_set(&err, STATUS_NOT_FOUND, _("没有班次“%s”"), file->record.shift);
    }
    if (status == STATUS_OK) {
        status = work_report(desk, turn, rows, &count, &err);
    }
    for (size_t i = 0; i < WORK_COLUMNS; i++) {
        table.heads[i + 1] = work_column_label((enum work_column)i);
    }
    for (size_t i = 0; i < count; i++) {
        char(*cells)[128] = cli_table_add(&table);
        json_t *object = json_pack(
            "{s:s, s:o, s:o, s:s, s:o}", "badge", rows[i].badge, "name", cli_text_json(rows[i].name),
            "remarks", cli_text_json(rows[i].remark.remarks), "signed_by", rows[i].remark.signed_by,
            "signed_at", cli_time_json(rows[i].remark.signed_at));
        text_format(cells[0], sizeof(cells[0]), "%s %s", rows[i].badge, rows[i].name);
        for (size_t j = 0; j < WORK_COLUMNS; j++) {
            text_format(cells[j + 1], sizeof(cells[j + 1]), "%d", rows[i].counts[j]);
            json_object_set_new(object, work_column_code((enum work_column)j),
                                json_integer(rows[i].counts[j]));
        }
        json_array_append_new(list, object);
    }
    if (status == STATUS_OK && context->options.json) {
        cli_json(context, json_incref(list));
    } else if (status == STATUS_OK) {
        cli_table_print(context->out, &table);
    }
    free(table.cells);
    json_decref(list);
    free(rows);
    handover_file_free(&file);
    return status == STATUS_OK ? 0 : cli_fail(context, &err);
}

int cli_handover(struct cli_context *context, int argc, char **argv)
{
    static const struct cli_verb verbs[] = {
        {"list", show_list, 2, 3, N_("list 后面只有要找的文字")},
        {"show", show_one, 3, 4, N_("请给出交接班编号")},
        {"work", show_work, 3, 3, N_("请给出交接班编号")},
        {"figures", show_figures, 2, 3, N_("figures 后面只有月份，如 2026-11")},
    };
    return cli_run_verb(context, "handover", verbs, sizeof(verbs) / sizeof(verbs[0]), argc, argv);
}
