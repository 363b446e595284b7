#include "zuoxi/store/incoming.h"

#include <stdio.h>
#include <string.h>

#include "store_private.h"
#include "zuoxi/base/str.h"
#include "zuoxi/base/text.h"
#include "zuoxi/domain/case_number.h"
#include "zuoxi/domain/case_record.h"
#include "zuoxi/domain/customer.h"
#include "zuoxi/store/import_store.h"
#include "zuoxi/store/query.h"
#include "zuoxi/store/record.h"
#include "zuoxi/store/search.h"

/* Seen rows that may be walked while the indexes are gone: a tenth of a millisecond. */
#define FEW_ROWS 1000

/*
 * What may come in. Dropped are the indexes of values that come in no order; those of the queue, of what
 * refers to the table itself and of the key stay.
 */
static const struct kind {
    const struct field_table *table;
    const char *find;    /* a row of the block by its key: the one lookup that is to see them */
    const char *dropped; /* names between blanks */
    const char *few;     /* counts the rows that are seen, up to FEW_ROWS + 1 */
} kinds[] = {
    {&customer_fields, "SELECT id FROM customer WHERE account = ?1 AND account <> '' AND id >= ?2",
     " customer_phone customer_phone_other customer_phone_tail customer_phone_other_tail customer_initials "
     "customer_address customer_name ",
     "SELECT count(*) FROM (SELECT 1 FROM customer LIMIT 1001)"},
    {&case_record_fields, "SELECT id FROM case_record WHERE number = ?1 AND number <> '' AND id >= ?2",
     " case_customer case_phone case_phone_tail ",
     "SELECT count(*) FROM (SELECT 1 FROM case_record LIMIT 1001)"},
};

static const struct kind *kind_of(const char *record)
{
    for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
        if (strcmp(kinds[i].table->record, record) == 0) {
            return &kinds[i];
        }
    }
    return NULL;
}

/* indexes may be NULL: not wanted. Appended to. */
static enum status read_row(struct store *store, struct incoming *incoming, struct str *indexes,
                            struct err *err)
{
    struct stmt *stmt;
    bool row = false;
    *incoming = (struct incoming){.first = 0};
    enum status status = db_prepare(
        store->db, "SELECT record, first_id, last_id, searched_id, indexes FROM incoming WHERE id = 1", &stmt,
        err);
    if (status == STATUS_OK) {
        status = db_step(stmt, &row, err);
    }
    if (status == STATUS_OK && row) {
        text_copy(incoming->record, sizeof(incoming->record), db_text(stmt, 0, NULL));
        incoming->first = db_int(stmt, 1);
        incoming->last = db_int(stmt, 2);
        incoming->searched = db_int(stmt, 3);
        if (indexes != NULL) {
            str_add(indexes, db_text(stmt, 4, NULL));
        }
    }
    if (status == STATUS_OK) {
        db_reset(stmt);
    }
    return status;
}

