#include "zuoxi/domain/when.h"

#include <stddef.h>
#include <string.h>

#include "zuoxi/base/clock.h"
#include "zuoxi/base/str.h"
#include "zuoxi/base/utf8.h"

#define TYPED_SIZE    96
#define AMOUNT_MAX    100000 /* of minutes, hours or days ahead */
#define MORNING       9
#define SECONDS_A_DAY 86400

/* What is being read, and what has been understood so far. */
struct when {
    const char *at;
    struct civil day; /* its date counts */
    bool has_day;
    bool is_written; /* as a date, which may not exist */
    int part;        /* index in parts, −1 none */
    int hour, minute;
    bool has_time;
    bool is_spoken; /* "3点", which may mean the afternoon */
};

/* Digits and marks of the input method to their plain twins; one blank where there were several. */
static void normalise(const char *text, char out[TYPED_SIZE])
{
    size_t used = 0, length = strlen(text);
    for (size_t at = 0; at < length && used + 4 < TYPED_SIZE;) {
        uint32_t code;
        at += utf8_decode(text + at, length - at, &code);
        if (code >= 0xFF01 && code <= 0xFF5E) {
            code -= 0xFEE0;
        }
        code = code == '\t' || code == 0x3000 ? ' ' : code;
        if (code != ' ' || (used > 0 && out[used - 1] != ' ')) {
            used += utf8_encode(code, out + used);
        }
    }
    out[used > 0 && out[used - 1] == ' ' ? used - 1 : used] = '\0';
}

/* The word, after a blank or none. */
static bool take(struct when *when, const char *word)
{
    const char *at = when->at + (*when->at == ' ');
    size_t length = strlen(word);
    if (strncmp(at, word, length) != 0) {
        return false;
    }
    when->at = at + length;
    return true;
}

static bool take_any(struct when *when, const char *const *words)
{
    for (; *words != NULL; words++) {
        if (take(when, *words)) {
            return true;
        }
    }
    return false;
}

/* 零…九, 两; −1 for anything else. */
static int take_numeral(struct when *when)
{
    static const char *const numerals[] = {"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
    for (int i = 0; i < 10; i++) {
        if (take(when, numerals[i])) {
            return i;
        }
    }
    return take(when, "两") ? 2 : -1;
}

/* 15, 三, 十, 十五, 二十五; −1 when no number stands here. */
static int take_number(struct when *when)
{
    int value = 0, digits = 0;
    when->at += *when->at == ' ';
    while (*when->at >= '0' && *when->at <= '9') {
        value = value < AMOUNT_MAX ? value * 10 + (*when->at - '0') : AMOUNT_MAX;
        when->at++;
        digits++;
    }
    if (digits > 0) {
        return value;
    }
    int first = take_numeral(when);
    if (!take(when, "十")) {
        return first;
    }
    int second = take_numeral(when);
    return (first < 0 ? 1 : first) * 10 + (second < 0 ? 0 : second);
}

/* The length of time a unit stands for, in seconds; 0 when there is none. */
static int64_t take_unit(struct when *when)
{
    static const struct {
        const char *word;
        int64_t seconds;
    } units[] = {{"分钟", 60},   {"分", 60},  {"min", 60},           {"m", 60},           {"小时", 3600},
                 {"钟头", 3600}, {"h", 3600}, {"天", SECONDS_A_DAY}, {"d", SECONDS_A_DAY}};
    for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
        if (take(when, units[i].word)) {
            return units[i].seconds;
        }
    }
    return 0;
}

/* "+30m" "+2h" "+45" "30分钟后" "半小时后" "一个半小时后": seconds from now; −1: not of this kind. */
static int64_t read_ahead(struct when *when)
{
    static const char *const after[] = {"以后", "之后", "后", NULL};
    const char *start = when->at;
    bool has_plus = take(when, "+");
    int64_t halves = 0;
    if (take(when, "半")) {
        halves = 1;
        take(when, "个");
    } else {
        int amount = take_number(when);
        if (amount < 0) {
            when->at = start;
            return -1;
        }
        halves = 2 * (int64_t)amount;
        if (take(when, "个") && take(when, "半")) {
            halves++;
        }
    }
    int64_t unit = take_unit(when);
    if (unit == 0 && has_plus && *when->at == '\0') {
        unit = 60;
    }
    bool is_said = take_any(when, after) || has_plus;
    if (unit == 0 || !is_said || *when->at != '\0') {
        when->at = start;
        return -1;
    }
    return halves * unit / 2;
}

static void shift_day(struct when *when, int days)
{
    when->day.day += days;
    when->has_day = true;
}

static bool read_day_word(struct when *when)
{
    static const struct {
        const char *word;
        int days;
    } words[] = {{"大后天", 3}, {"今天", 0}, {"明天", 1}, {"后天", 2}, {"今", 0}, {"明", 1}};
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        if (take(when, words[i].word)) {
            shift_day(when, words[i].days);
            return true;
        }
    }
    return false;
}

/* "周三", "下周一": weeks begin on Monday. */
static bool read_weekday(struct when *when)
{
    static const char *const weeks[] = {"周", "星期", "礼拜", NULL};
    static const char *const days[] = {"一", "二", "三", "四", "五", "六", "日", "天"};
    const char *start = when->at;
    bool is_next = take(when, "下");
    int today = (when->day.weekday + 6) % 7;
    if (take_any(when, weeks)) {
        for (int i = 0; i < 8; i++) {
            if (take(when, days[i])) {
                int day = i == 7 ? 6 : i;
                shift_day(when, is_next ? day - today + 7 : (day - today + 7) % 7);
                return true;
            }
        }
    }
    when->at = start;
    return false;
}

