#include "zuoxi/store/erase_store.h"

#include <stdlib.h>
#include <string.h>

#include "seen.h"
#include "store_private.h"
#include "zuoxi/base/mem.h"
#include "zuoxi/base/str.h"
#include "zuoxi/domain/case_record.h"
#include "zuoxi/domain/contact.h"
#include "zuoxi/domain/customer.h"
#include "zuoxi/domain/details.h"
#include "zuoxi/domain/erase.h"
#include "zuoxi/domain/message.h"
#include "zuoxi/domain/notice_call.h"
#include "zuoxi/domain/promise.h"
#include "zuoxi/domain/ring.h"
#include "zuoxi/store/record.h"

#define SCRUB_KEY   "erase.left"
#define MERGE_PAGES 64 /* a slice's work in the search index */

/* Sets as JSON arrays: ?1 customers, ?2 cases, ?3 contacts, ?4 phones, ?5 notice calls. */
#define ERASED_IN(set) "IN (SELECT value FROM json_each(?" #set "))"
enum { SET_CUSTOMERS = 1, SET_CASES, SET_CONTACTS, SET_PHONES, SET_CALLS, SET_END };

/* Where each part's ids come from; in this order, because later ones rest on earlier ones. */
static const struct {
    enum erase_part part;
    const char *sql;
} finders[] = {
    {ERASE_CASES, "SELECT id FROM case_record WHERE (customer_id " ERASED_IN(
                      1) " OR (customer_id IS NULL AND phone <> '' "
                         "AND phone " ERASED_IN(4) ")) AND " ONLY_SEEN_BY_KEY},
    {ERASE_CONTACTS,
     "SELECT id FROM contact WHERE (customer_id " ERASED_IN(1) " OR case_id " ERASED_IN(
         2) " OR (customer_id IS NULL AND "
            "case_id IS NULL AND phone <> '' AND phone " ERASED_IN(4) ")) AND " ONLY_SEEN_BY_KEY},
    {ERASE_PROMISES, "SELECT id FROM promise WHERE customer_id " ERASED_IN(1) " OR case_id " ERASED_IN(
                         2) " OR contact_id " ERASED_IN(3) " OR (customer_id IS NULL AND phone <> '' AND "
                                                           "phone " ERASED_IN(4) ")"},
    {ERASE_MESSAGES, "SELECT id FROM message WHERE phone <> '' AND phone " ERASED_IN(4)},
    {ERASE_NOTICE_CALLS,
     "SELECT id FROM notice_call WHERE customer_id " ERASED_IN(1) " OR case_id " ERASED_IN(
         2) " OR contact_id " ERASED_IN(3) " OR (customer_id IS NULL AND phone "
                                           "<> '' AND phone " ERASED_IN(4) ")"},
    {ERASE_NOTICES, "SELECT DISTINCT notice_id FROM notice_call WHERE id " ERASED_IN(5)},
    {ERASE_RINGS, "SELECT id FROM ring WHERE (phone <> '' AND phone " ERASED_IN(
                      4) ") OR id IN (SELECT ring_id FROM "
                         "contact WHERE id " ERASED_IN(3) " AND ring_id IS NOT NULL)"},
    {ERASE_STOPS, "SELECT id FROM stop WHERE phone <> '' AND phone " ERASED_IN(4)},
};

/* What keeps to no field table. The mark stands where something was said; ?6 is the mark. */
static const char *const changes[] = {
    "UPDATE timeline SET note = ?6 WHERE note <> '' AND case_id " ERASED_IN(2),
    /* Whom the case was of that another one took in. */
    "UPDATE timeline SET note = ?6 "
    "FROM case_record theirs WHERE theirs.id " ERASED_IN(
        2) " AND timeline.case_id = theirs.merged_into "
           "AND timeline.action = 'merged' AND instr(timeline.note, theirs.number) > 0",
    "UPDATE leg_pause SET reason = ?6 WHERE case_id " ERASED_IN(2),
    "UPDATE leg_extension SET reason = ?6 WHERE case_id " ERASED_IN(2),
    "UPDATE leg_change SET reason = ?6 WHERE case_id " ERASED_IN(2),
    "UPDATE reading_mark SET note = ?6 WHERE note <> '' AND object_id IN (SELECT value FROM json_each(?1) "
    "UNION ALL SELECT value FROM json_each(?2) UNION ALL SELECT value FROM json_each(?3))",
    "UPDATE handover_line SET text = ?6, question = '', answer = '' WHERE case_id " ERASED_IN(
        2) " AND (SELECT signed_at FROM handover WHERE id = handover_id) IS NULL",
    "UPDATE customer_merge SET kept_before = x'', dropped_before = x'' WHERE kept_id " ERASED_IN(
        1) " OR dropped_id " ERASED_IN(1),
    "UPDATE hook_run SET payload = '', answer = '', next_at = NULL, "
    "state = CASE WHEN state IN (1, 2) THEN 4 ELSE state END WHERE case_id " ERASED_IN(
        2) " OR (payload <> '' AND EXISTS (SELECT 1 FROM json_each(?4) WHERE instr(payload, value) > 0))",
    "DELETE FROM move_undo_leg WHERE case_id " ERASED_IN(2),
    "DELETE FROM move_undo WHERE case_id " ERASED_IN(2),
};

