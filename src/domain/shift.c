#include "zuoxi/domain/shift.h"

#include <stdio.h>
#include <string.h>

#include "zuoxi/base/clock.h"
#include "zuoxi/base/utf8.h"
#include "zuoxi/domain/workday.h"

#define MINUTES_A_DAY (24 * 60)

/* "周三" at *text, which moves on; −1 for anything else. */
static int take_weekday(const char **text)
{
    static const char *const names[][2] = {{"日", "天"}, {"一", ""}, {"二", ""}, {"三", ""},
                                           {"四", ""},   {"五", ""}, {"六", ""}};
    const char *at = *text;
    if (strncmp(at, "周", strlen("周")) != 0) {
        return -1;
    }
    at += strlen("周");
    for (int day = 0; day < 7; day++) {
        for (int i = 0; i < 2; i++) {
            size_t length = strlen(names[day][i]);
            if (length > 0 && strncmp(at, names[day][i], length) == 0) {
                *text = at + length;
                return day;
            }
        }
    }
    return -1;
}

/* "周六", "周六-周日", "周五-周一". */
static bool take_weekdays(const char **text, struct shift_exception *exception)
{
    int first = take_weekday(text), last = first;
    if (first >= 0 && **text == '-') {
        ++*text;
        last = take_weekday(text);
    }
    if (first < 0 || last < 0) {
        return false;
    }
    for (int day = first;; day = (day + 1) % 7) {
        exception->weekdays |= 1u << day;
        if (day == last) {
            return true;
        }
    }
}

static bool take_date(const char **text, int *date)
{
    int year, month, day, length = 0;
    if (strspn(*text, "0123456789") != 4 ||
        sscanf(*text, "%4d-%2d-%2d%n", &year, &month, &day, &length) != 3 || length != 10) {
        return false;
    }
    *text += length;
    *date = year * 10000 + month * 100 + day;
    return date_is_valid(*date);
}

static bool take_dates(const char **text, struct shift_exception *exception)
{
    if (!take_date(text, &exception->from)) {
        return false;
    }
    exception->until = exception->from;
    if (strncmp(*text, "..", 2) == 0) {
        *text += 2;
        return take_date(text, &exception->until) && exception->until >= exception->from;
    }
    return true;
}

bool shift_exception_parse(const char *text, struct shift_exception *exception)
{
    *exception = (struct shift_exception){0};
    bool is_day = strncmp(text, "周", strlen("周")) == 0 ? take_weekdays(&text, exception)
                                                         : take_dates(&text, exception);
    size_t blanks = strspn(text, " "), digits = strspn(text + blanks, "0123456789");
    if (!is_day || blanks == 0 || digits == 0 || digits > 2 || text[blanks + digits] != '\0') {
        return false;
    }
    for (const char *digit = text + blanks; *digit != '\0'; digit++) {
        exception->need = exception->need * 10 + (*digit - '0');
    }
    return true;
}

int shift_minutes(const struct shift *shift)
{
    return shift->length.amount * (shift->length.unit == DURATION_HOURS ? 60 : 1);
}

int shift_need(const struct shift *shift, int date)
{
    int need = shift->need;
    bool is_by_date = false;
    for (size_t i = 0; i < shift->exception_count; i++) {
        const struct shift_exception *exception = &shift->exceptions[i];
        if (exception->weekdays == 0 && date >= exception->from && date <= exception->until) {
            need = exception->need;
            is_by_date = true;
        } else if (!is_by_date && (exception->weekdays >> date_weekday(date) & 1) != 0) {
            need = exception->need;
        }
    }
    return need;
}

int64_t shift_begin(const struct shift *shift, int date)
{
    return date_at(date, shift->start);
}

int64_t shift_end(const struct shift *shift, int date)
{
    return date_at(date, shift->start + shift_minutes(shift));
}

void shift_mark(const char *name, char out[8])
{
    uint32_t code;
    size_t length = *name == '\0' ? 0 : utf8_decode(name, strlen(name), &code);
    memcpy(out, name, length);
    out[length] = '\0';
}

void shift_hours(const struct shift *shift, char out[12])
{
    int end = (shift->start + shift_minutes(shift)) % MINUTES_A_DAY;
    end = end == 0 ? MINUTES_A_DAY : end; /* "16:00-24:00", as people write it */
    snprintf(out, 12, "%02u:%02u-%02u:%02u", (unsigned)shift->start / 60 % 100, (unsigned)shift->start % 60,
             (unsigned)end / 60 % 100, (unsigned)end % 60);
}

const struct shift *shift_find(struct shifts shifts, const char *name)
{
    for (size_t i = 0; i < shifts.count; i++) {
        char mark[8];
        shift_mark(shifts.items[i].name, mark);
        if (strcmp(shifts.items[i].name, name) == 0 || strcmp(mark, name) == 0) {
            return shifts.items + i;
        }
    }
    return NULL;
}

/* The turn worked at `moment` that began last, `but` left out. */
static struct shift_turn turn_at(struct shifts shifts, int64_t moment, struct shift_turn but)
{
    struct shift_turn found = {0};
    int today = date_of(moment), dates[] = {date_previous(date_previous(today)), date_previous(today), today};
    for (size_t day = 0; day < sizeof(dates) / sizeof(dates[0]); day++) {
        for (size_t i = 0; i < shifts.count; i++) {
            const struct shift *shift = &shifts.items[i];
            bool is_worked = shift_need(shift, dates[day]) > 0 && shift_begin(shift, dates[day]) <= moment &&
                             shift_end(shift, dates[day]) > moment &&
                             !(but.shift == shift && but.date == dates[day]);
            if (is_worked && (found.shift == NULL ||
                              shift_begin(shift, dates[day]) >= shift_begin(found.shift, found.date))) {
                found = (struct shift_turn){shift, dates[day]};
            }
        }
    }
    return found;
}

struct shift_turn shift_now(struct shifts shifts, int64_t now)
{
    return turn_at(shifts, now, (struct shift_turn){0});
}

struct shift_turn shift_relief(struct shifts shifts, struct shift_turn turn)
{
    return turn_at(shifts, shift_end(turn.shift, turn.date), turn);
}

struct shift_turn shift_relieved(struct shifts shifts, struct shift_turn turn)
{
    struct shift_turn before = turn_at(shifts, shift_begin(turn.shift, turn.date) - 1, turn);
    struct shift_turn relief = before.shift != NULL ? shift_relief(shifts, before) : before;
    bool is_it = relief.shift == turn.shift && relief.date == turn.date;
    return is_it ? before : (struct shift_turn){0};
}
