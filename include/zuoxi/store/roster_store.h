#ifndef ZUOXI_STORE_ROSTER_STORE_H
#define ZUOXI_STORE_ROSTER_STORE_H

/* The roster's rows. What changes any runs inside a transaction and moves the roster's generation on, by
 * which desks see that their copy is old. */

#include "zuoxi/domain/roster.h"
#include "zuoxi/store/store.h"

/* Rows in memory; zeroed, then read, then cleared. */
struct roster_rows {
    struct roster_row *items; /* owned; by date, then badge */
    size_t count, capacity;
};
void roster_rows_clear(struct roster_rows *rows);
/* Put a plan into the rows in memory alone; '' takes the row out. */
void roster_rows_set(struct roster_rows *rows, int date, const char *badge, const char *plan);
struct roster roster_of(const struct roster_rows *rows); /* borrows */

/* Counts every change; one indexed read (~2 µs). */
enum status roster_store_generation(struct store *store, int64_t *generation, struct err *err);
/* Something that desks show beside the roster has changed. */
enum status roster_store_move_on(struct store *store, struct err *err);
/* All rows of these dates, both inside; rows is emptied first. */
enum status roster_store_load(struct store *store, int from, int until, struct roster_rows *rows,
                              struct err *err);
/* '' when off. */
enum status roster_store_plan(struct store *store, int date, const char *badge, char plan[ROSTER_PLAN_SIZE],
                              struct err *err);
/* The last date that has a row; 0 when there is none. */
enum status roster_store_newest(struct store *store, int *date, struct err *err);
/* plan '': off. */
enum status roster_store_set(struct store *store, int date, const char *badge, const char *plan,
                             struct err *err);

#endif
