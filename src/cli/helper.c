/* zuoxi helper-password, zuoxi helper-draft: processes of their own that desk/ starts, never a person. */

#include "zuoxi/cli/commands.h"
#include "zuoxi/desk/draft.h"
#include "zuoxi/desk/session.h"

int cli_helper_password(struct cli_context *context, int argc, char **argv)
{
    (void)context;
    (void)argc;
    (void)argv;
    return session_helper();
}

int cli_helper_draft(struct cli_context *context, int argc, char **argv)
{
    (void)context;
    (void)argc;
    (void)argv;
    return draft_helper();
}
