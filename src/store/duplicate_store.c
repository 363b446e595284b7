#include "zuoxi/store/duplicate_store.h"

#include <stdlib.h>
#include <string.h>

#include "store_private.h"
#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/store/distinct_store.h"
#include "zuoxi/store/query.h"

#define ENTRIES 2000 /* of an index in one step: a millisecond or two */

static const enum query walks[DUPLICATE_KINDS] = {
    [DUPLICATE_PHONE] = QUERY_DUPLICATE_PHONES,
    [DUPLICATE_ADDRESS] = QUERY_DUPLICATE_ADDRESSES,
    [DUPLICATE_NAME] = QUERY_DUPLICATE_NAMES,
};

/* Entries of one key, one behind the other. */
struct run {
    char keys[DUPLICATE_KEYS][4 * 120 + 1];
    int64_t ids[DUPLICATE_MEMBERS];
    size_t count;
    bool has_more;
};

/* The runs of one step that have several customers. */
struct runs {
    struct run *items; /* owned */
    size_t count, max;
};

static bool is_same_key(const struct run *run, struct stmt *stmt)
{
    for (int i = 0; i < DUPLICATE_KEYS; i++) {
        if (strcmp(run->keys[i], db_text(stmt, i, NULL)) != 0) {
            return false;
        }
    }
    return true;
}

static void begin_run(struct run *run, struct stmt *stmt)
{
    *run = (struct run){.count = 0};
    for (int i = 0; i < DUPLICATE_KEYS; i++) {
        text_copy(run->keys[i], sizeof(run->keys[i]), db_text(stmt, i, NULL));
    }
}

static void add_id(struct run *run, int64_t id)
{
    for (size_t i = 0; i < run->count; i++) {
        if (run->ids[i] == id) {
            return; /* both phones of one customer are the same */
        }
    }
    if (run->count == DUPLICATE_MEMBERS) {
        run->has_more = true;
    } else {
        run->ids[run->count++] = id;
    }
}

/* A run is over: the walk goes on behind it. */
static void end_run(const struct run *run, struct duplicate_cursor *cursor, struct runs *runs)
{
    memcpy(cursor->keys, run->keys, sizeof(cursor->keys));
    if (run->count > 1) {
        runs->items[runs->count++] = *run;
    }
}

/* Walk one piece of the index. *is_end = there is nothing behind it. */
static enum status walk(struct stmt *stmt, struct duplicate_cursor *cursor, struct runs *runs, bool *is_end,
                        struct err *err)
{
    struct run run = {.count = 0};
    size_t entries = 0, ended = 0;
    bool row = false;
    enum status status;
    while ((status = db_step(stmt, &row, err)) == STATUS_OK && row) {
        entries++;
        if (run.count > 0 && !is_same_key(&run, stmt)) {
            end_run(&run, cursor, runs);
            ended++;
            run.count = 0;
            if (runs->count == runs->max) {
                break;
            }
        }
        if (run.count == 0) {
            begin_run(&run, stmt);
        }
        add_id(&run, db_int(stmt, DUPLICATE_KEYS));
    }
    *is_end = !row && entries < ENTRIES;
    /* The last run goes on behind the piece, unless it is the whole piece or nothing is behind. */
    if (status == STATUS_OK && run.count > 0 && (*is_end || ended == 0)) {
        end_run(&run, cursor, runs);
    }
    cursor->seen += (int64_t)entries;
    return status;
}