static bool set_date(struct when *when, int year, int month, int day)
{
    if (month < 1 || month > 12 || day < 1 || day > 31 || year < 2000 || year > 9999) {
        return false;
    }
    when->day = (struct civil){.year = year, .month = month, .day = day};
    when->has_day = when->is_written = true;
    return true;
}

/* "2026-11-23", "11-23", "11/23", "11月23日", "23号"; false leaves everything as it was. */
static bool read_date(struct when *when)
{
    static const char *const dashes[] = {"-", "/", "月", "年", NULL};
    static const char *const ends[] = {"日", "号", NULL};
    const char *start = when->at;
    int parts[3], count = 0;
    do {
        parts[count] = take_number(when);
        if (parts[count] < 0) {
            break;
        }
        count++;
    } while (count < 3 && take_any(when, dashes));
    bool has_end = take_any(when, ends);
    bool is_date = count == 3 ? set_date(when, parts[0], parts[1], parts[2])
                   : count == 2
                       ? set_date(when, when->day.year, parts[0], parts[1])
                       : count == 1 && has_end && set_date(when, when->day.year, when->day.month, parts[0]);
    if (!is_date) {
        when->at = start;
    }
    return is_date;
}

/* Parts of the day: the hour when none is said, and whether small hours are the second half's. */
static const struct {
    const char *word;
    int hour;
    bool is_late;
} parts[] = {{"上午", MORNING, false}, {"早上", MORNING, false}, {"凌晨", 1, false},
             {"中午", 12, true},       {"下午", 14, true},       {"傍晚", 17, true},
             {"晚上", 19, true},       {"早", MORNING, false},   {"晚", 19, true}};

static void read_part(struct when *when)
{
    for (int i = 0; i < (int)(sizeof(parts) / sizeof(parts[0])); i++) {
        if (take(when, parts[i].word)) {
            when->part = i;
            return;
        }
    }
}

/* What follows 点: 半, 一刻, 三刻, 20, 20分, nothing. */
static int read_minutes(struct when *when)
{
    if (take(when, "半")) {
        return 30;
    }
    if (take(when, "一刻")) {
        return 15;
    }
    if (take(when, "三刻")) {
        return 45;
    }
    int minute = take_number(when);
    if (minute >= 0) {
        take(when, "分");
    }
    return minute < 0 ? 0 : minute;
}

/* "15:00", "1530", "3点半"; false for what is none. */
static bool read_time(struct when *when)
{
    const char *start = when->at + (*when->at == ' ');
    when->hour = take_number(when);
    if (when->hour < 0) {
        return false;
    }
    if (take(when, ":")) {
        when->minute = take_number(when);
    } else if (take(when, "点")) {
        take(when, "钟");
        when->minute = read_minutes(when);
        when->is_spoken = true;
    } else if (when->at - start == 4) {
        when->minute = when->hour % 100;
        when->hour /= 100;
    } else {
        return false;
    }
    when->has_time = true;
    return when->hour <= 24 && when->minute >= 0 && when->minute < 60 &&
           (when->hour < 24 || when->minute == 0);
}

static int64_t moment(const struct when *when)
{
    struct civil civil = when->day;
    civil.hour = when->hour;
    civil.minute = when->minute;
    civil.second = 0;
    return clock_utc(civil);
}

/* 30 February would become another day. */
static bool exists(const struct when *when)
{
    struct civil noon = when->day;
    noon.hour = 12;
    noon.minute = noon.second = 0;
    struct civil same = clock_civil(clock_utc(noon));
    return !when->is_written || (same.month == when->day.month && same.day == when->day.day);
}

static int64_t resolve(struct when *when, int64_t now)
{
    bool has_part = when->part >= 0;
    if (!when->has_time) {
        when->hour = has_part ? parts[when->part].hour : MORNING;
    } else if (has_part && parts[when->part].is_late && when->hour < 12) {
        /* 中午11点 stays before noon, 晚上12点 is midnight's end */
        bool is_before_noon = strcmp(parts[when->part].word, "中午") == 0 && when->hour >= 10;
        when->hour += is_before_noon ? 0 : 12;
    }
    bool may_be_later = when->is_spoken && !has_part && !when->has_day && when->hour < 12;
    if (may_be_later && moment(when) < now) {
        when->hour += 12;
    }
    return moment(when);
}

bool when_parse(const char *text, int64_t now, int64_t *utc)
{
    char typed[TYPED_SIZE] = "";
    struct when when = {.at = typed, .day = clock_civil(now), .part = -1};
    normalise(text, typed);
    int64_t ahead = read_ahead(&when);
    if (ahead >= 0) {
        struct civil civil = clock_civil(now);
        civil.day += (int)(ahead / SECONDS_A_DAY); /* days keep the clock's time */
        *utc = clock_utc(civil) + ahead % SECONDS_A_DAY;
        return true;
    }
    bool has_date = read_day_word(&when) || read_weekday(&when) || read_date(&when);
    if (has_date && !exists(&when)) {
        return false;
    }
    read_part(&when);
    if (*when.at != '\0' && (!read_time(&when) || *when.at != '\0')) {
        return false;
    }
    if (!when.has_time && !when.has_day && when.part < 0) {
        return false;
    }
    *utc = resolve(&when, now);
    return true;
}
