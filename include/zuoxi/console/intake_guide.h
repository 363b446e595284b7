#ifndef ZUOXI_CONSOLE_INTAKE_GUIDE_H
#define ZUOXI_CONSOLE_INTAKE_GUIDE_H

/* The guided call at the foot of the call form (desk/guide.h). Part of the call form's page. */

#include "zuoxi/tui/view.h"

struct intake_view;

/* Rows at the form's foot that say which steps of the call are done; drawing them; ticking the next one by
 * hand. */
int intake_guide_rows(const struct intake_view *self, const struct canvas *canvas);
void intake_guide_draw(const struct intake_view *self, struct canvas *canvas);
unsigned intake_guide_tick(struct view *view);

#endif
