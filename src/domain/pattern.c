#include "zuoxi/domain/pattern.h"

#include <string.h>

#include "zuoxi/base/text.h"
#include "zuoxi/domain/workday.h"

#define SUNDAY_TO_MONDAY 6

void pattern_write(const struct roster_pattern *pattern, struct str *out)
{
    for (size_t i = 0; i < pattern->people; i++) {
        for (int day = 0; day < PATTERN_DAYS; day++) {
            str_printf(out, "%s%s", pattern->plans[i][day], day + 1 < PATTERN_DAYS ? "\t" : "\n");
        }
    }
}

/* One line's cells; false when there are not seven. */
static bool read_line(const char *line, size_t length, char plans[PATTERN_DAYS][ROSTER_PLAN_SIZE])
{
    const char *end = line + length;
    for (int day = 0; day < PATTERN_DAYS; day++) {
        const char *tab = memchr(line, '\t', (size_t)(end - line));
        size_t cell = (size_t)((tab != NULL ? tab : end) - line);
        bool is_last = day + 1 == PATTERN_DAYS;
        if (cell >= ROSTER_PLAN_SIZE || (tab == NULL) != is_last) {
            return false;
        }
        memcpy(plans[day], line, cell);
        plans[day][cell] = '\0';
        line += cell + !is_last;
    }
    return true;
}

bool pattern_read(const char *text, struct roster_pattern *pattern)
{
    for (pattern->people = 0; *text != '\0'; pattern->people++) {
        size_t length = strcspn(text, "\n");
        if (pattern->people == PATTERN_PEOPLE_MAX || text[length] == '\0' ||
            !read_line(text, length, pattern->plans[pattern->people])) {
            return false;
        }
        text += length + 1;
    }
    return pattern->people > 0;
}

int pattern_day(int date)
{
    return (date_weekday(date) + SUNDAY_TO_MONDAY) % PATTERN_DAYS;
}

const char *pattern_plan(const struct roster_pattern *pattern, size_t person, int first, int date, int rotate)
{
    int people = (int)pattern->people, weeks = 0;
    for (int day = first; day < date; day = date_next(day)) {
        weeks += pattern_day(date_next(day)) == 0;
    }
    int row = ((int)person + rotate % people * weeks) % people;
    return pattern->plans[row < 0 ? row + people : row][pattern_day(date)];
}
