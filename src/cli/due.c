#include <string.h>

#include "zuoxi/base/text.h"
#include "zuoxi/cli/commands.h"
#include "zuoxi/cli/due_case.h"
#include "zuoxi/cli/report.h"
#include "zuoxi/cli/show.h"
#include "zuoxi/domain/deadline.h"

#define LAST_YEAR 9900

struct due {
    int64_t from, due;
    struct duration within;
    struct deadline_steps steps;
    int missing_year; /* 0: none */
};

json_t *cli_step_json(const struct deadline_step *step)
{
    static const char *const kinds[] = {[STEP_COUNTED] = "counted",
                                        [STEP_SKIPPED] = "skipped",
                                        [STEP_MAKEUP] = "makeup",
                                        [STEP_NO_YEAR] = "no_year",
                                        [STEP_ELAPSED] = "elapsed"};
    char date[16], start[26], end[26];

    text_format(date, sizeof(date), "%04d-%02d-%02d", step->date / 10000, step->date / 100 % 100,
                step->date % 100);
    json_t *object = json_pack("{s:s, s:s, s:b, s:s?}", "date", date, "kind", kinds[step->kind], "counts",
                               step->counts, "name", step->name);
    if (step->start != step->end) {
        clock_format_iso(step->start, start);
        clock_format_iso(step->end, end);
        json_object_set_new(object, "start", json_string(start));
        json_object_set_new(object, "end", json_string(end));
    }
    return object;
}

static void print_json(struct cli_context *context, const struct due *due)
{
    char from[26], at[26], within[12];
    json_t *steps = json_array();

    clock_format_iso(due->from, from);
    clock_format_iso(due->due, at);
    duration_format(due->within, within);
    for (size_t i = 0; i < due->steps.count; i++) {
        json_array_append_new(steps, cli_step_json(&due->steps.steps[i]));
    }
    json_t *object =
        json_pack("{s:s, s:s, s:s, s:o}", "from", from, "within", within, "due", at, "steps", steps);
    json_object_set_new(object, "missing_year",
                        due->missing_year == 0 ? json_null() : json_integer(due->missing_year));
    cli_json(context, object);
}

static void print_text(struct cli_context *context, const struct due *due)
{
    char at[20], line[256];

    clock_format(due->due, at);
    cli_line(context->out, "%s", at);
    for (size_t i = 0; i < due->steps.count; i++) {
        deadline_describe_step(&due->steps.steps[i], line, sizeof(line));
        cli_line(context->out, "%s", line);
    }
}

static int print_due(struct cli_context *context, struct due *due)
{
    due->due = deadline_due(due->from, due->within, &context->config.settings.rules, &due->steps,
                            &due->missing_year);
    if (context->options.json) {
        print_json(context, due);
    } else {
        print_text(context, due);
    }
    if (due->missing_year != 0) {
        cli_line(context->err, _("警告：没有 %d 年的节假日安排，该年只按周末计算"), due->missing_year);
    }
    deadline_steps_clear(&due->steps);
    return 0;
}

static int refuse_option(struct cli_context *context, const char *word)
{
    static const char *const names[] = {"--from", "--within", NULL};
    const char *nearest = cli_nearest(names, word);

    if (nearest != NULL && strcmp(nearest, word) == 0) {
        return cli_usage(context, "due", _("%s 后面缺少内容"), word);
    }
    if (nearest != NULL) {
        return cli_usage(context, "due", _("没有选项“%s”，是不是 %s?"), word, nearest);
    }
    return cli_usage(context, "due", _("没有选项“%s”"), word);
}

int cli_due(struct cli_context *context, int argc, char **argv)
{
    if (argc == 2 && argv[1][0] != '-') {
        return cli_due_case(context, argv[1]);
    }
    const char *from = NULL, *within = NULL;
    struct due due = {0};
    struct err err;

    for (int i = 1; i < argc; i++) {
        int at = i;
        const char *value = cli_option(argc, argv, &i, "--from");
        if (value != NULL) {
            from = value;
            continue;
        }
        value = cli_option(argc, argv, &i, "--within");
        if (value == NULL) {
            return refuse_option(context, argv[at]);
        }
        within = value;
    }
    if (from == NULL || within == NULL) {
        return cli_usage(context, "due", _("需要工单编号，或 --from 时间 和 --within 期限"));
    }
    if (duration_parse(within, &due.within, &err) != STATUS_OK) {
        return cli_usage(context, "due", _("%s。%s"), err.what, err.todo);
    }
    /* The configuration first: the time of day means the configured zone's. */
    if (cli_config(context, &err) != STATUS_OK) {
        return cli_fail(context, &err);
    }
    /* The due time must have a year of four digits, too. */
    if (!clock_parse(from, &due.from) || clock_civil(due.from).year > LAST_YEAR) {
        return cli_usage(context, "due", _("“%s”不是时间，应写成 \"2026-09-30 16:00\""), from);
    }
    return print_due(context, &due);
}
