#include "zuoxi/domain/rotation.h"

#include "zuoxi/base/clock.h"

/* The same number for all moments of one local day, of one week from Monday, of one month. */
static int64_t day_of(const struct civil *civil)
{
    struct civil noon = {.year = civil->year, .month = civil->month, .day = civil->day, .hour = 12};
    return clock_utc(noon) /
           86400; /* noon never falls into another day's 86,400 by a zone or a clock change */
}

static int64_t week_of(const struct civil *civil)
{
    struct civil monday = *civil;
    monday.day -= (civil->weekday + 6) % 7;
    monday.hour = 12;
    monday.minute = monday.second = 0;
    return clock_utc(monday) / 86400;
}

static int64_t month_of(const struct civil *civil)
{
    return (int64_t)civil->year * 12 + civil->month;
}

/* The last of each of the newest `limit` periods. */
static void choose(int limit, int64_t (*period_of)(const struct civil *civil), const int64_t *times,
                   size_t count, bool *stays)
{
    int64_t before = 0;
    int taken = 0;
    for (size_t i = 0; i < count && taken < limit; i++) {
        struct civil civil = clock_civil(times[i]);
        int64_t period = period_of(&civil);
        if (i == 0 || period != before) {
            stays[i] = true;
            taken++;
        }
        before = period;
    }
}

void rotation_choose(const struct rotation *rotation, const int64_t *times, size_t count, bool *stays)
{
    size_t newest = rotation->newest > 1 ? (size_t)rotation->newest : 1;
    for (size_t i = 0; i < count; i++) {
        stays[i] = i < newest;
    }
    choose(rotation->daily, day_of, times, count, stays);
    choose(rotation->weekly, week_of, times, count, stays);
    choose(rotation->monthly, month_of, times, count, stays);
}
