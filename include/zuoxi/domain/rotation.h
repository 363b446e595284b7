#ifndef ZUOXI_DOMAIN_ROTATION_H
#define ZUOXI_DOMAIN_ROTATION_H

/* Which backups stay: the newest ones, and of days, weeks and months the last each. Pure. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct rotation {
    int newest;                 /* so many stay whatever their dates; at least one does */
    int daily, weekly, monthly; /* of so many days, ISO weeks and months that have one, the last */
};

/*
 * Of backups made at these times (UTC, newest first), stays[i] = it stays. Days are those of the configured
 * zone; only days, weeks and months in which there is a backup count, so a pause in backing up forgets
 * nothing.
 */
void rotation_choose(const struct rotation *rotation, const int64_t *times, size_t count, bool *stays);

#endif