static enum status run_walk(struct store *store, struct duplicate_cursor *cursor, struct runs *runs,
                            struct err *err)
{
    struct stmt *stmt;
    bool is_end = false;
    enum status status = db_prepare(store->db, query_sql(walks[cursor->kind]), &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_int(stmt, 1, ENTRIES);
    for (int i = 0; i < DUPLICATE_KEYS; i++) {
        db_bind_text(stmt, i + 2, cursor->keys[i]);
    }
    status = walk(stmt, cursor, runs, &is_end, err);
    db_reset(stmt);
    if (status == STATUS_OK && is_end) {
        cursor->kind++;
        memset(cursor->keys, 0, sizeof(cursor->keys));
    }
    return status;
}

static bool is_member(const struct duplicate_group *group, int64_t id)
{
    for (size_t i = 0; i < group->count; i++) {
        if (group->members[i].id == id) {
            return true;
        }
    }
    return false;
}

/* The customers behind a run; one that was merged is its other. */
static enum status load_group(struct store *store, enum duplicate_kind kind, const struct run *run,
                              struct duplicate_group *group, struct err *err)
{
    enum status status = STATUS_OK;
    *group = (struct duplicate_group){.kind = kind, .has_more = run->has_more};
    text_copy(group->key, sizeof(group->key), run->keys[0]);
    for (size_t i = 0; i < run->count && status == STATUS_OK; i++) {
        struct customer_row *row = &group->members[group->count];
        status = customer_store_row(store, run->ids[i], row, err);
        group->count += status == STATUS_OK && !is_member(group, row->id);
    }
    return status;
}

/* Take out whoever somebody has found to be none of the others. */
static enum status drop_distinct(struct store *store, struct duplicate_group *group, struct err *err)
{
    bool is_alike[DUPLICATE_MEMBERS] = {false};
    enum status status = STATUS_OK;
    for (size_t i = 0; i < group->count; i++) {
        for (size_t j = i + 1; j < group->count && status == STATUS_OK; j++) {
            bool has = false;
            status = distinct_store_has(store, group->members[i].id, group->members[j].id, &has, err);
            is_alike[i] = is_alike[i] || !has;
            is_alike[j] = is_alike[j] || !has;
        }
    }
    size_t kept = 0;
    for (size_t i = 0; i < group->count; i++) {
        if (is_alike[i]) {
            group->members[kept++] = group->members[i];
        }
    }
    group->count = kept;
    return status;
}

enum status duplicate_store_next(struct store *store, struct duplicate_cursor *cursor, size_t max,
                                 struct duplicate_group *groups, size_t *count, struct err *err)
{
    enum duplicate_kind kind = cursor->kind;
    *count = 0;
    if (kind >= DUPLICATE_KINDS) {
        return STATUS_OK;
    }
    /* One more than asked for: the last run of a piece is seen to be over only at its end. */
    struct runs runs = {.items = mem_new(max + 1, sizeof(*runs.items)), .max = max};
    enum status status = run_walk(store, cursor, &runs, err);
    for (size_t i = 0; i < runs.count && *count < max && status == STATUS_OK; i++) {
        status = load_group(store, kind, &runs.items[i], &groups[*count], err);
        if (status == STATUS_OK) {
            status = drop_distinct(store, &groups[*count], err);
        }
        *count += status == STATUS_OK && groups[*count].count > 1;
    }
    free(runs.items);
    return status;
}

/* Rows of a query with up to three texts that are not the customer itself, each once. */
static enum status add_others(struct store *store, enum query query, const struct customer *customer,
                              const char *const texts[DUPLICATE_KEYS], size_t max, struct customer_row *rows,
                              size_t *count, struct err *err)
{
    struct stmt *stmt;
    bool row;
    int64_t ids[DUPLICATE_MEMBERS];
    size_t found = 0;
    enum status status = db_prepare(store->db, query_sql(query), &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_int(stmt, 1, DUPLICATE_MEMBERS);
    for (int i = 0; i < DUPLICATE_KEYS && texts[i] != NULL; i++) {
        db_bind_text(stmt, i + 2, texts[i]);
    }
    while (found < DUPLICATE_MEMBERS && (status = db_step(stmt, &row, err)) == STATUS_OK && row) {
        ids[found++] = db_int(stmt, 0);
    }
    db_reset(stmt);
    for (size_t i = 0; i < found && *count < max && status == STATUS_OK; i++) {
        bool is_known = false;
        status = customer_store_row(store, ids[i], &rows[*count], err);
        if (status == STATUS_OK) { /* one found to be another counts as looked at */
            status = distinct_store_has(store, customer->head.id, rows[*count].id, &is_known, err);
        }
        for (size_t j = 0; j < *count; j++) {
            is_known = is_known || rows[j].id == rows[*count].id;
        }
        *count += status == STATUS_OK && !is_known && rows[*count].id != customer->head.id;
    }
    return status;
}

enum status duplicate_store_of(struct store *store, const struct customer *customer, size_t max,
                               struct customer_row *rows, size_t *count, struct err *err)
{
    enum status status = STATUS_OK;
    *count = 0;
    for (size_t i = 0; i < customer_fields.count && status == STATUS_OK; i++) {
        const struct field *field = &customer_fields.fields[i];
        if ((field->flags & FIELD_PHONE) != 0 && !field_is_empty(field, customer)) {
            const char *const phone[DUPLICATE_KEYS] = {field_text_const(field, customer)};
            status = add_others(store, QUERY_SAME_PHONE, customer, phone, max, rows, count, err);
        }
    }
    if (status == STATUS_OK && customer->address[0] != '\0') {
        const char *const address[DUPLICATE_KEYS] = {customer->address};
        status = add_others(store, QUERY_SAME_ADDRESS, customer, address, max, rows, count, err);
    }
    if (status == STATUS_OK && customer->community[0] != '\0') {
        const char *const name[DUPLICATE_KEYS] = {customer->name, customer->community, customer->building};
        status = add_others(store, QUERY_SAME_NAME, customer, name, max, rows, count, err);
    }
    return status;
}
