#ifndef ZUOXI_CLI_COMMAND_H
#define ZUOXI_CLI_COMMAND_H

/*
 * A subcommand of the command line: one function in one file of src/cli/, one line in the command table. It
 * gets its arguments with the global options already taken out (they may stand before or after its name) and
 * returns the exit code of spec section 9: 0 done, 1 failed or findings, 2 usage, 3 not permitted, 4 not
 * found, 5 busy or disk.
 */

#include <stdbool.h>
#include <stdio.h>

#include "zuoxi/base/clock.h"
#include "zuoxi/conf/load.h"

/* Global options, all borrowed from argv; NULL or false when not given. */
struct cli_options {
    const char *config;        /* --config FILE */
    const char *database;      /* --database FILE */
    const char *profile;       /* --profile NAME */
    const char *badge;         /* --badge BADGE */
    const char *password_file; /* --password-file FILE */
    bool json;                 /* --json */
    bool strict;               /* --strict: warnings count as findings */
    bool ascii;                /* --ascii: the console draws no frame characters of ambiguous width */
};

struct cli_context {
    struct cli_options options;
    const struct clock *clock;
    struct config config;     /* valid when config_loaded; owned, cleared by whoever made the context */
    bool config_loaded;       /* set by cli_config() */
    struct findings findings; /* of that load; owned likewise */
    bool is_captive;          /* the login program of an account that may do nothing else (captive.h) */
    FILE *out, *err;          /* where results and messages go: stdout and stderr, or a test's stream */
    /* Opens the console on the database at path; given by main, so that this room never includes that one. */
    int (*console)(struct cli_context *context, const char *path);
};

struct command {
    const char *name;
    const char *summary; /* one Chinese line for the list of commands (N_) */
    const char
        *usage; /* "due 编号\ndue --from 时间 …" (N_): each way of using it on a line, printed for --help */
    int (*run)(struct cli_context *context, int argc, char **argv); /* argv[0] is the subcommand's name */
};

/*
 * Load the configuration once (options.config, options.profile); later calls give the same. Findings that are
 * warnings are printed to context->err; errors give STATUS_FAILED with the first one in err and all printed.
 */
enum status cli_config(struct cli_context *context, struct err *err);

/*
 * The first half of it, for a screen that loads the rest once it stands: config holds what config_begin
 * fills. Nothing is printed but errors; the findings wait in context->findings.
 */
enum status cli_config_begin(struct cli_context *context, struct err *err);

/*
 * The whole command line: takes the global options out, finds the subcommand (console when there is none),
 * runs it. Returns the exit code.
 */
int cli_run(struct cli_context *context, int argc, char **argv);
void cli_context_clear(struct cli_context *context);
/* The names, for tests and suggestions: NULL at the end; the hidden helper is not among them. */
extern const struct command cli_commands[];

#endif
