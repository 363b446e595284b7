#ifndef ZUOXI_DESK_CASEWORK_DETAILS_H
#define ZUOXI_DESK_CASEWORK_DETAILS_H

/* The side records of a case or contact inside the transactions of this room: read, checked, written. */

#include "zuoxi/desk/desk.h"
#include "zuoxi/domain/details.h"

/* Every stored side record of the owner; the others stay empty. */
enum status details_load(struct desk *desk, enum detail_owner owner, int64_t owner_id,
                         struct details *details, struct err *err);
/* Validate the records of one kind; name = the field at fault ("repair.fee", may be NULL). */
enum status details_check(const struct desk *desk, const struct detail_kind *kind,
                          const struct details *details, char name[DETAIL_NAME_SIZE], struct err *err);
/*
 * Write each of the owner's side records that differs from `before` (NULL: nothing is stored yet), one audit
 * line each; one that nobody gave anything in is not made.
 */
enum status details_write(struct desk *desk, enum detail_owner owner, int64_t owner_id,
                          const struct details *before, struct details *after, struct err *err);
/*
 * A correction of the owner's side records: what is stored now is loaded, merged field by field with what a
 * person changed (before → after), checked and written. Appends what changed to said ("型号：甲→乙", may be
 * NULL).
 */
enum status details_correct(struct desk *desk, enum detail_owner owner, int64_t owner_id,
                            const struct details *before, const struct details *after, struct str *said,
                            struct err *err);
/* "级别：二级→一级" for every field that differs; long texts, phones and addresses only say that they
 * changed: their contents are in the audit, and everybody reads a case's course. Appends. */
void details_describe(const struct profile *profile, const struct field_table *table, const void *before,
                      const void *after, struct str *said);

#endif
