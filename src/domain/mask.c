#include "zuoxi/domain/mask.h"

#include <ctype.h>
#include <string.h>

#include "zuoxi/base/str.h"
#include "zuoxi/domain/phone.h"

#define HIDDEN "***"

/* What a number in an address counts, told by what stands behind it. */
enum counted { COUNTS_AREA, COUNTS_BUILDING, COUNTS_ROOM, COUNTS_DOOR, COUNTS_NOTHING };
static const struct {
    const char *behind; /* longer ones first */
    enum counted counted;
} counters[] = {
    {"号楼", COUNTS_BUILDING}, {"#楼", COUNTS_BUILDING}, {"号院", COUNTS_AREA},   {"单元", COUNTS_ROOM},
    {"胡同", COUNTS_AREA},     {"栋", COUNTS_BUILDING},  {"幢", COUNTS_BUILDING}, {"座", COUNTS_BUILDING},
    {"楼", COUNTS_BUILDING},   {"室", COUNTS_ROOM},      {"房", COUNTS_ROOM},     {"户", COUNTS_ROOM},
    {"层", COUNTS_ROOM},       {"门", COUNTS_ROOM},      {"区", COUNTS_AREA},     {"期", COUNTS_AREA},
    {"路", COUNTS_AREA},       {"街", COUNTS_AREA},      {"巷", COUNTS_AREA},     {"弄", COUNTS_AREA},
    {"道", COUNTS_AREA},       {"里", COUNTS_AREA},      {"村", COUNTS_AREA},     {"组", COUNTS_AREA},
    {"段", COUNTS_AREA},       {"院", COUNTS_AREA},      {"号", COUNTS_DOOR},
};

/* A digit or letter, narrow or full-width, or (where that decides) a Chinese figure: its bytes, else 0. */
static size_t number_at(const char *text, bool with_han)
{
    static const char han[] = "〇零一二三四五六七八九十百两"; /* three bytes each */
    const unsigned char *bytes = (const unsigned char *)text;
    if (isalnum(bytes[0])) {
        return 1;
    }
    if (bytes[0] == 0xEF &&
        ((bytes[1] == 0xBC && bytes[2] >= 0x90) || (bytes[1] == 0xBD && bytes[2] < 0x9B))) {
        return 3; /* U+FF10 ０ … U+FF5A ｚ */
    }
    for (size_t i = 0; with_han && bytes[0] >= 0xE3 && i < sizeof(han) - 1; i += 3) {
        if (strncmp(text, han + i, 3) == 0) {
            return 3;
        }
    }
    return 0;
}

static size_t run_length(const char *text, bool with_han, size_t *characters)
{
    size_t length = 0, step;
    *characters = 0;
    while ((step = number_at(text + length, with_han)) > 0) {
        length += step;
        ++*characters;
    }
    return length;
}

static enum counted counted_by(const char *behind, size_t *length)
{
    *length = 0;
    for (size_t i = 0; i < sizeof(counters) / sizeof(counters[0]); i++) {
        if (strncmp(behind, counters[i].behind, strlen(counters[i].behind)) == 0) {
            *length = strlen(counters[i].behind);
            return counters[i].counted;
        }
    }
    return COUNTS_NOTHING;
}

static bool has_number(const char *text)
{
    while (*text != '\0' && number_at(text, true) == 0) {
        text++;
    }
    return *text != '\0';
}

/* A number, and what it counts; Chinese figures only where they count something (三里屯 is a name). */
struct number {
    size_t length, characters, counter; /* length, counter: bytes */
    enum counted counted;
};
static struct number read_number(const char *text)
{
    struct number number = {.counted = COUNTS_NOTHING};
    number.length = run_length(text, false, &number.characters);
    bool is_han = number.length == 0;
    if (is_han) {
        number.length = run_length(text, true, &number.characters);
    }
    if (number.length > 0) {
        number.counted = counted_by(text + number.length, &number.counter);
        number.length = is_han && number.counted == COUNTS_NOTHING ? 0 : number.length;
    }
    return number;
}

/* The bytes of an address that may be seen; all of them when it names no household. */
static size_t shown_length(const char *address)
{
    for (size_t at = 0; address[at] != '\0';) {
        struct number number = read_number(address + at);
        if (number.length == 0) {
            at++;
            continue;
        }
        size_t end = at + number.length + number.counter;
        bool is_last = !has_number(address + end);
        switch (number.counted) {
        case COUNTS_AREA:
            at = end;
            break;
        case COUNTS_BUILDING:
            return end;
        case COUNTS_ROOM:
            return at;
        case COUNTS_DOOR: /* of a house by itself, else the building that more follows, hidden or not */
            return is_last && strcmp(address + end, HIDDEN) != 0 ? at : end;
        case COUNTS_NOTHING: /* a building has one or two digits, a room alone three or more */
            return is_last && number.characters > 2 ? at : end;
        }
    }
    return strlen(address);
}

void mask_address(const char *address, char *out, size_t size)
{
    size_t shown = shown_length(address);
    shown = shown < size ? shown : size - 1;
    bool is_whole = address[shown] == '\0';
    const char *between = !is_whole && address[shown] == '-' ? "-" : "";
    char head[600];
    if (shown >= sizeof(head)) {
        shown = 0; /* no address is so long: show nothing of it */
    }
    memcpy(head, address, shown);
    head[shown] = '\0';
    text_format(out, size, "%s%s%s", head, is_whole ? "" : between, is_whole ? "" : HIDDEN);
}

bool mask_is_masked(const char *text)
{
    return strstr(text, HIDDEN) != NULL;
}

bool mask_hides(const struct field *field, struct mask_sight sight)
{
    return ((field->flags & FIELD_PHONE) != 0 && !sight.phones) ||
           ((field->flags & (FIELD_ADDRESS | FIELD_ROOM)) != 0 && !sight.addresses);
}

/* What phone_mask leaves is not masked once more, which would take the digits it keeps; an address that was
 * masked stays as it is by itself. */
static bool is_masked_phone(const char *value)
{
    static const char digits[] = "0123456789";
    const char *stars = value + (value[0] == '+');
    size_t head = strspn(stars, digits);
    stars += head;
    size_t hidden = strspn(stars, "*"), tail = strspn(stars + hidden, digits);
    return head <= 3 && hidden >= strlen(HIDDEN) && tail <= 4 && stars[hidden + tail] == '\0';
}

static void mask_text(const struct field *field, const char *value, char *out, size_t size)
{
    char phone[PHONE_SIZE];
    if ((field->flags & FIELD_PHONE) != 0 && is_masked_phone(value)) {
        text_copy(out, size, value);
    } else if ((field->flags & FIELD_PHONE) != 0) {
        phone_mask(value, phone);
        text_copy(out, size, phone);
    } else if ((field->flags & FIELD_ADDRESS) != 0) {
        mask_address(value, out, size);
    } else {
        text_copy(out, size, value[0] != '\0' ? HIDDEN : "");
    }
}

void mask_record(const struct field_table *table, void *record, struct mask_sight sight)
{
    for (size_t i = 0; i < table->count; i++) {
        const struct field *field = &table->fields[i];
        char masked[600];
        if (mask_hides(field, sight)) {
            mask_text(field, field_text(field, record), masked, sizeof(masked));
            text_copy(field_text(field, record), field->size, masked);
        }
    }
}

void mask_value(const struct field *field, const char *value, struct mask_sight sight, struct str *out)
{
    char masked[600];
    if (!mask_hides(field, sight)) {
        str_add(out, value);
        return;
    }
    mask_text(field, value, masked, sizeof(masked));
    str_add(out, masked);
}
