#ifndef ZUOXI_DESK_CORRECT_H
#define ZUOXI_DESK_CORRECT_H

/* Correcting a stored record: two people's changes merge field by field (R8.5), the audit keeps the old
 * values. */

#include "zuoxi/desk/desk.h"

/*
 * Three-way: what a person changed (before → after) goes into *merged, a copy of what is stored now. A field
 * both changed to different values is theirs to settle: STATUS_CONFLICT naming it. Fields the program sets
 * are never taken from a form.
 */
enum status correct_merge(const struct field_table *table, const void *before, const void *after,
                          const void *current, void *merged, struct err *err);
/*
 * The whole of it inside a save's transaction, rights checked by the caller: load the record, merge, check,
 * write, one audit line `action`. Nothing is written when nothing differs. merged (may be NULL) receives the
 * result.
 */
enum status correct_record(struct desk *desk, const struct field_table *table, const char *action,
                           const void *before, const void *after, void *merged, struct err *err);

#endif
