#include "zuoxi/cli/show.h"

#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/clock.h"
#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/base/utf8.h"
#include "zuoxi/base/width.h"
#include "zuoxi/conf/option.h"
#include "zuoxi/desk/people.h"

json_t *cli_time_json(int64_t utc)
{
    char iso[26];
    if (utc == 0) {
        return json_null();
    }
    clock_format_iso(utc, iso);
    return json_string(iso);
}

json_t *cli_text_json(const char *text)
{
    if (utf8_is_valid(text, strlen(text))) {
        return json_string(text);
    }
    struct str safe = {0};
    safe_text(&safe, text, strlen(text), -1, true);
    json_t *value = json_string(str_text(&safe));
    str_free(&safe);
    return value;
}

/* Dates and money as they are written to be read in again: "2026-11-20", "12.50". */
static json_t *written_json(const struct field *field, const void *record)
{
    struct str text = {0};
    field_format(field, record, &text);
    json_t *value = field_is_empty(field, record) ? json_null() : json_string(str_text(&text));
    str_free(&text);
    return value;
}

static json_t *field_json(const struct field *field, const void *record)
{
    const char *bytes = (const char *)record + field->offset;
    struct optional optional;
    int64_t id;
    switch (field->kind) {
    case FIELD_TEXT:
    case FIELD_LONG:
    case FIELD_CODE:
        return cli_text_json(field_text_const(field, record));
    case FIELD_FLAG:
        return json_boolean(*(const bool *)bytes);
    case FIELD_COUNT:
        memcpy(&optional, bytes, sizeof(optional));
        return optional.given ? json_integer(optional.value) : json_null();
    case FIELD_TIME:
        memcpy(&optional, bytes, sizeof(optional));
        return optional.given ? cli_time_json(optional.value) : json_null();
    case FIELD_DATE:
    case FIELD_MONEY:
        return written_json(field, record);
    case FIELD_REF:
        memcpy(&id, bytes, sizeof(id));
        return id == 0 ? json_null() : json_integer(id);
    }
    return json_null();
}

json_t *cli_record_json(const struct field_table *table, const void *record)
{
    const struct record_head *head = record;
    json_t *object = json_object();
    json_object_set_new(object, "id", json_integer(head->id));
    json_object_set_new(object, "version", json_integer(head->version));
    for (size_t i = 0; i < table->count; i++) {
        json_object_set_new(object, table->fields[i].name, field_json(&table->fields[i], record));
    }
    return object;
}

void cli_people_cut(struct cli_context *context, size_t *count)
{
    if (people_cut(count)) {
        cli_line(context->err, _("账号超过 %d 个，只列出前面的"), PEOPLE_MAX);
    }
}

char (*cli_table_add(struct cli_table *table))[128]
{
    mem_reserve((void **)&table->cells, &table->capacity, table->count + 1, sizeof(*table->cells));
    return table->cells[table->count++];
}

static void add_cell(struct str *line, const char *text, int width)
{
    int used = safe_text(line, text, strlen(text), -1, false);
    for (; used < width; used++) {
        str_add_char(line, ' ');
    }
}

void cli_table_clear(struct cli_table *table)
{
    free(table->cells);
    *table = (struct cli_table){0};
}

void cli_table_print(FILE *stream, struct cli_table *table)
{
    int widths[CLI_COLUMNS] = {0};
    size_t columns = 0;
    while (columns < CLI_COLUMNS && table->heads[columns] != NULL) {
        widths[columns] = width_text(_(table->heads[columns]));
        for (size_t row = 0; row < table->count; row++) {
            int width = width_text(table->cells[row][columns]);
            if (width > widths[columns]) {
                widths[columns] = width;
            }
        }
        columns++;
    }
    struct str line = {0};
    for (size_t row = 0; row <= table->count; row++) {
        str_reset(&line);
        for (size_t i = 0; i < columns; i++) {
            const char *cell = row == 0 ? _(table->heads[i]) : table->cells[row - 1][i];
            add_cell(&line, cell, i + 1 == columns ? 0 : widths[i] + 2);
        }
        cli_line(stream, "%s", str_text(&line));
    }
    str_free(&line);
    cli_table_clear(table);
}

const char *cli_nearest(const char *const *names, const char *word)
{
    struct option options[64] = {0};
    for (size_t i = 0; i < 63 && names[i] != NULL; i++) {
        options[i].name = names[i];
    }
    return option_nearest(options, word);
}

