#ifndef ZUOXI_DESK_LOOKUP_H
#define ZUOXI_DESK_LOOKUP_H

/* What a screen shows beside a record: one indexed read each, rights checked, nothing written. */

#include "zuoxi/desk/desk.h"
#include "zuoxi/domain/customer.h"
#include "zuoxi/store/customer_store.h"

/* The whole customer; STATUS_NOT_FOUND. */
enum status lookup_customer(struct desk *desk, int64_t id, struct customer *customer, struct err *err);
/* Its row; for one that was made part of another, that other's. */
enum status lookup_customer_row(struct desk *desk, int64_t id, struct customer_row *row, struct err *err);
/*
 * Customers that fit what a person typed, the likeliest first, each once; at most max:
 *   digits (three or more)    phone: whole, last four, beginning; then 户号 by its beginning
 *   letters                   name by its pinyin initials (wjg); then 户号
 *   Han                       name by its beginning; then anywhere in name or address
 *   several fragments         all of them in name or address, in any order ("阳光 7 302", "阳光城7号楼302室")
 * A few indexed reads, about a millisecond of 200,000 households: fit for every key.
 */
enum status lookup_customers(struct desk *desk, const char *typed, size_t max, struct customer_row *rows,
                             size_t *count, struct err *err);
/* Could typed be the beginning of a name's pinyin initials: only letters, no blank? */
bool lookup_is_initials(const char *typed);

#endif