static enum status write_row(struct store *store, const struct incoming *incoming, const char *indexes,
                             struct err *err)
{
    struct stmt *stmt;
    enum status status = db_prepare(store->db,
                                    "UPDATE incoming SET record = ?1, first_id = ?2, last_id = ?3, "
                                    "searched_id = ?4, indexes = ?5 WHERE id = 1",
                                    &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_text(stmt, 1, incoming->record);
    db_bind_int(stmt, 2, incoming->first);
    db_bind_int(stmt, 3, incoming->last);
    db_bind_int(stmt, 4, incoming->searched);
    db_bind_text(stmt, 5, indexes);
    return db_run(stmt, err);
}

enum status incoming_read(struct store *store, struct incoming *incoming, struct err *err)
{
    return read_row(store, incoming, NULL, err);
}

/* Drop the indexes of a table with few rows; *indexes = what makes them again. */
static enum status drop_indexes(struct store *store, const struct kind *kind, struct str *indexes,
                                struct err *err)
{
    struct stmt *stmt;
    struct str drops = {0};
    bool found, row = false;
    int64_t rows;
    enum status status = store_read_int(store, kind->few, "", &rows, &found, err);
    if (status != STATUS_OK || rows > FEW_ROWS) {
        return status;
    }
    status = db_prepare(store->db,
                        "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = ?1 "
                        "AND instr(?2, ' ' || name || ' ') > 0 ORDER BY name",
                        &stmt, err);
    if (status == STATUS_OK) {
        db_bind_text(stmt, 1, kind->table->table);
        db_bind_text(stmt, 2, kind->dropped);
    }
    while (status == STATUS_OK && (status = db_step(stmt, &row, err)) == STATUS_OK && row) {
        str_printf(&drops, "DROP INDEX %s;", db_text(stmt, 0, NULL));
        str_printf(indexes, "%s;\n", db_text(stmt, 1, NULL));
    }
    if (status == STATUS_OK) {
        db_reset(stmt);
        status = db_execute(store->db, str_text(&drops), err);
    }
    str_free(&drops);
    return status;
}

enum status incoming_begin(struct store *store, const struct field_table *table, int64_t count, bool may_drop,
                           struct incoming *incoming, struct err *err)
{
    struct str indexes = {0};
    int64_t before;
    bool found;
    const struct kind *kind = kind_of(table->record);
    *incoming = (struct incoming){.first = 0};
    if (kind == NULL) {
        return err_set(err, STATUS_BUG, _("%s不能这样导入"), _(table->label));
    }
    enum status status =
        store_read_int(store, "SELECT value FROM sequence WHERE name = ?1", "record", &before, &found, err);
    if (status == STATUS_OK) {
        status = store_reach(store, "record", before + count, err);
    }
    if (status == STATUS_OK && may_drop) {
        status = drop_indexes(store, kind, &indexes, err);
    }
    if (status == STATUS_OK) {
        *incoming = (struct incoming){.first = before + 1, .last = before + count, .searched = before};
        text_copy(incoming->record, sizeof(incoming->record), table->record);
        incoming->is_bare = indexes.length > 0;
        status = write_row(store, incoming, str_text(&indexes), err);
    }
    str_free(&indexes);
    return status;
}

void incoming_hold(struct store *store, const struct incoming *incoming)
{
    bulk_hold(store, incoming->first - 1);
}

enum status incoming_release(struct store *store, struct err *err)
{
    return bulk_release(store, err);
}

enum status incoming_find(struct store *store, const struct incoming *incoming, const char *key, int64_t *id,
                          struct err *err)
{
    struct stmt *stmt;
    bool row = false;
    const struct kind *kind = kind_of(incoming->record);
    *id = 0;
    enum status status = db_prepare(store->db, kind->find, &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_borrowed(stmt, 1, key, strlen(key));
    db_bind_int(stmt, 2, incoming->first);
    status = db_step(stmt, &row, err);
    if (status == STATUS_OK) {
        *id = row && db_int(stmt, 0) <= incoming->last ? db_int(stmt, 0) : 0;
        db_reset(stmt);
    }
    return status;
}

enum status incoming_index(struct store *store, bool *left, struct err *err)
{
    struct incoming incoming;
    struct str indexes = {0};
    *left = false;
    enum status status = read_row(store, &incoming, &indexes, err);
    if (status == STATUS_OK && indexes.length > 0) {
        char *end = strchr(indexes.bytes, '\n');
        *end = '\0';
        status = db_execute(store->db, indexes.bytes, err);
        if (status == STATUS_OK) {
            status = write_row(store, &incoming, end + 1, err);
        }
        *left = end[1] != '\0';
    }
    str_free(&indexes);
    return status;
}

enum status incoming_show(struct store *store, struct err *err)
{
    static const struct incoming nothing;
    store_ring_bell(store);
    return write_row(store, &nothing, "", err);
}

/*
 * A number that was given to the row only goes back, as long as none was given after it; of a day without
 * any case left nothing is counted. The row is gone already.
 */
static enum status take_number_back(struct store *store, const char *number, struct err *err)
{
    static const enum query steps[] = {QUERY_CASE_NUMBER_BACK, QUERY_CASE_DAY_BACK};
    char name[24];
    int date, sequence;
    enum status status = STATUS_OK;
    if (!case_number_parse(number, &date, &sequence)) {
        return STATUS_OK;
    }
    snprintf(name, sizeof(name), "case/%08d", date);
    for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]) && status == STATUS_OK; i++) {
        struct stmt *stmt;
        status = db_prepare(store->db, query_sql(steps[i]), &stmt, err);
        if (status == STATUS_OK) {
            db_bind_text(stmt, 1, name);
            if (steps[i] == QUERY_CASE_NUMBER_BACK) {
                db_bind_int(stmt, 2, sequence);
            }
            status = db_run(stmt, err);
        }
    }
    return status;
}

