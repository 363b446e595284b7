#ifndef ZUOXI_STORE_RECORD_H
#define ZUOXI_STORE_RECORD_H

/*
 * Field table ↔ SQL: any record with a field table is inserted, loaded and updated here; nowhere else.
 * References are foreign keys (0 is stored as NULL): insert the customer before its case, the case before its
 * contact and legs.
 */

#include "zuoxi/domain/field.h"
#include "zuoxi/store/store.h"

/* Insert; gives head.id (from the one counter "record" shared by all searchable tables) when 0,
 * head.version 1. Keeps the search index. Inside a transaction. */
enum status record_insert(struct store *store, const struct field_table *table, void *record,
                          struct err *err);
/*
 * Load by id; STATUS_NOT_FOUND; a stored text longer than its field is an error naming the field, never cut.
 */
enum status record_load(struct store *store, const struct field_table *table, int64_t id, void *record,
                        struct err *err);
/* The record with the least id above `id` (0: the first): a walk through all of them, one at a time;
 * STATUS_NOT_FOUND after the last. */
enum status record_after(struct store *store, const struct field_table *table, int64_t id, void *record,
                         struct err *err);
/* The record of `owner` (the table's owner column) with the least id above `after` (0: the first): those of
 * an outing, the one side record of a case; STATUS_NOT_FOUND after the last. */
enum status record_owned(struct store *store, const struct field_table *table, int64_t owner, int64_t after,
                         void *record, struct err *err);
/* The first record whose field equals text (unique or newest); STATUS_NOT_FOUND. */
enum status record_find(struct store *store, const struct field_table *table, const char *field,
                        const char *text, void *record, struct err *err);
/* The query of record_find, for the test of its plan. Appends. */
void record_find_sql(const struct field_table *table, const char *field, struct str *sql);
/*
 * Write the columns that differ between before and after (same id); bumps the version in the row and in
 * after; nothing is written when none differs. STATUS_CONFLICT when the row's version is no longer before's.
 * *changed (may be NULL) = number of columns.
 */
enum status record_update(struct store *store, const struct field_table *table, const void *before,
                          void *after, int *changed, struct err *err);

#endif
