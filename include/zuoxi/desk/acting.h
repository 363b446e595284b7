#ifndef ZUOXI_DESK_ACTING_H
#define ZUOXI_DESK_ACTING_H

/*
 * The acting lead (R4.3): on a turn of the roster without a lead, the first by badge of those on it stands in
 * for one, so that a lone night shift need not wait for anybody. For the turn that person has a lead's rights
 * (desk->actor.is_acting_lead, domain/rights.h), and the audit says so.
 */

#include "zuoxi/desk/roster.h"

/* Who is acting lead of the turn; '' when a lead is on it, or nobody. */
enum status acting_lead_of(struct desk *desk, struct roster roster, int date, const char *shift,
                           char badge[21], struct err *err);
/* Is that operator acting lead now? */
enum status acting_is(struct desk *desk, const char *badge, bool *is_acting, struct err *err);
/*
 * Is the actor acting lead now? Looked up again when the roster or the minute is another one, else one
 * indexed read. At a sign-in, in every save's transaction and at a desk's ticks.
 */
enum status acting_refresh(struct desk *desk, struct err *err);

#endif
