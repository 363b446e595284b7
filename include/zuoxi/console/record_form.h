#ifndef ZUOXI_CONSOLE_RECORD_FORM_H
#define ZUOXI_CONSOLE_RECORD_FORM_H

/*
 * Field table → form: a record's fields laid out as form items, their choices taken from the profile, the
 * texts read back into the record. Used by the call form, the case's edit form and the small forms of the
 * moves; a new field in a .def file appears wherever the layout is automatic.
 */

#include "zuoxi/base/clock.h"
#include "zuoxi/domain/details.h"
#include "zuoxi/domain/field.h"
#include "zuoxi/domain/profile.h"
#include "zuoxi/tui/form.h"

struct record_form;
struct unread;

/* Where one field stands. */
struct record_slot {
    const struct field_table *table;
    const char *field;
    const char *label;        /* NULL: the field's own */
    int row, column, span;    /* as in struct form_item */
    enum form_kind kind_long; /* for LONG fields: FORM_LINE or FORM_PARAGRAPH */
};

/* At most max slots for every field a person may edit, in table order; returns how many. */
size_t record_form_layout(const struct field_table *table, struct record_slot *slots, size_t max);

/* Form of the slots; a slot without a table is the place of the next extra item, the others come last.
 * profile is borrowed. Owned by the caller. */
struct record_form *record_form_new(const struct profile *profile, const struct record_slot *slots,
                                    size_t count, const struct form_item *extra, size_t extra_count);
void record_form_free(struct record_form **form);
struct form *record_form_form(struct record_form *form); /* borrowed */
/* The form changes hands (to a popup); the record_form must outlive it. */
struct form *record_form_release(struct record_form *form);

/* The name of a field's item: "content", of a side record "repair.fee", so that several stand in one form. */
void record_form_name(const struct field_table *table, const struct field *field,
                      char name[DETAIL_NAME_SIZE]);
/* Show the record's values in the items of its table. */
void record_form_fill(struct record_form *form, const struct field_table *table, const void *record);
/*
 * Put what was changed since the last fill into the record; what nobody touched stays to the byte. Goes on
 * after a value that cannot be (STATUS_INVALID of the first one, *field its name), so a draft keeps the rest.
 */
enum status record_form_read(struct record_form *form, struct form *from, const struct field_table *table,
                             void *record, const char **field, struct err *err);
/* What is left unread after record_form_read of all tables: every text that cannot be, as typed. */
void record_form_unread(const struct record_form *form, struct form *from, struct unread *unread);
/* Is the field of such a text ("case.phone") in the form? */
bool record_form_has(const struct record_form *form, const char *field);
/* Put such texts back after record_form_fill. */
void record_form_show_unread(struct record_form *form, const struct unread *unread);
/* Write out the times typed short ("18:00", "11-23 14:32") in items that do not have the focus, or in all of
 * them. */
void record_form_expand_times(struct record_form *form, struct form *from, int64_t now, bool is_all);
/* Space in an empty time writes the present one; clock is borrowed. */
void record_form_set_clock(struct record_form *form, const struct clock *clock);
/* Offer only the choices that lie under what they depend on (category under type), after a change. */
void record_form_narrow(struct record_form *form);

#endif
