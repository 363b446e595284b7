#ifndef ZUOXI_CLI_SEAT_H
#define ZUOXI_CLI_SEAT_H

/* A subcommand's seat at the desk: the database opened by the options, and who acts in it. */

#include "zuoxi/base/path.h"
#include "zuoxi/cli/command.h"
#include "zuoxi/desk/desk.h"

/* How long a subcommand queues for the database before it gives up (exit 5), milliseconds. */
#define CLI_LIMIT_MS 10000

/* --database, else the configuration's, else $XDG_STATE_HOME/zuoxi/zuoxi.db. Needs cli_config. */
void cli_database(const struct cli_context *context, char out[PATH_SIZE]);
/*
 * Load the configuration, open the database, load its own profile, and sign in: --badge with its password, or
 * the file's owner without one. On failure the message is printed, *code is the exit code and the desk is
 * closed.
 */
bool cli_sit(struct cli_context *context, struct desk *desk, int *code);
/* One word after a subcommand's name: case show, roster import … */
struct cli_verb {
    const char *name;
    int (*run)(struct cli_context *context, struct desk *desk, int argc, char **argv); /* exit code */
    int least, most;   /* how many arguments, the subcommand and the verb among them */
    const char *wants; /* N_: what is missing when there are fewer or more */
};
/* Take a seat and run the verb argv[1] names; exit code. A word that is none lists those there are. */
int cli_run_verb(struct cli_context *context, const char *command, const struct cli_verb *verbs, size_t count,
                 int argc, char **argv);
/* "show X", or "show X --reveal REASON" (then *reason, borrowed, else NULL); false: anything else. */
bool cli_reveal_reason(int argc, char **argv, const char **reason);
/* The last step alone: who acts on an open desk. */
enum status cli_sign_in(struct cli_context *context, struct desk *desk, struct err *err);
/* The first line of a file as a password (wiped by the caller), or asked on the terminal without echo when
 * file is NULL. */
enum status cli_password(const char *file, const char *prompt, char out[256], struct err *err);
/* A new password for badge: as cli_password, asked twice when it comes from the terminal; judged, hashed. */
enum status cli_new_hash(const struct cli_context *context, const char *badge, const char *file,
                         char hash[256], struct err *err);

#endif
