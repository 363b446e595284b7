/* What each kind of field does with its value: one kind, one set of functions. */

#include "field_kind.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/clock.h"
#include "zuoxi/base/text.h"
#include "zuoxi/base/utf8.h"
#include "zuoxi/base/width.h"
#include "zuoxi/domain/phone.h"

/*
 * What clock_parse() reads and clock_format() prints in every zone: 1970-01-01 at UTC+14 to the end of 9999.
 */
#define TIME_LOW  (-INT64_C(50400))
#define TIME_HIGH 253402214400

static void text_format_value(const struct field *field, const void *member, struct str *out)
{
    (void)field;
    str_add(out, member);
}

static bool text_is_empty(const void *member)
{
    return *(const char *)member == '\0';
}

static bool text_differs(const void *left, const void *right)
{
    return strcmp(left, right) != 0;
}

static enum status text_check_line(const struct field *field, const char *text, struct err *err)
{
    if (!utf8_is_valid(text, strlen(text))) {
        return err_set(err, STATUS_INVALID, _("「%s」里有不是UTF-8的字节"), _(field->label));
    }
    size_t count = utf8_count(text);
    if (count > (size_t)field->max) {
        return err_set(err, STATUS_INVALID, _("「%s」最多%d个字，现在有%zu个"), _(field->label), field->max,
                       count);
    }
    if (field->kind == FIELD_TEXT && strpbrk(text, "\r\n") != NULL) {
        return err_set(err, STATUS_INVALID, _("「%s」只能是一行"), _(field->label));
    }
    return STATUS_OK;
}

static enum status text_check_phone(const struct field *field, const char *text, struct err *err)
{
    char digits[PHONE_SIZE];
    if (phone_normalise(text, digits) && strcmp(text, digits) == 0) {
        return STATUS_OK;
    }
    return err_set(err, STATUS_INVALID, _("「%s」只能是数字，最多20位"), _(field->label));
}

static enum status text_check(const struct field *field, const void *member, struct err *err)
{
    if (memchr(member, '\0', field->size) == NULL) {
        return err_set(err, STATUS_INVALID, _("「%s」太长"), _(field->label));
    }
    enum status status = text_check_line(field, member, err);
    if (status == STATUS_OK && (field->flags & FIELD_PHONE) != 0) {
        status = text_check_phone(field, member, err);
    }
    return status;
}

static enum status text_parse(const struct field *field, void *member, const char *text, struct err *err)
{
    char digits[PHONE_SIZE];
    if ((field->flags & FIELD_PHONE) != 0) {
        if (!phone_normalise(text, digits)) {
            return err_set(err, STATUS_INVALID, _("「%s」只能是数字，最多20位"), _(field->label));
        }
        text = digits;
    }
    enum status status = text_check_line(field, text, err);
    if (status == STATUS_OK) {
        text_copy(member, field->size, text);
    }
    return status;
}

static bool is_code_character(uint32_t code)
{
    if (code >= 0x80) {
        return code != UTF8_BAD && width_of(code) > 0;
    }
    return (code >= '0' && code <= '9') || (code >= 'a' && code <= 'z') || (code >= 'A' && code <= 'Z') ||
           code == '_' || code == '.' || code == '-';
}

static enum status code_check_text(const struct field *field, const char *text, struct err *err)
{
    size_t length = strlen(text);
    if (length >= FIELD_CODE_SIZE) {
        return err_set(err, STATUS_INVALID, _("「%s」的代码最多%d个字节"), _(field->label),
                       FIELD_CODE_SIZE - 1);
    }
    for (size_t at = 0; at < length;) {
        uint32_t code;
        at += utf8_decode(text + at, length - at, &code);
        if (!is_code_character(code)) {
            return err_set(err, STATUS_INVALID, _("「%s」的代码里有不允许的字符"), _(field->label));
        }
    }
    return STATUS_OK;
}

static enum status code_check(const struct field *field, const void *member, struct err *err)
{
    if (memchr(member, '\0', field->size) == NULL) {
        return err_set(err, STATUS_INVALID, _("「%s」太长"), _(field->label));
    }
    return code_check_text(field, member, err);
}

static enum status code_parse(const struct field *field, void *member, const char *text, struct err *err)
{
    enum status status = code_check_text(field, text, err);
    if (status == STATUS_OK) {
        text_copy(member, field->size, text);
    }
    return status;
}

static void flag_format_value(const struct field *field, const void *member, struct str *out)
{
    (void)field;
    str_add(out, *(const bool *)member ? "1" : "0");
}

static bool flag_is_empty(const void *member)
{
    return !*(const bool *)member;
}

