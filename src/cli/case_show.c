#include "zuoxi/cli/case_show.h"

#include <string.h>

#include "zuoxi/base/text.h"
#include "zuoxi/cli/show.h"
#include "zuoxi/domain/deadline.h"
#include "zuoxi/domain/explain.h"

static const struct {
    const char *code, *label;
} levels[] = {
    [LEVEL_CALM] = {"calm", N_("")},
    [LEVEL_WARNING] = {"warning", N_("临期")},
    [LEVEL_CRITICAL] = {"critical", N_("紧急")},
    [LEVEL_OVERDUE] = {"overdue", N_("超时")},
    [LEVEL_SUSPENDED] = {"suspended", N_("暂停")},
};

static enum level level_of(const struct queue_row *row, int64_t now)
{
    if (row->is_suspended) {
        return LEVEL_SUSPENDED;
    }
    if (row->leg[0] == '\0') {
        return LEVEL_CALM;
    }
    struct level_times times = {.warning = row->warning, .critical = row->critical, .overdue = row->due + 1};
    return deadline_level(now, &times);
}

static json_t *row_json(const struct queue_row *row, int64_t now)
{
    json_t *object = json_object();
    json_object_set_new(object, "id", json_integer(row->id));
    json_object_set_new(object, "number", cli_text_json(row->number));
    json_object_set_new(object, "type", cli_text_json(row->type));
    json_object_set_new(object, "category", cli_text_json(row->category));
    json_object_set_new(object, "grade", cli_text_json(row->grade));
    json_object_set_new(object, "state", cli_text_json(row->state));
    json_object_set_new(object, "unit", cli_text_json(row->unit));
    json_object_set_new(object, "name", cli_text_json(row->name));
    json_object_set_new(object, "address", cli_text_json(row->address));
    json_object_set_new(object, "phone", cli_text_json(row->phone));
    json_object_set_new(object, "owner", cli_text_json(row->owner));
    json_object_set_new(object, "leg", row->leg[0] == '\0' ? json_null() : json_string(row->leg));
    json_object_set_new(object, "leg_start", cli_time_json(row->start));
    json_object_set_new(object, "leg_due", cli_time_json(row->due));
    json_object_set_new(object, "seconds_left", row->due == 0 ? json_null() : json_integer(row->due - now));
    json_object_set_new(object, "level", json_string(levels[level_of(row, now)].code));
    return object;
}

static void list_table(struct cli_context *context, const struct queue_row *rows, size_t count, int64_t now)
{
    const struct profile *profile = &context->config.profile;
    int year = clock_civil(now).year;
    struct cli_table table = {.heads = {N_("剩余"), N_("时限"), N_("级别"), N_("编号"), N_("类型"),
                                        N_("环节"), N_("用户"), N_("地址")}};
    for (size_t i = 0; i < count; i++) {
        char(*cells)[128] = cli_table_add(&table);
        const struct queue_row *row = &rows[i];
        char left[24] = "--", number[CASE_NUMBER_SIZE], label[80];
        if (row->leg[0] != '\0') {
            deadline_countdown(now, row->due, left);
        }
        case_number_show(row->number, year, number);
        text_copy(cells[0], sizeof(cells[0]), left);
        text_copy(cells[1], sizeof(cells[1]), _(levels[level_of(row, now)].label));
        text_copy(cells[2], sizeof(cells[2]), profile_label(profile, SET_GRADE, row->grade, label));
        text_copy(cells[3], sizeof(cells[3]), number);
        text_copy(cells[4], sizeof(cells[4]), profile_label(profile, SET_TYPE, row->type, label));
        text_copy(cells[5], sizeof(cells[5]),
                  row->leg[0] == '\0' ? "--" : profile_leg_label(profile, row->leg));
        text_copy(cells[6], sizeof(cells[6]), row->name);
        text_copy(cells[7], sizeof(cells[7]), row->address);
    }
    cli_table_print(context->out, &table);
}

