#ifndef ZUOXI_CLI_CASE_SHOW_H
#define ZUOXI_CLI_CASE_SHOW_H

/* Cases on standard output: as a table or sheet for people, as JSON for scripts. */

#include "zuoxi/cli/command.h"
#include "zuoxi/desk/casework.h"

void cli_case_list(struct cli_context *context, const struct queue_row *rows, size_t count);
void cli_case_show(struct cli_context *context, const struct case_file *file);

#endif
