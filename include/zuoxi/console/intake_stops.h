#ifndef ZUOXI_CONSOLE_INTAKE_STOPS_H
#define ZUOXI_CONSOLE_INTAKE_STOPS_H

/* The stops of an outing: a list inside the call form, each filled in a small form of its own. */

#include "zuoxi/console/detail_form.h"
#include "zuoxi/desk/draft.h"

struct intake_view;

struct intake_stops {
    char lines[STOPS_MAX][STOP_LINE_SIZE];
    struct form_choice choices[STOPS_MAX];
    struct record_form *form; /* owned; of the stop being filled */
    struct form *popup;       /* borrowed while it is open, else NULL */
    unsigned long revision;   /* of the popup, already read */
    size_t index;             /* of that stop */
    struct unread unread;     /* what the small forms show that cannot be read yet, of all stops */
};

/* Fill the list from the form's stops. */
void intake_stops_show(struct intake_view *self);
/* Enter, digits, Delete while the list has the focus; true when used. */
bool intake_stops_key(struct intake_view *self, uint32_t key);
/* Each loop turn: what the small form says now into the draft. */
void intake_stops_sync(struct intake_view *self);
/* What cannot be read yet: behind the call form's own in its draft, and taken from there when it comes back.
 */
void intake_stops_add_unread(struct intake_view *self);
void intake_stops_restore(struct intake_view *self);

#endif
