#ifndef ZUOXI_DESK_ATTACH_H
#define ZUOXI_DESK_ATTACH_H

/*
 * A contact without a case of its own: another call about an open case (R2.14), a caller inside a live outage
 * (section 5), or a call-out that tells somebody of the outage's news. What it is, the form's struct
 * intake_link says. What was typed for a case and stands nowhere else is kept as words in the contact's said
 * ("条件：2月1日起"), a line each.
 */

#include "zuoxi/desk/board.h"
#include "zuoxi/desk/intake.h"

bool attach_is_wanted(const struct intake *intake);
/* Validate without saving: the contact's fields, with those words; name as in intake_check. */
enum status attach_check(const struct desk *desk, const struct intake *intake, char name[DETAIL_NAME_SIZE],
                         struct err *err);
/*
 * intake_save of such a form, inside its transaction, rights checked. *result = the case's id, else the
 * contact's. An open case gets a line in its timeline and keeps its deadlines; STATUS_CONFLICT when it has
 * been closed meanwhile. A notice gets the caller in its list; one that is over by now puts a caller who
 * wants news there as to be called.
 */
enum status attach_save(struct desk *desk, const struct intake *intake, int64_t *result, struct err *err);
/*
 * A call-out to somebody on a notice's list, ready to be dialled: number, name, the words to say; saved, it
 * marks the row as told.
 */
void attach_begin_call(struct desk *desk, struct intake *intake, const struct notice_call *call);

#endif
