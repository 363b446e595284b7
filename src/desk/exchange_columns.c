/* Which column of a file is which field of a record. */

#include <stdlib.h>
#include <string.h>

#include "exchange_private.h"
#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/base/utf8.h"

#define MAP_LIMIT           65536 /* bytes of a map file */
#define NAME_MAX_CHARACTERS 32    /* of a heading that is compared */

/* A text without the blanks around it; ideographic ones too. Owned. */
static char *trimmed(const char *text, size_t length)
{
    static const char *const blanks[] = {" ", "\t", "\r", "\n", "\xE3\x80\x80"};
    bool is_changed = true;
    while (is_changed) {
        is_changed = false;
        for (size_t i = 0; i < sizeof(blanks) / sizeof(blanks[0]); i++) {
            size_t size = strlen(blanks[i]);
            if (length >= size && memcmp(text, blanks[i], size) == 0) {
                text += size;
                length -= size;
                is_changed = true;
            }
            if (length >= size && memcmp(text + length - size, blanks[i], size) == 0) {
                length -= size;
                is_changed = true;
            }
        }
    }
    return mem_copy_bytes(text, length);
}

/* "供热面积(平方米)" also as "供热面积". */
static bool is_without_brackets(const char *label, const char *name)
{
    size_t length = strcspn(label, "(");
    return strlen(name) == length && memcmp(label, name, length) == 0;
}

bool exchange_is_column(const struct exchange_kind *kind, const struct field *field)
{
    bool is_tick = field->kind == FIELD_FLAG && kind == &exchange_cases;
    return field->kind != FIELD_REF && !is_tick;
}

/* What files head a column with besides its label. */
static bool is_alias(const struct field *field, const char *name)
{
    static const struct {
        const char *field, *heading;
    } aliases[] = {{"phone", N_("电话1")}, {"phone_other", N_("电话2")}};
    for (size_t i = 0; i < sizeof(aliases) / sizeof(aliases[0]); i++) {
        if (strcmp(field->name, aliases[i].field) == 0 && strcmp(name, _(aliases[i].heading)) == 0) {
            return true;
        }
    }
    return false;
}

/* A heading by label, with or without its unit, or English name; false when it is none. A column without one
 * has no field, like those that the program wrote. */
static bool find_column(const struct exchange_kind *kind, const char *name, struct exchange_column *column)
{
    for (size_t i = 0; i < kind->table->count; i++) {
        const struct field *field = &kind->table->fields[i];
        const char *label = _(field->label);
        column->field = field;
        if (exchange_is_column(kind, field) &&
            (strcmp(name, field->name) == 0 || strcmp(name, label) == 0 || strcmp(name, field->label) == 0 ||
             is_without_brackets(label, name) || is_alias(field, name))) {
            return true;
        }
    }
    column->field = NULL;
    return name[0] == '\0' || strcmp(name, _(EXCHANGE_LINE_HEADING)) == 0 ||
           strcmp(name, _(EXCHANGE_REASON_HEADING)) == 0;
}

/* The characters of a text, at most NAME_MAX_CHARACTERS. */
static size_t characters_of(const char *text, uint32_t codes[NAME_MAX_CHARACTERS])
{
    size_t count = 0, length = strlen(text);
    for (size_t at = 0; at < length && count < NAME_MAX_CHARACTERS; count++) {
        at += utf8_decode(text + at, length - at, &codes[count]);
    }
    return count;
}

/* How many characters must be changed, put in or left out to make one text of the other. */
static size_t distance(const char *left, const char *right)
{
    uint32_t one[NAME_MAX_CHARACTERS], other[NAME_MAX_CHARACTERS];
    size_t costs[NAME_MAX_CHARACTERS + 1];
    size_t height = characters_of(left, one), width = characters_of(right, other);
    for (size_t i = 0; i <= width; i++) {
        costs[i] = i;
    }
    for (size_t row = 1; row <= height; row++) {
        size_t diagonal = costs[0];
        costs[0] = row;
        for (size_t i = 1; i <= width; i++) {
            size_t best = diagonal + (one[row - 1] != other[i - 1]);
            diagonal = costs[i];
            best = costs[i] + 1 < best ? costs[i] + 1 : best;
            costs[i] = costs[i - 1] + 1 < best ? costs[i - 1] + 1 : best;
        }
    }
    return costs[width];
}

/* The nearest heading, by label or English name; NULL when none is near: one character of two or three may
 * differ, two of more. */
static const char *suggest(const struct exchange_kind *kind, const char *name)
{
    const char *best = NULL;
    size_t least = utf8_count(name) <= 3 ? 2 : 3;
    if (utf8_count(name) < 2 || utf8_count(name) > NAME_MAX_CHARACTERS) {
        return NULL;
    }
    for (size_t i = 0; i < 2 * kind->table->count; i++) {
        const struct field *field = &kind->table->fields[i / 2];
        const char *known = i % 2 == 0 ? _(field->label) : field->name;
        size_t apart = distance(name, known);
        if (apart < least && exchange_is_column(kind, field)) {
            least = apart;
            best = known;
        }
    }
    return best;
}

