/* Does the audit's chain hold? Every byte that a line or a value has is either hashed or looked at here. */

#include <string.h>

#include "audit_chain.h"
#include "store_private.h"
#include "zuoxi/base/text.h"
#include "zuoxi/store/audit.h"
#include "zuoxi/store/query.h"

#define PAGE_LINES 500

/* A text as it was hashed, up to its NUL; false when bytes are hidden behind that. */
static bool whole_text(struct stmt *stmt, int column, const char **text)
{
    size_t length;
    *text = db_text(stmt, column, &length);
    return strlen(*text) == length;
}

/* Is there a later line that says that this field of the object was erased? (audit_erase writes it.) */
static enum status is_erased(struct store *store, const struct audit_line *line, const char *field,
                             bool *found, struct err *err)
{
    struct stmt *stmt;
    enum status status = db_prepare(store->db, query_sql(QUERY_AUDIT_ERASED), &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_text(stmt, 1, line->object);
    db_bind_int(stmt, 2, line->object_id);
    db_bind_int(stmt, 3, line->id);
    db_bind_text(stmt, 4, field);
    status = db_step(stmt, found, err);
    db_reset(stmt);
    return status;
}

/* One value into the line's hash; *fits = it is what was logged, or was lawfully erased. */
static enum status check_value(struct store *store, struct stmt *stmt, const struct audit_line *line,
                               int64_t position, struct sha256 *chain, bool *fits, struct err *err)
{
    size_t digest_size, salt_size, length;
    unsigned char computed[SHA256_SIZE];
    const char *field;
    bool is_whole = whole_text(stmt, 0, &field);
    const void *digest = db_blob(stmt, 2, &digest_size);
    *fits = is_whole && digest_size == SHA256_SIZE && db_is_null(stmt, 3) == db_is_null(stmt, 4) &&
            db_int(stmt, 5) == position;
    if (!*fits) {
        return STATUS_OK;
    }
    audit_chain_value(chain, field, (int)db_int(stmt, 1), digest);
    if (db_is_null(stmt, 4)) {
        return is_erased(store, line, field, fits, err);
    }
    const void *salt = db_blob(stmt, 3, &salt_size);
    const char *value = db_text(stmt, 4, &length);
    audit_chain_digest(salt, salt_size, value, length, computed);
    *fits = salt_size == AUDIT_SALT_SIZE && memcmp(computed, digest, SHA256_SIZE) == 0;
    return STATUS_OK;
}

static enum status check_values(struct store *store, const struct audit_line *line, struct sha256 *chain,
                                bool *fits, struct err *err)
{
    struct stmt *stmt;
    bool row;
    int64_t position = 0;
    enum status status = db_prepare(store->db, query_sql(QUERY_AUDIT_VALUES), &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_int(stmt, 1, line->id);
    while (*fits && (status = db_step(stmt, &row, err)) == STATUS_OK && row && status == STATUS_OK) {
        status = check_value(store, stmt, line, ++position, chain, fits, err);
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
    struct audit_line line = {.id = db_int(stmt, 0), .at = db_int(stmt, 1), .object_id = db_int(stmt, 6)};
    *fits = whole_text(stmt, 2, &line.badge);
    *fits = whole_text(stmt, 3, &line.origin) && *fits;
    *fits = whole_text(stmt, 4, &line.action) && *fits;
    *fits = whole_text(stmt, 5, &line.object) && *fits;
    *fits = whole_text(stmt, 8, &line.place) && *fits;
    const void *stored = db_blob(stmt, 7, &size);
    audit_chain_begin(&chain, head->hash, &line);
    enum status status = check_values(store, &line, &chain, fits, err);
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

static enum status check_pages(struct store *store, struct audit_head *head, int64_t *bad, struct err *err)
{
    bool more = true;
    enum status status = STATUS_OK;
    while (status == STATUS_OK && more) {
        status = check_page(store, head, bad, &more, err);
    }
    return status;
}

/* The first row that such a query gives, 0: none. */
static enum status first_of(struct store *store, enum query query, int64_t beyond, int64_t *id, bool *found,
                            struct err *err)
{
    struct stmt *stmt;
    *found = false;
    enum status status = db_prepare(store->db, query_sql(query), &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    if (query == QUERY_AUDIT_VALUE_BEYOND) {
        db_bind_int(stmt, 1, beyond);
    }
    status = db_step(stmt, found, err);
    *id = status == STATUS_OK && *found ? db_int(stmt, 0) : 0;
    db_reset(stmt);
    return status;
}

/*
 * Rows that no walk along the chain meets: before its first line, and values of lines that there are not. The
 * head is asked for after those values: desks go on.
 */
static enum status check_strays(struct store *store, int64_t count, int64_t *bad, struct err *err)
{
    struct audit_head head;
    int64_t id;
    bool found = false, beyond = false;
    enum status status = first_of(store, QUERY_AUDIT_STRAY, 0, &id, &found, err);
    if (status == STATUS_OK && !found) {
        status = first_of(store, QUERY_AUDIT_VALUE_BEFORE, 0, &id, &found, err);
    }
    if (status == STATUS_OK && found) {
        *bad = 1;
    } else if (status == STATUS_OK) {
        status = first_of(store, QUERY_AUDIT_VALUE_BEYOND, count, &id, &beyond, err);
    }
    if (status == STATUS_OK && beyond) {
        status = audit_chain_head(store, &head, err);
        *bad = id > head.count ? id : 0;
    }
    return status;
}

/* Is the tail there? Desks go on while this reads: what was added meanwhile is walked too. */
static enum status check_tail(struct store *store, struct audit_head *head, int64_t *bad, struct err *err)
{
    struct audit_head kept = {.count = 0};
    for (;;) {
        int64_t before = head->count;
        enum status status = audit_chain_head(store, &kept, err);
        if (status == STATUS_CORRUPT) {
            *bad = head->count + 1;
            return STATUS_OK;
        }
        if (status != STATUS_OK || kept.count <= head->count) {
            break;
        }
        status = check_pages(store, head, bad, err);
        if (status != STATUS_OK || *bad != 0 || head->count == before) {
            break;
        }
    }
    if (*bad == 0 && kept.count != head->count) {
        *bad = kept.count > head->count ? head->count + 1 : head->count;
    } else if (*bad == 0 && memcmp(kept.hash, head->hash, SHA256_SIZE) != 0) {
        *bad = head->count > 0 ? head->count : 1;
    }
    return STATUS_OK;
}

enum status audit_verify(struct store *store, int64_t *lines, int64_t *bad, struct err *err)
{
    struct audit_head head = {.count = 0};
    *bad = 0;
    enum status status = check_pages(store, &head, bad, err);
    if (status == STATUS_OK && *bad == 0) {
        status = check_tail(store, &head, bad, err);
    }
    if (status == STATUS_OK && *bad == 0) {
        status = check_strays(store, head.count, bad, err);
    }
    *lines = head.count;
    return status;
}
