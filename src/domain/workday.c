#include "zuoxi/domain/workday.h"

#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/clock.h"
#include "zuoxi/base/mem.h"
#include "zuoxi/base/str.h"

void calendar_clear(struct calendar *calendar)
{
    free(calendar->days);
    *calendar = (struct calendar){0};
}

/* Index of the first entry that is not before date. */
static size_t calendar_place(const struct calendar *calendar, int date)
{
    size_t low = 0, high = calendar->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (calendar->days[middle].date < date) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

bool calendar_add(struct calendar *calendar, int date, bool is_work, const char *name)
{
    size_t place = calendar_place(calendar, date);
    if (place < calendar->count && calendar->days[place].date == date) {
        return false;
    }
    mem_reserve((void **)&calendar->days, &calendar->capacity, calendar->count + 1, sizeof(*calendar->days));
    struct calendar_day *day = &calendar->days[place];
    memmove(day + 1, day, (calendar->count - place) * sizeof(*day));
    *day = (struct calendar_day){.date = date, .is_work = is_work};
    text_copy(day->name, sizeof(day->name), name);
    calendar->count++;
    return true;
}

void calendar_add_year(struct calendar *calendar, int year)
{
    size_t most = sizeof(calendar->years) / sizeof(calendar->years[0]);
    if (calendar_has_year(calendar, year) || calendar->year_count == most) {
        return;
    }
    size_t place = calendar->year_count++;
    for (; place > 0 && calendar->years[place - 1] > year; place--) {
        calendar->years[place] = calendar->years[place - 1];
    }
    calendar->years[place] = year;
}

bool calendar_has_year(const struct calendar *calendar, int year)
{
    for (size_t i = 0; i < calendar->year_count; i++) {
        if (calendar->years[i] == year) {
            return true;
        }
    }
    return false;
}

const struct calendar_day *calendar_find(const struct calendar *calendar, int date)
{
    size_t place = calendar_place(calendar, date);
    bool is_found = place < calendar->count && calendar->days[place].date == date;
    return is_found ? &calendar->days[place] : NULL;
}

bool calendar_is_workday(const struct calendar *calendar, int date)
{
    const struct calendar_day *day = calendar_find(calendar, date);
    if (day != NULL) {
        return day->is_work;
    }
    int weekday = date_weekday(date);
    return weekday != 0 && weekday != 6;
}

bool work_season_holds(const struct work_season *season, int day)
{
    if (season->from <= season->to) {
        return day >= season->from && day <= season->to;
    }
    return day >= season->from || day <= season->to;
}

const struct work_hours *work_hours_on(const struct work_rules *rules, int date)
{
    for (size_t i = 0; i < rules->season_count; i++) {
        if (work_season_holds(&rules->seasons[i], date % 10000)) {
            return &rules->seasons[i].hours;
        }
    }
    return &rules->hours;
}

static int days_in_month(int year, int month)
{
    static const int days[] = {0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[month] + (month == 2 && is_leap ? 1 : 0);
}

static int date_pack(int year, int month, int day)
{
    return year * 10000 + month * 100 + day;
}

bool date_is_valid(int date)
{
    int year = date / 10000, month = date / 100 % 100, day = date % 100;
    return year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 &&
           day <= days_in_month(year, month);
}

int date_next(int date)
{
    int year = date / 10000, month = date / 100 % 100, day = date % 100;
    if (day < days_in_month(year, month)) {
        return date + 1;
    }
    return month < 12 ? date_pack(year, month + 1, 1) : date_pack(year + 1, 1, 1);
}

int date_previous(int date)
{
    int year = date / 10000, month = date / 100 % 100, day = date % 100;
    if (day > 1) {
        return date - 1;
    }
    return month > 1 ? date_pack(year, month - 1, days_in_month(year, month - 1))
                     : date_pack(year - 1, 12, 31);
}

int date_weekday(int date)
{
    /* Sakamoto's method: the year begins in March, so a leap day is its last. */
    static const int offset[] = {0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4};
    int year = date / 10000, month = date / 100 % 100, day = date % 100;
    if (month < 3) {
        year--;
    }
    return (year + year / 4 - year / 100 + year / 400 + offset[month - 1] + day) % 7;
}

int date_of(int64_t utc)
{
    struct civil civil = clock_civil(utc);
    return date_pack(civil.year, civil.month, civil.day);
}

int64_t date_at(int date, int minute)
{
    struct civil civil = {.year = date / 10000,
                          .month = date / 100 % 100,
                          .day = date % 100,
                          .hour = minute / 60,
                          .minute = minute % 60};
    return clock_utc(civil);
}
