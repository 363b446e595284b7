#ifndef ZUOXI_DESK_DRAFT_H
#define ZUOXI_DESK_DRAFT_H

/*
 * Drafts: what is being typed, as one small JSON file a form in $XDG_STATE_HOME/zuoxi/drafts, outside the
 * database so that it outlives a locked or full one. Written (temporary, fsync, rename) within a second of
 * the last key; unlinked only after the save was acknowledged. A restored draft whose request id is in the
 * database is dropped.
 */

#include "zuoxi/desk/desk.h"
#include "zuoxi/desk/intake.h"

#define DRAFTS_MAX 16

/* Write or replace the draft of an intake form for the actor. */
enum status draft_save(const struct desk *desk, const struct intake *intake, struct err *err);
/* Remove it (after COMMIT, or when the person throws it away). Missing is fine. */
enum status draft_drop(const struct desk *desk, const struct intake *intake, struct err *err);
/*
 * All restorable drafts of the actor on this database, oldest first; those already saved are dropped. Owned
 * array. A damaged draft is kept aside as NAME.bad: the result is STATUS_OK all the same, and err names the
 * file.
 */
enum status draft_restore(struct desk *desk, struct intake **intakes, size_t *count, struct err *err);

#endif
