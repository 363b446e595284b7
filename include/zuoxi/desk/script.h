#ifndef ZUOXI_DESK_SCRIPT_H
#define ZUOXI_DESK_SCRIPT_H

/* The script book filled from an open form or case. */

#include "zuoxi/base/str.h"
#include "zuoxi/desk/intake.h"

/* Fill phrase `index` of the desk's book for an intake form (may be NULL); returns missing values as
 * phrase_fill. */
int script_fill(const struct desk *desk, const struct intake *intake, size_t index, struct str *out,
                char missing[32]);
/* The stage the form is at: 迎声 while nothing is known, 问询, 核实, 复述 …, 告别 when complete. Borrowed. */
const char *script_stage(const struct desk *desk, const struct intake *intake);

#endif
