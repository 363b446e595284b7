#ifndef ZUOXI_CLI_SHOW_H
#define ZUOXI_CLI_SHOW_H

/* Records as a script or a person reads them. */

#include <jansson.h>

#include "zuoxi/cli/report.h"
#include "zuoxi/domain/field.h"
#include "zuoxi/domain/profile.h"

/* A record by its field table: English names, times ISO 8601 with offset, what is absent null. Owned. */
json_t *cli_record_json(const struct field_table *table, const void *record);
/* Says on stderr that a list of accounts was cut where it was: people_cut. */
void cli_people_cut(struct cli_context *context, size_t *count);
/* A time as ISO 8601 with offset; null for 0. A text, made safe when it is not valid UTF-8. Owned. */
json_t *cli_time_json(int64_t utc);
json_t *cli_text_json(const char *text);

/* The known name nearest to a mistyped one, NULL when none is near enough; names ends with NULL. Borrowed. */
const char *cli_nearest(const char *const *names, const char *word);

/* One line a row, columns aligned by the cells they take; 0 ends the last column. Cells go through the text
 * gate. */
#define CLI_COLUMNS 8
struct cli_table {
    const char *heads[CLI_COLUMNS];  /* Chinese (N_); NULL at the end */
    char (*cells)[CLI_COLUMNS][128]; /* owned: rows × columns */
    size_t count, capacity;
};
/* Append a row (its cells are empty). Borrowed until the next one is added. */
char (*cli_table_add(struct cli_table *table))[128];
void cli_table_print(FILE *stream, struct cli_table *table); /* prints and clears */
void cli_table_clear(struct cli_table *table); /* unprinted: frees the rows, forgets the heads */

/*
 * Set one field from "name=value" text: codes also by their Chinese label. STATUS_USAGE suggests the nearest
 * field; fields the program sets itself are refused.
 */
enum status cli_set_field(const struct profile *profile, const struct field_table *table, void *record,
                          const char *name, const char *value, struct err *err);

/* The same from the argument itself, "name=value". */
enum status cli_set_argument(const struct profile *profile, const struct field_table *table, void *record,
                             const char *argument, struct err *err);
/* What is given of a record, a line a field: "姓名：孙丽". */
void cli_fields_print(FILE *stream, const struct profile *profile, const struct field_table *table,
                      const void *record);

#endif
