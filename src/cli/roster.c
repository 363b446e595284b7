/* zuoxi roster: who works when, and the weeks kept as patterns. */

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/path.h"
#include "zuoxi/base/text.h"
#include "zuoxi/base/width.h"
#include "zuoxi/cli/commands.h"
#include "zuoxi/cli/seat.h"
#include "zuoxi/cli/show.h"
#include "zuoxi/desk/roster_pattern.h"
#include "zuoxi/domain/workday.h"

#define FINDINGS_MAX 500

static void date_text(int date, char out[12])
{
    text_format(out, 12, "%04d-%02d-%02d", date / 10000 % 10000, date / 100 % 100, date % 100);
}

/* "2026-11" → 202611, "" → this month; "2026-11-21" → 20261121. */
static bool parse_day(const char *text, bool is_month, int64_t now, int *out)
{
    int64_t utc;
    char whole[24];
    text_format(whole, sizeof(whole), is_month ? "%s-01" : "%s", text);
    if (text[0] == '\0') {
        *out = is_month ? date_of(now) / 100 : date_of(now);
        return true;
    }
    if (strlen(whole) != 10 || !clock_parse(whole, &utc)) {
        return false;
    }
    *out = is_month ? date_of(utc) / 100 : date_of(utc);
    return true;
}

static void print_rows(struct cli_context *context, const struct roster_rows *rows)
{
    struct cli_table table = {.heads = {N_("日期"), N_("工号"), N_("班次")}};
    json_t *list = json_array();
    for (size_t i = 0; i < rows->count; i++) {
        char date[12];
        date_text(rows->items[i].date, date);
        json_array_append_new(list, json_pack("{s:s, s:s, s:s}", "date", date, "badge", rows->items[i].badge,
                                              "shift", rows->items[i].plan));
        char(*cells)[128] = cli_table_add(&table);
        text_copy(cells[0], sizeof(cells[0]), date);
        text_copy(cells[1], sizeof(cells[1]), rows->items[i].badge);
        text_copy(cells[2], sizeof(cells[2]), roster_plan_label(rows->items[i].plan));
    }
    if (context->options.json) {
        cli_json(context, json_incref(list));
    } else if (rows->count > 0) {
        cli_table_print(context->out, &table);
    }
    free(table.cells);
    json_decref(list);
}

static int roster_show(struct cli_context *context, struct desk *desk, int argc, char **argv)
{
    struct roster_rows rows = {0};
    struct err err = {0};
    int month;
    if (!parse_day(argc > 2 ? argv[2] : "", true, clock_now(desk->clock), &month)) {
        return cli_usage(context, "roster", _("“%s”不是月份，写作 2026-11"), argv[2]);
    }
    if (roster_load(desk, month * 100 + 1, month * 100 + 31, &rows, &err) != STATUS_OK) {
        return cli_fail(context, &err);
    }
    print_rows(context, &rows);
    roster_rows_clear(&rows);
    return 0;
}

static json_t *turn_json(struct shift_turn turn, struct roster roster)
{
    json_t *people = json_array();
    for (size_t i = 0; i < roster.count; i++) {
        if (roster.rows[i].date == turn.date && roster_has(roster.rows[i].plan, turn.shift->name)) {
            json_array_append_new(people, cli_text_json(roster.rows[i].badge));
        }
    }
    return json_pack("{s:s, s:o, s:o, s:i, s:o}", "shift", turn.shift->name, "begin",
                     cli_time_json(shift_begin(turn.shift, turn.date)), "end",
                     cli_time_json(shift_end(turn.shift, turn.date)), "need",
                     shift_need(turn.shift, turn.date), "badges", people);
}

