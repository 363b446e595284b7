#include "zuoxi/base/csv.h"

#include <string.h>

#include "zuoxi/base/text.h"

#define END_OF_FILE (-1)

void csv_open(struct csv_reader *reader, csv_source source, void *context, char separator)
{
    reader->source = source;
    reader->context = context;
    reader->separator = separator;
    reader->is_end = false;
    reader->at = reader->filled = 0;
    reader->line = 1;
    reader->bytes = (struct str){0};
}

void csv_close(struct csv_reader *reader)
{
    str_free(&reader->bytes);
}

/* The whole buffer, so that the first row's separators are seen together whatever pieces the source gives. */
static enum status fill(struct csv_reader *reader, struct err *err)
{
    enum status status = STATUS_OK;
    size_t got = 1;
    reader->at = reader->filled = 0;
    while (status == STATUS_OK && got > 0 && reader->filled + CSV_PIECE_MIN <= sizeof(reader->buffer)) {
        got = 0;
        status = reader->source(reader->context, reader->buffer + reader->filled,
                                sizeof(reader->buffer) - reader->filled, &got, err);
        reader->filled += got;
    }
    reader->is_end = status != STATUS_OK || got == 0;
    return status;
}

/* The next byte without taking it, END_OF_FILE at the end. */
static int peek(struct csv_reader *reader, enum status *status, struct err *err)
{
    if (reader->at == reader->filled && !reader->is_end) {
        *status = fill(reader, err);
    }
    return reader->at < reader->filled ? (unsigned char)reader->buffer[reader->at] : END_OF_FILE;
}

char csv_find_separator(const char *text, size_t length)
{
    static const char separators[] = {',', ';', '\t'};
    size_t counts[sizeof(separators)] = {0}, best = 0;
    bool is_quoted = false;
    for (size_t i = 0; i < length && (is_quoted || (text[i] != '\n' && text[i] != '\r')); i++) {
        is_quoted = is_quoted != (text[i] == '"');
        for (size_t s = 0; s < sizeof(separators) && !is_quoted; s++) {
            counts[s] += text[i] == separators[s];
        }
    }
    for (size_t s = 1; s < sizeof(separators); s++) {
        if (counts[s] > counts[best]) {
            best = s;
        }
    }
    return separators[best];
}

static void begin_cell(struct csv_reader *reader)
{
    if (reader->count < CSV_CELLS_MAX) {
        reader->starts[reader->count] = reader->bytes.length;
    }
}

static void end_cell(struct csv_reader *reader)
{
    if (reader->count == CSV_CELLS_MAX) {
        reader->problem = CSV_TOO_MANY;
        return;
    }
    str_add_char(&reader->bytes, '\0');
    reader->count++;
}

static void add_byte(struct csv_reader *reader, char byte)
{
    if (byte == '\0') {
        reader->problem = CSV_ZERO_BYTE;
    } else {
        str_add_char(&reader->bytes, byte);
    }
}

/* A line end is taken whole; false when the byte is none. */
static bool take_line_end(struct csv_reader *reader, int byte, enum status *status, struct err *err)
{
    if (byte != '\n' && byte != '\r') {
        return false;
    }
    reader->at++;
    reader->line++;
    if (byte == '\r' && peek(reader, status, err) == '\n') {
        reader->at++;
    }
    return true;
}

static enum status refuse_length(struct err *err, int64_t line)
{
    err_set(err, STATUS_INVALID, _("第%lld行开始的一行超过%d字节"), (long long)line, CSV_RECORD_MAX);
    return err_advise(err, _("请检查那里是否缺少换行或结束的引号"));
}

/* Take bytes that are plain in an unquoted cell in one go. */
static void take_plain(struct csv_reader *reader)
{
    const char *bytes = reader->buffer + reader->at;
    size_t length = 0, left = reader->filled - reader->at;
    while (length < left && bytes[length] != reader->separator && bytes[length] != '\n' &&
           bytes[length] != '\r' && bytes[length] != '\0') {
        length++;
    }
    str_add_bytes(&reader->bytes, bytes, length);
    reader->at += length;
}

