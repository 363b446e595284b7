#ifndef ZUOXI_DESK_ATTACH_WORDS_H
#define ZUOXI_DESK_ATTACH_WORDS_H

/* A form saved without a case of its own: what was typed into its case's fields is kept as words. */

#include "zuoxi/desk/intake.h"

/*
 * Append to the contact's said, a line each ("型号：甲"), what the form's case and the side records of its
 * type hold that is in none of: the defaults and the household, the contact, the open case or the list's row
 * the form is linked to. STATUS_INVALID when that is more than the field takes; said is then as it was.
 */
enum status attach_keep_words(const struct desk *desk, const struct intake *intake, struct contact *contact,
                              struct err *err);

#endif
