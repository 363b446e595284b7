#ifndef ZUOXI_DOMAIN_RETENTION_H
#define ZUOXI_DOMAIN_RETENTION_H

/* How long what is over is kept (R6.5). Nothing is deleted by it: it says what an archive may take. */

#include <stdint.h>

enum retention_kind {
    RETENTION_CASES,      /* closed cases but complaints, from their closing */
    RETENTION_COMPLAINTS, /* closed complaints */
    RETENTION_CONTACTS,   /* contacts without a case, from the call */
    RETENTION_KINDS
};

const char *retention_label(enum retention_kind kind); /* translated */
/* Local midnight so many calendar months after the day of `ended`: kept until then. A day that the month
 * lacks is its last one. UTC seconds. */
int64_t retention_until(int64_t ended, int months);
/* What ended before this has been kept long enough at `now`. */
int64_t retention_cutoff(int64_t now, int months);

#endif
