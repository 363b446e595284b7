#include "zuoxi/conf/option.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/str.h"
#include "zuoxi/base/text.h"
#include "zuoxi/base/utf8.h"
#include "zuoxi/domain/duration.h"
#include "zuoxi/domain/workday.h"

#define NAME_MAX_LENGTH 40
#define MINUTES_A_DAY   (24 * 60)
#define LEAP_YEAR       2000 /* a day of some year is a day of this one */

const struct option *option_find(const struct option *options, const char *name, size_t length)
{
    for (; options->name != NULL; options++) {
        if (strlen(options->name) == length && memcmp(options->name, name, length) == 0) {
            return options;
        }
    }
    return NULL;
}

static int least(int a, int b)
{
    return a < b ? a : b;
}

/* Edit distance (insert, delete, replace, swap neighbours) of two names of at most NAME_MAX_LENGTH bytes. */
static int distance(const char *a, const char *b)
{
    int cell[NAME_MAX_LENGTH + 1][NAME_MAX_LENGTH + 1];
    int rows = (int)strlen(a), columns = (int)strlen(b);

    for (int i = 0; i <= rows; i++) {
        cell[i][0] = i;
    }
    for (int j = 0; j <= columns; j++) {
        cell[0][j] = j;
    }
    for (int i = 1; i <= rows; i++) {
        for (int j = 1; j <= columns; j++) {
            int replace = cell[i - 1][j - 1] + (a[i - 1] != b[j - 1]);
            cell[i][j] = least(replace, least(cell[i - 1][j], cell[i][j - 1]) + 1);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                cell[i][j] = least(cell[i][j], cell[i - 2][j - 2] + 1);
            }
        }
    }
    return cell[rows][columns];
}

/* Keep in *best the candidate nearer to name; a third of the name's letters may differ, but at least two. */
static void consider(const char *name, const char *candidate, const char **best, int *best_distance)
{
    if (strlen(name) > NAME_MAX_LENGTH || strlen(candidate) > NAME_MAX_LENGTH) {
        return;
    }
    int found = distance(name, candidate);
    int limit = (int)strlen(name) / 3;
    if (found <= (limit < 2 ? 2 : limit) && found < *best_distance) {
        *best_distance = found;
        *best = candidate;
    }
}

const char *option_nearest(const struct option *options, const char *name)
{
    const char *best = NULL;
    int best_distance = NAME_MAX_LENGTH;

    for (; options->name != NULL; options++) {
        consider(name, options->name, &best, &best_distance);
    }
    return best;
}

const struct option *option_home(const struct option *options, const char *name)
{
    for (; options->name != NULL; options++) {
        if (options->type == OPTION_SECTION && option_find(options->inner, name, strlen(name)) != NULL) {
            return options;
        }
    }
    return NULL;
}

void option_hint(const struct option *names, const char *name, char *out, size_t size)
{
    const char *near = option_nearest(names, name);

    out[0] = '\0';
    if (near != NULL) {
        text_format(out, size, _("，是不是 %s？"), near);
    }
}

int clock_minutes(const char *text)
{
    if (strlen(text) != 5 || text[2] != ':' || strspn(text, "0123456789") != 2 ||
        strspn(text + 3, "0123456789") != 2) {
        return -1;
    }
    int hour = (text[0] - '0') * 10 + text[1] - '0', minute = (text[3] - '0') * 10 + text[4] - '0';
    int total = hour * 60 + minute;
    return minute > 59 || total > MINUTES_A_DAY ? -1 : total;
}

int day_of_year(const char *text)
{
    if (strlen(text) != 5 || text[2] != '-' || strspn(text, "0123456789") != 2 ||
        strspn(text + 3, "0123456789") != 2) {
        return 0;
    }
    int month = (text[0] - '0') * 10 + text[1] - '0', day = (text[3] - '0') * 10 + text[4] - '0';
    return date_is_valid(LEAP_YEAR * 10000 + month * 100 + day) ? month * 100 + day : 0;
}

int date_written(const char *text)
{
    int date = 0;
    if (strspn(text, "0123456789") != 4 || text[4] != '-' || day_of_year(text + 5) == 0) {
        return 0;
    }
    for (size_t i = 0; i < 4; i++) {
        date = date * 10 + text[i] - '0';
    }
    date = date * 10000 + day_of_year(text + 5);
    return date_is_valid(date) ? date : 0;
}

static bool is_code(const char *text)
{
    const char *end = text + strlen(text);
    while (text < end) {
        uint32_t code;
        text += utf8_decode(text, (size_t)(end - text), &code);
        bool is_plain = (code >= '0' && code <= '9') || (code >= 'a' && code <= 'z') ||
                        (code >= 'A' && code <= 'Z') || code == '_' || code == '.' || code == '-';
        if (!is_plain && !utf8_is_han(code)) {
            return false;
        }
    }
    return true;
}

