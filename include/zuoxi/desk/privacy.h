#ifndef ZUOXI_DESK_PRIVACY_H
#define ZUOXI_DESK_PRIVACY_H

/*
 * What of phones and addresses the actor sees. Whatever leaves the desk to be shown, printed or exported goes
 * through here; what a form holds, to be saved again, does not: a masked value must never come back as one.
 */

#include "zuoxi/desk/casework.h"
#include "zuoxi/domain/contact.h"
#include "zuoxi/domain/mask.h"
#include "zuoxi/domain/phone.h"

/* How the actor is tied to what is looked at. */
enum privacy_tie {
    TIE_STRANGER, /* somebody else's */
    TIE_OWN,      /* first-contact owner, keeper of the shift, taker of the contact, giver of the promise */
    TIE_TASK,     /* a live call, or the form of something for which the customer has to be rung */
    TIE_REVEALED  /* asked for with a reason that stands in the audit */
};

/* How the actor is tied to something of these badges; '' is nobody's. */
enum privacy_tie privacy_tie(const struct desk *desk, const char *owner, const char *keeper);
enum privacy_tie privacy_case_tie(const struct desk *desk, const struct case_record *record);
/* The contact's own, or that of the case it belongs to (record; empty: none). */
enum privacy_tie privacy_contact_tie(const struct desk *desk, const struct contact *contact,
                                     const struct case_record *record);
/* The same, reading the case. */
enum privacy_tie privacy_find_tie(struct desk *desk, const struct contact *contact);
struct mask_sight privacy_sight(const struct desk *desk, enum privacy_tie tie);
/* Mask in place what the actor may not see of a record. */
void privacy_hide(const struct desk *desk, enum privacy_tie tie, const struct field_table *table,
                  void *record);
/* A case file in place; and what is shown of one, beside the file itself. */
void privacy_hide_case(const struct desk *desk, enum privacy_tie tie, struct case_file *file);
struct case_shown {
    struct case_record record;
    struct details details;
};
void privacy_show_case(const struct desk *desk, enum privacy_tie tie, const struct case_file *file,
                       struct case_shown *shown);
void privacy_hide_details(const struct desk *desk, enum privacy_tie tie, struct details *details);
/* The same for a row of a list; either text may be NULL. Sizes in bytes. */
void privacy_hide_row(const struct desk *desk, enum privacy_tie tie, char *phone, size_t phone_size,
                      char *address, size_t address_size);
/* A phone for reading: grouped when the actor may see it, else masked. */
void privacy_phone(const struct desk *desk, enum privacy_tie tie, const char *digits, char out[PHONE_SIZE]);

#endif
