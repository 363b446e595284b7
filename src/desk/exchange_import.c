/*
 * Reading a file of records: look at it whole, check row by row, stage in short transactions, then publish.
 */

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "exchange_stage.h"
#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/domain/mask.h"
#include "zuoxi/store/import_store.h"

#define KEY_SIZE (4 * 20 + 1) /* as long as a 户号 or a case number may be */

struct import {
    struct desk *desk;
    const struct exchange_import *options;
    struct exchange_result *result;
    int fd;
    struct stat before;
    struct encoding_reader decoder;
    struct csv_reader reader;
    struct csv_row row;
    struct exchange_columns columns;
    struct exchange_rejects rejects;
    const struct exchange_kind *kind;
    struct exchange_stage *stage; /* owned; NULL until the header is understood */
    void *record;                 /* owned: a row's, of the kind's table */
    struct str text;              /* one cell */
    int64_t rows_max;             /* more the file cannot have */
};

static enum status open_file(struct import *import, struct err *err)
{
    const char *path = import->options->path;
    import->fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (import->fd < 0) {
        return path_error(err, _("打开"), path);
    }
    if (fstat(import->fd, &import->before) != 0 || !S_ISREG(import->before.st_mode)) {
        err_set(err, STATUS_INVALID, _("不是普通文件，不能导入"));
        return err_where(err, "%s", path);
    }
    return STATUS_OK;
}

/* No row ends without one, but the last; in no encoding are they part of another character. */
static int64_t count_line_ends(const char *bytes, size_t count)
{
    int64_t ends = 0;
    for (size_t i = 0; i < count; i++) {
        ends += bytes[i] == '\n' || bytes[i] == '\r';
    }
    return ends;
}

/* Once through the whole file: its encoding, its SHA-256, and how many rows it has at most. */
static enum status look(struct import *import, struct err *err)
{
    struct encoding_probe probe = {0};
    struct sha256 sha;
    unsigned char digest[SHA256_SIZE];
    ssize_t got;
    import->rows_max = 1;
    sha256_init(&sha);
    while ((got = read(import->fd, import->reader.buffer, sizeof(import->reader.buffer))) != 0) {
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            return path_error(err, _("读取"), import->options->path);
        }
        sha256_add(&sha, import->reader.buffer, (size_t)got);
        encoding_probe_add(&probe, import->reader.buffer, (size_t)got);
        import->rows_max += count_line_ends(import->reader.buffer, (size_t)got);
    }
    sha256_end(&sha, digest);
    sha256_hex(digest, import->result->sha256);
    import->result->encoding = encoding_probe_end(&probe);
    if (import->result->encoding == ENCODING_UTF16) {
        err_set(err, STATUS_INVALID, _("文件是UTF-16编码，不能导入"));
        err_where(err, "%s", import->options->path);
        return err_advise(err, _("请另存为“CSV UTF-8”"));
    }
    return lseek(import->fd, 0, SEEK_SET) == 0 ? STATUS_OK
                                               : path_error(err, _("读取"), import->options->path);
}

static enum status read_header(struct import *import, struct err *err)
{
    bool more = false;
    enum status status = encoding_open(&import->decoder, import->fd, import->result->encoding, err);
    if (status == STATUS_OK) {
        csv_open(&import->reader, encoding_read, &import->decoder, '\0');
        status = csv_next(&import->reader, &import->row, &more, err);
    }
    if (status == STATUS_OK && !more) {
        status = err_set(err, STATUS_INVALID, _("文件是空的"));
        err_advise(err, _("第一行应是列名，例如：户号,姓名,电话,小区,楼,单元,室"));
    }
    if (status == STATUS_OK) {
        status = exchange_columns_read(&import->columns, &import->row, import->options->map, err);
    }
    if (status != STATUS_OK && err->where[0] == '\0') {
        err_where(err, "%s:1", import->options->path);
    }
    return status;
}

/* Write what waits, then list what was refused, in the order of the lines. */
static enum status flush(struct import *import, struct err *err)
{
    struct exchange_stage *stage = import->stage;
    enum status status = stage->count == 0 ? STATUS_OK : exchange_stage_write(stage, err);
    for (size_t i = 0; i < stage->count && status == STATUS_OK; i++) {
        const struct exchange_waiting *waiting = &stage->rows[i];
        char repeat[120];
        const char *texts = str_text(&stage->texts);
        const char *reason = waiting->reason != 0 ? texts + waiting->reason - 1 : repeat;
        if (waiting->reason == 0 && waiting->first_line == 0) {
            continue;
        }
        text_format(repeat, sizeof(repeat), _("「%s」和第%lld行的重复"),
                    _(field_find(import->kind->table, import->kind->key)->label),
                    (long long)waiting->first_line);
        import->result->rejected++;
        status = exchange_rejects_add(&import->rejects, waiting->line, reason, texts + waiting->raw,
                                      waiting->raw_count, err);
    }
    stage->count = 0;
    str_reset(&stage->texts);
    return status;
}