static void print_turn(struct cli_context *context, const char *label, struct shift_turn turn,
                       struct roster roster)
{
    struct str people = {0};
    char hours[12];
    if (turn.shift == NULL) {
        cli_line(context->out, _("%s：没有班次"), label);
        return;
    }
    shift_hours(turn.shift, hours);
    for (size_t i = 0; i < roster.count; i++) {
        if (roster.rows[i].date == turn.date && roster_has(roster.rows[i].plan, turn.shift->name)) {
            str_printf(&people, " %s", roster.rows[i].badge);
        }
    }
    cli_line(context->out, _("%s：%s %s，要 %d 人：%s"), label, turn.shift->name, hours,
             shift_need(turn.shift, turn.date),
             people.length > 0 ? str_text(&people) + 1 : _("班表上没有人"));
    str_free(&people);
}

static int roster_now(struct cli_context *context, struct desk *desk, int argc, char **argv)
{
    struct shifts shifts = settings_shifts(desk->settings);
    int64_t now = clock_now(desk->clock);
    struct shift_turn turn = shift_now(shifts, now), next = {0};
    struct roster_rows rows = {0};
    struct err err = {0};
    int today = date_of(now);
    (void)argc, (void)argv;
    if (roster_load(desk, date_previous(today), date_next(date_next(today)), &rows, &err) != STATUS_OK) {
        return cli_fail(context, &err);
    }
    if (turn.shift != NULL) {
        next = shift_relief(shifts, turn);
    }
    if (context->options.json) {
        cli_json(context,
                 json_pack("{s:o, s:o}", "now",
                           turn.shift != NULL ? turn_json(turn, roster_of(&rows)) : json_null(), "next",
                           next.shift != NULL ? turn_json(next, roster_of(&rows)) : json_null()));
    } else {
        print_turn(context, _("现在"), turn, roster_of(&rows));
        print_turn(context, _("下一班"), next, roster_of(&rows));
    }
    roster_rows_clear(&rows);
    return 0;
}

/* Set the days and say how many became other ones; frees edit. */
static int set(struct cli_context *context, struct desk *desk, struct roster_edit *edit)
{
    struct err err = {0};
    int64_t changed = 0;
    enum status status = task_run(desk, roster_set, edit, edit->request, CLI_LIMIT_MS, &changed, &err);
    size_t count = edit->count;
    free(edit);
    if (status != STATUS_OK) {
        return cli_fail(context, &err);
    }
    if (context->options.json) {
        cli_json(context, json_pack("{s:I, s:I}", "days", (json_int_t)count, "changed", (json_int_t)changed));
    } else {
        cli_line(context->out, _("班表 %zu 人日，改动 %lld"), count, (long long)changed);
    }
    return 0;
}

static int roster_put(struct cli_context *context, struct desk *desk, int argc, char **argv)
{
    struct roster_change change = {.is_any = true};
    (void)argc;
    if (!parse_day(argv[2], false, clock_now(desk->clock), &change.date)) {
        return cli_usage(context, "roster", _("“%s”不是日期，写作 2026-11-21"), argv[2]);
    }
    if (!text_copy(change.badge, sizeof(change.badge), argv[3])) {
        return cli_usage(context, "roster", _("工号太长"));
    }
    if (!roster_parse(settings_shifts(desk->settings), argv[4], change.after)) {
        return cli_usage(context, "roster", _("没有班次“%s”，应为配置里的班次、休 或 请假"), argv[4]);
    }
    struct roster_edit *edit = roster_edit_new(1);
    edit->changes[0] = change;
    return set(context, desk, edit);
}

static int roster_findings(struct cli_context *context, struct desk *desk, int argc, char **argv)
{
    struct roster_finding *findings = mem_new(FINDINGS_MAX, sizeof(*findings));
    struct err err = {0};
    json_t *list = json_array();
    size_t total = 0;
    (void)argc, (void)argv;
    enum status status = roster_warnings(desk, findings, FINDINGS_MAX, &total, &err);
    for (size_t i = 0; i < total && i < FINDINGS_MAX; i++) {
        char text[200], date[12];
        roster_finding_text(&findings[i], text, sizeof(text));
        date_text(findings[i].date, date);
        json_array_append_new(list, json_pack("{s:s, s:s}", "date", date, "text", text));
        if (!context->options.json) {
            cli_line(context->out, "%s", text);
        }
    }
    if (context->options.json && status == STATUS_OK) {
        cli_json(context, json_incref(list));
    }
    json_decref(list);
    free(findings);
    return status != STATUS_OK ? cli_fail(context, &err) : context->options.strict && total > 0 ? 1 : 0;
}

