#ifndef ZUOXI_BASE_STR_H
#define ZUOXI_BASE_STR_H

/* A growing byte string, always terminated. Start with `struct str s = {0};`, end with str_free(). */

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

struct str {
    char *bytes; /* NULL until something was added; use str_text() for a safe "" */
    size_t length;
    size_t capacity;
};

void str_free(struct str *str);
void str_reset(struct str *str); /* length 0, memory kept */
void str_add(struct str *str, const char *text);
void str_add_bytes(struct str *str, const char *bytes, size_t length);
void str_add_char(struct str *str, char byte);
/* In decimal digits; what str_printf would make, a tenth of its cost. */
void str_add_number(struct str *str, unsigned number);
void str_printf(struct str *str, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Remove `count` bytes at `at`, or insert `length` bytes there. */
void str_remove(struct str *str, size_t at, size_t count);
void str_insert(struct str *str, size_t at, const char *bytes, size_t length);
/* Borrowed text, never NULL; valid until the next change. */
const char *str_text(const struct str *str);

/*
 * Copy text into a fixed array (size bytes). Returns false and copies as many whole UTF-8 characters as fit
 * when it is too long.
 */
bool text_copy(char *to, size_t size, const char *text);
/* The same behind what stands there. */
bool text_append(char *to, size_t size, const char *text);
/* snprintf with the same promise: cut at a whole character, false when cut. */
bool text_format(char *to, size_t size, const char *format, ...) __attribute__((format(printf, 3, 4)));
bool text_vformat(char *to, size_t size, const char *format, va_list arguments)
    __attribute__((format(printf, 3, 0)));
/* The next line of a text, *length bytes without its '\n'; *rest is moved on. NULL at the text's end. */
const char *text_line(const char **rest, size_t *length);

#endif
