#include "zuoxi/base/encoding.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>
#include <unistd.h>

#include "zuoxi/base/path.h"
#include "zuoxi/base/text.h"
#include "zuoxi/base/utf8.h"

#define MARK     "\xEF\xBB\xBF"
#define BAD_BYTE '\xFF'

const char *encoding_name(enum encoding encoding)
{
    static const char *const names[] = {"UTF-8", "GB18030", "UTF-16"};
    return names[encoding];
}

/* Count the characters of bytes; with is_end a cut one at the end is bad. Returns how many bytes were looked
 * at. */
static size_t count_characters(struct encoding_probe *probe, const char *bytes, size_t length, bool is_end)
{
    size_t at = 0;
    while (at < length) {
        uint32_t code;
        if ((unsigned char)bytes[at] < 0x80) {
            at++;
            continue;
        }
        size_t step = utf8_decode(bytes + at, length - at, &code);
        if (code == UTF8_BAD && !is_end && length - at < 4) {
            break;
        }
        if (code == UTF8_BAD) {
            probe->bad++;
        } else {
            probe->good++;
        }
        at += step;
    }
    return at;
}

static void keep_rest(struct encoding_probe *probe, const char *bytes, size_t length)
{
    memmove(probe->rest, bytes, length);
    probe->rest_count = length;
}

void encoding_probe_add(struct encoding_probe *probe, const char *bytes, size_t length)
{
    for (size_t i = 0; i < length && probe->first_count < sizeof(probe->first); i++) {
        probe->first[probe->first_count++] = bytes[i];
    }
    /* Complete the cut character byte by byte: at most three are needed. */
    while (probe->rest_count > 0 && length > 0) {
        probe->rest[probe->rest_count++] = *bytes++;
        length--;
        size_t done = count_characters(probe, probe->rest, probe->rest_count, false);
        keep_rest(probe, probe->rest + done, probe->rest_count - done);
    }
    if (length == 0) {
        return;
    }
    size_t done = count_characters(probe, bytes, length, false);
    keep_rest(probe, bytes + done, length - done);
}

enum encoding encoding_probe_end(struct encoding_probe *probe)
{
    count_characters(probe, probe->rest, probe->rest_count, true);
    probe->rest_count = 0;
    if (probe->first_count >= 2 &&
        (memcmp(probe->first, "\xFF\xFE", 2) == 0 || memcmp(probe->first, "\xFE\xFF", 2) == 0)) {
        return ENCODING_UTF16;
    }
    if (probe->first_count >= 3 && memcmp(probe->first, MARK, 3) == 0) {
        return ENCODING_UTF8;
    }
    return probe->bad <= probe->good ? ENCODING_UTF8 : ENCODING_GB18030;
}

static enum status open_converter(const char *to, const char *from, void **converter, struct err *err)
{
    iconv_t made = iconv_open(to, from);
    if (made == (iconv_t)-1) {
        err_set(err, STATUS_FAILED, _("系统不能在 %s 和 %s 之间转换"), from, to);
        return err_advise(err, _("请把文件另存为 UTF-8"));
    }
    *converter = made;
    return STATUS_OK;
}

enum status encoding_open(struct encoding_reader *reader, int fd, enum encoding encoding, struct err *err)
{
    *reader = (struct encoding_reader){.fd = fd, .encoding = encoding};
    if (encoding == ENCODING_UTF8) {
        return STATUS_OK;
    }
    return open_converter("UTF-8", encoding_name(encoding), &reader->converter, err);
}

void encoding_close(struct encoding_reader *reader)
{
    if (reader->converter != NULL) {
        iconv_close(reader->converter);
    }
    reader->converter = NULL;
}

static enum status read_raw(struct encoding_reader *reader, char *bytes, size_t size, size_t *got,
                            struct err *err)
{
    ssize_t length;
    do {
        length = read(reader->fd, bytes, size);
    } while (length < 0 && errno == EINTR);
    *got = length > 0 ? (size_t)length : 0;
    reader->is_end = length == 0;
    return length < 0 ? path_error(err, _("读取"), "") : STATUS_OK;
}

/* Convert what is there; one bad byte is given as BAD_BYTE, a cut character waits for the next piece. */
static void convert(struct encoding_reader *reader, char *buffer, size_t size, size_t *got)
{
    char *from = reader->raw, *to = buffer;
    size_t left = reader->used, room = size;
    while (left > 0 && room > 0) {
        if (iconv(reader->converter, &from, &left, &to, &room) != (size_t)-1 || errno == E2BIG) {
            break;
        }
        if (errno == EINVAL && !reader->is_end) {
            break;
        }
        if (room == 0) {
            break;
        }
        *to++ = BAD_BYTE;
        room--;
        from++;
        left--;
        iconv(reader->converter, NULL, NULL, NULL, NULL);
    }
    memmove(reader->raw, from, left);
    reader->used = left;
    *got = size - room;
}

static enum status read_converted(struct encoding_reader *reader, char *buffer, size_t size, size_t *got,
                                  struct err *err)
{
    enum status status = STATUS_OK;
    *got = 0;
    while (status == STATUS_OK && *got == 0 && !(reader->is_end && reader->used == 0)) {
        size_t more = 0;
        if (!reader->is_end && reader->used < sizeof(reader->raw) / 2) {
            status =
                read_raw(reader, reader->raw + reader->used, sizeof(reader->raw) - reader->used, &more, err);
        }
        reader->used += more;
        convert(reader, buffer, size, got);
    }
    return status;
}

enum status encoding_read(void *context, char *buffer, size_t size, size_t *got, struct err *err)
{
    struct encoding_reader *reader = context;
    enum status status;
    do {
        status = reader->encoding == ENCODING_UTF8 ? read_raw(reader, buffer, size, got, err)
                                                   : read_converted(reader, buffer, size, got, err);
        if (status == STATUS_OK && !reader->is_begun && *got >= 3 && memcmp(buffer, MARK, 3) == 0) {
            *got -= 3;
            memmove(buffer, buffer + 3, *got);
        }
        reader->is_begun = true;
    } while (status == STATUS_OK && *got == 0 && !reader->is_end);
    return status;
}

enum status encoding_add(struct str *out, enum encoding encoding, const char *text, size_t length,
                         struct err *err)
{
    void *converter = NULL;
    if (encoding == ENCODING_UTF8) {
        str_add_bytes(out, text, length);
        return STATUS_OK;
    }
    enum status status = open_converter(encoding_name(encoding), "UTF-8", &converter, err);
    if (status != STATUS_OK) {
        return status;
    }
    char *from = (char *)(uintptr_t)text;
    while (length > 0 && status == STATUS_OK) {
        char piece[4096], *to = piece;
        size_t room = sizeof(piece);
        if (iconv(converter, &from, &length, &to, &room) == (size_t)-1 && errno != E2BIG) {
            status = err_set(err, STATUS_INVALID, _("有不能写成 %s 的字节"), encoding_name(encoding));
        }
        str_add_bytes(out, piece, sizeof(piece) - room);
    }
    iconv_close(converter);
    return status;
}

const char *encoding_mark(enum encoding encoding)
{
    return encoding == ENCODING_UTF8 ? MARK : "";
}
