#ifndef ZUOXI_CONSOLE_CUSTOMERS_H
#define ZUOXI_CONSOLE_CUSTOMERS_H

/* The openers of the pages about households; as views.h, which includes this. */

#include "zuoxi/console/state.h"
#include "zuoxi/desk/draft.h"

/* The customer card of a household; 0: says how to come to one. */
void customer_card_open(struct console *console, int64_t id);
/* The same for somebody tied to it so: a live call's, or an own case's customer is shown whole. */
void customer_card_open_as(struct console *console, int64_t id, enum privacy_tie tie);
/* Erase its person's data on lawful request: says what goes, then asks why (customer_erase.c). */
void customer_erase_ask(struct console *console, int64_t id);
/* Each loop turn of an admin's desk: one slice of writing over what erasures left in the files, whoever made
 * them; said once when all of it is. */
void customer_erase_step(struct console *console);
/* Correct a household: the form already open for it, or a new one; copied. */
void customer_edit_open(struct console *console, const struct customer *customer);
/* Enter a new household; its card follows. */
void customer_new_open(struct console *console);
/* From a call form: the card of its customer, or a new household of what it knows, which it gets. */
void customer_card_or_new(struct console *console, const struct view *form, const struct case_record *call);
/* Households that may be one; two of them side by side; one of several others, asked for. */
void duplicates_view_open(struct console *console);
void customer_merge_open(struct console *console, int64_t kept_id, int64_t dropped_id);
void customer_merge_choose(struct console *console, int64_t kept_id, const struct customer_row *others,
                           size_t count);
/* A household was made for this call form, and it is in front again: told once. */
bool customer_was_made(struct console *console, const struct view *view, int64_t *id);
void customer_edit_restore(struct console *console, const struct draft *draft);

#endif
