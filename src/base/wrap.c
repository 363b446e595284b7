#include "zuoxi/base/wrap.h"

#include <stdbool.h>
#include <wchar.h>

#include "zuoxi/base/utf8.h"
#include "zuoxi/base/width.h"

/* GB/T 15834 (half-width ones too): marks that may not stand at a line's head, and at its tail. */
static const wchar_t no_head[] =
    L"!),.:;?]}%"
    L"\uFF01\uFF09\uFF0C\uFF0E\uFF1A\uFF1B\uFF1F\uFF3D\uFF5D\uFF05\u3001\u3002\u3009\u300B\u300D\u300F\u3011"
    L"\u3015\u3017\u2030\u00B0\u2103\u2019\u201D\u2026\u2014\u00B7\uFF5E\u3005\u30FC";
static const wchar_t no_tail[] =
    L"([{$\uFF08\uFF3B\uFF5B\uFFE5\u3008\u300A\u300C\u300E\u3010\u3014\u3016\u2018\u201C\u00A5";

int wrap_cluster_cells(const char *bytes, size_t length)
{
    int cells = 0;
    uint32_t code;

    for (size_t at = 0; at < length;) {
        int width;

        at += utf8_decode(bytes + at, length - at, &code);
        width = code == UTF8_BAD ? -1 : width_of(code);
        if (width < 0) {
            width = code < 0x20 || code == 0x7F ? 2 : width_of(0xFFFD);
        } else if (width == 0 && cells == 0) {
            width = width_of(0xFFFD); /* a mark without a base */
        }
        cells += width;
    }
    return cells;
}

int wrap_cells(const char *text, size_t start, size_t end)
{
    int cells = 0;

    while (start < end) {
        size_t step = utf8_grapheme(text + start, end - start);

        cells += wrap_cluster_cells(text + start, step);
        start += step;
    }
    return cells;
}

static bool is_letter(uint32_t code)
{
    return ((code | 0x20) >= 'a' && (code | 0x20) <= 'z') || (code >= '0' && code <= '9');
}

static bool can_break(uint32_t before, uint32_t after)
{
    if (after == ' ' || (is_letter(before) && is_letter(after))) {
        return false;
    }
    if (utf8_is_han(before) && utf8_is_han(after)) {
        return true;
    }
    if (before == ' ') {
        return true;
    }
    if (after == UTF8_BAD || before == UTF8_BAD || wcschr(no_head, (wchar_t)after) != NULL ||
        wcschr(no_tail, (wchar_t)before) != NULL) {
        return false;
    }
    /* Between Han, and between Han and Latin; a mark such as … or ” breaks like the Han around it. */
    return width_of(before) == 2 || width_of(after) == 2 || (before >= 0x2010 && before < 0x2070);
}

size_t wrap_next(const char *text, size_t length, size_t start, int width)
{
    size_t at = start, last_break = start;
    uint32_t before = 0, code;
    int cells = 0;

    while (at < length) {
        size_t step = utf8_grapheme(text + at, length - at);
        int wide = wrap_cluster_cells(text + at, step);

        if (text[at] == '\n') {
            return at + 1;
        }
        utf8_decode(text + at, length - at, &code);
        if (at > start && can_break(before, code)) {
            last_break = at;
        }
        if (cells + wide > width && code != ' ') {
            return last_break > start ? last_break : at > start ? at : at + step;
        }
        cells += wide;
        before = code;
        at += step;
    }
    return length;
}