static enum status refuse_unknown(const struct exchange_kind *kind, const char *name, size_t position,
                                  struct err *err)
{
    const char *nearest = suggest(kind, name);
    if (!utf8_is_valid(name, strlen(name))) {
        err_set(err, STATUS_USAGE, _("第%zu列的列名里有损坏的字符"), position + 1);
    } else {
        err_set(err, STATUS_USAGE, _("不认识第%zu列“%s”"), position + 1, name);
    }
    if (nearest != NULL) {
        return err_advise(err, _("是不是“%s”?改列名，或用 --map 文件写一行“%s = %s”"), nearest, name,
                          nearest);
    }
    return err_advise(err, _("请用 --map 文件写一行“列名 = 字段”,不要的列写“列名 = -”"));
}

/* What the map says a heading means; NULL when it says nothing. Owned. */
static char *map_find(const char *map, const char *name)
{
    char *found = NULL;
    while (*map != '\0' && found == NULL) {
        size_t length = strcspn(map, "\r\n"), equals = 0;
        for (size_t i = 0; i < length; i++) {
            if (map[i] == '=') {
                equals = i;
            }
        }
        if (map[0] != '#' && equals > 0) {
            char *foreign = trimmed(map, equals);
            if (strcmp(foreign, name) == 0) {
                found = trimmed(map + equals + 1, length - equals - 1);
            }
            free(foreign);
        }
        map += length;
        map += strspn(map, "\r\n");
    }
    return found;
}

/* Every line of the map must lead to a field. */
static enum status map_check(const struct exchange_kind *kind, const char *map, const char *path,
                             struct err *err)
{
    int line = 1;
    for (; *map != '\0'; line++) {
        size_t length = strcspn(map, "\n"), last = 0;
        struct exchange_column column;
        char *whole = trimmed(map, length);
        for (size_t i = 0; whole[i] != '\0'; i++) {
            if (whole[i] == '=') {
                last = i;
            }
        }
        char *meaning = last > 0 ? trimmed(whole + last + 1, strlen(whole + last + 1)) : NULL;
        bool is_fine =
            whole[0] == '\0' || whole[0] == '#' ||
            (meaning != NULL && (strcmp(meaning, "-") == 0 || find_column(kind, meaning, &column)));
        if (!is_fine) {
            const char *nearest = meaning == NULL ? NULL : suggest(kind, meaning);
            err_set(err, STATUS_USAGE, meaning == NULL ? _("这一行应写成“列名 = 字段”") : _("没有字段“%s”"),
                    meaning);
            err_where(err, "%s:%d", path, line);
            if (nearest != NULL) {
                err_advise(err, _("是不是“%s”?"), nearest);
            }
        }
        free(whole);
        free(meaning);
        if (!is_fine) {
            return STATUS_USAGE;
        }
        map += length + (map[length] == '\n' ? 1 : 0);
    }
    return STATUS_OK;
}

static enum status read_column(struct exchange_columns *columns, size_t i, const char *map, struct err *err)
{
    struct exchange_column *column = &columns->items[i];
    char *meaning = map_find(map, column->name);
    bool is_skipped = meaning != NULL && strcmp(meaning, "-") == 0;
    bool is_known =
        is_skipped || find_column(columns->kind, meaning != NULL ? meaning : column->name, column);
    free(meaning);
    if (is_skipped) {
        column->field = NULL;
    }
    if (!is_known) {
        return refuse_unknown(columns->kind, column->name, i, err);
    }
    for (size_t other = 0; other < i && column->field != NULL; other++) {
        if (columns->items[other].field == column->field) {
            return err_set(err, STATUS_USAGE, _("第%zu列和第%zu列都是“%s”"), other + 1, i + 1,
                           _(column->field->label));
        }
    }
    return STATUS_OK;
}

enum status exchange_columns_read(struct exchange_columns *columns, const struct csv_row *header,
                                  const char *map_path, struct err *err)
{
    struct str map = {0};
    size_t fields = 0;
    enum status status = map_path == NULL ? STATUS_OK : path_read(map_path, MAP_LIMIT, &map, err);
    if (status == STATUS_OK && map.length >= 3 && memcmp(map.bytes, "\xEF\xBB\xBF", 3) == 0) {
        str_remove(&map, 0, 3);
    }
    if (status == STATUS_OK && !utf8_is_valid(str_text(&map), map.length)) {
        status = err_set(err, STATUS_USAGE, _("列名对照文件不是UTF-8"));
        err_where(err, "%s", map_path);
    }
    if (status == STATUS_OK) {
        status = map_check(columns->kind, str_text(&map), map_path, err);
    }
    for (size_t i = 0; i < header->count && status == STATUS_OK; i++) {
        columns->items[i].name = trimmed(header->cells[i], strlen(header->cells[i]));
        columns->count = i + 1;
        status = read_column(columns, i, str_text(&map), err);
        fields += columns->items[i].field != NULL;
    }
    str_free(&map);
    if (status == STATUS_OK && header->problem != CSV_FINE) {
        status = err_set(err, STATUS_USAGE, _("第一行不是列名"));
    }
    if (status == STATUS_OK && fields == 0) {
        status = err_set(err, STATUS_USAGE, _("第一行里没有一个%s字段"), _(columns->kind->table->label));
    }
    return status;
}

void exchange_columns_clear(struct exchange_columns *columns)
{
    for (size_t i = 0; i < columns->count; i++) {
        free(columns->items[i].name);
    }
    columns->count = 0;
}