/* Of the audit: what was logged of them as callers, under the notices; by the rule of the finders. */
#define LOGGED(name)                                                                                         \
    "EXISTS (SELECT 1 FROM audit_value WHERE audit_id = audit.id AND side = 1 AND field = '" name "'"
#define LOGGED_ID(name, set) LOGGED(name) " AND CAST(value AS INTEGER) " ERASED_IN(set) ")"
/* clang-format off */
static const char notice_lines[] =
    "SELECT id FROM audit WHERE object = 'notice' "
    "AND object_id IN (SELECT notice_id FROM notice_call WHERE id " ERASED_IN(5) ") "
    "AND (" LOGGED_ID("customer_id", 1) " OR " LOGGED_ID("case_id", 2) " OR " LOGGED_ID("contact_id", 3)
    " OR (NOT " LOGGED("customer_id") ") AND " LOGGED("phone") " AND value " ERASED_IN(4) ")))";
/* And the lines of handovers' logs about their cases, with those that were dropped again. */
static const char handover_lines[] =
    "SELECT id FROM handover_line WHERE case_id " ERASED_IN(2)
    " UNION SELECT object_id FROM audit WHERE object = 'handover_line' AND " LOGGED_ID("case_id", 2);
/* clang-format on */

/* ---- finding ---- */

static void add_id(struct erase_ids *ids, int64_t id)
{
    mem_reserve((void **)&ids->items, &ids->capacity, ids->count + 1, sizeof(*ids->items));
    ids->items[ids->count++] = id;
}

static char *array_of(const struct erase_ids *ids)
{
    struct str text = {0};
    str_add_char(&text, '[');
    for (size_t i = 0; i < ids->count; i++) {
        str_printf(&text, "%s%lld", i > 0 ? "," : "", (long long)ids->items[i]);
    }
    str_add_char(&text, ']');
    return text.bytes;
}

struct sets {
    char *texts[SET_END]; /* owned, but that of the phones */
};

static void make_sets(const struct erase_scope *scope, struct sets *sets)
{
    sets->texts[SET_CUSTOMERS] = array_of(&scope->parts[ERASE_CUSTOMERS]);
    sets->texts[SET_CASES] = array_of(&scope->parts[ERASE_CASES]);
    sets->texts[SET_CONTACTS] = array_of(&scope->parts[ERASE_CONTACTS]);
    sets->texts[SET_PHONES] = mem_copy(scope->phones);
    sets->texts[SET_CALLS] = array_of(&scope->parts[ERASE_NOTICE_CALLS]);
}

static void clear_sets(struct sets *sets)
{
    for (int i = SET_CUSTOMERS; i < SET_END; i++) {
        explicit_bzero(sets->texts[i], strlen(sets->texts[i]));
        free(sets->texts[i]);
    }
}

/* Bind the sets that the statement has. */
static void bind_sets(struct stmt *stmt, const char *sql, const struct sets *sets)
{
    for (int i = SET_CUSTOMERS; i < SET_END; i++) {
        const char name[] = {'?', (char)('0' + i), '\0'};
        if (strstr(sql, name) != NULL) {
            db_bind_text(stmt, i, sets->texts[i]);
        }
    }
}

