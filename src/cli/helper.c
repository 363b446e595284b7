/* zuoxi helper-password: hashing in a process of its own; started by desk/session.c only. */

#include "zuoxi/cli/commands.h"
#include "zuoxi/desk/session.h"

int cli_helper(struct cli_context *context, int argc, char **argv)
{
    (void)context;
    (void)argc;
    (void)argv;
    return session_helper();
}
