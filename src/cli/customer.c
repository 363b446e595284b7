/* zuoxi customer find|show|new|edit|duplicates|distinct|merge|unmerge|erase: households. */

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/cli/commands.h"
#include "zuoxi/cli/customer.h"
#include "zuoxi/cli/seat.h"
#include "zuoxi/cli/show.h"
#include "zuoxi/desk/customers.h"
#include "zuoxi/desk/lookup.h"
#include "zuoxi/desk/privacy.h"
#include "zuoxi/desk/reveal.h"

#define FOUND_MAX  50
#define EVENTS_MAX 200
#define VERB_NAMES "find、show、new、edit、duplicates、distinct、merge、unmerge、erase"

void cli_customer_hide(const struct desk *desk, struct customer_row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        privacy_hide_row(desk, TIE_STRANGER, rows[i].phone, sizeof(rows[i].phone), rows[i].address,
                         sizeof(rows[i].address));
    }
}

json_t *cli_customer_row_json(const struct customer_row *row)
{
    json_t *object = json_object();
    json_object_set_new(object, "id", json_integer(row->id));
    json_object_set_new(object, "account", cli_text_json(row->account));
    json_object_set_new(object, "name", cli_text_json(row->name));
    json_object_set_new(object, "title", cli_text_json(row->title));
    json_object_set_new(object, "phone", cli_text_json(row->phone));
    json_object_set_new(object, "address", cli_text_json(row->address));
    json_object_set_new(object, "station", cli_text_json(row->station));
    json_object_set_new(object, "grade", cli_text_json(row->grade));
    json_object_set_new(object, "supply", cli_text_json(row->supply));
    json_object_set_new(object, "is_important", json_boolean(row->is_important));
    return object;
}

static void print_json(struct cli_context *context, const struct customer_row *rows, size_t count)
{
    json_t *list = json_array();
    for (size_t i = 0; i < count; i++) {
        json_array_append_new(list, cli_customer_row_json(&rows[i]));
    }
    cli_json(context, list);
}

static void print_table(struct cli_context *context, const struct customer_row *rows, size_t count)
{
    struct cli_table table = {
        .heads = {N_("户号"), N_("姓名"), N_("电话"), N_("地址"), N_("换热站"), N_("供应状态")}};
    for (size_t i = 0; i < count; i++) {
        char(*cells)[128] = cli_table_add(&table);
        char label[80];
        text_copy(cells[0], sizeof(cells[0]), rows[i].account);
        text_copy(cells[1], sizeof(cells[1]), rows[i].name);
        text_copy(cells[2], sizeof(cells[2]), rows[i].phone);
        text_copy(cells[3], sizeof(cells[3]), rows[i].address);
        text_copy(cells[4], sizeof(cells[4]), rows[i].station);
        text_copy(cells[5], sizeof(cells[5]),
                  profile_label(&context->config.profile, SET_SUPPLY, rows[i].supply, label));
    }
    cli_table_print(context->out, &table);
}

static enum status find(struct cli_context *context, struct desk *desk, const char *words, struct err *err)
{
    struct customer_row *rows = mem_new(FOUND_MAX, sizeof(*rows));
    size_t count = 0;
    enum status status = lookup_customers(desk, words, FOUND_MAX, rows, &count, err);
    cli_customer_hide(desk, rows, count);
    if (status == STATUS_OK && context->options.json) {
        print_json(context, rows, count);
    } else if (status == STATUS_OK && count > 0) {
        print_table(context, rows, count);
    }
    if (status == STATUS_OK && count == 0) {
        status = err_set(err, STATUS_NOT_FOUND, _("没有找到用户“%s”"), words);
    }
    free(rows);
    return status;
}

/* ---- one household ---- */

enum status cli_customer_pick(struct desk *desk, const char *typed, int64_t *id, struct err *err)
{
    struct customer_row rows[2];
    size_t count = 0;
    if (typed[0] == '#') {
        char *end;
        *id = strtoll(typed + 1, &end, 10);
        if (*id > 0 && *end == '\0') {
            return STATUS_OK;
        }
        return err_set(err, STATUS_USAGE, _("“%s”不是编号"), typed);
    }
    enum status status = lookup_customers(desk, typed, 2, rows, &count, err);
    if (status == STATUS_OK && count == 0) {
        return err_set(err, STATUS_NOT_FOUND, _("没有找到用户“%s”"), typed);
    }
    if (status == STATUS_OK && count > 1 && strcmp(rows[0].account, typed) != 0) {
        err_set(err, STATUS_INVALID, _("“%s”不止一户"), typed);
        return err_advise(err, _("请用 zuoxi customer find 查出户号，或写 #编号"));
    }
    *id = count > 0 ? rows[0].id : 0;
    return status;
}

