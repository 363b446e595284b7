#ifndef ZUOXI_CONSOLE_LINT_H
#define ZUOXI_CONSOLE_LINT_H

/*
 * 三不 while one types (R3.4): the sentences of a form have their taboo words underlined, the status line
 * says the better wording, Ctrl-G takes it (edit.h). A warning, never a block.
 */

#include "zuoxi/console/state.h"
#include "zuoxi/tui/form.h"

/* Mark the taboo words in the form's sentences from now on. */
void lint_attach(struct console *console, struct form *form);
/* Each loop turn of the form that has the focus: say what to say instead, once for each word. */
void lint_step(struct console *console, struct form *form);

#endif
