/* zuoxi customer find WORDS: by phone, 户号, name, initials, address. */

#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/cli/commands.h"
#include "zuoxi/cli/seat.h"
#include "zuoxi/cli/show.h"
#include "zuoxi/desk/lookup.h"
#include "zuoxi/domain/phone.h"

#define FOUND_MAX 50

/* A list is no place for whole numbers, unless whoever asks may see them there. */
static void hide_phones(const struct desk *desk, struct customer_row *rows, size_t count)
{
    for (size_t i = 0; i < count && !desk_has_right(desk, RIGHT_PHONE_SEE); i++) {
        char masked[PHONE_SIZE];
        phone_mask(rows[i].phone, masked);
        text_copy(rows[i].phone, sizeof(rows[i].phone), masked);
    }
}

static json_t *row_json(const struct customer_row *row)
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
        json_array_append_new(list, row_json(&rows[i]));
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

static int find(struct cli_context *context, struct desk *desk, const char *words)
{
    struct customer_row *rows = mem_new(FOUND_MAX, sizeof(*rows));
    struct err err = {0};
    size_t count = 0;
    enum status status = lookup_customers(desk, words, FOUND_MAX, rows, &count, &err);
    hide_phones(desk, rows, count);
    if (status == STATUS_OK && context->options.json) {
        print_json(context, rows, count);
    } else if (status == STATUS_OK && count > 0) {
        print_table(context, rows, count);
    }
    if (status == STATUS_OK && count == 0) {
        err_set(&err, STATUS_NOT_FOUND, _("没有找到用户“%s”"), words);
    }
    free(rows);
    return err.status == STATUS_OK ? 0 : cli_fail(context, &err);
}

int cli_customer(struct cli_context *context, int argc, char **argv)
{
    struct desk desk;
    struct str words = {0};
    int code = 0;
    if (argc < 2) {
        return cli_usage(context, "customer", _("请写 find"));
    }
    if (strcmp(argv[1], "find") != 0) {
        return cli_usage(context, "customer", _("不认识“%s”，请写 find"), argv[1]);
    }
    if (argc < 3) {
        return cli_usage(context, "customer", _("请给出要找的电话、户号、姓名或地址"));
    }
    if (!cli_sit(context, &desk, &code)) {
        return code;
    }
    for (int i = 2; i < argc; i++) {
        str_printf(&words, "%s%s", i == 2 ? "" : " ", argv[i]);
    }
    code = find(context, &desk, str_text(&words));
    str_free(&words);
    desk_close(&desk);
    return code;
}
