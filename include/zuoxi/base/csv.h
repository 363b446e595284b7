#ifndef ZUOXI_BASE_CSV_H
#define ZUOXI_BASE_CSV_H

/*
 * Comma-separated values: a streaming reader whose memory does not grow with the file, and the writing of
 * cells. Quoted cells may hold separators, doubled quotes and line ends; rows end with LF, CRLF or CR.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "zuoxi/base/err.h"
#include "zuoxi/base/str.h"

#define CSV_CELLS_MAX  256
#define CSV_RECORD_MAX 262144 /* bytes of one row; a longer one ends the reading */

#define CSV_PIECE_MIN 16 /* a source is never asked for less: a whole character always fits */

/* Put at most size (≥ CSV_PIECE_MIN) bytes into buffer, *got = how many; 0 is the end. */
typedef enum status (*csv_source)(void *context, char *buffer, size_t size, size_t *got, struct err *err);

enum csv_problem {
    CSV_FINE,
    CSV_ZERO_BYTE,   /* a NUL byte stood in it (left out of the cell) */
    CSV_AFTER_QUOTE, /* text between a closing quote and the separator */
    CSV_TOO_MANY     /* more than CSV_CELLS_MAX cells: the rest was left out */
};

struct csv_reader {
    csv_source source;
    void *context;
    char separator; /* ',' ';' or tab; 0 before the first row: found in it */
    bool is_end;
    char buffer[65536];
    size_t at, filled;
    int64_t line;     /* of the next byte, from 1 */
    struct str bytes; /* the row's cells, each ended by '\0' */
    size_t starts[CSV_CELLS_MAX];
    size_t count;
    enum csv_problem problem;
};

struct csv_row {
    int64_t line; /* where it begins */
    size_t count;
    const char *cells[CSV_CELLS_MAX]; /* borrowed until the next row */
    enum csv_problem problem;
};

/* separator 0: found in the first row. The context is borrowed. */
void csv_open(struct csv_reader *reader, csv_source source, void *context, char separator);
void csv_close(struct csv_reader *reader);
/*
 * The next row; *more = false at the end. STATUS_INVALID, naming the line, for a row without end: over
 * CSV_RECORD_MAX bytes, or a quote that is never closed.
 */
enum status csv_next(struct csv_reader *reader, struct csv_row *row, bool *more, struct err *err);
/* Which of , ; and tab occurs most outside quotes in the first row of a text; ',' when none does. */
char csv_find_separator(const char *text, size_t length);

/* Append a cell, quoted where it must be; the caller puts ',' and CRLF between. */
void csv_add_cell(struct str *out, const char *text);
/*
 * A spreadsheet takes a cell beginning with = + - @ tab CR or their full-width twins for a formula: such a
 * text gets an apostrophe in front. Texts that begin with apostrophes before one of these get one more, so
 * that csv_unguard() of csv_guard() is always the same text. Guard appends; unguard returns a place in text.
 */
void csv_guard(struct str *out, const char *text);
const char *csv_unguard(const char *text);

#endif
