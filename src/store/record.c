#include "zuoxi/store/record.h"

#include <stdlib.h>
#include <string.h>

#include "seen.h"
#include "store_private.h"
#include "zuoxi/base/mem.h"
#include "zuoxi/base/str.h"
#include "zuoxi/base/text.h"
#include "zuoxi/domain/field_storage.h"
#include "zuoxi/store/search.h"

static bool is_column(const struct field *field)
{
    return (field->flags & FIELD_ROW) == 0;
}

/* Returns how many. */
static size_t add_names(const struct field_table *table, struct str *sql)
{
    size_t count = 0;
    for (size_t i = 0; i < table->count; i++) {
        if (is_column(&table->fields[i])) {
            str_printf(sql, ", %s", table->fields[i].name);
            count++;
        }
    }
    return count;
}

static char *make_insert(const struct field_table *table)
{
    struct str sql = {0};
    str_printf(&sql, "INSERT INTO %s (id, version", table->table);
    size_t count = add_names(table, &sql);
    if (table->derived != NULL) {
        str_printf(&sql, ", %s", table->derived->column);
        count++;
    }
    str_add(&sql, ") VALUES (?1, ?2");
    for (size_t i = 0; i < count; i++) {
        str_printf(&sql, ", ?%zu", i + 3);
    }
    str_add(&sql, ")");
    return sql.bytes;
}

static void add_select(const struct field_table *table, struct str *sql)
{
    str_add(sql, "SELECT id, version");
    add_names(table, sql);
    str_printf(sql, " FROM %s", table->table);
}

/* The condition that leaves out what belongs to a case the viewer may not read; "1" for other records. */
static const char *seen_of(const struct field_table *table)
{
    if (strcmp(table->table, "case_record") == 0) {
        return CASE_SEEN;
    }
    if (field_find(table, "case_id") != NULL && strcmp(table->table, "handover_line") != 0) {
        return OF_CASE_SEEN("case_id");
    }
    return field_find(table, "contact_id") != NULL ? OF_CONTACT_SEEN("contact_id") : "1";
}

static char *make_load(const struct field_table *table, const char *where, const char *rest)
{
    struct str sql = {0};
    add_select(table, &sql);
    str_printf(&sql, " WHERE %s AND %s%s", where, seen_of(table), rest);
    return sql.bytes;
}

static char *make_owned(const struct field_table *table)
{
    char where[80];
    text_format(where, sizeof(where), "%s = ?1 AND id > ?2", table->owner);
    return make_load(table, where, " ORDER BY id LIMIT 1");
}

/* The table's texts, made at its first use: later ones find them, and their statements, by address. */
const struct record_sql *record_sql_of(struct store *store, const struct field_table *table)
{
    for (size_t i = 0; i < store->sql_count; i++) {
        if (store->sql[i].table == table) {
            return &store->sql[i];
        }
    }
    if (store->sql_count == STORE_TABLES_MAX) {
        return NULL;
    }
    struct record_sql *sql = &store->sql[store->sql_count++];
    sql->table = table;
    sql->insert = make_insert(table);
    sql->load = make_load(table, "id = ?1", "");
    sql->after = make_load(table, "id > ?1 AND " ONLY_SEEN_IN_RANGE, " ORDER BY id LIMIT 1");
    sql->owned = table->owner != NULL ? make_owned(table) : NULL;
    if (table->rows != NULL) {
        record_rows_make(table->rows, sql);
    }
    return sql;
}

void record_forget_sql(struct store *store)
{
    for (size_t i = 0; i < store->sql_count; i++) {
        free(store->sql[i].insert);
        free(store->sql[i].load);
        free(store->sql[i].after);
        free(store->sql[i].owned);
        free(store->sql[i].rows_read);
        free(store->sql[i].rows_write);
        free(store->sql[i].rows_erase);
        store->sql[i] = (struct record_sql){0};
    }
    store->sql_count = 0;
}