static enum status check_shape(const struct import *import, struct err *err)
{
    static const char *const problems[] = {"", N_("有空字节(NUL)"), N_("结束的引号后面还有文字"),
                                           N_("列太多")};
    const struct csv_row *row = &import->row;
    if (row->problem != CSV_FINE) {
        return err_set(err, STATUS_INVALID, "%s", _(problems[row->problem]));
    }
    if (row->count < import->columns.count) {
        return err_set(err, STATUS_INVALID, _("这一行有%zu格，列名有%zu个"), row->count,
                       import->columns.count);
    }
    for (size_t i = 0; i < row->count; i++) {
        bool is_named = i < import->columns.count && import->columns.items[i].name[0] != '\0';
        if (!is_named && row->cells[i][0] != '\0') {
            return err_set(err, STATUS_INVALID, _("第%zu格有内容，但那里没有列名"), i + 1);
        }
    }
    return STATUS_OK;
}

/* The cells of the columns that are (not) chosen under another field, which must be known before them. */
static enum status parse_cells(struct import *import, bool are_dependent, struct err *err)
{
    const struct field_table *table = import->kind->table;
    enum status status = STATUS_OK;
    for (size_t i = 0; i < import->columns.count && status == STATUS_OK; i++) {
        const struct field *field = import->columns.items[i].field;
        const char *cell = csv_unguard(import->row.cells[i]);
        bool is_masked = field != NULL && mask_hides(field, (struct mask_sight){0}) && mask_is_masked(cell);
        if (field == NULL || cell[0] == '\0' || is_masked || (field->depends != NULL) != are_dependent) {
            continue;
        }
        status =
            exchange_parse(import->desk->profile, table, field, cell, import->record, &import->text, err);
        if (status == STATUS_OK && import->text.length > 0) {
            exchange_pack_field(&import->stage->texts, table, field, import->record);
        }
    }
    return status;
}

static enum status parse_row(struct import *import, struct exchange_waiting *waiting, struct err *err)
{
    const struct exchange_kind *kind = import->kind;
    struct str *texts = &import->stage->texts;
    enum status status = check_shape(import, err);
    memset(import->record, 0, kind->table->size);
    waiting->row.start = texts->length;
    if (status == STATUS_OK) {
        status = parse_cells(import, false, err);
    }
    if (status == STATUS_OK) {
        status = parse_cells(import, true, err);
    }
    const char *key = field_text_const(field_find(kind->table, kind->key), import->record);
    char key_copy[KEY_SIZE];
    text_copy(key_copy, sizeof(key_copy), key);
    waiting->row.length = texts->length - waiting->row.start;
    if (status == STATUS_OK) {
        status = kind->check(import->desk, import->stage->state, import->record, texts, &waiting->row, err);
    }
    waiting->key = texts->length;
    str_add_bytes(texts, key_copy, strlen(key_copy) + 1);
    return status;
}

static bool is_blank(const struct csv_row *row)
{
    for (size_t i = 0; i < row->count; i++) {
        if (row->cells[i][0] != '\0') {
            return false;
        }
    }
    return row->problem == CSV_FINE;
}

/* Check a row and let it wait for the batch; only a failure that is not the row's own ends the import. */
static enum status take_row(struct import *import, struct err *err)
{
    struct exchange_stage *stage = import->stage;
    struct exchange_waiting *waiting = &stage->rows[stage->count];
    struct err refusal = {0};
    *waiting = (struct exchange_waiting){.line = import->row.line, .raw_count = import->row.count};
    exchange_stage_look(stage, true);
    waiting->raw = stage->texts.length;
    str_add_bytes(&stage->texts, import->reader.bytes.bytes, import->reader.bytes.length);
    enum status status = parse_row(import, waiting, &refusal);
    if (status != STATUS_OK && status != STATUS_INVALID) {
        *err = refusal;
        return status;
    }
    if (status != STATUS_OK) {
        waiting->reason = stage->texts.length + 1;
        str_add_bytes(&stage->texts, refusal.what, strlen(refusal.what) + 1);
    }
    import->result->rows++;
    stage->count++;
    return stage->count >= (size_t)stage->batch || stage->texts.length > CSV_RECORD_MAX ? flush(import, err)
                                                                                        : STATUS_OK;
}

static void report(const struct import *import)
{
    if (import->options->progress != NULL && import->before.st_size > 0) {
        off_t at = lseek(import->fd, 0, SEEK_CUR);
        import->options->progress(import->options->context, (int)(at * 60 / import->before.st_size));
    }
}

