#include "zuoxi/domain/phone.h"

#include <string.h>

#include "zuoxi/base/str.h"
#include "zuoxi/base/utf8.h"

#define DIGITS_MAX   20
#define MASKED_LEAST 3 /* stars: what domain/mask.c knows a mask by */

/* What people put between digits: ASCII, then ideographic space, full-width and typographic dashes and
 * brackets. */
static bool is_separator(uint32_t code)
{
    static const uint32_t separators[] = {' ',    '-',    '(',    ')',    '.',    0xA0,   0x2010, 0x2011,
                                          0x2012, 0x2013, 0x2014, 0x3000, 0xFF08, 0xFF09, 0xFF0D, 0xFF0E};
    for (size_t i = 0; i < sizeof(separators) / sizeof(separators[0]); i++) {
        if (code == separators[i]) {
            return true;
        }
    }
    return false;
}

bool phone_normalise(const char *text, char out[PHONE_SIZE])
{
    size_t length = strlen(text), used = 0, digits = 0;
    out[0] = '\0';
    char result[DIGITS_MAX + 2];
    for (size_t at = 0; at < length;) {
        uint32_t code;
        at += utf8_decode(text + at, length - at, &code);
        if (code >= 0xFF10 && code <= 0xFF19) {
            code = code - 0xFF10 + '0';
        }
        if (code >= '0' && code <= '9') {
            if (digits++ == DIGITS_MAX) {
                return false;
            }
            result[used++] = (char)code;
        } else if ((code == '+' || code == 0xFF0B) && used == 0) {
            result[used++] = '+';
        } else if (!is_separator(code)) {
            return false;
        }
    }
    if (used > 0 && digits == 0) {
        return false;
    }
    result[used] = '\0';
    memcpy(out, result, used + 1);
    return true;
}

/* Digits of a stored number after its +, 0 when it holds anything else. */
static size_t digits_of(const char *phone, const char **digits)
{
    *digits = phone + (phone[0] == '+' ? 1 : 0);
    size_t count = strspn(*digits, "0123456789");
    return (*digits)[count] == '\0' && count <= DIGITS_MAX ? count : 0;
}

/* Append count digits in fours from the right. */
static char *put_fours(char *to, const char *digits, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (i > 0 && (count - i) % 4 == 0) {
            *to++ = ' ';
        }
        *to++ = digits[i];
    }
    return to;
}

/* Append the first `prefix` digits and a space, and step over them; nothing for 0. */
static char *put_prefix(char *to, const char **digits, size_t *count, size_t prefix)
{
    if (prefix == 0) {
        return to;
    }
    memcpy(to, *digits, prefix);
    to[prefix] = ' ';
    *digits += prefix;
    *count -= prefix;
    return to + prefix + 1;
}

/* Digits that stand apart at the front: mobile 138, area code 010 or 0311; 0 when there are none. */
static size_t prefix_of(const char *digits, size_t count)
{
    if (digits[0] == '1') {
        return count == 11 ? 3 : 0;
    }
    if (digits[0] != '0' || count < 10) {
        return 0;
    }
    return digits[1] <= '2' ? 3 : 4;
}

void phone_group(const char *phone, char out[PHONE_SIZE])
{
    const char *digits;
    size_t count = digits_of(phone, &digits);
    if (count <= 6) {
        text_copy(out, PHONE_SIZE, phone);
        return;
    }
    char *to = out;
    if (digits != phone) {
        *to++ = '+';
        to = put_prefix(to, &digits, &count, strncmp(digits, "86", 2) == 0 ? 2 : 0);
    }
    to = put_prefix(to, &digits, &count, prefix_of(digits, count));
    to = put_fours(to, digits, count);
    *to = '\0';
}

/* Digits that a mask leaves at the end. */
static size_t tail_of(size_t count)
{
    if (count >= 11) {
        return 4;
    }
    return count >= 5 || count < MASKED_LEAST ? 2 : count - MASKED_LEAST;
}

void phone_mask(const char *phone, char out[PHONE_SIZE])
{
    const char *digits;
    size_t count = digits_of(phone, &digits);
    if (count == 0) { /* empty, or no number at all: its very length may tell */
        text_copy(out, PHONE_SIZE, *phone == '\0' ? "" : "****");
        return;
    }
    size_t head = count >= 11 ? 3 : 0, tail = tail_of(count);
    char *to = out;
    if (digits != phone) {
        *to++ = '+';
    }
    for (size_t i = 0; i < count; i++) {
        *to++ = i < head || i + tail >= count ? digits[i] : '*';
    }
    *to = '\0';
}
