#ifndef ZUOXI_CLI_PROGRESS_H
#define ZUOXI_CLI_PROGRESS_H

/* How far a backup, restore or check has come: a bar on a terminal, a line of JSON with --json, else nothing.
 */

#include "zuoxi/cli/command.h"
#include "zuoxi/desk/backup.h"

struct progress {
    struct cli_context *context;
    bool is_bar;
    int phase, percent; /* shown last; −1: none */
};

struct backup_watch progress_watch(struct progress *progress, struct cli_context *context);
/* Take the bar away. */
void progress_end(struct progress *progress);

#endif
