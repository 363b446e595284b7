#ifndef ZUOXI_DESK_DRAFT_CLAIM_H
#define ZUOXI_DESK_DRAFT_CLAIM_H

/*
 * Which drafts live desks have open: one badge may be signed in on several terminals. A claim is a lock of
 * one byte, at a place the request id gives, in one file beside the drafts: it belongs to the desk's open
 * descriptor, so it outlasts the renames of the draft and ends with the process however that ends.
 */

#include <stdbool.h>

struct desk;

/*
 * Claim the draft of that file name; asking again is fine. False only when another desk has it: where locks
 * cannot be had, nothing is withheld.
 */
bool draft_claim(struct desk *desk, const char *name);
void draft_unclaim(struct desk *desk, const char *name);

#endif