static bool has_control(const char *text)
{
    for (; *text != '\0'; text++) {
        if (((unsigned char)*text < ' ' && *text != '\n') || *text == 0x7f) {
            return true;
        }
    }
    return false;
}

/* The range, of a number or of a text's length: "1–10 声", "1 至 40 个字". */
static void describe_range(const struct option *option, char *out, size_t size)
{
    const char *unit = option->unit == NULL ? "" : _(option->unit);

    if (option->type == OPTION_NUMBER) {
        text_format(out, size, _("整数 %d 至 %d %s"), option->low, option->high, unit);
    } else if (option->low == 0) {
        text_format(out, size, _("最多 %d 个字的文字"), option->high);
    } else {
        text_format(out, size, _("%d 至 %d 个字的文字"), option->low, option->high);
    }
}

static void describe_words(const struct option *option, char *out, size_t size)
{
    struct str list = {0};

    for (size_t i = 0; option->words[i] != NULL; i++) {
        str_printf(&list, "%s%s", i == 0 ? "" : " ", option->words[i]);
    }
    text_format(out, size, _("其中之一：%s"), str_text(&list));
    str_free(&list);
}

void option_describe(const struct option *option, char *out, size_t size)
{
    static const char *const plain[] = {
        [OPTION_FLAG] = N_("true 或 false"),
        [OPTION_CLOCK] = N_("时刻，如 \"17:30\""),
        [OPTION_DAY] = N_("一年中的一天，月-日，如 \"05-01\""),
        [OPTION_DATE] = N_("日期，如 \"2026-11-15\""),
        [OPTION_DURATION] = N_("时限，如 30m 2h 1d 3wd 8wh，或 today（当天）"),
        [OPTION_TEXTS] = N_("列表，如 {\"a\", \"b\"}"),
        [OPTION_SECTION] = N_("小节：名称 \"标题\" { … }"),
    };

    if (option->words != NULL) {
        describe_words(option, out, size);
    } else if (option->type == OPTION_NUMBER || option->type == OPTION_TEXT) {
        describe_range(option, out, size);
    } else if (option->type == OPTION_CODE) {
        text_format(out, size, _("最多 %d 个字的代码（字母、数字、_ . - 或汉字）"), option->high);
    } else {
        text_copy(out, size, _(plain[option->type]));
    }
}

static bool check_number(const struct option *option, const char *value, char *why, size_t size)
{
    const char *digits = *value == '-' ? value + 1 : value;
    size_t length = strlen(digits);

    if (length == 0 || strspn(digits, "0123456789") != length) {
        return false;
    }
    if (length > 1 && digits[0] == '0') {
        size_t zeros = strspn(digits, "0");
        text_format(why, size, _("数字不要以 0 开头（会被当成八进制）：写 %s"),
                    digits + (zeros == length ? length - 1 : zeros));
        return false;
    }
    if (length > 9) {
        return false;
    }
    long number = strtol(value, NULL, 10);
    return number >= option->low && number <= option->high;
}

static bool check_text(const struct option *option, const char *value, char *why, size_t size)
{
    int count = (int)utf8_count(value);

    if (option->words != NULL) {
        for (size_t i = 0; option->words[i] != NULL; i++) {
            if (strcmp(option->words[i], value) == 0) {
                return true;
            }
        }
        return *value == '\0' && option->low == 0;
    }
    if (has_control(value)) {
        text_copy(why, size, _("文字里有控制字符，请删去"));
        return false;
    }
    if (count < option->low || count > option->high) {
        return false;
    }
    return option->type == OPTION_TEXT || is_code(value);
}

static bool check_value(const struct option *option, const char *value, char *why, size_t size)
{
    static const char *const flags[] = {"true", "false", "yes", "no", "on", "off", NULL};
    struct duration duration;

    switch (option->type) {
    case OPTION_NUMBER:
        return check_number(option, value, why, size);
    case OPTION_FLAG:
        for (size_t i = 0; flags[i] != NULL; i++) {
            if (strcmp(flags[i], value) == 0) {
                return true;
            }
        }
        return false;
    case OPTION_CLOCK:
        return clock_minutes(value) >= 0;
    case OPTION_DAY:
        return day_of_year(value) != 0;
    case OPTION_DATE:
        return date_written(value) != 0;
    case OPTION_DURATION:
        return duration_parse(value, &duration, NULL) == STATUS_OK;
    case OPTION_TEXTS:
        return !has_control(value) && strlen(value) <= 200;
    default:
        return check_text(option, value, why, size);
    }
}

bool option_check(const struct option *option, const char *value, bool quoted, char *why, size_t size)
{
    char expected[400];

    *why = '\0';
    if (option->type == OPTION_NUMBER && quoted) {
        text_format(why, size, _("数字不要加引号：写 %.12s"), value);
        return false;
    }
    if (check_value(option, value, why, size)) {
        return true;
    }
    if (*why == '\0') {
        option_describe(option, expected, sizeof(expected));
        text_format(why, size, _("“%.60s”不行，应为%s"), value, expected);
    }
    return false;
}
