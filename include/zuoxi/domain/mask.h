#ifndef ZUOXI_DOMAIN_MASK_H
#define ZUOXI_DOMAIN_MASK_H

/*
 * What masks leave of phones and addresses (spec section 7). Who sees them whole is rights' matter
 * (RIGHT_PHONE_SEE, RIGHT_ADDRESS_SEE); everything that shows, prints, exports or sends either asks through
 * desk/privacy.h.
 *
 * A phone keeps its first three and last four digits: enough to recognise one that is read back. An address
 * keeps its community and building, because units, outages and clusters go by the building, and a building of
 * a hundred households names nobody; unit and room are for those who go there or have the caller on the line.
 */

#include "zuoxi/domain/field.h"

/* What somebody sees whole. */
struct mask_sight {
    bool phones, addresses;
};

/* "阳光城7-1-402" → "阳光城7-***", "阳光城7号楼1单元402室" → "阳光城7号楼***"; without a number it stays.
 * size: of out, in bytes; sizeof the field the address is from fits. */
void mask_address(const char *address, char *out, size_t size);
/* Whether the text is what a mask left: no value to be stored, dialled or compared with. */
bool mask_is_masked(const char *text);
/* The fields marked FIELD_PHONE, FIELD_ADDRESS and FIELD_ROOM of a record, as far as they are not
 * seen whole. */
void mask_record(const struct field_table *table, void *record, struct mask_sight sight);
/* Whether the field's value is hidden from such a sight. */
bool mask_hides(const struct field *field, struct mask_sight sight);
/* One value of a field as text, the same way: what the audit and old versions hold. Appends. */
void mask_value(const struct field *field, const char *value, struct mask_sight sight, struct str *out);

#endif
