/* Values in tables for people: labels instead of codes, yuan instead of fen, dates as spreadsheets write
 * them.
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "exchange_private.h"
#include "zuoxi/base/text.h"
#include "zuoxi/base/utf8.h"
#include "zuoxi/base/width.h"

/* The code of the only choice with this label below `under` (NULL: anywhere); NULL when none or several have
 * it. */
static const char *code_of_label(const struct choices *choices, const char *under, const char *label)
{
    const char *code = NULL;
    for (size_t i = 0; i < choices->count; i++) {
        if (strcmp(choices->items[i].label, label) != 0 ||
            (under != NULL && !profile_lies_under(choices, &choices->items[i], under))) {
            continue;
        }
        if (code != NULL) {
            return NULL;
        }
        code = choices->items[i].code;
    }
    return code;
}

static enum status parse_code(const struct profile *profile, const struct field *field, const char *under,
                              const char *cell, struct str *text, struct err *err)
{
    const struct choices *choices = &profile->sets[field->set];
    const char *code = cell;
    if (cell[0] != '\0' && profile_choice(profile, field->set, cell) == NULL) {
        code = code_of_label(choices, under, cell);
    }
    if (code != NULL) {
        str_add(text, code);
        return STATUS_OK;
    }
    struct str known = {0};
    for (size_t i = 0; i < choices->count && i < 12; i++) {
        str_printf(&known, "%s%s", i > 0 ? " " : "", choices->items[i].label);
    }
    err_set(err, STATUS_INVALID, _("「%s」没有“%s”这一项，可以填：%s"), _(field->label), cell,
            str_text(&known));
    str_free(&known);
    return STATUS_INVALID;
}

/* "089.500" → "89.50"; what is no such number is left for field_parse to refuse. */
static void plain_amount(const char *cell, struct str *text)
{
    size_t zeros = strspn(cell, "0"), length = strlen(cell), dot = strcspn(cell, ".");
    if (zeros > 0 && (cell[zeros] < '0' || cell[zeros] > '9')) {
        zeros--;
    }
    while (cell[dot] == '.' && length > dot + 3 && cell[length - 1] == '0') {
        length--;
    }
    str_add_bytes(text, cell + zeros, length - zeros);
}

/* "2026/11/5", "2026年11月5日", "2026-11-5 8:30" → "2026-11-05 08:30:00"; anything else stays. */
static void plain_time(const char *cell, struct str *text)
{
    int numbers[6] = {0};
    size_t count = 0;
    const char *at = cell;
    while (*at != '\0' && count < 6) {
        size_t digits = strspn(at, "0123456789");
        if (digits == 0 || digits > 4) {
            break;
        }
        for (; digits > 0; digits--) {
            numbers[count] = numbers[count] * 10 + (*at++ - '0');
        }
        count++;
        while (*at != '\0' && (*at < '0' || *at > '9')) {
            at++;
        }
    }
    if (*at != '\0' || (count != 3 && count != 5 && count != 6) || numbers[0] < 1000) {
        str_add(text, cell);
    } else {
        str_printf(text, "%04d-%02d-%02d %02d:%02d:%02d", numbers[0], numbers[1], numbers[2], numbers[3],
                   numbers[4], numbers[5]);
    }
}

/* As spreadsheets write it → as field_parse() reads it. */
static void plain(const struct field *field, const char *cell, struct str *text)
{
    int64_t utc;
    if (field->kind == FIELD_MONEY) {
        plain_amount(cell, text);
    } else if ((field->kind == FIELD_TIME || field->kind == FIELD_DATE) && !clock_parse(cell, &utc)) {
        plain_time(cell, text);
    } else {
        str_add(text, cell);
    }
    if (field->kind == FIELD_DATE && text->length > strlen("2026-11-05") &&
        strstr(str_text(text), " 00:00:00")) {
        str_remove(text, strlen("2026-11-05"), text->length - strlen("2026-11-05"));
    }
}

/* Controls, bidi marks and the like have no place in a record. */
static enum status check_characters(const struct field *field, const char *cell, struct err *err)
{
    size_t length = strlen(cell);
    for (size_t at = 0; at < length;) {
        uint32_t code;
        if ((unsigned char)cell[at] >= ' ' && (unsigned char)cell[at] < 0x7F) {
            at++;
            continue;
        }
        at += utf8_decode(cell + at, length - at, &code);
        bool is_space =
            code == '\t' || code == '\n' || code == '\r'; /* field_parse knows where they may be */
        if (code == UTF8_BAD) {
            return err_set(err, STATUS_INVALID, _("「%s」里有损坏的字符"), _(field->label));
        }
        if (!is_space && width_of(code) < 0) {
            return err_set(err, STATUS_INVALID, _("「%s」里有控制字符"), _(field->label));
        }
    }
    return STATUS_OK;
}

