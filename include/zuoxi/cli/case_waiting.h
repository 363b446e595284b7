#ifndef ZUOXI_CLI_CASE_WAITING_H
#define ZUOXI_CLI_CASE_WAITING_H

/* zuoxi case callbacks|requests: what waits for a call, and for a lead. */

#include "zuoxi/cli/command.h"
#include "zuoxi/desk/casework.h"

int cli_case_callbacks(struct cli_context *context, struct desk *desk, int argc, char **argv);
int cli_case_requests(struct cli_context *context, struct desk *desk, int argc, char **argv);

#endif
