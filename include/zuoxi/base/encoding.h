#ifndef ZUOXI_BASE_ENCODING_H
#define ZUOXI_BASE_ENCODING_H

/* Text files from elsewhere: which encoding they are in, and reading and writing them as UTF-8. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "zuoxi/base/err.h"
#include "zuoxi/base/str.h"

enum encoding { ENCODING_UTF8, ENCODING_GB18030, ENCODING_UTF16 };

const char *encoding_name(enum encoding encoding);

/* Looks at a whole file in pieces. Start with `struct encoding_probe probe = {0};`. */
struct encoding_probe {
    int64_t good, bad; /* characters of two and more bytes, and bytes that fit in none, read as UTF-8 */
    char first[4];     /* of the file, for its mark */
    size_t first_count;
    char rest[8]; /* a character cut by the end of a piece */
    size_t rest_count;
};
void encoding_probe_add(struct encoding_probe *probe, const char *bytes, size_t length);
/*
 * UTF-16 by its mark; UTF-8 by its mark, or when most of what is not ASCII is UTF-8; else GB18030: read
 * as UTF-8, eight of nine of its bytes are bad. Some damaged places do not change the answer.
 */
enum encoding encoding_probe_end(struct encoding_probe *probe);

/*
 * Reads a file as UTF-8, without its mark. A byte that fits in no character of the encoding is given as 0xFF,
 * which is no UTF-8: who reads the text finds the place.
 */
struct encoding_reader {
    int fd; /* borrowed */
    enum encoding encoding;
    void *converter; /* iconv_t, NULL for UTF-8 */
    bool is_begun, is_end;
    char raw[32768];
    size_t used;
};
enum status encoding_open(struct encoding_reader *reader, int fd, enum encoding encoding, struct err *err);
/* A csv_source: context is the reader; size ≥ 16. */
enum status encoding_read(void *context, char *buffer, size_t size, size_t *got, struct err *err);
void encoding_close(struct encoding_reader *reader);

/* Append UTF-8 text to out in an encoding (UTF-8 or GB18030, which has every character). */
enum status encoding_add(struct str *out, enum encoding encoding, const char *text, size_t length,
                         struct err *err);
/* The mark at a file's beginning: of UTF-8, which spreadsheets need to see; '' for GB18030. */
const char *encoding_mark(enum encoding encoding);

#endif
