#include "zuoxi/store/bulk.h"

#include <stdlib.h>
#include <string.h>

#include "store_private.h"
#include "zuoxi/base/mem.h"
#include "zuoxi/base/str.h"
#include "zuoxi/store/incoming.h"

#define NAMES_MAX     4096 /* slots of the table of named values; a power of two */
#define NAMES_FULL    3000
#define CACHE_LOADING 256 /* MiB: the indexes are filled at random places */
#define CACHE_NORMAL  4

/* A sequence (its value) or a counter (what is to be added). */
struct named {
    char name[32]; /* '' = free */
    bool is_counter;
    int64_t value;
};

struct bulk {
    int64_t first;      /* records with a greater id are new */
    struct str indexes; /* SQL that makes the indexes dropped for the load again */
    struct named names[NAMES_MAX];
    size_t count;
};

static struct named *slot_of(struct bulk *bulk, const char *name, bool is_counter)
{
    uint32_t hash = is_counter ? 0x9747b28cU : 2166136261U;
    for (const char *at = name; *at != '\0'; at++) {
        hash = (hash ^ (unsigned char)*at) * 16777619U;
    }
    for (size_t i = hash;; i++) {
        struct named *named = &bulk->names[i & (NAMES_MAX - 1)];
        if (named->name[0] == '\0' || (named->is_counter == is_counter && strcmp(named->name, name) == 0)) {
            return named;
        }
    }
}

