/* zuoxi helper-password, helper-draft, helper-backup: processes of their own that desk/ starts, never a
 * person. */

#include "zuoxi/cli/commands.h"
#include "zuoxi/desk/backup_job.h"
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

int cli_helper_backup(struct cli_context *context, int argc, char **argv)
{
    (void)argc;
    (void)argv;
    return backup_helper(context->clock);
}
