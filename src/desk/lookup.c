#include "zuoxi/desk/lookup.h"

#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/utf8.h"
#include "zuoxi/domain/phone.h"
#include "zuoxi/domain/place.h"
#include "zuoxi/store/record.h"

#define DIGITS_TO_LOOK 3   /* fewer fit half the town */
#define TYPED_SIZE     512 /* longer than any name or address */

enum status lookup_customer(struct desk *desk, int64_t id, struct customer *customer, struct err *err)
{
    enum status status = desk_allow(desk, RIGHT_CUSTOMER_READ, err);
    if (status != STATUS_OK) {
        return status;
    }
    return record_load(desk->store, &customer_fields, id, customer, err);
}

enum status lookup_customer_row(struct desk *desk, int64_t id, struct customer_row *row, struct err *err)
{
    enum status status = desk_allow(desk, RIGHT_CUSTOMER_READ, err);
    return status == STATUS_OK ? customer_store_row(desk->store, id, row, err) : status;
}

/* What was typed, seen in every way that a lookup may need. */
struct typed {
    char word[TYPED_SIZE];    /* without the blanks around it */
    char digits[PHONE_SIZE];  /* as a phone number, '' when it is none */
    char letters[TYPED_SIZE]; /* lowered, when it is one word of ASCII letters and digits, else '' */
    bool has_letters_only;
    struct str fragments;
    int fragment_count;
};

static void read_letters(struct typed *typed)
{
    size_t length = strlen(typed->word);
    typed->has_letters_only = length > 0;
    for (size_t i = 0; i < length; i++) {
        char byte = typed->word[i];
        bool is_letter = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
        if (!is_letter && !(byte >= '0' && byte <= '9')) {
            typed->has_letters_only = false;
            typed->letters[0] = '\0';
            return;
        }
        typed->has_letters_only = typed->has_letters_only && is_letter;
        typed->letters[i] = byte >= 'A' && byte <= 'Z' ? (char)(byte + 'a' - 'A') : byte;
    }
    typed->letters[length] = '\0';
}

/* False when there is nothing to look for. */
static bool read_typed(const char *text, struct typed *typed)
{
    size_t length = strlen(text);
    while (length > 0 && (text[0] == ' ' || text[0] == '\t')) {
        text++;
        length--;
    }
    while (length > 0 && (text[length - 1] == ' ' || text[length - 1] == '\t')) {
        length--;
    }
    if (length == 0 || length >= TYPED_SIZE || !utf8_is_valid(text, length)) {
        return false;
    }
    memcpy(typed->word, text, length);
    typed->word[length] = '\0';
    read_letters(typed);
    if (!phone_normalise(typed->word, typed->digits)) {
        typed->digits[0] = '\0';
    }
    typed->fragment_count = place_fragments(typed->word, &typed->fragments);
    return true;
}

bool lookup_is_initials(const char *typed)
{
    struct typed read = {.fragment_count = 0};
    bool is_initials = read_typed(typed, &read) && read.has_letters_only;
    str_free(&read.fragments);
    return is_initials;
}

/* Which text a search gets; NULL when it does not apply. */
static const char *phone_text(const struct typed *typed)
{
    return strlen(typed->digits) >= DIGITS_TO_LOOK ? typed->digits : NULL;
}

static const char *initials_text(const struct typed *typed)
{
    return typed->has_letters_only ? typed->letters : NULL;
}

/* Digits alone fit a whole block of 户号 as they fit a block of phones. */
static const char *account_text(const struct typed *typed)
{
    bool is_short = typed->digits[0] != '\0' && phone_text(typed) == NULL;
    bool is_plain = (unsigned char)typed->word[0] < 0x80 && strchr(typed->word, ' ') == NULL;
    return is_plain && !is_short ? typed->word : NULL;
}

static const char *name_text(const struct typed *typed)
{
    return typed->letters[0] == '\0' && typed->digits[0] == '\0' ? typed->word : NULL;
}

/* One number alone is not an address: it would fit every tenth household. */
static const char *fragments_text(const struct typed *typed)
{
    bool is_one_word = typed->letters[0] != '\0';
    return typed->fragment_count > 0 && !is_one_word ? str_text(&typed->fragments) : NULL;
}

/* In the order of likelihood. */
static const struct {
    const char *(*text)(const struct typed *typed);
    enum status (*find)(struct store *store, const char *text, size_t max, struct customer_row *rows,
                        size_t *count, struct err *err);
} searches[] = {
    {phone_text, customer_store_by_phone},         {initials_text, customer_store_by_initials},
    {name_text, customer_store_by_name},           {account_text, customer_store_by_account},
    {fragments_text, customer_store_by_fragments},
};

static bool is_listed(const struct customer_row *rows, size_t count, int64_t id)
{
    for (size_t i = 0; i < count; i++) {
        if (rows[i].id == id) {
            return true;
        }
    }
    return false;
}

static enum status run_searches(struct desk *desk, const struct typed *typed, size_t max,
                                struct customer_row *rows, size_t *count, struct err *err)
{
    struct customer_row *found = mem_new(max, sizeof(*found));
    enum status status = STATUS_OK;
    for (size_t i = 0; i < sizeof(searches) / sizeof(searches[0]) && status == STATUS_OK; i++) {
        const char *text = searches[i].text(typed);
        size_t more = 0;
        if (text != NULL && *count < max) {
            status = searches[i].find(desk->store, text, max, found, &more, err);
        }
        for (size_t j = 0; j < more && *count < max && status == STATUS_OK; j++) {
            if (!is_listed(rows, *count, found[j].id)) {
                rows[(*count)++] = found[j];
            }
        }
    }
    free(found);
    return status;
}

enum status lookup_customers(struct desk *desk, const char *typed, size_t max, struct customer_row *rows,
                             size_t *count, struct err *err)
{
    struct typed read = {.fragment_count = 0};
    *count = 0;
    enum status status = desk_allow(desk, RIGHT_CUSTOMER_READ, err);
    if (status == STATUS_OK && read_typed(typed, &read)) {
        status = run_searches(desk, &read, max, rows, count, err);
    }
    str_free(&read.fragments);
    return status;
}