static int roster_import(struct cli_context *context, struct desk *desk, int argc, char **argv)
{
    struct roster_edit *edit = NULL;
    struct str problems = {0};
    struct err err = {0};
    (void)argc;
    enum status status = roster_import_read(desk, argv[2], &edit, &problems, &err);
    if (problems.length > 0) {
        struct str safe = {0};
        safe_text(&safe, problems.bytes, problems.length, -1, true);
        fputs(str_text(&safe), context->out);
        str_free(&safe);
    }
    str_free(&problems);
    return status == STATUS_OK ? set(context, desk, edit) : cli_fail(context, &err);
}

static int roster_give(struct cli_context *context, struct desk *desk, int argc, char **argv)
{
    struct str text = {0};
    struct err err = {0};
    int month;
    if (!parse_day(argc > 2 ? argv[2] : "", true, clock_now(desk->clock), &month)) {
        return cli_usage(context, "roster", _("“%s”不是月份，写作 2026-11"), argv[2]);
    }
    enum status status = roster_export(desk, month, &text, &err);
    if (status == STATUS_OK && argc > 3) {
        status = path_create(argv[3], str_text(&text), text.length, &err);
    } else if (status == STATUS_OK) {
        fwrite(text.bytes, 1, text.length, context->out);
    }
    str_free(&text);
    return status == STATUS_OK ? 0 : cli_fail(context, &err);
}

static int roster_patterns(struct cli_context *context, struct desk *desk, int argc, char **argv)
{
    struct pattern_row *rows = mem_new(PATTERNS_MAX, sizeof(*rows));
    struct err err = {0};
    json_t *list = json_array();
    size_t count = 0;
    (void)argc, (void)argv;
    enum status status = pattern_list(desk, rows, &count, &err);
    for (size_t i = 0; i < count; i++) {
        json_array_append_new(
            list, json_pack("{s:o, s:i}", "name", cli_text_json(rows[i].name), "people", rows[i].people));
        if (!context->options.json) {
            cli_line(context->out, _("%s（%d 人）"), rows[i].name, rows[i].people);
        }
    }
    if (context->options.json && status == STATUS_OK) {
        cli_json(context, json_incref(list));
    }
    json_decref(list);
    free(rows);
    return status == STATUS_OK ? 0 : cli_fail(context, &err);
}

/* The badges from argv[first] on; without any, everybody who can be on the roster. */
static enum status take_people(struct desk *desk, int argc, char **argv, int first,
                               struct pattern_people *people, struct err *err)
{
    struct roster_person *all = mem_new(ROSTER_PEOPLE_MAX, sizeof(*all));
    size_t count = 0;
    enum status status = roster_people(desk, all, &count, err);
    size_t wanted = argc > first ? (size_t)(argc - first) : count;
    if (status == STATUS_OK && wanted > PATTERN_PEOPLE_MAX) {
        status = err_set(err, STATUS_INVALID, _("一个模板最多 %d 人"), PATTERN_PEOPLE_MAX);
    }
    for (people->count = 0; status == STATUS_OK && people->count < wanted; people->count++) {
        const char *badge = argc > first ? argv[first + (int)people->count] : all[people->count].badge;
        if (!text_copy(people->badges[people->count], sizeof(people->badges[0]), badge)) {
            status = err_set(err, STATUS_INVALID, _("工号太长"));
        }
    }
    free(all);
    return status;
}

