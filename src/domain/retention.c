#include "zuoxi/domain/retention.h"

#include "zuoxi/base/clock.h"
#include "zuoxi/base/text.h"

const char *retention_label(enum retention_kind kind)
{
    static const char *const labels[RETENTION_KINDS] = {[RETENTION_CASES] = N_("工单"),
                                                        [RETENTION_COMPLAINTS] = N_("投诉"),
                                                        [RETENTION_CONTACTS] = N_("联系记录")};
    return kind < RETENTION_KINDS ? _(labels[kind]) : "";
}

static int days_in(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[month - 1] + (month == 2 && is_leap);
}

/* The local day `months` later (or earlier) at midnight. */
static int64_t shift(int64_t utc, int months)
{
    struct civil day = clock_civil(utc);
    int total = day.year * 12 + day.month - 1 + months;
    day.year = total / 12;
    day.month = total % 12 + 1;
    int last = days_in(day.year, day.month);
    day.day = day.day < last ? day.day : last;
    day.hour = day.minute = day.second = 0;
    return clock_utc(day);
}

int64_t retention_until(int64_t ended, int months)
{
    return shift(ended, months);
}

int64_t retention_cutoff(int64_t now, int months)
{
    return shift(now, -months);
}
