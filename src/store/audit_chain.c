#include "audit_chain.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store_private.h"
#include "zuoxi/base/text.h"
#include "zuoxi/store/audit.h"
#include "zuoxi/store/query.h"

#define HEAD_KEY   "audit" /* meta: "count hash" */
#define PAGE_LINES 500

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

static bool parse_head(const char *text, struct audit_head *head)
{
    char *end;
    memset(head, 0, sizeof(*head));
    if (text[0] == '\0') {
        return true; /* nothing logged yet */
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
    if (status == STATUS_OK && !parse_head(text, head)) {
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

/* The values of a line into its hash; *fits = each that is not erased has its digest. */
static enum status add_values(struct store *store, int64_t id, struct sha256 *chain, bool *fits,
                              struct err *err)
{
    struct stmt *stmt;
    bool row;
    *fits = true;
    enum status status = db_prepare(store->db, query_sql(QUERY_AUDIT_VALUES), &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_int(stmt, 1, id);
    while ((status = db_step(stmt, &row, err)) == STATUS_OK && row) {
        size_t digest_size, salt_size, length;
        unsigned char computed[SHA256_SIZE];
        const void *digest = db_blob(stmt, 2, &digest_size);
        if (digest_size != SHA256_SIZE || db_is_null(stmt, 3) != db_is_null(stmt, 4)) {
            *fits = false;
            break;
        }
        audit_chain_value(chain, db_text(stmt, 0, NULL), (int)db_int(stmt, 1), digest);
        if (!db_is_null(stmt, 4)) {
            const void *salt = db_blob(stmt, 3, &salt_size);
            const char *value = db_text(stmt, 4, &length);
            audit_chain_digest(salt, salt_size, value, length, computed);
            *fits = *fits && memcmp(computed, digest, SHA256_SIZE) == 0;
        }
    }
    db_reset(stmt);
    return status;
}

/* One line against the head so far, which then moves to it. */
static enum status check_line(struct store *store, struct stmt *stmt, struct audit_head *head, bool *fits,
                              struct err *err)
{
    struct sha256 chain;
    size_t size;
    unsigned char hash[SHA256_SIZE];
    const struct audit_line line = {.id = db_int(stmt, 0),
                                    .at = db_int(stmt, 1),
                                    .badge = db_text(stmt, 2, NULL),
                                    .origin = db_text(stmt, 3, NULL),
                                    .action = db_text(stmt, 4, NULL),
                                    .object = db_text(stmt, 5, NULL),
                                    .object_id = db_int(stmt, 6)};
    const void *stored = db_blob(stmt, 7, &size);
    audit_chain_begin(&chain, head->hash, &line);
    enum status status = add_values(store, line.id, &chain, fits, err);
    sha256_end(&chain, hash);
    *fits =
        *fits && line.id == head->count + 1 && size == SHA256_SIZE && memcmp(hash, stored, SHA256_SIZE) == 0;
    head->count++;
    memcpy(head->hash, hash, SHA256_SIZE);
    return status;
}

/* The next lines after the head; *more = there may be others. */
static enum status check_page(struct store *store, struct audit_head *head, int64_t *bad, bool *more,
                              struct err *err)
{
    struct stmt *stmt;
    bool row = false;
    int lines = 0;
    enum status status = db_prepare(store->db, query_sql(QUERY_AUDIT_CHAIN), &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_int(stmt, 1, head->count);
    db_bind_int(stmt, 2, PAGE_LINES);
    while (*bad == 0 && (status = db_step(stmt, &row, err)) == STATUS_OK && row) {
        bool fits = true;
        status = check_line(store, stmt, head, &fits, err);
        if (status != STATUS_OK) {
            break;
        }
        *bad = fits ? 0 : head->count;
        lines++;
    }
    *more = lines == PAGE_LINES && *bad == 0;
    db_reset(stmt);
    return status;
}

enum status audit_verify(struct store *store, int64_t *lines, int64_t *bad, struct err *err)
{
    struct audit_head head = {.count = 0}, kept;
    bool more = true;
    *bad = 0;
    enum status status = STATUS_OK;
    while (status == STATUS_OK && more) {
        status = check_page(store, &head, bad, &more, err);
    }
    *lines = head.count;
    if (status != STATUS_OK || *bad != 0) {
        return status;
    }
    status = audit_chain_head(store, &kept, err);
    if (status == STATUS_CORRUPT) {
        *bad = head.count + 1;
        return STATUS_OK;
    }
    if (status != STATUS_OK) {
        return status;
    }
    if (kept.count != head.count || memcmp(kept.hash, head.hash, SHA256_SIZE) != 0) {
        *bad = kept.count > head.count ? head.count + 1 : head.count;
        *bad = *bad > 0 ? *bad : 1;
    }
    return status;
}
