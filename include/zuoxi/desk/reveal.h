#ifndef ZUOXI_DESK_REVEAL_H
#define ZUOXI_DESK_REVEAL_H

/*
 * Looking at a whole phone and address that are masked for the actor: the audit says who, what and why before
 * anything is shown ("phone.reveal"). Where that line cannot be written, nothing is.
 */

#include "zuoxi/desk/desk.h"
#include "zuoxi/domain/phone.h"

#define REVEAL_REASON_MAX 100 /* characters */

enum reveal_way {
    REVEAL_ASKED, /* by key or --reveal: RIGHT_PHONE_REVEAL */
    REVEAL_WORK   /* the actor opens a form that needs it: the right to do that work */
};

/*
 * Write the line; object is "case", "contact", "customer" or "promise". Tries for limit_ms, at least once.
 * STATUS_INVALID without a reason, STATUS_DENIED, STATUS_NOT_FOUND, or why nothing can be written now.
 */
enum status reveal_note(struct desk *desk, enum reveal_way way, const char *object, int64_t id,
                        const char *reason, int64_t limit_ms, struct err *err);
/* The same, then who and where, whole, a line each, appended: "电话 138 0000 1234". Nothing when it fails. */
enum status reveal_tell(struct desk *desk, const char *object, int64_t id, const char *reason,
                        int64_t limit_ms, struct str *out, struct err *err);

#endif
