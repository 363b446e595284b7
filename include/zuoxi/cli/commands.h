#ifndef ZUOXI_CLI_COMMANDS_H
#define ZUOXI_CLI_COMMANDS_H

/* Every subcommand, each in the file of its name: src/cli/<name>.c. What they do: zuoxi(1). */

#include "zuoxi/cli/command.h"

int cli_check(struct cli_context *context, int argc, char **argv); /* check [--strict] [FILE] */
int cli_due(struct cli_context *context, int argc, char **argv);   /* due --from TIME --within LENGTH */

#endif
