/*
 * Records against the audit: every save logs what it changed, so what a record holds is what was logged last.
 * Finds a bit that fell over and an edit made with other programs alike. Records that were imported have no
 * values in the audit: of those only what was changed since is known.
 */

#include <stdlib.h>
#include <string.h>

#include "store_private.h"
#include "verify.h"
#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/domain/case_record.h"
#include "zuoxi/domain/contact.h"
#include "zuoxi/domain/customer.h"
#include "zuoxi/domain/details.h"
#include "zuoxi/store/audit.h"
#include "zuoxi/store/query.h"
#include "zuoxi/store/record.h"

#define PAGE_IDS   500
#define FIELDS_MAX 96
#define ZONE_STEP  900 /* seconds: zones differ by multiples of it */
#define ZONE_MOST  (26 * 3600)

/*
 * What a save of something else changes, told on that one's line: whose a case is after a handover, and which
 * household and 户号 a record is of after a merge. All of them stand in indexes, too, which SQLite compares.
 */
static bool is_moved_by_others(const struct field *field)
{
    return field->kind == FIELD_REF || strcmp(field->name, "keeper") == 0 ||
           strcmp(field->name, "account") == 0;
}

/* What was logged last for each field of one record; NULL: nothing, or erased. Owned. */
struct logged {
    const struct field_table *table;
    char *values[FIELDS_MAX];
};

static void forget(struct logged *logged)
{
    for (size_t i = 0; i < FIELDS_MAX; i++) {
        free(logged->values[i]);
        logged->values[i] = NULL;
    }
}

/* A line's own remark is logged under "note", too: which of both it is cannot be told. */
static void take_change(void *context, const struct audit_change *change)
{
    struct logged *logged = context;
    const struct field *field = field_find(logged->table, change->field);
    if (field == NULL || change->which != 1 || is_moved_by_others(field) ||
        strcmp(field->name, "note") == 0) {
        return;
    }
    char **value = &logged->values[field - logged->table->fields];
    free(*value);
    *value = change->value != NULL ? mem_copy(change->value) : NULL;
}

/* The log says times as the zone was then; another zone is no damage. */
static bool is_same_moment(const struct field *field, const struct field_table *table, const void *record,
                           const char *value)
{
    void *then = mem_new(1, table->size);
    bool is_same = false;
    if (field_parse(field, then, value, NULL) == STATUS_OK) {
        const struct optional *left = field_optional(field, then);
        const struct optional *right = field_optional(field, (void *)record);
        int64_t apart = left->value - right->value;
        is_same = left->given && right->given && apart % ZONE_STEP == 0 && llabs(apart) <= ZONE_MOST;
    }
    free(then);
    return is_same;
}

static bool is_as_logged(const struct field *field, const struct field_table *table, const void *record,
                         const char *value)
{
    struct str text = {0};
    field_format(field, record, &text);
    bool is_same = strcmp(str_text(&text), value) == 0;
    str_free(&text);
    return is_same || (field->kind == FIELD_TIME && is_same_moment(field, table, record, value));
}

static void name_finding(struct str *findings, int64_t *found, const struct field_table *table, int64_t id,
                         const char *label, const char *what)
{
    if (++*found <= VERIFY_NAMED) {
        str_printf(findings, _("%s %lld %s：%s\n"), _(table->label), (long long)id, label, what);
    }
}

static enum status check_record(struct store *store, struct logged *logged, int64_t id, void *record,
                                struct str *findings, int64_t *found, struct err *err)
{
    const struct field_table *table = logged->table;
    struct err local = {0};
    enum status status = record_load(store, table, id, record, &local);
    if (status == STATUS_NOT_FOUND || status == STATUS_INVALID || status == STATUS_CORRUPT) {
        name_finding(findings, found, table, id, "",
                     status == STATUS_NOT_FOUND ? _("审计里有，库里没有了") : local.what);
        return STATUS_OK;
    }
    if (status != STATUS_OK) {
        *err = local;
        return status;
    }
    status = audit_changes(store, table->record, id, take_change, logged, err);
    for (size_t i = 0; i < table->count && status == STATUS_OK; i++) {
        const struct field *field = &table->fields[i];
        if (logged->values[i] != NULL && !is_as_logged(field, table, record, logged->values[i])) {
            name_finding(findings, found, table, id, _(field->label), _("与审计里最后记下的不同"));
        }
    }
    forget(logged);
    return status;
}

/* The next records of a kind that the audit tells of. */
static enum status next_ids(struct store *store, const char *object, int64_t after, int64_t ids[PAGE_IDS],
                            size_t *count, struct err *err)
{
    struct stmt *stmt;
    *count = 0;
    enum status status = db_prepare(store->db, query_sql(QUERY_AUDIT_OBJECTS), &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_text(stmt, 1, object);
    db_bind_int(stmt, 2, after);
    db_bind_int(stmt, 3, PAGE_IDS);
    return store_read_ids(stmt, ids, PAGE_IDS, count, err);
}

/* The walk over the records of one kind. */
struct walk {
    struct logged logged;
    void *record;   /* owned */
    int64_t after;  /* id of the last one looked at */
    size_t on_page; /* how many the last page had */
    int64_t found;
};

static enum status check_page(struct store *store, struct walk *walk, struct str *findings, struct err *err)
{
    int64_t ids[PAGE_IDS];
    enum status status = next_ids(store, walk->logged.table->record, walk->after, ids, &walk->on_page, err);
    for (size_t i = 0; i < walk->on_page && status == STATUS_OK; i++) {
        status = check_record(store, &walk->logged, ids[i], walk->record, findings, &walk->found, err);
        walk->after = ids[i];
    }
    return status;
}

/*
 * Desks go on: what a record is and what was logged of it are read in one transaction, or a save between both
 * would look like damage. A page each, so that the log can be emptied in between.
 */
static enum status check_table(struct store *store, const struct field_table *table, struct str *findings,
                               struct err *err)
{
    struct walk walk = {.logged.table = table, .record = mem_new(1, table->size), .on_page = PAGE_IDS};
    enum status status =
        table->count <= FIELDS_MAX ? STATUS_OK : err_set(err, STATUS_BUG, "%s", table->record);
    while (status == STATUS_OK && walk.on_page == PAGE_IDS) {
        status = db_begin_read(store->db, err);
        if (status == STATUS_OK) {
            status = check_page(store, &walk, findings, err);
            db_end_read(store->db);
        }
    }
    if (walk.found > VERIFY_NAMED) {
        str_printf(findings, _("%s：同样的共 %lld 处\n"), _(table->label), (long long)walk.found);
    }
    free(walk.record);
    return status;
}

enum status verify_values(struct store *store, struct str *findings, struct err *err)
{
    const struct field_table *const tables[] = {&case_record_fields, &contact_fields, &customer_fields};
    enum status status = STATUS_OK;
    for (size_t i = 0; i < sizeof(tables) / sizeof(tables[0]) && status == STATUS_OK; i++) {
        status = check_table(store, tables[i], findings, err);
    }
    for (size_t i = 0; i < detail_kind_count && status == STATUS_OK; i++) {
        status = check_table(store, detail_kinds[i].fields, findings, err);
    }
    return status;
}