static int roster_keep(struct cli_context *context, struct desk *desk, int argc, char **argv)
{
    struct pattern_save save = {.date = 0};
    struct err err = {0};
    int64_t people = 0;
    if (!parse_day(argv[3], false, clock_now(desk->clock), &save.date)) {
        return cli_usage(context, "roster", _("“%s”不是日期，写作 2026-11-21"), argv[3]);
    }
    if (!text_copy(save.name, sizeof(save.name), argv[2])) {
        return cli_usage(context, "roster", _("模板名字太长"));
    }
    request_make(save.request);
    enum status status = take_people(desk, argc, argv, 4, &save.people, &err);
    if (status == STATUS_OK) {
        status = task_run(desk, pattern_save, &save, save.request, CLI_LIMIT_MS, &people, &err);
    }
    if (status == STATUS_OK) {
        cli_line(context->out, _("排班模板“%s”：%lld 人的一周"), save.name, (long long)people);
    }
    return status == STATUS_OK ? 0 : cli_fail(context, &err);
}

static int roster_drop(struct cli_context *context, struct desk *desk, int argc, char **argv)
{
    struct pattern_drop drop = {.name = ""};
    struct err err = {0};
    int64_t id;
    (void)argc;
    text_copy(drop.name, sizeof(drop.name), argv[2]);
    request_make(drop.request);
    enum status status = task_run(desk, pattern_drop, &drop, drop.request, CLI_LIMIT_MS, &id, &err);
    return status == STATUS_OK ? 0 : cli_fail(context, &err);
}

/* Takes "rotate=1" out of the words. */
static bool take_rotate(int *argc, char **argv, int *rotate)
{
    for (int i = 5; i < *argc; i++) {
        if (strncmp(argv[i], "rotate=", 7) == 0) {
            char *end;
            long value = strtol(argv[i] + 7, &end, 10);
            *rotate = (int)value;
            memmove(&argv[i], &argv[i + 1], (size_t)(*argc - i) * sizeof(argv[0]));
            --*argc;
            return *end == '\0' && value >= -PATTERN_PEOPLE_MAX && value <= PATTERN_PEOPLE_MAX;
        }
    }
    return true;
}

static int roster_apply(struct cli_context *context, struct desk *desk, int argc, char **argv)
{
    struct pattern_use use = {.rotate = 0};
    struct roster_edit *edit = NULL;
    struct err err = {0};
    int64_t now = clock_now(desk->clock);
    if (!parse_day(argv[3], false, now, &use.from) || !parse_day(argv[4], false, now, &use.until)) {
        return cli_usage(context, "roster", _("从哪天到哪天，写作 2026-11-21 2026-11-30"));
    }
    if (!take_rotate(&argc, argv, &use.rotate)) {
        return cli_usage(context, "roster", _("rotate= 后面是每周往下轮几行，如 1"));
    }
    text_copy(use.name, sizeof(use.name), argv[2]);
    enum status status = take_people(desk, argc, argv, 5, &use.people, &err);
    if (status == STATUS_OK) {
        status = pattern_lay(desk, &use, &edit, &err);
    }
    return status == STATUS_OK ? set(context, desk, edit) : cli_fail(context, &err);
}

int cli_roster(struct cli_context *context, int argc, char **argv)
{
    static const struct cli_verb verbs[] = {
        {"show", roster_show, 2, 3, N_("show 后面只有月份，如 2026-11")},
        {"now", roster_now, 2, 2, N_("now 不带参数")},
        {"set", roster_put, 5, 5, N_("请给出日期、工号和班次")},
        {"check", roster_findings, 2, 2, N_("check 不带参数")},
        {"import", roster_import, 3, 3, N_("请给出文件")},
        {"export", roster_give, 2, 4, N_("export 后面是月份和文件")},
        {"patterns", roster_patterns, 2, 2, N_("patterns 不带参数")},
        {"keep", roster_keep, 4, INT_MAX, N_("请给出模板名字、那一周的一天，可加工号")},
        {"apply", roster_apply, 5, INT_MAX, N_("请给出模板名字、从哪天、到哪天，可加 rotate=行数 和工号")},
        {"drop", roster_drop, 3, 3, N_("请给出模板名字")},
    };
    return cli_run_verb(context, "roster", verbs, sizeof(verbs) / sizeof(verbs[0]), argc, argv);
}
