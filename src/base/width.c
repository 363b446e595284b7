#include "zuoxi/base/width.h"

#include <string.h>

#include <utf8proc.h>

#include "zuoxi/base/utf8.h"

static int ambiguous_cells = 1;

void width_set_ambiguous(int cells)
{
    ambiguous_cells = cells == 2 ? 2 : 1;
}

int width_ambiguous(void)
{
    return ambiguous_cells;
}

int width_of(uint32_t code)
{
    if (code < 0x20 || code == 0x7F) {
        return -1;
    }
    return utf8proc_charwidth((utf8proc_int32_t)code);
}

int width_text(const char *text)
{
    struct str out = {0};
    int cells = safe_text(&out, text, strlen(text), -1, false);

    str_free(&out);
    return cells;
}

int safe_text(struct str *out, const char *bytes, size_t length, int width, bool keep_newlines)
{
    int cells = 0;
    uint32_t code;

    for (size_t at = 0; at < length;) {
        size_t step = utf8_decode(bytes + at, length - at, &code);
        int wide = code == UTF8_BAD ? 1 : width_of(code);

        if (wide < 0 && code == '\n' && keep_newlines) {
            str_add_char(out, '\n');
        } else if (wide < 0 || code == UTF8_BAD) {
            if (width >= 0 && cells + 1 > width) {
                break;
            }
            str_add(out, "\xEF\xBF\xBD");
            cells++;
        } else {
            if (width >= 0 && cells + wide > width) {
                break;
            }
            str_add_bytes(out, bytes + at, step);
            cells += wide;
        }
        at += step;
    }
    return cells;
}