void cli_case_list(struct cli_context *context, const struct queue_row *rows, size_t count)
{
    int64_t now = clock_now(context->clock);
    if (!context->options.json) {
        list_table(context, rows, count, now);
        return;
    }
    json_t *list = json_array();
    for (size_t i = 0; i < count; i++) {
        json_array_append_new(list, row_json(&rows[i], now));
    }
    cli_json(context, list);
}

static json_t *leg_json(const struct leg *leg)
{
    char within[12];
    json_t *object = json_object();
    duration_format(leg->within, within);
    json_object_set_new(object, "id", json_string(leg->id));
    json_object_set_new(object, "sequence", json_integer(leg->sequence));
    json_object_set_new(object, "within", json_string(within));
    json_object_set_new(object, "start", cli_time_json(leg->start));
    json_object_set_new(object, "due", cli_time_json(leg->due));
    json_object_set_new(object, "met", cli_time_json(leg->met));
    json_object_set_new(object, "late_seconds", leg->met == 0 ? json_null() : json_integer(leg->late));
    json_object_set_new(object, "is_open", json_boolean(leg_is_open(leg)));
    json_object_set_new(object, "from", cli_text_json(leg->began_with));
    json_object_set_new(object, "suspended_at", cli_time_json(leg->suspended_at));
    json_object_set_new(object, "dropped_at", cli_time_json(leg->dropped_at));
    json_object_set_new(object, "ended_with", cli_text_json(leg->ended_with));
    json_object_set_new(object, "ended_by", cli_text_json(leg->ended_by));
    return object;
}

static json_t *timeline_json(const struct timeline_row *row)
{
    json_t *object = json_object();
    json_object_set_new(object, "at", cli_time_json(row->at));
    json_object_set_new(object, "badge", cli_text_json(row->badge));
    json_object_set_new(object, "action", cli_text_json(row->action));
    json_object_set_new(object, "reporter", cli_text_json(row->reporter));
    json_object_set_new(object, "note", cli_text_json(row->note));
    json_object_set_new(object, "is_undone", json_boolean(row->is_undone));
    return object;
}

/* What waits for a lead; null: nothing. */
static json_t *request_json(const struct step *asked)
{
    if (asked->head.id == 0) {
        return json_null();
    }
    json_t *object = json_object();
    json_object_set_new(object, "action", cli_text_json(asked->action));
    json_object_set_new(object, "extra", cli_text_json(asked->extra));
    json_object_set_new(object, "reason", cli_text_json(asked->reason));
    json_object_set_new(object, "badge", cli_text_json(asked->badge));
    json_object_set_new(object, "made_at", cli_time_json(asked->made_at.value));
    return object;
}

/* The records of a kind that somebody gave something in. */
static size_t given_records(const struct detail_kind *kind, const struct details *details)
{
    size_t count = 0;
    while (count < kind->most && !detail_is_empty(kind, detail_record_const(kind, details, count))) {
        count++;
    }
    return count;
}

/* "repair": {…} of what such a case has or has been given; "stop": [{…}, …]. */
static void details_json(struct cli_context *context, const struct case_file *file, json_t *object)
{
    for (size_t k = 0; k < detail_kind_count; k++) {
        const struct detail_kind *kind = &detail_kinds[k];
        const struct field_table *table = kind->fields;
        size_t count = given_records(kind, &file->details);
        if (count == 0 &&
            !detail_applies(&context->config.profile, kind, file->record.type, file->contact.channel)) {
            continue;
        }
        json_t *value = kind->most > 1 ? json_array()
                                       : cli_record_json(table, detail_record_const(kind, &file->details, 0));
        for (size_t i = 0; i < count && kind->most > 1; i++) {
            json_array_append_new(value,
                                  cli_record_json(table, detail_record_const(kind, &file->details, i)));
        }
        json_object_set_new(object, table->record, value);
    }
}

