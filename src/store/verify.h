#ifndef ZUOXI_STORE_VERIFY_PRIVATE_H
#define ZUOXI_STORE_VERIFY_PRIVATE_H

/* What verify*.c share: the checks of zuoxi verify, each adding one Chinese line for every finding. */

#include "zuoxi/base/str.h"
#include "zuoxi/store/verify.h"

/* Findings of one kind are named one by one up to so many; the rest is counted. */
#define VERIFY_NAMED 20

/* Every value of a case, contact, customer and side record is the one the audit logged last. */
enum status verify_values(struct store *store, struct str *findings, struct err *err);
/* What is kept beside what it is counted or derived from: counters, sequences, places in the queue. */
enum status verify_counts(struct store *store, struct str *findings, struct err *err);
/* Every text of every table is valid UTF-8. */
enum status verify_texts(struct store *store, struct str *findings, struct err *err);
/* Nothing refers to a record that is not there. */
enum status verify_references(struct store *store, struct str *findings, struct err *err);

#endif
