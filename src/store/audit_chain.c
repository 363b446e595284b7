#include "audit_chain.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store_private.h"
#include "zuoxi/base/text.h"

#define HEAD_KEY "audit" /* meta: "count hash" */

void audit_chain_digest(const void *salt, size_t salt_size, const char *value, size_t length,
                        unsigned char digest[SHA256_SIZE])
{
    struct sha256 sha;
    sha256_init(&sha);
    sha256_add(&sha, salt, salt_size);
    sha256_add(&sha, value, length);
    sha256_end(&sha, digest);
}

/* Decimal digits and an end mark; by hand because a line hashes some forty of them. */
static void add_decimal(struct sha256 *chain, int64_t number, char mark)
{
    char digits[24];
    size_t at = sizeof(digits);
    uint64_t left = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
    digits[--at] = mark;
    do {
        digits[--at] = (char)('0' + left % 10);
        left /= 10;
    } while (left > 0);
    if (number < 0) {
        digits[--at] = '-';
    }
    sha256_add(chain, digits + at, sizeof(digits) - at);
}

static void add_text(struct sha256 *chain, const char *text)
{
    size_t bytes = strlen(text);
    add_decimal(chain, (int64_t)bytes, ':');
    sha256_add(chain, text, bytes);
}

static void add_number(struct sha256 *chain, int64_t number)
{
    add_decimal(chain, number, ';');
}

void audit_chain_begin(struct sha256 *chain, const unsigned char before[SHA256_SIZE],
                       const struct audit_line *line)
{
    sha256_init(chain);
    sha256_add(chain, before, SHA256_SIZE);
    add_number(chain, line->id);
    add_number(chain, line->at);
    add_text(chain, line->badge);
    add_text(chain, line->origin);
    add_text(chain, line->action);
    add_text(chain, line->object);
    add_number(chain, line->object_id);
    if (line->place[0] != '\0') { /* lines of before the place was kept have none */
        sha256_add(chain, "@", 1);
        add_text(chain, line->place);
    }
}

void audit_chain_value(struct sha256 *chain, const char *field, int side,
                       const unsigned char digest[SHA256_SIZE])
{
    add_text(chain, field);
    add_number(chain, side);
    sha256_add(chain, digest, SHA256_SIZE);
}

static int nibble(char digit)
{
    const char *digits = "0123456789abcdef";
    const char *at = digit != '\0' ? strchr(digits, digit) : NULL;
    return at != NULL ? (int)(at - digits) : -1;
}

bool audit_chain_parse(const char *text, struct audit_head *head)
{
    char *end;
    memset(head, 0, sizeof(*head));
    if (text[0] < '0' || text[0] > '9' || (text[0] == '0' && text[1] != ' ')) { /* one spelling a number */
        return false;
    }
    head->count = strtoll(text, &end, 10);
    if (*end != ' ' || strlen(end + 1) != 2 * SHA256_SIZE) {
        return false;
    }
    for (size_t i = 0; i < SHA256_SIZE; i++) {
        int high = nibble(end[1 + 2 * i]), low = nibble(end[2 + 2 * i]);
        if (high < 0 || low < 0) {
            return false;
        }
        head->hash[i] = (unsigned char)(high << 4 | low);
    }
    return true;
}

enum status audit_chain_head(struct store *store, struct audit_head *head, struct err *err)
{
    char text[128];
    enum status status = store_meta(store, HEAD_KEY, text, sizeof(text), err);
    memset(head, 0, sizeof(*head));
    if (status == STATUS_OK && text[0] != '\0' && !audit_chain_parse(text, head)) {
        status = err_set(err, STATUS_CORRUPT, _("审计记录的末尾标记不对"));
    }
    return status;
}

enum status audit_chain_set_head(struct store *store, const struct audit_head *head, struct err *err)
{
    char hash[SHA256_HEX_SIZE], text[128];
    sha256_hex(head->hash, hash);
    snprintf(text, sizeof(text), "%" PRId64 " %s", head->count, hash);
    return store_set_meta(store, HEAD_KEY, text, err);
}
