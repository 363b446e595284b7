#include "zuoxi/desk/draft.h"

#include <dirent.h>
#include <errno.h>
#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/path.h"
#include "zuoxi/base/text.h"

#define DRAFT_LIMIT 262144 /* bytes; the largest form is a tenth of it */

/* The record parts of a draft: their JSON name, their table, where they stand in struct intake. */
static const struct part {
    const char *name;
    const struct field_table *table;
    size_t offset;
} parts[] = {
    {"contact", &contact_fields, offsetof(struct intake, contact)},
    {"case", &case_record_fields, offsetof(struct intake, record)},
};
#define PART_COUNT (sizeof(parts) / sizeof(parts[0]))

static bool request_is_safe(const char *request)
{
    size_t length = strspn(request, "0123456789abcdefABCDEF");
    return length > 0 && request[length] == '\0';
}

static enum status draft_path(const struct desk *desk, const struct intake *intake, char out[PATH_SIZE],
                              struct err *err)
{
    char name[128];
    if (!request_is_safe(intake->request) || strchr(desk->actor.badge, '/') != NULL ||
        desk->actor.badge[0] == '\0')
        return err_set(err, STATUS_BUG, _("草稿没有编号或工号"));
    text_format(name, sizeof(name), "drafts/%s-%s.json", desk->actor.badge, intake->request);
    path_state(out, name);
    return STATUS_OK;
}

/* The database a draft belongs to, by its real path: the same file under another name is the same file. */
static void database_name(const struct desk *desk, char out[PATH_SIZE])
{
    char *real = realpath(desk_database(desk), NULL);
    text_copy(out, PATH_SIZE, real == NULL ? desk_database(desk) : real);
    free(real);
}

static json_t *field_to_json(const struct field *field, const void *record)
{
    const char *bytes = (const char *)record + field->offset;
    switch (field->kind) {
    case FIELD_TEXT:
    case FIELD_LONG:
    case FIELD_CODE:
        return json_string(field_text_const(field, record));
    case FIELD_FLAG:
        return json_boolean(*(const bool *)bytes);
    case FIELD_COUNT:
    case FIELD_TIME: {
        struct optional optional;
        memcpy(&optional, bytes, sizeof(optional));
        return optional.given ? json_integer(optional.value) : json_null();
    }
    case FIELD_REF: {
        int64_t id;
        memcpy(&id, bytes, sizeof(id));
        return json_integer(id);
    }
    }
    return NULL;
}

static bool field_from_json(const struct field *field, void *record, const json_t *value)
{
    switch (field->kind) {
    case FIELD_TEXT:
    case FIELD_LONG:
    case FIELD_CODE:
        return json_is_string(value) &&
               text_copy(field_text(field, record), field->size, json_string_value(value));
    case FIELD_FLAG:
        *field_flag(field, record) = json_is_true(value);
        return json_is_boolean(value);
    case FIELD_COUNT:
    case FIELD_TIME:
        *field_optional(field, record) =
            (struct optional){.value = json_integer_value(value), .given = json_is_integer(value)};
        return json_is_integer(value) || json_is_null(value);
    case FIELD_REF:
        *field_reference(field, record) = json_integer_value(value);
        return json_is_integer(value);
    }
    return false;
}

static json_t *part_to_json(const struct part *part, const struct intake *intake)
{
    json_t *object = json_object();
    for (size_t i = 0; i < part->table->count; i++) {
        const struct field *field = &part->table->fields[i];
        json_object_set_new(object, field->name, field_to_json(field, (const char *)intake + part->offset));
    }
    return object;
}

/* Every member must fit; a field this program does not know (or the draft does not) is left alone. */
static bool part_from_json(const struct part *part, struct intake *intake, const json_t *object)
{
    if (!json_is_object(object))
        return false;
    for (size_t i = 0; i < part->table->count; i++) {
        const struct field *field = &part->table->fields[i];
        const json_t *value = json_object_get(object, field->name);
        if (value != NULL && !field_from_json(field, (char *)intake + part->offset, value))
            return false;
    }
    return true;
}

static char *draft_text(const struct desk *desk, const struct intake *intake)
{
    char database[PATH_SIZE];
    database_name(desk, database);
    json_t *root = json_object();
    json_object_set_new(root, "database", json_string(database));
    json_object_set_new(root, "badge", json_string(desk->actor.badge));
    json_object_set_new(root, "request", json_string(intake->request));
    json_object_set_new(root, "opened_at", json_integer(intake->opened_at));
    json_object_set_new(root, "answered_at_once", json_boolean(intake->answered_at_once));
    for (size_t i = 0; i < PART_COUNT; i++)
        json_object_set_new(root, parts[i].name, part_to_json(&parts[i], intake));
    char *text = json_dumps(root, JSON_INDENT(1));
    json_decref(root);
    return text;
}

enum status draft_save(const struct desk *desk, const struct intake *intake, struct err *err)
{
    char path[PATH_SIZE], directory[PATH_SIZE];
    enum status status = draft_path(desk, intake, path, err);
    path_state(directory, "drafts");
    if (status == STATUS_OK)
        status = path_make_directories(directory, err);
    if (status != STATUS_OK)
        return status;
    char *text = draft_text(desk, intake);
    if (text == NULL)
        return err_set(err, STATUS_BUG, _("草稿无法写成文件"));
    status = path_write(path, text, strlen(text), err);
    explicit_bzero(text, strlen(text));
    free(text);
    return status;
}