static json_t *event_json(const struct customer_event *event)
{
    json_t *object = json_object();
    json_object_set_new(object, "record", json_string(event->is_case ? "case" : "contact"));
    json_object_set_new(object, "id", json_integer(event->id));
    json_object_set_new(object, "at", cli_time_json(event->at));
    json_object_set_new(object, "number", cli_text_json(event->number));
    json_object_set_new(object, event->is_case ? "type" : "channel",
                        cli_text_json(event->is_case ? event->type : event->channel));
    json_object_set_new(object, event->is_case ? "state" : "outcome",
                        cli_text_json(event->is_case ? event->state : event->outcome));
    json_object_set_new(object, "text", cli_text_json(event->text));
    return object;
}

static void show_events(struct cli_context *context, const struct customer_event *events, size_t count)
{
    const struct profile *profile = &context->config.profile;
    int year = clock_civil(clock_now(context->clock)).year;
    struct cli_table table = {.heads = {N_("时间"), N_("类别"), N_("工单"), N_("状态"), N_("内容")}};
    for (size_t i = 0; i < count; i++) {
        char(*cells)[128] = cli_table_add(&table);
        const struct customer_event *event = &events[i];
        char label[80], time[20] = "", number[CASE_NUMBER_SIZE];
        if (event->at != 0) {
            clock_format(event->at, time);
        }
        case_number_show(event->number, year, number);
        text_copy(cells[0], sizeof(cells[0]), time);
        text_copy(cells[1], sizeof(cells[1]),
                  event->is_case ? profile_label(profile, SET_TYPE, event->type, label)
                                 : profile_label(profile, SET_CHANNEL, event->channel, label));
        text_copy(cells[2], sizeof(cells[2]), number);
        text_copy(cells[3], sizeof(cells[3]),
                  event->is_case ? profile_label(profile, SET_STATE, event->state, label)
                                 : profile_label(profile, SET_OUTCOME, event->outcome, label));
        text_copy(cells[4], sizeof(cells[4]), event->text);
    }
    cli_table_print(context->out, &table);
}

static void show_json(struct cli_context *context, const struct customer *customer,
                      const struct customer_event *events, size_t count)
{
    json_t *object = cli_record_json(&customer_fields, customer), *list = json_array();
    for (size_t i = 0; i < count; i++) {
        json_array_append_new(list, event_json(&events[i]));
    }
    json_object_set_new(object, "history", list);
    cli_json(context, object);
}

/* reason NULL: masked as in any list. */
static enum status print_revealed(struct cli_context *context, struct desk *desk, int64_t id,
                                  const char *reason, struct err *err)
{
    struct customer *customer = mem_new(1, sizeof(*customer));
    struct customer_event *events = mem_new(EVENTS_MAX, sizeof(*events));
    size_t count = 0;
    enum status status = lookup_customer(desk, id, customer, err);
    if (status == STATUS_OK) {
        status = customers_history(desk, id, 0, EVENTS_MAX, events, &count, err);
    }
    if (status == STATUS_OK && reason != NULL) {
        status = reveal_note(desk, REVEAL_ASKED, "customer", id, reason, CLI_LIMIT_MS, err);
    }
    privacy_hide(desk, reason != NULL ? TIE_REVEALED : TIE_STRANGER, &customer_fields, customer);
    if (status == STATUS_OK && context->options.json) {
        show_json(context, customer, events, count);
    } else if (status == STATUS_OK) {
        cli_fields_print(context->out, &context->config.profile, &customer_fields, customer);
    }
    if (status == STATUS_OK && !context->options.json && count > 0) {
        show_events(context, events, count);
    }
    free(events);
    free(customer);
    return status;
}

enum status cli_customer_print(struct cli_context *context, struct desk *desk, int64_t id, struct err *err)
{
    return print_revealed(context, desk, id, NULL, err);
}

static enum status show(struct cli_context *context, struct desk *desk, int argc, char **argv,
                        struct err *err)
{
    int64_t id = 0;
    const char *reason;
    if (!cli_reveal_reason(argc, argv, &reason)) {
        return err_set(err, STATUS_USAGE, _("请写 customer show 户号 [--reveal 原因]"));
    }
    enum status status = cli_customer_pick(desk, argv[2], &id, err);
    return status == STATUS_OK ? print_revealed(context, desk, id, reason, err) : status;
}

