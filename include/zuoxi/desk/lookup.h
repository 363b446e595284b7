#ifndef ZUOXI_DESK_LOOKUP_H
#define ZUOXI_DESK_LOOKUP_H

/* What a screen shows beside a record: one indexed read each, rights checked, nothing written. */

#include "zuoxi/desk/desk.h"
#include "zuoxi/domain/customer.h"
#include "zuoxi/store/customer_store.h"

/* The whole customer; STATUS_NOT_FOUND. */
enum status lookup_customer(struct desk *desk, int64_t id, struct customer *customer, struct err *err);
/* Customers whose 户号 begins with prefix; at most max. */
enum status lookup_account(struct desk *desk, const char *prefix, size_t max, struct customer_row *rows,
                           size_t *count, struct err *err);

#endif