enum status draft_drop(const struct desk *desk, const struct intake *intake, struct err *err)
{
    char path[PATH_SIZE];
    enum status status = draft_path(desk, intake, path, err);
    if (status == STATUS_OK && unlink(path) != 0 && errno != ENOENT)
        status = path_error(err, _("删除"), path);
    return status;
}

/* Read one draft file; false when it is damaged. *is_ours = it belongs to this database. */
static bool read_draft(const char *path, const char *database, struct intake *intake, bool *is_ours)
{
    struct str text = {0};
    *is_ours = false;
    if (path_read(path, DRAFT_LIMIT, &text, NULL) != STATUS_OK) {
        str_free(&text);
        return false;
    }
    json_t *root = json_loadb(str_text(&text), text.length, JSON_REJECT_DUPLICATES, NULL);
    const char *from = json_string_value(json_object_get(root, "database"));
    const char *request = json_string_value(json_object_get(root, "request"));
    const json_t *opened = json_object_get(root, "opened_at");
    memset(intake, 0, sizeof(*intake));
    bool is_good = from != NULL && request != NULL && json_is_integer(opened) && request_is_safe(request) &&
                   text_copy(intake->request, sizeof(intake->request), request);
    for (size_t i = 0; is_good && i < PART_COUNT; i++)
        is_good = part_from_json(&parts[i], intake, json_object_get(root, parts[i].name));
    if (is_good) {
        intake->opened_at = json_integer_value(opened);
        intake->answered_at_once = json_is_true(json_object_get(root, "answered_at_once"));
        *is_ours = strcmp(from, database) == 0;
    }
    json_decref(root);
    if (text.bytes != NULL)
        explicit_bzero(text.bytes, text.length);
    str_free(&text);
    return is_good;
}

static void keep_aside(const char *path, struct err *err)
{
    struct str aside = {0};
    str_printf(&aside, "%s.bad", path);
    bool is_moved = rename(path, str_text(&aside)) == 0;
    err_set(err, STATUS_CORRUPT, _("有一份草稿已损坏，无法恢复"));
    err_where(err, "%s", is_moved ? str_text(&aside) : path);
    err_advise(err, _("文件已原样保留，可请管理员查看"));
    str_free(&aside);
}

/* Take one directory entry into the list; only database errors are failures. */
static enum status take_entry(struct desk *desk, const char *path, const char *database,
                              struct intake *intake, size_t *count, struct err *err)
{
    bool is_ours;
    int64_t saved = 0;
    if (!read_draft(path, database, intake, &is_ours)) {
        keep_aside(path, err);
        return STATUS_OK;
    }
    if (!is_ours)
        return STATUS_OK;
    struct err local = {0};
    enum status status = request_find(desk->store, intake->request, &saved, &local);
    if (status != STATUS_OK) {
        if (err != NULL)
            *err = local;
        return status;
    }
    if (saved != 0)
        unlink(path); /* it was saved before the answer could be seen */
    else
        (*count)++;
    return STATUS_OK;
}

static int oldest_first(const void *left, const void *right)
{
    const struct intake *a = left, *b = right;
    return a->opened_at < b->opened_at   ? -1
           : a->opened_at > b->opened_at ? 1
                                         : strcmp(a->request, b->request);
}

/* "1001-0a1b….json" of this badge? Another badge may begin alike ("1001-2"): what follows must be a request
 * id. */
static bool is_draft_of(const char *name, const char *badge)
{
    size_t length = strlen(badge);
    if (strncmp(name, badge, length) != 0 || name[length] != '-')
        return false;
    const char *rest = name + length + 1;
    size_t digits = strspn(rest, "0123456789abcdefABCDEF");
    return digits > 0 && strcmp(rest + digits, ".json") == 0;
}

enum status draft_restore(struct desk *desk, struct intake **intakes, size_t *count, struct err *err)
{
    char directory[PATH_SIZE], database[PATH_SIZE];
    *intakes = mem_new(DRAFTS_MAX + 1, sizeof(**intakes));
    *count = 0;
    path_state(directory, "drafts");
    database_name(desk, database);
    DIR *entries = opendir(directory);
    if (entries == NULL)
        return errno == ENOENT ? STATUS_OK : path_error(err, _("打开"), directory);
    enum status status = STATUS_OK;
    const struct dirent *entry;
    while (status == STATUS_OK && *count < DRAFTS_MAX && (entry = readdir(entries)) != NULL) {
        struct str path = {0};
        if (!is_draft_of(entry->d_name, desk->actor.badge))
            continue;
        str_printf(&path, "%s/%s", directory, entry->d_name);
        status = take_entry(desk, str_text(&path), database, &(*intakes)[*count], count, err);
        str_free(&path);
    }
    closedir(entries);
    qsort(*intakes, *count, sizeof(**intakes), oldest_first);
    return status;
}
