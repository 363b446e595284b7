#include "zuoxi/store/token.h"

#include <string.h>

#include "zuoxi/base/utf8.h"

enum class { CLASS_SEPARATOR, CLASS_WORD, CLASS_GRAM };

static uint32_t fold_code(uint32_t code)
{
    if (code >= 0xFF01 && code <= 0xFF5E) { /* ！…～ */
        code -= 0xFEE0;
    }
    return code >= 'A' && code <= 'Z' ? code + 32 : code;
}

/*
 * Of a folded code. Letters of other scripts go in pairs like Han: nothing that is written may be unfindable.
 */
static enum class class_of(uint32_t code) {
    if ((code >= 'a' && code <= 'z') || (code >= '0' && code <= '9')){return CLASS_WORD;}
bool is_separator = code < 0xC0 || code == 0xD7 || code == 0xF7 || (code >= 0x2000 && code <= 0x206F) ||
                    (code >= 0x3000 && code <= 0x3004) || (code >= 0x3008 && code <= 0x3020) ||
                    (code >= 0xFE30 && code <= 0xFE6F) || (code >= 0xFF00 && code <= 0xFFEF) ||
                    code == UTF8_BAD;
return is_separator ? CLASS_SEPARATOR : CLASS_GRAM;
}

/* The next character of text at *at: its folded code; *at moves behind it. */
static uint32_t next_code(const char *text, size_t length, size_t *at)
{
    uint32_t code;
    *at += utf8_decode(text + *at, length - *at, &code);
    return fold_code(code);
}

/* The last up to three characters of a run: where each began, in the text and in `bytes`. */
struct grams {
    char bytes[12];
    size_t size[3];
    size_t start[3];
    size_t count;
};

static void grams_push(struct grams *grams, uint32_t code, size_t start)
{
    if (grams->count == 3) {
        size_t first = grams->size[0];
        memmove(grams->bytes, grams->bytes + first, sizeof(grams->bytes) - first);
        memmove(grams->size, grams->size + 1, 2 * sizeof(grams->size[0]));
        memmove(grams->start, grams->start + 1, 2 * sizeof(grams->start[0]));
        grams->count = 2;
    }
    size_t used = 0;
    for (size_t i = 0; i < grams->count; i++) {
        used += grams->size[i];
    }
    grams->size[grams->count] = utf8_encode(code, grams->bytes + used);
    grams->start[grams->count] = start;
    grams->count++;
}

/* Visit the one, two and three characters that end with the newest. */
static int grams_visit(const struct grams *grams, size_t end, token_visit visit, void *context)
{
    size_t total = 0, length = 0;
    int result = 0;
    for (size_t i = 0; i < grams->count; i++) {
        total += grams->size[i];
    }
    for (size_t i = grams->count; i-- > 0 && result == 0;) {
        length += grams->size[i];
        result = visit(context, grams->bytes + total - length, length, grams->start[i], end);
    }
    return result;
}

struct word {
    char bytes[TOKEN_WORD_MAX];
    size_t length;
    size_t start;
};

static int word_visit(struct word *word, size_t end, token_visit visit, void *context)
{
    int result = word->length > 0 ? visit(context, word->bytes, word->length, word->start, end) : 0;
    word->length = 0;
    return result;
}

int token_walk(const char *text, size_t length, token_visit visit, void *context)
{
    struct grams grams = {.count = 0};
    struct word word = {.length = 0};
    int result = 0;
    for (size_t at = 0; at < length && result == 0;) {
        size_t start = at;
        uint32_t code = next_code(text, length, &at);
        enum class class = class_of(code);
        if (class != CLASS_WORD) {
            result = word_visit(&word, start, visit, context);
        }
        if (class != CLASS_GRAM) {
            grams.count = 0;
        }
        if (class == CLASS_WORD) {
            word.start = word.length == 0 ? start : word.start;
            if (word.length < sizeof(word.bytes)) {
                word.bytes[word.length++] = (char)code;
            }
        } else if (class == CLASS_GRAM && result == 0) {
            grams_push(&grams, code, start);
            result = grams_visit(&grams, at, visit, context);
        }
    }
    return result != 0 ? result : word_visit(&word, length, visit, context);
}

