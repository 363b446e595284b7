#ifndef ZUOXI_CLI_DUE_CASE_H
#define ZUOXI_CLI_DUE_CASE_H

/* `zuoxi due NUMBER`: why each leg of a case is due when it is. */

#include <jansson.h>

#include "zuoxi/cli/command.h"
#include "zuoxi/domain/deadline.h"

/* Returns the exit code. */
int cli_due_case(struct cli_context *context, const char *number);
/* One step: date, kind, counts, name, start and end where it is a part of the day. Owned by the caller. */
json_t *cli_step_json(const struct deadline_step *step);

#endif
