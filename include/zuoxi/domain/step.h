#ifndef ZUOXI_DOMAIN_STEP_H
#define ZUOXI_DOMAIN_STEP_H

/* One move of a case as it was made, or asked for where a lead approves it (spec R2.1): every move has its
 * own, so the second handling does not write over the first. */

#include "zuoxi/domain/field.h"

/* Members: see step.def. Owns nothing; copies by assignment. */
struct step {
    struct record_head head;
#define RECORD_DEF "zuoxi/domain/step.def"
#include "zuoxi/domain/record_fields.h"
#undef RECORD_DEF
};

/* Values of step.decision; '' = nobody had to decide. */
#define STEP_ASKED     "asked"
#define STEP_APPROVED  "approved"
#define STEP_REFUSED   "refused"
#define STEP_UNDONE    "undone" /* the move was taken back */
#define STEP_WITHDRAWN "drawn"  /* by who asked */

#endif
