#ifndef ZUOXI_CLI_REPORT_H
#define ZUOXI_CLI_REPORT_H

/* What subcommands say, through the text gate: stored or mistyped text never drives the terminal. */

#include <jansson.h>

#include "zuoxi/cli/command.h"

/* Print err as "zuoxi: where：what。todo" to context->err; returns its exit code. */
int cli_fail(struct cli_context *context, const struct err *err);
/* A usage error: the formatted text and a hint to --help on context->err; returns 2. */
int cli_usage(struct cli_context *context, const char *command, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* One line to stream, made safe (safe_text) and ended with a newline. */
void cli_line(FILE *stream, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Print value (its reference is taken over) and a newline to context->out. */
void cli_json(struct cli_context *context, json_t *value);
/* The findings as "FILE:LINE: option: text" lines, warnings marked 警告. */
void cli_findings(FILE *stream, const struct findings *findings);
/* The value of "--name VALUE" or "--name=VALUE" at argv[*index]; *index moves past it. NULL when argv[*index]
 * is not it or the value is missing. */
const char *cli_option(int argc, char **argv, int *index, const char *name);

#endif
