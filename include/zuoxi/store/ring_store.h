#ifndef ZUOXI_STORE_RING_STORE_H
#define ZUOXI_STORE_RING_STORE_H

/* Calls that ring. */

#include "zuoxi/domain/ring.h"
#include "zuoxi/store/store.h"

/* The newest call from this number ('' = withheld), STATUS_NOT_FOUND. */
enum status ring_store_newest(struct store *store, const char *phone, struct ring *ring, struct err *err);
/* Calls that ring, from `since` (UTC) on, oldest first, at most max. */
enum status ring_store_open(struct store *store, int64_t since, struct ring *rings, size_t max, size_t *count,
                            struct err *err);
/* Calls answered at a telephone that no desk has taken up yet, newest first. */
enum status ring_store_lifted(struct store *store, int64_t since, struct ring *rings, size_t max,
                              size_t *count, struct err *err);
/* Both kinds, older than `before`: those whose end was never told. */
enum status ring_store_stale(struct store *store, int64_t before, struct ring *rings, size_t max,
                             size_t *count, struct err *err);

#endif
