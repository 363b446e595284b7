#include "zuoxi/base/str.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/utf8.h"

static void str_reserve(struct str *str, size_t more)
{
    if (str->length + more >= str->capacity) {
        mem_reserve((void **)&str->bytes, &str->capacity, str->length + more + 1, 1);
    }
}

void str_free(struct str *str)
{
    free(str->bytes);
    *str = (struct str){0};
}

void str_reset(struct str *str)
{
    str->length = 0;
    if (str->bytes != NULL) {
        str->bytes[0] = '\0';
    }
}

void str_add_bytes(struct str *str, const char *bytes, size_t length)
{
    str_reserve(str, length);
    if (length > 0) {
        memcpy(str->bytes + str->length, bytes, length);
    }
    str->length += length;
    str->bytes[str->length] = '\0';
}

void str_add(struct str *str, const char *text)
{
    str_add_bytes(str, text, strlen(text));
}

void str_add_char(struct str *str, char byte)
{
    str_reserve(str, 1);
    str->bytes[str->length++] = byte;
    str->bytes[str->length] = '\0';
}

void str_add_number(struct str *str, unsigned number)
{
    char digits[16];
    size_t at = sizeof(digits);

    do {
        digits[--at] = (char)('0' + number % 10);
        number /= 10;
    } while (number > 0);
    str_add_bytes(str, digits + at, sizeof(digits) - at);
}

void str_printf(struct str *str, const char *format, ...)
{
    va_list arguments, again;
    int need;

    va_start(arguments, format);
    va_copy(again, arguments);
    need = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (need > 0) {
        str_reserve(str, (size_t)need);
        vsnprintf(str->bytes + str->length, (size_t)need + 1, format, again);
        str->length += (size_t)need;
    }
    va_end(again);
}

void str_remove(struct str *str, size_t at, size_t count)
{
    if (at >= str->length) {
        return;
    }
    if (count > str->length - at) {
        count = str->length - at;
    }
    memmove(str->bytes + at, str->bytes + at + count, str->length - at - count + 1);
    str->length -= count;
}

void str_insert(struct str *str, size_t at, const char *bytes, size_t length)
{
    str_reserve(str, length);
    if (at > str->length) {
        at = str->length;
    }
    memmove(str->bytes + at + length, str->bytes + at, str->length - at);
    memcpy(str->bytes + at, bytes, length);
    str->length += length;
    str->bytes[str->length] = '\0';
}

const char *str_text(const struct str *str)
{
    return str->bytes != NULL ? str->bytes : "";
}

/* Bytes of text's longest prefix that fits into `room` bytes without cutting a character. */
static size_t text_prefix(const char *text, size_t length, size_t room)
{
    size_t used = 0;

    while (used < length) {
        uint32_t code;
        size_t step = utf8_decode(text + used, length - used, &code);

        if (used + step > room) {
            break;
        }
        used += step;
    }
    return used;
}

bool text_copy(char *to, size_t size, const char *text)
{
    size_t length = strlen(text);
    size_t fits = length < size ? length : text_prefix(text, length, size - 1);

    memcpy(to, text, fits);
    to[fits] = '\0';
    return fits == length;
}

bool text_append(char *to, size_t size, const char *text)
{
    size_t length = strlen(to);
    return text_copy(to + length, size - length, text);
}

bool text_vformat(char *to, size_t size, const char *format, va_list arguments)
{
    int need = vsnprintf(to, size, format, arguments);

    if (need < 0) {
        to[0] = '\0';
        return false;
    }
    if ((size_t)need < size) {
        return true;
    }
    to[text_prefix(to, size - 1, size - 1)] = '\0';
    /* vsnprintf may have cut inside the last character: drop its lone lead and continuation bytes. */
    for (size_t end = strlen(to); end > 0 && !utf8_is_valid(to, end); end--) {
        to[end - 1] = '\0';
    }
    return false;
}

bool text_format(char *to, size_t size, const char *format, ...)
{
    va_list arguments;
    bool fits;

    va_start(arguments, format);
    fits = text_vformat(to, size, format, arguments);
    va_end(arguments);
    return fits;
}

const char *text_line(const char **rest, size_t *length)
{
    const char *line = *rest;
    if (*line == '\0') {
        return NULL;
    }
    *length = strcspn(line, "\n");
    *rest += *length + (line[*length] == '\n');
    return line;
}
