#include "zuoxi/domain/place.h"

#include <stdint.h>
#include <string.h>

#include "zuoxi/base/utf8.h"

/* Behind a number; longer ones first. */
static const char *const counters[] = {"号楼", "单元", "楼层", "栋", "幢", "座", "楼", "号",
                                       "门",   "层",   "室",   "房", "户", "弄", "#",  NULL};

enum kind { KIND_BREAK, KIND_WORD, KIND_HAN };

static enum kind kind_of(uint32_t *code)
{
    if (*code >= 0xFF01 && *code <= 0xFF5E) {
        *code -= 0xFEE0;
    }
    if (*code >= 'A' && *code <= 'Z') {
        *code += 'a' - 'A';
    }
    if ((*code >= 'a' && *code <= 'z') || (*code >= '0' && *code <= '9')) {
        return KIND_WORD;
    }
    return utf8_is_han(*code) ? KIND_HAN : KIND_BREAK;
}

/* Bytes of the counters that text begins with ("号楼", "单元"). */
static size_t skip_counters(const char *text)
{
    size_t skipped = 0;
    for (size_t i = 0; counters[i] != NULL;) {
        size_t length = strlen(counters[i]);
        if (strncmp(text + skipped, counters[i], length) == 0) {
            skipped += length;
            i = 0;
        } else {
            i++;
        }
    }
    return skipped;
}

int place_fragments(const char *typed, struct str *out)
{
    size_t length = strlen(typed);
    enum kind last = KIND_BREAK;
    int count = 0;
    for (size_t at = 0; at < length;) {
        uint32_t code;
        char bytes[4];
        size_t skipped = last == KIND_WORD ? skip_counters(typed + at) : 0;
        if (skipped > 0) {
            at += skipped;
            last = KIND_BREAK;
            continue;
        }
        at += utf8_decode(typed + at, length - at, &code);
        enum kind kind = kind_of(&code);
        if (kind != KIND_BREAK && kind != last) {
            str_add(out, count > 0 ? " " : "");
            count++;
        }
        if (kind != KIND_BREAK) {
            str_add_bytes(out, bytes, utf8_encode(code, bytes));
        }
        last = kind;
    }
    return count;
}
