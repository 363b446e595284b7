#include "zuoxi/domain/field_merge.h"

#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/str.h"
#include "zuoxi/base/utf8.h"

/* The field that others are chosen under: it stands for all of them. */
static const struct field *root_of(const struct field_table *table, const struct field *field)
{
    const struct field *above = field->depends == NULL ? NULL : field_find(table, field->depends);
    return above == NULL ? field : above;
}

/* Does any of the fields joined to this one differ? */
static bool differs(const struct field_table *table, const struct field *field, const void *left,
                    const void *right)
{
    const struct field *root = root_of(table, field);
    for (size_t i = 0; i < table->count; i++) {
        const struct field *other = &table->fields[i];
        if (root_of(table, other) == root && field_differs(other, left, right)) {
            return true;
        }
    }
    return false;
}

enum merge_side field_merge_side(const struct field_table *table, const struct field *field,
                                 const void *before, const void *after, const void *current)
{
    bool is_mine = differs(table, field, before, after), is_theirs = differs(table, field, before, current);
    if ((field->flags & FIELD_FIXED) != 0) {
        return field_differs(field, before, current) ? MERGE_THEIRS : MERGE_NEITHER;
    }
    if (!is_mine) {
        return is_theirs ? MERGE_THEIRS : MERGE_NEITHER;
    }
    return is_theirs && differs(table, field, after, current) ? MERGE_CLASH : MERGE_MINE;
}

const struct field *field_merge_clash(const struct field_table *table, const struct field *last,
                                      const void *before, const void *after, const void *current)
{
    for (size_t i = last == NULL ? 0 : (size_t)(last - table->fields) + 1; i < table->count; i++) {
        const struct field *field = &table->fields[i];
        if (root_of(table, field) == field &&
            field_merge_side(table, field, before, after, current) == MERGE_CLASH) {
            return field;
        }
    }
    return NULL;
}

static void copy(const struct field *field, void *to, const void *from)
{
    memcpy((char *)to + field->offset, (const char *)from + field->offset, field->size);
}

size_t field_merge_take(const struct field_table *table, void *before, void *after, const void *current)
{
    enum merge_side *sides = mem_new(table->count, sizeof(*sides));
    size_t taken = 0;
    for (size_t i = 0; i < table->count; i++) { /* all are judged before any is copied: some are joined */
        sides[i] = field_merge_side(table, &table->fields[i], before, after, current);
    }
    for (size_t i = 0; i < table->count; i++) {
        const struct field *field = &table->fields[i];
        if (sides[i] == MERGE_CLASH) {
            continue;
        }
        if (sides[i] == MERGE_THEIRS) {
            taken += (field->flags & FIELD_FIXED) == 0 && field_differs(field, after, current);
            copy(field, after, current);
        }
        copy(field, before, current);
    }
    *(struct record_head *)before = *(const struct record_head *)current;
    *(struct record_head *)after = *(const struct record_head *)current;
    free(sides);
    return taken;
}

void field_merge_settle(const struct field_table *table, const struct field *field, bool is_mine,
                        void *before, void *after, const void *current)
{
    const struct field *root = root_of(table, field);
    for (size_t i = 0; i < table->count; i++) {
        const struct field *other = &table->fields[i];
        if (root_of(table, other) != root) {
            continue;
        }
        copy(other, before, current);
        if (!is_mine) {
            copy(other, after, current);
        }
    }
}

bool field_merge_can_join(const struct field *field, const void *after, const void *current)
{
    return field->kind == FIELD_LONG &&
           utf8_count(field_text_const(field, after)) + 1 + utf8_count(field_text_const(field, current)) <=
               (size_t)field->max;
}

void field_merge_join(const struct field *field, void *before, void *after, const void *current)
{
    char *text = field_text(field, after); /* the field is as large as any text of `max` characters */
    text_append(text, field->size, "\n");
    text_append(text, field->size, field_text_const(field, current));
    copy(field, before, current);
}
