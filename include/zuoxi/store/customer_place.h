#ifndef ZUOXI_STORE_CUSTOMER_PLACE_H
#define ZUOXI_STORE_CUSTOMER_PLACE_H

/*
 * A community and the first numbers behind it ("翠湖 5 3"): every fifth address of a town has each of two
 * single digits, so their lists of words are the longest there are. The index of addresses answers them at
 * once.
 */

#include "zuoxi/store/customer_store.h"

/*
 * Customers whose address begins with a community that begins with the one run of Han among the words, and
 * goes on with the words' numbers, in their order or the other way round. *count = 0 when the words are of
 * another form or nothing fits: then others have to look. At most max.
 */
enum status customer_place_find(struct store *store, const char *words, size_t max, struct customer_row *rows,
                                size_t *count, struct err *err);

#endif
