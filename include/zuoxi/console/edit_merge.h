#ifndef ZUOXI_CONSOLE_EDIT_MERGE_H
#define ZUOXI_CONSOLE_EDIT_MERGE_H

/*
 * Others at the record a page shows (R8.5): who has it open, what they have saved meanwhile, and the question
 * that is left when both changed one field. Their changes come into the form within a second; what is typed
 * here stays.
 */

#include "zuoxi/console/edit_page.h"
#include "zuoxi/console/others.h"

struct edit_merge {
    struct console *console;      /* borrowed, as the next two */
    struct edit_subject *subject; /* of the page */
    struct record_form *form;
    void *fresh;        /* owned: the subject's form as it would be opened now */
    unsigned long seen; /* changes of the database looked at */
    struct others others;
    size_t part; /* the clash that is being settled */
    const struct field *field;
    void (*settled)(void *context, bool is_settled);
    void *context;
};

/* The page has opened: others see so. */
void edit_merge_begin(struct edit_merge *merge, struct console *console, struct edit_subject *subject,
                      struct record_form *form);
void edit_merge_end(struct edit_merge *merge);
/*
 * Each loop turn while nothing is being saved: who else has it open; what they saved comes into the form,
 * said in the status line. Returns true when the form shows
 * something new.
 */
bool edit_merge_step(struct edit_merge *merge);
/* After a key, the records read from the form: what both changed may have become one value, or two again. */
void edit_merge_typed(struct edit_merge *merge);
/*
 * A save was refused because of what others saved. True: somebody is asked, field by field, and
 * settled(context, …) tells whether all is (save again) or the person went back. False: nothing clashes.
 */
bool edit_merge_settle(struct edit_merge *merge, void (*settled)(void *context, bool is_settled),
                       void *context);

#endif
