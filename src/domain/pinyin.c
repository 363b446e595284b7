#include "zuoxi/domain/pinyin.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "zuoxi/base/utf8.h"

/* One long literal; both compilers take more than the 4,095 bytes that C promises. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Woverlength-strings"
#include "pinyin_table.h"
#pragma GCC diagnostic pop

/* Longer than any person's Han name: 欧阳 with a given name of two. A company's first word is no surname. */
#define PERSON_MAX 4

/* Surnames that do not read as the word does; two characters come before one. */
static const struct {
    const char *surname, *letters;
} surnames[] = {
    {"尉迟", "yc"}, {"万俟", "mq"}, {"澹台", "tt"}, {"曾", "z"}, {"单", "s"}, {"解", "x"},
    {"仇", "q"},    {"查", "z"},    {"区", "o"},    {"翟", "z"}, {"乐", "y"}, {"召", "s"},
    {"折", "s"},    {"种", "c"},    {"覃", "q"},    {"隗", "w"}, {"郇", "x"}, {"佴", "n"},
    {"祭", "z"},    {"繁", "p"},    {"秘", "b"},    {"阚", "k"}, {"么", "y"}, {"乜", "n"},
    {"粘", "n"},    {"句", "g"},    {"藏", "z"},    {"炅", "g"}, {"适", "k"}, {"镡", "x"},
};

/* Characters that read otherwise inside a given name; as its last one only where that is said (王站长 is a
 * title). */
static const struct {
    uint32_t code;
    char letter;
    bool may_end;
} given_names[] = {
    {0x957F, 'c', false}, /* 长: 长春 长江 长青 */
    {0x91CD, 'c', true},  /* 重: 重光 重阳 */
    {0x665F, 's', true},  /* 晟 */
};

static char letter_of(uint32_t code)
{
    if (code >= PINYIN_FIRST && code <= PINYIN_LAST) {
        char letter = pinyin_main[code - PINYIN_FIRST];
        return letter != '.' ? letter : '\0';
    }
    size_t low = 0, high = sizeof(pinyin_others) / sizeof(pinyin_others[0]);
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (pinyin_others[middle].code < code) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    bool is_found = low < sizeof(pinyin_others) / sizeof(pinyin_others[0]) && pinyin_others[low].code == code;
    return is_found ? pinyin_others[low].letter : '\0';
}

/* An ASCII letter lowered or a digit, also from their full-width twins; '\0' for anything else. */
static char latin_of(uint32_t code)
{
    if (code >= 0xFF01 && code <= 0xFF5E) {
        code -= 0xFEE0;
    }
    if (code >= 'A' && code <= 'Z') {
        code += 'a' - 'A';
    }
    return (code >= 'a' && code <= 'z') || (code >= '0' && code <= '9') ? (char)code : '\0';
}

static char given_letter(uint32_t code, bool is_last)
{
    for (size_t i = 0; i < sizeof(given_names) / sizeof(given_names[0]); i++) {
        if (given_names[i].code == code && (given_names[i].may_end || !is_last)) {
            return given_names[i].letter;
        }
    }
    return letter_of(code);
}

/* At most PERSON_MAX characters, all of them Han: no company, and no 买买提·艾力 whose first part is no
 * surname. */
static bool is_person(const char *name, size_t length)
{
    size_t count = 0;
    for (size_t at = 0; at < length; count++) {
        uint32_t code;
        at += utf8_decode(name + at, length - at, &code);
        if (count == PERSON_MAX || !utf8_is_han(code)) {
            return false;
        }
    }
    return count > 1;
}

static const char *surname_letters(const char *name, size_t *length)
{
    for (size_t i = 0; i < sizeof(surnames) / sizeof(surnames[0]); i++) {
        *length = strlen(surnames[i].surname);
        if (strncmp(name, surnames[i].surname, *length) == 0) {
            return surnames[i].letters;
        }
    }
    *length = 0;
    return "";
}

static void spell(const char *name, bool is_name, char *out, size_t size)
{
    size_t length = strlen(name), at = 0, used = 0;
    if (is_name) {
        const char *letters = surname_letters(name, &at);
        for (; *letters != '\0' && used + 1 < size; letters++) {
            out[used++] = *letters;
        }
    }
    while (at < length && used + 1 < size) {
        uint32_t code;
        bool is_first = at == 0;
        at += utf8_decode(name + at, length - at, &code);
        char letter = latin_of(code);
        if (letter == '\0') {
            letter = is_name && !is_first ? given_letter(code, at == length) : letter_of(code);
        }
        if (letter != '\0') {
            out[used++] = letter;
        }
    }
    out[used] = '\0';
}

void pinyin_initials(const char *name, char *out, size_t size)
{
    spell(name, is_person(name, strlen(name)), out, size);
}

void pinyin_words(const char *text, char *out, size_t size)
{
    spell(text, false, out, size);
}
