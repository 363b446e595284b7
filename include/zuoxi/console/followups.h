#ifndef ZUOXI_CONSOLE_FOLLOWUPS_H
#define ZUOXI_CONSOLE_FOLLOWUPS_H

/* Regular follow-up (定期回访, spec R2.13); those due stand among the callbacks. */

#include "zuoxi/console/state.h"
#include "zuoxi/desk/draft.h"

/* Record the place's follow-up that is due; the same with a draft, copied. */
void followup_form_open(struct console *console, const char *place);
void followup_form_restore(struct console *console, const struct draft *draft);
/* What the place is, and what was said there before. */
void followup_history_open(struct console *console, const char *place);

#endif
