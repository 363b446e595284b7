#ifndef ZUOXI_BASE_UTF8_H
#define ZUOXI_BASE_UTF8_H

/* Strict UTF-8: no overlong forms, no surrogates, nothing above U+10FFFF. Lengths are bytes, widths are
 * cells. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define UTF8_BAD UINT32_MAX /* what utf8_decode gives for a byte that starts no character */

/* Decode one character of bytes[0..length); length > 0. Returns how many bytes it took (1 for a bad byte). */
size_t utf8_decode(const char *bytes, size_t length, uint32_t *code);
/* Encode code into out; returns 1–4 bytes, 0 for a code that is no character. Not terminated. */
size_t utf8_encode(uint32_t code, char out[4]);
bool utf8_is_valid(const char *bytes, size_t length);
/* Number of characters (code points; a bad byte counts as one). */
size_t utf8_count(const char *text);
/* Bytes of the grapheme cluster that starts at bytes (base character with its marks); 0 only at length 0. */
size_t utf8_grapheme(const char *bytes, size_t length);
/* Bytes of the grapheme cluster that ends at offset `end`; 0 only at end 0. */
size_t utf8_grapheme_before(const char *bytes, size_t end);
/* Han characters, the unit of Chinese search words. */
bool utf8_is_han(uint32_t code);

#endif
