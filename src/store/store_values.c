/* The small named values of a store: meta, sequences, counters. */

#include <stdlib.h>
#include <string.h>

#include "store_private.h"
#include "zuoxi/base/mem.h"
#include "zuoxi/base/str.h"
#include "zuoxi/base/text.h"
#include "zuoxi/store/record.h"

enum status store_meta(struct store *store, const char *key, char *out, unsigned long size, struct err *err)
{
    struct stmt *stmt;
    bool row = false;
    out[0] = '\0';
    enum status status = db_prepare(store->db, "SELECT value FROM meta WHERE key = ?1", &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_borrowed(stmt, 1, key, strlen(key));
    status = db_step(stmt, &row, err);
    if (status != STATUS_OK) {
        return status;
    }
    if (row && !text_copy(out, size, db_text(stmt, 0, NULL))) {
        status = err_set(err, STATUS_INVALID, _("数据库参数 %s 太长"), key);
    }
    db_reset(stmt);
    return status;
}

enum status store_set_meta(struct store *store, const char *key, const char *value, struct err *err)
{
    struct stmt *stmt;
    enum status status = db_prepare(store->db,
                                    "INSERT INTO meta (key, value) VALUES (?1, ?2) "
                                    "ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                                    &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_borrowed(stmt, 1, key, strlen(key));
    db_bind_borrowed(stmt, 2, value, strlen(value));
    return db_run(stmt, err);
}

enum status store_read_int(struct store *store, const char *sql, const char *text, int64_t *value,
                           bool *found, struct err *err)
{
    struct stmt *stmt;
    *value = 0;
    *found = false;
    enum status status = db_prepare(store->db, sql, &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_borrowed(stmt, 1, text, strlen(text));
    status = db_step(stmt, found, err);
    if (status == STATUS_OK) {
        *value = *found ? db_int(stmt, 0) : 0;
        db_reset(stmt);
    }
    return status;
}

enum status store_read_ids(struct stmt *stmt, int64_t *ids, size_t max, size_t *count, struct err *err)
{
    bool row;
    enum status status = STATUS_OK;
    while (*count < max && (status = db_step(stmt, &row, err)) == STATUS_OK && row) {
        ids[(*count)++] = db_int(stmt, 0);
    }
    db_reset(stmt);
    return status;
}

enum status store_read_records(struct store *store, const struct field_table *table, struct stmt *stmt,
                               void *records, size_t max, size_t *count, struct err *err)
{
    int64_t *ids = mem_new(max + 1, sizeof(*ids));
    size_t found = 0;
    enum status status = store_read_ids(stmt, ids, max, &found, err);
    *count = 0;
    while (status == STATUS_OK && *count < found) {
        status = record_load(store, table, ids[*count], (char *)records + *count * table->size, err);
        *count += status == STATUS_OK;
    }
    free(ids);
    return status;
}

static enum status write_named(struct store *store, const char *sql, const char *name, int64_t value,
                               struct err *err)
{
    struct stmt *stmt;
    enum status status = db_prepare(store->db, sql, &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_borrowed(stmt, 1, name, strlen(name));
    db_bind_int(stmt, 2, value);
    return db_run(stmt, err);
}

/*
 * Read, then write: the queue makes the pair atomic, and both are cheaper than one statement with RETURNING.
 */
enum status store_next(struct store *store, const char *sequence, int64_t *value, struct err *err)
{
    bool found;
    if (store->bulk != NULL) {
        return bulk_next(store, sequence, value, err);
    }
    enum status status =
        store_read_int(store, "SELECT value FROM sequence WHERE name = ?1", sequence, value, &found, err);
    if (status != STATUS_OK) {
        return status;
    }
    *value += 1;
    return write_named(store,
                       found ? "UPDATE sequence SET value = ?2 WHERE name = ?1"
                             : "INSERT INTO sequence (name, value) VALUES (?1, ?2)",
                       sequence, *value, err);
}

enum status store_reach(struct store *store, const char *sequence, int64_t value, struct err *err)
{
    bool found;
    int64_t current;
    if (store->bulk != NULL) {
        return bulk_reach(store, sequence, value, err);
    }
    enum status status =
        store_read_int(store, "SELECT value FROM sequence WHERE name = ?1", sequence, &current, &found, err);
    if (status != STATUS_OK || (found && current >= value)) {
        return status;
    }
    return write_named(store,
                       found ? "UPDATE sequence SET value = ?2 WHERE name = ?1"
                             : "INSERT INTO sequence (name, value) VALUES (?1, ?2)",
                       sequence, value, err);
}

enum status store_count(struct store *store, const char *name, int64_t *value, struct err *err)
{
    bool found;
    return store_read_int(store, "SELECT value FROM counter WHERE name = ?1", name, value, &found, err);
}

enum status store_count_add(struct store *store, const char *name, int64_t delta, struct err *err)
{
    if (delta == 0) {
        return STATUS_OK;
    }
    if (store->bulk != NULL) {
        bulk_count_add(store, name, delta);
        return STATUS_OK;
    }
    return write_named(store,
                       "INSERT INTO counter (name, value) VALUES (?1, ?2) "
                       "ON CONFLICT (name) DO UPDATE SET value = value + excluded.value",
                       name, delta, err);
}
