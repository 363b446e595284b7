#include "zuoxi/store/audit.h"

#include <string.h>
#include <sys/random.h>

#include "audit_chain.h"
#include "store_private.h"
#include "zuoxi/base/str.h"
#include "zuoxi/base/text.h"
#include "zuoxi/store/query.h"

#define AUDIT_SALTS 16

/* A line being written: the chain's head before it, its values so far, and the running hash over all. */
struct line {
    unsigned char salts[AUDIT_SALTS][AUDIT_SALT_SIZE]; /* asked from the system for many values at once */
    size_t salts_left;
    struct store *store;
    struct audit_head head;
    struct sha256 chain;
    int positions;
};

static enum status insert_value(struct line *line, const char *field, int side, const unsigned char *digest,
                                const unsigned char *salt, const char *value, struct err *err)
{
    struct stmt *stmt;
    enum status status =
        db_prepare(line->store->db,
                   "INSERT INTO audit_value (audit_id, position, field, side, digest, salt, value) "
                   "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                   &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_int(stmt, 1, line->head.count + 1);
    db_bind_int(stmt, 2, ++line->positions);
    db_bind_borrowed(stmt, 3, field, strlen(field));
    db_bind_int(stmt, 4, side);
    db_bind_blob(stmt, 5, digest, SHA256_SIZE);
    db_bind_blob(stmt, 6, salt, AUDIT_SALT_SIZE);
    db_bind_borrowed(stmt, 7, value, strlen(value));
    return db_run(stmt, err);
}

static enum status next_salt(struct line *line, const unsigned char **salt, struct err *err)
{
    if (line->salts_left == 0) {
        if (getrandom(line->salts, sizeof(line->salts), 0) != (ssize_t)sizeof(line->salts)) {
            return err_set(err, STATUS_IO, _("系统没有给出随机数"));
        }
        line->salts_left = AUDIT_SALTS;
    }
    *salt = line->salts[--line->salts_left];
    return STATUS_OK;
}

static enum status add_value(struct line *line, const char *field, int side, const char *value,
                             struct err *err)
{
    const unsigned char *salt = NULL;
    unsigned char digest[SHA256_SIZE];
    enum status status = next_salt(line, &salt, err);
    if (status != STATUS_OK) {
        return status;
    }
    audit_chain_digest(salt, AUDIT_SALT_SIZE, value, strlen(value), digest);
    audit_chain_value(&line->chain, field, side, digest);
    return insert_value(line, field, side, digest, salt, value, err);
}

static enum status add_side(struct line *line, const struct field *field, int side, const void *record,
                            struct str *text, struct err *err)
{
    str_reset(text);
    field_format(field, record, text);
    return add_value(line, field->name, side, str_text(text), err);
}

/* Field by field what differs; of a new record what is given. */
static enum status add_difference(struct line *line, const struct audit_entry *entry, struct err *err)
{
    struct str text = {0};
    enum status status = STATUS_OK;
    for (size_t i = 0; i < entry->table->count && status == STATUS_OK; i++) {
        const struct field *field = &entry->table->fields[i];
        bool differs = entry->before != NULL ? field_differs(field, entry->before, entry->after)
                                             : !field_is_empty(field, entry->after);
        if (!differs) {
            continue;
        }
        if (entry->before != NULL) {
            status = add_side(line, field, 0, entry->before, &text, err);
        }
        if (status == STATUS_OK) {
            status = add_side(line, field, 1, entry->after, &text, err);
        }
    }
    str_free(&text);
    return status;
}

static enum status add_values(struct line *line, const struct audit_entry *entry, struct err *err)
{
    enum status status = STATUS_OK;
    if (entry->table != NULL && entry->after != NULL) {
        status = add_difference(line, entry, err);
    }
    if (status == STATUS_OK && entry->note != NULL) {
        status = add_value(line, "note", 1, entry->note, err);
    }
    return status;
}

static enum status insert_line(struct store *store, const struct audit_line *line, const unsigned char *hash,
                               struct err *err)
{
    struct stmt *stmt;
    enum status status =
        db_prepare(store->db,
                   "INSERT INTO audit (id, at, badge, origin, action, object, object_id, hash, place) "
                   "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
                   &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_int(stmt, 1, line->id);
    db_bind_int(stmt, 2, line->at);
    db_bind_text(stmt, 3, line->badge);
    db_bind_text(stmt, 4, line->origin);
    db_bind_text(stmt, 5, line->action);
    db_bind_text(stmt, 6, line->object);
    db_bind_int(stmt, 7, line->object_id);
    db_bind_blob(stmt, 8, hash, SHA256_SIZE);
    db_bind_text(stmt, 9, line->place);
    return db_run(stmt, err);
}

static const char *text_or_empty(const char *text)
{
    return text != NULL ? text : "";
}

enum status audit_write(struct store *store, const struct audit_entry *entry, struct err *err)
{
    struct line line;
    line.store = store;
    line.salts_left = 0;
    line.positions = 0;
    enum status status = audit_chain_head(store, &line.head, err);
    if (status == STATUS_OK) {
        status = audit_mark_prepare(store, &line.head, err);
    }
    if (status != STATUS_OK) {
        return status;
    }
    struct audit_line row = {.id = line.head.count + 1,
                             .at = clock_now(store->clock),
                             .object_id = entry->object_id,
                             .badge = text_or_empty(entry->badge),
                             .origin = text_or_empty(entry->origin),
                             .action = text_or_empty(entry->action),
                             .object = text_or_empty(entry->object),
                             .place = text_or_empty(entry->place)};
    audit_chain_begin(&line.chain, line.head.hash, &row);
    status = add_values(&line, entry, err);
    if (status != STATUS_OK) {
        return status;
    }
    sha256_end(&line.chain, line.head.hash);
    line.head.count++;
    store->mark.after = line.head;
    status = insert_line(store, &row, line.head.hash, err);
    return status == STATUS_OK ? audit_chain_set_head(store, &line.head, err) : status;
}

/* What an earlier erasure logged of itself stays: it is what verify takes an empty value for lawful by. */
static enum status erase_field(struct store *store, const struct audit_entry *entry, const char *field,
                               const char *lines, struct err *err)
{
    struct stmt *stmt;
    enum status status = db_prepare(
        store->db,
        "UPDATE audit_value SET salt = NULL, value = NULL WHERE audit_id IN "
        "(SELECT id FROM audit WHERE object = ?1 AND object_id = ?2 AND action NOT LIKE '%.erase') "
        "AND (?3 = '*' OR field = ?3) AND (?4 IS NULL OR audit_id IN (SELECT value FROM json_each(?4)))",
        &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_text(stmt, 1, entry->object);
    db_bind_int(stmt, 2, entry->object_id);
    db_bind_text(stmt, 3, field);
    if (lines != NULL) {
        db_bind_text(stmt, 4, lines);
    } else {
        db_bind_null(stmt, 4);
    }
    return db_run(stmt, err);
}

enum status audit_erase(struct store *store, const struct audit_entry *entry, const struct field_table *table,
                        const char *lines, struct err *err)
{
    struct audit_entry line = *entry;
    struct str names = {0};
    enum status status = STATUS_OK;
    if (table == NULL) {
        str_add(&names, "*");
        status = erase_field(store, entry, "*", lines, err);
    }
    for (size_t i = 0; table != NULL && i < table->count && status == STATUS_OK; i++) {
        if ((table->fields[i].flags & FIELD_PERSONAL) != 0) {
            str_printf(&names, "%s%s", names.length > 0 ? " " : "", table->fields[i].name);
            status = erase_field(store, entry, table->fields[i].name, lines, err);
        }
    }
    line.note = str_text(&names);
    if (status == STATUS_OK) {
        status = audit_write(store, &line, err);
    }
    str_free(&names);
    return status;
}

void audit_read_row(struct stmt *stmt, struct audit_row *row)
{
    row->id = db_int(stmt, 0);
    row->at = db_int(stmt, 1);
    row->object_id = db_int(stmt, 2);
    text_copy(row->badge, sizeof(row->badge), db_text(stmt, 3, NULL));
    text_copy(row->origin, sizeof(row->origin), db_text(stmt, 4, NULL));
    text_copy(row->action, sizeof(row->action), db_text(stmt, 5, NULL));
    text_copy(row->object, sizeof(row->object), db_text(stmt, 6, NULL));
    text_copy(row->place, sizeof(row->place), db_text(stmt, 7, NULL));
}

enum status audit_list(struct store *store, const char *object, int64_t object_id, struct audit_row *rows,
                       size_t max, size_t *count, struct err *err)
{
    struct stmt *stmt;
    bool row;
    *count = 0;
    enum status status = db_prepare(store->db, query_sql(QUERY_AUDIT_LIST), &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_text(stmt, 1, object);
    db_bind_int(stmt, 2, object_id);
    db_bind_int(stmt, 3, (int64_t)max);
    while ((status = db_step(stmt, &row, err)) == STATUS_OK && row) {
        audit_read_row(stmt, &rows[(*count)++]);
    }
    db_reset(stmt);
    return status;
}

enum status audit_last(struct store *store, int64_t *id, struct err *err)
{
    struct audit_head head;
    enum status status = audit_chain_head(store, &head, err);
    *id = status == STATUS_OK ? head.count : 0;
    return status;
}

enum status audit_next(struct store *store, const char *object, int64_t *id, int64_t *object_id, bool *found,
                       struct err *err)
{
    struct stmt *stmt;
    *found = false;
    enum status status = db_prepare(store->db, query_sql(QUERY_AUDIT_NEXT), &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_int(stmt, 1, *id);
    db_bind_text(stmt, 2, object);
    status = db_step(stmt, found, err);
    if (status == STATUS_OK && *found) {
        *id = db_int(stmt, 0);
        *object_id = db_int(stmt, 1);
    }
    db_reset(stmt);
    return status;
}

enum status audit_changes(struct store *store, const char *object, int64_t object_id,
                          void (*each)(void *context, const struct audit_change *change), void *context,
                          struct err *err)
{
    struct stmt *stmt;
    bool row;
    enum status status = db_prepare(store->db, query_sql(QUERY_AUDIT_CHANGES), &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_text(stmt, 1, object);
    db_bind_int(stmt, 2, object_id);
    while ((status = db_step(stmt, &row, err)) == STATUS_OK && row) {
        const struct audit_change change = {.audit_id = db_int(stmt, 0),
                                            .at = db_int(stmt, 1),
                                            .badge = db_text(stmt, 2, NULL),
                                            .action = db_text(stmt, 3, NULL),
                                            .field = db_text(stmt, 4, NULL),
                                            .which = (int)db_int(stmt, 5),
                                            .value = db_is_null(stmt, 6) ? NULL : db_text(stmt, 6, NULL)};
        each(context, &change);
    }
    db_reset(stmt);
    return status;
}

enum status audit_value(struct store *store, int64_t audit_id, const char *field, int which, char *out,
                        size_t size, struct err *err)
{
    struct stmt *stmt;
    bool row;
    out[0] = '\0';
    enum status status = db_prepare(store->db, query_sql(QUERY_AUDIT_VALUE), &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_int(stmt, 1, audit_id);
    db_bind_text(stmt, 2, field);
    db_bind_int(stmt, 3, which);
    status = db_step(stmt, &row, err);
    if (status != STATUS_OK) {
        return status;
    }
    if (row) {
        text_copy(out, size, db_text(stmt, 0, NULL));
    }
    db_reset(stmt);
    return row ? STATUS_OK : err_set(err, STATUS_NOT_FOUND, _("没有记下这个字段"));
}