static bool flag_differs(const void *left, const void *right)
{
    return *(const bool *)left != *(const bool *)right;
}

static enum status flag_check(const struct field *field, const void *member, struct err *err)
{
    (void)field;
    (void)member;
    (void)err;
    return STATUS_OK;
}

static enum status flag_parse(const struct field *field, void *member, const char *text, struct err *err)
{
    static const struct {
        const char *text;
        bool value;
    } words[] = {{"", false}, {"0", false}, {"1", true}, {"否", false}, {"是", true}};
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        if (strcmp(text, words[i].text) == 0) {
            *(bool *)member = words[i].value;
            return STATUS_OK;
        }
    }
    return err_set(err, STATUS_INVALID, _("「%s」只能是1（是）或0（否）"), _(field->label));
}

/* Digits only, no sign, no leading zero before another digit; false when it is none or above INT64_MAX. */
static bool parse_number(const char *text, int64_t *value)
{
    if (*text == '\0' || (text[0] == '0' && text[1] != '\0')) {
        return false;
    }
    int64_t number = 0;
    for (; *text != '\0'; text++) {
        if (*text < '0' || *text > '9') {
            return false;
        }
        int digit = *text - '0';
        if (number > (INT64_MAX - digit) / 10) {
            return false;
        }
        number = number * 10 + digit;
    }
    *value = number;
    return true;
}

static void count_format_value(const struct field *field, const void *member, struct str *out)
{
    (void)field;
    const struct optional *optional = member;
    if (optional->given) {
        str_printf(out, "%" PRId64, optional->value);
    }
}

static bool optional_is_empty(const void *member)
{
    return !((const struct optional *)member)->given;
}

static bool optional_differs(const void *left, const void *right)
{
    const struct optional *one = left, *other = right;
    return one->given != other->given || (one->given && one->value != other->value);
}

static enum status count_refuse(const struct field *field, struct err *err)
{
    return err_set(err, STATUS_INVALID, _("「%s」要填%" PRId64 "到%" PRId64 "之间的整数"), _(field->label),
                   field->low, field->high);
}

static enum status count_check(const struct field *field, const void *member, struct err *err)
{
    const struct optional *optional = member;
    if (optional->given && (optional->value < field->low || optional->value > field->high)) {
        return count_refuse(field, err);
    }
    return STATUS_OK;
}

static enum status count_parse(const struct field *field, void *member, const char *text, struct err *err)
{
    struct optional parsed = {.given = *text != '\0'};
    if (parsed.given && !parse_number(text, &parsed.value)) {
        return count_refuse(field, err);
    }
    enum status status = count_check(field, &parsed, err);
    if (status == STATUS_OK) {
        *(struct optional *)member = parsed;
    }
    return status;
}

static void time_format_value(const struct field *field, const void *member, struct str *out)
{
    (void)field;
    const struct optional *optional = member;
    char text[20];
    if (!optional->given) {
        return;
    }
    clock_format(optional->value, text);
    str_add(out, text);
}

static enum status time_check(const struct field *field, const void *member, struct err *err)
{
    const struct optional *optional = member;
    if (optional->given && (optional->value < TIME_LOW || optional->value > TIME_HIGH)) {
        return err_set(err, STATUS_INVALID, _("「%s」不在1970年到9999年之间"), _(field->label));
    }
    return STATUS_OK;
}

static enum status time_parse(const struct field *field, void *member, const char *text, struct err *err)
{
    struct optional parsed = {.given = *text != '\0'};
    if (parsed.given && !clock_parse(text, &parsed.value)) {
        return err_set(err, STATUS_INVALID, _("「%s」要写成 2026-11-21 14:30 这样的时间"), _(field->label));
    }
    enum status status = time_check(field, &parsed, err);
    if (status == STATUS_OK) {
        *(struct optional *)member = parsed;
    }
    return status;
}

static void date_format_value(const struct field *field, const void *member, struct str *out)
{
    (void)field;
    const struct optional *optional = member;
    char text[20];
    if (optional->given) {
        clock_format(optional->value, text);
        str_add_bytes(out, text, strlen("YYYY-MM-DD"));
    }
}

/* "2026-11-20", or its eight digits alone. */
static bool parse_date(const char *text, int64_t *utc)
{
    char dashed[11];
    size_t digits = strspn(text, "0123456789");
    if (digits == 8 && text[digits] == '\0') {
        text_format(dashed, sizeof(dashed), "%.4s-%.2s-%s", text, text + 4, text + 6);
        text = dashed;
    }
    return strlen(text) == strlen("YYYY-MM-DD") && clock_parse(text, utc);
}

