#include "zuoxi/cli/due_case.h"

#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/cli/report.h"
#include "zuoxi/cli/seat.h"
#include "zuoxi/cli/show.h"
#include "zuoxi/desk/casework.h"
#include "zuoxi/domain/explain.h"

#define LINE_SIZE (4 * 400)

static void set_duration(json_t *object, const char *name, struct duration duration)
{
    char text[12];
    duration_format(duration, text);
    json_object_set_new(object, name, json_string(text));
}

static void set_people(json_t *object, const char *reason, const char *badge, const char *approved_by)
{
    json_object_set_new(object, "reason", cli_text_json(reason));
    json_object_set_new(object, "badge", cli_text_json(badge));
    if (approved_by != NULL) {
        json_object_set_new(object, "approved_by", cli_text_json(approved_by));
    }
}

static void set_step(json_t *object, const struct explain_line *line)
{
    json_t *step = cli_step_json(&line->step);
    char date[16];
    json_object_set(object, "why", json_object_get(step, "kind"));
    json_object_update_missing(object, step); /* its own kind stays "step" */
    json_decref(step);
    if (line->days > 1) {
        text_format(date, sizeof(date), "%04d-%02d-%02d", line->last_date / 10000,
                    line->last_date / 100 % 100, line->last_date % 100);
        json_object_set_new(object, "last_date", json_string(date));
    }
    if (line->step.counts && line->step.kind != STEP_ELAPSED) {
        bool is_days = line->unit == DURATION_WORKDAYS;
        json_object_set_new(object, is_days ? "counted_days" : "counted_seconds",
                            json_integer(line->counted));
        json_object_set_new(object, is_days ? "left_days" : "left_seconds", json_integer(line->left));
    }
}

static void set_pause(json_t *object, const struct explain_line *line)
{
    json_object_set_new(object, "from", cli_time_json(line->at));
    json_object_set_new(object, "until", cli_time_json(line->until));
    if (line->kind == EXPLAIN_PAUSE) {
        json_object_set_new(object, line->unit == DURATION_WORKDAYS ? "moved_days" : "moved_seconds",
                            json_integer(line->amount));
    }
    set_people(object, line->pause->reason, line->pause->badge, line->pause->approved_by);
}

static json_t *line_json(const struct explain_line *line)
{
    static const char *const kinds[] = {
        [EXPLAIN_START] = "start", [EXPLAIN_NO_YEAR] = "no_year",     [EXPLAIN_STEP] = "step",
        [EXPLAIN_PAUSE] = "pause", [EXPLAIN_EXTENSION] = "extension", [EXPLAIN_CHANGE] = "change",
        [EXPLAIN_DUE] = "due",     [EXPLAIN_WAITING] = "waiting",     [EXPLAIN_DIFFERS] = "stored",
        [EXPLAIN_MET] = "met",     [EXPLAIN_DROPPED] = "dropped"};
    json_t *object = json_pack("{s:s}", "kind", kinds[line->kind]);
    switch (line->kind) {
    case EXPLAIN_START:
        json_object_set_new(object, "at", cli_time_json(line->at));
        set_duration(object, "within", line->within);
        break;
    case EXPLAIN_NO_YEAR:
        json_object_set_new(object, "year", json_integer(line->year));
        break;
    case EXPLAIN_STEP:
        set_step(object, line);
        break;
    case EXPLAIN_PAUSE:
    case EXPLAIN_WAITING:
        set_pause(object, line);
        break;
    case EXPLAIN_EXTENSION:
        json_object_set_new(object, "at", cli_time_json(line->at));
        set_duration(object, "by", line->extension->by);
        json_object_set_new(object, "old_due", cli_time_json(line->extension->old_due));
        json_object_set_new(object, "new_due", cli_time_json(line->extension->new_due));
        set_people(object, line->extension->reason, line->extension->badge, line->extension->approved_by);
        break;
    case EXPLAIN_CHANGE:
        json_object_set_new(object, "at", cli_time_json(line->at));
        set_duration(object, "old_within", line->change->old_within);
        set_duration(object, "new_within", line->change->new_within);
        json_object_set_new(object, "old_due", cli_time_json(line->change->old_due));
        json_object_set_new(object, "new_due", cli_time_json(line->change->new_due));
        set_people(object, line->change->reason, line->change->badge, NULL);
        break;
    case EXPLAIN_DUE:
    case EXPLAIN_DIFFERS:
        json_object_set_new(object, "due", cli_time_json(line->due));
        break;
    case EXPLAIN_MET:
    case EXPLAIN_DROPPED:
        json_object_set_new(object, "at", cli_time_json(line->at));
        json_object_set_new(object, "late_seconds", json_integer(line->late));
        json_object_set_new(object, "badge", cli_text_json(line->badge));
        break;
    }
    return object;
}

