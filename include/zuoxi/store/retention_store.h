#ifndef ZUOXI_STORE_RETENTION_STORE_H
#define ZUOXI_STORE_RETENTION_STORE_H

/* What is past its time, by year, and the cases that are held beyond it. Counting walks its table: rare. */

#include "zuoxi/domain/retention.h"
#include "zuoxi/store/store.h"

#define HOLD_REASON_MAX 200 /* characters */
#define RETENTION_YEARS 80

struct retention_year {
    int year; /* local, in which it ended */
    int64_t count;
    int64_t held; /* of them not to be taken */
};
/* What ended before the cutoff, oldest year first, at most RETENTION_YEARS. complaint_types: a JSON array of
 * the types whose cases are complaints. */
enum status retention_store_years(struct store *store, enum retention_kind kind, const char *complaint_types,
                                  int64_t cutoff, struct retention_year years[RETENTION_YEARS], size_t *count,
                                  struct err *err);

struct case_hold {
    int64_t case_id, at;
    char badge[21];
    char reason[4 * HOLD_REASON_MAX + 1]; /* '' = not held */
};
/* Inside a transaction; a later hold replaces an earlier one. */
enum status retention_store_hold(struct store *store, const struct case_hold *hold, struct err *err);
enum status retention_store_release(struct store *store, int64_t case_id, struct err *err);
/* reason '' when the case is not held. */
enum status retention_store_of(struct store *store, int64_t case_id, struct case_hold *hold, struct err *err);

#endif