static enum status prepare_of(struct store *store, const struct field_table *table, bool is_insert,
                              struct stmt **stmt, struct err *err)
{
    const struct record_sql *sql = record_sql_of(store, table);
    if (sql == NULL) {
        return err_set(err, STATUS_BUG, _("记录种类太多：%s"), table->record);
    }
    return db_prepare(store->db, is_insert ? sql->insert : sql->load, stmt, err);
}

static void bind_optional(struct stmt *stmt, int index, const struct optional *value)
{
    if (value->given) {
        db_bind_int(stmt, index, value->value);
    } else {
        db_bind_null(stmt, index);
    }
}

static void bind_reference(struct stmt *stmt, int index, int64_t id)
{
    if (id != 0) {
        db_bind_int(stmt, index, id);
    } else {
        db_bind_null(stmt, index);
    }
}

/* Texts are borrowed: the record outlives the statement's run. */
static void bind_field(struct stmt *stmt, int index, const struct field *field, const void *record)
{
    const char *member = (const char *)record + field->offset;
    switch (field->kind) {
    case FIELD_TEXT:
    case FIELD_LONG:
    case FIELD_CODE:
        db_bind_borrowed(stmt, index, member, strnlen(member, field->size));
        break;
    case FIELD_FLAG:
        db_bind_int(stmt, index, *(const bool *)(const void *)member ? 1 : 0);
        break;
    case FIELD_COUNT:
    case FIELD_TIME:
    case FIELD_DATE:
    case FIELD_MONEY:
        bind_optional(stmt, index, (const void *)member);
        break;
    case FIELD_REF:
        bind_reference(stmt, index, *(const int64_t *)(const void *)member);
        break;
    }
}

/* As long as the longest TEXT field. */
#define DERIVED_SIZE 1024

static void bind_derived(struct stmt *stmt, int index, const struct field_table *table, const void *record)
{
    char text[DERIVED_SIZE];
    const struct field *from = field_find(table, table->derived->from);
    table->derived->derive(field_text_const(from, record), text, sizeof(text));
    db_bind_text(stmt, index, text);
}

/* What the record's fields are marked with: which indexes it stands in. */
static unsigned flags_of(const struct field_table *table)
{
    unsigned flags = 0;
    for (size_t i = 0; i < table->count; i++) {
        flags |= table->fields[i].flags;
    }
    return flags;
}

static enum status read_text(struct stmt *stmt, int column, const struct field *field, char *member,
                             struct err *err)
{
    size_t length;
    const char *text = db_text(stmt, column, &length);
    if (length >= field->size || memchr(text, '\0', length) != NULL) {
        return err_set(err, STATUS_INVALID, _("数据库里「%s」(%s)的内容太长或有空字符，没有读入"),
                       _(field->label), field->name);
    }
    memcpy(member, text, length);
    member[length] = '\0';
    return STATUS_OK;
}

static enum status read_field(struct stmt *stmt, int column, const struct field *field, void *record,
                              struct err *err)
{
    switch (field->kind) {
    case FIELD_TEXT:
    case FIELD_LONG:
    case FIELD_CODE:
        return read_text(stmt, column, field, field_text(field, record), err);
    case FIELD_FLAG:
        *field_flag(field, record) = db_int(stmt, column) != 0;
        break;
    case FIELD_COUNT:
    case FIELD_TIME:
    case FIELD_DATE:
    case FIELD_MONEY:
        *field_optional(field, record) =
            (struct optional){.value = db_int(stmt, column), .given = !db_is_null(stmt, column)};
        break;
    case FIELD_REF:
        *field_reference(field, record) = db_int(stmt, column);
        break;
    }
    return STATUS_OK;
}