static enum status date_parse(const struct field *field, void *member, const char *text, struct err *err)
{
    struct optional parsed = {.given = *text != '\0'};
    if (parsed.given && !parse_date(text, &parsed.value)) {
        return err_set(err, STATUS_INVALID, _("「%s」要写成 2026-11-20 这样的日期"), _(field->label));
    }
    enum status status = time_check(field, &parsed, err);
    if (status == STATUS_OK) {
        *(struct optional *)member = parsed;
    }
    return status;
}

static void money_format_value(const struct field *field, const void *member, struct str *out)
{
    (void)field;
    const struct optional *optional = member;
    if (optional->given) {
        str_printf(out, "%" PRId64 ".%02" PRId64, optional->value / 100, optional->value % 100);
    }
}

static enum status money_check(const struct field *field, const void *member, struct err *err)
{
    const struct optional *optional = member;
    if (optional->given && (optional->value < field->low || optional->value > field->high)) {
        return err_set(err, STATUS_INVALID, _("「%s」最多%" PRId64), _(field->label), field->high / 100);
    }
    return STATUS_OK;
}

/* 12, 12.5 or 12.50 as 分. */
static bool parse_money(const char *text, int64_t *cents)
{
    char whole[24];
    size_t length = strcspn(text, "."), digits = 0;
    const char *part = text[length] == '.' ? text + length + 1 : text + length;
    int64_t yuan, rest = 0;
    if (length >= sizeof(whole) || (text[length] == '.' && *part == '\0')) {
        return false;
    }
    memcpy(whole, text, length);
    whole[length] = '\0';
    for (; part[digits] >= '0' && part[digits] <= '9' && digits < 2; digits++) {
        rest = rest * 10 + (part[digits] - '0');
    }
    if (part[digits] != '\0' || !parse_number(whole, &yuan) || yuan > INT64_MAX / 100 - 1) {
        return false;
    }
    *cents = yuan * 100 + (digits == 1 ? rest * 10 : rest);
    return true;
}

static enum status money_parse(const struct field *field, void *member, const char *text, struct err *err)
{
    struct optional parsed = {.given = *text != '\0'};
    if (parsed.given && !parse_money(text, &parsed.value)) {
        return err_set(err, STATUS_INVALID, _("「%s」要填数字，最多两位小数"), _(field->label));
    }
    enum status status = money_check(field, &parsed, err);
    if (status == STATUS_OK) {
        *(struct optional *)member = parsed;
    }
    return status;
}

static void reference_format_value(const struct field *field, const void *member, struct str *out)
{
    (void)field;
    int64_t id = *(const int64_t *)member;
    if (id != 0) {
        str_printf(out, "%" PRId64, id);
    }
}

static bool reference_is_empty(const void *member)
{
    return *(const int64_t *)member == 0;
}

static bool reference_differs(const void *left, const void *right)
{
    return *(const int64_t *)left != *(const int64_t *)right;
}

static enum status reference_check(const struct field *field, const void *member, struct err *err)
{
    if (*(const int64_t *)member < 0) {
        return err_set(err, STATUS_INVALID, _("「%s」不是有效的编号"), _(field->label));
    }
    return STATUS_OK;
}

static enum status reference_parse(const struct field *field, void *member, const char *text, struct err *err)
{
    int64_t id = 0;
    if (*text != '\0' && !parse_number(text, &id)) {
        return err_set(err, STATUS_INVALID, _("「%s」不是有效的编号"), _(field->label));
    }
    *(int64_t *)member = id;
    return STATUS_OK;
}

const struct field_kind_functions field_kinds[] = {
    [FIELD_TEXT] = {text_format_value, text_parse, text_check, text_is_empty, text_differs},
    [FIELD_LONG] = {text_format_value, text_parse, text_check, text_is_empty, text_differs},
    [FIELD_CODE] = {text_format_value, code_parse, code_check, text_is_empty, text_differs},
    [FIELD_FLAG] = {flag_format_value, flag_parse, flag_check, flag_is_empty, flag_differs},
    [FIELD_COUNT] = {count_format_value, count_parse, count_check, optional_is_empty, optional_differs},
    [FIELD_TIME] = {time_format_value, time_parse, time_check, optional_is_empty, optional_differs},
    [FIELD_DATE] = {date_format_value, date_parse, time_check, optional_is_empty, optional_differs},
    [FIELD_MONEY] = {money_format_value, money_parse, money_check, optional_is_empty, optional_differs},
    [FIELD_REF] = {reference_format_value, reference_parse, reference_check, reference_is_empty,
                   reference_differs},
};
