#ifndef ZUOXI_CONSOLE_SHEET_H
#define ZUOXI_CONSOLE_SHEET_H

#include "zuoxi/console/views.h"

/* The task sheet of a case, to be read, written to a file or printed. */
void sheet_view_open(struct console *console, int64_t case_id);
extern const struct action_table sheet_actions;

#endif
