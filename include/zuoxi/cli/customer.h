#ifndef ZUOXI_CLI_CUSTOMER_H
#define ZUOXI_CLI_CUSTOMER_H

/* What the parts of `zuoxi customer` share. */

#include <jansson.h>

#include "zuoxi/cli/command.h"
#include "zuoxi/desk/lookup.h"

/* "#17", or the 户号, or whatever finds exactly one customer. */
enum status cli_customer_pick(struct desk *desk, const char *typed, int64_t *id, struct err *err);
/* The whole of one, with its history. */
enum status cli_customer_print(struct cli_context *context, struct desk *desk, int64_t id, struct err *err);
/* A list is no place for whole numbers, unless whoever asks may see them there. */
void cli_customer_hide(const struct desk *desk, struct customer_row *rows, size_t count);
json_t *cli_customer_row_json(const struct customer_row *row); /* owned */

/* customer_merge.c: verbs, as the others in customer.c. */
enum status cli_customer_duplicates(struct cli_context *context, struct desk *desk, int argc, char **argv,
                                    struct err *err);
enum status cli_customer_distinct(struct cli_context *context, struct desk *desk, int argc, char **argv,
                                  struct err *err);
enum status cli_customer_merge(struct cli_context *context, struct desk *desk, int argc, char **argv,
                               struct err *err);
enum status cli_customer_unmerge(struct cli_context *context, struct desk *desk, int argc, char **argv,
                                 struct err *err);

/* customer_erase.c */
enum status cli_customer_erase(struct cli_context *context, struct desk *desk, int argc, char **argv,
                               struct err *err);

#endif