static enum status collect(struct store *store, const char *sql, const struct sets *sets,
                           struct erase_ids *ids, struct err *err)
{
    struct stmt *stmt;
    bool row;
    enum status status = db_prepare(store->db, sql, &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    bind_sets(stmt, sql, sets);
    while ((status = db_step(stmt, &row, err)) == STATUS_OK && row) {
        add_id(ids, db_int(stmt, 0));
    }
    db_reset(stmt);
    return status;
}

/* The household and all that were merged into it, and those merged into them; a phone of any is theirs. */
static enum status find_customers(struct store *store, int64_t id, struct erase_scope *scope, struct err *err)
{
    static const char sql[] =
        "WITH RECURSIVE all_of (id) AS (SELECT ?7 UNION SELECT customer.id FROM customer "
        "JOIN all_of ON customer.merged_into = all_of.id) SELECT id FROM all_of";
    struct stmt *stmt;
    bool row;
    enum status status = db_prepare(store->db, sql, &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_int(stmt, 7, id);
    while ((status = db_step(stmt, &row, err)) == STATUS_OK && row) {
        add_id(&scope->parts[ERASE_CUSTOMERS], db_int(stmt, 0));
    }
    db_reset(stmt);
    return status;
}

static void add_phones(const struct customer *customer, struct str *phones)
{
    for (size_t i = 0; i < customer_fields.count; i++) {
        const struct field *field = &customer_fields.fields[i];
        if ((field->flags & FIELD_PHONE) != 0 && !field_is_empty(field, customer)) {
            str_printf(phones, "%s\"%s\"", phones->length > 1 ? "," : "", field_text_const(field, customer));
        }
    }
}

static enum status find_phones(struct store *store, struct erase_scope *scope, struct err *err)
{
    const struct erase_ids *ids = &scope->parts[ERASE_CUSTOMERS];
    struct customer *customer = mem_new(1, sizeof(*customer));
    struct str phones = {0};
    enum status status = STATUS_OK;
    str_add_char(&phones, '[');
    for (size_t i = 0; i < ids->count && status == STATUS_OK; i++) {
        status = record_load(store, &customer_fields, ids->items[i], customer, err);
        if (status == STATUS_OK) {
            add_phones(customer, &phones);
        }
    }
    str_add_char(&phones, ']');
    scope->phones = phones.bytes;
    explicit_bzero(customer, sizeof(*customer));
    free(customer);
    return status;
}

static enum status count_by(struct store *store, const char *sql, const struct sets *sets, int64_t *count,
                            struct err *err)
{
    struct erase_ids found = {0};
    enum status status = collect(store, sql, sets, &found, err);
    *count = found.count > 0 ? found.items[0] : 0;
    free(found.items);
    return status;
}

static enum status find_notice_lines(struct store *store, struct erase_scope *scope, struct err *err)
{
    struct erase_ids found = {0};
    struct sets sets;
    make_sets(scope, &sets);
    enum status status = collect(store, notice_lines, &sets, &found, err);
    scope->notice_lines = array_of(&found);
    free(found.items);
    clear_sets(&sets);
    return status;
}

static enum status find_hindrances(struct store *store, struct erase_scope *scope, struct err *err)
{
    const struct {
        const char *sql;
        int64_t *count;
    } counts[] = {
        {"SELECT count(*) FROM case_record WHERE is_open = 1 AND id " ERASED_IN(2), &scope->open_cases},
        {"SELECT count(*) FROM promise WHERE done_at IS NULL AND (customer_id " ERASED_IN(
             1) " OR case_id " ERASED_IN(2) " OR (customer_id IS NULL AND phone <> '' AND "
                                            "phone " ERASED_IN(4) "))",
         &scope->open_promises},
        {"SELECT count(*) FROM case_hold WHERE case_id " ERASED_IN(2), &scope->held_cases},
        {"SELECT count(DISTINCT handover_id) FROM handover_line WHERE case_id " ERASED_IN(
             2) " AND (SELECT signed_at FROM handover WHERE id = handover_id) IS NOT NULL",
         &scope->sealed_logs},
    };
    struct sets sets;
    enum status status = STATUS_OK;
    make_sets(scope, &sets);
    for (size_t i = 0; i < sizeof(counts) / sizeof(counts[0]) && status == STATUS_OK; i++) {
        status = count_by(store, counts[i].sql, &sets, counts[i].count, err);
    }
    clear_sets(&sets);
    return status;
}

enum status erase_store_find(struct store *store, int64_t customer_id, struct erase_scope *scope,
                             struct err *err)
{
    *scope = (struct erase_scope){0};
    enum status status = find_customers(store, customer_id, scope, err);
    if (status == STATUS_OK) {
        status = find_phones(store, scope, err);
    }
    for (size_t i = 0; i < sizeof(finders) / sizeof(finders[0]) && status == STATUS_OK; i++) {
        struct sets sets;
        make_sets(scope, &sets);
        status = collect(store, finders[i].sql, &sets, &scope->parts[finders[i].part], err);
        clear_sets(&sets);
    }
    if (status == STATUS_OK) {
        status = find_notice_lines(store, scope, err);
    }
    return status == STATUS_OK ? find_hindrances(store, scope, err) : status;
}

void erase_scope_clear(struct erase_scope *scope)
{
    for (size_t i = 0; i < ERASE_PARTS; i++) {
        free(scope->parts[i].items);
    }
    if (scope->phones != NULL) {
        explicit_bzero(scope->phones, strlen(scope->phones));
    }
    free(scope->phones);
    free(scope->notice_lines);
    free(scope->records);
    *scope = (struct erase_scope){0};
}

/* ---- taking out ---- */

static void add_record(struct erase_scope *scope, const char *object, int64_t id)
{
    for (size_t i = 0; i < scope->record_count; i++) {
        if (scope->records[i].id == id && strcmp(scope->records[i].object, object) == 0) {
            return; /* a stop of their own phone on their own outing */
        }
    }
    mem_reserve((void **)&scope->records, &scope->record_capacity, scope->record_count + 1,
                sizeof(*scope->records));
    scope->records[scope->record_count++] = (struct erase_record){.object = object, .id = id};
}

/* Kept in mind even where nothing is left to take out: the audit may have what stood there before. */
static enum status erase_one(struct store *store, const struct field_table *table, const void *before,
                             void *after, struct erase_scope *scope, struct err *err)
{
    if (table != &notice_call_fields) { /* the audit knows it by its notice */
        add_record(scope, table->record, ((const struct record_head *)before)->id);
    }
    memcpy(after, before, table->size);
    return erase_record(table, after) ? record_update(store, table, before, after, NULL, err) : STATUS_OK;
}

static enum status erase_all(struct store *store, const struct field_table *table, enum erase_part part,
                             struct erase_scope *scope, struct err *err)
{
    const struct erase_ids *ids = &scope->parts[part];
    void *before = mem_new(1, table->size), *after = mem_new(1, table->size);
    enum status status = STATUS_OK;
    for (size_t i = 0; i < ids->count && status == STATUS_OK; i++) {
        status = record_load(store, table, ids->items[i], before, err);
        if (status == STATUS_OK) {
            status = erase_one(store, table, before, after, scope, err);
        }
    }
    explicit_bzero(before, table->size);
    free(before);
    free(after);
    return status;
}

/* The side records of each owner. */
static enum status erase_owned(struct store *store, const struct field_table *table, enum erase_part owner,
                               struct erase_scope *scope, struct err *err)
{
    const struct erase_ids *owners = &scope->parts[owner];
    void *before = mem_new(1, table->size), *after = mem_new(1, table->size);
    enum status status = STATUS_OK;
    for (size_t i = 0; i < owners->count && status == STATUS_OK; i++) {
        struct record_head *head = before;
        memset(before, 0, table->size);
        while ((status = record_owned(store, table, owners->items[i], head->id, before, err)) == STATUS_OK) {
            if ((status = erase_one(store, table, before, after, scope, err)) != STATUS_OK) {
                break;
            }
        }
        status = status == STATUS_NOT_FOUND ? STATUS_OK : status;
    }
    explicit_bzero(before, table->size);
    free(before);
    free(after);
    return status;
}

static enum status erase_records(struct store *store, struct erase_scope *scope, struct err *err)
{
    static const struct {
        const struct field_table *table;
        enum erase_part part;
    } records[] = {{&customer_fields, ERASE_CUSTOMERS}, {&case_record_fields, ERASE_CASES},
                   {&contact_fields, ERASE_CONTACTS},   {&promise_fields, ERASE_PROMISES},
                   {&message_fields, ERASE_MESSAGES},   {&notice_call_fields, ERASE_NOTICE_CALLS},
                   {&ring_fields, ERASE_RINGS}};
    enum status status = STATUS_OK;
    for (size_t i = 0; i < sizeof(records) / sizeof(records[0]) && status == STATUS_OK; i++) {
        status = erase_all(store, records[i].table, records[i].part, scope, err);
    }
    for (size_t k = 0; k < detail_kind_count && status == STATUS_OK; k++) {
        bool is_contacts = detail_kinds[k].owner == DETAIL_OF_CONTACT;
        status = erase_owned(store, detail_kinds[k].fields, is_contacts ? ERASE_CONTACTS : ERASE_CASES, scope,
                             err);
    }
    return status == STATUS_OK ? erase_all(store, detail_kind_find("stop")->fields, ERASE_STOPS, scope, err)
                               : status;
}

static enum status note_handover_lines(struct store *store, const struct sets *sets,
                                       struct erase_scope *scope, struct err *err)
{
    struct erase_ids found = {0};
    enum status status = collect(store, handover_lines, sets, &found, err);
    for (size_t i = 0; i < found.count; i++) {
        add_record(scope, "handover_line", found.items[i]);
    }
    free(found.items);
    return status;
}

static enum status run_change(struct store *store, const char *sql, const struct sets *sets, struct err *err)
{
    struct stmt *stmt;
    enum status status = db_prepare(store->db, sql, &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    bind_sets(stmt, sql, sets);
    if (strstr(sql, "?6") != NULL) {
        db_bind_text(stmt, 6, erase_mark());
    }
    return db_run(stmt, err);
}

enum status erase_store_run(struct store *store, struct erase_scope *scope, struct err *err)
{
    struct sets sets;
    enum status status = erase_records(store, scope, err);
    make_sets(scope, &sets);
    if (status == STATUS_OK) {
        status = note_handover_lines(store, &sets, scope, err);
    }
    for (size_t i = 0; i < sizeof(changes) / sizeof(changes[0]) && status == STATUS_OK; i++) {
        status = run_change(store, changes[i], &sets, err);
    }
    clear_sets(&sets);
    return status == STATUS_OK ? store_set_meta(store, SCRUB_KEY, "merge", err) : status;
}

/* ---- what is left behind ---- */

enum status erase_store_is_left(struct store *store, bool *left, struct err *err)
{
    char value[16];
    enum status status = store_meta(store, SCRUB_KEY, value, sizeof(value), err);
    *left = status == STATUS_OK && value[0] != '\0';
    return status;
}

/* The pieces of the index that still hold the words of what was taken out become one with those that say so.
 */
static enum status merge_slice(struct store *store, const char *stage, struct err *err)
{
    bool left = false;
    enum status status = STATUS_OK;
    if (strcmp(stage, "merge") == 0) {
        status = search_merge_begin(store, MERGE_PAGES, err);
        return status == STATUS_OK ? store_set_meta(store, SCRUB_KEY, "merging", err) : status;
    }
    status = search_merge_some(store, MERGE_PAGES, &left, err);
    return status == STATUS_OK && !left ? store_set_meta(store, SCRUB_KEY, "log", err) : status;
}

/* The step from `stage`, unless another desk has gone on meanwhile: what it has erased begins anew then. */
static enum status step_on(struct store *store, const char *stage, bool *is_done, struct err *err)
{
    char now[16];
    enum status status = store_meta(store, SCRUB_KEY, now, sizeof(now), err);
    *is_done = status == STATUS_OK && strcmp(now, stage) == 0;
    if (!*is_done) {
        return status;
    }
    return strcmp(stage, "log") == 0 ? store_set_meta(store, SCRUB_KEY, "", err)
                                     : merge_slice(store, stage, err);
}

static enum status write_stage(struct store *store, const char *stage, int64_t waited_ms, bool *is_done,
                               struct err *err)
{
    *is_done = false;
    enum status status = store_begin(store, waited_ms, err);
    if (status != STATUS_OK) {
        return status;
    }
    status = step_on(store, stage, is_done, err);
    if (status == STATUS_OK && *is_done) {
        return store_commit(store, err);
    }
    store_rollback(store);
    return status;
}

enum status erase_store_scrub(struct store *store, int64_t waited_ms, bool *left, struct err *err)
{
    char stage[16];
    enum status status = store_meta(store, SCRUB_KEY, stage, sizeof(stage), err);
    bool is_log = strcmp(stage, "log") == 0, is_done = false;
    *left = status == STATUS_OK && stage[0] != '\0';
    if (*left && is_log) {
        status = store_empty_log(store, waited_ms, err);
    }
    if (*left && status == STATUS_OK) {
        status = write_stage(store, stage, waited_ms, &is_done, err);
        *left = status != STATUS_OK || !is_log || !is_done;
    }
    return status;
}
