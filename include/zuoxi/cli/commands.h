#ifndef ZUOXI_CLI_COMMANDS_H
#define ZUOXI_CLI_COMMANDS_H

/* Every subcommand, each in the file of its name: src/cli/<name>.c. What they do: zuoxi(1). */

#include "zuoxi/cli/command.h"

int cli_check(struct cli_context *context, int argc, char **argv); /* check [--strict] [FILE] */
int cli_due(struct cli_context *context, int argc,
            char **argv); /* due NUMBER | --from TIME --within LENGTH */
int cli_console(struct cli_context *context, int argc, char **argv); /* console */
int cli_init(struct cli_context *context, int argc, char **argv);    /* init --profile P --admin BADGE */
int cli_demo(struct cli_context *context, int argc, char **argv); /* demo --customers N --cases N --seed S */
int cli_case(struct cli_context *context, int argc, char **argv); /* case list|show|new|move */
int cli_promise(struct cli_context *context, int argc, char **argv); /* promise list|new|done */
int cli_roster(struct cli_context *context, int argc,
               char **argv); /* roster show|now|set|check|import|export */
int cli_handover(struct cli_context *context, int argc, char **argv); /* handover list|show|figures */
int cli_ring(struct cli_context *context, int argc, char **argv);     /* ring NUMBER [--state S] … */
int cli_search(struct cli_context *context, int argc, char **argv);   /* search WORDS */
int cli_import(struct cli_context *context, int argc, char **argv);   /* import FILE */
int cli_export(struct cli_context *context, int argc, char **argv);   /* export [FILE] */
int cli_customer(struct cli_context *context, int argc, char **argv); /* customer find WORDS */
int cli_notice(struct cli_context *context, int argc, char **argv);   /* notice list|show|post|extend|close */
int cli_phrases(struct cli_context *context, int argc, char **argv);  /* phrases list|search|usage */
int cli_user(struct cli_context *context, int argc, char **argv);     /* user add|passwd|list|… */
int cli_seats(struct cli_context *context, int argc, char **argv);    /* seats list|out|unlock */
int cli_workflow(struct cli_context *context, int argc, char **argv); /* workflow [--mdoc] */
int cli_hooks(struct cli_context *context, int argc, char **argv);    /* hooks list|run|retry|drop|test */
int cli_audit(struct cli_context *context, int argc, char **argv);    /* audit list|export|mark */
int cli_backup(struct cli_context *context, int argc, char **argv);   /* backup [FILE] | --list */
int cli_restore(struct cli_context *context, int argc, char **argv);  /* restore FILE */
int cli_retention(struct cli_context *context, int argc, char **argv); /* retention list|show|hold|release */
int cli_verify(struct cli_context *context, int argc, char **argv);    /* verify [FILE] */
/* Hidden: */
int cli_helper_password(struct cli_context *context, int argc, char **argv);
int cli_helper_draft(struct cli_context *context, int argc, char **argv);
int cli_helper_backup(struct cli_context *context, int argc, char **argv);

#endif