static json_t *leg_json(const struct profile *profile, const struct leg *leg,
                        const struct explanation *explanation, int64_t now)
{
    json_t *object = json_object(), *lines = json_array();
    json_object_set_new(object, "leg", json_string(leg->id));
    json_object_set_new(object, "label", cli_text_json(profile_leg_label(profile, leg->id)));
    json_object_set_new(object, "sequence", json_integer(leg->sequence));
    set_duration(object, "within", leg->within);
    json_object_set_new(object, "from", json_string(leg->began_with));
    json_object_set_new(object, "start", cli_time_json(leg->start));
    json_object_set_new(object, "due", cli_time_json(leg->due));
    json_object_set_new(object, "met", cli_time_json(leg->met));
    json_object_set_new(object, "suspended_at", cli_time_json(leg->suspended_at));
    json_object_set_new(object, "is_open", json_boolean(leg_is_open(leg)));
    json_object_set_new(object, "seconds_left",
                        leg_is_open(leg)
                            ? json_integer(leg->due - (leg->suspended_at != 0 ? leg->suspended_at : now))
                            : json_null());
    json_object_set_new(object, "late_seconds", leg_is_open(leg) ? json_null() : json_integer(leg->late));
    json_object_set_new(object, "missing_year",
                        explanation->missing_year == 0 ? json_null()
                                                       : json_integer(explanation->missing_year));
    for (size_t i = 0; i < explanation->count; i++) {
        json_array_append_new(lines, line_json(&explanation->lines[i]));
    }
    json_object_set_new(object, "explanation", lines);
    return object;
}

static void print_leg(struct cli_context *context, const struct leg *leg,
                      const struct explanation *explanation)
{
    const struct profile *profile = &context->config.profile;
    char line[LINE_SIZE], due[20];
    clock_format(leg->due, due);
    cli_line(context->out, _("%s 应于 %s"), profile_leg_label(profile, leg->id), due);
    for (size_t i = 0; i < explanation->count; i++) {
        const struct explain_line *said = &explanation->lines[i];
        const char *event = said->kind == EXPLAIN_START ? leg->began_with : leg->ended_with;
        explain_describe(said, profile_action_label(profile, event), line, sizeof(line));
        cli_line(context->out, "%s%s", said->kind == EXPLAIN_STEP ? "    " : "  ", line);
        explain_reason(said, line, sizeof(line));
        if (line[0] != '\0') {
            cli_line(context->out, "    %s", line);
        }
    }
}

static void print_case(struct cli_context *context, const struct case_file *file)
{
    int64_t now = clock_now(context->clock);
    json_t *legs = json_array();
    int missing_year = 0;
    for (size_t i = 0; i < file->leg_count; i++) {
        const struct leg *leg = &file->legs[i];
        struct explanation explanation;
        explain_leg(leg, &file->ledger, &context->config.settings.rules, &explanation);
        if (context->options.json) {
            json_array_append_new(legs, leg_json(&context->config.profile, leg, &explanation, now));
        } else {
            print_leg(context, leg, &explanation);
        }
        missing_year = missing_year == 0 ? explanation.missing_year : missing_year;
        explanation_clear(&explanation);
    }
    if (context->options.json) {
        cli_json(context, json_pack("{s:s, s:o}", "number", file->record.number, "legs", legs));
    } else {
        json_decref(legs);
        if (file->leg_count == 0) {
            cli_line(context->out, _("这张工单没有时限（当场答复，或类型没有规定环节）。"));
        }
    }
    if (missing_year != 0) {
        cli_line(context->err, _("警告：没有 %d 年的节假日安排，该年只按周末计算"), missing_year);
    }
}

int cli_due_case(struct cli_context *context, const char *number)
{
    struct desk desk;
    struct err err = {0};
    int code = 0;
    int64_t id;
    if (!cli_sit(context, &desk, &code)) {
        return code;
    }
    struct case_file *file = mem_new(1, sizeof(*file));
    enum status status = casework_find_number(&desk, number, &id, &err);
    if (status == STATUS_OK) {
        status = casework_load(&desk, id, file, &err);
    }
    if (status == STATUS_OK) {
        print_case(context, file);
    } else {
        code = cli_fail(context, &err);
    }
    free(file);
    desk_close(&desk);
    return code;
}
