#ifndef ZUOXI_STORE_BULK_H
#define ZUOXI_STORE_BULK_H

/*
 * Filling a database with very many records (demonstrations, imports): one large transaction in the write
 * queue. Inside, record_insert, case_store_* and the others work as always, but sequences and counters are
 * kept in memory and the search index is filled at the end in one go. Nobody else can write meanwhile. All or
 * nothing.
 */

#include "zuoxi/store/store.h"

/* As store_begin; STATUS_BUSY: call again. */
enum status bulk_begin(struct store *store, int64_t waited_ms, struct err *err);
/*
 * Write the sequences and counters, index the new records (over half of a load's time), COMMIT. progress (may
 * be NULL) is called now and then with how many of the new records are indexed. store_rollback gives it all
 * up instead.
 */
enum status bulk_commit(struct store *store, void (*progress)(void *context, int64_t done, int64_t total),
                        void *context, struct err *err);

#endif
