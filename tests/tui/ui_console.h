#ifndef ZUOXI_TESTS_TUI_UI_CONSOLE_H
#define ZUOXI_TESTS_TUI_UI_CONSOLE_H

/* A small console that a test runs as a program of its own: one form, a menu, a side view, a question. */

#include <stdbool.h>

/* Runs until it is left; the exit code. */
int ui_console_run(bool is_ascii);

#endif
