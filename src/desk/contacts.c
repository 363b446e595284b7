#include "zuoxi/desk/contacts.h"

#include <stdlib.h>
#include <string.h>

#include "casework_details.h"
#include "casework_legs.h"
#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/desk/correct.h"
#include "zuoxi/store/case_store.h"
#include "zuoxi/store/record.h"

enum status contacts_load(struct desk *desk, int64_t id, struct contact *contact, struct details *details,
                          struct err *err)
{
    enum status status = desk_allow(desk, RIGHT_CASE_READ, err);
    if (status == STATUS_OK) {
        status = record_load(desk->store, &contact_fields, id, contact, err);
    }
    if (details != NULL) {
        *details = (struct details){0};
    }
    return status == STATUS_OK && details != NULL ? details_load(desk, DETAIL_OF_CONTACT, id, details, err)
                                                  : status;
}

enum status contacts_of_case(struct desk *desk, int64_t case_id, struct contact rows[CONTACTS_MAX],
                             size_t *count, struct err *err)
{
    int64_t ids[CONTACTS_MAX];
    *count = 0;
    enum status status = desk_allow(desk, RIGHT_CASE_READ, err);
    if (status == STATUS_OK) {
        status = case_store_contacts(desk->store, case_id, ids, CONTACTS_MAX, count, err);
    }
    for (size_t i = 0; status == STATUS_OK && i < *count; i++) {
        status = record_load(desk->store, &contact_fields, ids[i], &rows[i], err);
    }
    return status;
}

int64_t contacts_time(const struct contact *contact)
{
    return contact->answered_at.given ? contact->answered_at.value
           : contact->ended_at.given  ? contact->ended_at.value
                                      : 0;
}

/* "更正通话记录：通话要点、结果" */
static enum status tell_case(struct desk *desk, const struct contact *before, const struct contact *after,
                             const char *details, struct err *err)
{
    struct timeline_row row = {.case_id = after->case_id, .at = clock_now(desk->clock)};
    struct str text = {0};
    for (size_t i = 0; i < contact_fields.count; i++) {
        const struct field *field = &contact_fields.fields[i];
        if (field_differs(field, before, after)) {
            str_printf(&text, "%s%s", text.length > 0 ? "、" : _("联系记录："), _(field->label));
        }
    }
    details += strncmp(details, "；", strlen("；")) == 0 ? strlen("；") : 0; /* nothing stands before it */
    if (details[0] != '\0') {
        str_printf(&text, "%s%s", text.length > 0 ? "；" : _("联系记录："), details);
    }
    text_copy(row.badge, sizeof(row.badge), desk->actor.badge);
    text_copy(row.action, sizeof(row.action), "correct");
    text_copy(row.note, sizeof(row.note), str_text(&text));
    bool is_told = text.length > 0 && row.case_id != 0;
    str_free(&text);
    return is_told ? case_store_add_timeline(desk->store, &row, err) : STATUS_OK;
}

/* A case's channel is that of its first contact, and its legs go by it. */
static enum status follow_channel(struct desk *desk, const struct contact *before,
                                  const struct contact *after, struct str *said, struct err *err)
{
    int64_t first;
    size_t count = 0;
    if (after->case_id == 0 || strcmp(before->channel, after->channel) == 0) {
        return STATUS_OK;
    }
    enum status status = case_store_contacts(desk->store, after->case_id, &first, 1, &count, err);
    bool is_first = count > 0 && first == after->head.id;
    return status == STATUS_OK && is_first
               ? legs_follow_channel(desk, after->case_id, after->channel, said, err)
               : status;
}

enum status contacts_correct(struct desk *desk, void *argument, int64_t *id, struct err *err)
{
    const struct contact_edit *edit = argument;
    struct contact *current = mem_new(1, sizeof(*current)), *merged = mem_new(1, sizeof(*merged));
    struct str said = {0};
    *id = edit->before.head.id;
    enum status status = desk_allow(desk, RIGHT_CONTACT_SAVE, err);
    if (status == STATUS_OK) {
        status = record_load(desk->store, &contact_fields, *id, current, err);
    }
    if (status == STATUS_OK) {
        status = correct_record(desk, &contact_fields, "contact.correct", &edit->before, &edit->after, merged,
                                err);
    }
    if (status == STATUS_OK) {
        status = details_correct(desk, DETAIL_OF_CONTACT, *id, &edit->details_before, &edit->details_after,
                                 &said, err);
    }
    if (status == STATUS_OK) {
        status = follow_channel(desk, current, merged, &said, err);
    }
    if (status == STATUS_OK) {
        status = tell_case(desk, current, merged, str_text(&said), err);
    }
    str_free(&said);
    free(current);
    free(merged);
    return status;
}
