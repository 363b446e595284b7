#ifndef ZUOXI_DOMAIN_ERASE_H
#define ZUOXI_DOMAIN_ERASE_H

/*
 * What is taken out of a record when a person's data are erased on lawful request (R6.5, spec section 7):
 * names, phones, the part of an address that names the household, and every free text that may tell of them.
 * Numbers, codes, times, amounts, community and building stay: figures are counted from them.
 */

#include "zuoxi/domain/field.h"

/* What stands where a text was, translated. */
const char *erase_mark(void);
/* Whether the field's value goes. */
bool erase_takes(const struct field *field);
/* Take them out of the record; true when that changed anything. */
bool erase_record(const struct field_table *table, void *record);

#endif
