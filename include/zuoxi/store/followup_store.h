#ifndef ZUOXI_STORE_FOLLOWUP_STORE_H
#define ZUOXI_STORE_FOLLOWUP_STORE_H

/* What was asked at a place before; the records themselves are kept by record.h. */

#include "zuoxi/domain/followup.h"
#include "zuoxi/store/store.h"

/* Of the place, newest first, at most max. Whole records. */
enum status followup_store_list(struct store *store, const char *place, size_t max,
                                struct followup *followups, size_t *count, struct err *err);
/* The last one done there, empty (id 0) when none was. */
enum status followup_store_last(struct store *store, const char *place, struct followup *last,
                                struct err *err);

#endif
