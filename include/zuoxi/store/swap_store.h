#ifndef ZUOXI_STORE_SWAP_STORE_H
#define ZUOXI_STORE_SWAP_STORE_H

/* Lists of swaps and leave; the records themselves are kept by record.h. */

#include "zuoxi/domain/swap.h"
#include "zuoxi/store/store.h"

/* Keyset page before the id (0: the newest), newest first. Whole records. */
enum status swap_store_list(struct store *store, int64_t before, size_t max, struct swap *swaps,
                            size_t *count, struct err *err);
/* Approved ones whose shift given begins on a day between two UTC seconds, both inside. */
enum status swap_store_approved(struct store *store, int64_t from, int64_t until, size_t max,
                                struct swap *swaps, size_t *count, struct err *err);
/* Those nobody has decided yet, oldest first. */
enum status swap_store_waiting(struct store *store, size_t max, struct swap *swaps, size_t *count,
                               struct err *err);

#endif