static enum status run_on(struct store *store, const char *sql, int64_t id, struct err *err)
{
    struct stmt *stmt;
    enum status status = db_prepare(store->db, sql, &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_int(stmt, 1, id);
    return db_run(stmt, err);
}

/* All that a row brought with it, then the row. */
static enum status remove_row(struct store *store, const struct incoming *incoming, int64_t id,
                              const char *number, struct err *err)
{
    static const char *const of_customers[] = {"DELETE FROM customer_more_phone WHERE customer_id = ?1",
                                               "DELETE FROM customer WHERE id = ?1"};
    static const char *const of_cases[] = {"DELETE FROM timeline WHERE case_id = ?1",
                                           "DELETE FROM case_record WHERE id = ?1"};
    bool is_case = strcmp(incoming->record, case_record_fields.record) == 0;
    const char *const *removals = is_case ? of_cases : of_customers;
    enum status status = STATUS_OK;
    if (id <= incoming->searched) {
        status = search_forget(store, FIELD_SEARCH | (is_case ? 0 : FIELD_LOOKUP), id, err);
    }
    for (size_t i = 0; i < 2 && status == STATUS_OK; i++) {
        status = run_on(store, removals[i], id, err);
    }
    return status == STATUS_OK && is_case ? take_number_back(store, number, err) : status;
}

enum status incoming_remove(struct store *store, const struct incoming *incoming, int64_t id, struct err *err)
{
    return remove_row(store, incoming, id, "", err);
}

/* Remove from the block's end, so that numbers go back in the order in which they came. */
static enum status remove_rows(struct store *store, const struct incoming *incoming, int max, int *removed,
                               struct err *err)
{
    bool is_case = strcmp(incoming->record, case_record_fields.record) == 0;
    enum status status = STATUS_OK;
    bool row = true;
    for (*removed = 0; *removed < max && status == STATUS_OK && row; *removed += row) {
        struct stmt *stmt;
        char number[CASE_NUMBER_SIZE] = "";
        int64_t id = 0;
        status = db_prepare(store->db,
                            is_case ? "SELECT id, number FROM case_record WHERE id >= ?1 AND id <= ?2 "
                                      "ORDER BY id DESC LIMIT 1"
                                    : "SELECT id, '' FROM customer WHERE id >= ?1 AND id <= ?2 "
                                      "ORDER BY id DESC LIMIT 1",
                            &stmt, err);
        if (status != STATUS_OK) {
            return status;
        }
        db_bind_int(stmt, 1, incoming->first);
        db_bind_int(stmt, 2, incoming->last);
        status = db_step(stmt, &row, err);
        if (status == STATUS_OK && row) {
            id = db_int(stmt, 0);
            text_copy(number, sizeof(number), db_text(stmt, 1, NULL));
            db_reset(stmt);
            status = remove_row(store, incoming, id, number, err);
        }
    }
    return status;
}

enum status incoming_clear(struct store *store, int max, bool *left, struct err *err)
{
    struct incoming incoming;
    struct str indexes = {0};
    int removed = 0;
    *left = false;
    enum status status = read_row(store, &incoming, &indexes, err);
    if (status != STATUS_OK || incoming.first == 0) {
        str_free(&indexes);
        return status;
    }
    status = remove_rows(store, &incoming, max, &removed, err);
    if (status == STATUS_OK && removed < max) {
        status = db_execute(store->db, str_text(&indexes), err);
        if (status == STATUS_OK) {
            status = search_set_loading(store, SEARCH_SAVING, err);
        }
        if (status == STATUS_OK) {
            status = incoming_show(store, err);
        }
    }
    *left = status == STATUS_OK && removed == max;
    str_free(&indexes);
    return status;
}

#define RECOVER_ROWS  500
#define RECOVER_TRIES 10000
#define RECOVER_MS    1000 /* of an opening: the rest is left to the next ones */

void incoming_recover(struct store *store)
{
    struct incoming incoming;
    int lock = -1;
    bool left = true;
    int64_t begun = clock_boot_ms(store->clock);
    if (incoming_read(store, &incoming, NULL) != STATUS_OK || incoming.first == 0 ||
        import_store_lock(store, &lock, NULL) != STATUS_OK) {
        return;
    }
    for (int tries = 0; left && tries < RECOVER_TRIES && clock_boot_ms(store->clock) - begun < RECOVER_MS;
         tries++) {
        enum status status = store_begin(store, 0, NULL);
        if (status == STATUS_BUSY) {
            continue;
        }
        if (status == STATUS_OK) {
            status = incoming_clear(store, RECOVER_ROWS, &left, NULL);
        }
        if (status == STATUS_OK) {
            status = store_commit(store, NULL);
        } else {
            store_rollback(store);
        }
        left = left && status == STATUS_OK;
    }
    import_store_unlock(&lock);
}
