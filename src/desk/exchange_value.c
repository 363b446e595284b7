/* Values in tables for people: labels instead of codes, yuan instead of fen, dates as spreadsheets write
 * them.
 */

#include <inttypes.h>
#include <string.h>

#include "exchange_private.h"
#include "zuoxi/base/text.h"
#include "zuoxi/base/utf8.h"
#include "zuoxi/base/width.h"

/* Amounts kept as whole hundredths. */
static const struct {
    const char *field, *label;
} units[] = {{"area", N_("供热面积(平方米)")}, {"arrears", N_("欠费(元)")}};

const char *exchange_unit_label(const struct field *field)
{
    for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
        if (strcmp(units[i].field, field->name) == 0) {
            return _(units[i].label);
        }
    }
    return NULL;
}

const char *exchange_heading(const struct field *field)
{
    const char *unit = exchange_unit_label(field);
    return unit != NULL ? unit : _(field->label);
}

/* The code of the only choice with this label; NULL when none or several have it. */
static const char *code_of_label(const struct choices *choices, const char *label)
{
    const char *code = NULL;
    for (size_t i = 0; i < choices->count; i++) {
        if (strcmp(choices->items[i].label, label) != 0) {
            continue;
        }
        if (code != NULL) {
            return NULL;
        }
        code = choices->items[i].code;
    }
    return code;
}

static enum status parse_code(const struct profile *profile, const struct field *field, const char *cell,
                              struct str *text, struct err *err)
{
    const struct choices *choices = &profile->sets[field->set];
    const char *code = cell;
    if (cell[0] != '\0' && profile_choice(profile, field->set, cell) == NULL) {
        code = code_of_label(choices, cell);
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

/* "89.5" → "8950"; what is no such number is left for field_parse to refuse. */
static void hundredths(const char *cell, struct str *text)
{
    size_t whole = strspn(cell, "0123456789");
    const char *rest = cell[whole] == '.' ? cell + whole + 1 : cell + whole;
    size_t decimals = strspn(rest, "0123456789");
    size_t used = decimals;
    while (used > 2 && rest[used - 1] == '0') {
        used--;
    }
    if (whole == 0 || rest[decimals] != '\0' || used > 2) {
        str_add(text, cell);
        return;
    }
    size_t zeros = strspn(cell, "0");
    str_add_bytes(text, cell + zeros, whole - (zeros < whole ? zeros : whole));
    str_add_bytes(text, rest, used);
    for (; used < 2; used++) {
        str_add_char(text, '0');
    }
    size_t leading = strspn(str_text(text), "0");
    str_remove(text, 0, leading == text->length && leading > 0 ? leading - 1 : leading);
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

enum status exchange_parse(const struct profile *profile, const struct field *field, bool in_units,
                           const char *cell, struct customer *customer, struct str *text, struct err *err)
{
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
        status = parse_code(profile, field, cell, text, err);
    } else if (field->kind == FIELD_COUNT && in_units) {
        hundredths(cell, text);
    } else if (field->kind == FIELD_TIME && field_parse(field, customer, cell, NULL) != STATUS_OK) {
        plain_time(cell, text);
    } else if (status == STATUS_OK) {
        str_add(text, cell);
    }
    if (status == STATUS_OK) {
        status = field_parse(field, customer, str_text(text), err);
    }
    if (status != STATUS_OK && in_units && field->kind == FIELD_COUNT) {
        status = err_set(err, STATUS_INVALID, _("「%s」要填数字，最多两位小数"), exchange_unit_label(field));
    }
    str_free(&trimmed);
    return status;
}

/* A label that leads back to this code alone; else the code itself. */
static const char *label_of_code(const struct profile *profile, const struct field *field, const char *code)
{
    const struct choice *choice = profile_choice(profile, field->set, code);
    if (choice == NULL || profile_choice(profile, field->set, choice->label) != NULL ||
        code_of_label(&profile->sets[field->set], choice->label) == NULL) {
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

static void format_amount(const struct optional *amount, struct str *out)
{
    if (amount->given) {
        str_printf(out, "%" PRId64 ".%02d", amount->value / 100, (int)(amount->value % 100));
    }
}

static void format_time(const struct optional *time, struct str *out)
{
    char text[20];
    if (!time->given) {
        return;
    }
    clock_format(time->value, text);
    if (strcmp(text + 10, " 00:00:00") == 0) {
        text[10] = '\0';
    }
    str_add(out, text);
}

void exchange_format(const struct profile *profile, const struct field *field,
                     const struct customer *customer, struct str *out)
{
    const void *member = (const char *)customer + field->offset;
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
    case FIELD_TIME:
        format_time(member, out);
        break;
    case FIELD_COUNT:
        if (exchange_unit_label(field) != NULL) {
            format_amount(member, out);
            break;
        }
        field_format(field, customer, out);
        break;
    case FIELD_DATE:
    case FIELD_MONEY:
    case FIELD_REF:
        field_format(field, customer, out);
        break;
    }
    str_free(&safe);
}
