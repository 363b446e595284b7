/* Groups of fields that have rows of their own: written where they are given, read into the record's members.
 */

#include <string.h>

#include "store_private.h"
#include "zuoxi/base/str.h"
#include "zuoxi/base/text.h"
#include "zuoxi/domain/field_storage.h"

void record_rows_make(const struct field_rows *rows, struct record_sql *sql)
{
    struct str names = {0}, marks = {0}, updates = {0}, text = {0};
    for (int i = 0; i < FIELD_ROW_COLUMNS; i++) {
        str_printf(&names, ", %s", rows->columns[i]);
        str_printf(&marks, ", ?%d", i + 3);
        str_printf(&updates, "%s%s = ?%d", i > 0 ? ", " : "", rows->columns[i], i + 3);
    }
    str_printf(&text, "SELECT position%s FROM %s WHERE %s = ?1 ORDER BY position", str_text(&names),
               rows->table, rows->owner);
    sql->rows_read = text.bytes;
    text = (struct str){0};
    str_printf(
        &text,
        "INSERT INTO %s (%s, position%s) VALUES (?1, ?2%s) ON CONFLICT (%s, position) DO UPDATE SET %s",
        rows->table, rows->owner, str_text(&names), str_text(&marks), rows->owner, str_text(&updates));
    sql->rows_write = text.bytes;
    text = (struct str){0};
    str_printf(&text, "DELETE FROM %s WHERE %s = ?1 AND position = ?2", rows->table, rows->owner);
    sql->rows_erase = text.bytes;
    str_free(&names);
    str_free(&marks);
    str_free(&updates);
}

/* The first field of the first group; its others, and the other groups, follow it. */
static const struct field *first_of(const struct field_table *table)
{
    return field_find(table, table->rows->first);
}

static enum status read_group(struct stmt *stmt, const struct field *group, void *record, struct err *err)
{
    for (int i = 0; i < FIELD_ROW_COLUMNS; i++) {
        if (!text_copy(field_text(&group[i], record), group[i].size, db_text(stmt, i + 1, NULL))) {
            return err_set(err, STATUS_INVALID, _("数据库里「%s」(%s)的内容太长或有空字符，没有读入"),
                           _(group[i].label), group[i].name);
        }
    }
    return STATUS_OK;
}

enum status record_rows_read(struct store *store, const struct field_table *table, void *record,
                             struct err *err)
{
    struct stmt *stmt;
    bool row = false;
    enum status status = db_prepare(store->db, record_sql_of(store, table)->rows_read, &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_int(stmt, 1, ((const struct record_head *)record)->id);
    while (status == STATUS_OK && (status = db_step(stmt, &row, err)) == STATUS_OK && row) {
        int64_t group = db_int(stmt, 0) - table->rows->position;
        if (group >= 0 && group < table->rows->groups) {
            status = read_group(stmt, first_of(table) + group * FIELD_ROW_COLUMNS, record, err);
        }
    }
    db_reset(stmt);
    return status;
}

static enum status write_group(struct store *store, const struct record_sql *sql, const struct field *group,
                               int64_t id, int position, const void *record, struct err *err)
{
    struct stmt *stmt;
    bool is_given = !field_is_empty(group, record);
    enum status status = db_prepare(store->db, is_given ? sql->rows_write : sql->rows_erase, &stmt, err);
    if (status != STATUS_OK) {
        return status;
    }
    db_bind_int(stmt, 1, id);
    db_bind_int(stmt, 2, position);
    for (int i = 0; i < FIELD_ROW_COLUMNS && is_given; i++) {
        const char *text = field_text_const(&group[i], record);
        db_bind_borrowed(stmt, i + 3, text, strlen(text));
    }
    return db_run(stmt, err);
}

static bool group_differs(const struct field *group, const void *before, const void *after)
{
    bool differs = before == NULL && !field_is_empty(group, after);
    for (int i = 0; i < FIELD_ROW_COLUMNS && before != NULL && !differs; i++) {
        differs = field_differs(&group[i], before, after);
    }
    return differs;
}

enum status record_rows_write(struct store *store, const struct field_table *table, int64_t id,
                              const void *before, const void *after, struct err *err)
{
    const struct record_sql *sql = record_sql_of(store, table);
    const struct field *group = first_of(table);
    enum status status = STATUS_OK;
    for (int i = 0; i < table->rows->groups && status == STATUS_OK; i++, group += FIELD_ROW_COLUMNS) {
        if (group_differs(group, before, after)) {
            status = write_group(store, sql, group, id, table->rows->position + i, after, err);
        }
    }
    return status;
}
