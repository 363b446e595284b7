#ifndef ZUOXI_CLI_CASE_PRINT_H
#define ZUOXI_CLI_CASE_PRINT_H

#include "zuoxi/cli/command.h"
#include "zuoxi/desk/desk.h"

/* "case print NUMBER [--format text|html]"; returns the exit code. */
int cli_case_print(struct cli_context *context, struct desk *desk, int argc, char **argv);

#endif