static void show_json(struct cli_context *context, const struct case_file *file)
{
    json_t *object = cli_record_json(&case_record_fields, &file->record);
    json_t *legs = json_array(), *timeline = json_array();
    for (size_t i = 0; i < file->leg_count; i++) {
        json_array_append_new(legs, leg_json(&file->legs[i]));
    }
    for (size_t i = 0; i < file->timeline_count; i++) {
        json_array_append_new(timeline, timeline_json(&file->timeline[i]));
    }
    json_object_set_new(object, "contact",
                        file->contact.head.id != 0 ? cli_record_json(&contact_fields, &file->contact)
                                                   : json_null());
    details_json(context, file, object);
    json_object_set_new(object, "legs", legs);
    json_object_set_new(object, "timeline", timeline);
    json_object_set_new(object, "request", request_json(&file->asked));
    cli_json(context, object);
}

static void show_details(struct cli_context *context, const struct case_file *file)
{
    for (size_t k = 0; k < detail_kind_count; k++) {
        const struct detail_kind *kind = &detail_kinds[k];
        for (size_t i = 0; i < given_records(kind, &file->details); i++) {
            cli_line(context->out, "[%s]", _(kind->fields->label));
            cli_fields_print(context->out, &context->config.profile, kind->fields,
                             detail_record_const(kind, &file->details, i));
        }
    }
}

static void show_legs(struct cli_context *context, const struct case_file *file)
{
    const struct profile *profile = &context->config.profile;
    int64_t now = clock_now(context->clock);
    struct cli_table table = {
        .heads = {N_("环节"), N_("期限"), N_("起算"), N_("到期"), N_("完成"), N_("结果")}};
    for (size_t i = 0; i < file->leg_count; i++) {
        char(*cells)[128] = cli_table_add(&table);
        const struct leg *leg = &file->legs[i];
        char within[40], time[20], left[24];
        duration_describe(leg->within, within);
        text_copy(cells[0], sizeof(cells[0]), profile_leg_label(profile, leg->id));
        text_copy(cells[1], sizeof(cells[1]), within);
        clock_format(leg->start, time);
        text_copy(cells[2], sizeof(cells[2]), time);
        clock_format(leg->due, time);
        text_copy(cells[3], sizeof(cells[3]), time);
        clock_format(leg->met, time);
        text_copy(cells[4], sizeof(cells[4]), leg->met == 0 ? "--" : time);
        deadline_countdown(now, leg->due, left);
        if (leg_is_open(leg) && leg->suspended_at != 0) {
            deadline_countdown(leg->suspended_at, leg->due, left);
            text_format(cells[5], sizeof(cells[5]), _("已挂起，剩 %s"), left);
        } else if (leg_is_open(leg)) {
            text_format(cells[5], sizeof(cells[5]), _("剩 %s"), left);
        } else if (leg->met == 0) {
            text_copy(cells[5], sizeof(cells[5]), _("已撤销"));
        } else if (leg->late == 0) {
            text_copy(cells[5], sizeof(cells[5]), _("按时"));
        } else {
            text_format(cells[5], sizeof(cells[5]), _("超时%lld分钟"), (long long)((leg->late + 59) / 60));
        }
    }
    cli_table_print(context->out, &table);
}

static void show_timeline(struct cli_context *context, const struct case_file *file)
{
    for (size_t i = 0; i < file->timeline_count; i++) {
        const struct timeline_row *row = &file->timeline[i];
        char time[20];
        clock_format(row->at, time);
        cli_line(context->out, "%.16s %s%s %s %s%s%s", time, row->is_undone ? _("（已撤销）") : "",
                 row->badge, profile_action_label(&context->config.profile, row->action), row->reporter,
                 row->reporter[0] == '\0' ? "" : " ", row->note);
    }
}

void cli_case_show(struct cli_context *context, const struct case_file *file)
{
    if (context->options.json) {
        show_json(context, file);
        return;
    }
    cli_fields_print(context->out, &context->config.profile, &case_record_fields, &file->record);
    show_details(context, file);
    show_legs(context, file);
    show_timeline(context, file);
    int year =
        explain_missing_year(file->legs, file->leg_count, &file->ledger, &context->config.settings.rules);
    if (year != 0) {
        cli_line(context->err, _("警告：没有 %d 年的节假日安排，该年只按周末计算"), year);
    }
}
