#ifndef ZUOXI_CONSOLE_BACKUP_AGE_H
#define ZUOXI_CONSOLE_BACKUP_AGE_H

/* Tells leads and admins on their desk that the last good backup is older than it should be. */

#include "zuoxi/base/str.h"
#include "zuoxi/console/state.h"

/* Each loop turn; looks when something was saved, and once a minute. True when what backup_age_describe tells
 * may have changed. */
bool backup_age_step(struct console *console);
/* "备份过期 3天 t", nothing while all is well or for whoever it does not concern. */
void backup_age_describe(const struct console *console, struct str *out);

#endif