/* Everything up to the closing quote, which is taken too; line ends inside count as lines. */
static enum status take_quoted(struct csv_reader *reader, int64_t begun, struct err *err)
{
    enum status status = STATUS_OK;
    for (;;) {
        int byte = peek(reader, &status, err);
        if (status != STATUS_OK) {
            return status;
        }
        if (byte == END_OF_FILE) {
            err_set(err, STATUS_INVALID, _("第%lld行开始的引号到文件结尾也没有结束"), (long long)begun);
            return err_advise(err, _("请补上引号，或删去多余的引号"));
        }
        reader->at++;
        if (byte == '"') {
            if (peek(reader, &status, err) != '"') {
                return status;
            }
            reader->at++;
        }
        /* CRLF is one line end: its LF is counted. */
        if (byte == '\n' || (byte == '\r' && peek(reader, &status, err) != '\n')) {
            reader->line++;
        }
        add_byte(reader, (char)byte);
        if (reader->bytes.length > CSV_RECORD_MAX) {
            return refuse_length(err, begun);
        }
    }
}

/* One cell and what ends it; *is_last = that was the row's end. */
static enum status take_cell(struct csv_reader *reader, int64_t begun, bool *is_last, struct err *err)
{
    enum status status = STATUS_OK;
    begin_cell(reader);
    bool is_quoted = peek(reader, &status, err) == '"';
    if (status == STATUS_OK && is_quoted) {
        reader->at++;
        status = take_quoted(reader, begun, err);
    }
    size_t closed = reader->bytes.length;
    while (status == STATUS_OK) {
        int byte = peek(reader, &status, err);
        *is_last = byte == END_OF_FILE || take_line_end(reader, byte, &status, err);
        if (*is_last || byte == reader->separator) {
            break;
        }
        if (byte == '\0') {
            add_byte(reader, reader->buffer[reader->at++]);
        } else {
            take_plain(reader);
        }
        if (reader->bytes.length > CSV_RECORD_MAX) {
            status = refuse_length(err, begun);
        }
    }
    if (status != STATUS_OK) {
        return status;
    }
    if (is_quoted && reader->bytes.length > closed) {
        reader->problem = CSV_AFTER_QUOTE;
    }
    reader->at += *is_last ? 0 : 1;
    end_cell(reader);
    return STATUS_OK;
}

enum status csv_next(struct csv_reader *reader, struct csv_row *row, bool *more, struct err *err)
{
    enum status status = STATUS_OK;
    str_reset(&reader->bytes);
    reader->count = 0;
    reader->problem = CSV_FINE;
    row->line = reader->line;
    row->count = 0;
    *more = peek(reader, &status, err) != END_OF_FILE;
    if (status == STATUS_OK && *more && reader->separator == '\0') {
        reader->separator = csv_find_separator(reader->buffer + reader->at, reader->filled - reader->at);
    }
    for (bool is_last = !*more; status == STATUS_OK && !is_last;) {
        status = take_cell(reader, row->line, &is_last, err);
    }
    if (status != STATUS_OK) {
        return status;
    }
    row->problem = reader->problem;
    row->count = reader->count;
    for (size_t i = 0; i < reader->count; i++) {
        row->cells[i] = reader->bytes.bytes + reader->starts[i];
    }
    return STATUS_OK;
}

void csv_add_cell(struct str *out, const char *text)
{
    size_t length = strlen(text);
    bool has_blank_end = length > 0 && (text[0] == ' ' || text[length - 1] == ' ');
    if (!has_blank_end && strpbrk(text, ",;\t\"\r\n") == NULL) {
        str_add_bytes(out, text, length);
        return;
    }
    str_add_char(out, '"');
    for (; *text != '\0'; text++) {
        if (*text == '"') {
            str_add_char(out, '"');
        }
        str_add_char(out, *text);
    }
    str_add_char(out, '"');
}

/* Is text, after any apostrophes, what a spreadsheet would calculate? */
static bool is_formula(const char *text)
{
    static const char *const starts[] = {"=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"};
    text += strspn(text, "'");
    for (size_t i = 0; i < sizeof(starts) / sizeof(starts[0]); i++) {
        if (strncmp(text, starts[i], strlen(starts[i])) == 0) {
            return true;
        }
    }
    return false;
}

void csv_guard(struct str *out, const char *text)
{
    if (is_formula(text)) {
        str_add_char(out, '\'');
    }
    str_add(out, text);
}

const char *csv_unguard(const char *text)
{
    return text[0] == '\'' && is_formula(text) ? text + 1 : text;
}
