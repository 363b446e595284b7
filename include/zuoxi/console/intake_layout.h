#ifndef ZUOXI_CONSOLE_INTAKE_LAYOUT_H
#define ZUOXI_CONSOLE_INTAKE_LAYOUT_H

/* Where the fields of a registration stand: one table of slots in speaking order for all its kinds. */

#include "zuoxi/console/record_form.h"

#define INTAKE_STOPS "stops" /* the item that lists an outing's stops */

/* The side record that a type or channel names, '' none. */
const char *intake_layout_form(const struct profile *profile, enum choice_set set, const char *code);
/* The form for a case and a contact with these side records; profile is borrowed. Owned by the caller. */
struct record_form *intake_layout_make(const struct profile *profile, const char *case_form,
                                       const char *contact_form);

#endif
