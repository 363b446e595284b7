/* All records of a kind into a file that spreadsheets open right and an import takes back unchanged. */

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "exchange_private.h"
#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/desk/task.h"
#include "zuoxi/domain/mask.h"
#include "zuoxi/store/record.h"

#define FLUSH_AT 65536
#define WAIT_MS  10000

struct output {
    const struct exchange_kind *kind;
    const struct exchange_export *export;
    int fd;
    int64_t expected; /* rows, counted before a whole export */
    struct str text, encoded;
};

static const char *name_of(const struct exchange_export *export)
{
    return export->path != NULL ? export->path : _("标准输出");
}

static enum status flush(struct output *output, struct err *err)
{
    str_reset(&output->encoded);
    enum status status = encoding_add(&output->encoded, output->export->encoding, str_text(&output->text),
                                      output->text.length, err);
    str_reset(&output->text);
    return status == STATUS_OK ? exchange_write(output->fd, name_of(output->export),
                                                str_text(&output->encoded), output->encoded.length, err)
                               : status;
}

static void add_header(struct output *output)
{
    str_add(&output->text, encoding_mark(output->export->encoding));
    const struct field_table *table = output->kind->table;
    const char *between = "";
    for (size_t i = 0; i < table->count; i++) {
        if (exchange_is_column(output->kind, &table->fields[i])) {
            str_add(&output->text, between);
            csv_add_cell(&output->text, _(table->fields[i].label));
            between = ",";
        }
    }
    str_add(&output->text, "\r\n");
}

static void add_record(struct output *output, const struct profile *profile, void *record)
{
    bool is_whole = output->export->reason != NULL;
    mask_record(output->kind->table, record, (struct mask_sight){is_whole, is_whole});
    const struct field_table *table = output->kind->table;
    const char *between = "";
    struct str cell = {0};
    for (size_t i = 0; i < table->count; i++) {
        if (!exchange_is_column(output->kind, &table->fields[i])) {
            continue;
        }
        str_reset(&cell);
        exchange_format(profile, &table->fields[i], record, &cell);
        str_add(&output->text, between);
        csv_add_cell(&output->text, str_text(&cell));
        between = ",";
    }
    str_add(&output->text, "\r\n");
    str_free(&cell);
}

static enum status write_all(struct desk *desk, struct output *output, int64_t *count, struct err *err)
{
    void *record = mem_new(1, output->kind->table->size);
    const struct record_head *head = record;
    enum status status = STATUS_OK;
    bool leaves = false;
    add_header(output);
    while (status == STATUS_OK &&
           (status = output->kind->next(desk, head->id, record, &leaves, err)) == STATUS_OK) {
        if (leaves) {
            add_record(output, desk->profile, record);
            ++*count;
        }
        if (output->text.length > FLUSH_AT) {
            status = flush(output, err);
        }
    }
    free(record);
    return status == STATUS_NOT_FOUND ? flush(output, err) : status;
}

/* "/tmp/用户.csv", and of whole ones "/tmp/用户.csv：完整号码和地址，200000 条，原因：移交新系统". */
static void describe(const struct output *output, struct str *note)
{
    str_add(note, name_of(output->export));
    if (output->export->reason != NULL) {
        str_printf(note, _("：完整号码和地址，%lld 条，原因：%s"), (long long)output->expected,
                   output->export->reason);
    }
}

/* Whole tables leave only after the log says so. */
static enum status audit(struct desk *desk, void *argument, int64_t *result, struct err *err)
{
    const struct output *output = argument;
    char action[40];
    struct str note = {0};
    *result = 0;
    describe(output, &note);
    text_format(action, sizeof(action), "%s.export", output->kind->audited);
    enum status status =
        desk_audit(desk, action, output->kind->audited, 0, NULL, NULL, NULL, str_text(&note), err);
    str_free(&note);
    return status;
}

/* How many rows will leave. */
static enum status count_all(struct desk *desk, struct output *output, struct err *err)
{
    void *record = mem_new(1, output->kind->table->size);
    const struct record_head *head = record;
    enum status status = STATUS_OK;
    bool leaves = false;
    while (status == STATUS_OK &&
           (status = output->kind->next(desk, head->id, record, &leaves, err)) == STATUS_OK) {
        output->expected += leaves;
    }
    free(record);
    return status == STATUS_NOT_FOUND ? STATUS_OK : status;
}

static enum status allow_whole(struct desk *desk, struct output *output, struct err *err)
{
    const char *reason = output->export->reason;
    enum status status = desk_allow(desk, RIGHT_EXPORT_WHOLE, err);
    if (status == STATUS_OK && strspn(reason, " \t\n") == strlen(reason)) {
        return err_set(err, STATUS_USAGE, _("导出完整号码要写明原因：--reason 原因"));
    }
    return status == STATUS_OK ? count_all(desk, output, err) : status;
}

static enum status write_file(struct desk *desk, struct output *output, int64_t *count, struct err *err)
{
    const char *path = output->export->path;
    output->fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (output->fd < 0 && errno == EEXIST) {
        err_set(err, STATUS_CONFLICT, _("文件已存在，不会覆盖"));
        err_where(err, "%s", path);
        return err_advise(err, _("请换一个文件名"));
    }
    if (output->fd < 0) {
        return path_error(err, _("创建"), path);
    }
    enum status status = write_all(desk, output, count, err);
    if (status == STATUS_OK && fsync(output->fd) != 0) {
        status = path_error(err, _("写入"), path);
    }
    close(output->fd);
    if (status != STATUS_OK) {
        unlink(path);
    }
    return status;
}

static enum status export_all(struct desk *desk, const struct exchange_kind *kind,
                              const struct exchange_export *export, int64_t *count, struct err *err)
{
    struct output output = {.kind = kind, .export = export, .fd = export->fd};
    *count = 0;
    enum status status = desk_allow(desk, RIGHT_EXCHANGE, err);
    if (status == STATUS_OK && export->reason != NULL) {
        status = allow_whole(desk, &output, err);
    }
    if (status == STATUS_OK) {
        status = task_run(desk, audit, &output, NULL, WAIT_MS, NULL, err);
    }
    if (status == STATUS_OK) {
        status = export->path != NULL ? write_file(desk, &output, count, err)
                                      : write_all(desk, &output, count, err);
    }
    str_free(&output.text);
    str_free(&output.encoded);
    return status;
}

enum status exchange_export_customers(struct desk *desk, const struct exchange_export *export, int64_t *count,
                                      struct err *err)
{
    return export_all(desk, &exchange_customers, export, count, err);
}

enum status exchange_export_cases(struct desk *desk, const struct exchange_export *export, int64_t *count,
                                  struct err *err)
{
    return export_all(desk, &exchange_cases, export, count, err);
}
