#include "draft_json.h"

#include <jansson.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"

/* A record inside a form; without a table: all its side records, a struct details. */
struct part {
    const char *name; /* in the file */
    const struct field_table *table;
    size_t offset;
};

/* How a kind of form stands in its file: members of its own, then records. Own members are named like fields
 * and written by the same code; the first two are the request id and when the form was opened. */
struct shape {
    const char *name;
    size_t size; /* of the form's struct */
    const struct field *own;
    size_t own_count;
    const struct part *parts;
    size_t part_count;
};

#define OWN(as, of, member, what)                                                                            \
    {                                                                                                        \
        .name = (as), .kind = (what), .offset = offsetof(of, member), .size = sizeof(((of *)0)->member)      \
    }

static const struct field intake_own[] = {
    OWN("request", struct intake, request, FIELD_TEXT),
    OWN("opened_at", struct intake, opened_at, FIELD_REF),
    OWN("answered_at_once", struct intake, answered_at_once, FIELD_FLAG),
    OWN("is_surge", struct intake, is_surge, FIELD_FLAG),
    OWN("link_case_id", struct intake, link.case_id, FIELD_REF),
    OWN("link_notice_id", struct intake, link.notice_id, FIELD_REF),
    OWN("link_wants_call", struct intake, link.wants_call, FIELD_FLAG),
    OWN("link_call_id", struct intake, link.call_id, FIELD_REF),
    OWN("link_news_id", struct intake, link.news_id, FIELD_REF),
};
static const struct part intake_parts[] = {
    {"contact", &contact_fields, offsetof(struct intake, contact)},
    {"case", &case_record_fields, offsetof(struct intake, record)},
    {"details", NULL, offsetof(struct intake, details)},
};

static const struct field edit_own[] = {
    OWN("request", struct case_edit, request, FIELD_TEXT),
    OWN("opened_at", struct case_edit, opened_at, FIELD_REF),
};
static const struct part edit_parts[] = {
    {"before", &case_record_fields, offsetof(struct case_edit, before)},
    {"after", &case_record_fields, offsetof(struct case_edit, after)},
    {"details_before", NULL, offsetof(struct case_edit, details_before)},
    {"details_after", NULL, offsetof(struct case_edit, details_after)},
};

static const struct field contact_own[] = {
    OWN("request", struct contact_edit, request, FIELD_TEXT),
    OWN("opened_at", struct contact_edit, opened_at, FIELD_REF),
};
static const struct part contact_parts[] = {
    {"before", &contact_fields, offsetof(struct contact_edit, before)},
    {"after", &contact_fields, offsetof(struct contact_edit, after)},
    {"details_before", NULL, offsetof(struct contact_edit, details_before)},
    {"details_after", NULL, offsetof(struct contact_edit, details_after)},
};

static const struct field notice_own[] = {
    OWN("request", struct notice_change, request, FIELD_TEXT),
    OWN("opened_at", struct notice_change, opened_at, FIELD_REF),
    OWN("cluster_id", struct notice_change, cluster_id, FIELD_REF),
};
static const struct part notice_parts[] = {
    {"before", &notice_fields, offsetof(struct notice_change, before)},
    {"after", &notice_fields, offsetof(struct notice_change, after)},
};

static const struct field move_own[] = {
    OWN("request", struct move_draft, request.request, FIELD_TEXT),
    OWN("opened_at", struct move_draft, request.opened_at, FIELD_REF),
    OWN("case_id", struct move_draft, request.case_id, FIELD_REF),
    OWN("seen_version", struct move_draft, request.version, FIELD_REF),
    OWN("action", struct move_draft, request.action, FIELD_TEXT),
    OWN("reporter", struct move_draft, request.reporter, FIELD_TEXT),
    OWN("at", struct move_draft, at, FIELD_TEXT),
    OWN("note", struct move_draft, request.note, FIELD_TEXT),
};
static const struct part move_parts[] = {
    {"values", &case_record_fields, offsetof(struct move_draft, request.values)},
    {"details", NULL, offsetof(struct move_draft, request.details)},
};

static const struct field customer_own[] = {
    OWN("request", struct customer_edit, request, FIELD_TEXT),
    OWN("opened_at", struct customer_edit, opened_at, FIELD_REF),
};
static const struct part customer_parts[] = {
    {"before", &customer_fields, offsetof(struct customer_edit, before)},
    {"after", &customer_fields, offsetof(struct customer_edit, after)},
};

static const struct field promise_own[] = {
    OWN("request", struct promise_new, request, FIELD_TEXT),
    OWN("opened_at", struct promise_new, opened_at, FIELD_REF),
};
static const struct part promise_parts[] = {
    {"promise", &promise_fields, offsetof(struct promise_new, promise)},
};

