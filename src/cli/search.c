/* zuoxi search WORDS: by case number, phone or text. */

#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/cli/commands.h"
#include "zuoxi/cli/seat.h"
#include "zuoxi/cli/show.h"
#include "zuoxi/desk/casework.h"

#define FOUND_MAX 50

static json_t *found_json(const struct found_row *found)
{
    json_t *object = json_object();
    json_object_set_new(object, "record", json_string(found->record));
    json_object_set_new(object, "id", json_integer(found->id));
    json_object_set_new(object, "number", cli_text_json(found->row.number));
    json_object_set_new(object, "name", cli_text_json(found->name));
    json_object_set_new(object, "address", cli_text_json(found->address));
    if (found->row.state[0] == '\0') {
        return object;
    }
    json_object_set_new(object, "type", cli_text_json(found->row.type));
    json_object_set_new(object, "category", cli_text_json(found->row.category));
    json_object_set_new(object, "state", cli_text_json(found->row.state));
    json_object_set_new(object, "accepted_at", cli_time_json(found->row.accepted_at));
    json_object_set_new(object, "is_open", json_boolean(found->row.is_open));
    json_object_set_new(object, "content", cli_text_json(found->row.content));
    return object;
}

static void print_json(struct cli_context *context, const struct found_row *rows, size_t count)
{
    json_t *list = json_array();
    for (size_t i = 0; i < count; i++) {
        json_array_append_new(list, found_json(&rows[i]));
    }
    cli_json(context, list);
}

static void print_table(struct cli_context *context, const struct found_row *rows, size_t count)
{
    const struct profile *profile = &context->config.profile;
    int year = clock_civil(clock_now(context->clock)).year;
    struct cli_table table = {
        .heads = {N_("编号"), N_("类型"), N_("状态"), N_("姓名"), N_("地址"), N_("内容")}};
    for (size_t i = 0; i < count; i++) {
        char(*cells)[128] = cli_table_add(&table);
        const struct found_row *found = &rows[i];
        char label[80], number[CASE_NUMBER_SIZE];
        bool is_case = found->row.state[0] != '\0';
        case_number_show(found->row.number, year, number);
        text_copy(cells[0], sizeof(cells[0]), is_case ? number : found->row.number);
        text_copy(cells[1], sizeof(cells[1]),
                  is_case ? profile_label(profile, SET_TYPE, found->row.type, label)
                  : strcmp(found->record, "notice") == 0 ? _("公告")
                                                         : _("用户"));
        if (is_case) {
            text_copy(cells[2], sizeof(cells[2]), profile_label(profile, SET_STATE, found->row.state, label));
        }
        text_copy(cells[3], sizeof(cells[3]), found->name);
        text_copy(cells[4], sizeof(cells[4]), found->address);
        text_copy(cells[5], sizeof(cells[5]), found->row.content);
    }
    cli_table_print(context->out, &table);
}

int cli_search(struct cli_context *context, int argc, char **argv)
{
    struct desk desk;
    struct str words = {0};
    struct err err = {0};
    int code = 0;
    size_t count = 0;
    if (argc < 2) {
        return cli_usage(context, "search", _("请给出要找的工单号、电话或文字"));
    }
    if (!cli_sit(context, &desk, &code)) {
        return code;
    }
    for (int i = 1; i < argc; i++) {
        str_printf(&words, "%s%s", i == 1 ? "" : " ", argv[i]);
    }
    struct found_row *rows = mem_new(FOUND_MAX, sizeof(*rows));
    enum status status = casework_search(&desk, str_text(&words), FOUND_MAX, rows, &count, &err);
    if (status == STATUS_OK && context->options.json) {
        print_json(context, rows, count);
    } else if (status == STATUS_OK && count > 0) {
        print_table(context, rows, count);
    }
    if (status == STATUS_OK && count == 0) {
        err_set(&err, STATUS_NOT_FOUND, _("没有找到“%s”"), str_text(&words));
    }
    if (err.status != STATUS_OK) {
        code = cli_fail(context, &err);
    }
    free(rows);
    str_free(&words);
    desk_close(&desk);
    return code;
}