static enum status read_rows(struct import *import, struct err *err)
{
    bool more = true;
    enum status status = STATUS_OK;
    while (status == STATUS_OK && more) {
        status = csv_next(&import->reader, &import->row, &more, err);
        if (status != STATUS_OK) {
            err_where(err, "%s", import->options->path);
        } else if (more && !is_blank(&import->row)) {
            status = take_row(import, err);
        }
        if (import->stage->count == 0) {
            report(import);
        }
    }
    if (status == STATUS_OK) {
        status = flush(import, err);
    }
    struct stat after;
    if (status == STATUS_OK && fstat(import->fd, &after) == 0 &&
        (after.st_size != import->before.st_size || after.st_mtim.tv_sec != import->before.st_mtim.tv_sec ||
         after.st_mtim.tv_nsec != import->before.st_mtim.tv_nsec)) {
        err_set(err, STATUS_CONFLICT, _("文件在导入的时候被改动了，什么都没有导入"));
        err_where(err, "%s", import->options->path);
        return err_advise(err, _("请等文件写完后再导入"));
    }
    return status;
}

/* All rows are looked at: take them, or say why not. */
static enum status decide(struct import *import, struct err *err)
{
    struct exchange_result *result = import->result;
    enum status status = exchange_rejects_end(&import->rejects, err);
    if (status != STATUS_OK) {
        return status;
    }
    if (result->rejected == 0) {
        result->rejects[0] = '\0';
    }
    if (result->rows == 0) {
        err_set(err, STATUS_INVALID, _("文件里只有列名，没有%s"), _(import->kind->table->label));
        return err_where(err, "%s", import->options->path);
    }
    if (result->rejected > 0 && !import->options->is_partial) {
        err_set(err, STATUS_INVALID, _("%lld行里有%lld行不能导入，什么都没有导入"), (long long)result->rows,
                (long long)result->rejected);
        return err_advise(err, _("原因在 %s;改好后重新导入，或用 --partial 只导入其余的行"), result->rejects);
    }
    status = exchange_stage_index(import->stage, import->options, err);
    return status == STATUS_OK ? exchange_publish(import->stage, import->options, result, err) : status;
}

static enum status run(struct import *import, struct err *err)
{
    enum status status = open_file(import, err);
    if (status == STATUS_OK) {
        status = exchange_rejects_check(import->result->rejects, err);
    }
    if (status == STATUS_OK) {
        status = look(import, err);
    }
    if (status == STATUS_OK) {
        status = read_header(import, err);
    }
    if (status == STATUS_OK) {
        status = exchange_stage_new(&import->stage, import->desk, import->kind, import->rows_max, err);
    }
    if (status == STATUS_OK) {
        status = read_rows(import, err);
    }
    return status == STATUS_OK ? decide(import, err) : status;
}

static void clear(struct import *import)
{
    csv_close(&import->reader);
    encoding_close(&import->decoder);
    exchange_columns_clear(&import->columns);
    exchange_rejects_discard(&import->rejects);
    str_free(&import->text);
    if (import->stage != NULL) {
        /* What is written was published or is given up; a failure here harms nobody: the next one clears up.
         */
        exchange_stage_clear(import->stage, NULL);
    }
    exchange_stage_free(&import->stage);
    if (import->fd >= 0) {
        close(import->fd);
    }
    free(import->record);
    free(import);
}

static enum status import_all(struct desk *desk, const struct exchange_kind *kind,
                              const struct exchange_import *options, struct exchange_result *result,
                              struct err *err)
{
    int lock = -1;
    *result = (struct exchange_result){0};
    enum status status = desk_allow(desk, RIGHT_EXCHANGE, err);
    if (status == STATUS_OK && !text_format(result->rejects, sizeof(result->rejects), "%s%s",
                                            options->rejects != NULL ? options->rejects : options->path,
                                            options->rejects != NULL ? "" : ".rejects.csv")) {
        status = err_set(err, STATUS_INVALID, _("路径太长"));
    }
    if (status == STATUS_OK) {
        status = import_store_lock(desk->store, &lock, err);
    }
    if (status != STATUS_OK) {
        return status;
    }
    struct import *import = mem_new(1, sizeof(*import));
    import->desk = desk;
    import->options = options;
    import->result = result;
    import->fd = -1;
    import->kind = import->columns.kind = kind;
    import->record = mem_new(1, kind->table->size);
    exchange_rejects_begin(&import->rejects, result->rejects, &import->columns);
    status = run(import, err);
    clear(import);
    import_store_unlock(&lock);
    return status;
}

enum status exchange_import_customers(struct desk *desk, const struct exchange_import *options,
                                      struct exchange_result *result, struct err *err)
{
    return import_all(desk, &exchange_customers, options, result, err);
}

enum status exchange_import_cases(struct desk *desk, const struct exchange_import *options,
                                  struct exchange_result *result, struct err *err)
{
    return import_all(desk, &exchange_cases, options, result, err);
}
