#ifndef ZUOXI_DESK_EDITING_H
#define ZUOXI_DESK_EDITING_H

/*
 * Who has a record open to change it (R8.5): shown to others, never in their way. A desk that is gone,
 * however it went, is not shown (store/editors.h). Objects are named as in the audit: "case", "contact",
 * "customer", "notice".
 */

#include "zuoxi/desk/desk.h"
#include "zuoxi/store/editors.h"

/* doing: what is being done to it, in a word or two ("修改", a move's name). */
void editing_begin(struct desk *desk, const char *object, int64_t id, const char *doing);
void editing_end(struct desk *desk, const char *object, int64_t id, const char *doing);
/* The other desks that have it open, at most max. */
size_t editing_others(struct desk *desk, const char *object, int64_t id, struct editor *others, size_t max);
/* Let go of everything: the person has signed out, or the desk closes. */
void editing_release(struct desk *desk);

#endif