static const struct field message_own[] = {
    OWN("request", struct message_new, request, FIELD_TEXT),
    OWN("opened_at", struct message_new, opened_at, FIELD_REF),
};
static const struct part message_parts[] = {
    {"message", &message_fields, offsetof(struct message_new, message)},
};

static const struct field batch_own[] = {
    OWN("request", struct batch, request.request, FIELD_TEXT),
    OWN("opened_at", struct batch, request.opened_at, FIELD_REF),
    OWN("action", struct batch, request.action, FIELD_TEXT),
    OWN("cases", struct batch, cases, FIELD_LONG),
    OWN("reporter", struct batch, request.reporter, FIELD_TEXT),
    OWN("at", struct batch, at, FIELD_TEXT),
    OWN("note", struct batch, request.note, FIELD_TEXT),
};
static const struct part batch_parts[] = {
    {"values", &case_record_fields, offsetof(struct batch, request.values)},
    {"details", NULL, offsetof(struct batch, request.details)},
};

static const struct field handover_own[] = {
    OWN("request", struct handover_line_edit, request, FIELD_TEXT),
    OWN("opened_at", struct handover_line_edit, opened_at, FIELD_REF),
};
static const struct part handover_parts[] = {
    {"before", &handover_line_fields, offsetof(struct handover_line_edit, before)},
    {"after", &handover_line_fields, offsetof(struct handover_line_edit, after)},
};

static const struct field swap_own[] = {
    OWN("request", struct swap_request, request, FIELD_TEXT),
    OWN("opened_at", struct swap_request, opened_at, FIELD_REF),
};
static const struct part swap_parts[] = {
    {"before", &swap_fields, offsetof(struct swap_request, before)},
    {"after", &swap_fields, offsetof(struct swap_request, after)},
};

static const struct field followup_own[] = {
    OWN("request", struct followup_edit, request, FIELD_TEXT),
    OWN("opened_at", struct followup_edit, opened_at, FIELD_REF),
};
static const struct part followup_parts[] = {
    {"before", &followup_fields, offsetof(struct followup_edit, before)},
    {"after", &followup_fields, offsetof(struct followup_edit, after)},
};

