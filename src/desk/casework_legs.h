#ifndef ZUOXI_DESK_CASEWORK_LEGS_H
#define ZUOXI_DESK_CASEWORK_LEGS_H

/* The legs of a corrected case; nobody outside this room includes it. */

#include "zuoxi/base/str.h"
#include "zuoxi/desk/casework.h"

/*
 * Inside a transaction: work the legs of `file` (legs, ledger, timeline as they stand) out anew for the case
 * as corrected, where what decides them differs from `before`; stores them and a line a leg, and adds to
 * `said` what changed, for the timeline: "；办结：2026-11-25 18:00→2026-11-25 12:00".
 */
enum status legs_follow(struct desk *desk, const struct case_record *before, const struct case_record *after,
                        struct case_file *file, struct str *said, struct err *err);
/* The same for a case whose first contact turned out to have come by another channel; writes the case, too.
 */
enum status legs_follow_channel(struct desk *desk, int64_t case_id, const char *channel, struct str *said,
                                struct err *err);

#endif
