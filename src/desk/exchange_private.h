#ifndef ZUOXI_DESK_EXCHANGE_PRIVATE_H
#define ZUOXI_DESK_EXCHANGE_PRIVATE_H

/* What the parts of exchange share; nobody else includes this. */

#include "zuoxi/base/csv.h"
#include "zuoxi/desk/exchange.h"
#include "zuoxi/domain/customer.h"

/* ---- what is exchanged ---- */

/* A row's packed cells, within the texts of its batch. */
struct exchange_row {
    size_t start, length;
    bool is_known; /* it changes a record that is there; length 0: it would not change anything */
};

struct exchange_kind {
    const struct field_table *table;  /* of a row */
    const struct field_table *record; /* of what it becomes */
    const char *key;                  /* field that names a row: what repeats it in a file is refused */
    const char *audited;              /* "customer.import", "customer.export" without the verb */
    size_t state_size;                /* of what the functions below share; begins zeroed */
    /* May be NULL: when an import begins, before there is anything of it. */
    enum status (*begin)(struct desk *desk, void *state, struct err *err);
    /*
     * All that must hold for a row besides each value: STATUS_INVALID refuses it. May add to the cells, which
     * end with this row's. Outside the write queue.
     */
    enum status (*check)(struct desk *desk, void *state, void *record, struct str *cells,
                         struct exchange_row *row, struct err *err);
    /* In a transaction, out of sight: make a new record with this id of packed cells. */
    enum status (*add)(struct desk *desk, void *state, int64_t id, const char *cells, size_t length,
                       struct err *err);
    /* In the transaction that shows them all: change the known record, and what became known meanwhile, of
     * which the audit tells from the line after audit_first on. Both NULL where no row is known; count what
     * they do. */
    enum status (*change)(struct desk *desk, void *state, const char *cells, size_t length,
                          struct exchange_result *counts, struct err *err);
    enum status (*settle)(struct desk *desk, void *state, int64_t audit_first, struct exchange_result *counts,
                          struct err *err);
    /* The row after id, for an export; STATUS_NOT_FOUND at the end. *leaves = it is to be written. */
    enum status (*next)(struct desk *desk, int64_t id, void *record, bool *leaves, struct err *err);
};

extern const struct exchange_kind exchange_customers, exchange_cases;

/* Does a file have a column for the field? Ids mean nothing outside, ticks belong to the form. */
bool exchange_is_column(const struct exchange_kind *kind, const struct field *field);

/* ---- exchange_value.c: a field's value as people write it in a table ---- */

/* Set a field from a cell (guard already off): codes also by label (below what they depend on), amounts and
 * dates as spreadsheets write them. text (reset first) is what field_parse() took. */
enum status exchange_parse(const struct profile *profile, const struct field_table *table,
                           const struct field *field, const char *cell, void *record, struct str *text,
                           struct err *err);
/* Append the field's cell, without quotes; labels for codes, guarded where it is text. */
void exchange_format(const struct profile *profile, const struct field *field, const void *record,
                     struct str *out);

/* ---- exchange_columns.c: which column is which field ---- */

struct exchange_column {
    const struct field *field; /* NULL: a column the program wrote itself (行号 原因), passed over */
    char *name;                /* owned, as the file heads it */
};

struct exchange_columns {
    const struct exchange_kind *kind;
    struct exchange_column items[CSV_CELLS_MAX];
    size_t count;
};

/* Headings of the first two columns of a list of refused rows. */
#define EXCHANGE_LINE_HEADING   N_("行号")
#define EXCHANGE_REASON_HEADING N_("原因")

/* From the header row and the map file (NULL: none). STATUS_USAGE names the column and suggests. */
enum status exchange_columns_read(struct exchange_columns *columns, const struct csv_row *header,
                                  const char *map, struct err *err);
void exchange_columns_clear(struct exchange_columns *columns);

/* ---- exchange_rejects.c: the list of refused rows ---- */

struct exchange_rejects {
    const char *path; /* borrowed */
    char temporary[PATH_SIZE];
    int fd; /* −1: nothing was refused yet */
    struct str text;
    const struct exchange_columns *columns;
};

void exchange_rejects_begin(struct exchange_rejects *rejects, const char *path,
                            const struct exchange_columns *columns);
/* cells = count texts, each ended by '\0', as the file had them. */
enum status exchange_rejects_add(struct exchange_rejects *rejects, int64_t line, const char *reason,
                                 const char *cells, size_t count, struct err *err);
/* Put the list in its place; an older list there is replaced, any other file is not. */
enum status exchange_rejects_end(struct exchange_rejects *rejects, struct err *err);
void exchange_rejects_discard(struct exchange_rejects *rejects);
/* STATUS_CONFLICT when something that is no list of refused rows stands at path. */
enum status exchange_rejects_check(const char *path, struct err *err);
/* Write all or say why. */
enum status exchange_write(int fd, const char *path, const char *bytes, size_t length, struct err *err);

/* ---- exchange_value.c: a row's cells on their way ---- */

/* Is nothing missing? What is given was checked by exchange_parse already. */
enum status exchange_check_given(const struct field_table *table, const void *record, struct err *err);
/* A row's cells: one byte of field index, the text or the number as the record has it, '\0', again. */
void exchange_pack(struct str *cells, size_t field, const char *text);
void exchange_pack_field(struct str *cells, const struct field_table *table, const struct field *field,
                         void *record);
/* Lay packed cells over a record. */
enum status exchange_unpack(const struct field_table *table, const char *cells, size_t length, void *record,
                            struct err *err);

#endif