static enum status refuse_field(const struct field_table *table, const char *name, struct err *err)
{
    const char *names[64];
    size_t count = 0;
    for (size_t i = 0; i < table->count && count < 63; i++) {
        if ((table->fields[i].flags & FIELD_FIXED) == 0) {
            names[count++] = table->fields[i].name;
        }
    }
    names[count] = NULL;
    const char *nearest = cli_nearest(names, name);
    err_set(err, STATUS_USAGE, _("没有字段“%s”"), name);
    if (nearest != NULL) {
        return err_advise(err, _("是不是 %s?"), nearest);
    }
    struct str all = {0};
    for (size_t i = 0; i < count; i++) {
        str_printf(&all, "%s%s", i > 0 ? " " : "", names[i]);
    }
    err_advise(err, _("可以写的字段：%s"), str_text(&all));
    str_free(&all);
    return STATUS_USAGE;
}

/* The one code whose label was typed, below the record's type where it depends on that; NULL when none is
 * clear. */
static const char *code_of_label(const struct profile *profile, const struct field_table *table,
                                 const void *record, const struct field *field, const char *label)
{
    const struct choices *choices = &profile->sets[field->set];
    const struct field *depends = field->depends == NULL ? NULL : field_find(table, field->depends);
    const char *above = depends == NULL ? NULL : field_text_const(depends, record);
    const char *code = NULL;
    for (size_t i = 0; i < choices->count; i++) {
        const struct choice *choice = &choices->items[i];
        if (strcmp(choice->label, label) != 0 ||
            (above != NULL && !profile_lies_under(choices, choice, above))) {
            continue;
        }
        if (code != NULL) {
            return NULL; /* the same words stand in two places: only the code is clear */
        }
        code = choice->code;
    }
    return code;
}

enum status cli_set_field(const struct profile *profile, const struct field_table *table, void *record,
                          const char *name, const char *value, struct err *err)
{
    const struct field *field = field_find(table, name);
    if (field == NULL) {
        return refuse_field(table, name, err);
    }
    if ((field->flags & FIELD_FIXED) != 0) {
        return err_set(err, STATUS_USAGE, _("字段“%s”由程序填写，不能指定"), name);
    }
    if (field->kind == FIELD_CODE && value[0] != '\0' && profile_choice(profile, field->set, value) == NULL) {
        const char *code = code_of_label(profile, table, record, field, value);
        value = code == NULL ? value : code;
    }
    enum status status = field_parse(field, record, value, err);
    if (status != STATUS_OK) {
        err_where(err, "%s", name);
    }
    return status;
}

enum status cli_set_argument(const struct profile *profile, const struct field_table *table, void *record,
                             const char *argument, struct err *err)
{
    char name[64];
    const char *equals = strchr(argument, '=');
    if (equals == NULL || equals == argument || (size_t)(equals - argument) >= sizeof(name)) {
        return err_set(err, STATUS_USAGE, _("“%s”不是 字段=值"), argument);
    }
    memcpy(name, argument, (size_t)(equals - argument));
    name[equals - argument] = '\0';
    return cli_set_field(profile, table, record, name, equals + 1, err);
}

/* A value as people read it; one that is chosen under another with the path to it. */
static void add_value(const struct profile *profile, const struct field_table *table,
                      const struct field *field, const void *record, struct str *out)
{
    const struct field *above = field->depends == NULL ? NULL : field_find(table, field->depends);
    char label[256];
    if (field->kind == FIELD_FLAG) {
        str_add(out, _("是"));
    } else if (field->kind == FIELD_CODE && field->set == SET_CATEGORY && above != NULL) {
        profile_category_path(profile, field_text_const(above, record), field_text_const(field, record),
                              label, sizeof(label));
        str_add(out, label);
    } else if (field->kind == FIELD_CODE) {
        str_add(out, profile_label(profile, field->set, field_text_const(field, record), label));
    } else {
        field_format(field, record, out);
    }
}

void cli_fields_print(FILE *stream, const struct profile *profile, const struct field_table *table,
                      const void *record)
{
    struct str value = {0};
    for (size_t i = 0; i < table->count; i++) {
        const struct field *field = &table->fields[i];
        if (field_is_empty(field, record) || field->kind == FIELD_REF) {
            continue;
        }
        str_reset(&value);
        add_value(profile, table, field, record, &value);
        cli_line(stream, "%s：%s", _(field->label), str_text(&value));
    }
    str_free(&value);
}