static enum status write_named(struct store *store, const struct named *named, struct err *err)
{
    struct stmt *stmt;
    enum status status =
        db_prepare(store->db,
                   named->is_counter ? "INSERT INTO counter (name, value) VALUES (?1, ?2) "
                                       "ON CONFLICT (name) DO UPDATE SET value = value + excluded.value"
                                     : "INSERT INTO sequence (name, value) VALUES (?1, ?2) "
                                       "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                   &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_text(stmt, 1, named->name);
    db_bind_int(stmt, 2, named->value);
    return db_run(stmt, err);
}

static enum status flush_names(struct store *store, struct err *err)
{
    struct bulk *bulk = store->bulk;
    enum status status = STATUS_OK;
    if (bulk->count == 0) {
        return STATUS_OK;
    }
    for (size_t i = 0; i < NAMES_MAX && status == STATUS_OK; i++) {
        if (bulk->names[i].name[0] != '\0') {
            status = write_named(store, &bulk->names[i], err);
        }
    }
    memset(bulk->names, 0, sizeof(bulk->names));
    bulk->count = 0;
    return status;
}

/* The sequence's slot, read when it is new. */
static enum status sequence_slot(struct store *store, const char *sequence, struct named **named,
                                 struct err *err)
{
    struct bulk *bulk = store->bulk;
    bool found;
    enum status status = bulk->count >= NAMES_FULL ? flush_names(store, err) : STATUS_OK;
    *named = slot_of(bulk, sequence, false);
    if (status == STATUS_OK && (*named)->name[0] == '\0') {
        status = store_read_int(store, "SELECT value FROM sequence WHERE name = ?1", sequence,
                                &(*named)->value, &found, err);
        text_copy((*named)->name, sizeof((*named)->name), sequence);
        bulk->count++;
    }
    return status;
}

enum status bulk_next(struct store *store, const char *sequence, int64_t *value, struct err *err)
{
    struct named *named;
    enum status status = sequence_slot(store, sequence, &named, err);
    *value = ++named->value;
    return status;
}

enum status bulk_reach(struct store *store, const char *sequence, int64_t value, struct err *err)
{
    struct named *named;
    enum status status = sequence_slot(store, sequence, &named, err);
    named->value = named->value < value ? value : named->value;
    return status;
}

void bulk_count_add(struct store *store, const char *name, int64_t delta)
{
    struct named *named = slot_of(store->bulk, name, true);
    if (named->name[0] == '\0') {
        text_copy(named->name, sizeof(named->name), name);
        named->is_counter = true;
        store->bulk->count++;
    }
    named->value += delta;
}

/*
 * Into an empty database: an index made at the end, from sorted keys, costs a third of one kept row by row.
 * Those that prove something unique stay.
 */
static enum status drop_indexes(struct store *store, struct err *err)
{
    struct stmt *stmt;
    struct str drops = {0};
    bool row = false;
    enum status status =
        db_prepare(store->db,
                   "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql LIKE 'CREATE INDEX %' "
                   "AND tbl_name IN ('customer', 'case_record', 'contact', 'timeline') ORDER BY name",
                   &stmt, err);
    while (status == STATUS_OK && (status = db_step(stmt, &row, err)) == STATUS_OK && row) {
        str_printf(&drops, "DROP INDEX %s;", db_text(stmt, 0, NULL));
        str_printf(&store->bulk->indexes, "%s;", db_text(stmt, 1, NULL));
    }
    db_reset(stmt);
    if (status == STATUS_OK) {
        status = db_execute(store->db, str_text(&drops), err);
    }
    str_free(&drops);
    return status;
}

bool bulk_owns(const struct store *store, int64_t id)
{
    return store->bulk != NULL && id > store->bulk->first;
}

void bulk_hold(struct store *store, int64_t first)
{
    store->bulk = mem_new(1, sizeof(*store->bulk));
    store->bulk->first = first;
}

enum status bulk_release(struct store *store, struct err *err)
{
    enum status status = flush_names(store, err);
    free(store->bulk);
    store->bulk = NULL;
    return status;
}

void bulk_forget(struct store *store)
{
    if (store->bulk != NULL) {
        str_free(&store->bulk->indexes);
        free(store->bulk);
        store->bulk = NULL;
        db_set_cache(store->db, CACHE_NORMAL);
    }
}

enum status bulk_begin(struct store *store, int64_t waited_ms, struct err *err)
{
    bool found;
    int64_t first;
    enum status status = store_begin(store, waited_ms, err);
    if (status != STATUS_OK) {
        return status;
    }
    status =
        store_read_int(store, "SELECT value FROM sequence WHERE name = ?1", "record", &first, &found, err);
    if (status != STATUS_OK) {
        store_rollback(store);
        return status;
    }
    bulk_hold(store, first);
    db_set_cache(store->db, CACHE_LOADING);
    if (first == 0) {
        status = drop_indexes(store, err);
    }
    if (status != STATUS_OK) {
        store_rollback(store);
    }
    return status;
}

#define INDEX_STEP  65536   /* ids indexed at a time */
#define INDEX_PAGES 1048576 /* merged at a time */

static enum status index_new(struct store *store, int64_t last,
                             void (*progress)(void *context, int64_t done, int64_t total), void *context,
                             struct err *err)
{
    int64_t first = store->bulk->first;
    struct incoming_search search = {.next = first, .last = last, .step = INDEX_STEP, .pages = INDEX_PAGES};
    enum status status = STATUS_OK;
    for (bool left = true; left && status == STATUS_OK;) {
        status = incoming_search(store, &search, &left, err);
        if (progress != NULL) {
            progress(context, search.next - first, last - first);
        }
    }
    return status;
}

enum status bulk_commit(struct store *store, void (*progress)(void *context, int64_t done, int64_t total),
                        void *context, struct err *err)
{
    bool found;
    int64_t last;
    enum status status = flush_names(store, err);
    if (status == STATUS_OK && store->bulk->indexes.length > 0) {
        status = db_execute(store->db, str_text(&store->bulk->indexes), err);
    }
    if (status == STATUS_OK) {
        status =
            store_read_int(store, "SELECT value FROM sequence WHERE name = ?1", "record", &last, &found, err);
    }
    if (status == STATUS_OK) {
        status = index_new(store, last, progress, context, err);
    }
    if (status != STATUS_OK) {
        store_rollback(store);
        return status;
    }
    return store_commit(store, err);
}