/* U+FF01…U+FF5E are EF BC 81 … EF BD 9E; nothing else but A…Z is changed, so bytes are looked at, not
 * characters. */
static size_t fold_wide(const char *text, size_t left, char *out)
{
    uint32_t code = 0;
    size_t size = utf8_decode(text, left, &code);
    if (size == 3 && fold_code(code) < 0x80) {
        *out = (char)fold_code(code);
        return 3;
    }
    *out = *text;
    return 1;
}

void token_fold(const char *text, size_t length, struct str *out)
{
    char piece[512];
    size_t used = 0;
    for (size_t at = 0; at < length;) {
        if (used == sizeof(piece)) {
            str_add_bytes(out, piece, used);
            used = 0;
        }
        char byte = text[at];
        if (byte == '\xEF') {
            at += fold_wide(text + at, length - at, &piece[used++]);
        } else {
            piece[used++] = byte >= 'A' && byte <= 'Z' ? (char)(byte + 32) : byte;
            at++;
        }
    }
    str_add_bytes(out, piece, used);
}

/* A long word's first tokens find it well enough; the rest is verified. */
#define QUERY_TOKENS_MAX 12

static void query_put(struct str *query, size_t *tokens, const char *token, size_t length)
{
    if (*tokens >= QUERY_TOKENS_MAX) {
        return;
    }
    str_add(query, *tokens > 0 ? " AND \"" : "\"");
    str_add_bytes(query, token, length);
    str_add_char(query, '"');
    (*tokens)++;
}

/* A run of up to three characters is one token, a longer one all its triples. */
static void query_put_run(struct str *query, size_t *tokens, const char *run, size_t length)
{
    size_t starts[4] = {0};
    size_t count = 0;
    for (size_t at = 0; at < length;) {
        if (count == 3) {
            query_put(query, tokens, run + starts[0], at - starts[0]);
            memmove(starts, starts + 1, 2 * sizeof(starts[0]));
            count = 2;
        }
        starts[count++] = at;
        next_code(run, length, &at);
    }
    query_put(query, tokens, run + starts[0], length - starts[0]);
}

bool token_query(const char *word, size_t length, struct str *query, bool *exact)
{
    size_t tokens = 0, at = 0;
    *exact = true;
    while (at < length) {
        size_t start = at, end, chars;
        enum class class = class_of(next_code(word, length, &at));
        for (end = at, chars = 1; at < length; end = at, chars++) {
            if (class_of(next_code(word, length, &at)) != class) {
                at = end;
                break;
            }
        }
        at = end;
        if (class == CLASS_WORD) {
            size_t kept = end - start < TOKEN_WORD_MAX ? end - start : TOKEN_WORD_MAX;
            query_put(query, &tokens, word + start, kept);
            *exact = *exact && end - start <= TOKEN_WORD_MAX;
        } else if (class == CLASS_GRAM) {
            query_put_run(query, &tokens, word + start, end - start);
            *exact = *exact && chars <= 3;
        }
        *exact = *exact && start == 0 && end == length;
    }
    return tokens > 0;
}

bool token_is_word(char byte)
{
    return class_of((unsigned char)byte) == CLASS_WORD;
}

bool token_contains(const char *text, const char *word)
{
    size_t length = strlen(word);
    if (length == 0) {
        return true;
    }
    for (const char *at = strstr(text, word); at != NULL; at = strstr(at + 1, word)) {
        bool cuts_start = at > text && token_is_word(word[0]) && token_is_word(at[-1]);
        bool cuts_end = token_is_word(word[length - 1]) && token_is_word(at[length]);
        if (!cuts_start && !cuts_end) {
            return true;
        }
    }
    return false;
}