/* Lay the field=value arguments over the form, and save it. */
static enum status save(struct cli_context *context, struct desk *desk, struct customer_edit *edit, int count,
                        char **values, struct err *err)
{
    enum status status = STATUS_OK;
    const char *field = NULL;
    int64_t id = 0;
    for (int i = 0; i < count && status == STATUS_OK; i++) {
        status = cli_set_argument(desk->profile, &customer_fields, &edit->after, values[i], err);
    }
    if (status == STATUS_OK && (status = customers_check(desk, &edit->after, &field, err)) != STATUS_OK &&
        field != NULL) {
        err_where(err, "%s", field);
    }
    if (status == STATUS_OK) {
        status = task_run(desk, customers_save, edit, edit->request, CLI_LIMIT_MS, &id, err);
    }
    return status == STATUS_OK ? cli_customer_print(context, desk, id, err) : status;
}

static enum status make(struct cli_context *context, struct desk *desk, int argc, char **argv,
                        struct err *err)
{
    struct customer_edit *edit = mem_new(1, sizeof(*edit));
    customers_begin(desk, NULL, edit);
    enum status status = save(context, desk, edit, argc - 2, argv + 2, err);
    free(edit);
    return status;
}

static enum status change(struct cli_context *context, struct desk *desk, int argc, char **argv,
                          struct err *err)
{
    struct customer_edit *edit = mem_new(1, sizeof(*edit));
    struct customer *customer = mem_new(1, sizeof(*customer));
    int64_t id = 0;
    enum status status = cli_customer_pick(desk, argv[2], &id, err);
    if (status == STATUS_OK) {
        status = lookup_customer(desk, id, customer, err);
    }
    if (status == STATUS_OK) {
        customers_begin(desk, customer, edit);
        status = save(context, desk, edit, argc - 3, argv + 3, err);
    }
    free(customer);
    free(edit);
    return status;
}

static enum status find_words(struct cli_context *context, struct desk *desk, int argc, char **argv,
                              struct err *err)
{
    struct str words = {0};
    for (int i = 2; i < argc; i++) {
        str_printf(&words, "%s%s", i == 2 ? "" : " ", argv[i]);
    }
    enum status status = find(context, desk, str_text(&words), err);
    str_free(&words);
    return status;
}

static const struct {
    const char *name;
    enum status (*run)(struct cli_context *context, struct desk *desk, int argc, char **argv,
                       struct err *err);
    int least, most;
    const char *wants;
} verbs[] = {
    {"find", find_words, 3, INT_MAX, N_("请给出要找的电话、户号、姓名或地址")},
    {"show", show, 3, 5, N_("请给出一户的户号或电话")},
    {"new", make, 3, INT_MAX, N_("请给出新用户的 字段=值")},
    {"edit", change, 4, INT_MAX, N_("请给出一户的户号或电话，和要改的 字段=值")},
    {"duplicates", cli_customer_duplicates, 2, 2, N_("duplicates 不带参数")},
    {"distinct", cli_customer_distinct, 2, 5, N_("请给出不是重复的两户，撤销再加 --undo；不给就列出标过的")},
    {"merge", cli_customer_merge, 4, INT_MAX, N_("请给出保留的一户和并入的一户")},
    {"erase", cli_customer_erase, 3, 6, N_("请给出一户的户号")},
    {"unmerge", cli_customer_unmerge, 3, 3, N_("请给出并入过别的用户的那一户")},
};
#define VERB_COUNT (sizeof(verbs) / sizeof(verbs[0]))

int cli_customer(struct cli_context *context, int argc, char **argv)
{
    struct desk desk;
    struct err err = {0};
    int code = 0;
    size_t verb = 0;
    while (verb < VERB_COUNT && (argc < 2 || strcmp(verbs[verb].name, argv[1]) != 0)) {
        verb++;
    }
    if (verb == VERB_COUNT) {
        return argc < 2 ? cli_usage(context, "customer", _("请写 %s"), VERB_NAMES)
                        : cli_usage(context, "customer", _("不认识“%s”，请写 %s"), argv[1], VERB_NAMES);
    }
    if (argc < verbs[verb].least || argc > verbs[verb].most) {
        return cli_usage(context, "customer", "%s", _(verbs[verb].wants));
    }
    if (!cli_sit(context, &desk, &code)) {
        return code;
    }
    if (verbs[verb].run(context, &desk, argc, argv, &err) != STATUS_OK) {
        code = cli_fail(context, &err);
    }
    desk_close(&desk);
    return code;
}
