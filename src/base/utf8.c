#include "zuoxi/base/utf8.h"

#include <string.h>

#include <utf8proc.h>

/* What a lead byte promises: continuation bytes, and the lowest code such a length may carry (no overlong
 * forms). */
static size_t utf8_lead(unsigned char lead, uint32_t *bits, uint32_t *lowest)
{
    if (lead >= 0xC2 && lead <= 0xDF) {
        *bits = lead & 0x1Fu;
        *lowest = 0x80;
        return 2;
    }
    if (lead >= 0xE0 && lead <= 0xEF) {
        *bits = lead & 0x0Fu;
        *lowest = 0x800;
        return 3;
    }
    if (lead >= 0xF0 && lead <= 0xF4) {
        *bits = lead & 0x07u;
        *lowest = 0x10000;
        return 4;
    }
    return 0;
}

size_t utf8_decode(const char *bytes, size_t length, uint32_t *code)
{
    const unsigned char *at = (const unsigned char *)bytes;
    uint32_t value, lowest;
    size_t need;

    if (at[0] < 0x80) {
        *code = at[0];
        return 1;
    }
    if (at[0] > 0xE0 && at[0] < 0xED && length > 2 && (at[1] & 0xC0u) == 0x80 && (at[2] & 0xC0u) == 0x80) {
        /* Han, its punctuation and the lines of frames: three bytes that cannot be overlong or surrogates. */
        *code = (at[0] & 0x0Fu) << 12 | (at[1] & 0x3Fu) << 6 | (at[2] & 0x3Fu);
        return 3;
    }
    *code = UTF8_BAD;
    need = utf8_lead(at[0], &value, &lowest);
    if (need == 0 || need > length) {
        return 1;
    }
    for (size_t i = 1; i < need; i++) {
        if ((at[i] & 0xC0u) != 0x80) {
            return 1;
        }
        value = value << 6 | (at[i] & 0x3Fu);
    }
    if (value < lowest || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) {
        return 1;
    }
    *code = value;
    return need;
}

size_t utf8_encode(uint32_t code, char out[4])
{
    if (code < 0x80) {
        out[0] = (char)code;
        return 1;
    }
    if (code < 0x800) {
        out[0] = (char)(0xC0 | code >> 6);
        out[1] = (char)(0x80 | (code & 0x3F));
        return 2;
    }
    if (code < 0x10000) {
        if (code >= 0xD800 && code <= 0xDFFF) {
            return 0;
        }
        out[0] = (char)(0xE0 | code >> 12);
        out[1] = (char)(0x80 | (code >> 6 & 0x3F));
        out[2] = (char)(0x80 | (code & 0x3F));
        return 3;
    }
    if (code > 0x10FFFF) {
        return 0;
    }
    out[0] = (char)(0xF0 | code >> 18);
    out[1] = (char)(0x80 | (code >> 12 & 0x3F));
    out[2] = (char)(0x80 | (code >> 6 & 0x3F));
    out[3] = (char)(0x80 | (code & 0x3F));
    return 4;
}

bool utf8_is_valid(const char *bytes, size_t length)
{
    for (size_t at = 0; at < length;) {
        uint32_t code;
        uint64_t eight;

        if (length - at >= sizeof(eight)) { /* ASCII eight bytes at a time */
            memcpy(&eight, bytes + at, sizeof(eight));
            if ((eight & 0x8080808080808080u) == 0) {
                at += sizeof(eight);
                continue;
            }
        }
        if ((unsigned char)bytes[at] < 0x80) {
            at++;
            continue;
        }
        at += utf8_decode(bytes + at, length - at, &code);
        if (code == UTF8_BAD) {
            return false;
        }
    }
    return true;
}

size_t utf8_count(const char *text)
{
    size_t length = strlen(text), count = 0;
    uint32_t code;

    for (size_t at = 0; at < length; at += utf8_decode(text + at, length - at, &code)) {
        count++;
    }
    return count;
}

/*
 * Characters that join no other: ASCII, Latin letters, common Han, punctuation, lines and marks of the
 * screen. Nearly all text, and no need to look up any property (the tables are 340 KB of memory that is not
 * touched so).
 */
static bool stands_alone(uint32_t code)
{
    return (code >= 0x20 && code < 0x7F) || (code >= 0x4E00 && code <= 0x9FFF) ||
           (code >= 0xAE && code <= 0x2FF) || (code >= 0x2010 && code <= 0x2027) ||
           (code >= 0x2190 && code <= 0x25FF) || (code >= 0x3001 && code <= 0x3029) ||
           (code >= 0xFF01 && code <= 0xFF60);
}

size_t utf8_grapheme(const char *bytes, size_t length)
{
    uint32_t code, next;
    utf8proc_int32_t state = 0;
    size_t used;

    if (length == 0) {
        return 0;
    }
    used = utf8_decode(bytes, length, &code);
    if (used == length) {
        return used;
    }
    utf8_decode(bytes + used, length - used, &next);
    if (stands_alone(code) && stands_alone(next)) {
        return used;
    }
    while (code != UTF8_BAD && used < length) {
        size_t step = utf8_decode(bytes + used, length - used, &next);

        if (next == UTF8_BAD ||
            utf8proc_grapheme_break_stateful((utf8proc_int32_t)code, (utf8proc_int32_t)next, &state)) {
            break;
        }
        used += step;
        code = next;
    }
    return used;
}

size_t utf8_grapheme_before(const char *bytes, size_t end)
{
    size_t start = end;

    /* Clusters are found forwards only: go back to a safe place (a newline, or 64 bytes at a lead byte). */
    while (start > 0 && end - start < 64 && bytes[start - 1] != '\n') {
        start--;
    }
    while (start < end && start > 0 && ((unsigned char)bytes[start] & 0xC0u) == 0x80) {
        start++;
    }
    for (size_t at = start; at < end;) {
        size_t step = utf8_grapheme(bytes + at, end - at);

        if (at + step >= end) {
            return end - at;
        }
        at += step;
    }
    return end > 0 ? 1 : 0;
}

bool utf8_is_han(uint32_t code)
{
    return (code >= 0x4E00 && code <= 0x9FFF) || (code >= 0x3400 && code <= 0x4DBF) || code == 0x3007 ||
           (code >= 0x20000 && code <= 0x323AF) || (code >= 0xF900 && code <= 0xFAFF);
}