/* The one row of a bound statement into record. */
static enum status read_record(struct store *store, struct stmt *stmt, const struct field_table *table,
                               void *record, struct err *err)
{
    bool row;
    enum status status = db_step(stmt, &row, err);
    if (status != STATUS_OK) {
        return status;
    }
    if (!row) {
        db_reset(stmt);
        return err_set(err, STATUS_NOT_FOUND, _("没有这个%s"), _(table->label));
    }
    memset(record, 0, table->size);
    struct record_head *head = record;
    head->id = db_int(stmt, 0);
    head->version = db_int(stmt, 1);
    int column = 2;
    for (size_t i = 0; i < table->count && status == STATUS_OK; i++) {
        if (is_column(&table->fields[i])) {
            status = read_field(stmt, column++, &table->fields[i], record, err);
        }
    }
    db_reset(stmt);
    if (status == STATUS_OK && table->rows != NULL) {
        status = record_rows_read(store, table, record, err);
    }
    if (status != STATUS_OK) {
        err_where(err, "%s %lld", _(table->label), (long long)head->id);
    }
    return status;
}

enum status record_insert(struct store *store, const struct field_table *table, void *record, struct err *err)
{
    struct record_head *head = record;
    struct stmt *stmt = NULL;
    enum status status = STATUS_OK;
    int64_t id = head->id;
    if (id == 0) {
        status = store_next(store, "record", &id, err);
    }
    if (status == STATUS_OK) {
        status = prepare_of(store, table, true, &stmt, err);
    }
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_int(stmt, 1, id);
    db_bind_int(stmt, 2, 1);
    int index = 3;
    for (size_t i = 0; i < table->count; i++) {
        if (is_column(&table->fields[i])) {
            bind_field(stmt, index++, &table->fields[i], record);
        }
    }
    if (table->derived != NULL) {
        bind_derived(stmt, index, table, record);
    }
    status = db_run(stmt, err);
    if (status == STATUS_OK && table->rows != NULL) {
        status = record_rows_write(store, table, id, NULL, record, err);
    }
    if (status == STATUS_OK) {
        status = search_remember(store, flags_of(table), id, err);
    }
    if (status == STATUS_OK) {
        head->id = id;
        head->version = 1;
    }
    return status;
}