enum status exchange_parse(const struct profile *profile, const struct field_table *table,
                           const struct field *field, const char *cell, void *record, struct str *text,
                           struct err *err)
{
    const struct field *above = field->depends == NULL ? NULL : field_find(table, field->depends);
    const char *under = above == NULL ? NULL : field_text_const(above, record);
    enum status status = check_characters(field, cell, err);
    bool is_text = field->kind == FIELD_TEXT || field->kind == FIELD_LONG;
    size_t length = strlen(cell);
    struct str trimmed = {0};
    str_reset(text);
    if (!is_text) { /* a blank beside a number or a code means nothing */
        size_t blank = strspn(cell, " \t");
        while (length > blank && strchr(" \t", cell[length - 1]) != NULL) {
            length--;
        }
        str_add_bytes(&trimmed, cell + blank, length - blank);
        cell = str_text(&trimmed);
    }
    if (status == STATUS_OK && field->kind == FIELD_CODE) {
        status = parse_code(profile, field, under, cell, text, err);
    } else if (status == STATUS_OK) {
        plain(field, cell, text);
    }
    if (status == STATUS_OK) {
        status = field_parse(field, record, str_text(text), err);
    }
    str_free(&trimmed);
    return status;
}

/* A label that leads back to this code alone; else the code itself. */
static const char *label_of_code(const struct profile *profile, const struct field *field, const char *code)
{
    const struct choice *choice = profile_choice(profile, field->set, code);
    if (choice == NULL || profile_choice(profile, field->set, choice->label) != NULL ||
        code_of_label(&profile->sets[field->set], NULL, choice->label) == NULL) {
        return code;
    }
    return choice->label;
}

/* Nothing that could drive a terminal leaves in a file; tabs and line ends may. */
static void add_safe(struct str *out, const char *text)
{
    while (*text != '\0') {
        size_t length = strcspn(text, "\t\n\r");
        safe_text(out, text, length, -1, false);
        text += length;
        if (*text != '\0') {
            str_add_char(out, *text++);
        }
    }
}

void exchange_format(const struct profile *profile, const struct field *field, const void *record,
                     struct str *out)
{
    const void *member = (const char *)record + field->offset;
    struct str safe = {0};
    switch (field->kind) {
    case FIELD_TEXT:
    case FIELD_LONG:
        add_safe(&safe, member);
        csv_guard(out, str_text(&safe));
        break;
    case FIELD_CODE:
        add_safe(&safe, label_of_code(profile, field, member));
        csv_guard(out, str_text(&safe));
        break;
    case FIELD_FLAG:
        str_add(out, *(const bool *)member ? _("是") : _("否"));
        break;
    default:
        field_format(field, record, out);
        break;
    }
    str_free(&safe);
}

enum status exchange_check_given(const struct field_table *table, const void *record, struct err *err)
{
    for (size_t i = 0; i < table->count; i++) {
        if ((table->fields[i].flags & FIELD_REQUIRED) != 0 && field_is_empty(&table->fields[i], record)) {
            return field_check(table, record, NULL, err);
        }
    }
    return STATUS_OK;
}

void exchange_pack(struct str *cells, size_t field, const char *text)
{
    str_add_char(cells, (char)(unsigned char)field);
    str_add(cells, text);
    str_add_char(cells, '\0');
}

void exchange_pack_field(struct str *cells, const struct field_table *table, const struct field *field,
                         void *record)
{
    char number[24];
    int64_t value = 0;
    switch (field->kind) {
    case FIELD_TEXT:
    case FIELD_LONG:
    case FIELD_CODE:
        exchange_pack(cells, (size_t)(field - table->fields), field_text_const(field, record));
        return;
    case FIELD_FLAG:
        value = *field_flag(field, record) ? 1 : 0;
        break;
    case FIELD_COUNT:
    case FIELD_TIME:
    case FIELD_DATE:
    case FIELD_MONEY:
        value = field_optional(field, record)->value;
        break;
    case FIELD_REF:
        value = *field_reference(field, record);
        break;
    }
    snprintf(number, sizeof(number), "%lld", (long long)value);
    exchange_pack(cells, (size_t)(field - table->fields), number);
}

/* Packed values are those of a record: they were checked, and times understood, when they were read. */
static void unpack_cell(const struct field *field, void *record, const char *cell)
{
    long long value = strtoll(cell, NULL, 10);
    switch (field->kind) {
    case FIELD_TEXT:
    case FIELD_LONG:
    case FIELD_CODE:
        text_copy(field_text(field, record), field->size, cell);
        break;
    case FIELD_FLAG:
        *field_flag(field, record) = value != 0;
        break;
    case FIELD_COUNT:
    case FIELD_TIME:
    case FIELD_DATE:
    case FIELD_MONEY:
        *field_optional(field, record) = (struct optional){.value = value, .given = true};
        break;
    case FIELD_REF:
        *field_reference(field, record) = value;
        break;
    }
}

enum status exchange_unpack(const struct field_table *table, const char *cells, size_t length, void *record,
                            struct err *err)
{
    for (size_t at = 0; at < length;) {
        size_t field = (unsigned char)cells[at++];
        if (field >= table->count) {
            return err_set(err, STATUS_BUG, _("暂存的导入内容看不懂"));
        }
        unpack_cell(&table->fields[field], record, cells + at);
        at += strlen(cells + at) + 1;
    }
    return STATUS_OK;
}
