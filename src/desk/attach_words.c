#include "attach_words.h"

#include <stdlib.h>
#include <string.h>

#include "zuoxi/base/mem.h"
#include "zuoxi/base/text.h"
#include "zuoxi/base/utf8.h"
#include "zuoxi/domain/notice_call.h"
#include "zuoxi/store/record.h"

/* Where a value of the form's case may stand already. */
struct known {
    struct case_record household; /* the defaults, and the customer's own fields */
    struct case_record contact;   /* what the contact, and a notice's list, keep themselves */
    struct case_record open;      /* the case this is another call about */
    struct notice_call call;      /* the list's row a call-out was filled in from */
};

/* What is gone needs no words of its own here: the save itself says so. */
static enum status unless_gone(enum status status, const struct err *reason, struct err *err)
{
    if (status == STATUS_OK || status == STATUS_NOT_FOUND) {
        return STATUS_OK;
    }
    *err = *reason;
    return status;
}

static enum status know_household(const struct desk *desk, const struct intake *intake,
                                  struct case_record *known, struct err *err)
{
    const struct case_record *record = &intake->record;
    struct customer_row customer = {0};
    struct intake *fresh = mem_new(1, sizeof(*fresh));
    enum status status = STATUS_OK;
    if (record->customer_id != 0) {
        struct err reason;
        status = unless_gone(customer_store_row(desk->store, record->customer_id, &customer, &reason),
                             &reason, err);
    }
    intake_begin(desk, fresh);
    intake_use_customer(desk, fresh, &customer);
    *known = fresh->record;
    text_copy(known->grade, sizeof(known->grade), intake_grade(desk, record->type, customer.grade));
    free(fresh);
    return status;
}

static void know_contact(const struct intake *intake, const struct contact *contact,
                         struct case_record *known)
{
    text_copy(known->name, sizeof(known->name), contact->caller);
    text_copy(known->title, sizeof(known->title), contact->title);
    text_copy(known->phone, sizeof(known->phone), contact->phone);
    text_copy(known->content, sizeof(known->content), contact->said);
    if (intake->link.notice_id != 0) {
        text_copy(known->name, sizeof(known->name), intake->record.name);
        text_copy(known->title, sizeof(known->title), intake->record.title);
        text_copy(known->address, sizeof(known->address), intake->record.address);
    }
}

static enum status load_linked(const struct desk *desk, const struct field_table *table, int64_t id,
                               void *record, struct err *err)
{
    struct err reason;
    return id == 0 ? STATUS_OK
                   : unless_gone(record_load(desk->store, table, id, record, &reason), &reason, err);
}

static enum status know(const struct desk *desk, const struct intake *intake, const struct contact *contact,
                        struct known *known, struct err *err)
{
    enum status status = know_household(desk, intake, &known->household, err);
    know_contact(intake, contact, &known->contact);
    if (status == STATUS_OK) {
        status = load_linked(desk, &case_record_fields, intake->link.case_id, &known->open, err);
    }
    return status == STATUS_OK
               ? load_linked(desk, &notice_call_fields, intake->link.call_id, &known->call, err)
               : status;
}

/* The row's fields are those of a case of the same names. */
static bool is_in_row(const struct field *field, const struct case_record *record,
                      const struct notice_call *call)
{
    const struct field *same = field_find(&notice_call_fields, field->name);
    return same != NULL && same->kind == field->kind && field->kind <= FIELD_CODE &&
           strcmp(field_text_const(field, record), field_text_const(same, call)) == 0;
}

/* The five elements are ticked on a case's content; without the case they tell nothing. */
static bool is_known(const struct field *field, const struct case_record *record, const struct known *known)
{
    return field->kind == FIELD_FLAG || !field_differs(field, record, &known->household) ||
           !field_differs(field, record, &known->contact) || !field_differs(field, record, &known->open) ||
           is_in_row(field, record, &known->call);
}

static void add_line(const struct profile *profile, const struct field *field, const void *record,
                     struct str *words)
{
    char label[80];
    str_add(words, words->length > 0 ? "\n" : "");
    str_printf(words, _("%s："), _(field->label));
    if (field->kind == FIELD_CODE) {
        str_add(words, profile_label(profile, field->set, field_text_const(field, record), label));
    } else if (field->kind == FIELD_FLAG) {
        str_add(words, _("是"));
    } else {
        field_format(field, record, words);
    }
}

/* known NULL: a side record, of which nothing is kept elsewhere. */
static void add_lines(const struct profile *profile, const struct field_table *table, const void *record,
                      const struct known *known, struct str *words)
{
    for (size_t i = 0; i < table->count; i++) {
        const struct field *field = &table->fields[i];
        if ((field->flags & FIELD_FIXED) == 0 && !field_is_empty(field, record) &&
            (known == NULL || !is_known(field, record, known))) {
            add_line(profile, field, record, words);
        }
    }
}

static enum status put(const char *words, struct contact *contact, struct err *err)
{
    const struct field *said = field_find(&contact_fields, "said");
    size_t length = utf8_count(words);
    if (length <= (size_t)said->max && text_copy(contact->said, sizeof(contact->said), words)) {
        return STATUS_OK;
    }
    err_set(err, STATUS_INVALID, _("不开工单时，内容和所填各项一起记为通话要点，最多%d个字，现在有%zu个"),
            said->max, length);
    return err_advise(err, _("请删短内容，或取消关联、保存为工单"));
}

enum status attach_keep_words(const struct desk *desk, const struct intake *intake, struct contact *contact,
                              struct err *err)
{
    struct known *known = mem_new(1, sizeof(*known));
    struct str words = {0};
    enum status status = know(desk, intake, contact, known, err);
    str_add(&words, contact->said);
    add_lines(desk->profile, &case_record_fields, &intake->record, known, &words);
    for (size_t k = 0; k < detail_kind_count; k++) {
        const struct detail_kind *kind = &detail_kinds[k];
        if (kind->owner == DETAIL_OF_CASE && detail_applies(desk->profile, kind, intake->record.type, "")) {
            add_lines(desk->profile, kind->fields, detail_record_const(kind, &intake->details, 0), NULL,
                      &words);
        }
    }
    if (status == STATUS_OK) {
        status = put(str_text(&words), contact, err);
    }
    str_free(&words);
    free(known);
    return status;
}
