#ifndef ZUOXI_DOMAIN_LEG_H
#define ZUOXI_DOMAIN_LEG_H

/* A leg is one deadline of a case's chain (受理 → 转办 → 接单 → …), with its own start, due and met time
 * (spec R2). */

#include <stdbool.h>

#include "zuoxi/domain/duration.h"

#define LEG_ID_SIZE    16
#define LEG_BADGE_SIZE 21
#define LEGS_MAX       32

struct leg {
    int64_t case_id;
    int sequence;         /* order of starting within the case, from 1 */
    char id[LEG_ID_SIZE]; /* dispatch take contact arrive handle reply return callback */
    struct duration within;
    int64_t start, due;            /* UTC */
    int64_t warning, critical;     /* UTC times of the level changes */
    int64_t met;                   /* UTC, 0 = open */
    int64_t late;                  /* seconds late when met or dropped, 0 on time (R2.9) */
    int64_t suspended_at;          /* UTC, 0 = running */
    bool is_dropped;               /* ended without being met: passed over by a later step, or closed */
    char began_with[LEG_ID_SIZE];  /* the event that started it: accept dispatch … */
    char ended_with[LEG_ID_SIZE];  /* the action that met or dropped it; '' while open */
    char ended_by[LEG_BADGE_SIZE]; /* who recorded that; '' while open */
    int64_t dropped_at;            /* UTC, 0 = not dropped */
};

bool leg_is_open(const struct leg *leg);
/* When it was met or dropped, 0 while open. */
int64_t leg_ended_at(const struct leg *leg);
/* The most urgent open leg of a case's legs: earliest due; suspended ones last; NULL when none is open. */
const struct leg *leg_most_urgent(const struct leg *legs, size_t count);

#endif
