#include "zuoxi/base/err.h"

#include <stdarg.h>
#include <stdio.h>

#include "zuoxi/base/str.h"

enum status err_set(struct err *err, enum status status, const char *format, ...)
{
    va_list arguments;

    if (err == NULL) {
        return status;
    }
    va_start(arguments, format);
    err->status = status;
    text_vformat(err->what, sizeof(err->what), format, arguments);
    va_end(arguments);
    err->where[0] = '\0';
    err->todo[0] = '\0';
    return status;
}

enum status err_where(struct err *err, const char *format, ...)
{
    va_list arguments;

    if (err == NULL) {
        return STATUS_FAILED;
    }
    va_start(arguments, format);
    text_vformat(err->where, sizeof(err->where), format, arguments);
    va_end(arguments);
    return err->status;
}

enum status err_advise(struct err *err, const char *format, ...)
{
    va_list arguments;

    if (err == NULL) {
        return STATUS_FAILED;
    }
    va_start(arguments, format);
    text_vformat(err->todo, sizeof(err->todo), format, arguments);
    va_end(arguments);
    return err->status;
}

void err_format(const struct err *err, char *out, unsigned long size)
{
    const char *colon = err->where[0] != '\0' ? "：" : "";
    const char *stop = err->todo[0] != '\0' ? "。" : "";

    text_format(out, size, "%s%s%s%s%s", err->where, colon, err->what, stop, err->todo);
}

int status_exit_code(enum status status)
{
    switch (status) {
    case STATUS_OK:
        return 0;
    case STATUS_USAGE:
        return 2;
    case STATUS_DENIED:
        return 3;
    case STATUS_NOT_FOUND:
        return 4;
    case STATUS_BUSY:
    case STATUS_FULL:
    case STATUS_READONLY:
    case STATUS_IO:
    case STATUS_LOST:
    case STATUS_UNCLEAR:
    case STATUS_RETRY:
        return 5;
    case STATUS_FAILED:
    case STATUS_INVALID:
    case STATUS_CONFLICT:
    case STATUS_CORRUPT:
    case STATUS_NEWER:
    case STATUS_BUG:
        break;
    }
    return 1;
}