enum status record_load(struct store *store, const struct field_table *table, int64_t id, void *record,
                        struct err *err)
{
    struct stmt *stmt = NULL;
    enum status status = prepare_of(store, table, false, &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_int(stmt, 1, id);
    return read_record(store, stmt, table, record, err);
}

enum status record_owned(struct store *store, const struct field_table *table, int64_t owner, int64_t after,
                         void *record, struct err *err)
{
    struct stmt *stmt = NULL;
    const struct record_sql *sql = record_sql_of(store, table);
    if (sql == NULL || sql->owned == NULL) {
        return err_set(err, STATUS_BUG, _("%s不属于别的记录"), _(table->label));
    }
    enum status status = db_prepare(store->db, sql->owned, &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_int(stmt, 1, owner);
    db_bind_int(stmt, 2, after);
    return read_record(store, stmt, table, record, err);
}

enum status record_after(struct store *store, const struct field_table *table, int64_t id, void *record,
                         struct err *err)
{
    struct stmt *stmt = NULL;
    const struct record_sql *sql = record_sql_of(store, table);
    if (sql == NULL) {
        return err_set(err, STATUS_BUG, _("记录种类太多:%s"), table->record);
    }
    enum status status = db_prepare(store->db, sql->after, &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_int(stmt, 1, id);
    return read_record(store, stmt, table, record, err);
}

void record_find_sql(const struct field_table *table, const char *field, struct str *sql)
{
    add_select(table, sql);
    /* "<> ''" lets the planner use the partial indexes over given values only. */
    str_printf(sql,
               " WHERE id = (SELECT max(id) FROM %s WHERE %s = ?1 AND %s <> '' AND " ONLY_SEEN_BY_KEY
               " AND %s)",
               table->table, field, field, seen_of(table));
}

enum status record_find(struct store *store, const struct field_table *table, const char *field,
                        const char *text, void *record, struct err *err)
{
    struct stmt *stmt = NULL;
    struct str sql = {0};
    if (field_find(table, field) == NULL) {
        return err_set(err, STATUS_BUG, _("%s没有字段 %s"), _(table->label), field);
    }
    record_find_sql(table, field, &sql);
    enum status status = db_prepare(store->db, str_text(&sql), &stmt, err);
    str_free(&sql);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_text(stmt, 1, text);
    return read_record(store, stmt, table, record, err);
}

static bool derived_differs(const struct field_table *table, const void *before, const void *after)
{
    return table->derived != NULL && field_differs(field_find(table, table->derived->from), before, after);
}

/* UPDATE with the columns that differ as ?3, ?4 …; returns how many fields do, *flags = what they are marked
 * with. The derived column comes last and is not counted. */
static int make_update(const struct field_table *table, const void *before, const void *after,
                       struct str *sql, unsigned *flags)
{
    int changed = 0, index = 3;
    *flags = 0;
    str_printf(sql, "UPDATE %s SET version = version + 1", table->table);
    for (size_t i = 0; i < table->count; i++) {
        const struct field *field = &table->fields[i];
        if (!field_differs(field, before, after)) {
            continue;
        }
        if (is_column(field)) {
            str_printf(sql, ", %s = ?%d", field->name, index++);
        }
        *flags |= field->flags;
        changed++;
    }
    if (derived_differs(table, before, after)) {
        str_printf(sql, ", %s = ?%d", table->derived->column, index);
    }
    str_add(sql, " WHERE id = ?1 AND version = ?2");
    return changed;
}

static enum status run_update(struct store *store, const struct field_table *table, const char *sql,
                              const void *before, const void *after, struct err *err)
{
    const struct record_head *head = before;
    struct stmt *stmt = NULL;
    int index = 3;
    enum status status = db_prepare(store->db, sql, &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_int(stmt, 1, head->id);
    db_bind_int(stmt, 2, head->version);
    for (size_t i = 0; i < table->count; i++) {
        if (is_column(&table->fields[i]) && field_differs(&table->fields[i], before, after)) {
            bind_field(stmt, index++, &table->fields[i], after);
        }
    }
    if (derived_differs(table, before, after)) {
        bind_derived(stmt, index, table, after);
    }
    status = db_run(stmt, err);
    if (status == STATUS_OK && db_changed(store->db) == 0) {
        status = err_set(err, STATUS_CONFLICT, _("%s已被别人修改"), _(table->label));
        err_advise(err, _("请看过新的内容后再保存"));
    }
    return status;
}

/* The index forgets by the old row, so the version is looked at before: a conflict must leave no trace. */
static enum status check_version(struct store *store, const struct field_table *table,
                                 const struct record_head *head, struct err *err)
{
    struct stmt *stmt = NULL;
    bool row = false;
    enum status status = prepare_of(store, table, false, &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_int(stmt, 1, head->id);
    status = db_step(stmt, &row, err);
    if (status != STATUS_OK) {
        return status;
    }
    int64_t version = row ? db_int(stmt, 1) : -1;
    db_reset(stmt);
    if (!row) {
        return err_set(err, STATUS_NOT_FOUND, _("没有这个%s"), _(table->label));
    }
    if (version != head->version) {
        err_set(err, STATUS_CONFLICT, _("%s已被别人修改"), _(table->label));
        err_advise(err, _("请看过新的内容后再保存"));
        return STATUS_CONFLICT;
    }
    return STATUS_OK;
}

enum status record_update(struct store *store, const struct field_table *table, const void *before,
                          void *after, int *changed, struct err *err)
{
    struct str sql = {0};
    unsigned flags;
    struct record_head *head = after;
    enum status status = check_version(store, table, before, err);
    int count = make_update(table, before, after, &sql, &flags);
    if (changed != NULL) {
        *changed = count;
    }
    if (status == STATUS_OK) {
        status = search_forget(store, flags, head->id, err);
    }
    if (status == STATUS_OK && count > 0) {
        status = run_update(store, table, str_text(&sql), before, after, err);
    }
    if (status == STATUS_OK && table->rows != NULL) {
        status = record_rows_write(store, table, head->id, before, after, err);
    }
    if (status == STATUS_OK) {
        status = search_remember(store, flags, head->id, err);
    }
    if (status == STATUS_OK && count > 0) {
        head->version = ((const struct record_head *)before)->version + 1;
    }
    str_free(&sql);
    return status;
}
