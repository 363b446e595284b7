#ifndef ZUOXI_DESK_DRAFT_WRITER_H
#define ZUOXI_DESK_DRAFT_WRITER_H

/*
 * Drafts reach the disk in a helper process, so that no key waits for a sync: the desk writes a temporary
 * (path_stage) and tells its name, the helper settles it (path_settle) and answers. One helper a desk,
 * started with the first draft, ended by closing its input. It finishes what it was told when the desk is
 * killed. A draft is taken back by unlinking its temporary, so nothing has to be waited for then either.
 */

#include "zuoxi/desk/draft.h"

struct draft_writer; /* one desk's helper and what it has been told */

/* Tell it of a temporary; its id, or 0 when it could not be told (then nothing has been begun). */
uint64_t draft_writer_tell(struct desk *desk, const char *temporary);
/* What became of it; told once for each id unless it is under way. */
enum draft_news draft_writer_ask(struct desk *desk, uint64_t id);
/* Nobody will ask for this one. */
void draft_writer_forget(struct desk *desk, uint64_t id);
/* End the helper. What is still under way may or may not be done: ask, or take it back, before. */
void draft_writer_close(struct desk *desk);

#endif
