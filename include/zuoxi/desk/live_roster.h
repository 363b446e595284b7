#ifndef ZUOXI_DESK_LIVE_ROSTER_H
#define ZUOXI_DESK_LIVE_ROSTER_H

/*
 * The days around now of the roster, in memory, so that the desk can say at every tick who is on. Read again
 * when the roster's generation has moved on, the person or the day has changed.
 */

#include "zuoxi/desk/roster.h"

#define LIVE_ROSTER_FINDINGS 8

struct live_roster {
    struct roster_rows rows; /* owned; from the day before yesterday to the day after tomorrow */
    struct roster_finding
        findings[LIVE_ROSTER_FINDINGS]; /* of the days ahead, for those who fill the roster */
    size_t finding_count;               /* all of them */
    size_t swaps_waiting;               /* swaps and leave that wait for this person's word */
    int64_t generation;
    int date; /* that it was read on */
    char badge[21];
    bool is_loaded;
};

void live_roster_clear(struct live_roster *live);
/* *is_new: it was read again. On an error the old contents stay. */
enum status live_roster_refresh(struct desk *desk, struct live_roster *live, bool *is_new, struct err *err);
/* The turn of the roster that `badge` works now; shift NULL: none. */
struct shift_turn live_roster_turn(const struct desk *desk, const struct live_roster *live,
                                   const char *badge);

#endif
