#ifndef ZUOXI_DOMAIN_DURATION_H
#define ZUOXI_DOMAIN_DURATION_H

/* Lengths of time as the rules write them: 30m 2h 1d 3wd 8wh today (spec R2.2). */

#include <stddef.h>
#include <stdint.h>

#include "zuoxi/base/err.h"

enum duration_unit {
    DURATION_MINUTES,   /* m: elapsed time */
    DURATION_HOURS,     /* h: elapsed time */
    DURATION_DAYS,      /* d: the same local clock time N dates later */
    DURATION_WORKDAYS,  /* wd: the Nth working day after receipt, at its closing time */
    DURATION_WORKHOURS, /* wh: inside the day's working windows only */
    DURATION_TODAY      /* today: until the last second of the local day; its amount is 1 */
};

struct duration {
    int amount; /* 0 = none given; else 1…9999 */
    enum duration_unit unit;
};

/* Parse "30m" or "today" (one number 1–9999, no leading zero, one unit, nothing else). STATUS_INVALID says
 * what was expected. */
enum status duration_parse(const char *text, struct duration *duration, struct err *err);
/* "30m" into out. */
void duration_format(struct duration duration, char out[12]);
/* "30分钟" "2小时" "1天" "3个工作日" "8工作小时" "当天" into out. */
void duration_describe(struct duration duration, char out[40]);

#endif
