#include "zuoxi/base/width.h"

#include <string.h>

#include "width_table.h"
#include "zuoxi/base/utf8.h"

#define SUBSTITUTE      0xFFFD
#define SUBSTITUTE_TEXT "\xEF\xBF\xBD"
#define MARKS_MAX       4 /* what one ncurses cell holds besides its base; a longer pile is cut */

static int ambiguous_cells = 1;

void width_set_ambiguous(int cells)
{
    ambiguous_cells = cells == 2 ? 2 : 1;
}

int width_ambiguous(void)
{
    return ambiguous_cells;
}

static bool is_in(const struct width_range *ranges, size_t count, uint32_t code)
{
    size_t low = 0, high = count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (code > ranges[middle].last) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < count && code >= ranges[low].first;
}

#define IS_IN(ranges, code) is_in(ranges, sizeof(ranges) / sizeof((ranges)[0]), code)

int width_of(uint32_t code)
{
    if (code < 0x7F) {
        return code >= 0x20 ? 1 : -1;
    }
    if (code >= 0x4E00 && code <= 0x9FFF) { /* nearly everything that is not ASCII here */
        return 2;
    }
    if (code < 0xA0 || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF) || (code & 0xFFFE) == 0xFFFE ||
        IS_IN(width_hidden, code)) {
        return -1;
    }
    if (IS_IN(width_zero, code)) {
        return 0;
    }
    if (IS_IN(width_wide, code)) {
        return 2;
    }
    return IS_IN(width_ambiguous_ranges, code) ? ambiguous_cells : 1;
}

/* What one character is shown as: its bytes, or a substitute that cannot drive the terminal. */
struct shown {
    char bytes[4];
    size_t length;
    int cells;
};

static struct shown show(const char *bytes, size_t step, uint32_t code, bool has_base)
{
    struct shown shown = {.length = step, .cells = code == UTF8_BAD ? -1 : width_of(code)};

    if (shown.cells > 0 || (shown.cells == 0 && has_base)) {
        memcpy(shown.bytes, bytes, step);
    } else if (code < 0x20 || code == 0x7F) {
        shown = (struct shown){{'^', (char)(code ^ 0x40)}, 2, 2};
    } else {
        shown = (struct shown){SUBSTITUTE_TEXT, 3, width_of(SUBSTITUTE)};
    }
    return shown;
}

/*
 * ASCII or Han of the main block with no mark after it: nearly all text, and no need to ask for its cluster.
 */
static bool is_alone(const char *bytes, size_t step, size_t length, uint32_t code)
{
    unsigned char next = step < length ? (unsigned char)bytes[step] : 0;

    return (code < 0x7F || (code >= 0x4E00 && code <= 0x9FFF)) &&
           (next < 0x80 || (next > 0xE3 && next < 0xEA));
}

/* Walks the characters of bytes; out may be NULL to count only. */
static int walk(struct str *out, const char *bytes, size_t length, int width, bool keep_newlines)
{
    int cells = 0, marks = -1; /* marks on the present base, −1: there is none */
    size_t cluster_end = 0, step;
    uint32_t code;

    for (size_t at = 0; at < length; at += step) {
        struct shown shown;

        step = utf8_decode(bytes + at, length - at, &code);
        if (code == '\n' && keep_newlines) {
            marks = -1;
            if (out != NULL) {
                str_add_char(out, '\n');
            }
            continue;
        }
        shown = show(bytes + at, step, code, marks >= 0);
        if (width >= 0 && at >= cluster_end) { /* a cluster stays whole or goes whole */
            int need = shown.cells;

            cluster_end = at + step;
            if (!is_alone(bytes + at, step, length - at, code)) {
                cluster_end = at + utf8_grapheme(bytes + at, length - at);
                need = walk(NULL, bytes + at, cluster_end - at, -1, false);
            }
            if (cells + need > width) {
                break;
            }
        }
        marks = shown.cells == 0 ? marks + 1 : code == UTF8_BAD || width_of(code) < 0 ? -1 : 0;
        if (marks > MARKS_MAX) {
            continue;
        }
        cells += shown.cells;
        if (out != NULL) {
            str_add_bytes(out, shown.bytes, shown.length);
        }
    }
    return cells;
}

size_t width_plain(const char *text)
{
    size_t length = 0;

    while (text[length] >= 0x20 && text[length] < 0x7F) {
        length++;
    }
    return length;
}

int width_text(const char *text)
{
    size_t plain = width_plain(text);

    return text[plain] == '\0' ? (int)plain : walk(NULL, text, strlen(text), -1, false);
}

int safe_text(struct str *out, const char *bytes, size_t length, int width, bool keep_newlines)
{
    return walk(out, bytes, length, width, keep_newlines);
}