static const struct field prompt_own[] = {
    OWN("request", struct prompt_draft, request, FIELD_TEXT),
    OWN("opened_at", struct prompt_draft, opened_at, FIELD_REF),
    OWN("action", struct prompt_draft, action, FIELD_TEXT),
    OWN("id", struct prompt_draft, id, FIELD_REF),
    OWN("page", struct prompt_draft, page, FIELD_REF),
    OWN("version", struct prompt_draft, version, FIELD_REF),
    OWN("key", struct prompt_draft, key, FIELD_TEXT),
    OWN("who", struct prompt_draft, who, FIELD_TEXT),
    OWN("about", struct prompt_draft, about, FIELD_TEXT),
    OWN("text", struct prompt_draft, text, FIELD_TEXT),
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
static const struct shape shapes[DRAFT_KINDS] = {
    [DRAFT_INTAKE] = {"intake", sizeof(struct intake), intake_own, COUNT(intake_own), intake_parts,
                      COUNT(intake_parts)},
    [DRAFT_EDIT] = {"edit", sizeof(struct case_edit), edit_own, COUNT(edit_own), edit_parts,
                    COUNT(edit_parts)},
    [DRAFT_CUSTOMER] = {"customer", sizeof(struct customer_edit), customer_own, COUNT(customer_own),
                        customer_parts, COUNT(customer_parts)},
    [DRAFT_MOVE] = {"move", sizeof(struct move_draft), move_own, COUNT(move_own), move_parts,
                    COUNT(move_parts)},
    [DRAFT_CONTACT] = {"contact", sizeof(struct contact_edit), contact_own, COUNT(contact_own), contact_parts,
                       COUNT(contact_parts)},
    [DRAFT_NOTICE] = {"notice", sizeof(struct notice_change), notice_own, COUNT(notice_own), notice_parts,
                      COUNT(notice_parts)},
    [DRAFT_PROMISE] = {"promise", sizeof(struct promise_new), promise_own, COUNT(promise_own), promise_parts,
                       COUNT(promise_parts)},
    [DRAFT_BATCH] = {"batch", sizeof(struct batch), batch_own, COUNT(batch_own), batch_parts,
                     COUNT(batch_parts)},
    [DRAFT_MESSAGE] = {"message", sizeof(struct message_new), message_own, COUNT(message_own), message_parts,
                       COUNT(message_parts)},
    [DRAFT_HANDOVER] = {"handover", sizeof(struct handover_line_edit), handover_own, COUNT(handover_own),
                        handover_parts, COUNT(handover_parts)},
    [DRAFT_SWAP] = {"swap", sizeof(struct swap_request), swap_own, COUNT(swap_own), swap_parts,
                    COUNT(swap_parts)},
    [DRAFT_FOLLOWUP] = {"followup", sizeof(struct followup_edit), followup_own, COUNT(followup_own),
                        followup_parts, COUNT(followup_parts)},
    [DRAFT_PROMPT] = {"prompt", sizeof(struct prompt_draft), prompt_own, COUNT(prompt_own), NULL, 0},
};

/* What every record begins with. */
static const struct field head_fields[] = {
    OWN("id", struct record_head, id, FIELD_REF),
    OWN("version", struct record_head, version, FIELD_REF),
};

const char *draft_file_badge(const char *name, char badge[DRAFT_BADGE_SIZE])
{
    static const char ending[] = ".json";
    const char *dash = strrchr(name, '-');
    if (dash == NULL || dash == name || dash - name >= DRAFT_BADGE_SIZE) {
        return NULL;
    }
    size_t digits = strspn(dash + 1, "0123456789abcdefABCDEF");
    const char *after = dash + 1 + digits;
    if (digits == 0 || strncmp(after, ending, strlen(ending)) != 0) {
        return NULL;
    }
    text_format(badge, DRAFT_BADGE_SIZE, "%.*s", (int)(dash - name), name);
    return after + strlen(ending);
}

const char *draft_request(enum draft_kind kind, const void *form)
{
    return field_text_const(&shapes[kind].own[0], form);
}

bool draft_request_is_safe(const char *request)
{
    size_t length = strspn(request, "0123456789abcdefABCDEF");
    return length > 0 && request[length] == '\0';
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
    case FIELD_TIME:
    case FIELD_DATE:
    case FIELD_MONEY: {
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
    case FIELD_DATE:
    case FIELD_MONEY:
        *field_optional(field, record) =
            (struct optional){.value = json_integer_value(value), .given = json_is_integer(value)};
        return json_is_integer(value) || json_is_null(value);
    case FIELD_REF:
        *field_reference(field, record) = json_integer_value(value);
        return json_is_integer(value);
    }
    return false;
}

/* False when a value cannot be written. */
static bool fields_to_json(const struct field *fields, size_t count, const void *record, json_t *object)
{
    bool is_good = true;
    for (size_t i = 0; i < count; i++) {
        is_good =
            json_object_set_new(object, fields[i].name, field_to_json(&fields[i], record)) == 0 && is_good;
    }
    return is_good;
}

/* Every member must fit; a field this program does not know (or the draft does not) is left alone. */
static bool fields_from_json(const struct field *fields, size_t count, void *record, const json_t *object)
{
    for (size_t i = 0; i < count; i++) {
        const json_t *value = json_object_get(object, fields[i].name);
        if (value != NULL && !field_from_json(&fields[i], record, value)) {
            return false;
        }
    }
    return json_is_object(object);
}

static bool record_to_json(const struct field_table *table, const void *record, json_t *object)
{
    return fields_to_json(head_fields, COUNT(head_fields), record, object) &&
           fields_to_json(table->fields, table->count, record, object);
}

static bool record_from_json(const struct field_table *table, void *record, const json_t *object)
{
    return fields_from_json(head_fields, COUNT(head_fields), record, object) &&
           fields_from_json(table->fields, table->count, record, object);
}

/* Of most kinds of side records a form has nothing: what is neither given nor stored stays out of the file.
 */
static bool is_worth_keeping(const struct detail_kind *kind, const void *record)
{
    return ((const struct record_head *)record)->id != 0 || !detail_is_empty(kind, record);
}

static void name_detail(const struct detail_kind *kind, size_t index, char name[DETAIL_NAME_SIZE])
{
    text_format(name, DETAIL_NAME_SIZE, "%s.%zu", kind->fields->record, index + 1);
}

/* {"repair.1": {…}, "stop.2": {…}} */
static bool details_to_json(const struct details *details, json_t *object)
{
    bool is_good = true;
    for (size_t k = 0; k < detail_kind_count; k++) {
        const struct detail_kind *kind = &detail_kinds[k];
        for (size_t i = 0; i < kind->most; i++) {
            const void *record = detail_record_const(kind, details, i);
            char name[DETAIL_NAME_SIZE];
            if (is_worth_keeping(kind, record)) {
                json_t *fields = json_object();
                name_detail(kind, i, name);
                is_good = record_to_json(kind->fields, record, fields) && is_good;
                json_object_set_new(object, name, fields);
            }
        }
    }
    return is_good;
}

/* Drafts of before have none. */
static bool details_from_json(struct details *details, const json_t *object)
{
    for (size_t k = 0; k < detail_kind_count; k++) {
        const struct detail_kind *kind = &detail_kinds[k];
        for (size_t i = 0; i < kind->most; i++) {
            char name[DETAIL_NAME_SIZE];
            name_detail(kind, i, name);
            const json_t *fields = json_object_get(object, name);
            if (fields != NULL && !record_from_json(kind->fields, detail_record(kind, details, i), fields)) {
                return false;
            }
        }
    }
    return true;
}

static bool part_to_json(const struct part *part, const void *record, json_t *object)
{
    return part->table != NULL ? record_to_json(part->table, record, object)
                               : details_to_json(record, object);
}

static bool part_from_json(const struct part *part, void *record, const json_t *object)
{
    return part->table != NULL ? record_from_json(part->table, record, object)
                               : details_from_json(record, object);
}

/* {"case.phone": "138x"} */
static bool unread_to_json(const struct unread *unread, json_t *object)
{
    bool is_good = true;
    for (size_t i = 0; unread != NULL && i < unread->count; i++) {
        json_t *text = json_string(unread->items[i].text);
        is_good = json_object_set_new(object, unread->items[i].field, text) == 0 && is_good;
    }
    return is_good;
}

/* Drafts of before have none. */
static bool unread_from_json(struct unread *unread, json_t *object)
{
    const char *field;
    json_t *text;
    json_object_foreach(object, field, text)
    {
        if (unread->count == UNREAD_MAX || !json_is_string(text)) {
            return false;
        }
        text_copy(unread->items[unread->count].field, sizeof(unread->items[0].field), field);
        text_copy(unread->items[unread->count].text, sizeof(unread->items[0].text), json_string_value(text));
        unread->count++;
    }
    return true;
}

char *draft_to_text(const char *database, const char *badge, enum draft_kind kind, const void *form,
                    const struct unread *unread)
{
    const struct shape *shape = &shapes[kind];
    json_t *root = json_object();
    json_object_set_new(root, "kind", json_string(shape->name));
    json_object_set_new(root, "database", json_string(database));
    json_object_set_new(root, "badge", json_string(badge));
    bool is_good = fields_to_json(shape->own, shape->own_count, form, root);
    for (size_t i = 0; i < shape->part_count; i++) {
        const struct part *part = &shape->parts[i];
        const char *record = (const char *)form + part->offset;
        json_t *object = json_object();
        is_good = part_to_json(part, record, object) && is_good;
        json_object_set_new(root, part->name, object);
    }
    json_t *texts = json_object();
    is_good = unread_to_json(unread, texts) && is_good;
    json_object_set_new(root, "unread", texts);
    char *text = is_good ? json_dumps(root, JSON_INDENT(1)) : NULL;
    json_decref(root);
    return text;
}

/* The shape a file names; files of before there were kinds are call forms. */
static const struct shape *find_shape(const json_t *root)
{
    const json_t *name = json_object_get(root, "kind");
    for (size_t i = 0; i < DRAFT_KINDS; i++) {
        if (name == NULL ? i == DRAFT_INTAKE
                         : json_is_string(name) && strcmp(json_string_value(name), shapes[i].name) == 0) {
            return &shapes[i];
        }
    }
    return NULL;
}

static bool form_from_json(const struct shape *shape, void *form, const json_t *root)
{
    bool is_good = fields_from_json(shape->own, shape->own_count, form, root) &&
                   draft_request_is_safe(field_text_const(&shape->own[0], form)) &&
                   json_object_get(root, shape->own[1].name) != NULL;
    for (size_t i = 0; is_good && i < shape->part_count; i++) {
        const struct part *part = &shape->parts[i];
        char *record = (char *)form + part->offset;
        is_good = part_from_json(part, record, json_object_get(root, part->name));
    }
    return is_good;
}

bool draft_from_text(const char *text, size_t length, struct draft *draft, char database[PATH_SIZE])
{
    json_t *root = json_loadb(text, length, JSON_REJECT_DUPLICATES, NULL);
    const char *from = json_string_value(json_object_get(root, "database"));
    const struct shape *shape = find_shape(root);
    *draft = (struct draft){0};
    if (shape == NULL || from == NULL || !text_copy(database, PATH_SIZE, from)) {
        json_decref(root);
        return false;
    }
    draft->kind = (enum draft_kind)(shape - shapes);
    draft->form = mem_new(1, shape->size);
    bool is_good = form_from_json(shape, draft->form, root) &&
                   unread_from_json(&draft->unread, json_object_get(root, "unread"));
    json_decref(root);
    if (is_good) {
        draft->opened_at = *field_reference(&shape->own[1], draft->form);
    } else {
        free(draft->form);
        *draft = (struct draft){0};
    }
    return is_good;
}
