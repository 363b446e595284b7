/* The list of refused rows: line, reason, and the row as it was, so that it can be mended and imported
 * itself. */

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "exchange_private.h"
#include "zuoxi/base/text.h"
#include "zuoxi/base/utf8.h"
#include "zuoxi/base/width.h"

#define FLUSH_AT 65536

enum status exchange_write(int fd, const char *path, const char *bytes, size_t length, struct err *err)
{
    while (length > 0) {
        ssize_t done = write(fd, bytes, length);
        if (done < 0 && errno == EINTR) {
            continue;
        }
        if (done <= 0) {
            return path_error(err, _("写入"), path);
        }
        bytes += done;
        length -= (size_t)done;
    }
    return STATUS_OK;
}

void exchange_rejects_begin(struct exchange_rejects *rejects, const char *path,
                            const struct exchange_columns *columns)
{
    *rejects = (struct exchange_rejects){.path = path, .fd = -1, .columns = columns};
}

/* A list begins with its mark and these words, whatever follows. */
static void add_beginning(struct str *text)
{
    str_printf(text, "%s%s,%s", encoding_mark(ENCODING_UTF8), _(EXCHANGE_LINE_HEADING),
               _(EXCHANGE_REASON_HEADING));
}

enum status exchange_rejects_check(const char *path, struct err *err)
{
    struct stat info;
    struct str wanted = {0};
    char begins[64] = "";
    ssize_t got = 0;
    if (lstat(path, &info) != 0) {
        return errno == ENOENT ? STATUS_OK : path_error(err, _("查看"), path);
    }
    add_beginning(&wanted);
    int fd = S_ISREG(info.st_mode) ? open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW) : -1;
    if (fd >= 0) {
        got = read(fd, begins, sizeof(begins));
        close(fd);
    }
    bool is_list = got >= (ssize_t)wanted.length && memcmp(begins, str_text(&wanted), wanted.length) == 0;
    str_free(&wanted);
    if (is_list) {
        return STATUS_OK;
    }
    err_set(err, STATUS_CONFLICT, _("文件已存在，而且不是拒绝清单"));
    err_where(err, "%s", path);
    return err_advise(err, _("请用 --rejects 另指定一个文件"));
}

static enum status flush(struct exchange_rejects *rejects, size_t keep, struct err *err)
{
    if (rejects->text.length <= keep) {
        return STATUS_OK;
    }
    enum status status =
        exchange_write(rejects->fd, rejects->path, rejects->text.bytes, rejects->text.length, err);
    str_reset(&rejects->text);
    return status;
}

/* A column of an earlier list, which is being imported: it is made anew. */
static bool is_own(const struct exchange_column *column)
{
    return column->field == NULL && (strcmp(column->name, _(EXCHANGE_LINE_HEADING)) == 0 ||
                                     strcmp(column->name, _(EXCHANGE_REASON_HEADING)) == 0);
}

static enum status start(struct exchange_rejects *rejects, struct err *err)
{
    if (!text_format(rejects->temporary, sizeof(rejects->temporary), "%s.XXXXXX", rejects->path)) {
        return err_set(err, STATUS_INVALID, _("路径太长"));
    }
    rejects->fd = mkostemp(rejects->temporary, O_CLOEXEC);
    if (rejects->fd < 0) {
        return path_error(err, _("创建"), rejects->path);
    }
    add_beginning(&rejects->text);
    for (size_t i = 0; i < rejects->columns->count; i++) {
        const struct exchange_column *column = &rejects->columns->items[i];
        if (is_own(column)) {
            continue;
        }
        str_add_char(&rejects->text, ',');
        csv_add_cell(&rejects->text, column->name);
    }
    str_add(&rejects->text, "\r\n");
    return STATUS_OK;
}

/* As the file had it, except for what may not leave in a file. */
static void add_raw(struct str *out, const char *cell)
{
    struct str safe = {0}, guarded = {0};
    cell = csv_unguard(cell);
    while (*cell != '\0') {
        size_t length = strcspn(cell, "\t\n\r");
        safe_text(&safe, cell, length, -1, false);
        cell += length;
        if (*cell != '\0') {
            str_add_char(&safe, *cell++);
        }
    }
    csv_guard(&guarded, str_text(&safe));
    csv_add_cell(out, str_text(&guarded));
    str_free(&safe);
    str_free(&guarded);
}

enum status exchange_rejects_add(struct exchange_rejects *rejects, int64_t line, const char *reason,
                                 const char *cells, size_t count, struct err *err)
{
    enum status status = rejects->fd < 0 ? start(rejects, err) : STATUS_OK;
    if (status != STATUS_OK) {
        return status;
    }
    str_printf(&rejects->text, "%lld,", (long long)line);
    add_raw(&rejects->text, reason);
    for (size_t i = 0; i < count; i++) {
        const struct exchange_column *column =
            i < rejects->columns->count ? &rejects->columns->items[i] : NULL;
        if (column == NULL || !is_own(column)) {
            str_add_char(&rejects->text, ',');
            add_raw(&rejects->text, cells);
        }
        cells += strlen(cells) + 1;
    }
    str_add(&rejects->text, "\r\n");
    return flush(rejects, FLUSH_AT, err);
}

enum status exchange_rejects_end(struct exchange_rejects *rejects, struct err *err)
{
    if (rejects->fd < 0) {
        return STATUS_OK;
    }
    enum status status = flush(rejects, 0, err);
    if (status == STATUS_OK) {
        status = exchange_rejects_check(rejects->path, err);
    }
    if (status == STATUS_OK && (fsync(rejects->fd) != 0 || rename(rejects->temporary, rejects->path) != 0)) {
        status = path_error(err, _("写入"), rejects->path);
    }
    if (status == STATUS_OK) {
        close(rejects->fd);
        rejects->fd = -1;
    }
    exchange_rejects_discard(rejects);
    return status;
}

void exchange_rejects_discard(struct exchange_rejects *rejects)
{
    if (rejects->fd >= 0) {
        close(rejects->fd);
        unlink(rejects->temporary);
        rejects->fd = -1;
    }
    str_free(&rejects->text);
}
