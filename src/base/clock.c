#include "zuoxi/base/clock.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "zuoxi/base/str.h"

#define MEMO_SLOTS 61 /* a prime: a day and a day before are 96 steps apart, and must not share a slot */
#define MEMO_STEP  900
#define MEMO_BEGIN 315532800 /* 1980 */

/* Offsets of the zone that were asked for lately; clock_set_zone forgets them. */
static struct memo {
    int64_t quarter; /* since 1970; 0: empty */
    long offset;
} memos[MEMO_SLOTS];

static int64_t system_ms(clockid_t id)
{
    struct timespec now;

    clock_gettime(id, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static int64_t system_now_ms(void *context)
{
    (void)context;
    return system_ms(CLOCK_REALTIME);
}

static int64_t system_boot_ms(void *context)
{
    (void)context;
    return system_ms(CLOCK_BOOTTIME);
}

const struct clock clock_system = {system_now_ms, system_boot_ms, NULL};

int64_t clock_now_ms(const struct clock *clock)
{
    return clock->now_ms(clock->context);
}

int64_t clock_now(const struct clock *clock)
{
    return clock_now_ms(clock) / 1000;
}

int64_t clock_boot_ms(const struct clock *clock)
{
    return clock->boot_ms(clock->context);
}

bool clock_set_zone(const char *zone)
{
    char path[256];

    /* An unknown name would silently mean UTC to libc: ask the zone database first. */
    if (zone[0] == '\0' || zone[0] == '/' || strstr(zone, "..") != NULL ||
        !text_format(path, sizeof(path), "/usr/share/zoneinfo/%s", zone) ||
        (access(path, R_OK) != 0 && strcmp(zone, "UTC") != 0)) {
        return false;
    }
    setenv("TZ", zone, 1);
    tzset();
    memset(memos, 0, sizeof(memos));
    return true;
}

/* Seconds east of UTC that the zone keeps at an instant. */
static long offset_at(time_t utc)
{
    struct tm tm;

    localtime_r(&utc, &tm);
    return tm.tm_gmtoff;
}

/*
 * The same from memory: libc parses the zone's rule anew for every time after the last change on record, the
 * greater part of what showing a time costs. No zone has changed since MEMO_BEGIN but at a quarter of an
 * hour.
 */
static long known_offset(int64_t utc)
{
    if (utc < MEMO_BEGIN) {
        return offset_at((time_t)utc);
    }
    int64_t quarter = utc / MEMO_STEP;
    struct memo *memo = &memos[quarter % MEMO_SLOTS];
    if (memo->quarter != quarter) {
        *memo = (struct memo){quarter, offset_at((time_t)utc)};
    }
    return memo->offset;
}

struct civil clock_civil(int64_t utc)
{
    time_t seconds = (time_t)(utc + known_offset(utc));
    struct tm tm;

    gmtime_r(&seconds, &tm);
    return (struct civil){.year = tm.tm_year + 1900,
                          .month = tm.tm_mon + 1,
                          .day = tm.tm_mday,
                          .hour = tm.tm_hour,
                          .minute = tm.tm_min,
                          .second = tm.tm_sec,
                          .weekday = tm.tm_wday};
}

int64_t clock_utc(struct civil civil)
{
    struct tm tm = {.tm_year = civil.year - 1900,
                    .tm_mon = civil.month - 1,
                    .tm_mday = civil.day,
                    .tm_hour = civil.hour,
                    .tm_min = civil.minute,
                    .tm_sec = civil.second};
    /* Not mktime(): asked for the first of a doubled hour in a zone without summer time it searches for 90
     * µs. */
    time_t plain = timegm(&tm);
    long before = known_offset(plain - 86400), after = known_offset(plain + 86400);
    bool fits_before = known_offset(plain - before) == before,
         fits_after = known_offset(plain - after) == after;

    /* Both fit: the hour is doubled, its first passing counts. None fits: it is skipped, the old offset moves
     * it on. */
    if (fits_before && fits_after) {
        return plain - (before > after ? before : after);
    }
    return plain - (fits_after ? after : before);
}

void clock_format(int64_t utc, char out[20])
{
    struct civil c = clock_civil(utc);

    text_format(out, 20, "%04d-%02d-%02d %02d:%02d:%02d", c.year, c.month, c.day, c.hour, c.minute, c.second);
}

void clock_format_iso(int64_t utc, char out[26])
{
    time_t seconds = (time_t)utc;
    struct tm tm;
    long minutes;

    localtime_r(&seconds, &tm);
    minutes = labs(tm.tm_gmtoff / 60);
    text_format(out, 26, "%04d-%02d-%02dT%02d:%02d:%02d%c%02ld:%02ld", tm.tm_year + 1900, tm.tm_mon + 1,
                tm.tm_mday, tm.tm_hour, tm.tm_min, tm.tm_sec, tm.tm_gmtoff < 0 ? '-' : '+', minutes / 60,
                minutes % 60);
}

/* Exactly `digits` decimal digits at *text, which moves on; −1 otherwise. */
static int parse_digits(const char **text, int digits)
{
    int value = 0;

    for (int i = 0; i < digits; i++) {
        char c = (*text)[i];

        if (c < '0' || c > '9') {
            return -1;
        }
        value = value * 10 + (c - '0');
    }
    *text += digits;
    return value;
}

static bool parse_time_of_day(const char **text, struct civil *civil)
{
    civil->hour = parse_digits(text, 2);
    if (civil->hour < 0 || civil->hour > 23 || *(*text)++ != ':') {
        return false;
    }
    civil->minute = parse_digits(text, 2);
    if (civil->minute < 0 || civil->minute > 59) {
        return false;
    }
    if (**text == ':') {
        (*text)++;
        civil->second = parse_digits(text, 2);
    }
    return civil->second >= 0 && civil->second <= 59;
}

/* "Z" or "+08:00" at text: the offset in seconds; false for anything else. */
static bool parse_offset(const char *text, int *offset)
{
    int sign = *text == '-' ? -1 : 1, hours, minutes;

    *offset = 0;
    if (strcmp(text, "Z") == 0) {
        return true;
    }
    if (*text != '+' && *text != '-') {
        return false;
    }
    text++;
    hours = parse_digits(&text, 2);
    if (hours < 0 || hours > 14 || *text++ != ':') {
        return false;
    }
    minutes = parse_digits(&text, 2);
    *offset = sign * (hours * 3600 + minutes * 60);
    return minutes >= 0 && minutes <= 59 && *text == '\0';
}

/* 31 February would be normalised: compare the noon's date. Every month has 28 days. */
static bool is_day(const struct civil *civil)
{
    if (civil->day <= 28) {
        return true;
    }
    struct civil back = clock_civil(
        clock_utc((struct civil){.year = civil->year, .month = civil->month, .day = civil->day, .hour = 12}));
    return back.day == civil->day && back.month == civil->month;
}

bool clock_parse(const char *text, int64_t *utc)
{
    struct civil civil = {0};
    int offset;

    civil.year = parse_digits(&text, 4);
    if (civil.year < 1970 || *text++ != '-') {
        return false;
    }
    civil.month = parse_digits(&text, 2);
    if (civil.month < 1 || civil.month > 12 || *text++ != '-') {
        return false;
    }
    civil.day = parse_digits(&text, 2);
    if (civil.day < 1 || civil.day > 31) {
        return false;
    }
    if (*text == ' ' || *text == 'T') {
        text++;
        if (!parse_time_of_day(&text, &civil)) {
            return false;
        }
    }
    if (!is_day(&civil)) {
        return false;
    }
    if (*text == '\0') {
        *utc = clock_utc(civil);
        return true;
    }
    if (!parse_offset(text, &offset)) {
        return false;
    }
    struct tm tm = {.tm_year = civil.year - 1900,
                    .tm_mon = civil.month - 1,
                    .tm_mday = civil.day,
                    .tm_hour = civil.hour,
                    .tm_min = civil.minute,
                    .tm_sec = civil.second};
    *utc = (int64_t)timegm(&tm) - offset;
    return true;
}
