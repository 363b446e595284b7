#ifndef ZUOXI_DESK_ROSTER_PREVIEW_H
#define ZUOXI_DESK_ROSTER_PREVIEW_H

/* What a change of many days would do to the roster (an import, a pattern): seen before it is stored. */

#include "zuoxi/desk/roster.h"

#define ROSTER_PREVIEW_FINDINGS 200

struct roster_preview {
    /* Owned: the days that become other ones, each with what stands there now, so that roster_set refuses
     * them when somebody changes one meanwhile. */
    struct roster_edit *edit;
    bool *is_agreed;                 /* owned, one a change: moves a shift of an approved swap, or leave */
    size_t same;                     /* days that stand so already */
    int from, until;                 /* first and last date given; 0: none */
    struct roster_finding *findings; /* owned: wrong between them then, and not now */
    size_t finding_count;            /* at most ROSTER_PREVIEW_FINDINGS */
    size_t problems_now, problems_then;
};

/* Weigh an edit, which is taken over and freed. Needs RIGHT_ROSTER_EDIT. */
enum status roster_preview_make(struct desk *desk, struct roster_edit *edit, struct roster_preview *preview,
                                struct err *err);
void roster_preview_clear(struct roster_preview *preview);
/* "11-26 1001 早班 → 中班（已批准换班、请假）" */
void roster_preview_text(const struct roster_preview *preview, size_t index, char *out, size_t size);

#endif
