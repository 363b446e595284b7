#ifndef ZUOXI_CONSOLE_ROSTER_CHANGES_H
#define ZUOXI_CONSOLE_ROSTER_CHANGES_H

#include "zuoxi/console/views.h"
#include "zuoxi/desk/roster_preview.h"

/* A page that tells what an edit (taken over) would do, and stores it by one key. */
void roster_changes_open(struct console *console, struct roster_edit *edit, const char *what);

#endif
