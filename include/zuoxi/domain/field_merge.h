#ifndef ZUOXI_DOMAIN_FIELD_MERGE_H
#define ZUOXI_DOMAIN_FIELD_MERGE_H

/*
 * Two people's changes of one record (R8.5), merged field by field. Three versions stand side by side: what a
 * form was opened with (before), what it says (after), what is stored now (current). Only where both changed
 * the same field to different values somebody has to be asked. Fields joined by `depends` (type and category)
 * are one: half of each would be a pair that does not exist. Fields the program sets are never taken from a
 * form.
 */

#include "zuoxi/domain/field.h"

enum merge_side {
    MERGE_NEITHER,
    MERGE_MINE,   /* the form's change alone; or both the same one */
    MERGE_THEIRS, /* changed in the database alone, or set by the program */
    MERGE_CLASH,
};
enum merge_side field_merge_side(const struct field_table *table, const struct field *field,
                                 const void *before, const void *after, const void *current);
/* The first clash behind `last` (NULL: from the first field), one for fields that are joined; NULL: none
 * left. */
const struct field *field_merge_clash(const struct field_table *table, const struct field *last,
                                      const void *before, const void *after, const void *current);
/*
 * Make the form one that was opened now: what they alone changed goes into before and after; clashes stay as
 * they are. Returns how many fields a person may see changed.
 */
size_t field_merge_take(const struct field_table *table, void *before, void *after, const void *current);
/* Settle one clash: the field, with those joined to it, counts as opened now and says the one or the other.
 */
void field_merge_settle(const struct field_table *table, const struct field *field, bool is_mine,
                        void *before, void *after, const void *current);
/* May both texts stand, mine before theirs? Of long texts alone, while the field has room for both. */
bool field_merge_can_join(const struct field *field, const void *after, const void *current);
void field_merge_join(const struct field *field, void *before, void *after, const void *current);

#endif
